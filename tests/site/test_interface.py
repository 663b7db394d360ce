"""The interface's languages, and that nothing is left out of them or of the guide."""

import datetime as dt
import re

import click
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from building import ROOT
from meeting_archive.cli import main
from meeting_archive.diagnostics import CATALOGUE
from meeting_archive.outcomes import Outcome
from meeting_archive.records.fields import FIELDS
from mkdocs_meeting_archive.config import ArchiveOptions, BodyOptions
from mkdocs_meeting_archive.i18n import interface

PACKAGE = ROOT / "plugins/mkdocs_meeting_archive"
METHODS = [("templates/archive/**.html", "jinja2"), ("**.py", "python")]
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]")


def messages():
    """Return every message of the code, by context and first form."""
    found = {}
    options = {"templates/archive/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}
    for _file, _line, message, _comments, context in extract_from_dir(
        str(PACKAGE), METHODS, options_map=options
    ):
        forms = message if isinstance(message, tuple) else (message,)
        found[context, forms[0]] = forms
    return found


@pytest.mark.parametrize("language", ["nn", "en"])
def test_every_message_is_translated(language):
    """Each catalogue has each message of the code, with plural and placeholders, and no other."""
    with (PACKAGE / f"locale/{language}.po").open("rb") as file:
        catalogue = read_po(file)
    wanted = messages()
    held = {}
    for message in catalogue:
        if message.id:
            forms = message.id if isinstance(message.id, tuple | list) else (message.id,)
            held[message.context, forms[0]] = message
    assert set(held) == set(wanted)
    for message in held.values():
        strings = message.string if isinstance(message.string, tuple | list) else [message.string]
        ids = message.id if isinstance(message.id, tuple | list) else [message.id]
        for said, meant in zip(strings, ids, strict=True):
            assert said, message.id
            assert sorted(PLACEHOLDER.findall(said)) == sorted(PLACEHOLDER.findall(meant))


def test_an_unknown_language_is_bokmal():
    """A theme in another language gets the bokmål interface."""
    assert interface("de").language == "nb"
    assert interface(None).language == "nb"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_each_outcome_has_a_word_of_its_own(language):
    """No two outcomes read alike."""
    words = [interface(language).outcome(outcome) for outcome in Outcome]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("language", "written"),
    [("nb", "7. desember 2016"), ("nn", "7. desember 2016"), ("en", "7 December 2016")],
)
def test_dates_are_written_as_the_language_does(language, written):
    """A date follows the interface's language."""
    assert interface(language).day(dt.date(2016, 12, 7)) == written


def test_every_diagnostic_code_is_explained():
    """The guide explains each code under its own heading, and no code that does not exist."""
    guide = (ROOT / "docs/veiledning/meldinger.md").read_text(encoding="utf-8")
    explained = re.findall(r"^### `([a-z-]+)`$", guide, re.MULTILINE)
    assert sorted(explained) == sorted(CATALOGUE)


def test_every_key_of_the_front_matter_is_explained():
    """The guide to the format names each key."""
    guide = (ROOT / "docs/veiledning/format.md").read_text(encoding="utf-8")
    assert [key for key in FIELDS if f"`{key}`" not in guide] == []


def test_every_command_is_explained():
    """The guide names each command and each of its options."""
    guide = "".join(path.read_text("utf-8") for path in (ROOT / "docs/veiledning").glob("*.md"))
    found = [*commands_below(main, "meeting-archive")]
    assert len(found) > 5
    for name, command in found:
        assert name in guide or name.removeprefix("meeting-archive ") in guide
        for option in filter(lambda each: isinstance(each, click.Option), command.params):
            assert any(f"`{spelt}" in guide or f" {spelt}" in guide for spelt in option.opts), (
                option
            )


def commands_below(group, called):
    """Yield each command below a group, and below those, with what is typed for it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield f"{called} {name}", command
        if isinstance(command, click.Group):
            yield from commands_below(command, f"{called} {name}")


def test_every_option_is_explained():
    """The guide to the set-up names each option of the plugin."""
    guide = (ROOT / "docs/veiledning/oppsett.md").read_text(encoding="utf-8")
    options = [name for kind in (ArchiveOptions, BodyOptions) for name, _ in kind._schema]
    assert options
    assert [name for name in options if f"`{name}`" not in guide] == []
