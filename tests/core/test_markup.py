"""Record Markdown to safe HTML and to plain text."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meeting_archive.markup import TITLE_CLASS, Converter, Problem
from meeting_archive.plain import plain_text

CONVERTER = Converter(["tables", "fenced_code", "sane_lists", "def_list", "footnotes"])
SAFE_TAGS = set(
    "p br hr h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code em strong del ins mark sub sup"
    " table thead tbody tr th td a abbr".split()
)


def html_of(source: str) -> str:
    return CONVERTER.convert(source).html


def text_of(source: str) -> str:
    return CONVERTER.convert(source).text


def problems_of(source: str) -> list[tuple[str, str]]:
    return [(each.code, each.value) for each in CONVERTER.convert(source).problems]


# HTML


@pytest.mark.parametrize(
    ("source", "shown", "told"),
    [
        ("a <b>fet</b>", "a &lt;b&gt;fet&lt;/b&gt;", ["<b>", "</b>"]),
        (
            "<script>alert(1)</script>",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            ["<script>", "</script>"],
        ),
        ("<img src=x onerror=y>", "&lt;img src=x onerror=y&gt;", ["<img src=x onerror=y>"]),
        ("<javascript:a()>", "&lt;javascript:a()&gt;", ["<javascript:a()>"]),
    ],
)
def test_html_is_text(source, shown, told):
    """HTML in a record is shown as the text that it is, and told."""
    assert html_of(source) == f"<p>{shown}</p>"
    assert text_of(source) == source
    assert problems_of(source) == [("raw-html", each) for each in told]


def test_block_of_html_is_text():
    """A block of HTML hides no Markdown, and is text line by line."""
    assert html_of("<div>\n## Ferje\n</div>") == (
        "<p>&lt;div&gt;</p>\n<h2>Ferje</h2>\n<p>&lt;/div&gt;</p>"
    )


def test_comment_is_told():
    """A comment would be published, and is told."""
    assert problems_of("Før <!-- hemmelig --> etter") == [("html-comment", "<!--")]
    assert text_of("Før <!-- hemmelig --> etter") == "Før <!-- hemmelig --> etter"


@pytest.mark.parametrize("source", ["`<b>`", "    <b>", "```\n<b>\n```"])
def test_html_in_code_is_code(source):
    """Code may hold what it likes, and nothing is told of it."""
    assert "&lt;b&gt;" in html_of(source)
    assert text_of(source) == "<b>"
    assert problems_of(source) == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Nes & Vik &amp; co", "Nes & Vik & co"),
        ("3 < 4 > 2", "3 < 4 > 2"),
        ("&lt;b&gt;", "<b>"),
        ("{{ config.site_name }} {% if x %}", "{{ config.site_name }} {% if x %}"),
        ("§ 13 «Ås» – 100 %", "§ 13 «Ås» – 100 %"),
        ("snake_case_ord", "snake_case_ord"),
        ("{: .klasse onclick=x }", "{: .klasse onclick=x }"),
        ("2021\\. året", "2021. året"),
        ("Linje én  \nlinje to", "Linje én\nlinje to"),
        ("Linje én\nlinje to", "Linje én linje to"),
    ],
)
def test_text_stays_as_it_is(source, text):
    """Signs that mean something elsewhere are text here."""
    assert text_of(source) == text
    assert problems_of(source) == []


# Links and images


@pytest.mark.parametrize(
    ("source", "href"),
    [
        ("[kart](https://example.org/a?b=1&c=2)", "https://example.org/a?b=1&amp;c=2"),
        ("[kart](HTTP://example.org)", "HTTP://example.org"),
        ("<https://example.org/>", "https://example.org/"),
        ("[Kari](mailto:kari@example.org)", "mailto:kari@example.org"),
    ],
)
def test_links_that_hold_anywhere_stay(source, href):
    """Links with a public scheme are kept, and say nothing of where they stand."""
    assert f'href="{href}"' in html_of(source)
    assert 'rel="noopener noreferrer"' in html_of(source)
    assert problems_of(source) == []


def test_address_of_mail_is_a_link():
    """An address in angle brackets is a link to it."""
    (link,) = re.findall(r'<a href="([^"]*)"', html_of("<kari@example.org>"))
    assert link == "mailto:kari@example.org"


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript&#58;alert(1)",
        "&#106;avascript:alert(1)",
        "java\u200bscript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "tel:123",
    ],
)
def test_unsafe_links_are_dropped_and_told(target):
    """A link with any other scheme is only its words, and told."""
    assert html_of(f"[kart]({target})") == "<p>kart</p>"
    assert [code for code, _ in problems_of(f"[kart]({target})")] == ["unsafe-link"]


@pytest.mark.parametrize(
    "target", ["kart.pdf", "../x/", "/moter/", "//example.org", "#anker", "?a=b"]
)
def test_relative_links_are_dropped_and_told(target):
    """A relative link would not hold on every page that the text stands on."""
    assert html_of(f"[kart]({target})") == "<p>kart</p>"
    assert problems_of(f"[kart]({target})") == [("relative-link", target)]


@pytest.mark.parametrize("alt", ["kart over Nes", ""])
def test_images_are_their_words(alt):
    """An image is its description, and told."""
    assert "<img" not in html_of(f"![{alt}](kart.png)")
    assert text_of(f"![{alt}](kart.png)") == alt
    assert problems_of(f"![{alt}](kart.png)") == [("image", "kart.png")]


@pytest.mark.parametrize(
    "source", ["[x]: https://example.org", '[x]: https://example.org "t"\n\n[x]']
)
def test_definitions_do_not_vanish(source):
    """What would define a link elsewhere is text that stands."""
    assert text_of(source) == "\n".join(line for line in source.split("\n") if line)


# Structure


@pytest.mark.parametrize("source", ["# PROTOKOLL", "PROTOKOLL\n========="])
def test_printed_title_is_no_heading_of_the_page(source):
    """A heading of the first level becomes a paragraph: a page has one, its own."""
    assert html_of(source) == f'<p class="{TITLE_CLASS}">PROTOKOLL</p>'


def test_headings_stay():
    """Headings of other levels stay."""
    assert html_of("## A\n\n#### B") == "<h2>A</h2>\n<h4>B</h4>"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("1. en\n2. to", "1. en\n2. to", id="list"),
        pytest.param("5. fem\n6. seks", "5. fem\n6. seks", id="from five"),
        pytest.param("1. en\n3. tre", "1. en 3. tre", id="a number missing"),
        pytest.param("1. en\n\n3. tre", "1. en\n3. tre", id="missing, with space"),
        pytest.param("2. to\n1. en", "2. to 1. en", id="backwards"),
        pytest.param("1. en\n1. to", "1. en 1. to", id="all ones"),
        pytest.param("01. en\n02. to", "01. en 02. to", id="padded"),
        pytest.param("12. mars kom ferja", "12. mars kom ferja", id="a date"),
        pytest.param(
            "- a\n\n1. en\n2. to\n\nTekst\n\n4. fire", "- a\n1. en\n2. to\nTekst\n4. fire", id="two"
        ),
        pytest.param("> 3. tre\n> 5. fem", "3. tre\n5. fem", id="in a quotation"),
        pytest.param("- punkt\n    3. tre\n    4. fire", "- punkt\n3. tre\n4. fire", id="nested"),
        pytest.param(
            "- punkt\n    1. en\n    3. tre", "- punkt\n1. en\n3. tre", id="nested, missing"
        ),
        pytest.param("    1. en\n    3. tre", "1. en\n3. tre", id="in code"),
        pytest.param("- - en\n    2. to", "- - en\n- 2. to", id="after a bullet in a bullet"),
        pytest.param("2. to\n    - a\n4. fire", "2. to\n- a\n4. fire", id="bullets between"),
    ],
)
@pytest.mark.parametrize("extensions", [(), ("sane_lists", "fenced_code")], ids=["alone", "sane"])
def test_numbers_are_as_printed(source, text, extensions):
    """No number of a list is ever another than the printed one, whatever the site uses."""
    assert Converter(extensions).convert(source).text.split() == text.split()


def test_number_before_a_definition():
    """A number before what another extension makes of its line is still the printed one."""
    assert text_of("1. ferje\n: båt").split() == ["1.", "ferje", "båt"]


def test_numbered_list_is_a_list():
    """A list that counts on from its first number is a list."""
    assert html_of("5. fem\n6. seks") == '<ol start="5">\n<li>fem</li>\n<li>seks</li>\n</ol>'


def test_tables_stay():
    """A table is a table, and its text stands row by row."""
    source = "| Kommune | Sum |\n|---|--:|\n| Nes | 10 |\n| Sildvåg | 20 |"
    assert html_of(source).startswith("<table>")
    assert '<td style="text-align: right">10</td>' in html_of(source).replace(
        "text-align:right", "text-align: right"
    )
    assert [line.split() for line in text_of(source).split("\n")] == [
        ["Kommune", "Sum"],
        ["Nes", "10"],
        ["Sildvåg", "20"],
    ]


def test_plain_text_has_marks_and_lines():
    """Plain text has a line for each block, and lists keep their marks."""
    source = "Kari:\n\n- *en*\n\n    mer\n\n- **to**\n\n> sitat"
    assert text_of(source) == "Kari:\n- en\nmer\n- to\nsitat"
    assert plain_text("<p>a<br>b</p><pre>c\n  d</pre>") == "a\nb\nc\nd"


# The converter


@pytest.mark.parametrize("name", ["toc", "attr_list", "md_in_html", "smarty", "meta", "extra"])
def test_unsuitable_extensions_are_left_out(name):
    """Extensions that change letters, or let authors write attributes, do nothing to records."""
    source = 'a: b\n\n## A {: #x .y }\n\n"x" -- ...\n\n[TOC]\n\n<div markdown>*b*</div>'
    assert Converter([name], {name: {}}).convert(source) == Converter().convert(source)


def test_every_letter_is_kept_whatever_the_site_uses():
    """No extension of the site that is taken changes a sign."""
    converter = Converter(["smarty", "pymdownx.smartsymbols", "pymdownx.emoji", "tables"])
    assert (
        converter.convert('"(c)" -- 1/2 ... :smile: --> +/-').text
        == '"(c)" -- 1/2 ... :smile: --> +/-'
    )


@pytest.mark.parametrize(
    ("source", "word"),
    [
        pytest.param("|a|\n|-|\n|b|c|", "c", id="a cell too many"),
        pytest.param("Tekst\n\n|a|\n|-|\n|b|c|\n\nmer", "c", id="in the middle"),
    ],
)
def test_what_is_not_shown_as_written_is_told(source, word):
    """A word that Markdown swallows is a problem that names it."""
    assert CONVERTER.convert(source).problems == (Problem("not-verbatim", word),)


@pytest.mark.parametrize(
    "source",
    [
        '[Kart (nytt)](https://example.org/kart_(1).pdf "Kartet") og <https://example.org/a>',
        "```python\nprint(1)\n```\n\n&aring; &amp; *kursiv* __fet__ snake_case 1\\. x",
        "|a|b|\n|:-|-:|\n|1|2|\n\n3. tre\n\nOrd\n:   forklaring\n\n> sitat",
        "# Tittel #\n\n<b>HTML</b> [x] - [ ] {{ mal }} {: .klasse }",
    ],
)
def test_what_is_shown_as_written_is_not_told(source):
    """Markup, link targets and kinds of code are no words of the text."""
    codes = {problem.code for problem in CONVERTER.convert(source).problems}
    assert codes <= {"raw-html"}


def test_suitable_extensions_are_used():
    """An extension that harms nothing works, with its options."""
    assert "<table>" in Converter(["tables"]).convert("|a|\n|-|\n|b|").html
    assert "<table>" not in Converter().convert("|a|\n|-|\n|b|").html
    options = {"tables": {"use_align_attribute": True}}
    source = "|a|\n|-:|\n|b|"
    assert "text-align" in Converter(["tables"]).convert(source).html
    assert "text-align" not in Converter(["tables"], options).convert(source).html


def test_texts_do_not_reach_each_other():
    """Each text is converted for itself, its problems included, however often."""
    converter = Converter(["footnotes"])
    first = converter.convert("a[^1] <b>\n\n[^1]: *note*")
    assert converter.convert("c[^1]").problems == ()
    assert "note" not in converter.convert("c[^1]").text
    assert converter.convert("a[^1] <b>\n\n[^1]: *note*") is first
    assert first.problems == (Problem("raw-html", "<b>"),)


# Whatever is written


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


FRAGMENTS = st.sampled_from(
    [
        *(
            "<script>",
            "</script>",
            "<img src=x onerror=a()>",
            "<svg/onload=a()>",
            "<a href='javascript:a'>",
        ),
        *(
            "[a](javascript:a)",
            "[a](<javascript:a>)",
            "![a](javascript:a)",
            "[a]: javascript:a",
            "[a][a]",
        ),
        *(
            "&#106;avascript:",
            "javascript&colon;",
            "data:text/html,",
            '<https://x.no"onclick=a>',
            "on",
        ),
        *(
            "\x02",
            "\x03",
            "klzzwxh:0000",
            "wzxhzdk:0",
            "\0",
            "\u2028",
            "<!--",
            "-->",
            "&",
            "&amp;",
            "{{ x }}",
        ),
        *(
            "\n",
            "\n\n",
            "    ",
            "```\n",
            "~~~",
            "`",
            "- ",
            "1. ",
            "> ",
            "# ",
            "|",
            "|---|\n",
            "[^1]",
            ": ",
        ),
        *("*", "_", "[", "]", "(", ")", "<", ">", '"', "'", "=", "\\", "{: onclick=a }"),
    ]
)


@settings(deadline=None, derandomize=True, max_examples=600)
@given(st.lists(FRAGMENTS | st.text(max_size=6), max_size=14).map("".join))
def test_nothing_that_runs_comes_out(source):
    """Whatever a record holds, no element, attribute or address that could run code comes out."""
    parser = _Elements()
    parser.feed(html_of(source))
    parser.close()
    for tag, attributes in parser.found:
        assert tag in SAFE_TAGS
        assert not [name for name in attributes if name.startswith("on")]
        assert attributes.keys() <= {"href", "title", "rel", "class", "start", "style"}
        href = attributes.get("href")
        assert href is None or re.match(r"(?:https?|mailto):", href, re.IGNORECASE)


PLAIN_LINE = st.lists(
    st.text(alphabet="abcdefghijklmnoprstuvyæøåÆØÅéäö0123456789", min_size=1, max_size=8),
    min_size=1,
    max_size=6,
).map(" ".join)
LINE = st.tuples(
    st.sampled_from(
        [
            *("", "", "  ", "    ", "- ", "## ", "> ", "1. ", "2. ", "7. ", "01. ", "12. mars "),
            *("- - ", "> 3. ", "    2. ", "    4. ", "        9. ", "1. 2. ", "3. - ", "- 6. "),
        ]
    ),
    PLAIN_LINE,
)


@settings(deadline=None, derandomize=True, max_examples=400)
@given(st.lists(LINE.map("".join) | st.just(""), max_size=10).map("\n".join))
def test_every_word_comes_out_in_order(source):
    """The words and numbers of a text are those of its HTML and its plain text, in order."""
    words = re.findall(r"\w+", source)
    assert re.findall(r"\w+", text_of(source)) == words
    assert not re.search(r"[\x00-\x08]", html_of(source))
    assert re.findall(r"\w+", plain_text(html_of(source))) == words


@pytest.mark.parametrize("source", ["- " * 1000 + "x", "[" * 3000, "![" * 3000])
def test_what_cannot_be_converted_is_shown_as_it_stands(source):
    """A text that nests too deep is an error for its editor, and never an exception."""
    fragment = CONVERTER.convert(source)
    assert [problem.code for problem in fragment.problems] == ["too-complex"]
    assert fragment.text == source
