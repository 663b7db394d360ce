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
