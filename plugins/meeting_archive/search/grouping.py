"""Many numbers put in order without comparing them."""

from array import array
from collections.abc import Iterable, Sequence


def grouped(numbers: Iterable[int], values: Iterable[int], count: int) -> Sequence["array[int]"]:
    """Return the values of each number below `count`, in their order."""
    found = [array("I") for _number in range(count)]
    for number, value in zip(numbers, values, strict=True):
        found[number].append(value)
    return found
