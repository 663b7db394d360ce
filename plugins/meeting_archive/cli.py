"""The editors' command, `meeting-archive`."""

import sys
from io import TextIOWrapper

import click

from meeting_archive import __version__
from meeting_archive.commands.check import check_command
from meeting_archive.commands.importing import import_command
from meeting_archive.commands.links import links
from meeting_archive.commands.new import new
from meeting_archive.commands.program import Program
from meeting_archive.commands.status import status
from meeting_archive.messages import N_


@click.group(
    cls=Program,
    help=N_("Redaktørenes verktøy for møtearkivet."),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, "-V", "--version")
def main() -> None:
    # An output that has no arrow is no reason to stop.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


main.add_command(import_command)
main.add_command(check_command)
main.add_command(links)
main.add_command(new)
main.add_command(status)
