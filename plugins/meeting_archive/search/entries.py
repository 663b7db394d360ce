"""What can be found: one entry for each case, meeting, document, agreement, program and page."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from meeting_archive.cache import digest


class Kind(StrEnum):
    """What an entry is; the values stand in addresses."""

    CASE = "sak"
    MEETING = "mote"
    DOCUMENT = "dokument"
    AGREEMENT = "avtale"
    PROGRAM = "program"
    PAGE = "side"


class Tier(IntEnum):
    """How much it says of an entry that a word stands here."""

    REST = 1
    DECISION = 2
    TITLE = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of an entry, in NFC; `anchor` is where it stands on the entry's page."""

    text: str
    tier: Tier = Tier.REST
    label: str | None = None
    language: str = "nb"
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A value that entries are filtered by: what stands in addresses, and what readers see."""

    id: str
    label: str


FACETS = ("type", "organ", "ar", "utfall", "tema", "kommune")
"""What entries are filtered by, by the names that addresses use."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found, and all that a result shows of it."""

    kind: Kind
    address: str
    title: str
    passages: tuple[Passage, ...] = ()
    language: str = "nb"
    number: str | None = None
    numbers: tuple[str, ...] = ()
    """All numbers that are its own, as printed anywhere."""
    body: str | None = None
    """The id of the body that its texts belong to."""
    date: dt.date | None = None
    last_date: dt.date | None = None
    """The last day of the meeting that it is, or is of: of several, questions name either."""
    when: str | None = None
    """Its date in words."""
    known_as: str = ""
    """Words that it is found by and that it does not show."""
    facets: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry that need not be made where the index has it already."""

    order: tuple[int, int, str]
    """What entries are numbered by."""
    digest: str
    """What tells it from all others: the same digest, the same entry."""
    make: Callable[[], Entry]


def listed(entry: Entry) -> Listed:
    """Return an entry that is made already as one that need not be."""
    return Listed(order_of(entry), digest(repr(entry)), lambda: entry)


def order_of(entry: Entry) -> tuple[int, int, str]:
    """Return what entries are numbered by: the newest first, then by kind and address."""
    day = entry.date.toordinal() if entry.date else 0
    return -day, list(Kind).index(entry.kind), entry.address
