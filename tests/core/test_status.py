"""`meeting-archive status`: what waits for the editors, and what cures it."""

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builders import minutes, notice, record, write
from meeting_archive.cli import main
from meeting_archive.commands import status as command

CONFIG = """
plugins:
  - meeting-archive:
      bodies: [{key: SU, name: Samarbeidsutvalget}, {key: FR, name: Fjordrådet}]
"""
TODAY = dt.date(2021, 6, 1)


@pytest.fixture
def root(tmp_path: Path, monkeypatch) -> Path:
    """Return an empty archive, on 1 June 2021."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "meetings").mkdir()
    monkeypatch.setattr(command, "today", lambda: TODAY)
    return tmp_path


def run(root: Path, *arguments: str) -> Result:
    """Run `meeting-archive status` in an archive."""
    norwegian = CliRunner(env={"LC_ALL": "nb_NO.UTF-8"})
    return norwegian.invoke(main, ["status", "--config", str(root / "mkdocs.yml"), *arguments])


def waiting(root: Path, *arguments: str) -> list[dict[str, object]]:
    """Return what waits, as data."""
    data = json.loads(run(root, "--format", "json", *arguments).stdout)
    assert data["version"] == 1
    return data["pending"]


def test_nothing_waits(root):
    """An archive in which all is done says so."""
    write(root, {"su/2021-03-04/protokoll.md": minutes("## SU 1/21 Ferge\n\nVedtak: Vedtatt.")})
    ran = run(root)
    assert (ran.exit_code, ran.stdout) == (0, "Ingenting venter.\n")
    assert waiting(root) == []


def test_all_that_waits_is_told_with_its_cure(root):
    """Each kind has a heading, its records with their lines, and what to do."""
    write(root, {
        "su/2021-01-07/protokoll.md": minutes(
            "## SU 1/21 Felles turkart for fjellet\n\nVedtak: Saken utsettes.", day="2021-01-07"),
        "su/2021-03-04/protokoll.md": minutes(
            "## SU 2/21 Turkart for fjellet\n\nSom ble utsatt i forrige møte.\n\nVedtak: Vedtatt."),
        "su/2021-04-08/innkalling.md": notice("## SU 3/21 Kai", day="2021-04-08"),
        "su/2021-05-06/protokoll.md": minutes(
            "## SU 4/21 Budsjett\n\nVedtak: [[fyll inn]]", "kladd: ja\nsted: '[[fyll inn]]'",
            day="2021-05-06"),
        "su/2021-05-20/protokoll.md": minutes(
            "## SU 5/21 Vei\n\nVedtak: Vedtatt.", "publiseres: 2021-07-01", day="2021-05-20"),
        "avtaler/drift.md": record("""
            type: avtale
            tittel: Driftsavtale
            frister:
              - {dato: 2021-05-01, hva: Evaluering}
              - {dato: 2021-06-01, hva: Oppsigelse}
              - {dato: 2021-04-01, hva: Regnskap, utført: 2021-04-02}
              - {dato: 2022-01-01, hva: Utløp}
        """),
    })  # fmt: skip
    ran = run(root)
    assert ran.exit_code == 0
    assert (
        ran.stdout
        == """\
Kladder (1)
  Gjør dem ferdige, og ta bort linjen «kladd: ja».
  meetings/su/2021-05-06/protokoll.md:5: Protokoll fra møte i Samarbeidsutvalget 6. mai 2021 \
(2 steder å fylle inn)

Venter på dagen de skal publiseres (1)
  Bygg nettstedet den dagen, eller ta bort «publiseres».
  meetings/su/2021-05-20/protokoll.md:5: 2021-07-01 Protokoll fra møte i Samarbeidsutvalget \
20. mai 2021

Møter uten protokoll (1)
  Lag protokollen slik:
  meetings/su/2021-04-08/innkalling.md:1: 2021-04-08 Innkalling til møte i Samarbeidsutvalget \
8. april 2021
      meeting-archive new protokoll SU 2021-04-08

Forslag til koblinger (1)
  Les sakene, og svar med --confirm eller --reject:
  meetings/su/2021-03-04/protokoll.md:1: SU 2/21 ← SU 1/21
      meeting-archive links --confirm "SU 2/21" "SU 1/21"

Frister som er passert (1)
  Skriv «utført» ved dem som er gjort.
  meetings/avtaler/drift.md:5: 2021-05-01 Driftsavtale: Evaluering

Frister som kommer (1)
  Skriv «utført» når de er gjort.
  meetings/avtaler/drift.md:6: 2021-06-01 Driftsavtale: Oppsigelse

"""
    )
    assert [each["text"] for each in waiting(root, "--dager", "300")][-1] == "Driftsavtale: Utløp"


def test_errors_come_first_and_decide_the_exit_code(root):
    """A record with an error is told like the build tells it, and the command ends with 1."""
    write(root, {"su/2021-03-04/protokoll.md": minutes("", "stad: Nes")})
    ran = run(root)
    assert ran.exit_code == 1
    assert ran.stdout.startswith("Feil i dokumentene (1)\n")
    assert "meetings/su/2021-03-04/protokoll.md:5: ukjent nøkkel «stad»" in ran.stdout


def test_a_meeting_waits_for_minutes_when_it_has_been_held(root):
    """Not one to come, nor one whose minutes are drafted, withheld or removed; a name is given."""
    undated = notice("", "møte: innkalt-2021-02-01\ndato: 2021-02-01", organ="FR", day="ukjent")
    write(root, {
        "su/2021-06-01/innkalling.md": notice("", day="2021-06-01"),
        "su/2021-03-04/innkalling.md": notice(""),
        "su/2021-03-04/referat.md": minutes("", "kladd: ja").replace("protokoll", "referat", 1),
        "su/2021-04-08/innkalling.md": notice("", day="2021-04-08"),
        "su/2021-04-08/protokoll.md": minutes("", "unntatt: offl. § 13", day="2021-04-08"),
        "fr/innkalt-2021-02-01/innkalling.md": undated,
        "fr/2021-03-01-ekstra/innkalling.md": notice(
            "", "møte: 2021-03-01-ekstra", organ="FR", day="2021-03-01/2021-03-02"),
        "fr/2021-05-01/innkalling.md": notice(
            "", "fjernet: {dato: 2021-05-02, grunn: Feil}", organ="FR", day="2021-05-01"),
    })  # fmt: skip
    commands = [each["command"] for each in waiting(root) if each["kind"] == "no-minutes"]
    assert commands == [
        "meeting-archive new protokoll FR ÅÅÅÅ-MM-DD --møte innkalt-2021-02-01",
        "meeting-archive new protokoll FR 2021-03-01/2021-03-02 --møte 2021-03-01-ekstra",
    ]


def test_a_configuration_that_cannot_be_read_is_a_misuse(tmp_path):
    """Without a mkdocs.yml the command ends with 2."""
    ran = run(tmp_path)
    assert ran.exit_code == 2
    assert "finnes ikke" in ran.stderr
