"""What a meeting paper's head says: the lines with labels before its first case."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from meeting_archive.dates import find_written
from meeting_archive.importing.blocks import Block, Kind
from meeting_archive.importing.labels import KEY_OF_LABEL, PEOPLE, Field, read_field
from meeting_archive.importing.messages import Remark, remark
from meeting_archive.importing.people import Names, is_name, read_names
from meeting_archive.importing.values import Value

_AS_PRINTED = ("saksbehandler", "referent", "møteleder", "referanse", "sted", "tidsrom")
_NONE = re.compile(r"(?:ingen|ingen forfall|ingen meldte forfall)\.?", re.IGNORECASE)
_NAME_COLUMN = re.compile(r"navn|namn", re.IGNORECASE)
_INNER_LABEL = re.compile(r"(?<!\w)([A-ZÆØÅ][\w ]{1,30}):")
_MARK = re.compile(r"^(?:-|\d+[.)]) ")
_GROUP = re.compile(r"(?P<group>[^\W\d_][^:]{1,60}?)\s*:\s*(?P<names>\S.*)")


@dataclass(slots=True)
class Head:
    """The keys that a head gives, the first of each label, and what to look over."""

    values: dict[str, Value] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


@dataclass(slots=True)
class _Stated:
    """A label with its value, and the lines below that may belong to it."""

    stated: Field
    block: int
    below: list[str] = field(default_factory=list)


def read_head(blocks: Sequence[Block]) -> Head:
    """Read a head; what is not certain is left out and told of."""
    head = Head()
    for stated in _stated(blocks):
        label, key = stated.stated.label, stated.stated.key
        if not key:
            continue
        if key in head.printed:
            head.remarks.append(remark("field-twice", block=stated.block, label=label))
            continue
        head.printed[key] = stated.stated.value
        if _holds_label(stated.stated.value):
            head.remarks.append(remark("unread-field", block=stated.block, label=label, key=key))
            continue
        if key in PEOPLE:
            _people(stated, head)
        elif not stated.stated.value:
            head.remarks.append(remark("empty-field", block=stated.block, label=label))
        elif key == "dato":
            _date(stated, head)
        elif key in _AS_PRINTED:
            head.values[key] = stated.stated.value
    return head


def _stated(blocks: Sequence[Block]) -> Iterator[_Stated]:
    current: _Stated | None = None
    for line in _lines(blocks):
        found = read_field(line.text)
        if current and not found and _belongs(line, current):
            current.below.append(line.text)
            continue
        if line.block.kind is Kind.TABLE:
            yield from _of_table(line.block, line.index, current)
            current = None
            continue
        if current:
            yield current
        current = _Stated(found, line.index) if found else None
    if current:
        yield current


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    block: Block
    index: int


def _lines(blocks: Sequence[Block]) -> Iterator[_Line]:
    """Yield the lines of a head; a table is one without text."""
    for index, block in enumerate(blocks):
        if block.kind is Kind.TABLE:
            yield _Line("", block, index)
        elif block.kind is not Kind.BREAK:
            for line in block.plain.split("\n"):
                yield _Line(_MARK.sub("", line).strip(), block, index)


def _belongs(line: _Line, stated: _Stated) -> bool:
    """Tell whether a line below a label of people is of them."""
    if stated.stated.key not in PEOPLE or line.block.kind is Kind.TABLE:
        return False
    if line.index == stated.block or line.block.kind is Kind.ITEM:
        return True
    # Below an empty label, paragraphs are its value as long as they are names.
    group = _GROUP.fullmatch(line.text)
    return (
        not stated.stated.value and read_names(group["names"] if group else line.text) is not None
    )


def _of_table(block: Block, index: int, above_it: _Stated | None) -> Iterator[_Stated]:
    """Yield the labels of a table: above its columns, or in its first one.

    A table of names belongs to the empty label above it.
    """
    rows = block.rows
    columns = [at for at, cell in enumerate(rows[0]) if _NAME_COLUMN.fullmatch(cell)]
    if columns:
        names = [row[at] for row in rows[1:] for at in columns if len(row) > at and row[at]]
        # Whether those named were there, or called, or away, is not said.
        unnamed = _Stated(Field(rows[0][columns[0]], "til_stede", "?"), index)
        if above_it and above_it.stated.key in PEOPLE and not above_it.stated.value:
            yield _Stated(above_it.stated, above_it.block, names)
        else:
            yield from [above_it, unnamed] if above_it else [unnamed]
        return
    if above_it:
        yield above_it
    above = [KEY_OF_LABEL.get(cell.rstrip(":").strip().casefold(), "") for cell in rows[0]]
    if sum(key in PEOPLE for key in above) >= 2:
        for column, key in enumerate(above):
            if key in PEOPLE:
                names = [row[column] for row in rows[1:] if len(row) > column and row[column]]
                label = rows[0][column].rstrip(":")
                yield _Stated(Field(label, key, ""), index, names)
        return
    for row in rows:
        found = read_field(f"{row[0].rstrip(': ')}: {' '.join(row[1:]).strip()}")
        if found:
            yield _Stated(found, index)


def _holds_label(value: str) -> bool:
    """Tell whether another label follows on the same line: "Nesvik. Tid: kl. 10"."""
    labels = (match[1].casefold() for match in _INNER_LABEL.finditer(value))
    return any(KEY_OF_LABEL.get(label) for label in labels)


def _date(stated: _Stated, head: Head) -> None:
    written = find_written(stated.stated.value)
    day = written.on_or_after(None) if written else None
    if day:
        head.values["dato"] = day.isoformat()
    else:
        printed = stated.stated.value
        head.remarks.append(remark("unread-date", block=stated.block, printed=printed, key="dato"))


def _people(stated: _Stated, head: Head) -> None:
    label, key = stated.stated.label, stated.stated.key
    lines = [*([stated.stated.value] if stated.stated.value else []), *stated.below]
    if not lines:
        head.remarks.append(remark("empty-field", block=stated.block, label=label))
        return
    if len(lines) == 1 and _NONE.fullmatch(lines[0]):
        head.values[key] = []
        return
    read = _grouped(lines) or _listed(lines)
    if read is None:
        head.remarks.append(remark("unread-people", block=stated.block, label=label, key=key))
        return
    head.values[key], left = read
    if left:
        shown = ", ".join(left)
        head.remarks.append(remark("names-only", block=stated.block, label=label, left=shown))


def _listed(lines: Sequence[str]) -> tuple[Value, list[str]] | None:
    read = [read_names(line) for line in _continued(lines)]
    whole = [each for each in read if each]
    if len(whole) < len(read):
        return None
    return _names(whole), [aside for each in whole for aside in each.left]


def _grouped(lines: Sequence[str]) -> tuple[Value, list[str]] | None:
    """Read names below the municipalities, or other groups, that lines begin with."""
    groups: dict[str, Value] = {}
    left: list[str] = []
    for line in lines:
        match = _GROUP.fullmatch(line)
        read = read_names(match["names"]) if match else None
        if match is None or read is None or match["group"] in groups:
            return None
        groups[match["group"]] = list(read.names)
        left += read.left
    return groups, left


def _continued(lines: Sequence[str]) -> list[str]:
    """Join lines that end in a comma with the next one."""
    joined: list[str] = []
    for line in lines:
        if joined and (joined[-1].endswith((",", " og")) or not _begins(line)):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _begins(line: str) -> bool:
    first = re.split(r"[,;(]", line)[0].strip()
    return is_name(first) or read_names(line) is not None


def _names(read: Sequence[Names]) -> list[Value]:
    return [name for each in read for name in each.names]
