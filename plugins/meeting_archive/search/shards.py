"""An index in small files, so that a browser loads those that a question needs.

Each file is JSON, packed by gzip whatever the server does. They stand in a folder that is named
by their content: an index of which half was loaded when a new one was published is noticed.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

_LEVEL = 6


def dump(data: Any) -> str:
    """Return data as compact JSON."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


@dataclass
class Files:
    """The files of an index as they are made, by name."""

    content: dict[str, bytes] = field(default_factory=dict)

    def add(self, name: str, data: Any) -> None:
        """Add a file, the same bytes for the same data."""
        self.content[f"{name}.bin"] = gzip.compress(dump(data).encode(), _LEVEL, mtime=0)

    def add_sorted(self, name: str, rows: Iterable[tuple[str, Any]], size: int) -> list[str]:
        """Add rows, sorted by their keys, as numbered files of about `size` characters.

        Returns the first key of each file. Rows of one key stay together.
        """
        firsts: list[str] = []
        for chunk in _chunks(rows, size):
            self.add(f"{name}-{len(firsts)}", chunk)
            firsts.append(chunk[0][0])
        return firsts

    def folder(self) -> str:
        """Return the name of the folder, made from all that the files hold."""
        digest = hashlib.sha256()
        for name in sorted(self.content):
            digest.update(f"{name}\0".encode() + hashlib.sha256(self.content[name]).digest())
        return digest.hexdigest()[:12]


def _chunks(rows: Iterable[tuple[str, Any]], size: int) -> Iterator[list[tuple[str, Any]]]:
    chunk: list[tuple[str, Any]] = []
    length = 0
    for row in rows:
        if chunk and length >= size and row[0] != chunk[-1][0]:
            yield chunk
            chunk, length = [], 0
        chunk.append(row)
        length += len(dump(row))
    if chunk:
        yield chunk
