"""The dictionary: the spellings that a mistyped word is held against, in a file for each length.

Words are written by what they do not share with the word before: a browser loads the words of
three lengths for an error, in a large archive tens of thousands.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from itertools import chain

from meeting_archive.language.words import fold_all
from meeting_archive.search.shards import Files
from meeting_archive.search.vocabulary import Parts, Vocabulary

_SHORTEST = 3
_SHORTEST_BEGINNING = 6

_Row = tuple[str, str, int]
"""A spelling, the word that is meant by it as mostly printed, and how often that is."""


def add_dictionary(vocabulary: Vocabulary, files: Files) -> list[int]:
    """Add a file of the spellings of each length; return the lengths.

    Words have rows, and stems and beginnings of compounds that are none, each with its most
    frequent word.
    """
    words, stems = _spellings(vocabulary)
    words_of, stems_of = _by_length(words), _by_length(stems)
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


def _spellings(vocabulary: Vocabulary) -> tuple[dict[str, _Row], dict[str, _Row]]:
    """Return words, and stems and beginnings that are none, by how they are folded."""
    used = [form for form, stem in vocabulary.stems.items() if stem is not None]
    folded = dict(zip(used, fold_all(used), strict=True))
    printed = _mostly_printed(vocabulary.printed)
    words = {
        folded[form]: (word, word, count)
        for form, (count, word) in ((form, printed[form]) for form in used)
        if len(form) >= _SHORTEST and (form.isalpha() or not any(map(str.isdigit, form)))
    }
    stems: dict[str, _Row] = {}
    best: dict[str, str] = {}
    for form in used:
        stem = vocabulary.stems[form]
        if stem is not None and printed[form][0] > printed[best.setdefault(stem, form)][0]:
            best[stem] = form
    for (stem, form), folded_stem in zip(best.items(), fold_all(best), strict=True):
        row = words.get(folded[form])
        if row is not None and len(stem) >= _SHORTEST and folded_stem not in words:
            stems.setdefault(folded_stem, (stem, *row[1:]))
    return words, _beginnings(vocabulary.parts, printed, words.keys() | stems.keys()) | stems


def _mostly_printed(printed: Mapping[str, int]) -> dict[str, tuple[int, str]]:
    """Return how often each word stands, and how it is mostly printed."""
    counts: dict[str, int] = defaultdict(int)
    best: dict[str, str] = {}
    for word, times in printed.items():
        form = word.lower()
        counts[form] += times
        other = best.setdefault(form, word)
        if other is not word and (-times, word) < (-printed[other], other):
            best[form] = word
    return {form: (counts[form], word) for form, word in best.items()}


def _beginnings(
    parts: Parts, printed: Mapping[str, tuple[int, str]], known: Set[str]
) -> dict[str, _Row]:
    """Return the first parts of compounds that stand nowhere alone: "bedriftshelse"."""
    # Of equally frequent words the first has the beginning.
    best: dict[str, tuple[int, str]] = {}
    for form, own in parts.items():
        for part in own:
            if len(part) >= _SHORTEST_BEGINNING and form.startswith(part):
                frequent = (-printed[form][0], form)
                best[part] = min(frequent, best.get(part, frequent))
    found: dict[str, tuple[int, str, str]] = {}
    for (part, frequent), folded in zip(best.items(), fold_all(best), strict=True):
        if folded not in known:
            row = (*frequent, part)
            found[folded] = min(row, found.get(folded, row))
    return {
        folded: (part, printed[form][1], -count) for folded, (count, form, part) in found.items()
    }


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
