"""What the editors say of cases and what came before them, held against the archive."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from meeting_archive.archive import Archive
from meeting_archive.diagnostics import Diagnostic, finding, suggestion
from meeting_archive.identifiers import CaseId, CaseReference
from meeting_archive.linking.model import Basis, End, EndKind, Link, Relation, case_end
from meeting_archive.model import Case, Document
from meeting_archive.records.model import CaseNotes
from meeting_archive.records.values import nearest

EVIDENCE = "Oppgitt av redaktørene."


@dataclass(frozen=True, slots=True)
class Decisions:
    """The editors' links, the pairs that they rejected, and what is wrong with either."""

    links: tuple[Link, ...]
    rejected: frozenset[tuple[CaseId, CaseReference]]
    diagnostics: tuple[Diagnostic, ...]


def editors_decisions(archive: Archive) -> Decisions:
    """Return what editors state under `saker`, checked: what they state must be there."""
    links: list[Link] = []
    found: list[Diagnostic] = []
    rejected: set[tuple[CaseId, CaseReference]] = set()
    earlier_of: dict[CaseId, dict[CaseId, tuple[Document, CaseReference]]] = defaultdict(dict)
    for document in archive.documents:
        for notes in document.record.cases:
            case = archive.case.get(notes.case)
            if case is None or case.withheld or case.removed:
                continue
            rejected.update((case.id, reference) for reference in notes.not_earlier)
            sent, problems = _forwarded(case, notes, document, archive)
            links.extend(sent)
            found.extend(problems)
            for reference in notes.earlier:
                problem = _problem(case, reference, document, archive)
                if problem:
                    found.append(problem)
                if reference.case not in archive.case or (problem and _is_error(problem)):
                    continue
                earlier_of[case.id].setdefault(reference.case, (document, reference))
                if not archive.case[reference.case].withheld:
                    target = case_end(reference.case, reference.anchor)
                    links.append(
                        Link(case_end(case.id), target, Relation.CONTINUES, Basis.STATED, EVIDENCE)
                    )
        found.extend(_unknown_fulfilments(document, archive))
    found.extend(_circles(earlier_of, archive))
    return Decisions(tuple(dict.fromkeys(links)), frozenset(rejected), tuple(found))


def _is_error(problem: Diagnostic) -> bool:
    return problem.severity == "error"


def _forwarded(
    case: Case, notes: CaseNotes, document: Document, archive: Archive
) -> tuple[list[Link], list[Diagnostic]]:
    """Return where editors say that a case was sent, and what is wrong with that."""
    if notes.forwarded_to is None:
        return [], []
    source, stated = case_end(case.id), Basis.STATED
    if notes.forwarded_to in archive.numbering.by_id:
        target = End(EndKind.BODY, notes.forwarded_to)
        return [Link(source, target, Relation.FORWARDED, stated, EVIDENCE)], []
    named = CaseId.read(notes.forwarded_to)
    receiving = archive.case.get(named)
    path = document.record.path
    if receiving is None:
        near = suggestion(_closest(named, archive))
        value = archive.numbering.spell(named)
        return [], [finding("forwarded-unknown", path, notes.line, value=value, suggestion=near)]
    if receiving.id == case.id or _last(receiving, archive) <= _first(case, archive):
        values = {"number": case.number, "receiving": receiving.number}
        return [], [finding("forwarded-is-earlier", path, notes.line, **values)]
    target = case_end(named)
    return [Link(source, target, Relation.FORWARDED, stated, EVIDENCE)], []


def _problem(
    case: Case, reference: CaseReference, document: Document, archive: Archive
) -> Diagnostic | None:
    """Return what is wrong with a stated earlier case, or None."""
    path, line = document.record.path, reference.line
    value = archive.numbering.spell(reference.case)
    number = case.number
    if reference.case == case.id and reference.anchor is None:
        return finding("earlier-is-itself", path, line, number=number)
    earlier = archive.case.get(reference.case)
    if earlier is None:
        held = [year for body, year in archive.cases_of if body == reference.case.body]
        if not held or not min(held) <= reference.case.year <= max(held):
            return finding("earlier-not-held", path, line, value=value)
        near = suggestion(_closest(reference.case, archive))
        return finding("earlier-unknown", path, line, value=value, suggestion=near)
    anchors = [item.anchor for item in earlier.items]
    if reference.anchor and reference.anchor not in anchors:
        near = suggestion(nearest(reference.anchor, anchors))
        value = f"{earlier.number}#{reference.anchor}"
        return finding("earlier-unknown", path, line, value=value, suggestion=near)
    if _first(earlier, archive) >= _last(case, archive):
        return finding("earlier-is-later", path, line, number=number, earlier=earlier.number)
    return None


def _closest(missing: CaseId, archive: Archive) -> str | None:
    """Return the number of the case of that body and year whose number is nearest."""
    cases = archive.cases_of.get((missing.body, missing.year), ())
    closest = min(cases, key=lambda case: abs(case.id.number - missing.number), default=None)
    return closest.number if closest else None


def _first(case: Case, archive: Archive) -> tuple[object, ...]:
    return archive.meeting[case.treatments[0].meeting].order


def _last(case: Case, archive: Archive) -> tuple[object, ...]:
    return archive.meeting[case.latest.meeting].order


def _unknown_fulfilments(document: Document, archive: Archive) -> Iterator[Diagnostic]:
    """Yield where a deadline is said to be fulfilled by a case that is not held."""
    record = document.record
    for deadline in record.deadlines:
        named = archive.numbering.read(deadline.done or "", record.body_id)
        if named and named.id not in archive.case:
            yield finding("done-unknown", record.path, deadline.line, value=deadline.done)


def _circles(
    earlier_of: Mapping[CaseId, Mapping[CaseId, tuple[Document, CaseReference]]], archive: Archive
) -> Iterator[Diagnostic]:
    """Yield an error where cases treated several times are each said to continue the other."""
    try:
        TopologicalSorter({case: earlier.keys() for case, earlier in earlier_of.items()}).prepare()
    except CycleError as error:
        # Each is stated to be earlier than the one that follows.
        first, second, *_rest = circle = list(error.args[1])
        document, reference = earlier_of[second][first]
        names = " → ".join(archive.case[case].number for case in reversed(circle))
        path = document.record.path
        yield finding("earlier-in-circle", path, reference.line, circle=names)


def is_rejected(
    later: End, earlier: End, rejected: frozenset[tuple[CaseId, CaseReference]]
) -> bool:
    """Tell whether editors rejected a pair; a whole case stands for its sub-items too."""
    case = later.case
    if case is None or earlier.case is None:
        return False
    anchor = earlier.id.partition("#")[2] or None
    named = {CaseReference(earlier.case, anchor), CaseReference(earlier.case)}
    return any((case, reference) in rejected for reference in named)
