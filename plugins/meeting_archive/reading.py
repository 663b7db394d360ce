"""From a folder of records to the archive: the one place that touches the file system."""

import datetime as dt
import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from meeting_archive.archive import Archive
from meeting_archive.attachments import check_files
from meeting_archive.building import build_archive
from meeting_archive.diagnostics import Diagnostic, Findings, finding
from meeting_archive.identifiers import Numbering
from meeting_archive.records.model import Record
from meeting_archive.records.read import File, RecordRead, read_each

_RECORD_LIKE = frozenset({".md", ".markdown"})
# What cannot be judged while a record that may be the one sought cannot be read.
_NEEDS_ALL_RECORDS = frozenset({"unknown-document", "unplaced-document", "attached-to-unknown"})


@dataclass(frozen=True, slots=True)
class Reading:
    """The archive, and everything found in reading and building it, by path and line."""

    archive: Archive
    diagnostics: tuple[Diagnostic, ...]
    records: tuple[Record, ...] = ()
    """All that could be read, drafts and what is withheld included."""


RecordsReader = Callable[[Sequence[File], Numbering], Sequence[RecordRead]]
"""Reads files: `read_each`, or what keeps what that has read."""


def record_paths(root: Path, folder: str) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Return the paths of all records below `folder`, from `root`, with slashes, sorted.

    What looks like a record and is none, and folders that cannot be read, are told of.
    """
    paths: list[str] = []
    found: list[Diagnostic] = []

    def unreadable(error: OSError) -> None:
        path = Path(error.filename).relative_to(root).as_posix()
        found.append(finding("unreadable-file", _legible(path), 1))

    for directory, subfolders, names in os.walk(root / folder, onerror=unreadable):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        beside = Path(directory).relative_to(root).as_posix()
        for name in names:
            suffix = PurePosixPath(name).suffix
            if name.startswith(".") or suffix.lower() not in _RECORD_LIKE:
                continue
            written = f"{beside}/{name}"
            shown = _legible(written)
            if suffix != ".md":
                found.append(finding("not-a-record", shown, 1))
            elif shown != written:
                found.append(finding("unreadable-file", shown, 1))
            else:
                paths.append(shown)
    return tuple(sorted(paths)), tuple(found)


def _legible(path: str) -> str:
    """Return a path as text; what is no UTF-8 in it is shown by its bytes."""
    return path.encode("utf-8", "backslashreplace").decode()


def file_content(path: Path) -> bytes | None:
    """Return the bytes of a regular file; a link could bring in what lies elsewhere."""
    try:
        return path.read_bytes() if stat.S_ISREG(path.lstat().st_mode) else None
    except OSError:
        return None


def read_records(
    root: Path, folder: str, numbering: Numbering
) -> tuple[tuple[Record, ...], tuple[Diagnostic, ...]]:
    """Return all records as they stand, and why those that cannot be read cannot."""
    records: list[Record] = []
    unread: list[Diagnostic] = []
    paths, _ = record_paths(root, folder)
    files = [(path, file_content(root / path)) for path in paths]
    for record, problems in read_each(files, numbering):
        if record:
            records.append(record)
        else:
            unread.extend(problems)
    return tuple(records), tuple(unread)


def read_archive(
    root: Path,
    folder: str,
    numbering: Numbering,
    *,
    today: dt.date,
    preview: bool = False,
    read: RecordsReader = read_each,
) -> Reading:
    """Read all records below `folder` and build the archive that may be published on `today`.

    Nothing is raised for what editors can get wrong: it is in the diagnostics.
    """
    records: list[Record] = []
    paths, problems = record_paths(root, folder)
    found = [*problems]
    files: dict[str, tuple[str, ...]] = {}
    contents = [(path, file_content(root / path)) for path in paths]
    for path, (record, problems) in zip(paths, read(contents, numbering), strict=True):
        found.extend(problems)
        if record:
            findings = Findings(path)
            files[path] = check_files(record, root, findings)
            found.extend(findings.found)
            records.append(record)
    built = build_archive(
        records,
        numbering,
        today=today,
        files_of=lambda record: files[record.path],
        preview=preview,
        found=found,
    )
    later = built.diagnostics
    if len(records) < len(paths):
        later = tuple(each for each in later if each.code not in _NEEDS_ALL_RECORDS)
    return Reading(built.archive, tuple(sorted((*found, *later))), tuple(records))
