"""What was made of an archive's things in the last build, made again only where it may differ."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Generic, TypeVar

from meeting_archive.cache import Cache
from meeting_archive.noting import Fingerprints, Note, Notes
from meeting_archive.storing import pack, unpacker

_KIND = "memo"

T = TypeVar("T")


class Memo(Generic[T]):
    """Values by what they are made of, each with what was asked of the archive in making it.

    A value is taken as it is where all answers are as they were. It must be made of these, and
    of what `made_by` stands for, alone.
    """

    def __init__(self, made_by: str, kind: type[T], prints: Fingerprints, cache: Cache) -> None:
        """Take the values of the last build that were made by the same."""
        self._key = made_by
        self._prints = prints
        self._cache = cache
        self._before: dict[str, tuple[tuple[Note, ...], bytes, T]] = {}
        self._now: dict[str, tuple[tuple[Note, ...], bytes, T]] = {}
        read: Any = unpacker(dict[str, tuple[tuple[Note, ...], bytes, kind]])  # type: ignore[valid-type]
        with suppress(ValueError):
            self._before = read(cache.get(_KIND, made_by) or b"")

    def value(self, own: Note, make: Callable[[Notes], T]) -> T:
        """Return what is made of a thing; `own` is the note of it."""
        known = self._before.get(own)
        if known is None or known[1] != self._prints.of(known[0]):
            notes: Notes = {own: None}
            value = make(notes)
            asked = tuple(notes)
            known = asked, self._prints.of(asked), value
        self._now[own] = known
        return known[2]

    def keep(self) -> None:
        """Keep the values that were asked for, and no others, for the next build."""
        if self._now != self._before:
            self._cache.put_many(_KIND, {self._key: pack(self._now)})
            self._before = self._now
        self._now = {}
