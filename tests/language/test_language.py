"""Norwegian as the index reads it; the browser is held against the same examples."""

import json
import re
from itertools import product
from pathlib import Path

import pytest

from meeting_archive.language.compounds import Compounds
from meeting_archive.language.words import (
    LONGEST_ENDING,
    Stemmer,
    common_words,
    fold,
    forms,
    norwegian,
)
from meeting_archive.search.keys import Keys

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("words", VECTORS["alike"], ids=" ".join)
def test_forms_and_spellings_of_a_word_have_one_stem(words):
    """Inflection, and bokmål against nynorsk, make no difference, in compounds neither."""
    stemmer = Stemmer()
    assert len({stemmer.stem(word) for word in words}) == 1


@pytest.mark.parametrize(("one", "other"), VECTORS["apart"])
def test_words_that_only_look_alike_stay_apart(one, other):
    """Folding is for lookup only: "møte" and "mot" are two words."""
    stemmer = Stemmer()
    assert stemmer.stem(one) != stemmer.stem(other)


def test_no_ending_is_longer_than_is_looked_for():
    """Else a long ending would be taken off in part."""
    endings = re.compile(norwegian()["endings"])
    inflections = ("", "er", "ar", "eran", "arn", "ern", "a", "t", "et", "r", "um")
    for word, *inflected in product(common_words(), inflections, inflections):
        text = "".join((word, *inflected))
        assert len(text) - len(endings.sub("", text)) <= LONGEST_ENDING


@pytest.mark.parametrize(("word", "folded"), VECTORS["fold"])
def test_letters_are_looked_up_however_they_are_typed(word, folded):
    """æ is typed ae or a, ø oe or o, å aa or a."""
    assert fold(word) == folded


@pytest.mark.parametrize(("text", "words"), VECTORS["tokens"])
def test_words_are_runs_of_letters_and_digits(text, words):
    """Hyphens and marks part words."""
    assert forms(text) == words


@pytest.mark.parametrize(("text", "body", "found"), VECTORS["keys"])
def test_numbers_and_dates_are_alike_however_they_are_written(text, body, found):
    """A case number and a date have one key each, and what is neither has none."""
    keys = Keys(VECTORS["prefixes"]).find(text, body)
    assert [list(key.keys) for key in keys] == found


@pytest.mark.parametrize(
    ("archive", "word", "parts"),
    [
        ("byvekst avtale", "byvekstavtaler", {"byvekst", "avtal"}),
        ("byvekst", "byvekstavtaler", {"byvekst", "avtal"}),
        ("avtale", "byvekstavtaler", {"byvekst", "avtal"}),
        ("kraftverk eier", "kraftverkseierne", {"kraftverk", "eig"}),
        (
            "utvikling plan næring",
            "næringsutviklingsplan",
            {"næring", "næringsutvikling", "utvikling", "utviklingsplan", "plan"},
        ),
        ("lang ås gås", "langåsen", {"lang", "ås"}),
        (
            "lade ladestasjon stasjon",
            "hurtigladestasjon",
            {"hurt", "hurtiglad", "lad", "ladestasjon", "stasjon"},
        ),
        ("lense sel kyst", "kystselen", {"kyst", "sel"}),
        ("rapport port", "kollektivrapporten", {"kollektiv", "rapport"}),
        ("blomstring", "algeoppblomstring", {"alg", "oppblomstring"}),
        ("", "transport", set()),
        ("", "byvekstavtaler", set()),
    ],
)
def test_a_compound_is_found_by_its_parts(archive, word, parts):
    """One part that the archive uses as a word is enough to cut a compound."""
    found = Compounds([*archive.split(), word], Stemmer()).all_parts(word)
    assert found == parts
