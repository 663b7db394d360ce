"""What was laid before a case: documents, files beside a record, addresses, or only a name."""

import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from meeting_archive.cases import Appearance
from meeting_archive.diagnostics import Diagnostic, Findings, finding, suggestion
from meeting_archive.identifiers import CaseId
from meeting_archive.model import AttachedFile, Attachment, Document
from meeting_archive.publication import case_id
from meeting_archive.records.model import (
    AttachmentEntry,
    AttachmentLine,
    CaseText,
    PaperBody,
    Record,
)
from meeting_archive.records.values import nearest

PUBLISHED_TYPES = frozenset(
    ".pdf .docx .xlsx .pptx .odt .ods .odp .rtf .txt .csv .png .jpg .jpeg .gif .webp .tif .tiff"
    " .mp3 .mp4 .ics".split()
)
"""What a browser shows or saves without running code from it."""


def check_files(record: Record, root: Path, findings: Findings) -> tuple[str, ...]:
    """Return the names of the record's attached files that may be published.

    `root` is the folder that record paths are relative to. Anything but a regular file in the
    record's own folder is refused with a finding, and so not copied.
    """
    folder = (root / record.path).parent
    accepted = []
    for entry in record.attachments:
        name = entry.file
        if name is None:
            continue
        if name != PurePosixPath(name).name or "\\" in name or name.startswith("."):
            findings.add("file-outside-folder", entry.line, value=name)
            continue
        try:
            mode = (folder / name).lstat().st_mode
        except (OSError, ValueError):
            shown = PurePosixPath(record.path).parent
            findings.add("missing-file", entry.line, value=name, folder=shown)
            continue
        if not stat.S_ISREG(mode):
            findings.add("file-outside-folder", entry.line, value=name)
        elif PurePosixPath(name).suffix.lower() not in PUBLISHED_TYPES:
            suffix = PurePosixPath(name).suffix or name
            findings.add("file-type-refused", entry.line, value=suffix)
        else:
            accepted.append(name)
    return tuple(accepted)


class AttachmentResolver:
    """Joins the attachment lines of bodies with `vedlegg`, and finds what each one is."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        all_ids: Collection[str],
        files_of: Callable[[Record], Collection[str]],
    ) -> None:
        """Take the published documents by what records call them, and the ids of all records."""
        self._documents = documents
        self._all_ids = all_ids
        self._files_of = files_of
        self._owner: dict[str, str] = {}
        self.found: list[Diagnostic] = []

    @property
    def files(self) -> tuple[AttachedFile, ...]:
        """The files that attachments were resolved to, by path."""
        return tuple(sorted(AttachedFile(path, at) for at, path in self._owner.items()))

    def resolve(self, document: Document) -> list[Attachment]:
        """Return the attachments of a meeting paper, in the order of its text."""
        record = document.record
        entries = {entry.number: entry for entry in record.attachments if entry.number}
        names = self._files_of(record)
        attachments = []
        joined: set[str | None] = set()
        for case, line in attachment_lines(record):
            entry = entries.get(line.number)
            joined.add(line.number)
            attachments.append(self._attachment(document, entry, names, line, case))
        attachments.extend(
            self._attachment(document, entry, names, None, None)
            for entry in record.attachments
            if entry.number not in joined
        )
        return attachments

    def _attachment(
        self,
        document: Document,
        entry: AttachmentEntry | None,
        names: Collection[str],
        line: AttachmentLine | None,
        case: CaseId | None,
    ) -> Attachment:
        if entry is None:
            assert line is not None
            return Attachment(line.number, line.title, case, url=line.url)
        if case is None and entry.case:
            case = entry.case.case
        target = self._target(document.record, entry)
        title = (line.title if line else "") or entry.title or (target.title if target else "")
        return Attachment(
            entry.number,
            title or entry.file or entry.url or "",
            case,
            target.id if target else None,
            self._file(document, entry.file) if entry.file in names else None,
            entry.url or (line.url if line else None),
        )

    def _target(self, record: Record, entry: AttachmentEntry) -> Document | None:
        if entry.document is None:
            return None
        target = self._documents.get(entry.document)
        if target is None and entry.document not in self._all_ids:
            near = suggestion(nearest(entry.document, self._documents))
            self.found.append(
                finding(
                    "unknown-document",
                    record.path,
                    entry.line,
                    value=entry.document,
                    suggestion=near,
                )
            )
        return target

    def _file(self, document: Document, name: str | None) -> str:
        path = str(PurePosixPath(document.record.path).parent / str(name))
        address = f"moter/{document.meeting}/{name}"
        owner = self._owner.setdefault(address, path)
        if owner != path:
            self.found.append(
                finding(
                    "address-collision",
                    document.record.path,
                    document.record.line_of("vedlegg"),
                    other=owner,
                    address=f"/{address}",
                    cure="gi den ene filen et annet navn",
                )
            )
        return quote(address)


def attachment_lines(record: Record) -> Iterator[tuple[CaseId | None, AttachmentLine]]:
    """Yield the attachment lines of a paper, each with the case that it stands in."""
    body = record.body
    if not isinstance(body, PaperBody):
        return
    for part in body.parts:
        items = part.items if isinstance(part, CaseText) else ()
        for section in (*part.sections, *(s for item in items for s in item.sections)):
            if section.attachment:
                case = case_id(record, part.number) if isinstance(part, CaseText) else None
                yield case, section.attachment


def laid_before(
    documents: Iterable[Document],
    where: Mapping[CaseId, Sequence[Appearance]],
    attachments: Mapping[str, Sequence[Attachment]],
) -> Iterator[tuple[str, Attachment]]:
    """Yield what says of itself, by `vedlegg_til`, that it was laid before a case.

    Each comes with the id of the paper that it is an attachment of; what that paper, or another
    of the case, lists already, and what belongs to a withheld case, is left out.
    """
    for document in documents:
        reference = document.record.attached_to
        if reference is None or reference.case not in where:
            continue
        appearing = where[reference.case]
        listed = {
            attachment.document
            for each in appearing
            for attachment in attachments[each.document.id]
            if attachment.case == reference.case
        }
        if document.id in listed or any(each.text.withheld for each in appearing):
            continue
        of_meeting = [each for each in appearing if each.document.meeting == document.meeting]
        paper = (of_meeting or appearing)[0].document.id
        yield paper, Attachment(None, document.title, reference.case, document.id)
