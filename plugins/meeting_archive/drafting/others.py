"""A new agreement or program."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, takewhile

from meeting_archive.dates import DateRange, spell
from meeting_archive.drafting.draft import Draft, draft_text, known, later, opening, tidy
from meeting_archive.drafting.meetings import cases_in, day_of
from meeting_archive.editing.splice import scalar
from meeting_archive.identifiers import CaseNumber, slugify
from meeting_archive.publication import case_id
from meeting_archive.records.model import DocumentType, Record
from meeting_archive.records.unfinished import MARK

_FOLDERS = {DocumentType.AGREEMENT: "avtaler", DocumentType.PROGRAM: "programmer"}
_LONGEST_NAME = 80
_LONGEST_PROGRAM = 31


@dataclass(frozen=True, slots=True)
class AgreementDetails:
    """What an editor says of a new agreement."""

    parties: Sequence[str] = ()
    start: str | None = None
    end: str | None = None


def draft_agreement(
    title: str,
    details: AgreementDetails,
    case: CaseNumber | None,
    records: Sequence[Record],
    folder: str,
) -> Draft:
    """Return a new agreement, beside the papers of the case that it is laid before."""
    kind = DocumentType.AGREEMENT
    parties = details.parties or (MARK, MARK)
    front = (
        *opening(kind),
        f"tittel: {scalar(tidy(title))}",
        *known("vedlegg_til", case.printed if case else None),
        f"parter: [{', '.join(scalar(tidy(each)) for each in parties)}]",
        *(known("gjelder_fra", details.start) or (later("gjelder_fra", "2017-01-01"),)),
        *(known("gjelder_til", details.end) or (later("gjelder_til", "2017-12-31"),)),
        later("signert", "2017-02-15 (eller «nei», eller «ukjent»)"),
        later("frister", "[{dato: 2017-11-15, hva: Evaluering}]"),
    )
    path = _path(kind, slugify(title), case, records, folder)
    return Draft(path, draft_text(front, (f"# {tidy(title)}", MARK)))


def draft_program(
    title: str,
    days: DateRange,
    event: str | None,
    case: CaseNumber | None,
    records: Sequence[Record],
    folder: str,
) -> Draft:
    """Return a new program with a heading for each of its days."""
    kind = DocumentType.PROGRAM
    front = (
        *opening(kind),
        f"tittel: {scalar(tidy(title))}",
        *known("arrangement", event),
        "status: utkast",
        *known("vedlegg_til", case.printed if case else None),
    )
    each_day = takewhile(
        lambda day: day <= days.end, (days.start + dt.timedelta(number) for number in count())
    )
    body = [f"# {tidy(title)}"]
    for day in each_day:
        body += [f"## {spell(day)}", f"- 09.00–10.00: {MARK}"]
    name = f"{days.start}-{slugify(event or title)}"
    path = _path(kind, name, case, records, folder)
    return Draft(path, draft_text(front, body))


def too_long(days: DateRange) -> bool:
    """Tell whether days are more than any program has, and so most likely mistyped."""
    return (days.end - days.start).days > _LONGEST_PROGRAM


def _path(
    kind: DocumentType, name: str, case: CaseNumber | None, records: Sequence[Record], folder: str
) -> str:
    """Return where a record goes: beside the paper that its case last stood in, or by its name."""
    papers = [
        record
        for record, part in cases_in(records)
        if case and case_id(record, part.number) == case.id
    ]
    if not papers:
        return f"{folder}/{_FOLDERS[kind]}/{name[:_LONGEST_NAME].rstrip('-') or kind}.md"
    paper = max(papers, key=lambda each: (day_of(each) or dt.date.min, each.path))
    directory = paper.path.rpartition("/")[0]
    taken = {each.path for each in records}
    names = (f"{directory}/{kind}{f'-{number}' if number > 1 else ''}.md" for number in count(1))
    return next(each for each in names if each not in taken)
