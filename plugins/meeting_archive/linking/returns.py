"""How a case comes back: suggestions with an explainable score, never facts.

A case that waits is compared only with later treatments in the next meetings of the body where it
waits, and of these with those that share a rare word with it, so that time grows with the archive
and not with its square. What speaks for each pair is weighed to one score, and told in a sentence.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache as once
from hashlib import blake2b
from itertools import chain
from typing import Any

from meeting_archive.linking.claims import Asked, Claims, Found, Refused
from meeting_archive.linking.evidence import (
    FARTHEST,
    MARGIN,
    RARE,
    THRESHOLD,
    Evidence,
    Hopes,
    Words,
    compare,
)
from meeting_archive.linking.model import End
from meeting_archive.linking.phrases import (
    STRONGEST,
    Phrase,
    Pointers,
    best_phrase,
    is_standing,
    pointers,
)
from meeting_archive.linking.said import Said
from meeting_archive.linking.terms import TermReader
from meeting_archive.storing import encode


@dataclass(frozen=True, slots=True)
class Text:
    """A case or sub-item as one meeting treated it, with what was said of it."""

    end: End
    """The case, or the sub-item."""
    body: str
    """The id of the body that treated it."""
    position: int
    """The place of the meeting in the body's own series, in time order: 0, 1, 2, ..."""
    order: tuple[Any, ...]
    """Sorts all treatments of all bodies in time."""
    number: str
    """The case's number as a reader knows it, `AU 43/16`."""
    said: Said
    when: str
    """The meeting's date as a reader writes it."""

    @property
    def title(self) -> str:
        return self.said.title

    @property
    def text(self) -> str:
        return self.said.text

    @property
    def place(self) -> tuple[str, tuple[Any, ...]]:
        """What no other treatment has: what is treated, and when."""
        return self.end.id, self.order


@dataclass(frozen=True, slots=True)
class Waiting:
    """A treatment that left its case waiting: postponed, or sent on to another body."""

    text: Text
    receiver: str
    """The id of the body that it waits in: its own where postponed, the other where sent on."""
    forwarded: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A later treatment that may take up what waited."""

    earlier: Waiting
    later: Text
    score: float
    """0 to 1."""
    reason: str
    """One Norwegian sentence that says why."""


Names = Mapping[str, Sequence[str]]
"""What texts call each body, by its id."""


def suggest_returns(
    waiting: Iterable[Waiting],
    treatments: Sequence[Text],
    names: Names | None = None,
    refused: Refused = lambda _later, _earlier: False,
    reader: TermReader | None = None,
) -> Iterator[Suggestion]:
    """Yield what may be the return of each waiting case, among all `treatments` of the archive.

    `names` help with what was sent on: it is often laid before the receiver with a word on where
    it comes from. At most one treatment is suggested for each waiting case. What was treated
    again under its own number has come back already, and nothing is suggested for it. A pair that
    is `refused` stands in nobody's way. `reader` knows what texts were read as before.
    """
    listed = list(waiting)
    reader = reader or TermReader()
    index = _Index(treatments, names or {}, reader)
    claims = Claims(reader.before.claims)
    found = [claim for each in listed if (claim := index.best(each, refused, claims))]
    reader.claims = claims.now
    strongest: dict[tuple[Any, ...], float] = defaultdict(float)
    for each in found:
        strongest[each.later.order] = max(strongest[each.later.order], each.score)
    for each in found:
        if each.score >= strongest[each.later.order] - MARGIN:
            reason = index.reason(each.waiting, each.later, each.evidence)
            yield Suggestion(each.waiting, each.later, each.score, reason)


def explain(
    waiting: Waiting, later: Text, treatments: Sequence[Text], names: Names | None = None
) -> tuple[float, str]:
    """Return the score of one pair and the sentence on it, whether it is suggested or not."""
    index = _Index(treatments, names or {}, TermReader())
    evidence = index.evidence(waiting, later)
    return evidence.score(), index.reason(waiting, later, evidence)


@dataclass(frozen=True, slots=True)
class _Claim:
    """What most likely takes up a waiting case."""

    waiting: Waiting
    later: Text
    evidence: Evidence

    @property
    def score(self) -> float:
        return self.evidence.score()


class _Index:
    """The treatments of an archive by body and meeting, in time order."""

    def __init__(self, treatments: Sequence[Text], names: Names, reader: TermReader) -> None:
        self._names = names
        self._texts = sorted(treatments, key=lambda each: each.order)
        self._prints = [each.said.print for each in self._texts]
        self._terms, self._analyser = reader.read_known(
            self._prints, lambda at: self._texts[at].said.words
        )
        self._rarity = reader.rarity
        weights = self._rarity.weights
        self._weights = (weights, [each if each >= RARE else 0.0 for each in weights])
        rare = frozenset(number for number, each in enumerate(weights) if each >= RARE)
        self._in_title = once(self._terms.title)
        self._in_all = once(self._terms.numbers)
        self._rare = once(lambda at: rare.intersection(self._in_all(at)))
        self._numbers = {each.place: number for number, each in enumerate(self._texts)}
        self._pointers: dict[tuple[Any, ...], Pointers] = {}
        self._latest = {each.end: each.order for each in self._texts}
        self._meetings: dict[str, list[tuple[tuple[Any, ...], int]]] = defaultdict(list)
        self._treated: dict[tuple[str, int], list[int]] = defaultdict(list)
        for number, text in enumerate(self._texts):
            self._add(number, text)
        self._words = once(lambda at: Words.of(self._texts[at].title, self._terms[at]))
        self._is_standing = once(lambda at: is_standing(self._texts[at].title))
        self._plain = once(lambda at: f"{self._texts[at].title}\n{self._texts[at].text}")
        self._print_of_meeting = once(self._printed_meeting)

    def _words_of(self, text: Text) -> Words:
        return self._words(self._numbers[text.place])

    def _add(self, number: int, text: Text) -> None:
        meetings = self._meetings[text.body]
        if not meetings or meetings[-1][1] != text.position:
            meetings.append((text.order, text.position))
        self._treated[text.body, text.position].append(number)

    def best(self, waiting: Waiting, refused: Refused, claims: Claims) -> _Claim | None:
        """Return what most likely takes up what waits, the earliest of equals; None if nothing."""
        own = self._numbers[waiting.text.place]
        if self._is_standing(own) or self._came_back_under_its_number(waiting):
            return None
        before = self._position_before(waiting)
        near = range(before + 1, before + FARTHEST + 1)
        meetings = [(waiting.receiver, position) for position in near]
        later = sorted(chain.from_iterable(self._treated.get(each, ()) for each in meetings))
        made_of = (
            self._print(own),
            (waiting.receiver, waiting.forwarded, self._names_of(waiting), before),
            self._terms.weights(own, *self._weights),
            [self._print_of_meeting(each) for each in meetings],
        )
        asked = Asked(waiting.text.end, refused, self._analyser)
        found = claims.found(made_of, asked, lambda: self._best(waiting, later, asked))
        if found is None:
            return None
        return _Claim(waiting, self._texts[later[found.later]], found.evidence)

    def _print(self, number: int) -> tuple[object, ...]:
        """Return all of a treatment that another is compared by."""
        text = self._texts[number]
        return (text.end.id, text.position, text.order, *self._terms.print(number))

    def _printed_meeting(self, meeting: tuple[str, int]) -> bytes:
        """Return what the treatments of a body's meeting are known by."""
        treated = [self._print(number) for number in self._treated.get(meeting, ())]
        return blake2b(encode(treated), digest_size=16).digest()

    def _best(self, waiting: Waiting, later: Sequence[int], asked: Asked) -> Found | None:
        """Return the likeliest of some later treatments."""
        hopeful: list[tuple[float, int, Evidence]] = []
        for place in self._candidates(waiting, later):
            text = self._texts[later[place]]
            evidence = self._without_phrase(waiting, text, asked)
            # Most pairs are not likely whatever the later text says of an earlier one.
            most = replace(evidence, phrase=Phrase("", STRONGEST)).score()
            if most >= THRESHOLD and not asked.refused(text.end):
                hopeful.append((most, place, evidence))
        best: tuple[float, int] = (-THRESHOLD, len(later))
        found: Found | None = None
        for most, place, evidence in sorted(hopeful, key=lambda each: -each[0]):
            if most < -best[0]:
                break
            phrase = self._phrase(waiting, self._texts[later[place]])
            claimed = replace(evidence, phrase=phrase)
            # Of equals, the one in the place before: they are in time order.
            if (-claimed.score(), place) < best:
                best, found = (-claimed.score(), place), Found(place, claimed)
        return found

    def _came_back_under_its_number(self, waiting: Waiting) -> bool:
        latest = self._latest.get(waiting.text.end)
        return not waiting.forwarded and latest is not None and latest > waiting.text.order

    def _candidates(self, waiting: Waiting, later: Sequence[int]) -> Iterator[int]:
        """Yield the places of the later treatments that are not hopeless, in time order."""
        before = self._position_before(waiting)
        own = self._numbers[waiting.text.place]
        hopes = Hopes(self._in_title(own), self._weights[0])
        rare = self._rare(own)
        for place, number in enumerate(later):
            text, shared = self._texts[number], rare.intersection(self._rare(number))
            if not shared or text.end == waiting.text.end or text.order <= waiting.text.order:
                continue
            title, all_ = self._in_title(number).keys(), self._in_all(number)
            if not self._is_standing(number) and hopes.any(
                title, all_, shared, text.position - before
            ):
                yield place

    def _position_before(self, waiting: Waiting) -> int:
        """Return the position of the receiver's latest meeting that is not later than this."""
        if waiting.receiver == waiting.text.body:
            return waiting.text.position
        meetings = self._meetings.get(waiting.receiver)
        if not meetings:
            return -1
        at = bisect_right(meetings, waiting.text.order, key=lambda each: each[0])
        return meetings[at - 1][1] if at else meetings[0][1] - 1

    def evidence(self, waiting: Waiting, later: Text) -> Evidence:
        """Return what speaks for one pair."""
        asked = Asked(waiting.text.end, lambda _later, _earlier: False, self._analyser)
        evidence = self._without_phrase(waiting, later, asked)
        return replace(evidence, phrase=self._phrase(waiting, later))

    def _without_phrase(self, waiting: Waiting, later: Text, asked: Asked) -> Evidence:
        return compare(
            self._words_of(waiting.text),
            self._words_of(later),
            max(1, later.position - self._position_before(waiting)),
            None,
            self._rarity.of,
            asked.counted_twice,
        )

    def _names_of(self, waiting: Waiting) -> Sequence[str]:
        """Return what texts call the body that sent a case on."""
        return self._names.get(waiting.text.body, ()) if waiting.forwarded else ()

    def _phrase(self, waiting: Waiting, later: Text) -> Phrase | None:
        text = self._plain(self._numbers[later.place])
        known = self._pointers.get(later.order)
        if known is None:
            known = self._pointers[later.order] = pointers(text)
        return best_phrase(
            text,
            of_item="#" in waiting.text.end.id,
            names=self._names_of(waiting),
            known=known,
        )

    def reason(self, waiting: Waiting, later: Text, evidence: Evidence) -> str:
        """Return one Norwegian sentence that says why."""
        what = self._what(waiting.text, later, evidence.stems[:_MOST_WORDS])
        pointer = f", og viser til «{evidence.phrase.printed}»" if evidence.phrase else ""
        return f"{_lead(waiting.forwarded, evidence.distance)} tok opp {what}{pointer}."

    def _what(self, earlier: Text, later: Text, stems: Sequence[str]) -> str:
        if _plain(earlier.title) == _plain(later.title):
            return "en sak med samme tittel"
        text = f"{later.title}\n{later.text}"
        printed = dict.fromkeys(self._analyser.printed(stem, text) or stem for stem in stems)
        if not printed:
            return "en sak uten noe sjeldent ord felles med denne"
        one = len(printed) == 1
        how = "et ord som" if one else "ord som"
        if all(self._rarity.of(stem) >= SELDOM for stem in stems):
            how += " ellers er sjeldent i arkivet" if one else " ellers er sjeldne i arkivet"
        else:
            how += " også stod i saken som ventet"
        return f"{_joined([f'«{word}»' for word in printed])}, {how}"


SELDOM = 0.5
"""The lowest rarity of a word that readers are told is rare."""
_MOST_WORDS = 3
_ORDINALS = (
    "første andre tredje fjerde femte sjette sjuende åttende niende tiende ellevte tolvte".split()
)


def _lead(forwarded: bool, distance: int) -> str:
    number = _ORDINALS[distance - 1] if distance <= len(_ORDINALS) else f"{distance}."
    if forwarded:
        return f"Det {number} møtet i organet som saken ble sendt til,"
    return "Møtet etter" if distance == 1 else f"Det {number} møtet etter"


def _joined(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} og {parts[-1]}" if len(parts) > 1 else parts[0]


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))
