"""What a decision decided, read from its own words.

Wording as found in Norwegian minutes, bokmål and nynorsk. What no pattern knows stays unknown:
an outcome is never guessed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from meeting_archive.identifiers import Body
from meeting_archive.outcomes import Outcome, Ruling

# The case itself, as the subject of a clause: only it can be postponed, not "fristen".
_CASE = (
    r"(?P<case>(?:(?:videre |vidare )?(?:behandling(?:en|a)?|handsaming(?:a)?) av )?(?:denne )?"
    r"(?:(?:alle )?sak(?:en|a|ene|ane)?(?: [A-ZÆØÅ]{0,4}[- ]?\d+ ?/ ?\d+)?|"
    r"[A-ZÆØÅ]{1,4}[- ]?\d+ ?/ ?\d+|punktet|"
    r"spørsmålet|behandlingen|behandlinga|handsaminga|avgjørelsen|avgjerda)) ?"
)
_AUX = r"(?:ble|blei|blir|vert|vart|er)"
_ADVERB = r"(?:enstemmig|samrøystes|derfor|difor|dermed|også|òg|nå|no)"
# "ble vedtatt utsatt" is a postponement
_PASSIVE = rf"(?:{_AUX} )?(?:{_ADVERB} )*(?:(?:vedtatt|vedtas|vedteken|vedteke) )?"
# "vedtatt å utsette", "vedtar å sende saken til ...": what follows is the decision
_OTHER_VERB = r"utset|utsatt|utsett|avvis|trekk|trukket|trekt|send|oversend|videresend|vidaresend"
_NO_OTHER = rf"(?! (?:å )?(?:{_OTHER_VERB})| at sak(?:en|a)\b)"


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


_ANY_TAKE = r"\b(?:ta|tas|tar|tok|tatt|takast|tek|teke|teken)\b.{0,60}?\btil "
_TREATMENT = r"(?:(?:behandling|behandlingen|behandlinga|handsaminga) av )?"
_WORDINGS = (
    _said(Outcome.APPROVED, r"\b(?:godkjennes|godkjennast|godkjenner|godkjente|godkjende)\b"),
    _said(Outcome.APPROVED, _participle("godkjent|godkjend")),
    _said(
        Outcome.ADOPTED,
        rf"\b(?:vedtas|vedtakast|vedtar|vedtek|vedtok)\b{_NO_OTHER}",
    ),
    _said(Outcome.ADOPTED, _participle("vedtatt|vedteken|vedteke|vedtekne") + _NO_OTHER),
    _said(Outcome.ADOPTED, r"\b(?:slutter|sluttet|sluttar|slutta|slutte) seg til\b"),
    _said(Outcome.NOTED, rf"{_ANY_TAKE}orientering\b"),
    _said(Outcome.ACKNOWLEDGED, rf"{_ANY_TAKE}(?:etterretning|vitende|vitande)\b"),
    _of_case(Outcome.DISCUSSED, "diskutert|drøftet|drøfta", "diskutert"),
    _said(Outcome.DISCUSSED, r"\b(?:diskuterte|drøftet|drøfta) sak(?:en|a)\b"),
    _of_case(Outcome.POSTPONED, "utsettes|utsettast", "utsatt|utsett"),
    _said(
        Outcome.POSTPONED,
        rf"\b(?:utsetter|å utsette|utsatte|utset|å utsetje) {_TREATMENT}sak(?:en|a)\b",
    ),
    _said(
        Outcome.POSTPONED,
        r"\bat sak(?:en|a) (?:utsettes|utsettast|blir utsatt|vert utsett)\b",
    ),
    _of_case(
        Outcome.RETURNED,
        "sendes|sendast",
        "sendt|send",
        " (?:saken |saka )?(?:tilbake|attende)",
    ),
    _of_case(Outcome.RETURNED, "returneres|returnerast", "returnert"),
    _said(Outcome.RETURNED, r"\b(?:sender|sende) sak(?:en|a) (?:tilbake|attende)\b"),
    _of_case(
        Outcome.WITHDRAWN,
        "trekkes|trekkjast|trekkast|utgår|går ut|strykes|strykast",
        "trukket|trukke|trekt|strøket|stroke",
    ),
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
# A clause that tells of something else than what is decided now: denied, proposed, reported.
_NOT_SO = re.compile(
    r"\b(?:ikke|ikkje|foreslått|foreslås|foreslår|føreslått|føreslår|ønskes|ønsker|ønskjer|dersom|"
    r"hvis|ber|bed|ba|bad|slik|som|der|da|då|tidligere|tidlegare|"
    r"(?<!vedtar )(?<!vedtas )(?<!vedtok )(?<!vedtek )(?<!vedtatt )at)\b",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"^\s*(?:\S+ )?(?:ikke|ikkje|fra forrige|frå førre|fra siste)\b", re.IGNORECASE
)
_NOT_SENT = re.compile(
    r"\b(?:ikke|ikkje|foreslått|foreslår|ønsker|dersom|hvis|slik|som|der|tidligere)\b",
    re.IGNORECASE,
)
# "Ola Nordmann fremmet følgende forslag: ..." leads in what is only proposed.
_PROPOSES = re.compile(
    r"(?:forslag|framlegg|fremlegg|innstilling\w*|tilråding\w*|foresl\w+|føresl\w+|anbefal\w*|tilrår)"
    r"\b[^:]*:$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"^(?:etter|ifølge|i tråd|i samsvar|på bakgrunn|med|under|jf)\b", re.IGNORECASE)
_LONGEST_SENTENCE = 1_500  # no pattern needs more, and none may take long
_MARKUP = re.compile(r"[*_`]+|^\s*(?:[-+>]|\d+[.)])\s+", re.MULTILINE)

# Bodies that the archive need not know: whatever calls itself by one of these.
_RECEIVER = (
    r"(?:[\wæøåÆØÅ-]*(?:rådet|råd|styret|styre|utvalget|utvalet|utval|utvalg|komiteen|komité|nemnda|"
    r"tinget|formannskapet|formannskapene|departementet|forumet|forum|kommunen|kommunene))"
)


class Classifier:
    """Reads decision texts of an archive with these bodies."""

    def __init__(self, bodies: Iterable[Body]) -> None:
        self._known: dict[str, Ruling] = {}
        self._body_of_name = {name.casefold(): body.id for body in bodies for name in body.names}
        names = sorted(self._body_of_name, key=lambda name: (-len(name), name))
        receiver = "|".join([*(re.escape(name) for name in names), _RECEIVER])
        to = rf"(?P<to>{receiver})\b"
        self._forwarding = tuple(
            re.compile(text, re.IGNORECASE)
            for text in (
                r"\b(?:legges|leggast|leggjast|lagt|lagd) (?:saken |saka )?fr[ae]m "
                rf"(?:for|til) {to}",
                r"\b(?:oversendes|oversendt|oversend|oversendast|videresendes|videresendt|vidaresendast|"
                rf"vidaresendt|fremmes|fremjast) (?:for |til )?{to}",
                r"\b(?:sendes|sendast|sendt|send) (?:saken |saka )?(?:over |videre |vidare )?"
                rf"til {to}",
                r"\b(?:oversender|oversende|sender|å sende|legger|å legge|legg) sak(?:en|a) "
                r"(?:fram |frem |over |videre |vidare )?"
                rf"(?:for|til) {to}",
                rf"\b(?:ber|bed|anbefaler|tilrår) {to} (?:om å |å )?(?:vedta|vedtak|godkjenne)\b",
            )
        )

    def read(self, text: str) -> Ruling:
        """Return the outcomes that `text` states, in the order of the text."""
        ruling = self._known.get(text)
        if ruling is None:
            ruling = self._known[text] = self._read(text)
        return ruling

    @property
    def known(self) -> Mapping[str, Ruling]:
        """All rulings that were ever asked for, by their texts."""
        return self._known

    def learn(self, rulings: Mapping[str, Ruling]) -> None:
        """Take rulings that a classifier of this code, for these bodies, has read before."""
        self._known.update(rulings)

    def _read(self, text: str) -> Ruling:
        found: dict[Outcome, None] = {}
        forwarded_to = None
        plain = _MARKUP.sub("", text)
        for sentence in _sentences(plain):
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
            if match and not _NOT_SENT.search(sentence[: match.end()]):
                return True, self._body_of_name.get(match["to"].casefold())
        return False, None


@cache
def classifier(bodies: tuple[Body, ...]) -> Classifier:
    """Return the process's classifier for these bodies: it remembers what it has read."""
    return Classifier(bodies)


def opens_proposal(text: str) -> bool:
    """Tell whether a text, or its last line, only leads in what somebody proposes."""
    last = text.strip().rpartition("\n")[2]
    return bool(_PROPOSES.search(_MARKUP.sub("", last).strip()))


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences that decide; what follows "... forslag:" does not."""
    for sentence in _SENTENCE_END.split(text):
        if opens_proposal(sentence):
            return
        yield sentence[:_LONGEST_SENTENCE]


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
        if not _ASIDE.match(clause):
            starts_with_case = bool(_STARTS_WITH_CASE.match(clause))
            about_case = starts_with_case or (about_case and subject_left_out)


def _said_otherwise(clause: str, match: re.Match[str]) -> bool:
    said_before = bool(_NOT_SO.search(clause[: match.end()]))
    return said_before or bool(_DENIED_AFTER.match(clause[match.end() :]))
