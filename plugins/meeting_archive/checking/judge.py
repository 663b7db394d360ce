"""All that is wrong with an archive: the one judgement of the build and of `check`."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
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
class Held:
    """An archive as it was read, and its texts."""

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
    root: Path,
    folder: str,
    numbering: Numbering,
    converter: Converter,
    *,
    today: dt.date,
    preview: bool = False,
    read: RecordsReader = read_each,
    only: Collection[str] | None = None,
    cache: Cache | None = None,
    texts: LinkedTexts | None = None,
) -> Judgement:
    """Read the records below `folder`, and return them with all that is to be said.

    `only` are the paths that it is asked of: texts of other records need not be read, and what
    is returned of them is not complete. What `cache` holds is not worked out again, nor what is
    known of `texts`, those of the archive before.
    """
    held = hold(
        root,
        folder,
        numbering,
        converter,
        today=today,
        preview=preview,
        read=read,
        cache=cache,
        texts=texts,
    )
    return judge_held(held, root, folder, numbering, today=today, only=only, cache=cache)


def hold(
    root: Path,
    folder: str,
    numbering: Numbering,
    converter: Converter,
    *,
    today: dt.date,
    preview: bool = False,
    read: RecordsReader = read_each,
    cache: Cache | None = None,
    texts: LinkedTexts | None = None,
) -> Held:
    """Read the records below `folder`, and nothing of what is to be said of them."""
    with kept_rulings(numbering, cache or Cache(None)):
        reading = read_archive(root, folder, numbering, today=today, preview=preview, read=read)
    archive = reading.archive
    return Held(reading, texts.of(archive) if texts else LinkedTexts(archive, converter, cache))


def judge_held(
    held: Held,
    root: Path,
    folder: str,
    numbering: Numbering,
    *,
    today: dt.date,
    only: Collection[str] | None = None,
    cache: Cache | None = None,
) -> Judgement:
    """Return an archive that was read with all that is to be said."""
    reading, texts = held.reading, held.texts
    of_published = (
        *editors_decisions(reading.archive).diagnostics,
        *markup_findings(reading.archive, texts, only),
    )
    asked = [each for each in reading.records if only is None or each.path in only]
    found = (
        *reading.diagnostics,
        *of_published,
        *missing_papers(reading.records, numbering, today),
        *missing_proposals(asked, withheld_cases(reading.records)),
        *kept_findings(date_findings, asked, cache or Cache(None)),
        *name_variants(reading.records),
        *personal_data(root, folder, reading.records, only, cache),
    )
    return Judgement(reading, texts, of_published, tuple(sorted(set(found))))
