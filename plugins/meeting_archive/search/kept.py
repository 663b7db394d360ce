"""The search's index, kept from build to build, and made from the last one if few entries differ.

What is kept is the last index, the archive's words, and the entries themselves, so that those
which are known need not be made. Of all that only what a change concerns is read again; where some
of it is lost, the index is made from nothing.
"""

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib import metadata
from typing import TypeVar

from msgspec import Struct, json, msgpack

from meeting_archive.cache import Cache, code_digest, digest
from meeting_archive.search.entries import Entry, Listed
from meeting_archive.search.index import Indexed, Wording, index_of
from meeting_archive.search.shards import MANIFEST, File, file_of
from meeting_archive.search.updating import updated
from meeting_archive.search.vocabulary import ByEnds, Parts, Vocabulary

_INDEX, _WORDS, _ENTRIES, _FILE = "search", "search-words", "search-entries", "file"
_TOGETHER = 8
"""How many entries are kept in one place."""


_Name = TypeVar("_Name")


class _Kept(Struct):
    """An index as it is kept, with the digests of what is kept beside it."""

    entries: list[str]
    files: dict[str, str]
    printed: Mapping[str, int]
    words: dict[str, str]
    """What else is known of the words: each the same as long as no word comes or goes."""
    spellings: dict[int, str]


_kept: Callable[[bytes], _Kept] = msgpack.Decoder(_Kept).decode
_stems: Callable[[bytes], dict[str, str | None]] = msgpack.Decoder(dict[str, str | None]).decode
_parts: Callable[[bytes], Parts] = msgpack.Decoder(Parts).decode
_by_ends: Callable[[bytes], ByEnds] = msgpack.Decoder(ByEnds).decode
_asked: Callable[[bytes], dict[str, str]] = msgpack.Decoder(dict[str, str]).decode
_entries: Callable[[bytes], list[Entry]] = msgpack.Decoder(list[Entry]).decode


class _LostError(Exception):
    """Something that was kept is not there any more."""


class KeptFiles(Mapping[str, bytes]):
    """The files of an index by name; `digests` tell what each is kept by, as a "file"."""

    def __init__(self, files: Mapping[str, File], anew: Callable[[], Mapping[str, File]]) -> None:
        """Take the files, and how all are made where one is not there any more."""
        self._files = files
        self._anew = anew
        self.digests: Mapping[str, str] = {name: each.digest for name, each in files.items()}

    def __getitem__(self, name: str) -> bytes:
        with suppress(_LostError):
            return self._files[name].read()
        self._files = self._anew()
        return self._files[name].read()

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def kept_index(entries: Iterable[Listed], wording: Wording, cache: Cache) -> KeptFiles:
    """Return the files of an index, the same whatever `cache` holds."""
    ordered = sorted(entries, key=lambda each: each.order)
    key = digest(_made_by(), repr(wording))

    def anew() -> Mapping[str, File]:
        known = _Known(ordered, _Last(cache, key))
        index = index_of(list(known.now(range(len(ordered))).values()), wording)
        return _keep(index, known, {}, (), cache, key)

    with suppress(_LostError):
        last = _Last(cache, key)
        if last.files and len(last.entries) == len(ordered):
            known = _Known(ordered, last)
            pairs = enumerate(zip(ordered, last.entries, strict=True))
            changed = [at for at, (each, was) in pairs if each.digest != was]
            if not changed:
                return KeptFiles(last.files, anew)
            before = last.index()
            index = updated(before, known, changed, wording)
            if index is not None:
                words = _unchanged(last.kept.words, before.vocabulary, index.vocabulary)
                had = {*last.kept.files.values(), *last.kept.spellings.values()}
                return KeptFiles(_keep(index, known, words, had, cache, key), anew)
    return KeptFiles(anew(), anew)


def _made_by() -> str:
    stemmers = (metadata.version("snowballstemmer"), metadata.version("pystemmer"))
    return digest(code_digest("meeting_archive"), *stemmers, zlib.ZLIB_RUNTIME_VERSION)


class _Last:
    """What was kept of the last index, all of which is kept on."""

    def __init__(self, cache: Cache, key: str) -> None:
        packed = cache.get(_INDEX, key)
        self._cache = cache
        self.kept = _kept(packed) if packed is not None else _Kept([], {}, {}, {}, {})
        self.entries: Sequence[str] = self.kept.entries
        self.group_keys = _keys_of_groups(key, self.entries)
        self.files = self._files(_FILE, self.kept.files)
        self._spellings = self._files(_WORDS, self.kept.spellings)
        self._words = self._files(_WORDS, self.kept.words)
        cache.use(_ENTRIES, self.group_keys)

    def _files(self, kind: str, keys: Mapping[_Name, str]) -> dict[_Name, File]:
        self._cache.use(kind, keys.values())
        return {
            name: File(key, partial(_read, self._cache, kind, key)) for name, key in keys.items()
        }

    def entries_together(self, groups: Iterable[int]) -> Mapping[int, bytes | None]:
        """Return the entries that are kept together, packed; None where they are lost."""
        keys = {group: self.group_keys[group] for group in groups}
        found = self._cache.get_many(_ENTRIES, keys.values())
        return {group: found.get(key) for group, key in keys.items()}

    def index(self) -> Indexed:
        """Return the index; only what tells of its words is read."""
        files = {name.rpartition("/")[2]: each for name, each in self.files.items()}
        manifest = json.decode(files.pop(MANIFEST).read())
        words = self._words
        vocabulary = Vocabulary(
            self.kept.printed,
            _stems(words["stems"].read()),
            _parts(words["parts"].read()),
            _by_ends(words["by_ends"].read()),
            lambda: _asked(words["asked"].read()),
        )
        return Indexed(manifest, files, vocabulary, self._spellings)


def _read(cache: Cache, kind: str, key: str) -> bytes:
    found = cache.get(kind, key)
    if found is None:
        raise _LostError
    return found


def _keys_of_groups(key: str, entries: Sequence[str]) -> list[str]:
    """Return what entries are kept by that are kept together."""
    starts = range(0, len(entries), _TOGETHER)
    return [digest(key, *entries[at : at + _TOGETHER]) for at in starts]


class _Known:
    """Entries as they were and as they are: made only where they are not known."""

    def __init__(self, ordered: Sequence[Listed], last: _Last) -> None:
        self._ordered = ordered
        self._last = last
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
        asked = list(numbers)
        self._load(asked)
        found = {number: self._before(number) for number in asked}
        entries = {number: entry for number, entry in found.items() if entry is not None}
        return entries if len(entries) == len(found) else None

    def now(self, numbers: Iterable[int]) -> Mapping[int, Entry]:
        """Return entries as they are."""
        asked = list(numbers)
        before = {at: self._number_before.get(self._ordered[at].digest) for at in asked}
        self._load(number for number in before.values() if number is not None)
        for at, number in before.items():
            if at not in self._made:
                entry = self._before(number) if number is not None else None
                self._made[at] = entry or self._ordered[at].make()
        return {at: self._made[at] for at in asked}

    def new_groups(self, key: str) -> Iterator[tuple[str, bytes]]:
        """Yield entries that are not kept, by what those are kept by that belong together."""
        lost = {group for group, entries in self._read.items() if not entries}
        kept = {each for at, each in enumerate(self._last.group_keys) if at not in lost}
        for at, each in enumerate(_keys_of_groups(key, self.digests)):
            if each not in kept:
                start = at * _TOGETHER
                numbers = range(start, min(start + _TOGETHER, len(self)))
                yield each, zlib.compress(msgpack.encode(list(self.now(numbers).values())), 1)

    def _load(self, numbers: Iterable[int]) -> None:
        groups = {number // _TOGETHER for number in numbers} - self._read.keys()
        for group, packed in self._last.entries_together(groups).items():
            self._read[group] = _entries(zlib.decompress(packed)) if packed is not None else ()

    def _before(self, number: int) -> Entry | None:
        group, place = divmod(number, _TOGETHER)
        return self._read[group][place] if self._read[group] else None


def _unchanged(words: Mapping[str, str], before: Vocabulary, now: Vocabulary) -> Mapping[str, str]:
    """Return by what that is kept which two vocabularies have in common."""
    return {
        name: each for name, each in words.items() if getattr(before, name) is getattr(now, name)
    }


def _keep(
    index: Indexed,
    known: _Known,
    words: Mapping[str, str],
    had: Collection[str],
    cache: Cache,
    key: str,
) -> Mapping[str, File]:
    """Keep an index; `words` tells what of its words is kept, and `had` what files are."""
    vocabulary, files = index.vocabulary, index.files
    columns: dict[str, Callable[[], object]] = {
        "stems": lambda: vocabulary.stems,
        "parts": lambda: vocabulary.parts,
        "by_ends": lambda: vocabulary.by_ends,
        "asked": vocabulary.asked,
    }
    made = {
        name: file_of(msgpack.encode(column()))
        for name, column in columns.items()
        if name not in words
    }
    beside = [*index.spellings.values(), *made.values()]
    for kind, some in ((_FILE, files.values()), (_WORDS, beside)):
        cache.put_many(kind, {each.digest: each.read() for each in some if each.digest not in had})
    cache.put_many(_ENTRIES, dict(known.new_groups(key)))
    kept = _Kept(
        known.digests,
        {name: each.digest for name, each in files.items()},
        vocabulary.printed,
        {**words, **{name: each.digest for name, each in made.items()}},
        {length: each.digest for length, each in index.spellings.items()},
    )
    cache.put_many(_INDEX, {key: msgpack.encode(kept)})
    return files
