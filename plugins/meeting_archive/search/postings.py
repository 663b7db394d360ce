"""The sorted rows that an index is made of: words with their entries, neighbours with places."""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, islice
from operator import sub

from meeting_archive.language.words import fold, fold_all
from meeting_archive.search.grouping import grouped
from meeting_archive.search.reading import Terms
from meeting_archive.search.shards import Row, dump
from meeting_archive.search.tokens import FIRST, Tokens, places

WordPlace = tuple[str, str, bool]
"""A row's key, its stem, and whether it is the stem's own."""


def word_rows(terms: Terms, forms: Mapping[str, Sequence[str]]) -> Iterator[Row]:
    """Yield rows by their folded stem, in order; `forms` are the words of each stem, in order."""
    for place in sorted(chain.from_iterable(_all_word_places(terms, forms))):
        yield word_row(place, forms.get(place[1], ()), terms[place[1]])


def _all_word_places(
    terms: Collection[str], forms: Mapping[str, Sequence[str]]
) -> Iterator[set[WordPlace]]:
    of_forms = iter(fold_all(chain.from_iterable(forms.get(term, ()) for term in terms)))
    for term, folded in zip(terms, fold_all(terms), strict=True):
        yield _word_places(term, folded, islice(of_forms, len(forms.get(term, ()))))


def word_places(term: str, forms: Collection[str]) -> set[WordPlace]:
    """Return where a stem's rows stand.

    A form that does not begin like its stem ("skole" of "skul") has a row of its own.
    """
    return _word_places(term, fold(term), map(fold, forms))


def _word_places(term: str, folded: str, forms: Iterable[str]) -> set[WordPlace]:
    others = {(each, term, False) for each in forms if not each.startswith(folded)}
    return {(folded, term, True), *others}


def word_row(place: WordPlace, forms: Sequence[str], packed: Sequence[int]) -> str:
    """Return a row: [folded, [stem, forms, postings]], or [folded, [stem]]."""
    folded, term, is_whole = place
    return dump([folded, [term, forms, _deltas(packed)] if is_whole else [term]])


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


def folded_pairs(tokens: Tokens) -> Iterator[tuple[str, list[int]]]:
    """Yield each two neighbouring words, folded, in order, with where they stand.

    That is entry * 2 ** 32 + place * 4 + tier. A word at the end of a text is paired with nothing.
    """
    # Words are told by their places in the order of all.
    folded = ["", *fold_all(each.lower() for each in tokens.printed[1:])]
    ordered = sorted(set(folded))
    rank = {word: at for at, word in enumerate(ordered)}
    rank_of = [rank[word] for word in folded]
    ranks = array("I", map(rank_of.__getitem__, tokens.sequence))
    # The last of all is the end of a text, which nothing follows.
    following = grouped(ranks, islice(ranks, 1, None), len(ordered))
    standing = grouped(ranks, places(tokens), len(ordered), "Q")
    del ranks
    for first in range(1, len(ordered)):
        found: dict[int, list[int]] = defaultdict(list)
        for second, place in zip(following[first], standing[first], strict=True):
            found[second].append(place)
        for second in sorted(found):
            yield f"{ordered[first]} {ordered[second]}", found[second]


def pair_row(key: str, found: Sequence[int]) -> str:
    """Return the row of two words."""
    # Words need no escaping, and there are a million rows.
    if len(found) == 1:
        return f'["{key}",[{found[0] // FIRST},{found[0] % FIRST}]]'
    flat: list[int] = []
    before = 0
    for each in found:
        entry, place = divmod(each, FIRST)
        flat += (entry - before, place)
        before = entry
    return f'["{key}",{dump(flat)}]'


def pair_rows(tokens: Tokens) -> Iterator[Row]:
    """Yield the rows of all neighbours, in order."""
    return (pair_row(key, found) for key, found in folded_pairs(tokens))


def places_of(row: Sequence[int]) -> list[int]:
    """Return the places that a row tells of."""
    entries = accumulate(row[::2])
    return [entry * FIRST + place for entry, place in zip(entries, row[1::2], strict=True)]
