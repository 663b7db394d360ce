"""Dates as records, papers and readers write them. A meeting's day has no clock: `date` only."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from babel.dates import format_date

MONTHS = {
    "januar": 1, "februar": 2, "mars": 3, "april": 4, "mai": 5, "juni": 6, "juli": 7,
    "august": 8, "september": 9, "oktober": 10, "november": 11, "desember": 12,
}  # fmt: skip

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = "|".join(MONTHS)
# 23. mars 2017 | 01.juni 2011 | 03. november.2011 | 23.–24. mars 2017 (its first day)
_SPELT = re.compile(
    rf"(?<!\d)(\d{{1,2}})\.?(?:\s*[-–]\s*\d{{1,2}}\.?)?\s*({_MONTH})\b\.?\s*(\d{{4}})?(?!\d)",
    re.IGNORECASE,
)
# 07.12.2016 | 07.12. 2016 | 28.03.07
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.?\s*(\d{4}|\d{2})(?![\d.]?\d)")


@dataclass(frozen=True, slots=True, order=True)
class DateRange:
    """The first and last day of a meeting; the same day for most."""

    start: dt.date
    end: dt.date

    @property
    def several(self) -> bool:
        return self.start != self.end


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """Return the date, or None where the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def read_date(text: str) -> dt.date | None:
    """Read `2016-12-07`, or return None."""
    match = _ISO.fullmatch(text)
    return make_date(*map(int, match.groups())) if match else None


def read_range(text: str) -> DateRange | None:
    """Read `2016-12-07` or `2017-03-23/2017-03-24`, or return None."""
    first, slash, last = text.partition("/")
    start = read_date(first)
    end = read_date(last) if slash else start
    return DateRange(start, end) if start and end and start <= end else None


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date found in running text; `year` is None where the text states none."""

    day: int
    month: int
    year: int | None

    def in_year(self, year: int) -> dt.date | None:
        """Return the day in a year, or None where that year has no such day."""
        return make_date(year, self.month, self.day)

    def on_or_after(self, earliest: dt.date | None) -> dt.date | None:
        """Return the day; without a year, the first such day not before `earliest`."""
        if self.year is not None:
            return make_date(self.year, self.month, self.day)
        if earliest is None:
            return None
        # 29 February may be up to eight years away.
        for year in range(earliest.year, earliest.year + 9):
            found = make_date(year, self.month, self.day)
            if found and found >= earliest:
                return found
        return None


def find_written(text: str) -> WrittenDate | None:
    """Return the first date that `text` spells out or writes in numbers, or None."""
    starts = (match.start() for match in (_SPELT.search(text), _NUMERIC.search(text)) if match)
    first = min(starts, default=None)
    found = match_written(text, first) if first is not None else None
    return found[0] if found else None


def match_written(text: str, at: int) -> tuple[WrittenDate, int] | None:
    """Return the date that `text` has at a position, and where it ends, or None."""
    spelt = _SPELT.match(text, at)
    if spelt:
        year = int(spelt[3]) if spelt[3] else None
        return WrittenDate(int(spelt[1]), MONTHS[spelt[2].casefold()], year), spelt.end()
    numeric = _NUMERIC.match(text, at)
    if numeric and 1 <= int(numeric[2]) <= 12 and 1 <= int(numeric[1]) <= 31:
        year = int(numeric[3]) + (2000 if len(numeric[3]) == 2 else 0)
        return WrittenDate(int(numeric[1]), int(numeric[2]), year), numeric.end()
    return None


@cache
def spell(day: dt.date, locale: str = "nb") -> str:
    """Return the day as a reader writes it: `7. desember 2016`."""
    return format_date(day, "d MMMM y" if locale.startswith("en") else "d. MMMM y", locale=locale)


def spell_range(days: DateRange, locale: str = "nb") -> str:
    """Return a meeting's days as a reader writes them: `23.–24. mars 2017`."""
    start, end = days.start, days.end
    if not days.several:
        return spell(start, locale)
    if (start.year, start.month) == (end.year, end.month):
        mark = "" if locale.startswith("en") else "."
        return f"{start.day}{mark}–{spell(end, locale)}"
    return f"{spell(start, locale)} – {spell(end, locale)}"


def day_of_build(environment: Mapping[str, str]) -> dt.date:
    """Return the day that is built for: SOURCE_DATE_EPOCH's, or today.

    Raises ValueError, in Norwegian, where that is no time.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.datetime.now().astimezone().date()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH skal være sekunder siden 1970, ikke «{epoch}»"
        raise ValueError(message) from None
