"""Where cases open in a paper, and what only looks as if one did."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from meeting_archive.identifiers import CaseId, CaseNumber, Numbering
from meeting_archive.importing.blocks import Block, Kind
from meeting_archive.importing.messages import Remark, remark
from meeting_archive.records.body import plain_opening

_LONGEST = 300
_LONGEST_DOUBT = 120
# After a number: a sentence goes on with what the case is or did.
_VERB = re.compile(
    r"(?:er|var|ble|blei|vart|blir|har|hadde|gjelder|gjeld|handler|handlar|omhandler|tas|tok|vises|"
    r"og|eller|samt|til|fra|frå|i|som|ved|av)\b"
)
_UNKNOWN = re.compile(
    r"(?:[A-ZÆØÅ]{1,4}[- ]?(?:sak )?)?\d{1,4}\s*/\s*(?:\d{4}|\d{2})(?!\s*[-/]|\d)"
    r"[ .:–-]+(?=[A-ZÆØÅ«\"*])"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """A case number that a block opens with, and the title after it."""

    index: int
    number: CaseNumber
    title: str


def open_case(
    line: str, own_body: str | None, numbering: Numbering
) -> tuple[CaseNumber, str] | None:
    """Read a case's number and title; None where a line is a sentence that names a case."""
    opened = numbering.open(plain_opening(line), own_body)
    if opened is None or len(line) > _LONGEST:
        return None
    number, rest = opened
    title = rest.strip(" \t:.–-*_")
    if rest[:1].isalnum() or _VERB.match(title) or rest.lstrip().startswith((",", ")", ";")):
        return None
    ends_as_sentence = title[:1].islower() and rest.rstrip().endswith(".")
    return None if ends_as_sentence else (number, title)


def names_case(line: str, numbering: Numbering) -> bool:
    """Tell whether a line opens with a case number of any body, whatever follows."""
    return numbering.open(plain_opening(line), numbering.bodies[0].id) is not None


def looks_like_case(block: Block) -> bool:
    """Tell whether a block is a heading with a number that no body has."""
    short = block.one_line and len(block.text) <= 150 and not block.plain.endswith((",", ";"))
    return short and bool(_UNKNOWN.match(plain_opening(block.plain)))


@dataclass(frozen=True, slots=True)
class Cases:
    """The blocks that open cases, by their index, and what to look over of the others."""

    openings: dict[int, Opening]
    named: frozenset[int]
    """Blocks that begin with a case's number and open none: lists, and sentences."""
    remarks: tuple[Remark, ...]


def find_cases(blocks: Sequence[Block], own_body: str | None, numbering: Numbering) -> Cases:
    """Find the cases of a paper; a list of them before the cases themselves opens none."""
    found: list[Opening] = []
    remarks: list[Remark] = []
    named: set[int] = set()
    for index, block in enumerate(blocks):
        if block.kind not in (Kind.TEXT, Kind.HEADING):
            continue
        line = block.lines[0]
        opened = open_case(line, own_body, numbering)
        if opened:
            found.append(Opening(index, *opened))
        elif numbering.open(plain_opening(line), own_body):
            named.add(index)
            if not block.one_line or len(line) > _LONGEST_DOUBT:
                continue
            remarks.append(remark("sentence-or-case", block=index, text=block.plain))
    listed = _listed(found, blocks)
    by_case: dict[CaseId, list[Opening]] = {}
    for each in found:
        by_case.setdefault(each.number.id, []).append(each)
    openings: dict[int, Opening] = {}
    for same in by_case.values():
        cases = [each for each in same if each.index not in listed] or same[-1:]
        openings.update({each.index: each for each in cases})
        remarks += [
            remark("case-in-list", block=each.index, number=each.number.printed)
            for each in same
            if each not in cases
        ]
    named |= {each.index for each in found} - openings.keys()
    return Cases(openings, frozenset(named), tuple(remarks))


def _listed(found: Sequence[Opening], blocks: Sequence[Block]) -> set[int]:
    """Return the openings that stand right below one another, with nothing said of them."""
    filled = [index for index, block in enumerate(blocks) if block.kind is not Kind.BREAK]
    place = {index: at for at, index in enumerate(filled)}
    listed: set[int] = set()
    for before, each in pairwise(found):
        if place[each.index] == place[before.index] + 1:
            listed |= {before.index, each.index}
    return listed
