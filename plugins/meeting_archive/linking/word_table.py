"""The words of an archive in columns: how often each is said, its stem, and what it is made of."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, compress, count
from typing import NamedTuple

from meeting_archive.language.cutting import cut
from meeting_archive.language.stems import shared_stemmer

NUMBERS = "I"
_NONE = 2**32 - 1
"""In place of the parts of what is no compound."""


class Numbers:
    """Numbers terms, those that are known already as before."""

    def __init__(self, terms: Iterable[str]) -> None:
        self.terms = list(terms)
        """All terms, by their numbers; a number is never another's."""

    @cached_property
    def _number(self) -> dict[str, int]:
        return dict(zip(self.terms, count()))

    def find(self, term: str) -> int | None:
        """Return the number of a term, if it has one."""
        return self._number.get(term)

    def of(self, term: str) -> int:
        """Return the number of a term, a new one if it has none."""
        number = self._number.setdefault(term, len(self.terms))
        if number == len(self.terms):
            self.terms.append(term)
        return number


@dataclass(frozen=True)
class WordTable:
    """The words of an archive: what is known of each stands at its place in all columns."""

    words: list[str]
    counts: "array[int]"
    """How often each word is said."""
    stems: "array[int]"
    """The numbers of their stems."""
    firsts: "array[int]"
    """The numbers of the first parts of compounds."""
    lasts: "array[int]"

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The place of each word."""
        return dict(zip(self.words, count()))

    def terms_of(self, word: str) -> tuple[int, ...]:
        """Return the numbers of a word's stem and of its parts."""
        place = self.place[word]
        stem, first = self.stems[place], self.firsts[place]
        return (stem,) if first == _NONE else (stem, first, self.lasts[place])

    def stems_of(self, words: Iterable[str]) -> set[int]:
        """Return the numbers of the stems of those words that are known."""
        return {self.stems[self.place[word]] for word in words if word in self.place}

    def stem_of_each(self, terms: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield each word with its stem."""
        return zip(self.words, map(terms.__getitem__, self.stems), strict=True)

    @cached_property
    def compound(self) -> Mapping[int, str]:
        """A compound with each stem, if there is any."""
        is_compound = list(map(_NONE.__ne__, self.firsts))
        compounds = compress(self.words, is_compound)
        return dict(zip(compress(self.stems, is_compound), compounds, strict=True))

    def compounds(self, stem: int) -> list[str]:
        """Return all compounds with a stem."""
        with_stem = compress(count(), map(stem.__eq__, self.stems))
        return [self.words[place] for place in with_stem if self.firsts[place] != _NONE]

    def doubtful(self, stems: Set[int]) -> frozenset[int]:
        """Return those of some stems of which one compound is made of other things than another."""
        all_ = zip(self.stems, self.firsts, self.lasts, strict=True)
        cuts = set(compress(all_, map(stems.__contains__, self.stems)))
        times = Counter(stem for stem, first, _ in cuts if first != _NONE)
        return frozenset(stem for stem, each in times.items() if each > 1)

    def recounted(self, changes: Mapping[str, int]) -> "WordTable | None":
        """Return the same words, some said more or less often; None where words come or go."""
        counts = self.counts[:]
        for word, more in changes.items():
            place = self.place.get(word)
            if place is None or counts[place] + more <= 0:
                return None
            counts[place] += more
        return replace(self, counts=counts)

    def changed(self, changes: Mapping[str, int], numbers: Numbers) -> "Changed":
        """Return the words after some are said more or less often, or are new, or gone.

        The shared stemmer must know all that it was asked for before.
        """
        new = {word: more for word, more in changes.items() if more and word not in self.place}
        counts = self.counts[:]
        for word, more in changes.items():
            if word in self.place:
                counts[self.place[word]] += more
        gone = set(compress(self.words, map((0).__eq__, counts)))
        stay = list(counts)

        def column(before: Iterable[int], come: Iterable[int]) -> "array[int]":
            return array(NUMBERS, chain(compress(before, stay), come))

        words = [*compress(self.words, stay), *new]
        parts = cut(dict.fromkeys(words).keys(), new.keys(), gone)
        none = [_NONE] * len(new)
        now = WordTable(
            words,
            column(counts, new.values()),
            column(self.stems, map(numbers.of, map(shared_stemmer().stem, new))),
            column(self.firsts, none),
            column(self.lasts, none),
        )
        otherwise = gone | new.keys()
        for word, each in parts.items():
            place = now.place[word]
            was = now.firsts[place], now.lasts[place]
            is_now = (numbers.of(each[0]), numbers.of(each[1])) if each else (_NONE, _NONE)
            if was != is_now:
                now.firsts[place], now.lasts[place] = is_now
                otherwise.add(word)
        stems_of = self.stems_of(gone) | now.stems_of(otherwise)
        return Changed(now, otherwise - new.keys(), stems_of)


class Changed(NamedTuple):
    """A vocabulary that is another than before."""

    vocabulary: WordTable
    otherwise: Set[str]
    """The words of before that are made of others now, or are gone."""
    stems: Set[int]
    """The stems of all those, and of what is new."""
