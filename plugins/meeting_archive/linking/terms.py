"""What treatments say in terms, kept from build to build."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice
from types import MappingProxyType
from typing import get_type_hints, overload

import msgspec

from meeting_archive.language.cutting import Parts, cut
from meeting_archive.language.stems import shared_stemmer
from meeting_archive.linking.analysis import Analyser, Rarity, Terms
from meeting_archive.linking.claims import KeptClaim
from meeting_archive.storing import encode

_NUMBERS, _COUNTS = "I", "i"


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    """The terms of a text, as numbers."""

    title: bytes
    all: bytes
    parts: bytes

    @property
    def print(self) -> bytes:
        """What the terms are known by, where terms have the same numbers."""
        return b"%d %d " % (len(self.title), len(self.all)) + self.title + self.all + self.parts


_Texts = dict[str, tuple[int, _Packed]]
"""How many treatments say each text, by its words, and its terms."""


@dataclass(frozen=True)
class _Kept:
    """What the last build knew."""

    stems: dict[str, str]
    """All that were asked for then."""
    words: dict[str, int]
    """The words of the archive, and how many texts have each."""
    parts: dict[str, Parts]
    terms: list[str]
    """The stems, by their numbers; a number is never another's."""
    halves: bytes
    """In how many treatments each is, a part of a word counted as a half: by their numbers."""
    claims: dict[bytes, KeptClaim]
    """What most likely takes up each waiting case."""
    texts: _Texts

    @cached_property
    def groups(self) -> list[_Texts]:
        """The texts in groups, most of which are as they were where one text has changed."""
        groups: list[_Texts] = [{} for _ in range(_GROUPS)]
        for text, each in self.texts.items():
            groups[len(text) % _GROUPS][text] = each
        return groups


_GROUPS = 32
_NOTHING = _Kept({}, {}, {}, [], b"", {}, {})
_KINDS = get_type_hints(_Kept)
_DECODE = {name: msgspec.msgpack.Decoder(kind).decode for name, kind in _KINDS.items()}


def _unpieced(pieces: Mapping[str, bytes]) -> _Kept:
    """Return what is kept in pieces; nothing where they are not what they should be."""
    try:
        groups = [_DECODE["texts"](pieces[_group(number)]) for number in range(_GROUPS)]
        fields = {name: _DECODE[name](pieces[name]) for name in _KINDS if name != "texts"}
    except (KeyError, msgspec.DecodeError, RecursionError):
        return _NOTHING
    return _Kept(**fields, texts={text: each for group in groups for text, each in group.items()})


def _pieces(kept: _Kept) -> dict[str, object]:
    """Return what is to be kept in pieces."""
    fields = {name: getattr(kept, name) for name in _KINDS if name != "texts"}
    return fields | {_group(number): each for number, each in enumerate(kept.groups)}


def _group(number: int) -> str:
    return f"texts {number}"


class ReadTexts(Sequence[Terms]):
    """The terms of texts, each made of what is kept when it is first asked for."""

    def __init__(
        self,
        texts: Sequence[str],
        packed: Mapping[str, _Packed],
        terms: Sequence[str],
        read: dict[str, Terms],
    ) -> None:
        """Take the texts in order, what is kept of each, and those that were read just now."""
        self._texts = texts
        self._packed = packed
        self._terms = terms
        self._read = read

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, at: int) -> Terms: ...
    @overload
    def __getitem__(self, at: slice) -> list[Terms]: ...
    def __getitem__(self, at: int | slice) -> Terms | list[Terms]:
        if isinstance(at, slice):
            return [self[each] for each in range(len(self))[at]]
        text = self._texts[at]
        terms = self._read.get(text)
        if terms is None:
            terms = self._read[text] = _unpacked(self._packed[text], self._terms)
        return terms

    def weights(self, at: int, weights: Sequence[float], least: float) -> list[tuple[int, float]]:
        """Return the numbers and weights of a title's terms, and of all terms that weigh enough.

        `weights` are those of all terms, by their numbers.
        """
        packed = self._packed[self._texts[at]]
        of_title = [(each, weights[each]) for each in array(_NUMBERS, packed.title)]
        of_all = ((each, weights[each]) for each in array(_NUMBERS, packed.all))
        return of_title + [each for each in of_all if each[1] >= least]

    def print(self, at: int) -> bytes:
        """Return what the terms of a text are known by among those that are kept with them."""
        return self._packed[self._texts[at]].print


class TermReader:
    """Reads the texts of an archive as terms: those only that may be read otherwise than before."""

    def __init__(self, kept: Mapping[str, bytes] = MappingProxyType({})) -> None:
        """Take what another reader has `packed`; of anything else all texts are read."""
        self._kept = kept
        self._known = 0
        self._now = _NOTHING
        self._read: set[str] = set()
        self.claims: Mapping[bytes, KeptClaim] = {}
        """What is to be kept of who takes up what, for the reader that takes this one's."""

    @cached_property
    def before(self) -> _Kept:
        """What is known of the archive as it was."""
        return _unpieced(self._kept)

    def read(self, said: Sequence[tuple[str, str]]) -> tuple[ReadTexts, Analyser]:
        """Return the terms of texts, each given by the words of its title and those below it."""
        before = self.before
        shared_stemmer().learn(before.stems)
        self._known = len(shared_stemmer().known)
        texts = [f"{title}\n{text}" for title, text in said]
        asked = Counter(texts)
        words = _counted(before.words, before.texts.keys(), asked.keys())
        parts = cut(words.keys(), before.words.keys(), before.parts)
        self._read = set(_otherwise(before, asked, parts))
        analyser = Analyser(texts, parts)
        analyser.prepare(set(chain.from_iterable(map(str.split, self._read))))
        read: dict[str, Terms] = {}
        numbers = _Numbers(before.terms)
        packed: dict[str, tuple[int, _Packed]] = {}
        for text, times in asked.items():
            if text in self._read:
                title, _, rest = text.partition("\n")
                read[text] = analyser.read(title.split(), rest.split())
                packed[text] = times, numbers.packed(read[text])
            else:
                packed[text] = times, before.texts[text][1]
        terms = numbers.terms
        halves = _halves(before, packed, len(terms))
        self._now = _Kept({}, dict(words), parts, terms, halves.tobytes(), {}, packed)
        by_text = {text: each for text, (_, each) in packed.items()}
        return ReadTexts(texts, by_text, terms, read), analyser

    @property
    def rarity(self) -> Rarity:
        """How rare the terms are among the texts that were read."""
        now = self._now
        halves = array(_COUNTS, now.halves)
        size = sum(times for times, _ in now.texts.values())
        return Rarity(size, dict(zip(now.terms, map((0.5).__mul__, halves), strict=True)))

    def learnt(self) -> dict[str, str]:
        """Return the stems that were found in reading."""
        return dict(islice(shared_stemmer().known.items(), self._known, None))

    def packed(self) -> dict[str, bytes]:
        """Return what another reader may take, in pieces: those that this one took, if the same."""
        stems = dict(shared_stemmer().known) if self.learnt() else self.before.stems
        before = {} if self.before is _NOTHING else _pieces(self.before)
        now = _pieces(replace(self._now, stems=stems, claims=dict(self.claims)))
        return {
            name: self._kept[name] if name in before and each == before[name] else encode(each)
            for name, each in now.items()
        }


class _Numbers:
    """Numbers terms, those that are known already as before."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._number = {term: at for at, term in enumerate(terms)}

    @property
    def terms(self) -> list[str]:
        """All terms, by their numbers."""
        return list(self._number)

    def packed(self, terms: Terms) -> _Packed:
        """Return the terms of a text as numbers."""
        each = (terms.title, sorted(terms.all), sorted(terms.parts))
        return _Packed(*(array(_NUMBERS, map(self._of, stems)).tobytes() for stems in each))

    def _of(self, term: str) -> int:
        return self._number.setdefault(term, len(self._number))


def _halves(before: _Kept, now: Mapping[str, tuple[int, _Packed]], size: int) -> "array[int]":
    """Return the halves of what is read now: those of before, but for what is said no more."""
    halves = array(_COUNTS, before.halves)
    halves.extend([0] * (size - len(halves)))
    for sign, some, others in ((-1, before.texts, now), (1, now, before.texts)):
        for text, each in some.items():
            if others.get(text) != each:
                times, packed = each
                for number in array(_NUMBERS, packed.all):
                    halves[number] += sign * times * 2
                for number in array(_NUMBERS, packed.parts):
                    halves[number] -= sign * times
    return halves


def _counted(
    words: Mapping[str, int], before: Iterable[str], now: Iterable[str]
) -> Mapping[str, int]:
    """Return how many texts have each word, where that is known of the texts before."""
    was, is_now = set(before), set(now)
    counts = Counter(words)
    for text in is_now - was:
        counts.update(set(text.split()))
    for text in was - is_now:
        counts.subtract(set(text.split()))
    return +counts


def _otherwise(before: _Kept, texts: Iterable[str], parts: Mapping[str, Parts]) -> Iterable[str]:
    """Return the texts that are new, or that have words that are made of others now."""
    changed = {word for word, _ in before.parts.items() ^ parts.items()}
    words = {word for word in changed if word in before.words}
    for text in texts:
        if text not in before.texts or (words and not words.isdisjoint(text.split())):
            yield text


def _unpacked(packed: _Packed, terms: Sequence[str]) -> Terms:
    each = (packed.title, packed.all, packed.parts)
    title, all_, parts = (map(terms.__getitem__, array(_NUMBERS, stems)) for stems in each)
    return Terms.of(tuple(title), frozenset(all_), frozenset(parts))
