"""Personal data in a text: national identity numbers, phones, private e-mail, bank accounts.

A number is recognised by its check digits where it has any, and otherwise by how it is grouped
or what stands before it; a case number, an amount or a date is none of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from meeting_archive.dates import make_date


class Kind(StrEnum):
    """The kinds of personal data; the values are what editors write in an exception."""

    NATIONAL_ID = "fødselsnummer"
    PHONE = "telefon"
    EMAIL = "e-post"
    ACCOUNT = "kontonummer"


@dataclass(frozen=True, slots=True)
class Personal:
    """One find in a text; `value` is without spaces and marks, and is never shown."""

    kind: Kind
    start: int
    end: int
    value: str

    @property
    def masked(self) -> str:
        """What can be shown: how long it is, and how it ends."""
        if self.kind is Kind.EMAIL:
            return f"{HIDDEN * 4}@{self.value.partition('@')[2]}"
        return HIDDEN * (len(self.value) - _SHOWN) + self.value[-_SHOWN:]


HIDDEN = "•"
_SHOWN = 2  # so few digits tell nobody's number, and are enough to know it again

# Between the parts of a number: a space, a stop or a table's cell border, with markup around.
_BETWEEN = (
    r"(?:[*_`~\\|;,.:/\s\u00ad\u200b-\u200d\u2010-\u2014\u2060\ufeff-]"
    r"|</?[a-z][^<>\n]{0,60}>|&nbsp;|&#160;|&#xa0;){0,8}"
)
_MARKS = r"[*_`~\\\u00ad\u200b-\u200d\u2060\ufeff]{0,6}"
# A look-ahead, since one stretch of digits may hold the start of several.
_NATIONAL_ID = re.compile(
    rf"(?<!\d)(?=((?P<day>\d\d{_BETWEEN}\d\d){_BETWEEN}(?:18|19|20)?(?P<year>\d\d)"
    rf"{_BETWEEN}(?P<last>\d\d\d{_MARKS}[ \u00a0\u202f]?{_MARKS}\d\d))(?!\d))",
    re.IGNORECASE,
)

_SPACE = r"[ \u00a0\u202f]"
_ACCOUNT = re.compile(
    rf"(?<![^\W_])(?<!\.)(?:\d{{4}}(?P<s>\.|{_SPACE})\d\d(?P=s)\d{{5}}"
    rf"|NO\d\d{_SPACE}?\d{{4}}{_SPACE}?\d{{4}}{_SPACE}?\d{{3}})(?![^\W_])",
    re.IGNORECASE,
)
_NAMED_ACCOUNT = re.compile(
    r"\b(?:bank)?konto(?:nummer|nr)?\b\.?[:*_\s]{0,6}"
    r"(?P<value>\d(?:[. \u00a0\u202f]?\d){10})(?!\d)",
    re.IGNORECASE,
)
_PHONE = re.compile(
    rf"(?<![\w+.,/-])(?<!\d{_SPACE})(?<!kr )(?<!kr\. )(?<!nok )"
    rf"[2-9](?:\d(?:{_SPACE}\d\d){{3}}|\d\d{_SPACE}\d\d{_SPACE}\d\d\d)"
    rf"(?![\w%]|[.,/-]\d|{_SPACE}\d|{_SPACE}(?:kr|kroner|mill|prosent|%))",
    re.IGNORECASE,
)
_NAMED_PHONE = re.compile(
    r"(?:\b(?:tlf|tel|telefon\w*|mobil\w*|mob|phone|sms)\b\.?\s{0,2}(?:nr\b\.?|nummer\b)?[:*_\s]{0,6}"
    r"(?:(?:\+|00)47)?|(?<![\w+])(?:\+|00)47)"
    r"[*_]{0,3}[ \u00a0\u202f]?(?P<value>\(?[2-9](?:[ \u00a0\u202f.)-]?\d){7})(?!\d|/\d)",
    re.IGNORECASE,
)
_PRIVATE_HOSTS = (
    "gmail googlemail hotmail outlook live msn yahoo ymail icloud aol gmx proton protonmail"
    " fastmail online epost start broadpark getmail frisurf lyse lysenett altibox sensewave"
    " bluezone haugnett c2i ntebb me mac pm"
).split()
_EMAIL = re.compile(
    r"(?<![\w.+-])(?P<name>[\w.+\\-]{1,64})@(?P<host>(?:[a-z0-9-]{1,30}\.){0,2}"
    rf"(?:{'|'.join(_PRIVATE_HOSTS)})\.(?:com|no|net|me|org|co\.uk|se|dk|eu))(?![\w-]|\.\w)",
    re.IGNORECASE,
)
# The digits of a checksum are nobody's.
_CHECKSUM = re.compile(r"\b[0-9a-fA-F]{32,}\b")

# What a text has where the patterns above can match it. Most have none of it, and are soon done.
_ID_END = re.compile(rf"\d\d\d{_MARKS}[ \u00a0\u202f]?{_MARKS}\d\d")
_ELEVEN_DIGITS = re.compile(r"\d(?:[. \u00a0\u202f]?\d){10}")
_GROUPS = re.compile(rf"\d\d(?:{_SPACE}\d\d){{2}}")
_PHONE_WORDS = ("tlf", "tel", "mob", "phone", "sms", "+47", "0047")

_FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_LAST_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def find_personal(text: str) -> tuple[Personal, ...]:
    """Return the personal data in a text, in its order; none of them overlap."""
    text = _CHECKSUM.sub(lambda match: " " * len(match[0]), text)
    found: list[Personal] = []
    taken = bytearray(len(text))
    # What is most certain comes first, and its digits are then nothing else's.
    for find in (_national_ids, _accounts, _phones, _emails):
        for each in find(text):
            if not any(taken[each.start : each.end]):
                found.append(each)
                taken[each.start : each.end] = b"\1" * (each.end - each.start)
    return tuple(sorted(found, key=lambda each: each.start))


def mask(text: str) -> str:
    """Return a text in which no national identity number can be read."""
    for each in reversed(tuple(_national_ids(text))):
        shown = Personal(Kind.NATIONAL_ID, each.start, each.end, each.value).masked
        text = text[: each.start] + shown + text[each.end :]
    return text


def digits_of(text: str) -> str:
    """Return the digits of a text, of whatever script, as 0 to 9."""
    return "".join(str(int(char)) for char in text if char.isdecimal())


def is_national_id(digits: str) -> bool:
    """Tell whether eleven digits are a fødselsnummer, D-number or one of a made-up person."""
    if not _is_day(digits):
        return False
    return (
        _remainder(digits[:9], _FIRST_WEIGHTS) == digits[9]
        and _remainder(digits[:10], _LAST_WEIGHTS) == digits[10]
    )


def is_account(digits: str) -> bool:
    """Tell whether eleven digits are a bank account by their check digit."""
    return _remainder(digits[:10], _LAST_WEIGHTS) == digits[10] and int(digits) > 0


def _remainder(digits: str, weights: tuple[int, ...]) -> str:
    """Return the check digit; that of a number which can have none is no digit."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return str((11 - total % 11) % 11).replace("10", "-")


def _is_day(digits: str) -> bool:
    day, month = int(digits[:2]), int(digits[2:4])
    # D-numbers add 40 to the day, H-numbers 40 and made-up persons 40, 65 or 80 to the month.
    day -= 40 if day > 40 else 0
    month -= next((added for added in (80, 65, 40) if month > added), 0)
    # A leap day needs a leap year; which century it was, the two digits do not tell.
    year = int(digits[4:6])
    return any(make_date(century + year, month, day) for century in (1800, 1900, 2000))


def _national_ids(text: str) -> Iterator[Personal]:
    if not _ID_END.search(text):
        return
    end = 0
    for match in _NATIONAL_ID.finditer(text):
        value = digits_of(match["day"] + match["year"] + match["last"])
        if match.start() >= end and is_national_id(value) and not _is_grouped_account(match[1]):
            end = match.end(1)
            yield Personal(Kind.NATIONAL_ID, match.start(), end, value)


def _is_grouped_account(printed: str) -> bool:
    return re.fullmatch(r"\d{4}\.\d\d\.\d{5}", printed) is not None


def _accounts(text: str) -> Iterator[Personal]:
    if not _ELEVEN_DIGITS.search(text):
        return
    for match in _ACCOUNT.finditer(text):
        value = digits_of(match[0])[-11:]
        if is_account(value):
            yield Personal(Kind.ACCOUNT, match.start(), match.end(), value)
    for match in _NAMED_ACCOUNT.finditer(text):
        value = digits_of(match["value"])
        if is_account(value):
            yield Personal(Kind.ACCOUNT, match.start("value"), match.end(), value)


def _phones(text: str) -> Iterator[Personal]:
    folded = text.casefold()
    if any(each in folded for each in _PHONE_WORDS):
        for match in _NAMED_PHONE.finditer(text):
            yield Personal(Kind.PHONE, match.start("value"), match.end(), digits_of(match["value"]))
    for match in _PHONE.finditer(text) if _GROUPS.search(text) else ():
        if not _is_counting(match[0]):
            yield Personal(Kind.PHONE, match.start(), match.end(), digits_of(match[0]))


def _is_counting(printed: str) -> bool:
    """Tell whether the groups count, such as the weeks 22 23 24 26."""
    groups = [int(digits_of(each)) for each in re.split(_SPACE, printed)]
    steps = [later - earlier for earlier, later in pairwise(groups)]
    return len(groups) == 4 and all(1 <= step <= 4 for step in steps)


def _emails(text: str) -> Iterator[Personal]:
    for match in _EMAIL.finditer(text) if "@" in text else ():
        value = f"{match['name']}@{match['host']}".replace("\\", "").casefold()
        yield Personal(Kind.EMAIL, match.start(), match.end(), value)
