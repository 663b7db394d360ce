"""The page of a document: the whole of it, in its own words and order."""

import datetime as dt
from collections.abc import Iterator, Sequence

from msgspec import Struct

from meeting_archive.identifiers import CaseId
from meeting_archive.model import Document
from meeting_archive.publication import case_id
from meeting_archive.records.model import (
    Block,
    CaseText,
    Deadline,
    DocumentType,
    PaperBody,
    ProgramBody,
    ProgramDay,
    ProseBody,
    Section,
    Session,
)
from meeting_archive.records.text import without_marks
from mkdocs_meeting_archive.views.context import Context
from mkdocs_meeting_archive.views.parts import Fact, Link, NoteShelf, Page


class Heading(Struct, frozen=True):
    """A heading of the document, and the case that it opens."""

    level: int
    text: str
    case: Link | None = None


class Label(Struct, frozen=True):
    """A label as printed, before its text."""

    text: str


class Prose(Struct, frozen=True):
    """Converted text."""

    html: str


class AttachmentLine(Struct, frozen=True):
    """An attachment line as printed, and what it leads to."""

    text: str
    link: Link | None


class Withheld(Struct, frozen=True):
    """Where the text of a withheld case stood."""

    basis: str


class SessionView(Struct, frozen=True):
    """A session of a program; the clock times are for machines, the printed one for readers."""

    time: str
    start: str | None
    html: str
    anchor: str | None = None


class DayView(Struct, frozen=True):
    """A day of a program."""

    heading: str
    date: str | None
    intro: str
    sessions: tuple[SessionView, ...]


Piece = Heading | Label | Prose | AttachmentLine | Withheld


class DocumentView(Struct, frozen=True):
    """Everything on a document's page."""

    kind: str
    title: str
    language: str
    title_language: str
    facts: tuple[Fact, ...]
    pieces: tuple[tuple[str, Piece], ...]
    """The document in order, each piece with the name of its kind."""
    days: tuple[DayView, ...]
    notes: tuple[str, ...]
    withheld: str | None
    removed: tuple[str, str] | None


def document_page(document: Document, context: Context) -> Page:
    """Return the page of a document."""
    record = document.record
    shelf = NoteShelf(record.notes, context.ui.key())
    facts = tuple(_facts(document, shelf, context))
    removed = record.removed
    return Page(
        address=document.address,
        title=document.title,
        template="document.html",
        view=DocumentView(
            kind=context.ui.kind(document.type),
            title=document.title,
            language=record.language,
            title_language=document.title_language,
            facts=facts,
            pieces=tuple((type(piece).__name__, piece) for piece in _pieces(document, context)),
            days=tuple(_days(document, context)),
            notes=shelf.rest(),
            withheld=record.withheld,
            removed=(context.ui.day(removed.date), removed.reason) if removed else None,
        ),
        section=_section(document),
        crumbs=_crumbs(document, context),
        description=context.ui.kind(document.type),
        sources=(document.source,) if document.source else (),
        is_draft=record.draft,
    )


def _section(document: Document) -> str:
    folder = document.address.partition("/")[0]
    return f"{folder}/"


def _crumbs(document: Document, context: Context) -> tuple[Link, ...]:
    _ = context.ui.gettext
    section = _section(document)
    if section == "avtaler/":
        return (Link(_("Avtaler"), section),)
    if section == "programmer/":
        return (Link(_("Programmer"), section),)
    meeting = context.archive.meeting.get(document.meeting or "")
    if meeting is None:
        return (Link(_("Møter"), section),)
    body = context.body(meeting.body)
    return (
        Link(_("Møter"), section),
        Link(body.name, f"moter/{body.id}/"),
        Link(context.meeting_date(meeting), meeting.address),
    )


def _facts(document: Document, shelf: NoteShelf, context: Context) -> Iterator[Fact]:
    _ = context.ui.gettext
    record, archive = document.record, context.archive
    if document.type is DocumentType.AGREEMENT and not record.withheld and not record.removed:
        yield from _agreement_facts(document, shelf, context)
    meeting = archive.meeting.get(document.meeting or "")
    if meeting:
        link = Link(context.meeting_title(meeting), meeting.address)
        yield Fact(_("Møte"), (link,), shelf.about("møtedato"))
    if record.attached_to:
        yield Fact(_("Lagt fram for"), (context.case_link(record.attached_to.case),))
    if record.date:
        yield Fact(_("Datert"), (context.ui.day(record.date),))
    if record.reference:
        yield Fact(_("Referanse"), (record.reference,), shelf.about("referanse"))
    yield from _program_facts(document, context)
    topics = archive.topics_named(record.topics)
    if topics:
        yield Fact(_("Tema"), tuple(Link(topic.name, topic.address) for topic in topics))
    origin = record.origin
    if origin:
        where: Link | str | None = Link(origin.url, origin.url) if origin.url else origin.file
        remarks = (origin.remark,) if origin.remark else ()
        yield Fact(_("Original"), (where,) if where else (), remarks)


def _program_facts(document: Document, context: Context) -> Iterator[Fact]:
    _ = context.ui.gettext
    record = document.record
    if record.event:
        yield Fact(_("Arrangement"), (record.event,))
    status = program_status(document, context)
    if status:
        yield Fact(_("Status"), (status,))


def program_status(document: Document, context: Context) -> str | None:
    """Return the word for a program's status, None where none is stated."""
    _ = context.ui.gettext
    words = {"utkast": _("utkast"), "endelig": _("endelig")}
    return words.get(document.record.status or "")


def _agreement_facts(document: Document, shelf: NoteShelf, context: Context) -> Iterator[Fact]:
    _ = context.ui.gettext
    record = document.record
    yield Fact(_("Parter"), record.parties, (), _("ikke oppgitt"))
    start = context.ui.day(record.valid_from) if record.valid_from else None
    end = context.ui.day(record.valid_to) if record.valid_to else None
    if start and end:
        term = _("fra %(first)s til %(last)s") % {"first": start, "last": end}
    elif start:
        term = _("fra %s, uten oppgitt slutt") % start
    else:
        term = _("til %s") % end if end else ""
    yield Fact(
        _("Gjelder"),
        (term,) if term else (),
        shelf.about("gjelder_fra", "gjelder_til"),
        _("ikke oppgitt"),
    )
    yield Fact(_("Per %s") % context.ui.day(context.today), (agreement_state(document, context),))
    signed = {None: _("ikke oppgitt"), "ukjent": _("ukjent"), "nei": _("nei")}.get(record.signed)
    if signed is None and record.signed:
        signed = context.ui.day(dt.date.fromisoformat(record.signed))
    yield Fact(_("Signert"), (signed or "",), shelf.about("signert"))
    if record.deadlines:
        values = tuple(deadline_text(each, context) for each in record.deadlines)
        yield Fact(context.ui.ngettext("Frist", "Frister", len(values)), values)


def agreement_state(document: Document, context: Context) -> str:
    """Say whether an agreement is in force on the day of the build, as far as it says itself."""
    _ = context.ui.gettext
    record = document.record
    if record.valid_from and context.today < record.valid_from:
        return _("ikke trådt i kraft")
    if record.valid_to and context.today > record.valid_to:
        return _("avtaletiden er ute")
    if record.valid_from:
        return _("i kraft")
    return _("ukjent")


def deadline_text(deadline: Deadline, context: Context) -> str:
    """Say a deadline, and whether the archive knows that it was met."""
    _ = context.ui.gettext
    values = {"day": context.ui.day(deadline.date), "what": deadline.what, "done": deadline.done}
    if deadline.done:
        return _("%(day)s: %(what)s (utført: %(done)s)") % values
    if deadline.date < context.today:
        return _("%(day)s: %(what)s (passert, arkivet viser ikke om det ble gjort)") % values
    return _("%(day)s: %(what)s (kommende)") % values


def _pieces(document: Document, context: Context) -> Iterator[Piece]:
    body = document.record.body
    if isinstance(body, PaperBody):
        for position, part in enumerate(body.parts):
            if isinstance(part, CaseText):
                yield from _case(part, document, context)
                continue
            if position and not part.heading:
                yield Prose("<hr>")  # the line that ended the case before
            if part.heading:
                yield Heading(2, without_marks(part.heading))
            yield from _sections(part.sections, None, document, context)
    elif isinstance(body, ProseBody):
        yield Prose(_html(body.block, document, context))
    else:
        yield Prose(_html(body.intro, document, context))


def _case(part: CaseText, document: Document, context: Context) -> Iterator[Piece]:
    id_ = case_id(document.record, part.number)
    case = context.archive.case[id_]
    yield Heading(2, without_marks(part.heading), Link(case.number, case.address))
    if part.withheld:
        yield Withheld(part.withheld)
    yield from _sections(part.sections, id_, document, context)
    for item in part.items:
        address = f"{case.address}#{item.anchor}"
        yield Heading(3, without_marks(item.heading), Link(item.title, address))
        yield from _sections(item.sections, id_, document, context)


def _sections(
    sections: Sequence[Section], case: CaseId | None, document: Document, context: Context
) -> Iterator[Piece]:
    for section in sections:
        if section.attachment:
            yield AttachmentLine(
                section.attachment.printed,
                _attachment_link(section.attachment.number, case, document, context),
            )
            continue
        if section.label and section.is_heading:
            yield Heading(3, without_marks(section.label))
        elif section.label:
            yield Label(section.label)
        if section.block.text:
            yield Prose(_html(section.block, document, context))


def _attachment_link(
    number: str, case: CaseId | None, document: Document, context: Context
) -> Link | None:
    meeting = context.archive.meeting[document.meeting or ""]
    attachments = meeting.attachments
    if case:
        attachments = next(
            treatment.attachments
            for treatment in context.archive.case[case].treatments
            if treatment.meeting == meeting.id
        )
    for attachment in attachments:
        if attachment.number == number:
            return context.attachment(attachment)[2]
    return None


def _days(document: Document, context: Context) -> Iterator[DayView]:
    body = document.record.body
    if not isinstance(body, ProgramBody):
        return
    for day in body.days:
        yield DayView(
            day.heading,
            day.date.isoformat() if day.date else None,
            _html(day.intro, document, context),
            tuple(
                SessionView(
                    session.printed_time,
                    session.start,
                    context.texts.fragment(document.id, session.text).html,
                    session_anchor(day, session),
                )
                for session in day.sessions
            ),
        )


def session_anchor(day: ProgramDay, session: Session) -> str | None:
    """Return the anchor of a session whose day and time are known: `2017-03-23-0930`."""
    if not (day.date and session.start):
        return None
    same = [each for each in day.sessions if each.start == session.start]
    if same[0] is not session:
        return None  # the first of those that begin together has the anchor
    return f"{day.date.isoformat()}-{session.start.replace(':', '')}"


def _html(block: Block, document: Document, context: Context) -> str:
    return context.texts.fragment(document.id, block.text).html
