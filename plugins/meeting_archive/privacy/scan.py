"""The search for personal data in every record and text file of the archive.

It reads the files themselves, front matter and all: what is withheld or a draft lies in git too.
"""

import codecs
import os
import stat
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path, PurePosixPath

from meeting_archive.cache import Cache, code_digest, digest
from meeting_archive.diagnostics import Diagnostic, finding
from meeting_archive.privacy.exceptions import excepts
from meeting_archive.privacy.personal import HIDDEN, Kind, find_personal, mask
from meeting_archive.records.model import PrivacyException, Record
from meeting_archive.spreading import spread

_CODES = {
    Kind.NATIONAL_ID: "national-id",
    Kind.PHONE: "phone-number",
    Kind.EMAIL: "private-email",
    Kind.ACCOUNT: "bank-account",
}
# Larger text files are data dumps; what stands in them stands early.
_MOST_BYTES = 20_000_000
_SNIFFED = 8_192
_AT_ONCE = 400
_WORTH = 100
"""How many texts are worth a process."""
_KIND = "no-personal-data"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def personal_data(
    root: Path,
    folder: str,
    records: Iterable[Record],
    only: Collection[str] | None = None,
    cache: Cache | None = None,
) -> Iterator[Diagnostic]:
    """Yield the personal data in all text files below `folder`, or in those of `only`.

    What a record excepts may stand in it, and in the files that it attaches. `cache` knows texts
    that have none; what others have is nothing to keep.
    """
    excepted = _exceptions(records)
    paths = tuple(_files(root, folder)) if only is None else sorted(only)
    files = ((path, each) for path in paths if (each := _content(root / path)) is not None)
    cache = cache or Cache(None)
    made_by = code_digest("meeting_archive")
    for some in _parts(files):
        keys = {path: digest(made_by, os.fsencode(path), content) for path, content in some}
        clean = cache.get_many(_KIND, keys.values())
        unknown = [each for each in some if keys[each[0]] not in clean]
        of_each = spread(lambda each: _in_text(*each, excepted), unknown, at_least=_WORTH)
        for found in of_each:
            yield from found
        found_clean = {
            keys[path]: b""
            for (path, _), found in zip(unknown, of_each, strict=True)
            if not found and path not in excepted
        }
        cache.put_many(_KIND, found_clean)


def _parts(files: Iterator[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    """Yield files some at a time: of all of an archive's, one would have no memory left."""
    while some := list(islice(files, _AT_ONCE)):
        yield some


def _exceptions(records: Iterable[Record]) -> Mapping[str, tuple[PrivacyException, ...]]:
    found: dict[str, tuple[PrivacyException, ...]] = defaultdict(tuple)
    for record in records:
        if not record.privacy:
            continue
        beside = PurePosixPath(record.path).parent
        attached = (str(beside / each.file) for each in record.attachments if each.file)
        for path in dict.fromkeys((record.path, *attached)):
            found[path] += record.privacy
    return found


def _in_text(
    path: str, content: bytes, excepted: Mapping[str, Collection[PrivacyException]]
) -> list[Diagnostic]:
    return list(_found_in(path, _text(content), excepted.get(path, ())))


def _found_in(path: str, text: str, excepted: Collection[PrivacyException]) -> Iterator[Diagnostic]:
    # A file may be named by a number, which must not be printed in telling of it.
    shown = mask(path).encode("utf-8", "backslashreplace").decode()
    if HIDDEN in shown and HIDDEN not in path:
        named = PurePosixPath(shown).name
        yield finding(_CODES[Kind.NATIONAL_ID], shown, 1, masked=named)
    for each in find_personal(text):
        if not any(excepts(by.kind, by.value, each) for by in excepted):
            line = text.count("\n", 0, each.start) + 1
            yield finding(_CODES[each.kind], shown, line, masked=each.masked)


def _files(root: Path, folder: str) -> Iterator[str]:
    for directory, subfolders, names in os.walk(root / folder):
        subfolders.sort()
        beside = Path(directory).relative_to(root).as_posix()
        yield from (f"{beside}/{name}" for name in sorted(names))


def _content(path: Path) -> bytes | None:
    """Return what a regular file holds, None where that is no text."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        with path.open("rb") as file:
            content = file.read(_SNIFFED)
            is_binary = b"\0" in content and not content.startswith(_UTF16)
            if is_binary or content.startswith(b"%PDF"):
                return None
            return content + file.read(_MOST_BYTES)
    except (OSError, ValueError):
        return None


def _text(content: bytes) -> str:
    if content.startswith(_UTF16):
        return content.decode("utf-16", "replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Older office files; what they call æ matters to no number.
        text = content.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
