"""The grammar of an innkalling, protokoll or referat: cases, their sections and sub-items."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from meeting_archive.diagnostics import Findings
from meeting_archive.identifiers import CaseNumber, Numbering, slugify
from meeting_archive.records.model import (
    AttachmentLine,
    Block,
    CaseText,
    Item,
    PaperBody,
    Plain,
    Section,
    SectionKind,
)
from meeting_archive.records.text import HEADING, FenceTracker, plain_title

_K = SectionKind
LABELS = {
    _K.PRESENTATION: ("sak", "saksframlegg", "saksutredning", "saksopplysninger", "bakgrunn"),
    _K.PROPOSAL: (
        "forslag til vedtak",
        "innstilling",
        "tilråding",
        "framlegg til vedtak",
        "forslag til konklusjon",
    ),
    _K.DISCUSSION: ("fra møtet", "drøfting", "behandling", "handsaming"),
    _K.DECISION: ("vedtak", "konklusjon", "endelig vedtak"),
    _K.VOTE: ("votering", "avstemning", "røysting"),
    _K.ATTACHMENTS: ("vedlegg",),
    _K.EARLIER: ("tidligere behandling", "saksgang"),
    _K.FOLLOW_UP: ("oppfølging",),
}
_KIND_OF_LABEL = {label: kind for kind, labels in LABELS.items() for label in labels}

# "Rådmannens innstilling", "AU sitt forslag til vedtak", "Rådets vedtak": somebody's, so that
# "Oppfølging av Regionrådets vedtak" stays the sub-item that it is.
_SOMEBODYS = re.compile(
    r"(?:\S+ ){0,2}?(?:\S+s|\S+['’]s?|\S+ (?:sitt|sin|si))"
    r" (?:(?P<proposal>innstilling|forslag til vedtak|framlegg til vedtak|tilråding)|vedtak)"
)
_PROPOSED = re.compile(r"\b(?:forslag|framlegg) til\b")
_PREPOSITION = re.compile(r"\b(?:av|om|til|på|for|fra|frå|i|etter|med|ved)\b")

_INLINE_LABEL = re.compile(r"([*_]{0,3})([^\n:*_]{2,80}?)([*_]{0,3})[ \t]*:(.*)")
_ATTACHMENT = re.compile(
    r"[ \t]*(?:[-*+][ \t]+)?(?P<printed>[*_]{0,3}(?:vedlegg|vedl\.?)[ \t]+(?P<number>\d+)[*_]{0,3}"
    r"[ \t]*:[*_]{0,3}[ \t]*(?P<title>.*?))[ \t]*",
    re.IGNORECASE,
)
_BREAK = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")


def label_kind(label: str) -> SectionKind | None:
    """Return what kind of section `label` opens, or None where it is no label."""
    words = " ".join(label.split()).casefold().rstrip(":").rstrip()
    if words in _KIND_OF_LABEL:
        return _KIND_OF_LABEL[words]
    match = _SOMEBODYS.fullmatch(words)
    if match is None or _PREPOSITION.search(_PROPOSED.sub("", words)):
        return None
    return _K.PROPOSAL if match["proposal"] else _K.DECISION


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line that opens with a label."""

    kind: SectionKind
    label: str
    rest: str
    carried: str = ""
    """Emphasis that opened before the label, for the next line where this one has no rest."""


def split_label(line: str) -> Labelled | None:
    """Split the first line of a paragraph into its label and the rest; None without a label.

    Emphasis that opens before the label and closes after the text goes with the text:
    `*Vedtak: Saken utsettes.*` leaves `*Saken utsettes.*`.
    """
    match = _INLINE_LABEL.fullmatch(line.strip())
    kind = label_kind(match[2]) if match else None
    if match is None or kind is None:
        return None
    opened, closed, rest = match[1], match[3], match[4]
    label = f"{match[2].strip()}:"
    if not opened or closed:
        return Labelled(kind, label, rest.lstrip())
    if rest.startswith(opened):
        return Labelled(kind, label, rest.removeprefix(opened).lstrip())
    if rest.strip():
        return Labelled(kind, label, opened + rest.lstrip())
    return Labelled(kind, label, "", opened)


@dataclass(slots=True)
class _Line:
    number: int
    text: str
    is_code: bool


@dataclass(slots=True)
class _Open:
    """A case, sub-item or plain part while its lines are read."""

    line: int
    heading: str | None = None
    number: CaseNumber | None = None
    is_item: bool = False
    lines: list[_Line] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    heading_label: tuple[SectionKind, str, int] | None = None

    def close_section(self) -> None:
        """Turn the lines read since the last heading into sections."""
        in_case = self.is_item or self.number is not None
        self.sections.extend(_sections(self.lines, self.heading_label, in_case=in_case))
        self.lines, self.heading_label = [], None


def read_paper(
    body: str, first_line: int, own_body: str | None, numbering: Numbering, findings: Findings
) -> PaperBody:
    """Read the body of a meeting paper; `first_line` is the body's first line in the file."""
    fences = FenceTracker()
    parts: list[Plain | CaseText] = []
    case: _Open | None = None
    items: list[Item] = []
    current = _Open(first_line)

    def close() -> None:
        nonlocal case, current, items
        current.close_section()
        if case is None:
            if current.sections or current.heading:
                parts.append(Plain(current.line, current.heading, tuple(current.sections)))
            return
        if current is not case:
            items.append(_item(current))
        parts.append(_case(case, tuple(items), findings))
        case, items = None, []

    before = ""
    for number, text in enumerate(body.split("\n"), first_line):
        is_code = fences.is_code(text)
        heading = None if is_code else HEADING.fullmatch(text)
        level = len(heading[1]) if heading else 0
        words = (heading[2] or "").strip() if heading else ""
        if level == 2:
            close()
            opened = numbering.open(plain_opening(words), own_body)
            current = _Open(number, words)
            if opened:
                case = current = _Open(number, words, opened[0])
        elif level == 3 and case is not None:
            current.close_section()
            kind = label_kind(plain_title(words))
            if kind:
                current.heading_label = (kind, words, number)
            else:
                if current is not case:
                    items.append(_item(current))
                current = _Open(number, words, is_item=True)
        elif case is not None and not is_code and not before.strip() and _BREAK.fullmatch(text):
            close()
            current = _Open(number)
        else:
            current.lines.append(_Line(number, text, is_code))
        before = text
    close()
    return PaperBody(tuple(parts))


def plain_opening(heading: str) -> str:
    """Return a heading without the emphasis that it opens with, so that a number can be read."""
    return heading.lstrip("*_")


def _case(case: _Open, items: tuple[Item, ...], findings: Findings) -> CaseText:
    assert case.number is not None
    heading = case.heading or ""
    seen: dict[str, Item] = {}
    for item in items:
        first = seen.setdefault(item.anchor, item)
        if first is not item:
            number = case.number.printed
            findings.add(
                "duplicate-item", item.line, number=number, title=item.title, first=first.line
            )
    title = plain_title(plain_marks(heading)[len(case.number.printed) :].lstrip(" :.–-"))
    return CaseText(case.line, case.number, heading, title or None, tuple(case.sections), items)


def _item(opened: _Open) -> Item:
    heading = opened.heading or ""
    title = plain_title(heading)
    return Item(opened.line, heading, title, slugify(title) or "punkt", tuple(opened.sections))


def _sections(
    lines: list[_Line], heading: tuple[SectionKind, str, int] | None, *, in_case: bool
) -> Iterator[Section]:
    """Cut lines into sections at labels and attachment lines.

    A paragraph after an attachment line goes on with what stood before that line.
    """
    kind, label, line = heading or (_K.UNLABELLED, None, 0)
    is_heading = heading is not None
    gathered: list[_Line] = []

    def emit() -> Iterator[Section]:
        nonlocal label, line, is_heading, gathered
        block = _block(gathered)
        if block.text or label:
            yield Section(kind, block if block.text else Block(line, ""), label, is_heading)
        gathered, label, line, is_heading = [], None, 0, False

    starts_paragraph, carried = True, ""
    for each in lines:
        attachment = None if each.is_code else _ATTACHMENT.fullmatch(each.text)
        if attachment:
            yield from emit()
            yield _attachment_section(each, attachment)
            starts_paragraph = True
            continue
        may_open = in_case and starts_paragraph and not each.is_code
        labelled = split_label(each.text) if may_open else None
        if labelled:
            yield from emit()
            kind, label, line = labelled.kind, labelled.label, each.number
            gathered = [_Line(each.number, labelled.rest, is_code=False)]
        else:
            gathered.append(_Line(each.number, carried + each.text, each.is_code))
        carried = labelled.carried if labelled else ""
        starts_paragraph = not each.text.strip()
    yield from emit()


def _attachment_section(line: _Line, match: re.Match[str]) -> Section:
    title = plain_title(match["title"])
    printed = plain_marks(match["printed"])
    attachment = AttachmentLine(line.number, str(int(match["number"])), printed, title)
    return Section(_K.ATTACHMENTS, Block(line.number, match["printed"]), attachment=attachment)


def plain_marks(printed: str) -> str:
    """Return a line without its emphasis marks, every word and stop kept."""
    return re.sub(r"(?<!\\)[*_]{1,3}", "", printed).strip()


def _block(lines: list[_Line]) -> Block:
    kept = list(lines)
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if not kept:
        return Block(lines[0].number if lines else 0, "")
    return Block(kept[0].number, "\n".join(line.text for line in kept))
