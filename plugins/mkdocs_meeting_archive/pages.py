"""Every page of the archive, in a fixed order."""

from collections.abc import Iterator

from mkdocs_meeting_archive.views.cases import case_page
from mkdocs_meeting_archive.views.context import Context
from mkdocs_meeting_archive.views.documents import document_page
from mkdocs_meeting_archive.views.front import data_page
from mkdocs_meeting_archive.views.lists import list_pages
from mkdocs_meeting_archive.views.meetings import meeting_page
from mkdocs_meeting_archive.views.parts import Page
from mkdocs_meeting_archive.views.register import register_pages
from mkdocs_meeting_archive.views.search import search_page


def all_pages(context: Context) -> Iterator[Page]:
    """Yield every page that is made from the archive; the front page is the site's own."""
    archive = context.archive
    yield from list_pages(context)
    for meeting in archive.meetings:
        yield meeting_page(meeting, context)
    for document in archive.documents:
        yield document_page(document, context)
    for case in archive.cases:
        yield case_page(case, context)
    yield from register_pages(context)
    yield data_page(context)
    yield search_page(context)
