"""What the records held when they were last read, so that only changed ones are read anew.

A record is known again by the digest of its content, its path, the bodies' numbering and the
code that read it. What is remembered has no texts: see `records.skeleton`.
"""

import hashlib
import os
import platform
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from msgspec import DecodeError, json

import meeting_archive
from meeting_archive.diagnostics import Diagnostic
from meeting_archive.identifiers import Numbering
from meeting_archive.records.model import Record
from meeting_archive.records.read import read_record
from meeting_archive.records.skeleton import skeleton

_Skeleton = tuple[str, Record | None]
"""The digest of a file, and what it held but for its texts."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the file holds."""

    made_by: str
    records: dict[str, _Skeleton]


_READ = json.Decoder(_Kept)


class Memory:
    """Skeletons of records by path, in a file that is rebuilt wherever it is not as expected."""

    def __init__(self, file: Path, numbering: Numbering) -> None:
        self._file = file
        self._numbering = numbering
        self._made_by = _code() + hashlib.sha256(repr(numbering).encode()).hexdigest()
        self._before = self._load()
        self._now: dict[str, _Skeleton] = {}

    def skeleton(self, path: str, content: bytes | None) -> Record | None:
        """Return a record without its texts, from memory where its content is known."""
        digest = hashlib.sha256(content).hexdigest() if content is not None else ""
        known = self._before.get(path)
        if known is not None and known[0] == digest:
            self._now[path] = known
            return known[1]
        record, _ = self.read(path, content)
        return skeleton(record) if record else None

    def read(
        self, path: str, content: bytes | None
    ) -> tuple[Record | None, tuple[Diagnostic, ...]]:
        """Read a record whole, and remember its skeleton."""
        read = read_record(path, content, self._numbering)
        digest = hashlib.sha256(content).hexdigest() if content is not None else ""
        self._now[path] = digest, skeleton(read[0]) if read[0] else None
        return read

    def save(self) -> None:
        """Write what was read this time; that it cannot be written is no reason to stop."""
        if self._now == self._before:
            return
        content = json.encode(_Kept(self._made_by, self._now))
        beside = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            try:
                beside.write_bytes(content)
                beside.replace(self._file)
            finally:
                beside.unlink(missing_ok=True)

    def _load(self) -> dict[str, _Skeleton]:
        with suppress(OSError, DecodeError, RecursionError):
            kept = _READ.decode(self._file.read_bytes())
            if kept.made_by == self._made_by:
                return kept.records
        return {}


@cache
def _code() -> str:
    """Return a digest of all that decides how a record is read."""
    found = hashlib.sha256(platform.python_version().encode())
    package = Path(meeting_archive.__file__).parent
    for file in sorted(each for each in package.rglob("*") if each.suffix in (".py", ".json")):
        found.update(file.read_bytes())
    return found.hexdigest()
