"""Ids for the headings of pages, by the rules that make the archive's addresses."""

from meeting_archive.identifiers import slugify


def heading_id(text: str, separator: str) -> str:
    """Return a heading's id; Python-Markdown's own rule would drop æ, ø and å."""
    return slugify(text).replace("-", separator)
