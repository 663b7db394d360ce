"""Where each record belongs: its meeting, id and address."""

import datetime as dt

import pytest

from builders import DAY, codes, data_of, lines_by_code, minutes, notice, paper, record
from meeting_archive.archive import coverage
from meeting_archive.dates import DateRange

CASE = "## SU 05/21 Ferje"


def addresses(reading) -> dict[str, str]:
    """Return the address of every document, by its path below meetings/."""
    return {
        document.record.path.removeprefix("meetings/"): document.address
        for document in reading.archive.documents
    }


def test_addresses_of_all_kinds(archive_of):
    """Papers stand under their meeting, programs and agreements in lists of their own."""
    reading = archive_of(
        {
            f"su/{DAY}/innkalling.md": notice(CASE),
            f"su/{DAY}/protokoll.md": minutes(CASE),
            f"su/{DAY}/invitasjon.md": record(
                "type: invitasjon\ntittel: Velkommen\nvedlegg_til: SU 05/21"
            ),
            f"su/{DAY}/notat.md": record("type: vedlegg\ntittel: Notat\nvedlegg_til: SU 05/21"),
            f"su/{DAY}/avtale.md": record(
                "type: avtale\ntittel: Avtale om ferje på Ås\ngjelder_fra: 2022-01-01"
            ),
            f"su/{DAY}/program.md": record(
                "type: program\ntittel: Program\narrangement: Vårsamling", "## 23. mars 2021"
            ),
            "fr/2021-03-23/referat.md": paper(
                "referat", "## FR 01/21 Kai", organ="FR", day="2021-03-23/2021-03-24"
            ),
        }
    )
    assert addresses(reading) == {
        f"su/{DAY}/innkalling.md": f"moter/su/{DAY}/innkalling/",
        f"su/{DAY}/protokoll.md": f"moter/su/{DAY}/protokoll/",
        f"su/{DAY}/invitasjon.md": f"moter/su/{DAY}/invitasjon/",
        f"su/{DAY}/notat.md": f"moter/su/{DAY}/vedlegg/",
        f"su/{DAY}/avtale.md": "avtaler/2022-avtale-om-ferje-paa-aas/",
        f"su/{DAY}/program.md": "programmer/2021-03-23-vaarsamling/",
        "fr/2021-03-23/referat.md": "moter/fr/2021-03-23/referat/",
    }
    assert [meeting.address for meeting in reading.archive.meetings] == [
        f"moter/su/{DAY}/",
        "moter/fr/2021-03-23/",
    ]
    assert [case.address for case in reading.archive.cases] == [
        "saker/fr/2021/1/",
        "saker/su/2021/5/",
    ]
    assert reading.diagnostics == ()


def test_ids_are_what_records_call_each_other(archive_of):
    """Documents are known by meeting and type, or by list and name; all by one id each."""
    reading = archive_of(
        {
            f"su/{DAY}/protokoll.md": minutes(CASE),
            f"su/{DAY}/avtale.md": record("type: avtale\ntittel: Ferje\ngjelder_fra: 2022-01-01"),
            f"su/{DAY}/program.md": record("type: program\ntittel: Vårsamling", "## 23. mars 2021"),
        }
    )
    assert set(reading.archive.document) == {
        f"su/{DAY}/protokoll",
        "avtale/2022-ferje",
        "program/2021-03-23-vaarsamling",
    }


@pytest.mark.parametrize(
    ("front", "slug"),
    [
        pytest.param(
            "tittel: Ferje\ngjelder_fra: 2022-01-01\ndato: 2021-01-01", "2022-ferje", id="term"
        ),
        pytest.param("tittel: Ferje\ndato: 2021-01-01", "2021-ferje", id="date"),
        pytest.param("tittel: Ferje", "ferje", id="nothing"),
        pytest.param("tittel: '!!'", "uten-tittel", id="nothing sayable"),
        pytest.param(f"tittel: {'ferje ' * 40}", "-".join(["ferje"] * 20), id="long title"),
    ],
)
def test_slug_of_an_agreement(archive_of, front, slug):
    """An agreement is named by the year it takes force, and its title, cut at a whole word."""
    reading = archive_of({"avtale.md": record(f"type: avtale\n{front}")})
    assert addresses(reading) == {"avtale.md": f"avtaler/{slug}/"}


@pytest.mark.parametrize(
    ("front", "body", "slug"),
    [
        ("arrangement: Samling", "## 23. mars 2021\n\n## 24. mars 2021", "2021-03-23-samling"),
        ("dato: 2021-02-01", "Tekst.", "2021-02-01-program-for-vaarsamling"),
        ("status: utkast", "Tekst.", "program-for-vaarsamling"),
    ],
)
def test_slug_of_a_program(archive_of, front, body, slug):
    """A program is named by its first day, or its own date, and its event or title."""
    text = record(f"type: program\ntittel: Program for vårsamling\n{front}", body)
    assert addresses(archive_of({"program.md": text})) == {"program.md": f"programmer/{slug}/"}


def test_several_of_one_type_are_numbered(archive_of):
    """Records of one type in a meeting are numbered in the order of their names' numbers."""
    note = "type: vedlegg\nvedlegg_til: SU 05/21\ntittel: "
    folder = f"su/{DAY}"
    reading = archive_of(
        {
            f"{folder}/protokoll.md": minutes(CASE),
            f"{folder}/notat-10.md": record(note + "Ti"),
            f"{folder}/notat-2.md": record(note + "To"),
            f"{folder}/kart.md": record(note + "Kart"),
        }
    )
    assert addresses(reading) == {
        f"{folder}/kart.md": f"moter/{folder}/vedlegg/",
        f"{folder}/notat-2.md": f"moter/{folder}/vedlegg-2/",
        f"{folder}/notat-10.md": f"moter/{folder}/vedlegg-3/",
        f"{folder}/protokoll.md": f"moter/{folder}/protokoll/",
    }


def test_name_that_is_an_address_is_kept(archive_of):
    """A file that is named as an address keeps it, whatever stands beside it."""
    folder = f"su/{DAY}"
    reading = archive_of(
        {
            f"{folder}/protokoll-2.md": minutes(CASE),
            f"{folder}/a.md": minutes("Rettelse."),
            f"{folder}/b.md": minutes("Tillegg."),
        }
    )
    assert addresses(reading) == {
        f"{folder}/a.md": f"moter/{folder}/protokoll/",
        f"{folder}/b.md": f"moter/{folder}/protokoll-3/",
        f"{folder}/protokoll-2.md": f"moter/{folder}/protokoll-2/",
    }


def test_collision_names_both_records(archive_of):
    """Two records with one address are an error that names the other and the address."""
    text = record("type: avtale\ntittel: Ferje\ngjelder_fra: 2022-01-01")
    reading = archive_of({"a.md": text, "b.md": text})
    (problem,) = reading.diagnostics
    assert (problem.code, problem.path) == ("address-collision", "meetings/b.md")
    assert "meetings/a.md" in problem.message
    assert "/avtaler/2022-ferje/" in problem.message


def test_two_papers_of_one_name_collide(archive_of):
    """The same paper in two folders is an error, too."""
    reading = archive_of(
        {f"su/{DAY}/protokoll.md": minutes(CASE), "kopi/protokoll.md": minutes(CASE)}
    )
    assert "address-collision" in codes(reading)


def test_two_meetings_on_one_day_need_names(archive_of):
    """Where a body meets twice on a day, both meetings need a name."""
    first = {"su/morgen/protokoll.md": minutes("## SU 05/21 A", "møte: morgen")}
    unnamed = archive_of(first | {f"su/{DAY}/protokoll.md": minutes("## SU 06/21 B")})
    (problem,) = unnamed.diagnostics
    assert (problem.code, problem.path) == (
        "two-meetings-one-day",
        "meetings/su/morgen/protokoll.md",
    )
    assert f"meetings/su/{DAY}/protokoll.md" in problem.message


def test_two_named_meetings_on_one_day(archive_of):
    """Two meetings of a day with a name each are two meetings."""
    reading = archive_of(
        {
            "su/morgen/protokoll.md": minutes("## SU 05/21 A", "møte: morgen"),
            "su/kveld/protokoll.md": minutes("## SU 06/21 B", "møte: kveld"),
            "su/kveld/innkalling.md": notice("## SU 06/21 B", "møte: kveld"),
        }
    )
    assert [meeting.id for meeting in reading.archive.meetings] == ["su/kveld", "su/morgen"]
    assert reading.diagnostics == ()


def test_two_bodies_may_meet_on_one_day(archive_of):
    """Meetings of two bodies on one day need no names."""
    reading = archive_of(
        {
            f"su/{DAY}/protokoll.md": minutes("## SU 05/21 A"),
            f"fr/{DAY}/protokoll.md": minutes("## FR 05/21 B", organ="FR"),
        }
    )
    assert reading.diagnostics == ()


def test_papers_that_disagree_on_the_day(archive_of):
    """Papers of one meeting that state different days are an error that names both."""
    reading = archive_of(
        {
            "su/vaarmote/innkalling.md": notice(CASE, "møte: vaarmote"),
            "su/vaarmote/protokoll.md": minutes(CASE, "møte: vaarmote", day="2021-03-05"),
        }
    )
    (problem,) = reading.diagnostics
    assert (problem.code, problem.line) == ("meeting-date-conflict", 4)
    assert "2021-03-05" in problem.message
    assert f"meetings/su/vaarmote/innkalling.md sier {DAY}" in problem.message


def test_unknown_day_disagrees_with_nothing(archive_of):
    """A notice whose day is unknown joins the minutes that know it."""
    reading = archive_of(
        {
            "su/vaarmote/innkalling.md": notice(
                CASE, "møte: vaarmote\ndato: 2021-02-01", day="ukjent"
            ),
            "su/vaarmote/protokoll.md": minutes(CASE, "møte: vaarmote"),
        }
    )
    (meeting,) = reading.archive.meetings
    day = dt.date(2021, 3, 4)
    assert meeting.days == DateRange(day, day)
    assert meeting.documents == ("su/vaarmote/innkalling", "su/vaarmote/protokoll")
    assert reading.diagnostics == ()


def test_meeting_of_an_unknown_day_is_ordered_by_its_letter(archive_of):
    """A meeting whose day is unknown is never given one, but stands where its letter is dated."""
    reading = archive_of(
        {
            "su/2021-01-07/protokoll.md": minutes("## SU 01/21 A", day="2021-01-07"),
            "su/innkalt/innkalling.md": notice(
                "## SU 02/21 B", "møte: innkalt\ndato: 2021-02-01", day="ukjent"
            ),
            f"su/{DAY}/protokoll.md": minutes("## SU 03/21 C"),
            "su/udatert/innkalling.md": notice("## SU 04/21 D", "møte: udatert", day="ukjent"),
        }
    )
    meetings = reading.archive.meetings
    assert [meeting.slug for meeting in meetings] == ["2021-01-07", "innkalt", DAY, "udatert"]
    assert [meeting.days is None for meeting in meetings] == [False, True, False, True]
    assert [meeting.year for meeting in meetings] == [2021, 2021, 2021, None]
    assert reading.archive.neighbours(meetings[1]) == (meetings[0], meetings[2])
    assert reading.archive.neighbours(meetings[0])[0] is None
    assert reading.archive.neighbours(meetings[3])[1] is None
    covered = coverage(meetings)
    assert (covered.first, covered.last) == (dt.date(2021, 1, 7), dt.date(2021, 3, 4))


@pytest.mark.parametrize(
    "path",
    [f"su/{DAY}x/protokoll.md", f"fr/{DAY}/protokoll.md", "protokoll.md", f"{DAY}/protokoll.md"],
)
def test_folder_that_says_something_else(archive_of, path):
    """A paper outside its meeting's folder is a warning; the front matter is the truth."""
    reading = archive_of({path: minutes(CASE)})
    assert codes(reading) == ["folder-mismatch"]
    assert f"meetings/su/{DAY}" in reading.diagnostics[0].message
    assert addresses(reading) == {path: f"moter/su/{DAY}/protokoll/"}


@pytest.mark.parametrize("kind", ["invitasjon", "vedlegg"])
def test_record_that_belongs_nowhere(archive_of, kind):
    """An invitation or attachment that names neither case nor meeting is an error, and left out."""
    reading = archive_of({"su/brev.md": record(f"type: {kind}\ntittel: Velkommen")})
    assert lines_by_code(reading) == [("unplaced-document", 1)]
    assert reading.archive.documents == ()


def test_record_laid_before_a_case_that_is_not_here(archive_of):
    """A record whose case is not here is told of once; an agreement has its page anyway."""
    reading = archive_of(
        {
            "brev.md": record("type: invitasjon\ntittel: Velkommen\nvedlegg_til: SU 09/21"),
            "avtale.md": record("type: avtale\ntittel: Ferje\nvedlegg_til: SU 09/21"),
        }
    )
    assert [(each.path, each.code, each.line) for each in reading.diagnostics] == [
        ("meetings/avtale.md", "attached-to-unknown", 4),
        ("meetings/brev.md", "unplaced-document", 4),
    ]
    assert addresses(reading) == {"avtale.md": "avtaler/ferje/"}


def test_invitation_may_name_its_meeting(archive_of):
    """A record that states body and day belongs to that meeting without a case."""
    reading = archive_of(
        {
            f"su/{DAY}/protokoll.md": minutes(CASE),
            "brev.md": record(f"type: invitasjon\ntittel: Velkommen\norgan: SU\nmøtedato: {DAY}"),
        }
    )
    assert addresses(reading)["brev.md"] == f"moter/su/{DAY}/invitasjon/"
    assert reading.archive.meetings[0].documents == (f"su/{DAY}/protokoll", f"su/{DAY}/invitasjon")


def test_record_in_a_meetings_folder_is_that_meetings(archive_of):
    """What was laid before a case of two meetings belongs to the one whose folder it lies in."""
    later = "2021-06-03"
    reading = archive_of(
        {
            f"su/{DAY}/protokoll.md": minutes(CASE),
            f"su/{later}/protokoll.md": minutes(CASE, day=later),
            f"su/{later}/brev.md": record("type: invitasjon\ntittel: V\nvedlegg_til: SU 05/21"),
        }
    )
    assert addresses(reading)[f"su/{later}/brev.md"] == f"moter/su/{later}/invitasjon/"


def test_correction_of_a_number_counts_for_what_is_laid_before_it(archive_of):
    """A record is laid before the case that a misprinted number means."""
    reading = archive_of(
        {
            f"su/{DAY}/protokoll.md": minutes(
                "## FR 05/21 Ferje", "saker: {FR 05/21: {nummer: SU 05/21}}"
            ),
            f"su/{DAY}/brev.md": record("type: invitasjon\ntittel: V\nvedlegg_til: SU 05/21"),
        }
    )
    assert addresses(reading)[f"su/{DAY}/brev.md"] == f"moter/su/{DAY}/invitasjon/"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (notice(CASE), "Innkalling til møte i Samarbeidsutvalget 4. mars 2021"),
        (minutes(CASE), "Protokoll fra møte i Samarbeidsutvalget 4. mars 2021"),
        (
            paper("referat", CASE, day="2021-03-04/2021-03-05"),
            "Referat fra møte i Samarbeidsutvalget 4.–5. mars 2021",
        ),
        (
            notice(CASE, "møte: vaar\ndato: 2021-02-01", day="ukjent"),
            "Innkalling til møte i Samarbeidsutvalget, datert 1. februar 2021",
        ),
        (
            notice(CASE, "møte: vaar", day="ukjent"),
            "Innkalling til møte i Samarbeidsutvalget, uten dato",
        ),
        (notice(CASE, "tittel: Møte i mars"), "Møte i mars"),
    ],
)
def test_title_is_stated_or_derived(archive_of, text, title):
    """A paper without a title is called by what it is and when."""
    (document,) = archive_of({f"su/{DAY}/papir.md": text}).archive.documents
    assert document.title == title


def test_meeting_knows_what_its_papers_state(archive_of):
    """A meeting has what the latest paper states; an empty list is a statement, too."""
    reading = archive_of(
        {
            f"su/{DAY}/innkalling.md": notice(
                CASE,
                """
                sted: Rådhuset
                tidsrom: kl 12
                innkalt: [Kari Nes, Per Vik]
                forfall: [Per Vik]
                saksbehandler: Ola Li
                """,
            ),
            f"su/{DAY}/protokoll.md": minutes(
                CASE,
                """
                sted: Biblioteket
                til_stede: {Nes: [Kari Nes], Sildvåg: [Per Vik]}
                forfall: []
                møteleder: Kari Nes
                referent: Ola Li
                """,
            ),
        }
    )
    (meeting,) = reading.archive.meetings
    assert (meeting.place, meeting.time) == ("Biblioteket", "kl 12")
    assert (meeting.chair, meeting.minutes_taker, meeting.case_officer) == (
        "Kari Nes",
        "Ola Li",
        "Ola Li",
    )
    assert (meeting.has_notice, meeting.has_minutes) == (True, True)
    (told,) = data_of(reading.archive)["meetings"]
    assert told["invited"] == ["Kari Nes", "Per Vik"]
    assert told["present"] == ["Kari Nes", "Per Vik"]
    assert told["absent"] == []
    assert meeting.attendance.observers is None
