"""Dates as records, papers and readers write them."""

import datetime as dt

import pytest

from meeting_archive.dates import (
    DateRange,
    WrittenDate,
    find_written,
    read_date,
    read_range,
    spell,
    spell_range,
)


def span(start: str, end: str) -> DateRange:
    return DateRange(dt.date.fromisoformat(start), dt.date.fromisoformat(end))


@pytest.mark.parametrize(
    "text",
    ["2024-02-30", "2023-02-29", "2016-13-01", "2016-1-7", "7.12.2016", "20161207", "ukjent", ""],
)
def test_what_is_no_date(text):
    """Impossible days and other ways of writing them are no dates of a record."""
    assert read_date(text) is None


def test_leap_day_is_a_date():
    """The calendar decides what exists."""
    assert read_date("2024-02-29") == dt.date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2016-12-07", span("2016-12-07", "2016-12-07")),
        ("2017-03-23/2017-03-24", span("2017-03-23", "2017-03-24")),
        ("2020-12-31/2021-01-01", span("2020-12-31", "2021-01-01")),
    ],
)
def test_range_is_a_day_or_two_ends(text, days):
    """A meeting lasts a day, or from a first day to a last one."""
    assert read_range(text) == days
    assert days.several == (days.start != days.end)


@pytest.mark.parametrize(
    "text",
    [
        "2017-03-24/2017-03-23",
        "2017-03-23/",
        "/2017-03-23",
        "2017-03-23/24",
        "2017-02-30/2017-03-01",
    ],
)
def test_what_is_no_range(text):
    """A range that ends before it begins, or lacks an end, is none."""
    assert read_range(text) is None


@pytest.mark.parametrize(
    ("text", "day", "month", "year"),
    [
        ("23. mars", 23, 3, None),
        ("23. mars:", 23, 3, None),
        ("Torsdag 23. mars 2017", 23, 3, 2017),
        ("01.juni 2011", 1, 6, 2011),
        ("03. november.2011", 3, 11, 2011),
        ("23.–24. mars 2017", 23, 3, 2017),
        ("23-24 mars", 23, 3, None),
        ("8 DESEMBER 2016", 8, 12, 2016),
        ("07.12.2016", 7, 12, 2016),
        ("07.12. 2016", 7, 12, 2016),
        ("08.12 2016", 8, 12, 2016),
        ("28.03.07", 28, 3, 2007),
        ("møtet 7.12.2016, jf. 1. mai", 7, 12, 2016),
        ("1. mai, jf. møtet 7.12.2016", 1, 5, None),
    ],
)
def test_written_date_is_found(text, day, month, year):
    """The first date of a text is found in the forms that papers use."""
    assert find_written(text) == WrittenDate(day, month, year)


@pytest.mark.parametrize(
    "text", ["Dag 1", "mars", "11/3244-5", "1.2.3.2016", "SU 09.07", "12. maidagen"]
)
def test_text_without_a_date(text):
    """What only looks like a date is not found."""
    assert find_written(text) is None


@pytest.mark.parametrize(
    ("written", "earliest", "found"),
    [
        (WrittenDate(23, 3, 2017), dt.date(2020, 1, 1), dt.date(2017, 3, 23)),
        (WrittenDate(23, 3, None), dt.date(2017, 2, 1), dt.date(2017, 3, 23)),
        (WrittenDate(23, 3, None), dt.date(2017, 3, 23), dt.date(2017, 3, 23)),
        (WrittenDate(23, 3, None), dt.date(2017, 3, 24), dt.date(2018, 3, 23)),
        (WrittenDate(29, 2, None), dt.date(2021, 1, 1), dt.date(2024, 2, 29)),
        (WrittenDate(29, 2, None), dt.date(2097, 1, 1), dt.date(2104, 2, 29)),
        (WrittenDate(23, 3, None), None, None),
        (WrittenDate(31, 4, None), dt.date(2021, 1, 1), None),
        (WrittenDate(31, 4, 2021), None, None),
    ],
)
def test_day_without_a_year_is_the_next_one(written, earliest, found):
    """A day without a year is the first such day on or after a known one."""
    assert written.on_or_after(earliest) == found


@pytest.mark.parametrize(
    ("locale", "spelt"),
    [("nb", "7. desember 2016"), ("nn", "7. desember 2016"), ("en", "7 December 2016")],
)
def test_day_is_spelt_in_the_readers_language(locale, spelt):
    """A day is spelt with its month's name."""
    assert spell(dt.date(2016, 12, 7), locale) == spelt


@pytest.mark.parametrize(
    ("days", "locale", "spelt"),
    [
        (span("2017-03-23", "2017-03-23"), "nb", "23. mars 2017"),
        (span("2017-03-23", "2017-03-24"), "nb", "23.–24. mars 2017"),
        (span("2017-03-23", "2017-03-24"), "en", "23–24 March 2017"),
        (span("2017-02-28", "2017-03-01"), "nb", "28. februar 2017 – 1. mars 2017"),
        (span("2017-12-31", "2018-12-31"), "nb", "31. desember 2017 – 31. desember 2018"),
    ],
)
def test_days_are_spelt_as_one(days, locale, spelt):
    """Days of one month share its name."""
    assert spell_range(days, locale) == spelt
