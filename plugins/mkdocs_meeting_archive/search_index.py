"""The search's index: of the archive's entries and the hand-written pages, kept between builds."""

import hashlib
import re
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata, resources
from io import BytesIO
from pathlib import Path

from meeting_archive.language.words import normal
from meeting_archive.plain import plain_text
from meeting_archive.search.entries import Entry, Passage, Tier
from meeting_archive.search.index import Wording, build_index

_HEADING = re.compile(r"<h([1-6])\b([^>]*)>(.*?)</h\1>", re.DOTALL | re.IGNORECASE)
_ID = re.compile(r'\bid="([^"]*)"')
_SEAL = hashlib.sha256().digest_size
_KEPT = 3
"""How many indexes are kept: the site's, the preview's, and the one before."""


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


def cached_index(entries: Iterable[Entry], wording: Wording, folder: Path) -> Mapping[str, bytes]:
    """Return the index of entries, from `folder` where it was made of the same before.

    What is found there is used only where it is whole, and was made for these entries.
    """
    ordered = sorted(entries, key=lambda entry: (entry.kind, entry.address))
    digest = hashlib.sha256(_tools())
    digest.update(repr(wording).encode())
    for entry in ordered:
        digest.update(repr(entry).encode())
    kept = folder / f"{digest.hexdigest()}.index"
    index = _read(kept)
    if index is None:
        index = build_index(ordered, wording)
        _write(kept, index)
    return index


def _read(path: Path) -> dict[str, bytes] | None:
    try:
        kept = path.read_bytes()
        path.touch()
    except OSError:
        return None
    seal, packed = kept[:_SEAL], kept[_SEAL:]
    # What is published from here is not made anew, so it is not even unpacked on trust.
    if seal != _seal(path.stem, packed):
        return None
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _write(path: Path, index: Mapping[str, bytes]) -> None:
    """Keep an index, and drop those that were not used for long; a full disk is no error."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, content in index.items():
                archive.writestr(name, content)
        temporary = path.with_suffix(".tmp")
        temporary.write_bytes(_seal(path.stem, packed.getvalue()) + packed.getvalue())
        temporary.replace(path)
        newest = sorted(path.parent.glob("*.index"), key=lambda each: -each.stat().st_mtime)
        for old in newest[_KEPT:]:
            old.unlink()
    except OSError:
        return


def _seal(name: str, packed: bytes) -> bytes:
    """Return what a kept index begins with: made of all of it, and of what it was made for."""
    return hashlib.sha256(f"{name}\0".encode() + packed).digest()


def _tools() -> bytes:
    """Return what an index depends on beside its entries: what makes it."""
    stemmers = (metadata.version("snowballstemmer"), metadata.version("pystemmer"))
    versions = (*stemmers, zlib.ZLIB_RUNTIME_VERSION, sys.version)
    digest = hashlib.sha256(repr(versions).encode())
    core = resources.files("meeting_archive")
    folders = (core.joinpath("language"), core.joinpath("search"))
    files = [file for folder in folders for file in folder.iterdir() if file.is_file()]
    files += [core.joinpath(name) for name in ("dates.py", "identifiers.py")]
    for file in sorted(files, key=lambda each: each.name):
        digest.update(file.read_bytes())
    return digest.digest()
