"""Names of people in attendance lists and below papers."""

import re
from dataclasses import dataclass

from meeting_archive.dates import WrittenDate, find_written, match_written

_CAPITAL = r"[A-ZÆØÅÁÄÉÖÜČŠŽ]"
NAME = re.compile(
    rf"{_CAPITAL}[\w'’-]*(?:\.|\b)(?: (?:van|von|de|der|af|{_CAPITAL}[\w'’-]*\.?)){{1,4}}"
)
_NO_NAME = re.compile(
    r"\b(?:kommune\w*|fylkes\w+|formannskap\w*|utvalg\w*|utval\w*|rådet|regionen|sak|møte\w*)$",
    re.IGNORECASE,
)
_ROLE_WORD = (
    r"(?:\w*(?:leder|leiar|ordfører|ordførar|rådmann|sekretær|direktør|referent|koordinator|"
    r"rådgiver|rådgjevar|sjef)|møtesekretær|ordstyrer|ordstyrar|representant|vara|varamedlem|medlem)"
)
_LEADING_ROLE = re.compile(rf"{_ROLE_WORD}\s+(?={_CAPITAL})", re.IGNORECASE)
# "Orientering fra daglig leder" is nobody's role.
ROLE = re.compile(
    r"(?!.*\b(?:fra|frå|av|om|til|ved|med|orientering\w*|nytt?|nye|sak)\b)"
    rf"(?:[\w.-]+ ){{0,3}}?{_ROLE_WORD}(?: [\w,.-]+){{0,4}}",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\([^()]*\)")
_BETWEEN = re.compile(r"\s*[,;]\s*|\s+(?:og|samt)\s+")


@dataclass(frozen=True, slots=True)
class Names:
    """Names that were read, and what stood beside them."""

    names: tuple[str, ...]
    left: tuple[str, ...] = ()


def is_name(text: str) -> bool:
    """Tell whether a text is a person's name: two to five words in capitals, and no place."""
    return bool(NAME.fullmatch(text)) and not _NO_NAME.search(text) and not text.isupper()


def read_names(text: str) -> Names | None:
    """Read names with commas or "og" between them; None where anything else may be meant."""
    left = [match[0].strip() for match in _ASIDE.finditer(text)]
    bare = _ASIDE.sub("", text).strip()
    if bare.endswith(".") and not re.search(rf"\b{_CAPITAL}\.$", bare):
        bare = bare[:-1]
    names: list[str] = []
    for part in filter(None, _BETWEEN.split(bare)):
        role = _LEADING_ROLE.match(part)
        named = part[role.end() :] if role else part
        if is_name(named):
            names.append(named)
            left += [role[0].strip()] if role else []
        elif (
            names and len(part.split()) <= 3 and ":" not in part and not any(map(str.isdigit, part))
        ):
            left.append(part)
        else:
            return None
    return Names(tuple(names), tuple(left)) if names else None


# Below papers

_SIGNED = r"\(?(?:s|sign|sig|sgn)\.?\)?"
_SIGN = re.compile(_SIGNED, re.IGNORECASE)
_AFTER_NAME = re.compile(r"(?P<name>.+?)(?:\s+\((?:s|sign\.?|sgn\.?)\))?(?:,\s*(?P<role>.+))?")
_BLANKS = re.compile(r"[_.…\s]+")
_PLACE_AND_DATE = re.compile(
    r"sted(?:/|,| og )\s*dato\W*|stad(?:/|,| og )\s*dato\W*", re.IGNORECASE
)
_CLOSING = re.compile(
    r"(?:rett utskrift\b.*|rett utskrift bekrefte\w*|(?:med )?(?:(?:vennlig|venleg|venlig) )?"
    r"hils(?:en|ing)|(?:mvh|for) .{1,40}|underskrift\w*|signatur\w*)\W*",
    re.IGNORECASE,
)
_LONGEST_LINE, _MOST_LINES = 70, 8


@dataclass(frozen=True, slots=True)
class Signature:
    """A name below a paper, with the role that it stands in."""

    name: str
    role: str = ""


def place_and_date(line: str) -> WrittenDate | None:
    """Return the date of a line such as "Nordvik, 8. mars 2021", or None."""
    for match in re.finditer(r"\d", line):
        found = match_written(line, match.start())
        if found is None:
            continue
        before = line[: match.start()].rstrip(" ,").removesuffix(" den").rstrip(" ,")
        fits = re.fullmatch(rf"{_CAPITAL}[\w-]*(?: [\w-]+){{0,2}}", before)
        return found[0] if fits and not line[found[1] :].strip(" .") else None
    return None


def is_unfilled(line: str) -> bool:
    """Tell whether a line asks for place and date and has none."""
    return bool(_PLACE_AND_DATE.fullmatch(line.rstrip("_. "))) and find_written(line) is None


def is_signature_line(line: str) -> bool:
    """Tell whether a line may stand in the signatures below a paper."""
    text = line.strip()
    if len(text) > _LONGEST_LINE:
        return False
    after_name = _AFTER_NAME.fullmatch(text)
    if after_name and is_name(after_name["name"]):
        return not after_name["role"] or bool(ROLE.fullmatch(after_name["role"]))
    return (
        is_name(text)
        or any(each.fullmatch(text) for each in (_SIGN, _BLANKS, _PLACE_AND_DATE, _CLOSING))
        or (bool(ROLE.fullmatch(text)) and not text.endswith("."))
        or place_and_date(text) is not None
    )


def is_signed_line(line: str) -> bool:
    """Tell whether a line shows that somebody signs: a name or the sign for one."""
    after_name = _AFTER_NAME.fullmatch(line)
    named = after_name is not None and is_name(after_name["name"])
    return named or is_name(line) or bool(_SIGN.fullmatch(line))


def signatures(lines: tuple[str, ...]) -> tuple[Signature, ...]:
    """Return the names in signature lines, each with the role on the line below it."""
    found: list[Signature] = []
    for line in lines:
        after_name = _AFTER_NAME.fullmatch(line)
        if is_name(line):
            found.append(Signature(line))
        elif after_name and is_name(after_name["name"]):
            found.append(Signature(after_name["name"], after_name["role"] or ""))
        elif found and ROLE.fullmatch(line) and not _is_unsure(found):
            found[-1] = Signature(found[-1].name, line)
    return tuple(found)


def _is_unsure(found: list[Signature]) -> bool:
    """Tell whether a role may be another's: names above one another have their roles below."""
    return bool(found[-1].role) or (len(found) > 1 and not found[-2].role)


def may_be_signatures(lines: tuple[str, ...]) -> bool:
    """Tell whether a block of these lines may be signatures and nothing else."""
    return len(lines) <= _MOST_LINES and all(is_signature_line(line) for line in lines)
