"""A synthetic archive of any size, for measuring: seeded, in the record format, all invented."""

import datetime as dt
import random
from collections import Counter
from pathlib import Path

BODIES = {
    "SU": "Samarbeidsutvalget",
    "FR": "Fjordrådet",
    "NR": "Næringsutvalget",
    "KU": "Kulturutvalget",
}
CASES_A_MEETING = 10

_THEMES = (
    "ferje kai rute havn farled sjøvei veg bru tunnel sykkelvei gangvei skyss buss skole barnehage "
    "kulturskole bibliotek museum idrettshall svømmehall turvei friområde skytebane helsehus "
    "legevakt ambulanse sykehjem omsorgsbolig brannvesen renovasjon vannverk avløp kraftverk "
    "vindkraft bredbånd mobildekning næringsareal byvekst arealplan kystsone oppdrett reiseliv "
    "landbruk skogbruk reindrift jakt fiske klima energi beredskap arkiv innkjøp regnskap budsjett"
).split()
_KINDS = (
    "plan avtale rapport høring strategi prosjekt samarbeid utredning tilskudd forskrift".split()
)
_WORDS = (
    "kommunene i regionen har arbeidet med saken siden i fjor og ser at behovet er stort mens "
    "kostnadene bør deles slik partene ble enige om da rådet møttes før sommeren det legges opp "
    "til at arbeidet følges opp av sekretariatet som kommer tilbake med en ny vurdering når "
    "tallene foreligger og høringen er avsluttet"
).split()
_DECISIONS = (
    "Saken tas til orientering.",
    "Saken tas til orientering.",
    "Forslaget vedtas.",
    "Saken utsettes.",
    "Saken legges fram for Fjordrådet.",
    "Utvalget slutter seg til planen.",
)


def write(root: Path, meetings: int, *, seed: int = 1) -> Path:
    """Write an archive of this many meetings below `root`; return the folder of its records."""
    chance = random.Random(seed)
    numbers: Counter[tuple[str, int]] = Counter()
    postponed: dict[str, list[tuple[str, str]]] = {key: [] for key in BODIES}
    for position in range(meetings):
        key = list(BODIES)[position % len(BODIES)]
        day = dt.date(2000, 1, 5) + dt.timedelta(days=11 * position)
        cases = []
        for _ in range(CASES_A_MEETING):
            numbers[key, day.year] += 1
            number = f"{key} {numbers[key, day.year]:02}/{day.year % 100:02}"
            cases.append(_case(number, key, postponed, chance))
        folder = root / "meetings" / key.lower() / day.isoformat()
        folder.mkdir(parents=True)
        head = f"organ: {key}\nmøtedato: {day}\n"
        notice = "\n\n".join(f"{opening}\n\nForslag til vedtak: {d}" for opening, d, _said in cases)
        minutes = "\n\n".join(
            f"{opening.partition(chr(10))[0]}\n\nFra møtet: {said}\n\nVedtak: {decision}"
            for opening, decision, said in cases
        )
        for kind, body in (("innkalling", notice), ("protokoll", minutes)):
            text = f"---\ntype: {kind}\n{head}---\n\n{body}\n"
            (folder / f"{kind}.md").write_text(text, encoding="utf-8")
    return root / "meetings"


def _case(
    number: str, key: str, postponed: dict[str, list[tuple[str, str]]], chance: random.Random
) -> tuple[str, str, str]:
    theme, place = chance.choice(_THEMES), f"{chance.choice(_THEMES)}{chance.choice(_KINDS)}"
    title = f"{theme.capitalize()}{chance.choice(_KINDS)} for {place}"
    text = _prose(chance, 60)
    if postponed[key] and chance.random() < 0.5:
        earlier, subject = postponed[key].pop(0)
        title = f"Ny behandling av {subject}"
        text = f"Saken ble utsatt på forrige møte, jf. {earlier}. {text}"
    decision = chance.choice(_DECISIONS)
    if "utsettes" in decision:
        postponed[key].append((number, place))
    return f"## {number} {title}\n\nSak: {text}", decision, _prose(chance, 30)


def _prose(chance: random.Random, length: int) -> str:
    words = [chance.choice(_WORDS) for _ in range(length)]
    words[length // 2] = chance.choice(_THEMES) + chance.choice(_KINDS)
    return " ".join(words).capitalize() + "."
