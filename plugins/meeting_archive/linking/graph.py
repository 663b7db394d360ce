"""The link graph of an archive: stated by editors, cited by documents, inferred by rules."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache as once
from functools import cached_property
from importlib import metadata

from msgspec import msgpack

from meeting_archive.archive import Archive
from meeting_archive.cache import Cache, code_digest, digest
from meeting_archive.diagnostics import Diagnostic
from meeting_archive.identifiers import CaseId, CaseReference
from meeting_archive.language.stems import shared_stemmer
from meeting_archive.linking.model import (
    Basis,
    End,
    EndKind,
    Link,
    LinkGraph,
    Relation,
    Unresolved,
    case_end,
)
from meeting_archive.linking.returns import suggest_returns
from meeting_archive.linking.stated import editors_decisions
from meeting_archive.linking.terms import TermReader
from meeting_archive.linking.texts import LinkedTexts, Reference
from meeting_archive.linking.waiting import own_ruling, waiting_and_treatments
from meeting_archive.model import Case, Document, ItemTreatment, Meeting, Treatment
from meeting_archive.outcomes import Outcome, Ruling
from meeting_archive.records.model import (
    CaseText,
    DocumentType,
    PaperBody,
    Plain,
    SectionKind,
)
from meeting_archive.records.printed import Printed, printed, printed_part
from meeting_archive.records.text import without_marks
from meeting_archive.spreading import aside
from meeting_archive.storing import encode

_KIND = "words"
_WORTH = 200
"""How many cases are worth a process."""
_DOCUMENT_KINDS = {
    DocumentType.AGREEMENT: EndKind.AGREEMENT,
    DocumentType.PROGRAM: EndKind.PROGRAM,
}
_MINUTES = re.compile(r"\b(?:\w*protokoll\w*|\w*referat\w*|møtebok\w*)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[a-zæøå][.!?])\s+(?=[A-ZÆØÅ])|\n+")
_NOT = re.compile(r"\b(?:ikke|ikkje)\b", re.IGNORECASE)
_APPROVED = re.compile(r"\bgodkjen", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Linked:
    """The graph, and what is wrong with what editors state."""

    graph: LinkGraph
    diagnostics: tuple[Diagnostic, ...] = ()


_LINKED: Callable[[bytes], Linked] = msgpack.Decoder(Linked).decode


class Linking:
    """Links everything in an archive beside other work."""

    def __init__(self, archive: Archive, texts: LinkedTexts, cache: Cache) -> None:
        """Begin."""
        self._cache = cache
        self._key = key = _made_by()
        kept = cache.get(_KIND, key)

        def make() -> tuple[bytes, bytes | None, dict[str, str]]:
            reader = TermReader(kept)
            # Bytes go from one process to another sooner than what they stand for.
            return encode(link(archive, texts, reader)), reader.packed(), reader.learnt()

        self._begun = aside(make, worth=len(archive.cases) >= _WORTH)

    @cached_property
    def linked(self) -> Linked:
        """What was found: it is waited for."""
        linked, packed, stems = self._begun.wait()
        shared_stemmer().learn(stems)
        if packed is not None:
            self._cache.put_many(_KIND, {self._key: packed})
        return _LINKED(linked)

    def drop(self) -> None:
        """Find no more."""
        if "linked" not in self.__dict__:
            self._begun.drop()


@once
def _made_by() -> str:
    versions = (metadata.version("snowballstemmer"), metadata.version("pystemmer"))
    return digest(code_digest("meeting_archive"), *versions, sys.byteorder)


def link(archive: Archive, texts: LinkedTexts, reader: TermReader | None = None) -> Linked:
    """Link everything in the archive; nothing withheld is an end of any link.

    `reader` knows what texts were read as before.
    """
    decided = editors_decisions(archive)
    cited = _Citations(archive, texts, decided.rejected)
    cited.read()
    links = [
        *decided.links,
        *_attachments(archive),
        *_forwardings(archive, texts),
        *_approvals(archive, texts),
        *cited.links,
        *_follow_ups(archive),
    ]
    known = {(each.source.case, each.target.case) for each in links if _is_return(each)}
    links.extend(_inferred(archive, texts, known, decided.rejected, reader))
    unresolved = sorted(dict.fromkeys(cited.unresolved))
    kept = (each for each in links if _may_be_shown(each, archive))
    return Linked(LinkGraph(_distinct(kept), tuple(unresolved)), decided.diagnostics)


def _may_be_shown(each: Link, archive: Archive) -> bool:
    """Tell that both ends are there, that neither is withheld, and that they are two."""
    cases = [archive.case.get(end.case) for end in (each.source, each.target) if end.case]
    shown = all(case and not (case.withheld or case.removed) for case in cases)
    return shown and each.source != each.target


def _distinct(links: Iterable[Link]) -> tuple[Link, ...]:
    """Keep one link of a relation between two ends, the one on the best basis."""
    kept: dict[tuple[End, End, Relation], Link] = {}
    best_first = list(Basis)
    for each in sorted(links, key=lambda link: best_first.index(link.basis)):
        kept.setdefault((each.source, each.target, each.relation), each)
    return tuple(sorted(kept.values()))


def _is_return(each: Link) -> bool:
    return each.relation in (Relation.CONTINUES, Relation.FORWARDED)


def document_end(document: Document) -> End:
    """Return the end that is a document; agreements and programs go by their slugs."""
    kind = _DOCUMENT_KINDS.get(document.type)
    if kind:
        return End(kind, document.id.partition("/")[2])
    return End(EndKind.DOCUMENT, document.id)


def _attachments(archive: Archive) -> Iterator[Link]:
    for case in archive.cases:
        for treatment in case.treatments:
            for attachment in treatment.attachments:
                if attachment.document:
                    target = document_end(archive.document[attachment.document])
                    number = f"Vedlegg {attachment.number}: " if attachment.number else ""
                    evidence = f"{number}{attachment.title}"
                    yield Link(
                        case_end(case.id), target, Relation.ATTACHMENT, Basis.STATED, evidence
                    )


def _forwardings(archive: Archive, texts: LinkedTexts) -> Iterator[Link]:
    """Yield where minutes send a case on; a notice only proposes to."""
    for case in archive.cases:
        for treatment in case.treatments:
            if treatment.minuted:
                yield from _forwarding(case_end(case.id), treatment, texts, archive)
                for item in treatment.items:
                    end = case_end(case.id, item.anchor)
                    yield from _forwarding(end, item, texts, archive)


def _forwarding(
    source: End, treated: Treatment | ItemTreatment, texts: LinkedTexts, archive: Archive
) -> Iterator[Link]:
    ruling: Ruling = treated.ruling
    decision = treated.of(SectionKind.DECISION)
    if Outcome.FORWARDED not in ruling.outcomes or ruling.forwarded_to is None or not decision:
        return
    if ruling.forwarded_to in archive.numbering.by_id:
        words = " ".join(texts.plain(passage.block.text) for passage in decision)
        target = End(EndKind.BODY, ruling.forwarded_to)
        yield Link(source, target, Relation.FORWARDED, Basis.CITED, words)


def _approvals(archive: Archive, texts: LinkedTexts) -> Iterator[Link]:
    """Yield the earlier meetings whose minutes a case approves, or is proposed to."""
    for case in archive.cases:
        for treatment in case.treatments:
            if Outcome.POSTPONED in treatment.ruling.outcomes:
                continue
            for kind in (SectionKind.DECISION, SectionKind.PROPOSAL):
                found = list(_approved(case, treatment, kind, texts, archive))
                yield from found
                if found:
                    break


def _approved(
    case: Case, treatment: Treatment, kind: SectionKind, texts: LinkedTexts, archive: Archive
) -> Iterator[Link]:
    title = case.title or ""
    of_minutes = title if _MINUTES.search(title) else ""
    here = archive.meeting[treatment.meeting]
    for passage in treatment.of(kind):
        words = texts.plain(passage.block.text)
        if not _APPROVED.search(words):
            continue
        for sentence in _SENTENCE_END.split(words):
            if not _APPROVED.search(sentence) or _NOT.search(sentence):
                continue
            said = f"{of_minutes}\n{sentence}" if not _MINUTES.search(sentence) else sentence
            if not _MINUTES.search(said):
                continue
            named = texts.references_in(passage.document, sentence)
            for reference in named or texts.references_in(passage.document, of_minutes):
                meeting = _meeting_of(reference, archive)
                if meeting and meeting.body == here.body and meeting.order < here.order:
                    target = End(EndKind.MEETING, meeting.id)
                    yield Link(case_end(case.id), target, Relation.APPROVES, Basis.CITED, words)


def _meeting_of(reference: Reference, archive: Archive) -> Meeting | None:
    target = reference.resolution.target
    is_meeting = target is not None and target.kind is EndKind.MEETING
    return archive.meeting[target.id] if target and is_meeting else None


def _follow_ups(archive: Archive) -> Iterator[Link]:
    """Yield what editors say fulfilled a deadline, where that is a case."""
    for document in archive.documents:
        for deadline in document.record.deadlines:
            named = archive.numbering.read(deadline.done or "", document.record.body_id)
            if named and named.id in archive.case:
                yield Link(
                    document_end(document),
                    case_end(named.id),
                    Relation.FOLLOW_UP,
                    Basis.STATED,
                    deadline.what,
                )


class _Citations:
    """Reads what all texts name; a citation of a case left waiting is its return."""

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
        self.links: list[Link] = []
        self.unresolved: list[Unresolved] = []

    def read(self) -> None:
        """Read every document."""
        for document in self._archive.documents:
            body = document.record.body
            if not isinstance(body, PaperBody):
                self._read(document, document_end(document), printed(document.record))
                continue
            for part in body.parts:
                self._part(document, part)

    def _part(self, document: Document, part: CaseText | Plain) -> None:
        if isinstance(part, Plain):
            self._read(document, document_end(document), printed_part(part, None))
            return
        notes = document.record.notes_on(part.number)
        case = notes.case if notes else part.number.id
        self._read(document, case_end(case), printed_part(part, None))
        for item in part.items:
            self._read(document, case_end(case, item.anchor), printed_part(part, item))

    def _read(self, document: Document, source: End, parts: Iterator[Printed]) -> None:
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
            self.unresolved.append(Unresolved(source, reference.text, resolution.relation))
            return
        relation = resolution.relation
        target = resolution.target
        cites = relation is Relation.MENTIONS and resolution.has_year
        returns = cites and self._returns(source, document, target)
        if returns and not _is_rejected(source, target, self._rejected):
            relation = Relation.CONTINUES
        self.links.append(
            Link(source, resolution.target, relation, Basis.CITED, reference.sentence)
        )

    def _returns(self, source: End, document: Document, target: End) -> bool:
        """Tell whether a cited case was left waiting before, for the body that now names it."""
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


def _inferred(
    archive: Archive,
    texts: LinkedTexts,
    known: set[tuple[CaseId | None, CaseId | None]],
    rejected: frozenset[tuple[CaseId, CaseReference]],
    reader: TermReader | None,
) -> Iterator[Link]:
    """Yield what rules suggest, but for what is known already or was rejected by an editor."""
    waiting, treatments = waiting_and_treatments(archive, texts.plain, texts.words)
    names = {body.id: body.names for body in archive.bodies}

    def answered(later: End, earlier: End) -> bool:
        if not (known or rejected):
            return False
        pair = (later.case, earlier.case)
        return pair in known or pair[::-1] in known or _is_rejected(later, earlier, rejected)

    for suggested in suggest_returns(waiting, treatments, names, answered, reader):
        later, earlier = suggested.later.end, suggested.earlier.text.end
        if suggested.earlier.forwarded:
            yield Link(earlier, later, Relation.FORWARDED, Basis.INFERRED, suggested.reason)
        else:
            yield Link(later, earlier, Relation.CONTINUES, Basis.INFERRED, suggested.reason)


def _is_rejected(
    later: End, earlier: End, rejected: frozenset[tuple[CaseId, CaseReference]]
) -> bool:
    """Tell whether editors rejected a pair; a whole case stands for its sub-items too."""
    case = later.case
    if case is None or earlier.case is None:
        return False
    anchor = earlier.id.partition("#")[2] or None
    named = {CaseReference(earlier.case, anchor), CaseReference(earlier.case)}
    return any((case, reference) in rejected for reference in named)
