"""How a case can end in a meeting."""

from enum import StrEnum

from msgspec import Struct


class Outcome(StrEnum):
    """How a case ended in a meeting; the values are the codes of the published data."""

    ADOPTED = "adopted"
    APPROVED = "approved"
    NOTED = "noted"
    ACKNOWLEDGED = "acknowledged"
    DISCUSSED = "discussed"
    FORWARDED = "forwarded"
    POSTPONED = "postponed"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    UNCLASSIFIED = "unclassified"


EDITORS_WORDS = {
    "vedtatt": Outcome.ADOPTED,
    "godkjent": Outcome.APPROVED,
    "orientering": Outcome.NOTED,
    "etterretning": Outcome.ACKNOWLEDGED,
    "drøftet": Outcome.DISCUSSED,
    "oversendt": Outcome.FORWARDED,
    "utsatt": Outcome.POSTPONED,
    "sendt-tilbake": Outcome.RETURNED,
    "avvist": Outcome.REJECTED,
    "trukket": Outcome.WITHDRAWN,
}
"""What editors write under `utfall`."""


class Ruling(Struct, frozen=True):
    """The outcomes of a decision text, and whom it was sent on to where it was."""

    outcomes: tuple[Outcome, ...] = ()
    forwarded_to: str | None = None
    """The id of a body; None also where the receiver is no body of the archive."""
