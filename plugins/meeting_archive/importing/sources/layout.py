"""From lines on pages to paragraphs, list items and tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from meeting_archive.importing.blocks import Block, Kind, table
from meeting_archive.importing.escape import escape
from meeting_archive.importing.sources.lines import item

_NEW_PARAGRAPH = 1.4  # times the usual distance between lines
_COLUMN_GAP = 2.0  # times a line's height
_LARGE = 1.2  # times the usual height: a heading
_HYPHEN = re.compile(r"[^\W\d_]+[-\u00ad\u2010]")
_SUSPENDED = re.compile(r"(?:og|eller|samt|til)\b", re.IGNORECASE)
_LABEL = re.compile(r"[^\W\d_][\w /]{1,40}:")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its words and where they stand."""

    texts: tuple[str, ...]
    starts: tuple[float, ...]
    ends: tuple[float, ...]
    top: float
    bottom: float
    bold: bool

    @property
    def text(self) -> str:
        return " ".join(self.texts)

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def cells(self) -> tuple[tuple[float, str], ...]:
        """The line's text in columns: where each begins, and its words."""
        found: list[tuple[float, list[str]]] = []
        end = 0.0
        for text, start, its_end in zip(self.texts, self.starts, self.ends, strict=True):
            if found and start - end < _COLUMN_GAP * self.height:
                found[-1][1].append(text)
            else:
                found.append((start, [text]))
            end = its_end
        return tuple((start, " ".join(words)) for start, words in found)


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page, from its top."""

    lines: tuple[Line, ...]


@dataclass(slots=True)
class Paragraphs:
    """The blocks of each page; `runs_on` tells which begin in the middle of a paragraph."""

    pages: list[list[Block]] = field(default_factory=list)
    runs_on: list[bool] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    """Words that were divided between two lines."""


@dataclass(frozen=True, slots=True)
class _Measures:
    """What is usual in a paper."""

    pitch: float
    height: float
    right: float


def paragraphs(pages: Sequence[Page]) -> Paragraphs:
    """Read the paragraphs of all pages."""
    found = Paragraphs()
    measures = _measures(pages)
    before: Line | None = None
    for page in pages:
        groups = list(_groups(page.lines, measures))
        runs_on = bool(before and groups and _goes_on(before, groups[0], found, measures))
        found.runs_on.append(runs_on)
        blocks: list[Block] = []
        if runs_on:
            last = next(each for each in reversed(found.pages) if each)
            more = _text(groups[0], measures, found.joined)
            last[-1] = Block(Kind.TEXT, f"{last[-1].text} {escape(more)}")
            groups = groups[1:]
        blocks += [_block(group, measures, found.joined) for group in groups]
        found.pages.append(blocks)
        if page.lines:
            before = page.lines[-1]
    return found


def _measures(pages: Sequence[Page]) -> _Measures:
    lines = [line for page in pages for line in page.lines]
    height = median(line.height for line in lines)
    steps = [
        later.bottom - line.bottom
        for page in pages
        for line, later in pairwise(page.lines)
        if 0 < later.bottom - line.bottom < 2.5 * height
    ]
    # The closest half of the distances are those inside paragraphs.
    near = sorted(steps)[: len(steps) // 2 + 1]
    pitch = median(near) if near else 1.2 * height
    return _Measures(pitch, height, max((line.ends[-1] for line in lines), default=0.0))


def _groups(lines: Sequence[Line], measures: _Measures) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and _parts(group[-1], line, measures):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _parts(before: Line, line: Line, measures: _Measures) -> bool:
    """Tell whether a line begins a paragraph, item or table of its own."""
    if _in_columns(before, line):
        return False
    far = line.bottom - before.bottom > _NEW_PARAGRAPH * measures.pitch
    other_face = line.bold != before.bold or abs(line.height - before.height) > 0.1 * line.height
    columns = (len(before.cells) > 1) != (len(line.cells) > 1)
    return far or other_face or columns or item(line.text) is not None


def _in_columns(before: Line, line: Line) -> bool:
    """Tell whether two lines are rows of one table: their columns begin at the same places."""
    first, second = before.cells, line.cells
    if len(first) < 2 or len(second) < 2:
        return False
    near = line.bottom - before.bottom < 3 * line.height
    starts = [start for start, _ in first]
    return near and all(any(abs(start - each) < 3 for each in starts) for start, _ in second)


def _block(group: list[Line], measures: _Measures, joined: list[str]) -> Block:
    if len(group) > 1 and all(len(line.cells) > 1 for line in group):
        return _table(group)
    text = _text(group, measures, joined)
    first, *rest = text.split("\n")
    entry = item(first)
    if entry:
        return Block(Kind.ITEM, "\n".join([entry.text, *map(escape, rest)]))
    if len(group) == 1 and group[0].height > _LARGE * measures.height:
        return Block(Kind.HEADING, escape(text), level=1)
    return Block(Kind.TEXT, escape(text), bold=all(line.bold for line in group))


def _table(group: list[Line]) -> Block:
    starts: list[float] = []
    for line in group:
        for start, _ in line.cells:
            if not any(abs(start - each) < 3 for each in starts):
                starts.append(start)
    starts.sort()
    rows = []
    for line in group:
        row = [""] * len(starts)
        for start, text in line.cells:
            at = min(range(len(starts)), key=lambda each: abs(starts[each] - start))
            row[at] = escape(text)
        rows.append(tuple(row))
    return table(tuple(rows))


def _text(group: Sequence[Line], measures: _Measures, joined: list[str]) -> str:
    """Return the text of a paragraph; only where a line was not full does a new one begin."""
    text = group[0].text
    for before, line in pairwise(group):
        text = _joined(text, line.text, joined, full=_is_full(before, line, measures))
    return text


def _is_full(before: Line, line: Line, measures: _Measures) -> bool:
    """Tell whether the first word of a line had no room on the line before."""
    if _LABEL.match(line.text):
        return False
    word = line.ends[0] - line.starts[0]
    space = 0.25 * line.height
    return before.ends[-1] + space + word > measures.right - 0.5 * line.height


def _joined(text: str, line: str, joined: list[str], *, full: bool) -> str:
    last = text.rsplit(None, 1)[-1]
    if _HYPHEN.fullmatch(last) and line[:1].islower() and not _SUSPENDED.match(line):
        first = line.split(None, 1)[0]
        joined.append(f"{last[:-1]}{first.rstrip('.,;:!?)»')}")
        return text[:-1] + line
    if _HYPHEN.fullmatch(last) and line[:1].isupper() and full:
        return text + line
    return f"{text}{' ' if full else chr(10)}{line}"


def _goes_on(before: Line, group: list[Line], found: Paragraphs, measures: _Measures) -> bool:
    """Tell whether a page begins in the middle of the paragraph that the last one ended in."""
    last = next((each[-1] for each in reversed(found.pages) if each), None)
    if last is None or last.kind is not Kind.TEXT or len(group[0].cells) > 1:
        return False
    full = _is_full(before, group[0], measures)
    return full and group[0].text[:1].islower() and not before.text.endswith((".", ":", "!", "?"))
