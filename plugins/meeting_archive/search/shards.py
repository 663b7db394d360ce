"""An index in small files, so that a browser loads those that a question needs.

Each file is JSON, packed by gzip whatever the server does. They stand in a folder that is named
by their content: an index of which half was loaded when a new one was published is noticed.
"""

import gzip
import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import Any
from zlib import crc32

from msgspec import Raw, json

MANIFEST = "manifest.json"
"""The file of an index that is read first, outside its folder."""
_LEVEL = 6

Row = tuple[str, str]
"""A row of JSON, and the key that it is found by."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of an index: its digest, and what it holds, which is read where it is asked for."""

    digest: str
    read: Callable[[], bytes] = field(compare=False)


def file_of(content: bytes) -> File:
    """Return a file that has been made."""
    return File(hashlib.sha256(content).hexdigest(), partial(bytes, content))


Shard = tuple[str, File]
"""A file of rows, and the first key in it."""


def pack(rows: Iterable[Row], size: int) -> Iterator[Shard]:
    """Yield files of about `size` characters, each with its first key; one key is in one file."""
    for shard in _cut(rows, size):
        yield shard[0][0], _packed_rows(shard)


def _cut(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    shard: list[Row] = []
    length = 0
    for row in rows:
        if length >= size and row[0] != shard[-1][0] and _begins(row[0], length, size):
            yield shard
            shard, length = [], 0
        shard.append(row)
        length += len(row[1])
    if shard:
        yield shard


def _begins(key: str, length: int, size: int) -> bool:
    """Tell whether a key begins a file after so many characters.

    One key in eight may. Were the length alone to decide, a character more in one file would move
    where all the later ones begin.
    """
    return length >= size and (crc32(key.encode()) % 8 == 0 or length >= 2 * size)


def _packed(text: str) -> File:
    return file_of(gzip.compress(text.encode(), _LEVEL, mtime=0))


def _packed_rows(rows: Iterable[Row]) -> File:
    return _packed(f"[{','.join(text for _key, text in rows)}]")


def dump(data: Any) -> str:
    """Write data as compact JSON."""
    return json.encode(data).decode()


Change = Callable[[Any], str | None]
"""Makes a row, as data, or None where there was none, to what it is now."""
Place = tuple[Any, ...]
"""What rows are sorted by; their key comes first."""
_each: Callable[[bytes], list[Raw]] = json.Decoder(list[Raw]).decode
_keys: Callable[[bytes], list[tuple[str, Raw]]] = json.Decoder(list[tuple[str, Raw]]).decode


def _keyed(file: File) -> Iterator[tuple[str, Raw]]:
    """Yield the rows of a file as they are written, each with its key."""
    data = gzip.decompress(file.read())
    for (key, _rest), row in zip(_keys(data), _each(data), strict=True):
        yield key, row


def repack(
    shards: Sequence[Shard],
    changes: Mapping[Place, Change],
    place_of: Callable[[Any], Place],
    size: int,
) -> Iterator[Shard]:
    """Yield the files that `pack` would make of all rows, where some have changed.

    Files in which nothing has changed, and that begin where they began, are taken as they are.
    """
    firsts = [first for first, _file in shards]
    of_shard: dict[int, dict[Place, Change]] = defaultdict(dict)
    for place, change in changes.items():
        of_shard[max(0, bisect_right(firsts, place[0]) - 1)][place] = change

    def rows_of(at: int) -> list[Row]:
        return _changed(shards[at][1], of_shard.get(at, {}), place_of)

    changed = {at: rows_of(at) for at in of_shard}
    # Where a file begins decides where the one before it ends.
    for at in sorted(changed, reverse=True):
        rows, before = changed[at], at - 1
        if before >= 0 and before not in changed and (not rows or rows[0][0] != firsts[at]):
            changed[before] = rows_of(before)
    carried: list[Row] = []
    for at, shard in enumerate(shards):
        if at not in changed and not carried:
            yield shard
            continue
        rows = carried + (changed[at] if at in changed else rows_of(at))
        carried = []
        following = _first_after(at, firsts, changed)
        *whole, last = _cut(rows, size) if rows else [[]]
        for each in whole:
            yield each[0][0], _packed_rows(each)
        length = sum(len(text) for _key, text in last)
        if last and (following is None or _begins(following, length, size)):
            yield last[0][0], _packed_rows(last)
        else:
            carried = last


def _changed(
    file: File, changes: Mapping[Place, Change], place_of: Callable[[Any], Place]
) -> list[Row]:
    """Return the rows of a file as they are after some changes."""
    keys = {place[0] for place in changes}
    rows: dict[Place, Any] = {}
    unchanged: list[Row] = []
    for key, written in _keyed(file):
        if key in keys:
            row = json.decode(written)
            rows[place_of(row)] = row
        else:
            unchanged.append((key, str(written, "utf-8")))
    texts = {place: dump(row) for place, row in rows.items() if place not in changes}
    for place, change in changes.items():
        text = change(rows.get(place))
        if text is not None:
            texts[place] = text
    changed = [(place[0], texts[place]) for place in sorted(texts)]
    return sorted(unchanged + changed, key=itemgetter(0)) if changed else unchanged


def rows_with(shards: Sequence[Shard], keys: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Yield the rows that have one of some keys, as data."""
    firsts = [first for first, _file in shards]
    of_shard: dict[int, set[str]] = defaultdict(set)
    for key in keys:
        of_shard[bisect_right(firsts, key) - 1].add(key)
    for at, some in of_shard.items():
        if at >= 0:
            for key, text in _keyed(shards[at][1]):
                if key in some:
                    yield key, json.decode(text)[1]


def _first_after(at: int, firsts: Sequence[str], changed: Mapping[int, list[Row]]) -> str | None:
    """Return the first key after a file, however many files there are in which none is left."""
    for later in range(at + 1, len(firsts)):
        if later not in changed:
            return firsts[later]
        if changed[later]:
            return changed[later][0][0]
    return None


@dataclass
class Files:
    """The files of an index as they are made, by name."""

    by_name: dict[str, File] = field(default_factory=dict)

    def add(self, name: str, data: Any) -> None:
        """Add a file, the same bytes for the same data."""
        self.by_name[f"{name}.bin"] = _packed(dump(data))

    def add_sorted(self, name: str, rows: Iterable[tuple[str, str]], size: int) -> list[str]:
        """Add rows of JSON, sorted by their keys, as numbered files of about `size` characters.

        Returns the first key of each file. Rows of one key stay together.
        """
        return self.add_packed(name, pack(rows, size))

    def add_packed(self, name: str, shards: Iterable[Shard]) -> list[str]:
        """Add files by their first keys; return those."""
        firsts: list[str] = []
        for first, file in shards:
            self.by_name[f"{name}-{len(firsts)}.bin"] = file
            firsts.append(first)
        return firsts

    def take(self, files: Mapping[str, File], names: Iterable[str]) -> None:
        """Add files of another index, by what their names begin with."""
        begun = tuple(names)
        self.by_name.update((name, each) for name, each in files.items() if name.startswith(begun))

    def folder(self) -> str:
        """Return the name of the folder, made from all that the files hold."""
        digest = hashlib.sha256()
        for name in sorted(self.by_name):
            digest.update(f"{name}\0".encode() + bytes.fromhex(self.by_name[name].digest))
        return digest.hexdigest()[:12]
