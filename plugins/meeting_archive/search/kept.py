"""The search's index, kept from build to build, and made from the last one if few entries differ.

What is kept is the last index with the archive's words; it is taken whole or not at all.
"""

import datetime as dt
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from typing import Any

from meeting_archive.cache import Cache, code_digest, digest
from meeting_archive.language.stems import shared_stemmer
from meeting_archive.search.entries import Entry, Kind, Passage, Tier
from meeting_archive.search.index import Indexed, Wording, entry_digests, index_of, newest_first
from meeting_archive.search.postings import Vocabulary
from meeting_archive.search.updating import updated

_INDEX, _ENTRIES, _FILE = "search", "search-entries", "file"
_TOGETHER = 8
"""How many entries are kept in one place."""


def kept_index(entries: Iterable[Entry], wording: Wording, cache: Cache) -> Mapping[str, bytes]:
    """Return the files of an index, the same whatever `cache` holds."""
    ordered = newest_first(entries)
    digests = entry_digests(ordered)
    key = digest(_made_by(), repr(wording))
    before = _load(cache, key)
    index = None
    if before is not None and len(before.entries) == len(ordered):
        changed = _changed(before, digests, cache)
        if changed == {}:
            return before.files
        if changed is not None:
            index = updated(before, ordered, digests, changed, wording)
    if index is None:
        index = index_of(ordered, digests, wording)
    _keep(index, ordered, cache, key)
    return index.files


def _made_by() -> str:
    stemmers = (metadata.version("snowballstemmer"), metadata.version("pystemmer"))
    return digest(code_digest("meeting_archive"), *stemmers, zlib.ZLIB_RUNTIME_VERSION)


def _load(cache: Cache, key: str) -> Indexed | None:
    packed = cache.get(_INDEX, key)
    if packed is None:
        return None
    try:
        kept: dict[str, Any] = json.loads(zlib.decompress(packed))
    except (ValueError, zlib.error):
        return None
    content = cache.get_many(_FILE, kept["files"].values())
    if not all(each in content for each in kept["files"].values()):
        return None
    # What words are made of was found by these stems, and is found anew where they now differ.
    shared_stemmer().learn(kept["stems"])
    parts = {word: tuple(parts) for word, parts in kept["parts"].items()}
    files = {name: content[each] for name, each in kept["files"].items()}
    return Indexed(kept["entries"], Vocabulary(kept["printed"], parts), files)


def _changed(before: Indexed, now: Sequence[str], cache: Cache) -> Mapping[int, Entry] | None:
    """Return the entries of before that are others now; None where one is not known any more."""
    numbers = [at for at, each in enumerate(now) if each != before.entries[at]]
    groups = {at - at % _TOGETHER for at in numbers}
    keys = {start: _group(before.entries, start) for start in groups}
    packed = cache.get_many(_ENTRIES, keys.values())
    if not all(key in packed for key in keys.values()):
        return None
    known = {start: json.loads(zlib.decompress(packed[key])) for start, key in keys.items()}
    return {at: _entry(known[at - at % _TOGETHER][at % _TOGETHER]) for at in numbers}


def _keep(index: Indexed, ordered: Sequence[Entry], cache: Cache, key: str) -> None:
    files = {name: digest(content) for name, content in index.files.items()}
    kept = {
        "entries": index.entries,
        "printed": index.vocabulary.printed,
        "parts": index.vocabulary.parts,
        "stems": shared_stemmer().known,
        "files": files,
    }
    groups = {_group(index.entries, at): at for at in range(0, len(ordered), _TOGETHER)}
    known_files = cache.get_many(_FILE, files.values())
    known_groups = cache.get_many(_ENTRIES, groups)
    cache.put_many(
        _FILE,
        {each: index.files[name] for name, each in files.items() if each not in known_files},
    )
    cache.put_many(
        _ENTRIES,
        {
            each: _packed([_facts(entry) for entry in ordered[at : at + _TOGETHER]])
            for each, at in groups.items()
            if each not in known_groups
        },
    )
    cache.put_many(_INDEX, {key: _packed(kept)})


def _packed(value: object) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode(), 1)


def _group(entries: Sequence[str], start: int) -> str:
    return digest(*entries[start : start + _TOGETHER])


def _facts(entry: Entry) -> list[Any]:
    """Return all that an entry is found by."""
    return [
        entry.kind, entry.title, entry.number, entry.numbers, entry.body,
        entry.date and entry.date.isoformat(), entry.last_date and entry.last_date.isoformat(),
        entry.known_as, [(each.text, each.tier) for each in entry.passages],
    ]  # fmt: skip


def _entry(facts: list[Any]) -> Entry:
    kind, title, number, numbers, body, date, last_date, known_as, passages = facts
    return Entry(
        Kind(kind),
        "",
        title,
        tuple(Passage(text, Tier(tier)) for text, tier in passages),
        number=number,
        numbers=tuple(numbers),
        body=body,
        date=dt.date.fromisoformat(date) if date else None,
        last_date=dt.date.fromisoformat(last_date) if last_date else None,
        known_as=known_as,
    )
