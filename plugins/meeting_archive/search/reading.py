"""What the words and numbers in entries are worth to those who ask for them."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain, count, pairwise
from operator import invert

from meeting_archive.search.entries import Entry, Kind, Tier
from meeting_archive.search.grouping import positions
from meeting_archive.search.keys import Keys
from meeting_archive.search.tokens import TIERS, Tokens, texts_of
from meeting_archive.search.vocabulary import Vocabulary
from meeting_archive.spreading import processors, spread

# A word in a title says more than any number of them in a text; a compound less than its part
# itself in the same place.
_WORTH = {Tier.TITLE: 40, Tier.DECISION: 24, Tier.REST: 12}
_PART_WORTH = {Tier.TITLE: 20, Tier.DECISION: 11, Tier.REST: 6}
_OFTEN = (0, 0, 2, 4, 4, 6)
"""What a word is worth more when it stands there once, twice, ..."""
_TIMES = len(_OFTEN)
_POINTS = {
    tier: [[worth[tier] + more for more in _OFTEN] for worth in (_WORTH, _PART_WORTH)]
    for tier in Tier
}
"""What a word is worth that stands there so many times, and what it is as a part of another."""
_OWN = 200
"""What its own number is worth to a case, and its own day to a meeting."""
_KINDS = {Kind.MEETING: 0.9, Kind.DOCUMENT: 0.85, Kind.PAGE: 0.25}
"""Cases, agreements and programs come first among equals."""
_MOST = 255
_ENTRIES = 1000
"""So many entries are worth a processor more."""

Terms = Mapping[str, "array[int]"]
"""Stem or key → entries with what it is worth there, as entry * 256 + worth."""


def read_terms(tokens: Tokens, vocabulary: Vocabulary, keys: Keys) -> Terms:
    """Return the postings of entries."""
    number = len(tokens.entries)
    size = max(_ENTRIES, -(-number // processors()))
    parts = [range(at, min(at + size, number)) for at in range(0, number, size)]
    reader = _Reader(tokens, vocabulary, keys)
    whole, *others = spread(reader.read, parts, at_least=1) or [{}]
    # Each is let go of when it is added: together they are as large as what they come to.
    for part in (others.pop(0) for _ in range(len(others))):
        while part:
            term, entries = part.popitem()
            whole.setdefault(term, array("I")).extend(entries)
    return whole


class _Expanded(dict[int, tuple[int, ...]]):
    """The numbers of what each word is found by, worked out when it is first read.

    Of a stem that is a part of a word it is the number's complement.
    """

    def __init__(
        self, tokens: Tokens, vocabulary: Vocabulary, number_of: Mapping[str, int]
    ) -> None:
        self._printed = tokens.printed
        self._vocabulary = vocabulary
        self._number_of = number_of

    def __missing__(self, number: int) -> tuple[int, ...]:
        self[number] = found = self.of(self._printed[number].lower())
        return found

    def of(self, form: str) -> tuple[int, ...]:
        """Return what a word in lower case is found by."""
        stem = self._vocabulary.stems.get(form)
        if stem is None:
            return ()
        number = self._number_of
        parts = self._vocabulary.parts.get(form, ())
        return (number[stem], *map(invert, map(number.__getitem__, parts)))


class _Reader:
    """Reads entries, with what it needs to know of the vocabulary at hand."""

    def __init__(self, tokens: Tokens, vocabulary: Vocabulary, keys: Keys) -> None:
        self._tokens = tokens
        self._keys = keys
        self._apart = vocabulary.apart
        self._number_of: dict[str, int] = defaultdict(count().__next__)
        self._expanded = _Expanded(tokens, vocabulary, self._number_of)
        self._forms = [each.lower() for each in tokens.printed]
        self._stems = [vocabulary.stems.get(form) for form in self._forms]

    def read(self, part: range) -> dict[str, "array[int]"]:
        """Return the postings of some entries."""
        terms, found = array("I"), array("I")
        # Words and keys apart: what the one needs is not in the other's way in the memory.
        for worth_in in (self._of_words, self._of_keys):
            for number, entry, bounds in self._tokens.entries_from(part.start, part.stop):
                points = worth_in(entry, bounds)
                weighed = _weighed(_KINDS.get(entry.kind, 1.0))
                first = number * 256
                terms.extend(points)
                found.extend([first + weighed[worth] for worth in points.values()])
        names = list(self._number_of)
        return {
            names[term]: array("I", map(found.__getitem__, where))
            for term, where in positions(terms)
        }

    def _of_words(self, _entry: Entry, bounds: Sequence[int]) -> dict[int, int]:
        """Return what the words of an entry are worth, each where it says most."""
        found: dict[int, int] = {}
        expanded, forms, stems = self._expanded, self._forms, self._stems
        # What says most comes last, and so is what counts.
        for tier, (start, stop) in reversed([*zip(TIERS, pairwise(bounds), strict=True)]):
            numbers = self._tokens.sequence[start:stop]
            counts = Counter(chain.from_iterable(map(expanded.__getitem__, numbers)))
            words = list(map(forms.__getitem__, numbers))
            for form in self._apart.found(words, list(map(stems.__getitem__, numbers))):
                counts.update(expanded.of(form))
            own, of_part = _POINTS[tier]
            found.update(
                {
                    term: (own if term >= 0 else of_part)[times if times < _TIMES else -1]
                    for term, times in counts.items()
                }
            )
        best = {term: worth for term, worth in found.items() if term >= 0}
        for term, worth in found.items():
            if term < 0 and worth > best.get(~term, 0):
                best[~term] = worth
        return best

    def _of_keys(self, entry: Entry, _bounds: Sequence[int]) -> dict[int, int]:
        """Return what the numbers and days in an entry are worth, and its own most of all."""
        find = self._keys.find
        counts = Counter(
            each
            for _tier, text in texts_of(entry)
            for key in find(text, entry.body)
            for each in key.keys
        )
        points = _POINTS[Tier.REST][0]
        found = {key: points[min(times, _TIMES - 1)] for key, times in counts.items()}
        for number in entry.numbers:
            for key in find(number, entry.body):
                found.update(dict.fromkeys(key.keys, _OWN))
        if entry.date:
            day = _OWN if entry.kind is Kind.MEETING else _WORTH[Tier.TITLE]
            for date in (entry.date, entry.last_date or entry.date):
                found[f"@{date.isoformat()}"] = day
                found[f"@{date.isoformat()[:7]}"] = day
        return {self._number_of[key]: worth for key, worth in found.items()}


@cache
def _weighed(weight: float) -> list[int]:
    """Return what each number of points comes to."""
    return [min(_MOST, round(points * weight)) for points in range(_MOST + 1)]
