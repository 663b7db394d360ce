"""What may be published of the records, decided before anything is built from them.

Everything downstream sees only what leaves here, so nothing else can leak: drafts are gone,
withheld records are bare, and withheld cases have lost their text in every record.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from meeting_archive.diagnostics import Diagnostic, finding
from meeting_archive.identifiers import CaseId, CaseNumber, Numbering
from meeting_archive.records.model import (
    MEETING_PAPERS,
    Block,
    CaseNotes,
    CaseText,
    PaperBody,
    Plain,
    ProgramBody,
    ProseBody,
    Record,
)
from meeting_archive.records.printed import printed

# A title as short as "Eventuelt" stands in many papers and tells nothing.
_SHORTEST_TELLING_TITLE = 12


def is_draft(record: Record, today: dt.date) -> bool:
    """Tell whether it is: for `kladd: ja`, and until the day of `publiseres`."""
    return record.draft or bool(record.publish_on and record.publish_on > today)


def case_id(record: Record, number: CaseNumber) -> CaseId:
    """Return the case that `number`, as printed in `record`, means after correction."""
    notes = record.notes_on(number)
    return notes.case if notes else number.id


def withheld_cases(records: Sequence[Record]) -> dict[CaseId, str]:
    """Return the legal basis of each case that any record, a draft too, withholds."""
    return {
        notes.case: notes.withheld for record in records for notes in record.cases if notes.withheld
    }


def is_hidden(record: Record, withheld: Mapping[CaseId, str]) -> bool:
    """Tell whether what is found in reading `record` may quote what is withheld."""
    if record.withheld or record.removed:
        return True
    if not withheld:
        return False
    cases = record.body.cases if isinstance(record.body, PaperBody) else ()
    numbers = [*(part.number for part in cases), *(notes.key for notes in record.cases)]
    return any(case_id(record, number) in withheld for number in numbers)


Meeting = tuple[str | None, str | None]


def withheld_attachments(
    records: Sequence[Record], withheld: Mapping[CaseId, str]
) -> Mapping[Meeting, frozenset[str]]:
    """Return the numbers of attachments that stand in withheld cases, by body and meeting.

    Attachments are numbered through a meeting: what one paper says of a number holds in others.
    """
    found: dict[Meeting, set[str]] = defaultdict(set)
    for record in records if withheld else ():
        for part in record.body.cases if isinstance(record.body, PaperBody) else ():
            if case_id(record, part.number) in withheld:
                found[record.body_id, record.meeting_slug].update(_attachment_numbers([part]))
    return {meeting: frozenset(numbers) for meeting, numbers in found.items()}


def _attachment_numbers(parts: Iterable[CaseText | Plain]) -> Iterator[str]:
    for part in parts:
        items = part.items if isinstance(part, CaseText) else ()
        for sections in (part.sections, *(item.sections for item in items)):
            yield from (each.attachment.number for each in sections if each.attachment)


def publish(
    record: Record,
    withheld: Mapping[CaseId, str],
    hidden_attachments: Mapping[Meeting, frozenset[str]],
    numbering: Numbering,
) -> Record:
    """Return what may be published of `record`, where the cases in `withheld` may not."""
    if record.withheld or record.removed:
        return _bare(record)
    if not withheld:
        return record
    if not isinstance(record.body, PaperBody):
        return replace(
            record, deadlines=tuple(d for d in record.deadlines if not _about(d.case, withheld))
        )
    hidden = {
        part.number.id: withheld[case_id(record, part.number)]
        for part in record.body.cases
        if case_id(record, part.number) in withheld
    }
    shown = [part for part in record.body.parts if not _is_part_of(part, hidden)]
    numbers = hidden_attachments.get((record.body_id, record.meeting_slug), frozenset())
    numbers = numbers.difference(_attachment_numbers(shown))

    def on_hidden(about: str | None) -> bool:
        named = numbering.read_reference(about, record.body_id, 0) if about else None
        return named is not None and (named.case in hidden or named.case in withheld)

    return replace(
        record,
        body=PaperBody(
            tuple(
                _withhold(part, hidden[part.number.id])
                if isinstance(part, CaseText) and part.number.id in hidden
                else part
                for part in record.body.parts
            )
        ),
        attachments=tuple(
            entry
            for entry in record.attachments
            if not _about(entry.case, withheld) and entry.number not in numbers
        ),
        cases=tuple(_bare_notes(n) if n.case in withheld else n for n in record.cases),
        deadlines=tuple(d for d in record.deadlines if not _about(d.case, withheld)),
        notes=tuple(note for note in record.notes if not on_hidden(note.about)),
    )


def _is_part_of(part: CaseText | Plain, hidden: Mapping[CaseId, str]) -> bool:
    return isinstance(part, CaseText) and part.number.id in hidden


def _about(reference: object, withheld: Mapping[CaseId, str]) -> bool:
    return getattr(reference, "case", None) in withheld


def _withhold(part: CaseText, basis: str) -> CaseText:
    return CaseText(part.line, part.number, part.number.printed, None, (), (), basis)


def _bare_notes(notes: CaseNotes) -> CaseNotes:
    return CaseNotes(
        notes.line, notes.key, notes.number, title=notes.title, withheld=notes.withheld
    )


def _bare(record: Record) -> Record:
    """Keep type, body, meeting, date and the reason; of a removed paper its case numbers too."""
    body: PaperBody | ProgramBody | ProseBody = ProseBody(Block(1, ""))
    cases: tuple[CaseNotes, ...] = ()
    if record.type in MEETING_PAPERS:
        body = PaperBody()
    if record.removed and isinstance(record.body, PaperBody):
        printed = [part.number for part in record.body.cases]
        listed = [n.key for n in record.cases if n.key.id not in {each.id for each in printed}]
        body = PaperBody(
            tuple(CaseText(1, number, number.printed, None, (), ()) for number in printed + listed)
        )
        cases = tuple(CaseNotes(n.line, n.key, n.number) for n in record.cases if n.number)
    return Record(
        path=record.path,
        type=record.type,
        body=body,
        body_id=record.body_id,
        meeting_days=record.meeting_days,
        meeting_slug=record.meeting_slug,
        meeting_slug_given=record.meeting_slug_given,
        date=record.date,
        cases=cases,
        language=record.language,
        draft=record.draft,
        publish_on=record.publish_on,
        withheld=record.withheld,
        removed=record.removed,
        lines=record.lines,
    )


def laid_before_withheld(
    records: Sequence[Record], withheld: Mapping[CaseId, str], numbering: Numbering
) -> Iterator[Diagnostic]:
    """Yield a warning for what was laid before a withheld case and is published all the same."""
    for record in records:
        reference = record.attached_to
        if reference and reference.case in withheld:
            number = numbering.spell(reference.case)
            line = record.line_of("vedlegg_til")
            yield finding("laid-before-withheld", record.path, line, number=number)


def told_elsewhere(
    originals: Sequence[Record], published: Sequence[Record], withheld: Mapping[CaseId, str]
) -> Iterator[Diagnostic]:
    """Yield a warning where the title of a withheld case still stands in what is published."""
    titles: dict[str, CaseNumber] = {}
    allowed = {n.title for record in published for n in record.cases if n.case in withheld}
    for record in originals if withheld else ():
        if isinstance(record.body, PaperBody):
            for part in record.body.cases:
                telling = part.title and len(part.title) >= _SHORTEST_TELLING_TITLE
                hidden = case_id(record, part.number) in withheld
                if telling and hidden and part.title not in allowed:
                    titles[_folded(part.title or "")] = part.number
    if not titles:
        return
    for record in published:
        for line, text in _texts(record):
            for title, number in titles.items():
                if title in _folded(text):
                    yield finding(
                        "withheld-title-elsewhere", record.path, line, number=number.printed
                    )


def _folded(text: str) -> str:
    return " ".join(text.replace("*", "").replace("_", "").casefold().split())


def _texts(record: Record) -> Iterator[tuple[int, str]]:
    """Yield every text of a record that is shown, the editors' too, with its line."""
    if record.title:
        yield record.line_of("tittel"), record.title
    for note in record.notes:
        yield note.line, note.text
    for entry in record.attachments:
        yield entry.line, entry.title or ""
    for each in printed(record):
        yield each.block.line, each.block.text
