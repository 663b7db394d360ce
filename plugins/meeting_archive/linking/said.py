"""What a treatment says: read when it is asked for, since most of it was read before."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from msgspec import Struct

from meeting_archive.linking.analysis import words
from meeting_archive.storing import encode

TextOf = Callable[[str], str]

_SIZE = 16


class Said(Protocol):
    """A title, and the text below it: presentation, proposal, discussion and decision."""

    @property
    def title(self) -> str:
        """The title without markup."""

    @property
    def text(self) -> str:
        """The text without markup."""

    @property
    def words(self) -> tuple[str, str]:
        """The words of the title and of the text that may say what they are about."""

    @property
    def print(self) -> bytes:
        """What it is known by: where that is the same, all of it is."""


@dataclass(frozen=True, slots=True)
class SaidPlainly:
    """What is given without markup."""

    title: str
    text: str

    @property
    def words(self) -> tuple[str, str]:
        return " ".join(words(self.title)), " ".join(words(self.text))

    @property
    def print(self) -> bytes:
        return _print((self.title, self.text))


class SaidInMarkdown(Struct, frozen=True):
    """What is given as Markdown, with what turns that into plain text, and into its words."""

    markdown_title: str
    markdown: tuple[str, ...]
    text_of: TextOf
    words_of: TextOf | None
    """None where the words are those of the plain text."""

    @property
    def title(self) -> str:
        return self.text_of(self.markdown_title)

    @property
    def text(self) -> str:
        return "\n".join(map(self.text_of, self.markdown))

    @property
    def words(self) -> tuple[str, str]:
        if self.words_of is None:
            return SaidPlainly(self.title, self.text).words
        return self.words_of(self.markdown_title), " ".join(map(self.words_of, self.markdown))

    @property
    def print(self) -> bytes:
        return _print((self.markdown_title, self.markdown))


def _print(said: object) -> bytes:
    return sha256(encode(said)).digest()[:_SIZE]
