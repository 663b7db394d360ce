"""All that is wrong with an archive: the one judgement of the build and of `check`."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from meeting_archive.cache import Cache
from meeting_archive.checking.dates import date_findings
from meeting_archive.checking.forgotten import missing_papers, missing_proposals
from meeting_archive.checking.kept import kept_findings, kept_rulings
from meeting_archive.checking.names import name_variants
from meeting_archive.diagnostics import Diagnostic
from meeting_archive.identifiers import Numbering
from meeting_archive.linking.stated import editors_decisions
from meeting_archive.linking.texts import LinkedTexts
from meeting_archive.markup import Converter
from meeting_archive.privacy.scan import personal_data
from meeting_archive.publication import withheld_cases
from meeting_archive.reading import Reading, RecordsReader, read_archive
from meeting_archive.records.read import read_each
from meeting_archive.texts import markup_findings


@dataclass(frozen=True, slots=True)
class RecordFiles:
    """The files of an archive's records, and how they are read."""

    root: Path
    """The folder of mkdocs.yml, which all paths count from."""
    folder: str
    """The folder of the records, from there."""
    numbering: Numbering
    converter: Converter
    today: dt.date
    preview: bool = False
    """Whether drafts are read as if they were published."""
    read: RecordsReader = read_each
    cache: Cache = field(default_factory=lambda: Cache(None))
    """What it holds is not worked out again."""


@dataclass(frozen=True, slots=True)
class Held:
    """An archive as it was read, and its texts."""

    files: RecordFiles
    reading: Reading
    texts: LinkedTexts


@dataclass(frozen=True, slots=True)
class Judgement:
    """An archive as it was read, its texts, and everything that is to be said of it."""

    reading: Reading
    texts: LinkedTexts
    of_published: tuple[Diagnostic, ...]
    """What is wrong with the links and texts that are published, which everyone may know."""
    diagnostics: tuple[Diagnostic, ...]
    """All of it, by path and line, for editors alone."""


def judge(
    files: RecordFiles,
    *,
    only: Collection[str] | None = None,
    texts: LinkedTexts | None = None,
) -> Judgement:
    """Read records, and return them with all that is to be said.

    `only` are the paths that it is asked of: texts of other records need not be read, and what
    is returned of them is not complete. What is known of `texts`, those of the archive before, is
    not worked out again.
    """
    return judge_held(hold(files, texts), only=only)


def hold(files: RecordFiles, texts: LinkedTexts | None = None) -> Held:
    """Read records, and nothing of what is to be said of them."""
    cache = files.cache
    with kept_rulings(files.numbering, cache):
        reading = read_archive(
            files.root,
            files.folder,
            files.numbering,
            today=files.today,
            preview=files.preview,
            read=files.read,
        )
    archive = reading.archive
    texts = texts.of(archive) if texts else LinkedTexts(archive, files.converter, cache)
    return Held(files, reading, texts)


def judge_held(held: Held, *, only: Collection[str] | None = None) -> Judgement:
    """Return an archive that was read with all that is to be said."""
    files, reading, texts = held.files, held.reading, held.texts
    of_published = (
        *editors_decisions(reading.archive).diagnostics,
        *markup_findings(reading.archive, texts, only),
    )
    asked = [each for each in reading.records if only is None or each.path in only]
    found = (
        *reading.diagnostics,
        *of_published,
        *missing_papers(reading.records, files.numbering, files.today),
        *missing_proposals(asked, withheld_cases(reading.records)),
        *kept_findings(date_findings, asked, files.cache),
        *name_variants(reading.records),
        *personal_data(files.root, files.folder, reading.records, only, files.cache),
    )
    return Judgement(reading, texts, of_published, tuple(sorted(set(found))))
