"""The index of search: entries in, files out, the same files for the same entries.

`manifest.json` tells what the other files hold: words in order of their folded stems, neighbouring
words for phrases, the dictionary by length for typing errors, the texts that results show, and
the values of filters. Entries are numbered newest first, so that equals come in that order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from meeting_archive.language.words import norwegian
from meeting_archive.search.dictionary import Spellings, add_dictionary, spellings_of
from meeting_archive.search.entries import FACETS, Entry, Passage, Value, order_of
from meeting_archive.search.keys import Keys
from meeting_archive.search.postings import pair_rows, word_rows
from meeting_archive.search.reading import Words, read_terms
from meeting_archive.search.shards import MANIFEST, File, Files, Shard, dump, file_of, pack
from meeting_archive.search.tokens import count_printed, read_tokens
from meeting_archive.search.vocabulary import Vocabulary, vocabulary_of
from meeting_archive.spreading import aside

VERSION = 1
WORDS_SIZE = 24_000
PAIRS_SIZE = 32_000
TEXTS = 4
"""How many entries have their texts in one file."""
_WORTH = 1000
"""How many entries are worth a process."""
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
    """An index, with the words of its entries."""

    manifest: Mapping[str, Any]
    """What tells what the other files hold."""
    by_name: Mapping[str, File]
    """The other files, by their names in the index's folder."""
    vocabulary: Vocabulary
    spellings: Spellings

    def shards(self, name: str) -> list[Shard]:
        """Return the files of sorted rows, each with its first key."""
        firsts = self.manifest[name]
        return [(first, self.by_name[f"{name}-{at}.bin"]) for at, first in enumerate(firsts)]

    @property
    def files(self) -> Mapping[str, File]:
        """All files by name."""
        folder = self.manifest["folder"]
        others = {f"{folder}/{name}": each for name, each in sorted(self.by_name.items())}
        return {MANIFEST: file_of(dump(self.manifest).encode()), **others}


def build_index(entries: Iterable[Entry], wording: Wording) -> Mapping[str, bytes]:
    """Return the files of an index by name, `manifest.json` among them."""
    files = index_of(sorted(entries, key=order_of), wording).files
    return {name: each.read() for name, each in files.items()}


def index_of(ordered: Sequence[Entry], wording: Wording) -> Indexed:
    """Make an index from nothing, of entries in the order in which they are numbered."""
    worth = len(ordered) >= _WORTH
    made = _made_of_tokens(ordered, worth=worth)
    vocabulary, spellings = made.vocabulary, made.spellings
    terms = read_terms(made.words, list(enumerate(ordered)), Keys(wording.prefixes))
    made_pairs = made.pairs
    del made  # where words stand is as large as what comes of it
    words = aside(lambda: list(pack(word_rows(terms, vocabulary.forms), WORDS_SIZE)), worth=worth)
    files = Files()
    add_texts(enumerate(ordered), files)
    add_dictionary(spellings, spellings, files)
    manifest = {
        **_told_by(wording),
        "count": len(ordered),
        "dated": sum(entry.date is not None for entry in ordered),
        "facets": add_facets(ordered, files),
        "pairs": files.add_packed("pairs", made_pairs),
        "words": files.add_packed("words", words.wait()),
    }
    return indexed(manifest, files, vocabulary, spellings)


@dataclass(frozen=True, slots=True)
class _MadeOfTokens:
    """What is made of all words as they follow one another, which are let go of then."""

    vocabulary: Vocabulary
    spellings: Spellings
    pairs: Sequence[Shard]
    words: Words


def _made_of_tokens(ordered: Sequence[Entry], *, worth: bool) -> _MadeOfTokens:
    tokens = read_tokens(enumerate(ordered))
    # Neighbours stand where they stand, whatever their words are found by.
    pairs = aside(lambda: list(pack(pair_rows(tokens), PAIRS_SIZE)), worth=worth)
    vocabulary = vocabulary_of(count_printed(tokens))
    made_pairs = pairs.wait()
    spellings = aside(lambda: spellings_of(vocabulary), worth=worth)
    words = Words.of(tokens, vocabulary)
    return _MadeOfTokens(vocabulary, spellings.wait(), made_pairs, words)


def indexed(
    told: Mapping[str, Any], files: Files, vocabulary: Vocabulary, spellings: Spellings
) -> Indexed:
    """Put an index together of its files and of what its manifest tells of them."""
    told = {**told, "dictionary": sorted(spellings)}
    manifest = {**{name: told[name] for name in _TOLD}, "folder": files.folder()}
    return Indexed(manifest, files.by_name, vocabulary, spellings)


_TOLD = (
    "version", "count", "dated", "words", "pairs", "dictionary", "texts", "facets", "block",
    "prefixes", "synonyms", "language",
)  # fmt: skip
"""What the manifest tells, in this order."""


def _told_by(wording: Wording) -> dict[str, Any]:
    return {
        "version": VERSION,
        "texts": TEXTS,
        "block": _BLOCK,
        "prefixes": dict(sorted(wording.prefixes.items())),
        "synonyms": [list(words) for words in wording.synonyms],
        "language": norwegian(),
    }


def add_texts(numbered: Iterable[tuple[int, Entry]], files: Files) -> None:
    """Add the files of what results show; of each file all entries are given, in their order."""
    for number, some in groupby(numbered, key=lambda each: each[0] // TEXTS):
        files.add(f"texts-{number}", [_shown(entry) for _number, entry in some])


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


def add_facets(ordered: Sequence[Entry], files: Files) -> dict[str, list[list[str]]]:
    """Add the files of the values that entries are filtered by; return their labels.

    Values are numbered in the order that readers meet them.
    """
    values = {name: _values(ordered, name) for name in FACETS}
    for block, start in enumerate(range(0, len(ordered), _BLOCK)):
        for name in FACETS:
            number = {value.id: at for at, value in enumerate(values[name])}
            files.add(f"{name}-{block}", _column(ordered[start : start + _BLOCK], name, number))
    return {name: [[each.id, each.label] for each in values[name]] for name in FACETS}


def _column(
    entries: Iterable[Entry], name: str, number: Mapping[str, int]
) -> list[int | list[int]]:
    """Return the numbers of the values of each entry; one alone bare."""
    columns = ([number[value.id] for value in each.facets.get(name, ())] for each in entries)
    return [column[0] if len(column) == 1 else column for column in columns]


def _values(entries: Iterable[Entry], name: str) -> list[Value]:
    found = {value.id: value for entry in entries for value in entry.facets.get(name, ())}
    return sorted(found.values(), key=lambda value: value.id, reverse=name == "ar")
