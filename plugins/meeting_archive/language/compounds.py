"""Compounds, cut into words that the archive itself uses: no word list is needed."""

from collections.abc import Iterable, Iterator

from meeting_archive.language.words import Stemmer, norwegian


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
        self._stems = {word: stemmer.stem(word) for word in words}
        self._known = frozenset(self._stems.values())

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the stems of the two words that a compound is made of, or nothing.

        Both must be words of the archive. Where several cuts do, the first part is the longest:
        "næringsutviklingsplan" is a plan for "næringsutvikling".
        """
        stem = self._stem(word)
        for cut in self._cuts(word, stem):
            last = self._last(stem[cut:])
            if last is None:
                continue
            first = self._first(stem[:cut])
            if first is not None and {first, last}.isdisjoint({stem}):
                return first, last
        return ()

    def all_parts(self, word: str) -> frozenset[str]:
        """Return the stems of all that a compound is made of, its parts' parts too.

        One part that the archive uses as a word is enough: "byvekstavtaler" can be found by
        "avtale" where no paper has that word on its own.
        """
        stem = self._stem(word)
        return frozenset(self._all_parts(word, stem)) - {stem}

    def _all_parts(self, word: str, stem: str) -> Iterator[str]:
        halves = self.parts(word) or self._half_known(word, stem)
        for half in halves:
            yield half
            yield from self._all_parts(half, half)

    def _half_known(self, word: str, stem: str) -> tuple[str, ...]:
        shortest = self._shortest_unknown
        for cut in self._cuts(word, stem):
            if cut < shortest or len(stem) - cut < shortest:
                continue
            head, tail = stem[:cut], stem[cut:]
            first = self._first(head)
            if first is not None and len(first) >= shortest and first != stem:
                return first, self._stemmer.one_spelling(tail)
            last = self._last(tail)
            if last is not None and len(last) >= shortest and last != stem:
                return self._stemmer.one_spelling(self._unbound(head)), last
        return ()

    def _stem(self, word: str) -> str:
        return self._stems.get(word, word)

    def _cuts(self, word: str, stem: str) -> range:
        if len(word) < self._shortest:
            return range(0)
        return range(len(stem) - self._shortest_part, self._shortest_part - 1, -1)

    def _last(self, text: str) -> str | None:
        stem = self._stems.get(text) or self._stemmer.stem(text)
        return stem if stem in self._known and stem not in self._not_parts else None

    def _first(self, text: str) -> str | None:
        for binding in self._bindings:
            bare = text.removesuffix(binding) if binding else text
            if len(bare) < self._shortest_part or bare in self._not_parts:
                continue
            stem = self._stems.get(bare) or self._stemmer.stem(bare)
            if stem in self._known:
                return stem
        return None

    def _unbound(self, head: str) -> str:
        return head.removesuffix("s") if len(head) > self._shortest_unknown else head
