"""Readers of the six kinds of files that papers come in, each to the same common form."""

from collections.abc import Callable
from pathlib import PurePath

from meeting_archive.importing.blocks import Source, words
from meeting_archive.importing.messages import Refused
from meeting_archive.importing.sources import guard
from meeting_archive.importing.sources.marked import read_markdown
from meeting_archive.importing.sources.opendocument import read_odt
from meeting_archive.importing.sources.pdf import read_pdf
from meeting_archive.importing.sources.plain import read_text
from meeting_archive.importing.sources.web import read_html
from meeting_archive.importing.sources.word import read_docx

_READERS: dict[str, Callable[[bytes], Source]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".docx": read_docx,
    ".odt": read_odt,
    ".pdf": read_pdf,
    ".html": read_html,
    ".htm": read_html,
}
_LONGEST = 2_000_000  # characters: a thousand pages
KNOWN = ", ".join(kind for kind in _READERS if kind != ".htm")


def read_source(name: str, content: bytes) -> Source:
    """Read a paper by what its name says that it is; raises Refused where it cannot be."""
    kind = PurePath(name).suffix.lower()
    if kind not in _READERS:
        raise Refused("unknown-kind", kind=kind or name, known=KNOWN)
    guard.check_kind(kind, content)
    source = _READERS[kind](content)
    if not any(words(block.text) for block in source.blocks):
        raise Refused("empty-paper")
    length = sum(len(block.text) for block in source.blocks)
    if length > _LONGEST:
        raise Refused("too-long", length=length, limit=_LONGEST)
    return source
