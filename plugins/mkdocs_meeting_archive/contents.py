"""The contents of the archive's pages: each is made once, and then known by what it is made of."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from meeting_archive.cache import Cache, code_digest, digest
from meeting_archive.spreading import Aside, aside
from mkdocs_meeting_archive.render import Renderer
from mkdocs_meeting_archive.views.parts import Page, Source

KIND = "content"
_AT_ONCE = 1_000
_WORTH = 50
"""How many pages are worth a process."""
_HEADED, _PLAIN = b"h", b"-"


@dataclass(frozen=True, slots=True)
class Made:
    """A page of which everything is known but what the theme sets around it."""

    address: str
    title: str
    description: str
    section: str
    sources: tuple[str, ...]
    in_navigation: bool
    searchable: bool
    content: str
    """Where its content is in the cache."""


class Contents:
    """Makes contents of pages, or finds them in the cache.

    They are made beside other work, and waited for when the first of them is asked for.
    """

    def __init__(self, renderer: Renderer, language: str, cache: Cache) -> None:
        self._renderer = renderer
        self._cache = cache
        self._tools = digest(code_digest("mkdocs_meeting_archive", "meeting_archive"), language)
        self._packed: dict[str, bytes] = {}
        self._begun: list[tuple[list[str], Aside[list[bytes]]]] = []
        """What is being made, by the keys of the pages."""

    def make(
        self,
        pages: Iterable[Page],
        sources_of: Callable[[Page], Sequence[Source]],
        report_of: Callable[[Page], str | None],
    ) -> Iterator[Made]:
        """Yield pages, their contents begun; a page, its sources and its report decide these."""
        for some in _parts(pages):
            with_all = [(page, sources_of(page), report_of(page)) for page in some]
            keys = [digest(self._tools, repr(each)) for each in with_all]
            known = self._cache.get_many(KIND, keys)
            with_key = dict(zip(keys, with_all, strict=True))
            self._packed |= known
            self._begin({key: each for key, each in with_key.items() if key not in known})
            for key, page in zip(keys, some, strict=True):
                yield _made(page, key)

    def _begin(self, missing: Mapping[str, tuple[Page, Sequence[Source], str | None]]) -> None:
        def render() -> list[bytes]:
            return [_packed(self._renderer.page(*each)) for each in missing.values()]

        worth = len(missing) >= _WORTH
        if worth:
            self._renderer.read_templates()
        if missing:
            self._begun.append((list(missing), aside(render, worth=worth)))

    def keep(self) -> None:
        """Wait for all that was begun, and keep it."""
        while self._begun:
            keys, contents = self._begun.pop(0)
            made = dict(zip(keys, contents.wait(), strict=True))
            self._cache.put_many(KIND, made)
            self._packed |= made

    def find(self, pages: Iterable[Made]) -> bool:
        """Look for the contents of pages that were made before; tell whether all are there."""
        keys = {page.content for page in pages}
        self._packed = self._cache.get_many(KIND, keys)
        return len(self._packed) == len(keys)

    def of(self, page: Made) -> str:
        """Return the content of a page that was made."""
        return zlib.decompress(self._of(page)[1:]).decode()

    def is_headed(self, page: Made) -> bool:
        """Tell whether the content of a page has a heading of the first level."""
        return self._of(page)[:1] == _HEADED

    def _of(self, page: Made) -> bytes:
        if page.content not in self._packed:
            self.keep()
        return self._packed[page.content]


def _packed(html: str) -> bytes:
    """Pack a content, what a list of pages tells of it before it."""
    return (_HEADED if "<h1" in html else _PLAIN) + zlib.compress(html.encode(), 1)


def _made(page: Page, key: str) -> Made:
    in_navigation = page.in_navigation or page.address == page.section
    return Made(
        page.address,
        page.title,
        page.description,
        page.section,
        page.sources,
        in_navigation,
        page.searchable,
        key,
    )


def _parts(pages: Iterable[Page]) -> Iterator[list[Page]]:
    part: list[Page] = []
    for page in pages:
        part.append(page)
        if len(part) == _AT_ONCE:
            yield part
            part = []
    yield part
