"""What a case's page shows of its links: the path before and after, and who refers to it."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from meeting_archive.linking.follow import Step, path
from meeting_archive.linking.model import Basis, End, EndKind, Link, Relation
from meeting_archive.model import Case
from mkdocs_meeting_archive.views.context import Context
from mkdocs_meeting_archive.views.parts import Link as PageLink
from mkdocs_meeting_archive.views.parts import Row


class StepView(Struct, frozen=True):
    """A step of a case's path: the case, and what joins it to the others."""

    row: Row
    is_this: bool
    joint: str | None
    basis: str | None
    evidence: str | None
    is_suggestion: bool


class MentionView(Struct, frozen=True):
    """Something that refers to a case or meeting, and the words it does it in."""

    link: PageLink
    evidence: str


def path_view(case: Case, context: Context) -> tuple[StepView, ...]:
    """Return a case's path in time; empty where it stands alone."""
    steps = path(case, context.archive, context.graph)
    if len(steps) == 1:
        return ()
    return tuple(_step(step, case, context) for step in steps)


def _step(step: Step, case: Case, context: Context) -> StepView:
    link = step.link
    row = context.case_row(step.case, with_date=True)
    row = replace(row, details=(*row.details, context.body(step.case.id.body).name))
    if link is None:
        return StepView(row, step.case.id == case.id, None, None, None, is_suggestion=False)
    return StepView(
        row,
        is_this=False,
        joint=_joint(link, context),
        basis=basis_word(link.basis, context),
        evidence=link.evidence if link.basis is not Basis.STATED else None,
        is_suggestion=link.basis is Basis.INFERRED,
    )


def _joint(link: Link, context: Context) -> str:
    _ = context.ui.gettext
    ends = {"later": end_name(link.source, context), "earlier": end_name(link.target, context)}
    if link.relation is Relation.FORWARDED:
        return _("%(later)s ble sendt videre, til %(earlier)s") % ends
    if link.basis is Basis.INFERRED:
        return _("%(later)s tar kanskje opp igjen %(earlier)s") % ends
    return _("%(later)s tar opp igjen %(earlier)s") % ends


def basis_word(basis: Basis, context: Context) -> str:
    """Return on what evidence a link stands, in a word or two."""
    _ = context.ui.gettext
    words = {
        Basis.STATED: _("oppgitt av redaktørene"),
        Basis.CITED: _("står i dokumentet"),
        Basis.INFERRED: _("mulig tidligere behandling, ikke bekreftet"),
    }
    return words[basis]


def end_name(end: End, context: Context) -> str:
    """Return what readers call an end of a link."""
    archive = context.archive
    if end.case:
        case = archive.case.get(end.case)
        number = case.number if case else archive.numbering.spell(end.case)
        anchor = end.id.partition("#")[2]
        items = case.items if case and anchor else ()
        title = next((item.title for item in items if item.anchor == anchor), None)
        return f"{number} «{title}»" if title else number
    if end.kind is EndKind.BODY:
        return context.body(end.id).name
    if end.kind is EndKind.MEETING:
        return context.meeting_title(archive.meeting[end.id])
    return archive.document[_document_id(end)].title


def end_link(end: End, context: Context) -> PageLink | None:
    """Return a link to an end's page, None where the archive has none."""
    archive = context.archive
    name = end_name(end, context)
    if end.case:
        case = archive.case.get(end.case)
        if case is None:
            return None
        anchor = end.id.partition("#")[2]
        title = "" if anchor else f" {context.case_title(case)}"
        return PageLink(f"{name}{title}", case.address + (f"#{anchor}" if anchor else ""))
    if end.kind is EndKind.BODY:
        return PageLink(name, f"moter/{end.id}/")
    if end.kind is EndKind.MEETING:
        return PageLink(name, archive.meeting[end.id].address)
    document = archive.document[_document_id(end)]
    return PageLink(document.title, document.address, document.title_language)


def _document_id(end: End) -> str:
    folders = {EndKind.AGREEMENT: "avtale/", EndKind.PROGRAM: "program/"}
    return folders.get(end.kind, "") + end.id


def mentions_of(ends: Iterable[End], context: Context) -> tuple[MentionView, ...]:
    """Return what refers to any of these ends in its text."""
    return tuple(dict.fromkeys(_mentions(ends, context)))


_IN_TEXT = {Relation.MENTIONS, Relation.CONTINUES, Relation.REFERS_TO_MEETING}


def _mentions(ends: Iterable[End], context: Context) -> Iterator[MentionView]:
    for end in ends:
        for link in context.graph.incoming.get(end, ()):
            if link.basis is Basis.CITED and link.relation in _IN_TEXT:
                page = end_link(link.source, context)
                if page:
                    yield MentionView(page, link.evidence)
