"""Following links: a case's whole path, what waits, and what approves a meeting's minutes."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from meeting_archive.archive import Archive, Holdings
from meeting_archive.identifiers import CaseId
from meeting_archive.linking.model import (
    Basis,
    End,
    EndKind,
    Link,
    LinkGraph,
    Links,
    Relation,
)
from meeting_archive.model import Case, Item, Meeting
from meeting_archive.outcomes import Outcome

_RETURNS = (Relation.CONTINUES, Relation.FORWARDED)


def approvals(meeting: Meeting, archive: Holdings, graph: Links) -> tuple[Case, ...]:
    """Return the cases that approve a meeting's minutes, or are proposed to."""
    end = End(EndKind.MEETING, meeting.id)
    sources = dict.fromkeys(link.source.case for link in graph.back(end, Relation.APPROVES))
    return tuple(archive.case[case] for case in sources if case and case in archive.case)


@dataclass(frozen=True, slots=True)
class Step:
    """A case on the path of another, and the link that joins it; none for the case itself."""

    case: Case
    link: Link | None


def path(case: Case, archive: Holdings, graph: Links) -> tuple[Step, ...]:
    """Return a case's whole path in time: what it takes up, and what took it up.

    Facts are followed as far as they go; a suggestion is shown at the case itself only, and
    nothing is followed through it.
    """
    steps: dict[CaseId, Step] = {case.id: Step(case, None)}
    waiting = [case.id]
    while waiting:
        at = waiting.pop()
        for link in _joins(at, graph):
            if link.basis is Basis.INFERRED and at != case.id:
                continue
            other = link.target.case if link.source.case == at else link.source.case
            if other is None or other in steps or other not in archive.case:
                continue
            steps[other] = Step(archive.case[other], link)
            if link.basis is not Basis.INFERRED:
                waiting.append(other)

    def order(step: Step) -> tuple[object, ...]:
        return (*archive.meeting[step.case.treatments[0].meeting].order, step.case.id)

    return tuple(sorted(steps.values(), key=order))


def _joins(case: CaseId, graph: Links) -> Iterator[Link]:
    """Yield the returns at a case and at each of its sub-items."""
    for end in graph.ends_of.get(case, ()):
        for relation in _RETURNS:
            yield from (*graph.out(end, relation), *graph.back(end, relation))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case, or a sub-item, that was left waiting, and what is known of its return."""

    case: Case
    item: Item | None
    meeting: Meeting
    outcome: Outcome
    receiver: str
    """The body that it waits in."""
    returned: tuple[Link, ...]
    suggested: tuple[Link, ...]
    meetings_since: int

    @property
    def address(self) -> str:
        return self.case.address + (f"#{self.item.anchor}" if self.item else "")


def register(archive: Archive, graph: LinkGraph) -> Iterator[Waiting]:
    """Yield every case that minutes postponed or sent on, the latest first."""
    for decision in archive.decisions:
        for outcome in (Outcome.POSTPONED, Outcome.FORWARDED):
            if outcome not in decision.ruling.outcomes:
                continue
            postponed = outcome is Outcome.POSTPONED
            receiver = decision.case.id.body if postponed else decision.ruling.forwarded_to
            if receiver is None:
                continue
            receiver = receiver.partition("/")[0]
            anchor = decision.item.anchor if decision.item else None
            item = next((each for each in decision.case.items if each.anchor == anchor), None)
            links = tuple(_takes_up(decision.case, anchor, receiver, graph))
            later = [
                treatment
                for treatment in decision.case.treatments
                if archive.meeting[treatment.meeting].order > decision.meeting.order
            ]
            facts = tuple(link for link in links if link.basis is not Basis.INFERRED)
            if later and postponed and not anchor:
                continue  # it kept its number and was treated again: no longer waiting
            meetings = archive.meetings_of.get(receiver, ())
            earlier = bisect_right(meetings, decision.meeting.order, key=attrgetter("order"))
            yield Waiting(
                decision.case,
                item,
                decision.meeting,
                outcome,
                receiver,
                facts,
                tuple(link for link in links if link not in facts),
                len(meetings) - earlier,
            )


def _takes_up(case: Case, anchor: str | None, receiver: str, graph: LinkGraph) -> Iterator[Link]:
    """Yield what takes a waiting case up in the body that it waits in."""
    for end in graph.ends_of.get(case.id, ()):
        named = end.id.partition("#")[2] or None
        if anchor and named not in (anchor, None):
            continue
        for link in graph.back(end, Relation.CONTINUES):
            # What cites a case with several sub-items does not tell which of them it takes up.
            sure = named == anchor or len(case.items) == 1 or link.basis is Basis.STATED
            if sure and link.source.case and link.source.case.body == receiver:
                yield link
        for link in graph.out(end, Relation.FORWARDED):
            if link.target.case and link.target.case.body == receiver:
                yield link
