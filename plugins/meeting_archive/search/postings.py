"""Which words stand where: the lists that an index is made of."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from meeting_archive.language.compounds import Compounds
from meeting_archive.language.words import (
    Stemmer,
    common_words,
    fold,
    forms,
    joined,
    printed_words,
    stop_words,
)
from meeting_archive.search.entries import Entry, Kind, Tier
from meeting_archive.search.keys import Keys

# A word in a title says more than any number of them in a text; a compound less than its part
# itself in the same place.
_WORTH = {Tier.TITLE: 40, Tier.DECISION: 24, Tier.REST: 12}
_PART_WORTH = {Tier.TITLE: 20, Tier.DECISION: 11, Tier.REST: 6}
_OFTEN = (0, 0, 2, 4, 4, 6)
"""What a word is worth more when it stands there once, twice, ..."""
_OWN = 200
"""What its own number is worth to a case, and its own day to a meeting."""
_KINDS = {Kind.MEETING: 0.9, Kind.DOCUMENT: 0.85, Kind.PAGE: 0.25}
"""Cases, agreements and programs come first among equals."""
_MOST = 255


@dataclass(frozen=True)
class Word:
    """A word as the archive writes it: what it is found by, and how it is mostly printed."""

    stem: str | None
    """None for words that questions are not about."""
    parts: tuple[str, ...]
    count: int
    printed: str


@dataclass(frozen=True)
class Postings:
    """All that was read from the entries.

    `terms`: stem or key → entries with what it is worth there, as entry * 256 + worth.
    `pairs`: word → the words after it, as (following word, entry, place * 4 + tier).
    """

    words: dict[str, Word]
    terms: dict[str, array[int]]
    pairs: list[array[int]]
    forms: dict[str, set[str]]


class Reader:
    """Reads entries into postings."""

    def __init__(self, entries: Sequence[Entry], keys: Keys) -> None:
        self._keys = keys
        stemmer = Stemmer()
        stop = stop_words()
        printed = _printed(entries)
        used = (word for word in printed if word not in stop)
        compounds = Compounds(chain(used, common_words()), stemmer)
        self._words = {
            form: Word(
                None if form in stop else stemmer.stem(form),
                () if form in stop else tuple(sorted(compounds.all_parts(form))),
                sum(printed[form].values()),
                max(sorted(printed[form]), key=printed[form].__getitem__),
            )
            for form in sorted(printed)
        }
        self._number = {word: at for at, word in enumerate(self._words)}
        self._known = frozenset(self._words)
        self._terms: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self._pairs = [array("I") for _ in self._words]

    def read(self, entries: Sequence[Entry]) -> Postings:
        """Return the postings of entries; an entry's place in the list is its number."""
        for number, entry in enumerate(entries):
            self._read(number, entry)
        spelt: dict[str, set[str]] = defaultdict(set)
        for form, word in self._words.items():
            if word.stem is not None:
                spelt[word.stem].add(form)
        return Postings(self._words, self._terms, self._pairs, spelt)

    def _read(self, number: int, entry: Entry) -> None:
        weigh = _KINDS.get(entry.kind, 1.0)
        whole, part = _Standing(), _Standing()
        place = 0
        # The texts that say most come first: what stands there is not counted elsewhere.
        for tier, text in sorted(_texts(entry), key=lambda each: -each[0]):
            words = forms(text)
            self._pair(number, words, place, tier)
            place += len(words) + 1
            for form, times in Counter((*words, *joined(words, self._known))).items():
                word = self._words[form]
                if word.stem is not None:
                    whole.add(word.stem, tier, times)
                    for each in word.parts:
                        part.add(each, tier, times)
            for key in self._keys.find(text, entry.body):
                for each in key.keys:
                    whole.add(each, Tier.REST, 1)
        worth = part.worth(_PART_WORTH)
        for term, points in whole.worth(_WORTH).items():
            worth[term] = max(worth.get(term, 0), points)
        worth.update(self._own(entry))
        for term, points in worth.items():
            self._terms[term].append(number * 256 + min(_MOST, round(points * weigh)))

    def _pair(self, number: int, words: Sequence[str], place: int, tier: Tier) -> None:
        """Remember which word follows which; the last is followed by none."""
        numbers = [self._number[word] for word in words]
        following = [*(each + 1 for each in numbers[1:]), 0]
        for at, word in enumerate(numbers):
            self._pairs[word].extend((following[at], number, (place + at) * 4 + tier))

    def _own(self, entry: Entry) -> dict[str, int]:
        """Return what an entry's own numbers and day are worth."""
        found: dict[str, int] = {}
        for number in entry.numbers:
            for key in self._keys.find(number, entry.body):
                found.update(dict.fromkeys(key.keys, _OWN))
        if entry.date:
            day = _OWN if entry.kind is Kind.MEETING else _WORTH[Tier.TITLE]
            for date in (entry.date, entry.last_date or entry.date):
                found[f"@{date.isoformat()}"] = day
                found[f"@{date.isoformat()[:7]}"] = day
        return found


class _Standing:
    """Where terms stand in one entry: the best place, and how often there."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[Tier, int]] = {}

    def add(self, term: str, tier: Tier, times: int) -> None:
        """Count a term; the best places come first, later ones of less worth are not counted."""
        known = self._found.get(term)
        if known is None:
            self._found[term] = (tier, times)
        elif known[0] is tier:
            self._found[term] = (tier, known[1] + times)

    def worth(self, scale: Mapping[Tier, int]) -> dict[str, int]:
        """Return what each term is worth."""
        return {
            term: scale[tier] + (_OFTEN[times] if times < len(_OFTEN) else _OFTEN[-1])
            for term, (tier, times) in self._found.items()
        }


def _texts(entry: Entry) -> Iterator[tuple[Tier, str]]:
    yield Tier.TITLE, entry.title
    if entry.number:
        yield Tier.TITLE, entry.number
    for passage in entry.passages:
        yield passage.tier, passage.text
    if entry.known_as:
        yield Tier.REST, entry.known_as


def _printed(entries: Iterable[Entry]) -> dict[str, Counter[str]]:
    """Return each word in lower case with how often it is printed how."""
    counts = Counter[str]()
    for entry in entries:
        for _tier, text in _texts(entry):
            counts.update(printed_words(text))
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for printed, times in counts.items():
        found[printed.lower()][printed] += times
    return found


def folded_pairs(postings: Postings) -> Iterator[tuple[str, list[int]]]:
    """Yield each two neighbouring words, folded, in order, with (entry, place * 4 + tier) pairs.

    A word at the end of a text is paired with nothing.
    """
    folded = [fold(word) for word in postings.words]
    by_first: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(folded):
        by_first[word].append(at)
    for first in sorted(by_first):
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at in by_first[first]:
            pairs = postings.pairs[at]
            for after, entry, place in zip(pairs[::3], pairs[1::3], pairs[2::3], strict=True):
                found[folded[after - 1] if after else ""].append((entry, place))
        for following in sorted(found):
            yield f"{first} {following}", _deltas(sorted(found[following]))


def _deltas(places: Iterable[tuple[int, int]]) -> list[int]:
    flat: list[int] = []
    before = 0
    for entry, place in places:
        flat += (entry - before, place)
        before = entry
    return flat
