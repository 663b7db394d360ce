"""The contents of the archive's pages: each is made once, and then known by what it is made of."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from meeting_archive.cache import Cache, code_digest, digest
from meeting_archive.spreading import Aside, aside
from meeting_archive.storing import encode
from mkdocs_meeting_archive.render import Renderer
from mkdocs_meeting_archive.views.parts import Page, Source

if TYPE_CHECKING:
    from meeting_archive.memo import Memo
    from meeting_archive.noting import Notes
    from mkdocs_meeting_archive.pages import ToShow

KIND = "content"
_AT_ONCE = 1_000
_AHEAD = 2
"""How many times as many may wait to be rendered: their data take room."""
_WORTH = 50
"""How many pages are worth a process."""


class Made(Struct, frozen=True):
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


_ToRender = tuple[Page, Sequence[Source], str | None]
"""What a content is rendered of: a page, its sources, and where its errors are reported."""


class Contents:
    """Makes contents of pages, or finds them in the cache.

    They are made beside other work, and waited for when the first of them is asked for.
    """

    def __init__(
        self,
        renderer: Renderer,
        cache: Cache,
        sources_of: Callable[[Page], Sequence[Source]],
        report_of: Callable[[Page], str | None],
    ) -> None:
        """Take what renders pages, and what is told at the foot of each."""
        self._renderer = renderer
        self._cache = cache
        self._sources_of = sources_of
        self._report_of = report_of
        self._tools = code_digest("mkdocs_meeting_archive", "meeting_archive")
        self._packed: dict[str, bytes] = {}
        self._to_show: dict[str, ToShow] = {}
        """How each is made, should it be lost."""
        self._begun: list[tuple[list[str], Aside[list[bytes]]]] = []
        """What is being made, by the keys of the pages."""

    def make(self, pages: "Iterable[ToShow]", memo: "Memo[Made]") -> Iterator[Made]:
        """Yield pages, their contents begun. What the memo tells of is not made again."""
        for some in _parts(pages):
            missing: dict[str, _ToRender] = {}

            def make(to_show: "ToShow", notes: "Notes", missing: dict[str, _ToRender]) -> Made:
                rendered_of = self._rendered_of(to_show, notes)
                made = self._made(*rendered_of)
                missing[made.content] = rendered_of
                return made

            made = [
                memo.value(each.own, partial(make, each, missing=missing))
                if each.own
                else make(each, {}, missing)
                for each in some
            ]
            self._to_show |= {page.content: each for page, each in zip(made, some, strict=True)}
            known = self._cache.get_many(KIND, missing)
            self.use(made)
            self._packed |= known
            self._begin({key: each for key, each in missing.items() if key not in known})
            yield from made

    def _rendered_of(self, to_show: "ToShow", notes: "Notes") -> _ToRender:
        page = to_show.make(notes)
        return page, self._sources_of(page), self._report_of(page)

    def _made(self, page: Page, sources: Sequence[Source], report: str | None) -> Made:
        return Made(
            page.address,
            page.title,
            page.description,
            page.section,
            page.sources,
            page.in_navigation or page.address == page.section,
            page.searchable,
            digest(self._tools, self._renderer.language, encode((page, sources, report))),
        )

    def _begin(self, missing: Mapping[str, _ToRender]) -> None:
        def render() -> list[bytes]:
            return [_packed(self._renderer.page(*each)) for each in missing.values()]

        worth = len(missing) >= _WORTH
        if worth:
            self._renderer.read_templates()
        while len(self._begun) > _AHEAD:
            self._keep_first()
        if missing:
            self._begun.append((list(missing), aside(render, worth=worth)))

    def keep(self) -> None:
        """Wait for all that was begun, and keep it."""
        while self._begun:
            self._keep_first()

    def _keep_first(self) -> None:
        keys, contents = self._begun.pop(0)
        made = dict(zip(keys, contents.wait(), strict=True))
        self._cache.put_many(KIND, made)
        self._packed |= made

    def use(self, pages: Iterable[Made]) -> None:
        """Keep the contents of pages that were made before for the next builds."""
        self._cache.use(KIND, (page.content for page in pages))

    def load(self, pages: Iterable[Made], show: Callable[[], object]) -> None:
        """See to it that contents can be asked for; `show` has all pages made, if one is lost."""
        unknown = {page.content for page in pages if page.content not in self._packed}
        for keys, _contents in self._begun:
            unknown.difference_update(keys)
        self._packed |= self._cache.get_many(KIND, unknown)
        lost = [key for key in unknown if key not in self._packed]
        if not lost:
            return
        if any(key not in self._to_show for key in lost):
            show()
        anew = {key: self._to_show[key] for key in lost if key not in self._packed}
        self._begin({key: self._rendered_of(each, {}) for key, each in anew.items()})
        self.keep()

    def forget(self) -> None:
        """Let go of all contents: what is asked for after this is loaded again."""
        self._packed, self._to_show = {}, {}

    def of(self, page: Made) -> str:
        """Return the content of a page that was made, or loaded."""
        if page.content not in self._packed:
            self.keep()
        return zlib.decompress(self._packed[page.content]).decode()


def _packed(html: str) -> bytes:
    return zlib.compress(html.encode(), 1)


def _parts(pages: "Iterable[ToShow]") -> "Iterator[list[ToShow]]":
    part: list[ToShow] = []
    for page in pages:
        part.append(page)
        if len(part) == _AT_ONCE:
            yield part
            part = []
    yield part
