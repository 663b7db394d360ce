"""The index of search: entries in, files out, the same files for the same entries.

`manifest.json` tells what the other files hold: words in order of their folded stems, neighbouring
words for phrases, the dictionary by length for typing errors, the texts that results show, and
the values of filters. Entries are numbered newest first, so that equals come in that order.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import sub
from typing import Any

from meeting_archive.cache import digest
from meeting_archive.language.words import fold, norwegian
from meeting_archive.search.dictionary import add_dictionary
from meeting_archive.search.entries import FACETS, Entry, Kind, Passage, Value
from meeting_archive.search.keys import Keys
from meeting_archive.search.postings import (
    Postings,
    Vocabulary,
    count_printed,
    folded_pairs,
    pair_row,
    read_entries,
)
from meeting_archive.search.shards import Files, Shard, dump, pack
from meeting_archive.spreading import spread

VERSION = 1
MANIFEST = "manifest.json"
WORDS_SIZE = 24_000
PAIRS_SIZE = 32_000
_TEXTS = 4
"""How many entries have their texts in one file."""
_BLOCK = 16_384
"""How many entries have their values of a filter in one file."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What the archive's editors decide of how words are read."""

    prefixes: Mapping[str, str]
    """The prefixes of case numbers with the id of their body, "" for the text's own."""
    synonyms: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Indexed:
    """An index, with what it takes to make it to that of other entries."""

    entries: Sequence[str]
    """The digest of each entry."""
    vocabulary: Vocabulary
    files: Mapping[str, bytes]

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What tells what the other files hold."""
        manifest: Mapping[str, Any] = json.loads(self.files[MANIFEST])
        return manifest

    def shards(self, name: str) -> list[Shard]:
        """Return the files of sorted rows, each with its first key."""
        manifest = self.manifest
        path = f"{manifest['folder']}/{name}"
        return [(first, self.files[f"{path}-{at}.bin"]) for at, first in enumerate(manifest[name])]


def build_index(entries: Iterable[Entry], wording: Wording) -> Mapping[str, bytes]:
    """Return the files of an index by name, `manifest.json` among them."""
    ordered = newest_first(entries)
    return index_of(ordered, entry_digests(ordered), wording).files


def entry_digests(entries: Iterable[Entry]) -> list[str]:
    """Return what tells entries apart that are not the same."""
    return [digest(repr(entry)) for entry in entries]


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries in the order in which they are numbered."""
    return sorted(entries, key=_newest_first)


def index_of(ordered: Sequence[Entry], digests: Sequence[str], wording: Wording) -> Indexed:
    """Make an index from nothing; `digests` are those of the entries."""
    vocabulary = Vocabulary(count_printed(ordered))
    postings = read_entries(enumerate(ordered), vocabulary, Keys(wording.prefixes))
    pairs = ((key, pair_row(key, places)) for key, places in folded_pairs(postings))
    packs = (pack(pairs, PAIRS_SIZE), pack(_word_rows(postings), WORDS_SIZE))
    made_pairs, words = spread(list[Shard], packs, at_least=1)
    return indexed(ordered, wording, vocabulary, words, made_pairs, digests)


def indexed(
    ordered: Sequence[Entry],
    wording: Wording,
    vocabulary: Vocabulary,
    words: Iterable[Shard],
    pairs: Iterable[Shard],
    digests: Sequence[str],
    before: Indexed | None = None,
) -> Indexed:
    """Put an index together of its sorted rows and of what is quickly made."""
    files = Files()
    facets = _Facets(ordered)
    manifest = {
        "version": VERSION,
        "count": len(ordered),
        "dated": sum(entry.date is not None for entry in ordered),
        "words": files.add_packed("words", words),
        "pairs": files.add_packed("pairs", pairs),
        "dictionary": add_dictionary(vocabulary, files),
        "texts": _TEXTS,
        "facets": facets.labels,
        "block": _BLOCK,
        "prefixes": dict(sorted(wording.prefixes.items())),
        "synonyms": [list(words) for words in wording.synonyms],
        "language": norwegian(),
    }
    path = f"{before.manifest['folder']}/" if before else ""
    for number, start in enumerate(range(0, len(ordered), _TEXTS)):
        shown = ordered[start : start + _TEXTS]
        if before and before.entries[start : start + _TEXTS] == digests[start : start + _TEXTS]:
            files.content[f"texts-{number}.bin"] = before.files[f"{path}texts-{number}.bin"]
        else:
            files.add(f"texts-{number}", [_shown(each) for each in shown])
    for number, start in enumerate(range(0, len(ordered), _BLOCK)):
        for name in FACETS:
            files.add(f"{name}-{number}", facets.column(name, start))
    manifest["folder"] = folder = files.folder()
    index = {f"{folder}/{name}": content for name, content in sorted(files.content.items())}
    return Indexed(digests, vocabulary, {MANIFEST: dump(manifest).encode(), **index})


def _newest_first(entry: Entry) -> tuple[int, int, str]:
    day = entry.date.toordinal() if entry.date else 0
    return -day, list(Kind).index(entry.kind), entry.address


def _word_rows(postings: Postings) -> Iterator[tuple[str, str]]:
    """Yield rows by their folded stem, in order."""
    places = (place for term in postings.terms for place in word_places(term, postings.forms))
    for place in sorted(places):
        yield place[0], word_row(place, postings.forms, postings.terms[place[1]])


WordPlace = tuple[str, str, bool]
"""A row's key, its stem, and whether it is the stem's own."""


def word_places(term: str, forms: Mapping[str, set[str]]) -> set[WordPlace]:
    """Return where a stem's rows stand.

    A form that does not begin like its stem ("skole" of "skul") has a row of its own.
    """
    folded = fold(term)
    elsewhere = {fold(form) for form in forms.get(term, ())}
    others = {(each, term, False) for each in elsewhere if not each.startswith(folded)}
    return {(folded, term, True), *others}


def word_row(place: WordPlace, forms: Mapping[str, set[str]], packed: Sequence[int]) -> str:
    """Return a row: [folded, [stem, forms, postings]], or [folded, [stem]]."""
    folded, term, is_whole = place
    if not is_whole:
        return dump([folded, [term]])
    found = str(_deltas(packed)).replace(" ", "")
    return f"[{dump(folded)},[{dump(term)},{dump(sorted(forms.get(term, ())))},{found}]]"


def packed_of(flat: Sequence[int]) -> list[int]:
    """Return the postings that a row tells of."""
    entries = accumulate(flat[::2])
    return [entry * 256 + worth for entry, worth in zip(entries, flat[1::2], strict=True)]


def _deltas(packed: Sequence[int]) -> list[int]:
    entries = [each >> 8 for each in packed]
    flat = [0] * (2 * len(packed))
    flat[::2] = map(sub, entries, [0, *entries])
    flat[1::2] = [each & 255 for each in packed]
    return flat


def _shown(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind.value,
        "address": entry.address,
        "title": entry.title,
        "language": entry.language,
        "number": entry.number,
        "date": entry.date.isoformat() if entry.date else None,
        "when": entry.when,
        "bodies": [value.id for value in entry.facets.get("organ", ())],
        "outcomes": [value.id for value in entry.facets.get("utfall", ())],
        "passages": [_passage(passage) for passage in entry.passages],
    }


def _passage(passage: Passage) -> list[Any]:
    return [passage.text, int(passage.tier), passage.label, passage.language, passage.anchor]


class _Facets:
    """The values that entries are filtered by, numbered in the order that readers meet them."""

    def __init__(self, ordered: Sequence[Entry]) -> None:
        self._ordered = ordered
        self._values = {name: _values(ordered, name) for name in FACETS}
        self.labels = {
            name: [[value.id, value.label] for value in values]
            for name, values in self._values.items()
        }

    def column(self, name: str, start: int) -> list[int | list[int]]:
        """Return the numbers of the values of each entry of a block; one alone bare."""
        number = {value.id: at for at, value in enumerate(self._values[name])}
        entries = self._ordered[start : start + _BLOCK]
        columns = ([number[value.id] for value in each.facets.get(name, ())] for each in entries)
        return [column[0] if len(column) == 1 else column for column in columns]


def _values(entries: Iterable[Entry], name: str) -> list[Value]:
    found = {value.id: value for entry in entries for value in entry.facets.get(name, ())}
    return sorted(found.values(), key=lambda value: value.id, reverse=name == "ar")
