"""The command speaks its user's language, in a terminal and in a pipe."""

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner

from builders import DAY, minutes, write
from meeting_archive.cli import main
from meeting_archive.commands.program import translated
from meeting_archive.messages import gettext, speaking, user_language

PACKAGE = Path(sys.modules["meeting_archive"].__file__).parent
CLICK = PACKAGE / "locale/click/nb/LC_MESSAGES"
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]")
CONFIG = "plugins: [{meeting-archive: {bodies: [{key: SU, name: Samarbeidsutvalget}]}}]\n"


def forms(message):
    """Return the one or two forms of a message."""
    return tuple(message) if isinstance(message, tuple | list) else (message,)


def all_commands(command=main):
    """Yield a command and all below it."""
    yield command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from all_commands(command.get_command(context, name))


def help_texts():
    """Yield what the help of every command is made of."""
    for command in all_commands():
        yield from filter(None, (command.help, command.short_help))
        for parameter in command.params:
            yield from filter(None, (parameter.metavar, getattr(parameter, "help", None)))


# The catalogues


def test_every_message_is_translated():
    """The catalogue has each message of the code, with its placeholders, and no other."""
    found = extract_from_dir(str(PACKAGE), [("**.py", "python")], keywords=DEFAULT_KEYWORDS)
    wanted = {forms(message): forms(message) for _, _, message, _, _ in found}
    with (PACKAGE / "locale/en.po").open("rb") as file:
        held = {forms(each.id): forms(each.string) for each in read_po(file) if each.id}
    assert held.keys() == wanted.keys()
    for ids, strings in held.items():
        for meant, said in zip(ids, strings, strict=True):
            assert said, meant
            assert sorted(PLACEHOLDER.findall(said)) == sorted(PLACEHOLDER.findall(meant))


def test_every_help_text_is_in_the_catalogue():
    """What help is made of is marked as a message, in whichever module a command is."""
    with (PACKAGE / "locale/en.po").open("rb") as file:
        held = {each.id for each in read_po(file)}
    assert [each for each in help_texts() if each not in held] == []


def test_clicks_catalogue_is_compiled():
    """What gettext reads is made from what is written, and each message has its placeholders."""
    with (CLICK / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale="nb")
    with (CLICK / "messages.mo").open("rb") as file:
        compiled = read_mo(file)
    written = {forms(each.id): forms(each.string) for each in catalogue if each.id}
    found = {forms(each.id): forms(each.string) for each in compiled if each.id}
    assert found == written, "make messages"
    for message in catalogue:
        if message.id:
            for meant, said in zip(forms(message.id), forms(message.string), strict=True):
                fields = re.compile(r"\{[^}]*\}|%\(\w+\)s")
                assert sorted(fields.findall(said)) == sorted(fields.findall(meant))


# Which language


@pytest.mark.parametrize(
    ("environment", "system", "language"),
    [
        ({"LANG": "nb_NO.UTF-8"}, None, "nb"),
        ({"LANG": "nn_NO"}, None, "nb"),
        ({"LANG": "no"}, None, "nb"),
        ({"LANG": "nb_NO.UTF-8", "LC_ALL": "C"}, None, "en"),
        ({"LC_MESSAGES": "nb_NO", "LANG": "en_GB"}, None, "nb"),
        ({"LC_ALL": "", "LANG": "nb_NO"}, None, "nb"),
        ({"LANG": "nonsense"}, None, "en"),
        ({"LANG": "de_DE.UTF-8"}, "nb_NO", "en"),
        ({}, "Norwegian Bokmål_Norway", "nb"),
        ({}, "nb_NO", "nb"),
        ({}, None, "en"),
    ],
)
def test_the_language_is_the_users(environment, system, language):
    """LC_ALL, then LC_MESSAGES, then LANG, then what the system says; no Norwegian is English."""
    assert user_language(environment, system) == language


@pytest.mark.parametrize(("locale", "language"), [("nn_NO.UTF-8", "nb"), ("en_GB.UTF-8", "en")])
def test_all_help_is_in_one_language(locale, language):
    """Each command's help has the words of the command, and click's, in the same language."""
    words = {"nb": ("Bruk:", "Valg:", "Vis denne"), "en": ("Usage:", "Options:", "Show this")}
    runner = CliRunner(env={"LC_ALL": locale})
    for arguments in ([], ["links"], ["new"], ["new", "protokoll"], ["status"]):
        for option in ("-h", "--help"):
            ran = runner.invoke(main, [*arguments, option])
            assert ran.exit_code == 0
            for word in words[language]:
                assert word in ran.stdout
            for word in words["en" if language == "nb" else "nb"]:
                assert word not in ran.stdout
    with speaking("en"):
        assert translated(main).help == "The editors' tools for the meeting archive."
        assert gettext("Uendret") == "Unchanged"
    assert main.help == "Redaktørenes verktøy for møtearkivet."


@pytest.mark.parametrize(
    ("arguments", "norwegian", "english"),
    [
        (["linkz"], "Feil: Kommandoen 'linkz' finnes ikke.", "Error: No such command 'linkz'."),
        (["status", "--formt"], "Valget '--formt' finnes ikke.", "No such option '--formt'."),
        (["status", "--format", "xml"], "ingen av disse: 'text', 'json'", "is not one of 'text'"),
        (["new", "innkalling", "SU"], "Mangler argumentet 'DATO'.", "Missing argument 'DATE'."),
        (["links", "--confirm"], "må ha 2 verdier", "requires 2 arguments"),
        (["status", "--dager", "x"], "Ugyldig verdi for '--dager'", "Invalid value for '--dager'"),
        (["status", "a"], "Det er ett argument for mye (a)", "unexpected extra argument (a)"),
    ],
)  # fmt: skip
def test_clicks_errors_are_in_that_language(arguments, norwegian, english):
    """A misused command ends with 2, and says how in the user's language."""
    for locale, sentence in (("nb_NO.UTF-8", norwegian), ("C", english)):
        ran = CliRunner(env={"LC_ALL": locale}).invoke(main, arguments)
        assert ran.exit_code == 2
        assert sentence in ran.stderr


def test_the_environment_is_left_as_it_was(monkeypatch):
    """A language that somebody chose in LANGUAGE is still chosen afterwards."""
    monkeypatch.setenv("LANGUAGE", "de")
    ran = CliRunner(env={"LC_ALL": "nb_NO.UTF-8"}).invoke(main, ["--help"])
    assert "Bruk:" in ran.stdout
    assert os.environ["LANGUAGE"] == "de"


# Where it is written


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return an archive with a draft whose path and title are long."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    title = "Protokoll " + "om ferger " * 20
    write(tmp_path, {f"su/{DAY}/protokoll.md": minutes("", f"kladd: ja\ntittel: {title}")})
    return tmp_path


def test_a_pipe_gets_plain_whole_lines(root):
    """Without a terminal there are no colours, and no line is broken; the size does not matter."""
    ran = subprocess.run(
        [sys.executable, "-c", "import meeting_archive.cli as c; c.main()", "status"],
        cwd=root, capture_output=True, check=True,
        env={**os.environ, "LC_ALL": "nb_NO.UTF-8", "COLUMNS": "40", "PYTHONUTF8": "1"},
    )  # fmt: skip
    lines = ran.stdout.decode().splitlines()
    assert lines[0] == "Kladder (1)"
    assert lines[2].startswith(f"  meetings/su/{DAY}/protokoll.md:5: Protokoll om ferger")
    assert lines[2].count("om ferger") == 20
    assert b"\x1b" not in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "environment", "colored"),
    [
        (["--color", "status"], {}, True),
        (["status", "--color"], {}, True),
        (["--color", "status", "--no-color"], {}, False),
        (["status"], {"FORCE_COLOR": "1"}, True),
        (["status", "--no-color"], {"FORCE_COLOR": "1"}, False),
        (["status"], {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    ],
)
def test_colours_are_as_asked(root, monkeypatch, arguments, environment, colored):
    """The option decides over the environment, before or after the command's name."""
    monkeypatch.chdir(root)
    runner = CliRunner(env={"LC_ALL": "C", "TERM": "xterm-256color", **environment})
    ran = runner.invoke(main, arguments, color=True)
    assert ran.exit_code == 0
    assert ("\x1b[36m" in ran.stdout) == colored


def test_every_command_can_be_without_colours():
    """`--no-color` stands in the help of all of them."""
    for command in all_commands(translated(main)):
        context = click.Context(command, info_name="x")
        assert "--no-color" in command.get_help(context)
