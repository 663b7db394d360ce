"""Every page of the archive, in a fixed order."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from meeting_archive.noting import CASE, DOCUMENT, HISTORY, MEETING, Note, Notes, note
from mkdocs_meeting_archive.views.cases import case_page
from mkdocs_meeting_archive.views.context import Context, WholeContext
from mkdocs_meeting_archive.views.documents import document_page
from mkdocs_meeting_archive.views.front import data_page
from mkdocs_meeting_archive.views.lists import list_pages
from mkdocs_meeting_archive.views.meetings import meeting_page
from mkdocs_meeting_archive.views.parts import Page
from mkdocs_meeting_archive.views.register import deadlines_page, status_page, waiting_page
from mkdocs_meeting_archive.views.search import search_page


@dataclass(frozen=True, slots=True)
class ToShow:
    """A page that is yet to be made."""

    own: Note | None
    """The note of the one thing that it shows; None where it shows the whole archive."""
    make: Callable[[Notes], Page]
    """Makes it; where it shows one thing, all that is asked in showing it is noted."""


def made(page: Page) -> ToShow:
    """Return a page that is made already."""
    return ToShow(None, lambda _notes: page)


def all_pages(context: WholeContext) -> list[ToShow]:
    """Return every page that is made from the archive; the front page is the site's own.

    Those that show no links come first: they need not wait until these are found.
    """

    def one(own: Note, make: Callable[[Context], Page]) -> ToShow:
        def noted(notes: Notes) -> Page:
            page = make(context.noted(notes))
            # How its records were changed stands at its foot.
            notes.update(dict.fromkeys(note(HISTORY, path) for path in page.sources))
            return page

        return ToShow(own, noted)

    def whole(make: Callable[[WholeContext], Page]) -> ToShow:
        return ToShow(None, lambda _notes: make(context))

    archive = context.archive
    return [
        *map(made, list_pages(context)),
        *(one(note(DOCUMENT, each.id), partial(document_page, each)) for each in archive.documents),
        *(one(note(MEETING, each.id), partial(meeting_page, each)) for each in archive.meetings),
        *(one(note(CASE, each.id), partial(case_page, each)) for each in archive.cases),
        *map(whole, (waiting_page, deadlines_page, status_page, data_page, search_page)),
    ]
