"""The plain text of converted Markdown, and whether it says what the source says."""

import html
import re
from html.parser import HTMLParser

_GLUE = "\0"  # no text that was read holds one
_PARAGRAPH = re.compile(r"<p>([^<&]*)</p>")
"""What most texts come to; a parser takes ten times as long to say the same of it."""
_BLOCKS = frozenset("p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table tr hr".split())


class _PlainText(HTMLParser):
    """Gathers the text of a fragment, a line for each block, lists with their marks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._lists: list[int | None] = []
        self._in_pre = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.pieces.append("\n")
            return
        if tag == "ul":
            self._lists.append(None)
        elif tag == "ol":
            self._lists.append(int(dict(attrs).get("start") or 1))
        elif tag == "pre":
            self._in_pre = True
        if tag in _BLOCKS:
            self.pieces.append("\n")
        if tag == "li" and self._lists:
            value = dict(attrs).get("value")
            number = int(value) if value else self._lists[-1]
            mark = "-" if number is None else f"{number}."
            self.pieces.append(f"{mark} {_GLUE}")
            if number is not None:
                self._lists[-1] = number + 1
        elif tag in ("td", "th"):
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag == "pre":
            self._in_pre = False
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        # A line break of the source is white space; where it counts there is a <br>.
        self.pieces.append(data if self._in_pre else re.sub(r"\s+", " ", data))


def plain_text(fragment: str) -> str:
    """Return the text of a sanitised HTML fragment."""
    paragraph = _PARAGRAPH.fullmatch(fragment)
    if paragraph:
        return " ".join(paragraph[1].split())
    parser = _PlainText()
    parser.feed(fragment)
    parser.close()
    # A list mark stands on the line of its item's first paragraph.
    glued = re.sub(rf"{_GLUE}\s*", "", "".join(parser.pieces))
    return "\n".join(line for line in map(str.strip, glued.split("\n")) if line)


_WORD = re.compile(r"[^\W_]+")
# What Markdown rightly keeps from readers: a link's target, and what kind of code a fence holds.
_UNSEEN_WORDS = re.compile(
    r"(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|(?m:^ {0,3}(?:```|~~~).*$)"
)


def first_lost_word(source: str, text: str) -> str | None:
    """Return the first word of a source that its text lacks or has elsewhere; None if verbatim."""
    if source == text:
        return None
    words: list[str] = _WORD.findall(html.unescape(_UNSEEN_WORDS.sub(" ", source)))
    shown: list[str] = _WORD.findall(text)
    for at, word in enumerate(words):
        if at == len(shown) or word != shown[at]:
            return word
    return shown[len(words)] if len(shown) > len(words) else None
