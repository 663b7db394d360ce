"""Every text of the records that is shown, and what is wrong with its Markdown."""

from collections.abc import Iterator

from meeting_archive.archive import Archive
from meeting_archive.diagnostics import Diagnostic, finding
from meeting_archive.markup import Converter
from meeting_archive.records.model import (
    Block,
    CaseText,
    PaperBody,
    ProgramBody,
    Record,
)


def blocks(record: Record) -> Iterator[Block]:
    """Yield the Markdown of a record's body, in its order."""
    body = record.body
    if isinstance(body, PaperBody):
        for part in body.parts:
            items = part.items if isinstance(part, CaseText) else ()
            for sections in (part.sections, *(item.sections for item in items)):
                yield from (section.block for section in sections if not section.attachment)
    elif isinstance(body, ProgramBody):
        yield body.intro
        for day in body.days:
            yield day.intro
            yield from (Block(session.line, session.text) for session in day.sessions)
    else:
        yield body.block


def markup_findings(archive: Archive, converter: Converter) -> Iterator[Diagnostic]:
    """Convert all texts of the archive, and yield what had to be taken out of them."""
    for document in archive.documents:
        for block in blocks(document.record):
            for problem in converter.convert(block.text).problems:
                line = block.line + _line_of(problem.value, block.text)
                yield finding(problem.code, document.record.path, line, value=problem.value)


def _line_of(value: str, text: str) -> int:
    """Return how many lines down a text a value stands, 0 where it is spelt otherwise."""
    at = text.find(value)
    return text.count("\n", 0, at) if at > 0 else 0
