"""What a mention leads to in the archive, read in the document that it stands in."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from meeting_archive.archive import Archive
from meeting_archive.dates import WrittenDate
from meeting_archive.identifiers import CaseId
from meeting_archive.linking.model import End, EndKind, Relation, case_end
from meeting_archive.linking.references import (
    AttachmentMention,
    CaseMention,
    MeetingMention,
    Mention,
)
from meeting_archive.model import Attachment, Document, Meeting
from meeting_archive.records.model import PaperBody


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text stands: whose paper it is, of which meeting, and what is its own."""

    body: str | None = None
    meeting: Meeting | None = None
    day: dt.date | None = None
    own_cases: frozenset[CaseId] = frozenset()


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a mention means: `target` is None where the archive does not hold it."""

    relation: Relation | None
    """None for what is linked in the text only, as attachments are."""
    target: End | None
    address: str | None
    has_year: bool = True
    """False for a case number without one, which is less sure."""


_ONE_YEAR = (-1, 0, 1)


class Resolver:
    """Resolves mentions against one archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def origin(self, document: Document) -> Origin:
        """Return where the texts of a document stand."""
        record = document.record
        meeting = self._archive.meeting.get(document.meeting or "")
        days = meeting.days.start if meeting and meeting.days else None
        own = record.body.cases if isinstance(record.body, PaperBody) else ()
        named = {each.number.id for each in own} | {each.case for each in record.cases}
        body = record.body_id or (meeting.body if meeting else None)
        return Origin(body, meeting, days or record.date, frozenset(named))

    def resolve(self, mention: Mention, origin: Origin) -> tuple[Resolution, ...]:
        """Return what a mention leads to; nothing where it is no reference after all."""
        if isinstance(mention, CaseMention):
            return tuple(self._case(mention, origin))
        if isinstance(mention, MeetingMention):
            return tuple(self._meeting(mention, origin))
        return tuple(self._attachment(mention, origin))

    def _case(self, mention: CaseMention, origin: Origin) -> Iterator[Resolution]:
        body = mention.body or origin.body
        year = mention.year or (origin.day.year if origin.day else None)
        if body is None or year is None:
            return
        named = CaseId(body, year, mention.number)
        known = named if named in self._archive.case else self._misprinted.get(named)
        if named in origin.own_cases or known in origin.own_cases:
            return
        case = self._archive.case.get(known) if known else None
        if case is None:
            if mention.year is not None:
                yield Resolution(Relation.MENTIONS, None, None)
            return
        later = origin.meeting and origin.meeting.order < self._first_meeting(case.id).order
        if (mention.year is None and later) or case.withheld or case.removed:
            return
        has_year = mention.year is not None
        yield Resolution(Relation.MENTIONS, case_end(case.id), case.address, has_year)

    def _first_meeting(self, case: CaseId) -> Meeting:
        return self._archive.meeting[self._archive.case[case].treatments[0].meeting]

    @cached_property
    def _misprinted(self) -> Mapping[CaseId, CaseId]:
        """Each case by the numbers that it has in print."""
        named: dict[CaseId, CaseId] = {}
        for case in self._archive.cases:
            for printed in case.printed_numbers:
                read = self._archive.numbering.read(printed, case.id.body)
                if read:
                    named.setdefault(read.id, case.id)
        return named

    def _meeting(self, mention: MeetingMention, origin: Origin) -> Iterator[Resolution]:
        body = mention.body or origin.body
        if body is None:
            return
        found = self._by_step(mention.step, body, origin) if mention.step else None
        if mention.day:
            found = self._by_day(mention.day, body, origin)
            if len(found) > 1 and not mention.plural:
                found = []
        if found is None:
            return
        own = origin.meeting.id if origin.meeting else None
        if any(meeting.id == own for meeting in found):
            return
        for meeting in found:
            end = End(EndKind.MEETING, meeting.id)
            yield Resolution(Relation.REFERS_TO_MEETING, end, meeting.address)
        if not found:
            yield Resolution(Relation.REFERS_TO_MEETING, None, None)

    def _by_day(self, written: WrittenDate, body: str, origin: Origin) -> list[Meeting]:
        years = [written.year] if written.year else []
        if not years and origin.day:
            years = [origin.day.year + step for step in _ONE_YEAR]
        days = [day for year in years if (day := written.in_year(year))]
        if origin.day and len(days) > 1:
            reference = origin.day
            days = [min(days, key=lambda day: abs(day - reference))]
        return [meeting for day in days for meeting in self._on_day.get((body, day), ())]

    @cached_property
    def _on_day(self) -> Mapping[tuple[str, dt.date], list[Meeting]]:
        found: dict[tuple[str, dt.date], list[Meeting]] = defaultdict(list)
        for meeting in self._archive.meetings:
            if meeting.days:
                day = meeting.days.start
                while day <= meeting.days.end and (day - meeting.days.start).days < 31:
                    found[meeting.body, day].append(meeting)
                    if day == dt.date.max:
                        break
                    day += dt.timedelta(days=1)
        return found

    def _by_step(self, step: int, body: str, origin: Origin) -> list[Meeting] | None:
        """Return the meeting before or after in a body's series; None where there is no place."""
        if origin.meeting is None:
            return None
        here = origin.meeting.order
        series = self._archive.meetings_of.get(body, ())
        if step < 0:
            beside = next((each for each in reversed(series) if each.order < here), None)
        else:
            beside = next((each for each in series if each.order > here), None)
        return [beside] if beside and beside.days else []

    def _attachment(self, mention: AttachmentMention, origin: Origin) -> Iterator[Resolution]:
        meeting = origin.meeting
        if meeting and mention.step:
            before = self._by_step(-1, meeting.body, origin)
            meeting = before[0] if before else None
        if meeting is None:
            return
        for attachment in self._attachments_of(meeting):
            if attachment.number == mention.number and attachment.document:
                document = self._archive.document[attachment.document]
                yield Resolution(None, None, document.address)
                return

    def _attachments_of(self, meeting: Meeting) -> Iterator[Attachment]:
        yield from meeting.attachments
        for id_ in meeting.cases:
            for treatment in self._archive.case[id_].treatments:
                if treatment.meeting == meeting.id:
                    yield from treatment.attachments


def places(archive: Archive) -> tuple[object, ...]:
    """Return all that decides where a mention leads, in whichever document it stands."""
    cases = [
        (
            each.id,
            each.printed_numbers,
            each.withheld,
            each.removed,
            [(treatment.meeting, treatment.attachments) for treatment in each.treatments],
        )
        for each in archive.cases
    ]
    return cases, archive.meetings, [(each.id, each.address) for each in archive.documents]
