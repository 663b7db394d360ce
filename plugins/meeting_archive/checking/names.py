"""Names that are nearly the same, and may be one person spelt in two ways."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from meeting_archive.diagnostics import Diagnostic, finding
from meeting_archive.model import flat_names
from meeting_archive.records.model import Record

_LISTS = {
    "innkalt": "invited",
    "til_stede": "present",
    "forfall": "absent",
    "observatører": "observers",
    "kopi": "copied",
}
_SINGLE = {"saksbehandler": "case_officer", "referent": "minutes_taker", "møteleder": "chair"}
# Jan and Jon are two people as often as not; Kathrine and Katrine seldom.
_SHORTEST_WORD = 5


@dataclass(slots=True)
class _Spelling:
    """A name as it is spelt, and where: its records in order, with the line of each."""

    name: str
    places: dict[str, int] = field(default_factory=dict)


def name_variants(records: Iterable[Record]) -> Iterator[Diagnostic]:
    """Yield pairs of names that differ in one letter or only in stops, at the rarer one.

    Two that stand in one record are two people.
    """
    spellings: dict[str, _Spelling] = {}
    for record in sorted(records, key=lambda each: each.path):
        for name, line in _names(record):
            found = spellings.setdefault(name, _Spelling(name))
            found.places.setdefault(record.path, line)
    for one, other in _near(spellings):
        if one.places.keys().isdisjoint(other.places):
            usual, rare = sorted(
                (one, other), key=lambda each: (-len(each.places), next(iter(each.places)))
            )
            path, line = next(iter(rare.places.items()))
            yield finding(
                "name-variants",
                path,
                line,
                name=rare.name,
                known=usual.name,
                other=next(iter(usual.places)),
            )


def _names(record: Record) -> Iterator[tuple[str, int]]:
    """Yield the people that a record names, without what follows a comma: a role, an office."""
    named: list[tuple[str, str]] = []
    for key, attribute in _LISTS.items():
        named += [(key, name) for name in flat_names(getattr(record, attribute)) or ()]
    for key, attribute in _SINGLE.items():
        stated = getattr(record, attribute)
        named += [(key, stated)] if stated else []
    for key, written in named:
        name = " ".join(re.split(r"[,(]", written)[0].split())
        if " " in name:
            yield name, record.line_of(key)


def _near(spellings: Mapping[str, _Spelling]) -> Iterator[tuple[_Spelling, _Spelling]]:
    """Yield the pairs that are nearly the same, each once.

    Names with an edit of one between them share a form that lacks one letter; so nothing is
    compared with all the rest.
    """
    words = {name: _words(name) for name in spellings}
    by_form: dict[str, list[str]] = defaultdict(list)
    for name, parts in words.items():
        whole = " ".join(parts)
        forms = {whole, *(whole[:at] + whole[at + 1 :] for at in range(len(whole)))}
        for form in sorted(forms):
            by_form[form].append(name)
    pairs = {pair for names in by_form.values() for pair in combinations(names, 2)}
    for one, other in sorted(pairs):
        if _may_be_one(words[one], words[other]):
            yield spellings[one], spellings[other]


def _words(name: str) -> Sequence[str]:
    return re.findall(r"[^\W\d_]+", name.casefold())


def _may_be_one(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether names have the same words but for one long one, which differs by a letter."""
    if one == other or "".join(one) == "".join(other):
        return True
    if len(one) != len(other):
        return False
    different = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(different) == 1 and all(
        _one_edit(*pair) and min(map(len, pair)) >= _SHORTEST_WORD for pair in different
    )


def _one_edit(one: str, other: str) -> bool:
    """Tell whether one letter more, less or other makes one word the other."""
    if len(one) > len(other):
        one, other = other, one
    same = next((at for at, letter in enumerate(one) if letter != other[at]), len(one))
    skip = 1 if len(one) == len(other) else 0
    return len(other) - len(one) <= 1 and one[same + skip :] == other[same + 1 :]
