"""The search page: its form, what stands beside it, and all that its script says."""

from collections.abc import Mapping

from msgspec import Struct

from meeting_archive.identifiers import slugify
from meeting_archive.outcomes import EDITORS_WORDS, Outcome
from mkdocs_meeting_archive.i18n import Interface
from mkdocs_meeting_archive.views.context import WholeContext
from mkdocs_meeting_archive.views.parts import Link, Page
from mkdocs_meeting_archive.views.search_addresses import ADDRESS, ENGINE, FILES, INDEX, MODULES
from mkdocs_meeting_archive.views.search_words import kind_words, script_words

OUTCOME_IDS = {outcome: word for word, outcome in EDITORS_WORDS.items()} | {
    Outcome.UNCLASSIFIED: "uklassifisert"
}
"""What outcomes are called in the search's addresses, the same in every language."""


class Hint(Struct, frozen=True):
    """A way of asking, and what asked so finds something in this archive."""

    text: str
    question: str


class SearchView(Struct, frozen=True):
    """What the search page shows before anything is asked, and what its script needs."""

    coverage: str
    hints: tuple[Hint, ...]
    lists: tuple[Link, ...]
    outcomes: tuple[tuple[str, Outcome], ...]
    """Each outcome with its ids, by which the script finds the badge to copy."""
    modules: tuple[str, ...]
    """The addresses of the scripts to fetch at once."""
    settings: Mapping[str, object]


def search_page(context: WholeContext) -> Page:
    """Return the page of the one search of the whole site."""
    _ = context.ui.gettext
    return Page(
        address=ADDRESS,
        title=_("Søk"),
        template="search.html",
        view=SearchView(
            coverage=context.coverage(context.archive.meetings),
            hints=_hints(context),
            lists=_lists(context.ui),
            outcomes=tuple((_names_of(each), each) for each in Outcome),
            modules=tuple(f"{FILES}{name}" for name in (*MODULES, *ENGINE)),
            settings={
                "index": INDEX,
                "archives": [
                    {"name": each.text, "address": each.address} for each in context.archives
                ],
                "language": context.ui.language,
                "kinds": kind_words(context.ui),
                "facets": _facets(context),
                "strings": script_words(context.ui),
            },
        ),
        section="",
        description=_("Søk i saker, vedtak, møter, dokumenter og avtaler"),
        searchable=False,
    )


def _names_of(outcome: Outcome) -> str:
    """Return an outcome's id as it is written, and in ASCII."""
    word = OUTCOME_IDS[outcome]
    return " ".join(dict.fromkeys((word, slugify(word))))


def _hints(context: WholeContext) -> tuple[Hint, ...]:
    """Return ways of asking, with examples out of the archive itself."""
    _ = context.ui.gettext
    archive = context.archive
    hints = []
    if archive.cases:
        hints.append(Hint(_("et saksnummer"), archive.cases[-1].number))
    dated = [meeting.days for meeting in archive.meetings if meeting.days]
    if dated:
        hints.append(Hint(_("en dato eller en måned"), context.ui.day(dated[-1].start)))
    if archive.topics:
        hints.append(Hint(_("et tema"), archive.topics[0].name))
    return tuple(hints)


def _lists(ui: Interface) -> tuple[Link, ...]:
    _ = ui.gettext
    return (
        Link(_("Møter"), "moter/"),
        Link(_("Saker"), "saker/"),
        Link(_("Vedtak"), "vedtak/"),
        Link(_("Utsatte og oversendte saker"), "utsatte/"),
        Link(_("Avtaler"), "avtaler/"),
        Link(_("Programmer"), "programmer/"),
        Link(_("Tema"), "tema/"),
    )


def _facets(context: WholeContext) -> list[dict[str, object]]:
    """Return what can be chosen among before the index has told the counts."""
    _ = context.ui.gettext
    archive = context.archive
    years = sorted({meeting.year for meeting in archive.meetings if meeting.year}, reverse=True)
    # An archive has outcomes, bodies and topics by the dozen; municipalities only the index knows.
    return [
        _facet("type", _("Type"), kind_words(context.ui)),
        _facet(
            "organ",
            _("Organ"),
            {each.id: each.name for each in archive.bodies if each.id in archive.meetings_of},
        ),
        _facet("ar", _("År"), {str(year): str(year) for year in years}),
        _facet(
            "utfall",
            _("Utfall"),
            {OUTCOME_IDS[each]: context.ui.outcome(each) for each in Outcome},
        ),
        _facet("tema", _("Tema"), {topic.slug: topic.name for topic in archive.topics}),
        _facet("kommune", _("Kommune"), {}),
    ]


def _facet(key: str, name: str, values: Mapping[str, str]) -> dict[str, object]:
    return {
        "key": key,
        "name": name,
        "values": [{"id": id_, "label": label} for id_, label in values.items()],
    }
