"""The dictionary: the spellings that a mistyped word is held against, in a file for each length.

Words are written by what they do not share with the word before: a browser loads the words of
three lengths for an error, in a large archive tens of thousands.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain

from meeting_archive.language.words import fold
from meeting_archive.search.postings import Vocabulary
from meeting_archive.search.shards import Files

_SHORTEST = 3
_SHORTEST_BEGINNING = 6

_Row = tuple[str, str, int]
"""A spelling, the word that is meant by it as mostly printed, and how often that is."""


def add_dictionary(vocabulary: Vocabulary, files: Files) -> list[int]:
    """Add a file of the spellings of each length; return the lengths.

    Words have rows, and stems and beginnings of compounds that are none, each with its most
    frequent word.
    """
    words = _words(vocabulary)
    words_of = _by_length(words)
    stems_of = _by_length(_stems(vocabulary, words))
    lengths = sorted(words_of.keys() | stems_of.keys())
    for length in lengths:
        own, other = words_of.get(length, []), stems_of.get(length, [])
        spellings = {
            "words": beginnings_shared(word for word, _word, _count in own),
            "counts": [count for _word, _same, count in own],
            "stems": beginnings_shared(chain.from_iterable(row[:2] for row in other)),
            "stemCounts": [count for _stem, _word, count in other],
        }
        files.add(f"dictionary-{length}", spellings)
    return lengths


def _words(vocabulary: Vocabulary) -> dict[str, _Row]:
    """Return words without digits, by how they are folded."""
    return {
        fold(form): (word.printed, word.printed, word.count)
        for form, word in vocabulary.words.items()
        if word.stem is not None
        and len(form) >= _SHORTEST
        and not any(mark.isdigit() for mark in form)
    }


def _stems(vocabulary: Vocabulary, words: Mapping[str, _Row]) -> dict[str, _Row]:
    """Return stems that are no words, by how they are folded."""
    stems: dict[str, _Row] = {}
    for stem, forms in vocabulary.forms.items():
        best = words.get(fold(max(sorted(forms), key=lambda form: vocabulary.words[form].count)))
        folded = fold(stem)
        if best is not None and len(stem) >= _SHORTEST and folded not in words:
            stems.setdefault(folded, (stem, *best[1:]))
    return _beginnings(vocabulary, {**words, **stems}) | stems


def _beginnings(vocabulary: Vocabulary, known: Mapping[str, _Row]) -> dict[str, _Row]:
    """Return the first parts of compounds that stand nowhere alone: "bedriftshelse"."""
    found: dict[str, _Row] = {}
    for form, word in vocabulary.words.items():
        for part in word.parts:
            folded = fold(part)
            if len(part) < _SHORTEST_BEGINNING or folded in known or not form.startswith(part):
                continue
            if folded not in found or word.count > found[folded][2]:
                found[folded] = (part, word.printed, word.count)
    return found


def _by_length(rows: Mapping[str, _Row]) -> dict[int, list[_Row]]:
    """Return sorted rows by the length of how they are folded."""
    by_length: dict[int, list[_Row]] = defaultdict(list)
    for folded, row in rows.items():
        by_length[len(folded)].append(row)
    return {length: sorted(found) for length, found in by_length.items()}


def beginnings_shared(words: Iterable[str]) -> str:
    """Write each word as how many letters it begins with of the one before, and its others."""
    written = []
    before = ""
    for word in words:
        # A letter of its own keeps each number apart from the next.
        shared = word[: min(_count_shared(before, word), len(word) - 1)]
        # Browsers count a letter outside of the basic plane as two.
        length = len(shared) if shared.isascii() else len(shared.encode("utf-16-le")) // 2
        written.append(f"{length}{word[len(shared) :]}")
        before = word
    return "".join(written)


def _count_shared(one: str, other: str) -> int:
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))
