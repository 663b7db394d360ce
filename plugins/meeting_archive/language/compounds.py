"""Compounds, cut into words that the archive itself uses: no word list is needed."""

from collections.abc import Callable, Iterable, Iterator, Set
from itertools import chain, compress, filterfalse
from operator import itemgetter
from typing import NamedTuple

from meeting_archive.language.words import Stemmer, common_words, norwegian


class _Cut(NamedTuple):
    """The two parts of a compound as they stand in it, and their stems."""

    head: str
    tail: str
    first: str
    last: str


class _Piece(NamedTuple):
    """One of the words of a compound, and the same with what binds it to the next."""

    text: str
    bound: str


_OPENING, _SHORTER = 3, 2
_opening: Callable[[str], str] = itemgetter(slice(_OPENING))


class Compounds:
    """Knows an archive's words, and which of them are made of others."""

    def __init__(self, words: Iterable[str], stemmer: Stemmer) -> None:
        """Take the words of the archive, in lower case."""
        rules = norwegian()["compounds"]
        self._shortest: int = rules["shortest"]
        self._shortest_part: int = rules["shortest_part"]
        self._shortest_unknown: int = rules["shortest_unknown_part"]
        self._shortest_root: int = rules["shortest_root"]
        self._bindings: list[str] = rules["bindings"]
        self._particles: list[str] = rules["particles"]
        self._not_parts = frozenset(rules["not_parts"])
        self._stemmer = stemmer
        self._stem = stemmer.stem
        self._found: dict[str, tuple[_Piece, ...]] = {}
        """What words were cut into; the same parts are in many compounds."""
        self._last_cuts: dict[str, int] = {}
        """The last place that a word may be cut at."""
        known = stemmer.known
        every = list(dict.fromkeys(words))
        for word in filterfalse(known.__contains__, every):
            self._measure(word)
        self._stems = dict(zip(every, map(known.__getitem__, every), strict=True))
        self._known = frozenset(self._stems.values())
        self._everyday = frozenset(map(stemmer.stem, common_words()))
        # Most ends of most words are no words: these are seen to be none without a stemmer.
        self._openings = set(map(_opening, chain(self._stems, self._known)))

    @property
    def words(self) -> Iterable[str]:
        """The words of the archive."""
        return self._stems

    def cut_otherwise(self, come: Set[str], gone: Set[str]) -> set[str]:
        """Return the words of the archive that may be cut otherwise since some have come or gone.

        The stemmer must know all that it was asked for before that.
        """
        return _holding(self._unlike(come, gone), self._stems)

    def _unlike(self, come: Set[str], gone: Set[str]) -> set[str]:
        """Return texts of which a word must hold one to be cut otherwise than before.

        That is what is taken for a word now and was not then, or then and not now, in any form
        that the stemmer was ever asked for.
        """
        words = come | gone
        stems = set(map(self._stem, words))
        alike = compress(self._stems, map(stems.__contains__, self._stems.values()))
        stems -= {self._stems[word] for word in alike if word not in come}
        known = self._stemmer.known
        forms = compress(known, map(stems.__contains__, known.values()))
        kept = filterfalse(come.__contains__, self._stems)
        begun = "\n".join(("", *kept, *(self._known - stems)))
        openings = set(map(_opening, (*words, *stems)))
        unlike = (each for each in openings if f"\n{each}" not in begun)
        return {*stems, *forms, *words, *unlike}

    def parts(self, word: str) -> tuple[str, str] | None:
        """Return the stems of the two words that a compound is made of; None for what is none.

        Both must be words of the archive. Where several cuts do, the first part is the longest:
        "næringsutviklingsplan" is a plan for "næringsutvikling".
        """
        cut = self._cut(word)
        return (cut.first, cut.last) if cut else None

    def all_parts(self, word: str) -> frozenset[str]:
        """Return the stems of all that a compound is made of, and of what stands together in it.

        One part that the archive uses as a word is enough: "byvekstavtaler" can be found by
        "avtale" where no paper has that word on its own. "Næringsutviklingsplan" is found by
        "utviklingsplan" as by "næringsutvikling".
        """
        # Not kept: there are many more compounds than words that these are made of.
        pieces = self._found.get(word) or self._cut_into_pieces(word)
        if len(pieces) == 1:
            return frozenset()
        bound = [piece.bound for piece in pieces]
        spans = [
            "".join(bound[start:end]) + piece.text
            for end, piece in enumerate(pieces)
            for start in range(end + 1)
        ]
        return frozenset(map(self._stem, spans)) - {self._stem(word)} - self._not_parts

    def _pieces(self, word: str) -> tuple[_Piece, ...]:
        """Return the parts of a compound that are made of no others, in order."""
        found = self._found.get(word)
        if found is None:
            found = self._found[word] = self._cut_into_pieces(word)
        return found

    def _cut_into_pieces(self, word: str) -> tuple[_Piece, ...]:
        cut = self._cut(word) or self._half_known(word)
        if not cut:
            return (_Piece(word, word),)
        *others, (text, _) = self._pieces(cut.head)
        before = sum([len(each.bound) for each in others])
        bound = word[before : len(word) - len(cut.tail)]
        return (*others, _Piece(text, bound), *self._pieces(cut.tail))

    def _cut(self, word: str) -> _Cut | None:
        """Return the cut of which both parts are words, by the longest first part.

        One of which a part is short is likelier chance: "Langåsen" has no "gåsen".
        """
        stem = self._stem(word)
        is_everyday = stem in self._everyday
        short: _Cut | None = None
        for at in self._opened(word, self._cuts(word)):
            tail = word[at:]
            last = self._last(tail)
            if last is None:
                continue
            head = self._head(word[:at], exact=is_everyday)
            if head is not None and stem not in (first := self._stem(head), last):
                cut = _Cut(head, tail, first, last)
                if min(at, len(tail)) >= self._shortest_unknown:
                    return cut
                short = short or cut
        return None if is_everyday else short

    def _half_known(self, word: str) -> _Cut | None:
        """Return the cut of which the longest part is a word, where that is hardly chance."""
        found: _Cut | None = None
        longest = 0
        if self._stem(word) in self._everyday:
            return None  # "transport" only looks like a compound
        for at in self._cuts(word):
            head, tail = word[:at], word[at:]
            known = next((each for each in self._bare(head) if self._is_word(each)), None)
            # A form of it would do before a known word; before anything it is a chance likeness.
            if known is not None and len(known) > longest and self._is_likely(known, tail):
                found, longest = _Cut(known, tail, self._stem(known), self._stem(tail)), len(known)
            if self._is_likely_end(word, at, longest):
                longest = len(tail)
                head = self._without_particle(head)
                tail, bare = word[len(head) :], head.removesuffix("s")
                found = _Cut(bare, tail, self._stem(bare), self._stem(tail))
        return found

    def _without_particle(self, head: str) -> str:
        """Return an unknown beginning without what belongs to the end: "alge|oppblomstring"."""
        bares = (head.removesuffix(each) for each in self._particles if head.endswith(each))
        return next((bare for bare in bares if len(bare) >= self._shortest_unknown), head)

    def _is_likely(self, head: str, tail: str) -> bool:
        """Tell whether what follows a known word may be one: a short word is often chance."""
        shortest = self._shortest_unknown
        if len(tail) < shortest or len(self._stem(tail)) < self._shortest_part:
            return False
        is_long = len(self._stem(tail)) >= shortest or len(tail) > shortest
        if len(head) > shortest or (len(head) == shortest and is_long):
            return True
        cut = self._half_known(tail) if head in self._stems else None
        return cut is not None and len(cut.head) >= shortest

    def _is_likely_end(self, word: str, at: int, longest: int) -> bool:
        """Tell whether a word ends in a known one that is longer than what else is known of it."""
        shortest = self._shortest_unknown
        if at < shortest or len(word) - at <= max(longest, shortest - 1):
            return False
        last = self._last(word[at:]) if self._opened(word, (at,)) else None
        return last not in (None, self._stem(word)) and len(last or "") >= shortest

    def _measure(self, word: str) -> None:
        """Note where a word may be cut that the stemmer was not asked for yet."""
        _stem, root = self._stemmer.stem_and_root(word)
        self._last_cuts[word] = self._last_cut(word, root)

    def _last_cut(self, word: str, root: str) -> int:
        # An ending is no part: "kystselen" has no "len", nor "slamlageret" an "eret".
        return min(len(word) - self._shortest_part, len(root) - self._shortest_root)

    def _is_word(self, text: str) -> bool:
        return text in self._stems or text in self._known

    def _cuts(self, word: str) -> range:
        if len(word) < self._shortest:
            return range(0)
        last = self._last_cuts.get(word)
        if last is None:
            last = self._last_cuts[word] = self._last_cut(word, self._stemmer.root(word))
        return range(last, self._shortest_part - 1, -1)

    def _opened(self, word: str, places: Iterable[int]) -> list[int]:
        """Return those of some places in a word from which another may stand to its end."""
        openings = self._openings
        return [
            at
            for at in places
            if word[at : at + _OPENING] in openings or word[at : at + _SHORTER] in openings
        ]

    def _last(self, text: str) -> str | None:
        stem = self._stem(text)
        if stem not in self._known or not self._not_parts.isdisjoint((text, stem)):
            return None
        if len(stem) > self._shortest_part:
            return stem
        # So short an end must begin as a word stands: "hagen" has "hage"; "lamellene" no "elle".
        begun = (text[:end] for end in range(len(stem), len(text) + 1))
        return stem if any(map(self._stems.__contains__, begun)) else None

    def _head(self, text: str, *, exact: bool) -> str | None:
        """Return a known word that begins a compound, without what binds it to the next."""
        bares = self._bare(text)
        if exact:
            return next(filter(self._stems.__contains__, bares), None)
        for bare in bares:
            if self._stem(bare) in self._known:
                return bare
        return None

    def _bare(self, text: str) -> Iterator[str]:
        """Yield the beginning of a compound with and without what may bind it."""
        for binding in filter(text.endswith, self._bindings):
            bare = text.removesuffix(binding)
            if len(bare) >= self._shortest_part and bare not in self._not_parts:
                yield bare


def _holding(texts: Iterable[str], words: Iterable[str]) -> set[str]:
    """Return the words in which one of some texts stands."""
    joined = "\n".join(("", *words, ""))
    found = set()
    for text in texts:
        at = joined.find(text)
        while at >= 0:
            end = joined.index("\n", at)
            found.add(joined[joined.rindex("\n", 0, at) + 1 : end])
            at = joined.find(text, end)
    return found
