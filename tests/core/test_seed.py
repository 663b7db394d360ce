"""What the archive says of the real records."""

import datetime as dt
import hashlib
import json

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from builders import case_id, data_of
from meeting_archive.export.archive_json import dump
from meeting_archive.export.schema import schema_text
from meeting_archive.linking.texts import LinkedTexts
from meeting_archive.markup import Converter
from meeting_archive.outcomes import Outcome
from meeting_archive.records.model import DocumentType, SectionKind
from meeting_archive.texts import markup_findings

O = Outcome  # noqa: E741
MEETING, NOTICED = "au/2016-12-07", "au/innkalt-2017-02-01"
AGREEMENT = (
    "avtale/2017-avtale-mellom-trondheim-kommune-og-trondheimsregionen"
    "-om-samarbeid-om-naeringsutvikling"
)


@pytest.fixture(scope="module")
def data(seed):
    """Return the real records as published data."""
    return data_of(seed.archive)


def case(seed, year, number):
    return seed.archive.case[case_id("au", year, number)]


def test_nothing_is_wrong_with_the_records(seed):
    """The real records have no errors or warnings, in their text either."""
    assert [each for each in seed.diagnostics if each.severity != "notice"] == []
    assert list(markup_findings(seed.archive, LinkedTexts(seed.archive, Converter()))) == []


def test_the_one_decision_that_is_not_recognised_is_told(seed):
    """Only AU 41/16 has a decision that nothing recognises."""
    assert [(each.code, each.path) for each in seed.diagnostics] == [
        ("unclassified-decision", "meetings/au/2016-12-07/protokoll.md")
    ]


def test_archive_is_whole(seed):
    """The archive has eighteen cases, two meetings and five documents."""
    archive = seed.archive
    assert len(archive.cases) == 18
    assert [meeting.id for meeting in archive.meetings] == [MEETING, NOTICED]
    assert sorted(archive.document) == [
        f"{MEETING}/protokoll",
        f"{NOTICED}/innkalling",
        f"{NOTICED}/invitasjon",
        AGREEMENT,
        "program/2017-03-23-felles-formannskapssamling",
    ]


@pytest.mark.parametrize(
    ("number", "outcomes", "receiver"),
    [
        (34, (O.APPROVED,), None),
        (35, (O.FORWARDED,), "tr"),
        (36, (O.DISCUSSED,), None),
        (37, (O.NOTED,), None),
        (38, (O.FORWARDED,), "tr"),
        (39, (O.FORWARDED,), "tr"),
        (40, (O.ADOPTED,), None),
        (41, (O.UNCLASSIFIED,), None),
        (42, (), None),
        (43, (O.POSTPONED,), None),
    ],
)
def test_outcomes_of_the_minutes(seed, number, outcomes, receiver):
    """Each case of 7 December 2016 has the outcome that its minutes state."""
    found = case(seed, 2016, number)
    assert found.minuted
    assert found.outcomes == outcomes
    assert found.latest.ruling.forwarded_to == receiver


@pytest.mark.parametrize("number", range(1, 9))
def test_cases_of_the_notice_are_not_minuted(seed, number):
    """The cases of 2017 are not yet minuted, whatever their notice proposes."""
    found = case(seed, 2017, number)
    assert not found.minuted
    assert found.outcomes == ()
    assert [treatment.meeting for treatment in found.treatments] == [NOTICED]


def test_misprinted_number_is_found_under_both(seed):
    """RF 39/16 is AU 39/16, the printed number stays, and the forum has no such case."""
    found = case(seed, 2016, 39)
    assert found.number == "AU 39/16"
    assert found.printed_numbers == ("RF 39/16",)
    assert "RF er Rådmannsforum" in found.notes[0]
    assert case_id("rf", 2016, 39) not in seed.archive.case


def test_number_without_a_space(seed):
    """AU07/17 is shown in the archive's form, and stays as printed beside it."""
    found = case(seed, 2017, 7)
    assert (found.number, found.printed_numbers) == ("AU 07/17", ("AU07/17",))


def test_postponed_sub_item(seed):
    """AU 43/16 is postponed through its sub-item, and AU 06/17 continues that."""
    (item,) = case(seed, 2016, 43).items
    assert (item.anchor, item.title, item.outcomes) == (
        "samarbeid-om-interreg",
        "Samarbeid om Interreg",
        (O.POSTPONED,),
    )
    notice = seed.archive.document[f"{NOTICED}/innkalling"].record
    (notes,) = [each for each in notice.cases if each.case == case_id("au", 2017, 6)]
    assert [str(each) for each in notes.earlier] == ["au/2016/43#samarbeid-om-interreg"]


def test_day_of_the_notice_is_unknown(seed):
    """The day that the notice calls to is stated nowhere, and not guessed."""
    meeting = seed.archive.meeting[NOTICED]
    assert meeting.days is None
    assert meeting.dated_by == dt.date(2017, 2, 1)
    assert not meeting.has_minutes


def test_attendance_of_the_minutes(seed):
    """Five were there; of absence the minutes state nothing."""
    attendance = seed.archive.meeting[MEETING].attendance
    assert [name for each in attendance.present for name in each.names] == [
        "Jon P Husby",
        "Rita Ottervik",
        "Ingrid Aune",
        "Oddbjørn Bang",
        "Bård Eidet",
    ]
    assert attendance.absent is None


@pytest.mark.parametrize(
    ("number", "attachment", "document"),
    [
        (1, "1", f"{MEETING}/protokoll"),
        (2, "2", "program/2017-03-23-felles-formannskapssamling"),
        (2, "3", f"{NOTICED}/invitasjon"),
        (3, "4", AGREEMENT),
    ],
)
def test_attachments_of_the_notice(seed, number, attachment, document):
    """The four attachments of the notice are the records that they are, each once."""
    found = case(seed, 2017, number).latest.attachments
    assert [each.document for each in found if each.number == attachment] == [document]
    assert len(found) == (2 if number == 2 else 1)


def test_titles_are_the_papers(seed):
    """Titles are the papers' words, misprints included, without marks and full stop."""
    assert case(seed, 2017, 2).title == (
        "Felles formannskapssamling 23.–24. mars – forslag til program og onvitasjonsbrev"
    )
    assert case(seed, 2016, 41).title == (
        "Saker til neste møte i Trondheimsregionen – regionrådet 16.12. 2016"
    )


def test_sections_of_a_case(seed):
    """A case's sections are told apart, and marks that span them harm nothing."""
    found = case(seed, 2017, 3).latest
    assert [passage.kind for passage in found.passages] == [
        SectionKind.PRESENTATION,
        SectionKind.PROPOSAL,
    ]
    assert found.passages[1].block.text == "*Saken tas til orientering.*"
    assert [each.kind for each in case(seed, 2016, 35).latest.passages] == [
        SectionKind.DISCUSSION,
        SectionKind.DECISION,
    ]


def test_signatures_are_no_text_of_a_case(seed):
    """What stands after the last case belongs to none."""
    for document in seed.archive.documents:
        if document.type in (DocumentType.NOTICE, DocumentType.MINUTES):
            after = document.record.body.parts[-1]
            assert "Bård Eidet\nDaglig leder" in after.sections[-1].block.text


def test_agreement(data):
    """The agreement runs through 2017, is to be evaluated, and is of unknown signature."""
    (agreement,) = data["agreements"]
    assert (agreement["valid_from"], agreement["valid_to"]) == ("2017-01-01", "2017-12-31")
    assert agreement["signed"] == "unknown"
    assert [(each["date"], each["case"]) for each in agreement["deadlines"]] == [
        ("2017-11-15", "au/2017/3")
    ]
    assert agreement["laid_before"] == "au/2017/3"


def test_program(data):
    """The program has two days with thirteen and sixteen sessions."""
    (program,) = data["programs"]
    assert (program["start"], program["end"]) == ("2017-03-23", "2017-03-24")
    days = [session["day"] for session in program["sessions"]]
    assert (days.count("2017-03-23"), days.count("2017-03-24")) == (13, 16)
    group = program["sessions"][10]
    assert (group["start"], group["end"]) == ("15:45", "17:00")
    assert group["text"].startswith("Diskusjon i grupper:")
    assert group["text"].endswith("økes?")


def test_source_is_the_one_that_records_name(seed, repository):
    """Every record names the source file with the sum that it has."""
    for document in seed.archive.documents:
        origin = document.record.origin
        content = (repository / "tests/source" / origin.file).read_bytes()
        assert origin.sha256 == hashlib.sha256(content).hexdigest()


def test_data_follow_their_schema(data):
    """archive.json of the real records is valid by the published schema."""
    schema = json.loads(schema_text())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    written = json.loads(dump(data))
    assert [error.message for error in validator.iter_errors(written)] == []


def test_schema_refuses_what_it_does_not_know(data):
    """The schema is closed: it would tell of a field that nobody described."""
    schema = json.loads(schema_text())
    validator = Draft202012Validator(schema)
    for part in ("meetings", "documents", "cases", "agreements", "programs"):
        broken = json.loads(dump(data))
        broken[part][0]["ukjent"] = 1
        assert not validator.is_valid(broken)


def test_data_may_stand_in_a_page(data):
    """The written data hold no sign that could end a script element."""
    written = dump(data | {"bodies": [{"id": "</script>&"}]})
    assert not set("<>&") & set(written)
    assert json.loads(written)["bodies"] == [{"id": "</script>&"}]
