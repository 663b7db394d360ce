"""An editor's decision on a suggested link, written into the later case's record.

ruamel.yaml tells where each key and value stands, and the text is changed there and nowhere else.
Its round trip is not used to write: it would wrap long lines and even out spaces all over the
front matter. What comes out is read again, by the archive's own reader, before it is handed back.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from meeting_archive.diagnostics import Findings
from meeting_archive.editing.splice import BY_HAND, CASES, Front, Meaning, named, next_line
from meeting_archive.records import front_matter, yaml_text
from meeting_archive.records.read import decode

CONFIRMED, REJECTED = "tidligere", "ikke_tidligere"

_FENCE = re.compile(r"(?<=[\r\n])---[ \t]*(?=[\r\n]|\Z)")


def decide(
    text: str, case: str, earlier: str, *, confirm: bool, meaning: Meaning = str.strip
) -> str:
    """Return a record's `text` with `earlier` confirmed, or rejected, as what `case` continues.

    `case` is the number as printed in the record. A decision that stands there already changes
    nothing, and its opposite is taken out. Raises ValueError, in Norwegian, where the front matter
    cannot be read or holds something else in this place.
    """
    key, opposite = (CONFIRMED, REJECTED) if confirm else (REJECTED, CONFIRMED)
    before = _statement(text, case, meaning)
    start, end = _front_matter(text)
    ending = text[len(text[:start].rstrip("\r\n")) : start]
    front = Front(text[start:end], ending, unicodedata.normalize("NFC", case), meaning)
    if not front.rename(opposite, key, earlier):
        front.add(key, earlier)
        front.remove(opposite, earlier)
    changed = text[:start] + front.text + text[end:]
    after = _statement(changed, case, meaning)
    if after != before.decided(key, opposite, meaning(earlier)):
        raise ValueError(BY_HAND)
    return changed


# What the front matter says, to hold a changed one against


@dataclass(frozen=True, slots=True)
class _Statement:
    """Everything that a front matter says: of one case, and otherwise."""

    rest: object
    of_case: object
    decisions: dict[str, list[object]]

    def decided(self, key: str, opposite: str, earlier: object) -> "_Statement":
        """Return what should be said after a decision."""
        stands = self.decisions[key]
        decisions = {
            key: stands if earlier in stands else [*stands, earlier],
            opposite: [each for each in self.decisions[opposite] if each != earlier],
        }
        return _Statement(self.rest, self.of_case, decisions)


def _statement(text: str, case: str, meaning: Meaning) -> _Statement:
    findings = Findings("")
    composed = decode(text.encode())
    split = front_matter.split(composed, findings) if composed is not None else None
    if split is None or findings.found:
        why = next((each.message for each in findings.found), "filen er ikke ren tekst")
        raise ValueError(f"front matter kan ikke leses: {why}")
    rest = _plain(split.front_matter)
    cases = _keys(rest.pop(CASES, ""), CASES)
    name = named(list(cases), unicodedata.normalize("NFC", case), meaning)
    of_case = _keys(cases.pop(name, "") if name else "", case)
    decisions = {
        key: [meaning(each) for each in _references(of_case.pop(key, ""), key)]
        for key in (CONFIRMED, REJECTED)
    }
    return _Statement((rest, cases), of_case, decisions)


def _plain(value: yaml_text.Value) -> Any:
    if isinstance(value, yaml_text.Mapping):
        return {entry.key: _plain(entry.value) for entry in value.entries}
    if isinstance(value, yaml_text.Sequence):
        return [_plain(item) for item in value.items]
    return value.value


def _keys(value: object, key: str) -> dict[str, object]:
    if isinstance(value, dict):
        return value
    if value == "":
        return {}
    raise ValueError(f"«{key}» i front matter skal være nøkler med verdier")


def _references(value: object, key: str) -> list[str]:
    items = value if isinstance(value, list) else [value] if value else []
    references = [item for item in items if isinstance(item, str)]
    if len(references) != len(items):
        raise ValueError(f"«{key}» i front matter skal være et saksnummer eller en liste av dem")
    return references


# Where it says it


def _front_matter(text: str) -> tuple[int, int]:
    """Return where the lines between the fences begin and end."""
    start = next_line(text, 0)
    closing = _FENCE.search(text, start)
    assert closing  # or it had not been read
    return start, closing.start()
