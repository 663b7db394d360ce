"""Word documents: python-docx opens them; their text is walked here, so that none is passed by.

python-docx's own paragraphs leave out content controls and text boxes, which templates are full of.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from lxml import etree

from meeting_archive.importing.blocks import Block, Kind, Source, table
from meeting_archive.importing.escape import escape
from meeting_archive.importing.messages import Refused, remark
from meeting_archive.importing.sources import guard
from meeting_archive.importing.sources.lines import item
from meeting_archive.importing.sources.numbers import Numbers
from meeting_archive.importing.sources.styles import heading_level

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_TRACKED = tuple(f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_CONTAINERS = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "smartTag", "customXml"))
# What the document holds besides its text, and what editors call it.
_LEFT_OUT = (
    (f"{_W}footnoteReference", "fotnoter"),
    (f"{_W}endnoteReference", "sluttnoter"),
    (f"{_W}commentReference", "kommentarer"),
    (_PICTURE, "bilder"),
    (f"{_W}hyperlink", "adressene bak lenkene"),
)


def read(content: bytes) -> Source:
    """Read a Word document; refuses macros and tracked changes."""
    with guard.open_package(content) as package:
        names = package.namelist()
        types = guard.read_part(package, "[Content_Types].xml")
        if any("vbaProject" in name for name in names) or b"macroEnabled" in types:
            raise Refused("macros")
    try:
        document = docx.Document(io.BytesIO(content))
        body = document.element.body
    except (KeyError, ValueError, AttributeError, OpcError, etree.XMLSyntaxError, OSError):
        raise Refused("damaged") from None
    if next(body.iter(*_TRACKED), None) is not None:
        raise Refused("tracked-changes")
    reader = _Reader(Numbers.of(document), document)
    blocks = tuple(reader.blocks(body))
    left_out = [what for tag, what in _LEFT_OUT if next(body.iter(tag), None) is not None]
    left_out += _furniture(document)
    told = (remark("left-out", what="; ".join(left_out)),) if left_out else ()
    return Source(blocks, told)


def _furniture(document: Document) -> list[str]:
    """Return what stands at the top and foot of every page."""
    found: dict[str, None] = {}
    for section in document.sections:
        for part in (section.header, section.footer):
            text = " ".join(" ".join(each.text for each in part.paragraphs).split())
            if text:
                found[f"topp- eller bunntekst «{text}»"] = None
    return list(found)


@dataclass(slots=True)
class _Paragraph:
    """The pieces of a paragraph while it is walked."""

    pieces: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    ends_page: bool = False


@dataclass(slots=True)
class _Reader:
    numbers: Numbers
    document: Document

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        """Yield the blocks of the body, a cell or a text box."""
        for element in container:
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif element.tag in _CONTAINERS:
                yield from self.blocks(element)

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        walked = _Paragraph()
        _walk(element, walked, bold=False)
        printed = "".join(walked.pieces).strip()
        if element.find(f"{_W}pPr/{_W}pageBreakBefore") is not None:
            yield Block(Kind.BREAK)
        if printed:
            yield self._block(element, printed, bold=bool(walked.bold) and all(walked.bold))
        for box in walked.boxes:
            yield from self.blocks(box)
        if walked.ends_page or element.find(f"{_W}pPr/{_W}sectPr") is not None:
            yield Block(Kind.BREAK)

    def _block(self, element: etree._Element, printed: str, *, bold: bool) -> Block:
        label, depth = self.numbers.next(element)
        level = heading_level(element, self.document)
        if level:
            text = escape(" ".join(f"{label or ''} {printed}".split()))
            return Block(Kind.HEADING, text, level=level)
        if label is not None:
            numbered = item(f"{label} {printed.splitlines()[0]}")
            if numbered:
                rest = [escape(line) for line in printed.split("\n")[1:]]
                return Block(Kind.ITEM, "\n".join([numbered.text, *rest]), level=depth)
            printed = f"{label} {printed}"
        return item(printed) or Block(Kind.TEXT, escape(_no_blank_lines(printed)), bold=bold)

    def _table(self, element: etree._Element) -> Iterator[Block]:
        """Yield a table, or what is in one that only frames its content."""
        rows = [list(self._cells(row)) for row in element.iter(f"{_W}tr") if _is_own(row, element)]
        rows = [row for row in rows if row]
        if not rows:
            return
        if all(len(row) == 1 for row in rows):
            for (cell,) in rows:
                yield from cell
            return
        texts = tuple(tuple(_cell_text(cell) for cell in row) for row in rows)
        if any(any(row) for row in texts):
            yield table(texts)

    def _cells(self, row: etree._Element) -> Iterator[list[Block]]:
        for cell in row:
            if cell.tag == f"{_W}tc":
                yield list(self.blocks(cell))
            elif cell.tag in _CONTAINERS:
                yield from self._cells(cell)


_SIGNS = {f"{_W}tab": " ", f"{_W}cr": "\n", f"{_W}br": "\n", f"{_W}noBreakHyphen": "-"}


def _walk(element: etree._Element, into: _Paragraph, *, bold: bool) -> None:
    for child in element:
        tag = child.tag
        if tag == f"{_W}r":
            _walk(child, into, bold=_is_bold(child))
        elif tag == f"{_W}t":
            text = child.text or ""
            into.pieces.append(text)
            if text.strip():
                into.bold.append(bold)
        elif tag in _SIGNS:
            into.pieces.append(_SIGNS[tag])
            into.ends_page = into.ends_page or child.get(f"{_W}type") == "page"
        elif tag == f"{_W}txbxContent":
            into.boxes.append(child)
        elif tag not in (_FALLBACK, f"{_W}pPr", f"{_W}rPr"):
            _walk(child, into, bold=bold)


def _is_bold(run: etree._Element) -> bool:
    mark = run.find(f"{_W}rPr/{_W}b")
    return mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false", "off")


def _is_own(row: etree._Element, table_element: etree._Element) -> bool:
    """Tell a table's own row from that of a table inside it."""
    return next(row.iterancestors(f"{_W}tbl"), None) is table_element


def _cell_text(blocks: list[Block]) -> str:
    return " ".join(" ".join(block.text.split("\n")) for block in blocks if block.text)


def _no_blank_lines(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())
