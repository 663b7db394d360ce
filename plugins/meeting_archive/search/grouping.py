"""Many numbers put in order without comparing them."""

from array import array
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate


def positions(numbers: "array[int]") -> Iterator[tuple[int, "array[int]"]]:
    """Yield each number, the smallest first, with where it stands, in order."""
    # One array is written to, since one of each number would be far apart in memory.
    counts = Counter(numbers)
    different = sorted(counts)
    ends = list(accumulate(counts[each] for each in different))
    free = dict(zip(different, [0, *ends], strict=False))
    found = array("I", bytes(4 * len(numbers)))
    for position, each in enumerate(numbers):
        at = free[each]
        found[at] = position
        free[each] = at + 1
    for each, start, end in zip(different, [0, *ends], ends, strict=False):
        yield each, found[start:end]
