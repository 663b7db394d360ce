"""Work that is done on all processors where there is enough of it: the same, only sooner."""

import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

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
    copies = [_begin(make, part) for part in others]
    made = [make(each) for each in first]
    for part, copy in zip(others, copies, strict=True):
        made += _end(copy) or [make(each) for each in part]
    return made


def processors() -> int:
    """Return how many processors this process may use by copies of itself.

    Elsewhere than on Linux, or beside running threads, a copy may not be safe to run.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


_Copy = tuple[BaseProcess, Connection]


def _begin(make: Callable[[Any], Any], part: Sequence[Any]) -> _Copy:
    # A copy knows all that this process knows: nothing needs to be sent to it.
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)

    def work() -> None:
        with suppress(Exception):
            there.send([make(each) for each in part])

    process = context.Process(target=work, daemon=True)
    process.start()
    there.close()
    return process, here


def _end(copy: _Copy) -> list[Any] | None:
    process, here = copy
    made = None
    with suppress(EOFError, OSError):
        made = here.recv()
    process.join()
    here.close()
    return made
