"""Words made comparable: in one case, as stems in one spelling, and folded for lookup.

The rules are data, `norwegian.json`: the browser reads a reader's question by the same file, and
both are held against the same examples.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import snowballstemmer

_VOWELS = "aeiouyæøå"
_WORD = re.compile(r"[^\W_]+")


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


def _folded(text: str) -> str:
    bare = text
    if not text.isascii():
        bare = unicodedata.normalize("NFD", text)
        for letter in set(bare):
            if unicodedata.category(letter).startswith("M"):
                bare = bare.replace(letter, "")
    for letters, folded in norwegian()["letters"]:
        bare = bare.replace(letters, folded)
    return bare


@cache
def common_words() -> tuple[str, ...]:
    """Return everyday words that compounds are made of, in lower case."""
    path = resources.files(__package__).joinpath("common_words.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


class Stemmer:
    """Turns words in lower case into stems in one spelling, and remembers them."""

    def __init__(self) -> None:
        rules = norwegian()
        self._stemmer = snowballstemmer.stemmer("norwegian")
        # It is asked for a word once, and its own memory costs more than its work.
        self._stemmer.maxCacheSize = 0
        self._endings = re.compile(rules["endings"])
        self._final_s = re.compile(rules["final_s"])
        self._short_words = re.compile(rules["short_words"])
        self._accents: list[tuple[str, str]] = rules["accents"]
        pattern, self._contracted = rules["syncope"]
        self._syncope = re.compile(pattern)
        self._known: dict[str, str] = {}
        self._spelling: dict[str, str] = {}
        self._heads: dict[str, str] = {}
        self._tails: dict[str, str] = {}
        self._forms: dict[str, str] = {}
        within: dict[str, Any] = rules["within_words"]
        stop = stop_words()
        for first, *others in rules["doublets"]:
            for word in (first, *others):
                stem = self._bare(word)
                self._spelling[stem] = self._bare(first)
                if len(fold(stem)) >= within["ascii"]:
                    self._spelling.setdefault(fold(stem), self._bare(first))
                if word not in stop and len(word) >= within["head"]:
                    self._heads[word] = first
                # A short one that begins with a vowel ends many another word: "brukene" and
                # "ukene", and what is not of forms ends as inflections do: "tjenesten" and "sten".
                is_likely = word[0] not in _VOWELS or len(word) >= within["vowel"]
                is_form = is_likely and word not in within["not_forms"]
                if word not in stop and len(word) >= within["form"] and is_form:
                    self._forms[word] = first
                if word not in stop and len(stem) >= within["tail"]:
                    self._tails[stem] = self._bare(first)
        self._rest = within["rest"]
        self._longest = max(map(len, (*self._heads, *self._tails, *self._forms)))
        # Most words begin and end like none of them, which is seen at once.
        self._openings = (within["head"], {each[: within["head"]] for each in self._heads})
        self._tail_ends = (within["tail"], {each[-within["tail"] :] for each in self._tails})
        self._form_ends = (within["form"], {each[-within["form"] :] for each in self._forms})

    def stem(self, word: str) -> str:
        """Return the stem of a word: the same for "ferja" and "fergene"."""
        stem = self._known.get(word)
        if stem is None:
            stem = self._known[word] = self.one_spelling(self._plain(word))
        return stem

    def stems(self, words: Iterable[str]) -> dict[str, str]:
        """Return the stem of each word."""
        known = self._known
        return {word: known.get(word) or self.stem(word) for word in words}

    @property
    def known(self) -> Mapping[str, str]:
        """All stems that were ever asked for, by their words."""
        return self._known

    def learn(self, stems: Mapping[str, str]) -> None:
        """Take stems that a stemmer of this code has found."""
        self._known.update(stems)

    def _plain(self, word: str) -> str:
        """Return the stem in the word's own spelling; a compound's by its last part, if listed."""
        size, ends = self._form_ends
        if word[-size:] in ends and word not in self._forms:
            for length in range(min(self._longest, len(word) - self._rest), 0, -1):
                listed = self._forms.get(word[-length:])
                if listed is not None:
                    return word[:-length] + self._bare(listed)  # "frukttrær" as "frukttre"
        return self._bare(word)

    def one_spelling(self, stem: str) -> str:
        """Return the stem that stands for a bokmål and a nynorsk one, in compounds too."""
        found = self._spelling.get(stem)
        if found is not None:
            return found
        size, openings = self._openings
        if stem[:size] in openings:
            for length in range(min(self._longest, len(stem) - self._rest), 0, -1):
                head = self._heads.get(stem[:length])
                if head is not None:
                    stem = head + stem[length:]
                    break
        size, ends = self._tail_ends
        if stem[-size:] in ends:
            for length in range(min(self._longest, len(stem) - self._rest), 0, -1):
                tail = self._tails.get(stem[-length:])
                if tail is not None:
                    return stem[:-length] + tail
        return stem

    def root(self, word: str) -> str:
        """Return the word without its ending, in its own spelling."""
        stem = self._plain(word)
        return f"{stem}r" if word[len(stem) :] == "re" else stem  # "juletre"

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
        stem = self._endings.sub("", whole)
        if stem != whole:
            stem = self._endings.sub("", stem)
        stem = self._final_s.sub("", stem)
        if len(stem) > 3 and stem[-1] == stem[-2]:
            stem = stem[:-1]
        if len(stem) > 4:
            stem = self._syncope.sub(rf"\1{self._contracted}", stem)  # nøkkel, nøkler
        return stem


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
