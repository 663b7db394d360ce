"""Links from whatever was kept of the last build: the same as from nothing."""

import shutil
import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import DecodeError, msgpack

from builders import archive_of, minutes
from meeting_archive.cache import Cache
from meeting_archive.language.stems import shared_stemmer
from meeting_archive.linking.graph import Linking, link
from meeting_archive.linking.model import Basis
from meeting_archive.linking.terms import TermReader
from meeting_archive.linking.texts import LinkedTexts
from meeting_archive.markup import Converter
from meeting_archive.storing import encode

# Words that make each other into compounds as they come and go, some in two ways.
SIMPLE = "fjord ferje plan avtale by vekst skole bru sjø helse dag bok dagbok tre skred ras".split()
DAYS = ("2021-02-04", "2021-03-04", "2021-04-08", "2021-05-06")


@st.composite
def words(draw):
    """Draw a word, or a compound of two or three, in one of its forms."""
    parts = draw(st.lists(st.sampled_from(SIMPLE), min_size=1, max_size=3))
    bound = draw(st.sampled_from(("", "s", "e")))
    return bound.join(parts) + draw(st.sampled_from(("", "en", "ene", "a", "er")))


TEXTS = st.lists(words(), max_size=5).map(" ".join)
SAID = st.lists(st.tuples(TEXTS, TEXTS), max_size=6)
EDITS = st.lists(
    st.tuples(st.integers(0, 5), st.none() | st.tuples(TEXTS, TEXTS)), min_size=1, max_size=5
)


def edited(items, edits):
    """Yield a list as it is after each edit: one put in another's place, added or taken out."""
    now = list(items)
    for place, item in edits:
        now[place : place + 1] = [] if item is None else [item]
        yield list(now)


def read(kept, said):
    """Read texts as a process does that knows nothing but what was kept; return what it says."""
    shared_stemmer.cache_clear()
    reader = TermReader(kept or {})
    found, analyser = reader.read(said)
    terms = list(found)
    stems = {stem for each in terms for stem in each.all}
    twice = [analyser.counted_twice(stems & each.all) for each in terms]
    order = [list(each.title.items()) for each in terms]
    rare = {stem: reader.rarity.of(stem) for stem in stems}
    return (terms, order, twice, analyser.counted_twice(stems), rare), reader.packed()


@settings(max_examples=80, deadline=None)
@given(SAID, EDITS)
def test_texts_are_read_as_from_nothing(said, edits):
    """Whatever the archive was before, and however words were made of each other then."""
    kept = read(None, said)[1]
    for now in edited(said, edits):
        found, kept = read(kept, now)
        assert found == read(None, now)[0]


def test_what_is_kept_is_taken_once():
    """Of the same texts there is nothing new to keep; what is not ours is as nothing."""
    said = [("ferje fjordferje", "fjord"), ("avtale", "")]
    found, kept = read(None, said)
    reader = TermReader(kept)
    reader.read(said)
    assert all(each is kept[name] for name, each in reader.packed().items() if name != "claims")
    for name in kept:
        assert read(kept | {name: b"\x93"}, said)[0] == found
        assert read({each: kept[each] for each in kept if each != name}, said)[0] == found


def test_a_word_is_cut_by_forms_that_only_the_last_build_asked_for():
    """A "fergeavtale" is made of "ferge" once an archive has "ferja", which is no part of it."""
    said = [("fergeavtale", "avtale ferie")]
    now = [*said, ("ferja", "")]
    found, _ = read(read(None, said)[1], now)
    assert "ferj" in found[0][0].parts
    assert found == read(None, now)[0]


def test_of_two_words_with_one_stem_the_later_gives_the_parts():
    """Whichever of them that is now."""
    one, other = ("betalingsdagbok", ""), ("betalingsdagboka", "")
    words = ("betaling dagbok betalingsdag bok", "")
    kept = None
    for said, parts in (
        ([one, other, words], {"betalingsdag", "bok"}),
        ([other, one, words], {"betaling", "dagbok"}),
    ):
        found, kept = read(kept, said)
        assert found[3] >= parts
        reader = TermReader(kept)
        assert set(reader.read(said)[1].parts_of("betalingsdagbok")) == parts


case = st.tuples(TEXTS, TEXTS, st.sampled_from(("utsettes", "vedtas")))
archives = st.lists(case, min_size=1, max_size=8)
changes = st.lists(st.tuples(st.integers(0, 7), st.none() | case), min_size=1, max_size=3)


def records(cases):
    """Return minutes of some meetings, two cases in each."""
    bodies = [
        f"## SU {number:02}/21 Sak om {title}\n\nUtsatt sak fra forrige møte: {text}.\n\n"
        f"Vedtak: Saken {decision}."
        for number, (title, text, decision) in enumerate(cases, start=1)
    ]
    return {
        f"su/{day}/protokoll.md": minutes("\n\n".join(two), day=day)
        for at, day in enumerate(DAYS)
        if (two := bodies[2 * at : 2 * at + 2])
    }


@pytest.mark.parametrize("damage", [None, "DELETE FROM entry WHERE rowid % 2", "DELETE FROM run"])
@settings(max_examples=8, deadline=None)
@given(archives, changes)
def test_links_are_the_same_whatever_is_kept(damage, cases, edits):
    """After each edit of an archive, with the cache of the one before or what is left of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cache.db"
        for number, now in enumerate([list(cases), *edited(cases, edits)]):
            archive = archive_of(Path(folder) / str(number), records(now)).archive
            expected = link(archive, LinkedTexts(archive, Converter()))
            shared_stemmer.cache_clear()
            cache = Cache(path)
            found = Linking(archive, LinkedTexts(archive, Converter(), cache), cache).linked
            cache.close()
            assert found == expected
            if damage:
                with sqlite3.connect(path) as database:
                    database.execute(damage)


def test_a_case_comes_back_in_an_archive_that_is_known(tmp_path):
    """The links that rules suggest are among those that are held equal."""
    cases = [("fjordferje", "bru", "utsettes"), ("skole", "by", "vedtas")] * 2
    for _ in range(2):
        archive = archive_of(tmp_path, records(cases)).archive
        cache = Cache(tmp_path / "cache.db")
        linked = Linking(archive, LinkedTexts(archive, Converter(), cache), cache).linked
        assert [each for each in linked.graph.links if each.basis is Basis.INFERRED]
        cache.close()


def test_what_is_read_late_is_not_trusted_either(tmp_path):
    """A row that is whole, and of which all that is read at first is what it should be."""
    cases = [("fjordferje", "bru", "utsettes"), ("skole", "by", "vedtas")] * 2
    now = archive_of(tmp_path, records([*cases, ("dagbok", "helse", "vedtas")])).archive
    expected = link(now, LinkedTexts(now, Converter()))
    before = archive_of(tmp_path / "before", records(cases)).archive
    path = tmp_path / "cache.db"
    Linking(before, LinkedTexts(before, Converter()), Cache(path)).linked  # noqa: B018
    with sqlite3.connect(path) as database:
        rows = database.execute("SELECT key, value FROM entry WHERE kind = 'words'").fetchall()
    damaged = {key: _damaged(value) for key, value in rows}
    assert sum(each is not None for each in damaged.values()) > 1
    for key, value in damaged.items():
        if value is None:
            continue
        shutil.copy(path, other := tmp_path / "damaged.db")
        cache = Cache(other)
        cache.put_many("words", {key: value})
        shared_stemmer.cache_clear()
        assert Linking(now, LinkedTexts(now, Converter()), cache).linked == expected
        cache.close()


def _damaged(value):
    """Return a table with other things in it than it should have, None for what is no table."""
    with suppress(DecodeError):
        table = msgpack.decode(value)
        if isinstance(table, dict) and table:
            return encode(
                {key: [1, 5, 5] if list is type(each) else 5 for key, each in table.items()}
            )
    return None
