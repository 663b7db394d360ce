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
from meeting_archive.records.text import HEADING, FenceTracker, block, plain_title, without_marks

_K = SectionKind
LABELS = {
    _K.PRESENTATION: (
        "sak",
        "saksframlegg",
        "saksutredning",
        "saksutgreiing",
        "saksopplysninger",
        "saksopplysningar",
        "bakgrunn",
    ),
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
GENERIC_LABELS = frozenset(label for labels in LABELS.values() for label in labels)
_KIND_OF_LABEL = {label: kind for kind, labels in LABELS.items() for label in labels}

# "Rådmannens innstilling", "AU sitt forslag til vedtak", "Rådets vedtak": somebody's, so that
# "Oppfølging av Regionrådets vedtak" stays the sub-item that it is.
_SOMEBODYS = re.compile(
    r"(?:\S+ ){0,2}?(?:\S+s|\S+['’]s?|\S+ (?:sitt|sin|si))"
    r" (?:(?P<proposal>innstilling|forslag til vedtak|framlegg til vedtak|tilråding)|vedtak)"
)
_PROPOSED = re.compile(r"\b(?:forslag|framlegg) til\b")
_PREPOSITION = re.compile(r"\b(?:av|om|til|på|for|fra|frå|i|etter|med|ved)\b")

_INLINE_LABEL = re.compile(r" {0,3}([*_]{0,3})([^\W\d_][^\n:*_]{1,80}?)([*_]{0,3})[ \t]*:(.*)")
_ATTACHMENT = re.compile(
    r"[ \t]*(?:[-*+][ \t]+)?(?P<printed>[*_]{0,3}(?:vedlegg|vedl\.?)[ \t]+"
    r"(?P<number>[0-9]{1,6})[*_]{0,3}"
    r"[ \t]*:[*_]{0,3}[ \t]*(?P<title>.*?))[ \t]*",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[(?P<text>[^\[\]]+)\]\((?P<url>https?://[^()\s]+)\)")
_BREAK = re.compile(r" {0,3}-{3,}[ \t]*")
_LIST_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,6}[.)])[ \t]+\S")
_DECIDING = frozenset({_K.PROPOSAL, _K.DECISION})


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
    match = _INLINE_LABEL.fullmatch(line.rstrip())
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


@dataclass(frozen=True, slots=True)
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
    label: tuple[SectionKind, str, int] | None = None
    """The heading that opened the section being read."""

    def close_section(self) -> None:
        """Turn the lines read since the last heading into sections."""
        in_case = self.is_item or self.number is not None
        self.sections.extend(_sections(self.lines, self.label, in_case=in_case))
        self.lines, self.label = [], None


@dataclass(slots=True)
class _PaperReader:
    """Reads a paper line by line; `current` is what the next line belongs to."""

    own_body: str | None
    numbering: Numbering
    findings: Findings
    current: _Open
    case: _Open | None = None
    closed: CaseNumber | None = None
    """The case that a `---` closed, until the next heading."""
    items: list[Item] = field(default_factory=list)
    parts: list[Plain | CaseText] = field(default_factory=list)

    def heading(self, line: int, level: int, words: str) -> bool:
        """Take a heading; False where it is only text of what is being read."""
        if level == 2:
            self.close()
            self.closed = None
            opened = self.numbering.open(plain_opening(words), self.own_body)
            if opened is None and _BARE_NUMBER.match(plain_opening(words)):
                self.findings.add("looks-like-case", line, text=f"## {words}")
            self.current = _Open(line, words, opened[0] if opened else None)
            self.case = self.current if opened else None
            return True
        if level == 3 and self.closed:
            self.findings.add("after-break", line, number=self.closed.printed, text=words)
        if level == 4 and self.case and label_kind(plain_title(words)) in _DECIDING:
            self.findings.add("misplaced-label", line, label=words)
        if level != 3 or self.case is None:
            return False
        self.current.close_section()
        kind = label_kind(plain_title(words))
        if kind:
            self.current.label = (kind, words, line)
        else:
            self._close_item()
            self.current = _Open(line, words, is_item=True)
        return True

    def end_case(self, line: int) -> None:
        """End the case that is being read: what follows is about the paper, not the case."""
        self.closed = self.case.number if self.case else None
        self.close()
        self.current = _Open(line)

    def text(self, line: _Line) -> None:
        """Take a line of text."""
        if not line.is_code:
            self._look(line)
        self.current.lines.append(line)

    def _look(self, line: _Line) -> None:
        """Tell of what looks like a case or a section, and is none where it stands."""
        labelled = split_label(line.text)
        if labelled and labelled.kind in _DECIDING:
            if self.closed:
                number = self.closed.printed
                self.findings.add("after-break", line.number, number=number, text=labelled.label)
            elif self.case and self.current.lines and self.current.lines[-1].text.strip():
                self.findings.add("misplaced-label", line.number, label=labelled.label)
        if _CASE_LIKE.match(line.text):
            opening = plain_opening(line.text.strip().lstrip("#").strip())
            if self.numbering.open(opening, self.own_body) or _BARE_NUMBER.match(opening):
                self.findings.add("looks-like-case", line.number, text=line.text.strip())

    def close(self) -> None:
        """End the case or part that is being read."""
        self.current.close_section()
        if self.case:
            self._close_item()
            self.parts.append(_case(self.case, tuple(self.items), self.findings))
        elif self.current.sections or self.current.heading:
            opened = self.current
            self.parts.append(Plain(opened.line, opened.heading, tuple(opened.sections)))
        self.case, self.items = None, []

    def _close_item(self) -> None:
        if self.current is not self.case:
            self.items.append(_item(self.current))


_CASE_LIKE = re.compile(r" {0,3}#")
_BARE_NUMBER = re.compile(r"\d{1,4}\s*/\s*(?:\d{4}|\d{2})\b(?!\s*/)")


def read_paper(
    body: str, first_line: int, own_body: str | None, numbering: Numbering, findings: Findings
) -> PaperBody:
    """Read the body of a meeting paper; `first_line` is the body's first line in the file."""
    fences = FenceTracker()
    reader = _PaperReader(own_body, numbering, findings, _Open(first_line))
    after_blank = True
    for number, text in enumerate(body.split("\n"), first_line):
        is_code = fences.is_code(text)
        heading = None if is_code else HEADING.fullmatch(text)
        taken = heading is not None and reader.heading(
            number, len(heading[1]), (heading[2] or "").strip()
        )
        if not taken and reader.case and not is_code and after_blank and _BREAK.fullmatch(text):
            reader.end_case(number)
        elif not taken:
            reader.text(_Line(number, text, is_code))
        after_blank = not text.strip()
    reader.close()
    return PaperBody(tuple(reader.parts))


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
    title = plain_title(plain_opening(heading)[len(case.number.printed) :].lstrip(" \t:.–-*_"))
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
        text = block([(each.number, each.text) for each in gathered])
        if text.text or label:
            yield Section(kind, text if text.text else Block(line, ""), label, is_heading)
        gathered, label, line, is_heading = [], None, 0, False

    starts_paragraph, in_list, carried = True, False, ""
    for each in lines:
        if each.text.strip() and not each.text[0].isspace():
            in_list = bool(_LIST_ITEM.match(each.text)) or (in_list and not starts_paragraph)

        attachment = None if each.is_code else _ATTACHMENT.fullmatch(each.text)
        if attachment:
            yield from emit()
            yield _attachment_section(each, attachment)
            starts_paragraph = True
            continue
        # What is indented below a list item is the item's.
        may_open = in_case and starts_paragraph and not each.is_code and not in_list
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
    link = _LINK.fullmatch(match["title"])
    words = link["text"] if link else match["title"]
    printed = without_marks(match["printed"].removesuffix(match["title"]) + words)
    number, url = str(int(match["number"])), link["url"] if link else None
    attachment = AttachmentLine(line.number, number, printed, plain_title(words), url)
    return Section(_K.ATTACHMENTS, Block(line.number, match["printed"]), attachment=attachment)
