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
# "ble vedtatt utsatt" is a postponement
_PASSIVE = rf"(?:{_AUX} )?(?:{_ADVERB} )*(?:(?:vedtatt|vedtas|vedteken|vedteke) )?"
_NO_VERB = r"(?! å\b| (?:utsatt|utsett|trukket|trekt|avvist|sendt|send) ?)"


# What follows a participle that is a verb: "Utsatt til mai.", not "Utsatt frist godkjennes."
_ENDS = r"(?=$| (?:til|i|med|mot|som|under|etter|inntil|grunnet|mens|enstemmig|samrøystes)\b)"


def _participle(words: str) -> str:
    """As a verb only: "ble vedtatt", "Enstemmig vedtatt.", not "i tråd med vedtatt plan"."""
    after_another = rf"\b(?:{_AUX}|{_ADVERB}) (?:{_ADVERB} )*(?:{words})\b"
    return rf"(?:{after_another}|^(?:{words}){_ENDS}|\b(?:{words})$)"


@dataclass(frozen=True, slots=True)
class _Wording:
    """A pattern for one clause; `of_case` where the clause's subject must be the case."""

    outcome: Outcome
    pattern: re.Pattern[str]
    of_case: bool = False


def _said(outcome: Outcome, pattern: str) -> _Wording:
    return _Wording(outcome, re.compile(pattern, re.IGNORECASE))


def _of_case(outcome: Outcome, verbs: str, participles: str, after: str = "") -> _Wording:
    pattern = (
        rf"^(?:(?:{_CASE})?{_PASSIVE}(?:{verbs}){after}\b"
        rf"|(?:{_CASE.replace('?P<case>', '?P<case2>')}{_PASSIVE}|{_AUX} (?:{_ADVERB} )*)"
        rf"(?:{participles}){after}\b"
        rf"|(?:{_ADVERB} )*(?:{participles}){after}{_ENDS})"
    )
    return _Wording(outcome, re.compile(pattern, re.IGNORECASE), of_case=True)


_ANY_TAKE = r"\b(?:ta|tas|tar|tatt|takast|tek|teke|teken)\b.{0,60}?\btil "
_TREATMENT = r"(?:(?:behandling|behandlingen|behandlinga|handsaminga) av )?"
_WORDINGS = (
    _said(Outcome.APPROVED, r"\b(?:godkjennes|godkjennast|godkjenner|godkjente|godkjende)\b"),
    _said(Outcome.APPROVED, _participle("godkjent|godkjend")),
    _said(
        Outcome.ADOPTED,
        r"\b(?:vedtas|vedtakast|vedtar|vedtek|vedtok)\b"
        r"(?! å (?:utset|avvis|trekk|send)| (?:utsatt|utsett|trukket|trekt|avvist))",
    ),
    _said(Outcome.ADOPTED, _participle("vedtatt|vedteken|vedteke|vedtekne") + _NO_VERB),
    _said(Outcome.ADOPTED, r"\b(?:slutter|sluttet|sluttar|slutta|slutte) seg til\b"),
    _said(Outcome.NOTED, rf"{_ANY_TAKE}orientering\b"),
    _said(Outcome.ACKNOWLEDGED, rf"{_ANY_TAKE}(?:etterretning|vitende|vitande)\b"),
    _of_case(Outcome.DISCUSSED, "diskutert|drøftet|drøfta", "diskutert"),
    _said(Outcome.DISCUSSED, r"\b(?:diskuterte|drøftet|drøfta) sak(?:en|a)\b"),
    _of_case(Outcome.POSTPONED, "utsettes|utsettast", "utsatt|utsett"),
    _said(
        Outcome.POSTPONED,
        rf"\b(?:utsetter|utsette|utsatte|utset|utsetje) {_TREATMENT}sak(?:en|a)\b",
    ),
    _of_case(
        Outcome.RETURNED,
        "sendes|sendast",
        "sendt|send",
        " (?:saken |saka )?(?:tilbake|attende)",
    ),
    _said(Outcome.RETURNED, r"\b(?:sender|sende) sak(?:en|a) (?:tilbake|attende)\b"),
    _of_case(Outcome.WITHDRAWN, "trekkes|trekkjast|trekkast", "trukket|trukke|trekt"),
    _said(Outcome.REJECTED, r"\b(?:avvises|avvisast|avviser|avviste|forkastes|forkastast)\b"),
    _said(Outcome.REJECTED, _participle("avvist|forkastet|forkasta|nedstemt|nedrøysta")),
    _said(
        Outcome.REJECTED,
        r"\b(?:forslaget|framlegget|innstillingen|innstillinga)\b.{0,60}? "
        r"(?:faller|falt|fell|fall)\b",
    ),
)
_STARTS_WITH_CASE = re.compile(_CASE, re.IGNORECASE)

_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|\n+")
_CLAUSE_END = re.compile(r",\s+|\s+(?=(?:og|men|samt)\s)")
_CONJUNCTION = re.compile(r"^(?:og|men|samt)\s+")
# What makes a verb no decision: denied, only proposed, or on a condition.
_NOT_SO = re.compile(
    r"\b(?:ikke|ikkje|foreslått|foreslås|foreslår|føreslått|føreslår|ønskes|ønsker|ønskjer|dersom|"
    r"hvis|(?:ber|bed|ba|bad) om at|forutsetter at|føreset at|(?:anbefaler|tilrår) at)\b",
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
                rf"\b(?:legges|leggast|leggjast|lagt|lagd) (?:saken |saka )?fram (?:for|til) {to}",
                r"\b(?:oversendes|oversendt|oversend|oversendast|videresendes|videresendt|vidaresendast|"
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
        for wording in _WORDINGS:
            match = wording.pattern.search(clause)
            if match is None:
                continue
            names = wording.pattern.groupindex
            subject_left_out = subject_left_out or match.start() == 0
            has_subject = not wording.of_case or any(match[name] for name in names)
            if (has_subject or about_case) and not _said_otherwise(clause, match):
                yield wording.outcome
        starts_with_case = bool(_STARTS_WITH_CASE.match(clause))
        about_case = starts_with_case or (about_case and subject_left_out)


def _said_otherwise(clause: str, match: re.Match[str]) -> bool:
    two_words_on = " ".join(clause[match.end() :].split(" ", 3)[:3])
    return bool(_NOT_SO.search(clause[: match.end()] + two_words_on))
