"""Questions to ask of the synthetic archive, chosen by in how many of its cases the words stand."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from synthetic_archive import FUNCTION_WORDS, Case

_WORD = re.compile(r"[^\W\d_]{5,}")
_ASIDE = frozenset(word for words in FUNCTION_WORDS.values() for word in words)
_MONTHS = (
    "januar februar mars april mai juni juli august september oktober november desember".split()
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the filters with it."""

    name: str
    text: str = ""
    filters: tuple[tuple[str, str], ...] = ()

    @property
    def address(self) -> str:
        return urlencode([*([("q", self.text)] if self.text else []), *self.filters])


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked of an archive of one size."""

    plain: tuple[Question, ...]
    """Without mistakes."""
    right: Question
    mistyped: Question
    """The same as `right` but for an error in typing."""
    typed: tuple[str, ...]
    """Words that are typed letter by letter."""


def questions(cases: Iterable[Case]) -> Questions:
    """Return what to ask of these cases."""
    every = list(cases)
    middle = every[len(every) // 2]
    frequency = _frequency(every)
    third, fiftieth = (frequency.near(share * len(every)) for share in (1 / 3, 1 / 50))
    tenth, in_four = frequency.near(len(every) / 10), frequency.near(4)
    phrase = " ".join(middle.title.split()[:3])
    return Questions(
        plain=(
            Question("a word of every case", "kommune"),
            Question("a word of every third case", third),
            Question("a word of every fiftieth case", fiftieth),
            Question("a word of four cases", in_four),
            Question("two words", f"{third} {tenth}"),
            Question("a common and a rare word", f"{tenth} {in_four}"),
            Question("the beginning of a word", fiftieth[:4]),
            Question("a case number", middle.number),
            Question("a month", f"{_MONTHS[middle.day.month - 1]} {middle.day.year}"),
            Question("a phrase", f'"{phrase}"'),
            Question("filters alone", "", (("utfall", "utsatt"), ("ar", str(middle.day.year)))),
            Question("a word with a filter", third, (("organ", middle.body.lower()),)),
        ),
        right=Question("spelt right", fiftieth),
        mistyped=Question("mistyped", _mistyped(fiftieth)),
        typed=(third, fiftieth, in_four),
    )


def _mistyped(word: str) -> str:
    """Return a word with a letter in its middle left out."""
    middle = len(word) // 2
    return word[:middle] + word[middle + 1 :]


class _Frequency:
    def __init__(self, counts: Counter[str]) -> None:
        self._counts = counts

    def near(self, count: float) -> str:
        """Return the word that stands in as near this many cases as any does."""
        return min(self._counts, key=lambda word: (abs(self._counts[word] - count), word))


def _frequency(cases: Iterable[Case]) -> _Frequency:
    counts: Counter[str] = Counter()
    for case in cases:
        text = f"{case.title} {case.presentation} {case.proposal} {case.discussion} {case.decision}"
        counts.update({word.lower() for word in _WORD.findall(text)} - _ASIDE)
    return _Frequency(counts)
