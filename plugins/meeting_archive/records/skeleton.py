"""A record without its texts: all that other records can be judged by, and no more."""

from dataclasses import replace

from msgspec import structs

from meeting_archive.records.model import (
    Block,
    CaseText,
    PaperBody,
    Plain,
    ProgramBody,
    ProseBody,
    Record,
    Section,
)

_NO_TEXT = Block(0, "")


def skeleton(record: Record) -> Record:
    """Return a record with its numbers, titles, dates and attachments, but not its texts."""
    return replace(record, body=_body(record.body))


def _body(body: PaperBody | ProgramBody | ProseBody) -> PaperBody | ProgramBody | ProseBody:
    if isinstance(body, PaperBody):
        parts = (_part(part) for part in body.parts)
        return PaperBody(tuple(p for p in parts if isinstance(p, CaseText) or p.sections))
    if isinstance(body, ProgramBody):
        days = tuple(replace(day, intro=_NO_TEXT, sessions=()) for day in body.days)
        return ProgramBody(_NO_TEXT, days)
    return ProseBody(_NO_TEXT)


def _part(part: Plain | CaseText) -> Plain | CaseText:
    sections = _attachments(part.sections)
    if isinstance(part, Plain):
        return structs.replace(part, sections=sections)
    items = tuple(
        structs.replace(item, sections=_attachments(item.sections)) for item in part.items
    )
    return structs.replace(part, sections=sections, items=items)


def _attachments(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    return tuple(structs.replace(each, block=_NO_TEXT) for each in sections if each.attachment)
