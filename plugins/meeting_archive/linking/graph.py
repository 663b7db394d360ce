"""The link graph of an archive: stated by editors, cited by documents, inferred by rules."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache as once
from functools import cached_property
from importlib import metadata

from msgspec import DecodeError, msgpack

from meeting_archive.archive import Archive
from meeting_archive.cache import Cache, code_digest, digest
from meeting_archive.diagnostics import Diagnostic
from meeting_archive.identifiers import CaseId, CaseReference
from meeting_archive.language.stems import shared_stemmer
from meeting_archive.linking.citations import CitationReader
from meeting_archive.linking.model import (
    Basis,
    End,
    EndKind,
    Link,
    LinkGraph,
    Relation,
    case_end,
    document_end,
)
from meeting_archive.linking.pieces import Pieces
from meeting_archive.linking.returns import suggest_returns
from meeting_archive.linking.stated import editors_decisions, is_rejected
from meeting_archive.linking.terms import TermReader
from meeting_archive.linking.texts import LinkedTexts, Reference
from meeting_archive.linking.waiting import waiting_and_treatments
from meeting_archive.model import Case, ItemTreatment, Meeting, Passage, Treatment
from meeting_archive.outcomes import Outcome, Ruling
from meeting_archive.records.model import SectionKind
from meeting_archive.spreading import aside
from meeting_archive.storing import encode

_KIND, _CITATIONS = "words", "citations"
_WORTH = 200
"""How many cases are worth a process."""
_MINUTES = re.compile(r"\b(?:\w*protokoll\w*|\w*referat\w*|møtebok\w*)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[a-zæøå][.!?])\s+(?=[A-ZÆØÅ])|\n+")
_NOT = re.compile(r"\b(?:ikke|ikkje)\b", re.IGNORECASE)
_APPROVING = (SectionKind.DECISION, SectionKind.PROPOSAL)
"""What approves minutes, or else proposes to."""
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
        self._cache = cache if texts.made_by is not None else Cache(None)
        made_by = digest(_made_by(), texts.made_by or "", repr(archive.numbering))
        pieces = Pieces(self._cache, _KIND, made_by)

        def made(before: Mapping[str, bytes]) -> tuple[bytes, dict[str, bytes], dict[str, str]]:
            reader, citations = TermReader(before), CitationReader(before.get(_CITATIONS))
            # Bytes go from one process to another sooner than what they stand for.
            linked = encode(link(archive, texts, reader, citations))
            changed = pieces.changed({**reader.packed(), _CITATIONS: citations.packed()})
            return linked, changed, reader.learnt()

        def make() -> tuple[bytes, dict[str, bytes], dict[str, str]]:
            try:
                return made(pieces.before)
            except DecodeError:
                return made({})

        self._begun = aside(make, worth=len(archive.cases) >= _WORTH)

    @cached_property
    def linked(self) -> Linked:
        """What was found: it is waited for."""
        linked, changed, stems = self._begun.wait()
        shared_stemmer().learn(stems)
        self._cache.put_many(_KIND, changed)
        return _LINKED(linked)

    def drop(self) -> None:
        """Find no more."""
        if "linked" not in self.__dict__:
            self._begun.drop()


@once
def _made_by() -> str:
    versions = (metadata.version("snowballstemmer"), metadata.version("pystemmer"))
    return digest(code_digest("meeting_archive"), *versions, sys.byteorder)


def link(
    archive: Archive,
    texts: LinkedTexts,
    reader: TermReader | None = None,
    citations: CitationReader | None = None,
) -> Linked:
    """Link everything in the archive; nothing withheld is an end of any link.

    `reader` knows what texts were read as before, and `citations` what documents cited.
    """
    decided = editors_decisions(archive)
    cited = (citations or CitationReader()).read(archive, texts, decided.rejected)
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
                yield from _forwarding(case, None, treatment, texts, archive)
                for item in treatment.items:
                    yield from _forwarding(case, item.anchor, item, texts, archive)


def _forwarding(
    case: Case,
    anchor: str | None,
    treated: Treatment | ItemTreatment,
    texts: LinkedTexts,
    archive: Archive,
) -> Iterator[Link]:
    ruling: Ruling = treated.ruling
    if Outcome.FORWARDED not in ruling.outcomes or ruling.forwarded_to is None:
        return
    decision = treated.of(SectionKind.DECISION)
    if decision and ruling.forwarded_to in archive.numbering.by_id:
        words = " ".join(texts.plain(passage.block.text) for passage in decision)
        target = End(EndKind.BODY, ruling.forwarded_to)
        yield Link(case_end(case.id, anchor), target, Relation.FORWARDED, Basis.CITED, words)


def _approvals(archive: Archive, texts: LinkedTexts) -> Iterator[Link]:
    """Yield the earlier meetings whose minutes a case approves, or is proposed to."""
    for case in archive.cases:
        for treatment in case.treatments:
            # Most decide nothing of the kind, and this tells sooner than what follows.
            passages = [
                passage
                for passage in treatment.passages
                if passage.kind in _APPROVING and texts.may_approve(passage.block.text)
            ]
            if not passages or Outcome.POSTPONED in treatment.ruling.outcomes:
                continue
            here = archive.meeting[treatment.meeting]
            for kind in _APPROVING:
                of_kind = [passage for passage in passages if passage.kind is kind]
                found = list(_approved(case, here, of_kind, texts, archive))
                yield from found
                if found:
                    break


def _approved(
    case: Case,
    here: Meeting,
    passages: Iterable[Passage],
    texts: LinkedTexts,
    archive: Archive,
) -> Iterator[Link]:
    for passage in passages:
        words = texts.plain(passage.block.text)
        if not _APPROVED.search(words):
            continue
        title = case.title or ""
        of_minutes = title if _MINUTES.search(title) else ""
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
        return pair in known or pair[::-1] in known or is_rejected(later, earlier, rejected)

    for suggested in suggest_returns(waiting, treatments, names, answered, reader):
        later, earlier = suggested.later.end, suggested.earlier.text.end
        if suggested.earlier.forwarded:
            yield Link(earlier, later, Relation.FORWARDED, Basis.INFERRED, suggested.reason)
        else:
            yield Link(later, earlier, Relation.CONTINUES, Basis.INFERRED, suggested.reason)
