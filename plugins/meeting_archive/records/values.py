"""Readers of front-matter values: each takes a value of the file and returns what it means.

A reader that cannot make sense of a value adds a finding and returns None.
"""

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from meeting_archive.dates import DateRange, read_date, read_range
from meeting_archive.diagnostics import Findings, suggestion
from meeting_archive.identifiers import SLUG, CaseNumber, CaseReference, Numbering, slugify
from meeting_archive.records.yaml_text import Entry, Mapping, Scalar, Sequence, Value

CASE_EXAMPLE = "AU 06/17"
_URL = re.compile(r"https?://[^\s<>\"'\\]+", re.IGNORECASE)
YES_NO = {"ja": True, "nei": False}


@dataclass(frozen=True)
class Context:
    """What a value is read in: the key it stands under, and the record's surroundings."""

    key: str
    findings: Findings
    numbering: Numbering
    own_body: str | None = None

    def under(self, key: str) -> "Context":
        return Context(key, self.findings, self.numbering, self.own_body)

    def refuse(self, code: str, line: int, **values: object) -> None:
        """Add a finding about this key."""
        self.findings.add(code, line, key=self.key, **values)


Reader = Callable[[Value, Context], object]


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` most likely means, or None."""
    by_slug = {slugify(each): each for each in known}
    close = difflib.get_close_matches(slugify(word), by_slug, n=1, cutoff=0.6)
    return by_slug[close[0]] if close else None


def text(value: Value, context: Context) -> str | None:
    """Read a text that is not empty."""
    if not isinstance(value, Scalar):
        context.refuse("wrong-type", value.line, expected="tekst")
        return None
    stripped = value.value.strip()
    if not stripped:
        context.refuse("empty-value", value.line)
    return stripped or None


def texts(value: Value, context: Context) -> tuple[str, ...] | None:
    """Read a list of texts; one text alone is a list of one."""
    if isinstance(value, Mapping):
        context.refuse("wrong-type", value.line, expected="en liste, slik: [første, andre]")
        return None
    items = value.items if isinstance(value, Sequence) else (value,)
    read = (text(item, context) for item in items)
    return tuple(each for each in read if each is not None)


def date(value: Value, context: Context) -> dt.date | None:
    """Read a date."""
    written = text(value, context)
    found = read_date(written) if written else None
    if written and found is None:
        context.refuse("invalid-date", value.line, value=written, extra="")
    return found


def meeting_days(value: Value, context: Context) -> DateRange | None:
    """Read a day, a span of days, or `ukjent`, which is None."""
    written = text(value, context)
    if written is None or written == "ukjent":
        return None
    found = read_range(written)
    if found is None:
        extra = ", to dager slik: 2017-03-23/2017-03-24, eller «ukjent»"
        context.refuse("invalid-date", value.line, value=written, extra=extra)
    return found


@dataclass(frozen=True, slots=True)
class DateOr:
    """A reader of an ISO date or one of some words, kept as text."""

    words: tuple[str, ...]

    def __call__(self, value: Value, context: Context) -> str | None:
        written = text(value, context)
        if written is None or written in self.words or read_date(written):
            return written
        extra = f", eller {' eller '.join(f'«{word}»' for word in self.words)}"
        context.refuse("invalid-date", value.line, value=written, extra=extra)
        return None


@dataclass(frozen=True, slots=True)
class Choice:
    """A reader of one of some words."""

    words: tuple[str, ...]

    def __call__(self, value: Value, context: Context) -> str | None:
        written = text(value, context)
        if written is None or written in self.words:
            return written
        context.refuse(
            "invalid-value",
            value.line,
            value=written,
            suggestion=suggestion(nearest(written, self.words)),
            allowed=", ".join(self.words),
        )
        return None


def date_or(*words: str) -> DateOr:
    """Return a reader of an ISO date or one of `words`, kept as text."""
    return DateOr(words)


def choice(words: Iterable[str]) -> Choice:
    """Return a reader of one of `words`."""
    return Choice(tuple(words))


def yes_no(value: Value, context: Context) -> bool | None:
    """Read `ja` or `nei`."""
    written = choice(YES_NO)(value, context)
    return None if written is None else YES_NO[str(written)]


def slug(value: Value, context: Context) -> str | None:
    """Read what may stand in an address."""
    written = text(value, context)
    if written is None or SLUG.fullmatch(written):
        return written
    context.refuse(
        "invalid-slug", value.line, value=written, suggestion=suggestion(slugify(written) or None)
    )
    return None


def url(value: Value, context: Context) -> str | None:
    """Read a web address that is safe to publish."""
    written = text(value, context)
    if written is None or _URL.fullmatch(written):
        return written
    context.refuse("unsafe-url", value.line, value=written)
    return None


def body(value: Value, context: Context) -> str | None:
    """Read a body by what records call it; returns its id."""
    written = text(value, context)
    if written is None:
        return None
    by_key = {each.key.casefold(): each.id for each in context.numbering.bodies}
    if written.casefold() in by_key:
        return by_key[written.casefold()]
    keys = [each.key for each in context.numbering.bodies]
    context.refuse(
        "unknown-body", value.line, value=written, suggestion=suggestion(nearest(written, keys))
    )
    return None


def number(value: Value, context: Context) -> CaseNumber | None:
    """Read a case number."""
    written = text(value, context)
    found = context.numbering.read(written, context.own_body) if written else None
    if written and found is None:
        refuse_number(written, CASE_EXAMPLE, value.line, context)
    return found


_NEARLY_NUMBER = re.compile(r"([^\W\d_]+)\D*?([0-9]{1,4})\D+([0-9]{4}|[0-9]{2})(#.*)?")


def refuse_number(written: str, example: str, line: int, context: Context) -> None:
    """Add the finding that a case number is malformed, with the one that it nearly is."""
    match = _NEARLY_NUMBER.fullmatch(written.strip())
    likely = f"{match[1].upper()} {match[2]}/{match[3]}" if match else None
    meant = likely if likely and context.numbering.read(likely, context.own_body) else None
    context.refuse(
        "invalid-case-number", line, value=written, example=example, suggestion=suggestion(meant)
    )


def reference(value: Value, context: Context) -> CaseReference | None:
    """Read a case number, with a sub-item's anchor or without."""
    written = text(value, context)
    if written is None:
        return None
    found = context.numbering.read_reference(written, context.own_body, value.line)
    if found is None:
        example = f"{CASE_EXAMPLE} eller {CASE_EXAMPLE}#underpunkt"
        refuse_number(written, example, value.line, context)
    return found


def references(value: Value, context: Context) -> tuple[CaseReference, ...] | None:
    """Read a list of case references; one alone is a list of one."""
    if isinstance(value, Mapping):
        context.refuse("wrong-type", value.line, expected="et saksnummer eller en liste av dem")
        return None
    items = value.items if isinstance(value, Sequence) else (value,)
    read = (reference(item, context) for item in items)
    return tuple(each for each in read if each is not None)


def body_or_case(value: Value, context: Context) -> str | None:
    """Read a body's key or a case number; returns the id of either."""
    written = text(value, context)
    case = context.numbering.read(written, context.own_body) if written else None
    return str(case.id) if case else body(value, context)


def mapping(value: Value, context: Context, readers: dict[str, Reader]) -> dict[str, object]:
    """Read a mapping whose keys are those of `readers`; what cannot be read is left out."""
    if not isinstance(value, Mapping):
        expected = "nøkler med verdier: " + ", ".join(readers)
        context.refuse("wrong-type", value.line, expected=expected)
        return {}
    read: dict[str, object] = {}
    for entry in value.entries:
        if entry.key not in readers:
            unknown_key(entry, readers, context.findings)
            continue
        found = readers[entry.key](entry.value, context.under(entry.key))
        if found is not None:
            read[entry.key] = found
    return read


def unknown_key(entry: Entry, known: Iterable[str], findings: Findings) -> None:
    """Add the finding that a key is unknown, with the nearest known one."""
    near = suggestion(nearest(entry.key, known))
    findings.add("unknown-key", entry.line, key=entry.key, suggestion=near)
