"""The interface's language: bokmål in the source, other languages from catalogues."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from meeting_archive.catalogue import Catalogue, read_catalogue
from meeting_archive.dates import DateRange, spell, spell_range
from meeting_archive.outcomes import Outcome

SOURCE_LANGUAGE = "nb"
LANGUAGES = ("nb", "nn", "en")


@cache
def _catalogue(language: str) -> Catalogue:
    if language == SOURCE_LANGUAGE:
        return {}
    return read_catalogue(resources.files(__package__).joinpath(f"locale/{language}.po"))


@dataclass(frozen=True, slots=True)
class Interface:
    """Says things in one language; the messages are the bokmål sentences themselves."""

    language: str = SOURCE_LANGUAGE

    def gettext(self, message: str) -> str:
        """Return the message in the interface's language."""
        return self._find(None, message)

    def pgettext(self, context: str, message: str) -> str:
        """Return a message that is one word in bokmål and several elsewhere."""
        return self._find(context, message)

    def _find(self, context: str | None, message: str) -> str:
        found = _catalogue(self.language).get((context, message), message)
        return found if isinstance(found, str) else found[0]

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Return the message for one or for several."""
        found = _catalogue(self.language).get((None, singular), (singular, plural))
        forms = (found, found) if isinstance(found, str) else found
        return forms[0] if number == 1 else forms[-1]

    def day(self, day: dt.date) -> str:
        """Return `7. desember 2016`."""
        return spell(day, self.language)

    def days(self, days: DateRange) -> str:
        """Return `23.–24. mars 2017`."""
        return spell_range(days, self.language)

    def outcome(self, outcome: Outcome) -> str:
        """Return the word for an outcome."""
        return _outcomes(self)[outcome]

    def key(self) -> dict[str, str]:
        """Return the words for what an editors' note may be about, by front-matter key."""
        _ = self.gettext
        return {
            "møtedato": _("Dato"),
            "tidsrom": _("Tid"),
            "sted": _("Sted"),
            "referanse": _("Referanse"),
            "møteleder": _("Møteleder"),
            "referent": _("Referent"),
            "saksbehandler": _("Saksbehandler"),
            "innkalt": _("Innkalt"),
            "til_stede": _("Til stede"),
            "forfall": _("Forfall"),
            "observatører": _("Observatører"),
            "kopi": _("Kopi"),
            "dato": _("Datert"),
            "parter": _("Parter"),
            "gjelder_fra": _("Gjelder"),
            "gjelder_til": _("Gjelder"),
            "signert": _("Signert"),
            "frister": _("Frister"),
            "arrangement": _("Arrangement"),
            "status": _("Status"),
        }

    def kind(self, kind: str) -> str:
        """Return the word for a document's type."""
        _ = self.gettext
        words = {
            "innkalling": _("Innkalling"),
            "protokoll": _("Protokoll"),
            "referat": _("Referat"),
            "program": _("Program"),
            "invitasjon": _("Invitasjon"),
            "avtale": _("Avtale"),
            "vedlegg": _("Vedlegg"),
        }
        return words[kind]


@cache
def _outcomes(ui: Interface) -> Mapping[Outcome, str]:
    _ = ui.gettext
    return {
        Outcome.ADOPTED: _("vedtatt"),
        Outcome.APPROVED: _("godkjent"),
        Outcome.NOTED: _("tatt til orientering"),
        Outcome.ACKNOWLEDGED: _("tatt til etterretning"),
        Outcome.DISCUSSED: _("drøftet"),
        Outcome.FORWARDED: _("oversendt"),
        Outcome.POSTPONED: _("utsatt"),
        Outcome.RETURNED: _("sendt tilbake"),
        Outcome.REJECTED: _("avvist"),
        Outcome.WITHDRAWN: _("trukket"),
        Outcome.UNCLASSIFIED: _("uklassifisert"),
    }


def interface(language: str | None) -> Interface:
    """Return the interface for a theme's language, bokmål where there is no catalogue."""
    return Interface(language if language in LANGUAGES else SOURCE_LANGUAGE)
