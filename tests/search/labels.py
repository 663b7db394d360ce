"""What is relevant to each query of `queries.yml`, worked out from the facts of an archive."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import yaml

from meeting_archive.identifiers import slugify
from search.labelled_archive import Case, LabelledArchive, Meeting, Number, planted
from search.vocabulary import BODIES, MUNICIPALITIES

QUERIES = Path(__file__).parent / "queries.yml"
HALVES = ("tune", "held_out")
CATEGORIES = (
    "inflection",
    "compound",
    "letters",
    "case-number",
    "date",
    "phrase",
    "typo",
    "stop-words",
    "name",
    "filter",
    "nothing-to-find",
)

Label = str | Mapping[str, object]


@dataclass(frozen=True)
class Question:
    """What is asked: words, and parameters of the address such as `organ=su&ar=2016`."""

    words: str
    filters: str = ""

    @property
    def address(self) -> str:
        """The question as the part of an address after the question mark."""
        parts = [urlencode({"q": self.words})] if self.words else []
        return "&".join(parts + ([self.filters] if self.filters else []))

    def __str__(self) -> str:
        return " & ".join(filter(None, (self.words, self.filters)))


@dataclass(frozen=True)
class Query:
    """A question with its labels."""

    question: Question
    category: str
    half: str
    relevant: tuple[Label, ...]
    also: tuple[Label, ...] = ()
    within: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Judgement:
    """The addresses that are right, and those that are neither right nor wrong."""

    right: frozenset[str]
    neither: frozenset[str] = frozenset()


def read_queries(path: Path = QUERIES) -> tuple[Query, ...]:
    """Return all queries."""
    return tuple(
        Query(
            question=Question(each.get("q", ""), each.get("filters", "")),
            category=each["category"],
            half=each["half"],
            relevant=tuple(each["relevant"]),
            also=tuple(each.get("also", ())),
            within=each.get("within", {}),
        )
        for each in yaml.safe_load(path.read_text(encoding="utf-8"))
    )


class Judge:
    """Knows an archive, and judges what is relevant in it."""

    def __init__(self, archive: LabelledArchive) -> None:
        self._archive = archive
        self._meeting_of = {
            case.number.address: meeting for meeting in archive.meetings for case in meeting.cases
        }
        self._planted = {case.planted: case for case in archive.cases if case.planted}
        self._numbered = {case.number: case for case in archive.cases}

    def judge(self, query: Query) -> Judgement:
        """Return what is relevant to a query, and what is neither right nor wrong."""
        right = {
            address
            for label in query.relevant
            for address in self._named(label)
            if not query.within or self._holds(address, query.within)
        }
        beside = {address for label in query.also for address in self._named(label)}
        for label in (*query.relevant, *query.also):
            beside |= {case.number.address for case in self._mentioning(label)}
        neither = beside | self._around(right | beside, with_cases=not self._cases(right))
        neither |= self._topics(right | beside)
        return Judgement(frozenset(right), frozenset(neither - right))

    def judge_words(self, subject: str) -> Judgement:
        """Return the cases that hold a compound of the filling in any form."""
        right = {case.number.address for case in self._archive.cases if subject in case.subjects}
        return Judgement(frozenset(right), frozenset(self._around(right, with_cases=False)))

    def _named(self, label: Label) -> set[str]:
        """Return the addresses that a label names; one that names nothing is a mistake."""
        found = self._of_facts(label) if isinstance(label, Mapping) else self._of_name(label)
        assert found, f"nothing is {label}"
        return found

    def _of_name(self, label: str) -> set[str]:
        if number := read_number(label):
            return {self._numbered[number].number.address}
        keys = [key for key in self._planted if label in (key, key.partition("/")[0])]
        return {self._planted[key].number.address for key in keys}

    def _of_facts(self, label: Mapping[str, object]) -> set[str]:
        if "address" in label:
            return {address for address in self._beside_cases() if address == label["address"]}
        if "folder" in label:
            return {a for a in self._beside_cases() if a.startswith(str(label["folder"]))}
        if "present" in label:
            return {m.address for m in self._archive.meetings if label["present"] in m.present}
        if "day" in label:
            there = [m for m in self._archive.meetings if m.days.startswith(str(label["day"]))]
            cases = {case.number.address for meeting in there for case in meeting.cases}
            return cases | {a for meeting in there for a in (meeting.address, *meeting.papers)}
        return {case.number.address for case in self._archive.cases if _has(case, label)}

    def _beside_cases(self) -> Iterable[str]:
        yield from (paper.address for paper in self._archive.papers)
        for meeting in self._archive.meetings:
            yield from (meeting.address, *meeting.papers)

    def _mentioning(self, label: Label) -> Iterable[Case]:
        """Yield the cases that only cite what a label names."""
        number = None if isinstance(label, Mapping) else read_number(label)
        day = str(label["day"]) if isinstance(label, Mapping) and "day" in label else None
        for case in self._archive.cases:
            if number in case.cited or (day and any(d.startswith(day) for d in case.dates)):
                yield case

    def _around(self, addresses: Collection[str], *, with_cases: bool) -> set[str]:
        """Return the pages of the meetings that some addresses are of."""
        meetings = [self._meeting_of[a] for a in addresses if a in self._meeting_of]
        meetings += [m for m in self._archive.meetings if m.address in addresses]
        return {
            address for meeting in meetings for address in _pages(meeting, with_cases=with_cases)
        }

    def _topics(self, addresses: Collection[str]) -> set[str]:
        """Return the pages of the topics that some cases have."""
        cases = (case for case in self._archive.cases if case.number.address in addresses)
        return {f"tema/{slugify(topic)}/" for case in cases for topic in case.topics}

    def _cases(self, addresses: Iterable[str]) -> bool:
        return any(address in self._meeting_of for address in addresses)

    def _holds(self, address: str, facts: Mapping[str, object]) -> bool:
        number = next(n for n in self._numbered if n.address == address)
        return _has(self._numbered[number], facts)


def _pages(meeting: Meeting, *, with_cases: bool) -> Iterable[str]:
    yield meeting.address
    yield from meeting.papers
    if with_cases:
        yield from (case.number.address for case in meeting.cases)


def _has(case: Case, facts: Mapping[str, object]) -> bool:
    known = {
        "body": {case.number.body},
        "year": {case.number.year},
        "outcome": {case.outcome},
        "municipality": {each for each in MUNICIPALITIES if each in case.text},
    }
    return all(
        known[name].intersection(value if isinstance(value, list) else [value])
        for name, value in facts.items()
    )


def read_number(label: str) -> Number | None:
    """Return the case number that a label is, as in `SU 06/17`."""
    body, _, digits = label.partition(" ")
    if body not in BODIES:
        return None
    number, _, year = digits.partition("/")
    return Number(body, 2000 + int(year), int(number))


def known_matters() -> frozenset[str]:
    """Return the names that labels may use of planted cases."""
    keys = [each.key for each in planted()]
    return frozenset(keys) | {key.partition("/")[0] for key in keys}
