"""Every page of the archive, in a fixed order."""

from collections.abc import Iterator
from itertools import chain

from mkdocs_meeting_archive.views.cases import case_page
from mkdocs_meeting_archive.views.context import Context
from mkdocs_meeting_archive.views.documents import document_page
from mkdocs_meeting_archive.views.front import data_page
from mkdocs_meeting_archive.views.lists import list_pages
from mkdocs_meeting_archive.views.meetings import meeting_page
from mkdocs_meeting_archive.views.parts import Page
from mkdocs_meeting_archive.views.register import deadlines_page, status_page, waiting_page
from mkdocs_meeting_archive.views.search import search_page


def all_pages(context: Context) -> tuple[Iterator[Page], int]:
    """Return every page that is made from the archive, each made when it is asked for; how many.

    The front page is the site's own.
    """
    archive = context.archive
    lists = list(list_pages(context))
    others = (waiting_page, deadlines_page, status_page, data_page, search_page)
    # Those that show no links come first: they need not wait until these are found.
    pages = chain(
        lists,
        (document_page(document, context) for document in archive.documents),
        (meeting_page(meeting, context) for meeting in archive.meetings),
        (case_page(case, context) for case in archive.cases),
        (page(context) for page in others),
    )
    own = len(archive.meetings) + len(archive.documents) + len(archive.cases)
    return pages, len(lists) + own + len(others)
