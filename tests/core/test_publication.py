"""What may be published: drafts, days of publishing, what is withheld and what was removed."""

import datetime as dt
import json
from textwrap import dedent

import pytest

from builders import (
    DAY,
    case_id,
    codes,
    data_of,
    minutes,
    notice,
    only_case,
    read_one,
    record,
    record_of,
)
from meeting_archive.diagnostics import Severity
from meeting_archive.outcomes import Outcome
from meeting_archive.publication import is_draft

MARK = "zqxhemmeligzqx"
"""Stands in every text that may not be published, and nowhere else."""

FOLDER = f"su/{DAY}"
NOTICE, MINUTES = f"{FOLDER}/innkalling.md", f"{FOLDER}/protokoll.md"
AGREEMENT, PROGRAM = f"{FOLDER}/avtale.md", f"{FOLDER}/program.md"


def assert_untold(reading) -> None:
    """Fail where anything that is published, or could be, holds the mark."""
    assert MARK not in json.dumps(data_of(reading.archive), ensure_ascii=False).casefold()
    assert MARK not in repr(reading.archive).casefold()


def readable(text: str) -> str:
    """Return the text of a record, which must be one: what cannot be read tells nothing anyway."""
    found, problems = read_one(text)
    assert found is not None
    assert set(codes(problems)) <= {"missing-file"}
    return text


def marked_minutes(front: str) -> str:
    """Return minutes with the mark in every text field and in every part of the body."""
    keys = dedent(
        f"""
        tittel: {MARK} tittel
        saksbehandler: {MARK} a
        referent: {MARK} b
        møteleder: {MARK} c
        referanse: {MARK} d
        sted: {MARK} e
        tidsrom: {MARK} f
        innkalt: [{MARK} g]
        til_stede: {{{MARK} h: [{MARK} i]}}
        forfall: [{MARK} j]
        observatører: [{MARK} k]
        kopi: [{MARK} l]
        vedlegg:
          - {{nr: 1, tittel: {MARK} m, url: 'https://example.org/{MARK}'}}
          - {{nr: 2, tittel: {MARK} n, fil: {MARK}.pdf}}
          - {{nr: 3, tittel: {MARK} o, dokument: avtale/{MARK}}}
        saker:
          SU 05/21: {{tittel: {MARK} p, tema: [{MARK} q], merknad: {MARK} r}}
        frister: [{{dato: 2021-05-01, hva: {MARK} s, utført: {MARK} t}}]
        tema: [{MARK} u]
        merknader: [{MARK} v, {{om: SU 05/21, tekst: {MARK} w}}, {{om: {MARK} x, tekst: y}}]
        kilde: {{url: 'https://example.org/{MARK}', fil: {MARK}, sha256: {MARK}, merknad: {MARK}}}
        """
    )
    body = f"""
        # {MARK} protokoll

        {MARK} til stede

        Vedlegg 1: {MARK} møteplan

        ## {MARK} godkjenning

        {MARK}

        ## SU 05/21 {MARK} ferje

        {MARK} innledet.

        Sak: {MARK}

        Forslag til vedtak: {MARK}

        {MARK} leders innstilling: {MARK}

        Vedlegg 2: {MARK} kart

        Votering: {MARK}

        Vedtak: {MARK} utsettes.

        ### {MARK} kai

        Vedtak: {MARK}

        ---

        {MARK} møteleder
        """
    return readable(minutes(body, keys + front))


def marked_agreement(front: str) -> str:
    """Return an agreement with the mark in every text field."""
    keys = dedent(
        f"""
        type: avtale
        tittel: {MARK} avtale
        parter: [{MARK} kommune]
        frister: [{{dato: 2021-05-01, hva: {MARK}}}]
        merknader: [{MARK}]
        tema: [{MARK}]
        kilde: {{fil: {MARK}}}
        """
    )
    return readable(record(keys + front, f"{MARK} samarbeider."))


def marked_program(front: str) -> str:
    """Return a program with the mark in every text field."""
    keys = f"type: program\ntittel: {MARK}\narrangement: {MARK}\nmerknader: [{MARK}]\n"
    body = f"{MARK}\n\n## 23. mars 2021\n\n{MARK}\n\n- 1130: {MARK}\n  {MARK}"
    return readable(record(keys + front, body))


MARKED = {MINUTES: marked_minutes, AGREEMENT: marked_agreement, PROGRAM: marked_program}


# Drafts


@pytest.mark.parametrize("path", MARKED)
@pytest.mark.parametrize("state", ["kladd: ja", "publiseres: 2022-01-01"])
def test_nothing_of_a_draft_is_told(archive_of, path, state):
    """No word of a draft, or of what is published later, is in the archive or its data."""
    reading = archive_of(
        {
            NOTICE: notice("## SU 04/21 Kai"),
            path: MARKED[path](state),
            f"{FOLDER}/{MARK}.pdf": b"%PDF",
        }
    )
    assert_untold(reading)
    assert reading.archive.files == ()


@pytest.mark.parametrize("path", MARKED)
def test_archive_with_a_draft_is_that_without_it(archive_of, path):
    """An archive with a draft in it equals the archive without the file."""
    files = {NOTICE: notice("## SU 04/21 Kai"), f"{FOLDER}/{MARK}.pdf": b"%PDF"}
    without = archive_of(files).archive
    with_draft = archive_of(files | {path: MARKED[path]("kladd: ja")}).archive
    assert with_draft == without
    assert data_of(with_draft) == data_of(without)


def test_draft_of_a_second_paper_takes_no_case(archive_of):
    """Draft minutes give a published notice's case neither outcome nor title."""
    case = only_case(
        archive_of(
            {
                NOTICE: notice("## SU 05/21 Ferje"),
                MINUTES: minutes("## SU 05/21 Kjøp\n\nVedtak: Kjøpet vedtas.", "kladd: ja"),
            }
        )
    )
    assert (case.title, case.outcomes, case.minuted) == ("Ferje", (), False)


def test_reference_to_a_draft_is_no_error(archive_of):
    """An attachment that names a draft is missing from the archive, and not unknown."""
    reading = archive_of(
        {
            NOTICE: notice(
                "## SU 05/21 Ferje\n\nVedlegg 1: A", "vedlegg: [{nr: 1, dokument: avtale/a}]"
            ),
            AGREEMENT: record("type: avtale\ntittel: A\nkladd: ja"),
        }
    )
    (attachment,) = only_case(reading).latest.attachments
    assert attachment.document is None
    assert reading.diagnostics == ()


def test_drafts_problems_are_told_but_not_published(archive_of):
    """Editors hear of what is wrong in a draft; the published archive does not tell."""
    reading = archive_of({MINUTES: minutes("## FR 05/20 Ferje", "kladd: ja")})
    assert codes(reading) == ["case-year", "foreign-prefix"]
    assert reading.archive.diagnostics == ()


def test_preview_keeps_drafts_and_marks_them(archive_of):
    """The preview has drafts and what is published later, each marked."""
    reading = archive_of(
        {
            NOTICE: notice("## SU 05/21 Ferje"),
            MINUTES: minutes("## SU 05/21 Kjøp", "kladd: ja"),
            AGREEMENT: record("type: avtale\ntittel: A\npubliseres: 2022-01-01"),
        },
        preview=True,
    )
    drafts = {document.id: document.record.draft for document in reading.archive.documents}
    assert drafts == {f"{FOLDER}/innkalling": False, f"{FOLDER}/protokoll": True, "avtale/a": True}


@pytest.mark.parametrize(
    ("today", "draft"), [("2021-03-09", True), ("2021-03-10", False), ("2021-03-11", False)]
)
def test_day_of_publishing(today, draft):
    """A record is published on the day of `publiseres`, by the clock that is passed in."""
    found = record_of(minutes("Tekst.", "publiseres: 2021-03-10"))
    assert is_draft(found, dt.date.fromisoformat(today)) is draft


def test_draft_stays_one_after_its_day():
    """`kladd: ja` holds, whatever `publiseres` says."""
    found = record_of(minutes("Tekst.", "publiseres: 2021-03-10\nkladd: ja"))
    assert is_draft(found, dt.date(2021, 12, 1))


# Withheld records


@pytest.mark.parametrize("preview", [False, True])
@pytest.mark.parametrize("path", MARKED)
def test_nothing_of_a_withheld_record_is_told(archive_of, path, preview):
    """A withheld record tells its type, body, date and basis, and no other word."""
    reading = archive_of(
        {
            NOTICE: notice("## SU 04/21 Kai"),
            path: MARKED[path]("unntatt: offl. § 13\ndato: 2021-03-08"),
            f"{FOLDER}/{MARK}.pdf": b"%PDF",
        },
        preview=preview,
    )
    assert_untold(reading)
    assert reading.archive.files == ()
    (told,) = [each for each in data_of(reading.archive)["documents"] if each["withheld"]]
    assert told["withheld"] == "offl. § 13"
    assert told["date"] == "2021-03-08"
    assert told["source"] is None


def test_withheld_minutes_are_a_document_of_their_meeting(archive_of):
    """A withheld paper keeps its place among its meeting's papers; its cases are gone."""
    reading = archive_of(
        {NOTICE: notice("## SU 04/21 Kai"), MINUTES: marked_minutes("unntatt: offl. § 13")}
    )
    (meeting,) = reading.archive.meetings
    assert meeting.documents == (f"{FOLDER}/innkalling", f"{FOLDER}/protokoll")
    assert [str(case.id) for case in reading.archive.cases] == ["su/2021/4"]
    assert reading.archive.document[f"{FOLDER}/protokoll"].title.startswith("Protokoll fra møte")


@pytest.mark.parametrize(
    "front", ["unntatt: offl. § 13", "fjernet: {dato: 2021-06-01, grunn: Feil fil}", "kladd: ja"]
)
def test_minutes_that_nobody_can_read_are_none(archive_of, front):
    """A meeting has no minutes where they are withheld, removed or a draft."""
    reading = archive_of(
        {NOTICE: notice("## SU 05/21 Ferje"), MINUTES: minutes("## SU 05/21 Ferje", front)}
    )
    (meeting,) = reading.archive.meetings
    assert (meeting.has_notice, meeting.has_minutes) == (True, False)


def test_two_withheld_records_of_a_day_have_two_addresses(archive_of):
    """Withheld records that tell nothing but a date are numbered."""
    text = record("type: avtale\ntittel: A\ndato: 2021-03-08\nunntatt: offl. § 13")
    reading = archive_of({"a.md": text, "b.md": text.replace("A", "B")})
    assert len({document.address for document in reading.archive.documents}) == 2
    assert reading.diagnostics == ()


def test_withheld_record_is_linked_without_its_title(archive_of):
    """A withheld agreement can be named by others, and its address does not tell its title."""
    reading = archive_of(
        {
            NOTICE: notice(
                "## SU 05/21 Ferje\n\nVedlegg 1: Avtale",
                f"vedlegg: [{{nr: 1, dokument: avtale/2021-{MARK}-avtale}}]",
            ),
            AGREEMENT: marked_agreement("unntatt: offl. § 13\ngjelder_fra: 2021-01-01"),
        }
    )
    assert MARK not in json.dumps(data_of(reading.archive))
    (attachment,) = only_case(reading).latest.attachments
    assert attachment.document == reading.archive.agreements[0].id
    assert codes(reading) == []


def test_withheld_address_stays(archive_of):
    """The address of a withheld agreement does not change when another record comes."""
    files = {"m/avtale.md": record("type: avtale\ntittel: A\nunntatt: offl. § 13")}
    (before,) = archive_of(files).archive.agreements
    after = archive_of(files | {"a/avtale.md": record("type: avtale\ntittel: B")}).archive
    assert before.address in {document.address for document in after.documents}


def test_name_of_a_withheld_file_is_not_published(archive_of):
    """What is told of other records does not name a withheld one's file."""
    reading = archive_of(
        {
            f"su/a/{MARK}.md": minutes("Tekst.", "unntatt: offl. § 13"),
            MINUTES: minutes("Tekst.", "møte: ettermiddag"),
            f"su/b/{MARK}.md": minutes("Tekst.", "unntatt: offl. § 13", day="2021-03-05"),
            "su/c/protokoll.md": minutes("Tekst.", "møte: 2021-03-05", day="2021-03-06"),
        }
    )
    assert MARK not in json.dumps(data_of(reading.archive))


# Withheld cases

HIDDEN = "saker: {SU 05/21: {unntatt: offl. § 13}}"
HIDDEN_CASE = f"""## SU 05/21 {MARK} ferje

{MARK} orienterte.

Sak: {MARK}

Vedlegg 2: {MARK} kart

Forslag til vedtak: {MARK}

Vedtak: {MARK} utsettes.

### {MARK} kai

Vedtak: {MARK}

Vedlegg 3: {MARK} bilde
"""
OPEN_CASES = "## SU 04/21 Kai\n\nVedlegg 1: Møteplan\n\nVedtak: Saken utsettes."


@pytest.mark.parametrize("preview", [False, True])
@pytest.mark.parametrize("stated_in", ["same record", "another record", "a draft"])
def test_nothing_of_a_withheld_case_is_told(archive_of, stated_in, preview):
    """A withheld case has lost its words in every record, whichever of them withholds it."""
    told = f"tema: [{MARK}], merknad: {MARK}, utfall: vedtatt"
    basis = "unntatt: offl. § 13, " if stated_in == "same record" else ""
    files = {
        NOTICE: notice(
            HIDDEN_CASE,
            f"""
            saker: {{SU 05/21: {{{basis}{told}}}}}
            vedlegg:
              - {{nr: 2, tittel: {MARK}, fil: {MARK}.pdf}}
              - {{nr: 3, tittel: {MARK}, url: 'https://example.org/{MARK}'}}
              - {{nr: 4, tittel: {MARK}, sak: SU 5/21}}
            frister: [{{dato: 2021-05-01, hva: {MARK}, sak: Sak 5/21}}]
            merknader:
              - {{om: SU 5/21, tekst: {MARK}}}
              - {{om: Sak 05/2021, tekst: {MARK}}}
            """,
        ),
        f"{FOLDER}/{MARK}.pdf": b"%PDF",
        MINUTES: minutes(
            f"{HIDDEN_CASE}\n{OPEN_CASES}",
            f"saker: {{SU 05/21: {{{told}}}}}",
        ),
        "su/2021-06-03/protokoll.md": minutes(
            f"## FR 05/21 {MARK}\n\nVedtak: {MARK}",
            "saker: {FR 05/21: {nummer: SU 05/21}}",
            day="2021-06-03",
        ),
        AGREEMENT: record(
            "type: avtale\ntittel: Avtale\n"
            f"frister: [{{dato: 2021-05-01, hva: {MARK}, sak: SU 05/21}}]"
        ),
        "su/2021-09-02/innkalling.md": notice(
            "## SU 05/21 Utkast",
            f"{HIDDEN if stated_in != 'same record' else ''}\n"
            f"{'kladd: ja' if stated_in == 'a draft' else ''}",
            day="2021-09-02",
        ),
    }
    reading = archive_of(files, preview=preview)
    assert [each for each in reading.diagnostics if each.severity is Severity.ERROR] == []
    assert len(reading.archive.documents) == (4 if stated_in == "a draft" and not preview else 5)
    assert_untold(reading)
    case = reading.archive.case[case_id("su", 2021, 5)]
    assert (case.title, case.withheld, case.outcomes) == (None, "offl. § 13", ())
    assert case.number == "SU 05/21"
    assert reading.archive.files == ()
    assert reading.archive.case[case_id("su", 2021, 4)].outcomes == (Outcome.POSTPONED,)


def test_withheld_case_keeps_a_title_that_editors_give(archive_of):
    """A withheld case has the title that stands as `tittel`, and none of the papers'."""
    reading = archive_of(
        {
            NOTICE: notice(
                HIDDEN_CASE, "saker: {SU 05/21: {unntatt: offl. § 13, tittel: Personalsak}}"
            )
        }
    )
    assert_untold(reading)
    assert only_case(reading).title == "Personalsak"


def test_withheld_case_keeps_its_place(archive_of):
    """A withheld case is still on its meeting's list, with its number and basis."""
    reading = archive_of({MINUTES: minutes(f"{HIDDEN_CASE}\n{OPEN_CASES}", HIDDEN)})
    assert [str(case) for case in reading.archive.meetings[0].cases] == ["su/2021/5", "su/2021/4"]
    (hidden, other) = data_of(reading.archive)["cases"][::-1]
    assert (hidden["number"], hidden["withheld"], hidden["title"]) == (
        "SU 05/21",
        "offl. § 13",
        None,
    )
    assert [each["title"] for each in other["treatments"][0]["attachments"]] == ["Møteplan"]


def test_note_on_the_misprinted_number_of_a_withheld_case(archive_of):
    """A note about a withheld case is gone, also where it names the number as misprinted."""
    reading = archive_of(
        {
            MINUTES: minutes(
                "## FR 05/21 Ferje",
                "saker: {FR 05/21: {nummer: SU 05/21, unntatt: offl. § 13}}\n"
                f"merknader: [{{om: FR 5/21, tekst: {MARK}}}]",
            )
        }
    )
    assert only_case(reading).id == case_id("su", 2021, 5)
    assert_untold(reading)


def test_note_on_a_sub_item_of_a_withheld_case(archive_of):
    """A note about a sub-item of a withheld case is gone with the case."""
    reading = archive_of(
        {
            MINUTES: minutes(
                HIDDEN_CASE, f"{HIDDEN}\nmerknader: [{{om: SU 05/21#kai, tekst: {MARK}}}]"
            )
        }
    )
    assert_untold(reading)


@pytest.mark.parametrize("kind", ["vedlegg", "invitasjon", "avtale", "program"])
def test_record_laid_before_a_withheld_case(archive_of, kind):
    """What was laid before a withheld case is not told through the case, its title included."""
    reading = archive_of(
        {
            MINUTES: minutes(HIDDEN_CASE, HIDDEN),
            f"{FOLDER}/bilag.md": record(
                f"type: {kind}\ntittel: {MARK}\nvedlegg_til: SU 05/21", "## 23. mars 2021"
            ),
        }
    )
    told = data_of(reading.archive)
    assert MARK not in json.dumps(told["cases"], ensure_ascii=False)
    assert only_case(reading).latest.attachments == ()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"## SU 05/21 Ferje\n\n{MARK} leders vedtak: Ja.", id="label"),
        pytest.param(f"## SU 05/21 F\n\n### {MARK}\n\nA\n\n### {MARK}\n\nB", id="sub-item"),
    ],
)
def test_what_is_wrong_in_a_withheld_case_is_not_published(archive_of, body):
    """Findings that quote a withheld case are not published, in whichever record it is withheld."""
    reading = archive_of({NOTICE: notice(body), MINUTES: minutes("## SU 05/21 Ferje", HIDDEN)})
    assert reading.diagnostics != ()
    assert_untold(reading)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param(MINUTES, minutes("Jf. kjøp av ferje til sildvåg."), id="preamble"),
        pytest.param(
            MINUTES, minutes("## SU 04/21 Kai\n\nSak: *Kjøp av ferje til  Sildvåg*"), id="case"
        ),
        pytest.param(MINUTES, minutes("## SU 04/21 A\n\n### Kjøp av ferje til Sildvåg"), id="item"),
        pytest.param(
            MINUTES, minutes("A", "merknader: [Se Kjøp av ferje til Sildvåg.]"), id="note"
        ),
        pytest.param(
            PROGRAM,
            record(
                "type: program\ntittel: A", "## 23. mars 2021\n\n- 1130: Kjøp av ferje til Sildvåg"
            ),
            id="session",
        ),
        pytest.param(
            AGREEMENT,
            record("type: avtale\ntittel: Avtale", "Om kjøp av ferje til Sildvåg."),
            id="prose",
        ),
        pytest.param(
            AGREEMENT, record("type: avtale\ntittel: Kjøp av ferje til Sildvåg"), id="title"
        ),
    ],
)
def test_title_of_a_withheld_case_elsewhere_is_told(archive_of, path, text):
    """Editors are warned where the title of a withheld case still stands in what is published."""
    reading = archive_of(
        {NOTICE: notice("## SU 05/21 Kjøp av ferje til Sildvåg", HIDDEN), path: text}
    )
    assert [(each.code, each.path) for each in reading.diagnostics] == [
        ("withheld-title-elsewhere", f"meetings/{path}")
    ]
    assert "SU 05/21" in reading.diagnostics[0].message
    assert "Sildvåg" not in reading.diagnostics[0].message


@pytest.mark.parametrize(
    ("title", "given"),
    [("Eventuelt", ""), ("Kjøp av ferje til Sildvåg", ", tittel: Kjøp av ferje til Sildvåg")],
)
def test_title_that_tells_nothing_is_no_warning(archive_of, title, given):
    """A title that every paper has, or that the editors publish themselves, is no warning."""
    reading = archive_of(
        {
            NOTICE: notice(
                f"## SU 05/21 {title}", f"saker: {{SU 05/21: {{unntatt: offl. § 13{given}}}}}"
            ),
            MINUTES: minutes(f"Om {title}."),
        }
    )
    assert reading.diagnostics == ()


# Removed records


@pytest.mark.parametrize("path", MARKED)
def test_removed_record_is_a_tombstone(archive_of, path):
    """A removed record keeps its address, day and reason, and no word of its text."""
    front = "gjelder_fra: 2021-01-01" if path == AGREEMENT else ""
    text = MARKED[path](front)
    (before,) = archive_of({path: text}).archive.documents
    gone = MARKED[path](f"{front}\nfjernet: {{dato: 2021-06-01, grunn: Feil fil}}")
    reading = archive_of({path: gone})
    (document,) = reading.archive.documents
    assert document.address == before.address
    (told,) = data_of(reading.archive)["documents"]
    assert told["removed"] == {"date": "2021-06-01", "reason": "Feil fil"}
    assert told["source"] is None
    if path == MINUTES:
        assert_untold(reading)
    else:
        assert MARK not in document.title
        assert MARK not in repr(document.record)


def test_removed_minutes_keep_their_cases_addresses(archive_of):
    """The cases of a removed paper keep their pages, without words and outcomes."""
    reading = archive_of(
        {
            MINUTES: marked_minutes("fjernet: {dato: 2021-06-01, grunn: Feil fil}").replace(
                "SU 05/21: {tittel", "SU 05/21: {nummer: SU 06/21, tittel"
            )
        }
    )
    case = only_case(reading)
    assert case.address == "saker/su/2021/6/"
    assert (case.title, case.outcomes, case.removed, case.items) == (None, (), True, ())
    assert_untold(reading)


def test_removed_record_may_be_emptied(archive_of):
    """A removed paper whose body was deleted keeps the cases that `saker` still names."""
    reading = archive_of(
        {
            MINUTES: minutes(
                "", "saker: {SU 05/21: {tema: [a]}}\nfjernet: {dato: 2021-06-01, grunn: Feil fil}"
            )
        }
    )
    assert [str(case.id) for case in reading.archive.cases] == ["su/2021/5"]
    assert reading.diagnostics == ()


def test_case_of_other_papers_survives_a_removal(archive_of):
    """A case that another paper still has is not removed with one of its papers."""
    case = only_case(
        archive_of(
            {
                NOTICE: notice("## SU 05/21 Ferje"),
                MINUTES: minutes("## SU 05/21 X", "fjernet: {dato: 2021-06-01, grunn: Feil fil}"),
            }
        )
    )
    assert (case.title, case.removed) == ("Ferje", False)
