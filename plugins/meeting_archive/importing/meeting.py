"""Which body met, and when: what a paper says, where it does not contradict itself."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from meeting_archive.dates import MONTHS, DateRange, make_date, match_written, spell
from meeting_archive.identifiers import Numbering
from meeting_archive.importing.messages import Remark, remark
from meeting_archive.importing.numbers import Opening
from meeting_archive.records.model import MINUTES, DocumentType

_MONTH = "|".join(MONTHS)
_SPAN = re.compile(
    rf"(?<![\d.])(?P<first>\d{{1,2}})\.?\s*[-–]\s*(?P<last>\d{{1,2}})\.\s*(?P<month>{_MONTH})\s+(?P<year>\d{{4}})",
    re.IGNORECASE,
)
_WEEKDAYS = (
    ("mandag", "måndag"), ("tirsdag", "tysdag"), ("onsdag",), ("torsdag",), ("fredag",),
    ("lørdag", "laurdag"), ("søndag", "sundag"),
)  # fmt: skip
_WEEKDAY = re.compile(
    r"\b(" + "|".join(name for names in _WEEKDAYS for name in names) + r")\s*,?\s*(?:den\s+)?$",
    re.IGNORECASE,
)


# The body


def find_body(
    title: Iterable[str], openings: Iterable[Opening], numbering: Numbering
) -> tuple[str | None, tuple[Remark, ...]]:
    """Return the key of the body whose paper it is, by its head or by the numbers of its cases.

    Where the two do not agree, or neither tells, it is None.
    """
    named = _named(" \n ".join(title), numbering)
    counted = Counter(each.number.id.body for each in openings if not each.number.own)
    most = counted.most_common(2)
    clear = bool(most) and (len(most) == 1 or most[0][1] > most[1][1])
    numbered = most[0][0] if clear else None
    if len(named) == 1:
        (chosen,) = named
        if numbered and numbered != chosen and not counted[chosen]:
            name = numbering.by_id
            told = remark("two-bodies", named=name[chosen].name, numbered=name[numbered].name)
            return None, (told,)
        return numbering.by_id[chosen].key, ()
    if numbered and (not named or numbered in named):
        return numbering.by_id[numbered].key, ()
    return None, (remark("no-body"),)


def _named(text: str, numbering: Numbering) -> set[str]:
    """Return the bodies that a head names; a longer name hides a shorter one inside it."""
    found: set[str] = set()
    names = [(name, body.id) for body in numbering.bodies for name in body.names]
    left = text
    for name, body in sorted(names, key=lambda each: -len(each[0])):
        # Letters for a body are names in capitals only.
        flags = re.NOFLAG if name.isupper() and len(name) <= 4 else re.IGNORECASE
        spelt = r"[\s–-]+".join(re.escape(word) for word in re.split(r"[\s–-]+", name) if word)
        pattern = re.compile(rf"(?<!\w){spelt}(?:s|et|ets)?(?!\w)", flags)
        if pattern.search(left):
            found.add(body)
            left = pattern.sub(" ", left)
    return found


# The day


@dataclass(frozen=True, slots=True)
class _Candidate:
    printed: str
    days: DateRange


def find_days(
    texts: Sequence[str],
    kind: DocumentType | None,
    dated: dt.date | None,
    case_years: Sequence[int],
) -> tuple[DateRange | None, tuple[Remark, ...]]:
    """Return the meeting's days by the texts that may state them, None where they are not sure."""
    candidates = [each for text in texts for each in _candidates(text)]
    remarks: list[Remark] = []
    good: list[_Candidate] = []
    for each in candidates:
        why = _contradiction(each, texts, kind, dated, case_years)
        if why is None:
            good.append(each)
        else:
            told = remark("contradictory-date", at_key="møtedato", printed=each.printed, why=why)
            remarks.append(told)
    different = list({each.days: each for each in good}.values())
    if len(different) == 1 and not remarks:
        return different[0].days, ()
    if len(different) > 1:
        others = " og ".join(f"«{each.printed}»" for each in different[1:])
        why = f"papiret oppgir også {others}"
        printed = different[0].printed
        remarks.append(remark("contradictory-date", at_key="møtedato", printed=printed, why=why))
    elif good:
        return None, tuple(remarks)
    return None, tuple(remarks) or (remark("no-meeting-date", at_key="møtedato"),)


def _candidates(text: str) -> Iterator[_Candidate]:
    at = 0
    while at < len(text):
        span = _SPAN.match(text, at)
        if span:
            year, month = int(span["year"]), MONTHS[span["month"].casefold()]
            first = make_date(year, month, int(span["first"]))
            last = make_date(year, month, int(span["last"]))
            if first and last and first <= last:
                yield _Candidate(span[0], DateRange(first, last))
            at = span.end()
            continue
        written = match_written(text, at)
        if written:
            day = written[0].on_or_after(None)
            if day:
                yield _Candidate(text[at : written[1]].strip(), DateRange(day, day))
            at = written[1]
        else:
            at += 1


def _contradiction(
    candidate: _Candidate,
    texts: Sequence[str],
    kind: DocumentType | None,
    dated: dt.date | None,
    case_years: Sequence[int],
) -> str | None:
    """Return what in the paper speaks against a day, or None."""
    days = candidate.days
    if kind is DocumentType.NOTICE and dated and dated > days.start:
        return f"innkallingen er datert {spell(dated)}"
    if kind in MINUTES and dated and dated < days.start:
        return f"papiret er datert {spell(dated)}"
    years = sorted(set(case_years))
    if years and days.start.year not in years:
        return f"sakene er fra {', '.join(map(str, years))}"
    return _wrong_weekday(candidate, texts)


def _wrong_weekday(candidate: _Candidate, texts: Sequence[str]) -> str | None:
    for text in texts:
        before = _WEEKDAY.search(text.partition(candidate.printed)[0])
        if candidate.printed in text and before:
            said = before[1].casefold()
            right = _WEEKDAYS[candidate.days.start.weekday()]
            if said not in right:
                return f"den dagen var en {right[0]}, ikke {said}"
    return None
