"""The theme's page around a page of the archive: made once for all that are alike, then filled.

The theme is asked for a page whose title, address, content and so on are marks. What it returns
is cut at the marks, and the pieces are joined around each page's own values. The marks are of
such letters that a theme which does more with a value than print it (shortens it, counts it,
writes it in capitals) is found out: it is then asked for each page by itself.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import escape
from msgspec import Struct

from meeting_archive.cache import digest
from meeting_archive.storing import encode

_TOKEN = "xqmark"  # noqa: S105 (no secret)
_ANY_MARK = re.compile(_TOKEN, re.IGNORECASE)
_CONTENT = "content"


class Values(Struct, frozen=True):
    """What the theme may show of a page beside its content; texts are not yet HTML."""

    address: str
    title: str
    description: str
    edit_url: str
    date: str
    section: str
    """The address of the page in the navigation that it belongs to; empty where to none."""
    searchable: bool


class Shape(Struct, frozen=True):
    """What may decide what the theme makes around a page."""

    start: str
    """The first folders of its address: from them come its links to the pages in the navigation."""
    depth: int
    described: bool
    editable: bool
    section: str
    searchable: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """The pieces of a page, and what stands between each and the next."""

    key: str
    """What all this was made of."""
    first: str
    rest: tuple[tuple[str, bool, str], ...]
    """The value's name, whether it stands as HTML text, and the piece that follows."""

    def fill(self, values: Values, content: str) -> str:
        """Return the whole page."""
        parts = [self.first]
        for name, is_text, piece in self.rest:
            value = content if name == _CONTENT else str(getattr(values, name))
            parts += (str(escape(value)) if is_text else value, piece)
        return "".join(parts)


Render = Callable[[Values, str], str]
"""Asks the theme for the page of these values and this content."""


class Shells:
    """Makes whole pages, asking the theme as seldom as possible."""

    def __init__(self, render: Render, neighbours: Iterable[str]) -> None:
        """Take what asks the theme, and the addresses that it links every page to."""
        self._render = render
        self._folders = {folder for address in neighbours for folder in _folders(address)}
        self._made: dict[Shape, Shell | None] = {}
        self._can_be_filled = True

    def try_with(self, values: Values, content: str) -> None:
        """See on a page whether the theme makes of it what a filled shell is."""
        shell = self.of(values)
        filled = shell.fill(values, content) if shell else None
        self._can_be_filled = filled == self._render(values, content)

    def of(self, values: Values) -> Shell | None:
        """Return the shell of a page, None where the theme is to be asked for the page itself."""
        if not self._can_be_filled:
            return None
        shape = self._shape(values)
        if shape not in self._made:
            marks, content = marks_of(shape)
            self._made[shape] = cut(self._render(marks, content), marks, content)
        return self._made[shape]

    def key_of(self, values: Values, content: str) -> str | None:
        """Return what decides a page, `content` being the key of its content.

        None where the theme decides.
        """
        shell = self.of(values)
        return digest(shell.key, encode(values), content) if shell else None

    def page(self, values: Values, content: str) -> str:
        """Return a page as the theme makes it."""
        shell = self.of(values)
        return shell.fill(values, content) if shell else self._render(values, content)

    def _shape(self, values: Values) -> Shape:
        """Return what a page has in common with those that share its shell."""
        first, *deeper = _folders(values.address)
        start = next((each for each in reversed(deeper) if each in self._folders), first)
        return Shape(
            start,
            values.address.removeprefix(start).count("/"),
            bool(values.description),
            bool(values.edit_url),
            values.section,
            values.searchable,
        )


def _folders(address: str) -> list[str]:
    """Return the folders that an address lies in, itself included, the outermost first."""
    parts = address.split("/")[:-1]
    return ["/".join(parts[: end + 1]) + "/" for end in range(len(parts))]


def marks_of(shape: Shape) -> tuple[Values, str]:
    """Return values and content of a shape that are told apart from all else in a page."""
    below = "".join(f"{_TOKEN}-{level}/" for level in range(shape.depth))
    text = f"{_TOKEN} %s\\ & æ"
    marks = Values(
        shape.start + below,
        text % "title",
        text % "description" if shape.described else "",
        f"https://{_TOKEN}.example/&/æ" if shape.editable else "",
        f"{_TOKEN}-date",
        shape.section,
        shape.searchable,
    )
    # Every page of the archive has a heading of its own, and a theme may look for it.
    return marks, f"<h1><{_TOKEN}\\ &\n"


def cut(html: str, marks: Values, content: str) -> Shell | None:
    """Cut a page at its marks; None where the theme did more with them than print them."""
    forms: dict[str, tuple[str, bool]] = {}
    marked = {name: str(getattr(marks, name)) for name in marks.__struct_fields__}
    for name, value in (*marked.items(), (_CONTENT, content)):
        if _TOKEN in value:
            forms[str(escape(value))] = (name, True)
            forms[value] = (name, False)
    # Of two that begin alike, the longer is looked for first.
    longest = sorted(forms, key=len, reverse=True)
    first, *rest = re.split(f"({'|'.join(map(re.escape, longest))})", html)
    if any(_ANY_MARK.search(piece) for piece in (first, *rest[1::2])):
        return None
    pairs = zip(rest[::2], rest[1::2], strict=True)
    key = digest(html, repr(marks), content)
    return Shell(key, first, tuple((*forms[mark], piece) for mark, piece in pairs))
