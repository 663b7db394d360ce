"""The words of entries as they follow one another, as numbers."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count, pairwise

from meeting_archive.language.words import printed_words
from meeting_archive.search.entries import Entry, Tier

END = "\n"
"""What follows the last word of each text: no word, and part of none."""
TIERS = tuple(sorted(Tier, reverse=True))
"""What says most comes first: what stands there is not counted elsewhere."""


@dataclass(frozen=True)
class Tokens:
    """The words of numbered entries, in the order of those and of what says most."""

    entries: Sequence[tuple[int, Entry]]
    printed: Sequence[str]
    """Words as they are printed, by their numbers; the first is END."""
    sequence: "array[int]"
    """The numbers of all words, with END's after each text."""
    ends: "array[int]"
    """Where in the sequence the texts of each tier end, of one entry after the other."""


def read_tokens(entries: Iterable[tuple[int, Entry]]) -> Tokens:
    """Return the words of numbered entries, in their order."""
    numbered = list(entries)
    number_of: dict[str, int] = defaultdict(count().__next__)
    end = number_of[END]
    sequence, ends = array("I"), array("I")
    for _number, entry in numbered:
        texts = list(texts_of(entry))
        for each in TIERS:
            for tier, text in texts:
                if tier is each:
                    sequence.extend(map(number_of.__getitem__, printed_words(text)))
                    sequence.append(end)
            ends.append(len(sequence))
    return Tokens(numbered, list(number_of), sequence, ends)


def texts_of(entry: Entry) -> Iterator[tuple[Tier, str]]:
    """Yield all texts that an entry is found by, and what each says of it."""
    yield Tier.TITLE, entry.title
    if entry.number:
        yield Tier.TITLE, entry.number
    for passage in entry.passages:
        yield passage.tier, passage.text
    if entry.known_as:
        yield Tier.REST, entry.known_as


def count_printed(tokens: Tokens) -> Mapping[str, int]:
    """Return how often each word is printed how."""
    counts = Counter(tokens.sequence)
    return {word: counts[at] for at, word in enumerate(tokens.printed) if at}


FIRST = 1 << 32
"""What the number of an entry counts in a place."""


def places(tokens: Tokens) -> Iterator[int]:
    """Yield where each word stands: entry * FIRST + place * 4 + tier."""
    return chain.from_iterable(_places_of_tiers(tokens))


def _places_of_tiers(tokens: Tokens) -> Iterator[range]:
    begins = 0
    for at, (start, stop) in enumerate(pairwise((0, *tokens.ends))):
        entry, tier = divmod(at, len(TIERS))
        if tier == 0:
            begins = start
        first = tokens.entries[entry][0] * FIRST + TIERS[tier] - 4 * begins
        yield range(first + 4 * start, first + 4 * stop, 4)
