"""The dictionary: the spellings that a mistyped word is held against, in a file for each length.

Words are written by what they do not share with the word before: a browser loads the words of
three lengths for an error, in a large archive tens of thousands.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import chain, compress
from typing import NamedTuple

from msgspec import msgpack

from meeting_archive.language.words import fold, fold_all
from meeting_archive.search.shards import File, Files, file_of
from meeting_archive.search.vocabulary import Parts, Vocabulary

_SHORTEST = 3
_SHORTEST_BEGINNING = 6

_Row = tuple[str, str, int]
"""A spelling, the word that is meant by it as mostly printed, and how often that is."""


Spellings = Mapping[int, File]
"""Rows by how long they are folded, packed: those of few lengths are asked for again."""
_Both = tuple[list[_Row], list[_Row]]
"""Words, and stems and beginnings of compounds that are none, in order."""
_unpacked: Callable[[bytes], _Both] = msgpack.Decoder(_Both).decode


def spellings_of(vocabulary: Vocabulary) -> Spellings:
    """Return all words, stems and beginnings, each with its most frequent word."""
    found: dict[int, _Both] = defaultdict(lambda: ([], []))
    for at, rows in enumerate(_rows(vocabulary)):
        for folded, row in rows.items():
            found[len(folded)][at].append(row)
    return {length: _packed((sorted(own), sorted(other))) for length, (own, other) in found.items()}


def _packed(both: _Both) -> File:
    return file_of(msgpack.encode(both))


def add_dictionary(spellings: Spellings, lengths: Iterable[int], files: Files) -> None:
    """Add the files of some lengths."""
    for length in lengths:
        own, other = _unpacked(spellings[length].read())
        written = {
            "words": beginnings_shared(word for word, _word, _count in own),
            "counts": [count for _word, _same, count in own],
            "stems": beginnings_shared(chain.from_iterable(row[:2] for row in other)),
            "stemCounts": [count for _stem, _word, count in other],
        }
        files.add(f"dictionary-{length}", written)


def respelt(
    spellings: Spellings, before: Vocabulary, now: Vocabulary, changed: frozenset[str]
) -> tuple[Spellings, Set[int]]:
    """Return the spellings of another vocabulary, and the lengths that have others than before.

    `changed` are all words that are printed otherwise or more or less often, or made of others.
    The rows that these may have changed are made twice: as they were and as they are.
    """
    folded = _folded(now)
    alike = changed.union(_alike(folded, set(map(fold, changed))))
    keys = _keys(now, alike, changed) | _keys(before, changed, changed)
    # But for what was changed both have the same words, made of the same.
    concerned = _concerned(now, folded, keys) | changed
    was, is_now = (_rows(each.only(concerned)) for each in (before, now))
    others: dict[int, _Both] = {}
    for at, (old, new) in enumerate(zip(was, is_now, strict=True)):
        for key in keys:
            gone, come = old.get(key), new.get(key)
            if gone == come:
                continue
            if len(key) not in others:
                known = spellings.get(len(key))
                others[len(key)] = _unpacked(known.read()) if known is not None else ([], [])
            rows = others[len(key)][at]
            if gone is not None:
                del rows[bisect_left(rows, gone)]
            if come is not None:
                insort(rows, come)
    kept = {length: rows for length, rows in spellings.items() if length not in others}
    made = {length: _packed(both) for length, both in others.items() if any(both)}
    return {**kept, **made}, others.keys()


class _Folded(NamedTuple):
    """Texts, and how each is folded."""

    texts: Sequence[str]
    folded: Sequence[str]


def _folded(vocabulary: Vocabulary) -> _Folded:
    """Return all words that questions are about."""
    return _with_folded([form for form, stem in vocabulary.stems.items() if stem is not None])


def _with_folded(texts: Sequence[str]) -> _Folded:
    return _Folded(texts, fold_all(texts))


def _alike(folded: _Folded, keys: Set[str]) -> set[str]:
    """Return the texts that are folded as one of some."""
    return set(compress(folded.texts, map(keys.__contains__, folded.folded)))


def _keys(vocabulary: Vocabulary, alike: Set[str], changed: Set[str]) -> set[str]:
    """Return by what the rows are found that some words may change, and those folded alike."""
    stems = (vocabulary.stems.get(form) or "" for form in alike)
    parts = (part for form in changed for part in vocabulary.parts.get(form, ()))
    return set(map(fold, changed)).union(map(fold, stems), map(fold, parts))


def _concerned(vocabulary: Vocabulary, folded: _Folded, keys: Set[str]) -> Set[str]:
    """Return all words that the rows with some keys are made of."""
    stems, parts = vocabulary.stems, vocabulary.parts
    every = {stem for stem in stems.values() if stem is not None}.union(*parts.values())
    meant = _alike(_with_folded(list(every)), keys)
    of_stems = set(chain.from_iterable(vocabulary.forms_of(meant).values()))
    alike = _alike(folded, {*keys, *map(fold, of_stems)})
    begun = {part for part in meant if len(part) >= _SHORTEST_BEGINNING}
    made = (form for form, each in parts.items() if not begun.isdisjoint(each))
    return of_stems | alike | set(made)


def _rows(vocabulary: Vocabulary) -> tuple[dict[str, _Row], dict[str, _Row]]:
    """Return words, and stems and beginnings that are none, by how they are folded."""
    folded = dict(zip(*_folded(vocabulary), strict=True))
    printed = _mostly_printed(vocabulary.printed)
    words = {
        key: (printed[form][1], printed[form][1], printed[form][0])
        for form, key in folded.items()
        if len(form) >= _SHORTEST and (form.isalpha() or not any(map(str.isdigit, form)))
    }
    best = {
        stem: max(forms, key=lambda form: printed[form][0])
        for stem, forms in vocabulary.forms.items()
    }
    stems: dict[str, _Row] = {}
    for (stem, form), key in zip(best.items(), fold_all(best), strict=True):
        row = words.get(folded[form])
        if row is not None and len(stem) >= _SHORTEST and key not in words:
            stems.setdefault(key, (stem, *row[1:]))
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
