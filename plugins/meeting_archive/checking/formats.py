"""Findings as text for people, JSON for programs, GitHub's commands, and SARIF 2.1.0."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from meeting_archive import __version__
from meeting_archive.diagnostics import CATALOGUE, Diagnostic, Severity
from meeting_archive.messages import gettext, ngettext

_ = gettext

WORDS = {Severity.ERROR: "feil", Severity.WARNING: "advarsel", Severity.NOTICE: "merknad"}
_SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}


def as_line(found: Diagnostic) -> str:
    """Return a finding as a compiler writes it: `path:line: severity code message`."""
    return f"{found.path}:{found.line}: {WORDS[found.severity]} {found.code} {found.message}"


def summary(found: Sequence[Diagnostic]) -> str:
    """Return one line that counts the findings, such as "2 feil og 1 advarsel i 3 filer"."""
    if not found:
        return _("Alt i orden.")
    counts = Counter(each.severity for each in found)
    parts = [_counted(severity, counts[severity]) for severity in Severity if counts[severity]]
    files = len({each.path for each in found})
    counted = _(" og ").join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    whole = ngettext("%(found)s i %(files)d fil.", "%(found)s i %(files)d filer.", files)
    return whole % {"found": counted, "files": files}


def _counted(severity: Severity, number: int) -> str:
    if severity is Severity.ERROR:
        return ngettext("%d feil", "%d feil", number) % number
    if severity is Severity.WARNING:
        return ngettext("%d advarsel", "%d advarsler", number) % number
    return ngettext("%d merknad", "%d merknader", number) % number


def as_text(found: Sequence[Diagnostic]) -> str:
    """Return a line for each finding, and the summary."""
    return "\n".join([*map(as_line, found), summary(found)])


def as_json(found: Sequence[Diagnostic]) -> str:
    """Return the findings with their counts as JSON."""
    counts = Counter(each.severity for each in found)
    data = {
        "version": 1,
        "summary": {str(severity): counts[severity] for severity in Severity},
        "findings": [
            {
                "path": each.path,
                "line": each.line,
                "severity": str(each.severity),
                "code": each.code,
                "message": each.message,
                "about": list(each.about),
            }
            for each in found
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def as_github(found: Sequence[Diagnostic]) -> str:
    """Return the findings as workflow commands, which GitHub shows at their lines."""
    lines = [
        f"::{each.severity} file={_property(each.path)},line={each.line},"
        f"title={_property(each.code)}::{_data(each.message)}"
        for each in found
    ]
    return "\n".join([*lines, summary(found)])


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(found: Sequence[Diagnostic]) -> str:
    """Return the findings as SARIF 2.1.0, with a rule for each code among them."""
    codes = sorted({each.code for each in found})
    data = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "meeting-archive",
                        "version": __version__,
                        "rules": [_rule(code) for code in codes],
                    }
                },
                "language": "nb",
                "columnKind": "unicodeCodePoints",
                "results": [_result(each, codes.index(each.code)) for each in found],
            }
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _rule(code: str) -> dict[str, Any]:
    severity, sentence = CATALOGUE[code]
    general = re.sub(r"\{\w+\}", "…", sentence)
    return {
        "id": code,
        "shortDescription": {"text": general},
        "help": {"text": f"{general}. Se «{code}» i veiledningen, under «Meldinger fra arkivet»."},
        "defaultConfiguration": {"level": _SARIF_LEVELS[severity]},
    }


def _result(found: Diagnostic, rule: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": _SARIF_LEVELS[found.severity],
        "message": {"text": found.message},
        "locations": [_location(found.path, found.line)],
    }
    if found.about:
        result["relatedLocations"] = [_location(path) for path in found.about]
    return result


def _location(path: str, line: int | None = None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(path)}}
    if line is not None:
        physical["region"] = {"startLine": line}
    return {"physicalLocation": physical}


FORMATS = {"text": as_text, "json": as_json, "github": as_github, "sarif": as_sarif}
