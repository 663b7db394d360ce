"""The search's index, kept from build to build, and made from the last one if few entries differ.

What is kept is the last index, the archive's words, and the entries themselves, so that those
which are known need not be made. The index is taken whole or not at all.
"""

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import metadata
from typing import Generic, TypeVar

from msgspec import Raw, Struct, json, msgpack

from meeting_archive.cache import Cache, code_digest, digest
from meeting_archive.search.dictionary import Spellings
from meeting_archive.search.entries import Entry, Listed
from meeting_archive.search.index import Indexed, Wording, index_of
from meeting_archive.search.shards import MANIFEST, dump
from meeting_archive.search.updating import updated
from meeting_archive.search.vocabulary import ByEnds, Parts, Vocabulary

_INDEX, _ENTRIES, _FILE = "search", "search-entries", "file"
_TOGETHER = 8
"""How many entries are kept in one place."""


Words = TypeVar("Words")


class _Kept(Struct, Generic[Words]):
    """An index as it is kept, without what its files hold."""

    entries: list[str]
    """The digest of each entry."""
    files: dict[str, str]
    """The digest of each file."""
    words: Words


class _Words(Struct):
    """The vocabulary and dictionary of an index: read only where an entry is another."""

    printed: Mapping[str, int]
    stems: Mapping[str, str | None]
    parts: Parts
    by_ends: ByEnds
    spellings: Spellings


_kept: Callable[[bytes], _Kept[Raw]] = msgpack.Decoder(_Kept[Raw]).decode
_words: Callable[[Raw], _Words] = msgpack.Decoder(_Words).decode
_stems: Callable[[bytes], dict[str, str]] = msgpack.Decoder(dict[str, str]).decode
_entries: Callable[[bytes], list[Entry]] = msgpack.Decoder(list[Entry]).decode


class KeptFiles(dict[str, bytes]):
    """The files of an index by name; `digests` tell what each is kept by, as a "file"."""

    def __init__(self, content: Mapping[str, bytes], digests: Mapping[str, str]) -> None:
        """Take the files by their names in the index's folder, the manifest among them."""
        folder = json.decode(content[MANIFEST])["folder"]
        names = {name: name if name == MANIFEST else f"{folder}/{name}" for name in content}
        super().__init__((names[each], content[each]) for each in sorted(names))
        self.digests: Mapping[str, str] = {names[each]: digests[each] for each in names}


def kept_index(entries: Iterable[Listed], wording: Wording, cache: Cache) -> KeptFiles:
    """Return the files of an index, the same whatever `cache` holds."""
    ordered = sorted(entries, key=lambda each: each.order)
    last = _Last(cache, digest(_made_by(), repr(wording)))
    known = _Known(ordered, last)
    index = None
    if last.is_whole and len(last.entries) == len(ordered):
        pairs = enumerate(zip(ordered, last.entries, strict=True))
        changed = [at for at, (each, was) in pairs if each.digest != was]
        if not changed:
            return KeptFiles(last.files, last.digests)
        index = updated(last.index(), known, changed, wording)
    if index is None:
        index = index_of(list(known.now(range(len(ordered))).values()), wording)
    return _keep(index, known, last, cache)


def _made_by() -> str:
    stemmers = (metadata.version("snowballstemmer"), metadata.version("pystemmer"))
    return digest(code_digest("meeting_archive"), *stemmers, zlib.ZLIB_RUNTIME_VERSION)


class _Last:
    """What was kept of the last index; all of it is asked for, so that it is kept on."""

    def __init__(self, cache: Cache, key: str) -> None:
        self.key, self.key_of_stems = key, digest(key, "stems")
        packed = cache.get_many(_INDEX, (self.key, self.key_of_stems))
        found = len(packed) == len((self.key, self.key_of_stems))
        self._kept = _kept(packed[key]) if found else _Kept([], {}, Raw())
        self.asked = lambda: _stems(packed[self.key_of_stems])
        self.digests: Mapping[str, str] = self._kept.files
        self.content = cache.get_many(_FILE, self.digests.values())
        self.entries: Sequence[str] = self._kept.entries
        self.group_keys = self.keys_of_groups(self.entries)
        self.groups = cache.get_many(_ENTRIES, self.group_keys)

    def keys_of_groups(self, entries: Sequence[str]) -> list[str]:
        """Return what entries are kept by that are kept together."""
        starts = range(0, len(entries), _TOGETHER)
        return [digest(self.key, *entries[at : at + _TOGETHER]) for at in starts]

    @property
    def is_whole(self) -> bool:
        """Whether all of an index is known."""
        return bool(self.digests) and self.content.keys() >= set(self.digests.values())

    @property
    def files(self) -> Mapping[str, bytes]:
        """The files of the index by their names in its folder, the manifest among them."""
        return {name: self.content[each] for name, each in self.digests.items()}

    def index(self) -> Indexed:
        """Return the index, where it is whole."""
        content = dict(self.files)
        manifest = json.decode(content.pop(MANIFEST))
        words = _words(self._kept.words)
        vocabulary = Vocabulary(words.printed, words.stems, words.parts, words.by_ends, self.asked)
        return Indexed(manifest, content, vocabulary, words.spellings)

    def digest_of(self, name: str, content: bytes) -> str:
        """Return the digest of a file, which mostly is what it was."""
        known = self.digests.get(name, "")
        return known if self.content.get(known) is content else digest(content)


class _Known:
    """Entries as they were and as they are: made only where they are not known."""

    def __init__(self, ordered: Sequence[Listed], last: _Last) -> None:
        self._ordered = ordered
        self._groups = last.group_keys
        self._packed = last.groups
        self._number_before = {each: at for at, each in enumerate(last.entries)}
        self._read: dict[int, Sequence[Entry]] = {}
        self._made: dict[int, Entry] = {}

    def __len__(self) -> int:
        return len(self._ordered)

    @property
    def digests(self) -> list[str]:
        """The digest of each entry as it is."""
        return [each.digest for each in self._ordered]

    def before(self, numbers: Iterable[int]) -> Mapping[int, Entry] | None:
        """Return entries as they were; None where one is not known any more."""
        found = {number: self._before(number) for number in numbers}
        entries = {number: entry for number, entry in found.items() if entry is not None}
        return entries if len(entries) == len(found) else None

    def now(self, numbers: Iterable[int]) -> Mapping[int, Entry]:
        """Return entries as they are."""
        return {number: self._now(number) for number in numbers}

    def packed(self, start: int) -> bytes:
        """Return the entries that are kept together from a number on."""
        numbers = range(start, min(start + _TOGETHER, len(self)))
        return zlib.compress(msgpack.encode(list(self.now(numbers).values())), 1)

    def _now(self, number: int) -> Entry:
        if number not in self._made:
            listed = self._ordered[number]
            before = self._number_before.get(listed.digest)
            entry = self._before(before) if before is not None else None
            self._made[number] = entry or listed.make()
        return self._made[number]

    def _before(self, number: int) -> Entry | None:
        group, place = divmod(number, _TOGETHER)
        if group not in self._read:
            packed = self._packed.get(self._groups[group])
            self._read[group] = _entries(zlib.decompress(packed)) if packed is not None else ()
        return self._read[group][place] if self._read[group] else None


def _keep(index: Indexed, known: _Known, last: _Last, cache: Cache) -> KeptFiles:
    content = {MANIFEST: dump(index.manifest).encode(), **index.content}
    digests = {name: last.digest_of(name, each) for name, each in content.items()}
    new = {each: content[name] for name, each in digests.items() if each not in last.content}
    cache.put_many(_FILE, new)
    groups = enumerate(last.keys_of_groups(known.digests))
    starts = {each: at * _TOGETHER for at, each in groups if each not in last.groups}
    cache.put_many(_ENTRIES, {each: known.packed(at) for each, at in starts.items()})
    words = index.vocabulary
    columns = _Words(words.printed, words.stems, words.parts, words.by_ends, index.spellings)
    kept = {last.key: msgpack.encode(_Kept(known.digests, digests, columns))}
    # The stemmer is asked for something else only where there are other words than before.
    if words.asked is not last.asked:
        kept[last.key_of_stems] = msgpack.encode(words.asked())
    cache.put_many(_INDEX, kept)
    return KeptFiles(content, digests)
