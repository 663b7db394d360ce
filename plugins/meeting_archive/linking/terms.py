"""What treatments say in terms, kept from build to build."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache as once
from functools import cached_property
from hashlib import blake2b
from itertools import chain, islice
from types import MappingProxyType
from typing import get_type_hints, overload

import msgspec

from meeting_archive.language.stems import shared_stemmer
from meeting_archive.linking.analysis import PART_WEIGHT, Analyser, Rarity, Terms
from meeting_archive.linking.claims import KeptClaim
from meeting_archive.linking.word_table import NUMBERS, Numbers, WordTable
from meeting_archive.storing import encode

_COUNTS = "i"
_SIZE = 16
_GROUPS = 32
_FORMS = "forms"
"""The name of what is kept of all that the stemmer was asked for, but for the words."""


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    """The terms of a text, as numbers."""

    title: bytes
    all: bytes
    parts: bytes


_PACKED: Callable[[msgspec.Raw], _Packed] = msgspec.msgpack.Decoder(_Packed).decode
_WORDS: Callable[[msgspec.Raw], str] = msgspec.msgpack.Decoder(str).decode
_READ_FORMS: Callable[[bytes], dict[str, str]] = msgspec.msgpack.Decoder(dict[str, str]).decode


class _Text(msgspec.Struct, frozen=True, array_like=True):
    """What is known of a text; the last two are read where they are asked for."""

    times: int
    """How many treatments say it."""
    words: msgspec.Raw
    """Those of the title on the first line, the others below."""
    terms: msgspec.Raw


_Texts = dict[bytes, _Text]
"""Texts by what they are known by."""


@dataclass(frozen=True)
class _Kept:
    """What the last build knew."""

    words: list[str]
    counts: bytes
    stems: bytes
    firsts: bytes
    lasts: bytes
    doubtful: frozenset[int]
    """The stems of which one compound is made of other things than another."""
    terms: list[str]
    """The stems, by their numbers; a number is never another's."""
    halves: bytes
    """In how many treatments each is, a part of a word counted as a half: by their numbers."""
    claims: dict[bytes, KeptClaim]
    """What most likely takes up each waiting case."""
    order: list[bytes]
    """What the texts are known by, in their order."""
    texts: _Texts

    @cached_property
    def vocabulary(self) -> WordTable:
        """The words of the archive, with what the columns below them say."""
        kept = (self.counts, self.stems, self.firsts, self.lasts)
        columns = (array(NUMBERS, each) for each in kept)
        return WordTable(self.words, *columns)

    @property
    def is_whole(self) -> bool:
        """Tell whether the columns have a place for each word, and there are all terms."""
        size = len(self.words) * array(NUMBERS).itemsize
        columns = (self.counts, self.stems, self.firsts, self.lasts)
        halves = len(self.terms) * array(_COUNTS).itemsize
        return (
            {len(each) for each in columns} == {size}
            and len(self.halves) == halves
            and all(number < len(self.terms) for number in self.doubtful)
        )

    def order_is(self, now: Mapping[bytes, object]) -> bool:
        """Tell whether the texts that are left stand in the order that they stood in."""
        return list(filter(now.__contains__, self.order)) == list(
            filter(self.texts.__contains__, now)
        )

    @cached_property
    def groups(self) -> list[_Texts]:
        """The texts in groups, most of which are as they were where one text has changed."""
        groups: list[_Texts] = [{} for _ in range(_GROUPS)]
        for text, each in self.texts.items():
            groups[text[0] % _GROUPS][text] = each
        return groups


_NOTHING = _Kept([], b"", b"", b"", b"", frozenset(), [], b"", {}, [], {})
_KINDS = get_type_hints(_Kept)
_DECODE = {name: msgspec.msgpack.Decoder(kind).decode for name, kind in _KINDS.items()}


def _unpieced(pieces: Mapping[str, bytes]) -> _Kept:
    """Return what is kept in pieces; nothing where they are not what they should be."""
    try:
        groups = [_DECODE["texts"](pieces[_group(number)]) for number in range(_GROUPS)]
        fields = {name: _DECODE[name](pieces[name]) for name in _KINDS if name != "texts"}
    except (KeyError, msgspec.DecodeError, RecursionError):
        return _NOTHING
    texts = {text: each for group in groups for text, each in group.items()}
    kept = _Kept(**fields, texts=texts)
    return kept if kept.is_whole else _NOTHING


def _pieces(kept: _Kept) -> dict[str, object]:
    """Return what is to be kept in pieces."""
    fields = {name: getattr(kept, name) for name in _KINDS if name != "texts"}
    return fields | {_group(number): each for number, each in enumerate(kept.groups)}


def _group(number: int) -> str:
    return f"texts {number}"


class ReadTexts(Sequence[Terms]):
    """The terms of texts, each made of what is kept when it is first asked for."""

    def __init__(
        self, prints: Sequence[bytes], texts: Mapping[bytes, _Text], terms: Sequence[str]
    ) -> None:
        """Take what the texts are known by in order, and what is known of each."""
        self._prints = prints
        self._texts = texts
        self._terms = terms
        self._read: dict[bytes, Terms] = {}

    def __len__(self) -> int:
        return len(self._prints)

    @overload
    def __getitem__(self, at: int) -> Terms: ...
    @overload
    def __getitem__(self, at: slice) -> list[Terms]: ...
    def __getitem__(self, at: int | slice) -> Terms | list[Terms]:
        if isinstance(at, slice):
            return [self[each] for each in range(len(self))[at]]
        text = self._prints[at]
        terms = self._read.get(text)
        if terms is None:
            terms = self._read[text] = _unpacked(self._packed(at), self._terms)
        return terms

    def _packed(self, at: int) -> _Packed:
        return _PACKED(self._texts[self._prints[at]].terms)

    def numbers(self, at: int) -> frozenset[int]:
        """Return the numbers of all terms of a text."""
        return frozenset(array(NUMBERS, self._packed(at).all))

    def title(self, at: int) -> Mapping[int, float]:
        """Return the numbers of the terms of a title, with how much each counts."""
        packed = self._packed(at)
        parts = frozenset(array(NUMBERS, packed.parts))
        return {
            each: PART_WEIGHT if each in parts else 1.0 for each in array(NUMBERS, packed.title)
        }

    def weights(
        self, at: int, of_title: Sequence[float], of_all: Sequence[float]
    ) -> tuple[list[float], list[float]]:
        """Return the weights of a title's terms, and of all terms, in their order.

        Both are taken from the weights of all terms by their numbers.
        """
        packed = self._packed(at)
        return (
            list(map(of_title.__getitem__, array(NUMBERS, packed.title))),
            list(map(of_all.__getitem__, array(NUMBERS, packed.all))),
        )

    def print(self, at: int) -> tuple[bytes, msgspec.Raw]:
        """Return what a text and its terms are known by among those that are kept with them."""
        text = self._prints[at]
        return text, self._texts[text].terms


class TermReader:
    """Reads the texts of an archive as terms: those only that may be read otherwise than before.

    Some of what is kept is read only where it is needed: DecodeError, at any time, tells that it is
    not what it should be.
    """

    def __init__(self, kept: Mapping[str, bytes] = MappingProxyType({})) -> None:
        """Take what another reader has `packed`; of anything else all texts are read."""
        self.before = _unpieced(kept)
        """What is known of the archive as it was."""
        self._kept = {} if self.before is _NOTHING else kept
        self._now = _NOTHING
        self._known = 0
        self._has_learnt = False
        self.claims: Mapping[bytes, KeptClaim] = {}
        """What is to be kept of who takes up what, for the reader that takes this one's."""

    def read(self, said: Sequence[tuple[str, str]]) -> tuple[ReadTexts, Analyser]:
        """Return the terms of texts, each given by the words of its title and those below it."""
        prints = [blake2b(encode(each), digest_size=_SIZE).digest() for each in said]
        return self.read_known(prints, said.__getitem__)

    def read_known(
        self, prints: Sequence[bytes], said: Callable[[int], tuple[str, str]]
    ) -> tuple[ReadTexts, Analyser]:
        """Return the terms of texts, each given by what it is known by.

        `said` gives the words of the title of one, and those below it.
        """
        before = self.before
        self._known = len(shared_stemmer().known)
        place = dict(zip(prints, range(len(prints)), strict=True))
        words = {
            text: "\n".join(said(at)) for text, at in place.items() if text not in before.texts
        }
        gone = (_WORDS(each.words) for text, each in before.texts.items() if text not in place)
        changes = Counter(chain.from_iterable(map(str.split, words.values())))
        changes.subtract(chain.from_iterable(map(str.split, gone)))
        numbers = Numbers(before.terms)
        vocabulary = before.vocabulary.recounted(changes)
        doubtful = unsure = before.doubtful
        if before.order_is(place):
            # What comes first of two words that stand in neither is the same as before.
            unsure &= before.vocabulary.stems_of(changes)
        self._has_learnt = vocabulary is None
        if vocabulary is None:
            self._learn()
            vocabulary, otherwise, stems = before.vocabulary.changed(changes, numbers)
            words |= _saying(otherwise, before.texts, place)
            doubtful = (doubtful - stems) | vocabulary.doubtful(stems)
            unsure |= stems
        texts = once(lambda: [words.get(each) or _WORDS(packed[each].words) for each in prints])
        maybe = {numbers.terms[each] for each in unsure}
        analyser = Analyser(texts, vocabulary, numbers, doubtful, maybe)
        packed: dict[bytes, _Text] = {}
        for text, times in Counter(prints).items():
            known = before.texts.get(text)
            if text in words:
                packed[text] = _packed(words[text], times, analyser)
            elif known:
                packed[text] = (
                    known if known.times == times else _Text(times, known.words, known.terms)
                )
        halves = _halves(before, packed, len(numbers.terms))
        self._now = _Kept(
            vocabulary.words,
            vocabulary.counts.tobytes(),
            vocabulary.stems.tobytes(),
            vocabulary.firsts.tobytes(),
            vocabulary.lasts.tobytes(),
            doubtful,
            numbers.terms,
            halves.tobytes(),
            {},
            list(place),
            packed,
        )
        return ReadTexts(prints, packed, numbers.terms), analyser

    def _learn(self) -> None:
        """Let the stemmer know all that it was asked for before."""
        before, stemmer = self.before, shared_stemmer()
        if self._kept:
            stemmer.learn(_READ_FORMS(self._kept[_FORMS]))
            stemmer.learn(dict(before.vocabulary.stem_of_each(before.terms)))
        self._known = len(stemmer.known)

    @cached_property
    def rarity(self) -> Rarity:
        """How rare the terms are among the texts that were read."""
        now = self._now
        halves = array(_COUNTS, now.halves)
        size = sum(each.times for each in now.texts.values())
        return Rarity(size, dict(zip(now.terms, map((0.5).__mul__, halves), strict=True)))

    def learnt(self) -> dict[str, str]:
        """Return the stems that were found in reading."""
        return dict(islice(shared_stemmer().known.items(), self._known, None))

    def packed(self) -> dict[str, bytes]:
        """Return what another reader may take, in pieces: those that this one took, if the same."""
        before = _pieces(self.before) if self._kept else {}
        now = _pieces(replace(self._now, claims=dict(self.claims)))
        return {_FORMS: self._forms()} | {
            name: self._kept[name] if name in before and each == before[name] else encode(each)
            for name, each in now.items()
        }

    def _forms(self) -> bytes:
        kept = self._kept.get(_FORMS)
        if kept is not None and not (self._has_learnt or self.learnt()):
            return kept
        asked = shared_stemmer().known
        if kept is not None and not self._has_learnt:
            asked = {**_READ_FORMS(kept), **asked}
        words = self._now.vocabulary.place
        return encode({form: stem for form, stem in asked.items() if form not in words})


def _saying(
    words: Set[str], texts: Mapping[bytes, _Text], asked: Iterable[bytes]
) -> dict[bytes, str]:
    """Return those texts that were known before and have one of some words."""
    known = ((text, _WORDS(texts[text].words)) for text in asked if text in texts) if words else ()
    return {text: said for text, said in known if not words.isdisjoint(said.split())}


def _packed(words: str, times: int, analyser: Analyser) -> _Text:
    """Return a text with its terms."""
    title, _, rest = words.partition("\n")
    of_title, all_, parts = analyser.read(title.split(), rest.split())
    packed = _Packed(_numbers(of_title), _numbers(sorted(all_)), _numbers(sorted(parts)))
    return _Text(times, msgspec.Raw(encode(words)), msgspec.Raw(encode(packed)))


def _numbers(numbers: Iterable[int]) -> bytes:
    return array(NUMBERS, numbers).tobytes()


def _halves(before: _Kept, now: Mapping[bytes, _Text], size: int) -> "array[int]":
    """Return the halves of what is read now: those of before, but for what is said no more."""
    halves = array(_COUNTS, before.halves)
    halves.extend([0] * (size - len(halves)))
    for sign, some, others in ((-1, before.texts, now), (1, now, before.texts)):
        of_all: Counter[int] = Counter()
        of_parts: Counter[int] = Counter()
        for text, each in some.items():
            if others.get(text) is not each:
                packed = _PACKED(each.terms)
                for _ in range(each.times):
                    of_all.update(array(NUMBERS, packed.all))
                    of_parts.update(array(NUMBERS, packed.parts))
        for number, times in of_all.items():
            halves[number] += sign * (2 * times - of_parts[number])
    return halves


def _unpacked(packed: _Packed, terms: Sequence[str]) -> Terms:
    each = (packed.title, packed.all, packed.parts)
    title, all_, parts = (map(terms.__getitem__, array(NUMBERS, stems)) for stems in each)
    return Terms.of(tuple(title), frozenset(all_), frozenset(parts))
