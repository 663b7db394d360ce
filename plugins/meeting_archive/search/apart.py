"""Compounds that papers write as several words: "felles nemnda" and "ombud for barn"."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, compress, count, pairwise
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

    def found(self, words: Sequence[str], stems: Sequence[str | None]) -> Iterator[tuple[int, str]]:
        """Yield what the archive elsewhere writes as one word, with where it begins."""
        is_word, is_compound = self.words.__contains__, self.by_ends.__contains__
        for at in compress(count(), map(is_word, map(add, words, words[1:]))):
            if (stems[at], stems[at + 1]) not in self.by_ends:
                yield at, words[at] + words[at + 1]
        for at in compress(count(), map(is_compound, pairwise(stems))):
            yield at, self.by_ends[stems[at], stems[at + 1]]
        for at in compress(range(len(words) - 2), map(prepositions().__contains__, words[1:])):
            if (ends := (stems[at + 2], stems[at])) in self.by_ends:
                yield at, self.by_ends[ends]


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
    firsts = sorted(filter(stem.startswith, parts), key=len, reverse=True)
    for last in filter(stem.endswith, parts):
        room = len(stem) - len(last)
        for first in firsts:
            if len(first) <= room:
                yield first, last
                break
