"""Readers of the six kinds of files that papers come in, each to the same common form."""

import importlib
from collections.abc import Callable
from pathlib import PurePath

from meeting_archive.importing.blocks import Source, words
from meeting_archive.importing.messages import Refused
from meeting_archive.importing.sources import guard

_READERS = {
    ".txt": "plain",
    ".md": "marked",
    ".docx": "word",
    ".odt": "opendocument",
    ".pdf": "pdf",
    ".html": "web",
    ".htm": "web",
}
"""The modules that read each kind, loaded when needed: those of Word and PDF take their time."""

_LONGEST = 2_000_000  # characters: a thousand pages
KNOWN = ", ".join(kind for kind in _READERS if kind != ".htm")


def read_source(name: str, content: bytes) -> Source:
    """Read a paper by what its name says that it is; raises Refused where it cannot be."""
    kind = PurePath(name).suffix.lower()
    if kind not in _READERS:
        raise Refused("unknown-kind", kind=kind or name, known=KNOWN)
    guard.check_kind(kind, content)
    source = _reader(kind)(content)
    if not any(words(block.text) for block in source.blocks):
        raise Refused("empty-paper")
    length = sum(len(block.text) for block in source.blocks)
    if length > _LONGEST:
        raise Refused("too-long", length=length, limit=_LONGEST)
    return source


def _reader(kind: str) -> Callable[[bytes], Source]:
    module = importlib.import_module(f"{__name__}.{_READERS[kind]}")
    read: Callable[[bytes], Source] = module.read
    return read
