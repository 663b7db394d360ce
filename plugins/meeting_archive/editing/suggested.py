"""The links that rules suggest and editors have not answered, and where an answer belongs."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from meeting_archive.archive import Archive
from meeting_archive.diagnostics import Diagnostic, Severity
from meeting_archive.identifiers import CaseId, CaseNumber, CaseReference
from meeting_archive.linking.graph import link
from meeting_archive.linking.model import Basis, End, LinkGraph, Relation
from meeting_archive.linking.texts import LinkedTexts
from meeting_archive.markup import Converter
from meeting_archive.model import Case
from meeting_archive.publication import case_id
from meeting_archive.reading import read_archive
from meeting_archive.records.model import CaseNotes, PaperBody, Record
from meeting_archive.settings import Settings


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A link that rules concluded and no editor has answered."""

    later: End
    earlier: End
    reason: str


def open_suggestions(graph: LinkGraph) -> tuple[Suggestion, ...]:
    """Return the suggested returns of cases, in the order of the cases that may be returns."""
    found: list[tuple[CaseId, Suggestion]] = []
    for each in graph.links:
        later, earlier = each.source, each.target
        if each.relation is Relation.FORWARDED:
            # What is sent on points forward in time.
            later, earlier = earlier, later
        elif each.relation is not Relation.CONTINUES:
            continue
        if each.basis is Basis.INFERRED and later.case and earlier.case:
            found.append((later.case, Suggestion(later, earlier, each.evidence)))
    found.sort(key=lambda each: (each[0], each[1].later, each[1].earlier))
    return tuple(suggested for _, suggested in found)


@dataclass(frozen=True, slots=True)
class Linked:
    """The archive as its editors see it, drafts included, and what is wrong with it."""

    archive: Archive
    suggestions: tuple[Suggestion, ...]
    errors: tuple[Diagnostic, ...]


def read_linked(settings: Settings, today: dt.date) -> Linked:
    """Read the archive, drafts included, and link it."""
    reading = read_archive(
        settings.root, settings.records, settings.numbering, today=today, preview=True
    )
    archive = reading.archive
    found = link(archive, LinkedTexts(archive, Converter()))
    suggestions = tuple(
        each
        for each in open_suggestions(found.graph)
        if may_say(places(case_of(each.later, archive), archive), each.earlier.case, archive)
    )
    diagnostics = sorted((*reading.diagnostics, *found.diagnostics))
    errors = tuple(each for each in diagnostics if each.severity is Severity.ERROR)
    return Linked(archive, suggestions, errors)


@dataclass(frozen=True, slots=True)
class Place:
    """A record that a case stands in, with its number there and what the editors say of it."""

    record: Record
    printed: str
    notes: CaseNotes | None

    @property
    def answers(self) -> tuple[CaseReference, ...]:
        """Return the earlier cases that editors have said yes or no to here."""
        return (*self.notes.earlier, *self.notes.not_earlier) if self.notes else ()


def places(case: Case, archive: Archive) -> list[Place]:
    """Return where a case stands, the place that an answer belongs in first.

    That is where editors have answered before, or said something else of the case, or else the
    latest paper: the minutes before the notice. What is withheld or removed stands nowhere.
    """
    found = []
    for treatment in () if case.withheld or case.removed else reversed(case.treatments):
        for document in reversed(treatment.documents):
            record = archive.document[document].record
            for number in _numbers(record):
                if case_id(record, number) == case.id:
                    notes = record.notes_on(number)
                    found.append(Place(record, (notes.key if notes else number).printed, notes))
    return sorted(found, key=lambda place: (not place.answers, place.notes is None))


def _numbers(record: Record) -> list[CaseNumber]:
    """Return the case numbers of a record, none where it is withheld or removed."""
    if record.withheld or record.removed or not isinstance(record.body, PaperBody):
        return []
    return [part.number for part in record.body.cases]


def may_say(where: Sequence[Place], earlier: CaseId | None, archive: Archive) -> bool:
    """Tell whether there is a place, and it is no published record that would name a draft."""
    before = places(archive.case[earlier], archive) if earlier else []
    if not where or not before:
        return False
    return where[0].record.draft or not all(each.record.draft for each in before)


def case_of(end: End, archive: Archive) -> Case:
    """Return the case at an end of a suggested link."""
    assert end.case
    return archive.case[end.case]


def shown(later: str, earlier: str, archive: Archive) -> tuple[str, str]:
    """Return two cases, or sub-items, by the numbers that readers know: `AU 43/16#interreg`."""
    first, second = (
        archive.case[CaseId.read(case)].number + mark + anchor
        for case, mark, anchor in (later.partition("#"), earlier.partition("#"))
    )
    return first, second
