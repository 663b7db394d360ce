"""The editors' command, `meeting-archive`."""

import sys
from io import TextIOWrapper

import click

from meeting_archive import __version__
from meeting_archive.commands.program import Program
from meeting_archive.messages import N_


@click.group(
    cls=Program,
    below={
        "check": "meeting_archive.commands.check:check_command",
        "import": "meeting_archive.commands.importing:import_command",
        "links": "meeting_archive.commands.links:links",
        "new": "meeting_archive.commands.new:new",
        "status": "meeting_archive.commands.status:status",
    },
    help=N_("Redaktørenes verktøy for møtearkivet."),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, "-V", "--version", help=N_("Vis versjonen og avslutt."))
def main() -> None:
    # An output that has no arrow is no reason to stop.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
