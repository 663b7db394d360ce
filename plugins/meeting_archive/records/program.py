"""The grammar of a program: days, and sessions with their times."""

import datetime as dt
import re

from meeting_archive.dates import find_written
from meeting_archive.diagnostics import Findings
from meeting_archive.records.model import ProgramBody, ProgramDay, Session
from meeting_archive.records.text import HEADING, FenceTracker, block, plain_title

_HOUR = r"(?:[01]?[0-9]|2[0-4])"
_CLOCK = rf"{_HOUR}[.:]?[0-5][0-9]"
# An hour alone is a time of day only after "kl", or before a dash or a colon.
_SESSION = re.compile(
    rf"[-*+][ \t]+(?P<time>(?:(?:kl\.?[ \t]*)?(?P<start>{_CLOCK})|kl\.?[ \t]*(?P<hour>{_HOUR})"
    rf"|(?P<bare>{_HOUR})(?=[ \t]*[-–:]))(?:[ \t]*[-–][ \t]*(?P<end>{_CLOCK}|{_HOUR}))?)"
    r"(?!\d)[ \t]*(?::[ \t]*|[ \t]+|$)(?P<text>.*)",
    re.IGNORECASE,
)


def read_program(
    body: str, first_line: int, dated: dt.date | None, title: str, findings: Findings
) -> ProgramBody:
    """Read the body of a program.

    A day without a year is the first such date on or after `dated`, the record's own date, or
    has the year that `title` states.
    """
    fences = FenceTracker()
    intro: list[tuple[int, str]] = []
    days: list[tuple[int, str, list[tuple[int, str]]]] = []
    for number, text in enumerate(body.split("\n"), first_line):
        heading = None if fences.is_code(text) else HEADING.fullmatch(text)
        if heading and len(heading[1]) == 2:
            days.append((number, plain_title(heading[2] or ""), []))
        else:
            (days[-1][2] if days else intro).append((number, text))
    stated = find_written(title)
    earliest = dated or (dt.date(stated.year, 1, 1) if stated and stated.year else None)
    return ProgramBody(
        block(intro),
        tuple(_day(line, words, lines, earliest, findings) for line, words, lines in days),
    )


def _day(
    line: int,
    heading: str,
    lines: list[tuple[int, str]],
    earliest: dt.date | None,
    findings: Findings,
) -> ProgramDay:
    written = find_written(heading)
    date = written.on_or_after(earliest) if written else None
    if date is None:
        findings.add("invalid-day", line, value=heading)
    intro: list[tuple[int, str]] = []
    sessions: list[tuple[int, re.Match[str], list[str]]] = []
    for number, text in lines:
        match = _SESSION.fullmatch(text.strip())
        if match:
            sessions.append((number, match, [match["text"]]))
        elif sessions:
            sessions[-1][2].append(text.strip())
        else:
            intro.append((number, text))
    return ProgramDay(
        line, heading, date, block(intro), tuple(_session(*session) for session in sessions)
    )


def _session(line: int, match: re.Match[str], texts: list[str]) -> Session:
    text = "\n".join(texts).strip()
    start = match["start"] or match["hour"] or match["bare"]
    return Session(line, match["time"], clock(start), clock(match["end"]), text)


def clock(printed: str | None) -> str | None:
    """Return `1130`, `11.30` or `kl 9` as HH:MM."""
    if printed is None:
        return None
    digits = re.sub(r"[^0-9]", "", printed)
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    return f"{int(hours):02}:{minutes}"
