"""What the words and numbers in entries are worth to those who ask for them."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from meeting_archive.search.entries import Entry, Kind, Tier
from meeting_archive.search.keys import Keys
from meeting_archive.search.standing import TIER_BITS, standing
from meeting_archive.search.tokens import Tokens, texts_of
from meeting_archive.search.vocabulary import Vocabulary
from meeting_archive.spreading import processors, spread

# A word in a title says more than any number of them in a text; a compound less than its part
# itself in the same place.
_WORTH = {Tier.TITLE: 40, Tier.DECISION: 24, Tier.REST: 12}
_PART_WORTH = {Tier.TITLE: 20, Tier.DECISION: 11, Tier.REST: 6}
_OFTEN = (0, 0, 2, 4, 4, 6)
"""What a word is worth more when it stands there once, twice, ..."""
_TIMES = len(_OFTEN)
_OWN = 200
"""What its own number is worth to a case, and its own day to a meeting."""
_KINDS = {Kind.MEETING: 0.9, Kind.DOCUMENT: 0.85, Kind.PAGE: 0.25}
"""Cases, agreements and programs come first among equals."""
_MOST = 255
_ENTRIES = 1000
"""So many entries are worth a processor more."""

Terms = Mapping[str, "array[int]"]
"""Stem or key → entries with what it is worth there, as entry * 256 + worth."""


def read_terms(words: "Words", entries: Sequence[tuple[int, Entry]], keys: Keys) -> Terms:
    """Return the postings of numbered entries, of which `words` are the words."""
    number = len(entries)
    size = max(_ENTRIES, -(-number // processors()))
    starts = range(0, number, size)
    terms = list(words.own.keys() | words.of_part.keys())

    def read(at: int) -> tuple[dict[str, "array[int]"], dict[str, "array[int]"]]:
        some = terms[at :: len(starts)]
        part = entries[starts[at] : starts[at] + size]
        return {term: words.postings(term) for term in some}, _of_keys(part, keys)

    found: dict[str, array[int]] = {}
    # Of words each part has its own, of numbers and days its own entries.
    for of_words, of_keys in spread(read, range(len(starts)), at_least=1):
        found.update(of_words)
        for key, postings in of_keys.items():
            found.setdefault(key, array("I")).extend(postings)
    return found


@dataclass(frozen=True, slots=True)
class Words:
    """Where the words stand that stems are asked for by."""

    own: Mapping[str, Sequence["array[int]"]]
    """Where the words of each stem stand, each word apart."""
    of_part: Mapping[str, Sequence["array[int]"]]
    """Where words stand that each stem is a part of."""
    worth: Sequence[Sequence[int]]
    """What a word is worth by where it stands and how often."""
    part_worth: Sequence[Sequence[int]]
    numbers: Sequence[int]
    """The numbers of the entries, in their order."""

    @classmethod
    def of(cls, tokens: Tokens, vocabulary: Vocabulary) -> "Words":
        """Return where the words of some entries stand, as a vocabulary reads them."""
        own: dict[str, list[array[int]]] = defaultdict(list)
        of_part: dict[str, list[array[int]]] = defaultdict(list)
        for form, places in standing(tokens, vocabulary).items():
            stem = vocabulary.stems.get(form)
            if stem is not None:
                own[stem].append(places)
                for part in vocabulary.parts.get(form, ()):
                    of_part[part].append(places)
        kinds = [_KINDS.get(entry.kind, 1.0) for _number, entry in tokens.entries]
        return cls(
            own,
            of_part,
            [each for kind in kinds for each in _points(kind, is_part=False)],
            [each for kind in kinds for each in _points(kind, is_part=True)],
            [number for number, _entry in tokens.entries],
        )

    def postings(self, term: str) -> "array[int]":
        """Return the entries that a stem is in, with what it is worth there."""
        found = self._packed(self.own.get(term, ()), self.worth)
        parts = self.of_part.get(term, ())
        if parts:
            own = found
            found = self._packed(parts, self.part_worth)
            for entry, packed in own.items():
                found[entry] = max(packed, found.get(entry, 0))
        return array("I", sorted(found.values()))

    def _packed(
        self, places: Iterable["array[int]"], worth: Sequence[Sequence[int]]
    ) -> dict[int, int]:
        """Return what a word is worth in each entry, where it says most."""
        numbers = self.numbers
        counts = Counter(chain.from_iterable(places))
        # What says most comes last, and so is what counts.
        return {
            (entry := place >> TIER_BITS): numbers[entry] << 8
            | worth[place][times if (times := counts[place]) < _TIMES else -1]
            for place in sorted(counts)
        }


@cache
def _points(kind: float, *, is_part: bool) -> Sequence[Sequence[int]]:
    """Return what a word is worth in each tier of an entry, by how often it stands there."""
    worth = _PART_WORTH if is_part else _WORTH
    tiers = [[worth[tier] + more for more in _OFTEN] for tier in sorted(Tier)]
    return [(), *([_weighed(each, kind) for each in points] for points in tiers)]


def _of_keys(entries: Iterable[tuple[int, Entry]], keys: Keys) -> dict[str, "array[int]"]:
    """Return the postings of the numbers and days in entries."""
    found: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, entry in entries:
        kind = _KINDS.get(entry.kind, 1.0)
        for key, points in _points_of_keys(entry, keys).items():
            found[key].append(number << 8 | _weighed(points, kind))
    return dict(found)


def _points_of_keys(entry: Entry, keys: Keys) -> dict[str, int]:
    """Return what the numbers and days in an entry are worth, and its own most of all."""
    find = keys.find
    counts = Counter(
        each
        for _tier, text in texts_of(entry)
        for key in find(text, entry.body)
        for each in key.keys
    )
    points = [_WORTH[Tier.REST] + more for more in _OFTEN]
    found = {key: points[min(times, _TIMES - 1)] for key, times in counts.items()}
    for number in entry.numbers:
        for key in find(number, entry.body):
            found.update(dict.fromkeys(key.keys, _OWN))
    if entry.date:
        day = _OWN if entry.kind is Kind.MEETING else _WORTH[Tier.TITLE]
        for date in (entry.date, entry.last_date or entry.date):
            found[f"@{date.isoformat()}"] = day
            found[f"@{date.isoformat()[:7]}"] = day
    return found


def _weighed(points: int, weight: float) -> int:
    return min(_MOST, round(points * weight))
