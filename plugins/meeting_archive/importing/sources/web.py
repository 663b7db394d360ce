"""Web pages: what stands in their main part, without menus and forms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import CData, NavigableString, Tag

from meeting_archive.importing.blocks import Block, Kind, Source, table
from meeting_archive.importing.escape import escape
from meeting_archive.importing.messages import Refused, Remark, remark
from meeting_archive.importing.sources.lines import item
from meeting_archive.importing.sources.plain import decode

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_SKIPPED = frozenset("script style template noscript head svg object iframe select".split())
# What a page has around its text; editors are told of it.
_FURNITURE = {"nav": "menyer", "form": "skjemaer", "aside": "sidespalter", "button": "knapper"}
_BLOCKS = frozenset(
    "address article blockquote body center dd details div dl dt fieldset figcaption figure footer"
    " header hgroup html main p pre section summary td th".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset(("b", "strong"))


def read(content: bytes) -> Source:
    """Read a web page, from its `main` or its one `article` where it has one."""
    text, remarks = _decoded(content)
    try:
        page = BeautifulSoup(text, "html.parser")
        root = page.find("main") or _only_article(page) or page.body or page
        reader = _Reader()
        assert isinstance(root, Tag)
        blocks = tuple(reader.blocks(root))
    except RecursionError:
        raise Refused("damaged") from None
    left_out = [what for tag, what in _FURNITURE.items() if root.find(tag)]
    left_out += ["bilder"] if root.find("img") else []
    left_out += ["adressene bak lenkene"] if root.find("a", href=True) else []
    told = (remark("left-out", what="; ".join(left_out)),) if left_out else ()
    return Source(blocks, (*remarks, *told))


def _decoded(content: bytes) -> tuple[str, tuple[Remark, ...]]:
    """Return the page's text, in the character set that it states where that can be true."""
    stated = _CHARSET.search(content[:4096])
    name = stated[1].decode("ascii", "replace").lower() if stated else ""
    if name in ("iso-8859-1", "latin1", "windows-1252"):
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            return decode(content)[0], ()
    return decode(content)


def _only_article(page: BeautifulSoup) -> Tag | None:
    found = page.find_all("article")
    return found[0] if len(found) == 1 and isinstance(found[0], Tag) else None


@dataclass(slots=True)
class _Line:
    """Text that runs on until a block begins or ends."""

    pieces: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)

    def add(self, text: str, *, bold: bool) -> None:
        self.pieces.append(re.sub(r"\s+", " ", text))
        if text.strip():
            self.bold.append(bold)

    def take(self) -> tuple[str, bool]:
        """Return the text and whether all of it is bold, and begin anew."""
        lines = "".join(self.pieces).split("\n")
        text = "\n".join(" ".join(line.split()) for line in lines if line.strip())
        bold = bool(self.bold) and all(self.bold)
        self.pieces, self.bold = [], []
        return text, bold


@dataclass(slots=True)
class _Reader:
    line: _Line = field(default_factory=_Line)

    def blocks(self, root: Tag) -> Iterator[Block]:
        """Yield the blocks of a part of the page."""
        yield from self._walk(root, bold=False)
        yield from self._flush()

    def _flush(self, kind: Kind = Kind.TEXT, level: int = 0, mark: str = "") -> Iterator[Block]:
        text, bold = self.line.take()
        if not text:
            return
        if kind is Kind.HEADING:
            yield Block(kind, escape(" ".join(text.split())), level=level)
        elif mark:
            escaped = "\n".join(escape(line) for line in text.split("\n"))
            yield Block(Kind.ITEM, f"{mark} {escaped}", level=level)
        else:
            yield item(text) or Block(Kind.TEXT, escape(text), bold=bold)

    def _walk(self, element: Tag, *, bold: bool) -> Iterator[Block]:
        for child in element.children:
            if type(child) in (NavigableString, CData):
                self.line.add(str(child), bold=bold)
            elif isinstance(child, Tag):
                yield from self._element(child, bold=bold)

    def _element(self, child: Tag, *, bold: bool) -> Iterator[Block]:
        name = child.name.lower()
        if name in _SKIPPED or name in _FURNITURE:
            return
        if name == "br":
            self.line.pieces.append("\n")
        elif name == "hr":
            yield from self._flush()
            yield Block(Kind.BREAK)
        elif name in _HEADINGS:
            yield from self._flush()
            for _ in self._walk(child, bold=False):
                pass  # a heading holds no blocks, whatever the page says
            yield from self._flush(Kind.HEADING, _HEADINGS[name])
        elif name in ("ul", "ol"):
            yield from self._flush()
            yield from self._list(child, 0)
        elif name == "table":
            yield from self._flush()
            yield from self._table(child)
        elif name in _BLOCKS or name == "li":
            yield from self._flush()
            yield from self._walk(child, bold=bold)
            yield from self._flush()
        else:
            yield from self._walk(child, bold=bold or name in _BOLD)

    def _list(self, element: Tag, depth: int) -> Iterator[Block]:
        start = str(element.get("start") or "1")
        number = int(start) if start.isdecimal() else 1
        for entry in element.children:
            if not isinstance(entry, Tag):
                continue
            if entry.name != "li":
                yield from self._element(entry, bold=False)
                continue
            mark = f"{number}." if element.name == "ol" else "-"
            number += 1
            yield from self._entry(entry, mark, depth)

    def _entry(self, entry: Tag, mark: str, depth: int) -> Iterator[Block]:
        for child in entry.children:
            if isinstance(child, Tag) and child.name in ("ul", "ol"):
                yield from self._flush(level=depth, mark=mark)
                mark = ""
                yield from self._list(child, depth + 1)
            elif isinstance(child, Tag):
                # Paragraphs of one item stay its lines.
                if child.name in _BLOCKS and "".join(self.line.pieces).strip():
                    self.line.pieces.append("\n")
                yield from self._inline(child)
            elif type(child) in (NavigableString, CData):
                self.line.add(str(child), bold=False)
        yield from self._flush(level=depth, mark=mark)

    def _inline(self, child: Tag) -> Iterator[Block]:
        if child.name in _BLOCKS:
            yield from self._walk(child, bold=False)
        else:
            yield from self._element(child, bold=False)

    def _table(self, element: Tag) -> Iterator[Block]:
        """Yield a table, or what is in one that only frames its content."""
        rows = []
        for row in element.find_all("tr"):
            if row.find_parent("table") is element:
                cells = row.find_all(("td", "th"), recursive=False)
                rows.append([list(_Reader().blocks(cell)) for cell in cells])
        rows = [row for row in rows if row]
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
