"""The text of a record: front matter in the guide's order, then the body."""

from collections.abc import Mapping
from dataclasses import dataclass

from meeting_archive.diagnostics import Diagnostic
from meeting_archive.importing import values
from meeting_archive.importing.drafts import Draft
from meeting_archive.importing.messages import finding
from meeting_archive.importing.pieces import body_text, lines_of_blocks
from meeting_archive.importing.values import Value
from meeting_archive.records.fields import FIELDS


@dataclass(frozen=True, slots=True)
class Written:
    """A record's text, and on which lines its keys and the paper's blocks stand."""

    text: str
    key_lines: Mapping[str, int]
    block_lines: Mapping[int, int]


def write(draft: Draft, origin: Mapping[str, Value]) -> Written:
    """Return a draft as a record; `origin` is where the paper came from."""
    keys = draft.keys | {"kilde": dict(origin)}
    lines = ["---"]
    key_lines: dict[str, int] = {}
    for key in FIELDS:
        if key in keys:
            key_lines[key] = len(lines) + 1
            lines += values.lines(key, keys[key])
    lines += ["---", ""]
    blocks = {block: len(lines) + 1 + line for block, line in lines_of_blocks(draft.pieces).items()}
    text = "\n".join(lines) + "\n" + body_text(draft.pieces)
    return Written(text, key_lines, blocks)


def remarks_of(draft: Draft, written: Written, path: str) -> list[Diagnostic]:
    """Return what to look over, at its lines in the record that stands at `path`."""
    found = []
    for each in draft.remarks:
        line = 1
        if each.key is not None:
            line = written.key_lines.get(each.key, 1)
        elif each.block is not None:
            line = written.block_lines.get(each.block, 1)
        found.append(finding(each.code, path, line, **dict(each.values)))
    return sorted(dict.fromkeys(found))
