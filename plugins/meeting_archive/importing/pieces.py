"""The body of a record while it is put together: pieces of Markdown with where they came from."""

from collections.abc import Sequence
from dataclasses import dataclass

from meeting_archive.importing.blocks import Block, Kind, unescape_number


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the body; `block` is the paper's block that it shows, None for a mark of ours."""

    text: str
    block: int | None
    tight: bool = False
    """It follows on the line below the piece before it, as list items do."""


def heading(level: int, text: str) -> str:
    """Return a heading of one line; a day or number that opens it needs no escape there."""
    return f"{'#' * level} {unescape_number(' '.join(text.split()))}"


def piece(block: Block, index: int, before: Block | None) -> Piece:
    """Return a block as it stands, without marking it as anything more than it is."""
    if block.kind is not Kind.ITEM:
        return Piece(block.text, index)
    indent = "    " * block.level
    first, *rest = block.text.split("\n")
    text = "\n".join([indent + first, *(f"{indent}  {line}" for line in rest)])
    return Piece(text, index, tight=_goes_on(block, before))


def _goes_on(item: Block, before: Block | None) -> bool:
    """Tell whether an item belongs to the list before it: one of the same kind, or around it."""
    if before is None or before.kind is not Kind.ITEM:
        return False
    return item.level != before.level or _numbered(item) == _numbered(before)


def _numbered(item: Block) -> bool:
    return item.text[0].isdigit()


def body_text(pieces: Sequence[Piece]) -> str:
    """Return the whole body."""
    text = ""
    for each in pieces:
        if text:
            text += "\n" if each.tight else "\n\n"
        text += each.text
    return f"{text}\n"


def lines_of_blocks(pieces: Sequence[Piece]) -> dict[int, int]:
    """Return on which line of the body each block of the paper begins, counted from 0."""
    found: dict[int, int] = {}
    line = 0
    for at, each in enumerate(pieces):
        if at:
            line += 1 if each.tight else 2
        if each.block is not None:
            found.setdefault(each.block, line)
        line += each.text.count("\n")
    return found
