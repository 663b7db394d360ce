"""The texts of an archive, each converted once, with what they refer to linked and remembered."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from meeting_archive.archive import Archive
from meeting_archive.linking.references import Mention, Scanner
from meeting_archive.linking.resolve import Origin, Resolution, Resolver
from meeting_archive.markup import Converter, Fragment, Span


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention in a text, with the words it stands among."""

    text: str
    sentence: str
    resolution: Resolution


class LinkedTexts:
    """Converts texts, linking what they refer to by the document that they stand in."""

    def __init__(self, archive: Archive, converter: Converter) -> None:
        self._archive = archive
        self._converter = converter
        self._scanner = Scanner(archive.numbering)
        self._resolver = Resolver(archive)
        self._origins: dict[str, Origin] = {}
        self._references: dict[tuple[str, str], list[Reference]] = {}

    def fragment(self, document: str, source: str) -> Fragment:
        """Return the Markdown of a document, converted and linked."""
        found = self._references.setdefault((document, source), [])

        def link(text: str) -> list[Span]:
            mentions = self._found(document, text)
            found.extend(_references(text, mentions))
            return _spans(mentions)

        return self._converter.convert(source, document, link)

    def plain(self, source: str) -> str:
        """Return the plain text of Markdown, whichever document it stands in."""
        return self._converter.text(source)

    def references(self, document: str, source: str) -> tuple[Reference, ...]:
        """Return what a text refers to, in its order, but for what is code or a link already."""
        text = self.fragment(document, source).text
        return tuple(
            replace(each, sentence=_line_with(each.text, text) or each.sentence)
            for each in self._references[document, source]
        )

    def references_in(self, document: str, text: str) -> tuple[Reference, ...]:
        """Return what a plain text, a title for one, refers to."""
        return tuple(_references(text, self._found(document, text)))

    def page_spans(self, text: str) -> list[Span]:
        """Return what to link in a text that is no document's, in a hand-written page."""
        return [span for span in _spans(self._resolved(text, Origin())) if span.address]

    def _found(self, document: str, text: str) -> list[tuple[Mention, Sequence[Resolution]]]:
        origin = self._origins.get(document)
        if origin is None:
            origin = self._resolver.origin(self._archive.document[document])
            self._origins[document] = origin
        return self._resolved(text, origin)

    def _resolved(self, text: str, origin: Origin) -> list[tuple[Mention, Sequence[Resolution]]]:
        mentions = self._scanner.scan(text)
        return [(mention, self._resolver.resolve(mention, origin)) for mention in mentions]


def _references(
    text: str, found: Iterable[tuple[Mention, Sequence[Resolution]]]
) -> Iterator[Reference]:
    for mention, resolutions in found:
        words = text[mention.start : mention.end]
        for resolution in resolutions:
            yield Reference(words, _sentence(text, mention.start, mention.end), resolution)


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
