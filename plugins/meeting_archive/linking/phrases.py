"""What papers say when a case comes back, and the titles that recur in every meeting."""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a text that point back; `strength` is 1 where they say that a case returns.

    It is somewhat more where the text points back in other words besides.
    """

    printed: str
    strength: float


_PAST = (
    r"(?:forrige|førre|siste|sist|tidligere|tidlegare|da|då|den gang\w*|i møtet|på møtet|"
    r"møtet (?:den )?\d|i fjor|i vår|i vinter|i høst|i haust|i sommer|i sommar|før jul|før ferien)"
)
_PUT_OFF = r"(?:ble|blei|vart|var) (?:\w+ ){0,2}?(?:utsatt|utsett|satt over|skjøve|skjøvet)"

_OF_PUT_OFF = ("utsatt", "utsett", "satt over", "skjøve")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """What points back."""

    pattern: re.Pattern[str]
    strength: float
    needs: tuple[str, ...]
    """Whatever matches has one of these, in lower case."""
    puts_off: bool


# What says that a case comes back, and how surely. A decision of the later meeting that puts
# its own case off, "Saken ble utsatt.", points nowhere: some word of the past must stand by.
_PHRASES = tuple(
    _Pattern(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), strength, needs, _PUT_OFF in pattern)
    for pattern, strength, needs in (
        (r"utsatt sak|utsett sak|utsatte saken|utsette saka", 1.0, ("utsat", "utset")),
        (rf"{_PUT_OFF}(?=[^.\n]{{0,60}}\b{_PAST}\b)", 1.0, _OF_PUT_OFF),
        (rf"(?<=\b){_PAST}\b[^.\n]{{0,60}}?\b{_PUT_OFF}", 1.0, _OF_PUT_OFF),
        (r"utsettelsen|utsetjinga|utsettinga", 1.0, ("utset",)),
        (r"(?:ikke|ikkje) (?:ble |vart |blei )?tid til", 1.0, ("tid til",)),
        (
            r"rakk (?:vi |man |utvalget |en )?(?:ikke|ikkje)|rakk (?:ein|me|vi) ikkje",
            1.0,
            ("rakk ",),
        ),
        (
            r"(?:ny|fornyet|fornya|andre gangs|2\. gangs) (?:behandling|handsaming)",
            1.0,
            (" behandling", " handsaming"),
        ),
        (
            r"(?:på nytt|på ny|opp igjen|opp att|tilbake igjen|attende)",
            0.75,
            ("på ny", " igjen", "opp att", "attende"),
        ),
        (r"(?:sto|stod|stått|stå) over", 0.75, (" over",)),
        (
            r"(?:kom|ble|vart|blei) (?:ikke|ikkje) (?:behandlet|handsama|ferdig\w*|til behandling)",
            1.0,
            (" ikke ", " ikkje "),
        ),
        (r"(?:det |den )?(?:forrige|førre|siste) (?:\w+)?møte\w*", 0.5, ("møte",)),
        (
            r"sist(?:e gang)?(?= (?:ble|vart|blei|utvalget|rådet|vi|me|det|møtte|drøfta|drøftet))",
            0.5,
            ("sist",),
        ),
        (r"oppfølging|oppfølgjing|følger opp|følgjer opp", 0.5, ("følg",)),
        (
            r"tidligere (?:behandlet|drøftet|lagt|vært)|tidlegare (?:handsama|drøfta|lagt|vore)",
            0.5,
            ("tidligere ", "tidlegare "),
        ),
        (r"(?:ba|bad|bedt|bede) (?:da |då |den gang )?(?:\w+ )?om", 0.5, (" om",)),
    )
)
_IS_PUT_OFF = _Pattern(re.compile(rf"\b{_PUT_OFF}", re.IGNORECASE), 1.0, _OF_PUT_OFF, True)
_OF_ITEM = re.compile(r"\beventuelt-?\s?sak\w*|\bunder (?:«)?eventuelt", re.IGNORECASE)
_FROM_BODY = 0.75
_EACH_OTHER, _MOST_OTHERS = 0.25, 2
STRONGEST = max(each.strength for each in _PHRASES) + _EACH_OTHER * _MOST_OTHERS
"""No phrase is stronger."""


Pointers = tuple[tuple[float, re.Match[str]], ...]


def best_phrase(
    text: str, *, of_item: bool, names: Sequence[str] = (), known: Pointers | None = None
) -> Phrase | None:
    """Return the strongest phrase of a text that points back, the first of equals.

    `known` are its `pointers`, for whoever asks of one text often. `of_item` where a sub-item may
    be meant, "en eventuelt-sak"; `names` are those of the body that sent the case on.
    """
    found = list(pointers(text) if known is None else known)
    if of_item and (match := _OF_ITEM.search(text)):
        found.append((1.0, match))
    for name in names:
        match = re.search(rf"\b{re.escape(name)}s?\b", text)
        if match:
            found.append((_FROM_BODY, match))
    if not found:
        return None
    strength, match = max(found, key=lambda each: (each[0], -each[1].start()))
    others = sum(not _overlap(match, other) for _, other in found)
    return Phrase(" ".join(match[0].split()), strength + _EACH_OTHER * min(others, _MOST_OTHERS))


def pointers(text: str) -> Pointers:
    """Return what points back in a text whatever it may point back to, with its strength."""
    folded = _folded(text)
    # What nothing puts off says so in no longer phrase either: those are slow to look for.
    is_put_off = _found(_IS_PUT_OFF, text, folded) is not None
    found = (
        (each.strength, _found(each, text, folded))
        for each in _PHRASES
        if is_put_off or not each.puts_off
    )
    return tuple((strength, match) for strength, match in found if match)


def _found(phrase: _Pattern, text: str, folded: str) -> re.Match[str] | None:
    # Most texts have nothing of it, and this tells far sooner than the pattern.
    if not any(map(folded.__contains__, phrase.needs)):
        return None
    return phrase.pattern.search(text)


def _folded(text: str) -> str:
    # Where case makes no difference, patterns take these for an "i" too.
    return text.replace("ı", "i").replace("İ", "i").casefold()


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


_WHOSE = (
    r"(?: (?:fra|frå|til|i|om|ved|av) (?:\w+)?(?:sekretariat\w*|leder\w*|leiar\w*|rådmann\w*|"
    r"rådmenn\w*|ordfører\w*|ordførar\w*|kommun\w*|råd\w*|utvalg\w*|utval\w*|møte\w*|medlem\w*|næringsråd\w*))*"
)
_PAPERS = (
    r"(?:møte)?(?:protokoll\w*|referat\w*|møtebok\w*|møtebøk\w*|innkalling\w*|sakliste\w*|saksliste\w*|"
    r"dagsorden|møteinnkalling\w*)"
)
_STANDING = re.compile(
    rf"(?:faste )?(?:orientering(?:er|ar|ane|ene)?|eventuelt|ymse|diverse|referatsak(?:er|ar)?|"
    rf"melding(?:er|ar)?|skriv og meldinger|skriv og meldingar|delegerte (?:saker|vedtak)|"
    rf"runde rundt bordet|bordet rundt|runden rundt bordet|"
    rf"spørsmål og svar|åpen post|open post){_WHOSE}(?: og eventuelt| og meldinger| og meldingar)?"
    rf"|saker (?:fra|frå) .*"
    rf"|saker til (?:neste|komande|kommende) .*|saker? til .*møte.*|sakar til (?:neste|komande) .*"
    rf"|(?:godkjenning|godkjenning og signering|underskriving|underskrift) (?:av|og) .*{_PAPERS}.*"
    rf"|{_PAPERS}(?:(?: og)? {_PAPERS})*(?:$| (?:fra|frå|av|til|for|\w{{2,4}} ?møte|møte|\d).*)"
    rf"|val(?:g)? av (?:møteleder|møteleiar|ordstyrar|ordstyrer|referent|"
    rf"protokollunderskriv\w*|to til .*|personar til .*|representanter til å underskrive .*)"
    rf"|(?:neste|tid for neste|tidspunkt for neste) møte"
    rf"|åpning(?: av møtet)?|opning(?: av møtet)?|konstituering(?: av møtet)?"
)


def is_standing(title: str) -> bool:
    """Tell whether a title is of an item that recurs in every meeting, and so never links."""
    plain = " ".join(re.findall(r"\w+", title.casefold()))
    return not plain or _STANDING.fullmatch(plain) is not None
