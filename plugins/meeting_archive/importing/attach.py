"""Which of the papers in one file were laid before which case, by their lists."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from meeting_archive.dates import find_written
from meeting_archive.importing.drafts import Draft
from meeting_archive.importing.messages import Remark, remark
from meeting_archive.importing.values import Value
from meeting_archive.records.model import MEETING_PAPERS, MINUTES, DocumentType, PaperBody, Record
from meeting_archive.records.printed import attachment_lines

_T = DocumentType
_WORDS = {_T.PROGRAM: "program", _T.INVITATION: "invitasjon", _T.AGREEMENT: "avtale"}
_MINUTES_WORDS = re.compile(r"protokoll|referat|møtebok", re.IGNORECASE)
_DRAFT_WORDS = re.compile(r"(?:forslag|utkast|framlegg|foreløpig|førebels)\b", re.IGNORECASE)
_TITLE_END = re.compile(r"\s*(?:\d|–|-\s)")
_LONGEST_EVENT = 6  # words


@dataclass(frozen=True, slots=True)
class Listed:
    """An attachment that a paper of the file lists under a case."""

    paper: int
    case: str
    case_title: str
    number: str
    title: str


def listed(records: Sequence[Record | None]) -> tuple[Listed, ...]:
    """Return the attachments that the papers of a file list under their cases."""
    return tuple(
        Listed(at, case.number.printed, case.title or "", line.number, line.title)
        for at, record in enumerate(records)
        if record and isinstance(record.body, PaperBody)
        for case in record.body.cases
        for line in attachment_lines(case)
    )


@dataclass(frozen=True, slots=True)
class Match:
    """A paper of the file that is a listed attachment."""

    paper: int
    of: Listed


def match(drafts: Sequence[Draft], records: Sequence[Record | None]) -> tuple[Match, ...]:
    """Match papers with attachments; only where one of each fits the other."""
    attachments = listed(records)
    pairs = [
        Match(paper, each)
        for paper, draft in enumerate(drafts)
        for each in attachments
        if each.paper != paper and _fits(draft, records[paper], each)
    ]
    return tuple(
        pair
        for pair in pairs
        if sum(other.paper == pair.paper for other in pairs) == 1
        and sum(other.of == pair.of for other in pairs) == 1
    )


def _fits(draft: Draft, record: Record | None, attachment: Listed) -> bool:
    if draft.type in _WORDS:
        return _WORDS[draft.type] in attachment.title.casefold()
    if draft.type not in MINUTES or record is None or record.meeting_days is None:
        return False
    written = find_written(attachment.title)
    day = written.on_or_after(None) if written else None
    return bool(_MINUTES_WORDS.search(attachment.title)) and day == record.meeting_days.start


def laid_before(draft: Draft, of: Listed) -> Draft:
    """Return a program, invitation or agreement with what the attachment tells of it."""
    keys: dict[str, Value] = draft.keys | {"vedlegg_til": of.case}
    if draft.type is _T.PROGRAM:
        event = _event(of.case_title, draft.title)
        if event:
            keys["arrangement"] = event
        if "status" not in keys and _DRAFT_WORDS.match(of.title):
            keys["status"] = "utkast"
    if isinstance(keys.get("frister"), list):
        due = [each | {"sak": of.case} for each in keys["frister"] if isinstance(each, dict)]
        keys["frister"] = [*due]
    remarks = [*draft.remarks, *_concluded(keys, draft.keys, of)]
    return replace(draft, keys=keys, remarks=tuple(remarks))


def _concluded(keys: dict[str, Value], before: dict[str, Value], of: Listed) -> Iterator[Remark]:
    said = {
        "vedlegg_til": f"Vedlegg {of.number}: {of.title}",
        "arrangement": of.case_title,
        "status": of.title,
    }
    for key, text in said.items():
        if key in keys and key not in before:
            yield remark("concluded", at_key=key, key=key, value=keys[key], said=text)


def _event(case_title: str, program_title: str) -> str | None:
    """Return what a case calls the event, where its program calls it by the same word."""
    opening = _TITLE_END.split(case_title)[0].strip(" .,")
    words = opening.split()
    if not 1 <= len(words) <= _LONGEST_EVENT:
        return None
    return opening if words[-1].casefold() in program_title.casefold().split() else None


def with_list(draft: Draft, entries: Sequence[tuple[Listed, str]]) -> Draft:
    """Return a meeting paper with its list of attachments that are records themselves."""
    found: list[Value] = [{"nr": of.number, "dokument": id_} for of, id_ in entries]
    return replace(draft, keys=draft.keys | {"vedlegg": found}) if found else draft


def unattached(draft: Draft) -> Draft:
    """Return a program, invitation or agreement with the remark that its case is not known."""
    if draft.type is None or draft.type in MEETING_PAPERS:
        return draft
    return replace(draft, remarks=(*draft.remarks, remark("not-laid-before")))
