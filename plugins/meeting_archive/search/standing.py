"""Where words stand: in which tiers of which entries."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import chain, count, pairwise, repeat
from operator import sub

from meeting_archive.language.words import lower
from meeting_archive.search.entries import Tier
from meeting_archive.search.grouping import grouped
from meeting_archive.search.tokens import TIERS, Tokens
from meeting_archive.search.vocabulary import Vocabulary

TIER_BITS = max(Tier).bit_length()


def standing(tokens: Tokens, vocabulary: Vocabulary) -> Mapping[str, "array[int]"]:
    """Return where each word in lower case stands that questions are about.

    That is the entry's place among the others, and the tier in its last bits. Neighbours that the
    archive elsewhere writes as one word stand for that, too.
    """
    numbers: dict[str, int] = {}
    number_of = [numbers.setdefault(each, len(numbers)) for each in map(lower, tokens.printed)]
    forms = list(numbers)
    stems = [vocabulary.stems.get(form) for form in forms]
    grouped_places = grouped(
        map(number_of.__getitem__, tokens.sequence), _places(tokens), len(forms)
    )
    found = {
        form: places
        for form, stem, places in zip(forms, stems, grouped_places, strict=True)
        if stem is not None
    }
    for place, form in _apart(tokens, vocabulary):
        found.setdefault(form, array("I")).append(place)
    return found


def _places(tokens: Tokens) -> Iterator[int]:
    """Return for each word where it stands."""
    lengths = map(sub, tokens.ends, chain((0,), tokens.ends))
    return chain.from_iterable(map(repeat, map(_place, count()), lengths))


def _place(number: int) -> int:
    """Return the place that all words of a tier have, where those of all entries are numbered."""
    entry, tier = divmod(number, len(TIERS))
    return entry << TIER_BITS | TIERS[tier]


def _apart(tokens: Tokens, vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    """Yield what the archive elsewhere writes as one word, with where it stands."""
    apart = vocabulary.apart
    forms = list(map(lower, tokens.printed))
    stems = [vocabulary.stems.get(form) for form in forms]
    for start, stop in pairwise((0, *tokens.ends[len(TIERS) - 1 :: len(TIERS)])):
        some = tokens.sequence[start:stop]
        words = list(map(forms.__getitem__, some))
        for at, form in apart.found(words, list(map(stems.__getitem__, some))):
            yield _place(bisect_right(tokens.ends, start + at)), form
