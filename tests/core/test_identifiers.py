"""Slugs, years, and what is a case number and what is not."""

import pytest

from builders import NUMBERING, case_id
from meeting_archive.identifiers import Body, CaseReference, Numbering, full_year, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        pytest.param("Samarbeid om Interreg", "samarbeid-om-interreg", id="spaces"),
        pytest.param("Ærlig øving på Ås", "aerlig-oving-paa-aas", id="æøå"),
        pytest.param("ÆØÅ", "aeoaa", id="capitals"),
        pytest.param("A\u030as", "aas", id="å written as a and a ring"),
        pytest.param("Café Überfjord", "cafe-uberfjord", id="accents"),
        pytest.param("Đavvi", "davvi", id="sami letter"),
        pytest.param("  «Ferje» – år 2021! ", "ferje-aar-2021", id="marks at the ends"),
        pytest.param("a--b__c", "a-b-c", id="runs of marks"),
        pytest.param("– … –", "", id="nothing sayable"),
    ],
)
def test_slug_is_plain_ascii(text, slug):
    """A slug has lower-case ASCII letters, digits and single hyphens only."""
    assert slugify(text) == slug


@pytest.mark.parametrize(
    ("digits", "year"), [("17", 2017), ("00", 2000), ("69", 2069), ("70", 1970), ("1998", 1998)]
)
def test_two_digits_mean_a_year_near_now(digits, year):
    """A year of two digits is of this century until 69, four digits are the year itself."""
    assert full_year(digits) == year


@pytest.mark.parametrize(
    "printed",
    [
        "SU 06/17",
        "SU06/17",
        "SU 6/17",
        "SU-sak 06/17",
        "SU-sak 6/2017",
        "SU sak 6/17",
        "SU~sak 6/17",
        "SU-6/17",
        "SU 06 / 17",
        "SU 6 /17",
        "SU 06/2017",
        "SU 006/17",
        "su 6/17",
        "sak SU 6/17",
        "Sak 6/17",
        "Sak 006/2017",
        "PS 6/17",
        "PS 06 / 17",
    ],
)
def test_every_spelling_is_the_same_case(printed):
    """Every spelling that papers use of a number names one and the same case."""
    number = NUMBERING.read(printed, "su")
    assert number is not None
    assert number.id == case_id("su", 2017, 6)
    assert number.printed == printed


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("11/3244-5", id="archive reference"),
        pytest.param("SU 11/3244-5", id="archive reference after a prefix"),
        pytest.param("Sak 11/18699", id="archive case after the word sak"),
        pytest.param("08/17036", id="archive case"),
        pytest.param("09.07", id="number with a dot, or a date"),
        pytest.param("Sak 09.07.2017", id="date"),
        pytest.param("7/12-2017", id="date with a slash"),
        pytest.param("Sak 7/12-2017", id="date with a slash after the word sak"),
        pytest.param("SU 7/12/17", id="date with two slashes"),
        pytest.param("XY 06/17", id="prefix of no body"),
        pytest.param("PSU 06/17", id="prefix inside another word"),
        pytest.param("SU 00/17", id="the number 0"),
        pytest.param("SU 0/2017", id="the number 0 without padding"),
        pytest.param("06/17", id="no prefix at all"),
        pytest.param("SU 06", id="no year"),
        pytest.param("SU 06/", id="incomplete"),
        pytest.param("17/-", id="incomplete reference"),
        pytest.param("SU 7-17/14", id="range"),
        pytest.param("SU 06/201", id="three digits of a year"),
        pytest.param("Vedlegg 1", id="attachment"),
        pytest.param("Sakene 6/17", id="a longer word than sak"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_case_number(text):
    """Dates, archive references, ranges and unknown prefixes are no case numbers."""
    assert NUMBERING.read(text, "su") is None


@pytest.mark.parametrize("printed", ["Sak 6/17", "PS 6/17"])
def test_number_of_its_own_body_needs_a_body(printed):
    """A number that means the record's own body is none where the record has no body."""
    assert NUMBERING.read(printed, None) is None


def test_prefix_of_another_body_wins_over_the_papers_own():
    """A number with a configured prefix is that body's, whoever's paper it stands in."""
    number = NUMBERING.read("FR 39/16", "su")
    assert number is not None
    assert number.id == case_id("fr", 2016, 39)
    assert not number.own


def test_every_prefix_of_a_body_means_the_body():
    """A body may have several prefixes."""
    assert {NUMBERING.read(f"{each} 4/17").id for each in ("FR", "FJR")} == {case_id("fr", 2017, 4)}


def test_longest_prefix_is_read():
    """A prefix that begins like another one is read whole."""
    numbering = Numbering((Body("A", "Ett", ("SU",)), Body("B", "To", ("SUS",))))
    assert numbering.read("SUS 1/17").id.body == "b"
    assert numbering.read("SU 1/17").id.body == "a"


def test_archive_without_prefixes_reads_only_own_numbers():
    """Where no body has a prefix, `Sak 6/17` is still a number and `SU 6/17` is none."""
    numbering = Numbering((Body("SU", "Samarbeidsutvalget"),))
    assert numbering.read("Sak 6/17", "su").id == case_id("su", 2017, 6)
    assert numbering.read("SU 6/17", "su") is None


def test_identity_is_independent_of_padding():
    """Numbers that differ only in padding, and years in length, are equal."""
    ids = {NUMBERING.read(text).id for text in ("SU 6/17", "SU 06/17", "SU 006/2017")}
    assert ids == {case_id("su", 2017, 6)}
    assert str(ids.pop()) == "su/2017/6"


@pytest.mark.parametrize(
    ("printed", "tidy"),
    [
        ("SU06/17", "SU 06/17"),
        ("SU-sak 6/2017", "SU 6/2017"),
        ("Sak 06 / 17", "SU 06/17"),
        ("PS 6/17", "SU 6/17"),
        ("FR 39/16", "FR 39/16"),
    ],
)
def test_tidy_form_keeps_prefix_and_padding(printed, tidy):
    """A number is shown in one form, with the padding that was printed."""
    assert NUMBERING.read(printed, "su").tidy("SU") == tidy


def test_opening_number_leaves_the_rest_of_the_heading():
    """A heading's number is split from the words after it."""
    number, rest = NUMBERING.open("SU07/17 Neste møte 17.02.2017", "su")
    assert number.printed == "SU07/17"
    assert rest == " Neste møte 17.02.2017"


@pytest.mark.parametrize(
    "text", ["Sak 11/3244-5 Klage", "SU 7/12-2017 Møte", "SU 7/12/17 Møte", "SU 06/20171 Ferje"]
)
def test_longer_number_opens_nothing(text):
    """A heading that begins with a date or an archive reference opens no case."""
    assert NUMBERING.open(text, "su") is None


@pytest.mark.parametrize("text", ["Protokoll SU 06/17", "Om SU 06/17"])
def test_number_further_on_opens_nothing(text):
    """A number that does not stand first does not open a case."""
    assert NUMBERING.open(text, "su") is None


def test_read_wants_the_number_alone():
    """A number with words after it is not a number alone, but space around it does no harm."""
    assert NUMBERING.read("SU 06/17 Budsjett", "su") is None
    assert NUMBERING.read("  SU 06/17 ", "su") is not None


def test_reference_may_name_a_sub_item():
    """A reference is a case, or one of its sub-items by its anchor."""
    whole = NUMBERING.read_reference("SU 43/16", "su", 3)
    part = NUMBERING.read_reference("SU 43/16#ferje-til-sildvaag", "su", 3)
    assert whole == CaseReference(case_id("su", 2016, 43))
    assert part == CaseReference(case_id("su", 2016, 43), "ferje-til-sildvaag")
    assert str(part) == "su/2016/43#ferje-til-sildvaag"


@pytest.mark.parametrize("text", ["SU 43/16#", "SU 43/16#Ferje", "SU 43/16#a b", "#ferje"])
def test_reference_with_an_impossible_anchor(text):
    """An anchor that no sub-item can have makes no reference."""
    assert NUMBERING.read_reference(text, "su", 1) is None


def test_names_of_a_body_are_all_that_a_text_may_say():
    """A body goes by its name, aliases, key and prefixes, each once."""
    body = Body("FR", "Fjordrådet", ("FR", "FJR"), ("Rådet",))
    assert body.id == "fr"
    assert body.names == ("Fjordrådet", "Rådet", "FR", "FJR")
