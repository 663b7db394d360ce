"""`meeting-archive check`: all that the build would say, and more, without building."""

import os
from collections.abc import Iterable
from pathlib import Path

import click

from meeting_archive.checking.formats import FORMATS, WORDS, as_line, summary
from meeting_archive.checking.run import check_archive
from meeting_archive.commands.terminal import FAILED, MISUSED, config_option, printable, stop
from meeting_archive.dates import day_of_build
from meeting_archive.diagnostics import Diagnostic, Severity
from meeting_archive.markup import Converter
from meeting_archive.messages import N_, gettext
from meeting_archive.search.synonyms import Synonyms, synonyms_file
from meeting_archive.settings import Settings, read_settings

_ = gettext

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}


@click.command(
    "check",
    help=N_(
        "Si alt som er galt i dokumentene, uten å bygge nettstedet.\n\n"
        "Med FILER vises bare det som gjelder dem, men de blir holdt opp mot hele arkivet. En "
        "mappe betyr alle filene i den.\n\n"
        "Slutter med 0 når alt er i orden, 1 når det er feil (eller advarsler, med --strict), og 2 "
        "når kommandoen ikke kan gjøre det den ble bedt om."
    ),
    short_help=N_("Si alt som er galt i dokumentene, uten å bygge nettstedet."),
)
@click.argument("files", nargs=-1, metavar=N_("[FILER]..."), type=click.Path(path_type=Path))
@click.option(
    "--format",
    "shape",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help=N_("Hvordan svaret skrives."),
)
@click.option(
    "--strict", is_flag=True, help=N_("La advarsler telle som feil, slik «make site» gjør.")
)
@config_option
def check_command(files: tuple[Path, ...], shape: str, strict: bool, config: Path) -> None:
    try:
        settings = read_settings(config)
        today = day_of_build(os.environ)
        given = frozenset(_given(files, settings)) if files else None
        converter = _converter(settings)
        name = settings.synonyms
        synonyms = synonyms_file(settings.root, name) if name else Synonyms()
    except ValueError as error:
        stop([str(error)], MISUSED)
    found = check_archive(settings, converter, today, given)
    if given is None:
        found = tuple(sorted((*found, *synonyms.diagnostics)))
    if shape == "text":
        for each in found:
            click.echo(_coloured(each))
        click.echo(summary(found))
    else:
        click.echo(FORMATS[shape](found))
    severities = {each.severity for each in found}
    if Severity.ERROR in severities or (strict and Severity.WARNING in severities):
        raise click.exceptions.Exit(FAILED)


def _converter(settings: Settings) -> Converter:
    try:
        return Converter(settings.extensions, settings.extension_configs)
    except (ImportError, AttributeError, TypeError, KeyError) as error:
        raise ValueError(f"«markdown_extensions» i mkdocs.yml kan ikke brukes: {error}") from None


def _given(files: Iterable[Path], settings: Settings) -> Iterable[str]:
    """Yield the paths of the files from the archive's root; raises ValueError for any other."""
    records = settings.root / settings.records
    for file in files:
        # The folder is resolved, but not the file: a link among the records is told of.
        absolute = file.parent.resolve() / file.name if file.name != ".." else file.resolve()
        if not absolute.is_relative_to(records):
            names = {"file": file, "folder": settings.records}
            raise ValueError(_("«%(file)s» ligger ikke i mappen «%(folder)s»") % names)
        if absolute.is_dir():
            below = (each for each in absolute.rglob("*") if not each.is_dir())
            yield from (each.relative_to(settings.root).as_posix() for each in below)
        elif absolute.is_symlink() or absolute.exists():
            yield absolute.relative_to(settings.root).as_posix()
        else:
            raise ValueError(_("«%s» finnes ikke") % file)


def _coloured(found: Diagnostic) -> str:
    word = WORDS[found.severity]
    shown = click.style(word, fg=_COLOURS[found.severity], bold=True)
    return printable(as_line(found)).replace(f": {word} ", f": {shown} ", 1)
