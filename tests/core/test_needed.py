"""Rules of Python-Markdown that a text does not need are not tried, and none is missed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from meeting_archive.markup import Converter, Span

OURS = ["admonition", "nl2br", "sane_lists", "tables", "toc", "fenced_code"]
THEIRS = ["tables", "fenced_code", "toc"]


class Unknown(Treeprocessor):
    """Does nothing, which nobody but itself knows."""

    def run(self, root):
        """Leave the tree as it is."""


class WithUnknown(Extension):
    """Lets no rule be passed over, since one of them is not known."""

    def extendMarkdown(self, md):  # noqa: N802 (Python-Markdown's name)
        """Add the unknown rule."""
        md.treeprocessors.register(Unknown(md), "unknown", 0)


PIECES = st.sampled_from(
    [
        *"ab1.,:;!?/\\`~#=-_*+>|[](){}<&@'\" \n\r\t\x02\x03\u00a0",
        "ord", "Sak 12/11", "12. mars", "\n\n", "\r\n", "    ", "  \n", "\n> ", "\n- ", "\n1. ",
        "\n3. ", "\n## ", "\n---\n", "\n===\n", "***", "**fet**", "_kursiv_", "```", "~~~\n",
        "``\x02`", "a | b\n--|--\nc | d", "\n!!! note \"Tittel\"\n    ", "<b>", "</b>", "<!--",
        "-->", "<a@b.no>", "<https://a.no>", "&amp;", "&#35;", "&lt;", "[a](https://a.no)",
        "![a](b)", "[a][b]", "\n[a]: https://a.no", "\\*", "\\_", "ol12", "wzxhzdk:0",
        "klzzwxh:0000",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=20).map("".join)


def linker(text):
    """Link each "ord"."""
    at = text.find("ord")
    return [Span(at, at + 3, "saker/")] if at >= 0 else []


CONVERTERS = [(Converter(each), Converter([*each, WithUnknown()])) for each in (OURS, THEIRS)]
"""Some that try the rules that a text needs, each with one that tries all."""


@settings(max_examples=400)
@given(TEXTS)
def test_a_text_becomes_the_same(source):
    """What is made of a text is the same where only the rules are tried that it needs."""
    for needed, every in CONVERTERS:
        assert needed.linked(source, linker) == every.linked(source, linker)


@pytest.mark.parametrize(("needed", "every"), CONVERTERS)
def test_a_sentence_needs_no_inline_rules(needed, every):
    """Where all rules are known, none is tried for signs that a text does not have."""
    tried = []
    for converter in (needed, every):
        converter.linked("Saken utsettes til møtet i mars.", None)
        tried.append(len(converter._markdown.treeprocessors["inline"].inlinePatterns))
    assert tried[0] == 0
    assert tried[1] > 0
