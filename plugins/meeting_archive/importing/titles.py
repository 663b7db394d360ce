"""The lines that papers begin with, and what they say that a paper is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from meeting_archive.identifiers import Numbering
from meeting_archive.importing.blocks import Block, Kind
from meeting_archive.importing.labels import read_field
from meeting_archive.importing.numbers import names_case
from meeting_archive.records.model import MEETING_PAPERS, MINUTES, DocumentType

_T = DocumentType
_MEETING_WORDS = {
    _T.NOTICE: r"(?:møte|råds|styre)?innkalling|sak(?:s)?liste|sakskart|møteinnkallelse",
    _T.MINUTES: r"(?:møte|råds|styre)?protokoll|møtebok|hovedutskrift|hovudutskrift",
    _T.REPORT: r"(?:møte?)?referat",
}
_MEETING_WORD = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _MEETING_WORDS.items())
    + r")(?!\w)",
    re.IGNORECASE,
)
_QUALIFIED = (
    r"(?:(?:forslag|utkast|framlegg) til |foreløpig |førebels |endelig |godkjent |revidert )?"
)
_LAID_BEFORE = {
    _T.PROGRAM: re.compile(rf"{_QUALIFIED}(?:møte|dags)?program\b", re.IGNORECASE),
    _T.INVITATION: re.compile(rf"{_QUALIFIED}invitasjon(?:sbrev)?\b", re.IGNORECASE),
    _T.AGREEMENT: re.compile(
        rf"{_QUALIFIED}(?:\w+)?avtale(?:n)?\b(?=.*\b(?:mellom|om|for)\b|\s*$)", re.IGNORECASE
    ),
}
_ATTACHMENT = re.compile(r"(?:vedlegg|vedl\.?|saksvedlegg|orienteringsvedlegg)\b", re.IGNORECASE)
_LONGEST, _LONGEST_SENTENCE = 200, 14


@dataclass(frozen=True, slots=True)
class Title:
    """A line that a paper begins with: what it says that the paper is."""

    kinds: tuple[DocumentType, ...]
    loud: bool
    """In capitals, which no sentence is."""
    leads: bool
    """The word for what it is stands first."""

    @property
    def is_meeting_paper(self) -> bool:
        return bool(self.kinds) and self.kinds[0] in MEETING_PAPERS

    @property
    def kind(self) -> DocumentType | None:
        """The type, None where the words for it are those of different papers."""
        sorts = {_T.MINUTES if each in MINUTES else each for each in self.kinds}
        return self.kinds[0] if len(sorts) == 1 else None


def read_title(block: Block, numbering: Numbering) -> Title | None:
    """Return what a block says as a paper's first line, or None where it is no such line."""
    if block.kind not in (Kind.TEXT, Kind.HEADING):
        return None
    line = block.plain.split("\n")[0].strip()
    field = read_field(line)
    if len(line) > _LONGEST or (field and field.key) or _ATTACHMENT.match(line):
        return None
    if names_case(line, numbering) or _is_sentence(line):
        return None
    found = list(_MEETING_WORD.finditer(line))
    kinds = tuple(dict.fromkeys(_kind(match) for match in found))
    for kind, pattern in _LAID_BEFORE.items():
        match = pattern.match(line)
        if match:
            return Title((kind, *kinds), loud=match[0].isupper(), leads=True)
    if not found:
        return None
    leads = not line[: found[0].start()].strip(' "«*')
    return Title(kinds, loud=found[0][0].isupper(), leads=leads)


def _kind(match: re.Match[str]) -> DocumentType:
    assert match.lastgroup
    return DocumentType(match.lastgroup)


def _is_sentence(line: str) -> bool:
    ends = line.endswith((".", "!", "?", ":", ";"))
    return ends and len(line.split()) > _LONGEST_SENTENCE


def first_title(blocks: Sequence[Block], numbering: Numbering) -> tuple[int, Title] | None:
    """Return the title of a paper's head and where it stands; a whole file has one near its top."""
    for index, block in enumerate(blocks[:_NEAR_TOP]):
        title = read_title(block, numbering)
        if title:
            return index, title
        lines = block.plain.split("\n")
        if any(names_case(line, numbering) for line in lines):
            return None
    return None


_NEAR_TOP = 12
