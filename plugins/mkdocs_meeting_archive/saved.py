"""The pages of records that were saved, as they are made when they are shown at once."""

from collections.abc import Collection

from meeting_archive.checking.judge import Judgement
from meeting_archive.diagnostics import Severity
from meeting_archive.records.model import Record
from mkdocs_meeting_archive.views.cases import case_page
from mkdocs_meeting_archive.views.context import WholeContext
from mkdocs_meeting_archive.views.documents import document_page
from mkdocs_meeting_archive.views.meetings import meeting_page
from mkdocs_meeting_archive.views.parts import Page


def can_be_shown(before: Judgement, now: Judgement, paths: Collection[str]) -> bool:
    """Tell whether records that have changed, by their paths, change no more than their pages."""
    errors = any(each.severity is Severity.ERROR for each in now.diagnostics)
    same = _pages(before) == _pages(now) and _states(before, paths) == _states(now, paths)
    return same and not errors


def pages_of(paths: Collection[str], context: WholeContext) -> tuple[Page, ...]:
    """Return the pages of records."""
    archive = context.archive
    documents = [each for each in archive.documents if each.record.path in paths]
    ids = {each.id for each in documents}
    meetings = dict.fromkeys(each.meeting for each in documents if each.meeting)
    return (
        *(document_page(each, context) for each in documents),
        *(meeting_page(archive.meeting[each], context) for each in meetings),
        *(
            case_page(each, context)
            for each in archive.cases
            if any(ids.intersection(treatment.documents) for treatment in each.treatments)
        ),
    )


def _pages(judged: Judgement) -> tuple[object, ...]:
    archive = judged.reading.archive
    return (
        [(each.id, each.address) for each in archive.documents],
        archive.meeting.keys(),
        archive.case.keys(),
        [each.slug for each in archive.topics],
        archive.files,
    )


def _states(judged: Judgement, paths: Collection[str]) -> dict[str, object]:
    return {each.path: _state(each) for each in judged.reading.records if each.path in paths}


def _state(record: Record) -> tuple[object, ...]:
    cases = tuple((each.case, each.withheld) for each in record.cases)
    return record.draft, record.publish_on, record.withheld, record.removed, cases
