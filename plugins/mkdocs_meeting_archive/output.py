"""The new site is made beside the old one, which is touched only when the new one is whole.

What is the same in both stays as it is: writing thousands of pages takes longer than to make
them, and a copy of the site elsewhere needs only what has changed.
"""

import logging
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mkdocs.utils import CountHandler

from meeting_archive.spreading import Aside, aside
from mkdocs_meeting_archive.progress import Progress

_WORTH = 200
"""How many pages are worth a process."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that MkDocs does not write itself."""

    name: str
    known_by: object
    """What decides its content, if that is known."""
    content: Callable[[], bytes]


class Output:
    """A site's folder, and one beside it, on the same disk, for what is made anew."""

    def __init__(self, site: Path) -> None:
        """Take the folder; nothing is known of what is in it."""
        self.site = site
        self.folder = site.parent / f".{site.name}-ny"
        self._counter: CountHandler | None = None
        self._pages: dict[str, Page] = {}
        self._known: dict[str, object] = {}
        self._begun: dict[str, Page] = {}
        """The pages that are being written."""
        self._writing: Aside[None] | None = None

    def begin(self) -> None:
        """Begin with an empty folder, and count MkDocs' warnings from here on."""
        self._end()
        self._pages = {}
        self._counter = CountHandler()
        self._counter.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(self._counter)

    @property
    def warned(self) -> bool:
        """True where a warning, or worse, was logged since the build began."""
        return self._counter is not None and bool(self._counter.get_counts())

    def add(self, page: Page) -> None:
        """Take a page; its content is not asked for where the site is known to have it."""
        self._pages[page.name] = page

    def lay_out(self, folder: Path) -> None:
        """Write the pages at once, for those who change them before they are published."""
        for page in self._pages.values():
            _write(folder / page.name, page.content())
        self._pages = {}

    def begin_writing(self) -> None:
        """Write pages beside other work: those of which is known what decides their content.

        The content of others may be known to more than one in making it.
        """
        self._begun = {page.name: page for page in self._new() if page.known_by is not None}
        worth = len(self._begun) >= _WORTH
        self._writing = aside(lambda: self._put_all(self._begun.values()), worth=worth)

    def finish(self, progress: Progress, doing: str) -> None:
        """Make the site what it is to be, telling that this is being done."""
        if self._writing:
            progress.tell(doing)
            self._writing.wait()
            self._writing = None
        others = [page for page in self._new() if page.name not in self._begun]
        self._put_all(progress.counted(others, doing, len(others)))
        self._known = {page.name: page.known_by for page in self._pages.values()}
        if not self.site.exists() and self.folder.exists():
            self.folder.replace(self.site)
        else:
            self._move()
        self._end()

    def _new(self) -> Iterator[Page]:
        """Yield the pages that the site is not known to have."""
        for page in self._pages.values():
            if page.known_by is None or self._known.get(page.name) != page.known_by:
                yield page

    def _put_all(self, pages: Iterable[Page]) -> None:
        for page in pages:
            self._put(page)

    def _move(self) -> None:
        """Put what was made where it belongs, and remove what is in the site only."""
        new = {*self._pages}
        for path in _files(self.folder):
            name = path.relative_to(self.folder).as_posix()
            new.add(name)
            if not _same(path, self.site / name):
                _clear_way(self.site, name)
                path.replace(self.site / name)
        _remove_others(self.site, new)

    def _put(self, page: Page) -> None:
        """Write a page beside the site, unless the site has it."""
        content = page.content()
        if _content(self.site / page.name) != content:
            _write(self.folder / page.name, content)

    def replace(self, pages: Iterable[Page]) -> None:
        """Put pages in the place of those that the site has, each whole at any time."""
        for page in pages:
            beside = self.folder / page.name
            _write(beside, page.content())
            _clear_way(self.site, page.name)
            beside.replace(self.site / page.name)
            self._known[page.name] = page.known_by
        shutil.rmtree(self.folder, ignore_errors=True)

    def abandon(self) -> None:
        """Remove what was made; the old site stays."""
        self._end()

    def _end(self) -> None:
        if self._writing:
            self._writing.drop()
        self._writing, self._begun = None, {}
        if self._counter is not None:
            logging.getLogger("mkdocs").removeHandler(self._counter)
        self._counter = None
        shutil.rmtree(self.folder, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _same(one: Path, other: Path) -> bool:
    try:
        if one.stat().st_size != other.lstat().st_size or other.is_symlink():
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


def _remove_others(site: Path, names: set[str]) -> None:
    """Remove all files but these, and the folders that they leave empty."""
    root = os.fspath(site)
    for directory, folders, files in os.walk(root, topdown=False):
        beside = os.path.relpath(directory, root).replace(os.sep, "/")
        prefix = "" if beside == "." else f"{beside}/"
        left = [name for name in files if prefix + name not in names]
        for name in left:
            Path(directory, name).unlink()
        for name in folders:
            if Path(directory, name).is_symlink():
                Path(directory, name).unlink()
        if len(left) == len(files) and directory != root:
            with suppress(OSError):
                Path(directory).rmdir()
