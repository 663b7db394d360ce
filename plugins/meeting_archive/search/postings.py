"""Which words stand where: the lists that an index is made of."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from meeting_archive.language.compounds import Compounds
from meeting_archive.language.words import Stemmer, fold, forms, joined, stop_words, tokens
from meeting_archive.search.entries import Entry, Kind, Tier
from meeting_archive.search.keys import Keys

# A word in a title says more than any number of them in a text; a compound less than its part
# itself in the same place.
_WORTH = {Tier.TITLE: 40, Tier.DECISION: 24, Tier.REST: 12}
_PART_WORTH = {Tier.TITLE: 20, Tier.DECISION: 11, Tier.REST: 6}
_OFTEN = ((5, 6), (3, 4), (2, 2))
"""What a word is worth more when it stands there this often."""
_OWN = 200
"""What its own number is worth to a case, and its own day to a meeting."""
_KINDS = {Kind.MEETING: 0.9, Kind.DOCUMENT: 0.85, Kind.PAGE: 0.4}
"""Cases, agreements and programs come first among equals."""
_MOST = 255


@dataclass(frozen=True)
class Word:
    """A word as the archive writes it: what it is found by, and how it is mostly printed."""

    stem: str | None
    """None for words that questions are not about."""
    parts: frozenset[str]
    count: int
    printed: Counter[str]


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
        counts = _printed(entries)
        compounds = Compounds((word for word in counts if word not in stop), stemmer)
        self._words = {
            word: Word(
                None if word in stop else stemmer.stem(word),
                frozenset() if word in stop else compounds.all_parts(word),
                sum(printed.values()),
                printed,
            )
            for word, printed in sorted(counts.items())
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
        whole: dict[str, Counter[Tier]] = defaultdict(Counter)
        part: dict[str, Counter[Tier]] = defaultdict(Counter)
        place = 0
        for tier, text in _texts(entry):
            words = forms(text)
            self._pair(number, words, place, tier)
            place += len(words) + 1
            for form in (*words, *joined(words, self._known)):
                word = self._words[form]
                if word.stem is not None:
                    whole[word.stem][tier] += 1
                    for each in word.parts:
                        part[each][tier] += 1
            for key in self._keys.find(text, entry.body) if _has_digit(text) else ():
                for each in key.keys:
                    whole[each][Tier.REST] += 1
        worth = {term: _worth(tiers, _PART_WORTH) for term, tiers in part.items()}
        for term, tiers in whole.items():
            worth[term] = max(worth.get(term, 0), _worth(tiers, _WORTH))
        worth.update(self._own(entry))
        for term, points in worth.items():
            self._terms[term].append(number * 256 + min(_MOST, round(points * weigh)))

    def _pair(self, number: int, words: Sequence[str], place: int, tier: Tier) -> None:
        """Remember which word follows which; the last is followed by none."""
        numbers = [self._number[word] for word in words]
        for at, (word, following) in enumerate(zip(numbers, [*numbers[1:], -1], strict=False)):
            self._pairs[word].extend((following + 1, number, (place + at) * 4 + tier))

    def _own(self, entry: Entry) -> dict[str, float]:
        """Return what an entry's own numbers and day are worth."""
        found: dict[str, float] = {}
        for number in entry.numbers:
            for key in self._keys.find(number, entry.body):
                found.update(dict.fromkeys(key.keys, _OWN))
        if entry.date:
            day = _OWN if entry.kind is Kind.MEETING else _WORTH[Tier.TITLE]
            last = entry.last_date or entry.date
            for date in {entry.date, last}:
                found[f"@{date.isoformat()}"] = day
                found[f"@{date.isoformat()[:7]}"] = day
        return found


def _worth(tiers: Mapping[Tier, int], scale: Mapping[Tier, int]) -> float:
    best = max(tiers)
    often = next((more for times, more in _OFTEN if tiers[best] >= times), 0)
    return scale[best] + often


def _texts(entry: Entry) -> Iterator[tuple[Tier, str]]:
    yield Tier.TITLE, entry.title
    if entry.number:
        yield Tier.TITLE, entry.number
    for passage in entry.passages:
        yield passage.tier, passage.text
    if entry.known_as:
        yield Tier.REST, entry.known_as


def _printed(entries: Iterable[Entry]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        for _tier, text in _texts(entry):
            for token in tokens(text):
                found[token.form][token.printed] += 1
    return found


def _has_digit(text: str) -> bool:
    return any(mark in text for mark in "0123456789")


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
            for start in range(0, len(pairs), 3):
                following = folded[pairs[start] - 1] if pairs[start] else ""
                found[following].append((pairs[start + 1], pairs[start + 2]))
        for following in sorted(found):
            yield f"{first} {following}", _deltas(sorted(found[following]))


def _deltas(places: Iterable[tuple[int, int]]) -> list[int]:
    flat: list[int] = []
    before = 0
    for entry, place in places:
        flat += (entry - before, place)
        before = entry
    return flat
