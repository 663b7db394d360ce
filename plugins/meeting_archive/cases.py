"""Cases joined from the papers that treat them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from meeting_archive.diagnostics import Diagnostic, finding
from meeting_archive.identifiers import CaseId, Numbering
from meeting_archive.model import (
    Attachment,
    Case,
    Document,
    Item,
    ItemTreatment,
    Passage,
    Treatment,
)
from meeting_archive.outcomes import Outcome, Ruling
from meeting_archive.publication import case_id
from meeting_archive.records.model import (
    MINUTES,
    Block,
    CaseNotes,
    CaseText,
    PaperBody,
    Section,
    SectionKind,
)
from meeting_archive.records.model import Item as ItemText
from meeting_archive.records.unfinished import is_unfinished
from meeting_archive.wording import classifier, opens_proposal

_K = SectionKind


@dataclass(frozen=True, slots=True)
class Appearance:
    """A case in one document, with what that document's editors say of it."""

    document: Document
    text: CaseText
    notes: CaseNotes | None

    @property
    def in_minutes(self) -> bool:
        return self.document.type in MINUTES


def appearances(documents: Iterable[Document]) -> dict[CaseId, list[Appearance]]:
    """Return where each case stands, in the order of `documents`."""
    found: dict[CaseId, list[Appearance]] = defaultdict(list)
    for document in documents:
        body = document.record.body
        if isinstance(body, PaperBody):
            for text in body.cases:
                notes = document.record.notes_on(text.number)
                found[case_id(document.record, text.number)].append(
                    Appearance(document, text, notes)
                )
    return found


def cases_in(documents: Iterable[Document]) -> tuple[CaseId, ...]:
    """Return the cases that stand in `documents`, each once, in their order."""
    records = (document.record for document in documents)
    return tuple(
        dict.fromkeys(
            case_id(record, text.number)
            for record in records
            if isinstance(record.body, PaperBody)
            for text in record.body.cases
        )
    )


class CaseBuilder:
    """Joins the appearances of a case; collects what it cannot make out."""

    def __init__(
        self,
        numbering: Numbering,
        attachments: Mapping[tuple[str, CaseId], Sequence[Attachment]],
    ) -> None:
        """Take the attachments by document id and case."""
        self._numbering = numbering
        self._classifier = classifier(numbering.bodies)
        self._attachments = attachments
        self.found: list[Diagnostic] = []

    def build(self, case: CaseId, where: Sequence[Appearance]) -> Case:
        """Return the case; `where` is in time order, and in a meeting the notice comes first."""
        by_meeting: dict[str, list[Appearance]] = defaultdict(list)
        for appearance in where:
            by_meeting[appearance.document.meeting or ""].append(appearance)
        treatments = tuple(
            self._treatment(case, meeting, group) for meeting, group in by_meeting.items()
        )
        minuted = [each for each in treatments if each.minuted]
        printed = tuple(dict.fromkeys(each.text.number.printed for each in where))
        withheld = next((each.text.withheld for each in where if each.text.withheld), None)
        return Case(
            id=case,
            number=self._number(case, where),
            printed_numbers=printed,
            title=_title(where),
            treatments=treatments,
            outcomes=minuted[-1].ruling.outcomes if minuted else _stated(where),
            minuted=bool(minuted),
            items=_items(treatments),
            topics=tuple(
                dict.fromkeys(topic for each in where if each.notes for topic in each.notes.topics)
            ),
            notes=tuple(each.notes.note for each in where if each.notes and each.notes.note),
            language=where[-1].document.record.language,
            withheld=withheld,
            removed=all(each.document.record.removed for each in where),
        )

    def _number(self, case: CaseId, where: Sequence[Appearance]) -> str:
        """Return the number as it is usually printed, in the archive's one form."""
        prefix = self._prefix(case.body)
        right = [
            (each.notes.number if each.notes and each.notes.number else each.text.number)
            for each in where
        ]
        spelt = [number.tidy(prefix) for number in right]
        return max(spelt, key=spelt.count)

    def _prefix(self, body: str) -> str:
        found = self._numbering.by_id[body]
        return found.prefixes[0] if found.prefixes else found.key

    def _treatment(self, case: CaseId, meeting: str, group: Sequence[Appearance]) -> Treatment:
        passages: list[Passage] = []
        for each in group:
            passages.extend(self._passages(each, each.text.sections))
        items = self._item_treatments(group)
        minuted = any(each.in_minutes for each in group)
        attachments = [
            attachment
            for each in group
            for attachment in self._attachments.get((each.document.id, case), ())
        ]
        return Treatment(
            meeting=meeting,
            documents=tuple(each.document.id for each in group),
            title=_title(group),
            passages=_without_repeats(passages),
            items=items,
            attachments=tuple(dict.fromkeys(attachments)),
            ruling=self._ruling(group, passages, items),
            minuted=minuted,
        )

    def _passages(self, where: Appearance, sections: Sequence[Section]) -> Iterator[Passage]:
        record = where.document.record
        has_decision = any(section.kind is _K.DECISION for section in sections)
        last = -1
        for number, section in enumerate(sections):
            if section.kind is _K.UNLABELLED:
                last = number
        for number, section in enumerate(sections):
            if section.attachment or not section.block.text:
                continue
            may_decide = where.in_minutes and not has_decision and number == last
            for kind, block in self._kinds(section, may_decide, where.in_minutes):
                yield Passage(kind, section.label, block, where.document.id, record.language)

    def _kinds(
        self, section: Section, may_decide: bool, in_minutes: bool
    ) -> Iterator[tuple[SectionKind, Block]]:
        """Yield the section, or an unlabelled one's parts as the kinds that they are."""
        if section.kind is _K.DECISION and not in_minutes:
            # Only minutes decide; whatever a notice means by the word, it is laid before them.
            yield _K.PRESENTATION, section.block
            return
        if section.kind is not _K.UNLABELLED:
            yield section.kind, section.block
            return
        if not in_minutes:
            yield _K.PRESENTATION, section.block
            return
        before, decision = _last_paragraph(section.block)
        proposed = opens_proposal(before.text) or opens_proposal(decision.text)
        if may_decide and not proposed and self._classifier.read(decision.text).outcomes:
            if before.text:
                yield _K.DISCUSSION, before
            yield _K.DECISION, decision
        else:
            yield _K.DISCUSSION, section.block

    def _item_treatments(self, group: Sequence[Appearance]) -> tuple[ItemTreatment, ...]:
        by_anchor: dict[str, list[tuple[Appearance, ItemText]]] = defaultdict(list)
        for each in group:
            for item in each.text.items:
                by_anchor[item.anchor].append((each, item))
        treatments = []
        for anchor, found in by_anchor.items():
            passages = [p for each, item in found for p in self._passages(each, item.sections)]
            minuted = {each.document.id for each, _ in found if each.in_minutes}
            ruling = self._decided(found[-1][0], passages, minuted, found[-1][1].line)
            treatments.append(
                ItemTreatment(anchor, found[-1][1].title, _without_repeats(passages), ruling)
            )
        return tuple(treatments)

    def _ruling(
        self,
        group: Sequence[Appearance],
        passages: Sequence[Passage],
        items: Sequence[ItemTreatment],
    ) -> Ruling:
        stated = _stated(group)
        sent_to = next(
            (n.notes.forwarded_to for n in group if n.notes and n.notes.forwarded_to), None
        )
        if not (stated or passages or items):
            return Ruling((), sent_to)
        minuted = {each.document.id for each in group if each.in_minutes}
        own = self._decided(group[-1], passages, minuted, group[-1].text.line)
        if stated:
            read = own.forwarded_to if Outcome.FORWARDED in stated else None
            return Ruling(stated, sent_to or read)
        if own.outcomes:
            return Ruling(own.outcomes, sent_to or own.forwarded_to)
        union = dict.fromkeys(outcome for item in items for outcome in item.ruling.outcomes)
        receivers = [item.ruling.forwarded_to for item in items if item.ruling.forwarded_to]
        return Ruling(tuple(union), sent_to or next(iter(receivers), None))

    def _decided(
        self, where: Appearance, passages: Sequence[Passage], minuted: set[str], line: int
    ) -> Ruling:
        """Return the ruling of what minutes record as decided; nothing where they record none."""
        texts = [p.block.text for p in passages if p.kind is _K.DECISION and p.document in minuted]
        if not any(text.strip() for text in texts) or any(map(is_unfinished, texts)):
            return Ruling()
        proposals = [p.block.text for p in passages if p.kind is _K.PROPOSAL]
        if as_proposed(" ".join(texts)) and proposals:
            texts = proposals
        ruling = self._classifier.decide("\n".join(texts))
        if Outcome.UNCLASSIFIED in ruling.outcomes and not _stated([where]):
            number = where.text.number.printed
            path = where.document.record.path
            self.found.append(finding("unclassified-decision", path, line, number=number))
        return ruling


def _title(where: Sequence[Appearance]) -> str | None:
    """Return the editors' title, else the minutes' wording, else the notice's; the latest each."""
    stated = [each.notes.title for each in where if each.notes and each.notes.title]
    minuted = [each.text.title for each in where if each.in_minutes and each.text.title]
    announced = [each.text.title for each in where if each.text.title]
    return next(reversed(stated or minuted or announced), None)


def _stated(where: Sequence[Appearance]) -> tuple[Outcome, ...]:
    """Return the outcomes that editors state, the latest paper's first."""
    return next(
        (each.notes.outcomes for each in reversed(where) if each.notes and each.notes.outcomes), ()
    )


def _items(treatments: Sequence[Treatment]) -> tuple[Item, ...]:
    """Return the sub-items in order of appearance, each with its latest minuted outcomes."""
    found: dict[str, Item] = {}
    for treatment in treatments:
        for item in treatment.items:
            before = found.get(item.anchor)
            kept = before.outcomes if before and not treatment.minuted else item.ruling.outcomes
            found[item.anchor] = Item(item.anchor, item.title, kept)
    return tuple(found.values())


def _without_repeats(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Leave out what a later paper of the meeting only repeats."""
    said_by: dict[tuple[SectionKind, str], str] = {}
    papers = defaultdict(set)
    for passage in passages:
        papers[passage.kind].add(passage.document)
    kept = []
    for passage in passages:
        if len(papers[passage.kind]) == 1:
            kept.append(passage)
            continue
        words = same_words(passage.block.text)
        first = said_by.setdefault((passage.kind, words), passage.document)
        if not words or first == passage.document:
            kept.append(passage)
    return tuple(kept)


def same_words(text: str) -> str:
    """Return the words of a text alone, so that two texts compare as a reader would."""
    return " ".join(re.findall(r"\w+", text.casefold().replace("_", " ")))


_AS_PROPOSED = re.compile(
    r"(?:enstemmig |samrøystes )?(?:vedtak |vedtatt |vedteke )?(?:enstemmig )?"
    r"(?:som|i samsvar med|i tråd med|likelydende med|i henhold til) "
    r"(?:\S+ )?(?:innstilling\w*|forslag\w*|framlegg\w*|tilråding\w*)"
)


def as_proposed(decision: str) -> bool:
    """Tell whether a decision only says that it is as proposed: "Som innstillingen."."""
    return _AS_PROPOSED.fullmatch(same_words(decision)) is not None


def _last_paragraph(block: Block) -> tuple[Block, Block]:
    lines = block.text.split("\n")
    blanks = [number for number, line in enumerate(lines) if not line.strip()]
    cut = blanks[-1] + 1 if blanks else 0
    return (
        Block(block.line, "\n".join(lines[:cut]).rstrip()),
        Block(block.line + cut, "\n".join(lines[cut:])),
    )
