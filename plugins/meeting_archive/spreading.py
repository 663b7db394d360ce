"""Work that is done on all processors where there is enough of it: the same, only sooner."""

import gc
import os
import pickle
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing import Pipe, active_children, get_context
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def spread(make: Callable[[Item], Result], items: Sequence[Item], *, at_least: int) -> list[Result]:
    """Return what is made of each item, in their order.

    `make` must change nothing that others see, since it may run in a copy of this process, and
    what it returns is pickled. Each processor is given `at_least` so many items. What a copy fails
    to make is made here, and so raises here what it raises.
    """
    number = max(1, min(processors(), len(items) // at_least))
    size = max(1, -(-len(items) // number))
    first, *others = [items[at : at + size] for at in range(0, len(items), size)] or [()]

    def make_all(part: Sequence[Item]) -> list[Result]:
        return [make(each) for each in part]

    begun = [Aside(partial(make_all, part), copied=True) for part in others]
    made = make_all(first)
    for part in begun:
        made += part.wait()
    return made


def aside(make: Callable[[], Result], *, worth: bool = True) -> "Aside[Result]":
    """Begin to make something while this process goes on.

    The same holds for `make` as for that of `spread`. Where it is not worth a copy, or on one
    processor, it is made when it is waited for.
    """
    return Aside(make, copied=worth and _all_processors() > 1)


def processors() -> int:
    """Return how many processors this process may use, those excepted that its copies use."""
    return max(1, _all_processors() - len(active_children()))


def _all_processors() -> int:
    # Elsewhere than on Linux, or beside running threads, a copy may not be safe to run.
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


class Aside(Generic[Result]):
    """Something that a copy of this process makes."""

    def __init__(self, make: Callable[[], Result], *, copied: bool) -> None:
        """Begin it; where it is not `copied`, it is made when it is waited for."""
        self._make = make
        self._copy = _begin(make) if copied else None

    @property
    def is_copied(self) -> bool:
        """Whether a copy makes it."""
        return self._copy is not None

    def wait(self) -> Result:
        """Return what is made; it is asked for once."""
        if self._copy is None:
            return self._make()
        process, file = self._copy
        self._copy = None
        process.join()
        with file:
            if process.exitcode != 0:
                return self._make()
            file.seek(0)
            made: Result = pickle.load(file)  # noqa: S301 (our own copy wrote it)
            return made

    def drop(self) -> None:
        """See to it that nothing is made any more; what was waited for is made already."""
        if self._copy is not None:
            process, file = self._copy
            self._copy = None
            process.kill()
            process.join()
            file.close()


class Later(Generic[Result]):
    """A value that a copy of this process may ask for before anybody knows it: it waits then."""

    def __init__(self) -> None:
        """Know nothing yet."""
        # A file takes as much as is given, though nobody asks for it yet.
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (open until it is closed)
        self._told, self._tell = Pipe(duplex=False)
        self._given: list[Result] = []

    @property
    def is_given(self) -> bool:
        """Whether it is known here."""
        return bool(self._given)

    def give(self, value: Result) -> None:
        """Let it be known, once."""
        self._given.append(value)
        pickle.dump(value, self._file, pickle.HIGHEST_PROTOCOL)
        self._file.flush()
        self._tell.send_bytes(b"given")

    def get(self) -> Result:
        """Return it, once it is given; EOFError where the process is gone that was to give it."""
        if not self._given:
            self._tell.close()
            self._told.recv_bytes()
            self._file.seek(0)
            self._given.append(pickle.load(self._file))  # noqa: S301 (we wrote it ourselves)
        return self._given[0]

    def close(self) -> None:
        """Let go of what it takes to give it."""
        for each in (self._file, self._told, self._tell):
            each.close()


def _begin(make: Callable[[], Any]) -> Any:
    """Begin a copy of this process; return it and the file that it leaves what it makes in."""
    # A copy knows all that this process knows: nothing needs to be sent to it. What it makes is
    # left in a file, so that it need not wait for this process to take it.
    file = tempfile.TemporaryFile()  # noqa: SIM115 (open until it is read)

    def work() -> None:
        gc.disable()  # it ends with what it makes
        try:
            pickle.dump(make(), file, pickle.HIGHEST_PROTOCOL)
            file.flush()
        except Exception:  # noqa: BLE001 (whatever it is, it is raised again where it is waited for)
            sys.exit(1)

    process = get_context("fork").Process(target=work)
    process.start()
    return process, file
