"""What was worked out before, kept by content: one file for everything that a build can know again.

A key is the digest of all that its value was made of, the code's own digest included, so that
a value never grows old: it is found, or made anew. Deleting the file, or any part of it, only
costs time. Values are bytes (text or JSON, never pickles: a foreign file must not run code).
"""

import hashlib
import os
import platform
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path
from typing import TypeVar

FILE = ".cache/meeting-archive/cache.db"
"""Where the cache lies, from the folder of mkdocs.yml."""

_T = TypeVar("_T")
_KEPT = 3
"""How many runs a value is kept without being used."""
_AT_ONCE = 500
_WAIT = 1.0
"""Seconds to wait for another build that writes."""
_SCHEMA = f"""
CREATE TABLE entry (
    kind TEXT NOT NULL, key TEXT NOT NULL, seal BLOB NOT NULL, value BLOB NOT NULL,
    PRIMARY KEY (kind, key)
);
-- When an entry was used last, apart from it: what is changed in a row writes all of the row anew.
CREATE TABLE used (
    kind TEXT NOT NULL, key TEXT NOT NULL, site INTEGER NOT NULL, preview INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE TABLE run (site INTEGER NOT NULL, preview INTEGER NOT NULL);
INSERT INTO run VALUES ({_KEPT}, {_KEPT});
PRAGMA user_version = 2;
"""
# What another program has in use, or what the disk refuses, is left as it is.
_LEFT_ALONE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}


def digest(*parts: str | bytes) -> str:
    """Return a key: the digest of parts, none of which can run into the next."""
    pieces: list[bytes] = []
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        pieces += (b"%d:" % len(data), data)
    return hashlib.sha256(b"".join(pieces)).hexdigest()


def code_digest(*packages: str) -> str:
    """Return the digest of Python and of all files of packages: what a value was made by."""
    return digest(platform.python_version(), *map(_package_digest, packages))


@cache
def _package_digest(package: str) -> str:
    parts: list[str | bytes] = []
    for name, file in sorted(_files(package, resources.files(package))):
        parts += (name, file.read_bytes())
    return digest(*parts)


def _files(path: str, folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    for each in folder.iterdir():
        name = f"{path}/{each.name}"
        if each.is_file():
            yield name, each
        elif each.name != "__pycache__":
            yield from _files(name, each)


@dataclass(frozen=True, slots=True)
class Handed:
    """What a copy of a process would have written into the cache."""

    used: frozenset[tuple[str, str]]
    put: Mapping[str, Mapping[str, bytes]]
    """New values, by kind and key."""


class Cache:
    """Values by kind and key, in a file that is as if empty wherever it is not as expected.

    With `preview`, what was used in the last run is also held in memory. The site's runs and
    the preview's are counted apart, so that neither drops what the other will ask for again.
    """

    def __init__(self, file: Path | None, *, preview: bool = False, is_copy: bool = False) -> None:
        self._file = file
        self._user = "preview" if preview else "site"
        self._memory: dict[tuple[str, str], bytes] | None = {} if preview else None
        self._used: set[tuple[str, str]] = set()
        self._run = 0
        self._replaced = is_copy  # a copy leaves a damaged file to the process that writes
        self._put: dict[str, dict[str, bytes]] | None = {} if is_copy else None
        """In a copy of the process, what is to be handed to the process that writes."""
        self._database: sqlite3.Connection | None = None
        self._open()

    def copied(self) -> "Cache":
        """Return the same for a copy of this process: it reads for itself, and writes nothing.

        SQLite does not let a copy of a process go on with what the process has open.
        """
        other = Cache(self._file, preview=self._memory is not None, is_copy=True)
        other._memory = self._memory
        return other

    def handed(self) -> Handed:
        """Return what the copy would have written, for the process to take."""
        return Handed(frozenset(self._used), self._put or {})

    def take(self, handed: Handed) -> None:
        """Write what a copy would have written."""
        self._used |= handed.used
        for kind, values in handed.put.items():
            self.put_many(kind, values)

    def get(self, kind: str, key: str) -> bytes | None:
        """Return the value of a key, None where it is not known."""
        return self.get_many(kind, (key,)).get(key)

    def get_many(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the values of those keys that are known."""
        found: dict[str, bytes] = {}
        asked = dict.fromkeys(keys)
        if self._memory is not None:
            known = ((key, self._memory.get((kind, key))) for key in asked)
            found = {key: value for key, value in known if value is not None}
        if self._put is not None:
            own = self._put.get(kind, {})
            found |= {key: own[key] for key in asked if key in own}
        missing = [key for key in asked if key not in found]
        for some in _parts(missing, _AT_ONCE):
            read = self._try(partial(_read, kind=kind, keys=some)) or {}
            found |= read
            self._remember(kind, read)
        self._used.update((kind, key) for key in found)
        return found

    def use(self, kind: str, keys: Iterable[str]) -> None:
        """Take note that values are in use, though nobody asks for them in this run."""
        self._used.update((kind, key) for key in keys)

    def put_many(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Keep values, all of them or none."""
        self._remember(kind, values)
        self._used.update((kind, key) for key in values)
        if self._put is not None:
            self._put.setdefault(kind, {}).update(values)
        elif values:
            self._try(lambda database: self._write(database, kind, values))

    def sweep(self) -> None:
        """End a run: drop what the last runs did not use.

        A run that found all of its result at once, and so asked for nothing that the result
        was made of, is no run to count: it does not sweep.
        """
        if self._memory is not None:
            self._memory = {at: each for at, each in self._memory.items() if at in self._used}
        self._try(self._sweep)
        self._used.clear()
        if self._database is None:
            self._replaced = False
            self._open()

    def close(self) -> None:
        """Let go of the file; what is asked for after this is not found in it."""
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
        self._database = None

    def _open(self) -> None:
        if self._file is None:
            return
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._database = _connect(self._file)
            (self._run,) = self._database.execute(f"SELECT {self._user} + 1 FROM run").fetchone()
        except (sqlite3.Error, TypeError) as error:
            self._give_up(error)

    def _try(self, action: Callable[[sqlite3.Connection], _T]) -> _T | None:
        """Do something with the file, if there is one that can be used."""
        if self._database is None:
            return None
        try:
            return action(self._database)
        except (sqlite3.Error, TypeError) as error:
            self._give_up(error)
            return None

    def _give_up(self, error: Exception) -> None:
        """Go on without the file until the next run, or with a new one in place of a damaged."""
        self.close()
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if self._replaced or code in _LEFT_ALONE or self._file is None:
            return
        self._replaced = True
        with suppress(OSError):
            self._file.unlink(missing_ok=True)
            # A journal would be played back into the new file.
            self._file.with_name(f"{self._file.name}-journal").unlink(missing_ok=True)
            self._open()

    def _remember(self, kind: str, values: Mapping[str, bytes]) -> None:
        if self._memory is not None:
            self._memory.update({(kind, key): value for key, value in values.items()})

    def _write(self, database: sqlite3.Connection, kind: str, values: Mapping[str, bytes]) -> None:
        rows = ((kind, key, seal(kind, key, value), value) for key, value in values.items())
        with database:
            database.execute("BEGIN IMMEDIATE")
            database.executemany("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?)", rows)
            self._mark(database, ((kind, key) for key in values), self._run)

    def _mark(
        self, database: sqlite3.Connection, entries: Iterable[tuple[str, str]], run: int
    ) -> None:
        """Take note of the run that has used entries; what the other kind of run used stays."""
        mark = "?3, 0" if self._user == "site" else "0, ?3"
        database.executemany(
            f"INSERT INTO used VALUES (?1, ?2, {mark})"
            f" ON CONFLICT DO UPDATE SET {self._user} = ?3 WHERE {self._user} < ?3",
            ((kind, key, run) for kind, key in entries),
        )

    def _sweep(self, database: sqlite3.Connection) -> None:
        user = self._user
        with database:
            database.execute("BEGIN IMMEDIATE")
            (run,) = database.execute(f"SELECT {user} + 1 FROM run").fetchone()
            self._run = run + 1
            database.execute(f"UPDATE run SET {user} = ?", (run,))
            self._mark(database, self._used, run)
            gone = database.execute(
                "DELETE FROM used WHERE site <= (SELECT site FROM run) - ?1"
                " AND preview <= (SELECT preview FROM run) - ?1",
                (_KEPT,),
            )
            if gone.rowcount:
                database.execute(
                    "DELETE FROM entry WHERE NOT EXISTS (SELECT 1 FROM used"
                    " WHERE used.kind = entry.kind AND used.key = entry.key)"
                )
        (free,) = database.execute("PRAGMA freelist_count").fetchone()
        (pages,) = database.execute("PRAGMA page_count").fetchone()
        if free * 2 > pages:
            database.execute("VACUUM")


def seal(kind: str, key: str, value: bytes) -> bytes:
    """Return what a value is known to be whole by, and to be the one that was asked for."""
    sealed = hashlib.sha256(f"{kind}\0{key}\0".encode())
    sealed.update(value)  # not put together before that: there may be much of it
    return sealed.digest()


def _connect(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(os.fspath(file), timeout=_WAIT, isolation_level=None)
    try:
        # After a power failure the file is damaged at worst, and then it is made anew.
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA trusted_schema = OFF")
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version == 0:
            # Where something else has made the file, this fails or what is asked for later does.
            database.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")
    except BaseException:
        database.close()
        raise
    return database


def _read(database: sqlite3.Connection, kind: str, keys: Collection[str]) -> dict[str, bytes]:
    marks = ",".join("?" * len(keys))
    rows = database.execute(
        f"SELECT key, seal, value FROM entry WHERE kind = ? AND key IN ({marks})",
        (kind, *keys),
    )
    with closing(rows):
        return {
            key: value
            for key, sealed, value in rows
            if type(value) is bytes and sealed == seal(kind, key, value)
        }


def _parts(values: Iterable[_T], size: int) -> Iterator[tuple[_T, ...]]:
    iterator = iter(values)
    while part := tuple(islice(iterator, size)):
        yield part
