"""What documents cite: read again only where it may be another than in the last build."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

import msgspec

from meeting_archive.archive import Archive
from meeting_archive.identifiers import CaseId, CaseReference
from meeting_archive.linking.model import (
    Basis,
    End,
    Link,
    Relation,
    Unresolved,
    case_end,
    document_end,
)
from meeting_archive.linking.resolve import places
from meeting_archive.linking.stated import is_rejected
from meeting_archive.linking.texts import LinkedTexts, Reference
from meeting_archive.linking.waiting import own_ruling
from meeting_archive.model import Document, Treatment
from meeting_archive.outcomes import Outcome, Ruling
from meeting_archive.records.model import CaseText, PaperBody, Plain
from meeting_archive.records.printed import Printed, printed, printed_part
from meeting_archive.records.text import without_marks
from meeting_archive.storing import encode


class Cited(msgspec.Struct, frozen=True, array_like=True):
    """What is cited."""

    links: tuple[Link, ...]
    unresolved: tuple[Unresolved, ...]
    returns: tuple[tuple[End, End, bool], ...] = ()
    """Of which cases it was asked whether they come back, from where, and the answers."""


_Kept = dict[bytes, Cited]
_DECODE = msgspec.msgpack.Decoder(_Kept).decode


class CitationReader:
    """Reads what documents cite."""

    def __init__(self, kept: bytes | None = None) -> None:
        """Take what another reader has `packed`; of anything else all documents are read."""
        self._kept = kept
        self._now: _Kept = {}
        try:
            self._before = _DECODE(kept) if kept else {}
        except (msgspec.DecodeError, RecursionError):
            self._before = {}

    def read(
        self,
        archive: Archive,
        texts: LinkedTexts,
        rejected: frozenset[tuple[CaseId, CaseReference]],
    ) -> Cited:
        """Return what all documents cite, in their order."""
        citations = _Citations(archive, texts, rejected)
        found = [self._read(document, key, citations) for document, key in _keyed(archive, texts)]
        return Cited(
            tuple(link for each in found for link in each.links),
            tuple(unresolved for each in found for unresolved in each.unresolved),
        )

    def _read(self, document: Document, key: bytes | None, citations: "_Citations") -> Cited:
        known = self._before.get(key) if key else None
        if known is None or not all(
            citations.comes_back(source, document, target) == answer
            for source, target, answer in known.returns
        ):
            known = citations.of(document)
        if key:
            self._now[key] = known
        return known

    def packed(self) -> bytes:
        """Return what another reader may take: what this one took, where that is the same."""
        if self._kept is not None and self._now == self._before:
            return self._kept
        return encode(self._now)


def _keyed(archive: Archive, texts: LinkedTexts) -> Iterator[tuple[Document, bytes | None]]:
    """Yield each document with what its citations are known by, None where that cannot be told."""
    made_by = texts.made_by
    shared = sha256(encode((made_by, repr(archive.numbering), places(archive))))
    for document in archive.documents:
        key = shared.copy()
        key.update(encode(document))
        yield document, key.digest() if made_by is not None else None


class _Citations:
    """Reads what texts name; a citation of a case left waiting is its return."""

    def __init__(
        self,
        archive: Archive,
        texts: LinkedTexts,
        rejected: frozenset[tuple[CaseId, CaseReference]],
    ) -> None:
        self._archive = archive
        self._texts = texts
        self._rejected = rejected
        self._lines: dict[str, str] = {}
        self._links: list[Link] = []
        self._unresolved: list[Unresolved] = []
        self._asked: dict[tuple[End, End], bool] = {}

    def of(self, document: Document) -> Cited:
        """Return what a document cites."""
        self._links, self._unresolved, self._asked = [], [], {}
        body = document.record.body
        if isinstance(body, PaperBody):
            for part in body.parts:
                self._part(document, part)
        else:
            self._read(document, document_end(document), printed(document.record))
        asked = ((*ends, answer) for ends, answer in self._asked.items())
        return Cited(tuple(self._links), tuple(self._unresolved), tuple(asked))

    def _part(self, document: Document, part: CaseText | Plain) -> None:
        if isinstance(part, Plain):
            self._read(document, document_end(document), printed_part(part))
            return
        notes = document.record.notes_on(part.number)
        case = notes.case if notes else part.number.id
        self._read(document, case_end(case), printed_part(part))
        for item in part.items:
            self._read(document, case_end(case, item.anchor), printed_part(item))

    def _read(self, document: Document, source: End, parts: Iterable[Printed]) -> None:
        for each in parts:
            text = each.block.text
            if each.is_markdown:
                references = self._texts.references(document.id, text)
            else:
                references = self._texts.references_in(document.id, self._seen(text))
            for reference in references:
                self._add(source, document, reference)

    def _seen(self, line: str) -> str:
        """Return a heading or a label as readers see it; many are the same."""
        seen = self._lines.get(line)
        if seen is None:
            seen = self._lines[line] = without_marks(line)
        return seen

    def _add(self, source: End, document: Document, reference: Reference) -> None:
        resolution = reference.resolution
        if resolution.relation is None:
            return
        if resolution.target is None:
            named = Unresolved(source, reference.text, resolution.relation)
            self._unresolved.append(named)
            return
        relation = resolution.relation
        target = resolution.target
        cites = relation is Relation.MENTIONS and resolution.has_year
        if cites:
            returns = self._asked[source, target] = self.comes_back(source, document, target)
            relation = Relation.CONTINUES if returns else relation
        self._links.append(Link(source, target, relation, Basis.CITED, reference.sentence))

    def comes_back(self, source: End, document: Document, target: End) -> bool:
        """Tell whether a cited case was left waiting before, for the body that now names it."""
        returns = self._returns(source, document, target)
        return returns and not is_rejected(source, target, self._rejected)

    def _returns(self, source: End, document: Document, target: End) -> bool:
        meeting = self._archive.meeting.get(document.meeting or "")
        if source.case is None or target.case is None or meeting is None:
            return False
        for treatment in self._archive.case[target.case].treatments:
            treated = self._archive.meeting[treatment.meeting]
            if treatment.minuted and treated.order < meeting.order:
                same_body = treated.body == meeting.body
                if any(
                    (Outcome.POSTPONED in ruling.outcomes and same_body)
                    or ruling.forwarded_to == meeting.body
                    for ruling in _left(treatment)
                ):
                    return True
        return False


def _left(treatment: Treatment) -> tuple[Ruling, ...]:
    """Return how a treatment left what a citation of the whole case can only mean.

    That is the case itself, or its one sub-item that waits; of several it would be a guess.
    """
    own = own_ruling(treatment)
    waiting = [
        item.ruling
        for item in treatment.items
        if {Outcome.POSTPONED, Outcome.FORWARDED}.intersection(item.ruling.outcomes)
    ]
    return (own, *waiting) if len(waiting) == 1 else (own,)
