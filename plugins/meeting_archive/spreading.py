"""Work that is done on all processors where there is enough of it: the same, only sooner."""

import gc
import os
import pickle
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing import active_children, get_context
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
