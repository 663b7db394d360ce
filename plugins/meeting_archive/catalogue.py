"""Reading a catalogue of translated messages."""

from collections.abc import Mapping
from importlib.resources.abc import Traversable

from babel.messages.pofile import read_po

Catalogue = Mapping[tuple[str | None, str], str | tuple[str, ...]]
"""What messages are in another language, by context and first form; forms where it counts."""


def read_catalogue(path: Traversable) -> Catalogue:
    """Return the messages of a file in gettext's format that have a translation."""
    with path.open("rb") as file:
        messages = read_po(file)
    return {
        (message.context, message.id if isinstance(message.id, str) else message.id[0]): (
            message.string if isinstance(message.string, str) else tuple(message.string)
        )
        for message in messages
        if message.id and message.string
    }
