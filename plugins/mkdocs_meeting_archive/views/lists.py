"""The pages that list: meetings, cases, decisions, agreements, programs, topics."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from meeting_archive.identifiers import Body
from meeting_archive.model import Decision, Document, Meeting, Topic
from meeting_archive.outcomes import Outcome
from meeting_archive.records.model import ProgramBody
from mkdocs_meeting_archive.views.context import WholeContext
from mkdocs_meeting_archive.views.documents import agreement_state, program_status
from mkdocs_meeting_archive.views.parts import Group, Link, Listing, Page, Row

_NEWEST = 20
"""How many decisions the first page of decisions shows."""


def _page(listing: Listing, address: str, section: str, *crumbs: Link) -> Page:
    return Page(
        address=address,
        title=listing.title,
        template="listing.html",
        view=listing,
        section=section,
        crumbs=crumbs,
        description=listing.coverage or "",
        searchable=False,
    )


def list_pages(context: WholeContext) -> Iterator[Page]:
    """Yield every page that lists."""
    yield _meetings(context)
    for body in context.archive.bodies:
        yield _body(body, context)
    yield from _cases(context)
    yield from _decisions(context)
    yield _agreements(context)
    yield _programs(context)
    yield from _topics(context)


def _meetings(context: WholeContext) -> Page:
    _ = context.ui.gettext
    archive = context.archive
    bodies = tuple(
        Link(body.name, f"moter/{body.id}/")
        for body in archive.bodies
        if body.id in archive.meetings_of
    )
    listing = Listing(
        _("Møter"),
        tuple(_by_year(archive.meetings, context, with_body=True)),
        coverage=context.coverage(archive.meetings),
        links=bodies,
        empty=_("Arkivet har ingen møter ennå."),
    )
    return _page(listing, "moter/", "moter/")


def _by_year(
    meetings: Iterable[Meeting], context: WholeContext, *, with_body: bool
) -> Iterator[Group]:
    """Yield meetings by year, the newest first."""
    years: dict[int | None, list[Meeting]] = {}
    for meeting in sorted(meetings, key=lambda each: each.order, reverse=True):
        years.setdefault(meeting.year, []).append(meeting)
    for year, group in years.items():
        heading = str(year) if year else context.ui.gettext("Uten dato")
        rows = tuple(context.meeting_row(each, with_body=with_body) for each in group)
        yield Group(heading, rows, f"ma_{year or 'x'}")


def _body(body: Body, context: WholeContext) -> Page:
    _ = context.ui.gettext
    archive = context.archive
    meetings = archive.meetings_of.get(body.id, ())
    years = sorted((year for id_, year in archive.cases_of if id_ == body.id), reverse=True)
    links = tuple(Link(_("Saker i %d") % year, f"saker/{body.id}/{year}/") for year in years)
    listing = Listing(
        body.name,
        tuple(_by_year(meetings, context, with_body=False)),
        intro=body.description or None,
        coverage=context.coverage(meetings) if meetings else None,
        links=links,
        empty=_("Arkivet har ingen papirer fra møter i dette organet."),
    )
    return _page(listing, f"moter/{body.id}/", "moter/", Link(_("Møter"), "moter/"))


def _cases(context: WholeContext) -> Iterator[Page]:
    _ = context.ui.gettext
    archive = context.archive
    top = Link(_("Saker"), "saker/")
    groups = []
    for body in archive.bodies:
        years = sorted((year for id_, year in archive.cases_of if id_ == body.id), reverse=True)
        if not years:
            continue
        rows = tuple(_year_row(body, year, context) for year in years)
        groups.append(Group(body.name, rows, f"ma_{body.id}"))
        meetings = archive.meetings_of.get(body.id, ())
        own = Listing(
            _("Saker i %s") % body.name,
            (Group(None, rows),),
            coverage=context.coverage(meetings),
        )
        yield _page(own, f"saker/{body.id}/", "saker/", top)
        for year in years:
            yield _year(body, year, context, top)
    listing = Listing(
        _("Saker"),
        tuple(groups),
        coverage=context.coverage(archive.meetings),
        empty=_("Arkivet har ingen saker ennå."),
    )
    yield _page(listing, "saker/", "saker/")


def _year_row(body: Body, year: int, context: WholeContext) -> Row:
    cases = context.archive.cases_of[body.id, year]
    count = context.ui.ngettext("%d sak", "%d saker", len(cases)) % len(cases)
    first, last = cases[0].number, cases[-1].number
    span = first if first == last else f"{first} – {last}"
    return Row(str(year), f"saker/{body.id}/{year}/", details=(count, span))


def _year(body: Body, year: int, context: WholeContext, top: Link) -> Page:
    _ = context.ui.gettext
    archive = context.archive
    cases = archive.cases_of[body.id, year]
    meetings = {treatment.meeting for case in cases for treatment in case.treatments}
    listing = Listing(
        _("%(body)s, saker i %(year)d") % {"body": body.name, "year": year},
        (Group(None, tuple(context.case_row(case, with_date=True) for case in cases)),),
        coverage=context.coverage(archive.meeting[id_] for id_ in meetings),
    )
    crumbs = (top, Link(body.name, f"saker/{body.id}/"))
    return _page(listing, f"saker/{body.id}/{year}/", "saker/", *crumbs)


def _decisions(context: WholeContext) -> Iterator[Page]:
    _ = context.ui.gettext
    decisions = context.archive.decisions
    years: dict[int, list[Decision]] = {}
    for decision in decisions:
        years.setdefault(decision.meeting.year or 0, []).append(decision)
    top = Link(_("Vedtak"), "vedtak/")
    for year, group in years.items():
        address = f"vedtak/{year or 'uten-dato'}/"
        title = _("Vedtak i %d") % year if year else _("Vedtak uten dato")
        listing = Listing(
            title,
            tuple(_by_outcome(group, context)),
            intro=_("Nyeste først, samlet etter utfall."),
            coverage=context.coverage(decision.meeting for decision in group),
        )
        yield _page(listing, address, "vedtak/", top)
    groups = []
    if decisions:
        newest = tuple(context.decision_row(each) for each in decisions[:_NEWEST])
        groups.append(Group(_("De nyeste vedtakene"), newest, "ma_newest"))
        rows = tuple(_decision_year_row(year, group, context) for year, group in years.items())
        groups.append(Group(_("Alle vedtak etter år"), rows, "ma_years"))
    listing = Listing(
        _("Vedtak"),
        tuple(groups),
        links=(Link(_("Utsatte og oversendte saker"), "utsatte/"),),
        coverage=context.coverage(decision.meeting for decision in decisions),
        empty=_("Arkivet har ingen protokollførte vedtak ennå."),
    )
    yield _page(listing, "vedtak/", "vedtak/")


def _by_outcome(decisions: Iterable[Decision], context: WholeContext) -> Iterator[Group]:
    """Yield decisions by outcome; one with several stands under each."""
    decisions = list(decisions)
    for outcome in Outcome:
        rows = tuple(
            context.decision_row(each) for each in decisions if outcome in each.ruling.outcomes
        )
        if rows:
            yield Group(context.ui.outcome(outcome).capitalize(), rows, f"ma_{outcome.value}")


def _decision_year_row(year: int, decisions: Iterable[Decision], context: WholeContext) -> Row:
    ui = context.ui
    counted = Counter(outcome for each in decisions for outcome in each.ruling.outcomes)
    words = tuple(
        f"{counted[outcome]} {ui.outcome(outcome)}" for outcome in Outcome if counted[outcome]
    )
    name = str(year) if year else ui.gettext("Uten dato")
    return Row(name, f"vedtak/{year or 'uten-dato'}/", details=words)


def _agreements(context: WholeContext) -> Page:
    _ = context.ui.gettext
    rows = tuple(_agreement_row(each, context) for each in context.archive.agreements)
    days = [each.record.valid_from for each in context.archive.agreements]
    return _page(
        Listing(
            _("Avtaler"),
            (Group(None, rows),) if rows else (),
            links=(Link(_("Frister"), "frister/"),),
            coverage=context.span(days),
            empty=_("Arkivet har ingen avtaler ennå."),
        ),
        "avtaler/",
        "avtaler/",
    )


def _agreement_row(document: Document, context: WholeContext) -> Row:
    record = document.record
    title = document.title
    if record.withheld or record.removed:
        _ = context.ui.gettext
        state = _("unntatt offentlighet") if record.withheld else _("fjernet")
        return Row(title, document.address, state=state, is_draft=record.draft)
    ui = context.ui
    term = " – ".join(ui.day(day) for day in (record.valid_from, record.valid_to) if day)
    details = tuple(filter(None, (", ".join(record.parties), term)))
    return Row(
        title,
        document.address,
        language=record.language,
        details=details,
        state=agreement_state(document, context),
        is_draft=record.draft,
    )


def _programs(context: WholeContext) -> Page:
    _ = context.ui.gettext
    programs = [(each, _program_days(each)) for each in context.archive.programs]
    programs.sort(key=lambda each: (each[1] or [dt.date.min])[0], reverse=True)
    rows = tuple(_program_row(document, days, context) for document, days in programs)
    return _page(
        Listing(
            _("Programmer"),
            (Group(None, rows),) if rows else (),
            coverage=context.span(day for _document, days in programs for day in days),
            empty=_("Arkivet har ingen programmer ennå."),
        ),
        "programmer/",
        "programmer/",
    )


def _program_days(document: Document) -> list[dt.date]:
    body = document.record.body
    days = body.days if isinstance(body, ProgramBody) else ()
    return sorted(day.date for day in days if day.date)


def _program_row(document: Document, days: list[dt.date], context: WholeContext) -> Row:
    record = document.record
    when = " – ".join(context.ui.day(day) for day in dict.fromkeys((*days[:1], *days[-1:])))
    return Row(
        document.title,
        document.address,
        language=record.language,
        details=tuple(filter(None, (record.event, when))),
        state=program_status(document, context),
        is_draft=record.draft,
    )


def _topics(context: WholeContext) -> Iterator[Page]:
    _ = context.ui.gettext
    topics = context.archive.topics
    rows = tuple(_topic_row(topic, context) for topic in topics)
    listing = Listing(
        _("Tema"),
        (Group(None, rows),) if rows else (),
        intro=_("Redaktørene setter tema på saker og dokumenter."),
        coverage=context.coverage(context.archive.meetings),
        empty=_("Ingen saker eller dokumenter har fått tema ennå."),
    )
    yield _page(listing, "tema/", "tema/")
    for topic in topics:
        yield _topic(topic, context)


def _topic_row(topic: Topic, context: WholeContext) -> Row:
    ui = context.ui
    counts = (
        ui.ngettext("%d sak", "%d saker", len(topic.cases)) % len(topic.cases),
        ui.ngettext("%d dokument", "%d dokumenter", len(topic.documents)) % len(topic.documents),
    )
    return Row(topic.name, topic.address, details=counts)


def _topic(topic: Topic, context: WholeContext) -> Page:
    _ = context.ui.gettext
    archive = context.archive
    cases = [archive.case[id_] for id_ in topic.cases]
    cases.sort(key=lambda case: archive.meeting[case.latest.meeting].order, reverse=True)
    documents = [archive.document[id_] for id_ in topic.documents]
    case_rows = tuple(context.case_row(case, with_date=True) for case in cases)
    groups = [
        Group(_("Saker"), case_rows, "ma_cases"),
        Group(
            _("Dokumenter"),
            tuple(
                Row(
                    each.title,
                    each.address,
                    language=each.record.language,
                    details=(context.ui.kind(each.type),),
                    is_draft=each.record.draft,
                )
                for each in documents
            ),
            "ma_documents",
        ),
    ]
    meetings = [archive.meeting[case.latest.meeting] for case in cases]
    listing = Listing(
        _("Tema: %s") % topic.name,
        tuple(group for group in groups if group.rows),
        coverage=context.coverage(meetings) if meetings else None,
    )
    return _page(listing, topic.address, "tema/", Link(_("Tema"), "tema/"))
