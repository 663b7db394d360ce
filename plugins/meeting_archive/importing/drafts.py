"""A paper as a record in the making: its keys, its body, and what to look over."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from meeting_archive.dates import DateRange, find_written
from meeting_archive.identifiers import Numbering, slugify
from meeting_archive.importing.agreements import agreement_keys
from meeting_archive.importing.blocks import Block, Kind
from meeting_archive.importing.head import Head, read_head
from meeting_archive.importing.labels import read_field
from meeting_archive.importing.language import language
from meeting_archive.importing.meeting import find_body, find_days
from meeting_archive.importing.messages import Remark, remark
from meeting_archive.importing.numbers import find_cases
from meeting_archive.importing.papers import shape_paper, signatures_at
from meeting_archive.importing.people import place_and_date, signatures
from meeting_archive.importing.pieces import Piece
from meeting_archive.importing.prose import shape_program, shape_prose
from meeting_archive.importing.split import Paper
from meeting_archive.importing.values import Value
from meeting_archive.records.model import MEETING_PAPERS, DocumentType
from meeting_archive.records.text import plain_title

_T = DocumentType
_HEAD_LINES = 4  # of a title and what stands right below it
_LONGEST_HEAD_LINE = 100
_MEETING = re.compile(r"møte|dag\b", re.IGNORECASE)
_RECEIVER = re.compile(r"(?:til|kopi)\b", re.IGNORECASE)
_DRAFT_WORDS = re.compile(r"\b(?:utkast|forslag|framlegg|foreløpig|førebels)\b", re.IGNORECASE)
_CHAIRS = re.compile(r"møteleder|møteleiar|ordstyrer|ordstyrar", re.IGNORECASE)
_TAKERS = re.compile(r"(?:møte)?referent", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """What the editor says of papers that do not say it themselves."""

    organ: str | None = None
    type: DocumentType | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A record before it is written; keys are those of the front matter."""

    type: DocumentType | None
    title: str
    keys: dict[str, Value]
    pieces: tuple[Piece, ...]
    remarks: tuple[Remark, ...]


def draft(paper: Paper, stated: Stated, name: str, numbering: Numbering) -> Draft:
    """Make a draft of a paper from the file `name`."""
    kind = (paper.title.kind if paper.title else None) or stated.type
    remarks = [*paper.remarks, *_type_remarks(paper, kind, stated)]
    title = plain_title(paper.blocks[paper.title_at].lines[0]) if paper.title_at is not None else ""
    keys: dict[str, Value] = {"type": kind.value} if kind else {}
    if kind in MEETING_PAPERS:
        return _meeting_paper(paper, keys, remarks, stated, name, numbering, title)
    title = title or _first_line(paper.blocks)
    if kind:
        keys["tittel"] = title
    if kind is _T.PROGRAM:
        shaped = shape_program(paper.blocks, paper.title_at)
        if _DRAFT_WORDS.search(title):
            keys["status"] = "utkast"
        elif "endelig" in title.casefold():
            keys["status"] = "endelig"
    else:
        shaped = shape_prose(paper.blocks, paper.title_at)
    if kind is _T.AGREEMENT:
        own, told = agreement_keys(title, paper.blocks)
        keys |= own
        remarks += told
    keys |= language(paper.blocks)
    return Draft(kind, title, keys, shaped.pieces, (*remarks, *shaped.remarks))


def _type_remarks(paper: Paper, kind: DocumentType | None, stated: Stated) -> list[Remark]:
    kinds = paper.title.kinds if paper.title else ()
    if kind is None:
        return [remark("no-type")]
    if len(kinds) > 1 and not stated.type:
        types = " og ".join(kinds)
        return [remark("two-types", at_key="type", types=types, chosen=kind)]
    return []


def _first_line(blocks: Sequence[Block]) -> str:
    filled = (block.lines[0] for block in blocks if block.kind in (Kind.TEXT, Kind.HEADING))
    return plain_title(next(filled, ""))


def _meeting_paper(
    paper: Paper,
    keys: dict[str, Value],
    remarks: list[Remark],
    stated: Stated,
    name: str,
    numbering: Numbering,
    title: str,
) -> Draft:
    kind = DocumentType(str(keys["type"]))
    organ, told = _body(paper, stated, numbering)
    remarks += told
    own = _id_of(organ, numbering)
    if organ:
        keys["organ"] = organ
    blocks, at = paper.blocks, paper.title_at
    cases = find_cases(blocks, own, numbering)
    first_case = min(cases.openings, default=len(blocks))
    head = read_head(blocks[:first_case])
    signed_at = signatures_at(blocks)
    signed = () if signed_at is None else tuple(_lines(blocks[signed_at:]))
    _sign(head, signed)
    dated = head.values.get("dato")
    texts, doubts = _texts_with_date(blocks[:first_case], at, head, numbering)
    remarks += doubts
    days, told = find_days(
        texts,
        kind,
        dt.date.fromisoformat(str(dated)) if dated else None,
        [each.number.id.year for each in cases.openings.values()],
    )
    remarks += told
    keys |= _meeting_keys(days, kind, str(dated) if dated else None, name)
    keys |= head.values | language(blocks)
    remarks += head.remarks
    if not cases.openings:
        remarks.append(remark("no-cases"))
    shaped = shape_paper(blocks, at, cases)
    return Draft(kind, title, keys, shaped.pieces, (*remarks, *shaped.remarks))


def _body(
    paper: Paper, stated: Stated, numbering: Numbering
) -> tuple[str | None, tuple[Remark, ...]]:
    cases = find_cases(paper.blocks, None, numbering)
    end = (paper.title_at or 0) + _HEAD_LINES
    named = [line for block in paper.blocks[:end] for line in _head_lines(block)]
    organ, told = find_body(named, cases.openings.values(), numbering)
    return (organ, told) if organ or not stated.organ else (stated.organ, ())


def _head_lines(block: Block) -> list[str]:
    lines = block.plain.split("\n") if block.kind in (Kind.TEXT, Kind.HEADING) else []
    return [
        line
        for line in lines
        if len(line) <= _LONGEST_HEAD_LINE and ":" not in line and not _RECEIVER.match(line)
    ]


def _id_of(organ: str | None, numbering: Numbering) -> str | None:
    return next((body.id for body in numbering.bodies if body.key == organ), None)


def _lines(blocks: Sequence[Block]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        # People who sign side by side each have a column.
        columns = zip_longest(*block.rows, fillvalue="")
        cells = [cell for column in columns for cell in column if cell]
        lines += cells or block.plain.split("\n")
    return lines


def _sign(head: Head, lines: tuple[str, ...]) -> None:
    """Take from the signatures what the head does not say: who led, who wrote, and the day."""
    for each in signatures(lines):
        if _CHAIRS.fullmatch(each.role):
            head.values.setdefault("møteleder", each.name)
        elif _TAKERS.fullmatch(each.role):
            head.values.setdefault("referent", each.name)
    for line in lines:
        written = place_and_date(line)
        day = written.on_or_after(None) if written else None
        if day and "dato" not in head.printed:
            head.values.setdefault("dato", day.isoformat())


def _texts_with_date(
    blocks: Sequence[Block], title_at: int | None, head: Head, numbering: Numbering
) -> tuple[list[str], list[Remark]]:
    """Return what may state the day of the meeting: the title, and the labels for it.

    A date alone below the title may as well be the letter's, unless that has a label of its own.
    """
    texts = [head.printed[key] for key in ("møtedato", "tidsrom", "sted") if key in head.printed]
    if title_at is None:
        return texts, []
    title = blocks[title_at].plain.split("\n")[0]
    below = list(_lines_below(blocks[title_at : title_at + _HEAD_LINES]))
    doubts = [
        line
        for line in below
        if find_written(line)
        and not _is_about_meeting(line, numbering)
        and "dato" not in head.values
    ]
    remarks = [remark("unread-date", printed=line, key="møtedato") for line in doubts]
    return [title, *(line for line in below if line not in doubts), *texts], remarks


def _lines_below(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the lines right below a title's first, as far as anything that has a label."""
    for number, block in enumerate(blocks):
        if block.kind not in (Kind.TEXT, Kind.HEADING):
            return
        lines = block.plain.split("\n")[0 if number else 1 :]
        # Among labels, or values in a column beside them, a date may be of anything.
        if any(read_field(line) or len(line) > _LONGEST_HEAD_LINE for line in lines):
            return
        yield from (line for line in lines if not place_and_date(line))


def _is_about_meeting(line: str, numbering: Numbering) -> bool:
    named = any(name in line for body in numbering.bodies for name in body.names)
    return named or bool(_MEETING.search(line))


def _meeting_keys(
    days: DateRange | None, kind: DocumentType, dated: str | None, name: str
) -> dict[str, Value]:
    if days is None:
        called = "innkalt" if kind is _T.NOTICE else "datert"
        slug = f"{called}-{dated}" if dated else f"ukjent-{slugify(name) or 'dato'}"
        return {"møtedato": "ukjent", "møte": slug}
    several = f"{days.start}/{days.end}" if days.several else f"{days.start}"
    return {"møtedato": several}
