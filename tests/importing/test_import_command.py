"""`meeting-archive import`: what it writes, says and ends with."""

import hashlib
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from meeting_archive.cli import main
from meeting_archive.commands.importing import import_command
from meeting_archive.importing import importer
from meeting_archive.importing.messages import CATALOGUE
from meeting_archive.importing.sources import KNOWN

ROOT = Path(__file__).parents[2]
CONFIG = """
plugins:
  - meeting-archive:
      bodies:
        - {key: SU, name: Samarbeidsutvalget}
        - {key: FR, name: Fjordrådet}
"""
PAPER = """PROTOKOLL, SAMARBEIDSUTVALGET – 4. mars 2021

Sted: Nesvik
Til stede: Kari Nes, Ola Berg

SU 05/21 Ny ferje

Vedtak: Saken utsettes.

Kari Nes
Møteleder
"""
RECORD = "meetings/su/2021-03-04/protokoll.md"


@pytest.fixture
def root(tmp_path, monkeypatch):
    """Stand in an empty archive, with one paper."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "meetings").mkdir()
    (tmp_path / "papir.txt").write_text(PAPER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner(env={"LC_ALL": "nb_NO.UTF-8"}).invoke(main, ["import", *arguments])


def files(root):
    return sorted(each.relative_to(root).as_posix() for each in (root / "meetings").rglob("*"))


def test_the_help_names_every_kind_of_file():
    """It is a message of its own, and could be forgotten when a kind is added."""
    assert f" {KNOWN}." in import_command.help


def test_writes_a_record(root):
    """A paper is written where it belongs, with the sum of its original."""
    result = run("papir.txt")
    assert result.exit_code == 0
    assert f"Skrevet: {RECORD} (1 sak)" in result.stdout
    text = (root / RECORD).read_text(encoding="utf-8")
    digest = hashlib.sha256(PAPER.encode()).hexdigest()
    assert f"kilde: {{fil: papir.txt, sha256: {digest}}}" in text
    assert "Se over" not in result.stdout


def test_dry_run_writes_nothing(root):
    """A dry run prints the whole record and leaves the archive as it was."""
    result = run("--dry-run", "papir.txt")
    assert result.exit_code == 0
    assert f"Ville skrevet: {RECORD}" in result.stdout
    assert "## SU 05/21 Ny ferje" in result.stdout
    assert files(root) == []


def test_never_overwrites(root):
    """A record that is there already stays as it is, and that is told."""
    run("papir.txt")
    (root / RECORD).write_text("min egen", encoding="utf-8")
    result = run("papir.txt")
    assert result.exit_code == 1
    assert f"{RECORD}:1: finnes fra før" in result.stderr
    assert (root / RECORD).read_text(encoding="utf-8") == "min egen"


def test_two_papers_for_one_place(root):
    """The second of two papers that are the same record is not written over the first."""
    (root / "kopi.txt").write_text(PAPER, encoding="utf-8")
    for arguments in (["--dry-run"], []):
        result = run(*arguments, "papir.txt", "kopi.txt")
        assert result.exit_code == 1
        assert "[already-there]" in result.stderr
    assert "fil: papir.txt" in (root / RECORD).read_text(encoding="utf-8")


def test_other_files_go_on(root):
    """What cannot be imported is told of, and the rest is imported."""
    (root / "tom.pdf").write_bytes(b"")
    result = run("tom.pdf", "mangler.docx", "meetings", "papir.txt")
    assert result.exit_code == 1
    assert "tom.pdf:1: filen har ingen tekst [empty-paper]" in result.stderr
    assert result.stderr.count("[no-file]") == 2
    assert RECORD in files(root)
    assert "Skrevet: 1 dokument, 3 ikke importert." in result.stdout


def test_fault_in_one_file_stops_no_other(root, monkeypatch):
    """A fault of the program's own is told of as that file's."""
    read = importer.read_source

    def faulty(name, content):
        if name == "feil.txt":
            raise KeyError("x")
        return read(name, content)

    monkeypatch.setattr(importer, "read_source", faulty)
    (root / "feil.txt").write_text(PAPER, encoding="utf-8")
    result = run("feil.txt", "papir.txt")
    assert result.exit_code == 1
    assert "[import-failed]" in result.stderr
    assert RECORD in files(root)


def test_lost_words_are_refused(root, monkeypatch):
    """A record that would lack a word of its paper is not written."""
    monkeypatch.setattr(importer, "body_text", lambda pieces: "ferje")
    result = run("papir.txt")
    assert result.exit_code == 1
    assert "fra og med «PROTOKOLL»" in result.stderr
    assert files(root) == []


def test_big_file_is_not_read(root, monkeypatch):
    """A file of 200 MB is refused before a byte of it is read."""
    with (root / "stor.txt").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    read = Path.read_bytes
    read_files = []
    monkeypatch.setattr(Path, "read_bytes", lambda path: read_files.append(path.name) or read(path))
    result = run("stor.txt")
    assert read_files == ["mkdocs.yml"]
    assert "[too-big]" in result.stderr


def test_nothing_partial_is_left(root, monkeypatch):
    """Where a record cannot be written, no part of it and no new folder is left."""
    opened = Path.open

    class FullDisk:
        def __init__(self, file):
            self.file = file

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.file.close()

        def write(self, content):
            self.file.write(content[:10])
            raise OSError(28, "full")

    def full(path, mode="r", *arguments, **options):
        file = opened(path, mode, *arguments, **options)
        return FullDisk(file) if mode == "xb" else file

    monkeypatch.setattr(Path, "open", full)
    result = run("papir.txt")
    assert result.exit_code == 1
    assert files(root) == []


def test_folder_that_leads_out_is_refused(root, tmp_path_factory):
    """A folder that is a link to elsewhere is not written into."""
    elsewhere = tmp_path_factory.mktemp("annet")
    (root / "meetings/su").symlink_to(elsewhere)
    result = run("papir.txt")
    assert result.exit_code == 1
    assert "[not-written]" in result.stderr
    assert list(elsewhere.iterdir()) == []


def test_editor_says_what_the_paper_does_not(root):
    """A body and a type that the editor states are used where the paper states none."""
    (root / "notat.txt").write_text("Sak 3/21 Kai\n\nVedtak: Saken utsettes.\n", encoding="utf-8")
    assert "[no-type]" in run("--dry-run", "notat.txt").stdout
    result = run("--organ", "fr", "--type", "referat", "notat.txt")
    assert result.exit_code == 0
    text = (root / "meetings/fr/ukjent-notat/referat.md").read_text(encoding="utf-8")
    assert text.startswith("---\ntype: referat\norgan: FR\nmøtedato: ukjent\nmøte: ukjent-notat\n")
    assert "[no-meeting-date]" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [[], ["--organ", "XX", "papir.txt"], ["--type", "notat", "papir.txt"], ["--config", "x", "a"]],
)
def test_misuse(root, arguments):
    """A wrong use ends with 2."""
    assert run(*arguments).exit_code == 2


def test_progress_is_for_terminals_only(root):
    """In a pipe nothing but text is written, however many files there are."""
    (root / "b.txt").write_text(PAPER.replace("4. mars", "5. mars"), encoding="utf-8")
    result = run("papir.txt", "b.txt")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "\x1b" not in result.stdout


def test_every_code_is_explained():
    """The guide to the import explains each code under its own heading, and no other."""
    guide = (ROOT / "docs/veiledning/import.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^### `([a-z-]+)`$", guide, re.MULTILINE)) == sorted(CATALOGUE)
