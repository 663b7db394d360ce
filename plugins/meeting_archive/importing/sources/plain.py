"""Plain text, in the character sets that it really comes in."""

import codecs
import re
import unicodedata

from meeting_archive.importing.blocks import Block, Kind, Source
from meeting_archive.importing.messages import Refused, Remark, remark
from meeting_archive.importing.sources.lines import blocks_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_PAGE_END = "\f"


def decode(content: bytes) -> tuple[str, tuple[Remark, ...]]:
    """Return a text with line feeds only, its letters composed; refuses what is no text."""
    text, remarks = _decoded(content)
    if _CONTROL.search(text):
        raise Refused("not-text")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    return unicodedata.normalize("NFC", lines), remarks


def _decoded(content: bytes) -> tuple[str, tuple[Remark, ...]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding), ()
            except UnicodeDecodeError:
                raise Refused("not-text") from None
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), (remark("windows-text"),)
    except UnicodeDecodeError:
        raise Refused("not-text") from None


def read(content: bytes) -> Source:
    """Read plain text; blank lines part paragraphs, and form feeds pages."""
    text, remarks = decode(content)
    blocks: list[Block] = []
    for number, page in enumerate(text.split(_PAGE_END)):
        if number:
            blocks.append(Block(Kind.BREAK))
        blocks.extend(blocks_of(page.split("\n"), keep_emphasis=True))
    return Source(tuple(blocks), remarks)
