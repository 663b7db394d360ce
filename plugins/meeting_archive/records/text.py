"""Small things about Markdown text that more than one reader needs."""

import re
from collections.abc import Sequence

from meeting_archive.records.model import Block

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
# Marks that touch a word from outside; 2 * 3 and 2021_2022 have none.
EMPHASIS = re.compile(
    r"(?<!\\)(?:\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w))"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!<>&|~-])")


class FenceTracker:
    """Tells which lines stand inside a fenced code block, and so are nobody's headings."""

    def __init__(self) -> None:
        self._mark: str | None = None

    def is_code(self, line: str) -> bool:
        """Take the next line; True for a fence and all that it holds."""
        match = _FENCE.match(line)
        if self._mark is None:
            # An info string with a backtick in it makes it inline code.
            if match and not (match[1][0] == "`" and "`" in match[2]):
                self._mark = match[1]
                return True
            return False
        if match and match[1].startswith(self._mark) and not match[2].strip():
            self._mark = None
        return True


def without_marks(printed: str) -> str:
    """Return a line of Markdown as a reader sees it: every word and stop, no emphasis marks."""
    return _ESCAPE.sub(r"\1", EMPHASIS.sub("", printed)).strip()


def plain_title(printed: str) -> str:
    """Return a heading's text as a title: no emphasis marks, no single closing full stop."""
    text = " ".join(without_marks(printed).split())
    return text[:-1].rstrip() if text.endswith(".") and not text.endswith("..") else text


def block(lines: Sequence[tuple[int, str]]) -> Block:
    """Return numbered lines as one text, without the blank lines around it."""
    filled = [at for at, (_number, text) in enumerate(lines) if text.strip()]
    if not filled:
        return Block(lines[0][0] if lines else 0, "")
    kept = lines[filled[0] : filled[-1] + 1]
    return Block(kept[0][0], "\n".join(text for _number, text in kept))
