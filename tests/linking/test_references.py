"""What a text refers to, as far as its words tell."""

import pytest

from builders import NUMBERING
from meeting_archive.linking.references import (
    AttachmentMention,
    CaseMention,
    MeetingMention,
    Scanner,
)

SCANNER = Scanner(NUMBERING)


def cases(text):
    """Return the case mentions of a text: body, number, year."""
    found = (each for each in SCANNER.scan(text) if isinstance(each, CaseMention))
    return [(each.body, each.number, each.year) for each in found]


def words(text):
    """Return the words of each mention that has any."""
    return [text[each.start : each.end] for each in SCANNER.scan(text) if each.end > each.start]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jf. SU 06/17", [("su", 6, 2017)]),
        ("SU06/17, SU 6/17 og SU 06 / 17", [("su", 6, 2017)] * 3),
        ("SU-sak 06/2017", [("su", 6, 2017)]),
        ("sak FR 2/10", [("fr", 2, 2010)]),
        ("FR-sak 39/14", [("fr", 39, 2014)]),
        ("FJR 3/14", [("fr", 3, 2014)]),
        ("sak 12/11", [(None, 12, 2011)]),
        ("Saken 12/11 ble utsatt", [(None, 12, 2011)]),
        ("PS 32 / 21", [(None, 32, 2021)]),
        ("FR 40 ble utsatt", [("fr", 40, None)]),
        ("SU 34/16 og 36/16", [("su", 34, 2016), ("su", 36, 2016)]),
        ("SU 34/16, 35/16, samt 40/16", [("su", 34, 2016), ("su", 35, 2016), ("su", 40, 2016)]),
        ("SU 34–36/16", [("su", 34, 2016), ("su", 35, 2016), ("su", 36, 2016)]),
        ("SU 34/16-36/16", [("su", 34, 2016), ("su", 35, 2016), ("su", 36, 2016)]),
        ("sakene 10/16, 11/16 og 12/16", [(None, 10, 2016), (None, 11, 2016), (None, 12, 2016)]),
        ("SU 10/16, 23 personer", [("su", 10, 2016)]),
        ("Se sak SU 5/16.", [("su", 5, 2016)]),
        ("Fjordrådets sak 01/17", [("fr", 1, 2017)]),
        ("Fjordrådet har i sak 3/17", [("fr", 3, 2017)]),
        ("sak 06/17 i Fjordrådet", [("fr", 6, 2017)]),
        ("SU-sak nr. 3/17", [("su", 3, 2017)]),
        ("SU nr. 3/17", [("su", 3, 2017)]),
        ("saksnr. 12/11", [(None, 12, 2011)]),
    ],
)
def test_case_numbers_are_recognised(text, expected):
    """Every spelling of a case number, lists and ranges are references."""
    assert cases(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "arkiv 11/3244-5", "17/- og 16-", "09.07", "23/24 mars", "møte 5/2014", "tlf 73 54 00 00",
        "3/4 av veien", "SU ber om", "SU 10. mai", "SU 24 kroner", "FR 5 prosent", "XY 06/17",
        "SU 03 45 67 89", "SU 10 000 kroner", "SU 2,5 mill", "SU 14:30", "SU 12 deltakere",
        "SU 3 av 5", "sak 17/1234", "sak 2017/44", "Strandvik kommunestyre har i sak 3/17",
        "Nes bystyre sak 12/17",
        "lov 12/11", "SU 00/17", "sak 1", "sak nr 1 på lista", "avtale 16/2214", "SU 11/3244-5",
    ],
)  # fmt: skip
def test_traps_stay_text(text):
    """Archive references, dates, fractions, counts and other numbers are no case numbers."""
    assert cases(text) == []


@pytest.mark.parametrize(
    ("text", "body", "day"),
    [
        ("SU-møte 07.12.2016", "su", (7, 12, 2016)),
        ("Samarbeidsutvalget 07.12. 2016", "su", (7, 12, 2016)),
        ("fjordrådet 16.12. 2016", "fr", (16, 12, 2016)),
        ("Fjordrådets møte 17. april 2015", "fr", (17, 4, 2015)),
        ("møtet i Fjordrådet 18.juni 2014", "fr", (18, 6, 2014)),
        ("Fjordrådet 03. november.2011", "fr", (3, 11, 2011)),
        ("Fjordrådet 28.03.07", "fr", (28, 3, 2007)),
        ("Fjordrådet 12. mars", "fr", (12, 3, None)),
        ("neste møte i Fjordrådet 16.12.2016", "fr", (16, 12, 2016)),
        ("forrige møte 10.01.2017", None, (10, 1, 2017)),
    ],
)
def test_meetings_are_recognised_by_body_and_day(text, body, day):
    """A body's name with a day is its meeting."""
    (found,) = SCANNER.scan(text)
    assert isinstance(found, MeetingMention)
    assert (found.body, (found.day.day, found.day.month, found.day.year)) == (body, day)
    assert text[found.end :] == ""


@pytest.mark.parametrize(
    ("text", "body", "step"),
    [
        ("forrige møte", None, -1),
        ("på siste møtet", None, -1),
        ("førre møte", None, -1),
        ("neste møte", None, 1),
        ("neste møte i Fjordrådet", "fr", 1),
        ("forrige SU-møte", "su", -1),
    ],
)
def test_meetings_are_recognised_by_their_place(text, body, step):
    """A relative meeting is one of a body's series."""
    (found,) = SCANNER.scan(text)
    assert (found.body, found.step, found.day) == (body, step, None)


def test_attachments_are_recognised():
    """An attachment goes by its number, also one of the meeting before."""
    found = list(SCANNER.scan("Vedlegg 2 og vedlegg 12 til forrige møte"))
    assert [(each.number, each.step) for each in found] == [("2", 0), ("12", -1)]
    assert all(isinstance(each, AttachmentMention) for each in found)


def test_the_words_of_a_reference_are_its_own():
    """A list links each number, not the words between."""
    assert words("jf. SU 34/16 og 36/16, Vedlegg 1.") == ["SU 34/16", "36/16", "Vedlegg 1"]


@pytest.mark.parametrize("text", ["siste møtet før jul", "siste møte i mars", "SU 10.000 kroner"])
def test_other_times_and_sums_are_no_meetings(text):
    """A meeting before Christmas is not the meeting before; a sum is no day."""
    assert list(SCANNER.scan(text)) == []


def test_a_day_of_minutes_is_a_meeting_of_the_own_body():
    """Minutes of a day are of the own body's meeting; other days are only days."""
    (found,) = SCANNER.scan("Protokoll fra møtet den 10.02.2017 godkjennes.")
    assert (found.body, found.day.day) == (None, 10)
    assert list(SCANNER.scan("Takk for møtet den 10.02.2017.")) == []
