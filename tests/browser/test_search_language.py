"""The browser reads Norwegian as the index does."""

import json
import re
from pathlib import Path

import pytest

from building import ROOT
from meeting_archive.language.words import Stemmer, fold, norwegian

VECTORS = json.loads((ROOT / "tests/language/vectors.json").read_text(encoding="utf-8"))
SCRIPTS = "assets/meeting-archive/search/"


@pytest.fixture
def language(page, site_url):
    """Call a function of the browser's own reading of Norwegian on many arguments."""
    page.goto(f"{site_url}om/")

    def call(expression, values):
        return page.evaluate(
            """async ([scripts, rules, prefixes, expression, values]) => {
                const module = await import(scripts + "norwegian.js");
                const language = module.language(rules, prefixes);
                const call = new Function("language", "module", "value", "return " + expression);
                return values.map((value) => call(language, module, value));
            }""",
            [site_url + SCRIPTS, norwegian(), VECTORS["prefixes"], expression, values],
        )

    return call


def test_every_word_of_the_repository_has_the_same_stem_in_both_languages(language):
    """Python's stemmer and the browser's agree on thousands of real words."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("*/**/*.md"))]
    own = [t for t in texts if t]
    words = sorted({word.lower() for text in own for word in re.findall(r"[^\W_]+", text)})
    stemmer = Stemmer()
    assert len(words) > 5000
    assert language("[language.stem(value), language.fold(value)]", words) == [
        [stemmer.stem(word), fold(word)] for word in words
    ]


def test_the_shared_examples_hold_in_the_browser(language):
    """Words, folded letters, numbers and dates are read as the vectors say."""
    words = [text for text, _words in VECTORS["tokens"]]
    assert language("module.tokens(value).map((token) => token.form)", words) == [
        found for _text, found in VECTORS["tokens"]
    ]
    assert language("language.fold(value)", [word for word, _ in VECTORS["fold"]]) == [
        folded for _, folded in VECTORS["fold"]
    ]
    asked = [[text, body] for text, body, _keys in VECTORS["keys"]]
    assert language("language.keys(...value).map((key) => key.keys)", asked) == [
        found for _text, _body, found in VECTORS["keys"]
    ]
    questions = [text for text, _keys in VECTORS["asked"]]
    assert language("language.askedKeys(value).map((key) => key.keys)", questions) == [
        found for _text, found in VECTORS["asked"]
    ]
    for words in VECTORS["alike"]:
        assert len(set(language("language.stem(value)", words))) == 1


def test_the_browser_is_given_the_rules_of_the_index(real_site):
    """There is one definition: the index carries it."""
    manifest = Path(real_site, SCRIPTS, "index/manifest.json").read_text(encoding="utf-8")
    assert json.loads(manifest)["language"] == norwegian()
