"""PDF: lines with places on pages, from which paragraphs are read."""

import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from meeting_archive.importing.blocks import Block, Kind, Source
from meeting_archive.importing.messages import Refused, Remark, remark
from meeting_archive.importing.sources.layout import Line, Page, paragraphs

_MOST_PAGES = 500
_PAGE_NUMBER = re.compile(
    r"(?:side|page|s\.)?\s*-?\s*\d+\s*-?\s*(?:(?:av|of|/)\s*\d+)?", re.IGNORECASE
)
_EDGE = 2  # lines at the top and the foot of a page that may be the same on all


def read(content: bytes) -> Source:
    """Read a PDF; refuses one that is locked, or has pictures of text and no text."""
    try:
        with pdfplumber.open(io.BytesIO(content)) as opened:
            many = len(opened.pages)
            pages = [_page(each) for each in opened.pages] if many <= _MOST_PAGES else []
    except PdfminerException as error:
        if any(isinstance(each, PDFPasswordIncorrect) for each in (*error.args, error)):
            raise Refused("locked") from None
        raise Refused("damaged") from None
    except Exception:  # noqa: BLE001 (whatever the library stumbles over, the file is to blame)
        raise Refused("damaged") from None
    if many > _MOST_PAGES:
        raise Refused("too-many-pages", pages=many, limit=_MOST_PAGES)
    if not any(page.lines for page in pages):
        raise Refused("no-text-layer")
    return _source(pages)


def _source(pages: Sequence[Page]) -> Source:
    remarks: list[Remark] = []
    blank = [str(number) for number, page in enumerate(pages, 1) if not page.lines]
    if blank:
        remarks.append(remark("page-without-text", pages=", ".join(blank)))
    kept, furniture = _without_furniture(pages)
    if furniture:
        shown = "; ".join(f"«{text}»" for text in furniture)
        remarks.append(remark("page-furniture", text=shown))
    found = paragraphs(kept)
    if found.joined:
        remarks.append(remark("joined-words", words=", ".join(dict.fromkeys(found.joined))))
    blocks: list[Block] = []
    for number, of_page in enumerate(found.pages):
        if number and of_page and not found.runs_on[number]:
            blocks.append(Block(Kind.BREAK))
        blocks.extend(of_page)
    return Source(tuple(blocks), tuple(remarks))


def _page(page: Any) -> Page:
    words = page.extract_words(
        x_tolerance_ratio=0.15, extra_attrs=["fontname"], return_chars=False, keep_blank_chars=False
    )
    ordered = sorted(words, key=lambda word: (word["bottom"], word["x0"]))
    lines: list[list[dict[str, Any]]] = []
    for word in ordered:
        height = word["bottom"] - word["top"]
        if lines and abs(word["bottom"] - lines[-1][0]["bottom"]) < height / 2:
            lines[-1].append(word)
        else:
            lines.append([word])
    return Page(tuple(_line(sorted(each, key=lambda word: word["x0"])) for each in lines))


def _line(words: list[dict[str, Any]]) -> Line:
    return Line(
        texts=tuple(word["text"] for word in words),
        starts=tuple(float(word["x0"]) for word in words),
        ends=tuple(float(word["x1"]) for word in words),
        top=float(min(word["top"] for word in words)),
        bottom=float(max(word["bottom"] for word in words)),
        bold=all("bold" in word["fontname"].lower() for word in words),
    )


def _without_furniture(pages: Sequence[Page]) -> tuple[list[Page], list[str]]:
    """Take away what is the same at the edges of pages, and page numbers; return both."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_mask(line.text) for line in _edges(page)})
    often = max(2, (len(pages) + 1) // 2)
    kept: list[Page] = []
    taken: dict[str, str] = {}
    for page in pages:
        edges = _edges(page)
        drop = [
            line for line in edges if seen[_mask(line.text)] >= often or _is_page_number(line, page)
        ]
        for line in drop:
            taken.setdefault(_mask(line.text), line.text)
        kept.append(Page(tuple(line for line in page.lines if line not in drop)))
    return kept, list(taken.values())


def _edges(page: Page) -> tuple[Line, ...]:
    lines = page.lines
    return (*lines[:_EDGE], *lines[max(_EDGE, len(lines) - _EDGE) :])


def _is_page_number(line: Line, page: Page) -> bool:
    at_edge = line in (page.lines[0], page.lines[-1])
    return at_edge and bool(_PAGE_NUMBER.fullmatch(line.text))


def _mask(text: str) -> str:
    """Return a line with its page number, and other numbers, made alike."""
    return re.sub(r"\d+", "0", text)
