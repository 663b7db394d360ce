"""archive.json: everything that the pages show, as data under one published schema."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import json

from meeting_archive.archive import Archive
from meeting_archive.diagnostics import Diagnostic
from meeting_archive.linking.follow import approvals
from meeting_archive.linking.model import LinkGraph
from meeting_archive.model import (
    Attachment,
    Case,
    Document,
    ItemTreatment,
    Meeting,
    Passage,
    Treatment,
    flat_names,
)
from meeting_archive.outcomes import Outcome
from meeting_archive.records.model import Origin, ProgramBody, ProseBody, SectionKind

VERSION = 1
_SIGNED = {"ukjent": "unknown", "nei": "no"}
_STATUS = {"utkast": "draft", "endelig": "final"}
PlainText = Callable[[str], str]
"""Turns a record's Markdown into text without markup."""


def archive_data(
    archive: Archive,
    text_of: PlainText,
    graph: LinkGraph = LinkGraph(),  # noqa: B008 (frozen)
    found: Iterable[Diagnostic] = (),
) -> dict[str, Any]:
    """Return the archive as JSON values, in the form that `schema.json` describes.

    `found` are further findings that may be published, beside the archive's own.
    """
    return {
        "version": VERSION,
        "bodies": [
            {"id": body.id, "name": body.name, "url": f"moter/{body.id}/"}
            for body in archive.bodies
        ],
        "meetings": [_meeting(meeting, archive, graph) for meeting in archive.meetings],
        "documents": [_document(document, text_of) for document in archive.documents],
        "cases": [_case(case, text_of) for case in archive.cases],
        "agreements": [_agreement(document) for document in archive.agreements],
        "programs": [_program(document, text_of) for document in archive.programs],
        "links": [
            {
                "from": str(each.source),
                "to": str(each.target),
                "relation": each.relation,
                "basis": each.basis,
                "evidence": each.evidence,
            }
            for each in graph.links
        ],
        "unresolved": [
            {"from": str(each.source), "text": each.text, "relation": each.relation}
            for each in graph.unresolved
        ],
        "diagnostics": [
            {
                "code": each.code,
                "severity": each.severity,
                "path": each.path,
                "line": each.line,
                "message": each.message,
            }
            for each in sorted((*archive.diagnostics, *found))
        ],
    }


def dump(data: Mapping[str, Any]) -> str:
    """Return the data as JSON text that is safe to put into a page, too."""
    text = json.format(json.encode(data), indent=1).decode()
    # In JSON these three stand only inside strings, where an escape means the same.
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e") + "\n"


def _meeting(meeting: Meeting, archive: Archive, graph: LinkGraph) -> dict[str, Any]:
    days = meeting.days
    return {
        "id": meeting.id,
        "body": meeting.body,
        "date": days.start.isoformat() if days else None,
        "end_date": days.end.isoformat() if days else None,
        "url": meeting.address,
        "documents": list(meeting.documents),
        "cases": [str(case) for case in meeting.cases],
        "place": meeting.place,
        "time": meeting.time,
        "invited": _names(flat_names(meeting.attendance.invited)),
        "present": _names(flat_names(meeting.attendance.present)),
        "absent": _names(flat_names(meeting.attendance.absent)),
        "observers": _names(flat_names(meeting.attendance.observers)),
        "copied": _names(flat_names(meeting.attendance.copied)),
        "chair": meeting.chair,
        "minutes_taker": meeting.minutes_taker,
        "case_officer": meeting.case_officer,
        "attachments": [_attachment(each) for each in meeting.attachments],
        "minutes_approved_by": next(
            (str(case.id) for case in approvals(meeting, archive, graph) if case.minuted), None
        ),
        "notes": [note.text for note in meeting.notes],
    }


def _names(names: Iterable[str] | None) -> list[str] | None:
    return None if names is None else list(names)


def _document(document: Document, text_of: PlainText) -> dict[str, Any]:
    record = document.record
    return {
        "id": document.id,
        "type": document.type,
        "title": document.title,
        "meeting": document.meeting,
        "date": record.date.isoformat() if record.date else None,
        "language": record.language,
        "reference": record.reference,
        "text": _prose(document, text_of),
        "original": _origin(record.origin),
        "topics": list(record.topics),
        "notes": [note.text for note in record.notes],
        "url": document.address,
        "source": document.source,
        "withheld": record.withheld,
        "removed": (
            {"date": record.removed.date.isoformat(), "reason": record.removed.reason}
            if record.removed
            else None
        ),
    }


def _case(case: Case, text_of: PlainText) -> dict[str, Any]:
    return {
        "id": str(case.id),
        "number": case.number,
        "printed_numbers": list(case.printed_numbers),
        "title": case.title,
        "body": case.id.body,
        "year": case.id.year,
        "url": case.address,
        "language": case.language,
        "outcomes": _outcomes(case.outcomes),
        "minuted": case.minuted,
        "topics": list(case.topics),
        "treatments": [_treatment(treatment, text_of) for treatment in case.treatments],
        "items": [
            {
                "id": f"{case.id}#{item.anchor}",
                "title": item.title,
                "outcomes": _outcomes(item.outcomes),
                **_item_texts(case, item.anchor, text_of),
            }
            for item in case.items
        ],
        "notes": list(case.notes),
        "withheld": case.withheld,
        "removed": case.removed,
    }


def _treatment(treatment: Treatment, text_of: PlainText) -> dict[str, Any]:
    return {
        "meeting": treatment.meeting,
        "documents": list(treatment.documents),
        "minuted": treatment.minuted,
        "presentation": _text(treatment, SectionKind.PRESENTATION, text_of),
        "proposal": _text(treatment, SectionKind.PROPOSAL, text_of),
        "discussion": _text(treatment, SectionKind.DISCUSSION, text_of),
        "decision": _text(treatment, SectionKind.DECISION, text_of),
        "vote": _text(treatment, SectionKind.VOTE, text_of),
        "earlier_treatment": _text(treatment, SectionKind.EARLIER, text_of),
        "follow_up": _text(treatment, SectionKind.FOLLOW_UP, text_of),
        "outcomes": _outcomes(treatment.ruling.outcomes),
        "forwarded_to": treatment.ruling.forwarded_to,
        "attachments": [_attachment(each) for each in treatment.attachments],
    }


def _prose(document: Document, text_of: PlainText) -> str | None:
    """Return the text of an invitation, agreement or attachment; papers have theirs in cases."""
    body = document.record.body
    return text_of(body.block.text) or None if isinstance(body, ProseBody) else None


def _origin(origin: Origin | None) -> dict[str, str | None] | None:
    if origin is None:
        return None
    return {
        "url": origin.url,
        "file": origin.file,
        "sha256": origin.sha256,
        "remark": origin.remark,
    }


def _attachment(attachment: Attachment) -> dict[str, Any]:
    return {
        "number": attachment.number,
        "title": attachment.title,
        "document": attachment.document,
        "url": attachment.file or attachment.url,
    }


def _outcomes(outcomes: Iterable[Outcome]) -> list[str]:
    return [outcome.value for outcome in outcomes]


def _text(
    treatment: Treatment | ItemTreatment, kind: SectionKind, text_of: PlainText
) -> str | None:
    return _joined(treatment.of(kind), text_of)


def _joined(passages: Iterable[Passage], text_of: PlainText) -> str | None:
    texts = [text_of(passage.block.text) for passage in passages]
    return "\n\n".join(text for text in texts if text) or None


def _item_texts(case: Case, anchor: str, text_of: PlainText) -> dict[str, str | None]:
    """Return the latest texts of a sub-item; its decision is that of the latest minutes."""
    found: dict[str, str | None] = {"proposal": None, "discussion": None, "decision": None}
    for treatment in case.treatments:
        for item in treatment.items:
            if item.anchor == anchor:
                for name, earlier in found.items():
                    found[name] = _text(item, SectionKind(name), text_of) or earlier
    return found


def _agreement(document: Document) -> dict[str, Any]:
    record = document.record
    return {
        "id": document.id.partition("/")[2],
        "title": document.title,
        "parties": list(record.parties),
        "valid_from": record.valid_from.isoformat() if record.valid_from else None,
        "valid_to": record.valid_to.isoformat() if record.valid_to else None,
        "signed": _SIGNED.get(record.signed or "", record.signed),
        "deadlines": [
            {
                "date": each.date.isoformat(),
                "what": each.what,
                "case": str(each.case) if each.case else None,
                "done": each.done,
            }
            for each in record.deadlines
        ],
        "laid_before": str(record.attached_to.case) if record.attached_to else None,
        "url": document.address,
    }


def _program(document: Document, text_of: PlainText) -> dict[str, Any]:
    body = document.record.body
    days = body.days if isinstance(body, ProgramBody) else ()
    dates = [day.date for day in days if day.date]
    return {
        "id": document.id.partition("/")[2],
        "title": document.title,
        "event": document.record.event,
        "status": _STATUS.get(document.record.status or ""),
        "start": min(dates).isoformat() if dates else None,
        "end": max(dates).isoformat() if dates else None,
        "sessions": [
            {
                "day": day.date.isoformat() if day.date else None,
                "start": session.start,
                "end": session.end,
                "text": text_of(session.text),
            }
            for day in days
            for session in day.sessions
        ],
        "laid_before": (
            str(document.record.attached_to.case) if document.record.attached_to else None
        ),
        "url": document.address,
    }
