"""A new innkalling: the body's standing items, and its cases under the next free numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from meeting_archive.drafting.draft import (
    Draft,
    draft_text,
    entry,
    known,
    later,
    opening,
    people,
    tidy,
)
from meeting_archive.drafting.meetings import (
    NewMeeting,
    day_of,
    heading_style,
    highest_number,
    latest,
    papers_of,
    previous_meeting,
)
from meeting_archive.records.model import DocumentType, Record
from meeting_archive.records.unfinished import MARK
from meeting_archive.settings import LAST_MEETING, OTHERS

_KIND = DocumentType.NOTICE


@dataclass(frozen=True, slots=True)
class NoticeDetails:
    """What an editor says of a new notice; what is left out is left to fill in."""

    place: str | None = None
    time: str | None = None
    date: str | None = None
    titles: Sequence[str] = ()
    first_number: int | None = None


def draft_notice(
    meeting: NewMeeting,
    year: int,
    details: NoticeDetails,
    standing: Sequence[str],
    records: Sequence[Record],
    folder: str,
) -> Draft:
    """Return a new notice; its cases have the numbers after the body's highest in that year."""
    papers = papers_of(meeting.body, records)
    before = latest([_KIND], papers)
    style = heading_style(meeting.body, before or (papers[-1] if papers else None))
    first = details.first_number or highest_number(meeting.body, year, records) + 1
    cases = [
        paragraph
        for number, (title, *text) in enumerate(_cases(meeting, standing, details, papers), first)
        for paragraph in (style.heading(number, year, title), *text)
    ]
    invited = before.invited if before else None
    front = (
        *opening(_KIND),
        *head_of_paper(meeting),
        *(known("dato", details.date) or (later("dato", "2017-02-01"),)),
        entry("sted", details.place),
        entry("tidsrom", details.time),
        *people("innkalt", invited),
    )
    body = (
        f"# {paper_title(_KIND, meeting)}",
        f"Sted: {tidy(details.place or MARK)}",
        f"Tidsrom: {tidy(details.time or MARK)}",
        f"Innkalt: {MARK}",
        *cases,
    )
    path = f"{folder}/{meeting.body.id}/{meeting.slug}/{_KIND}.md"
    return Draft(path, draft_text(front, body))


def head_of_paper(meeting: NewMeeting) -> tuple[str, ...]:
    """Return the lines that say which meeting a paper is of."""
    named = (f"møte: {meeting.slug}",) if meeting.named else ()
    return (f"organ: {meeting.body.key}", f"møtedato: {meeting.stated_days}", *named)


def paper_title(kind: DocumentType, meeting: NewMeeting) -> str:
    """Return the first line of a paper."""
    days = meeting.days
    if days is None:
        return f"{kind.upper()}, {meeting.body.name.upper()}"
    day = f"{days.start:%d.%m.%Y}"
    if days.several:
        day = f"{day}–{days.end:%d.%m.%Y}"
    return f"{kind.upper()}, {meeting.body.name.upper()} – {day}"


def _cases(
    meeting: NewMeeting, standing: Sequence[str], details: NoticeDetails, papers: Sequence[Record]
) -> Iterator[tuple[str, ...]]:
    """Yield each case's title and paragraphs, in the order of the list."""
    items = standing if OTHERS in standing else (*standing, OTHERS)
    for item in items:
        if item == OTHERS:
            for title in details.titles or (MARK,):
                yield (tidy(title), f"Sak: {MARK}", "Forslag til vedtak:", MARK)
        elif LAST_MEETING in item:
            yield from _approval(item, previous_meeting(meeting, papers))
        else:
            yield (tidy(item),)


def _approval(item: str, last: Record | None) -> Iterator[tuple[str, ...]]:
    """Yield the case that approves the minutes of the meeting before, if there was one."""
    if last is None:
        return
    day = day_of(last) if last.meeting_days else None
    shown = f"{day:%d.%m.%Y}" if day else MARK
    title = tidy(item.replace(LAST_MEETING, shown))
    proposal = f"Protokollen fra møtet {shown} godkjennes."
    yield (title, "Forslag til vedtak:", proposal)
