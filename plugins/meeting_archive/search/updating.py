"""An index made to that of entries of which few are others: the same bytes as from nothing.

What an entry adds to the index is known from itself and from the archive's vocabulary. So the
entries that were changed, and those with words that the vocabulary now reads otherwise, are read
twice: as they were and as they are. Only the rows in which the two differ are written again.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from operator import add
from typing import Any

from meeting_archive.language.words import printed_words
from meeting_archive.search.apart import Ends, ends_in
from meeting_archive.search.entries import Entry
from meeting_archive.search.index import (
    PAIRS_SIZE,
    WORDS_SIZE,
    Indexed,
    Wording,
    WordPlace,
    indexed,
    packed_of,
    word_places,
    word_row,
)
from meeting_archive.search.keys import Keys
from meeting_archive.search.postings import (
    FIRST,
    Parts,
    Postings,
    Vocabulary,
    count_printed,
    folded_pairs,
    known_words,
    pair_row,
    places_of,
    read_entries,
    texts_of,
)
from meeting_archive.search.shards import Change, Place, repack

_MOST = 0.05
"""How much of an archive may have changed; of more, all is made anew just as fast."""


def updated(
    before: Indexed,
    ordered: Sequence[Entry],
    digests: Sequence[str],
    changed: Mapping[int, Entry],
    wording: Wording,
) -> Indexed | None:
    """Return the index of entries, where `before` is that of the same numbers of others.

    `changed` are those of before that are others now. None where it is not worth it.
    """
    if len(changed) > _MOST * len(ordered) or not all(map(before.shards, ("words", "pairs"))):
        return None
    vocabulary = _vocabulary(before.vocabulary, changed, ordered)
    numbers = sorted({*changed, *_read_otherwise(before.vocabulary, vocabulary, ordered)})
    if len(numbers) > _MOST * len(ordered):
        return None
    keys = Keys(wording.prefixes)
    old = read_entries(
        ((at, changed.get(at, ordered[at])) for at in numbers), before.vocabulary, keys
    )
    new = read_entries(((at, ordered[at]) for at in numbers), vocabulary, keys)
    words = repack(
        before.shards("words"), dict(_word_changes(old, new, numbers)), _word_place, WORDS_SIZE
    )
    pairs = repack(
        before.shards("pairs"), dict(_pair_changes(old, new, numbers)), _pair_place, PAIRS_SIZE
    )
    return indexed(ordered, wording, vocabulary, words, pairs, digests, before)


def _vocabulary(
    before: Vocabulary, changed: Mapping[int, Entry], ordered: Sequence[Entry]
) -> Vocabulary:
    printed = Counter(before.printed)
    printed.subtract(count_printed(changed.values()))
    printed.update(count_printed(ordered[at] for at in changed))
    printed = +printed
    return Vocabulary(printed, _parts(before, {each.lower() for each in printed}))


def _parts(before: Vocabulary, forms: set[str]) -> Parts:
    """Return what words are made of, cutting those only that may be cut otherwise than before."""
    if forms == before.words.keys():
        return before.parts
    compounds = known_words(forms)
    affected = _holding(compounds.unlike(known_words(before.words)), forms)
    parts = {form: each for form, each in before.parts.items() if form in forms}
    for word in affected.intersection(compounds.words):
        parts.pop(word, None)
        found = tuple(sorted(compounds.all_parts(word)))
        if found:
            parts[word] = found
    return parts


def _holding(texts: Iterable[str], words: Iterable[str]) -> set[str]:
    """Return the words in which one of some texts stands."""
    listed = list(words)
    starts = list(accumulate((len(each) + 1 for each in listed[:-1]), initial=0))
    joined = "\n".join(listed)
    found = set()
    for text in texts:
        at = joined.find(text)
        while at >= 0:
            found.add(listed[bisect_right(starts, at) - 1])
            at = joined.find(text, at + 1)
    return found


def _read_otherwise(before: Vocabulary, now: Vocabulary, ordered: Sequence[Entry]) -> Iterator[int]:
    """Yield the entries with words that are made of others now, or that are now one word."""
    appeared = before.words.keys() ^ now.words.keys()
    recut = {
        word
        for word in before.parts.keys() | now.parts.keys()
        if before.parts.get(word) != now.parts.get(word)
    }
    known = before.words.keys() | now.words.keys()
    joined = {
        word
        for word in appeared
        if any(word[:at] in known and word[at:] in known for at in range(1, len(word)))
    }
    apart = _otherwise_apart(before, now)
    if not recut and not joined and not apart:
        return
    stem_of = {form: word.stem for form, word in (before.words | now.words).items()}
    for number, entry in enumerate(ordered):
        words = [each.lower() for _tier, text in texts_of(entry) for each in printed_words(text)]
        if not recut.isdisjoint(words) or not joined.isdisjoint(map(add, words, words[1:])):
            yield number
            continue
        if not apart.isdisjoint(ends_in(words, [stem_of[each] for each in words])):
            yield number


def _otherwise_apart(before: Vocabulary, now: Vocabulary) -> set[Ends]:
    """Return the ends of the compounds that are others now than before, or that are new or gone."""
    was = {ends: _as_read(before, form) for ends, form in before.by_ends().items()}
    is_now = {ends: _as_read(now, form) for ends, form in now.by_ends().items()}
    return {ends for ends in was.keys() | is_now.keys() if was.get(ends) != is_now.get(ends)}


def _as_read(vocabulary: Vocabulary, form: str) -> tuple[str | None, tuple[str, ...]]:
    word = vocabulary.words[form]
    return word.stem, word.parts


def _word_changes(
    old: Postings, new: Postings, numbers: Sequence[int]
) -> Iterator[tuple[Place, Change]]:
    spelt = {
        word.stem
        for one, other in ((old, new), (new, old))
        for form, word in one.words.items()
        if form not in other.words and word.stem is not None
    }
    for term in {*old.terms, *new.terms, *spelt}:
        was, now = old.terms.get(term, ()), new.terms.get(term, ())
        if list(was) == list(now) and term not in spelt:
            continue
        before, after = word_places(term, old.forms), word_places(term, new.forms)
        for place in before - after:
            yield place, _gone
        for place in after:
            is_whole = place[2]
            yield place, _word_change(place, new, frozenset(numbers), now if is_whole else (1,))


def _word_change(
    place: WordPlace, new: Postings, numbers: frozenset[int], now: Sequence[int]
) -> Change:
    def change(row: Any) -> str | None:
        packed = packed_of(row[1][2]) if row and place[2] else []
        kept = [each for each in packed if each >> 8 not in numbers]
        return word_row(place, new.forms, sorted((*kept, *now))) if kept or now else None

    return change


def _gone(_row: Any) -> None:
    return None


def _word_place(row: Any) -> Place:
    key, found = row
    return key, found[0], len(found) > 1


def _pair_place(row: Any) -> Place:
    return (row[0],)


def _pair_changes(
    old: Postings, new: Postings, numbers: Sequence[int]
) -> Iterator[tuple[Place, Change]]:
    was, now = dict(folded_pairs(old)), dict(folded_pairs(new))
    for key in was.keys() | now.keys():
        before, after = was.get(key, []), now.get(key, [])
        if before != after:
            yield (key,), _pair_change(key, frozenset(numbers), after)


def _pair_change(key: str, numbers: frozenset[int], after: Sequence[int]) -> Change:
    def change(row: Any) -> str | None:
        places = places_of(row[1]) if row else []
        kept = [each for each in places if each // FIRST not in numbers]
        now = sorted((*kept, *after))
        return pair_row(key, now) if now else None

    return change
