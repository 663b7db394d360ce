"""Case numbers and dates, however they are written, as keys that are alike in text and question.

`#au:6/2017` is a case, `#6/2017` the number in whichever body; `@2016-12-07` is a day and
`@2016-12` its month. The patterns are the browser's, too.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from meeting_archive.dates import make_date
from meeting_archive.identifiers import full_year
from meeting_archive.language.words import norwegian

_FIGURES = re.compile(r"[0-9'’][0-9.\-/–'’\s]*")
"""Runs of what patterns have between and beside digits; most texts have few."""
_PART = {
    name: re.compile(part)
    for name, part in {
        "iso": r"[0-9]{4}[\-./][0-9]{2}[\-./]",
        "compact": r"[0-9]{8}",
        "spelt": r"[0-9]{4}|['’][0-9]{2}",
        "numeric": r"[0-9][.]\s?[0-9]{1,2}[.]?\s?[0-9]",
        "slash": r"[0-9]/[0-9]{1,2}[\s\-–/]",
        "dashed": r"[0-9]-[0-9]{1,2}-[0-9]{4}",
        "month": r"[0-9]{4}|['’][0-9]{2}",
        "month_number": r"[01][0-9][.][12][0-9]{3}",
        "number": r"[0-9]\s*/\s*[0-9]{2}",
    }.items()
}
"""Without this in its figures a text has none of a pattern, which is soon seen."""
_SHORTEST = 3
"""So many letters has the shortest of what they look for."""


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """A number or date in a text: `keys` are what it is found by, the closest first."""

    start: int
    end: int
    keys: tuple[str, ...]


class Keys:
    """Finds keys in texts."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        """Take the prefixes of case numbers with the id of their body, "" for the text's own."""
        rules = norwegian()
        self._prefixes = {prefix.casefold(): body for prefix, body in prefixes.items()}
        self._months = {
            name: number for number, names in enumerate(rules["months"], start=1) for name in names
        }
        self._patterns = _compiled(rules["patterns"], self._prefixes, self._months)

    def find(self, text: str, body: str | None = None) -> list[Key]:
        """Return the keys of a text in order; `body` is whose numbers have no prefix."""
        found: list[Key] = []
        figures = "_".join(_FIGURES.findall(text))
        if len(figures) < _SHORTEST:
            return found
        for name, pattern in self._patterns:
            if not _PART[name].search(figures):
                continue
            for match in pattern.finditer(text):
                start, end = match.span()
                keys = self._keys(name, match, body)
                if keys and not any(start < key.end and key.start < end for key in found):
                    found.append(Key(start, end, keys))
        return sorted(found)

    def _keys(self, name: str, match: re.Match[str], body: str | None) -> tuple[str, ...]:
        first, second, *rest = match.groups()
        if name == "number":
            return self._number(first, second, rest[0], body)
        if name == "month":
            return (_month(second, self._months[first.casefold()]),)
        if name == "month_number":
            return (_month(second, int(first)),)
        if name in ("iso", "compact"):
            return _day(int(first), int(second), int(rest[0]))
        month = self._months[second.casefold()] if name == "spelt" else int(second)
        return _day(_year(rest[0]), month, int(first))

    def _number(
        self, prefix: str | None, digits: str, year: str, own: str | None
    ) -> tuple[str, ...]:
        number = int(digits)
        if number == 0:
            return ()
        plain = f"{number}/{full_year(year)}"
        body = self._prefixes.get((prefix or "").casefold()) or own
        return (f"#{body}:{plain}", f"#{plain}") if body else (f"#{plain}",)


def _year(written: str) -> int:
    """Return the year that is written as "2016", "16" or "’16"."""
    return full_year(written.lstrip("'’"))


def _month(year: str, month: int) -> str:
    return f"@{_year(year)}-{month:02}"


def _day(year: int, month: int, day: int) -> tuple[str, ...]:
    found = make_date(year, month, day)
    return (f"@{found.isoformat()}", f"@{found.isoformat()[:7]}") if found else ()


def _compiled(
    patterns: Mapping[str, Any], prefixes: Iterable[str], months: Iterable[str]
) -> list[tuple[str, re.Pattern[str]]]:
    return [
        (
            name,
            re.compile(
                pattern.replace("{letter}", r"[^\W_]")
                .replace("{months}", _any_of(months))
                .replace("{prefixes}", _any_of(prefixes)),
                re.IGNORECASE,
            ),
        )
        for name, pattern in patterns.items()
    ]


def _any_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    if not longest_first:
        return "(?!)"
    # Most letters begin none of them, which is soon seen.
    firsts = "".join(sorted({re.escape(word[0]) for word in longest_first}))
    return f"(?=[{firsts}])(?:{'|'.join(map(re.escape, longest_first))})"
