"""Norwegian words made comparable."""

import pytest

from meeting_archive.language.words import Stemmer
from meeting_archive.linking.analysis import Rarity, words, years
from meeting_archive.linking.terms import TermReader


def analysed(archive, text="", title=""):
    """Return the terms of a text in an archive that has other words besides, and what read it."""
    said = [
        tuple(" ".join(words(each)) for each in pair) for pair in (("", archive), (title, text))
    ]
    (_, terms), analyser = TermReader().read(said)
    return terms, analyser


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ferja", "fergene"),
        ("avtalen", "avtaler"),
        ("vegane", "veiene"),
        ("skolen", "skulen"),
        ("havna", "hamner"),
        ("kaia", "kaiene"),
        ("eiendommen", "eigedom"),
    ],
)
def test_forms_and_spellings_of_a_word_have_one_stem(one, other):
    """Inflection, and bokmål against nynorsk, make no difference."""
    assert Stemmer().stem(one) == Stemmer().stem(other)


def test_words_leave_out_what_every_paper_says():
    """Function words, numbers and the words of procedure say nothing of the matter."""
    assert list(words("Saken om 3 ferjer ble utsatt til neste møte")) == ["ferjer"]


@pytest.mark.parametrize(
    ("archive", "word", "parts"),
    [
        ("ferje avtale", "ferjeavtaler", {"ferj", "avtal"}),
        ("næring bygg", "næringsbygget", {"næring", "byggj"}),
        ("barn hage", "barnehagen", {"born", "hag"}),
        ("ferje leie", "fergeleie", {"ferj", "leig"}),
        ("ferje", "ferjeavtaler", set()),
    ],
)
def test_compounds_are_cut_into_words_of_the_archive(archive, word, parts):
    """A compound says its parts too, where the archive uses both as words."""
    terms, _ = analysed(archive, word)
    assert terms.parts == parts
    assert len(terms.all) == len(parts) + 1


def test_a_part_counts_less_than_a_word():
    """A word that stands on its own counts whole, whatever it is part of besides."""
    terms, _ = analysed("avtale", title="ferje ferjeavtale")
    assert terms.title["ferj"] == 1
    assert 0 < terms.title["avtal"] < 1


def test_parts_of_a_shared_word_are_counted_once():
    """Who shares a compound does not share its parts besides."""
    terms, analyser = analysed("ferje avtale", "ferjeavtale")
    assert analyser.counted_twice(terms.all) == {"ferj", "avtal"}


def test_words_are_shown_as_printed():
    """The word that a stem comes from is found in the text again, whole words first."""
    _, analyser = analysed("Ferje avtale Ferjeavtale Ferjene Ferjeavtalen")
    assert analyser.printed("ferj", "Ferjeavtalen for Ferjene") == "Ferjene"
    assert analyser.printed("bru", "Ferjeavtalen") is None


def test_rarity_falls_from_one_towards_nothing():
    """What only two share is as rare as it gets; what all have says next to nothing."""
    rarity = Rarity(100, {"all": 100, "many": 98, "two": 2, "one": 1})
    assert rarity.of("one") == rarity.of("two") == 1
    assert rarity.of("all") < rarity.of("many") < 0.01


def test_years_of_a_title():
    """A year is four digits on their own, not part of a number or a date."""
    assert years("Budsjett 2018 og økonomiplan 2019–2022") == {"2018", "2019", "2022"}
    assert years("Møte 07.12.2016, sak 12/2014, arkiv 20181") == frozenset()
