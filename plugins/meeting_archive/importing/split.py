"""Several papers in one file: where each begins."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from meeting_archive.identifiers import Numbering
from meeting_archive.importing.blocks import Block, Kind
from meeting_archive.importing.labels import read_field
from meeting_archive.importing.messages import Remark, remark
from meeting_archive.importing.numbers import names_case
from meeting_archive.importing.people import may_be_signatures
from meeting_archive.importing.titles import Title, first_title, read_title
from meeting_archive.records.model import DocumentType

SESSION = re.compile(
    r"(?:[-*+•][ \t]+)?(?:kl\.?[ \t]*\d{1,2}(?:[.:]?\d{2})?|\d{1,2}[.:]?\d{2}|\d{1,2}(?=:[ \t]))"
    r"(?:[ \t]*[-–][ \t]*(?:kl\.?[ \t]*)?\d{1,2}(?:[.:]?\d{2})?|[ \t]*[-–])?"
    r"(?!\d|\.\d)[ \t]*(?::|[ \t]|$)",
    re.IGNORECASE,
)
_AHEAD = 12  # blocks that a paper's head may take
_LONGEST_TITLE = 5  # blocks
_FIELDS_OF_A_HEAD = 2
_SESSIONS_OF_A_PROGRAM = 2


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of a file: its blocks, and its title where it has one."""

    blocks: tuple[Block, ...]
    title_at: int | None
    title: Title | None
    remarks: tuple[Remark, ...] = ()


def split(blocks: Sequence[Block], numbering: Numbering) -> tuple[Paper, ...]:
    """Split a file into its papers; where one may begin and nothing shows it, that is told."""
    first = first_title(blocks, numbering)
    starts: list[tuple[int, Title | None]] = [(0, first[1] if first else None)]
    doubts: list[tuple[int, str]] = []
    follows = _cases_follow(blocks, numbering)
    after = first[0] + 1 if first else 1
    for index in range(after, len(blocks)):
        title = read_title(blocks[index], numbering)
        if title is None or not title.leads:
            continue
        since, current = starts[-1]
        begun = max(since, after - 1) + 1
        if not _has_content(blocks[begun : min(index, begun + 2 * _AHEAD)], numbering):
            continue
        lasts = title.is_meeting_paper or not follows[index]
        certain = _certain(blocks, index, title, current, numbering) if lasts else None
        if certain:
            starts.append((index, title))
        elif certain is None:
            doubts.append((index, blocks[index].plain.split("\n")[0]))
    return tuple(_papers(blocks, starts, first[0] if first else None, doubts))


def _papers(
    blocks: Sequence[Block],
    starts: list[tuple[int, Title | None]],
    first_at: int | None,
    doubts: list[tuple[int, str]],
) -> Iterator[Paper]:
    ends = [start for start, _ in starts[1:]] + [len(blocks)]
    for (start, title), end in zip(starts, ends, strict=True):
        at = first_at if start == 0 else 0
        told = tuple(
            remark("maybe-another", block=index - start, text=text)
            for index, text in doubts
            if start <= index < end
        )
        yield Paper(tuple(blocks[start:end]), at, title, told)


def _has_content(blocks: Sequence[Block], numbering: Numbering) -> bool:
    """Tell whether a paper has got further than its title, which may take several lines."""
    filled = [block for block in blocks if block.kind is not Kind.BREAK]
    if len(filled) >= _LONGEST_TITLE or any(block.kind is Kind.ITEM for block in filled):
        return True
    lines = [line for block in filled for line in block.plain.split("\n")]
    return any(
        read_field(line) or names_case(line, numbering) or SESSION.match(line) for line in lines
    )


def _certain(
    blocks: Sequence[Block], index: int, title: Title, current: Title | None, numbering: Numbering
) -> bool | None:
    """Tell whether a paper begins here; None where it may, False where it hardly does."""
    block = blocks[index]
    at_end = _at_end(blocks, index)
    marked = block.kind is Kind.HEADING and block.level <= 2
    if title.is_meeting_paper:
        if _has_head(blocks, index, numbering):
            return True
        return None if title.loud or (at_end and (marked or block.bold)) else False
    if title.kind is DocumentType.PROGRAM:
        sessions = sum(bool(SESSION.match(line)) for line in _ahead(blocks, index, numbering))
        if sessions >= _SESSIONS_OF_A_PROGRAM:
            return True
        return None if at_end and block.one_line else False
    if not block.one_line:
        return False
    after_attachment = current is not None and not current.is_meeting_paper
    if at_end or after_attachment:
        return True
    return None if marked or block.bold or "mellom" in block.plain else False


def _cases_follow(blocks: Sequence[Block], numbering: Numbering) -> list[bool]:
    """Tell for each block whether cases go on below it, before the head of another paper.

    An attachment in their midst must not take them along.
    """
    follow = [False] * (len(blocks) + 1)
    for index in range(len(blocks) - 1, 0, -1):
        block = blocks[index]
        title = read_title(block, numbering)
        is_head = (
            title is not None and title.is_meeting_paper and _has_head(blocks, index, numbering)
        )
        is_text = block.kind in (Kind.TEXT, Kind.HEADING)
        is_case = is_text and names_case(block.lines[0], numbering)
        follow[index - 1] = not is_head and (is_case or follow[index])
    return follow


def _has_head(blocks: Sequence[Block], index: int, numbering: Numbering) -> bool:
    lines = _ahead(blocks, index, numbering)
    return sum(read_field(line) is not None for line in lines) >= _FIELDS_OF_A_HEAD


def _at_end(blocks: Sequence[Block], index: int) -> bool:
    """Tell whether what stands before is the end of a page, or signatures."""
    before = blocks[index - 1]
    if before.kind is Kind.BREAK:
        return True
    return before.kind is Kind.TEXT and may_be_signatures(tuple(before.plain.split("\n")))


def _ahead(blocks: Sequence[Block], index: int, numbering: Numbering) -> Iterator[str]:
    """Yield the lines of a possible head: up to the first case."""
    yield from blocks[index].plain.split("\n")[1:]
    for block in blocks[index + 1 : index + 1 + _AHEAD]:
        for row in block.rows:
            yield " ".join(row)
        for line in () if block.rows else block.plain.split("\n"):
            if names_case(line, numbering):
                return
            yield line
