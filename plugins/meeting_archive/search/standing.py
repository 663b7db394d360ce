"""Where words stand: in which tiers of which entries."""

from array import array
from collections.abc import Mapping

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
    places = _places(tokens)
    numbers: dict[str, int] = {}
    number_of = [numbers.setdefault(each.lower(), len(numbers)) for each in tokens.printed]
    forms = list(numbers)
    of_words = array("I", map(number_of.__getitem__, tokens.sequence))
    stems = [vocabulary.stems.get(form) for form in forms]
    found = {
        form: places_of
        for form, stem, places_of in zip(
            forms, stems, grouped(of_words, places, len(forms)), strict=True
        )
        if stem is not None
    }
    apart = vocabulary.apart
    for start, stop in tokens.bounds():
        some = of_words[start:stop]
        words = list(map(forms.__getitem__, some))
        for at, form in apart.found(words, list(map(stems.__getitem__, some))):
            found.setdefault(form, array("I")).append(places[start + at])
    return found


def _places(tokens: Tokens) -> "array[int]":
    """Return for each word where it stands."""
    found = array("I")
    start = 0
    for at, stop in enumerate(tokens.ends):
        entry, tier = divmod(at, len(TIERS))
        found.extend(array("I", [entry << TIER_BITS | TIERS[tier]]) * (stop - start))
        start = stop
    return found
