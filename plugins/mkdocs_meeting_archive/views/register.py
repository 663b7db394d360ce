"""The registers: what waits, what is due, and what the archive lacks."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from msgspec.structs import replace

from meeting_archive.linking.follow import Waiting, approvals, register
from meeting_archive.linking.model import Link as Tie
from meeting_archive.linking.model import Relation
from meeting_archive.model import Document, Meeting
from meeting_archive.outcomes import Outcome
from meeting_archive.records.model import Deadline
from mkdocs_meeting_archive.views.context import WholeContext
from mkdocs_meeting_archive.views.links import basis_word, end_link, end_name
from mkdocs_meeting_archive.views.parts import Group, Link, Listing, Page, Row


def waiting_page(context: WholeContext) -> Page:
    """Return the register of what waits."""
    decisions = Link(context.ui.gettext("Vedtak"), "vedtak/")
    return _page(_waiting(context), "utsatte/", "vedtak/", decisions)


def deadlines_page(context: WholeContext) -> Page:
    """Return the register of what is due."""
    agreements = Link(context.ui.gettext("Avtaler"), "avtaler/")
    return _page(_deadlines(context), "frister/", "avtaler/", agreements)


def status_page(context: WholeContext) -> Page:
    """Return the register of what the archive lacks."""
    return replace(_page(_status(context), "arkivstatus/", "data/"), in_navigation=True)


def _page(listing: Listing, address: str, section: str, *crumbs: Link) -> Page:
    return Page(
        address=address,
        title=listing.title,
        template="listing.html",
        view=listing,
        section=section,
        crumbs=crumbs,
        description=listing.intro or "",
        searchable=False,
    )


def waiting_rows(context: WholeContext) -> tuple[Row, ...]:
    """Return what still waits, the latest first: what has no return that is a fact."""
    return tuple(
        _waiting_row(each, context)
        for each in register(context.archive, context.graph)
        if not each.returned
    )


def _waiting(context: WholeContext) -> Listing:
    _ = context.ui.gettext
    archive = context.archive
    groups: dict[str, list[Row]] = defaultdict(list)
    names = {
        "postponed": _("Utsatt, ikke tatt opp igjen"),
        "forwarded": _("Sendt videre, uten spor hos mottakeren"),
        "returned": _("Tatt opp igjen"),
    }
    for each in register(archive, context.graph):
        postponed = each.outcome is Outcome.POSTPONED
        name = "returned" if each.returned else "postponed" if postponed else "forwarded"
        groups[name].append(_waiting_row(each, context))
    return Listing(
        _("Utsatte og oversendte saker"),
        tuple(
            Group(heading, tuple(groups[name]), f"ma_{name}")
            for name, heading in names.items()
            if name in groups
        ),
        intro=_(
            "Saker som ble utsatt eller sendt videre: hvor de kom tilbake, eller at arkivet ikke "
            "viser at de gjorde det."
        ),
        coverage=" ".join((context.coverage(archive.meetings), *_partly_held(context))),
        empty=_("Arkivet har ingen utsatte eller oversendte saker."),
    )


def _waiting_row(waiting: Waiting, context: WholeContext) -> Row:
    _ = context.ui.gettext
    case = waiting.case
    body = context.body(waiting.receiver)
    details = [context.meeting_date(waiting.meeting)]
    if waiting.outcome is Outcome.FORWARDED:
        details.append(_("sendt til %s") % body.name)
    details.extend(_returned(link, context) for link in waiting.returned)
    details.extend(
        f"{_returned(link, context)} ({basis_word(link.basis, context)})"
        for link in waiting.suggested
    )
    if not waiting.returned:
        since = waiting.meetings_since
        held = context.ui.ngettext(
            "%(number)d senere møte i %(body)s i arkivet",
            "%(number)d senere møter i %(body)s i arkivet",
            since,
        )
        details.append(held % {"number": since, "body": body.name})
    return Row(
        waiting.item.title if waiting.item else context.case_title(case),
        waiting.address,
        case.number,
        context.case_language(case),
        tuple(details),
        (waiting.outcome,),
        is_draft=context.is_draft(waiting.meeting.documents),
    )


def _returned(link: Tie, context: WholeContext) -> str:
    _ = context.ui.gettext
    other = link.source if link.relation is Relation.CONTINUES else link.target
    return _("tatt opp i %s") % end_name(other, context)


def _deadlines(context: WholeContext) -> Listing:
    _ = context.ui.gettext
    found = [
        (deadline, document)
        for document in context.archive.documents
        for deadline in document.record.deadlines
    ]
    groups: dict[str, list[Row]] = defaultdict(list)
    for deadline, document in sorted(found, key=lambda each: (each[0].date, each[1].id)):
        groups[_state(deadline, context.today)].append(_deadline_row(deadline, document, context))
    names = {
        "coming": _("Kommende"),
        "passed": _("Passert, uten spor i arkivet"),
        "done": _("Oppfylt"),
    }
    days = [deadline.date for deadline, _document in found]
    return Listing(
        _("Frister"),
        tuple(
            Group(heading, tuple(groups[name]), f"ma_{name}")
            for name, heading in names.items()
            if name in groups
        ),
        intro=_("Frister i avtaler og vedtak, per %s.") % context.ui.day(context.today),
        coverage=context.span(days),
        empty=_("Arkivet har ingen frister."),
    )


def _state(deadline: Deadline, today: dt.date) -> str:
    if deadline.done:
        return "done"
    return "passed" if deadline.date < today else "coming"


def _deadline_row(deadline: Deadline, document: Document, context: WholeContext) -> Row:
    _ = context.ui.gettext
    details = [document.title]
    if deadline.done:
        details.append(_("utført: %s") % deadline.done)
    return Row(
        deadline.what,
        document.address,
        context.ui.day(deadline.date),
        document.record.language,
        tuple(details),
        is_draft=document.record.draft,
    )


def _status(context: WholeContext) -> Listing:
    """Return what the archive holds of each body, and everything that it knows to be missing."""
    _ = context.ui.gettext
    archive = context.archive
    groups = [
        (_("Hva arkivet dekker"), "covered", tuple(_covered(context))),
        (_("Hull i nummerrekkene"), "gaps", tuple(_gaps(context))),
        (_("Møter uten protokoll"), "unminuted", _meetings(context, has_minutes=False)),
        (_("Møter uten innkalling"), "uncalled", _meetings(context, has_minutes=True)),
        (_("Protokoller som ingen sak i arkivet godkjenner"), "unapproved", _unapproved(context)),
        (_("Vedlegg som er nevnt, men mangler"), "attachments", tuple(_attachments(context))),
        (_("Henvisninger til noe arkivet ikke har"), "unresolved", tuple(_unresolved(context))),
        (_("Redaktørenes merknader"), "notes", tuple(_notes(context))),
    ]
    return Listing(
        _("Arkivstatus"),
        tuple(Group(name, rows, f"ma_{anchor}") for name, anchor, rows in groups if rows),
        intro=_("Hva arkivet har, og hva det vet at det mangler."),
        coverage=context.coverage(archive.meetings),
        empty=_("Arkivet er tomt."),
    )


def _covered(context: WholeContext) -> Iterator[Row]:
    for body in context.archive.bodies:
        meetings = context.archive.meetings_of.get(body.id, ())
        if meetings:
            count = context.ui.ngettext("%d møte", "%d møter", len(meetings)) % len(meetings)
            details = (count, context.coverage(meetings))
            yield Row(body.name, f"moter/{body.id}/", details=details)


def _gaps(context: WholeContext) -> Iterator[Row]:
    """Yield the numbers that lack between the lowest and the highest held of a body and year."""
    _ = context.ui.gettext
    for (body, year), cases in sorted(context.archive.cases_of.items()):
        numbers = {case.id.number for case in cases}
        lowest, highest = min(numbers), max(numbers)
        missing = [n for n in range(lowest, highest) if n not in numbers]
        details = []
        if lowest > 1:
            details.append(_("dekket fra nummer %d; tidligere numre er ikke i arkivet") % lowest)
        if missing:
            details.append(_("mangler: %s") % ", ".join(map(str, missing)))
        if details:
            name = f"{context.body(body).name} {year}"
            yield Row(name, f"saker/{body}/{year}/", details=tuple(details))


def _partly_held(context: WholeContext) -> Iterator[str]:
    """Say which years are held in part: what waits there, the archive cannot know."""
    for row in _gaps(context):
        yield f"{row.title}: {'; '.join(row.details)}."


def _meetings(context: WholeContext, *, has_minutes: bool) -> tuple[Row, ...]:
    """Return the meetings with minutes and no notice, or the other way round."""

    def lacks(meeting: Meeting) -> bool:
        return not meeting.has_notice if has_minutes else not meeting.has_minutes

    return tuple(context.meeting_row(each) for each in context.archive.meetings if lacks(each))


def _unapproved(context: WholeContext) -> tuple[Row, ...]:
    archive = context.archive
    return tuple(
        context.meeting_row(meeting)
        for meeting in archive.meetings
        if meeting.has_minutes
        and not any(case.minuted for case in approvals(meeting, archive, context.graph))
    )


def _attachments(context: WholeContext) -> Iterator[Row]:
    for meeting in context.archive.meetings:
        cases = [context.archive.case[id_] for id_ in meeting.cases]
        treated = [t for case in cases for t in case.treatments if t.meeting == meeting.id]
        for attachment in (*meeting.attachments, *(a for t in treated for a in t.attachments)):
            if not (attachment.document or attachment.file or attachment.url):
                number = f"{context.ui.kind('vedlegg')} {attachment.number}"
                title = attachment.title or context.ui.gettext("Uten tittel")
                yield Row(title, meeting.address, number, details=(context.meeting_title(meeting),))


def _unresolved(context: WholeContext) -> Iterator[Row]:
    _ = context.ui.gettext
    for each in context.graph.unresolved:
        page = end_link(each.source, context)
        if page:
            yield Row(f"«{each.text}»", page.address, details=(_("nevnt i %s") % page.text,))


def _notes(context: WholeContext) -> Iterator[Row]:
    for case in context.archive.cases:
        yield from (Row(note, case.address, case.number) for note in case.notes)
    for document in context.archive.documents:
        for note in document.record.notes:
            yield Row(note.text, document.address, details=(document.title,))
