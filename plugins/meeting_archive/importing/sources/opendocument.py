"""OpenDocument texts, read from their XML: it is small, and the library for it is long unkept."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from meeting_archive.importing.blocks import Block, Kind, Source, table
from meeting_archive.importing.escape import escape
from meeting_archive.importing.messages import Refused, remark
from meeting_archive.importing.sources import guard
from meeting_archive.importing.sources.lines import item

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"

_LEFT_OUT = (
    (f"{_TEXT}note", "fotnoter"),
    (f"{_OFFICE}annotation", "kommentarer"),
    (f"{_DRAW}image", "bilder"),
    (f"{_TEXT}a", "adressene bak lenkene"),
)
_SKIPPED = frozenset((f"{_TEXT}note", f"{_OFFICE}annotation", f"{_TEXT}tracked-changes"))
_MOST_SPACES = 100


def read(content: bytes) -> Source:
    """Read an OpenDocument text; refuses macros, tracked changes and passwords."""
    with guard.open_package(content) as package:
        names = package.namelist()
        manifest = (
            guard.read_part(package, "META-INF/manifest.xml")
            if "META-INF/manifest.xml" in names
            else b""
        )
        if b"encryption-data" in manifest:
            raise Refused("locked")
        if any(name.startswith(("Basic/", "Scripts/")) and name[-1] != "/" for name in names):
            raise Refused("macros")
        root = _parse(guard.read_part(package, "content.xml"))
        # Styles that headings and bold lines have may stand in either part.
        common = _parse(package.read("styles.xml")) if "styles.xml" in names else None
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise Refused("damaged")
    if next(body.iter(f"{_TEXT}changed-region"), None) is not None:
        raise Refused("tracked-changes")
    reader = _Reader(_styles(root, common))
    blocks = tuple(reader.blocks(body))
    left_out = [what for tag, what in _LEFT_OUT if next(body.iter(tag), None) is not None]
    if common is not None:
        left_out += _furniture(common)
    told = (remark("left-out", what="; ".join(left_out)),) if left_out else ()
    return Source(blocks, told)


def _parse(content: bytes) -> etree._Element:
    """Parse XML that nobody vouches for: no entities, no network, no bottomless depth."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise Refused("damaged") from None


def _furniture(common: etree._Element) -> list[str]:
    found: dict[str, None] = {}
    for tag in (f"{_STYLE}header", f"{_STYLE}footer"):
        for each in common.iter(tag):
            text = " ".join("".join(each.itertext()).split())
            if text:
                found[f"topp- eller bunntekst «{text}»"] = None
    return list(found)


@dataclass(frozen=True, slots=True)
class _Styles:
    """Which styles are bold, begin a page, or number their lists."""

    bold: frozenset[str]
    page: frozenset[str]
    numbered: frozenset[str]


def _styles(*roots: etree._Element | None) -> _Styles:
    bold: dict[str, bool] = {}
    parents: dict[str, str] = {}
    page: set[str] = set()
    numbered: set[str] = set()
    for root in roots:
        if root is None:
            continue
        for style in root.iter(f"{_STYLE}style"):
            name = style.get(f"{_STYLE}name", "")
            parents[name] = style.get(f"{_STYLE}parent-style-name", "")
            text = style.find(f"{_STYLE}text-properties")
            weight = None if text is None else text.get(f"{_FO}font-weight")
            if weight:
                bold[name] = weight == "bold" or (weight.isdecimal() and int(weight) >= 600)
            paragraph = style.find(f"{_STYLE}paragraph-properties")
            if paragraph is not None and paragraph.get(f"{_FO}break-before") == "page":
                page.add(name)
        for style in root.iter(f"{_TEXT}list-style"):
            if style.find(f"{_TEXT}list-level-style-number") is not None:
                numbered.add(style.get(f"{_STYLE}name", ""))
    inherited = {name for name in parents if bold.get(name, bold.get(parents[name], False))}
    return _Styles(frozenset(inherited), frozenset(page), frozenset(numbered))


@dataclass(slots=True)
class _Text:
    pieces: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    def add(self, text: str | None, *, bold: bool) -> None:
        if text:
            # White space in the file is one space, as it is on paper.
            self.pieces.append(" ".join(f"x{text}x".split())[1:-1])
            if text.strip():
                self.bold.append(bold)


@dataclass(frozen=True, slots=True)
class _Reader:
    styles: _Styles

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        """Yield the blocks of the body, a section, a cell or a text box."""
        for element in container:
            if element.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                yield from self._paragraph(element)
            elif element.tag == f"{_TEXT}list":
                yield from self._list(element, 0, None)
            elif element.tag == f"{_TABLE}table":
                yield from self._table(element)
            elif element.tag == f"{_TEXT}soft-page-break":
                continue
            elif element.tag not in _SKIPPED and isinstance(element.tag, str):
                yield from self.blocks(element)

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        style = element.get(f"{_TEXT}style-name", "")
        if style in self.styles.page:
            yield Block(Kind.BREAK)
        printed, bold, boxes = self._text(element)
        if printed and element.tag == f"{_TEXT}h":
            level = element.get(f"{_TEXT}outline-level", "1")
            depth = min(int(level), 6) if level.isdecimal() else 1
            yield Block(Kind.HEADING, escape(" ".join(printed.split())), level=max(depth, 1))
        elif printed:
            named = style in ("Title", "Tittel")
            kind, depth = (Kind.HEADING, 1) if named else (Kind.TEXT, 0)
            found = None if named else item(printed)
            yield found or Block(kind, escape(printed), level=depth, bold=bold)
        for box in boxes:
            yield from self.blocks(box)

    def _list(self, element: etree._Element, depth: int, style: str | None) -> Iterator[Block]:
        style = element.get(f"{_TEXT}style-name") or style
        number = 0
        for entry in element:
            if entry.tag != f"{_TEXT}list-item":
                continue
            number += 1
            first = True
            for part in entry:
                if part.tag == f"{_TEXT}list":
                    yield from self._list(part, depth + 1, style)
                elif part.tag == f"{_TEXT}h":
                    yield from self._paragraph(part)
                elif part.tag == f"{_TEXT}p":
                    printed, _, _ = self._text(part)
                    mark = f"{number}." if style in self.styles.numbered else "-"
                    text = "\n".join(escape(line) for line in printed.split("\n"))
                    if printed:
                        lead = f"{mark} " if first else ""
                        kind = Kind.ITEM if first else Kind.TEXT
                        yield Block(kind, lead + text, level=depth)
                    first = False

    def _table(self, element: etree._Element) -> Iterator[Block]:
        """Yield a table, or what is in one that only frames its content."""
        rows = [
            [list(self.blocks(cell)) for cell in row.iter(f"{_TABLE}table-cell")]
            for row in element.iter(f"{_TABLE}table-row")
            if next(row.iterancestors(f"{_TABLE}table"), None) is element
        ]
        if all(len(row) == 1 for row in rows):
            for (cell,) in rows:
                yield from cell
            return
        texts = tuple(
            tuple(" ".join(" ".join(each.text.split("\n")) for each in cell) for cell in row)
            for row in rows
        )
        if any(any(row) for row in texts):
            yield table(texts)

    def _text(self, element: etree._Element) -> tuple[str, bool, list[etree._Element]]:
        text = _Text()
        self._walk(element, text, bold=element.get(f"{_TEXT}style-name", "") in self.styles.bold)
        printed = "".join(text.pieces).strip()
        lines = [line.strip() for line in printed.split("\n") if line.strip()]
        return "\n".join(lines), bool(text.bold) and all(text.bold), text.boxes

    def _walk(self, element: etree._Element, into: _Text, *, bold: bool) -> None:
        into.add(element.text, bold=bold)
        for child in element:
            tag = child.tag
            if tag == f"{_TEXT}s":
                count = child.get(f"{_TEXT}c", "1")
                into.pieces.append(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES))
            elif tag == f"{_TEXT}tab":
                into.pieces.append(" ")
            elif tag == f"{_TEXT}line-break":
                into.pieces.append("\n")
            elif tag == f"{_DRAW}text-box":
                into.boxes.append(child)
            elif tag not in _SKIPPED and isinstance(tag, str):
                style = child.get(f"{_TEXT}style-name", "")
                self._walk(child, into, bold=bold or style in self.styles.bold)
            into.add(child.tail, bold=bold)
