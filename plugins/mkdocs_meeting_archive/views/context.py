"""What every view is made with."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from meeting_archive.archive import Archive, Holdings, coverage
from meeting_archive.identifiers import Body, CaseId
from meeting_archive.linking.model import LinkGraph, Links
from meeting_archive.linking.texts import LinkedTexts
from meeting_archive.model import Attachment, Case, Coverage, Decision, Document, Meeting, Passage
from meeting_archive.noting import TODAY, NotedArchive, NotedLinks, NotedTexts, Notes, Texts
from meeting_archive.records.body import GENERIC_LABELS
from meeting_archive.records.model import MINUTES
from mkdocs_meeting_archive.i18n import Interface
from mkdocs_meeting_archive.views.parts import Link, Row, Text

_RECENT = dt.timedelta(days=60)
"""How long after a meeting its minutes are waited for."""


@dataclass(frozen=True)
class Context:
    """What one thing of an archive is shown with; of the archive, what is asked for by its name."""

    archive: Holdings
    texts: Texts
    graph_of: Callable[[], Links]
    """Waits for the links, which are found while pages without any are made."""
    ui: Interface
    day: Callable[[], dt.date]
    organisation: str
    site_url: str = ""
    archives: tuple[Link, ...] = ()
    """Other archives that the search covers too, by the roots of their sites."""

    @property
    def graph(self) -> Links:
        return self.graph_of()

    @property
    def today(self) -> dt.date:
        return self.day()

    def body(self, id_: str) -> Body:
        return self.archive.numbering.by_id[id_]

    def text(self, passage: Passage) -> Text:
        """Return a passage as converted text."""
        html = self.texts.fragment(passage.document, passage.block.text).html
        label = (passage.label or "").rstrip(":").casefold()
        # "Forslag til vedtak:" is the page's own heading; "Rådmannens innstilling:" tells whose.
        shown = None if label in GENERIC_LABELS else passage.label
        return Text(html, passage.language, shown)

    def meeting_date(self, meeting: Meeting) -> str:
        """Return when the meeting was, in words; what is not known is said to be."""
        _ = self.ui.gettext
        if meeting.days:
            return self.ui.days(meeting.days)
        if meeting.dated_by:
            return _("dato ukjent, papirer datert %s") % self.ui.day(meeting.dated_by)
        return _("dato ukjent")

    def meeting_title(self, meeting: Meeting) -> str:
        """Return `Arbeidsutvalget, 7. desember 2016`."""
        return f"{self.body(meeting.body).name}, {self.meeting_date(meeting)}"

    def case_title(self, case: Case) -> str:
        """Return the case's title, or what stands for it where there is none to show."""
        _ = self.ui.gettext
        if case.title:
            return case.title
        if case.withheld:
            return _("Unntatt offentlighet")
        return _("Fjernet fra arkivet") if case.removed else _("Uten tittel")

    def case_language(self, case: Case) -> str | None:
        """Return the language of the case's title, where it has one of its own."""
        return case.language if case.title else None

    def case_state(self, case: Case) -> str | None:
        """Return what is to be known of a case that has no outcome."""
        _ = self.ui.gettext
        if case.withheld:
            return _("unntatt offentlighet")
        if case.removed:
            return _("fjernet")
        if not case.minuted and not case.outcomes:
            return _("ikke protokollført")
        return None if case.outcomes else _("ikke noe vedtak")

    def minutes_absence(self, meeting: Meeting) -> str | None:
        """Say why a meeting has no minutes here: withheld, not yet, or not in the archive."""
        _ = self.ui.gettext
        if meeting.has_minutes:
            return None
        papers = (self.archive.document[id_] for id_ in meeting.documents)
        for record in (paper.record for paper in papers if paper.type in MINUTES):
            if record.withheld:
                return _("Protokollen er unntatt offentlighet, %s.") % record.withheld
            return _("Protokollen er fjernet fra arkivet.")
        day = meeting.days.end if meeting.days else meeting.dated_by
        if day and self.today - day <= _RECENT:
            return _("Protokollen er ikke publisert ennå.")
        return _("Protokoll finnes ikke i arkivet.")

    def coverage(self, meetings: Iterable[Meeting]) -> str:
        """Say from when to when the archive covers what a page lists."""
        return self.coverage_text(coverage(meetings))

    def coverage_text(self, coverage: Coverage) -> str:
        """Say a span of time."""
        _ = self.ui.gettext
        if coverage.first is None or coverage.last is None:
            return _("Arkivet har ingen daterte papirer her.")
        if coverage.first == coverage.last:
            return _("Arkivet dekker %s.") % self.ui.day(coverage.first)
        return _("Arkivet dekker %(first)s til %(last)s.") % {
            "first": self.ui.day(coverage.first),
            "last": self.ui.day(coverage.last),
        }

    def span(self, days: Iterable[dt.date | None]) -> str | None:
        """Say from the first to the last of these days, nothing where none is known."""
        known = [day for day in days if day]
        return self.coverage_text(Coverage(min(known), max(known))) if known else None

    def case_link(self, case: CaseId) -> Link | str:
        """Return a link to a case, or its number where the archive does not hold it."""
        found = self.archive.case.get(case)
        if found is None:
            return self.archive.numbering.spell(case)
        title = self.case_title(found)
        return Link(f"{found.number} {title}", found.address, self.case_language(found))

    def document_link(self, document: Document) -> Link:
        return Link(document.title, document.address, document.title_language)

    def attachment(self, attachment: Attachment) -> tuple[str | None, str, Link | None]:
        """Return an attachment's number, title, and link where the archive holds it."""
        _ = self.ui.gettext
        if attachment.document:
            document = self.archive.document[attachment.document]
            if document.record.withheld:
                text = _("unntatt offentlighet, %s") % document.record.withheld
            else:
                text = document.title
            link = Link(text, document.address, document.title_language)
        elif attachment.file or attachment.url:
            target = attachment.file or attachment.url or ""
            link = Link(unquote(target.rpartition("/")[2]) or target, target)
        else:
            link = None
        return attachment.number, attachment.title or _("Uten tittel"), link

    def is_draft(self, documents: Iterable[str]) -> bool:
        """Tell whether any of these documents is a draft, and so what is made from them."""
        return any(self.archive.document[each].record.draft for each in documents)

    def case_row(self, case: Case, *, with_date: bool = False) -> Row:
        """Return a case as a line of a list."""
        meeting = self.archive.meeting[case.latest.meeting]
        return Row(
            self.case_title(case),
            case.address,
            case.number,
            self.case_language(case),
            (self.meeting_date(meeting),) if with_date else (),
            case.outcomes,
            self.case_state(case),
            is_draft=self.is_draft(
                treated for each in case.treatments for treated in each.documents
            ),
        )

    def decision_row(self, decision: Decision) -> Row:
        """Return a decision as a line of a list, with its words."""
        case = decision.case
        title = decision.item.title if decision.item else self.case_title(case)
        body = self.body(case.id.body)
        details = [self.meeting_date(decision.meeting), body.name]
        if decision.item:
            details.append(self.case_title(case))
        words = [self.texts.plain(each.block.text) for each in decision.text]
        return Row(
            title,
            decision.address,
            case.number,
            self.case_language(case),
            tuple(details),
            decision.ruling.outcomes,
            excerpt=_excerpt("\n".join(words)),
            is_draft=self.is_draft(
                {each.document for each in decision.text} or decision.meeting.documents
            ),
        )

    def meeting_row(self, meeting: Meeting, *, with_body: bool = True) -> Row:
        """Return a meeting as a line of a list."""
        ui = self.ui
        _ = ui.gettext
        count = len(meeting.cases)
        papers = [self.archive.document[id_] for id_ in meeting.documents]
        kinds = dict.fromkeys(ui.kind(paper.type).lower() for paper in papers)
        details = [ui.ngettext("%d sak", "%d saker", count) % count, ", ".join(kinds)]
        return Row(
            self.meeting_title(meeting) if with_body else self.meeting_date(meeting),
            meeting.address,
            details=tuple(filter(None, details)),
            state=None if meeting.has_minutes else ui.gettext("uten protokoll"),
            is_draft=self.is_draft(meeting.documents),
        )


@dataclass(frozen=True)
class WholeContext(Context):
    """What is shown of an archive as a whole is shown with."""

    archive: Archive
    texts: LinkedTexts
    graph_of: Callable[[], LinkGraph]

    @property
    def graph(self) -> LinkGraph:
        return self.graph_of()

    @cached_property
    def _case_rows(self) -> dict[tuple[CaseId, bool], Row]:
        """The rows of cases: most stand in several lists."""
        return {}

    def case_row(self, case: Case, *, with_date: bool = False) -> Row:
        """Return a case as a line of a list."""
        row = self._case_rows.get((case.id, with_date))
        if row is None:
            row = super().case_row(case, with_date=with_date)
            self._case_rows[case.id, with_date] = row
        return row

    def noted(self, notes: Notes) -> Context:
        """Return what one thing is shown with, what is asked for in showing it being noted."""

        def day() -> dt.date:
            notes[TODAY] = None
            return self.today

        return Context(
            NotedArchive(self.archive, notes),
            NotedTexts(self.texts, notes),
            lambda: NotedLinks(self.graph, notes),
            self.ui,
            day,
            self.organisation,
            self.site_url,
            self.archives,
        )


def _excerpt(text: str) -> str | None:
    """Return the first paragraph of a text, and that there is more where it leads in a list."""
    first, _newline, more = text.partition("\n")
    return f"{first} …" if more and first.endswith(":") else first or None
