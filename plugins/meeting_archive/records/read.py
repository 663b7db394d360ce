"""From the text of one file to a record, with everything that is wrong with it."""

import unicodedata
from dataclasses import replace
from typing import Any

from meeting_archive.diagnostics import Diagnostic, Findings
from meeting_archive.identifiers import Numbering
from meeting_archive.records import front_matter, values
from meeting_archive.records.body import read_paper
from meeting_archive.records.fields import FIELDS
from meeting_archive.records.front_matter import Split
from meeting_archive.records.model import (
    MEETING_PAPERS,
    MINUTES,
    Block,
    DocumentType,
    PaperBody,
    ProseBody,
    Record,
    SectionKind,
)
from meeting_archive.records.program import read_program
from meeting_archive.records.values import Context


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


def read_record(
    path: str, content: bytes, numbering: Numbering
) -> tuple[Record | None, tuple[Diagnostic, ...]]:
    """Read the file at `path`, relative to the repository.

    The record is None where its front matter cannot be read or its type is unknown.
    """
    findings = Findings(path)
    text = decode(content)
    if text is None:
        findings.add("unreadable-file", 1)
        return None, tuple(findings.found)
    split = front_matter.split(text, findings)
    record = _record(path, split, numbering, findings) if split else None
    return record, tuple(findings.found)


def _record(path: str, split: Split, numbering: Numbering, findings: Findings) -> Record | None:
    entries = {entry.key: entry for entry in split.front_matter.entries}
    context = Context("type", findings, numbering)
    for entry in split.front_matter.entries:
        if entry.key not in FIELDS:
            values.unknown_key(entry, FIELDS, findings)
    if "type" not in entries:
        findings.add("missing-key", 1, key="type", type="alle dokumenter")
        return None
    written = FIELDS["type"].read(entries["type"].value, context)
    if written is None:
        return None
    kind = DocumentType(str(written))
    # The body is read first: numbers without a prefix are its own.
    own_body = None
    if "organ" in entries:
        own_body = values.body(entries["organ"].value, context.under("organ"))
    read: dict[str, Any] = {"body_id": own_body} if own_body else {}
    for key, field in FIELDS.items():
        entry = entries.get(key)
        if entry is None:
            if kind in field.required:
                findings.add("missing-key", 1, key=key, type=kind)
        elif kind not in field.types:
            allowed = ", ".join(each for each in DocumentType if each in field.types)
            findings.add("misplaced-key", entry.line, key=key, type=kind, allowed=allowed)
        elif key not in ("type", "organ"):
            value = field.read(entry.value, Context(key, findings, numbering, own_body))
            if value is not None:
                read[field.attribute] = value
    slug_given = "meeting_slug" in read
    if not slug_given and read.get("meeting_days"):
        read["meeting_slug"] = read["meeting_days"].start.isoformat()
    record = Record(
        path=path,
        type=kind,
        body=ProseBody(Block(split.body_line, split.body.strip("\n"))),
        meeting_slug_given=slug_given,
        lines={entry.key: entry.line for entry in split.front_matter.entries},
        **read,
    )
    if kind in MEETING_PAPERS and "møtedato" in entries and not record.meeting_slug:
        if "møte" not in entries and _is_unknown(entries["møtedato"].value):
            findings.add("missing-meeting-slug", entries["møtedato"].line)
    return _with_body(record, split, numbering, findings)


def _is_unknown(value: object) -> bool:
    return getattr(value, "value", None) == "ukjent"


def _with_body(record: Record, split: Split, numbering: Numbering, findings: Findings) -> Record:


    if record.type in MEETING_PAPERS:
        paper = read_paper(split.body, split.body_line, record.body_id, numbering, findings)
        record = replace(record, body=paper)
        _check_cases(record, paper, numbering, findings)
    elif record.type is DocumentType.PROGRAM:
        program = read_program(
            split.body, split.body_line, record.date, record.title or "", findings
        )
        record = replace(record, body=program)
    return record


def _check_cases(
    record: Record, paper: PaperBody, numbering: Numbering, findings: Findings
) -> None:
    """Hold the body's cases against each other, the meeting, and the front matter."""
    seen: dict[object, int] = {}
    printed = {case.number.id: case.number.printed for case in paper.cases}
    for case in paper.cases:
        notes = record.notes_on(case.number)
        corrected = notes.number if notes and notes.number else None
        number = corrected or case.number
        if number.id in seen:
            findings.add(
                "duplicate-case", case.line, number=number.printed, first=seen[number.id]
            )
        seen.setdefault(number.id, case.line)
        if number.id.body != record.body_id and not corrected and record.body_id:
            name = numbering.by_id[record.body_id].name
            findings.add("foreign-prefix", case.line, number=number.printed, body=name)
        days = record.meeting_days
        if days and number.id.year not in (days.start.year, days.end.year):
            findings.add("case-year", case.line, number=number.printed, year=days.start.year)
        if record.type not in MINUTES:
            for section in (*case.sections, *(s for item in case.items for s in item.sections)):
                if section.kind is SectionKind.DECISION:
                    findings.add("decision-in-notice", section.block.line, label=section.label)
    for notes in record.cases:
        if notes.key.id not in printed and not record.removed:
            near = values.nearest(notes.key.printed, printed.values())
            findings.add(
                "unknown-case",
                notes.line,
                value=notes.key.printed,
                suggestion=values.suggestion(near),
            )


