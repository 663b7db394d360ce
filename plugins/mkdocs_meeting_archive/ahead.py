"""In a preview, the pages of a record that was saved are shown at once, and all others later.

A large archive takes long to build, and whoever writes waits to see one page. So that page is made
first, by what makes it in a build of the whole, with the links of the last build. The whole is
built when nothing has been saved for as long as that takes.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from meeting_archive.checking.judge import Judgement
from meeting_archive.diagnostics import Severity
from meeting_archive.records.model import Record
from mkdocs_meeting_archive.views.cases import case_page
from mkdocs_meeting_archive.views.documents import document_page
from mkdocs_meeting_archive.views.meetings import meeting_page
from mkdocs_meeting_archive.views.parts import Page
from mkdocs_meeting_archive.work import Work

MARKER = ".cache/meeting-archive/forhåndsvisning"
"""The file that is touched when the whole is to be built, from the folder of mkdocs.yml."""
QUIET = 3.0
"""Seconds without a saved file, at least, before the whole is built."""
SOON = 1.5
"""Seconds that a build may take where there is no need to show anything ahead of it."""

Seen = Mapping[str, tuple[int, int]]
"""Files by path, each with when it was changed and how long it is."""


class Timer(Protocol):
    """What waits; as `threading.Timer` does."""

    def start(self) -> None:
        """Begin to wait."""

    def cancel(self) -> None:
        """Wait no longer."""


class Ahead:
    """Decides, whenever files have changed, what is built now and what later."""

    def __init__(
        self,
        show: Callable[[Collection[str]], bool],
        warm_up: Callable[[], bool],
        clock: Callable[[], float],
        timer: Callable[[float, Callable[[], None]], Timer],
    ) -> None:
        """Take what shows the pages of changed records, by their paths, and tells whether it could.

        `warm_up` reads what showing needs, and tells whether it was yet to be read.
        """
        self._show = show
        self._warm_up = warm_up
        self._marker: Path | None = None
        self._clock = clock
        self._timer = timer
        self._waiting: Timer | None = None
        self._watched: tuple[str, ...] = ()
        self._records = ""
        self._seen: Seen = {}
        self._began = self._took = 0.0
        self._is_due = False
        """Whether pages were shown that the whole was not built with."""

    def begin(self, watched: Iterable[str], records: Path) -> None:
        """Take note that a build of the whole begins, and of the files that it is made of."""
        self.stop()
        self._watched, self._records = tuple(watched), f"{records}{os.sep}"
        self._seen = seen(self._watched)
        self._began = self._clock()
        self._is_due = False

    def finish(self) -> None:
        """Take note that the build is done."""
        self._took = self._clock() - self._began

    def serve(self, marker: Path) -> bool:
        """Begin to decide; who calls sees to it that the marker, once touched, lets this build.

        Tells whether there is a marker: where nothing can be written, there is none.
        """
        try:
            marker.parent.mkdir(parents=True, exist_ok=True)
            marker.touch()
        except OSError:
            return False
        self._marker = marker
        if self._took > SOON:
            self._wait()
        return True

    def _wait(self) -> None:
        """Touch the marker when nothing has been saved for as long as a build takes."""
        self._waiting = self._timer(max(QUIET, self._took), self._touch)
        self._waiting.start()

    def stop(self) -> None:
        """Wait no longer."""
        if self._waiting:
            self._waiting.cancel()
        self._waiting = None

    def build(self, whole: Callable[[], None]) -> None:
        """Show what has changed, or build the whole."""
        self.stop()
        now = seen(self._watched)
        changed = {path for path, each in now.items() if self._seen.get(path) != each}
        only_records = now.keys() == self._seen.keys() and all(map(self._is_record, changed))
        if changed and only_records and self._took > SOON and self._show(changed):
            self._seen = now
            self._is_due = True
            self._wait()
        elif changed or not only_records or self._is_due or not self._warm_up():
            whole()

    def _is_record(self, path: str) -> bool:
        return path.startswith(self._records) and path.endswith(".md")

    def _touch(self) -> None:
        if self._marker:
            self._marker.touch()


def seen(paths: Iterable[str]) -> Seen:
    """Return the files below some paths, each as it is now."""
    found: dict[str, tuple[int, int]] = {}
    for file in (file for path in paths for file in _files(Path(path))):
        # An editor's temporary file may be gone meanwhile.
        with suppress(OSError):
            status = file.stat()
            found[str(file)] = status.st_mtime_ns, status.st_size
    return found


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
    for folder, _folders, names in os.walk(path):
        yield from (Path(folder, name) for name in names)


def pages_of(paths: Collection[str], work: Work) -> tuple[Page, ...] | None:
    """Return the pages of records that have changed; None where more must be built than these.

    `paths` count from the folder of mkdocs.yml, and `work` is that of the last build.
    """
    now = work.judged_anew(paths)
    errors = any(each.severity is Severity.ERROR for each in now.diagnostics)
    if errors or not _differs_in_texts_alone(work.judged, now, paths):
        return None
    context = work.context_of(now)
    archive = context.archive
    documents = [each for each in archive.documents if each.record.path in paths]
    ids = {each.id for each in documents}
    meetings = dict.fromkeys(each.meeting for each in documents if each.meeting)
    return (
        *(document_page(each, context) for each in documents),
        *(meeting_page(archive.meeting[each], context) for each in meetings),
        *(
            case_page(each, context)
            for each in archive.cases
            if any(ids.intersection(treatment.documents) for treatment in each.treatments)
        ),
    )


def _differs_in_texts_alone(before: Judgement, now: Judgement, paths: Collection[str]) -> bool:
    """Tell whether the same pages are made of both, and no more or less is withheld."""
    return _pages(before) == _pages(now) and _states(before, paths) == _states(now, paths)


def _pages(judged: Judgement) -> tuple[object, ...]:
    archive = judged.reading.archive
    return (
        [(each.id, each.address) for each in archive.documents],
        archive.meeting.keys(),
        archive.case.keys(),
        [each.slug for each in archive.topics],
        archive.files,
    )


def _states(judged: Judgement, paths: Collection[str]) -> dict[str, object]:
    return {each.path: _state(each) for each in judged.reading.records if each.path in paths}


def _state(record: Record) -> tuple[object, ...]:
    cases = tuple((each.case, each.withheld) for each in record.cases)
    return record.draft, record.publish_on, record.withheld, record.removed, cases
