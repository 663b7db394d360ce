"""What one file says: a record, its front matter and its body, before anything is joined."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from msgspec import Struct

from meeting_archive.dates import DateRange
from meeting_archive.identifiers import CaseId, CaseNumber, CaseReference
from meeting_archive.outcomes import Outcome
from meeting_archive.privacy.personal import Kind


class DocumentType(StrEnum):
    """The kinds of records; the values are what editors write and what addresses hold."""

    NOTICE = "innkalling"
    MINUTES = "protokoll"
    REPORT = "referat"
    PROGRAM = "program"
    INVITATION = "invitasjon"
    AGREEMENT = "avtale"
    ATTACHMENT = "vedlegg"


MEETING_PAPERS = frozenset({DocumentType.NOTICE, DocumentType.MINUTES, DocumentType.REPORT})
MINUTES = frozenset({DocumentType.MINUTES, DocumentType.REPORT})


class Block(Struct, frozen=True, gc=False):
    """Markdown as it stands in the file; `line` is its first."""

    line: int
    text: str


class SectionKind(StrEnum):
    """What a part of a case is."""

    PRESENTATION = "presentation"
    PROPOSAL = "proposal"
    DISCUSSION = "discussion"
    DECISION = "decision"
    VOTE = "vote"
    ATTACHMENTS = "attachments"
    EARLIER = "earlier"
    FOLLOW_UP = "follow-up"
    UNLABELLED = "unlabelled"


class AttachmentLine(Struct, frozen=True, gc=False):
    """The line `Vedlegg 2: Forslag til program` of a body."""

    line: int
    number: str
    printed: str
    title: str
    url: str | None = None
    """Where the line itself links to."""


class Section(Struct, frozen=True):
    """A labelled or unlabelled stretch of text; `label` is as printed, its colon included."""

    kind: SectionKind
    block: Block
    label: str | None = None
    is_heading: bool = False
    attachment: AttachmentLine | None = None


class Item(Struct, frozen=True):
    """A sub-item of a case, with an anchor of its own."""

    line: int
    heading: str
    title: str
    anchor: str
    sections: tuple[Section, ...]


class CaseText(Struct, frozen=True, tag=True):
    """A case as one document has it."""

    line: int
    number: CaseNumber
    heading: str
    """The whole heading, as it stands in the file."""
    title: str | None
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    withheld: str | None = None
    """The legal basis, where the case is withheld; its text is then gone."""


class Plain(Struct, frozen=True, tag=True):
    """A part of a paper that is no case: what stands before, between and after the cases."""

    line: int
    heading: str | None
    sections: tuple[Section, ...]


class PaperBody(Struct, frozen=True, tag=True):
    """The body of an innkalling, protokoll or referat, in its own order."""

    parts: tuple[Plain | CaseText, ...] = ()

    @property
    def cases(self) -> tuple[CaseText, ...]:
        return tuple(part for part in self.parts if isinstance(part, CaseText))


@dataclass(frozen=True, slots=True)
class Session:
    """A line of a program: `start` and `end` as HH:MM where the line states them."""

    line: int
    printed_time: str
    start: str | None
    end: str | None
    text: str


@dataclass(frozen=True, slots=True)
class ProgramDay:
    """A day of a program, with what stands before its first session."""

    line: int
    heading: str
    date: dt.date | None
    intro: Block
    sessions: tuple[Session, ...]


class ProgramBody(Struct, frozen=True, tag=True):
    """The body of a program."""

    intro: Block
    days: tuple[ProgramDay, ...]


class ProseBody(Struct, frozen=True, tag=True):
    """The body of an invitation, agreement or attachment: one text."""

    block: Block


@dataclass(frozen=True, slots=True)
class People:
    """Names under a municipality or group; without a group where the list is flat."""

    group: str | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttachmentEntry:
    """What `vedlegg` says of one attachment."""

    line: int
    number: str | None
    title: str | None
    case: CaseReference | None
    document: str | None
    file: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline; `done` is a date or the reference that the editors gave."""

    line: int
    date: dt.date
    what: str
    case: CaseReference | None
    done: str | None


@dataclass(frozen=True, slots=True)
class Note:
    """An editors' note, and what it is about."""

    line: int
    text: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class PrivacyException:
    """Personal data that editors say may stand in a record: what kind, which, and why."""

    line: int
    kind: Kind
    value: str
    """As written; of a national identity number only how it ends."""
    reason: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the original is."""

    url: str | None = None
    file: str | None = None
    sha256: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Removal:
    """Why and when a published record was taken away."""

    date: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class CaseNotes:
    """What the editors say of one case under `saker`; the key is a number as printed."""

    line: int
    key: CaseNumber
    number: CaseNumber | None = None
    title: str | None = None
    earlier: tuple[CaseReference, ...] = ()
    not_earlier: tuple[CaseReference, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    forwarded_to: str | None = None
    """The id of a body, or of a case (`tr/2017/4`)."""
    topics: tuple[str, ...] = ()
    withheld: str | None = None
    note: str | None = None

    @property
    def case(self) -> CaseId:
        return (self.number or self.key).id


@dataclass(frozen=True, slots=True)
class Record:
    """One file under `meetings/`. Fields that the front matter leaves out are None: not stated."""

    path: str
    type: DocumentType
    body: PaperBody | ProgramBody | ProseBody
    title: str | None = None
    body_id: str | None = None
    meeting_days: DateRange | None = None
    meeting_slug: str | None = None
    meeting_slug_given: bool = False
    date: dt.date | None = None
    case_officer: str | None = None
    minutes_taker: str | None = None
    chair: str | None = None
    reference: str | None = None
    place: str | None = None
    time: str | None = None
    invited: tuple[People, ...] | None = None
    present: tuple[People, ...] | None = None
    absent: tuple[People, ...] | None = None
    observers: tuple[People, ...] | None = None
    copied: tuple[People, ...] | None = None
    attachments: tuple[AttachmentEntry, ...] = ()
    cases: tuple[CaseNotes, ...] = ()
    attached_to: CaseReference | None = None
    parties: tuple[str, ...] = ()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    signed: str | None = None
    """An ISO date, `ukjent` or `nei`."""
    deadlines: tuple[Deadline, ...] = ()
    event: str | None = None
    status: str | None = None
    topics: tuple[str, ...] = ()
    language: str = "nb"
    notes: tuple[Note, ...] = ()
    origin: Origin | None = None
    privacy: tuple[PrivacyException, ...] = ()
    draft: bool = False
    publish_on: dt.date | None = None
    withheld: str | None = None
    removed: Removal | None = None
    lines: dict[str, int] = field(default_factory=dict, compare=False)
    """The line of each front-matter key, for findings."""

    def line_of(self, key: str) -> int:
        """Return the line of a front-matter key, 1 where it is left out."""
        return self.lines.get(key, 1)

    def notes_on(self, number: CaseNumber) -> CaseNotes | None:
        """Return what the editors say of the case that is printed as `number` here."""
        for each in self.cases:
            if each.key.id == number.id:
                return each
        return None
