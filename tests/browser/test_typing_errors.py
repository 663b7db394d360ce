"""What a typing error costs, by its definition and as the browser reckons it."""

import random
import re
from itertools import pairwise

import pytest

from building import ROOT
from meeting_archive.language.words import fold, norwegian
from meeting_archive.search.dictionary import beginnings_shared

RULES = norwegian()["typing_errors"]
CHEAP = {frozenset(pair) for pair in RULES["cheap_pairs"]}
LIMITS = (0.6, 1, 1.2, 2, 3)
SCRIPT = "assets/meeting-archive/search/typing.js"
LETTERS = "abcdefghijklmnopqrstuvwxyzéð"


def exchange(one, other):
    if one == other:
        return 0
    return RULES["cheap"] if frozenset((one, other)) in CHEAP else 1


def costs_of_one_more(word):
    padded = f"\0{word}\0"
    doubled = [each in padded[at : at + 3 : 2] for at, each in enumerate(word)]
    return [RULES["cheap"] if each else 1 for each in doubled]


def cost(typed, meant):
    """Return what it costs to make one word of the other, all ways being tried."""
    more_typed, more_meant = costs_of_one_more(typed), costs_of_one_more(meant)
    before_last, last = None, list(range(len(meant) + 1))
    for i, letter in enumerate(typed, start=1):
        row = [i]
        for j, other in enumerate(meant, start=1):
            ways = [
                last[j - 1] + exchange(letter, other),
                last[j] + more_typed[i - 1],
                row[j - 1] + more_meant[j - 1],
            ]
            if i > 1 and j > 1 and typed[i - 2 : i] == meant[j - 2 : j][::-1]:
                ways.append(before_last[j - 2] + 1)
            row.append(min(ways))
        before_last, last = last, row
    return last[-1]


def mistyped(word, chance):
    """Return a word with an error."""
    at = chance.randrange(len(word))
    before, letter, after = word[:at], word[at], word[at + 1 :]
    other = chance.choice(LETTERS)
    swapped = before + after[:1] + letter + after[1:]
    return chance.choice([
        before + after,
        before + other + letter + after,
        before + other + after,
        before + letter + letter + after,
        swapped,
    ]) or other  # fmt: skip


def pairs():
    """Yield words, likely ones and unlike ones, for what was typed and for what was meant."""
    chance = random.Random(1)
    texts = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("tests/**/*.md"))]
    found = {fold(word.lower()) for text in texts for word in re.findall(r"[^\W\d_]+", text)}
    words = sorted(word for word in found if 3 <= len(word) <= 20)
    yield from pairwise(sorted(words, key=lambda word: (len(word), word)))
    for word in chance.choices(words, k=12_000):
        typed = word
        for _ in range(chance.randrange(5)):
            typed = mistyped(typed, chance)
        yield typed, word
        yield typed, chance.choice(words)


@pytest.fixture
def call(page, site_url):
    """Return a function of the browser's script on many arguments."""
    page.goto(f"{site_url}om/")

    def call(expression, values):
        return page.evaluate(
            """async ([script, rules, expression, values]) => {
                const module = await import(script);
                const typing = module.typingErrors(rules);
                const call = new Function("typing", "module", "value", "return " + expression);
                return values.map((value) => call(typing, module, value));
            }""",
            [site_url + SCRIPT, RULES, expression, values],
        )

    return call


def test_an_error_costs_what_it_does_by_definition(call):
    """Whatever is passed over unreckoned, no word that may be meant is missed, at any limit."""
    asked = [[typed, meant, LIMITS[at % len(LIMITS)]] for at, (typed, meant) in enumerate(pairs())]
    assert len(asked) > 25_000
    expected = [(cost(typed, meant), limit) for typed, meant, limit in asked]
    close = [each if each <= limit else None for each, limit in expected]
    assert sum(each is not None for each in close) > 5_000
    found = call("typing.costOf(value[0], value[2])(value[1])", asked)
    found = [each if each != float("inf") else None for each in found]
    assert found == close


def test_one_word_is_held_against_many(call):
    """What was reckoned for one word is not left over for the next."""
    words = sorted({meant for _typed, meant in pairs()})[::7]
    for typed in ("kommunne", "samarbiedsutvalget", "hurtigbat", "mote"):
        script = "value.map(typing.costOf(value[0], 2)).map((each) => Math.min(each, 9))"
        expected = [cost(typed, word) for word in (typed, *words)]
        assert call(script, [[typed, *words]]) == [[e if e <= 2 else 9 for e in expected]]


def test_the_browser_reads_the_dictionary(call):
    """Words that are written by what they do not share are read as they were."""
    words = sorted({"bane", "baner", "Bane", "båt", "𐐨ra", "𐐨rb"})
    written = {
        "words": beginnings_shared(words),
        "counts": list(range(len(words))),
        "stems": beginnings_shared(["mos", "mosene", "mos", "mose"]),
        "stemCounts": [7, 8],
    }
    assert call("module.spellings(value)", [written]) == [
        [
            *([word, at, word] for at, word in enumerate(words)),
            ["mos", 7, "mosene"],
            ["mos", 8, "mose"],
        ]
    ]
