"""Questions made by machine: a rare word of the archive, asked for in five ways that people do."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from search.labelled_archive import LabelledArchive, forms
from search.vocabulary import HEADS

OF_EACH = 60
MOST_CASES = 10
SHORTEST = 8
_LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
_ASCII = ({"æ": "ae", "ø": "oe", "å": "aa"}, {"æ": "ae", "ø": "o", "å": "a"})


@dataclass(frozen=True)
class Probe:
    """A question, and the compound of the filling that is meant by it."""

    kind: str
    words: str
    subject: str


@dataclass(frozen=True)
class _Words:
    """All words that the archive holds, to see whether a question could mean another."""

    every: frozenset[str]

    def near(self, word: str) -> frozenset[str]:
        """Return the words of the archive that one typing error makes into this."""
        return self.every & {word, *_edits(word)}

    def beginning(self, start: str) -> frozenset[str]:
        """Return the words of the archive that begin so."""
        return frozenset(word for word in self.every if word.startswith(start))


def make_probes(archive: LabelledArchive, *, seed: int = 2) -> list[Probe]:
    """Return the same number of probes of each kind, from words in at most ten cases."""
    chance = random.Random(seed)
    cases_with = Counter(chain.from_iterable(case.subjects for case in archive.cases))
    rare = sorted(s for s, n in cases_with.items() if n <= MOST_CASES and len(s) >= SHORTEST)
    every = _Words(frozenset(chain.from_iterable(map(_words, (c.text for c in archive.cases)))))
    return [
        Probe(kind, words, subject)
        for kind, ask in _KINDS.items()
        for words, subject in _some(ask, rare, every, chance)
    ]


_Way = Callable[[str, _Words, random.Random], str | None]


def _some(
    ask: _Way, rare: list[str], every: _Words, chance: random.Random
) -> Iterator[tuple[str, str]]:
    asked = ((ask(each, every, chance), each) for each in chance.sample(rare, len(rare)))
    return islice(((words, subject) for words, subject in asked if words), OF_EACH)


def _inflected(subject: str, _every: _Words, chance: random.Random) -> str | None:
    return chance.choice([form for form in forms(subject) if form != subject])


def _split(subject: str, _every: _Words, _chance: random.Random) -> str | None:
    head = max((h.word for h in HEADS if subject.endswith(h.word)), key=len)
    return f"{subject.removesuffix(head)} {head}"


def _in_ascii(subject: str, every: _Words, chance: random.Random) -> str | None:
    spelling = chance.choice(_ASCII)
    typed = "".join(spelling.get(letter, letter) for letter in subject)
    return typed if typed != subject and typed not in every.every else None


def _mistyped(subject: str, every: _Words, chance: random.Random) -> str | None:
    typed = chance.choice(sorted({edit for edit in _edits(subject) if edit[0] == subject[0]}))
    return typed if every.near(typed) <= set(forms(subject)) - {typed} else None


def _unfinished(subject: str, every: _Words, _chance: random.Random) -> str | None:
    start = subject[: -(-3 * len(subject) // 4)]
    return start if every.beginning(start) <= set(forms(subject)) else None


_KINDS: dict[str, _Way] = {
    "inflected": _inflected,
    "split": _split,
    "ascii": _in_ascii,
    "mistyped": _mistyped,
    "unfinished": _unfinished,
}


def _edits(word: str) -> Iterator[str]:
    """Yield what one typing error makes of a word: a letter too few, swapped, wrong or too many."""
    for place in range(len(word)):
        before, rest = word[:place], word[place:]
        yield before + rest[1:]
        if len(rest) > 1 and rest[0] != rest[1]:
            yield before + rest[1] + rest[0] + rest[2:]
        for letter in _LETTERS:
            yield before + letter + rest
            if letter != rest[0]:
                yield before + letter + rest[1:]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
