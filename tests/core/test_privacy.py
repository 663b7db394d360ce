"""Personal data: what is found, what is let be, what is excepted, and that none is repeated."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import DAY, NUMBERING, TODAY, codes, data_of, minutes, record, write
from meeting_archive.checking.judge import RecordFiles, judge
from meeting_archive.diagnostics import finding
from meeting_archive.markup import Converter
from meeting_archive.privacy.personal import Kind, find_personal, is_national_id, mask
from numbers_of_nobody import account, national_id

PERSON = national_id("010203", 123)
FIRST, LAST = PERSON[:6], PERSON[6:]
ACCOUNT = account("8601111794")
FOLDER = f"su/{DAY}"


def kinds(text: str) -> list[Kind]:
    """Return the kinds of what is found in a text."""
    return [each.kind for each in find_personal(text)]


def shifted(day: int = 0, month: int = 0, individual: int = 123) -> str:
    """Return a valid number whose day and month are moved, as those of other series are."""
    return national_id(f"{1 + day:02}{2 + month:02}03", individual)


def wrong(digits: str, at: int) -> str:
    """Return a number with another digit at one place."""
    return digits[:at] + str((int(digits[at]) + 1) % 10) + digits[at + 1 :]


@pytest.mark.parametrize(
    "text",
    [
        PERSON,
        f"{FIRST} {LAST}",
        f"{FIRST}\u00a0{LAST}",
        f"{FIRST}-{LAST}",
        f"{FIRST}.{LAST}",
        f"{FIRST[:2]}.{FIRST[2:4]}.{FIRST[4:]} {LAST}",
        f"{FIRST[:2]} {FIRST[2:4]} {FIRST[4:]} {LAST}",
        f"{FIRST[:4]}19{FIRST[4:]} {LAST}",
        f"{FIRST} {LAST[:3]} {LAST[3:]}",
        f"**{FIRST}** {LAST}",
        f"{FIRST}**{LAST}**",
        f"{FIRST[:3]}{FIRST[3:]}_{LAST}_",
        f"{FIRST}\n{LAST}",
        f"| {FIRST} | {LAST} |",
        f"{FIRST};{LAST}",
        f"<td>{FIRST}</td><td>{LAST}</td>",
        f"{FIRST}&nbsp;{LAST}",
        f"{FIRST}\u200b{LAST}",
        f"f.nr{PERSON}",
        f"12 34 {FIRST} {LAST}",
        "".join(chr(0x0660 + int(digit)) for digit in PERSON),
        shifted(day=40),
        shifted(month=40),
        shifted(month=80),
        shifted(month=65),
        national_id("290200", 500),
    ],
)
def test_national_id_is_found(text):
    """A national identity number is found however it is set, and whichever series it is of."""
    assert kinds(text) == [Kind.NATIONAL_ID]


@pytest.mark.parametrize(
    "text",
    [
        wrong(PERSON, 10),
        wrong(PERSON, 9),
        national_id("010203", 123).replace("0102", "0113", 1),
        "32132112345",
        "00000000000",
        f"{PERSON}1",
        f"1{PERSON}",
        f"kilde: {{sha256: {'a' * 20}{PERSON}{'b' * 33}}}",
        "Sak 06/17 i møtet 07.12.2016 kl 1300-1500",
        "1130-1230: Lunsj\n1230-1235: Innslag\n1235-1245: Velkommen",
    ],
)
def test_other_digits_are_no_national_id(text):
    """Wrong check digits, impossible days and longer numbers are none."""
    assert Kind.NATIONAL_ID not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "73 00 11 22",
        "912 00 113",
        "Tlf. 73001122",
        "tlf: 73 00 11 22",
        "Telefonnummer 730 01 122",
        "**Mobil:** 912 00 113",
        "+47 73001122",
        "0047 73 00 11 22",
        "(+47) 73 00 11 22",
    ],
)
def test_phone_is_found(text):
    """A phone number is known by its grouping, or by what stands before it."""
    assert kinds(text) == [Kind.PHONE]


@pytest.mark.parametrize(
    "text",
    [
        "73001122",
        "12 345 678",
        "974 767 880",
        "uke 22 23 24 25",
        "20 45 67 89 kroner",
        "kr 20 45 67 89",
        "20 45 67 89,50",
        "2016 2017",
        "07.12.2016",
        "11/3244-5",
        "AU 06/17, AU 07/17",
        "7010 Trondheim",
        "2016-12-07/2016-12-08",
        "kl 13 00 14 30",
        "23 45 67 89 12 34",
        "18,7 mill",
    ],
)
def test_other_numbers_are_no_phone(text):
    """Amounts, dates, case numbers, postal codes, weeks and organisations are no phones."""
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kari.nes@gmail.com", True),
        ("<Kari.Nes@Hotmail.no>", True),
        ("[skriv](mailto:kari\\_nes@online.no).", True),
        ("kari@live.co.uk", True),
        ("postmottak@nordvik.kommune.no", False),
        ("kari.nes@outlook.example.no", False),
        ("gmail.com", False),
    ],
)
def test_private_email(text, found):
    """An address with a provider of private mail is found; that of a public body is not."""
    assert kinds(text) == ([Kind.EMAIL] if found else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{ACCOUNT[:4]}.{ACCOUNT[4:6]}.{ACCOUNT[6:]}", True),
        (f"{ACCOUNT[:4]} {ACCOUNT[4:6]} {ACCOUNT[6:]}", True),
        (f"Kontonr. {ACCOUNT}", True),
        (f"NO93 {ACCOUNT[:4]} {ACCOUNT[4:8]} {ACCOUNT[8:]}", True),
        (ACCOUNT, False),
        (f"{ACCOUNT[:4]}.{ACCOUNT[4:6]}.{wrong(ACCOUNT, 10)[6:]}", False),
        ("0000.00.00000", False),
    ],
)
def test_account(text, found):
    """An account is known by its grouping or the word before it, and by its check digit."""
    assert kinds(text) == ([Kind.ACCOUNT] if found else [])


def test_places_are_where_the_numbers_stand():
    """A find says where it begins and ends, and several stand in the order of the text."""
    text = f"Ring 73 00 11 22 om {PERSON}."
    found = find_personal(text)
    assert [text[each.start : each.end] for each in found] == ["73 00 11 22", PERSON]


@settings(deadline=None)
@given(st.text(alphabet="0123456789 .-*_|/@NOkr\n<>&;gmail", max_size=80))
def test_any_text_can_be_searched(text):
    """Nothing that a text holds is too much, finds do not overlap, and masking leaves no number."""
    found = find_personal(text)
    for one, other in pairwise(found):
        assert one.end <= other.start
    assert Kind.NATIONAL_ID not in {each.kind for each in find_personal(mask(text))}


@settings(deadline=None)
@given(st.from_regex(r"[0-9]{11}", fullmatch=True))
def test_any_eleven_digits_can_be_judged(digits):
    """Eleven digits are a number or not, and a number with one digit changed is none."""
    if is_national_id(digits):
        assert not is_national_id(wrong(digits, 8))


def test_search_of_long_text_is_quick():
    """A megabyte of digits and marks takes no more than its length."""
    for text in ("1 " * 200_000, "12*" * 150_000, "010203 " * 60_000, "a@" * 200_000):
        find_personal(text)


def told(root: Path, files: dict[str, str | bytes]):
    """Write an archive; return what is told of it, and what is published of that."""
    write(root, files)
    judged = judge(RecordFiles(root, "meetings", NUMBERING, Converter(), TODAY))
    return judged.diagnostics, data_of(judged.reading.archive)


@pytest.mark.parametrize(
    "front", ["", "kladd: ja", "unntatt: offl. § 13", "publiseres: 2030-01-01", "fjernet: {}"]
)
def test_every_record_is_searched(tmp_path, front):
    """Drafts and what is withheld or removed are searched, since they lie in git."""
    found, published = told(tmp_path, {f"{FOLDER}/protokoll.md": minutes(f"Om {PERSON}.", front)})
    (each,) = (each for each in found if each.code == "national-id")
    assert each.severity == "error"
    assert LAST not in str(found)
    assert "national-id" not in str(published)
    assert PERSON[-2:] in each.message


def test_front_matter_is_searched(tmp_path):
    """What stands in a key, or in a file whose front matter is broken, is found at its line."""
    files = {
        f"{FOLDER}/protokoll.md": minutes("Tekst.", f"merknader: ['Om {FIRST} {LAST}']"),
        f"{FOLDER}/brev.md": f"---\n{PERSON}",
    }
    found, _ = told(tmp_path, files)
    assert [(each.path[-8:], each.line) for each in found if each.code == "national-id"] == [
        ("/brev.md", 2), ("okoll.md", 5),
    ]  # fmt: skip


def test_no_other_finding_repeats_a_number(tmp_path):
    """A sentence that quotes a value quotes no national identity number."""
    found, _ = told(tmp_path, {f"{FOLDER}/protokoll.md": minutes("Tekst.", f"dato: '{PERSON}'")})
    assert {"invalid-date", "national-id"} <= set(codes(found))
    assert LAST not in str(found)
    assert (
        LAST not in finding("unknown-key", "a.md", 1, key=f"{FIRST} {LAST}", suggestion="").message
    )


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("liste.txt", f"Navn\t{PERSON}", ["national-id"]),
        ("liste.csv", f"Kari;{FIRST};{LAST}", ["national-id"]),
        ("side.html", f"<b>{FIRST}</b>{LAST}", ["national-id"]),
        ("notat.markdown", PERSON, ["national-id", "not-a-record"]),
        ("kalender.ics", "TEL:+47 73 00 11 22", ["phone-number"]),
        ("gammel.txt", f"Født på Østøy: {PERSON}".encode("cp1252"), ["national-id"]),
        ("word.txt", f"Født {PERSON}".encode("utf-16"), ["national-id"]),
        ("kart.pdf", f"%PDF-1.7 {PERSON}", []),
        ("kart.png", f"\0{PERSON}", []),
        (f"{PERSON}.txt", "Tekst.", ["national-id"]),
    ],
)
def test_text_files_are_searched(tmp_path, name, content, expected):
    """Whatever is plain text, listed or not, is searched, and its name; other files are not."""
    found, _ = told(tmp_path, {f"{FOLDER}/{name}": content})
    assert sorted(codes(found)) == expected
    assert LAST not in str(found)


def test_a_link_is_not_followed(tmp_path):
    """What a link among the records leads to is not read."""
    (tmp_path / "annet.txt").write_text(PERSON, encoding="utf-8")
    (tmp_path / "meetings").mkdir()
    (tmp_path / "meetings/liste.txt").symlink_to(tmp_path / "annet.txt")
    assert told(tmp_path, {})[0] == ()


EXCEPTED = {
    f"{FIRST} {LAST}": ("fødselsnummer", PERSON[-2:]),
    "Tlf. 73 00 11 22": ("telefon", "730 01 122"),
    "+47 73001122": ("telefon", "+47 73 00 11 22"),
    "Kari.Nes@gmail.com": ("e-post", "kari.nes@gmail.com"),
    f"Konto {ACCOUNT}": ("kontonummer", f"{ACCOUNT[:4]}.{ACCOUNT[4:6]}.{ACCOUNT[6:]}"),
}


@pytest.mark.parametrize("text", EXCEPTED)
def test_exception(tmp_path, text):
    """What a record excepts by kind and value may stand in it; anything else may not."""
    kind, value = EXCEPTED[text]
    front = f"personvern: [{{hva: {kind}, verdi: '{value}', grunn: Oppdiktet}}]"
    assert told(tmp_path, {f"{FOLDER}/protokoll.md": minutes(text, front)})[0] == ()
    others = minutes(f"{text}, {national_id('040506', 700)}, 73 55 66 77, b@gmail.com", front)
    found, _ = told(tmp_path, {f"{FOLDER}/protokoll.md": others})
    assert sorted(codes(found)) == ["national-id", "phone-number", "private-email"]


def test_exception_is_about_attached_files_too(tmp_path):
    """An exception holds in the files that the record attaches, and not in others."""
    front = """
        personvern: [{hva: telefon, verdi: 73 00 11 22, grunn: Sentralbord}]
        vedlegg: [{tittel: Liste, fil: liste.txt}]
    """
    files = {f"{FOLDER}/{name}.txt": "73 00 11 22" for name in ("liste", "annen")}
    found, _ = told(tmp_path, {f"{FOLDER}/protokoll.md": minutes("Tekst.", front), **files})
    assert [each.path for each in found] == [f"meetings/{FOLDER}/annen.txt"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (f"{{hva: fødselsnummer, verdi: '{PERSON}', grunn: Nei}}", "invalid-exception"),
        ("{hva: fødselsnummer, verdi: '5', grunn: Nei}", "invalid-exception"),
        ("{hva: telefon, verdi: 73 00, grunn: Nei}", "invalid-exception"),
        ("{hva: e-post, verdi: kari, grunn: Nei}", "invalid-exception"),
        ("{hva: kontonummer, verdi: 1234, grunn: Nei}", "invalid-exception"),
        ("{hva: adresse, verdi: Kaia 1, grunn: Nei}", "invalid-value"),
        ("{hva: telefon, verdi: 73 00 11 22}", "missing-key"),
        ("{hva: telefon, verdi: 73 00 11 22, grunn: }", "empty-value"),
        ("{hva: telefon, verdi: 73 00 11 22, grunn: Nei, til: 2030}", "unknown-key"),
        ("telefon", "wrong-type"),
    ],
)
def test_wrong_exception(tmp_path, written, code):
    """An exception says what, which and why, and never holds a national identity number."""
    found, _ = told(
        tmp_path, {"su/a.md": record(f"type: avtale\ntittel: A\npersonvern: [{written}]")}
    )
    assert code in codes(found)
    assert not re.search(LAST, str(found))


def test_exceptions_are_not_published(tmp_path):
    """What editors except, and why, is in no published data."""
    front = "personvern: [{hva: telefon, verdi: 73 00 11 22, grunn: Vaktrommet}]"
    _, published = told(tmp_path, {f"{FOLDER}/protokoll.md": minutes("Tekst.", front)})
    assert "Vaktrommet" not in str(published)
