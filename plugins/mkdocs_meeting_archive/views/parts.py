"""The parts that pages are made of."""

import datetime as dt
from collections.abc import Iterable, Mapping

from msgspec import Struct

from meeting_archive.outcomes import Outcome
from meeting_archive.records.model import Note


class Link(Struct, frozen=True):
    """A link; `address` counts from the site's root, or is a whole web address."""

    text: str
    address: str
    language: str | None = None


class Text(Struct, frozen=True):
    """Converted record text: `html` comes from the converter and from nowhere else."""

    html: str
    language: str
    label: str | None = None


class Row(Struct, frozen=True):
    """A line of a list, whatever it lists."""

    title: str
    address: str | None
    number: str | None = None
    language: str | None = None
    details: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    state: str | None = None
    excerpt: str | None = None
    is_draft: bool = False


class Group(Struct, frozen=True):
    """Rows under a heading; `anchor` is the heading's id."""

    heading: str | None
    rows: tuple[Row, ...]
    anchor: str | None = None
    link: Link | None = None


class Listing(Struct, frozen=True):
    """The one shape of all lists."""

    title: str
    groups: tuple[Group, ...]
    intro: str | None = None
    coverage: str | None = None
    links: tuple[Link, ...] = ()
    empty: str | None = None


class Fact(Struct, frozen=True):
    """A term and what is known of it, with the editors' notes on it; no values is "not stated"."""

    term: str
    values: tuple[Link | str, ...]
    notes: tuple[str, ...] = ()
    missing: str | None = None


class Source(Struct, frozen=True):
    """A record that a page comes from."""

    path: str
    edit_url: str | None
    changes: tuple[tuple[dt.date, str], ...]


class Page(Struct, frozen=True):
    """A page: where it is, what it is called, and the data that its template shows."""

    address: str
    title: str
    template: str
    view: object
    section: str
    """The address of the section in the navigation that it belongs to; empty where to none."""
    crumbs: tuple[Link, ...] = ()
    description: str = ""
    sources: tuple[str, ...] = ()
    """The paths of the records that it comes from."""
    in_navigation: bool = False
    """True where mkdocs.yml names it beside its section's first page."""
    searchable: bool = True
    is_draft: bool = False


class NoteShelf:
    """The editors' notes on a record or meeting, each shown once: beside its subject or apart."""

    def __init__(self, notes: Iterable[Note], words: Mapping[str, str]) -> None:
        """Take the notes, and the interface's words for what they may be about."""
        self._left = list(notes)
        self._words = words

    def about(self, *keys: str) -> tuple[str, ...]:
        """Take the notes about these front-matter keys off the shelf."""
        taken = [note for note in self._left if note.about in keys]
        self._left = [note for note in self._left if note.about not in keys]
        return tuple(note.text for note in taken)

    def rest(self) -> tuple[str, ...]:
        """Take what is left, each with what it is about."""
        left, self._left = self._left, []
        return tuple(
            f"{self._words.get(note.about, note.about)}: {note.text}" if note.about else note.text
            for note in left
        )
