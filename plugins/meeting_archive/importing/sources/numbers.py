"""The numbers that Word prints before paragraphs and keeps out of their text."""

from dataclasses import dataclass, field

from docx.document import Document
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbers:
    """Counts as Word does; a document is read once, from its beginning."""

    levels: dict[str, tuple[str, dict[int, _Level]]]
    """By a list's id: the list that it counts with, and its levels."""
    of_style: dict[str, tuple[str, int]]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> "Numbers":
        """Return the numbering of a document, none where it has no lists."""
        part = next(
            (each.target_part for each in document.part.rels.values() if _is_numbering(each)), None
        )
        root = getattr(part, "element", None)
        levels = {} if root is None else _levels(root)
        return cls(levels, _styles(document.styles.element))

    def next(self, paragraph: etree._Element) -> tuple[str | None, int]:
        """Return what stands before a paragraph, a dash for a bullet, and how deep it is."""
        properties = paragraph.find(f"{_W}pPr")
        found = _list_of(properties)
        if found is None:
            style = None if properties is None else properties.find(f"{_W}pStyle")
            found = self.of_style.get(style.get(f"{_W}val", "")) if style is not None else None
        if found is None or found[0] not in self.levels:
            return None, 0
        key, levels = self.levels[found[0]]
        depth = found[1]
        if depth not in levels:
            return None, 0
        counted = self.counts.setdefault(key, {})
        counted[depth] = counted.get(depth, levels[depth].start - 1) + 1
        for deeper in [each for each in counted if each > depth]:
            del counted[deeper]
        level = levels[depth]
        if level.form == "bullet":
            return "-", depth
        if level.form == "none":
            return None, depth
        label = level.text
        for other, its in levels.items():
            value = counted.get(other, its.start)
            label = label.replace(f"%{other + 1}", _spelt(value, its.form))
        return label.strip() or None, depth


def _is_numbering(relation: object) -> bool:
    kind = getattr(relation, "reltype", "")
    return kind.endswith("/numbering") and not getattr(relation, "is_external", False)


def _levels(root: etree._Element) -> dict[str, tuple[str, dict[int, _Level]]]:
    abstract: dict[str, dict[int, _Level]] = {}
    for each in root.iter(f"{_W}abstractNum"):
        abstract[each.get(f"{_W}abstractNumId", "")] = {
            int(level.get(f"{_W}ilvl", "0")): _Level(
                _value(level, "numFmt", "decimal"),
                _value(level, "lvlText", ""),
                int(_value(level, "start", "1")),
            )
            for level in each.iter(f"{_W}lvl")
        }
    found = {}
    for each in root.iter(f"{_W}num"):
        key = _value(each, "abstractNumId", "")
        number = each.get(f"{_W}numId", "")
        if key in abstract:
            # A list that starts anew counts by itself; others go on with their kind.
            own = each.find(f"{_W}lvlOverride") is not None
            found[number] = (f"{key}/{number}" if own else key, abstract[key])
    return found


def _styles(root: etree._Element) -> dict[str, tuple[str, int]]:
    found = {}
    for style in root.iter(f"{_W}style"):
        of_list = _list_of(style.find(f"{_W}pPr"))
        if of_list:
            found[style.get(f"{_W}styleId", "")] = of_list
    return found


def _list_of(properties: etree._Element | None) -> tuple[str, int] | None:
    marked = None if properties is None else properties.find(f"{_W}numPr")
    if marked is None:
        return None
    depth = _value(marked, "ilvl", "0")
    return _value(marked, "numId", "0"), int(depth) if depth.isdecimal() else 0


def _value(element: etree._Element, name: str, default: str) -> str:
    child = element.find(f"{_W}{name}")
    return default if child is None else child.get(f"{_W}val", default)


def _spelt(value: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and 1 <= value <= 26:
        letter = chr(ord("a") + value - 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 1 <= value <= 500:
        roman, left = "", value
        for worth, letters in _ROMAN:
            while left >= worth:
                roman, left = roman + letters, left - worth
        return roman.upper() if form == "upperRoman" else roman
    return f"{value:02}" if form == "decimalZero" else str(value)
