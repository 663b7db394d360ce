"""The bodies of programs, agreements, invitations, and papers of no kind that is known."""

import re
from collections.abc import Iterator, Sequence

from meeting_archive.dates import MONTHS, find_written
from meeting_archive.importing.blocks import Block, Kind, cells
from meeting_archive.importing.messages import remark
from meeting_archive.importing.papers import Shaped, signatures_at
from meeting_archive.importing.pieces import Piece, heading, piece
from meeting_archive.importing.split import SESSION

_MONTH = "|".join(MONTHS)
_DAY = re.compile(
    rf"(?:\w+dag\s*,?\s*)?(?:den\s+)?\d{{1,2}}(?:\\?\.\s*|\s+)(?:{_MONTH}|\d{{1,2}}\.)(?:\s*\d{{2,4}})?\W*",
    re.IGNORECASE,
)
_LONGEST_HEADING = 80
_SENTENCE_END = (".", "!", "?", ":", ",", ";")


def shape_program(blocks: Sequence[Block], title_at: int | None) -> Shaped:
    """Mark a program's days as headings and its sessions as a list."""
    pieces: list[Piece] = []
    days = 0
    before: Block | None = None
    for index, block in enumerate(blocks):
        if block.kind is Kind.BREAK:
            continue
        shown = block
        if index == title_at:
            pieces.extend(_title(block, index))
        elif _is_day(block):
            days += 1
            pieces.append(Piece(heading(2, block.text), index))
        elif block.kind is Kind.HEADING:
            pieces.append(Piece(heading(3, block.text), index))
        else:
            for shown in _sessions(block):
                pieces.append(piece(shown, index, before))
                before = shown
        before = shown
    return Shaped(tuple(pieces), () if days else (remark("no-day"),))


def _is_day(block: Block) -> bool:
    if block.kind is Kind.HEADING:
        return find_written(block.plain) is not None
    return block.kind is Kind.TEXT and block.one_line and bool(_DAY.fullmatch(block.plain))


def _sessions(block: Block) -> Iterator[Block]:
    """Yield a block's sessions as list items, each with the lines that continue it."""
    if block.kind is Kind.TABLE and all(SESSION.match(row[0]) for row in block.rows):
        for line in (block.lines[0], *block.lines[2:]):
            yield Block(Kind.ITEM, "- " + " ".join(cell for cell in cells(line) if cell))
        return
    if block.kind is not Kind.TEXT or not SESSION.match(block.plain):
        yield block
        return
    groups: list[list[str]] = []
    for line, plain in zip(block.lines, block.plain.split("\n"), strict=True):
        if SESSION.match(plain):
            groups.append([line])
        else:
            groups[-1].append(line)
    for group in groups:
        yield Block(Kind.ITEM, "- " + "\n".join(group))


def shape_prose(blocks: Sequence[Block], title_at: int | None) -> Shaped:
    """Mark the headings of an agreement, an invitation, or a paper that nothing is known of."""
    marked = any(
        block.kind is Kind.HEADING for index, block in enumerate(blocks) if index != title_at
    )
    signed_at = signatures_at(blocks) if title_at is not None else None
    end = len(blocks) if signed_at is None else signed_at
    levels = [
        block.level
        for index, block in enumerate(blocks)
        if block.kind is Kind.HEADING and index != title_at
    ]
    top = min(levels, default=1)
    pieces: list[Piece] = []
    before: Block | None = None
    for index, block in enumerate(blocks):
        if block.kind is Kind.BREAK:
            continue
        if index == title_at:
            pieces.extend(_title(block, index))
        elif block.kind is Kind.HEADING:
            pieces.append(Piece(heading(min(6, 2 + block.level - top), block.text), index))
        elif not marked and index < end and title_at is not None and _heads(blocks, index):
            pieces.append(Piece(heading(2, block.text), index))
        else:
            pieces.append(piece(block, index, before))
        before = block
    return Shaped(tuple(pieces), ())


def _heads(blocks: Sequence[Block], index: int) -> bool:
    """Tell whether a short line stands over a paragraph of prose, as headings do."""
    block = blocks[index]
    if not block.one_line or len(block.plain) > _LONGEST_HEADING:
        return False
    below = next((each for each in blocks[index + 1 :] if each.kind is not Kind.BREAK), None)
    if below is None or block.plain.endswith(_SENTENCE_END) or not block.plain[:1].isupper():
        return False
    is_prose = below.kind is Kind.TEXT and below.plain.endswith((".", ":"))
    return is_prose and len(below.plain) > len(block.plain) and " " in below.plain


def _title(block: Block, index: int) -> Iterator[Piece]:
    first, *rest = block.lines
    yield Piece(heading(1, first), index)
    if rest:
        yield Piece("\n".join(rest), index)
