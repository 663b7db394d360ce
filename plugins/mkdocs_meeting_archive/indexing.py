"""The search's index as a part of the site, begun before all that stands in it is known.

Hand-written pages are made last, and mostly as they last were. So the index is begun with these,
and is begun anew where one of them is another.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from meeting_archive.cache import Cache, digest
from meeting_archive.storing import pack, unpacker
from mkdocs_meeting_archive.output import Output, SiteFile
from mkdocs_meeting_archive.published import BegunFiles, Results
from mkdocs_meeting_archive.views.search_addresses import INDEX

if TYPE_CHECKING:
    from meeting_archive.search.kept import KeptFiles
    from mkdocs_meeting_archive.work import Work

HandWritten = tuple[tuple[str, str, str], ...]
"""Hand-written pages: the address, title and HTML of each."""

_KIND = "hand-written"
_READ: Callable[[bytes], HandWritten] = unpacker(HandWritten)


class Indexing:
    """Makes the index of one build, beside other work."""

    def __init__(self, results: Results, settings: str, cache: Cache) -> None:
        """Take what makes it; `settings` stands for the site that it is of."""
        self._results = results
        self._cache = cache
        self._key = digest(settings, _KIND)
        self._pages: HandWritten | None = None
        self._begun: BegunFiles | None = None

    def foresee(self) -> None:
        """Begin with the hand-written pages of the last build, if they are known."""
        with suppress(ValueError):
            self._begin(_READ(self._cache.get(_KIND, self._key) or b""))

    def begin(self, pages: HandWritten) -> None:
        """Begin with the pages as they are, unless it is begun with the same."""
        if pages == self._pages:
            return
        if self._begun:
            self._begun.drop()
        self._begin(pages)
        self._cache.put_many(_KIND, {self._key: pack(pages)})

    def _begin(self, pages: HandWritten) -> None:
        def make(work: "Work", cache: Cache) -> "KeptFiles":
            return work.index(pages, cache)

        given = [each for page in pages for each in page]
        self._pages, self._begun = pages, self._results.files("index", make, *given)

    def add_to(self, output: Output) -> None:
        """Hand the index on, once it is made."""
        assert self._begun is not None
        index = self._begun.wait()
        for folder in {name.rpartition("/")[0] for name in index.keys} - {""}:
            output.rename(f"{INDEX}{folder}")
        for name, key in index.keys.items():
            output.add(SiteFile(f"{INDEX}{name}", key, partial(index.content, name)))
