"""The mark of what is left to fill in; a record that has one may not be published."""

from collections.abc import Iterator

MARK = "[[fyll inn]]"


def is_unfinished(text: str) -> bool:
    """Tell whether something is left to fill in."""
    return MARK in text.casefold()


def unfinished_lines(text: str) -> Iterator[int]:
    """Yield the lines of a file that something is left to fill in on."""
    for number, line in enumerate(text.split("\n"), 1):
        if is_unfinished(line):
            yield number
