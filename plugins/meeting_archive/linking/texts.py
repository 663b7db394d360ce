"""The texts of an archive, each converted once, with what they refer to linked and remembered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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

    def fragment(self, document: str, source: str) -> Fragment:
        """Return the Markdown of a document, converted and linked."""
        return self._converter.convert(source, document, lambda text: self._spans(document, text))

    def plain(self, source: str) -> str:
        """Return the plain text of Markdown, whichever document it stands in."""
        return self._converter.text(source)

    def references(self, document: str, source: str) -> tuple[Reference, ...]:
        """Return what a text refers to, in its order."""
        return self.references_in(document, self.fragment(document, source).text)

    def references_in(self, document: str, text: str) -> tuple[Reference, ...]:
        """Return what a plain text, a title for one, refers to."""
        return tuple(
            Reference(text[mention.start : mention.end], _sentence(text, mention), resolution)
            for mention, resolutions in self._found(document, text)
            for resolution in resolutions
        )

    def page_spans(self, text: str) -> list[Span]:
        """Return what to link in a text that is no document's, in a hand-written page."""
        return _spans(self._resolved(text, Origin()))

    def _spans(self, document: str, text: str) -> list[Span]:
        return _spans(self._found(document, text))

    def _found(self, document: str, text: str) -> list[tuple[Mention, Sequence[Resolution]]]:
        origin = self._origins.get(document)
        if origin is None:
            origin = self._resolver.origin(self._archive.document[document])
            self._origins[document] = origin
        return self._resolved(text, origin)

    def _resolved(self, text: str, origin: Origin) -> list[tuple[Mention, Sequence[Resolution]]]:
        mentions = self._scanner.scan(text)
        return [(mention, self._resolver.resolve(mention, origin)) for mention in mentions]


def _spans(found: Iterable[tuple[Mention, Sequence[Resolution]]]) -> list[Span]:
    return [
        Span(mention.start, mention.end, resolutions[0].address)
        for mention, resolutions in found
        if mention.end > mention.start and resolutions and resolutions[0].address
    ]


_LONGEST_EVIDENCE = 240


def _sentence(text: str, mention: Mention) -> str:
    """Return the line, cut to its middle where it is long, that a mention stands in."""
    start = text.rfind("\n", 0, mention.start) + 1
    end = text.find("\n", mention.end)
    end = len(text) if end < 0 else end
    if end - start > _LONGEST_EVIDENCE:
        start = max(start, mention.start - _LONGEST_EVIDENCE // 2)
        end = min(end, mention.end + _LONGEST_EVIDENCE // 2)
        return f"… {text[start:end].strip()} …"
    return text[start:end].strip()
