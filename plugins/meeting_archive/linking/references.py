"""What a text refers to, as far as its words alone tell: numbers, meetings, attachments.

The scanner knows the configured bodies and nothing of the archive; whether what a text names
exists is for the resolver. It reads a text once, from left to right.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from msgspec import Struct, structs

from meeting_archive.dates import WrittenDate, match_written
from meeting_archive.identifiers import Numbering, full_year


class CaseMention(Struct, frozen=True, tag=True):
    """A case number; `body` is None for the text's own, `year` None where none is written."""

    start: int
    end: int
    body: str | None
    number: int
    year: int | None


class MeetingMention(Struct, frozen=True, tag=True):
    """A meeting by its date, or by its place in the body's series: -1 the one before, 1 after."""

    start: int
    end: int
    body: str | None
    day: WrittenDate | None
    step: int = 0
    plural: bool = False


class AttachmentMention(Struct, frozen=True, tag=True):
    """An attachment by its number; `step` is -1 where it is one of the meeting before."""

    start: int
    end: int
    number: str
    step: int = 0


Mention = CaseMention | MeetingMention | AttachmentMention

_LONGEST_RANGE = 60
_LONGEST_LIST = 40
_LEAST_ARCHIVE_NUMBER = 1_000  # "sak 2017/44" is an archive's reference
_ITEM = re.compile(
    r"([0-9]{1,4})(?:\s?/\s?((?:19|20)[0-9]{2}|[0-9]{2}))?(?![\d/])(?!-\d+(?![\d\s]*/))(?!\.\d)"
)
_BETWEEN = re.compile(r"\s*(?:,\s*(?=og|samt|eller))?(,|og|til|samt|eller|–|-)\s*")
# A number without a year is a case only where the sentence goes on as after a name; phone
# numbers, sums and counts do not.
_LIKE_A_NAME = re.compile(
    r"(?=$|[.,;:)](?:\s+(?!(?:jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|des))|$)"
    r"|\s+(?:ble|blei|vart|var|er|gjelder|gjeld|om|og|samt|som)\b)"
)
_OTHERS = re.compile(
    r"(?:kommunestyre|bystyre|formannskap|fylkesting|fylkesutvalg|fylkesråd|storting|departement|"
    r"utvalg|styre|råd|nemnd|kommune)\w*[\s'’]*(?:har\s+)?(?:i\s+)?$",
    re.IGNORECASE,
)
_MINUTES_BEFORE = re.compile(r"(?:protokoll|referat|møtebok|møteboka)[^\n.]{0,40}$", re.IGNORECASE)
_ON_A_DAY = re.compile(r"\s*\(?(?:den\s+)?")
_OTHER_TIME = re.compile(
    r"\s+(?:før|i\s+(?:fjor|vår|høst|sommer|vinter|januar|februar|mars|april|mai|juni|juli|august|"
    r"september|oktober|november|desember))\b"
)
_POSSIBLE = re.compile(r"[0-9]|møt")
"""What every mention has in it."""
_MEETING = r"møt(?:et|e|a|er|ene)?"
_STEPS = {"forrige": -1, "førre": -1, "siste": -1, "neste": 1}


class Scanner:
    """Finds mentions in texts of an archive with these bodies."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._body_of_prefix = {
            prefix: body.id for body in numbering.bodies for prefix in body.prefixes
        }
        self._body_of_name = {
            name.casefold(): body.id for body in numbering.bodies for name in body.names
        }

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        prefixes = _alternatives([*self._body_of_prefix, *self._numbering.own_prefixes])
        names = _alternatives(self._body_of_name)
        steps = "|".join(_STEPS)
        words = (*self._body_of_prefix, *self._numbering.own_prefixes, *self._body_of_name, *_STEPS)
        # No other letter begins a mention; to look for these first passes over most words.
        letters = "".join(sorted({word[:1] for word in (*words, "vedlegg", "møte", "sak")}))
        return re.compile(
            rf"(?<![\w/.-])(?=(?i:[{re.escape(letters)}]))(?:"
            rf"(?P<vedlegg>[Vv]edlegg)\s+(?P<nr>[0-9]{{1,3}})(?![\d/])"
            rf"(?P<before>\s+til\s+(?:forrige|førre|siste)\s+{_MEETING})?"
            rf"|(?P<owner>(?i:{names}))['’]?s?\s+(?:har\s+)?(?:i\s+)?"
            rf"[Ss]ak(?:en|a|er|ene)?\s+(?:nr\.?\s*)?(?=[0-9])"
            rf"|(?P<own>møt(?:e|et|a)\s+(?:den\s+)?)(?=[0-9])"
            rf"|(?P<step>(?i:{steps}))\s+(?:(?P<stepbody>(?i:{names}))[- ]?)?{_MEETING}"
            rf"(?:\s+i\s+(?P<inbody>(?i:{names})))?(?!\w)"
            rf"|(?P<name>(?i:{names}))s?(?:[- ]?(?P<moter>{_MEETING}))?\s+(?:den\s+)?(?=[0-9])"
            rf"|(?:(?:[Ss]ak(?:en|a|er|ene)?|SAK)\s+(?:nr\.?\s*)?)?(?P<prefix>{prefixes})"
            rf"(?:[-~ ]sak(?:er|ene)?)?(?:\s*(?:nr\.?|:))?[\s-]?(?=[0-9])"
            rf"|(?P<sak>(?:[Ss]ak(?:s?nr\.?|en|a|er|ene)?|SAK):?\s+(?:nr\.?\s*)?)(?=[0-9])"
            rf")"
        )

    def scan(self, text: str) -> Iterator[Mention]:
        """Yield the mentions of `text` in order; none overlaps another."""
        if not _POSSIBLE.search(text):
            return
        at = 0
        while match := self._pattern.search(text, at):
            found = list(self._read(match, text))
            yield from found
            ends = [mention.end for mention in found]
            at = max([*ends, match.start() + 1 if not found else match.end()])

    def _read(self, match: re.Match[str], text: str) -> Iterator[Mention]:
        body: str | None
        if match["vedlegg"]:
            step = -1 if match["before"] else 0
            yield AttachmentMention(match.start(), match.end(), str(int(match["nr"])), step)
        elif match["owner"]:
            body = self._body_of_name[match["owner"].casefold()]
            yield from _numbers(text, match.start(), match.end(), body, may_lack_year=False)
        elif match["own"]:
            dated = match_written(text, match.end())
            if dated and dated[0].year and _MINUTES_BEFORE.search(text, 0, match.start()):
                yield MeetingMention(match.start(), dated[1], None, dated[0])
        elif match["step"]:
            name = match["stepbody"] or match["inbody"]
            body = self._body_of_name[name.casefold()] if name else None
            step = _STEPS[match["step"].casefold()]
            on_a_day = _ON_A_DAY.match(text, match.end())
            dated = match_written(text, on_a_day.end()) if on_a_day else None
            if dated:  # "forrige møte 10.01.2017" is the meeting of that day
                yield MeetingMention(match.start(), dated[1], body, dated[0])
            elif not _OTHER_TIME.match(text, match.end()):
                yield MeetingMention(match.start(), match.end(), body, None, step)
        elif match["name"]:
            yield from self._named(match, text)
        else:
            prefix = match["prefix"]
            body = self._body_of_prefix.get(prefix) if prefix else None
            if prefix:
                yield from _numbers(text, match.start(), match.end(), body, may_lack_year=True)
            else:
                yield from self._bare(match, text)

    def _bare(self, match: re.Match[str], text: str) -> Iterator[CaseMention]:
        """Read "sak 12/11": the text's own body's, unless another's name stands beside it."""
        line = text.rfind("\n", 0, match.start()) + 1
        if _OTHERS.search(text[max(line, match.start() - 60) : match.start()]):
            return
        found = list(_numbers(text, match.start(), match.end(), None, may_lack_year=False))
        after = self._in_body.match(text, found[-1].end) if found else None
        body = self._body_of_name[after["name"].casefold()] if after else None
        for each in found:
            if each.number < _LEAST_ARCHIVE_NUMBER:
                yield structs.replace(each, body=body)

    @cached_property
    def _in_body(self) -> re.Pattern[str]:
        return re.compile(rf"\s+i\s+(?P<name>(?i:{_alternatives(self._body_of_name)}))(?!\w)")

    def _named(self, match: re.Match[str], text: str) -> Iterator[Mention]:
        """Read what follows a body's name: a day, or, where the name is a prefix, a number."""
        dated = match_written(text, match.end())
        name = match["name"]
        # "AU 10. mai" may be anything; "AU-møte 10. mai" and "AU 10. mai 2017" are meetings.
        if dated and (dated[0].year or match["moter"] or name not in self._body_of_prefix):
            day, end = dated
            plural = (match["moter"] or "").endswith(("er", "ene"))
            body = self._body_of_name[name.casefold()]
            yield MeetingMention(match.start(), end, body, day, plural=plural)
        elif name in self._body_of_prefix and not match["moter"]:
            body = self._body_of_prefix[name]
            yield from _numbers(text, match.start(), match.end(), body, may_lack_year=True)


def _numbers(
    text: str, start: int, at: int, body: str | None, may_lack_year: bool
) -> Iterator[CaseMention]:
    """Read a number, a list or a range: `34/16`, `34/16 og 36/16`, `34–43/16`, `40`.

    A number without a year has that of the next one in the list that has one.
    """
    items: list[_Item] = []
    joint, begin = "", start
    while len(items) < _LONGEST_LIST and (item := _ITEM.match(text, at)):
        year = full_year(item[2]) if item[2] else None
        items.append(_Item(begin, item.end(), int(item[1]), year, joint))
        between = _BETWEEN.match(text, item.end())
        if between is None:
            break
        joint, at = between[1], between.end()
        begin = at
    if not any(each.year for each in items):
        first = items[0] if items else None
        if first and first.number and may_lack_year and _LIKE_A_NAME.match(text, first.end):
            yield CaseMention(first.start, first.end, body, first.number, None)
        return
    before: CaseMention | None = None
    for position, each in enumerate(items):
        year = next((later.year for later in items[position:] if later.year), None)
        if year is None or not each.number:
            return
        mention = CaseMention(each.start, each.end, body, each.number, year)
        if before and each.joint in "–-":
            yield from _inside(before, mention)
        yield mention
        before = mention


@dataclass(frozen=True, slots=True)
class _Item:
    """A number of a list, and what joins it to the one before."""

    start: int
    end: int
    number: int
    year: int | None
    joint: str


def _inside(first: CaseMention, last: CaseMention) -> Iterator[CaseMention]:
    """Yield the numbers between the two ends of a range; no words of the text are theirs."""
    numbers = range(first.number + 1, last.number)
    if first.year == last.year and len(numbers) <= _LONGEST_RANGE:
        for number in numbers:
            yield CaseMention(last.start, last.start, last.body, number, last.year)


def _alternatives(words: Iterable[str]) -> str:
    listed = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in listed) or r"(?!)"
