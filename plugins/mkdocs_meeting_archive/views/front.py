"""The front page, below its own text, and the page of open data."""

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct

from meeting_archive.dates import DateRange
from mkdocs_meeting_archive.views.context import WholeContext
from mkdocs_meeting_archive.views.documents import deadline_text
from mkdocs_meeting_archive.views.parts import Link, Page, Row
from mkdocs_meeting_archive.views.register import waiting_rows

_SHOWN = 5
_NEAR = dt.timedelta(days=365)


class Tile(Struct, frozen=True):
    """A way into the archive, with how much there is."""

    link: Link
    count: str


class FrontView(Struct, frozen=True):
    """What the front page shows of the archive."""

    coverage: str
    tiles: tuple[Tile, ...]
    coming: tuple[Row, ...]
    latest: tuple[Row, ...]
    decisions: tuple[Row, ...]
    waiting: tuple[Row, ...]
    """What was postponed or sent on and is not known to have come back."""
    deadlines: tuple[tuple[Link, str], ...]


def front_view(context: WholeContext) -> FrontView:
    """Return what the front page shows: what comes, what was, what was decided."""
    archive = context.archive
    held = [each for each in reversed(archive.meetings) if not _is_coming(each.days, context)]
    coming = [each for each in archive.meetings if _is_coming(each.days, context)]
    deadlines = [
        (context.document_link(document), deadline_text(deadline, context))
        for document in archive.agreements
        for deadline in document.record.deadlines
        if not deadline.done and context.today <= deadline.date <= context.today + _NEAR
    ]
    return FrontView(
        coverage=context.coverage(archive.meetings),
        tiles=tuple(_tiles(context)),
        coming=tuple(context.meeting_row(each) for each in coming[:_SHOWN]),
        latest=tuple(context.meeting_row(each) for each in held[:_SHOWN]),
        decisions=tuple(context.decision_row(each) for each in archive.decisions[:_SHOWN]),
        waiting=waiting_rows(context)[:_SHOWN],
        deadlines=tuple(deadlines),
    )


def _tiles(context: WholeContext) -> Iterator[Tile]:
    archive = context.archive
    _, ngettext = context.ui.gettext, context.ui.ngettext
    n = len(archive.meetings)
    yield Tile(Link(_("Møter"), "moter/"), ngettext("%d møte", "%d møter", n) % n)
    n = len(archive.cases)
    yield Tile(Link(_("Saker"), "saker/"), ngettext("%d sak", "%d saker", n) % n)
    n = len(archive.decisions)
    yield Tile(Link(_("Vedtak"), "vedtak/"), ngettext("%d vedtak", "%d vedtak", n) % n)
    n = len(archive.agreements)
    yield Tile(Link(_("Avtaler"), "avtaler/"), ngettext("%d avtale", "%d avtaler", n) % n)
    n = len(archive.programs)
    yield Tile(Link(_("Programmer"), "programmer/"), ngettext("%d program", "%d programmer", n) % n)
    n = len(archive.topics)
    yield Tile(Link(_("Tema"), "tema/"), ngettext("%d tema", "%d temaer", n) % n)


def _is_coming(days: DateRange | None, context: WholeContext) -> bool:
    return days is not None and days.end >= context.today


def data_page(context: WholeContext) -> Page:
    """Return the page of open data."""
    _ = context.ui.gettext
    return Page(
        address="data/",
        title=_("Åpne data"),
        template="data.html",
        view=None,
        section="data/",
        description=_("Hele arkivet som data for gjenbruk"),
        searchable=False,
    )
