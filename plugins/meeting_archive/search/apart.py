"""Compounds that papers write as several words: "felles nemnda" and "ombud for barn"."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from operator import add

from meeting_archive.language.words import norwegian

Ends = tuple[str | None, str | None]
"""The stems of the first and the last part of a compound; None is of a word nobody asks for."""


@dataclass(frozen=True, slots=True)
class Apart:
    """What the words of an archive mean beside each other."""

    words: Mapping[str, int]
    """The number of each word."""
    by_ends: Mapping[Ends, int]
    """The number of a compound by its parts."""

    def found(self, words: Sequence[str], stems: Sequence[str | None]) -> Iterator[int]:
        """Yield the numbers of what the archive elsewhere writes as one word."""
        for one_word, ends in zip(map(add, words, words[1:]), pairwise(stems), strict=True):
            if one_word in self.words and ends not in self.by_ends:
                yield self.words[one_word]
        yield from (self.by_ends[ends] for ends in ends_in(words, stems) if ends in self.by_ends)


def ends_in(words: Sequence[str], stems: Sequence[str | None]) -> Iterator[Ends]:
    """Yield what may be the parts of a compound: neighbours, and "planting av skog"."""
    yield from pairwise(stems)
    between = norwegian()["compounds"]["prepositions"]
    for last, word, first in zip(stems, words[1:], stems[2:], strict=False):
        if word in between:
            yield first, last


def ends_of(stem: str, parts: Collection[str]) -> Iterator[Ends]:
    """Yield the first and the last part of a compound, for each way to see it as two."""
    firsts = sorted((part for part in parts if stem.startswith(part)), key=len, reverse=True)
    for last in parts:
        if stem.endswith(last):
            room = len(stem) - len(last)
            fitting = (first for first in firsts if len(first) <= room)
            yield from ((first, last) for first in islice(fitting, 1))
