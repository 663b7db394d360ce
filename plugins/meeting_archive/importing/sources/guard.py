"""What is looked at before a file is read: its size, what it really is, what it unpacks to."""

import io
import zipfile
import zlib

from meeting_archive.importing.messages import Refused

LARGEST = 50 * 1024 * 1024
_LARGEST_UNPACKED = 200 * 1024 * 1024
_LARGEST_RATIO = 200
_SMALL = 5 * 1024 * 1024  # below this no ratio matters
_MOST_PARTS = 5_000

# What files begin with, and what they then are.
_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "et pakket dokument, som .docx eller .odt"),
    (b"\xd0\xcf\x11\xe0", "gammelt Word-format"),
    (b"\x89PNG", "et bilde"),
    (b"\xff\xd8\xff", "et bilde"),
    (b"GIF8", "et bilde"),
    (b"{\\rtf", "RTF"),
)
_PDF, _PACKED, _OLD = (name for _, name in _MAGIC[:3])
_UNREADABLE = (KeyError, zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError)
_EXPECTED = {".pdf": _PDF, ".docx": _PACKED, ".odt": _PACKED}


def check_size(size: int) -> None:
    """Refuse what is too big to be a paper; asked before the file is read."""
    if size > LARGEST:
        megabyte = 1024 * 1024
        raise Refused("too-big", size=size // megabyte, limit=LARGEST // megabyte)


def check_kind(kind: str, content: bytes) -> None:
    """Refuse a file that is something else than its name says."""
    if not content.strip():
        raise Refused("empty-paper")
    really = next((name for magic, name in _MAGIC if content.startswith(magic)), None)
    if kind == ".pdf" and b"%PDF-" in content[:1024]:
        return
    if kind in _EXPECTED and really == _OLD:
        raise Refused("old-word")
    if really != _EXPECTED.get(kind):
        raise Refused("other-kind", kind=kind, really=really or "ikke en slik fil")


def open_package(content: bytes) -> zipfile.ZipFile:
    """Open a packed document; refuses what is damaged, locked, or unpacks to far too much.

    The stated sizes can be trusted: no more than them is ever unpacked.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Refused("damaged") from None
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    too_dense = unpacked > _SMALL and unpacked > _LARGEST_RATIO * len(content)
    if len(parts) > _MOST_PARTS or unpacked > _LARGEST_UNPACKED or too_dense:
        raise Refused("zip-bomb")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("locked")
    return package


def read_part(package: zipfile.ZipFile, name: str) -> bytes:
    """Return one part of a packed document; refuses where it is missing or damaged."""
    try:
        return package.read(name)
    except (*_UNREADABLE, zlib.error):
        raise Refused("damaged") from None
