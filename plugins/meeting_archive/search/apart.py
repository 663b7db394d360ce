"""Compounds that papers write as several words: "felles nemnda" and "ombud for barn"."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, compress, islice, pairwise
from operator import add

from meeting_archive.language.words import norwegian

Ends = tuple[str | None, str | None]
"""The stems of the first and the last part of a compound; None is of a word nobody asks for."""


@dataclass(frozen=True, slots=True)
class Apart:
    """What the words of an archive mean beside each other."""

    words: Mapping[str, object]
    by_ends: Mapping[Ends, str]
    """The compounds by their parts."""

    def found(self, words: Sequence[str], stems: Sequence[str | None]) -> Iterator[str]:
        """Yield what the archive elsewhere writes as one word."""
        if not self.words.keys().isdisjoint(map(add, words, words[1:])):
            for one_word, ends in zip(map(add, words, words[1:]), pairwise(stems), strict=True):
                if one_word in self.words and ends not in self.by_ends:
                    yield one_word
        yield from map(
            self.by_ends.__getitem__, filter(self.by_ends.__contains__, ends_in(words, stems))
        )


def ends_in(words: Sequence[str], stems: Sequence[str | None]) -> Iterator[Ends]:
    """Yield what may be the parts of a compound: neighbours, and "planting av skog"."""
    is_between = map(prepositions().__contains__, words[1:])
    return chain(pairwise(stems), compress(zip(stems[2:], stems, strict=False), is_between))


@cache
def prepositions() -> frozenset[str]:
    """Return what stands between the last part of a compound and its first."""
    return frozenset(norwegian()["compounds"]["prepositions"])


def ends_of(stem: str, parts: Collection[str]) -> Iterator[Ends]:
    """Yield the first and the last part of a compound, for each way to see it as two."""
    firsts = sorted((part for part in parts if stem.startswith(part)), key=len, reverse=True)
    for last in parts:
        if stem.endswith(last):
            room = len(stem) - len(last)
            fitting = (first for first in firsts if len(first) <= room)
            yield from ((first, last) for first in islice(fitting, 1))
