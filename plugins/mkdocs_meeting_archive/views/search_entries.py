"""What can be found of the archive: its cases, meetings, documents, agreements and programs."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import methodcaller
from typing import NamedTuple

from meeting_archive.identifiers import Numbering, slugify
from meeting_archive.language.words import normal
from meeting_archive.memo import Memo
from meeting_archive.model import Attachment, Case, Document, Meeting, Passage, flat_names
from meeting_archive.noting import CASE, DOCUMENT, MEETING, Note, Notes, note
from meeting_archive.records.model import (
    CaseText,
    DocumentType,
    PaperBody,
    ProgramBody,
    ProseBody,
    SectionKind,
)
from meeting_archive.records.text import without_marks
from meeting_archive.search import entries as search
from meeting_archive.search.entries import Entry, Kind, Listed, Tier, Value, listed
from mkdocs_meeting_archive.views.cases import part_names
from mkdocs_meeting_archive.views.context import Context, WholeContext
from mkdocs_meeting_archive.views.documents import deadline_text, session_anchor
from mkdocs_meeting_archive.views.search import OUTCOME_IDS
from mkdocs_meeting_archive.views.search_words import kind_words

_KINDS = {DocumentType.AGREEMENT: Kind.AGREEMENT, DocumentType.PROGRAM: Kind.PROGRAM}


@dataclass(frozen=True, slots=True)
class Entries:
    """Makes entries of what an archive holds."""

    _context: Context
    _kinds: Mapping[str, str]
    _parts: Mapping[SectionKind, str]
    _municipalities: Mapping[str, re.Pattern[str]]

    @classmethod
    def of(cls, context: Context, municipalities: Sequence[str]) -> "Entries":
        """Take what views are made with, and the municipalities that entries may concern."""
        names = {name: _whole_word(name) for name in municipalities}
        return cls(context, kind_words(context.ui), part_names(context.ui), names)

    def within(self, context: Context) -> "Entries":
        """Return what makes the same entries of what another context gives."""
        return replace(self, _context=context)

    def page(
        self,
        address: str,
        title: str,
        passages: Iterable[search.Passage],
        **facets: tuple[Value, ...],
    ) -> Entry:
        """Return the entry of a page that is no record's."""
        return Entry(
            Kind.PAGE,
            address,
            normal(title),
            tuple(passages),
            language=self._context.ui.language,
            facets={"type": self._type(Kind.PAGE), **facets},
        )

    def case(self, case: Case) -> Entry:
        """Return the entry of a case."""
        context = self._context
        meeting = context.archive.meeting[case.latest.meeting]
        passages = tuple(self._case_passages(case))
        outcomes = tuple(
            Value(OUTCOME_IDS[each], context.ui.outcome(each)) for each in case.outcomes
        )
        topics = self._topics(case.topics)
        body = context.body(case.id.body)
        title = normal(context.case_title(case))
        return Entry(
            Kind.CASE,
            case.address,
            title,
            passages,
            language=case.language,
            number=case.number,
            numbers=(context.archive.numbering.spell(case.id), *case.printed_numbers),
            body=body.id,
            date=meeting.days.start if meeting.days else meeting.dated_by,
            last_date=meeting.days.end if meeting.days else None,
            when=context.meeting_date(meeting),
            known_as=" ".join(
                (
                    *(body.name, body.key, str(case.id.year)),
                    *(value.id for value in outcomes),
                    *(value.label for value in (*outcomes, *topics)),
                )
            ),
            facets={
                "type": self._type(Kind.CASE),
                "organ": (Value(body.id, body.name),),
                "ar": _year(case.id.year),
                "utfall": outcomes,
                "tema": topics,
                "kommune": self._concerned(title, passages),
            },
        )

    def _case_passages(self, case: Case) -> Iterator[search.Passage]:
        """Yield what is said of a case, the decisions first and the latest before the others."""
        treatments = tuple(reversed(case.treatments))
        seen: set[str] = set()
        for item in (each for treatment in treatments for each in treatment.items):
            if item.anchor not in seen:
                seen.add(item.anchor)
                yield search.Passage(
                    normal(item.title), Tier.TITLE, None, case.language, item.anchor
                )
        for kind, label in self._parts.items():
            tier = Tier.DECISION if kind is SectionKind.DECISION else Tier.REST
            for treatment in treatments:
                yield from self._passages(treatment.of(kind), label, tier)
                for item in treatment.items:
                    yield from self._passages(item.of(kind), label, tier, item.anchor)
        for treatment in treatments:
            yield from self._attachments(treatment.attachments)
        yield from self._notes(case.notes)

    def _passages(
        self, passages: Iterable[Passage], label: str, tier: Tier, anchor: str | None = None
    ) -> Iterator[search.Passage]:
        for passage in passages:
            text = self._plain(passage.block.text)
            if text:
                yield search.Passage(text, tier, label, passage.language, anchor)

    def meeting(self, meeting: Meeting) -> Entry:
        """Return the entry of a meeting."""
        context = self._context
        _ = context.ui.gettext
        body = context.body(meeting.body)
        cases = [context.archive.case[id_] for id_ in meeting.cases]
        people = meeting.attendance
        said = (
            (_("Sted"), meeting.place),
            (_("Møteleder"), meeting.chair),
            (_("Referent"), meeting.minutes_taker),
            (_("Til stede"), _names(flat_names(people.present))),
            (_("Innkalt"), _names(flat_names(people.invited))),
            (_("Forfall"), _names(flat_names(people.absent))),
            (_("Observatører"), _names(flat_names(people.observers))),
            (_("Saker"), "\n".join(f"{each.number} {context.case_title(each)}" for each in cases)),
        )
        passages = [search.Passage(normal(text), label=label) for label, text in said if text]
        passages += self._attachments(meeting.attachments)
        passages += self._notes(note.text for note in meeting.notes)
        return Entry(
            Kind.MEETING,
            meeting.address,
            normal(context.meeting_title(meeting)),
            tuple(passages),
            body=body.id,
            date=meeting.days.start if meeting.days else meeting.dated_by,
            last_date=meeting.days.end if meeting.days else None,
            when=context.meeting_date(meeting),
            known_as=f"{body.key} {self._kinds[Kind.MEETING]}",
            facets={
                "type": self._type(Kind.MEETING),
                "organ": (Value(body.id, body.name),),
                "ar": _year(meeting.year),
            },
        )

    def document(self, document: Document) -> Entry:
        """Return the entry of a document."""
        context = self._context
        record = document.record
        kind = _KINDS.get(document.type, Kind.DOCUMENT)
        meeting = context.archive.meeting.get(document.meeting or "")
        body = context.body(meeting.body) if meeting else None
        day = last_day = record.date or record.valid_from
        if day is None and meeting:
            day = meeting.days.start if meeting.days else meeting.dated_by
            last_day = meeting.days.end if meeting.days else None
        passages = tuple(self._document_passages(document))
        title = normal(document.title)
        concerned = () if kind is Kind.DOCUMENT else self._concerned(title, passages)
        return Entry(
            kind,
            document.address,
            title,
            passages,
            language=document.title_language,
            body=body.id if body else None,
            date=day,
            last_date=last_day,
            when=context.ui.day(day) if day else None,
            known_as=f"{body.key if body else ''} {context.ui.kind(document.type)}",
            facets={
                "type": self._type(kind),
                "organ": (Value(body.id, body.name),) if body else (),
                "ar": _year(day.year if day else None),
                "tema": self._topics(record.topics),
                "kommune": concerned,
            },
        )

    def _document_passages(self, document: Document) -> Iterator[search.Passage]:
        """Yield what a document says, but for what stands in the entries of its cases."""
        context = self._context
        _ = context.ui.gettext
        record = document.record
        body = record.body
        language = record.language
        if record.parties:
            yield search.Passage(normal(", ".join(record.parties)), label=_("Parter"))
        for deadline in record.deadlines:
            yield search.Passage(normal(deadline_text(deadline, context)), label=_("Frist"))
        if record.event:
            yield search.Passage(normal(record.event), label=_("Arrangement"))
        if isinstance(body, ProseBody):
            yield from self._prose(body.block.text, language)
        elif isinstance(body, ProgramBody):
            yield from self._prose(body.intro.text, language)
            for day in body.days:
                yield from self._prose(day.intro.text, language, day.heading)
                for session in day.sessions:
                    label = f"{day.heading} {session.printed_time}"
                    anchor = session_anchor(day, session)
                    yield from self._prose(session.text, language, label, anchor)
        elif isinstance(body, PaperBody):
            yield from self._paper(body, language)
        yield from self._notes(note.text for note in record.notes)

    def _paper(self, body: PaperBody, language: str) -> Iterator[search.Passage]:
        for part in body.parts:
            if isinstance(part, CaseText):
                continue
            heading = without_marks(part.heading) if part.heading else None
            for section in part.sections:
                yield from self._prose(section.block.text, language, heading)

    def _prose(
        self, source: str, language: str, label: str | None = None, anchor: str | None = None
    ) -> Iterator[search.Passage]:
        text = self._plain(source)
        if text:
            yield search.Passage(text, Tier.REST, label, language, anchor)

    def _attachments(self, attachments: Iterable[Attachment]) -> Iterator[search.Passage]:
        label = self._context.ui.gettext("Vedlegg")
        for attachment in attachments:
            _number, title, _link = self._context.attachment(attachment)
            yield search.Passage(normal(title), label=label)

    def _notes(self, notes: Iterable[str]) -> Iterator[search.Passage]:
        label = self._context.ui.gettext("Redaktørens merknad")
        for each in notes:
            yield search.Passage(normal(each), label=label)

    def _plain(self, source: str) -> str:
        return normal(self._context.texts.plain(source))

    def _type(self, kind: Kind) -> tuple[Value, ...]:
        return (Value(kind, self._kinds[kind]),)

    def _topics(self, names: Iterable[str]) -> tuple[Value, ...]:
        topics = self._context.archive.topics_named(names)
        return tuple(Value(topic.slug, topic.name) for topic in topics)

    def _concerned(self, title: str, passages: Iterable[search.Passage]) -> tuple[Value, ...]:
        """Return the municipalities that an entry names."""
        text = "\n".join((title, *(passage.text for passage in passages)))
        return tuple(
            Value(slugify(name), name)
            for name, pattern in self._municipalities.items()
            if name in text and pattern.search(text)
        )


class Part(NamedTuple):
    """What is told of an entry where it is listed."""

    order: tuple[int, int, str]
    digest: str


def listed_entries(context: WholeContext, entries: Entries, memo: Memo[Part]) -> Iterator[Listed]:
    """Yield the entries of the whole archive; what the memo tells of need not be made."""
    archive = context.archive

    def one(own: Note, make: Callable[[Entries], Entry]) -> Listed:
        def told(notes: Notes) -> Part:
            made = listed(make(entries.within(context.noted(notes))))
            return Part(made.order, made.digest)

        return Listed(*memo.value(own, told), lambda: make(entries))

    yield from (one(note(CASE, each.id), methodcaller("case", each)) for each in archive.cases)
    yield from (
        one(note(MEETING, each.id), methodcaller("meeting", each)) for each in archive.meetings
    )
    yield from (
        one(note(DOCUMENT, each.id), methodcaller("document", each)) for each in archive.documents
    )
    for body in archive.bodies:
        if body.id in archive.meetings_of:
            own = (Value(body.id, body.name),)
            passages = _some(body.description)
            yield listed(entries.page(f"moter/{body.id}/", body.name, passages, organ=own))
    for topic in archive.topics:
        own = (Value(topic.slug, topic.name),)
        yield listed(entries.page(topic.address, topic.name, (), tema=own))


def _whole_word(name: str) -> re.Pattern[str]:
    """Return what finds a name, or its genitive, and not the words that begin with it."""
    return re.compile(rf"(?<!\w){re.escape(name)}s?(?!\w)")


def _names(names: Iterable[str] | None) -> str:
    return ", ".join(names or ())


def _year(year: int | None) -> tuple[Value, ...]:
    return (Value(str(year), str(year)),) if year else ()


def _some(text: str) -> tuple[search.Passage, ...]:
    return (search.Passage(normal(text)),) if text else ()


def prefixes(numbering: Numbering) -> Mapping[str, str]:
    """Return what case numbers begin with, by body; "" where it is the paper's own."""
    own = dict.fromkeys(numbering.own_prefixes, "")
    return own | {
        prefix: body.id for body in numbering.bodies for prefix in (body.key, *body.prefixes)
    }
