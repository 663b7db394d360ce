"""Plain text as Markdown that shows the same characters."""

import re
import unicodedata

from meeting_archive.records.text import EMPHASIS

_ENTITY = re.compile(r"&(?=[A-Za-z][A-Za-z0-9]*;|#[0-9]+;|#[xX][0-9a-fA-F]+;)")
_LINK = re.compile(r"\]\(")
# What Markdown would take for a heading, quotation, list, rule or note at the start of a line.
_LINE_MARK = re.compile(r"^([#>]|[-+*](?=\s|$)|-(?=--)|!(?=!!))")
_NUMBER_MARK = re.compile(r"^(\d+)([.)])(?=\s|$)")
_STAR = re.compile(r"(?<!\\)\*+")


def escape(text: str, *, keep_emphasis: bool = False) -> str:
    """Return a paragraph's text as Markdown; its lines are stripped, its letters composed.

    With `keep_emphasis`, stars that come in pairs around words are taken for the emphasis that
    somebody who wrote plain text meant by them.
    """
    lines = [line.strip() for line in unicodedata.normalize("NFC", text).split("\n")]
    kept = keep_emphasis and _is_balanced("\n".join(lines))
    return "\n".join(_line(line, kept=kept) for line in lines)


def _line(line: str, *, kept: bool) -> str:
    shown = line.replace("\\", "\\\\").replace("`", "\\`")
    shown = _ENTITY.sub("&amp;", shown).replace("<!--", "<\\!--")
    shown = _LINK.sub(r"]\\(", shown)
    shown = EMPHASIS.sub(lambda match: _escaped(match[0], kept=kept), shown)
    shown = _NUMBER_MARK.sub(r"\1\\\2", shown)
    return _LINE_MARK.sub(r"\\\1", shown)


def _escaped(marks: str, *, kept: bool) -> str:
    return marks if kept and marks[0] == "*" else "".join(f"\\{mark}" for mark in marks)


def _is_balanced(text: str) -> bool:
    """Tell whether stars open and close in turn, the same number each time, around text."""
    opened: str | None = None
    for match in _STAR.finditer(text):
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        if opened is None:
            if not after.strip() or before.isalnum() or len(match[0]) > 3:
                return False
            opened = match[0]
        else:
            if not before.strip() or match[0] != opened:
                return False
            opened = None
    return opened is None
