"""Which of Python-Markdown's rules a text needs: most of its time is spent on trying the others.

A rule that looks for a sign does nothing where there is none. None of the rules that are known
here makes signs, so that those of a text as it was read tell which rules can do anything to it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from markdown import Markdown
from markdown import blockprocessors as blocks
from markdown import inlinepatterns as inline
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.extensions.nl2br import BR_RE
from markdown.extensions.sane_lists import SaneUListProcessor
from markdown.extensions.tables import TableProcessor
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import InlineProcessor, PrettifyTreeprocessor, UnescapeTreeprocessor
from markdown.util import Registry

ALWAYS = ""
"""What a rule looks for that may do something to any text."""

_Rule = TypeVar("_Rule")
_LINE_BREAKS = "\n\r"
_RULES: dict[type, str] = {
    NormalizeWhitespace: ALWAYS,
    FencedBlockPreprocessor: "`~",
    blocks.EmptyBlockProcessor: ALWAYS,
    blocks.ListIndentProcessor: ALWAYS,
    blocks.CodeBlockProcessor: ALWAYS,
    blocks.HashHeaderProcessor: "#",
    blocks.SetextHeaderProcessor: "=-",
    blocks.HRProcessor: "-_*",
    blocks.BlockQuoteProcessor: ">",
    blocks.ParagraphProcessor: ALWAYS,
    AdmonitionProcessor: "!",
    SaneUListProcessor: "*+-",
    TableProcessor: "|",
    InlineProcessor: ALWAYS,
    PrettifyTreeprocessor: ALWAYS,
    UnescapeTreeprocessor: ALWAYS,
}
"""The signs of which a rule looks for one."""
_EXPRESSIONS = {
    inline.BACKTICK_RE: "`",
    inline.ESCAPE_RE: "\\",
    inline.LINK_RE: "[",
    inline.IMAGE_LINK_RE: "[",
    inline.AUTOLINK_RE: "<",
    inline.AUTOMAIL_RE: "<",
    inline.ENTITY_RE: "&",
    inline.LINE_BREAK_RE: _LINE_BREAKS,
    r"\*|_": "*_",
    BR_RE: _LINE_BREAKS,
}
"""The same of Python-Markdown's inline rules, by the expression that each looks for."""


class NeededRules:
    """Lets a converter try those rules only that a text needs."""

    def __init__(self, md: Markdown, own: Mapping[type, str]) -> None:
        """Take a converter, and what rules of our own look for."""
        self._md = md
        self._of_text = _with_signs(md.preprocessors, own)
        self._of_blocks = _with_signs(md.parser.blockprocessors, own)
        self._of_words = _with_signs(md.inlinePatterns, own)
        rules = (
            *self._of_text,
            *self._of_blocks,
            *self._of_words,
            *_with_signs(md.treeprocessors, own),
        )
        # A rule that is not known here may make any sign.
        self._are_known = all(signs is not None for _, signs in rules)
        self._signs = sorted({sign for _, signs in rules for sign in signs or ()})
        self._chosen: dict[str, tuple[Registry[Any], Registry[Any], Registry[Any]]] = {}

    def choose(self, source: str) -> None:
        """Choose the rules for the text that is converted next."""
        if not self._are_known:
            return
        signs = "".join(sign for sign in self._signs if sign in source)
        chosen = self._chosen.get(signs)
        if chosen is None:
            chosen = self._chosen[signs] = (
                _needed(self._of_text, signs),
                _needed(self._of_blocks, signs),
                _needed(self._of_words, signs),
            )
        self._md.preprocessors, self._md.parser.blockprocessors, of_words = chosen
        inline_rules = self._md.treeprocessors["inline"]
        if isinstance(inline_rules, InlineProcessor):
            inline_rules.inlinePatterns = of_words


def _with_signs(rules: Iterable[_Rule], own: Mapping[type, str]) -> list[tuple[_Rule, str | None]]:
    return [(rule, own.get(type(rule), _signs_of(rule))) for rule in rules]


def _signs_of(rule: object) -> str | None:
    """Return the signs that a rule of Python-Markdown looks for, None where it is not known."""
    if isinstance(rule, inline.Pattern):
        is_known = type(rule).__module__ == inline.__name__
        return _EXPRESSIONS.get(rule.getCompiledRegExp().pattern) if is_known else None
    return _RULES.get(type(rule))


def _needed(rules: Iterable[tuple[_Rule, str | None]], signs: str) -> Registry[_Rule]:
    needed: Registry[_Rule] = Registry()
    for at, (rule, looked_for) in enumerate(rules):
        if not looked_for or any(sign in signs for sign in looked_for):
            needed.register(rule, str(at), -at)
    return needed
