"""What a decision decided, read from its own words.

Wording as found in Norwegian minutes, bokmål and nynorsk. What no pattern knows stays unknown:
an outcome is never guessed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from meeting_archive.identifiers import Body


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


@dataclass(frozen=True, slots=True)
class Ruling:
    """The outcomes of a decision text, and whom it was sent on to where it was."""

    outcomes: tuple[Outcome, ...] = ()
    forwarded_to: str | None = None
    """The id of a body; None also where the receiver is no body of the archive."""


# The case itself, as the subject of a clause: only it can be postponed, not "fristen".
_CASE = (
    r"(?P<case>(?:(?:videre |vidare )?(?:behandling(?:en|a)?|handsaming(?:a)?) av )?(?:denne )?"
    r"(?:sak(?:en|a)?(?: [A-ZÆØÅ]{0,4}[- ]?\d+ ?/ ?\d+)?|[A-ZÆØÅ]{1,4}[- ]?\d+ ?/ ?\d+|punktet|"
    r"spørsmålet|behandlingen|behandlinga|handsaminga|avgjørelsen|avgjerda)) ?"
)
_AUX = r"(?:ble|blei|blir|vert|vart|er|var)"
_ADVERB = r"(?:enstemmig|samrøystes|derfor|difor|dermed|også|òg|nå|no)"
_PASSIVE = rf"(?:{_AUX} )?(?:{_ADVERB} )*"


def _participle(words: str) -> str:
    """As a verb only: "ble vedtatt", "Enstemmig vedtatt.", not "i tråd med vedtatt plan"."""
    return rf"(?:(?:^|\b(?:{_AUX}|{_ADVERB}) (?:{_ADVERB} )*)(?:{words})|\b(?:{words})$)"


# Patterns for one clause. Those with a case in them need it, or the clause before, as subject.
_CLAUSES: tuple[tuple[Outcome, str], ...] = (
    (Outcome.APPROVED, r"\b(?:godkjennes|godkjennast|godkjenner|godkjente|godkjende)\b"),
    (Outcome.APPROVED, _participle("godkjent|godkjend")),
    (Outcome.ADOPTED, r"\b(?:vedtas|vedtakast|vedtar|vedtek|vedtok)\b(?! å\b)"),
    (Outcome.ADOPTED, _participle("vedtatt|vedteken|vedteke|vedtekne") + r"(?! å\b)"),
    (Outcome.ADOPTED, r"\b(?:slutter|sluttet|sluttar|slutta|slutte) seg til\b"),
    (Outcome.NOTED, r"\b(?:ta|tas|tar|tatt|takast|tek|teke|teken)\b.{0,60}?\btil orientering\b"),
    (
        Outcome.ACKNOWLEDGED,
        r"\b(?:ta|tas|tar|tatt|takast|tek|teke|teken)\b.{0,60}?\btil "
        r"(?:etterretning|vitende|vitande)\b",
    ),
    (Outcome.DISCUSSED, rf"^(?:{_CASE})?{_PASSIVE}(?:diskutert|drøftet|drøfta)\b"),
    (Outcome.DISCUSSED, r"\b(?:diskuterte|drøftet|drøfta) sak(?:en|a)\b"),
    (Outcome.POSTPONED, rf"^(?:{_CASE})?{_PASSIVE}(?:utsettes|utsettast|utsatt|utsett)\b"),
    (
        Outcome.POSTPONED,
        r"\b(?:utsetter|utsette|utsatte|utset|utsetje|utsette) "
        r"(?:(?:behandling|behandlingen|behandlinga|handsaminga) av )?sak(?:en|a)\b",
    ),
    (
        Outcome.RETURNED,
        rf"^(?:{_CASE})?{_PASSIVE}(?:sendes|sendt|sendast|send) (?:saken |saka )?"
        r"(?:tilbake|attende)\b",
    ),
    (Outcome.RETURNED, r"\b(?:sender|sende) sak(?:en|a) (?:tilbake|attende)\b"),
    (
        Outcome.WITHDRAWN,
        rf"^(?:{_CASE})?{_PASSIVE}(?:trekkes|trekkjast|trekkast|trukket|trukke|trekt)\b",
    ),
    (Outcome.REJECTED, r"\b(?:avvises|avvisast|avviser|avviste|forkastes|forkastast)\b"),
    (Outcome.REJECTED, _participle("avvist|forkastet|forkasta|nedstemt|nedrøysta")),
    (
        Outcome.REJECTED,
        r"\b(?:forslaget|framlegget|innstillingen|innstillinga) (?:faller|falt|fell|fall)\b",
    ),
)
_PATTERNS = tuple((outcome, re.compile(text, re.IGNORECASE)) for outcome, text in _CLAUSES)
_STARTS_WITH_CASE = re.compile(_CASE, re.IGNORECASE)

_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|\n+")
_CLAUSE_END = re.compile(r",\s+|\s+(?=(?:og|men|samt)\s)")
_CONJUNCTION = re.compile(r"^(?:og|men|samt)\s+")
# What makes a verb no decision: denied, only proposed, or on a condition.
_NOT_SO = re.compile(
    r"\b(?:ikke|ikkje|foreslått|foreslås|føreslått|ønskes|ønsker|ønskjer|dersom|hvis)\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[*_`]+|^\s*(?:[-+>]|\d+[.)])\s+", re.MULTILINE)

# Bodies that the archive need not know: whatever calls itself by one of these.
_RECEIVER = (
    r"(?:[\wæøåÆØÅ-]*(?:rådet|råd|styret|styre|utvalget|utvalet|utval|utvalg|komiteen|komité|nemnda|"
    r"tinget|formannskapet|formannskapene|departementet|forumet|forum|kommunen|kommunene))"
)


class Classifier:
    """Reads decision texts of an archive with these bodies."""

    def __init__(self, bodies: Iterable[Body]) -> None:
        self._body_of_name = {name.casefold(): body.id for body in bodies for name in body.names}
        names = sorted(self._body_of_name, key=lambda name: (-len(name), name))
        receiver = "|".join([*(re.escape(name) for name in names), _RECEIVER])
        to = rf"(?P<to>{receiver})\b"
        self._forwarding = tuple(
            re.compile(text, re.IGNORECASE)
            for text in (
                rf"\b(?:legges|leggast|leggjast|lagt) (?:saken |saka )?fram (?:for|til) {to}",
                r"\b(?:oversendes|oversendt|oversendast|videresendes|videresendt|vidaresendast|"
                rf"vidaresendt|fremmes|fremjast) (?:for |til )?{to}",
                r"\b(?:sendes|sendast|sendt) (?:saken |saka )?(?:over |videre |vidare )?"
                rf"til {to}",
                r"\b(?:oversender|sender|legger|legg) sak(?:en|a) (?:fram |over |videre |vidare )?"
                rf"(?:for|til) {to}",
                rf"\b(?:ber|bed|anbefaler|tilrår) {to} (?:om å |å )?(?:vedta|vedtak|godkjenne)\b",
            )
        )

    def read(self, text: str) -> Ruling:
        """Return the outcomes that `text` states, in the order of the text."""
        found: dict[Outcome, None] = {}
        forwarded_to = None
        plain = _MARKUP.sub("", text)
        for sentence in _SENTENCE_END.split(plain):
            sent, receiver = self._forwarded(sentence)
            for outcome in (*([Outcome.FORWARDED] if sent else []), *_outcomes(sentence)):
                found.setdefault(outcome)
            forwarded_to = forwarded_to or receiver
        return Ruling(tuple(found), forwarded_to)

    def decide(self, text: str) -> Ruling:
        """Return the ruling of a decision: unclassified where nothing is recognised."""
        ruling = self.read(text)
        return ruling if ruling.outcomes else Ruling((Outcome.UNCLASSIFIED,))

    def _forwarded(self, sentence: str) -> tuple[bool, str | None]:
        for pattern in self._forwarding:
            match = pattern.search(sentence)
            if match and not _NOT_SO.search(sentence[: match.end()]):
                return True, self._body_of_name.get(match["to"].casefold())
        return False, None


def _outcomes(sentence: str) -> Iterable[Outcome]:
    # A clause without a subject of its own has that of the clause before it.
    about_case = True
    for part in _CLAUSE_END.split(sentence):
        clause = _CONJUNCTION.sub("", part.strip()).rstrip(" .!?;:")
        subject_left_out = False
        for outcome, pattern in _PATTERNS:
            match = pattern.search(clause)
            if match is None:
                continue
            needs_case = "case" in pattern.groupindex and match["case"] is None
            subject_left_out = subject_left_out or match.start() == 0
            if not (needs_case and not about_case) and not _said_otherwise(clause, match):
                yield outcome
        starts_with_case = bool(_STARTS_WITH_CASE.match(clause))
        about_case = starts_with_case or (about_case and subject_left_out)


def _said_otherwise(clause: str, match: re.Match[str]) -> bool:
    two_words_on = " ".join(clause[match.end() :].split(" ", 3)[:3])
    return bool(_NOT_SO.search(clause[: match.end()] + two_words_on))
