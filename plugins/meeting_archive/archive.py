"""The archive as one indexed, immutable whole."""

import datetime as dt
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from meeting_archive.collation import norwegian
from meeting_archive.diagnostics import Diagnostic
from meeting_archive.identifiers import Body, CaseId, Numbering, slugify
from meeting_archive.model import (
    AttachedFile,
    Case,
    Coverage,
    Decision,
    Document,
    Meeting,
    Topic,
)
from meeting_archive.records.model import (
    DocumentType,
    SectionKind,
)


class Holdings(Protocol):
    """What is asked of an archive in showing one thing of it."""

    @property
    def numbering(self) -> Numbering: ...
    @property
    def document(self) -> Mapping[str, Document]: ...
    @property
    def meeting(self) -> Mapping[str, Meeting]: ...
    @property
    def case(self) -> Mapping[CaseId, Case]: ...

    def topics_named(self, names: Iterable[str]) -> tuple[Topic, ...]:
        """Return the topics that editors mean by these names, however they spell them."""

    def neighbours(self, meeting: Meeting) -> tuple[Meeting | None, Meeting | None]:
        """Return the previous and the next meeting of the body."""


@dataclass(frozen=True)
class Archive:
    """Everything that is published, in order: meetings by time, cases by body, year, number."""

    numbering: Numbering
    documents: tuple[Document, ...]
    meetings: tuple[Meeting, ...]
    cases: tuple[Case, ...]
    files: tuple[AttachedFile, ...]
    diagnostics: tuple[Diagnostic, ...]
    """Those that may be published: they tell nothing of what is withheld or a draft."""

    @property
    def bodies(self) -> tuple[Body, ...]:
        return self.numbering.bodies

    @cached_property
    def document(self) -> Mapping[str, Document]:
        return {document.id: document for document in self.documents}

    @cached_property
    def meeting(self) -> Mapping[str, Meeting]:
        return {meeting.id: meeting for meeting in self.meetings}

    @cached_property
    def case(self) -> Mapping[CaseId, Case]:
        return {case.id: case for case in self.cases}

    @cached_property
    def meetings_of(self) -> Mapping[str, tuple[Meeting, ...]]:
        """The meetings of each body, in time order."""
        return grouped(self.meetings, lambda meeting: meeting.body)

    @cached_property
    def cases_of(self) -> Mapping[tuple[str, int], tuple[Case, ...]]:
        """The cases of each body and year, by number."""
        return grouped(self.cases, lambda case: (case.id.body, case.id.year))

    @cached_property
    def agreements(self) -> tuple[Document, ...]:
        return self._of_type(DocumentType.AGREEMENT)

    @cached_property
    def programs(self) -> tuple[Document, ...]:
        return self._of_type(DocumentType.PROGRAM)

    def _of_type(self, kind: DocumentType) -> tuple[Document, ...]:
        return tuple(document for document in self.documents if document.type is kind)

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """What the minutes decide, newest first, in the order of each meeting's list."""
        found: list[Decision] = []
        for meeting in reversed(self.meetings):
            for case_id in meeting.cases:
                found.extend(_decisions(self.case[case_id], meeting))
        return tuple(found)

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """The topics, by the Norwegian alphabet; spellings with one slug are one topic."""
        names: dict[str, Counter[str]] = defaultdict(Counter)
        cases: dict[str, dict[CaseId, None]] = defaultdict(dict)
        documents: dict[str, dict[str, None]] = defaultdict(dict)
        for case in self.cases:
            for name in case.topics:
                names[slugify(name)][name] += 1
                cases[slugify(name)].setdefault(case.id)
        for document in self.documents:
            for name in document.record.topics:
                names[slugify(name)][name] += 1
                documents[slugify(name)].setdefault(document.id)
        found = (
            Topic(
                slug,
                max(sorted(spelt), key=lambda name: spelt[name]),
                tuple(cases[slug]),
                tuple(documents[slug]),
            )
            for slug, spelt in names.items()
            if slug
        )
        return tuple(sorted(found, key=lambda topic: norwegian(topic.name)))

    def topics_named(self, names: Iterable[str]) -> tuple[Topic, ...]:
        """Return the topics that editors mean by these names, however they spell them."""
        slugs = dict.fromkeys(slugify(name) for name in names)
        return tuple(self._topic[slug] for slug in slugs if slug in self._topic)

    @cached_property
    def _topic(self) -> Mapping[str, Topic]:
        return {topic.slug: topic for topic in self.topics}

    def neighbours(self, meeting: Meeting) -> tuple[Meeting | None, Meeting | None]:
        """Return the previous and the next meeting of the body."""
        series = self.meetings_of[meeting.body]
        at = bisect_left(series, meeting.order, key=lambda each: each.order)
        return (
            series[at - 1] if at else None,
            series[at + 1] if at + 1 < len(series) else None,
        )


def coverage(meetings: Iterable[Meeting]) -> Coverage:
    """Return the first and last day of meetings, as far as they are known."""
    days = [meeting.order[0] for meeting in meetings if meeting.order[0] != dt.date.max]
    return Coverage(min(days, default=None), max(days, default=None))


K = TypeVar("K")
V = TypeVar("V")


def grouped(things: Iterable[V], key: Callable[[V], K]) -> dict[K, tuple[V, ...]]:
    """Return the things by key, in their order."""
    found: dict[K, list[V]] = defaultdict(list)
    for thing in things:
        found[key(thing)].append(thing)
    return {name: tuple(group) for name, group in found.items()}


def _decisions(case: Case, meeting: Meeting) -> Iterable[Decision]:
    for treatment in case.treatments:
        if treatment.meeting != meeting.id or not treatment.minuted:
            continue
        text = treatment.of(SectionKind.DECISION)
        items = [each for each in treatment.items if each.ruling.outcomes]
        if text or (treatment.ruling.outcomes and not items):
            yield Decision(case, meeting, treatment.ruling, text)
        for item in items:
            yield Decision(case, meeting, item.ruling, item.of(SectionKind.DECISION), item)
