"""Record Markdown to safe HTML and to plain text, each text converted once.

Records are untrusted, and verbatim: HTML in them is text, numbered lists keep the numbers that
are printed, and what Markdown makes of them goes through a sanitiser. What is taken out is told,
so that an editor can mend it.
"""

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from typing import Any, ClassVar

import nh3
from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import OListProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import HTML_RE, InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, STX, AtomicString

from meeting_archive.cache import code_digest, digest
from meeting_archive.dates import MONTHS
from meeting_archive.needed import ALWAYS, NeededRules
from meeting_archive.plain import first_lost_word, plain_text

TITLE_CLASS = "ma-printed-title"
"""The class of what was a heading of the first level: a page has one, and it is its own."""

UNRESOLVED_CLASS = "ma-unresolved"
"""The class of a reference to what is not in the archive."""

SITE_SCHEME = "ma:"
"""What links to the site's own pages begin with, until a page's depth is known."""

LINK_REL = "noopener noreferrer"
"""What each link says of where it leads."""

UNSUITABLE = frozenset(
    (
        # These change, move or swallow words, ...
        "smarty pymdownx.smartsymbols pymdownx.emoji pymdownx.keys wikilinks meta abbr footnotes"
        # ... read files, ...
        " pymdownx.snippets pymdownx.b64 pymdownx.pathconverter markdown_include.include"
        # ... or give authors of pages what records must not have.
        " toc attr_list md_in_html legacy_attrs extra pymdownx.extra pymdownx.blocks.html"
    ).split()
)
"""Extensions of the site that are left out for records."""

_SANITISER = nh3.Cleaner(
    tags=set(
        "p br hr h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code em strong del ins mark sub"
        " sup table thead tbody tr th td a abbr".split()
    ),
    clean_content_tags={"script", "style"},
    attributes={
        "a": {"href", "title"},
        "abbr": {"title"},
        "ol": {"start"},
        "li": {"value"},
        "th": {"style"},
        "td": {"style"},
    },
    allowed_classes={"p": {TITLE_CLASS}, "a": {UNRESOLVED_CLASS}},
    filter_style_properties={"text-align"},
    url_schemes={"http", "https", "mailto", SITE_SCHEME.rstrip(":")},
    link_rel=LINK_REL,
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060\ufeff]+")
_PUBLIC_SCHEMES = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a text may not have: a code of the catalogue, and what it was."""

    code: str
    value: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """A converted text; `html` may stand in a page as it is, `text` has no markup."""

    html: str
    text: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of plain text that links to an address of the site.

    Without an address it refers to what the site does not have, and is marked as that.
    """

    start: int
    end: int
    address: str | None


Linker = Callable[[str], Sequence[Span]]
"""Finds what is to be linked in a stretch of text; the spans come in order."""


class Converter:
    """Converts the Markdown of records, and remembers what it has converted."""

    def __init__(
        self,
        extensions: Iterable[str | Extension] = (),
        extension_configs: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        """Take the site's extensions, but for those that are unsuitable for records."""
        suitable = [each for each in extensions if each not in UNSUITABLE]
        configs = {
            name: dict(options)
            for name, options in (extension_configs or {}).items()
            if name in suitable
        }
        self._rules = _RecordRules()
        # Lists of two kinds that meet stay two lists: a number never becomes a bullet.
        used = ["sane_lists", *(each for each in suitable if each != "sane_lists"), self._rules]
        self._markdown = Markdown(extensions=used, extension_configs=configs)
        self._needed = NeededRules(self._markdown, _SIGNS)
        self._settings = _spelt((suitable, configs))
        self._done: dict[str, Fragment] = {}

    def convert(self, source: str) -> Fragment:
        """Return the text as safe HTML and as plain text."""
        fragment = self._done.get(source)
        if fragment is None:
            fragment = self._done[source] = self.linked(source, None)
        return fragment

    @cached_property
    def made_by(self) -> str | None:
        """What a conversion depends on beside its text; None where that cannot be told."""
        if self._settings is None:
            return None
        md = self._markdown
        rules = (
            md.preprocessors, md.parser.blockprocessors, md.inlinePatterns, md.treeprocessors,
            md.postprocessors,
        )  # fmt: skip
        names = {type(rule).__module__.partition(".")[0] for each in rules for rule in each}
        parts = sorted(names - {"meeting_archive"})
        try:
            versions = [metadata.version("nh3"), code_digest("meeting_archive", *parts)]
        except (TypeError, OSError):  # an extension that is no package
            return None
        return digest(self._settings, *versions)

    def linked(self, source: str, linker: Linker | None) -> Fragment:
        """Convert a text, linked by `linker` if there is one, without remembering it."""
        self._rules.problems.clear()
        self._rules.linking.linker = linker
        if source.count("[") > _MOST_BRACKETS:
            return _too_complex(source)
        self._needed.choose(source)
        try:
            converted = _SANITISER.clean(self._markdown.reset().convert(source))
        except RecursionError:
            return _too_complex(source)
        text = plain_text(converted)
        problems = list(self._rules.problems)
        lost = first_lost_word(source, text)
        if lost and not problems:
            problems.append(Problem("not-verbatim", lost))
        return Fragment(converted, text, tuple(problems))


def _spelt(value: object) -> str | None:
    """Return settings as text that is the same in every process, None where there is none."""
    text = re.sub(r"<function (\S+) at 0x[0-9a-f]+>", r"<function \1>", repr(value))
    return None if " at 0x" in text else text


# Python-Markdown looks for each bracket's end anew: ten thousand of them take half a minute.
_MOST_BRACKETS = 2_000


def _too_complex(source: str) -> Fragment:
    shown = f"<pre>{html.escape(source)}</pre>"
    return Fragment(shown, source, (Problem("too-complex", source[:40]),))


class _RecordRules(Extension):
    """What is different in a record from a page: no HTML, no definitions, links that hold."""

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[Problem] = []
        self.linking = LinkingTree()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.preprocessors.deregister("html_block")
        # A definition would vanish from the text.
        md.parser.blockprocessors.deregister("reference")
        md.parser.blockprocessors.register(_PrintedNumbers(md.parser), "olist", 40)
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(
            _AsText(r"(<!--)", md, self.problems, "html-comment"), "ma-comment", 91
        )
        md.inlinePatterns.register(_AsText(HTML_RE, md, self.problems, "raw-html"), "ma-html", 90)
        md.treeprocessors.register(_Tree(md, self.problems), "ma-tree", 5)
        md.treeprocessors.register(self.linking, "ma-linking", 4)


class _AsText(InlineProcessor):
    """Leaves what it matches as text, and tells of it."""

    def __init__(self, pattern: str, md: Markdown, problems: list[Problem], code: str) -> None:
        super().__init__(pattern, md)
        self.problems = problems
        self.code = code

    def handleMatch(  # type: ignore[override]  # noqa: N802 (Python-Markdown's name)
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 (the whole text, for those who must look around)
    ) -> tuple[str, int, int]:
        self.problems.append(Problem(self.code, m[1]))
        return AtomicString(m[1]), m.start(0), m.end(0)


class _PrintedNumbers(OListProcessor):
    """A numbered list that remembers each printed number, where Markdown would count anew.

    A line that opens with a padded number or a date ("01. Budsjett", "12. mars") is no list.
    """

    SIBLING_TAGS: ClassVar[list[str]] = ["ol"]
    LAZY_OL = False

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        item = rf"(?!0)(?!\d+\.[ ]+(?:{'|'.join(MONTHS)})\b)\d{{1,6}}\."
        self.RE = re.compile(rf"^[ ]{{0,3}}{item}[ ]+(.*)", re.IGNORECASE)
        # The base class reads the mark from the first group, and the text from the third.
        self.CHILD_RE = re.compile(rf"^[ ]{{0,3}}(({item}))[ ]+(.*)", re.IGNORECASE)

    def get_items(self, block: str) -> list[str]:
        """Return the items of a list, each with a mark that holds its number."""
        marked = (self._marked(line) for line in block.split("\n"))
        return super().get_items("\n".join(marked))

    def _marked(self, line: str) -> str:
        match = self.CHILD_RE.match(line)
        if match is None:
            return line
        number = match[1].rstrip(".")
        return f"{line[: match.start(3)]}{_number_mark(number)}{match[3]}"


def _number_mark(number: str) -> str:
    # Python-Markdown takes these two characters out of every source, so none can be forged.
    return f"{STX}ol{number}{ETX}"


_NUMBER_MARK = re.compile(_number_mark(r"(\d+)"))


class _Tree(Treeprocessor):
    """Sees to headings, links and images in the parsed text."""

    def __init__(self, md: Markdown, problems: list[Problem]) -> None:
        super().__init__(md)
        self.problems = problems

    def run(self, root: ET.Element) -> None:
        for element in root.iter():
            if element.tag == "ol":
                self._number(element)
            elif element.tag == "h1":
                element.tag = "p"
                element.set("class", TITLE_CLASS)
            elif element.tag == "a":
                self._link(element)
            elif element.tag == "img":
                self._image(element)
        for element in root.iter():
            # A number that ended up in no numbered list stands as it is printed.
            if element.text and STX in element.text:
                element.text = _NUMBER_MARK.sub(r"\1. ", element.text)
            if element.tail and STX in element.tail:
                element.tail = _NUMBER_MARK.sub(r"\1. ", element.tail)

    def _number(self, element: ET.Element) -> None:
        """Give each item of a list its printed number."""
        expected = 1
        for position, item in enumerate(element):
            holder = next((each for each in item.iter() if (each.text or "").strip()), item)
            match = _NUMBER_MARK.match((holder.text or "").lstrip())
            if match is None:
                expected += 1
                continue
            holder.text = _NUMBER_MARK.sub("", holder.text or "", count=1)
            number = int(match[1])
            if position == 0:
                element.attrib.pop("start", None)
                if number != 1:
                    element.set("start", str(number))
            elif number != expected:
                item.set("value", str(number))
            expected = number + 1

    def _link(self, element: ET.Element) -> None:
        href = html.unescape((element.get("href") or "").replace(AMP_SUBSTITUTE, "&"))
        scheme = _SCHEME.match(_UNSEEN.sub("", href))
        if scheme and scheme[1].casefold() in _PUBLIC_SCHEMES:
            return
        element.tag = "span"  # which the sanitiser unwraps
        element.attrib.clear()
        if not href.startswith("#fn"):
            self.problems.append(Problem("unsafe-link" if scheme else "relative-link", href))

    def _image(self, element: ET.Element) -> None:
        self.problems.append(Problem("image", element.get("src") or ""))
        text = element.get("alt") or ""
        element.tag = "span"
        element.attrib.clear()
        element.text = text


_UNLINKED = frozenset({"a", "code", "pre"})


class LinkingTree(Treeprocessor):
    """Links stretches of the parsed text; what is a link or code already is left alone."""

    linker: Linker | None = None

    def run(self, root: ET.Element) -> None:
        if self.linker is not None:
            self._link(root, self.linker)

    def _link(self, element: ET.Element, linker: Linker) -> None:
        if element.tag in _UNLINKED:
            return
        children = list(element)
        if element.text:
            element.text, links = _linked(element.text, linker)
            for position, link in enumerate(links):
                element.insert(position, link)
        for child in children:
            self._link(child, linker)
            if child.tail:
                child.tail, links = _linked(child.tail, linker)
                at = list(element).index(child) + 1
                for position, link in enumerate(links):
                    element.insert(at + position, link)


# What the rules above look for.
_SIGNS: dict[type, str] = {
    _AsText: "<",
    _PrintedNumbers: ALWAYS,
    _Tree: ALWAYS,
    LinkingTree: ALWAYS,
}


def _linked(text: str, linker: Linker) -> tuple[str, list[ET.Element]]:
    """Cut a text at its links: the text before the first, and the links with their tails."""
    spans = linker(text)
    if not spans:
        return text, []
    links = []
    for span, following in zip(spans, [*spans[1:], None], strict=True):
        # A link without an address is HTML's own placeholder for one that could have been.
        leads = {"href": SITE_SCHEME + span.address} if span.address else None
        link = ET.Element("a", leads or {"class": UNRESOLVED_CLASS})
        link.text = AtomicString(text[span.start : span.end])
        link.tail = text[span.end : following.start if following else None]
        links.append(link)
    return text[: spans[0].start], links


class PageLinks(Extension):
    """Links, in the site's hand-written pages, what `linker` finds."""

    def __init__(self, linker: Linker) -> None:
        super().__init__()
        self._tree = LinkingTree()
        self._tree.linker = linker

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.treeprocessors.register(self._tree, "ma-linking", 4)
