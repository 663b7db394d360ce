"""The common form of a paper, whatever kind of file it came in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from meeting_archive.importing.messages import Remark
from meeting_archive.records.text import without_marks

_OUTER_BARS = re.compile(r"^\||(?<!\\)\|$")
_COLUMN = re.compile(r"(?<!\\)\|")
_ESCAPED_NUMBER = re.compile(r"^(\d+)\\(?=[.)])")
_WORD = re.compile(r"[^\W_]+")


class Kind(StrEnum):
    """What a block is."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    TABLE = "table"
    BREAK = "break"
    """The end of a page, or a rule across it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table; `text` is Markdown that shows the source's words.

    An item's text begins with its mark; a table's is the whole table.
    """

    kind: Kind
    text: str = ""
    level: int = 0
    """A heading's level, 1 to 6, or how deep an item stands."""
    bold: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    """A table's cells as a reader sees them."""

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(self.text.split("\n"))

    @property
    def plain(self) -> str:
        """The text as a reader sees it."""
        return "\n".join(without_marks(line) for line in self.lines)

    @property
    def one_line(self) -> bool:
        return self.kind in (Kind.TEXT, Kind.HEADING) and "\n" not in self.text


@dataclass(frozen=True, slots=True)
class Source:
    """A paper that was read: its blocks, and what to look over of the reading itself."""

    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...] = ()


def words(text: str) -> list[str]:
    """Return the words of a text in their order."""
    return _WORD.findall(text)


def table(rows: Sequence[Sequence[str]]) -> Block:
    """Return a table; its cells are Markdown of one line each."""
    width = max(len(row) for row in rows)
    filled = [[*map(_cell, row), *[""] * (width - len(row))] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in filled]
    rule = "|" + " --- |" * width
    return written_table([lines[0], rule, *lines[1:]])


def written_table(lines: Sequence[str]) -> Block:
    """Return a table from its lines of Markdown."""
    rows = (cells(line) for line in (lines[0], *lines[2:]))
    plain = tuple(tuple(without_marks(cell).replace("\\|", "|") for cell in row) for row in rows)
    return Block(Kind.TABLE, "\n".join(lines), rows=plain)


def cells(line: str) -> list[str]:
    """Return the cells of a line of a table, as Markdown."""
    return [cell.strip() for cell in _COLUMN.split(_OUTER_BARS.sub("", line.strip()))]


def _cell(text: str) -> str:
    """Return a text as a cell's: a number that opens it needs no escape there."""
    return unescape_number(text).replace("|", "\\|")


def unescape_number(text: str) -> str:
    """Return a line that does not stand first in a paragraph, where `23.` begins no list."""
    return _ESCAPED_NUMBER.sub(r"\1", text)
