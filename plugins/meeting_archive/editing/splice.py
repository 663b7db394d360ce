"""Changes to YAML text at the places that ruamel.yaml finds; every other byte stays as it is."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

CASES = "saker"

Meaning = Callable[[str], object]
"""What a written case number or reference means; two spellings of one are equal."""

_BREAK = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*([ \t]*)#[^\r\n]*(?:\r\n|\r|\n)")
_COMMENT_INSIDE = re.compile(r"\s#")
_COLON = re.compile(r"\s*:")
_COMMA = re.compile(r"[ \t]*,[ \t]*")
_BLOCK_STYLES = ("|", ">")
_KEEPS_BLANK_LINES = re.compile(r"[|>][0-9]?\+")
BY_HAND = "front matter er skrevet slik at den ikke kan endres her; skriv avgjørelsen inn selv"
_PLAIN = re.compile(r"[^\W_][\w./–-]*(?: [\w./–-]+)*(?:#[a-z0-9-]+)?")


@dataclass(slots=True)
class Front:
    """A front matter that is changed piece by piece."""

    text: str
    ending: str
    """What new lines end with."""
    case: str
    meaning: Meaning

    def rename(self, old: str, new: str, value: str) -> bool:
        """Make the key `old` a `new` one, comments kept, where `value` is all that it holds."""
        case = self._case()
        found = case and _pair(case, old)
        if not case or not found or _pair(case, new):
            return False
        key, node = found
        if [self.meaning(each.value) for each in _members(node)] != [self.meaning(value)]:
            return False
        self._put(key.start_mark.index, new, key.end_mark.index)
        return True

    def add(self, key: str, value: str) -> None:
        """Add `value` to the list under `key`, with every key on the way that is missing."""
        path = [CASES, self.case, key]
        above: MappingNode | None = None
        owner: ScalarNode | None = None
        node = self._root()
        for depth, name in enumerate(path):
            if _is_empty(node):
                self._fill(above, owner, path[depth:], value)
                return
            found = self._find(node, name)
            if found is None:
                self._append(node, owner, path[depth:], value)
                return
            above = node
            owner, node = found
        assert owner
        self._extend(owner, node, value)

    def remove(self, key: str, value: str) -> None:
        """Take `value` out of the list under `key`, and the key with the last of them."""
        while True:
            case = self._case()
            found = case and _pair(case, key)
            if not case or not found:
                return
            members = list(_members(found[1]))
            unwanted = [each for each in members if self.meaning(each.value) == self.meaning(value)]
            if not unwanted:
                return
            if len(unwanted) == len(members):
                self._remove_pair(case, *found)
            else:
                self._remove_member(found[1], members.index(unwanted[0]))

    # Finding

    def _root(self) -> Any:
        # Without its round trip's comments, which it cannot place everywhere that they may stand.
        yaml = YAML(typ="safe", pure=True)
        yaml.version = (1, 1)  # as the archive reads it
        try:
            return yaml.compose(self.text)
        except YAMLError:
            raise ValueError("front matter kan ikke leses: den er ikke gyldig YAML") from None

    def _find(self, node: Any, name: str) -> tuple[ScalarNode, Any] | None:
        if not isinstance(node, MappingNode):
            raise ValueError(BY_HAND)  # noqa: TRY004 (what is wrong is the file)
        if name == self.case:
            names = [_key(key) for key, _ in node.value]
            name = named(names, name, self.meaning) or name
        return _pair(node, name)

    def _case(self) -> MappingNode | None:
        node = self._root()
        for name in (CASES, self.case):
            found = self._find(node, name) if isinstance(node, MappingNode) else None
            node = found[1] if found else None
        return node if isinstance(node, MappingNode) else None

    def _end(self, key: ScalarNode | None, node: Any) -> int:
        """Return where a value ends; marks of ruamel.yaml may be beyond comments below it."""
        if _is_empty(node):
            return self._colon(key) if key else len(self.text[: node.start_mark.index].rstrip())
        if isinstance(node, ScalarNode) and node.style in _BLOCK_STYLES:
            written = self.text[node.start_mark.index : node.end_mark.index]
            kept = len(written) - 1 if _KEEPS_BLANK_LINES.match(written) else len(written.rstrip())
            return int(node.start_mark.index) + kept
        if isinstance(node, ScalarNode) or node.flow_style:
            return int(node.end_mark.index)
        if isinstance(node, MappingNode):
            return self._end(*node.value[-1])
        return self._end(None, node.value[-1])

    def _colon(self, key: ScalarNode) -> int:
        """Return where the colon after a key ends."""
        found = _COLON.match(self.text, key.end_mark.index)
        if found is None:
            raise ValueError(BY_HAND)
        return found.end()

    def _line_after(self, at: int, owner: Node | None) -> int:
        """Return where a line can follow what ends at `at`, below the comments that belong to it.

        Those are the ones that stand further in than `owner`, the key that holds it.
        """
        column = owner.start_mark.column if owner else -1
        line = next_line(self.text, at)
        while (comment := _COMMENT.match(self.text, line)) and len(comment[1]) > column:
            line = comment.end()
        return line

    # Adding

    def _put(self, start: int, new: str, end: int | None = None) -> None:
        self.text = self.text[:start] + new + self.text[start if end is None else end :]

    def _lines(self, at: int, lines: Sequence[str]) -> None:
        self._put(at, "".join(line + self.ending for line in lines))

    def _fill(
        self,
        above: MappingNode | None,
        owner: ScalarNode | None,
        names: Sequence[str],
        value: str,
    ) -> None:
        """Put keys where there is no value yet: below `owner`, or in an empty front matter."""
        if above is None or owner is None:
            self._lines(len(self.text), _block(names, value, 0, 2))
        elif above.flow_style:
            self._put(self._colon(owner), f" {{{_flow(names, value)}}}")
        else:
            column = owner.start_mark.column
            step = _step(above, 2)
            lines = _block(names, value, column + step, step)
            self._lines(next_line(self.text, self._colon(owner)), lines)

    def _append(
        self, mapping: MappingNode, owner: ScalarNode | None, names: Sequence[str], value: str
    ) -> None:
        """Put keys after the last one of a mapping."""
        if mapping.flow_style:
            self._append_in_flow(mapping, "{", _flow(names, value))
            return
        column = mapping.value[0][0].start_mark.column
        step = _step(mapping, column - owner.start_mark.column if owner else 2)
        at = self._line_after(self._end(*mapping.value[-1]), owner)
        self._lines(at, _block(names, value, column, step))

    def _append_in_flow(self, node: Any, bracket: str, new: str) -> None:
        if node.value:
            last = node.value[-1]
            end = self._end(*last) if isinstance(last, tuple) else self._end(None, last)
            self._put(end, f", {new}")
        else:
            self._put(self.text.index(bracket, node.start_mark.index) + 1, new)

    def _extend(self, owner: ScalarNode, node: Any, value: str) -> None:
        """Add a reference to those under a key; one alone becomes a list."""
        if any(self.meaning(each.value) == self.meaning(value) for each in _members(node)):
            return
        new = scalar(value)
        if _is_empty(node):
            self._put(self._colon(owner), f" {new}")
        elif isinstance(node, ScalarNode):
            if node.style in _BLOCK_STYLES:
                raise ValueError(BY_HAND)
            self._put(self._end(owner, node), f", {new}]")
            self._put(node.start_mark.index, "[")
        elif node.flow_style:
            self._append_in_flow(node, "[", new)
        else:
            at = self._line_after(self._end(owner, node), owner)
            self._lines(at, [" " * node.start_mark.column + f"- {new}"])

    # Removing

    def _remove_pair(self, mapping: MappingNode, key: ScalarNode, node: Any) -> None:
        if mapping.flow_style:
            at = next(at for at, (each, _) in enumerate(mapping.value) if each is key)
            self._cut_from_flow(
                [(k.start_mark.index, self._end(k, v)) for k, v in mapping.value], at
            )
            return
        spans = [(key.start_mark.index, self._colon(key))]
        if isinstance(node, SequenceNode) and not node.flow_style:
            spans += [self._item(each) for each in node.value]
        else:
            spans.append((node.start_mark.index, self._end(key, node)))
        for start, end in reversed(spans):
            self._cut(start, end)

    def _remove_member(self, sequence: SequenceNode, at: int) -> None:
        if sequence.flow_style:
            spans = [(each.start_mark.index, self._end(None, each)) for each in sequence.value]
            self._cut_from_flow(spans, at)
        else:
            self._cut(*self._item(sequence.value[at]))

    def _item(self, node: Any) -> tuple[int, int]:
        """Return where an item of a list begins, with its dash, and ends."""
        return self.text.rindex("-", 0, node.start_mark.index), self._end(None, node)

    def _cut_from_flow(self, spans: Sequence[tuple[int, int]], at: int) -> None:
        """Take one member out of a list or mapping in brackets, with one comma."""
        start, end = spans[at]
        comma = _COMMA.match(self.text, end)
        self._cut(start, comma.end() if comma else end)
        before = _COMMA.match(self.text, spans[at - 1][1]) if at and not comma else None
        if before:
            self._cut(before.start(), before.end())

    def _cut(self, start: int, end: int) -> None:
        """Take a stretch out; with its line if nothing else stands there, a comment excepted."""
        if _COMMENT_INSIDE.search(self.text, start, end):
            raise ValueError(BY_HAND)
        line = max(self.text.rfind("\n", 0, start), self.text.rfind("\r", 0, start)) + 1
        line_break = _BREAK.search(self.text, end)
        tail = self.text[end : line_break.start() if line_break else len(self.text)]
        if self.text[line:start].strip():
            self._put(start, "", end)
        elif tail.strip():
            self._put(start, "", end + len(tail) - len(tail.lstrip()))
        else:
            self._put(line, "", next_line(self.text, end))


def _key(node: Any) -> str:
    if not isinstance(node, ScalarNode):
        raise ValueError(BY_HAND)  # noqa: TRY004 (what is wrong is the file)
    return unicodedata.normalize("NFC", node.value)


def _pair(mapping: MappingNode, name: str) -> tuple[ScalarNode, Any] | None:
    return next((pair for pair in mapping.value if _key(pair[0]) == name), None)


def _is_empty(node: Any) -> bool:
    """Tell whether there is no value, not even an empty text in quotes."""
    if node is None:
        return True
    return isinstance(node, ScalarNode) and node.start_mark.index == node.end_mark.index


def _members(node: Any) -> Iterator[ScalarNode]:
    """Yield the texts that a key holds: one, or those of a list."""
    for each in node.value if isinstance(node, SequenceNode) else [node]:
        if not isinstance(each, ScalarNode):
            raise ValueError(BY_HAND)  # noqa: TRY004 (what is wrong is the file)
        if not _is_empty(each):
            yield each


def _step(mapping: MappingNode, default: int) -> int:
    """Return how far in the keys below those of a mapping stand."""
    for key, node in mapping.value:
        if isinstance(node, MappingNode) and not node.flow_style:
            return int(node.value[0][0].start_mark.column - key.start_mark.column)
    return default


def _block(names: Sequence[str], value: str, column: int, step: int) -> list[str]:
    *outer, last = names
    lines = [f"{' ' * (column + step * depth)}{scalar(name)}:" for depth, name in enumerate(outer)]
    return [*lines, f"{' ' * (column + step * len(outer))}{last}: {scalar(value)}"]


def _flow(names: Sequence[str], value: str) -> str:
    name, *inner = names
    return f"{scalar(name)}: " + (f"{{{_flow(inner, value)}}}" if inner else scalar(value))


def scalar(text: str) -> str:
    """Return a text as YAML, in quotes only where it needs them."""
    return text if _PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def named(names: Sequence[str], name: str, meaning: Meaning) -> str | None:
    """Return the one of `names` that is `name`, or else is another spelling of it."""
    if name in names:
        return name
    return next((each for each in names if meaning(each) == meaning(name)), None)


def next_line(text: str, at: int) -> int:
    """Return where the line after the one that holds `at` begins."""
    found = _BREAK.search(text, at)
    return found.end() if found else len(text)
