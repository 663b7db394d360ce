"""The labels that papers' heads have, and the keys that they are."""

import re
from dataclasses import dataclass

from meeting_archive.dates import find_written

_LABELS = {
    "saksbehandler": "saksbehandler sakshandsamar saksansvarlig",
    "referent": "referent møtereferent skrivar",
    "møteleder": "møteleder møteleiar ordstyrer ordstyrar",
    "referanse": "referanse ref. ref «vår ref» «vår ref.» «vår referanse» arkivref arkivreferanse",
    "dato": "dato brevdato «dato for utsending»",
    "møtedato": "møtedato møtedag «dato for møtet» «dato for møte»",
    "sted": "sted stad møtested møtestad",
    "tidsrom": "tidsrom tid tidspunkt møtetid klokkeslett",
    "innkalt": "innkalt innkalte innkalla",
    "til_stede": "«til stede» tilstede «til stades» møtte «disse møtte» «desse møtte» deltakere "
    "deltakarar deltok frammøtte «møtende medlemmer» «faste medlemmer som møtte»",
    "forfall": "forfall «meldt forfall» «meldte forfall» «faste medlemmer som ikke møtte»",
    "observatører": "observatører observatørar",
    "kopi": "kopi «kopi til»",
    "": "fra frå til ordfører sekretariat gjelder eksterne transport innledere «arkivsak» saksnr",
}
"""By key, the labels in small letters; those without a key are labels all the same."""

KEY_OF_LABEL = {
    (quoted or single): key
    for key, labels in _LABELS.items()
    for quoted, single in re.findall(r"«([^»]+)»|([^\s«»]+)", labels)
}
PEOPLE = frozenset(("innkalt", "til_stede", "forfall", "observatører", "kopi"))

_WITH_COLON = re.compile(r"(?P<label>[^\W\d_][^:\n]{0,40}?)\s*:\s*(?P<value>.*)")
_DATE_LABELS = ("dato", "møtedato", "brevdato")


@dataclass(frozen=True, slots=True)
class Field:
    """A line of a paper's head: its label as printed, the key that it is, and its value."""

    label: str
    key: str
    value: str


def read_field(line: str) -> Field | None:
    """Read `Sted: Rådhuset`; a date may stand without a colon, and a list's label alone."""
    text = line.strip()
    match = _WITH_COLON.fullmatch(text)
    if match:
        label = " ".join(match["label"].split())
        key = KEY_OF_LABEL.get(label.casefold())
        return None if key is None else Field(label, key, match["value"].strip())
    first, _, rest = text.partition(" ")
    if first.casefold() in _DATE_LABELS and rest[:1].isdigit() and find_written(rest):
        return Field(first, KEY_OF_LABEL[first.casefold()], rest.strip())
    key = KEY_OF_LABEL.get(text.casefold())
    return Field(text, key, "") if key in PEOPLE else None
