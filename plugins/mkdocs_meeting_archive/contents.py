"""The contents of the archive's pages: each is made once, and then known by what it is made of."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from meeting_archive.cache import Cache, code_digest, digest
from meeting_archive.memo import Memo
from meeting_archive.noting import Notes
from meeting_archive.spreading import Aside, aside
from meeting_archive.storing import encode
from mkdocs_meeting_archive.pages import ToShow
from mkdocs_meeting_archive.render import Renderer
from mkdocs_meeting_archive.views.parts import Page, Source

KIND = "content"
_AT_ONCE = 1_000
_WORTH = 50
"""How many pages are worth a process."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a page elsewhere than in its content."""

    address: str
    title: str
    description: str
    section: str
    sources: tuple[str, ...]
    in_navigation: bool
    searchable: bool
    data: str
    """The digest of all that its content is made of, but for the history of its records."""


@dataclass(frozen=True, slots=True)
class Made(Told):
    """A page of which everything is known but what the theme sets around it."""

    content: str
    """Where its content is in the cache."""

    @classmethod
    def of(cls, told: Told, content: str) -> "Made":
        """Return a page whose content is begun."""
        known = {each.name: getattr(told, each.name) for each in fields(told)}
        return cls(**known, content=content)


_ToRender = tuple[Page, Sequence[Source], str | None]
"""What a content is rendered of."""


class Contents:
    """Makes contents of pages, or finds them in the cache.

    They are made beside other work, and waited for when the first of them is asked for.
    """

    def __init__(self, renderer: Renderer, language: str, cache: Cache) -> None:
        self._renderer = renderer
        self._cache = cache
        self._tools = digest(code_digest("mkdocs_meeting_archive", "meeting_archive"), language)
        self._packed: dict[str, bytes] = {}
        self._to_show: dict[str, tuple[ToShow, Sequence[Source], str | None]] = {}
        """How each is made, should it be lost."""
        self._begun: list[tuple[list[str], Aside[list[bytes]]]] = []
        """What is being made, by the keys of the pages."""

    def make(
        self,
        pages: Iterable[ToShow],
        memo: Memo[Told],
        sources_of: Callable[[Told], Sequence[Source]],
        report_of: Callable[[Told], str | None],
    ) -> Iterator[Made]:
        """Yield pages, their contents begun; a page, its sources and its report decide these.

        What the memo tells of need not be made.
        """
        for some in _parts(pages):
            missing: dict[str, _ToRender] = {}
            made: list[Made] = []
            for each in some:
                page, told = _told(each, memo)
                beside = sources_of(told), report_of(told)
                key = digest(self._tools, told.data, repr(beside))
                self._to_show[key] = (each, *beside)
                made.append(Made.of(told, key))
                if page:
                    missing[key] = (page, *beside)
            known = self._cache.get_many(KIND, missing)
            self._cache.use(KIND, (each.content for each in made))
            self._packed |= known
            self._begin({key: each for key, each in missing.items() if key not in known})
            yield from made

    def _begin(self, missing: Mapping[str, _ToRender]) -> None:
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

    def use(self, pages: Iterable[Made]) -> None:
        """Keep the contents of pages that were made before for the next builds."""
        self._cache.use(KIND, (page.content for page in pages))

    def load(self, pages: Iterable[Made], show: Callable[[], object]) -> None:
        """See to it that contents can be asked for; `show` has all pages made, if one is lost."""
        begun = {key for keys, _contents in self._begun for key in keys}
        missing = {page.content for page in pages} - self._packed.keys() - begun
        self._packed |= self._cache.get_many(KIND, missing)
        lost = missing - self._packed.keys()
        if not lost:
            return
        if not lost <= self._to_show.keys():
            show()
        anew = {key: self._to_show[key] for key in lost - self._packed.keys()}
        self._begin({key: (each.make({}), by, to) for key, (each, by, to) in anew.items()})
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


def _told(to_show: ToShow, memo: Memo[Told]) -> tuple[Page | None, Told]:
    """Return what is told of a page, and the page if it was made."""
    pages: list[Page] = []

    def tell(notes: Notes) -> Told:
        page = to_show.make(notes)
        pages.append(page)
        return Told(
            page.address,
            page.title,
            page.description,
            page.section,
            page.sources,
            page.in_navigation or page.address == page.section,
            page.searchable,
            digest(encode(page)),
        )

    told = memo.value(to_show.own, tell) if to_show.own else tell({})
    return (pages[0] if pages else None), told


def _parts(pages: Iterable[ToShow]) -> Iterator[list[ToShow]]:
    part: list[ToShow] = []
    for page in pages:
        part.append(page)
        if len(part) == _AT_ONCE:
            yield part
            part = []
    yield part
