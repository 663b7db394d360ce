"""What the archive knows: bodies, meetings, documents, cases, agreements and programs, joined.

All of it is frozen, and ordered the way that readers meet it. Only what may be published is
here; what is withheld or a draft was left out before.
"""

import datetime as dt

from msgspec import Struct

from meeting_archive.dates import DateRange
from meeting_archive.identifiers import CaseId
from meeting_archive.outcomes import Outcome, Ruling
from meeting_archive.records.model import (
    Block,
    DocumentType,
    Note,
    People,
    Record,
    SectionKind,
)


class Document(Struct, frozen=True):
    """A record with its place in the archive; `address` is its page, from the site's root."""

    id: str
    type: DocumentType
    title: str
    address: str
    record: Record
    meeting: str | None = None

    @property
    def title_language(self) -> str:
        """The language of the title: the record's, or that of the title made for it."""
        return self.record.language if self.record.title else "nb"

    @property
    def source(self) -> str | None:
        """The record's path; none for what is withheld or removed, whose name could tell."""
        return None if self.record.withheld or self.record.removed else self.record.path


class Attachment(Struct, frozen=True):
    """Something laid before a case or a meeting; without a target it is missing here."""

    number: str | None
    title: str
    case: CaseId | None = None
    document: str | None = None
    """The id of a document."""
    file: str | None = None
    """The address of a copied file."""
    url: str | None = None


class AttachedFile(Struct, frozen=True, order=True):
    """A file beside a record, and the address that it is copied to."""

    path: str
    address: str


class Passage(Struct, frozen=True):
    """A stretch of a document's text about a case, with what the document calls it."""

    kind: SectionKind
    label: str | None
    block: Block
    document: str
    language: str


class ItemTreatment(Struct, frozen=True):
    """A sub-item as one meeting treated it."""

    anchor: str
    title: str
    passages: tuple[Passage, ...]
    ruling: Ruling

    def of(self, kind: SectionKind) -> tuple[Passage, ...]:
        """Return the passages of one kind."""
        return tuple(passage for passage in self.passages if passage.kind is kind)


class Treatment(Struct, frozen=True):
    """A case as one meeting treated it, from all papers of that meeting."""

    meeting: str
    documents: tuple[str, ...]
    title: str | None
    passages: tuple[Passage, ...]
    items: tuple[ItemTreatment, ...]
    attachments: tuple[Attachment, ...]
    ruling: Ruling
    minuted: bool

    def of(self, kind: SectionKind) -> tuple[Passage, ...]:
        """Return the passages of one kind."""
        return tuple(passage for passage in self.passages if passage.kind is kind)


class Item(Struct, frozen=True):
    """A sub-item of a case, over all its treatments."""

    anchor: str
    title: str
    outcomes: tuple[Outcome, ...]


class Case(Struct, frozen=True):
    """A case with its treatments in time order, and what they come to."""

    id: CaseId
    number: str
    printed_numbers: tuple[str, ...]
    title: str | None
    """None only where it is withheld, or removed."""
    treatments: tuple[Treatment, ...]
    outcomes: tuple[Outcome, ...]
    minuted: bool
    items: tuple[Item, ...] = ()
    topics: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """The editors'."""
    language: str = "nb"
    withheld: str | None = None
    removed: bool = False

    @property
    def address(self) -> str:
        return f"saker/{self.id}/"

    @property
    def latest(self) -> Treatment:
        return self.treatments[-1]


class Attendance(Struct, frozen=True):
    """Who was there, as the papers state it; None is "not stated", an empty tuple "none"."""

    invited: tuple[People, ...] | None = None
    present: tuple[People, ...] | None = None
    absent: tuple[People, ...] | None = None
    observers: tuple[People, ...] | None = None
    copied: tuple[People, ...] | None = None


class Meeting(Struct, frozen=True):
    """One meeting of a body, joined from its papers."""

    id: str
    body: str
    days: DateRange | None
    dated_by: dt.date | None
    """The earliest date of its papers, which orders a meeting whose day is unknown."""
    documents: tuple[str, ...]
    cases: tuple[CaseId, ...]
    attachments: tuple[Attachment, ...]
    """Those of no case."""
    attendance: Attendance
    place: str | None = None
    time: str | None = None
    chair: str | None = None
    minutes_taker: str | None = None
    case_officer: str | None = None
    notes: tuple[Note, ...] = ()
    has_notice: bool = False
    has_minutes: bool = False
    """True where the minutes can be read here: neither withheld nor removed."""

    @property
    def address(self) -> str:
        return f"moter/{self.id}/"

    @property
    def slug(self) -> str:
        return self.id.partition("/")[2]

    @property
    def year(self) -> int | None:
        """The year that lists file it under: the meeting's, or that of its papers."""
        day = self.days.start if self.days else self.dated_by
        return day.year if day else None

    @property
    def order(self) -> tuple[dt.date, str]:
        """Time order; what has no date at all comes last."""
        day = self.days.start if self.days else self.dated_by
        return day or dt.date.max, self.id


class Decision(Struct, frozen=True):
    """What a meeting decided in a case or one of its sub-items."""

    case: Case
    meeting: Meeting
    ruling: Ruling
    text: tuple[Passage, ...]
    item: ItemTreatment | None = None

    @property
    def address(self) -> str:
        return self.case.address + (f"#{self.item.anchor}" if self.item else "")


class Topic(Struct, frozen=True):
    """A topic, with what the editors filed under it."""

    slug: str
    name: str
    cases: tuple[CaseId, ...]
    documents: tuple[str, ...]

    @property
    def address(self) -> str:
        return f"tema/{self.slug}/"


class Coverage(Struct, frozen=True):
    """From when to when the archive holds something; None where it holds nothing dated."""

    first: dt.date | None
    last: dt.date | None


def flat_names(people: tuple[People, ...] | None) -> tuple[str, ...] | None:
    """Return the names of all groups in order, or None where nothing is stated."""
    return None if people is None else tuple(name for each in people for name in each.names)
