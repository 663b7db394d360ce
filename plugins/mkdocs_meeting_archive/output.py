"""The new site is made beside the old one, which is touched only when the new one is whole.

What is the same in both stays as it is: writing thousands of pages takes longer than to make
them, and a copy of the site elsewhere needs only what has changed.
"""

import logging
import os
import shutil
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mkdocs.utils import CountHandler

from meeting_archive.cache import Cache
from meeting_archive.spreading import Aside, aside
from mkdocs_meeting_archive.known import Found, Memory, look
from mkdocs_meeting_archive.progress import Progress

_WORTH = 200
"""How many files are worth a process."""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of the site that MkDocs does not write itself."""

    name: str
    known_by: str | None
    """What decides its content, if that is known."""
    content: Callable[[], bytes]


class Output:
    """A site's folder, and one beside it, on the same disk, for what is made anew."""

    def __init__(self, site: Path, cache: Cache | None = None) -> None:
        """Take the folder, and where to keep what is known of it for another process."""
        self.site = site
        self.folder = site.parent / f".{site.name}-ny"
        self._memory = Memory(site, cache)
        self._counter: CountHandler | None = None
        self._files: dict[str, SiteFile] = {}
        self._new: list[SiteFile] = []
        """Those that the site is not known to have, and that nobody writes yet."""
        self._looking: Aside[Found] | None = None
        self._found: Found | None = None
        """What is in the site, once somebody has looked."""
        self._renamed: dict[str, str] = {}
        """Folders that go by another name in the site as it is, by that which they are to have."""
        self._writing: Aside[None] | None = None

    def begin(self) -> None:
        """Begin with an empty folder, and count MkDocs' warnings from here on."""
        self._end()
        self._looking = aside(lambda: look(self.site))
        self._counter = CountHandler()
        self._counter.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(self._counter)

    @property
    def warned(self) -> bool:
        """True where a warning, or worse, was logged since the build began."""
        return self._counter is not None and bool(self._counter.get_counts())

    def rename(self, folder: str) -> None:
        """Let a folder, of which files will be taken, be the one that now lies in its place.

        So files that are the same in both need not be written anew.
        """
        beside = folder.rpartition("/")[0]
        found = self._looked()
        others = [each for each in found.folders if each.rpartition("/")[0] == beside]
        if len(others) == 1 and folder not in (*others, *found.files):
            self._renamed[folder] = others[0]

    def _name_now(self, name: str) -> str:
        """Return the name that a file goes by in the site as it is."""
        folder, _, own = name.rpartition("/")
        return f"{self._renamed.get(folder, folder)}/{own}" if folder else name

    def add(self, file: SiteFile) -> bool:
        """Take a file; tell whether its content will be asked for.

        It will not where the site is known to have it.
        """
        self._files[file.name] = file
        name = self._name_now(file.name)
        stamp = self._looked().files.get(name)
        if file.known_by and stamp and self._memory.has(name, file.known_by, stamp):
            return False
        self._new.append(file)
        return True

    def lay_out(self, folder: Path) -> None:
        """Write all files at once, for those who change them before they are published."""
        for file in self._files.values():
            _write(folder / file.name, file.content())
        self._files, self._new = {}, []

    def begin_writing(self) -> bool:
        """Write what was taken beside other work, if it is known what decides its content.

        The content of others may be known to more than one in making it. Tells whether another
        process writes: it has all that the contents are made of.
        """
        begun = [file for file in self._new if file.known_by is not None]
        self._new = [file for file in self._new if file.known_by is None]
        self._writing = aside(lambda: self._put_all(begun), worth=len(begun) >= _WORTH)
        return self._writing.is_copied

    def finish(self, progress: Progress, doing: str) -> None:
        """Make the site what it is to be, telling that this is being done."""
        if self._writing:
            progress.tell(doing)
            self._writing.wait()
            self._writing = None
        self._rename_all()
        self._put_all(progress.counted(self._new, doing, len(self._new)))
        if not self.site.exists() and self.folder.exists():
            self._remember(look(self.folder), ())
            self.folder.replace(self.site)
        else:
            found = self._looked()
            self._remember(found, self._move(found))
        self._end()

    def _rename_all(self) -> None:
        """Give folders the names that they are to have."""
        for folder, name_now in self._renamed.items():
            try:
                (self.site / name_now).rename(self.site / folder)
            except OSError:  # somebody has it open, or has taken it away meanwhile
                self._found = look(self.site)
                begins = f"{folder}/"
                self._new += [each for each in self._files.values() if each.name.startswith(begins)]
            else:
                self._found = self._looked().renamed(name_now, folder)
        self._renamed = {}

    def _looked(self) -> Found:
        if self._found is None:
            self._found = self._looking.wait() if self._looking else look(self.site)
            self._looking = None
        return self._found

    def _put_all(self, files: Iterable[SiteFile]) -> None:
        for file in files:
            self._put(file)

    def _put(self, file: SiteFile) -> None:
        """Write a file beside the site, unless the site has it."""
        content = file.content()
        # Not by way of a link to a folder: such a link does not stay.
        is_there = file.name in self._looked().files
        if not is_there or _content(self.site / file.name) != content:
            _write(self.folder / file.name, content)

    def _move(self, found: Found) -> Collection[str]:
        """Put what was made where it belongs, and remove what is in the site only.

        Returns the names of what was put there.
        """
        made = {path.relative_to(self.folder).as_posix(): path for path in _files(self.folder)}
        _remove_others(self.site, found, self._files.keys() | made.keys())
        new = {name: path for name, path in made.items() if not _same(path, self.site / name)}
        for name, path in new.items():
            _clear_way(self.site, name)
            path.replace(self.site / name)
        return new.keys()

    def _remember(self, found: Found, moved: Collection[str]) -> None:
        """Remember what the site has had since it was looked at."""
        self._memory.keep(
            {
                name: (file.known_by, stamp)
                for name, file in self._files.items()
                if file.known_by and (stamp := found.files.get(name)) and name not in moved
            }
        )

    def replace(self, files: Iterable[SiteFile]) -> None:
        """Put files in the place of those that the site has, each whole at any time."""
        for file in files:
            beside = self.folder / file.name
            _write(beside, file.content())
            _clear_way(self.site, file.name)
            beside.replace(self.site / file.name)
        shutil.rmtree(self.folder, ignore_errors=True)

    def abandon(self) -> None:
        """Remove what was made; the old site stays."""
        self._end()

    def _end(self) -> None:
        for begun in (self._writing, self._looking):
            if begun:
                begun.drop()
        self._looking = None
        self._writing, self._files, self._new, self._found = None, {}, [], None
        self._renamed = {}
        if self._counter is not None:
            logging.getLogger("mkdocs").removeHandler(self._counter)
        self._counter = None
        shutil.rmtree(self.folder, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _content(path: Path) -> bytes | None:
    """Return the content of a file; None where there is something else, or nothing."""
    try:
        return path.read_bytes() if stat.S_ISREG(path.lstat().st_mode) else None
    except OSError:
        return None


def _same(one: Path, other: Path) -> bool:
    try:
        if one.stat().st_size != other.lstat().st_size:
            return False
    except OSError:
        return False
    return _content(one) == _content(other)


def _files(folder: Path) -> Iterator[Path]:
    for directory, _folders, names in os.walk(folder):
        for name in names:
            yield Path(directory, name)


def _clear_way(site: Path, name: str) -> None:
    """Remove what is of the wrong kind where a file is to be, or a folder above it."""
    path = site
    for part in name.split("/")[:-1]:
        path /= part
        if path.is_symlink() or path.is_file():
            path.unlink()
    path.mkdir(parents=True, exist_ok=True)
    target = site / name
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)


def _remove_others(site: Path, found: Found, names: Collection[str]) -> None:
    """Remove all that was found but these, and the folders that hold none of them."""
    for name in found.files.keys() - names:
        (site / name).unlink(missing_ok=True)
    needed = _folders(names)
    for folder in reversed(found.folders):
        if folder not in needed:
            with suppress(OSError):
                (site / folder).rmdir()


def _folders(names: Iterable[str]) -> set[str]:
    """Return all folders that files of these names lie in."""
    found: set[str] = set()
    for name in names:
        folder = name.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found
