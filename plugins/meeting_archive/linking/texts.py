"""The texts of an archive, each converted once, with what they refer to linked and remembered."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from itertools import compress
from typing import NamedTuple

from msgspec import DecodeError, Raw, Struct, msgpack

from meeting_archive.archive import Archive
from meeting_archive.cache import Cache, digest
from meeting_archive.linking.analysis import words
from meeting_archive.linking.references import Mention, Scanner
from meeting_archive.linking.resolve import Origin, Resolution, Resolver
from meeting_archive.markup import (
    LINK_REL,
    SITE_SCHEME,
    UNRESOLVED_CLASS,
    Converter,
    Fragment,
    Problem,
    Span,
)
from meeting_archive.records.model import CaseText, PaperBody, Record
from meeting_archive.records.printed import printed
from meeting_archive.spreading import spread
from meeting_archive.storing import decoder, encode


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention in a text, with the words it stands among."""

    text: str
    sentence: str
    resolution: Resolution


class _Mentioned(Struct, frozen=True, array_like=True):
    """A mention in a converted text, whatever it leads to there."""

    mention: Mention
    words: str
    sentence: str


class _Marked(Struct, frozen=True, array_like=True):
    """A converted text in whose HTML the nth mention is a link to `ma:n`."""

    html: str
    text: str
    problems: tuple[Problem, ...]
    mentions: tuple[_Mentioned, ...]
    words: str
    """The words that may say what the text is about."""


_KIND = "texts"
_WORTH = 20
"""How many records are worth a process."""
_APPROVED = "godkjen"
_LINK = re.compile(rf'<a href="{SITE_SCHEME}(\d+)" rel="{LINK_REL}">(.*?)</a>', re.DOTALL)
_Group = tuple[bool, list[bool], list[bool], list[Raw]]
"""Texts that are kept together.

Whether none is flawed, which refer to nothing, which approve something, and each.
"""
_GROUP: Callable[[bytes], _Group] = decoder(_Group)
_TEXT: Callable[[Raw], _Marked] = msgpack.Decoder(_Marked).decode


class LinkedTexts:
    """Converts texts, linking what they refer to by the document that they stand in.

    How a text is converted depends on nothing but itself, and is kept in the cache; where its
    mentions lead depends on the archive, and is put in afterwards.
    """

    def __init__(self, archive: Archive, converter: Converter, cache: Cache | None = None) -> None:
        self._archive = archive
        self._converter = converter
        self._marked: dict[str, _Marked] = {}
        self._kept: dict[str, Raw] = {}
        """What the cache has, read when it is asked for."""
        self._bare: set[str] = set()
        """Texts that refer to nothing."""
        self._approving: set[str] = set()
        """Those that the cache has in which something is approved."""
        self._flawless: set[str] = set()
        """Documents in whose texts nothing is to be told of."""
        self._fragments: dict[tuple[str, str], Fragment] = {}
        self._scanner = Scanner(archive.numbering)
        self._scanned: dict[str, tuple[Mention, ...]] = {}
        self._resolver = Resolver(archive)
        self._origins: dict[str, Origin] = {}
        if cache is not None and converter.made_by is not None:
            self._prepare(cache, digest(converter.made_by, repr(archive.numbering)))

    @property
    def made_by(self) -> str | None:
        """What conversion depends on beside the texts; None where that cannot be told."""
        return self._converter.made_by

    def of(self, archive: Archive) -> "LinkedTexts":
        """Return the texts of an archive that has most of them in common with this one."""
        texts = LinkedTexts(archive, self._converter)
        texts._marked, texts._kept, texts._bare = self._marked, self._kept, self._bare
        texts._approving = self._approving
        return texts

    def _prepare(self, cache: Cache, made_by: str) -> None:
        """Take the texts of each record from the cache, or convert and keep them."""
        sources: dict[str, _Sources] = {}
        documents: dict[str, list[str]] = defaultdict(list)
        for document in self._archive.documents:
            texts = _sources(document.record)
            key = digest(made_by, encode(texts))
            sources[key] = texts
            documents[key].append(document.id)
        kept = cache.get_many(_KIND, sources)

        def take(key: str, packed: bytes) -> bool:
            return self._take(sources[key].converted, documents[key], packed)

        missing = [key for key in sources if not take(key, kept.get(key, b""))]
        packed = spread(lambda key: self._converted(sources[key]), missing, at_least=_WORTH)
        made = dict(zip(missing, packed, strict=True))
        cache.put_many(_KIND, made)
        for key, each in made.items():
            take(key, each)
        # They are soon read back, and take less room as they are kept.
        for source in self._kept.keys() & self._marked.keys():
            del self._marked[source]

    def _take(self, sources: Sequence[str], documents: Iterable[str], packed: bytes) -> bool:
        """Take texts as they were kept; tell whether they are what they should be."""
        try:
            is_flawless, bare, approving, kept = _GROUP(packed)
        except ValueError:
            return False
        if not len(bare) == len(approving) == len(kept) == len(sources):
            return False
        self._kept.update(zip(sources, kept, strict=True))
        self._bare.update(compress(sources, bare))
        self._approving.update(compress(sources, approving))
        if is_flawless:
            self._flawless.update(documents)
        return True

    def _converted(self, sources: "_Sources") -> bytes:
        marked = [self._marked_text(source) for source in sources.converted]
        is_flawless = not (sources.has_comment or any(each.problems for each in marked))
        bare = [not each.mentions for each in marked]
        approving = [_APPROVED in each.text.casefold() for each in marked]
        return encode((is_flawless, bare, approving, marked))

    def _marked_text(self, source: str) -> _Marked:
        marked = self._marked.get(source) or self._read(source)
        if marked is None:
            marked = self._marked[source] = self._mark(source)
        return marked

    def _read(self, source: str) -> _Marked | None:
        """Return a text from what was kept, None where it is not what it should be."""
        kept = self._kept.get(source)
        with suppress(DecodeError):
            return _TEXT(kept) if kept is not None else None
        return None

    def _mark(self, source: str) -> _Marked:
        found: list[_Mentioned] = []

        def mark(text: str) -> list[Span]:
            spans: list[Span] = []
            for mention in self._scanner.scan(text):
                if mention.end > mention.start:
                    spans.append(Span(mention.start, mention.end, str(len(found))))
                printed = text[mention.start : mention.end]
                found.append(_Mentioned(mention, printed, _sentence_of(text, mention)))
            return spans

        fragment = self._converter.linked(source, mark)
        said = " ".join(words(fragment.text))
        return _Marked(fragment.html, fragment.text, fragment.problems, tuple(found), said)

    def fragment(self, document: str, source: str) -> Fragment:
        """Return the Markdown of a document, converted and linked."""
        fragment = self._fragments.get((document, source))
        if fragment is None:
            fragment = self._fragments[document, source] = self._linked(document, source)
        return fragment

    def _linked(self, document: str, source: str) -> Fragment:
        marked = self._marked_text(source)
        html = marked.html
        if marked.mentions:

            def link(match: re.Match[str]) -> str:
                resolved = self._resolve(document, marked.mentions[int(match[1])].mention)
                if not resolved:
                    return match[2]
                # A link without an address is HTML's own placeholder for one that could have been.
                address = resolved[0].address
                where = escape(f"{SITE_SCHEME}{address}")
                leads = f'href="{where}"' if address else f'class="{UNRESOLVED_CLASS}"'
                return f'<a {leads} rel="{LINK_REL}">{match[2]}</a>'

            html = _LINK.sub(link, html)
        return Fragment(html, marked.text, marked.problems)

    def has_mentions(self, source: str) -> bool:
        """Tell whether where a text leads depends on the archive."""
        return source not in self._bare and bool(self._marked_text(source).mentions)

    def is_flawless(self, document: str) -> bool:
        """Tell whether it is known that nothing is to be told of in the texts of a document."""
        return document in self._flawless

    def problems(self, source: str) -> tuple[Problem, ...]:
        """Return what readers would not see as it is written, whichever document it stands in."""
        return self._marked_text(source).problems

    def plain(self, source: str) -> str:
        """Return the plain text of Markdown, whichever document it stands in."""
        return self._marked_text(source).text

    def may_approve(self, source: str) -> bool:
        """Tell whether a text has the word that something is approved with, in any form of it."""
        if source in self._kept:
            return source in self._approving
        return _APPROVED in self.plain(source).casefold()

    def words(self, source: str) -> str:
        """Return the words of Markdown that may say what it is about, with spaces between."""
        return self._marked_text(source).words

    def references(self, document: str, source: str) -> tuple[Reference, ...]:
        """Return what a text refers to, in its order, but for what is code or a link already."""
        if not self.has_mentions(source):
            return ()
        marked = self._marked_text(source)
        return tuple(
            Reference(each.words, _line_with(each.words, marked.text) or each.sentence, resolution)
            for each in marked.mentions
            for resolution in self._resolve(document, each.mention)
        )

    def references_in(self, document: str, text: str) -> tuple[Reference, ...]:
        """Return what a plain text, a title for one, refers to."""
        if not self._mentions(text):
            return ()
        return tuple(_references(text, self._found(document, text)))

    def page_spans(self, text: str) -> list[Span]:
        """Return what to link in a text that is no document's, in a hand-written page."""
        return [span for span in _spans(self._resolved(text, Origin())) if span.address]

    def _resolve(self, document: str, mention: Mention) -> Sequence[Resolution]:
        return self._resolver.resolve(mention, self._origin(document))

    def _found(self, document: str, text: str) -> list[tuple[Mention, Sequence[Resolution]]]:
        return self._resolved(text, self._origin(document))

    def _origin(self, document: str) -> Origin:
        origin = self._origins.get(document)
        if origin is None:
            origin = self._resolver.origin(self._archive.document[document])
            self._origins[document] = origin
        return origin

    def _mentions(self, text: str) -> Sequence[Mention]:
        mentions = self._scanned.get(text)
        if mentions is None:
            mentions = self._scanned[text] = tuple(self._scanner.scan(text))
        return mentions

    def _resolved(self, text: str, origin: Origin) -> list[tuple[Mention, Sequence[Resolution]]]:
        mentions = self._mentions(text)
        return [(mention, self._resolver.resolve(mention, origin)) for mention in mentions]


def _references(
    text: str, found: Iterable[tuple[Mention, Sequence[Resolution]]]
) -> Iterator[Reference]:
    for mention, resolutions in found:
        words = text[mention.start : mention.end]
        for resolution in resolutions:
            yield Reference(words, _sentence_of(text, mention), resolution)


def _spans(found: Iterable[tuple[Mention, Sequence[Resolution]]]) -> list[Span]:
    return [
        Span(mention.start, mention.end, resolutions[0].address)
        for mention, resolutions in found
        if mention.end > mention.start and resolutions
    ]


_LONGEST_EVIDENCE = 240


def _line_with(words: str, text: str) -> str | None:
    """Return the line of a text that some words stand in, None where they do not."""
    at = text.find(words) if words else -1
    return _sentence(text, at, at + len(words)) if at >= 0 else None


def _sentence_of(text: str, mention: Mention) -> str:
    return _sentence(text, mention.start, mention.end)


def _sentence(text: str, first: int, last: int) -> str:
    """Return the line that a stretch of text stands in, cut to its middle where it is long."""
    start = text.rfind("\n", 0, first) + 1
    end = text.find("\n", last)
    end = len(text) if end < 0 else end
    if end - start > _LONGEST_EVIDENCE:
        start = max(start, first - _LONGEST_EVIDENCE // 2)
        end = min(end, last + _LONGEST_EVIDENCE // 2)
        return f"… {text[start:end].strip()} …"
    return text[start:end].strip()


class _Sources(NamedTuple):
    """The texts of a record."""

    converted: tuple[str, ...]
    """All that is converted, and the titles that are compared."""
    has_comment: bool
    """Whether a heading or a label has a comment, which readers would see."""


def _sources(record: Record) -> _Sources:
    texts: dict[str, None] = {}
    has_comment = False
    for each in printed(record):
        if each.is_markdown:
            texts[each.block.text] = None
        else:
            has_comment = has_comment or "<!--" in each.block.text
    if isinstance(record.body, PaperBody):
        for part in record.body.parts:
            if isinstance(part, CaseText):
                titles = (part.title, *(item.title for item in part.items))
                texts |= dict.fromkeys(title or "" for title in titles)
    return _Sources(tuple(texts), has_comment)
