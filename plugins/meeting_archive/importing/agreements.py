"""What an agreement says of itself: its parties, how long it runs, and what is due."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from meeting_archive.dates import make_date, match_written
from meeting_archive.importing.blocks import Block, Kind
from meeting_archive.importing.messages import Remark, remark
from meeting_archive.importing.people import is_unfilled, place_and_date
from meeting_archive.importing.values import Value

_PARTIES = re.compile(r"\b(?:mellom|millom)\s+(?P<parties>.+?)(?:\s+(?:om|vedrørende)\s|\s*$)")
_FROM = re.compile(
    r"\b(?:trer i kraft|trår i kraft|tek til å gjelde|gjelder|gjeld|løper)\s+"
    r"(?:(?:fra og med|frå og med|fra|frå|den|f\.o\.m\.)\s+)?",
    re.IGNORECASE,
)
_TO = re.compile(r"\b(?:til og med|fram til|frem til|til|t\.o\.m\.)\s+(?=\d)", re.IGNORECASE)
_YEARS = re.compile(r"\bfor (?P<many>ett|et|eitt|eit|to|tre|fire|fem|\d{1,2}) år\b", re.IGNORECASE)
_MANY = {"ett": 1, "et": 1, "eitt": 1, "eit": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5}
_WITHIN = re.compile(r"\b(?:innen|seinest|senest)\s+(?:den\s+)?(?=\d)", re.IGNORECASE)
_TIME_PHRASE = re.compile(
    r",?\s*\b(?:ved (?:utgangen|slutten) av|i løpet av) (?:år )?(?P<year>\d{4})\b,?", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[a-zæøå0-9)]\.)\s+(?=[A-ZÆØÅ])")


def parties(title: str) -> list[str] | None:
    """Return the parties that a title names, None where "og" may be a part of a name."""
    match = _PARTIES.search(title)
    if match is None:
        return None
    found = [each for each in re.split(r",\s*|\s+og\s+", match["parties"]) if each]
    ambiguous = match["parties"].count(" og ") != 1
    return None if ambiguous or len(found) < 2 else found


def agreement_keys(
    title: str, blocks: Sequence[Block]
) -> tuple[dict[str, Value], tuple[Remark, ...]]:
    """Return an agreement's own keys, and what to look over of them."""
    keys: dict[str, Value] = {}
    remarks: list[Remark] = []
    found = parties(title)
    if found:
        keys["parter"] = [*found]
    else:
        remarks.append(remark("unread-parties"))
    due: list[Value] = []
    for sentence in _sentences(blocks):
        if "gjelder_fra" not in keys:
            for key, day in _term(sentence):
                keys[key] = day.isoformat()
                remarks.append(_concluded(key, day.isoformat(), sentence))
        deadline = _deadline(sentence)
        if deadline:
            due.append(deadline)
            remarks.append(_concluded("frister", f"{deadline['dato']}", sentence))
    signed = _signed(blocks)
    if signed:
        keys["signert"], said = signed
        remarks.append(_concluded("signert", str(keys["signert"]), said))
    if due:
        keys["frister"] = due
    return keys, tuple(remarks)


def _concluded(key: str, value: str, said: str) -> Remark:
    return remark("concluded", at_key=key, key=key, value=value, said=said)


def _sentences(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind in (Kind.TEXT, Kind.ITEM):
            yield from _SENTENCE.split(" ".join(block.plain.split()))


def _term(sentence: str) -> Iterator[tuple[str, dt.date]]:
    """Yield when an agreement begins and ends, as far as a sentence says both."""
    start = _FROM.search(sentence)
    written = match_written(sentence, start.end()) if start else None
    begins = written[0].on_or_after(None) if written else None
    if written is None or begins is None:
        return
    yield "gjelder_fra", begins
    rest = sentence[written[1] :]
    until = _TO.search(rest)
    last = match_written(rest, until.end()) if until else None
    ends = last[0].on_or_after(None) if last else _after_years(begins, rest)
    if ends:
        yield "gjelder_til", ends


def _after_years(begins: dt.date, rest: str) -> dt.date | None:
    """Return the last day of so many years: "for ett år" from 1 January ends 31 December."""
    match = _YEARS.search(rest)
    if match is None:
        return None
    many = _MANY.get(match["many"].casefold()) or int(match["many"])
    # A year from 29 February ends on 28 February, as one from 1 March does.
    after = make_date(begins.year + many, begins.month, begins.day)
    return (after or dt.date(begins.year + many, 3, 1)) - dt.timedelta(days=1)


def _deadline(sentence: str) -> dict[str, Value] | None:
    """Return what is due, and when, where a sentence says both with a year."""
    within = _WITHIN.search(sentence)
    written = match_written(sentence, within.end()) if within else None
    if within is None or written is None:
        return None
    around = _TIME_PHRASE.search(sentence)
    day = written[0].on_or_after(None)
    if day is None and around:
        day = written[0].in_year(int(around["year"]))
    what = _TIME_PHRASE.sub(" ", sentence[: within.start()]).strip(" ,")
    if day is None or not what:
        return None
    return {"dato": day.isoformat(), "hva": " ".join(what.split())}


def _signed(blocks: Sequence[Block]) -> tuple[Value, str] | None:
    """Return when an agreement was signed, `ukjent` where the place for it is left open."""
    lines = [line for block in blocks for line in block.plain.split("\n")]
    for line in lines:
        if is_unfilled(line):
            return "ukjent", line
    for line in lines[-_LAST_LINES:]:
        written = place_and_date(line)
        day = written.on_or_after(None) if written else None
        if day:
            return day.isoformat(), line
    return None


_LAST_LINES = 12
