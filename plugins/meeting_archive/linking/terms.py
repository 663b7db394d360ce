"""What treatments say in terms, kept from build to build."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice

import msgspec

from meeting_archive.language.cutting import Parts, cut
from meeting_archive.language.stems import shared_stemmer
from meeting_archive.linking.analysis import Analyser, Terms

_NUMBERS = "I"


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    """The terms of a text, as numbers."""

    title: bytes
    all: bytes
    parts: bytes


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """What the last build knew."""

    stems: dict[str, str]
    """All that were asked for then."""
    words: dict[str, int]
    """The words of the archive, and how many texts have each."""
    parts: dict[str, Parts]
    terms: list[str]
    """The stems, by their numbers."""
    texts: dict[str, _Packed]
    """The terms of each text, by its words."""


_NOTHING = _Kept({}, {}, {}, [], {})
_ENCODE = msgspec.msgpack.Encoder().encode
_DECODE = msgspec.msgpack.Decoder(_Kept).decode


class TermReader:
    """Reads the texts of an archive as terms: those only that may be read otherwise than before."""

    def __init__(self, kept: bytes | None = None) -> None:
        """Take what another reader has `packed`; of anything else all texts are read."""
        self._kept = kept
        self._known = 0
        self._words: Mapping[str, int] = {}
        self._parts: Mapping[str, Parts] = {}
        self._texts: dict[str, Terms] = {}
        self._read: set[str] = set()

    @cached_property
    def _before(self) -> _Kept:
        try:
            return _DECODE(self._kept) if self._kept else _NOTHING
        except (msgspec.DecodeError, RecursionError):
            return _NOTHING

    def read(self, said: Sequence[tuple[str, str]]) -> tuple[list[Terms], Analyser]:
        """Return the terms of texts, each given by the words of its title and those below it."""
        before = self._before
        shared_stemmer().learn(before.stems)
        self._known = len(shared_stemmer().known)
        texts = [f"{title}\n{text}" for title, text in said]
        asked = dict.fromkeys(texts)
        self._words = _counted(before.words, before.texts.keys(), asked.keys())
        self._parts = cut(self._words.keys(), before.words.keys(), before.parts)
        self._read = set(_otherwise(before, asked, self._parts))
        analyser = Analyser(texts, self._parts)
        analyser.prepare(set(chain.from_iterable(map(str.split, self._read))))
        for text in asked:
            if text in self._read:
                title, _, rest = text.partition("\n")
                self._texts[text] = analyser.read(title.split(), rest.split())
            else:
                self._texts[text] = _unpacked(before.texts[text], before.terms)
        return [self._texts[text] for text in texts], analyser

    def learnt(self) -> dict[str, str]:
        """Return the stems that were found in reading."""
        return dict(islice(shared_stemmer().known.items(), self._known, None))

    def packed(self) -> bytes | None:
        """Return what another reader may take, None where that is what this one took."""
        before = self._before
        if not self._read and len(self._texts) == len(before.texts) and not self.learnt():
            return None
        terms = dict.fromkeys(before.terms)
        for text in self._read:
            terms |= dict.fromkeys(self._texts[text].all)
        number = {term: at for at, term in enumerate(terms)}
        kept = {
            text: _packed(each, number) if text in self._read else before.texts[text]
            for text, each in self._texts.items()
        }
        stems = dict(shared_stemmer().known)
        return _ENCODE(_Kept(stems, dict(self._words), dict(self._parts), list(terms), kept))


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


def _packed(terms: Terms, number: Mapping[str, int]) -> _Packed:
    each = (terms.title, sorted(terms.all), sorted(terms.parts))
    title, all_, parts = (array(_NUMBERS, map(number.__getitem__, stems)) for stems in each)
    return _Packed(title.tobytes(), all_.tobytes(), parts.tobytes())


def _unpacked(packed: _Packed, terms: Sequence[str]) -> Terms:
    each = (packed.title, packed.all, packed.parts)
    title, all_, parts = (map(terms.__getitem__, array(_NUMBERS, stems)) for stems in each)
    return Terms.of(tuple(title), frozenset(all_), frozenset(parts))
