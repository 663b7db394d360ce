"""Records that were read before: a file is read again where it differs, or what reads it does."""

from collections.abc import Callable, Sequence
from contextlib import suppress

from meeting_archive.cache import Cache, code_digest, digest
from meeting_archive.identifiers import Numbering
from meeting_archive.records.read import File, RecordRead, read_record
from meeting_archive.spreading import spread
from meeting_archive.storing import decoder, encode

_KIND = "record"
_WORTH = 100
"""How many files are worth a process."""
# Not packed: they are all read in every build in which one of them has changed.
_READ: Callable[[bytes], RecordRead] = decoder(RecordRead)


class KeptRecords:
    """Reads files as `read_record` does, those that are as they were only once.

    What was read stays in memory too, for builds that follow in the same process.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._known: dict[str, RecordRead] = {}

    def read(self, files: Sequence[File], numbering: Numbering) -> list[RecordRead]:
        """Return what is read of each file."""
        made_by = digest(code_digest("meeting_archive"), repr(numbering))
        keys = [_key(made_by, file) for file in files]
        kept = self._cache.get_many(_KIND, (key for key in keys if key not in self._known))
        known = {key: self._known[key] for key in keys if key in self._known}
        for key, packed in kept.items():
            with suppress(ValueError):
                known[key] = _READ(packed)
        missing = {key: file for key, file in zip(keys, files, strict=True) if key not in known}

        def made(file: File) -> bytes:
            return encode(read_record(*file, numbering))

        packs = spread(made, list(missing.values()), at_least=_WORTH)
        self._cache.put_many(_KIND, dict(zip(missing, packs, strict=True)))
        known |= {key: _READ(packed) for key, packed in zip(missing, packs, strict=True)}
        self._known = known
        return [known[key] for key in keys]


def _key(made_by: str, file: File) -> str:
    path, content = file
    return digest(made_by, path) if content is None else digest(made_by, path, content)
