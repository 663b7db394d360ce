"""Entries that were not changed, and whose words the archive now reads otherwise than before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, product
from operator import add
from typing import Any

from meeting_archive.language.words import fold, printed_words
from meeting_archive.search.apart import ends_in, prepositions
from meeting_archive.search.entries import Entry
from meeting_archive.search.index import Indexed
from meeting_archive.search.shards import rows_with
from meeting_archive.search.tokens import texts_of
from meeting_archive.search.vocabulary import Otherwise, Vocabulary


def may_read_otherwise(before: Indexed, unlike: Otherwise) -> set[int]:
    """Return the numbers of all entries that are read otherwise, and of some that are not.

    The index of before tells where words stand, and which beside each other.
    """
    vocabulary = before.vocabulary
    stems = {fold(vocabulary.stems[form] or "") for form in unlike.recut}
    words = _standing((key, row[2]) for key, row in _rows(before, "words", stems) if len(row) > 1)
    beside = set(_beside(unlike, vocabulary))
    between = set(_between(unlike, vocabulary))
    keys = {*beside, *(key for both in between for key in both)}
    pairs = _standing(_rows(before, "pairs", keys))
    return set().union(
        *words.values(),
        *(pairs[key] for key in beside),
        *(pairs[one] & pairs[other] for one, other in between),
    )


def _rows(index: Indexed, table: str, keys: Iterable[str]) -> Iterator[tuple[str, list[Any]]]:
    return rows_with(index.shards(table), keys)


def _standing(rows: Iterable[tuple[str, Sequence[int]]]) -> Mapping[str, set[int]]:
    """Return the entries that rows tell of, by their keys."""
    found: dict[str, set[int]] = defaultdict(set)
    for key, flat in rows:
        found[key].update(accumulate(flat[::2]))
    return found


def _beside(unlike: Otherwise, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the neighbours that may be read as another compound than before, or as none."""
    for word in unlike.forms | unlike.recut:
        for at in range(1, len(word)):
            if word[:at] in vocabulary.stems and word[at:] in vocabulary.stems:
                yield f"{fold(word[:at])} {fold(word[at:])}"
    forms = _forms(unlike, vocabulary)
    for first, last in unlike.ends:
        for one, other in product(forms[first], forms[last]):
            yield f"{one} {other}"


def _between(unlike: Otherwise, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield the two neighbours that "planting av skog" has, which both must stand in a text."""
    forms = _forms(unlike, vocabulary)
    for first, last in unlike.ends:
        for one, other in product(forms[last], forms[first]):
            for word in map(fold, prepositions()):
                yield f"{one} {word}", f"{word} {other}"


def _forms(unlike: Otherwise, vocabulary: Vocabulary) -> Mapping[str | None, set[str]]:
    """Return the words that compounds which are others may be made of, folded, by their stems."""
    stems = frozenset(chain.from_iterable(unlike.ends))
    forms = vocabulary.forms_of(stems)
    return {stem: set(map(fold, forms.get(stem or "", ()))) for stem in stems}


def reads_otherwise(entry: Entry, unlike: Otherwise, stems: Mapping[str, str | None]) -> bool:
    """Tell whether words of an entry are read otherwise; `stems` are those of all its words."""
    joined = unlike.forms | unlike.recut
    for _tier, text in texts_of(entry):
        words = [each.lower() for each in printed_words(text)]
        if not unlike.recut.isdisjoint(words) or not joined.isdisjoint(map(add, words, words[1:])):
            return True
        if not unlike.ends.isdisjoint(ends_in(words, [stems[each] for each in words])):
            return True
    return False
