"""What is asked of an archive in showing one thing of it, so that it need not be shown anew.

Who shows a case, a meeting or a document is handed doors to the archive instead of the archive.
They give what the archive gives, and note what was asked for. What each answer is known by,
`Fingerprints` tells: where these are as they were, so is what was shown.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Protocol, TypeVar

from meeting_archive.archive import Archive, Holdings
from meeting_archive.identifiers import CaseId, Numbering, slugify
from meeting_archive.linking.model import End, Link, LinkGraph, Links, Relation, Unresolved, chosen
from meeting_archive.linking.resolve import places
from meeting_archive.linking.texts import LinkedTexts
from meeting_archive.markup import Fragment
from meeting_archive.model import Case, Document, Meeting, Topic
from meeting_archive.storing import encode

K = TypeVar("K")
V = TypeVar("V")

Note = str
"""What was asked for: the name of a door, and the key."""
Notes = dict[Note, None]
"""What was asked for, in order."""

CASE, DOCUMENT, MEETING = "case", "document", "meeting"
_NEIGHBOURS, _TOPIC, _PLACES, _TODAY = "neighbours", "topic", "places", "today"
HISTORY = "history"
"""The door to how a record was changed: that stands at the foot of its pages."""
_FROM, _TO, _ENDS, _UNRESOLVED = "links from", "links to", "ends", "unresolved"


def note(door: str, key: object = "") -> Note:
    """Return the note that a door was asked for a key."""
    return f"{door} {key}"


TODAY = note(_TODAY)


class _Door(Mapping[K, V]):
    """A mapping that notes what it is asked for; it is asked by key, never for all that it has."""

    def __init__(self, door: str, behind: Mapping[K, V], notes: Notes) -> None:
        self._door, self._behind, self._notes = door, behind, notes

    def __getitem__(self, key: K) -> V:
        self._notes[note(self._door, key)] = None
        return self._behind[key]

    def __iter__(self) -> Iterator[K]:
        raise TypeError(self._door)

    def __len__(self) -> int:
        raise TypeError(self._door)


class NotedArchive:
    """The doors to an archive."""

    def __init__(self, archive: Holdings, notes: Notes) -> None:
        self._archive = archive
        self._notes = notes
        self.case: Mapping[CaseId, Case] = _Door(CASE, archive.case, notes)
        self.document: Mapping[str, Document] = _Door(DOCUMENT, archive.document, notes)
        self.meeting: Mapping[str, Meeting] = _Door(MEETING, archive.meeting, notes)

    @property
    def numbering(self) -> Numbering:
        """How cases are numbered, which is the same for a whole site."""
        return self._archive.numbering

    def neighbours(self, meeting: Meeting) -> tuple[Meeting | None, Meeting | None]:
        """Return the previous and the next meeting of the body."""
        self._notes[note(_NEIGHBOURS, meeting.id)] = None
        return self._archive.neighbours(meeting)

    def topics_named(self, names: Iterable[str]) -> tuple[Topic, ...]:
        """Return the topics that editors mean by these names, however they spell them."""
        listed = list(names)
        self._notes.update(dict.fromkeys(note(_TOPIC, slugify(name)) for name in listed))
        return self._archive.topics_named(listed)


class NotedLinks:
    """The doors to the links of an archive."""

    def __init__(self, links: Links, notes: Notes) -> None:
        self.outgoing: Mapping[End, tuple[Link, ...]] = _Door(_FROM, links.outgoing, notes)
        self.incoming: Mapping[End, tuple[Link, ...]] = _Door(_TO, links.incoming, notes)
        self.ends_of: Mapping[CaseId, tuple[End, ...]] = _Door(_ENDS, links.ends_of, notes)
        self.unresolved_in: Mapping[CaseId | None, tuple[Unresolved, ...]] = _Door(
            _UNRESOLVED, links.unresolved_in, notes
        )

    def out(self, source: End, relation: Relation, *, inferred: bool = True) -> tuple[Link, ...]:
        """Return the links of one relation from an end, the inferred ones if they are wanted."""
        return chosen(self.outgoing.get(source, ()), relation, inferred=inferred)

    def back(self, target: End, relation: Relation, *, inferred: bool = True) -> tuple[Link, ...]:
        """Return the links of one relation to an end, the inferred ones if they are wanted."""
        return chosen(self.incoming.get(target, ()), relation, inferred=inferred)


class Texts(Protocol):
    """What is asked of an archive's texts in showing one thing of it."""

    def fragment(self, document: str, source: str) -> Fragment:
        """Return Markdown that stands in a document as HTML, what it refers to linked."""

    def plain(self, source: str) -> str:
        """Return the plain text of Markdown, whichever document it stands in."""


class NotedTexts:
    """The doors to the texts of an archive. How a text reads by itself is the text's own."""

    def __init__(self, texts: LinkedTexts, notes: Notes) -> None:
        self._texts = texts
        self._notes = notes

    def fragment(self, document: str, source: str) -> Fragment:
        """Return Markdown that stands in a document as HTML, what it refers to linked."""
        if self._texts.has_mentions(source):
            self._notes[note(DOCUMENT, document)] = None
            self._notes[note(_PLACES)] = None
        return self._texts.fragment(document, source)

    def plain(self, source: str) -> str:
        """Return the plain text of Markdown, whichever document it stands in."""
        return self._texts.plain(source)


class Fingerprints:
    """What every answer of an archive is known by: of equal ones, the same."""

    def __init__(
        self,
        archive: Archive,
        links: Callable[[], LinkGraph],
        today: dt.date,
        history: Mapping[str, object],
    ) -> None:
        """Take the archive; its links are waited for when what they answer is asked for.

        `history` tells how each record was changed, by its path.
        """
        self._links = links
        self._known = {
            **_prints(CASE, archive.case),
            **_prints(DOCUMENT, archive.document),
            **_prints(MEETING, archive.meeting),
            **_prints(_TOPIC, {each.slug: each for each in archive.topics}),
            **_prints(_NEIGHBOURS, _neighbours(archive)),
            **_prints(HISTORY, history),
            note(_PLACES): _print(places(archive)),
            TODAY: _print(today),
        }
        self._has_links = False

    def of(self, notes: Iterable[Note]) -> bytes:
        """Return what the answers to all that was asked for are known by, together."""
        return b"".join(map(self._of, notes))

    def _of(self, asked: Note) -> bytes:
        known = self._known.get(asked)
        if known is None and not self._has_links and asked.startswith(_OF_LINKS):
            self._add_links()
            known = self._known.get(asked)
        return known or _NOTHING

    def _add_links(self) -> None:
        graph = self._links()
        self._known |= _prints(_FROM, graph.outgoing)
        self._known |= _prints(_TO, graph.incoming)
        self._known |= _prints(_ENDS, graph.ends_of)
        self._known |= _prints(_UNRESOLVED, graph.unresolved_in)
        self._has_links = True


_OF_LINKS = (_FROM, _TO, _ENDS, _UNRESOLVED)
_SIZE = 16
_NOTHING = b"-" * _SIZE
"""What is not there."""


def _print(value: object) -> bytes:
    return sha256(encode(value)).digest()[:_SIZE]


def _prints(door: str, behind: Mapping[K, V]) -> dict[Note, bytes]:
    return {note(door, key): _print(value) for key, value in behind.items()}


def _neighbours(archive: Archive) -> dict[str, tuple[Meeting | None, Meeting | None]]:
    return {each.id: archive.neighbours(each) for each in archive.meetings}
