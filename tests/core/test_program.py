"""The grammar of a program."""

import datetime as dt

import pytest

from builders import codes, lines_by_code, read_one, record, record_of
from meeting_archive.records.model import ProgramBody
from meeting_archive.records.program import clock


def program_text(body: str, *front: str) -> str:
    return record(
        "type: program\ntittel: Vårsamling\nvedlegg_til: SU 05/21\n" + "\n".join(front), body
    )


def program(body: str, *front: str) -> ProgramBody:
    return record_of(program_text(body, *front)).body


@pytest.mark.parametrize(
    ("line", "printed", "start", "end", "text"),
    [
        ("- 1130-1230: Lunsj", "1130-1230", "11:30", "12:30", "Lunsj"),
        ("- 11.30–12.30: Lunsj", "11.30–12.30", "11:30", "12:30", "Lunsj"),
        ("- 11:30 - 12:30 Lunsj", "11:30 - 12:30", "11:30", "12:30", "Lunsj"),
        ("- 0900: Kaffi", "0900", "09:00", None, "Kaffi"),
        ("- 9.00: Kaffi", "9.00", "09:00", None, "Kaffi"),
        ("- kl 13: Avreise", "kl 13", "13:00", None, "Avreise"),
        ("- kl. 13.15–14 Omvisning", "kl. 13.15–14", "13:15", "14:00", "Omvisning"),
        ("- 9-10: Kaffi", "9-10", "09:00", "10:00", "Kaffi"),
        ("- 13: Avreise", "13", "13:00", None, "Avreise"),
        ("- Kl 9-10: Kaffi", "Kl 9-10", "09:00", "10:00", "Kaffi"),
        ("* 1300: Lunsj", "1300", "13:00", None, "Lunsj"),
        ("- 1230-1235: Song v/", "1230-1235", "12:30", "12:35", "Song v/"),
        ("- 0930-0940: Nes: to innlegg", "0930-0940", "09:30", "09:40", "Nes: to innlegg"),
    ],
)
def test_line_with_a_time_is_a_session(line, printed, start, end, text):
    """A list line that begins with a time is a session; the time is kept as printed, too."""
    ((session,),) = [day.sessions for day in program(f"## 23. mars 2021\n\n{line}").days]
    assert (session.printed_time, session.start, session.end) == (printed, start, end)
    assert session.text == text
    assert session.line == 9


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Hva koster ferja?", id="text"),
        pytest.param("- Hva koster ferja?", id="list line"),
        pytest.param("- 2560: Lunsj", id="no time of day"),
        pytest.param("- 3 kommuner deler erfaringer", id="a number of something"),
        pytest.param("1300: Lunsj", id="no list"),
    ],
)
def test_line_without_a_time_continues_the_session(line):
    """A line that states no time goes on with the session before it."""
    (day,) = program(f"## 23. mars 2021\n\n- 1130-1230: Diskusjon:\n  {line}").days
    (session,) = day.sessions
    assert session.text == f"Diskusjon:\n{line}"


def test_days_and_what_stands_before_them():
    """A heading opens a day; what stands before the first day or session is kept."""
    body = program(
        """
        # Program

        Velkommen til Nes.

        ## Torsdag 23. mars 2021:

        Møteleder: Kari Nes

        - 1130: Lunsj

        ## 24. mars 2021

        - 0900: Kaffi
        - 1000: Slutt
        """
    )
    first, second = body.days
    assert body.intro.text == "# Program\n\nVelkommen til Nes."
    assert (first.heading, first.date) == ("Torsdag 23. mars 2021:", dt.date(2021, 3, 23))
    assert first.intro.text == "Møteleder: Kari Nes"
    assert second.date == dt.date(2021, 3, 24)
    assert [session.start for session in second.sessions] == ["09:00", "10:00"]


@pytest.mark.parametrize(
    ("heading", "front", "date"),
    [
        pytest.param("23. mars", ["dato: 2021-02-01"], dt.date(2021, 3, 23), id="after the date"),
        pytest.param("23. mars", ["dato: 2021-03-23"], dt.date(2021, 3, 23), id="on the date"),
        pytest.param("23. mars", ["dato: 2021-03-24"], dt.date(2022, 3, 23), id="next year"),
        pytest.param("23. mars 2019", ["dato: 2021-02-01"], dt.date(2019, 3, 23), id="own year"),
        pytest.param("23. mars", ["tema: [a]"], None, id="nothing known"),
    ],
)
def test_day_without_a_year(heading, front, date):
    """A day without a year is the first such date on or after the record's own."""
    found, problems = read_one(program_text(f"## {heading}\n\n- 1130: Lunsj", *front))
    assert found.body.days[0].date == date
    assert codes(problems) == ([] if date else ["invalid-day"])


def test_year_may_stand_in_the_title():
    """Without a date of its own, a program's days have the year that its title states."""
    text = program_text("## 23. mars\n\n- 1130: Lunsj").replace(
        "Vårsamling", "Samling 23.–24. mars 2021"
    )
    assert record_of(text).body.days[0].date == dt.date(2021, 3, 23)


@pytest.mark.parametrize("heading", ["Dag 1", "31. april 2021", "Praktisk informasjon"])
def test_heading_that_is_no_day(heading):
    """A heading that is no day is an error on its line, and its sessions are kept."""
    found, problems = read_one(program_text(f"## {heading}\n\n- 1130: Lunsj"))
    assert lines_by_code(problems) == [("invalid-day", 7)]
    assert [each.text for each in found.body.days[0].sessions] == ["Lunsj"]


def test_code_fence_holds_no_day():
    """A heading inside a code fence opens no day."""
    body = program("```\n## 22. mars 2021\n```\n\n## 23. mars 2021\n\n- 1130: Lunsj")
    assert [day.date for day in body.days] == [dt.date(2021, 3, 23)]


@pytest.mark.parametrize(
    ("printed", "shown"),
    [("1130", "11:30"), ("930", "09:30"), ("kl. 9", "09:00"), ("13.15", "13:15"), (None, None)],
)
def test_clock(printed, shown):
    """A printed time is shown with hours and minutes."""
    assert clock(printed) == shown
