"""What most likely takes up a waiting case, kept from build to build."""

from collections.abc import Callable, Collection, Mapping
from hashlib import blake2b

import msgspec

from meeting_archive.linking.analysis import Analyser
from meeting_archive.linking.evidence import Evidence
from meeting_archive.linking.model import End
from meeting_archive.storing import encode

Refused = Callable[[End, End], bool]
"""Tells, of a later and an earlier end, whether that pair is answered already."""

_SIZE = 16


class Found(msgspec.Struct, frozen=True, array_like=True):
    """The treatment that most likely takes up what waits."""

    later: int
    """Its place among those that are near enough."""
    evidence: Evidence


class KeptClaim(msgspec.Struct, frozen=True, array_like=True):
    """What was found for a waiting case, and what was asked besides what its key stands for."""

    found: Found | None
    refused: tuple[tuple[End, bool], ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...]


class Asked:
    """What is asked in looking for what takes up one waiting case; all answers are noted."""

    def __init__(self, earlier: End, refused: Refused, analyser: Analyser) -> None:
        self._earlier = earlier
        self._refused = refused
        self._analyser = analyser
        self._answers: dict[End, bool] = {}
        self._parts: dict[str, tuple[str, ...]] = {}

    def refused(self, later: End) -> bool:
        """Tell whether the pair is answered already."""
        answer = self._answers[later] = self._refused(later, self._earlier)
        return answer

    def counted_twice(self, stems: Collection[str]) -> set[str]:
        """Return which of these stems are only parts of others of them."""
        self._parts |= {stem: self._analyser.parts_of(stem) for stem in stems}
        return self._analyser.counted_twice(stems)

    def kept(self, found: Found | None) -> KeptClaim:
        """Return what was found, with all that was asked."""
        return KeptClaim(found, tuple(self._answers.items()), tuple(sorted(self._parts.items())))

    def answers_as(self, kept: KeptClaim) -> bool:
        """Tell whether all that was asked then is answered as it was."""
        unsure = self._analyser.unsure
        return all(
            self._refused(later, self._earlier) == answer for later, answer in kept.refused
        ) and all(
            self._analyser.parts_of(stem) == parts for stem, parts in kept.parts if stem in unsure
        )


class Claims:
    """Looks for what takes up waiting cases, again only where it may be another than before."""

    def __init__(self, before: Mapping[bytes, KeptClaim]) -> None:
        """Take the claims of the last build."""
        self._before = before
        self.now: dict[bytes, KeptClaim] = {}
        """Those that were asked for."""

    def found(
        self, made_of: object, asked: Asked, find: Callable[[], Found | None]
    ) -> Found | None:
        """Return what `find` finds; that must depend on nothing but `made_of` and what it asks."""
        key = blake2b(encode(made_of), digest_size=_SIZE).digest()
        known = self._before.get(key)
        if known is None or not asked.answers_as(known):
            known = asked.kept(find())
        self.now[key] = known
        return known.found
