"""Many numbers put in order without comparing them."""

from array import array
from collections.abc import Iterable, Sequence


def grouped(
    numbers: Iterable[int], values: Iterable[int], count: int, size: str = "I"
) -> Sequence["array[int]"]:
    """Return the values of each number below `count`, in their order.

    `size` is that of the arrays; numbers beyond the last value have none.
    """
    found = [array(size) for _number in range(count)]
    for number, value in zip(numbers, values, strict=False):
        found[number].append(value)
    return found
