"""How far a build is, told on one line of a terminal to who waits for it."""

from collections.abc import Callable, Iterable, Iterator
from typing import TextIO, TypeVar

Item = TypeVar("Item")

_PATIENCE = 2.0
"""Seconds before anything is told."""
_PAUSE = 0.1
"""Seconds that a line stands at least."""
_CLEAR = "\r\x1b[K"


class Progress:
    """Tells what a build does; nothing where nobody sees it, or where it is soon done."""

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        """Take where to tell it, and what gives the time in seconds."""
        self._stream = stream
        self._clock = clock
        self._seen = stream.isatty()
        self._begun = self._told = clock()
        self._stands = False

    def tell(self, doing: str) -> None:
        """Tell what is done now, in the place of what was told before."""
        now = self._clock()
        if self._seen and now - self._begun >= _PATIENCE:
            self._write(f"{_CLEAR}{doing} …")
            self._told, self._stands = now, True

    def counted(self, items: Iterable[Item], doing: str, of: int) -> Iterator[Item]:
        """Yield each item, telling of how many how many are done."""
        for number, item in enumerate(items):
            if number == 0 or self._clock() - self._told >= _PAUSE:
                self.tell(f"{doing}: {number} / {of}")
            yield item

    def clear(self) -> None:
        """Leave the line to others."""
        if self._stands:
            self._write(_CLEAR)
        self._stands = False

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
