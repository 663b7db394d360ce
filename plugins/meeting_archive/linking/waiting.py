"""From the archive to what the inference of returns compares."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial

from meeting_archive.archive import Archive
from meeting_archive.dates import spell_range
from meeting_archive.linking.model import case_end
from meeting_archive.linking.returns import Text, Waiting
from meeting_archive.linking.said import SaidInMarkdown, TextOf
from meeting_archive.model import Meeting, Treatment
from meeting_archive.outcomes import Outcome, Ruling
from meeting_archive.records.model import SectionKind

_COMPARED = (
    SectionKind.PRESENTATION,
    SectionKind.PROPOSAL,
    SectionKind.DISCUSSION,
    SectionKind.DECISION,
)
_WAITING = frozenset((Outcome.POSTPONED, Outcome.FORWARDED))
_NOTHING = Ruling()
_Said = Callable[[str, tuple[str, ...]], SaidInMarkdown]
"""Takes a title and the texts below it, as Markdown."""


def waiting_and_treatments(
    archive: Archive, text_of: TextOf, words_of: TextOf | None = None
) -> tuple[list[Waiting], list[Text]]:
    """Return what was left waiting, and all treatments of cases and sub-items, in time order.

    `text_of` turns Markdown into plain text, and `words_of`, if there is one, into the words that
    `analysis.words` finds there. What is withheld or removed, and meetings that nothing dates, are
    left out: the one must not be named, the other have no place in time.
    """
    said = partial(SaidInMarkdown, text_of=text_of, words_of=words_of)
    waiting: list[Waiting] = []
    treatments: list[Text] = []
    for meetings in archive.meetings_of.values():
        for position, meeting in enumerate(meetings):
            if meeting.order[0] == dt.date.max:
                continue
            for text, ruling in _of_meeting(archive, meeting, position, said):
                treatments.append(text)
                if not _WAITING.isdisjoint(ruling.outcomes):
                    waiting.extend(_waiting(text, ruling))
    waiting.sort(key=lambda each: each.text.order)
    treatments.sort(key=lambda each: each.order)
    return waiting, treatments


def _of_meeting(
    archive: Archive, meeting: Meeting, position: int, said: _Said
) -> Iterator[tuple[Text, Ruling]]:
    """Yield the treatments of a meeting in the order of its list, each with what it decided."""
    order = meeting.order
    when = spell_range(meeting.days) if meeting.days else "ukjent dato"
    place = 0
    for case_id in meeting.cases:
        case = archive.case[case_id]
        if case.withheld or case.removed:
            continue
        for treatment in case.treatments:
            if treatment.meeting != meeting.id:
                continue
            for item in (None, *treatment.items):
                treated = item or treatment
                texts = [each.block.text for each in treated.passages if each.kind in _COMPARED]
                text = Text(
                    end=case_end(case.id, item.anchor if item else None),
                    body=meeting.body,
                    position=position,
                    order=(*order, place),
                    number=case.number,
                    said=said(treated.title or case.title or "", tuple(texts)),
                    when=when,
                )
                yield text, own_ruling(treatment) if item is None else item.ruling
                place += 1


def own_ruling(treatment: Treatment) -> Ruling:
    """Return what was decided of the case itself: a case has its sub-items' outcomes else."""
    ruling = treatment.ruling if treatment.minuted else _NOTHING
    if not treatment.items and ruling.outcomes:
        return ruling
    of_items = {outcome for item in treatment.items for outcome in item.ruling.outcomes}
    if of_items.issuperset(ruling.outcomes) and not treatment.of(SectionKind.DECISION):
        return _NOTHING
    return ruling


def _waiting(text: Text, ruling: Ruling) -> Iterator[Waiting]:
    """Yield how a treatment left its case waiting. Only minutes give a ruling at all."""
    if Outcome.POSTPONED in ruling.outcomes:
        yield Waiting(text, text.body, forwarded=False)
    receiver = ruling.forwarded_to
    # A case as the receiver is the editors' own statement: nothing is left to infer.
    if Outcome.FORWARDED in ruling.outcomes and receiver and "/" not in receiver:
        yield Waiting(text, receiver, forwarded=receiver != text.body)
