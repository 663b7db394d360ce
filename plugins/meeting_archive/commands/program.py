"""The command in its user's language: help, usage and click's own errors included.

Commands are written with bokmål help, marked `N_`; what the user meets are copies of them with
everything translated. Click looks its own words up with gettext, so they come from a catalogue
that gettext can find, `locale/click`.
"""

import gettext as standard_gettext
import locale
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import click

from meeting_archive.messages import N_, gettext, speaking, user_language

_CLICK = Path(__file__).parent.parent / "locale" / "click"
_DOMAIN = "messages"

C = TypeVar("C", bound=click.Command)


class Program(click.Group):
    """A group whose commands speak the user's language, each loaded when it is asked for.

    Loading them all takes longer than checking a changed file.
    """

    def __init__(self, *args: Any, below: Mapping[str, str], **extra: Any) -> None:
        """Take where each command is, by its name: `package.module:command`."""
        super().__init__(*args, **extra)
        self._below = below

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (as click calls it)
        """Return the names of the commands."""
        return sorted(self._below)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 (as click calls it)
        cmd_name: str,
    ) -> click.Command | None:
        """Return the command of a name, in the language that is spoken."""
        if cmd_name not in self._below:
            return None
        module, _, name = self._below[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return translated(command)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run what the command line asks for."""
        language = user_language(os.environ, locale.getlocale()[0])
        with speaking(language), _click_speaks(language):
            return click.Group.main(translated(self), *args, **extra)


@contextmanager
def _click_speaks(language: str) -> Iterator[None]:
    """Let gettext find click's words; of all that names a language it looks at LANGUAGE first."""
    before = os.environ.get("LANGUAGE")
    standard_gettext.bindtextdomain(_DOMAIN, str(_CLICK))
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        del os.environ["LANGUAGE"]
        if before is not None:
            os.environ["LANGUAGE"] = before


def translated(command: C) -> C:
    """Return a copy of a command, and of those below it, in the language that is spoken."""
    made = copy(command)
    made.help = gettext(command.help) if command.help else None
    made.short_help = gettext(command.short_help) if command.short_help else None
    made.options_metavar = gettext(N_("[VALG]"))
    made.params = [_translated_parameter(each) for each in command.params]
    made.params.append(_color_option())
    if isinstance(made, click.Group):
        made.subcommand_metavar = gettext(N_("KOMMANDO [ARGUMENTER]..."))
        made.commands = {name: translated(each) for name, each in made.commands.items()}
    return made


def _translated_parameter(parameter: click.Parameter) -> click.Parameter:
    made = copy(parameter)
    if made.metavar:
        made.metavar = gettext(made.metavar)
    if isinstance(made, click.Option) and made.help:
        made.help = gettext(made.help)
    return made


def _color_option() -> click.Option:
    return click.Option(
        ["--color/--no-color"],
        is_eager=True,
        default=None,
        expose_value=False,
        callback=_choose_color,
        help=gettext(N_("Skriv med eller uten farger. Uten valget avgjør terminalen det.")),
    )


def _choose_color(context: click.Context, _option: click.Parameter, value: bool | None) -> None:
    if value is None and context.color is None and os.environ.get("NO_COLOR"):
        value = False
    if value is not None:
        context.color = value
