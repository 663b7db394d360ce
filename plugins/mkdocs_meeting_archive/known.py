"""What a site's folder is known to hold: a file that nobody has touched need not be read.

Each file that was found to be as it should is remembered with what decides its content and with
how the file system tells of it, which changes whenever somebody writes it. What differs in either
is compared by content, so a memory that is old, damaged or of another folder only costs time.
"""

import json
import os
import stat
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from meeting_archive.cache import Cache, digest

_KIND = "site"
_SETTLED = 100_000_000
"""Nanoseconds after which a file system tells one change from the next."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is in a folder."""

    files: Mapping[str, str]
    """What is no folder, by name, each with its stamp: what changes when somebody writes it.

    The stamp is empty where that is not certain: of links, and of what was written just now.
    """
    folders: tuple[str, ...]
    """All folders below it, each after the one that it lies in."""

    def renamed(self, folder: str, name: str) -> "Found":
        """Return the same where one folder, without folders in it, has another name."""
        begins = f"{folder}/"
        files = {
            f"{name}/{each.removeprefix(begins)}" if each.startswith(begins) else each: stamp
            for each, stamp in self.files.items()
        }
        return Found(files, tuple(name if each == folder else each for each in self.folders))


def look(folder: Path) -> Found:
    """Return what is in a folder, nothing where there is none."""
    files: dict[str, str] = {}
    folders = [""]
    settled = time.time_ns() - _SETTLED
    for name in folders:
        # One that cannot be read is as if it were empty.
        with suppress(OSError), os.scandir(f"{folder}/{name}") as entries:
            for entry in entries:
                path = f"{name}/{entry.name}" if name else entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                else:
                    files[path] = _stamp(entry.stat(follow_symlinks=False), settled)
    return Found(files, tuple(folders[1:]))


def _stamp(status: os.stat_result, settled: int) -> str:
    if not stat.S_ISREG(status.st_mode) or max(status.st_mtime_ns, status.st_ctime_ns) > settled:
        return ""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


class Memory:
    """Which files of a site are as they should be, kept from build to build."""

    def __init__(self, site: Path, cache: Cache | None) -> None:
        """Take the site's folder, and where the memory is kept, if it outlives this process."""
        self._cache = cache
        self._key = digest(_KIND, os.path.abspath(site))  # noqa: PTH100 (links are not followed)
        self._known = self._load()

    def has(self, name: str, known_by: str, stamp: str) -> bool:
        """Tell whether a file with this stamp holds what this decides."""
        return bool(stamp) and self._known.get(name) == _mark(known_by, stamp)

    def keep(self, files: Mapping[str, tuple[str, str]]) -> None:
        """Remember all files that are as they should be: what decides each, and its stamp."""
        known = {name: _mark(*each) for name, each in files.items() if all(each)}
        if known != self._known and self._cache is not None:
            self._cache.put_many(_KIND, {self._key: json.dumps(known).encode()})
        self._known = known

    def _load(self) -> dict[str, str]:
        packed = self._cache.get(_KIND, self._key) if self._cache is not None else None
        with suppress(ValueError, RecursionError):
            known = json.loads(packed or b"")
            if isinstance(known, dict):
                return known
        return {}


def _mark(known_by: str, stamp: str) -> str:
    return f"{known_by} {stamp}"
