"""One stemmer for all who ask."""

from functools import cache

from meeting_archive.language.words import Stemmer


@cache
def shared_stemmer() -> Stemmer:
    """Return the process's stemmer: links and search ask for the same words."""
    return Stemmer()
