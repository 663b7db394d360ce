"""An index in small files, so that a browser loads those that a question needs.

Each file is JSON, packed by gzip whatever the server does. They stand in a folder that is named
by their content: an index of which half was loaded when a new one was published is noticed.
"""

import gzip
import hashlib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from zlib import crc32

from msgspec import Raw, json

MANIFEST = "manifest.json"
"""The file of an index that is read first, outside its folder."""
_LEVEL = 5

Row = str
"""A row of JSON: a list that begins with the key that it is found by, a word or two."""


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
    """Yield files of about `size` characters of rows sorted by their keys, each with its first key.

    Rows of one key stay together.
    """
    for shard in _cut(rows, size):
        yield _key(shard[0]), _packed_rows(shard)


def _key(row: Row) -> str:
    return row[2 : row.index('"', 2)]  # words need no escaping


def _cut(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    shard: list[Row] = []
    length = 0
    for row in rows:
        if length >= size and (key := _key(row)) != _key(shard[-1]) and _begins(key, length, size):
            yield shard
            shard, length = [], 0
        shard.append(row)
        length += len(row)
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
    return _packed(f"[{','.join(rows)}]")


def dump(data: Any) -> str:
    """Write data as compact JSON."""
    return json.encode(data).decode()


Change = Callable[[Any], str | None]
"""Makes a row, as data, or None where there was none, to what it is now."""
Place = tuple[Any, ...]
"""What rows are sorted by; their key comes first."""
_each: Callable[[bytes], list[Raw]] = json.Decoder(list[Raw]).decode


def _rows(file: File) -> list[Row]:
    """Return the rows of a file as they are written."""
    return [str(each, "utf-8") for each in _each(gzip.decompress(file.read()))]


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
        if before >= 0 and before not in changed and (not rows or _key(rows[0]) != firsts[at]):
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
            yield _key(each[0]), _packed_rows(each)
        length = sum(map(len, last))
        if last and (following is None or _begins(following, length, size)):
            yield _key(last[0]), _packed_rows(last)
        else:
            carried = last


def _changed(
    file: File, changes: Mapping[Place, Change], place_of: Callable[[Any], Place]
) -> list[Row]:
    """Return the rows of a file as they are after some changes."""
    rows = _rows(file)
    of_key: dict[str, dict[Place, Change]] = defaultdict(dict)
    for place, change in changes.items():
        of_key[place[0]][place] = change
    for key, some in of_key.items():
        start, stop = bisect_left(rows, key, key=_key), bisect_right(rows, key, key=_key)
        texts: dict[Place, str | None] = {}
        data: dict[Place, Any] = {}
        for written in rows[start:stop]:
            row = json.decode(written)
            place = place_of(row)
            texts[place], data[place] = written, row
        for place, change in some.items():
            texts[place] = change(data.get(place))
        rows[start:stop] = [text for place in sorted(texts) if (text := texts[place]) is not None]
    return rows


def rows_with(shards: Sequence[Shard], keys: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Yield the rows that have one of some keys, as data."""
    firsts = [first for first, _file in shards]
    of_shard: dict[int, set[str]] = defaultdict(set)
    for key in keys:
        of_shard[bisect_right(firsts, key) - 1].add(key)
    for at, some in of_shard.items():
        if at >= 0:
            for row in _rows(shards[at][1]):
                if (key := _key(row)) in some:
                    yield key, json.decode(row)[1]


def _first_after(at: int, firsts: Sequence[str], changed: Mapping[int, list[Row]]) -> str | None:
    """Return the first key after a file, however many files there are in which none is left."""
    for later in range(at + 1, len(firsts)):
        if later not in changed:
            return firsts[later]
        if changed[later]:
            return _key(changed[later][0])
    return None


@dataclass
class Files:
    """The files of an index as they are made, by name."""

    by_name: dict[str, File] = field(default_factory=dict)

    def add(self, name: str, data: Any) -> None:
        """Add a file, the same bytes for the same data."""
        self.by_name[f"{name}.bin"] = _packed(dump(data))

    def add_packed(self, name: str, shards: Iterable[Shard]) -> list[str]:
        """Add numbered files, each with its first key; return those."""
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
