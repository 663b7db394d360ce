"""What the search finds of hand-written pages."""

import re
from collections.abc import Iterator

from meeting_archive.language.words import normal
from meeting_archive.plain import plain_text
from meeting_archive.search.entries import Passage, Tier

_HEADING = re.compile(r"<h([1-6])\b([^>]*)>(.*?)</h\1>", re.DOTALL | re.IGNORECASE)
_ID = re.compile(r'\bid="([^"]*)"')


def page_passages(html: str) -> Iterator[Passage]:
    """Yield the texts of a page's HTML by its headings; a heading counts as a title."""
    before, *rest = _HEADING.split(html)
    text = plain_text(before)
    if text:
        yield Passage(normal(text))
    for at in range(0, len(rest), 4):
        level, attributes, heading, below = rest[at : at + 4]
        found = _ID.search(attributes)
        anchor = found[1] if found and level != "1" else None
        title = normal(plain_text(heading))
        if anchor:
            yield Passage(title, Tier.TITLE, anchor=anchor)
        text = plain_text(below)
        if text:
            yield Passage(normal(text), label=title if anchor else None, anchor=anchor)
