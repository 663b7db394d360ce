"""An archive of any size in which it is known what each case holds: seeded, all invented.

Every case is made from facts, and the labels of `queries.yml` are about these facts, so what is
relevant to a query is known before any search has seen the archive. What the labels ask for
(`planted.yml`, `MEETINGS`, `PAPERS`) is the same in an archive of any size; the rest is filling.
"""

import datetime as dt
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from search import vocabulary as words

HERE = Path(__file__).parent
YEARS = range(2001, 2019)

# On these days these bodies meet in an archive of any size, and in these months nobody else does;
# neither does anybody in EMPTY_MONTHS, which no text names either.
MEETINGS = {
    ("RG", "2005-05-19"): (),
    ("SU", "2007-02-14"): (),
    ("RG", "2008-06-04"): (),
    ("NU", "2009-06-12"): ("Gudlaug Ternholm",),
    ("FR", "2010-04-22/2010-04-23"): ("Asbjørn Kvitnes",),
    ("NU", "2011-09-21"): (),
    ("SU", "2012-11-08"): ("Gudlaug Ternholm",),
    ("FR", "2012-11-21"): (),
    ("FR", "2013-03-07"): (),
    ("RG", "2013-03-20"): (),
    ("FR", "2014-10-23"): ("Asbjørn Kvitnes",),
    ("SU", "2016-12-07"): (),
    ("NU", "2016-12-14"): (),
}
EMPTY_MONTHS = frozenset({"2013-12"})
RESERVED_MONTHS = EMPTY_MONTHS.union(days[:7] for _body, days in MEETINGS)
CASES_OF_THESE = 4

TOPICS = ("samferdsel", "helse", "næringsliv", "miljø", "oppvekst", "økonomi")


class Number(NamedTuple):
    """A case number: body, year and number."""

    body: str
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.body} {self.number:02}/{self.year % 100:02}"

    @property
    def address(self) -> str:
        """Where the case's page is."""
        return f"saker/{self.body.lower()}/{self.year}/{self.number}/"


# The minutes give these cases the number of another body; the editors say what is right.
MISPRINTS = {
    Number("SU", 2016, 9): "RG",
    Number("FR", 2011, 8): "NU",
    Number("NU", 2006, 5): "SU",
}


@dataclass(frozen=True)
class Paper:
    """An agreement or a program, and its address."""

    address: str
    text: str

    @property
    def path(self) -> str:
        """Where its record is."""
        return f"meetings/{self.address.rstrip('/')}.md"


def _agreement(address: str, title: str, begins: str, text: str) -> Paper:
    head = f"type: avtale\ntittel: {title}\nparter: [Skarvnes, Granvær]\ngjelder_fra: {begins}\n"
    return Paper(f"avtaler/{address}/", f"---\n{head}---\n\n# {title}\n\n{text}\n")


def _program(address: str, title: str, date: str, session: str) -> Paper:
    head = f"type: program\ntittel: Program\narrangement: {title}\ndato: {date}\n"
    day = dt.date.fromisoformat(date)
    heading = f"## {day.day}. {words.MONTHS[day.month - 1]}"
    return Paper(f"programmer/{address}/", f"---\n{head}---\n\n{heading}\n\n- {session}\n")


PAPERS = (
    _agreement(
        "2012-avtale-om-slukkehjelp",
        "Avtale om slukkehjelp",
        "2012-01-01",
        "Partene bistår hverandre med mannskap og vann når en brann ikke kan slukkes alene.",
    ),
    _agreement(
        "2014-avtale-om-felles-arkivdepot",
        "Avtale om felles arkivdepot",
        "2014-01-01",
        "Partene oppbevarer eldre protokoller i samme depot og deler utgiftene likt.",
    ),
    _agreement(
        "2009-avtale-om-skogbrannhelikopter",
        "Avtale om skogbrannhelikopter",
        "2009-05-01",
        "Helikopteret står klart fra mai til august.",
    ),
    _program(
        "2013-05-15-vaarkonferansen", "Vårkonferansen", "2013-05-15", "0900-1000: Åpning ved verten"
    ),
    _program(
        "2015-09-02-studietur-til-orknoyene",
        "Studietur til Orknøyene",
        "2015-09-02",
        "0800-1100: Omvisning på tidevannsmøllen",
    ),
)


@dataclass(frozen=True)
class Case:
    """A case as it is printed, and the facts that it was made from."""

    number: Number
    title: str
    item: str
    presentation: str
    proposal: str
    discussion: str
    decision: str
    outcome: str
    topics: tuple[str, ...]
    planted: str
    """The planted case that this is: `ferge/1`; empty where it is filling."""
    subjects: frozenset[str]
    """The compounds that it is filled with."""
    cited: frozenset[Number]
    dates: frozenset[str]

    @property
    def printed(self) -> str:
        """The number as the papers have it."""
        return str(self.number._replace(body=MISPRINTS.get(self.number, self.number.body)))

    @property
    def text(self) -> str:
        """All that it says."""
        parts = (self.title, self.item, self.presentation, self.proposal)
        return "\n".join((*parts, self.discussion, self.decision))


@dataclass(frozen=True)
class Meeting:
    """A meeting, with minutes and perhaps a notice."""

    body: str
    days: str
    nynorsk: bool
    noticed: bool
    present: tuple[str, ...]
    cases: tuple[Case, ...] = ()

    @property
    def date(self) -> dt.date:
        """Its first day."""
        return dt.date.fromisoformat(self.days[:10])

    @property
    def address(self) -> str:
        """Where the meeting's page is."""
        return f"moter/{self.body.lower()}/{self.date}/"

    @property
    def papers(self) -> tuple[str, ...]:
        """Its papers, each as an address."""
        kinds = ("innkalling", "protokoll") if self.noticed else ("protokoll",)
        return tuple(f"{self.address}{kind}/" for kind in kinds)


@dataclass(frozen=True)
class LabelledArchive:
    """All meetings in order of time, and the papers that belong to none."""

    meetings: tuple[Meeting, ...]
    papers: tuple[Paper, ...] = PAPERS

    @property
    def cases(self) -> Iterator[Case]:
        """All cases, meeting by meeting."""
        return (case for meeting in self.meetings for case in meeting.cases)


class Planted(NamedTuple):
    """A case that labels ask for, by its key, and what is said of it in planted.yml."""

    key: str
    says: Mapping[str, object]


@cache
def planted() -> tuple[Planted, ...]:
    """Return all planted cases; the first of the matter `ferge` is `ferge/1`."""
    matters = yaml.safe_load((HERE / "planted.yml").read_text(encoding="utf-8"))
    return tuple(
        Planted(f"{matter}/{position}", says)
        for matter, cases in matters.items()
        for position, says in enumerate(cases, start=1)
    )


class Slot(NamedTuple):
    """Room for one case: a meeting and a place on its agenda."""

    meeting: int
    place: int


def generate(size: int, *, seed: int = 1) -> LabelledArchive:
    """Return an archive of about this many cases."""
    chance = random.Random(seed)
    meetings = _meetings(size, chance)
    rooms = [_cases_of(meeting, chance) for meeting in meetings]
    where = _plant(meetings, rooms, chance)
    last: Counter[tuple[str, int]] = Counter()
    known: list[Number] = []
    previous: dict[str, Meeting] = {}
    filled = []
    for index, meeting in enumerate(meetings):
        cases = []
        for place in range(rooms[index]):
            series = (meeting.body, meeting.date.year)
            last[series] += 1
            number = Number(*series, last[series])
            writer = Writer(chance, meeting, number, known)
            chosen = where.get(Slot(index, place))
            before = previous.get(meeting.body)
            if chosen is None and place == 0 and before and chance.random() < 0.3:
                cases.append(writer.approval(before))
            else:
                cases.append(writer.case(chosen))
        known += [case.number for case in cases]
        previous[meeting.body] = meeting
        filled.append(replace(meeting, cases=tuple(cases)))
    return LabelledArchive(tuple(filled))


def _meetings(size: int, chance: random.Random) -> list[Meeting]:
    """Return the meetings of all years, those of MEETINGS among them, without cases."""
    first, last = dt.date(YEARS[0], 1, 1), dt.date(YEARS[-1], 12, 31)
    days = [
        day
        for day in (first + dt.timedelta(n) for n in range((last - first).days + 1))
        if day.weekday() < 5 and day.month != 7 and f"{day:%Y-%m}" not in RESERVED_MONTHS
    ]
    count = max(1, (size - CASES_OF_THESE * len(MEETINGS)) // 9)
    keys = list(words.BODIES)
    found = [
        Meeting(
            body=keys[n % len(keys)],
            days=str(days[n * len(days) // count]),
            nynorsk=n % 13 == 5,
            noticed=n % 5 == 0,
            present=_people(chance, 5),
        )
        for n in range(count)
    ]
    found += [
        Meeting(body, days, nynorsk=False, noticed=True, present=(*present, *_people(chance, 4)))
        for (body, days), present in MEETINGS.items()
    ]
    return sorted(found, key=lambda meeting: (meeting.date, meeting.body))


def _people(chance: random.Random, count: int) -> tuple[str, ...]:
    pairs = [f"{first} {last}" for first in words.FIRST_NAMES for last in words.LAST_NAMES]
    return tuple(chance.sample(pairs, count))


def _cases_of(meeting: Meeting, chance: random.Random) -> int:
    return CASES_OF_THESE if (meeting.body, meeting.days) in MEETINGS else chance.randint(8, 10)


def _plant(
    meetings: Sequence[Meeting], rooms: Sequence[int], chance: random.Random
) -> dict[Slot, Planted]:
    """Give each planted case a place that suits what is said of it; the choosiest come first."""
    free: dict[tuple[bool, str, int], list[Slot]] = defaultdict(list)
    for index, meeting in enumerate(meetings):
        if (meeting.body, meeting.days) not in MEETINGS:
            kind = (meeting.nynorsk, meeting.body, meeting.date.year)
            free[kind] += [Slot(index, place) for place in range(rooms[index])]
    taken = {}
    for each in sorted(planted(), key=lambda each: -len({"organ", "år"} & set(each.says))):
        suiting = [
            slot
            for (nynorsk, body, year), slots in free.items()
            if nynorsk == ("nn" in each.says)
            and body == each.says.get("organ", body)
            and year == each.says.get("år", year)
            for slot in slots
        ]
        slot = chance.choice(suiting)
        meeting = meetings[slot.meeting]
        free[meeting.nynorsk, meeting.body, meeting.date.year].remove(slot)
        taken[slot] = each
    return taken


@dataclass
class Writer:
    """Writes one case, noting the facts that go into it."""

    chance: random.Random
    meeting: Meeting
    number: Number
    known: Sequence[Number]
    subjects: set[str] = field(default_factory=set)
    cited: set[Number] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)

    def case(self, chosen: Planted | None) -> Case:
        """Write a case, with what is planted in it if anything is."""
        nynorsk = self.meeting.nynorsk
        says = chosen.says if chosen else {}
        subject = self._subject()
        titles = words.TITLES_NN if nynorsk else words.TITLES
        title = says.get("tittel") or self._fill(self.chance.choice(titles), subject)
        item = str(says.get("punkt", ""))
        outcome = str(says.get("utfall") or self._outcome())
        formula = words.DECISIONS[outcome][2 if nynorsk else 1]
        following = words.FOLLOWING_NN if nynorsk else words.FOLLOWING
        after = [str(says["vedtak"])] if "vedtak" in says else []
        if outcome == "vedtatt" and self.chance.random() < 0.4:
            after.append(self._fill(self.chance.choice(following), subject))
        return self._made(
            title="Eventuelt" if item else str(title),
            item=item,
            presentation=self._presentation(subject, says.get("sak")),
            proposal=words.DECISIONS[self._outcome()][2 if nynorsk else 1],
            discussion=self._discussion(subject, says.get("møtet")),
            decision=" ".join((formula, *after)),
            outcome=outcome,
            topics=tuple(says.get("tema") or self._topics()),
            planted=chosen.key if chosen else "",
        )

    def approval(self, before: Meeting) -> Case:
        """Write the approval of the minutes of an earlier meeting."""
        day = self._day(before.date)
        title = f"Protokoll fra møte {day}"
        decision = f"Protokollen fra møte {day} godkjennes."
        if self.meeting.nynorsk:
            decision = f"Protokollen frå møte {day} vert godkjend."
        return self._made(title=title, proposal=decision, decision=decision, outcome="godkjent")

    def _made(self, **facts: object) -> Case:
        empty = dict.fromkeys(("item", "presentation", "discussion", "planted"), "")
        return Case(
            number=self.number,
            subjects=frozenset(self.subjects),
            cited=frozenset(self.cited),
            dates=frozenset(self.dates),
            **({**empty, "topics": ()} | facts),
        )

    def _presentation(self, subject: tuple[str, words.Head], planted: object) -> str:
        bank = words.SENTENCES_NN if self.meeting.nynorsk else words.SENTENCES
        chosen = self.chance.sample(bank, self.chance.randint(5, 14))
        other = self._subject()
        sentences = [
            self._fill(sentence, subject if n % 3 else other) for n, sentence in enumerate(chosen)
        ]
        if planted:
            sentences.insert(self.chance.randint(0, 3), str(planted))
        return " ".join(sentences)

    def _discussion(self, subject: tuple[str, words.Head], planted: object) -> str:
        bank = words.DISCUSSIONS_NN if self.meeting.nynorsk else words.DISCUSSIONS
        chosen = self.chance.sample(bank, self.chance.randint(1, 3))
        sentences = [self._fill(sentence, subject) for sentence in chosen]
        return " ".join(([str(planted)] if planted else []) + sentences)

    def _subject(self) -> tuple[str, words.Head]:
        """Draw a compound: some first parts are common, most are rare."""
        place = int(len(words.MODIFIERS) * self.chance.random() ** 1.5)
        return words.MODIFIERS[place], self.chance.choice(words.HEADS)

    def _outcome(self) -> str:
        weights = [weight for weight, *_wordings in words.DECISIONS.values()]
        return self.chance.choices(list(words.DECISIONS), weights)[0]

    def _topics(self) -> tuple[str, ...]:
        return (self.chance.choice(TOPICS),) if self.chance.random() < 0.3 else ()

    def _fill(self, sentence: str, subject: tuple[str, words.Head]) -> str:
        first, head = subject
        forms = (head.word, *(head.nynorsk if self.meeting.nynorsk else head.bokmaal))
        compounds = {key: first + form for key, form in zip("abcd", forms, strict=True)}
        if any(f"{{{key}}}" in sentence.lower() for key in compounds):
            self.subjects.add(first + head.word)
        person = " ".join(map(self.chance.choice, (words.FIRST_NAMES, words.LAST_NAMES)))
        year = self.chance.choice(range(1990, self.number.year + 1))
        return sentence.strip().format(
            **compounds,
            **{key.upper(): word.capitalize() for key, word in compounds.items()},
            place=self.chance.choice(words.PLACES),
            person=person,
            Person=person,
            year=year,
            year2=self.number.year + self.chance.randint(1, 3),
            sum=f"{self.chance.randint(1, 89)},{self.chance.randint(1, 9)}",
            percent=self.chance.randint(3, 97),
            count=self.chance.randint(3, 60),
            date=self._some_day() if "{date}" in sentence else "",
            number=self._earlier() if "{number}" in sentence else "",
        )

    def _some_day(self) -> str:
        """Return a day before the meeting, in no month that a label asks for."""
        while True:
            day = self.meeting.date - dt.timedelta(self.chance.randint(20, 700))
            if f"{day:%Y-%m}" not in RESERVED_MONTHS:
                return self._day(day)

    def _day(self, day: dt.date) -> str:
        self.dates.add(day.isoformat())
        if self.chance.random() < 0.5:
            return f"{day.day}. {words.MONTHS[day.month - 1]} {day.year}"
        return f"{day:%d.%m.%Y}"

    def _earlier(self) -> str:
        if not self.known:
            return "fjorårets sak"
        number = self.chance.choice(self.known)
        self.cited.add(number)
        return str(number)


def forms(subject: str) -> tuple[str, ...]:
    """Return the forms of a compound of the filling."""
    heads = [head for head in words.HEADS if subject.endswith(head.word)]
    head = max(heads, key=lambda head: len(head.word))
    return tuple(subject.removesuffix(head.word) + form for form in head.forms)


CONFIG = """\
site_name: Skarvregionens møtearkiv
site_url: https://arkiv.example/
theme: {{name: material, language: nb, font: false}}
plugins:
  - meeting-archive:
      organisation: Skarvregionen
      municipalities: [{municipalities}]
      bodies:
{bodies}"""


def write(archive: LabelledArchive, root: Path) -> Path:
    """Write an archive's records, its configuration and one page; return the configuration."""
    for meeting in archive.meetings:
        folder = root / "meetings" / meeting.body.lower() / str(meeting.date)
        folder.mkdir(parents=True)
        if meeting.noticed:
            _write(folder / "innkalling.md", _record(meeting, "innkalling"))
        _write(folder / "protokoll.md", _record(meeting, "protokoll"))
    for paper in archive.papers:
        _write(root / paper.path, paper.text)
    _write(root / "docs" / "index.md", "# Skarvregionens møtearkiv\n\nVelkommen.\n")
    bodies = "".join(f"        - {{key: {k}, name: {n}}}\n" for k, n in words.BODIES.items())
    config = root / "mkdocs.yml"
    municipalities = ", ".join(words.MUNICIPALITIES)
    _write(config, CONFIG.format(bodies=bodies, municipalities=municipalities))
    return config


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _record(meeting: Meeting, kind: str) -> str:
    head = [f"type: {kind}", f"organ: {meeting.body}", f"møtedato: {meeting.days}"]
    if meeting.nynorsk:
        head.append("språk: nn")
    if kind == "protokoll":
        head.append(f"til_stede: [{', '.join(meeting.present)}]")
    head += _editors(meeting)
    cases = "\n\n".join(_printed(case, meeting, kind) for case in meeting.cases)
    return "\n".join(("---", *head, "---", "", cases, ""))


def _editors(meeting: Meeting) -> Iterator[str]:
    """Yield what the editors say of the cases."""
    said = []
    for case in meeting.cases:
        facts = [f"nummer: {case.number}"] if case.number in MISPRINTS else []
        facts += [f"tema: [{', '.join(case.topics)}]"] if case.topics else []
        if facts:
            said.append(f"  {case.printed}: {{{', '.join(facts)}}}")
    if said:
        yield "saker:"
        yield from said


def _printed(case: Case, meeting: Meeting, kind: str) -> str:
    handling = "Handsaming" if meeting.nynorsk else "Fra møtet"
    sections = []
    if kind == "innkalling" or not meeting.noticed:
        sections += [("Sak", case.presentation), ("Forslag til vedtak", case.proposal)]
    if kind == "protokoll":
        sections += [(handling, case.discussion), ("Vedtak", case.decision)]
    parts = [f"## {case.printed} {case.title}"]
    parts += [f"### {case.item}"] if case.item else []
    parts += [f"{label}: {text}" for label, text in sections if text]
    return "\n\n".join(parts)
