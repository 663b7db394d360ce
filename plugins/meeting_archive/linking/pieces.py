"""What is kept in pieces, so that only those that have changed are written anew."""

from collections.abc import Mapping
from contextlib import suppress

import msgspec

from meeting_archive.cache import Cache, digest
from meeting_archive.storing import encode

_DECODE = msgspec.msgpack.Decoder(dict[str, str]).decode


class Pieces:
    """Bytes by name, as they were kept last: all of them, or none."""

    def __init__(self, cache: Cache, kind: str, key: str) -> None:
        """Look them up."""
        self._kind = kind
        self._key = key
        self._keys: dict[str, str] = {}
        with suppress(msgspec.DecodeError):
            self._keys = _DECODE(cache.get(kind, key) or b"")
        found = cache.get_many(kind, self._keys.values())
        whole = len(found) == len(set(self._keys.values()))
        self.before = {name: found[each] for name, each in self._keys.items()} if whole else {}

    def changed(self, now: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the rows to keep, by their keys, so that these pieces are found."""
        keys = {
            name: self._keys[name] if each is self.before.get(name) else digest(self._key, each)
            for name, each in now.items()
        }
        rows = {keys[name]: each for name, each in now.items() if each is not self.before.get(name)}
        if rows or keys != self._keys:
            rows[self._key] = encode(keys)
        return rows
