"""How a case comes back: suggestions with an explainable score, never facts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from meeting_archive.linking.model import End


@dataclass(frozen=True, slots=True)
class Text:
    """A case or sub-item as one meeting treated it, with its plain text."""

    end: End
    """The case, or the sub-item."""
    body: str
    """The id of the body that treated it."""
    position: int
    """The place of the meeting in the body's own series, in time order: 0, 1, 2, ..."""
    order: tuple[object, ...]
    """Sorts all treatments of all bodies in time."""
    number: str
    """The case's number as a reader knows it, `AU 43/16`."""
    title: str
    text: str
    """Presentation, proposal, discussion and decision, without markup."""
    when: str
    """The meeting's date as a reader writes it."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A treatment that left its case waiting: postponed, or sent on to another body."""

    text: Text
    receiver: str
    """The id of the body that it waits in: its own where postponed, the other where sent on."""
    forwarded: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A later treatment that may take up what waited."""

    earlier: Waiting
    later: Text
    score: float
    """0 to 1."""
    reason: str
    """One Norwegian sentence that says why."""


def suggest_returns(
    waiting: Iterable[Waiting], treatments: Sequence[Text]
) -> Iterator[Suggestion]:
    """Yield what may be the return of each waiting case, among all `treatments` of the archive."""
    del waiting, treatments
    yield from ()
