"""The body of an innkalling, protokoll or referat, its cases and sections marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from meeting_archive.importing.blocks import Block, Kind
from meeting_archive.importing.messages import Remark, remark
from meeting_archive.importing.numbers import Cases, Opening, looks_like_case
from meeting_archive.importing.people import is_signed_line, may_be_signatures
from meeting_archive.importing.pieces import Piece, heading, piece
from meeting_archive.records.body import label_kind, split_label
from meeting_archive.records.model import SectionKind
from meeting_archive.records.text import plain_title

_STANDING = re.compile(
    r"(?:eventuelt|ymse|orienteringer|orienteringar|meldinger|meldingar|referatsaker|referatsakar)\b",
    re.IGNORECASE,
)
_LOST_COLON = re.compile(r"(?P<marks>[*_]{0,3})Sak (?P<rest>[A-ZÆØÅ«\"].*)", re.DOTALL)
_ITEM_OF_CASE = re.compile(r"(?P<label>Saker:)\s*(?P<title>\S.*)")
_MAYBE_LABEL = re.compile(
    r"(?P<label>Vedtak|Innstilling|Forslag til vedtak|Framlegg til vedtak|Konklusjon|Tilråding)"
    r" (?=[A-ZÆØÅ«\"])"
)
_TAIL = re.compile(r"(?:vedlegg|vedl\.|kopi|kopi til)\b.*", re.IGNORECASE)
_EMPHASISED = re.compile(r"([*_]{1,3}).+\1")
_LONGEST_TITLE, _LONGEST_SIGNATURE = 200, 70


@dataclass(frozen=True, slots=True)
class Shaped:
    """A body with its structure marked, and what to look over."""

    pieces: tuple[Piece, ...]
    remarks: tuple[Remark, ...]


def shape_paper(blocks: Sequence[Block], title_at: int | None, cases: Cases) -> Shaped:
    """Mark the structure of a meeting paper's blocks; every block comes out once, in order."""
    shaper = _Shaper(blocks, title_at, cases, signatures_at(blocks))
    shaper.shape()
    return Shaped(tuple(shaper.pieces), (*cases.remarks, *shaper.remarks))


def signatures_at(blocks: Sequence[Block]) -> int | None:
    """Return where the signatures that end a paper begin, or None.

    Attachments and copies may be listed below them.
    """
    start: int | None = None
    signed = False
    for index in range(len(blocks) - 1, 0, -1):
        block = blocks[index]
        if block.kind is Kind.BREAK:
            continue
        if _is_signatures(block):
            start, signed = index, signed or any(map(is_signed_line, _cells(block)))
        elif start is not None or not _TAIL.match(block.plain):
            break
    return start if signed else None


def _is_signatures(block: Block) -> bool:
    if block.kind not in (Kind.TEXT, Kind.TABLE):
        return False
    return may_be_signatures(_cells(block))


def _cells(block: Block) -> tuple[str, ...]:
    if block.rows:
        return tuple(cell for row in block.rows for cell in row if cell)
    return tuple(block.plain.split("\n"))


@dataclass(slots=True)
class _Shaper:
    blocks: Sequence[Block]
    title_at: int | None
    cases: Cases
    signed_at: int | None
    pieces: list[Piece] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    case: Opening | None = None
    case_level: int = 0
    fresh: bool = False
    """Nothing has been read of the case but its heading."""
    joined: set[int] = field(default_factory=set)
    """Blocks that stand in the heading before them."""

    def shape(self) -> None:
        before: Block | None = None
        for index, block in enumerate(self.blocks):
            if index == self.signed_at and self.case:
                self.pieces.append(Piece("---", None))
                self.case = None
            if block.kind is Kind.BREAK or index in self.joined:
                continue
            for each in self._pieces(index, block, before):
                self.pieces.append(each)
            before = block
        last = len(self.blocks) - 1
        if self.case and self.signed_at is None and _may_sign(self.blocks[last]):
            self.remarks.append(remark("no-signature", block=last))

    def _pieces(self, index: int, block: Block, before: Block | None) -> Iterator[Piece]:
        opening = self.cases.openings.get(index)
        if index == self.title_at:
            yield from _first_line_as_heading(1, block, index)
        elif opening:
            yield from self._open(opening, block)
        elif index in self.cases.named:
            yield Piece(block.text, index)
        elif block.kind is Kind.HEADING:
            yield self._heading(index, block)
        elif block.kind is Kind.TEXT and looks_like_case(block):
            yield self._unknown_case(index, block)
        elif block.kind is Kind.TEXT and self.case:
            yield from self._text(index, block)
            self.fresh = False
        else:
            yield piece(block, index, before)
            self.fresh = False

    def _open(self, opening: Opening, block: Block) -> Iterator[Piece]:
        self.case, self.case_level, self.fresh = opening, block.level, True
        first, *rest = block.lines
        if not opening.title and not rest:
            title = self._title_below(opening.index)
            if title is not None:
                self.joined.add(title)
                below = self.blocks[title]
                first = f"{first} {below.text}"
                if not (below.bold or below.kind is Kind.HEADING):
                    self.remarks.append(
                        remark("title-below", block=opening.index, text=below.plain)
                    )
        yield Piece(heading(2, first), opening.index)
        if rest:
            yield Piece("\n".join(rest), opening.index)

    def _title_below(self, index: int) -> int | None:
        """Return the block below a number that stands alone, where it is the case's title."""
        for at in range(index + 1, len(self.blocks)):
            block = self.blocks[at]
            if block.kind is Kind.BREAK:
                continue
            fits = block.one_line and len(block.text) <= _LONGEST_TITLE
            is_sentence = block.plain.endswith(".") and not block.bold
            if block.kind is Kind.TEXT and is_sentence and not _EMPHASISED.fullmatch(block.text):
                return None
            labelled = split_label(block.text) or label_kind(block.plain)
            other = at in self.cases.openings or at == self.signed_at
            return at if fits and not labelled and not other else None
        return None

    def _heading(self, index: int, block: Block) -> Piece:
        if looks_like_case(block):
            return self._unknown_case(index, block)
        if self.case is None:
            return Piece(heading(2, block.text), index)
        if label_kind(plain_title(block.text)):
            level = 3
        elif block.level <= self.case_level:
            self.case = None
            level = 2
        elif self._is_standing():
            level = 3
        else:
            level = 4
            self.remarks.append(remark("heading-in-case", block=index, text=block.plain))
        self.fresh = False
        return Piece(heading(level, block.text), index)

    def _unknown_case(self, index: int, block: Block) -> Piece:
        self.case = None
        self.remarks.append(remark("bare-number", block=index, text=block.plain))
        return Piece(heading(2, block.text), index)

    def _is_standing(self) -> bool:
        return self.case is not None and bool(_STANDING.match(plain_title(self.case.title)))

    def _text(self, index: int, block: Block) -> Iterator[Piece]:
        first, *rest = block.lines
        lost = _LOST_COLON.fullmatch(block.text) if self.fresh else None
        listed = _ITEM_OF_CASE.fullmatch(block.text) if self._is_standing() else None
        if _is_label(first):
            yield Piece(heading(3, first), index)
            yield from [Piece("\n".join(rest), index)] if rest else []
        elif lost and not split_label(first):
            yield Piece("### Sak", index)
            yield Piece(lost["marks"] + lost["rest"], index)
        elif listed:
            yield Piece(listed["label"], index)
            yield Piece(heading(3, listed["title"]), index)
        elif self._is_standing() and block.bold and block.one_line and not split_label(first):
            yield Piece(heading(3, block.text), index)
        else:
            maybe = _MAYBE_LABEL.match(block.plain)
            if maybe:
                self.remarks.append(remark("label-without-colon", block=index, text=maybe["label"]))
            yield Piece(block.text, index)


def _may_sign(block: Block) -> bool:
    """Tell whether a paper's last block is short and no sentence, as signatures are."""
    lines = block.plain.split("\n")
    short = all(len(line) <= _LONGEST_SIGNATURE for line in lines)
    return block.kind is Kind.TEXT and short and not lines[-1].endswith((".", "!", "?"))


def _first_line_as_heading(level: int, block: Block, index: int) -> Iterator[Piece]:
    first, *rest = block.lines
    yield Piece(heading(level, first), index)
    if rest:
        yield Piece("\n".join(rest), index)


def _is_label(line: str) -> bool:
    """Tell whether a line is a section's label and nothing else, without its colon."""
    if split_label(line):
        return False
    kind = label_kind(plain_title(line))
    return kind is not None and kind is not SectionKind.ATTACHMENTS
