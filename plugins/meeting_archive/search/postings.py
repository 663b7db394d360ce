"""Which words stand where: the lists that an index is made of."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, groupby
from operator import add, itemgetter

from meeting_archive.language.compounds import Compounds
from meeting_archive.language.words import Stemmer, fold, printed_words, stop_words
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
        self._entries = entries
        self._printed: defaultdict[str, int] = defaultdict()
        self._printed.default_factory = self._printed.__len__
        # Numbers by text by entry: as strings, the words of an archive would take its memory.
        self._read_texts = [self._texts(entry) for entry in entries]
        stemmer = Stemmer()
        stop = stop_words()
        printed = self._by_form()
        compounds = Compounds((word for word in printed if word not in stop), stemmer)
        self._words = {
            form: Word(
                None if form in stop else stemmer.stem(form),
                () if form in stop else tuple(sorted(compounds.all_parts(form))),
                sum(printed[form].values()),
                max(sorted(printed[form]), key=printed[form].__getitem__),
            )
            for form in sorted(printed)
        }
        self._forms = list(self._words)
        self._number = {word: at for at, word in enumerate(self._forms)}
        self._number_of_printed = [self._number[each.lower()] for each in self._printed]
        self._stems = [word.stem for word in self._words.values()]
        self._parts = [word.parts for word in self._words.values()]
        self._terms: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self._pairs = [array("I") for _ in self._words]

    def _texts(self, entry: Entry) -> list[tuple[Tier, array[int]]]:
        # The texts that say most come first: what stands there is not counted elsewhere.
        texts = sorted(_texts(entry), key=lambda each: -each[0])
        number = self._printed.__getitem__
        return [(tier, array("I", map(number, printed_words(text)))) for tier, text in texts]

    def _by_form(self) -> dict[str, Counter[str]]:
        """Return each word in lower case with how often it is printed how."""
        counts = Counter(chain.from_iterable(
            numbers for texts in self._read_texts for _tier, numbers in texts
        ))  # fmt: skip
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for printed, number in self._printed.items():
            found[printed.lower()][printed] = counts[number]
        return found

    def read(self) -> Postings:
        """Return the postings of the entries; an entry's place in the list is its number."""
        for number, entry in enumerate(self._entries):
            self._read(number, entry)
        spelt: dict[str, set[str]] = defaultdict(set)
        for form, word in self._words.items():
            if word.stem is not None:
                spelt[word.stem].add(form)
        return Postings(self._words, self._terms, self._pairs, spelt)

    def _read(self, number: int, entry: Entry) -> None:
        whole: dict[str, int] = {}
        part: dict[str, int] = {}
        place = 0
        for tier, texts in groupby(self._read_texts[number], key=itemgetter(0)):
            counts = Counter[int]()
            for _tier, printed in texts:
                numbers = [self._number_of_printed[each] for each in printed]
                self._pair(number, numbers, place, tier)
                place += len(numbers) + 1
                counts.update(numbers)
                counts.update(self._joined(numbers))
            self._count(counts, tier, whole, part)
        keys = Counter(
            each
            for _tier, text in _texts(entry)
            for key in self._keys.find(text, entry.body)
            for each in key.keys
        )
        for key, times in keys.items():
            whole[key] = _worth(_WORTH[Tier.REST], times)
        for term, points in part.items():
            if points > whole.get(term, 0):
                whole[term] = points
        whole.update(self._own(entry))
        weighed = _weighed(_KINDS.get(entry.kind, 1.0))
        first = number * 256
        for term, points in whole.items():
            self._terms[term].append(first + weighed[points])

    def _count(
        self, counts: Mapping[int, int], tier: Tier, whole: dict[str, int], part: dict[str, int]
    ) -> None:
        """Add what the words of a tier are worth, but for those that stand in a better one."""
        stems: dict[str, int] = {}
        parts: dict[str, int] = {}
        stem_of, parts_of = self._stems, self._parts
        for word, times in counts.items():
            stem = stem_of[word]
            if stem is not None:
                stems[stem] = stems.get(stem, 0) + times
                for each in parts_of[word]:
                    parts[each] = parts.get(each, 0) + times
        for found, scale, best in ((stems, _WORTH, whole), (parts, _PART_WORTH, part)):
            for term, times in found.items():
                if term not in best:
                    best[term] = _worth(scale[tier], times)

    def _joined(self, numbers: Sequence[int]) -> Iterator[int]:
        """Yield each two neighbours that the archive elsewhere writes as one word."""
        words = [self._forms[each] for each in numbers]
        known = self._number
        return (known[each] for each in map(add, words, words[1:]) if each in known)

    def _pair(self, number: int, words: Sequence[int], place: int, tier: int) -> None:
        """Remember which word follows which; the last is followed by none."""
        pairs = self._pairs
        at = place * 4 + tier
        before = -1
        for word in words:
            if before >= 0:
                pairs[before].extend((word + 1, number, at))
                at += 4
            before = word
        if before >= 0:
            pairs[before].extend((0, number, at))

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


def _worth(points: int, times: int) -> int:
    return points + (_OFTEN[times] if times < len(_OFTEN) else _OFTEN[-1])


@cache
def _weighed(weight: float) -> list[int]:
    """Return what each number of points comes to."""
    return [min(_MOST, round(points * weight)) for points in range(_MOST + 1)]


def _texts(entry: Entry) -> Iterator[tuple[Tier, str]]:
    yield Tier.TITLE, entry.title
    if entry.number:
        yield Tier.TITLE, entry.number
    for passage in entry.passages:
        yield passage.tier, passage.text
    if entry.known_as:
        yield Tier.REST, entry.known_as


def folded_pairs(postings: Postings) -> Iterator[tuple[str, str]]:
    """Yield rows of two neighbouring words, folded, in order, with (entry, place * 4 + tier) pairs.

    A word at the end of a text is paired with nothing.
    """
    folded = [fold(word) for word in postings.words]
    following_of = ["", *folded]
    by_first: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(folded):
        by_first[word].append(at)
    for first in sorted(by_first):
        found: dict[str, list[int]] = defaultdict(list)
        for at in by_first[first]:
            pairs = postings.pairs[at]
            places = map(add, map(_FIRST.__mul__, pairs[1::3]), pairs[2::3])
            for after, entry_and_place in zip(pairs[::3], places, strict=True):
                found[following_of[after]].append(entry_and_place)
        for following in sorted(found):
            key = f"{first} {following}"
            # Words need no escaping, and there are a million rows.
            yield key, f'["{key}",{_deltas(sorted(found[following]))}]'


_FIRST = 1 << 32


def _deltas(places: Sequence[int]) -> str:
    if len(places) == 1:
        entry, place = divmod(places[0], _FIRST)
        return f"[{entry},{place}]"
    flat: list[int] = []
    before = 0
    for each in places:
        entry, place = divmod(each, _FIRST)
        flat += (entry - before, place)
        before = entry
    return str(flat).replace(" ", "")
