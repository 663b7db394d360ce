"""Words made comparable: in one case, as stems in one spelling, and folded for lookup.

The rules are data, `norwegian.json`: the browser reads a reader's question by the same file, and
both are held against the same examples.
"""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

import snowballstemmer

_VOWELS = "aeiouyæøå"
_WORD = re.compile(r"[^\W_]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
LONGEST_ENDING = 4
"""So many letters has the longest ending that the rules take off."""


@cache
def norwegian() -> dict[str, Any]:
    """Return the rules, as the browser is given them."""
    path = resources.files(__package__).joinpath("norwegian.json")
    rules: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return rules


def printed_words(text: str) -> list[str]:
    """Return the words and numbers of a text in NFC as they are printed; a hyphen parts words."""
    return _WORD.findall(text)


def forms(text: str) -> list[str]:
    """Return the words and numbers of a text, in lower case."""
    return _WORD.findall(text.lower())


def lower(word: str) -> str:
    """Return a word in lower case; one that is so already is not held twice."""
    found = word.lower()
    return word if found == word else found


def normal(text: str) -> str:
    """Return the text with each letter in one code point, as words are compared."""
    return unicodedata.normalize("NFC", text)


@cache
def fold(word: str) -> str:
    """Return what a word in lower case is looked up by: "næring", "naering", "naring" alike."""
    return _folded(word)


def fold_all(words: Iterable[str]) -> list[str]:
    """Return what `fold` does of each word, in their order."""
    # At once, since most words of an archive are folded only to be counted and sorted.
    joined = "\n".join(words)
    return _folded(joined).split("\n") if joined else []


def _without_marks(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    return "".join(each for each in apart if not unicodedata.category(each).startswith("M"))


def _folded(text: str) -> str:
    bare = text
    if not text.isascii():
        for letter in set(_NOT_ASCII.findall(text)):
            bare = bare.replace(letter, _without_marks(letter))
    for letters, folded in norwegian()["letters"]:
        bare = bare.replace(letters, folded)
    return bare


@cache
def common_words() -> tuple[str, ...]:
    """Return everyday words that compounds are made of, in lower case."""
    path = resources.files(__package__).joinpath("common_words.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


class _Listed:
    """Words that others may begin or end with, found by those of their letters that all have."""

    def __init__(self, words: Collection[str], rest: int) -> None:
        """Take the words, and how many letters of a longer word are left beside one."""
        self._words = frozenset(words)
        self._rest = rest
        self._shortest = min(map(len, words))
        self._by_firsts = _lengths(words, slice(self._shortest))
        self._by_lasts = _lengths(words, slice(-self._shortest, None))

    def beginning_of(self, word: str) -> str:
        """Return the longest of the words that another begins with, or nothing."""
        for length in self._by_firsts.get(word[: self._shortest], ()):
            if length <= len(word) - self._rest and word[:length] in self._words:
                return word[:length]
        return ""

    def end_of(self, word: str) -> str:
        """Return the longest of the words that another ends with, or nothing."""
        for length in self._by_lasts.get(word[-self._shortest :], ()):
            if length <= len(word) - self._rest and word[-length:] in self._words:
                return word[-length:]
        return ""


def _lengths(words: Iterable[str], part: slice) -> Mapping[str, Sequence[int]]:
    """Return how long the words are that have a part in common, the longest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for word in words:
        found[word[part]].add(len(word))
    return {common: sorted(lengths, reverse=True) for common, lengths in found.items()}


class _Worked(dict[str, str]):
    """Values by words, each worked out when it is first asked for."""

    def __init__(self, work_out: Callable[[str], str]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, word: str) -> str:
        found = self._work_out(word)
        # What is its own value is not held twice.
        self[word] = found = word if found == word else found
        return found


@dataclass(frozen=True, slots=True)
class _Doublets:
    """Words that bokmål and nynorsk spell differently."""

    spelling: Mapping[str, str]
    """The stems that stand for others."""
    heads: Mapping[str, str]
    tails: Mapping[str, str]
    forms: Mapping[str, str]
    begins: _Listed
    ends: _Listed
    form_ends: _Listed


class Stemmer:
    """Turns words in lower case into stems in one spelling, and remembers them."""

    def __init__(self) -> None:
        rules = norwegian()
        self._stemmer = snowballstemmer.stemmer("norwegian")
        self._stemmer.maxCacheSize = 0  # each word is asked for once
        self._endings = re.compile(rules["endings"])
        self._final_s = re.compile(rules["final_s"])
        self._short_words = re.compile(rules["short_words"])
        self._accents: list[tuple[str, str]] = rules["accents"]
        pattern, self._contracted = rules["syncope"]
        self._syncope = re.compile(pattern)
        self._known = _Worked(lambda word: self.one_spelling(self._plain(word)))
        self.stem: Callable[[str], str] = self._known.__getitem__
        """Returns the stem of a word: the same for "ferja" and "fergene"."""

    @cached_property
    def _doublets(self) -> _Doublets:
        # Made when a word is asked for that is not known: where all are, nobody needs them.
        rules = norwegian()
        spelling: dict[str, str] = {}
        heads: dict[str, str] = {}
        tails: dict[str, str] = {}
        forms: dict[str, str] = {}
        within: dict[str, Any] = rules["within_words"]
        stop = stop_words()
        for first, *others in rules["doublets"]:
            for word in (first, *others):
                stem = self._bare(word)
                spelling[stem] = self._bare(first)
                if len(fold(stem)) >= within["ascii"]:
                    spelling.setdefault(fold(stem), self._bare(first))
                if word not in stop and len(word) >= within["head"]:
                    heads[word] = first
                # A short one that begins with a vowel ends many another word: "brukene" and
                # "ukene", and what is not of forms ends as inflections do: "tjenesten" and "sten".
                is_likely = word[0] not in _VOWELS or len(word) >= within["vowel"]
                is_form = is_likely and word not in within["not_forms"]
                if word not in stop and len(word) >= within["form"] and is_form:
                    forms[word] = first
                if word not in stop and len(stem) >= within["tail"]:
                    tails[stem] = self._bare(first)
        # Most words have no listed beginning or end: their first and last letters tell.
        rest: int = within["rest"]
        begins, ends, form_ends = (_Listed(each, rest) for each in (heads, tails, forms))
        return _Doublets(spelling, heads, tails, forms, begins, ends, form_ends)

    def stem_and_root(self, word: str) -> tuple[str, str]:
        """Return the stem of a word, and the word without its ending, in its own spelling."""
        plain = self._plain(word)
        stem = self._known.get(word)
        if stem is None:
            stem = self._known[word] = self.one_spelling(plain)
        return stem, f"{plain}r" if word[len(plain) :] == "re" else plain  # "juletre"

    @property
    def known(self) -> Mapping[str, str]:
        """All stems that were ever asked for, by their words."""
        return self._known

    def learn(self, stems: Mapping[str, str]) -> None:
        """Take stems that a stemmer of this code has found."""
        self._known.update(stems)

    def _plain(self, word: str) -> str:
        """Return the stem in the word's own spelling; a compound's by its last part, if listed."""
        doublets = self._doublets
        if word not in doublets.forms and (end := doublets.form_ends.end_of(word)):
            return word[: -len(end)] + self._bare(doublets.forms[end])  # "frukttrær" as "frukttre"
        return self._bare(word)

    def one_spelling(self, stem: str) -> str:
        """Return the stem that stands for a bokmål and a nynorsk one, in compounds too."""
        doublets = self._doublets
        found = doublets.spelling.get(stem)
        if found is not None:
            return found
        if head := doublets.begins.beginning_of(stem):
            stem = doublets.heads[head] + stem[len(head) :]
        if tail := doublets.ends.end_of(stem):
            stem = stem[: -len(tail)] + doublets.tails[tail]
        return stem

    def root(self, word: str) -> str:
        """Return the word without its ending, in its own spelling."""
        return self.stem_and_root(word)[1]

    def _bare(self, word: str) -> str:
        """Return Snowball's stem without what it leaves: "hjemm" and "ordførar" of inflections."""
        if word.isascii() and not word.isalpha():
            return word
        if not word.isascii():
            for letter, bare in self._accents:
                word = word.replace(letter, bare)
        short = self._short_words.match(word)
        if short:
            return short[1]  # "byen" and "sjøer": Snowball leaves words so short alone
        # Twice, and an "s" that only some forms leave: "innvandrar|ane", "trafikklys|et".
        whole = str(self._stemmer.stemWord(word))
        stem = self._without_ending(whole)
        if stem != whole:
            stem = self._without_ending(stem)
        if stem.endswith("s"):
            stem = self._final_s.sub("", stem)
        if len(stem) > 3 and stem[-1] == stem[-2]:
            stem = stem[:-1]
        if len(stem) > 4 and stem.endswith("el"):
            stem = self._syncope.sub(rf"\1{self._contracted}", stem)  # nøkkel, nøkler
        return stem

    def _without_ending(self, stem: str) -> str:
        found = self._endings.search(stem, max(0, len(stem) - LONGEST_ENDING))
        return stem[: found.start()] if found else stem


def stop_words() -> frozenset[str]:
    """Return the words that questions are not about."""
    return frozenset(norwegian()["stop_words"])


def joined(words: Iterable[str], known: frozenset[str]) -> Iterator[str]:
    """Yield each two neighbours that the archive elsewhere writes as one word."""
    before = ""
    for word in words:
        if before + word in known and before:
            yield before + word
        before = word
