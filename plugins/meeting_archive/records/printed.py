"""Every text of a record that readers are shown, in its order."""

from collections.abc import Iterable, Iterator

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
    Section,
)


class Printed(Struct, frozen=True):
    """A text with its first line; `is_markdown` where it is converted, not a heading or label."""

    block: Block
    is_markdown: bool


def printed(record: Record) -> Iterator[Printed]:
    """Yield the texts of a record's body: headings, labels, attachment lines, and what is below."""
    body = record.body
    if isinstance(body, PaperBody):
        for part in body.parts:
            yield from printed_part(part, None)
            for item in part.items if isinstance(part, CaseText) else ():
                yield from printed_part(part, item)
    elif isinstance(body, ProgramBody):
        yield Printed(body.intro, is_markdown=True)
        for day in body.days:
            yield Printed(Block(day.line, day.heading), is_markdown=False)
            yield Printed(day.intro, is_markdown=True)
            for session in day.sessions:
                yield Printed(Block(session.line, session.text), is_markdown=True)
    else:
        yield Printed(body.block, is_markdown=True)


def printed_part(part: CaseText | Plain, item: Item | None) -> Iterator[Printed]:
    """Yield the texts of a part of a paper without its sub-items, or of one of those."""
    chosen = item or part
    yield Printed(Block(chosen.line, chosen.heading or ""), is_markdown=False)
    yield from _sections(chosen.sections)


def _sections(sections: Iterable[Section]) -> Iterator[Printed]:
    for section in sections:
        if section.label:
            yield Printed(Block(section.block.line, section.label), is_markdown=False)
        yield Printed(section.block, is_markdown=section.attachment is None)


def attachment_lines(case: CaseText) -> Iterator[AttachmentLine]:
    """Yield the lines that announce attachments in a case and its sub-items."""
    for sections in (case.sections, *(item.sections for item in case.items)):
        for section in sections:
            if section.attachment:
                yield section.attachment
