"""From the text of one file to a record, with everything that is wrong with it."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from meeting_archive.dates import DateRange
from meeting_archive.diagnostics import Diagnostic, Findings, suggestion
from meeting_archive.identifiers import CaseId, Numbering
from meeting_archive.records import front_matter, values
from meeting_archive.records.body import read_paper
from meeting_archive.records.fields import FIELDS
from meeting_archive.records.front_matter import Split
from meeting_archive.records.model import (
    MEETING_PAPERS,
    MINUTES,
    Block,
    CaseText,
    DocumentType,
    PaperBody,
    ProgramBody,
    ProseBody,
    Record,
    SectionKind,
)
from meeting_archive.records.program import read_program
from meeting_archive.records.text import block
from meeting_archive.records.unfinished import MARK, unfinished_lines
from meeting_archive.records.values import Context
from meeting_archive.records.yaml_text import Entry


def decode(content: bytes) -> str | None:
    """Return a file's text with line feeds only and letters composed, or None if not UTF-8.

    Word processors on some systems write å as a and a ring; readers and searches mean one letter.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        return None
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


File = tuple[str, bytes | None]
"""A file's path, relative to the repository, and its content, None where it has none."""
RecordRead = tuple[Record | None, tuple[Diagnostic, ...]]
"""A record, None where there is none to be read, and what is wrong with it."""


def read_each(files: Sequence[File], numbering: Numbering) -> list[RecordRead]:
    """Read files, each by itself."""
    return [read_record(path, content, numbering) for path, content in files]


def read_record(path: str, content: bytes | None, numbering: Numbering) -> RecordRead:
    """Read the file at `path`, relative to the repository; `content` is None if it has none.

    The record is None where its front matter cannot be read or its type is unknown.
    """
    findings = Findings(path)
    text = decode(content) if content is not None else None
    if text is None:
        findings.add("unreadable-file", 1)
        return None, tuple(findings.found)
    split = front_matter.split(text, findings)
    record = _record(path, split, numbering, findings) if split else None
    if record and not record.draft:
        for line in unfinished_lines(text):
            findings.add("unfinished", line, mark=MARK)
    return record, tuple(findings.found)


def _record(path: str, split: Split, numbering: Numbering, findings: Findings) -> Record | None:
    entries = {entry.key: entry for entry in split.front_matter.entries}
    for entry in entries.values():
        if entry.key not in FIELDS:
            values.unknown_key(entry, FIELDS, findings)
    kind = _type(entries, Context("type", findings, numbering))
    if kind is None:
        return None
    read = _values(entries, kind, numbering, findings)
    days: DateRange | None = read.get("meeting_days")
    slug_given = "meeting_slug" in read
    if days and not slug_given:
        read["meeting_slug"] = days.start.isoformat()
    if kind in MEETING_PAPERS and "møte" not in entries and _is_unknown(entries.get("møtedato")):
        findings.add("missing-meeting-slug", entries["møtedato"].line)
    record = Record(
        path=path,
        type=kind,
        body=ProseBody(Block(split.body_line, split.body)),
        meeting_slug_given=slug_given,
        lines={entry.key: entry.line for entry in entries.values()},
        **read,
    )
    return replace(record, body=_body(record, split, numbering, findings))


def _type(entries: Mapping[str, Entry], context: Context) -> DocumentType | None:
    if "type" not in entries:
        context.findings.add("missing-key", 1, key="type", type="alle dokumenter")
        return None
    written = FIELDS["type"].read(entries["type"].value, context)
    return DocumentType(str(written)) if written else None


def _values(
    entries: Mapping[str, Entry], kind: DocumentType, numbering: Numbering, findings: Findings
) -> dict[str, Any]:
    """Return what the front matter says, by the attributes of Record."""
    # The body is read first: numbers without a prefix are its own.
    own_body = None
    if "organ" in entries:
        own_body = values.body(entries["organ"].value, Context("organ", findings, numbering))
    read: dict[str, Any] = {"body_id": own_body}
    for key, field in FIELDS.items():
        if key not in entries:
            if kind in field.required:
                findings.add("missing-key", 1, key=key, type=kind)
            continue
        entry = entries[key]
        if kind not in field.types:
            allowed = ", ".join(each for each in DocumentType if each in field.types)
            findings.add("misplaced-key", entry.line, key=key, type=kind, allowed=allowed)
        elif key not in ("type", "organ"):
            value = field.read(entry.value, Context(key, findings, numbering, own_body))
            if value is not None:
                read[field.attribute] = value
    return read


def _is_unknown(entry: Entry | None) -> bool:
    return entry is not None and getattr(entry.value, "value", None) == "ukjent"


def _body(
    record: Record, split: Split, numbering: Numbering, findings: Findings
) -> PaperBody | ProgramBody | ProseBody:
    if record.type in MEETING_PAPERS:
        paper = read_paper(split.body, split.body_line, record.body_id, numbering, findings)
        _check_cases(record, paper, numbering, findings)
        return paper
    if record.type is DocumentType.PROGRAM:
        title = record.title or ""
        return read_program(split.body, split.body_line, record.date, title, findings)
    return ProseBody(block(list(enumerate(split.body.split("\n"), split.body_line))))


def _check_cases(
    record: Record, paper: PaperBody, numbering: Numbering, findings: Findings
) -> None:
    """Hold the body's cases against each other, the meeting, and the front matter."""
    seen: dict[CaseId, int] = {}
    for case in paper.cases:
        _check_number(record, case, seen, numbering, findings)
        if record.type not in MINUTES:
            sections = (*case.sections, *(s for item in case.items for s in item.sections))
            for section in sections:
                if section.kind is SectionKind.DECISION:
                    line = section.block.line
                    findings.add("decision-in-notice", line, label=section.label)
    printed = {case.number.id: case.number.printed for case in paper.cases}
    for notes in record.cases:
        if notes.key.id not in printed and not record.removed:
            near = suggestion(values.nearest(notes.key.printed, printed.values()))
            value = notes.key.printed
            findings.add("unknown-case", notes.line, value=value, suggestion=near)


def _check_number(
    record: Record,
    case: CaseText,
    seen: dict[CaseId, int],
    numbering: Numbering,
    findings: Findings,
) -> None:
    notes = record.notes_on(case.number)
    confirmed = notes.number if notes else None
    number = confirmed or case.number
    first = seen.setdefault(number.id, case.line)
    if first != case.line:
        findings.add("duplicate-case", case.line, number=number.printed, first=first)
    if confirmed:
        return
    if record.body_id and number.id.body != record.body_id:
        name = numbering.by_id[record.body_id].name
        findings.add("foreign-prefix", case.line, number=number.printed, body=name)
    days = record.meeting_days
    if days and number.id.year not in (days.start.year, days.end.year):
        findings.add("case-year", case.line, number=number.printed, year=days.start.year)
