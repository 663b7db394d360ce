"""A synthetic archive of any size, for measuring: its vocabulary grows as that of real papers does.

Words are drawn by rank, the commonest most often, from simple words and the compounds that they
make; most compounds are used once. Cases cite others, and of those that are postponed many come
back under a new number. Cases are drawn one after another, so a smaller archive is the beginning
of a larger one. All bodies, people and places are invented.
"""

import datetime as dt
import random
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby
from pathlib import Path

BODIES = {
    "SU": "Samarbeidsutvalget",
    "FR": "Fjordrådet",
    "NU": "Næringsutvalget",
    "KU": "Kulturutvalget",
    "PU": "Planutvalget",
    "HU": "Helseutvalget",
}
CASES_A_MEETING = 10
MEETINGS_A_YEAR = 60
_FIRST_DAY = dt.date(1990, 1, 8)
"""So long ago that 20,000 cases have 34 years to themselves."""

_LEXICON = 120_000
_FUNCTION_WORDS_SHARE = 0.44
_NAMES_SHARE = 0.02
_NUMBERS_SHARE = 0.025
_SUBJECT_SHARE = 0.12
"""How often a text takes up the words of its own title."""
_CITED_SHARE = 0.15
_RETURNED_SHARE = 0.3
"""How often a case takes up one that waits, as long as there is one."""
_NYNORSK_SHARE = 0.08

# Each noun as it stands before another in a compound: "arbeid-s", "ferje", "barn-e".
_MASCULINE = (
    "avtale plan by kommune skole barnehage båt buss tunnel havn fjord park haug vei bolig tomt"
    " søknad kostnad post veg bank hall elv dam flom brann risiko analyse rapport metode modell"
    " klinikk lege pasient elev lærer leder rådgiver person bruker eier nabo grunneier innbygger"
    " gjest turist gård sti tur dag måned sum pris skatt verdi skog mark jord fisk laks rein"
    " avdeling-s enhet-s sikkerhet-s virksomhet-s framtid-s statistikk kultur natur struktur"
    " trafikk teknikk musikk idrett-s industri energi strategi periode tjeneste trase idé"
).split()
_FEMININE = (
    "næring-s utvikling-s bygning-s regulering-s forvaltning-s utredning-s høring-s ordning-s"
    " løsning-s stilling-s betaling-s finansiering-s undersøking-s planlegging-s opplæring-s"
    " forskning-s forsikring-s handling-s beredning-s rekning-s veiledning-s ferje bru kai øy"
    " bygd-e grend-e hytte strand lei rute fritid-s helse hjelp-e lov linje grense kraft"
    " kirke ambulanse legevakt bok uke sjø vass kyst vakt tid-s"
).split()
_NEUTER = (
    "arbeid-s samarbeid-s prosjekt areal budsjett regnskap-s tilskudd-s anlegg-s område sentrum-s"
    " senter mål tiltak-s tilbud-s behov-s ansvar-s bygg hus museum-s bibliotek-s arkiv miljø klima"
    " vann-s avløp-s avfall-s land bruk-s oppdrett-s selskap-s lag-s råd-s styre utvalg-s valg"
    " forum nettverk-s nett bredbånd-s kart register vedtak-s dokument brev møte program kurs"
    " barn-e ungdom-s kjøp-s salg-s innkjøp-s lån-e fond-s gebyr skip-s fly tog spor skred-s"
    " vern-e fjell dyr jordbruk-s skogbruk-s folk-e trygd-e arrangement-s seminar"
).split()
_NOUNS = (("m", _MASCULINE), ("f", _FEMININE), ("n", _NEUTER))
_VERBS = (
    "vurder prioriter koordiner planlegg bygg utvid styrk endr krev foreslå behandl drøft oppnevn"
    " godkjenn finansier etabler gjennomfør evaluer kartlegg utarbeid samordn forleng avslutt"
    " reduser øk betal dekk søk tilby sikr regulerer organiser forvalt vedlikehold rust opprett"
    " invester delta informer varsl kontroller rapporter redegjør presiser anbefal støtt motta"
).split()
_ADJECTIVES = (
    "regional kommunal statlig privat offentlig lokal nasjonal årlig foreløpig endelig felles"
    " økonomisk faglig politisk praktisk teknisk sosial rimelig viktig nødvendig mulig tydelig"
    " langsiktig kortsiktig særlig betydelig omfattende gjeldende kommende tilgjengelig bærekraftig"
    " trygg god ny gammel stor liten lang kort åpen tung lett rask sen bred smal høy lav"
).split()
# The commonest first: a word's place decides how often it is drawn.
FUNCTION_WORDS = {
    "nb": (
        "og i til av for som er det på at med en de skal om den fra kan har et ved ikke vil være"
        " blir også etter eller ble men mot inn dette under bør må seg over ut mellom opp disse"
        " alle når slik der var hvor gjennom innen både hva per nå før denne noe mer enn andre"
        " videre flere samt fram dersom siden sin sitt sine hver uten derfor blant kun hadde"
    ).split(),
    "nn": (
        "og i til av for som er det på at med ein dei skal om den frå kan har eit ved ikkje vil"
        " vere blir også etter eller vart men mot inn dette under bør må seg over ut mellom opp"
        " desse alle når slik der var kor gjennom innan både kva per no før denne noko meir enn"
        " andre vidare fleire samt fram dersom sidan sin sitt sine kvar utan derfor blant hadde"
    ).split(),
}
_ENDINGS = {
    ("m", "nb"): ("", "en", "er", "ene"),
    ("f", "nb"): ("", "a", "er", "ene"),
    ("n", "nb"): ("", "et", "", "ene"),
    ("v", "nb"): ("e", "er", "et", "es", "ing"),
    ("a", "nb"): ("", "e", "t", "ere"),
    ("m", "nn"): ("", "en", "ar", "ane"),
    ("f", "nn"): ("", "a", "er", "ene"),
    ("n", "nn"): ("", "et", "", "a"),
    ("v", "nn"): ("e", "ar", "a", "ast", "ing"),
    ("a", "nn"): ("", "e", "t", "are"),
}
_ENDINGS_DRAWN = {4: (7, 13, 17), 5: (6, 11, 15, 18)}
"""Of twenty lots, where those of the second ending and of the following begin."""
_PLACES = tuple(
    f"{first}{last}"
    for first in "Nord Sør Vest Aust Lang Brei Stor Lille Gran Bjørk Ulv Rein Hest Sand".split()
    for last in "vik nes fjord dal li havn øy eid strand mo berg sund".split()
)
MUNICIPALITIES = _PLACES[:12]
_GIVEN = "Kari Ola Siri Per Aina Jon Berit Nils Randi Lars Ingrid Odd Gerd Arne Marit Tor".split()
_FAMILY = [f"{place}{end}" for end in ("", "et", "haug", "moen") for place in _PLACES]
_MONTHS = (
    "januar februar mars april mai juni juli august september oktober november desember".split()
)
_DECISIONS = (
    (30, "Saken tas til orientering."),
    (25, "Forslaget vedtas."),
    (8, "Saken utsettes."),
    (8, "Protokollen godkjennes."),
    (8, "Saken legges fram for Fjordrådet."),
    (5, "Saken tas til etterretning."),
    (2, "Forslaget avvises."),
    (14, "Utvalget ber sekretariatet arbeide videre med saken."),
)


@dataclass(frozen=True, slots=True)
class Case:
    """A case as a meeting's two papers print it."""

    body: str
    serial: int
    day: dt.date
    language: str
    title: str
    presentation: str
    proposal: str
    discussion: str
    decision: str
    topics: tuple[str, ...]
    sub_item: str
    """The title of a sub-item; most cases have none."""

    @property
    def number(self) -> str:
        return f"{self.body} {self.serial:02}/{self.day.year % 100:02}"


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Things drawn by rank: the n-th as often as `1 / (n + shift) ** slope`."""

    things: tuple[tuple[str, str], ...]
    cumulated: tuple[float, ...]

    @classmethod
    def of(cls, things: list[tuple[str, str]], shift: float, slope: float) -> "_Ranked":
        weights = (1 / (rank + shift) ** slope for rank in range(1, len(things) + 1))
        return cls(tuple(things), tuple(accumulate(weights)))

    def draw(self, chance: random.Random) -> tuple[str, str]:
        return self.things[bisect(self.cumulated, chance.random() * self.cumulated[-1])]


def cases(count: int, *, seed: int = 1) -> Iterator[Case]:
    """Yield this many cases, ten to a meeting, the oldest meeting first."""
    chance = random.Random(seed)
    writer = _Writer(chance)
    numbers: Counter[tuple[str, int]] = Counter()
    for position in range(0, count, CASES_A_MEETING):
        meeting = position // CASES_A_MEETING
        body = list(BODIES)[meeting % len(BODIES)]
        day = _FIRST_DAY + dt.timedelta(days=365 * meeting // MEETINGS_A_YEAR)
        language = "nn" if chance.random() < _NYNORSK_SHARE else "nb"
        for _ in range(min(CASES_A_MEETING, count - position)):
            numbers[body, day.year] += 1
            yield writer.case(body, numbers[body, day.year], day, language)


def write(root: Path, count: int, *, seed: int = 1) -> Path:
    """Write the records of this many cases below `root`; return their folder."""
    for _, meeting_cases in groupby(cases(count, seed=seed), lambda case: (case.body, case.day)):
        meeting = list(meeting_cases)
        first = meeting[0]
        folder = root / "meetings" / first.body.lower() / first.day.isoformat()
        folder.mkdir(parents=True)
        head = f"organ: {first.body}\nmøtedato: {first.day}\nspråk: {first.language}\n"
        topics = "".join(f"  {c.number}:\n    tema: [{', '.join(c.topics)}]\n" for c in meeting)
        papers = {
            "innkalling": (head, map(_announced, meeting)),
            "protokoll": (f"{head}saker:\n{topics}", map(_minuted, meeting)),
        }
        for kind, (front, parts) in papers.items():
            text = f"---\ntype: {kind}\n{front}---\n\n" + "\n\n".join(parts) + "\n"
            (folder / f"{kind}.md").write_text(text, encoding="utf-8")
    return root / "meetings"


def _announced(case: Case) -> str:
    return (
        f"## {case.number} {case.title}\n\nSak: {case.presentation}\n\n"
        f"Forslag til vedtak: {case.proposal}"
    )


def _minuted(case: Case) -> str:
    own = f"## {case.number} {case.title}\n\nFra møtet: {case.discussion}\n\n"
    decided = f"Vedtak: {case.decision}"
    return own + decided + (f"\n\n### {case.sub_item}\n\n{decided}" if case.sub_item else "")


class _Writer:
    """Writes cases, remembering those that later ones may cite."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._words = _Ranked.of(_lexicon(random.Random(0)), 25, 1.4)
        self._function_words = {
            language: _Ranked.of([(word, "") for word in words], 1.5, 1.0)
            for language, words in FUNCTION_WORDS.items()
        }
        self._topics = [word for word, kind in self._words.things[:400] if kind in "mfn"][:120]
        self._cited: list[str] = []
        self._waiting: dict[str, list[tuple[Case, list[tuple[str, str]]]]] = defaultdict(list)
        """What was postponed, by body: each case and what it is about."""

    def case(self, body: str, serial: int, day: dt.date, language: str) -> Case:
        chance = self._chance
        subject = [self._words.draw(chance) for _ in range(4)]
        waiting = self._waiting[body]
        earlier: Case | None = None
        if waiting and waiting[0][0].day < day and chance.random() < _RETURNED_SHARE:
            earlier, about = waiting.pop(0)
            subject = [*about[:2], *subject[2:]]
        place = chance.choice(MUNICIPALITIES)
        title = " ".join(
            (
                self._form(subject[0], language).capitalize(),
                "for" if chance.random() < 0.5 else "og",
                self._form(subject[1], language),
                "i",
                place,
            )
        )
        decision = chance.choices([d for _, d in _DECISIONS], [w for w, _ in _DECISIONS])[0]
        if chance.random() < 0.4:
            decision = f"{decision} {self._prose(chance.randint(8, 30), subject, language, day)}"
        sub_item = self._form(subject[2], language).capitalize() if chance.random() < 0.03 else ""
        presentation = self._prose(chance.randint(60, 200), subject, language, day)
        presentation += f" {place} kommune er hørt."
        if earlier and chance.random() < 0.5:
            presentation += f" Saken ble utsatt, jf. {earlier.number}."
        elif self._cited and chance.random() < _CITED_SHARE:
            presentation += f" Jf. {chance.choice(self._cited)}."
        made = Case(
            body=body,
            serial=serial,
            day=day,
            language=language,
            title=title,
            presentation=presentation,
            proposal=self._prose(chance.randint(8, 25), subject, language, day),
            discussion=self._prose(chance.randint(10, 50), subject, language, day),
            decision=decision,
            topics=tuple(chance.sample(self._topics[: 40 + 80 * (serial % 2)], 2)),
            sub_item=sub_item,
        )
        self._cited = [*self._cited[-200:], made.number]
        if decision.startswith("Saken utsettes"):
            waiting.append((made, subject))
        return made

    def _prose(
        self, length: int, subject: list[tuple[str, str]], language: str, day: dt.date
    ) -> str:
        sentences = []
        while length > 0:
            size = min(length, self._chance.randint(7, 20))
            words = [self._word(subject, language, day) for _ in range(size)]
            sentences.append(" ".join([words[0][:1].upper() + words[0][1:], *words[1:]]) + ".")
            length -= size
        return " ".join(sentences)

    def _word(self, subject: list[tuple[str, str]], language: str, day: dt.date) -> str:
        chance = self._chance
        lot = chance.random()
        if lot < _FUNCTION_WORDS_SHARE:
            return self._function_words[language].draw(chance)[0]
        lot -= _FUNCTION_WORDS_SHARE
        if lot < _NAMES_SHARE:
            given, family, place = map(chance.choice, (_GIVEN, _FAMILY, _PLACES))
            return f"{given} {family}" if chance.random() < 0.5 else place
        lot -= _NAMES_SHARE
        if lot < _NUMBERS_SHARE:
            return self._number(day)
        if lot < _NUMBERS_SHARE + _SUBJECT_SHARE:
            return self._form(chance.choice(subject), language)
        return self._form(self._words.draw(chance), language)

    def _number(self, day: dt.date) -> str:
        chance = self._chance
        return chance.choice(
            (
                f"{day.year + chance.randint(-2, 4)}",
                f"{chance.randint(1, 28)}. {chance.choice(_MONTHS)} {day.year}",
                f"{chance.randint(2, 990)} 000 kroner",
                f"{chance.randint(2, 95)} prosent",
            )
        )

    def _form(self, word: tuple[str, str], language: str) -> str:
        text, kind = word
        endings = _ENDINGS[kind, language]
        lot = bisect(_ENDINGS_DRAWN[len(endings)], self._chance.random() * 20)
        return inflected(text, endings[lot])


def inflected(word: str, ending: str) -> str:
    """Return a word with an ending: an unstressed e is not doubled ("avtale", "avtalen")."""
    return word + ending[1:] if word.endswith("e") and ending[:1] == "e" else word + ending


def _lexicon(chance: random.Random) -> list[tuple[str, str]]:
    """Return words with their kinds, the commonest first: each second one simple, at first."""
    nouns = [(noun, kind) for kind, nouns in _NOUNS for noun in nouns]
    heads = [(noun.partition("-")[0], kind) for noun, kind in nouns]
    firsts = [noun.replace("-", "") for noun, _kind in nouns]
    simple = [*heads, *((v, "v") for v in _VERBS), *((a, "a") for a in _ADJECTIVES)]
    chance.shuffle(simple)
    compounds: dict[str, str] = {}
    while len(compounds) < _LEXICON:
        # The longer an archive grows, the longer the compounds that are new to it.
        parts = 1 if len(compounds) < 4_000 or chance.random() < 0.55 else 2
        head, kind = chance.choice(heads)
        word = "".join(chance.sample(firsts, parts)) + head
        compounds.setdefault(word, kind)
    made = list(compounds.items())
    leading = [word for pair in zip(simple, made, strict=False) for word in pair]
    return leading + made[len(simple) :]
