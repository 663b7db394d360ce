"""What the words of an archive are made of, cut again only where they may be cut otherwise."""

from collections.abc import Iterable, Mapping, Set

from meeting_archive.language.compounds import Compounds
from meeting_archive.language.stems import shared_stemmer

Parts = tuple[str, str]
"""The stems of the two words that a compound is made of."""


def cut(words: Set[str], before: Set[str], parts_before: Mapping[str, Parts]) -> dict[str, Parts]:
    """Return the parts of those words that are compounds of two others of them.

    `parts_before` are those of the words of `before`. The shared stemmer must know all that it was
    asked for then: how a word may be cut otherwise is told by that.
    """
    parts = {word: each for word, each in parts_before.items() if word in words}
    if words == before:
        return parts
    compounds = Compounds(words, shared_stemmer())
    asked: Iterable[str] = words
    if before:
        asked = compounds.cut_otherwise(words - before, before - words)
    for word in asked:
        parts.pop(word, None)
        found = compounds.parts(word)
        if found:
            parts[word] = found
    return parts
