"""An index in small files, so that a browser loads those that a question needs.

Each file is JSON, packed by gzip whatever the server does. They stand in a folder that is named
by their content: an index of which half was loaded when a new one was published is noticed.
"""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

_LEVEL = 6


dump: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Writes data as compact JSON."""


@dataclass
class Files:
    """The files of an index as they are made, by name."""

    content: dict[str, bytes] = field(default_factory=dict)

    def add(self, name: str, data: Any) -> None:
        """Add a file, the same bytes for the same data."""
        self._add(name, dump(data))

    def _add(self, name: str, text: str) -> None:
        self.content[f"{name}.bin"] = gzip.compress(text.encode(), _LEVEL, mtime=0)

    def add_sorted(self, name: str, rows: Iterable[tuple[str, str]], size: int) -> list[str]:
        """Add rows of JSON, sorted by their keys, as numbered files of about `size` characters.

        Returns the first key of each file. Rows of one key stay together.
        """
        firsts: list[str] = []
        chunk: list[str] = []
        length = 0
        last = ""
        for key, row in rows:
            if length >= size and key != last:
                self._add(f"{name}-{len(firsts) - 1}", f"[{','.join(chunk)}]")
                chunk, length = [], 0
            if not chunk:
                firsts.append(key)
            last = key
            chunk.append(row)
            length += len(row)
        if chunk:
            self._add(f"{name}-{len(firsts) - 1}", f"[{','.join(chunk)}]")
        return firsts

    def folder(self) -> str:
        """Return the name of the folder, made from all that the files hold."""
        digest = hashlib.sha256()
        for name in sorted(self.content):
            digest.update(f"{name}\0".encode() + hashlib.sha256(self.content[name]).digest())
        return digest.hexdigest()[:12]
