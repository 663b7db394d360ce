"""YAML read as text, with the line of every key and value.

YAML 1.1 would read 13:00 as 780, 12.10 as 12.1 and `no` as false, and keep the last of two
equal keys; here a scalar is the characters that stand in the file.
"""

from dataclasses import dataclass

import yaml

from meeting_archive.diagnostics import Findings

_TOO_DEEP = 12


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text value."""

    line: int
    value: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    line: int
    items: tuple["Value", ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value; `line` is the key's."""

    line: int
    key: str
    value: "Value"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values, in the order of the file."""

    line: int
    entries: tuple[Entry, ...]


Value = Scalar | Sequence | Mapping


class _TextLoader(yaml.CBaseLoader if hasattr(yaml, "CBaseLoader") else yaml.BaseLoader):  # type: ignore[misc]
    """Composes nodes only; nothing is constructed from them."""


def load(text: str, first_line: int, findings: Findings) -> Mapping | None:
    """Read `text`, whose first line is line `first_line` of the file, as a mapping.

    Returns None, with a finding, where it is no YAML or no mapping.
    """
    try:
        # Aliases are looked for before composing: a few of them can stand for gigabytes.
        for event in yaml.parse(text, Loader=_TextLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                line = event.start_mark.line if event.start_mark else 0
                findings.add("yaml-alias", first_line + line)
                return None
        node = yaml.compose(text, Loader=_TextLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        findings.add("yaml-syntax", first_line + (mark.line if mark else 0), problem=problem)
        return None
    except RecursionError:
        findings.add("yaml-syntax", first_line, problem="for mange nivåer")
        return None
    if node is None:
        return Mapping(first_line, ())
    value = _value(node, first_line, findings, 0)
    if isinstance(value, Mapping):
        return value
    findings.add("wrong-type", first_line, key="front matter", expected="nøkler med verdier")
    return None


def _value(node: yaml.Node, first_line: int, findings: Findings, depth: int) -> Value:
    line = first_line + node.start_mark.line
    if depth > _TOO_DEEP:
        findings.add("yaml-syntax", line, problem="for mange nivåer")
        return Scalar(line, "")
    if isinstance(node, yaml.SequenceNode):
        items = (_value(each, first_line, findings, depth + 1) for each in node.value)
        return Sequence(line, tuple(items))
    if isinstance(node, yaml.MappingNode):
        entries: dict[str, Entry] = {}
        for key_node, value_node in node.value:
            key_line = first_line + key_node.start_mark.line
            if not isinstance(key_node, yaml.ScalarNode):
                findings.add("yaml-syntax", key_line, problem="en nøkkel må være tekst")
                continue
            key = key_node.value
            if key in entries:
                findings.add("duplicate-key", key_line, key=key, first=entries[key].line)
                continue
            value = _value(value_node, first_line, findings, depth + 1)
            entries[key] = Entry(key_line, key, value)
        return Mapping(line, tuple(entries.values()))
    return Scalar(line, node.value)
