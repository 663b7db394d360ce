"""Blocks that several things stand in, one line below the other, cut where a new one begins."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from meeting_archive.identifiers import Numbering
from meeting_archive.importing.blocks import Block, Kind, cells
from meeting_archive.importing.numbers import open_case
from meeting_archive.records.body import split_label
from meeting_archive.records.model import SectionKind


def cut(blocks: Iterable[Block], numbering: Numbering) -> Iterator[Block]:
    """Yield blocks in which a case's heading stands alone and a section's label first."""
    # Whose paper it is does not matter yet: a number without a prefix is one all the same.
    own_body = numbering.bodies[0].id
    for block in blocks:
        heading = _heading_in_table(block, own_body, numbering)
        if heading:
            yield heading
        elif block.kind is not Kind.TEXT or block.one_line:
            yield block
        else:
            for lines in _groups(block, own_body, numbering):
                yield replace(block, text="\n".join(lines))


def _groups(block: Block, own_body: str, numbering: Numbering) -> Iterator[list[str]]:
    group: list[str] = []
    after_heading = False
    for line in block.lines:
        is_heading = open_case(line, own_body, numbering) is not None
        labelled = split_label(line)
        opens = labelled is not None and labelled.kind is not SectionKind.ATTACHMENTS
        if group and (is_heading or opens or after_heading):
            yield group
            group = []
        group.append(line)
        after_heading = is_heading
    if group:
        yield group


def _heading_in_table(block: Block, own_body: str, numbering: Numbering) -> Block | None:
    """Return a table of one row that opens a case as the heading that it is."""
    if block.kind is not Kind.TABLE or len(block.rows) != 1:
        return None
    line = " ".join(cell for cell in cells(block.lines[0]) if cell)
    opened = open_case(line, own_body, numbering)
    return Block(Kind.HEADING, line, level=2) if opened else None
