"""The archive's part of a site: made of the records, or known from a build of the same."""

import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache as once
from functools import cached_property
from typing import TYPE_CHECKING

from meeting_archive.cache import Cache, digest
from meeting_archive.diagnostics import Diagnostic
from meeting_archive.markup import Span
from meeting_archive.model import AttachedFile
from meeting_archive.spreading import aside
from meeting_archive.storing import pack, unpacker
from mkdocs_meeting_archive.contents import Contents, Made

if TYPE_CHECKING:
    from meeting_archive.search.kept import KeptFiles
    from mkdocs_meeting_archive.work import Work

_RESULT, _FILE = "result", "file"
_WORTH = 100
"""How many records are worth a process."""


@dataclass(frozen=True, slots=True)
class Published:
    """All that is made of the records alone."""

    diagnostics: tuple[Diagnostic, ...]
    pages: tuple[Made, ...]
    files: tuple[AttachedFile, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is made of the records."""

    key: str
    """What decides it."""
    packed: Callable[[], bytes]
    """Waits for it."""

    def content(self) -> bytes:
        """Return it, as it is written."""
        return zlib.decompress(self.packed())


@dataclass(frozen=True, slots=True)
class Files:
    """Files that are made of the records, by their addresses."""

    keys: Mapping[str, str]
    """What each is known by."""
    content: Callable[[str], bytes]


_PUBLISHED: Callable[[bytes], Published] = unpacker(Published)
_KEYS: Callable[[bytes], dict[str, str]] = unpacker(dict[str, str])
_SPANS: Callable[[bytes], dict[str, tuple[Span, ...]]] = unpacker(dict[str, tuple[Span, ...]])


class Results:
    """What a build asks of the records: each answer is found in the cache, or worked out.

    One digest stands for all that the answers are made of. Only what is not found is worked out,
    and the records are not even read where everything is.
    """

    def __init__(self, inputs: str, begin: "Callable[[], Work]", cache: Cache) -> None:
        """Take the digest, and how to begin the work should it be needed."""
        self._inputs = inputs
        self._cache = cache
        self._begin = begin
        self._new_spans = False

    @cached_property
    def work(self) -> "Work":
        """What answers are worked out with."""
        return self._begin()

    @property
    def is_known(self) -> bool:
        """Whether nothing had to be worked out."""
        return "work" not in self.__dict__

    def published(self, contents: Contents, make: "Callable[[Work], Published]") -> Published:
        """Return what is made of the records; `make` may raise, and then nothing is kept."""
        key = digest(self._inputs, "published")
        with suppress(ValueError):
            found = _PUBLISHED(self._cache.get(_RESULT, key) or b"")
            contents.use(found.pages)
            return found
        made = make(self.work)
        self._cache.put_many(_RESULT, {key: pack(made)})
        return made

    def text(self, name: str, make: "Callable[[Work], str]", *given: str) -> Text:
        """Begin a text that is made of the records and of what is given.

        It is made beside other work, which it must not change.
        """
        key = digest(self._inputs, "text", name, *given)
        known = self._cache.get(_RESULT, key)
        if known is not None:
            return Text(key, lambda: known)
        work = self.work
        worth = len(work.judged.reading.records) >= _WORTH
        begun = aside(lambda: zlib.compress(make(work).encode(), 1), worth=worth)

        def made() -> bytes:
            packed = begun.wait()
            self._cache.put_many(_RESULT, {key: packed})
            return packed

        return Text(key, made)

    def files(self, name: str, make: "Callable[[Work], KeptFiles]", *given: str) -> Files:
        """Return files that are made of the records and of what is given, which are kept."""
        key = digest(self._inputs, "files", name, *given)
        with suppress(ValueError):
            keys = _KEYS(self._cache.get(_RESULT, key) or b"")
            self._cache.use(_FILE, keys.values())
            made_anew = once(lambda: make(self.work))

            def content(address: str) -> bytes:
                known = self._cache.get(_FILE, keys[address])
                return made_anew()[address] if known is None else known

            return Files(keys, content)
        made = make(self.work)
        self._cache.put_many(_RESULT, {key: pack(made.digests)})
        return Files(made.digests, made.__getitem__)

    def spans(self, text: str) -> list[Span]:
        """Return what is linked in a text of a hand-written page."""
        known = self._spans.get(text)
        if known is None:
            known = tuple(self.work.context.texts.page_spans(text))
            self._spans[text] = known
            self._new_spans = True
        return list(known)

    def keep(self) -> None:
        """Keep what was gathered one by one."""
        if self._new_spans:
            self._cache.put_many(_RESULT, {self._spans_key: pack(self._spans)})

    @property
    def _spans_key(self) -> str:
        return digest(self._inputs, "spans")

    @cached_property
    def _spans(self) -> dict[str, tuple[Span, ...]]:
        with suppress(ValueError):
            return _SPANS(self._cache.get(_RESULT, self._spans_key) or b"")
        return {}
