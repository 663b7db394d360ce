"""The search's index as a part of the site, begun before all that stands in it is known.

Hand-written pages are made last, and mostly as they last were. So the index is begun with these,
or without any where there was no last build, and is told of the pages as they are when it is made
so far.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from meeting_archive.cache import Cache, digest
from meeting_archive.spreading import Later
from meeting_archive.storing import pack, unpacker
from mkdocs_meeting_archive.output import Output, SiteFile
from mkdocs_meeting_archive.published import BegunFiles, Files, Results
from mkdocs_meeting_archive.views.search_addresses import INDEX

if TYPE_CHECKING:
    from meeting_archive.search.kept import KeptFiles
    from mkdocs_meeting_archive.work import Work

HandWritten = tuple[tuple[str, str, str], ...]
"""Hand-written pages: the address, title and HTML of each."""

_KIND = "hand-written"
_NAME = "index"
_READ: Callable[[bytes], HandWritten] = unpacker(HandWritten)


class Indexing:
    """Makes the index of one build, beside other work."""

    def __init__(self, results: Results, settings: str, cache: Cache) -> None:
        """Take what makes it; `settings` stands for the site that it is of."""
        self._results = results
        self._cache = cache
        self._key = digest(settings, _KIND)
        self._guess: HandWritten | None = None
        self._pages: Later[HandWritten] = Later()
        self._given: list[str] = []
        """All of the pages, once they are known."""
        self._begun: BegunFiles | None = None
        self._known: Files | None = None

    def foresee(self) -> None:
        """Begin, with the hand-written pages of the last build if they are known."""
        self._guess = self._last()
        self._begun = self._results.begin_files(_NAME, self._make)

    def begin(self, pages: HandWritten) -> None:
        """Go on, or begin, with the pages as they are."""
        self._pages.give(pages)
        self._given = [each for page in pages for each in page]
        if self._begun is None:
            self._known = self._results.known_files(_NAME, self._make, self._given)
        if self._begun is None and self._known is None:
            self._begun = self._results.begin_files(_NAME, self._make)
        if self._last() != pages:
            self._cache.put_many(_KIND, {self._key: pack(pages)})

    def _make(self, work: "Work", cache: Cache) -> "KeptFiles":
        guess = None if self._pages.is_given else self._guess
        return work.index(guess, self._pages.get, cache)

    def _last(self) -> HandWritten | None:
        with suppress(ValueError):
            return _READ(self._cache.get(_KIND, self._key) or b"")
        return None

    def add_to(self, output: Output) -> None:
        """Hand the index on, once it is made."""
        index = self._begun.wait(self._given) if self._begun else self._known
        assert index is not None
        self.close()
        for folder in {name.rpartition("/")[0] for name in index.keys} - {""}:
            output.rename(f"{INDEX}{folder}")
        for name, key in index.keys.items():
            output.add(SiteFile(f"{INDEX}{name}", key, partial(index.content, name)))

    def close(self) -> None:
        """Ask for nothing any more."""
        self._pages.close()
