"""What things are called: slugs, bodies, case numbers and the identities made from them.

Identity is body, year and number; how a number was printed is kept beside it. Addresses are
permanent, so the rules here may be added to but never changed.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, cached_property

from msgspec import Struct

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "aa", "ß": "ss", "đ": "d", "ð": "d", "þ": "th"})
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_CENTURY_PIVOT = 70  # 69 is 2069, 70 is 1970: older papers write the year out


@cache
def slugify(text: str) -> str:
    """Return `text` as an ASCII slug (æ→ae, ø→o, å→aa); empty when it has no letter or digit."""
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    ascii_text = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    return _NOT_SLUG.sub("-", ascii_text).strip("-")


def full_year(digits: str) -> int:
    """Return the year that two or four printed `digits` mean."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < _CENTURY_PIVOT else 1900)


@dataclass(frozen=True, slots=True)
class Body:
    """A body that meets: `id` is its address (`au`), `key` what records call it (`AU`)."""

    key: str
    name: str
    prefixes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    description: str = ""

    @property
    def id(self) -> str:
        return slugify(self.key)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that a text may use of the body, its keys and prefixes included."""
        return tuple(dict.fromkeys((self.name, *self.aliases, self.key, *self.prefixes)))


class CaseId(Struct, frozen=True, order=True, gc=False):
    """The identity of a case: equal however its number is padded or printed."""

    body: str
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.body}/{self.year}/{self.number}"

    @classmethod
    def read(cls, text: str) -> "CaseId":
        """Return the case whose identity is written `au/2016/43`; ValueError for other text."""
        body, year, number = text.split("/")
        return cls(body, int(year), int(number))


class CaseNumber(Struct, frozen=True):
    """A case number as it stands in a text, and the case that it names."""

    id: CaseId
    printed: str
    prefix: str | None
    digits: str
    year_digits: str
    own: bool
    """True when the prefix, or its absence, means the record's own body."""

    def tidy(self, prefix: str) -> str:
        """Return the number in the archive's one form, `AU 06/17`, with the printed padding."""
        shown = prefix if self.own else self.prefix
        return f"{shown} {self.digits}/{self.year_digits}"


@dataclass(frozen=True, slots=True)
class CaseReference:
    """What an editor points at: a case, or one of its sub-items by its anchor."""

    case: CaseId
    anchor: str | None = None
    line: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"{self.case}#{self.anchor}" if self.anchor else str(self.case)


@dataclass(frozen=True)
class Numbering:
    """How case numbers are read in an archive with these bodies.

    `own_prefixes` are prefixes that mean "the record's own body", as PS does in many councils.
    """

    bodies: tuple[Body, ...]
    own_prefixes: tuple[str, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Body]:
        return {body.id: body for body in self.bodies}

    def spell(self, case: CaseId) -> str:
        """Return a number for a case of which no paper is held: `AU 6/2017`."""
        return f"{self.by_id[case.body].key} {case.number}/{case.year}"

    @cached_property
    def _body_of_prefix(self) -> dict[str, str]:
        return {prefix.casefold(): body.id for body in self.bodies for prefix in body.prefixes}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        known = [prefix for body in self.bodies for prefix in body.prefixes] + [*self.own_prefixes]
        longest_first = sorted(set(known), key=lambda prefix: (-len(prefix), prefix))
        prefix = "|".join(re.escape(each) for each in longest_first) or r"(?!)"
        return re.compile(
            rf"(?:(?:sak\s+)?(?P<prefix>{prefix})(?:[-~\u2010\u2011\u2013\s]*sak)?[-\u2010\u2011\u2013\s]*|sak\s+)"
            r"(?P<digits>[0-9]{1,4})\s*/\s*(?P<year>[0-9]{4}|[0-9]{2})(?!\d|[/-]\d)",
            re.IGNORECASE,
        )

    def open(self, text: str, own_body: str | None) -> tuple[CaseNumber, str] | None:
        """Read a case number that `text` opens with; return it and the text after it.

        `own_body` is the id of the body whose paper the text stands in. A prefix that no body
        has, the number 0, and an unprefixed number outside a body's paper give None.
        """
        match = self._pattern.match(text)
        if match is None:
            return None
        prefix = match["prefix"]
        own = prefix is None or prefix.casefold() not in self._body_of_prefix
        body = own_body if own else self._body_of_prefix[prefix.casefold()]
        number = int(match["digits"])
        if body is None or number == 0:
            return None
        case = CaseId(body, full_year(match["year"]), number)
        read = CaseNumber(case, match[0], prefix, match["digits"], match["year"], own)
        return read, text[match.end() :]

    def read(self, text: str, own_body: str | None = None) -> CaseNumber | None:
        """Read `text` as one case number and nothing else, or return None."""
        opened = self.open(text.strip(), own_body)
        return opened[0] if opened and not opened[1] else None

    def read_reference(self, text: str, own_body: str | None, line: int) -> CaseReference | None:
        """Read `AU 43/16` or `AU 43/16#anchor`, or return None."""
        number, hash_mark, anchor = text.partition("#")
        case = self.read(number, own_body)
        if case is None or (hash_mark and not SLUG.fullmatch(anchor)):
            return None
        return CaseReference(case.id, anchor or None, line)
