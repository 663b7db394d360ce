"""What a build tells of records and settings: warnings as they come, and errors that stop it."""

import logging
from collections.abc import Sequence

from mkdocs.exceptions import PluginError

from meeting_archive.diagnostics import Diagnostic, Severity
from meeting_archive.settings import PLUGIN
from mkdocs_meeting_archive.preview import RecordsError

log = logging.getLogger("mkdocs.plugins.meeting-archive")

_LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING}


def refusal(message: object) -> PluginError:
    """Return what stops a build, with the plugin's name before it."""
    return PluginError(f"{PLUGIN}: {message}")


def report(found: Sequence[Diagnostic]) -> None:
    """Log all findings; raise PluginError with every error where there is one."""
    errors = [each for each in found if each.severity is Severity.ERROR]
    for each in found:
        if each.severity is not Severity.ERROR:
            log.log(_LEVELS.get(each.severity, logging.INFO), str(each))
    if errors:
        raise RecordsError(tuple(errors))


def problems(error: PluginError) -> tuple[Diagnostic, ...]:
    """Return each thing that is wrong; what no record is to blame for has no path."""
    if isinstance(error, RecordsError):
        return error.found
    return (Diagnostic("", 0, "", Severity.ERROR, str(error).removeprefix(f"{PLUGIN}: ")),)
