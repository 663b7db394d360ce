"""Markdown: what it marks already is kept as it is written."""

import re
from collections.abc import Iterator

from meeting_archive.importing.blocks import Block, Kind, Source, written_table
from meeting_archive.importing.messages import Refused
from meeting_archive.importing.sources.plain import decode
from meeting_archive.records.text import HEADING, FenceTracker

_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+\S")
_RULE = re.compile(r" {0,3}(?:-{3,}|\*{3,}|_{3,})[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_BOLD = re.compile(r"(\*\*|__)(?!\s).+(?<!\s)\1")


def read(content: bytes) -> Source:
    """Read Markdown; a file with front matter is a record already."""
    text, remarks = decode(content)
    if re.match(r"---[ \t]*\n", text):
        raise Refused("is-a-record")
    return Source(tuple(_blocks(text.split("\n"))), remarks)


def _blocks(lines: list[str]) -> Iterator[Block]:
    fences = FenceTracker()
    chunk: list[str] = []
    code = False
    for line in [*lines, ""]:
        is_code = fences.is_code(line)
        heading = None if is_code else HEADING.fullmatch(line)
        is_underline = bool(chunk) and len(chunk) == 1 and _UNDERLINE.fullmatch(line)
        if is_underline and not code:
            level = 1 if "=" in line else 2
            yield Block(Kind.HEADING, chunk[0].strip(), level=level)
            chunk = []
            continue
        starts = not is_code and (not line.strip() or heading or _RULE.fullmatch(line))
        if starts or is_code != code or (_ITEM.match(line) and not is_code):
            yield from _chunk(chunk, is_code=code)
            chunk, code = [], is_code
        if heading:
            yield Block(Kind.HEADING, (heading[2] or "").strip(), level=len(heading[1]))
        elif not is_code and _RULE.fullmatch(line):
            yield Block(Kind.BREAK)
        elif line.strip() or is_code:
            chunk.append(line)
    yield from _chunk(chunk, is_code=code)


def _chunk(lines: list[str], *, is_code: bool) -> Iterator[Block]:
    if not lines:
        return
    if is_code:
        yield Block(Kind.TEXT, "\n".join(lines))
    elif _ITEM.match(lines[0]):
        yield Block(Kind.ITEM, "\n".join(line.strip() for line in lines))
    elif lines[0].lstrip().startswith("|") and len(lines) > 1:
        yield written_table([line.strip() for line in lines])
    else:
        text = "\n".join(line.strip() for line in lines)
        yield Block(Kind.TEXT, text, bold=bool(_BOLD.fullmatch(text)))
