"""Every key of the front matter: its name, its value, and the records that it belongs to."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar

from meeting_archive.identifiers import CaseId, CaseNumber, CaseReference
from meeting_archive.outcomes import EDITORS_WORDS, Outcome
from meeting_archive.privacy.exceptions import wrong_value
from meeting_archive.privacy.personal import HIDDEN, Kind
from meeting_archive.records import values
from meeting_archive.records.model import (
    MEETING_PAPERS,
    AttachmentEntry,
    CaseNotes,
    Deadline,
    DocumentType,
    Note,
    Origin,
    People,
    PrivacyException,
    Removal,
)
from meeting_archive.records.values import Context, Reader
from meeting_archive.records.yaml_text import Mapping, Scalar, Sequence, Value

T = TypeVar("T")
_T = DocumentType
_ALL = frozenset(DocumentType)
_LAID_BEFORE = _ALL - MEETING_PAPERS

LANGUAGES = ("nb", "nn", "en", "se")
PROGRAM_STATUS = ("utkast", "endelig")


def people(value: Value, context: Context) -> tuple[People, ...] | None:
    """Read a list of names, or a mapping from a group to such a list; [] is "none"."""
    if not isinstance(value, Mapping):
        names = values.texts(value, context)
        return None if names is None else ((People(None, names),) if names else ())
    groups = []
    for entry in value.entries:
        names = values.texts(entry.value, context.under(entry.key))
        if names is not None:
            groups.append(People(entry.key, names))
    return tuple(groups)


def _list_of(value: Value, context: Context, expected: str) -> tuple[Value, ...]:
    if isinstance(value, Sequence):
        return value.items
    context.refuse("wrong-type", value.line, expected=expected)
    return ()


def attachment_number(value: Value, context: Context) -> str | None:
    """Read the number of an attachment."""
    written = values.text(value, context)
    if written and not (written.isascii() and written.isdecimal() and len(written) <= 6):
        context.refuse("wrong-type", value.line, expected="et nummer, slik: 2")
        return None
    return str(int(written)) if written else None


ATTACHMENT_KEYS: dict[str, Reader] = {
    "nr": attachment_number,
    "tittel": values.text,
    "sak": values.reference,
    "dokument": values.text,
    "fil": values.text,
    "url": values.url,
}


def attachments(value: Value, context: Context) -> tuple[AttachmentEntry, ...]:
    """Read the list of attachments; a number stands once."""
    read = []
    seen: set[str] = set()
    for item in _list_of(value, context, "en liste, slik: - {nr: 1, tittel: Budsjett}"):
        found = values.mapping(item, context, ATTACHMENT_KEYS)
        number = _maybe(found, "nr", str)
        if number in seen:
            context.refuse("duplicate-attachment", item.line, nr=number)
            continue
        if number:
            seen.add(number)
        read.append(
            AttachmentEntry(
                item.line,
                number,
                _maybe(found, "tittel", str),
                _maybe(found, "sak", CaseReference),
                _maybe(found, "dokument", str),
                _maybe(found, "fil", str),
                _maybe(found, "url", str),
            )
        )
    return tuple(read)


def outcomes(value: Value, context: Context) -> tuple[Outcome, ...] | None:
    """Read what a case came to: one of the editors' words, or a list of them."""
    if isinstance(value, Mapping):
        context.refuse("wrong-type", value.line, expected="et utfall eller en liste av dem")
        return None
    items = value.items if isinstance(value, Sequence) else (value,)
    words = (values.choice(EDITORS_WORDS)(item, context) for item in items)
    return tuple(EDITORS_WORDS[str(word)] for word in words if word is not None)


CASE_KEYS: dict[str, Reader] = {
    "nummer": values.number,
    "tittel": values.text,
    "tidligere": values.references,
    "ikke_tidligere": values.references,
    "utfall": outcomes,
    "oversendt_til": values.body_or_case,
    "tema": values.texts,
    "unntatt": values.text,
    "merknad": values.text,
}


def cases(value: Value, context: Context) -> tuple[CaseNotes, ...]:
    """Read what the editors say of each case, by its number as printed."""
    if not isinstance(value, Mapping):
        context.refuse("wrong-type", value.line, expected="saksnumre med nøkler under")
        return ()
    read: list[CaseNotes] = []
    lines: dict[CaseId, int] = {}
    for entry in value.entries:
        key = values.number(Scalar(entry.line, entry.key), context)
        if key is None:
            continue
        first = lines.setdefault(key.id, entry.line)
        if first != entry.line:
            context.findings.add("duplicate-key", entry.line, key=entry.key, first=first)
            continue
        found = values.mapping(entry.value, context.under(entry.key), CASE_KEYS)
        read.append(
            CaseNotes(
                entry.line,
                key,
                _maybe(found, "nummer", CaseNumber),
                _maybe(found, "tittel", str),
                _maybe(found, "tidligere", tuple) or (),
                _maybe(found, "ikke_tidligere", tuple) or (),
                _maybe(found, "utfall", tuple) or (),
                _maybe(found, "oversendt_til", str),
                _maybe(found, "tema", tuple) or (),
                _maybe(found, "unntatt", str),
                _maybe(found, "merknad", str),
            )
        )
    return tuple(read)


DEADLINE_KEYS: dict[str, Reader] = {
    "dato": values.date,
    "hva": values.text,
    "sak": values.reference,
    "utført": values.text,
}


def deadlines(value: Value, context: Context) -> tuple[Deadline, ...]:
    """Read the list of deadlines; each has a day and says what is due."""
    read = []
    for item in _list_of(value, context, "en liste, slik: - {dato: 2017-11-15, hva: Evaluering}"):
        found = values.mapping(item, context, DEADLINE_KEYS)
        day, what = _maybe(found, "dato", dt.date), _maybe(found, "hva", str)
        if day is None or what is None:
            if isinstance(item, Mapping):
                written = {entry.key for entry in item.entries}
                for key in ("dato", "hva"):
                    if key not in written:
                        context.findings.add("missing-key", item.line, key=key, type="hver frist")
            continue
        case = _maybe(found, "sak", CaseReference)
        read.append(Deadline(item.line, day, what, case, _maybe(found, "utført", str)))
    return tuple(read)


NOTE_KEYS: dict[str, Reader] = {"om": values.text, "tekst": values.text}


def notes(value: Value, context: Context) -> tuple[Note, ...]:
    """Read the editors' notes: texts, or `{om, tekst}`."""
    read = []
    for item in _list_of(value, context, "en liste av merknader"):
        if isinstance(item, Scalar):
            written = values.text(item, context)
            if written:
                read.append(Note(item.line, written))
            continue
        found = values.mapping(item, context, NOTE_KEYS)
        if "tekst" in found:
            about = _maybe(found, "om", str)
            read.append(Note(item.line, str(found["tekst"]), about))
        elif isinstance(item, Mapping):
            context.findings.add("missing-key", item.line, key="tekst", type="hver merknad")
    return tuple(read)


ORIGIN_KEYS: dict[str, Reader] = {
    "url": values.url,
    "fil": values.text,
    "sha256": values.text,
    "merknad": values.text,
}


def origin(value: Value, context: Context) -> Origin:
    """Read where the original is."""
    found = values.mapping(value, context, ORIGIN_KEYS)
    return Origin(
        _maybe(found, "url", str),
        _maybe(found, "fil", str),
        _maybe(found, "sha256", str),
        _maybe(found, "merknad", str),
    )


EXCEPTION_KEYS: dict[str, Reader] = {
    "hva": values.choice(Kind),
    "verdi": values.text,
    "grunn": values.text,
}
_EXCEPTION_EXAMPLE = 'en liste, slik: - {hva: telefon, verdi: "73 00 00 00", grunn: Sentralbord}'


def privacy(value: Value, context: Context) -> tuple[PrivacyException, ...]:
    """Read which personal data may stand in the record; each says what, which and why."""
    read = []
    for item in _list_of(value, context, _EXCEPTION_EXAMPLE):
        if not isinstance(item, Mapping):
            context.refuse("wrong-type", item.line, expected=_EXCEPTION_EXAMPLE)
            continue
        found = values.mapping(item, context, EXCEPTION_KEYS)
        written = {entry.key for entry in item.entries}
        for key in EXCEPTION_KEYS:
            if key not in written:
                context.findings.add("missing-key", item.line, key=key, type="hvert unntak")
        if found.keys() != EXCEPTION_KEYS.keys():
            continue
        kind, which = Kind(str(found["hva"])), str(found["verdi"])
        cure = wrong_value(kind, which)
        if cure:
            shown = which if kind is not Kind.NATIONAL_ID else HIDDEN
            context.refuse("invalid-exception", item.line, value=shown, kind=kind, cure=cure)
            continue
        read.append(PrivacyException(item.line, kind, which, str(found["grunn"])))
    return tuple(read)


REMOVAL_KEYS: dict[str, Reader] = {"dato": values.date, "grunn": values.text}


def removal(value: Value, context: Context) -> Removal | None:
    """Read when and why a record was taken away."""
    found = values.mapping(value, context, REMOVAL_KEYS)
    day, reason = _maybe(found, "dato", dt.date), _maybe(found, "grunn", str)
    if day and reason:
        return Removal(day, reason)
    written = {entry.key for entry in value.entries} if isinstance(value, Mapping) else set()
    for key in REMOVAL_KEYS:
        if key not in written and isinstance(value, Mapping):
            context.findings.add("missing-key", value.line, key=key, type="«fjernet»")
    return None


def _maybe(found: dict[str, object], key: str, kind: type[T]) -> T | None:
    value = found.get(key)
    assert value is None or isinstance(value, kind)
    return value


@dataclass(frozen=True, slots=True)
class Field:
    """A key: the attribute of Record that it becomes, and where it may and must stand."""

    attribute: str
    read: Reader
    types: frozenset[DocumentType] = _ALL
    required: frozenset[DocumentType] = frozenset()


FIELDS: dict[str, Field] = {
    "type": Field("type", values.choice(DocumentType), required=_ALL),
    "tittel": Field("title", values.text, required=_LAID_BEFORE),
    "organ": Field("body_id", values.body, required=MEETING_PAPERS),
    "møtedato": Field("meeting_days", values.meeting_days, required=MEETING_PAPERS),
    "møte": Field("meeting_slug", values.slug),
    "dato": Field("date", values.date),
    "saksbehandler": Field("case_officer", values.text, MEETING_PAPERS),
    "referent": Field("minutes_taker", values.text, MEETING_PAPERS),
    "møteleder": Field("chair", values.text, MEETING_PAPERS),
    "referanse": Field("reference", values.text, MEETING_PAPERS),
    "sted": Field("place", values.text, MEETING_PAPERS),
    "tidsrom": Field("time", values.text, MEETING_PAPERS),
    "innkalt": Field("invited", people, MEETING_PAPERS),
    "til_stede": Field("present", people, MEETING_PAPERS),
    "forfall": Field("absent", people, MEETING_PAPERS),
    "observatører": Field("observers", people, MEETING_PAPERS),
    "kopi": Field("copied", people, MEETING_PAPERS),
    "vedlegg": Field("attachments", attachments, MEETING_PAPERS),
    "saker": Field("cases", cases, MEETING_PAPERS),
    "vedlegg_til": Field("attached_to", values.reference, _LAID_BEFORE),
    "parter": Field("parties", values.texts, frozenset({_T.AGREEMENT})),
    "gjelder_fra": Field("valid_from", values.date, frozenset({_T.AGREEMENT})),
    "gjelder_til": Field("valid_to", values.date, frozenset({_T.AGREEMENT})),
    "signert": Field("signed", values.date_or("ukjent", "nei"), frozenset({_T.AGREEMENT})),
    "frister": Field("deadlines", deadlines, MEETING_PAPERS | {_T.AGREEMENT}),
    "arrangement": Field("event", values.text, frozenset({_T.PROGRAM})),
    "status": Field("status", values.choice(PROGRAM_STATUS), frozenset({_T.PROGRAM})),
    "tema": Field("topics", values.texts),
    "språk": Field("language", values.choice(LANGUAGES)),
    "merknader": Field("notes", notes),
    "kilde": Field("origin", origin),
    "personvern": Field("privacy", privacy),
    "kladd": Field("draft", values.yes_no),
    "publiseres": Field("publish_on", values.date),
    "unntatt": Field("withheld", values.text),
    "fjernet": Field("removed", removal),
}
"""In the order that the guide explains them in."""
