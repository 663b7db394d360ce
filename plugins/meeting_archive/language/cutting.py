"""What the words of an archive are made of, kept from build to build."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import islice

import msgspec

from meeting_archive.language.compounds import Compounds
from meeting_archive.language.stems import shared_stemmer

Parts = tuple[str, str]
"""The stems of the two words that a compound is made of."""


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """The words of an archive and the parts of its compounds, with all stems asked for then.

    The stems are kept with what was found by them: how a word may be cut otherwise is told by the
    forms that were asked for.
    """

    stems: dict[str, str]
    words: list[str]
    parts: dict[str, Parts]


_ENCODE = msgspec.msgpack.Encoder().encode
_DECODE = msgspec.msgpack.Decoder(_Kept).decode


class Cutter:
    """Cuts the words of an archive: those only that may be cut otherwise than the last time."""

    def __init__(self, kept: bytes | None = None) -> None:
        """Take what another cutter has `packed`; of anything else all words are cut."""
        self._kept = kept
        self._learnt_before = 0
        self._now: tuple[list[str], dict[str, Parts]] | None = None

    def parts(self, words: Iterable[str]) -> Mapping[str, Parts]:
        """Return the parts of those words that are compounds of two others of them."""
        stemmer = shared_stemmer()
        before = self._before
        if before is not None:
            stemmer.learn(before.stems)
        self._learnt_before = len(stemmer.known)
        listed = list(words)
        parts = _parts(listed, before)
        self._now = listed, parts
        return parts

    @cached_property
    def _before(self) -> _Kept | None:
        try:
            return _DECODE(self._kept) if self._kept is not None else None
        except (msgspec.DecodeError, RecursionError):
            return None

    def learnt(self) -> dict[str, str]:
        """Return the stems that were found in cutting."""
        return dict(islice(shared_stemmer().known.items(), self._learnt_before, None))

    def packed(self) -> bytes | None:
        """Return what another cutter may take, None where that is what this one took."""
        if self._now is None:
            return None
        words, parts = self._now
        before = self._before
        if before is not None and not self.learnt() and before.words == words:
            return None
        return _ENCODE(_Kept(dict(shared_stemmer().known), words, parts))


def _parts(words: list[str], before: _Kept | None) -> dict[str, Parts]:
    """Return the parts of words, of which some were cut before."""
    known = frozenset(words)
    if before is not None and known == frozenset(before.words):
        return before.parts
    compounds = Compounds(words, shared_stemmer())
    asked: Iterable[str] = words
    parts: dict[str, Parts] = {}
    if before is not None:
        asked = compounds.cut_otherwise(Compounds(before.words, shared_stemmer()))
        parts = {word: each for word, each in before.parts.items() if word in known}
    for word in asked:
        parts.pop(word, None)
        found = compounds.parts(word)
        if found:
            parts[word] = found
    return parts
