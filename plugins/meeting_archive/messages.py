"""The command's words: bokmål in the source, English from a catalogue.

What is found in records and in mkdocs.yml is always told in bokmål, since the build tells it too.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import resources

from meeting_archive.catalogue import Catalogue, read_catalogue

SOURCE_LANGUAGE = "nb"
OTHER_LANGUAGE = "en"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_NORWEGIAN = re.compile(r"(?:nb|nn|no|norwegian)(?![a-z])", re.IGNORECASE)

_language: ContextVar[str] = ContextVar("language", default=SOURCE_LANGUAGE)


def user_language(environment: Mapping[str, str], system: str | None = None) -> str:
    """Return the language of a user: Norwegian for nb, nn and no, or else English.

    `system` is asked where the environment says nothing, as on Windows.
    """
    named = next((environment[each] for each in _VARIABLES if environment.get(each)), system)
    return SOURCE_LANGUAGE if _NORWEGIAN.match(named or "") else OTHER_LANGUAGE


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say things in a language for as long as this is open."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)


def gettext(message: str) -> str:
    """Return a message in the language that is spoken."""
    found = _catalogue().get((None, message), message)
    return found if isinstance(found, str) else found[0]


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return a message for one or for several."""
    found = _catalogue().get((None, singular), (singular, plural))
    forms = (found, found) if isinstance(found, str) else found
    return forms[0] if number == 1 else forms[-1]


def N_(message: str) -> str:  # noqa: N802 (gettext's name for it)
    """Mark a message that is translated where it is shown."""
    return message


def _catalogue() -> Catalogue:
    return {} if _language.get() == SOURCE_LANGUAGE else _read(_language.get())


@cache
def _read(language: str) -> Catalogue:
    return read_catalogue(resources.files(__package__).joinpath(f"locale/{language}.po"))
