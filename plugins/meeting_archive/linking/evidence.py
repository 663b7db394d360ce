"""What speaks for one treatment taking up another, weighed to one score.

The weights and thresholds were chosen on the `tune` half of tests/linking/labelled; the other
half only measures them. `make eval-links` prints both: change nothing here without it.
"""

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from meeting_archive.linking.analysis import PART_WEIGHT, Stems, Terms, years
from meeting_archive.linking.phrases import STRONGEST, Phrase

THRESHOLD = 0.65
"""The lowest score of a suggestion: on `tune` it makes no difference anywhere from 0.6 to 0.7."""
MARGIN = 0.15
"""How far below the best claim on it another claim on the same later treatment may lie."""
FARTHEST = 12
"""No case comes back unannounced after more meetings than this; by judgement."""
RARE = 0.35
"""The lowest rarity of a word that two cases are compared for at all."""
ENOUGH = 3.0
"""Shared words beyond this much weight add nothing: two long texts always share some."""
IN_TEXT = 0.5
"""How much a word of a title counts where the other treatment has it in its text only."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece of evidence adds to the score, before it is squeezed between 0 and 1.

    All but the last are a logistic regression on the `tune` half, rounded.
    """

    start: float = -5.3
    titles: float = 2.2
    earlier_title: float = 3.2
    title_in_text: float = 4.4
    texts: float = 3.1
    phrase: float = 2.1
    distance: float = -1.8
    other_year: float = -3.0
    """By judgement: no labelled case that waits has a year in its title."""


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a later treatment taking up what waited."""

    titles: float
    """The weight of the words that both titles have."""
    earlier_title: float
    """How much of the earlier title the later treatment has, 0 to 1."""
    title_in_text: float
    """The weight of the words of one title that only the other text has."""
    texts: float
    """The weight of the words that only the texts share."""
    phrase: Phrase | None
    distance: int
    """How many meetings of the body later: 1 is the next."""
    other_year: bool
    """True where the titles name years, and none in common."""
    stems: tuple[str, ...]
    """The shared words, those that weigh most first."""

    def score(self, weights: Weights = WEIGHTS) -> float:
        """Return the evidence as one number, 0 to 1."""
        total = (
            weights.start
            + weights.titles * min(self.titles, ENOUGH)
            + weights.earlier_title * self.earlier_title
            + weights.title_in_text * min(self.title_in_text, ENOUGH)
            + weights.texts * min(self.texts, ENOUGH)
            + weights.phrase * (self.phrase.strength if self.phrase else 0.0)
            + weights.distance * math.log2(self.distance)
            + weights.other_year * self.other_year
        )
        return 1 / (1 + math.exp(-total))


@dataclass(frozen=True, slots=True)
class Words:
    """What a treatment says."""

    printed_title: str
    title: Mapping[str, float]
    all: Stems
    parts: Stems

    @classmethod
    def of(cls, printed_title: str, terms: Terms) -> "Words":
        """Return what a title, as printed, and the terms of it and of the text come to."""
        return cls(printed_title, terms.title, terms.all, terms.parts)

    def weight(self, stem: str) -> float:
        """Return how much one of the words counts."""
        return PART_WEIGHT if stem in self.parts else 1.0


def compare(
    earlier: Words,
    later: Words,
    distance: int,
    phrase: Phrase | None,
    rarity: Callable[[str], float],
    counted_twice: Callable[[Collection[str]], set[str]],
) -> Evidence:
    """Return what speaks for `later` taking up `earlier`.

    `counted_twice` tells which of some stems are only parts of others of them.
    """
    shared = _shared(earlier, later, rarity)
    # "Nordrefjord" is one word in common, not "nordre" and "fjord" besides.
    twice = counted_twice(shared)
    titles: dict[str, float] = {}
    crossed: dict[str, float] = {}
    texts: dict[str, float] = {}
    for stem, weight in shared.items():
        if stem not in twice:
            in_titles = (stem in earlier.title) + (stem in later.title)
            (texts, crossed, titles)[in_titles][stem] = weight
    worth = {**_times(texts, IN_TEXT / 2), **_times(crossed, IN_TEXT), **titles}
    earlier_years, later_years = years(earlier.printed_title), years(later.printed_title)
    return Evidence(
        titles=sum(titles.values()),
        earlier_title=_covered(earlier.title, later, rarity),
        title_in_text=sum(crossed.values()),
        texts=sum(texts.values()),
        phrase=phrase,
        distance=distance,
        other_year=bool(earlier_years and later_years and not earlier_years & later_years),
        stems=tuple(sorted(worth, key=lambda stem: (-worth[stem], stem))),
    )


class Hopes:
    """Tells quickly which later treatments are no likely return of one that waits.

    Terms go by their numbers here.
    """

    def __init__(self, title: Mapping[int, float], rarity: Sequence[float]) -> None:
        """Take how much each term of the earlier title counts, and how rare all terms are."""
        self._title = title
        self._rarity = rarity
        weights = {term: weight * rarity[term] for term, weight in title.items()}
        whole = sum(weights.values())
        self._shares = {term: each / whole for term, each in weights.items() if each}

    def any(self, title: Set[int], all_: Set[int], shared: Iterable[int], distance: int) -> bool:
        """Tell whether a treatment may be a likely return; `shared` are the rare words of both.

        What `compare` finds is never more than what is reckoned with here, but for rounding.
        """
        most = _MOST + WEIGHTS.distance * math.log2(distance)
        for term in shared:
            in_titles = (term in self._title) + (term in title)
            most += self._rarity[term] * _EACH[in_titles]
        if most + WEIGHTS.earlier_title < _LEAST:
            return False
        covered = sum(
            share * (1.0 if term in title else IN_TEXT)
            for term, share in self._shares.items()
            if term in all_
        )
        return most + WEIGHTS.earlier_title * covered >= _LEAST


_EACH = (WEIGHTS.texts, WEIGHTS.title_in_text, WEIGHTS.titles)
"""What a word adds that is in neither title, in one, in both."""
_MOST = WEIGHTS.start + WEIGHTS.phrase * STRONGEST
_LEAST = math.log(THRESHOLD / (1 - THRESHOLD)) - 1e-6
"""The total of a score that is just enough, but for what rounding may take away."""


def _shared(one: Words, other: Words, rarity: Callable[[str], float]) -> dict[str, float]:
    """Return the weights of the words that both have and that are rare enough."""
    # Sorted, since sums of floats depend on their order.
    return {
        stem: rare * min(one.weight(stem), other.weight(stem))
        for stem in sorted(one.all & other.all)
        if (rare := rarity(stem)) >= RARE
    }


def _covered(title: Mapping[str, float], words: Words, rarity: Callable[[str], float]) -> float:
    """Return how much of a title's weight a treatment has, in its title or, for less, its text."""
    whole = sum(weight * rarity(stem) for stem, weight in title.items())
    if not whole:
        return 0.0
    return sum(rarity(stem) * _has(words, stem, weight) for stem, weight in title.items()) / whole


def _has(words: Words, stem: str, weight: float) -> float:
    if stem not in words.all:
        return 0.0
    has = min(weight, words.weight(stem))
    return has if stem in words.title else IN_TEXT * has


def _times(weights: Mapping[str, float], factor: float) -> dict[str, float]:
    return {stem: factor * weight for stem, weight in weights.items()}
