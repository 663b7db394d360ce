"""What the words of an archive are made of, cut again only where they may be cut otherwise."""

from collections.abc import Iterable, Set

from meeting_archive.language.compounds import Compounds
from meeting_archive.language.stems import shared_stemmer

Parts = tuple[str, str]
"""The stems of the two words that a compound is made of."""


def cut(words: Set[str], come: Set[str], gone: Set[str]) -> dict[str, Parts | None]:
    """Return the parts of those words that may be cut otherwise since some have come or gone.

    None for those that are no compounds of two others. The shared stemmer must know all that it
    was asked for before: how a word may be cut otherwise is told by that.
    """
    compounds = Compounds(words, shared_stemmer())
    is_first = len(come) == len(words)
    asked: Iterable[str] = words if is_first else compounds.cut_otherwise(come, gone)
    return {word: compounds.parts(word) for word in asked}
