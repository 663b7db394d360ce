"""A check of the archive, or of some of its files judged against all the others."""

import datetime as dt
import gc
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from meeting_archive.checking.judge import RecordFiles, judge
from meeting_archive.checking.memory import Memory
from meeting_archive.diagnostics import Diagnostic
from meeting_archive.identifiers import Numbering
from meeting_archive.markup import Converter
from meeting_archive.privacy.personal import mask
from meeting_archive.publication import is_draft
from meeting_archive.reading import file_content
from meeting_archive.records.model import Record
from meeting_archive.records.read import File, RecordRead
from meeting_archive.settings import Settings

_MEMORY = ".cache/meeting-archive/records.json"


def check_archive(
    settings: Settings, converter: Converter, today: dt.date, given: Collection[str] | None = None
) -> tuple[Diagnostic, ...]:
    """Return what is to be said of the archive, or of the `given` files of it.

    Where there are drafts, the archive is judged as the build publishes it and as the preview
    shows it: what is wrong in either is told.
    """
    memory = Memory(settings.root / _MEMORY, settings.numbering)
    reader = _Reader(settings.root, memory, given)

    def judged(*, preview: bool) -> tuple[tuple[Diagnostic, ...], tuple[Record, ...]]:
        files = RecordFiles(
            settings.root,
            settings.records,
            settings.numbering,
            converter,
            today,
            preview,
            reader.read,
        )
        found = judge(files, only=given)
        return found.diagnostics, found.reading.records

    with _uncollected():
        found, records = judged(preview=False)
        if any(is_draft(record, today) for record in records):
            found = tuple(sorted({*found, *judged(preview=True)[0]}))
    memory.save()
    if given is None:
        return found
    asked = {*given, *map(mask, given)}
    return tuple(each for each in found if not asked.isdisjoint((each.path, *each.about)))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage: there is none while an archive is read, and looking takes a third.

    What was read is not looked through afterwards either: the command ends, and it with it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


class _Reader:
    """Reads whole what the texts matter of: the given files, and the papers of their meetings."""

    def __init__(self, root: Path, memory: Memory, given: Collection[str] | None) -> None:
        self._memory = memory
        self._given = given
        self._done: dict[str, RecordRead] = {}
        self._meetings: set[tuple[str | None, str | None]] = set()
        for path in given or ():
            if path.endswith(".md"):
                record, _ = self._whole(path, file_content(root / path))
                if record:
                    self._meetings.add((record.body_id, record.meeting_slug))

    def read(self, files: Sequence[File], _numbering: Numbering) -> list[RecordRead]:
        """Read files as `read_each` does, or as much of each as is asked for."""
        return [self._one(path, content) for path, content in files]

    def _one(self, path: str, content: bytes | None) -> RecordRead:
        if path in self._done:
            return self._done[path]
        if self._given is None:
            return self._whole(path, content)
        record = self._memory.skeleton(path, content)
        if record and (record.body_id, record.meeting_slug) in self._meetings:
            return self._whole(path, content)
        self._done[path] = record, ()
        return self._done[path]

    def _whole(self, path: str, content: bytes | None) -> RecordRead:
        self._done[path] = self._memory.read(path, content)
        return self._done[path]
