"""The archive's part of a site: made of the records, or known from a build of the same."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from meeting_archive.cache import Cache, Handed, digest
from meeting_archive.diagnostics import Diagnostic
from meeting_archive.markup import Span
from meeting_archive.model import AttachedFile
from meeting_archive.spreading import Aside, aside
from meeting_archive.storing import pack, unpacker
from mkdocs_meeting_archive.contents import Contents, Made

if TYPE_CHECKING:
    from meeting_archive.search.kept import KeptFiles
    from mkdocs_meeting_archive.work import Work

    FilesMade = Callable[[Work, Cache], KeptFiles]

T = TypeVar("T")

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


@dataclass(frozen=True, slots=True)
class BegunFiles:
    """Files that are being made: they are waited for, or dropped."""

    wait: Callable[[Sequence[str]], Files]
    """Takes all else that they are made of, as texts."""
    drop: Callable[[], None]


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
        self._begun: list[Aside[Any]] = []
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

    def text(self, name: str, make: "Callable[[Work], str]", *given: str) -> str:
        """Return a text that is made of the records and of what is given."""
        key = digest(self._inputs, "text", name, *given)
        with suppress(zlib.error, UnicodeDecodeError):
            return zlib.decompress(self._cache.get(_RESULT, key) or b"").decode()
        made = make(self.work)
        self._cache.put_many(_RESULT, {key: zlib.compress(made.encode(), 1)})
        return made

    def begin_text(self, name: str, make: "Callable[[Work], str]") -> Text:
        """Begin a text that is made of the records.

        It is made beside other work, which it must not change.
        """
        key = digest(self._inputs, "text", name)
        known = self._cache.get(_RESULT, key)
        if known is not None:
            return Text(key, lambda: known)
        work = self.work
        begun = self._aside(lambda: zlib.compress(make(work).encode(), 1))

        def made() -> bytes:
            packed = begun.wait()
            self._cache.put_many(_RESULT, {key: packed})
            return packed

        return Text(key, made)

    def known_files(self, name: str, make: "FilesMade", given: Sequence[str]) -> Files | None:
        """Return files that are made of the records and of what is given, if they are known.

        `make` is asked where one of them is lost.
        """
        with suppress(ValueError):
            keys = _KEYS(self._cache.get(_RESULT, self._key_of_files(name, given)) or b"")
            self._cache.use(_FILE, keys.values())
            return Files(keys, lambda name: self._file(name, keys[name], make))
        return None

    def begin_files(self, name: str, make: "FilesMade") -> BegunFiles:
        """Begin files that are made of the records, and of what is given when they are waited for.

        They are put into the cache, beside other work.
        """
        work = self.work

        def made() -> tuple[Mapping[str, str], Handed]:
            cache = self._cache.copied()
            return dict(make(work, cache).digests), cache.handed()

        begun = self._aside(made)

        def wait(given: Sequence[str]) -> Files:
            keys, handed = begun.wait()
            self._cache.take(handed)
            self._cache.put_many(_RESULT, {self._key_of_files(name, given): pack(keys)})
            new = handed.put.get(_FILE, {})

            def content(name: str) -> bytes:
                return new.get(keys[name]) or self._file(name, keys[name], make)

            return Files(keys, content)

        return BegunFiles(wait, begun.drop)

    def _key_of_files(self, name: str, given: Sequence[str]) -> str:
        return digest(self._inputs, "files", name, *given)

    def _aside(self, make: Callable[[], T]) -> Aside[T]:
        begun = aside(make, worth=len(self.work.judged.reading.records) >= _WORTH)
        self._begun.append(begun)
        return begun

    def drop(self) -> None:
        """Make no more of what was begun."""
        for begun in self._begun:
            begun.drop()

    def _file(self, name: str, key: str, make: "FilesMade") -> bytes:
        """Return a file from the cache; all are made anew where it is lost."""
        known = self._cache.get(_FILE, key)
        if known is None:
            cache = self._cache.copied()
            known = make(self.work, cache)[name]
            self._cache.take(cache.handed())
        return known

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
