"""What the search page's script says; the script itself holds no words."""

from collections.abc import Mapping

from mkdocs_meeting_archive.i18n import Interface

Words = str | tuple[str, str]
"""One message, or its forms for one and for several."""


def kind_words(ui: Interface) -> dict[str, str]:
    """Return the words for the kinds of what can be found, by their ids in addresses."""
    _ = ui.gettext
    return {
        "sak": _("Sak"),
        "mote": _("Møte"),
        "dokument": _("Dokument"),
        "avtale": _("Avtale"),
        "program": _("Program"),
        "side": _("Side"),
    }


def script_words(ui: Interface) -> Mapping[str, Words]:
    """Return all that the script says, by what it says it of."""
    return {**_answer(ui), **_reading(ui), **_filters(ui), **_troubles(ui)}


def _answer(ui: Interface) -> dict[str, Words]:
    _ = ui.gettext
    return {
        "busy": _("Søker …"),
        "found": _forms(ui),
        "found_for": _forms_for(ui),
        "none": _("Ingen treff"),
        "none_for": _("Ingen treff på «%(question)s»"),
        "page_of": _("side %(page)s av %(pages)s"),
        "pages": _("Sider med treff"),
        "previous": _("Forrige treff"),
        "next": _("Flere treff"),
        "untitled": _("Uten tittel"),
    }


def _forms(ui: Interface) -> tuple[str, str]:
    def form(number: int) -> str:
        return ui.ngettext("%(count)s treff", "%(count)s treff", number)

    return form(1), form(2)


def _forms_for(ui: Interface) -> tuple[str, str]:
    def form(number: int) -> str:
        return ui.ngettext(
            "%(count)s treff på «%(question)s»", "%(count)s treff på «%(question)s»", number
        )

    return form(1), form(2)


def _reading(ui: Interface) -> dict[str, Words]:
    """Return how the question was read; the keys are the engine's own kinds."""
    _ = ui.gettext
    return {
        "read_case": _("Leser «%(text)s» som sak %(of)s."),
        "read_date": _("Leser «%(text)s» som %(of)s."),
        "read_phrase": _("«%(text)s» skal stå akkurat slik."),
        "read_without": _("Uten «%(text)s»."),
        "read_also": _("Søkte også etter %(list)s."),
        "read_split": _("Leser «%(text)s» også som «%(of)s»."),
        "read_joined": _("Leser «%(text)s» også som «%(of)s»."),
        "read_stopwords": _("Så bort fra vanlige ord: «%(text)s»."),
        "read_some": _("Ingen treff på alle ordene. Viser treff på noen av dem."),
        "enter": _("Trykk Enter for å gå rett til saken."),
        "and": _("og"),
        "quoted": _("«%(text)s»"),
        "corrected": _("Viser treff for «%(to)s»."),
        "uncorrected": _("Søk heller etter «%(from)s»."),
    }


def _filters(ui: Interface) -> dict[str, Words]:
    _ = ui.gettext
    return {
        "filters": _("Filtre"),
        "filters_chosen": _("Filtre (%(count)s valgt)"),
        "show_all": _("Vis alle %(count)s"),
        "show_fewer": _("Vis færre"),
        "remove": _("Fjern filteret %(name)s"),
        "remove_all": _("Fjern alle filtre"),
        "literal": _("Ordrett"),
    }


def _troubles(ui: Interface) -> dict[str, Words]:
    _ = ui.gettext
    return {
        "cut": _("Spørsmålet er langt. Søket bruker de første %(count)s tegnene."),
        "unknown": _("Søket kjenner ikke dette i adressen, og ser bort fra det: %(what)s"),
        "help": _("Se etter skrivefeil, prøv færre ord, eller prøv et ord som betyr det samme."),
        "help_filters": _("Filtrene kan stå i veien. Fjern ett av dem:"),
        "try": _("Prøv heller:"),
        "failed": _(
            "Søket virker ikke akkurat nå. Du er kanskje uten nett, eller noe av søket ble ikke "
            "hentet."
        ),
        "retry": _("Prøv igjen"),
    }
