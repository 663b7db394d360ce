"""The theme's page around a page of the archive: made once for all that are alike, then filled.

The theme is asked for a page whose title, address, content and so on are marks. What it returns
is cut at the marks, and the pieces are joined around each page's own values. The marks are of
such letters that a theme which does more with a value than print it (shortens it, counts it,
writes it in capitals) is found out: it is then asked for each page by itself.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from typing import TypeVar

from markupsafe import escape

_TOKEN = "xqmark"  # noqa: S105 (no secret)
_ANY_MARK = re.compile(_TOKEN, re.IGNORECASE)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Values:
    """What differs from page to page where the theme may show it; titles are not yet HTML."""

    address: str
    title: str
    description: str
    edit_url: str
    date: str
    content: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What may decide what the theme makes around a page."""

    section: str
    start: str
    """The first folders of its address: from them come its links to the pages in the navigation."""
    depth: int
    described: bool
    editable: bool
    searchable: bool
    headed: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """The pieces of a page, and what stands between each and the next."""

    first: str
    rest: tuple[tuple[str, bool, str], ...]
    """The value's name, whether it stands as HTML text, and the piece that follows."""

    def fill(self, values: Values) -> str:
        """Return the whole page."""
        parts = [self.first]
        for name, is_text, piece in self.rest:
            value = str(getattr(values, name))
            parts += (str(escape(value)) if is_text else value, piece)
        return "".join(parts)


Render = Callable[[Shape, Values], str]
"""Asks the theme for the page of these values."""


class Shells:
    """Makes whole pages, asking the theme as seldom as possible."""

    def __init__(self, render: Render, neighbours: Iterable[str]) -> None:
        """Take what asks the theme, and the addresses that it links every page to."""
        self._render = render
        self._folders = {folder for address in neighbours for folder in _folders(address)}
        self._made: dict[Shape, Shell | None] = {}
        self._tried: bool | None = None
        """Whether the theme makes of a page what a filled shell is; shown by the first page."""

    def page(self, section: str, values: Values, *, searchable: bool) -> str:
        """Return a page as the theme makes it."""
        shape = self._shape(section, values, searchable=searchable)
        if self._tried is not False and shape not in self._made:
            marks = marks_of(shape)
            self._made[shape] = cut(self._render(shape, marks), marks)
        shell = self._made[shape] if self._tried is not False else None
        if shell is None:
            return self._render(shape, values)
        filled = shell.fill(values)
        if self._tried is None:
            whole = self._render(shape, values)
            self._tried = filled == whole
            return whole
        return filled

    def _shape(self, section: str, values: Values, *, searchable: bool) -> Shape:
        """Return what a page has in common with those that share its shell."""
        first, *deeper = _folders(values.address)
        start = next((each for each in reversed(deeper) if each in self._folders), first)
        return Shape(
            section,
            start,
            values.address.removeprefix(start).count("/"),
            bool(values.description),
            bool(values.edit_url),
            searchable,
            "<h1" in values.content,
        )


def _folders(address: str) -> list[str]:
    """Return the folders that an address lies in, itself included, the outermost first."""
    parts = address.split("/")[:-1]
    return ["/".join(parts[: end + 1]) + "/" for end in range(len(parts))]


def marks_of(shape: Shape) -> Values:
    """Return values of a shape that are told apart from all else in a page."""
    below = "".join(f"{_TOKEN}-{level}/" for level in range(shape.depth))
    text = f"{_TOKEN} %s\\ & æ"
    return Values(
        shape.start + below,
        text % "title",
        text % "description" if shape.described else "",
        f"https://{_TOKEN}.example/&/æ" if shape.editable else "",
        f"{_TOKEN}-date",
        f"{'<h1>' if shape.headed else ''}<{_TOKEN}\\ &\n",
    )


def cut(html: str, marks: Values) -> Shell | None:
    """Cut a page at its marks; None where the theme did more with them than print them."""
    forms: dict[str, tuple[str, bool]] = {}
    for each in fields(marks):
        value = getattr(marks, each.name)
        if _TOKEN in value:
            forms[str(escape(value))] = (each.name, True)
            forms[value] = (each.name, False)
    # Of two that begin alike, the longer is looked for first.
    longest = sorted(forms, key=len, reverse=True)
    first, *rest = re.split(f"({'|'.join(map(re.escape, longest))})", html)
    if any(_ANY_MARK.search(piece) for piece in (first, *rest[1::2])):
        return None
    return Shell(first, tuple((*forms[mark], piece) for mark, piece in _pairs(rest)))


def _pairs(values: list[_T]) -> Iterator[tuple[_T, _T]]:
    return zip(values[::2], values[1::2], strict=True)
