"""Every text of a record that readers are shown, in its order."""

from collections.abc import Iterator

from msgspec import Struct

from meeting_archive.records.model import (
    AttachmentLine,
    Block,
    CaseText,
    Item,
    PaperBody,
    Plain,
    ProgramBody,
    Record,
)


class Printed(Struct, frozen=True, gc=False):
    """A text with its first line; `is_markdown` where it is converted, not a heading or label."""

    block: Block
    is_markdown: bool


def printed(record: Record) -> list[Printed]:
    """Return the texts of a record's body: headings, labels, attachment lines, what is below."""
    body = record.body
    found: list[Printed] = []
    if isinstance(body, PaperBody):
        for part in body.parts:
            _add(part, found)
            for item in part.items if isinstance(part, CaseText) else ():
                _add(item, found)
    elif isinstance(body, ProgramBody):
        found.append(Printed(body.intro, True))
        for day in body.days:
            found.append(Printed(Block(day.line, day.heading), False))
            found.append(Printed(day.intro, True))
            found += [Printed(Block(each.line, each.text), True) for each in day.sessions]
    else:
        found.append(Printed(body.block, True))
    return found


def printed_part(part: CaseText | Plain | Item) -> list[Printed]:
    """Return the texts of a part of a paper without its sub-items, or of one of those."""
    found: list[Printed] = []
    _add(part, found)
    return found


def _add(part: CaseText | Plain | Item, found: list[Printed]) -> None:
    found.append(Printed(Block(part.line, part.heading or ""), False))
    for section in part.sections:
        if section.label:
            found.append(Printed(Block(section.block.line, section.label), False))
        found.append(Printed(section.block, section.attachment is None))


def attachment_lines(case: CaseText) -> Iterator[AttachmentLine]:
    """Yield the lines that announce attachments in a case and its sub-items."""
    for sections in (case.sections, *(item.sections for item in case.items)):
        for section in sections:
            if section.attachment:
                yield section.attachment
