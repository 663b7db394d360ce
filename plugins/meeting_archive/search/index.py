"""The index of search: entries in, files out, the same files for the same entries.

`manifest.json` tells what the other files hold: words in order of their folded stems, neighbouring
words for phrases, the dictionary by length for typing errors, the texts that results show, and
the values of filters. Entries are numbered newest first, so that equals come in that order.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import sub
from typing import Any

from meeting_archive.language.words import fold, norwegian
from meeting_archive.search.entries import FACETS, Entry, Kind, Passage, Value
from meeting_archive.search.keys import Keys
from meeting_archive.search.postings import Postings, Reader, folded_pairs
from meeting_archive.search.shards import Files, dump

VERSION = 1
MANIFEST = "manifest.json"
_WORDS_SIZE = 24_000
_PAIRS_SIZE = 32_000
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


def build_index(entries: Iterable[Entry], wording: Wording) -> dict[str, bytes]:
    """Return the files of an index by name, `manifest.json` among them."""
    ordered = sorted(entries, key=_newest_first)
    postings = Reader(ordered, Keys(wording.prefixes)).read()
    files = Files()
    facets = _Facets(ordered)
    manifest = {
        "version": VERSION,
        "count": len(ordered),
        "dated": sum(entry.date is not None for entry in ordered),
        "words": files.add_sorted("words", _word_rows(postings), _WORDS_SIZE),
        "pairs": files.add_sorted("pairs", folded_pairs(postings), _PAIRS_SIZE),
        "dictionary": _dictionary(postings, files),
        "texts": _TEXTS,
        "facets": facets.labels,
        "block": _BLOCK,
        "prefixes": dict(sorted(wording.prefixes.items())),
        "synonyms": [list(words) for words in wording.synonyms],
        "language": norwegian(),
    }
    for number, start in enumerate(range(0, len(ordered), _TEXTS)):
        files.add(f"texts-{number}", [_shown(each) for each in ordered[start : start + _TEXTS]])
    for number, start in enumerate(range(0, len(ordered), _BLOCK)):
        for name in FACETS:
            files.add(f"{name}-{number}", facets.column(name, start))
    manifest["folder"] = folder = files.folder()
    index = {f"{folder}/{name}": content for name, content in sorted(files.content.items())}
    return {MANIFEST: dump(manifest).encode(), **index}


def _newest_first(entry: Entry) -> tuple[int, int, str]:
    day = entry.date.toordinal() if entry.date else 0
    return -day, list(Kind).index(entry.kind), entry.address


def _word_rows(postings: Postings) -> Iterator[tuple[str, str]]:
    """Yield rows by their folded stem: [folded, [stem, forms, postings]].

    A form that does not begin like its stem ("skole" of "skul") has a row [stem] of its own.
    """
    rows: list[tuple[str, str, bool]] = []
    for term in postings.terms:
        folded = fold(term)
        rows.append((folded, term, True))
        elsewhere = {fold(each) for each in postings.forms.get(term, ())}
        rows.extend((each, term, False) for each in elsewhere if not each.startswith(folded))
    for folded, term, is_whole in sorted(rows):
        if is_whole:
            forms = sorted(postings.forms.get(term, ()))
            found = str(_deltas(postings.terms[term])).replace(" ", "")
            yield folded, f"[{dump(folded)},[{dump(term)},{dump(forms)},{found}]]"
        else:
            yield folded, dump([folded, [term]])


def _deltas(packed: Sequence[int]) -> list[int]:
    entries = [each >> 8 for each in packed]
    flat = [0] * (2 * len(packed))
    flat[::2] = map(sub, entries, [0, *entries])
    flat[1::2] = [each & 255 for each in packed]
    return flat


def _dictionary(postings: Postings, files: Files) -> list[int]:
    """Add a file of the spellings of each length; return the lengths.

    A row is [word as mostly printed, how often], or [stem, how often, its most frequent word].
    """
    rows: dict[str, list[Any]] = {}
    for form, word in postings.words.items():
        if word.stem is None or len(form) < 3 or any(mark.isdigit() for mark in form):
            continue
        rows[fold(form)] = [word.printed, word.count]
    for stem, forms in postings.forms.items():
        best = max(sorted(forms), key=lambda form: postings.words[form].count)
        row = rows.get(fold(best))
        if row is not None and len(row) == 2 and len(stem) >= 3:
            rows.setdefault(fold(stem), [stem, row[1], row[0]])
    by_length: dict[int, list[list[Any]]] = defaultdict(list)
    for spelling, row in rows.items():
        by_length[len(spelling)].append(row)
    for length, found in by_length.items():
        files.add(f"dictionary-{length}", sorted(found))
    return sorted(by_length)


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
