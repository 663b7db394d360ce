"""What all new records have in common: a place, front matter, and the mark of a draft."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from meeting_archive.editing.splice import scalar
from meeting_archive.records.model import DocumentType, People
from meeting_archive.records.unfinished import MARK

_FINISH = "# ta bort denne linjen når alt er fylt inn"


@dataclass(frozen=True, slots=True)
class Draft:
    """A record that is to be written, at its path from the folder of mkdocs.yml."""

    path: str
    text: str


def tidy(text: str) -> str:
    """Return a text that somebody gave as one line."""
    return " ".join(text.split())


def draft_text(front: Iterable[str], body: Sequence[str]) -> str:
    """Return a record's text from the lines of its front matter and the paragraphs of its body."""
    lines = "\n".join(front)
    paragraphs = "\n\n".join(body)
    return f"---\n{lines}\n---\n\n{paragraphs}\n"


def opening(kind: DocumentType) -> tuple[str, str]:
    """Return the lines that every new record begins with."""
    return (f"type: {kind}", f"kladd: ja  {_FINISH}")


def entry(key: str, value: str | None) -> str:
    """Return a key with its text, or with the mark where it is not known."""
    return f"{key}: {scalar(tidy(value) if value else MARK)}"


def known(key: str, value: object) -> tuple[str, ...]:
    """Return a key with its value, or nothing where there is none."""
    return (f"{key}: {scalar(tidy(str(value)))}",) if value else ()


def later(key: str, example: str) -> str:
    """Return a key that may be filled in; left as it is, it says nothing."""
    return f"# {key}: {example}"


def people(key: str, likely: Sequence[People] | None) -> tuple[str, ...]:
    """Return a list of names to look over: those that are likely, after the mark."""
    if likely and any(each.group for each in likely):
        groups = (f"  {scalar(each.group or '')}: {_names(each.names)}" for each in likely)
        return (f"{key}:", f"  {scalar(MARK)}: []", *groups)
    names = tuple(name for each in likely or () for name in each.names)
    return (f"{key}: {_names((MARK, *names))}",)


def _names(names: Sequence[str]) -> str:
    return f"[{', '.join(scalar(each) for each in names)}]"
