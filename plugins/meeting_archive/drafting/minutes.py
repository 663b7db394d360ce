"""New minutes, made from the notice: its cases and proposals, and what is left to decide."""

from collections.abc import Iterator, Sequence

from meeting_archive.drafting.draft import Draft, draft_text, entry, known, opening, people, tidy
from meeting_archive.drafting.meetings import NewMeeting, cases_in
from meeting_archive.drafting.notice import head_of_paper, paper_title
from meeting_archive.editing.splice import scalar
from meeting_archive.identifiers import CaseId
from meeting_archive.publication import case_id
from meeting_archive.records.model import (
    CaseNotes,
    CaseText,
    DocumentType,
    Item,
    Record,
    Section,
    SectionKind,
)
from meeting_archive.records.text import without_marks
from meeting_archive.records.unfinished import MARK

_PROPOSAL = "Forslag til vedtak"


def draft_minutes(
    kind: DocumentType, meeting: NewMeeting, notices: Sequence[Record], folder: str
) -> Draft:
    """Return new minutes with every case of the meeting's notices, under its own heading."""
    place = _first(notices, "place")
    time = _first(notices, "time")
    withheld = _first(notices, "withheld")
    invited = next((each.invited for each in notices if each.invited is not None), None)
    front = (
        *opening(kind),
        *head_of_paper(meeting),
        *known("unntatt", withheld),
        entry("møteleder", None),
        entry("referent", None),
        *known("sted", place),
        *known("tidsrom", time),
        *people("til_stede", invited),
        *people("forfall", None),
        *_notes(notices),
    )
    body = (
        f"# {paper_title(kind, meeting)}",
        f"Sted: {tidy(place or MARK)}",
        f"Tidsrom: {tidy(time or MARK)}",
        *(f"{label}: {MARK}" for label in ("Til stede", "Forfall", "Møteleder", "Referent")),
        *(paragraph for case in _cases(notices) for paragraph in _case(case)),
    )
    path = f"{folder}/{meeting.body.id}/{meeting.slug}/{kind}.md"
    return Draft(path, draft_text(front, body))


def _first(notices: Sequence[Record], attribute: str) -> str | None:
    return next(filter(None, (getattr(each, attribute) for each in notices)), None)


def _cases(notices: Sequence[Record]) -> Iterator[CaseText]:
    """Yield the cases of all notices; one that stands in two of them is one case."""
    seen: set[CaseId] = set()
    for record, case in cases_in(notices):
        identity = case_id(record, case.number)
        if identity not in seen:
            seen.add(identity)
            yield case


def _case(case: CaseText) -> Iterator[str]:
    yield _heading(2, case.heading)
    proposals = [*_proposals(case.sections)]
    yield from proposals
    if proposals or not case.items:
        yield from _decision()
    for item in case.items:
        yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    yield _heading(3, item.heading)
    yield from _proposals(item.sections)
    yield from _decision()


def _heading(level: int, words: str) -> str:
    # Marks at the end of a heading are no part of it, unless more follow.
    return f"{'#' * level} {words}{' #' if words.endswith('#') else ''}"


def _proposals(sections: Sequence[Section]) -> Iterator[str]:
    """Yield what is proposed, under the notice's own labels."""
    for section in sections:
        if section.kind is SectionKind.PROPOSAL and section.block.text:
            if section.label:
                yield f"### {without_marks(section.label).rstrip(': ') or _PROPOSAL}"
            yield section.block.text


def _decision() -> tuple[str, str]:
    return ("### Vedtak", MARK)


def _notes(notices: Sequence[Record]) -> Iterator[str]:
    """Yield what must be said of the cases here too: their right numbers, and what is withheld."""
    notes = {
        case.number.id: notes
        for record, case in cases_in(notices)
        if (notes := record.notes_on(case.number)) and (notes.number or notes.withheld)
    }
    if notes:
        yield "saker:"
    for each in notes.values():
        yield from _note(each)


def _note(notes: CaseNotes) -> Iterator[str]:
    yield f"  {scalar(notes.key.printed)}:"
    if notes.number:
        yield f"    nummer: {scalar(notes.number.printed)}"
    if notes.withheld:
        yield f"    unntatt: {scalar(notes.withheld)}"
        yield from (f"    tittel: {scalar(notes.title)}",) if notes.title else ()
