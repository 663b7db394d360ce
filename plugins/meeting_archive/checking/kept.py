"""What was found in each record, and how decisions were read, kept from build to build."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from meeting_archive.cache import Cache, code_digest, digest
from meeting_archive.diagnostics import Diagnostic
from meeting_archive.identifiers import Numbering
from meeting_archive.outcomes import Ruling
from meeting_archive.records.model import Record
from meeting_archive.storing import encode, pack, unpacker
from meeting_archive.wording import classifier

_FINDINGS, _RULINGS = "findings", "rulings"
_READ_FINDINGS: Callable[[bytes], list[Diagnostic]] = unpacker(list[Diagnostic])
_READ_RULINGS: Callable[[bytes], dict[str, Ruling]] = unpacker(dict[str, Ruling])

Finder = Callable[[Iterable[Record]], Iterable[Diagnostic]]


def kept_findings(find: Finder, records: Sequence[Record], cache: Cache) -> Iterator[Diagnostic]:
    """Yield what is found in records, each by itself, looking only where nobody looked before."""
    made_by = digest(code_digest("meeting_archive"), find.__qualname__)
    keys = [digest(made_by, encode(record)) for record in records]
    kept = cache.get_many(_FINDINGS, keys)
    made: dict[str, bytes] = {}
    for key, record in zip(keys, records, strict=True):
        found = None
        with suppress(ValueError):
            found = _READ_FINDINGS(kept[key]) if key in kept else None
        if found is None:
            found = list(find((record,)))
            made[key] = pack(found)
        yield from found
    cache.put_many(_FINDINGS, made)


@contextmanager
def kept_rulings(numbering: Numbering, cache: Cache) -> Iterator[None]:
    """Let no decision be read that was read in the build before."""
    reader = classifier(numbering.bodies)
    key = digest(code_digest("meeting_archive"), repr(numbering.bodies))
    before: Mapping[str, Ruling] = {}
    with suppress(ValueError):
        before = _READ_RULINGS(cache.get(_RULINGS, key) or b"")
    reader.learn(before)
    yield
    if len(reader.known) > len(before):
        cache.put_many(_RULINGS, {key: pack(reader.known)})
