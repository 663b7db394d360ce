"""`meeting-archive new`: what new records hold, and that none is ever overwritten."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import NUMBERING, TODAY, minutes, notice, read_one, record_of, write
from meeting_archive.cli import main
from meeting_archive.drafting.meetings import NewMeeting
from meeting_archive.drafting.minutes import draft_minutes
from meeting_archive.linking.follow import approvals
from meeting_archive.linking.graph import link
from meeting_archive.linking.texts import LinkedTexts
from meeting_archive.markup import Converter
from meeting_archive.reading import read_archive
from meeting_archive.records.model import DocumentType, SectionKind
from meeting_archive.settings import read_settings

CONFIG = """
plugins:
  - meeting-archive:
      bodies:
        - {key: SU, name: Samarbeidsutvalget}
        - {key: FR, name: Fjordrådet, standing_items: [saker, Orienteringer]}
"""
FILES = {
    "su/2021-03-04/innkalling.md": notice(
        """
        # Innkalling

        ## SU-sak 1/2021 *Protokoll fra 07.01.2021.*

        *Forslag til vedtak:
        Protokollen godkjennes.*

        ## SU-sak 2/2021 *Ny ferge.*

        Sak: Fergen er gammel.

        Rådmannens innstilling: Saken utsettes.

        Vedlegg 1: Kart

        ## SU-sak 3/2021 *Eventuelt*

        ### Turkart

        Forslag til vedtak: Kartet trykkes.
        """,
        "sted: Rådhuset i Nordvik\ninnkalt: {Nordvik: [Kari Nes], Fjord: [Ola Berg, Per Strand]}",
    ),
}
NOTICE = "meetings/su/2021-05-06/innkalling.md"
MINUTES = "meetings/su/2021-03-04/protokoll.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with a configuration and the notice of one meeting."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    write(tmp_path, FILES)
    return tmp_path


def run(root: Path, *arguments: str) -> Result:
    """Run `meeting-archive new` in an archive."""
    norwegian = CliRunner(env={"LC_ALL": "nb_NO.UTF-8"})
    return norwegian.invoke(main, ["new", *arguments, "--config", str(root / "mkdocs.yml")])


def made(root: Path, path: str) -> str:
    """Return a record that was made, which must have nothing wrong with it."""
    text = (root / path).read_text(encoding="utf-8")
    assert read_one(text, path)[1] == ()
    return text


# The notice


def test_a_notice_goes_on_from_the_last(root):
    """Numbers, heading style, names: as the latest notice has them; the rest is to fill in."""
    ran = run(root, "innkalling", "su", "2021-05-06", "--sak", "Ny  kai", "--sak", "Budsjett",
              "--tidsrom", "kl 10-12", "--datert", "2021-04-20")  # fmt: skip
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == [
        f"Skrevet: {NOTICE}",
        "Fyll inn 8 steder, der det står [[fyll inn]], og ta så bort linjen «kladd: ja».",
    ]
    assert (
        made(root, NOTICE)
        == """---
type: innkalling
kladd: ja  # ta bort denne linjen når alt er fylt inn
organ: SU
møtedato: 2021-05-06
dato: 2021-04-20
sted: '[[fyll inn]]'
tidsrom: kl 10-12
innkalt:
  '[[fyll inn]]': []
  Nordvik: [Kari Nes]
  Fjord: [Ola Berg, Per Strand]
---

# INNKALLING, SAMARBEIDSUTVALGET – 06.05.2021

Sted: [[fyll inn]]

Tidsrom: kl 10-12

Innkalt: [[fyll inn]]

## SU-sak 4/2021 *Godkjenning av protokoll fra 04.03.2021.*

Forslag til vedtak:

Protokollen fra møtet 04.03.2021 godkjennes.

## SU-sak 5/2021 *Ny kai.*

Sak: [[fyll inn]]

Forslag til vedtak:

[[fyll inn]]

## SU-sak 6/2021 *Budsjett.*

Sak: [[fyll inn]]

Forslag til vedtak:

[[fyll inn]]

## SU-sak 7/2021 *Eventuelt.*
"""
    )


def test_the_first_notice_of_a_body(root):
    """Without earlier papers: the usual numbers from 1, the body's own items, none to approve."""
    assert run(root, "innkalling", "FR", "2021-09-01/2021-09-02").exit_code == 0
    text = made(root, "meetings/fr/2021-09-01/innkalling.md")
    assert "møtedato: 2021-09-01/2021-09-02\n" in text
    assert "# INNKALLING, FJORDRÅDET – 01.09.2021–02.09.2021" in text
    assert re.findall("^## .*", text, re.MULTILINE) == [
        "## FR 01/21 [[fyll inn]]",
        "## FR 02/21 Orienteringer",
    ]


def test_numbers_follow_the_year_and_the_corrections(root):
    """The next free number is after the highest of that year, corrected and withheld ones too."""
    write(root, {
        "su/2021-06-01/protokoll.md": minutes(
            "## SU 06/21 A\n\n## FR 07/21 B", "saker: {FR 07/21: {nummer: SU 9/21}}",
            day="2021-06-01",
        ),
        "su/2021-07-01/protokoll.md": minutes(
            "## SU 11/21 C", "unntatt: offl. § 13", day="2021-07-01"
        ),
    })  # fmt: skip
    assert "## SU-sak 12/2021" in run(root, "innkalling", "SU", "2021-09-01", "--dry-run").stdout
    assert "## SU-sak 1/2022" in run(root, "innkalling", "SU", "2022-01-05", "--dry-run").stdout
    asked = run(root, "innkalling", "SU", "2021-09-01", "--nummer", "20", "--dry-run")
    assert "## SU-sak 20/2021" in asked.stdout


def test_the_approval_is_understood(root):
    """The archive sees that the new notice approves the minutes of the meeting before."""
    write(root, {"su/2021-03-04/protokoll.md": minutes("## SU 1/2021 Ferge\n\nVedtak: Utsatt.")})
    run(root, "innkalling", "SU", "2021-05-06", "--sak", "Ny kai")
    settings = read_settings(root / "mkdocs.yml")
    archive = read_archive(root, "meetings", settings.numbering, today=TODAY, preview=True).archive
    graph = link(archive, LinkedTexts(archive, Converter())).graph
    found = approvals(archive.meeting["su/2021-03-04"], archive, graph)
    assert [case.number for case in found] == ["SU 4/2021"]


def test_a_meeting_whose_day_is_not_known(root):
    """A name in the place of the day gives `ukjent` and the name; its year is that of the name."""
    assert run(root, "innkalling", "SU", "innkalt-2021-06-01").exit_code == 0
    text = made(root, "meetings/su/innkalt-2021-06-01/innkalling.md")
    assert "møtedato: ukjent\nmøte: innkalt-2021-06-01\n" in text
    assert "# INNKALLING, SAMARBEIDSUTVALGET\n" in text
    assert run(root, "innkalling", "SU", "ekstra").exit_code == 2
    dated = run(root, "innkalling", "SU", "ekstra", "--datert", "2022-02-01", "--dry-run")
    assert "## SU-sak 1/2022" in dated.stdout


# The minutes


def test_minutes_have_what_the_notice_has(root):
    """Every case and sub-item has its heading, its proposal as it was labelled, and no decision."""
    assert run(root, "protokoll", "SU", "2021-03-04").exit_code == 0
    assert (
        made(root, MINUTES)
        == """---
type: protokoll
kladd: ja  # ta bort denne linjen når alt er fylt inn
organ: SU
møtedato: 2021-03-04
møteleder: '[[fyll inn]]'
referent: '[[fyll inn]]'
sted: Rådhuset i Nordvik
til_stede:
  '[[fyll inn]]': []
  Nordvik: [Kari Nes]
  Fjord: [Ola Berg, Per Strand]
forfall: ['[[fyll inn]]']
---

# PROTOKOLL, SAMARBEIDSUTVALGET – 04.03.2021

Sted: Rådhuset i Nordvik

Tidsrom: [[fyll inn]]

Til stede: [[fyll inn]]

Forfall: [[fyll inn]]

Møteleder: [[fyll inn]]

Referent: [[fyll inn]]

## SU-sak 1/2021 *Protokoll fra 07.01.2021.*

### Forslag til vedtak

*Protokollen godkjennes.*

### Vedtak

[[fyll inn]]

## SU-sak 2/2021 *Ny ferge.*

### Rådmannens innstilling

Saken utsettes.

### Vedtak

[[fyll inn]]

## SU-sak 3/2021 *Eventuelt*

### Turkart

### Forslag til vedtak

Kartet trykkes.

### Vedtak

[[fyll inn]]
"""
    )


def test_minutes_of_a_meeting_whose_day_became_known(root):
    """They keep the meeting's name, and so its address, and state the day."""
    write(root, {"su/innkalt-2021-04-01/innkalling.md": notice(
        "## SU 4/21 Kai", "møte: innkalt-2021-04-01", day="ukjent")})  # fmt: skip
    ran = run(root, "referat", "SU", "2021-04-20", "--møte", "innkalt-2021-04-01")
    assert ran.exit_code == 0
    text = made(root, "meetings/su/innkalt-2021-04-01/referat.md")
    assert "møtedato: 2021-04-20\nmøte: innkalt-2021-04-01\n" in text
    settings = read_settings(root / "mkdocs.yml")
    reading = read_archive(root, "meetings", settings.numbering, today=TODAY, preview=True)
    assert reading.archive.meeting["su/innkalt-2021-04-01"].days.start.isoformat() == "2021-04-20"
    assert [each.code for each in reading.diagnostics] == []


def test_what_is_withheld_stays_so(root):
    """The basis of a withheld notice, and of a withheld case, is stated in the minutes too."""
    write(root, {"su/2021-04-01/innkalling.md": notice(
        "## SU 4/21 Personalsak\n\n## FR 5/21 Kai",
        "unntatt: offl. § 13\nsaker:\n  SU 4/21: {unntatt: offl. § 25, tittel: Sak}\n"
        "  FR 5/21: {nummer: SU 5/21}", day="2021-04-01")})  # fmt: skip
    assert run(root, "protokoll", "SU", "2021-04-01").exit_code == 0
    text = made(root, "meetings/su/2021-04-01/protokoll.md")
    assert "\nunntatt: 'offl. § 13'\n" in text
    assert (
        "saker:\n  SU 4/21:\n    unntatt: 'offl. § 25'\n    tittel: Sak\n"
        "  FR 5/21:\n    nummer: SU 5/21\n---" in text
    )


def test_two_notices_are_one_meeting(root):
    """The cases of an additional list come after those of the first, each once."""
    write(root, {"su/2021-03-04/innkalling-2.md": notice("## SU 2/21 Ny ferge\n\n## SU 4/21 Kai")})
    run(root, "protokoll", "SU", "2021-03-04")
    cases = record_of((root / MINUTES).read_text("utf-8")).body.cases
    assert [case.number.id.number for case in cases] == [1, 2, 3, 4]


WORDS = st.text(st.sampled_from("abcÆØå *_-.:#`[]()/0123456789\n"), max_size=60)
TITLES = st.text(st.sampled_from("abcÆØå *_-.:#`/0123"), max_size=30)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(TITLES, WORDS, st.booleans()), max_size=5))
def test_minutes_have_the_cases_of_any_notice(cases):
    """Whatever a notice says, its minutes read back with the same numbers, titles and items."""
    body = "\n\n".join(
        f"## SU {number:02}/21 {title}\n\n{words}\n\nForslag til vedtak:\n\n{words}"
        + ("\n\n### Underpunkt\n\nForslag til vedtak: Ja." if item else "")
        for number, (title, words, item) in enumerate(cases, 1)
    )
    read, _ = read_one(f"---\ntype: innkalling\norgan: SU\nmøtedato: 2021-03-04\n---\n\n{body}\n")
    assert read is not None
    meeting = NewMeeting(NUMBERING.bodies[0], read.meeting_days, "2021-03-04")
    draft = draft_minutes(DocumentType.MINUTES, meeting, [read], "meetings")
    back, _ = read_one(draft.text, draft.path)
    assert back is not None

    def told(record):
        first = {case.number.id: case for case in reversed(record.body.cases)}
        return [
            (case.number, case.title, [item.title for item in case.items])
            for case in reversed(first.values())
        ]

    assert told(back) == told(read)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from("Saken utsettes.|*Saken vedtas.*|- én\n- to|1. en".split("|"))))
def test_proposals_are_proposals_and_nothing_is_decided(proposals):
    """A proposal of the notice is a proposal of the minutes, and no decision but the mark."""
    body = "\n\n".join(
        f"## SU {number}/21 Sak\n\nForslag til vedtak:\n\n{text}"
        for number, text in enumerate(proposals, 1)
    )
    read = record_of(notice(body))
    meeting = NewMeeting(NUMBERING.bodies[0], read.meeting_days, "2021-03-04")
    back = record_of(draft_minutes(DocumentType.MINUTES, meeting, [read], "meetings").text)
    for case, text in zip(back.body.cases, proposals, strict=True):
        assert [(each.kind, each.block.text) for each in case.sections] == [
            (SectionKind.PROPOSAL, text),
            (SectionKind.DECISION, "[[fyll inn]]"),
        ]


# Agreements and programs


def test_an_agreement_lies_beside_its_case(root):
    """It is filed where the case that it was laid before stands, and says what was given."""
    arguments = ("avtale", "Avtale om ferge: drift", "--sak", "SU 2/21", "--part", "Nordvik",
                 "--part", "Fjord", "--fra", "2021-01-01")  # fmt: skip
    assert run(root, *arguments).exit_code == 0
    text = made(root, "meetings/su/2021-03-04/avtale.md")
    assert (
        "tittel: 'Avtale om ferge: drift'\nvedlegg_til: SU 2/21\nparter: [Nordvik, Fjord]\n" in text
    )
    assert "gjelder_fra: 2021-01-01\n# gjelder_til" in text
    assert run(root, *arguments).exit_code == 0
    assert (root / "meetings/su/2021-03-04/avtale-2.md").exists()
    assert run(root, "avtale", "Avtale om å dele").exit_code == 0
    assert "parter: ['[[fyll inn]]'" in made(root, "meetings/avtaler/avtale-om-aa-dele.md")


def test_a_program_has_its_days(root):
    """Each day has a heading that the archive reads as that day."""
    ran = run(root, "program", "Program for samlingen", "2021-03-31/2021-04-01",
              "--arrangement", "Vårsamling")  # fmt: skip
    assert ran.exit_code == 0
    text = made(root, "meetings/programmer/2021-03-31-vaarsamling.md")
    days = record_of(text).body.days
    assert [day.date.isoformat() for day in days] == ["2021-03-31", "2021-04-01"]


# What is kept from being published


def test_what_is_not_filled_in_is_not_published(root):
    """A new record is a draft; no draft any more, it is an error for as long as a mark is left."""
    run(root, "protokoll", "SU", "2021-03-04")
    text = (root / MINUTES).read_text(encoding="utf-8")
    settings = read_settings(root / "mkdocs.yml")

    def archive():
        return read_archive(root, "meetings", settings.numbering, today=TODAY)

    assert not any(case.minuted for case in archive().archive.cases)
    (root / MINUTES).write_text(re.sub("kladd: .*\n", "", text), encoding="utf-8")
    found = [each for each in archive().diagnostics if each.code == "unfinished"]
    assert {str(each.severity) for each in found} == {"error"}
    lines = (root / MINUTES).read_text(encoding="utf-8").splitlines()
    assert [each.line for each in found] == [
        number for number, line in enumerate(lines, 1) if "[[fyll inn]]" in line
    ]
    filled = re.sub("kladd: .*\n", "", text).replace("[[fyll inn]]", "Per")
    (root / MINUTES).write_text(filled, encoding="utf-8")
    assert "unfinished" not in [each.code for each in archive().diagnostics]


# What cannot be done


def test_nothing_is_overwritten(root):
    """A record of that meeting and kind, or any file in the place, is left as it was."""
    before = (root / "meetings" / next(iter(FILES))).read_bytes()
    ran = run(root, "innkalling", "SU", "2021-03-04")
    assert ran.exit_code == 1
    assert "meetings/su/2021-03-04/innkalling.md finnes fra før" in ran.stderr
    assert (root / "meetings" / next(iter(FILES))).read_bytes() == before
    (root / MINUTES).symlink_to("/et/annet/sted")
    assert run(root, "protokoll", "SU", "2021-03-04").exit_code == 1
    (root / MINUTES).unlink()
    run(root, "referat", "SU", "2021-03-04")
    assert "referat.md finnes fra før" in run(root, "protokoll", "SU", "2021-03-04").stderr


def test_a_dry_run_writes_nothing(root):
    """The path and the text are shown."""
    ran = run(root, "innkalling", "SU", "2021-05-06", "--dry-run")
    assert ran.exit_code == 0
    assert ran.stdout.startswith(f"Ville skrevet: {NOTICE}\n\n---\ntype: innkalling\n")
    assert not (root / NOTICE).parent.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "sentences"),
    [
        (["innkalling", "XX", "2021-05-06"], 2, ["«XX» er ikke et organ", "velg mellom SU, FR"]),
        (["innkalling", "SU", "6.5.2021"], 2, ["«6.5.2021» er ikke en dato", "2017-03-08"]),
        (["innkalling", "SU", "2021-05-40"], 2, ["«2021-05-40» er ikke en dato"]),
        (["innkalling", "SU", "2021-05-06", "--møte", "../ut"], 2, ["mente du «ut»?"]),
        (["innkalling", "SU", "2021-05-06", "--datert", "i går"], 2, ["«i går» er ikke en dato"]),
        (["innkalling", "SU", "2021-05-06", "--nummer", "0"], 2, ["0 er ikke i området"]),
        (["innkalling", "SU"], 2, ["Mangler argumentet"]),
        (["protokoll", "FR", "2021-05-06"], 1, ["ingen innkalling til FR 2021-05-06",
            "meeting-archive new innkalling FR 2021-05-06"]),
        (["protokoll", "SU", "2021-05-06"], 1, ["Innkallinger uten protokoll: 2021-03-04"]),
        (["avtale", "!"], 2, ["Tittelen er tom"]),
        (["avtale", "Drift", "--sak", "12"], 2, ["«12» er ikke et saksnummer", ": AU 06/17"]),
        (["program", "Samling", "i mai"], 2, ["«i mai» er ikke en dato"]),
        (["program", "Samling", "2021-01-01/2022-01-01"], 2, ["er ikke en dato"]),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told(root, arguments, code, sentences):
    """Each mistake has a sentence with its cure, and nothing is written."""
    before = sorted(root.rglob("*"))
    ran = run(root, *arguments)
    assert ran.exit_code == code
    for sentence in sentences:
        assert sentence in ran.stderr
    assert ran.stdout == ""
    assert sorted(root.rglob("*")) == before


def test_a_notice_without_a_day_is_named_by_its_name(root):
    """Asked for minutes of a day that no notice has, the editor is told how to name the meeting."""
    write(root, {"su/innkalt-2021-04-01/innkalling.md": notice(
        "## SU 4/21 Kai", "møte: innkalt-2021-04-01", day="ukjent")})  # fmt: skip
    ran = run(root, "protokoll", "SU", "2021-04-20")
    assert ran.exit_code == 1
    cure = "meeting-archive new protokoll SU 2021-04-20 --møte innkalt-2021-04-01"
    assert ran.stderr.splitlines()[-1].endswith(cure)


def test_a_record_that_cannot_be_read_is_mended_first(root):
    """It may hold the numbers, or the notice, that are asked for."""
    write(root, {"su/2021-04-01/protokoll.md": "uten front matter"})
    ran = run(root, "innkalling", "SU", "2021-05-06")
    assert ran.exit_code == 1
    assert "meetings/su/2021-04-01/protokoll.md:1:" in ran.stderr
    assert not (root / NOTICE).exists()


def test_a_folder_that_leads_out_is_not_written_into(root, tmp_path_factory):
    """A link in the place of a folder is no way out of the archive."""
    (root / "meetings/fr").symlink_to(tmp_path_factory.mktemp("ute"))
    ran = run(root, "innkalling", "FR", "2021-05-06")
    assert (ran.exit_code, ran.stderr) == (
        1,
        "meetings/fr/2021-05-06/innkalling.md kan ikke skrives.\n",
    )
    assert [*(root / "meetings/fr").iterdir()] == []
