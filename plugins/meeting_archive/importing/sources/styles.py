"""Which Word paragraphs are headings, whatever language their template is in."""

import re

from docx.document import Document
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|overskrift|rubrik)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|tittel", re.IGNORECASE)
_LONGEST_CHAIN = 10


def heading_level(paragraph: etree._Element, document: Document) -> int:
    """Return the level of a heading, 1 to 6, or 0 for other paragraphs."""
    outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
    if outline is not None:
        return _level(outline.get(f"{_W}val"))
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    style_id = style.get(f"{_W}val") if style is not None else None
    styles = {each.get(f"{_W}styleId"): each for each in document.styles.element}
    for _ in range(_LONGEST_CHAIN):
        element = styles.get(style_id) if style_id else None
        if element is None:
            return 0
        level = _of_style(element)
        if level:
            return level
        based_on = element.find(f"{_W}basedOn")
        style_id = based_on.get(f"{_W}val") if based_on is not None else None
    return 0


def _of_style(style: etree._Element) -> int:
    named = style.find(f"{_W}name")
    name = named.get(f"{_W}val", "") if named is not None else ""
    match = _HEADING.fullmatch(name.strip())
    if match:
        return min(int(match[1]), 6)
    return 1 if _TITLE.fullmatch(name.strip()) else 0


def _level(value: str | None) -> int:
    """Return a heading's level by its outline level; 9 is body text."""
    if value is None or not value.isdecimal() or int(value) > 5:
        return 0
    return int(value) + 1
