"""From lines of plain text to blocks: paragraphs, list items, and lines that one sentence fills."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from meeting_archive.dates import MONTHS
from meeting_archive.importing.blocks import Block, Kind
from meeting_archive.importing.escape import escape

_MONTH = "|".join(MONTHS)
# "23. mars" is a day and no numbered item.
_ITEM = re.compile(
    rf"(?P<mark>[-*+•◦▪●■·–\uf0b7\u2022]|\d{{1,3}}[.)](?!\s*(?:{_MONTH})\b))[ \t]+(?P<text>\S.*)",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-=*~_]{3,}")
_WRAPPED = 60


def item(line: str, *, keep_emphasis: bool = False) -> Block | None:
    """Return the list item that a line is, its bullet a dash and its number as printed."""
    match = _ITEM.fullmatch(line.strip())
    if match is None:
        return None
    mark = match["mark"] if match["mark"][0].isdigit() else "-"
    return Block(Kind.ITEM, f"{mark} {escape(match['text'], keep_emphasis=keep_emphasis)}")


def blocks_of(lines: Iterable[str], *, keep_emphasis: bool = False) -> Iterator[Block]:
    """Yield the blocks of plain text; blank lines part them, and so do list items."""
    chunk: list[str] = []
    for line in [*lines, ""]:
        stripped = line.replace("\xa0", " ").strip()
        if stripped and not _is_rule(stripped):
            chunk.append(stripped)
            continue
        yield from _chunk(chunk, keep_emphasis=keep_emphasis)
        chunk = []
        if stripped:
            yield Block(Kind.BREAK)


def _is_rule(line: str) -> bool:
    """Tell a rule across the page from a line to sign on, which is the paper's own."""
    return bool(_RULE.fullmatch(line)) and not line.startswith("_")


def _chunk(lines: list[str], *, keep_emphasis: bool) -> Iterator[Block]:
    groups: list[list[str]] = []
    for line in lines:
        if not groups or _ITEM.fullmatch(line):
            groups.append([line])
        else:
            groups[-1].append(line)
    for group in groups:
        text = "\n".join(unwrap(group))
        first = item(text.split("\n")[0], keep_emphasis=keep_emphasis)
        if first is None:
            yield Block(Kind.TEXT, escape(text, keep_emphasis=keep_emphasis))
        else:
            rest = text.split("\n")[1:]
            more = [escape(line, keep_emphasis=keep_emphasis) for line in rest]
            yield Block(Kind.ITEM, "\n".join([first.text, *more]))


def unwrap(lines: list[str]) -> list[str]:
    """Join lines that were broken because they were full: long ones that go on in small letters."""
    joined = [[lines[0]]]
    for before, line in pairwise(lines):
        if len(before) >= _WRAPPED and line[:1].islower():
            joined[-1].append(line)
        else:
            joined.append([line])
    return [" ".join(pieces) for pieces in joined]
