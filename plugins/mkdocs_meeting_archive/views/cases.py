"""The page of a case: what was proposed, what was decided, and all that stands about it."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from meeting_archive.cases import as_proposed, same_words
from meeting_archive.identifiers import CaseId
from meeting_archive.model import Case, ItemTreatment, Passage, Treatment
from meeting_archive.outcomes import Outcome
from meeting_archive.records.model import SectionKind
from meeting_archive.records.unfinished import is_unfinished
from mkdocs_meeting_archive.i18n import Interface
from mkdocs_meeting_archive.views.context import Context
from mkdocs_meeting_archive.views.links import MentionView, StepView, mentions_of, path_view
from mkdocs_meeting_archive.views.parts import Fact, Link, Page, Text

_K = SectionKind


class Comparison(StrEnum):
    """How a decision stands to the proposal."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    NO_PROPOSAL = "no-proposal"
    NO_DECISION = "no-decision"
    NOT_MINUTED = "not-minuted"
    NEITHER = "neither"
    NOT_COMPARED = "not-compared"


class Part(Struct, frozen=True):
    """A named stretch of a case: presentation, discussion, votes, ..."""

    name: str
    texts: tuple[Text, ...]


class ItemView(Struct, frozen=True):
    """A sub-item, or the case itself, in one meeting."""

    comparison: Comparison
    proposal: tuple[Text, ...]
    decision: tuple[Text, ...]
    parts: tuple[Part, ...]
    outcomes: tuple[Outcome, ...]
    forwarded_to: Link | str | None
    anchor: str | None = None
    title: str | None = None
    language: str = "nb"


class TreatmentView(Struct, frozen=True):
    """The case in one meeting."""

    meeting: Link
    absence: str | None
    documents: tuple[Link, ...]
    own: ItemView
    lead: tuple[Text, ...]
    """What only leads over to the sub-items."""
    items: tuple[ItemView, ...]
    attachments: tuple[tuple[str | None, str, Link | None], ...]


class CaseView(Struct, frozen=True):
    """Everything on a case's page; the latest treatment comes first."""

    number: str
    printed_as: tuple[str, ...]
    title: str
    language: str | None
    outcomes: tuple[Outcome, ...]
    state: str | None
    withheld: str | None
    removed: bool
    facts: tuple[Fact, ...]
    treatments: tuple[TreatmentView, ...]
    path: tuple[StepView, ...]
    mentions: tuple[MentionView, ...]
    unresolved: tuple[str, ...]
    """What the case refers to that the archive does not have."""
    notes: tuple[str, ...]
    citation: str
    citation_url: str | None


def case_page(case: Case, context: Context) -> Page:
    """Return the page of a case."""
    _ = context.ui.gettext
    archive = context.archive
    body = context.body(case.id.body)
    title = context.case_title(case)
    year = f"saker/{body.id}/{case.id.year}/"
    records = dict.fromkeys(
        archive.document[id_] for treatment in case.treatments for id_ in treatment.documents
    )
    return Page(
        address=case.address,
        title=f"{case.number} {title}",
        template="case.html",
        view=CaseView(
            number=case.number,
            printed_as=tuple(_misprints(case, context)),
            title=title,
            language=context.case_language(case),
            outcomes=case.outcomes,
            state=context.case_state(case),
            withheld=case.withheld,
            removed=case.removed,
            facts=_facts(case, context),
            treatments=tuple(_treatments(case, context)),
            path=path_view(case, context),
            mentions=mentions_of(context.graph.ends_of.get(case.id, ()), context),
            unresolved=_unresolved(case, context),
            notes=case.notes,
            citation=_citation(case, context),
            citation_url=f"{context.site_url}{case.address}" if context.site_url else None,
        ),
        section="saker/",
        crumbs=(
            Link(_("Saker"), "saker/"),
            Link(body.name, f"saker/{body.id}/"),
            Link(str(case.id.year), year),
        ),
        description=_description(case, context),
        sources=tuple(document.source for document in records if document.source),
        is_draft=any(document.record.draft for document in records),
    )


def _unresolved(case: Case, context: Context) -> tuple[str, ...]:
    found = (each.text for each in context.graph.unresolved_in.get(case.id, ()))
    return tuple(dict.fromkeys(found))


def _misprints(case: Case, context: Context) -> Iterator[str]:
    """Yield the printed numbers that, as they stand, are another case's."""
    for printed in case.printed_numbers:
        read = context.archive.numbering.read(printed, case.id.body)
        if read is None or read.id != case.id:
            yield printed


def _facts(case: Case, context: Context) -> tuple[Fact, ...]:
    _ = context.ui.gettext
    archive = context.archive
    body = context.body(case.id.body)
    meetings = [archive.meeting[treatment.meeting] for treatment in reversed(case.treatments)]
    facts = [
        Fact(_("Organ"), (Link(body.name, f"moter/{body.id}/"),)),
        Fact(
            context.ui.ngettext("Møte", "Møter", len(meetings)),
            tuple(Link(context.meeting_date(each), each.address) for each in meetings),
        ),
    ]
    if case.topics:
        topics = archive.topics_named(case.topics)
        links = tuple(Link(topic.name, topic.address) for topic in topics)
        facts.append(Fact(_("Tema"), links))
    return tuple(facts)


def _treatments(case: Case, context: Context) -> Iterator[TreatmentView]:
    """Yield the treatments, the latest first; a sub-item's anchor leads to its latest."""
    seen: set[str] = set()
    for treatment in reversed(case.treatments):
        yield _treatment(treatment, seen, context)
        seen.update(item.anchor for item in treatment.items)


def _treatment(treatment: Treatment, later: set[str], context: Context) -> TreatmentView:
    archive = context.archive
    meeting = archive.meeting[treatment.meeting]
    lead, own = _split_lead(treatment)
    return TreatmentView(
        meeting=Link(context.meeting_title(meeting), meeting.address),
        absence=None if treatment.minuted else _absence(treatment, context),
        documents=tuple(
            context.document_link(archive.document[id_]) for id_ in treatment.documents
        ),
        own=_item(own, treatment.passages, treatment, context),
        lead=tuple(context.text(passage) for passage in lead),
        items=tuple(
            _item(
                item.passages,
                item.passages,
                treatment,
                context,
                item,
                has_anchor=item.anchor not in later,
            )
            for item in treatment.items
        ),
        attachments=tuple(context.attachment(each) for each in treatment.attachments),
    )


def _absence(treatment: Treatment, context: Context) -> str:
    meeting = context.archive.meeting[treatment.meeting]
    absence = context.minutes_absence(meeting)
    return absence or context.ui.gettext("Saken står ikke i møtets protokoll.")


def _split_lead(treatment: Treatment) -> tuple[list[Passage], list[Passage]]:
    """Part what only opens a list of sub-items ("Saker:") from the case's own text."""

    def leads(passage: Passage) -> bool:
        return passage.label is None and passage.block.text.rstrip("*_ ").endswith(":")

    lead = [passage for passage in treatment.passages if treatment.items and leads(passage)]
    return lead, [passage for passage in treatment.passages if passage not in lead]


def _item(
    shown: Sequence[Passage],
    passages: Sequence[Passage],
    treatment: Treatment,
    context: Context,
    item: ItemTreatment | None = None,
    *,
    has_anchor: bool = False,
) -> ItemView:
    ruling = item.ruling if item else treatment.ruling
    proposal = [p for p in passages if p.kind is _K.PROPOSAL]
    decision = [p for p in passages if p.kind is _K.DECISION]
    own_outcomes = ruling.outcomes if item or not treatment.items or decision else ()
    return ItemView(
        comparison=_compare(proposal, decision, ruling.outcomes, minuted=treatment.minuted),
        proposal=tuple(context.text(passage) for passage in proposal),
        decision=tuple(context.text(passage) for passage in decision),
        parts=tuple(_parts(shown, context)),
        outcomes=own_outcomes,
        forwarded_to=_receiver(ruling.forwarded_to, context),
        anchor=item.anchor if item and has_anchor else None,
        title=item.title if item else None,
        language=passages[0].language if passages else "nb",
    )


# Decisions on what happens to the case, which say nothing of the proposal.
_UNDECIDED = {Outcome.POSTPONED, Outcome.RETURNED, Outcome.WITHDRAWN}


def _compare(
    proposal: Sequence[Passage],
    decision: Sequence[Passage],
    outcomes: Sequence[Outcome],
    *,
    minuted: bool,
) -> Comparison:
    if not decision:
        if not proposal:
            return Comparison.NEITHER
        return Comparison.NO_DECISION if minuted else Comparison.NOT_MINUTED
    if not proposal:
        return Comparison.NO_PROPOSAL
    text = " ".join(passage.block.text for passage in decision)
    proposed = [same_words(passage.block.text) for passage in proposal]
    if same_words(text) in proposed or (as_proposed(text) and len(proposed) == 1):
        return Comparison.UNCHANGED
    if is_unfinished(text):
        return Comparison.NOT_COMPARED
    if len(proposed) > 1 or len(decision) > 1 or _UNDECIDED.intersection(outcomes):
        return Comparison.NOT_COMPARED
    return Comparison.CHANGED


def part_names(ui: Interface) -> dict[SectionKind, str]:
    """Return what the parts of a case are called, the decision first."""
    _ = ui.gettext
    return {
        _K.DECISION: _("Vedtak"),
        _K.PROPOSAL: _("Forslag til vedtak"),
        _K.UNLABELLED: _("Saken"),
        _K.PRESENTATION: _("Saksframstilling"),
        _K.DISCUSSION: _("Fra møtet"),
        _K.VOTE: _("Votering"),
        _K.EARLIER: _("Tidligere behandling"),
        _K.FOLLOW_UP: _("Oppfølging"),
        _K.ATTACHMENTS: _("Vedlegg i dokumentet"),
    }


# These stand beside each other on a page, or are no passages.
_COMPARED = {_K.DECISION, _K.PROPOSAL, _K.UNLABELLED}


def _parts(passages: Sequence[Passage], context: Context) -> Iterator[Part]:
    for kind, name in part_names(context.ui).items():
        texts = tuple(context.text(p) for p in passages if p.kind is kind and p.block.text)
        if texts and kind not in _COMPARED:
            yield Part(name, texts)


def _receiver(receiver: str | None, context: Context) -> Link | str | None:
    if receiver is None:
        return None
    body = context.archive.numbering.by_id.get(receiver)
    if body:
        return Link(body.name, f"moter/{body.id}/")
    return context.case_link(CaseId.read(receiver))


def _citation(case: Case, context: Context) -> str:
    _ = context.ui.gettext
    meeting = context.archive.meeting[case.latest.meeting]
    date = context.meeting_date(meeting)
    return _("%(organisation)s, %(body)s, sak %(number)s «%(title)s», %(meeting)s") % {
        "organisation": context.organisation,
        "body": context.body(case.id.body).name,
        "number": case.number,
        "title": context.case_title(case),
        "meeting": _("møte %s") % date if meeting.days else date,
    }


def _description(case: Case, context: Context) -> str:
    meeting = context.archive.meeting[case.latest.meeting]
    words = [context.ui.outcome(outcome) for outcome in case.outcomes]
    state = context.case_state(case)
    return ". ".join(
        filter(None, (context.meeting_title(meeting), ", ".join(words).capitalize() or state))
    )
