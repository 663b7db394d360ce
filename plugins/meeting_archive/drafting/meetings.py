"""What the records say of a body's meetings: the latest papers, the numbers that are taken."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from meeting_archive.dates import DateRange
from meeting_archive.identifiers import Body, CaseNumber
from meeting_archive.publication import case_id
from meeting_archive.records.model import (
    MEETING_PAPERS,
    MINUTES,
    CaseText,
    DocumentType,
    PaperBody,
    Record,
)


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """The meeting that a paper is made for."""

    body: Body
    days: DateRange | None
    slug: str
    """Its folder and its place in addresses."""

    @property
    def named(self) -> bool:
        """True where the slug does not follow from the day, so that records must state it."""
        return self.days is None or self.slug != self.days.start.isoformat()

    @property
    def stated_days(self) -> str:
        if self.days is None:
            return "ukjent"
        return "/".join(dict.fromkeys((str(self.days.start), str(self.days.end))))


def papers_of(body: Body, records: Iterable[Record]) -> list[Record]:
    """Return the meeting papers of a body, the earliest first; those of no day come first."""
    papers = [each for each in records if each.type in MEETING_PAPERS and each.body_id == body.id]
    return sorted(papers, key=lambda each: (day_of(each) or dt.date.min, _stem(each)))


def _stem(record: Record) -> str:
    """Return a path by which innkalling comes before innkalling-2."""
    return record.path.removesuffix(".md")


def day_of(record: Record) -> dt.date | None:
    """Return a paper's meeting's day, or its own date where that is not known."""
    return record.meeting_days.start if record.meeting_days else record.date


def of_meeting(
    slug: str, kinds: Iterable[DocumentType], papers: Iterable[Record]
) -> tuple[Record, ...]:
    """Return the papers of some kinds of one meeting."""
    wanted = frozenset(kinds)
    return tuple(each for each in papers if each.meeting_slug == slug and each.type in wanted)


def latest(kinds: Iterable[DocumentType], papers: Sequence[Record]) -> Record | None:
    """Return the latest of some kinds of papers that can be read."""
    wanted = frozenset(kinds)
    readable = (each for each in papers if not (each.withheld or each.removed))
    return next((each for each in reversed([*readable]) if each.type in wanted), None)


def previous_meeting(meeting: NewMeeting, papers: Sequence[Record]) -> Record | None:
    """Return a paper of the meeting before this one: its minutes, where there are any."""
    before = [
        each
        for each in papers
        if each.meeting_slug != meeting.slug
        and (day_of(each) or dt.date.max) < (meeting.days.start if meeting.days else dt.date.max)
    ]
    if not before:
        return None
    slug = before[-1].meeting_slug
    return next(
        (each for each in before if each.meeting_slug == slug and each.type in MINUTES), before[-1]
    )


def cases_in(records: Iterable[Record]) -> Iterator[tuple[Record, CaseText]]:
    """Yield every case that stands in papers, with its paper."""
    for record in records:
        for case in record.body.cases if isinstance(record.body, PaperBody) else ():
            yield record, case


def highest_number(body: Body, year: int, records: Iterable[Record]) -> int:
    """Return the highest case number of a body and year, in whichever paper; 0 where none is."""
    taken = [case_id(record, case.number) for record, case in cases_in(records)]
    listed = [case_id(record, notes.key) for record in records for notes in record.cases]
    numbers = (
        each.number for each in (*taken, *listed) if (each.body, each.year) == (body.id, year)
    )
    return max(numbers, default=0)


# How a body writes the headings of its cases


@dataclass(frozen=True, slots=True)
class HeadingStyle:
    """How a body writes its cases' numbers and titles."""

    before: str
    digits: int
    between: str
    year_digits: int
    opened: str = ""
    closed: str = ""

    def heading(self, number: int, year: int, title: str) -> str:
        """Return the heading of a case."""
        year_text = str(year)[-self.year_digits :]
        printed = f"{self.before}{number:0{self.digits}}{self.between}{year_text}"
        return f"## {printed} {self.opened}{title}{self.closed}"


def heading_style(body: Body, paper: Record | None) -> HeadingStyle:
    """Return the style that most cases of a paper have, or the archive's usual one."""
    found = Counter(_style(case) for _, case in cases_in([paper] if paper else []))
    if not found:
        return HeadingStyle(f"{body.prefixes[0]} ", 2, "/", 2)
    return max(found, key=lambda each: found[each])


def _style(case: CaseText) -> HeadingStyle:
    number = case.number
    before, _, after = number.printed.partition(number.digits)
    title = case.heading.partition(number.printed)[2].strip()
    marks = title[: len(title) - len(title.lstrip("*_"))]
    opened = marks if title.endswith(marks[::-1]) else ""
    inner = title[len(opened) : len(title) - len(opened)] if opened else title
    stop = "." if inner.endswith(".") and not inner.endswith("..") else ""
    return HeadingStyle(
        before,
        _padding(number),
        after.removesuffix(number.year_digits),
        len(number.year_digits),
        opened,
        stop + opened[::-1],
    )


def _padding(number: CaseNumber) -> int:
    """Return how many digits a number is filled up to; a paper of high numbers tells nothing."""
    return len(number.digits) if number.id.number < 10 else 2
