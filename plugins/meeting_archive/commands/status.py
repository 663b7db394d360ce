"""`meeting-archive status`: what waits for the editors."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import click
from rich.text import Text

from meeting_archive.commands.terminal import (
    FAILED,
    config_option,
    configured,
    printable,
    show,
    today,
    typed,
)
from meeting_archive.editing.suggested import read_linked
from meeting_archive.messages import N_, gettext, ngettext
from meeting_archive.pending import Kind, Pending, pending

_ = gettext

_NEAR = 90
_HEADINGS = {
    Kind.ERROR: N_("Feil i dokumentene"),
    Kind.DRAFT: N_("Kladder"),
    Kind.HELD_BACK: N_("Venter på dagen de skal publiseres"),
    Kind.NO_MINUTES: N_("Møter uten protokoll"),
    Kind.SUGGESTION: N_("Forslag til koblinger"),
    Kind.PASSED: N_("Frister som er passert"),
    Kind.COMING: N_("Frister som kommer"),
}
_CURES = {
    Kind.ERROR: N_("Rett dem der det står."),
    Kind.DRAFT: N_("Gjør dem ferdige, og ta bort linjen «kladd: ja»."),
    Kind.HELD_BACK: N_("Bygg nettstedet den dagen, eller ta bort «publiseres»."),
    Kind.NO_MINUTES: N_("Lag protokollen slik:"),
    Kind.SUGGESTION: N_("Les sakene, og svar med --confirm eller --reject:"),
    Kind.PASSED: N_("Skriv «utført» ved dem som er gjort."),
    Kind.COMING: N_("Skriv «utført» når de er gjort."),
}


@click.command(
    help=N_(
        "Vis hva som venter på redaktørene: kladder, møter uten protokoll, forslag til koblinger "
        "og frister.\n\n"
        "Avslutter med 1 når et dokument har feil, ellers med 0."
    ),
    short_help=N_("Vis hva som venter på redaktørene."),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=N_("Tekst til å lese, eller JSON til andre programmer."),
)
@click.option(
    "--dager",
    "near",
    type=click.IntRange(0, 36_500),
    default=_NEAR,
    show_default=True,
    metavar=N_("ANTALL"),
    help=N_("Hvor mange dager fram frister blir vist."),
)
@config_option
def status(form: str, near: int, config: Path) -> None:
    settings = configured(config)
    day = today()
    linked = read_linked(settings, day)

    def text_of(path: str) -> str:
        return (settings.root / path).read_text(encoding="utf-8", errors="replace")

    found = pending(linked, day, near, text_of)
    if form == "json":
        click.echo(_json(found))
    else:
        for line in _lines(found):
            show(line)
    if linked.errors:
        raise click.exceptions.Exit(FAILED)


def _json(found: Sequence[Pending]) -> str:
    return json.dumps(
        {"version": 1, "pending": [asdict(each) for each in found]},
        ensure_ascii=False,
        indent=2,
        default=str,
    )


def _lines(found: Sequence[Pending]) -> Iterator[Text]:
    """Yield what is shown: each kind under its heading, with what cures it."""
    for kind, group in groupby(found, lambda each: each.kind):
        things = [*group]
        yield Text(f"{_(_HEADINGS[kind])} ({len(things)})", "bold")
        yield Text(f"  {_(_CURES[kind])}", "dim")
        for each in things:
            yield _line(each)
            if each.command:
                yield Text(f"      {typed(each.command)}")
        yield Text()
    if not found:
        yield Text(_("Ingenting venter."))


def _line(each: Pending) -> Text:
    line = Text("  ").append(f"{each.path}:{each.line}:", "cyan")
    if each.date:
        line.append(f" {each.date}")
    line.append(f" {printable(each.text)}")
    if each.left:
        counted = ngettext("%d sted å fylle inn", "%d steder å fylle inn", each.left)
        line.append(f" ({counted % each.left})")
    return line
