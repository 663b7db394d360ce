"""Compounds, cut into words that the archive itself uses: no word list is needed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from meeting_archive.language.words import Stemmer, norwegian


@dataclass(frozen=True, slots=True)
class _Cut:
    """The two parts of a compound as they stand in it, and their stems."""

    head: str
    tail: str
    first: str
    last: str


_OPENING = 3


class Compounds:
    """Knows an archive's words, and which of them are made of others."""

    def __init__(self, words: Iterable[str], stemmer: Stemmer) -> None:
        """Take the words of the archive, in lower case."""
        rules = norwegian()["compounds"]
        self._shortest: int = rules["shortest"]
        self._shortest_part: int = rules["shortest_part"]
        self._shortest_unknown: int = rules["shortest_unknown_part"]
        self._bindings: list[str] = rules["bindings"]
        self._not_parts = frozenset(rules["not_parts"])
        self._stemmer = stemmer
        self._found: dict[str, _Cut | None] = {}
        """How words were cut; the same parts are in many compounds."""
        self._stems = {word: stemmer.stem(word) for word in words}
        self._known = frozenset(self._stems.values())
        # Most ends of most words are no words: these are seen to be none without a stemmer.
        self._openings = {each[:_OPENING] for each in (*self._stems, *self._known)}

    @property
    def words(self) -> Iterable[str]:
        """The words of the archive."""
        return self._stems

    def unlike(self, other: "Compounds") -> frozenset[str]:
        """Return texts of which a word must hold one to be cut otherwise than by `other`.

        That is what one of the two takes for a word and the other does not, in any form that the
        stemmer was ever asked for.
        """
        stems = self._known ^ other._known  # noqa: SLF001 (of the same class, as below)
        forms = (form for form, stem in self._stemmer.known.items() if stem in stems)
        words = self._stems.keys() ^ other._stems.keys()  # noqa: SLF001
        openings = self._openings ^ other._openings  # noqa: SLF001
        return frozenset((*stems, *forms, *words, *openings))

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the stems of the two words that a compound is made of, or nothing.

        Both must be words of the archive. Where several cuts do, the first part is the longest:
        "næringsutviklingsplan" is a plan for "næringsutvikling".
        """
        cut = self._cut(word)
        return (cut.first, cut.last) if cut else ()

    def all_parts(self, word: str) -> frozenset[str]:
        """Return the stems of all that a compound is made of, its parts' parts too.

        One part that the archive uses as a word is enough: "byvekstavtaler" can be found by
        "avtale" where no paper has that word on its own.
        """
        return frozenset(self._all_parts(word)) - {self._stem(word)}

    def _all_parts(self, word: str) -> Iterator[str]:
        if word not in self._found:
            self._found[word] = self._cut(word) or self._half_known(word)
        cut = self._found[word]
        if cut:
            yield cut.first
            yield cut.last
            yield from self._all_parts(cut.head)
            yield from self._all_parts(cut.tail)

    def _cut(self, word: str) -> _Cut | None:
        stem = self._stem(word)
        openings = self._openings
        for at in self._cuts(word):
            if word[at : at + _OPENING] not in openings:
                continue
            last = self._last(word[at:])
            if last is None:
                continue
            head = self._head(word[:at])
            if head is not None and stem not in (first := self._stem(head), last):
                return _Cut(head, word[at:], first, last)
        return None

    def _half_known(self, word: str) -> _Cut | None:
        """Return a cut of which one part is a word of the archive, not too short to be chance."""
        shortest = self._shortest_unknown
        stem = self._stem(word)
        for at in self._cuts(word):
            head, tail = word[:at], word[at:]
            if len(tail) < shortest:
                continue
            # A form of it would do before a known word; before anything it is a chance likeness.
            known = next((each for each in self._bare(head) if self._is_word(each)), None)
            # Most parts are no words, and need no stems to be seen to be none.
            if known is None and tail[:_OPENING] not in self._openings:
                continue
            if len(self._stem(tail)) < self._shortest_part:
                continue
            if known is not None and self._is_likely(known, tail):
                return _Cut(known, tail, self._stem(known), self._stem(tail))
            last = self._last(tail)
            if last not in (None, stem) and len(last or "") >= shortest and len(head) >= shortest:
                bare = head.removesuffix("s")
                return _Cut(bare, tail, self._stem(bare), self._stem(tail))
        return None

    def _is_likely(self, head: str, tail: str) -> bool:
        """Tell whether what follows a known word may be one: a short word is often chance."""
        if len(head) >= self._shortest_unknown:
            return len(self._stem(tail)) >= self._shortest_unknown
        cut = self._half_known(tail) if head in self._stems else None
        return cut is not None and len(cut.head) >= self._shortest_unknown

    def _stem(self, word: str) -> str:
        return self._stems.get(word) or self._stemmer.stem(word)

    def _is_word(self, text: str) -> bool:
        return text in self._stems or text in self._known

    def _cuts(self, word: str) -> range:
        if len(word) < self._shortest:
            return range(0)
        return range(len(word) - self._shortest_part, self._shortest_part - 1, -1)

    def _last(self, text: str) -> str | None:
        if text[:_OPENING] not in self._openings:
            return None
        stem = self._stem(text)
        return stem if stem in self._known and text not in self._not_parts else None

    def _head(self, text: str) -> str | None:
        """Return a known word that begins a compound, without what binds it to the next."""
        return next((bare for bare in self._bare(text) if self._stem(bare) in self._known), None)

    def _bare(self, text: str) -> Iterator[str]:
        """Yield the beginning of a compound with and without what may bind it."""
        for binding in self._bindings:
            bare = text.removesuffix(binding) if binding else text
            if len(bare) >= self._shortest_part and bare not in self._not_parts:
                yield bare
