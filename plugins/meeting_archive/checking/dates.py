"""Dates that contradict each other, in a text or between a text and its front matter."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from meeting_archive.dates import DateRange, match_written, spell, spell_range
from meeting_archive.diagnostics import Diagnostic, finding
from meeting_archive.records.model import (
    MEETING_PAPERS,
    MINUTES,
    DocumentType,
    PaperBody,
    Plain,
    Record,
)
from meeting_archive.records.printed import printed
from meeting_archive.records.text import without_marks

_WEEKDAYS = (
    ("mandag", "måndag"), ("tirsdag", "tysdag"), ("onsdag",), ("torsdag",), ("fredag",),
    ("lørdag", "laurdag"), ("søndag", "sundag"),
)  # fmt: skip
_NUMBER = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
_NAMES = "|".join(_NUMBER)
_WEEKDAY = re.compile(rf"\b({_NAMES})(?:,|\s+den)?\s+(?:den\s+)?(?=\d)", re.IGNORECASE)
# "torsdag og fredag 23.–24. mars": the date's first day is the first weekday's.
_PAIR = re.compile(rf"\b(?:{_NAMES})\s*(?:og|til|eller|[-–/,])\s*$", re.IGNORECASE)
_DATED = re.compile(
    rf"\s*(?P<label>dato|møtedato|møtedag)\b\s*:?\s*(?:(?:{_NAMES})(?:,|\s+den)?\s+)?(?=\d)",
    re.IGNORECASE,
)
# Emphasis may stand anywhere in a word, but a text without these letters names no weekday.
_MAY_NAME_DAY = re.compile(r"d[*_\\]*a[*_\\]*g", re.IGNORECASE)
_TITLE = re.compile(r" {0,3}#\s+(.*)")


def date_findings(records: Iterable[Record]) -> Iterator[Diagnostic]:
    """Yield where a record's dates contradict each other or the calendar."""
    for record in records:
        if record.removed:
            continue
        yield from _weekdays(record)
        yield from _order(record)
        if record.type in MEETING_PAPERS:
            yield from _stated(record)


def _weekdays(record: Record) -> Iterator[Diagnostic]:
    """Yield weekdays that their dates do not fall on, but for those that a note quotes."""
    noted = [_folded(each.text) for each in record.notes]
    noted += [_folded(each.note) for each in record.cases if each.note]
    for line, text in _lines(record):
        if "dag" not in text.lower():
            continue  # as in most lines, and all weekdays end with it
        for match in _WEEKDAY.finditer(text):
            date = match_written(text, match.end())
            day = date[0].on_or_after(None) if date else None
            if date is None or day is None or _PAIR.search(text, 0, match.start()):
                continue
            written = text[match.start() : date[1]]
            right = day.weekday() == _NUMBER[match[1].casefold()]
            if not right and not any(_folded(written) in note for note in noted):
                weekday = _WEEKDAYS[day.weekday()][0]
                yield finding(
                    "weekday-mismatch", record.path, line, written=written, weekday=weekday
                )


def _lines(record: Record) -> Iterator[tuple[int, str]]:
    """Yield what a record says in its own words, line by line, without emphasis marks."""
    for key, stated in (("tittel", record.title), ("sted", record.place), ("tidsrom", record.time)):
        if stated:
            yield record.line_of(key), stated
    for each in printed(record):
        if not _MAY_NAME_DAY.search(each.block.text):
            continue
        for number, text in enumerate(each.block.text.split("\n"), each.block.line):
            yield number, without_marks(text)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _stated(record: Record) -> Iterator[Diagnostic]:
    """Yield where the heading or the fields of a paper have another date than front matter."""
    explained = {note.about for note in record.notes}
    first = (
        record.body.parts[0] if isinstance(record.body, PaperBody) and record.body.parts else None
    )
    if not isinstance(first, Plain):
        return
    for section in first.sections:
        for number, raw in enumerate(section.block.text.split("\n"), section.block.line):
            for key, day in _dates(raw):
                value = _contradicted(record, key, day)
                if value and key not in explained:
                    yield finding(
                        "date-mismatch",
                        record.path,
                        number,
                        written=spell(day),
                        key=key,
                        value=value,
                    )


def _dates(line: str) -> Iterator[tuple[str, dt.date]]:
    """Yield the dates of a line that opens a paper, with the keys that they should be."""
    title = _TITLE.fullmatch(line)
    text = without_marks(title[1] if title else line)
    label = _DATED.match(text)
    if title:
        starts = [match.start() for match in re.finditer(r"(?<![\d.])\d", text)]
        key = "møtedato"
    else:
        starts = [label.end()] if label else []
        key = "dato" if label and label["label"].casefold() == "dato" else "møtedato"
    for start in starts:
        written = match_written(text, start)
        day = written[0].on_or_after(None) if written else None
        if day:
            yield key, day


def _contradicted(record: Record, key: str, day: dt.date) -> str | None:
    """Return what front matter says instead; a paper may head itself with either of its dates."""
    days = record.meeting_days
    if day == record.date or (days and days.start <= day <= days.end):
        return None
    if key == "dato":
        return spell(record.date) if record.date else None
    return spell_range(days) if days else None


def _order(record: Record) -> Iterator[Diagnostic]:
    """Yield where of two dates the one that should come first does not."""
    days, date = record.meeting_days, record.date
    pairs: list[tuple[str, dt.date, str, DateRange, str]] = []
    if days and date and record.type in MINUTES and date < days.start:
        pairs.append(("dato", date, "møtedato", days, "en protokoll blir skrevet etter møtet"))
    if days and date and record.type is DocumentType.NOTICE and date > days.end:
        pairs.append(("dato", date, "møtedato", days, "en innkalling blir skrevet før møtet"))
    start, end = record.valid_from, record.valid_to
    if start and end and end < start:
        span = DateRange(start, start)
        pairs.append(
            ("gjelder_til", end, "gjelder_fra", span, "en avtale slutter etter at den begynner")
        )
    for key, day, other_key, other, expected in pairs:
        yield finding(
            "date-order",
            record.path,
            record.line_of(key),
            key=key,
            value=spell(day),
            other_key=other_key,
            other_value=spell_range(other),
            expected=expected,
        )
