"""The editors' command: what it lists, what it writes, and what it says when it cannot."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from builders import case_id, minutes, notice, write
from meeting_archive.cli import main
from meeting_archive.commands.terminal import typed
from meeting_archive.editing.suggested import Suggestion, open_suggestions
from meeting_archive.linking import graph as linking
from meeting_archive.linking.model import (
    Basis,
    End,
    EndKind,
    Link,
    LinkGraph,
    Relation,
    case_end,
)

CONFIG = """
site_name: Nordvikregionens møtearkiv
site_url: !ENV [SITE_URL, ""]
plugins:
  - search
  - meeting-archive:
      own_prefixes: [PS]
      bodies:
        - {key: SU, name: Samarbeidsutvalget}
        - {key: FR, name: Fjordrådet}
"""
MARCH, MAY = "meetings/su/2021-03-04/protokoll.md", "meetings/su/2021-05-06/protokoll.md"
FILES = {
    "su/2021-03-04/protokoll.md": minutes("""
        ## SU 02/21 Eventuelt

        ### Felles turkart

        Vedtak: Saken utsettes.

        ## SU 03/21 Ferje

        Vedtak: Saken utsettes.
    """),
    "su/2021-05-06/protokoll.md": minutes(
        """
        ## SU 07/21 Kart over stiene

        Vedtak: Kartet vedtas.

        ## SU 08/21 Ny ferje

        Vedtak: Ferja vedtas.
        """,
        day="2021-05-06",
    ),
}
TURKART = ("su/2021/7", "su/2021/2#felles-turkart")
FERJE = ("su/2021/8", "su/2021/3")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with a configuration and the minutes of two meetings."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    write(tmp_path, FILES)
    return tmp_path


@pytest.fixture
def suggest(monkeypatch):
    """Let the rules suggest these pairs, and nothing else."""

    def only(*pairs: tuple[str, str], forwarded: bool = False) -> None:
        def suggested(_waiting, _treatments, _names, refused, _kept):
            for later, earlier in pairs:
                if refused(End(EndKind.CASE, later), End(EndKind.CASE, earlier)):
                    continue
                before = SimpleNamespace(end=End(EndKind.CASE, earlier))
                yield SimpleNamespace(
                    later=SimpleNamespace(end=End(EndKind.CASE, later)),
                    earlier=SimpleNamespace(text=before, forwarded=forwarded),
                    reason=f"Grunn\x1b\n til {earlier}.",
                )

        monkeypatch.setattr(linking, "suggest_returns", suggested)

    only()
    return only


def run(root: Path, *arguments: str) -> Result:
    """Run `meeting-archive links` in an archive."""
    norwegian = CliRunner(env={"LC_ALL": "nb_NO.UTF-8"})
    return norwegian.invoke(main, ["links", "--config", str(root / "mkdocs.yml"), *arguments])


# Suggestions


def inferred(source: End, target: End, relation: Relation, basis: Basis = Basis.INFERRED) -> Link:
    """Return a link of the rules."""
    return Link(source, target, relation, basis, f"{source} {target}")


def test_open_suggestions_are_the_inferred_returns():
    """Only inferred links between cases that say what came before are suggestions, by case."""
    second, tenth = case_end(case_id("su", 2021, 2)), case_end(case_id("su", 2021, 10))
    early, item = case_end(case_id("su", 2020, 9)), case_end(case_id("fr", 2020, 1), "bru")
    graph = LinkGraph(
        (
            inferred(tenth, early, Relation.CONTINUES),
            inferred(second, early, Relation.CONTINUES),
            inferred(item, second, Relation.FORWARDED),
            inferred(second, tenth, Relation.MENTIONS),
            inferred(early, tenth, Relation.CONTINUES, Basis.CITED),
            inferred(early, item, Relation.CONTINUES, Basis.STATED),
            inferred(early, End(EndKind.BODY, "fr"), Relation.FORWARDED),
        )
    )
    assert open_suggestions(graph) == (
        Suggestion(second, item, f"{item} {second}"),
        Suggestion(second, early, f"{second} {early}"),
        Suggestion(tenth, early, f"{tenth} {early}"),
    )


def test_nothing_is_open(root, suggest):
    """Without suggestions that is said, and all is well."""
    ran = run(root)
    assert (ran.exit_code, ran.output) == (0, "Ingen åpne forslag.\n")


def test_suggestions_are_listed(root, suggest):
    """Each is numbered, with its reason and the record that an answer would be written into."""
    suggest(FERJE, TURKART)
    ran = run(root)
    assert ran.exit_code == 0
    assert ran.stdout.splitlines() == [
        "1. SU 07/21 ← SU 02/21#felles-turkart  Grunn   til su/2021/2#felles-turkart.",
        f"   {MAY}",
        "2. SU 08/21 ← SU 03/21  Grunn   til su/2021/3.",
        f"   {MAY}",
        "2 åpne forslag.",
        'Bekreft slik: meeting-archive links --confirm "SU 07/21" "SU 02/21#felles-turkart"',
        'Avvis slik:   meeting-archive links --reject "SU 07/21" "SU 02/21#felles-turkart"',
    ]


def test_what_was_sent_on_is_listed_from_where_it_arrived(root, suggest):
    """A case that another body may have received is answered on the receiving case."""
    suggest(FERJE, forwarded=True)
    assert "1. SU 08/21 ← SU 03/21  " in run(root).stdout


def test_a_draft_is_answered_but_not_named(root, suggest):
    """A draft's suggestions are open, but a published record shall not name a draft."""
    suggest(FERJE)
    write(root, {"su/2021-05-06/protokoll.md": _draft("su/2021-05-06/protokoll.md")})
    assert "1. SU 08/21 ← SU 03/21" in run(root).stdout
    write(root, {**FILES, "su/2021-03-04/protokoll.md": _draft("su/2021-03-04/protokoll.md")})
    assert run(root).stdout == "Ingen åpne forslag.\n"
    ran = run(root, "--confirm", "SU 08/21", "SU 03/21")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert f"SU 03/21 er ikke offentlig, og kan ikke nevnes i {MAY}" in ran.stderr


def _draft(path: str) -> str:
    return FILES[path].replace("organ:", "kladd: ja\norgan:")


# Answers


def test_a_confirmation_is_written(root, suggest):
    """It is written into the later case's record, the suggestion is no more, and nothing else."""
    suggest(TURKART, FERJE)
    ran = run(root, "--confirm", "SU 07/21", "SU 02/21#felles-turkart")
    assert ran.exit_code == 0
    assert ran.stdout.splitlines() == [
        f"Bekreftet: SU 07/21 ← SU 02/21#felles-turkart  {MAY}",
        "1 åpent forslag.",
    ]
    new = "saker:\n  SU 07/21:\n    tidligere: SU 02/21#felles-turkart\n"
    assert (root / MAY).read_text(encoding="utf-8").replace(new, "") == FILES[MAY[9:]]
    assert (root / MARCH).read_text(encoding="utf-8") == FILES[MARCH[9:]]
    assert "SU 07/21" not in run(root).stdout


def test_several_answers_at_once(root, suggest):
    """Each option can be repeated, in every spelling of a number, and all are written."""
    suggest(TURKART, FERJE)
    ran = run(
        root,
        *("--reject", "SU7/2021", "su 2/21#felles-turkart"),
        *("--confirm", "SU 08/21", "SU-sak 3/21"),
        *("--reject", "SU 08/21", "SU 02/21"),
        *("--reject", "SU 8/21", "SU 2/21"),
    )
    assert ran.exit_code == 0
    assert ran.stdout.splitlines() == [
        f"Bekreftet: SU 08/21 ← SU 03/21  {MAY}",
        f"Avvist: SU 07/21 ← SU 02/21#felles-turkart  {MAY}",
        f"Avvist: SU 08/21 ← SU 02/21  {MAY}",
        "Ingen åpne forslag.",
    ]
    assert (root / MAY).read_text(encoding="utf-8").count("tidligere: ") == 3


def test_an_answer_is_taken_back(root, suggest):
    """A rejection takes the place of a confirmation, and the same answer again changes nothing."""
    pair = ("SU 08/21", "SU 03/21")
    run(root, "--confirm", *pair)
    before = (root / MAY).read_text(encoding="utf-8")
    assert run(root, "--confirm", *pair).stdout.startswith("Uendret: SU 08/21 ← SU 03/21  ")
    assert (root / MAY).read_text(encoding="utf-8") == before
    run(root, "--reject", *pair)
    after = (root / MAY).read_text(encoding="utf-8")
    assert after == before.replace("tidligere", "ikke_tidligere")


def test_the_answer_stands_where_editors_have_said_something(root, suggest):
    """Of a notice and minutes, the one with keys for the case gets the answer; else the minutes."""
    front = "saker: {SU 8/21: {tema: [ferje]}}"
    announced = notice("## SU 8/21 Ny ferje\n\n## SU 07/21 Kart", front, day="2021-05-06")
    write(root, {"su/2021-05-06/innkalling.md": announced})
    run(root, "--confirm", "SU 08/21", "SU 03/21", "--reject", "SU 07/21", "SU 03/21")
    path = "meetings/su/2021-05-06/innkalling.md"
    text = (root / path).read_text(encoding="utf-8")
    assert text == announced.replace("[ferje]", "[ferje], tidligere: SU 03/21")
    assert "  SU 07/21:\n    ikke_tidligere: SU 03/21\n" in (root / MAY).read_text(encoding="utf-8")


def test_an_opposite_answer_is_changed_in_every_record(root, suggest):
    """What the notice and the minutes both state is taken back in both."""
    front = "saker: {SU 08/21: {tidligere: SU 03/21}}"
    papers = {
        f"su/2021-05-06/{name}.md": kind("## SU 08/21 Ferje", front, day="2021-05-06")
        for name, kind in (("innkalling", notice), ("protokoll", minutes))
    }
    write(root, papers)
    ran = run(root, "--reject", "SU 08/21", "SU 03/21")
    assert ran.stdout.count("Avvist: SU 08/21 ← SU 03/21") == 2
    for path in papers:
        text = (root / "meetings" / path).read_text(encoding="utf-8")
        assert "{ikke_tidligere: SU 03/21}" in text


def test_bytes_are_kept(root, suggest):
    """Line endings and the byte order mark of the file stay, around what is written."""
    content = b"\xef\xbb\xbf" + FILES[MAY[9:]].replace("\n", "\r\n").encode()
    (root / MAY).write_bytes(content)
    assert run(root, "--confirm", "SU 08/21", "SU 03/21").exit_code == 0
    new = b"saker:\r\n  SU 08/21:\r\n    tidligere: SU 03/21\r\n"
    assert (root / MAY).read_bytes().replace(new, b"") == content


def test_a_corrected_number_is_known_by_both(root, suggest):
    """A case is named by its right number or the misprinted one; the record keeps its own."""
    front = "saker: {FR 09/21: {nummer: SU 09/21}}"
    write(root, {"su/2021-05-06/protokoll.md": minutes(
        "## FR 09/21 Ny ferje\n\nVedtak: Ferja vedtas.", front, day="2021-05-06"
    )})  # fmt: skip
    for later in ("SU 09/21", "FR 9/21"):
        ran = run(root, "--confirm", later, "SU 03/21")
        assert "SU 09/21 ← SU 03/21" in ran.stdout
    text = (root / MAY).read_text(encoding="utf-8")
    assert "{FR 09/21: {nummer: SU 09/21, tidligere: SU 03/21}}" in text


# What cannot be done


@pytest.mark.parametrize(
    ("later", "earlier", "sentence"),
    [
        ("SU 08/21", "SU 04/21", "SU 04/21 finnes ikke i arkivet, mente du «SU 0"),
        ("SU 08/22", "SU 03/21", "SU 08/22 finnes ikke i arkivet, mente du «SU 08/21»?"),
        ("SU 08/21", "SU 02/21#turkart", "SU 02/21 har ikke underpunktet «turkart», mente du"),
        ("SU 08/21", "hei", "«hei» er ikke et saksnummer i arkivet; skriv det slik"),
        ("PS 08/21", "SU 03/21", "«PS 08/21» er ikke et saksnummer i arkivet"),
        ("SU 08/21", "SU 8/21", "SU 08/21 kan ikke være sin egen tidligere sak"),
    ],
)
def test_what_is_not_in_the_archive_is_told(root, suggest, later, earlier, sentence):
    """A case that cannot be found ends the command with 1, and nothing at all is written."""
    ran = run(root, "--reject", "SU 07/21", "SU 03/21", "--confirm", later, earlier)
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert sentence in ran.stderr
    assert (root / MAY).read_text(encoding="utf-8") == FILES[MAY[9:]]


def test_all_that_is_not_in_the_archive_is_told_at_once(root, suggest):
    """Every pair that cannot be found has its sentence."""
    ran = run(root, "--confirm", "SU 77/21", "SU 03/21", "--reject", "SU 08/21", "SU 88/21")
    assert [line.partition(" finnes")[0] for line in ran.stderr.splitlines()] == [
        "SU 77/21",
        "SU 88/21",
    ]


def test_what_would_be_an_error_is_taken_back(root, suggest):
    """A later case confirmed as an earlier one leaves the files as they were."""
    ran = run(root, "--reject", "SU 08/21", "SU 02/21", "--confirm", "SU 03/21", "SU 08/21")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "[earlier-is-later]" in ran.stderr
    assert ran.stderr.endswith("Ingenting er endret.\n")
    for path, text in FILES.items():
        assert (root / "meetings" / path).read_text(encoding="utf-8") == text


def test_errors_in_the_records_are_all_listed(root, suggest):
    """Records with errors are listed, by file and line, and nothing is suggested or written."""
    broken = FILES[MAY[9:]].replace("organ: SU", "organ: SI\nsteed: Nordvik")
    write(root, {"su/2021-05-06/protokoll.md": broken})
    for arguments in ((), ("--confirm", "SU 08/21", "SU 03/21")):
        ran = run(root, *arguments)
        assert (ran.exit_code, ran.stdout) == (1, "")
        assert f"{MAY}:3: " in ran.stderr
        assert "[unknown-key]" in ran.stderr
        assert "[unknown-body]" in ran.stderr
    assert (root / MAY).read_text(encoding="utf-8") == broken


def test_withheld_cases_are_not_linked(root, suggest):
    """A case that is withheld, or stands in a withheld record, is neither end of a link."""
    hidden = minutes("## SU 11/21 Kart", "unntatt: offl. § 13", day="2021-06-03")
    partly = FILES[MAY[9:]].replace("organ:", "saker: {SU 07/21: {unntatt: offl. § 13}}\norgan:")
    write(root, {"su/2021-06-03/protokoll.md": hidden, "su/2021-05-06/protokoll.md": partly})
    for later, earlier, sentence in (
        ("SU 11/21", "SU 03/21", "SU 11/21 finnes ikke i arkivet"),
        ("SU 07/21", "SU 03/21", "SU 07/21 er unntatt offentlighet eller fjernet"),
        ("SU 08/21", "SU 07/21", "SU 07/21 er ikke offentlig, og kan ikke nevnes i"),
    ):
        ran = run(root, "--confirm", later, earlier)
        assert (ran.exit_code, ran.stdout) == (1, "")
        assert sentence in ran.stderr
    assert (root / MAY).read_text(encoding="utf-8") == partly


def test_a_record_that_cannot_be_changed_is_told(root, suggest):
    """Front matter that is written in a way that cannot be changed is told, and nothing is."""
    front = "saker:\n  SU 08/21:\n    tidligere: >-\n      SU 02/21\n"
    text = FILES[MAY[9:]].replace("organ:", f"{front}organ:")
    write(root, {"su/2021-05-06/protokoll.md": text})
    ran = run(root, "--reject", "SU 07/21", "SU 03/21", "--confirm", "SU 08/21", "SU 03/21")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert f"{MAY}: front matter er skrevet slik" in ran.stderr
    assert (root / MAY).read_text(encoding="utf-8") == text


def test_a_file_that_cannot_be_written_is_told(root, suggest, monkeypatch):
    """Where one of two files cannot be written, the other is as it was."""
    june = minutes("## SU 09/21 Ferje\n\nVedtak: Vedtas.", day="2021-06-03")
    write(root, {"su/2021-06-03/protokoll.md": june})
    original = Path.write_bytes

    def refuse(path: Path, content: bytes) -> int:
        if "2021-06-03" in str(path):
            raise PermissionError
        return original(path, content)

    monkeypatch.setattr(Path, "write_bytes", refuse)
    ran = run(root, "--confirm", "SU 08/21", "SU 03/21", "--reject", "SU 09/21", "SU 03/21")
    assert ran.exit_code == 1
    assert "kan ikke skrives" in ran.stderr
    assert (root / MAY).read_text(encoding="utf-8") == FILES[MAY[9:]]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--confirm", "SU 08/21"),
        ("--bekreft", "SU 08/21", "SU 03/21"),
        ("--confirm", "SU 08/21", "SU 03/21", "--reject", "SU 8/21", "SU 3/21"),
        ("--config", "finnes-ikke.yml"),
    ],
)
def test_misuse_ends_with_2(root, suggest, arguments):
    """Wrong options, contradicting answers and a missing configuration are misuse."""
    ran = run(root, *arguments)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr


def test_the_configuration_is_found_where_one_stands(root, suggest, monkeypatch):
    """Without --config it is mkdocs.yml in the current folder."""
    monkeypatch.chdir(root)
    norwegian = CliRunner(env={"LC_ALL": "nb_NO.UTF-8"})
    assert norwegian.invoke(main, ["links"]).output == "Ingen åpne forslag.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
def test_it_works_in_a_pipe(root, encoding):
    """The installed command writes into a pipe of any encoding, and loads no MkDocs."""
    program = "import sys, meeting_archive.cli as c; assert 'mkdocs' not in sys.modules; c.main()"
    ran = subprocess.run(
        [sys.executable, "-c", program, "links", "--confirm", "SU 08/21", "SU 03/21"],
        cwd=root, env={**os.environ, "PYTHONIOENCODING": encoding}, capture_output=True, check=True,
    )  # fmt: skip
    arrow = "←" if encoding == "utf-8" else "?"
    assert f"SU 08/21 {arrow} SU 03/21" in ran.stdout.decode(encoding)


# What it says to type


@pytest.mark.parametrize(
    ("called", "found", "shown"),
    [
        (".venv/bin/meeting-archive", None, ".venv/bin/meeting-archive links"),
        (".venv/bin/meeting-archive", "/usr/bin/meeting-archive", "meeting-archive links"),
        ("/usr/bin/pytest", None, "meeting-archive links"),
        ("meeting-archive", None, "meeting-archive links"),
    ],
)
def test_a_command_is_told_as_it_can_be_typed(monkeypatch, called, found, shown):
    """It is given by its path to who has to type that."""
    monkeypatch.setattr(sys, "argv", [called])
    monkeypatch.setattr("shutil.which", lambda _name: found)
    assert typed("meeting-archive links") == shown
