"""The guide's walk through the tools is true: its commands are run, and say what stands there."""

import datetime as dt
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from building import ROOT
from meeting_archive.cli import main
from meeting_archive.identifiers import CaseId
from meeting_archive.outcomes import Outcome
from meeting_archive.reading import read_archive
from meeting_archive.settings import read_settings

GUIDE = (ROOT / "docs/veiledning/prov.md").read_text(encoding="utf-8")
PROGRAM = ".venv/bin/meeting-archive"
MINUTES = "meetings/au/2016-12-07/protokoll.md"
NEW = "meetings/au/innkalt-2017-02-01/protokoll.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks():
    """Return the blocks of the guide: the kind and the text of each."""
    return [(each[1], each[2]) for each in _BLOCK.finditer(GUIDE)]


def matches(shown, said):
    """Tell whether what is shown is what is said; a line of dots stands for any lines."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == "…" else re.escape(line) + r"\n" for line in shown.splitlines()
    )
    return re.fullmatch(pattern, said) is not None


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    """Return a fresh copy of the archive, its records taken away, and stand in it."""
    for name in ("mkdocs.yml", "docs", "tests/source"):
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    (tmp_path / "meetings").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [PROGRAM])
    monkeypatch.setattr("shutil.which", lambda _name: None)
    return tmp_path


def said(command):
    """Run one command of the guide; return what it says."""
    runner = CliRunner(env={"LC_ALL": "nb_NO.UTF-8"})
    ran = runner.invoke(main, shlex.split(command.removeprefix(PROGRAM)))
    assert ran.exit_code == 0, (command, ran.output)
    return ran.stdout


def edit(path, before, after):
    """Change one place of a file."""
    text = Path(path).read_text(encoding="utf-8")
    assert before in text
    Path(path).write_text(text.replace(before, after, 1), encoding="utf-8")


def fill_in(decision):
    """Do with the new minutes as the guide says."""
    text = Path(NEW).read_text(encoding="utf-8")
    text = re.sub(r"^kladd: ja.*\n", "", text, flags=re.MULTILINE)
    text = text.replace("forfall: ['[[fyll inn]]']", "forfall: []")
    text = text.replace("til_stede: ['[[fyll inn]]', ", "til_stede: [")
    before, heading, after = text.partition("## AU 06/17")
    after = after.replace("### Vedtak\n\n[[fyll inn]]\n", decision, 1)
    orientation = "### Vedtak\n\n[[fyll inn]]"
    text = before + heading + after.removesuffix("\n").removesuffix(orientation)
    Path(NEW).write_text(text.replace("[[fyll inn]]", "Jon P Husby"), encoding="utf-8")


def test_the_walk_through_is_true(fresh):
    """Every command of it, run in its order on its paper, says what the guide shows."""
    found = blocks()
    ran = 0
    for (kind, text), (next_kind, shown) in zip(found, [*found[1:], ("", "")], strict=True):
        if kind == "sh" and text.startswith(PROGRAM):
            answer = said(text.strip())
            ran += 1
            if next_kind == "text":
                assert matches(shown, answer), (text, answer)
        elif kind == "yaml":
            edit(MINUTES, "kilde:", f"{text}kilde:")
        elif kind == "markdown":
            fill_in(text)
    assert ran == 8
    settings = read_settings(fresh / "mkdocs.yml")
    archive = read_archive(
        fresh, "meetings", settings.numbering, today=dt.date(2026, 11, 23)
    ).archive
    assert archive.case[CaseId("au", 2017, 6)].outcomes == (Outcome.FORWARDED,)
    assert archive.case[CaseId("au", 2016, 39)].printed_numbers == ("RF 39/16",)


def test_the_error_that_is_made_on_purpose_is_told_so(fresh):
    """The guide shows what the preview then shows."""
    said(f"{PROGRAM} import tests/source/trondheimsregionen-au-2016-2017.txt")
    edit(MINUTES, "møteleder:", "møteleier:")
    settings = read_settings(fresh / "mkdocs.yml")
    found = read_archive(fresh, "meetings", settings.numbering, today=dt.date(2026, 11, 23))
    errors = [str(each) for each in found.diagnostics if each.severity == "error"]
    assert [line for line in errors if line in GUIDE] == errors != []
