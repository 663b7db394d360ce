"""One stemmer for all who ask, and its table kept from build to build."""

import json
from contextlib import suppress
from functools import cache
from importlib import metadata

from meeting_archive.cache import Cache, code_digest, digest
from meeting_archive.language.words import Stemmer

_KIND = "stems"


@cache
def shared_stemmer() -> Stemmer:
    """Return the process's stemmer: links and search ask for the same words."""
    return Stemmer()


def load_stems(cache: Cache) -> None:
    """Give the shared stemmer what was kept: true of its words whichever archive they are of."""
    kept = cache.get(_KIND, _key())
    with suppress(ValueError):
        shared_stemmer().learn(json.loads(kept or b"{}"))


def keep_stems(cache: Cache) -> None:
    """Keep what the shared stemmer has learnt since."""
    learnt = shared_stemmer().learnt()
    if learnt is not None:
        cache.put_many(_KIND, {_key(): json.dumps(learnt, ensure_ascii=False).encode()})


@cache
def _key() -> str:
    versions = (metadata.version("snowballstemmer"), metadata.version("pystemmer"))
    return digest(code_digest("meeting_archive"), *versions)
