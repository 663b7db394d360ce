"""What may have been forgotten: minutes, numbers in a series, attachments, proposals."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from meeting_archive.archive import grouped
from meeting_archive.attachments import attachment_lines
from meeting_archive.dates import spell, spell_range
from meeting_archive.diagnostics import Diagnostic, finding
from meeting_archive.identifiers import CaseId, Numbering
from meeting_archive.publication import case_id, is_draft, withheld_cases
from meeting_archive.records.model import (
    MEETING_PAPERS,
    MINUTES,
    AttachmentEntry,
    CaseText,
    DocumentType,
    PaperBody,
    Record,
    SectionKind,
)

_LONG_PAST = dt.timedelta(days=60)
# Points on every agenda, under which nothing is proposed.
_STANDING = re.compile(
    r"\b(?:eventuelt|ymse|orientering\w*|referatsak\w*|melding(?:er|ar|ssak\w*)|drøftingssak\w*"
    r"|spørsmål|interpellasjon\w*|åpen post|open post)\b",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"\b(?:uten|utan) (?:forslag|framlegg|innstilling|tilråding)", re.IGNORECASE)


def missing_papers(
    records: Sequence[Record], numbering: Numbering, today: dt.date
) -> Iterator[Diagnostic]:
    """Yield the minutes, cases and attachments that the records lack, judged by one another."""
    papers = [each for each in records if each.type in MEETING_PAPERS and not each.removed]
    withheld = withheld_cases(records)
    for of_meeting in grouped(papers, lambda each: (each.body_id, each.meeting_slug)).values():
        yield from _minutes(of_meeting, today)
        yield from _attachments([each for each in of_meeting if not each.withheld], withheld)
    yield from _gaps(records, numbering)


def _minutes(papers: Sequence[Record], today: dt.date) -> Iterator[Diagnostic]:
    notice = next((p for p in papers if p.type is DocumentType.NOTICE), None)
    if notice is None or is_draft(notice, today) or any(p.type in MINUTES for p in papers):
        return
    days = notice.meeting_days
    last = days.end if days else notice.date
    if last and today - last > _LONG_PAST:
        when = f" ({spell_range(days)})" if days else f" (innkalt {spell(last)})"
        yield finding("missing-minutes", notice.path, notice.line_of("møtedato"), when=when)


def _attachments(papers: Sequence[Record], withheld: Mapping[CaseId, str]) -> Iterator[Diagnostic]:
    """Yield what is announced and lies nowhere; numbers go through all papers of a meeting."""
    held = {
        entry.number for paper in papers for entry in paper.attachments if _leads_somewhere(entry)
    }
    held |= {line.number for paper in papers for _, line in attachment_lines(paper) if line.url}
    told: set[str] = set()
    for paper in papers:
        announced = [
            (line.number, line.title, line.line)
            for case, line in attachment_lines(paper)
            if case not in withheld
        ]
        announced += [
            (entry.number or "", entry.title or "", entry.line)
            for entry in paper.attachments
            if not _leads_somewhere(entry) and not (entry.case and entry.case.case in withheld)
        ]
        for number, title, line in announced:
            if number in held or number in told:
                continue
            if number:
                told.add(number)
            name = f"vedlegg {number}" if number else "vedlegget"
            shown = f"{name} («{title}»)" if title else name
            yield finding("missing-attachment", paper.path, line, title=shown)


def _leads_somewhere(entry: AttachmentEntry) -> bool:
    return bool(entry.document or entry.file or entry.url)


def _gaps(records: Iterable[Record], numbering: Numbering) -> Iterator[Diagnostic]:
    """Yield the numbers that are missing between those of a body's year, at the next one."""
    held: set[CaseId] = set()
    series: dict[tuple[str, int], dict[int, tuple[str, int]]] = defaultdict(dict)
    for record in sorted(records, key=lambda each: each.path):
        for case, line in _cases(record):
            held.add(case)
            if case.body == record.body_id:
                series[case.body, case.year].setdefault(case.number, (record.path, line))
    for (body, year), numbers in sorted(series.items()):
        for before, after in pairwise(sorted(numbers)):
            missing = [
                case
                for number in range(before + 1, after)
                if (case := CaseId(body, year, number)) not in held
            ]
            if missing:
                path, line = numbers[after]
                names = " og ".join(map(numbering.spell, missing[:2]))
                if len(missing) > 2:
                    names = f"{numbering.spell(missing[0])} til {numbering.spell(missing[-1])}"
                yield finding("number-gap", path, line, numbers=names)


def _cases(record: Record) -> Iterator[tuple[CaseId, int]]:
    """Yield the cases of a record with their lines; of a removed one's, what is listed."""
    if isinstance(record.body, PaperBody):
        for part in record.body.cases:
            yield case_id(record, part.number), part.line
    for notes in record.cases:
        yield notes.case, notes.line


def missing_proposals(
    records: Iterable[Record], withheld: Mapping[CaseId, str]
) -> Iterator[Diagnostic]:
    """Yield the cases of notices on which nothing is proposed, but for standing points."""
    for record in records:
        bare = record.withheld or record.removed or not isinstance(record.body, PaperBody)
        if bare or record.type is not DocumentType.NOTICE:
            continue
        for part in record.body.cases if isinstance(record.body, PaperBody) else ():
            standing = part.title is None or _STANDING.search(part.title)
            hidden = case_id(record, part.number) in withheld
            if not standing and not hidden and _lacks_proposal(part):
                number = part.number.printed
                yield finding("missing-proposal", record.path, part.line, number=number)


def _lacks_proposal(part: CaseText) -> bool:
    """Tell whether a case has no proposal, and does not say that it has none."""
    sections = [*part.sections, *(each for item in part.items for each in item.sections)]
    kinds = {section.kind for section in sections}
    if kinds & {SectionKind.PROPOSAL, SectionKind.DECISION}:
        return False
    return not any(_WITHOUT.search(section.block.text) for section in sections)
