"""Building the archive from records: what may be published, placed, and joined."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from msgspec import structs

from meeting_archive.archive import Archive, grouped
from meeting_archive.attachments import AttachmentResolver, laid_before
from meeting_archive.cases import CaseBuilder, appearances, cases_in
from meeting_archive.diagnostics import Diagnostic
from meeting_archive.identifiers import CaseId, Numbering
from meeting_archive.model import (
    Attachment,
    Attendance,
    Case,
    Document,
    Meeting,
)
from meeting_archive.placement import Placement, derived_title, place
from meeting_archive.publication import (
    is_draft,
    is_hidden,
    laid_before_withheld,
    publish,
    told_elsewhere,
    withheld_attachments,
    withheld_cases,
)
from meeting_archive.records.model import (
    MEETING_PAPERS,
    MINUTES,
    DocumentType,
    Note,
    Record,
)


@dataclass(frozen=True, slots=True)
class Built:
    """An archive, and everything that was found in building it, published or not."""

    archive: Archive
    diagnostics: tuple[Diagnostic, ...]


def build_archive(
    records: Sequence[Record],
    numbering: Numbering,
    *,
    today: dt.date,
    files_of: Callable[[Record], Sequence[str]],
    preview: bool = False,
    found: Iterable[Diagnostic] = (),
) -> Built:
    """Build the archive of `records` as it may be published on the day `today`.

    `files_of` gives the names of a record's files that may be copied. `preview` keeps drafts.
    `found` are the findings of reading, of which the archive keeps what may be published.
    """
    drafts = {record.path for record in records if is_draft(record, today)}
    withheld = withheld_cases(records)
    # Drafts are placed too: that one collides is better told now than on the day it is published.
    everything, misplaced = place(records, numbering)
    placements, misplaced_now = everything, misplaced
    if drafts:
        placements, misplaced_now = place(
            [
                replace(record, draft=record.path in drafts)
                for record in records
                if preview or record.path not in drafts
            ],
            numbering,
        )
    published, told = _published(placements, records, withheld, numbering)
    archive, told_later = _join(
        published, {each.stated_id for each in everything}, files_of, numbering
    )
    later = {*misplaced, *misplaced_now, *told, *told_later}
    hidden = drafts | {record.path for record in records if is_hidden(record, withheld)}
    public = (each for each in (*found, *later) if hidden.isdisjoint((each.path, *each.about)))
    return Built(replace(archive, diagnostics=tuple(sorted(public))), tuple(sorted(later)))


def _published(
    placements: Sequence[Placement],
    records: Sequence[Record],
    withheld: Mapping[CaseId, str],
    numbering: Numbering,
) -> tuple[list[Placement], tuple[Diagnostic, ...]]:
    """Return the placements with what may be published of their records."""
    hidden_attachments = withheld_attachments(records, withheld)
    published = [
        replace(each, record=publish(each.record, withheld, hidden_attachments, numbering))
        for each in placements
    ]
    shown = [each.record for each in published]
    told = (
        *told_elsewhere([each.record for each in placements], shown, withheld),
        *laid_before_withheld(shown, withheld, numbering),
    )
    return published, told


def _join(
    placements: Sequence[Placement],
    all_ids: Collection[str],
    files_of: Callable[[Record], Sequence[str]],
    numbering: Numbering,
) -> tuple[Archive, tuple[Diagnostic, ...]]:
    """Join what is published: papers into meetings and cases, attachments with what they are."""
    documents = tuple(_document(each, numbering) for each in placements)
    by_stated_id = {
        each.stated_id: document for each, document in zip(placements, documents, strict=True)
    }
    papers = _in_time(document for document in documents if document.type in MEETING_PAPERS)
    where = appearances(papers)
    resolver = AttachmentResolver(by_stated_id, all_ids, files_of)
    attachments = {document.id: resolver.resolve(document) for document in papers}
    for paper, attachment in laid_before(documents, where, attachments):
        attachments[paper].append(attachment)
    by_case: dict[tuple[str, CaseId], list[Attachment]] = defaultdict(list)
    for document_id, attached in attachments.items():
        for attachment in attached:
            if attachment.case:
                by_case[document_id, attachment.case].append(attachment)
    builder = CaseBuilder(numbering, by_case)
    cases = tuple(builder.build(case, where[case]) for case in sorted(where))
    archive = Archive(
        numbering,
        documents,
        _meetings(documents, attachments, numbering),
        _with_notes(cases, papers, numbering),
        resolver.files,
        (),
    )
    return archive, (*resolver.found, *builder.found)


def _document(placement: Placement, numbering: Numbering) -> Document:
    record = placement.record
    title = derived_title(record, numbering)
    return Document(placement.id, record.type, title, placement.address, record, placement.meeting)


def _in_time(papers: Iterable[Document]) -> list[Document]:
    """Order papers by their meetings, and in a meeting the notice before the minutes."""

    def order(paper: Document) -> tuple[object, ...]:
        days = paper.record.meeting_days
        day = days.start if days else paper.record.date
        return (
            day or dt.date.max,
            paper.meeting or "",
            paper.type in MINUTES,
            paper.record.date or dt.date.max,
            paper.id,
        )

    return sorted(papers, key=order)


def _with_notes(
    cases: tuple[Case, ...], papers: Iterable[Document], numbering: Numbering
) -> tuple[Case, ...]:
    """Add the notes of records that are about a case by its number."""
    notes: dict[CaseId, list[str]] = defaultdict(list)
    for paper in papers:
        for note in paper.record.notes:
            case = case_of_note(note, paper.record, numbering)
            if case:
                notes[case].append(note.text)
    return tuple(
        structs.replace(case, notes=(*case.notes, *notes[case.id])) if case.id in notes else case
        for case in cases
    )


def case_of_note(note: Note, record: Record, numbering: Numbering) -> CaseId | None:
    """Return the case that a note is about, by its number as printed in the record."""
    about = numbering.read_reference(note.about, record.body_id, 0) if note.about else None
    if about is None:
        return None
    return next((each.case for each in record.cases if each.key.id == about.case), about.case)


def _meetings(
    documents: Sequence[Document],
    attachments: Mapping[str, Sequence[Attachment]],
    numbering: Numbering,
) -> tuple[Meeting, ...]:
    of_meeting = grouped(
        (document for document in documents if document.meeting),
        lambda document: document.meeting or "",
    )
    built = (_meeting(id_, group, attachments, numbering) for id_, group in of_meeting.items())
    return tuple(sorted(built, key=lambda meeting: meeting.order))


T = TypeVar("T")


def _meeting(
    id_: str,
    documents: Sequence[Document],
    attachments: Mapping[str, Sequence[Attachment]],
    numbering: Numbering,
) -> Meeting:
    papers = _in_time(document for document in documents if document.type in MEETING_PAPERS)
    others = [document for document in documents if document.type not in MEETING_PAPERS]
    # A meeting of which only an invitation is held is told by the invitation.
    records = [document.record for document in papers or others]

    def stated(get: Callable[[Record], T | None]) -> T | None:
        """Return what the latest paper that says anything says: minutes over notice."""
        values = (get(record) for record in reversed(records))
        return next((value for value in values if value is not None), None)

    readable = [paper for paper in papers if not (paper.record.withheld or paper.record.removed)]
    return Meeting(
        id=id_,
        body=id_.partition("/")[0],
        days=stated(lambda record: record.meeting_days),
        dated_by=min((record.date for record in records if record.date), default=None),
        documents=tuple(document.id for document in (*papers, *others)),
        cases=cases_in(reversed(papers)),
        attachments=tuple(a for paper in papers for a in attachments[paper.id] if not a.case),
        attendance=Attendance(
            invited=stated(lambda record: record.invited),
            present=stated(lambda record: record.present),
            absent=stated(lambda record: record.absent),
            observers=stated(lambda record: record.observers),
            copied=stated(lambda record: record.copied),
        ),
        place=stated(lambda record: record.place),
        time=stated(lambda record: record.time),
        chair=stated(lambda record: record.chair),
        minutes_taker=stated(lambda record: record.minutes_taker),
        case_officer=stated(lambda record: record.case_officer),
        notes=tuple(
            note
            for paper in papers
            for note in paper.record.notes
            if case_of_note(note, paper.record, numbering) is None
        ),
        has_notice=any(paper.type is DocumentType.NOTICE for paper in papers),
        has_minutes=any(paper.type in MINUTES for paper in readable),
    )
