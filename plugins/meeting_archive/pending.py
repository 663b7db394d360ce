"""What waits for the editors: drafts, missing minutes, suggestions, deadlines."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from meeting_archive.archive import Archive
from meeting_archive.diagnostics import Diagnostic
from meeting_archive.editing.suggested import Linked, case_of, places, shown
from meeting_archive.model import Meeting
from meeting_archive.records.model import MINUTES, DocumentType
from meeting_archive.records.unfinished import unfinished_lines


class Kind(StrEnum):
    """What it is that waits, the most urgent first."""

    ERROR = "error"
    DRAFT = "draft"
    HELD_BACK = "held-back"
    NO_MINUTES = "no-minutes"
    SUGGESTION = "suggestion"
    PASSED = "passed-deadline"
    COMING = "coming-deadline"


@dataclass(frozen=True, slots=True)
class Pending:
    """One thing that waits, and the record that it is about."""

    kind: Kind
    path: str
    line: int
    text: str
    date: dt.date | None = None
    """The day that it falls due, or became due."""
    left: int = 0
    """How many places of a draft are left to fill in."""
    command: str = ""
    """What the editor may run to have it done, where there is such a command."""


def pending(
    linked: Linked, today: dt.date, near: int, text_of: Callable[[str], str]
) -> tuple[Pending, ...]:
    """Return all that waits, in order; of coming deadlines, those within `near` days.

    `text_of` gives a record's text by its path.
    """
    archive = linked.archive
    return (
        *(_error(each) for each in linked.errors),
        *_drafts(archive, today, text_of),
        *_without_minutes(archive, today),
        *_suggestions(linked),
        *_deadlines(archive, today, today + dt.timedelta(near)),
    )


def _error(found: Diagnostic) -> Pending:
    return Pending(Kind.ERROR, found.path, found.line, f"{found.message} [{found.code}]")


def _drafts(archive: Archive, today: dt.date, text_of: Callable[[str], str]) -> Iterator[Pending]:
    held = []
    for document in archive.documents:
        record = document.record
        if not record.draft:
            continue
        day = record.publish_on
        if day and day > today and "kladd" not in record.lines:
            line = record.line_of("publiseres")
            held.append((day, Pending(Kind.HELD_BACK, record.path, line, document.title, day)))
        else:
            left = len([*unfinished_lines(text_of(record.path))])
            line = record.line_of("kladd")
            yield Pending(Kind.DRAFT, record.path, line, document.title, left=left)
    yield from (each for _, each in sorted(held, key=lambda pair: (pair[0], pair[1].path)))


def _without_minutes(archive: Archive, today: dt.date) -> Iterator[Pending]:
    for meeting in archive.meetings:
        papers = [archive.document[each] for each in meeting.documents]
        notice = next((each for each in papers if each.type is DocumentType.NOTICE), None)
        day = meeting.days.end if meeting.days else meeting.dated_by
        if notice is None or notice.record.removed or any(each.type in MINUTES for each in papers):
            continue
        if day and day < today:
            yield Pending(
                Kind.NO_MINUTES,
                notice.record.path,
                1,
                notice.title,
                meeting.days.end if meeting.days else None,
                command=_minutes_command(archive, meeting),
            )


def _minutes_command(archive: Archive, meeting: Meeting) -> str:
    key = archive.numbering.by_id[meeting.body].key
    days = meeting.days
    day = "/".join(dict.fromkeys((str(days.start), str(days.end)))) if days else "ÅÅÅÅ-MM-DD"
    named = f" --møte {meeting.slug}" if meeting.slug != day.partition("/")[0] else ""
    return f"meeting-archive new protokoll {key} {day}{named}"


def _suggestions(linked: Linked) -> Iterator[Pending]:
    for each in linked.suggestions:
        archive = linked.archive
        later, earlier = shown(each.later.id, each.earlier.id, archive)
        place = places(case_of(each.later, archive), archive)[0]
        command = f'meeting-archive links --confirm "{later}" "{earlier}"'
        text = f"{later} ← {earlier}"
        yield Pending(Kind.SUGGESTION, place.record.path, 1, text, command=command)


def _deadlines(archive: Archive, today: dt.date, last: dt.date) -> Iterator[Pending]:
    found = [
        (deadline.date, document.record.path, deadline.line, f"{document.title}: {deadline.what}")
        for document in archive.documents
        for deadline in document.record.deadlines
        if not deadline.done and deadline.date <= last
    ]
    for day, path, line, text in sorted(found):
        kind = Kind.PASSED if day < today else Kind.COMING
        yield Pending(kind, path, line, text, day)
