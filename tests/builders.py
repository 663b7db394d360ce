"""Writes invented records into a folder, and reads the archive that they make."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

from meeting_archive.archive import Archive
from meeting_archive.diagnostics import Diagnostic
from meeting_archive.export.archive_json import archive_data
from meeting_archive.identifiers import Body, CaseId, Numbering
from meeting_archive.markup import Converter
from meeting_archive.model import Case, Treatment
from meeting_archive.reading import Reading, read_archive
from meeting_archive.records.model import Record
from meeting_archive.records.read import read_record

NUMBERING = Numbering(
    (
        Body("SU", "Samarbeidsutvalget", ("SU",)),
        Body("FR", "Fjordrådet", ("FR", "FJR"), ("Rådet for Nordrefjord",)),
        Body("NF", "Nordrefjord formannskap", ("NF",)),
    ),
    own_prefixes=("PS",),
)
TODAY = dt.date(2021, 12, 31)
DAY = "2021-03-04"

Files = Mapping[str, str | bytes]
ArchiveOf = Callable[..., Reading]


def record(front: str, body: str = "") -> str:
    """Return the text of a record; indentation that both texts share is not part of them."""
    return f"---\n{dedent(front).strip()}\n---\n\n{dedent(body).strip()}\n"


def paper(kind: str, body: str, front: str = "", *, organ: str = "SU", day: str = DAY) -> str:
    """Return the text of a meeting paper."""
    keys = f"type: {kind}\norgan: {organ}\nmøtedato: {day}\n"
    return record(keys + dedent(front).strip(), body)


def notice(body: str, front: str = "", *, organ: str = "SU", day: str = DAY) -> str:
    """Return the text of an innkalling."""
    return paper("innkalling", body, front, organ=organ, day=day)


def minutes(body: str, front: str = "", *, organ: str = "SU", day: str = DAY) -> str:
    """Return the text of a protokoll."""
    return paper("protokoll", body, front, organ=organ, day=day)


def write(root: Path, files: Files) -> None:
    """Write files below `root`/meetings, by their paths from there."""
    for path, content in files.items():
        file = root / "meetings" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def archive_of(
    root: Path,
    files: Files,
    *,
    today: dt.date = TODAY,
    preview: bool = False,
    numbering: Numbering = NUMBERING,
) -> Reading:
    """Write `files` below `root` and read the archive that they make."""
    write(root, files)
    return read_archive(root, "meetings", numbering, today=today, preview=preview)


def read_one(
    content: str | bytes, path: str = f"meetings/su/{DAY}/protokoll.md"
) -> tuple[Record | None, tuple[Diagnostic, ...]]:
    """Read one record, from text or bytes, without writing it."""
    return read_record(path, content if isinstance(content, bytes) else content.encode(), NUMBERING)


def record_of(content: str) -> Record:
    """Read one record that must have nothing wrong with it."""
    found, problems = read_one(content)
    assert problems == ()
    assert found is not None
    return found


def case_id(body: str, year: int, number: int) -> CaseId:
    """Return the identity of a case."""
    return CaseId(body, year, number)


def only_case(reading: Reading) -> Case:
    """Return the one case of an archive."""
    (case,) = reading.archive.cases
    return case


def only_treatment(reading: Reading) -> Treatment:
    """Return the one treatment of the one case of an archive."""
    (treatment,) = only_case(reading).treatments
    return treatment


_CONVERTER = Converter(["tables", "sane_lists"])


def text_of(source: str) -> str:
    """Return a record's Markdown as plain text."""
    return _CONVERTER.convert(source).text


def data_of(archive: Archive) -> dict[str, Any]:
    """Return the archive as the data that is published."""
    return archive_data(archive, text_of)


def codes(found: Reading | Iterable[Diagnostic]) -> list[str]:
    """Return the codes of what was found, in order."""
    diagnostics = found.diagnostics if isinstance(found, Reading) else found
    return [each.code for each in diagnostics]


def lines_by_code(found: Reading | Iterable[Diagnostic]) -> list[tuple[str, int]]:
    """Return the codes of what was found with their lines, in order."""
    diagnostics = found.diagnostics if isinstance(found, Reading) else found
    return [(each.code, each.line) for each in diagnostics]
