"""What the commands share: where they write, how they stop, and how they find the archive."""

import datetime as dt
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from meeting_archive.identifiers import Body
from meeting_archive.messages import N_, gettext
from meeting_archive.settings import Settings, read_settings

if TYPE_CHECKING:
    from rich.text import Text

_ = gettext

FAILED, MISUSED = 1, 2
"""The codes that a command ends with when it cannot do as asked."""

_PROGRAM = "meeting-archive"

F = TypeVar("F", bound=Callable[..., object])


def config_option(command: F) -> F:
    """Give a command the option that names the archive's configuration."""
    return click.option(
        "--config",
        type=click.Path(path_type=Path),
        default=Path("mkdocs.yml"),
        show_default=True,
        metavar=N_("FIL"),
        help=N_("Arkivets oppsett."),
    )(command)


def configured(path: Path) -> Settings:
    """Return the archive's settings; stops where they cannot be read."""
    try:
        return read_settings(path)
    except ValueError as error:
        stop([str(error)], MISUSED)


def body_named(written: str, settings: Settings) -> Body:
    """Return the body whose key an editor gives; stops where there is none."""
    bodies = {each.key.casefold(): each for each in settings.numbering.bodies}
    if written.casefold() not in bodies:
        message = _("«%(written)s» er ikke et organ i arkivet; velg mellom %(bodies)s")
        keys = ", ".join(each.key for each in bodies.values())
        stop([message % {"written": written, "bodies": keys}], MISUSED)
    return bodies[written.casefold()]


def show(line: "str | Text" = "") -> None:
    """Write a line, whole however long, with colours only where somebody sees them."""
    # Loaded by who uses it: it takes as long as all else that `check` loads of others.
    from rich.console import Console  # noqa: PLC0415

    context = click.get_current_context(silent=True)
    color = context.color if context else None
    console = Console(
        no_color=color is False or None,
        force_terminal=color or None,
        soft_wrap=True,
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.print(line)


def stop(lines: Iterable[str], code: int) -> NoReturn:
    """Say why, and end with a code."""
    for line in lines:
        click.echo(printable(line), err=True)
    raise click.exceptions.Exit(code)


def printable(text: str) -> str:
    """Return a line in which nothing that a record says can steer a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def typed(command: str) -> str:
    """Return a command of ours as it can be typed here: by its path, where it needs one."""
    called = sys.argv[0] if sys.argv else ""
    by_path = Path(called).stem == _PROGRAM and os.sep in called
    if not by_path or shutil.which(_PROGRAM):
        return command
    return f"{called}{command.removeprefix(_PROGRAM)}"


def did_you_mean(word: str | None) -> str:
    """Return the question after a misspelling, or nothing where nothing is near."""
    return _(", mente du «%s»?") % word if word else ""


def today() -> dt.date:
    """Return the day where the editor is."""
    return dt.datetime.now().astimezone().date()
