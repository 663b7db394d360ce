"""The page of a meeting: its papers, its cases with outcomes, and who was there."""

from collections.abc import Iterator

from msgspec import Struct

from meeting_archive.linking.follow import approvals
from meeting_archive.linking.model import End, EndKind
from meeting_archive.model import Meeting
from meeting_archive.records.model import People
from mkdocs_meeting_archive.views.context import Context
from mkdocs_meeting_archive.views.links import MentionView, mentions_of
from mkdocs_meeting_archive.views.parts import Fact, Link, NoteShelf, Page, Row


class DocumentRow(Struct, frozen=True):
    """A paper of the meeting, with what is to be known of it."""

    link: Link
    kind: str
    details: tuple[str, ...] = ()


class AttendanceRow(Struct, frozen=True):
    """Who was invited, present, ...; `groups` is None where nothing is stated."""

    name: str
    groups: tuple[People, ...] | None
    notes: tuple[str, ...] = ()


class MeetingView(Struct, frozen=True):
    """Everything on a meeting's page."""

    title: str
    facts: tuple[Fact, ...]
    absences: tuple[str, ...]
    cases: tuple[Row, ...]
    documents: tuple[DocumentRow, ...]
    attachments: tuple[tuple[str | None, str, Link | None], ...]
    attendance: tuple[AttendanceRow, ...]
    mentions: tuple[MentionView, ...]
    notes: tuple[str, ...]
    previous: Link | None
    next: Link | None


def meeting_page(meeting: Meeting, context: Context) -> Page:
    """Return the page of a meeting."""
    _ = context.ui.gettext
    archive = context.archive
    body = context.body(meeting.body)
    documents = [archive.document[id_] for id_ in meeting.documents]
    previous, following = archive.neighbours(meeting)
    shelf = NoteShelf(meeting.notes, context.ui.key())
    facts, attendance = tuple(_facts(meeting, shelf, context)), _attendance(meeting, shelf, context)
    title = context.meeting_title(meeting)
    return Page(
        address=meeting.address,
        title=title,
        template="meeting.html",
        view=MeetingView(
            title=title,
            facts=facts,
            absences=tuple(_absences(meeting, context)),
            cases=tuple(_case_rows(meeting, context)),
            documents=tuple(_document_rows(meeting, context)),
            attachments=tuple(context.attachment(each) for each in meeting.attachments),
            attendance=attendance,
            mentions=mentions_of([End(EndKind.MEETING, meeting.id)], context),
            notes=shelf.rest(),
            previous=_neighbour(previous, context),
            next=_neighbour(following, context),
        ),
        section="moter/",
        crumbs=(Link(_("Møter"), "moter/"), Link(body.name, f"moter/{body.id}/")),
        description=context.ui.ngettext("Møte med %d sak", "Møte med %d saker", len(meeting.cases))
        % len(meeting.cases),
        sources=tuple(document.source for document in documents if document.source),
        is_draft=any(document.record.draft for document in documents),
    )


def _case_rows(meeting: Meeting, context: Context) -> Iterator[Row]:
    """Yield the meeting's cases with the outcomes that this meeting gave them."""
    _ = context.ui.gettext
    for id_ in meeting.cases:
        case = context.archive.case[id_]
        treatment = next(each for each in case.treatments if each.meeting == meeting.id)
        state = context.case_state(case)
        if not (case.withheld or case.removed):
            if treatment.ruling.outcomes:
                state = None
            elif not treatment.minuted:
                state = _("ikke protokollført")
            else:
                state = _("ikke noe vedtak")
        details = []
        if meeting.has_notice and meeting.has_minutes and treatment.minuted:
            kinds = {context.archive.document[each].type for each in treatment.documents}
            if "innkalling" not in kinds:
                details.append(_("reist i møtet, ikke i innkallingen"))
        yield Row(
            treatment.title or context.case_title(case),
            case.address,
            case.number,
            context.case_language(case),
            tuple(details),
            treatment.ruling.outcomes,
            state,
            is_draft=context.is_draft(treatment.documents),
        )


def _document_rows(meeting: Meeting, context: Context) -> Iterator[DocumentRow]:
    _ = context.ui.gettext
    for id_ in meeting.documents:
        document = context.archive.document[id_]
        record = document.record
        details = []
        if record.date:
            details.append(_("datert %s") % context.ui.day(record.date))
        if record.withheld:
            details.append(_("unntatt offentlighet, %s") % record.withheld)
        if record.removed:
            details.append(_("fjernet %s") % context.ui.day(record.removed.date))
        if record.draft:
            details.append(_("kladd"))
        yield DocumentRow(
            context.document_link(document), context.ui.kind(document.type), tuple(details)
        )


def _facts(meeting: Meeting, shelf: NoteShelf, context: Context) -> Iterator[Fact]:
    _ = context.ui.gettext
    body = context.body(meeting.body)
    not_stated = _("ikke oppgitt")
    yield Fact(_("Organ"), (Link(body.name, f"moter/{body.id}/"),))
    day = (context.ui.days(meeting.days),) if meeting.days else ()
    yield Fact(_("Dato"), day, shelf.about("møtedato"), _("ukjent"))
    yield Fact(_("Tid"), _one(meeting.time), shelf.about("tidsrom"), not_stated)
    yield Fact(_("Sted"), _one(meeting.place), shelf.about("sted"), not_stated)
    if meeting.has_minutes:
        yield _approval(meeting, context)
    if meeting.chair:
        yield Fact(_("Møteleder"), (meeting.chair,))
    if meeting.minutes_taker:
        yield Fact(_("Referent"), (meeting.minutes_taker,))
    if meeting.case_officer:
        yield Fact(_("Saksbehandler"), (meeting.case_officer,))
    references = dict.fromkeys(
        reference
        for id_ in meeting.documents
        if (reference := context.archive.document[id_].record.reference)
    )
    if references:
        yield Fact(_("Referanse"), tuple(references), shelf.about("referanse"))


def _approval(meeting: Meeting, context: Context) -> Fact:
    """Return whether a later case approved the minutes, or is only proposed to."""
    _ = context.ui.gettext
    cases = approvals(meeting, context.archive, context.graph)
    approved = [context.case_link(case.id) for case in cases if case.minuted]
    if approved:
        return Fact(_("Protokollen godkjent i"), tuple(approved))
    proposed = tuple(context.case_link(case.id) for case in cases)
    if proposed:
        return Fact(_("Protokollen foreslått godkjent i"), proposed)
    return Fact(_("Protokollen godkjent i"), (), (), _("ingen sak i arkivet"))


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _absences(meeting: Meeting, context: Context) -> Iterator[str]:
    absence = context.minutes_absence(meeting)
    if absence:
        yield absence
    if not meeting.has_notice:
        yield context.ui.gettext("Innkalling finnes ikke i arkivet.")


_ATTENDANCE = ("innkalt", "til_stede", "forfall", "observatører", "kopi")


def _attendance(meeting: Meeting, shelf: NoteShelf, context: Context) -> tuple[AttendanceRow, ...]:
    """Return who was there. What is always asked is shown also when nothing is stated."""
    _ = context.ui.gettext
    attendance = meeting.attendance
    asked = {"til_stede", "forfall"} if meeting.has_minutes else {"innkalt"}
    rows = zip(
        _ATTENDANCE,
        (_("Innkalt"), _("Til stede"), _("Forfall"), _("Observatører"), _("Kopi")),
        (
            attendance.invited,
            attendance.present,
            attendance.absent,
            attendance.observers,
            attendance.copied,
        ),
        strict=True,
    )
    return tuple(
        AttendanceRow(name, groups, shelf.about(key))
        for key, name, groups in rows
        if groups is not None or key in asked
    )


def _neighbour(meeting: Meeting | None, context: Context) -> Link | None:
    return Link(context.meeting_date(meeting), meeting.address) if meeting else None
