"""The index as it is kept: from whatever there was before, the same bytes as from nothing."""

import datetime as dt
import shutil
import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meeting_archive.cache import Cache
from meeting_archive.search import index as search_index
from meeting_archive.search import kept, updating
from meeting_archive.search.entries import Entry, Kind, Passage, Tier, Value, listed, order_of
from meeting_archive.search.index import Wording, build_index
from meeting_archive.search.shards import pack, repack

WORDING = Wording({"SU": "su"})


def kept_index(entries, wording, cache):
    return kept.kept_index(map(listed, entries), wording, cache)


# Words that make each other into compounds as they come and go.
SIMPLE = "fjord ferje plan avtale by vekst skole bru sjø helse klinikk sykehus rå kart".split()


@st.composite
def words(draw):
    """Draw a word, or a compound of two or three, in one of its forms."""
    parts = draw(st.lists(st.sampled_from(SIMPLE), min_size=1, max_size=3))
    bound = draw(st.sampled_from(("", "s", "e")))
    return bound.join(parts) + draw(st.sampled_from(("", "en", "ene", "a", "er")))


# What is folded alike, written apart, spelt in two languages, or counted as another word's form.
OTHERS = "av om for og får for fár skule skulen SKULE møte mote Ås as Byplan BYPLAN avtala".split()
TEXTS = st.lists(
    st.one_of(words(), words().map(str.capitalize), st.sampled_from(OTHERS)),
    min_size=1,
    max_size=8,
).map(" ".join)
PASSAGES = st.builds(Passage, TEXTS, st.sampled_from(list(Tier)))
VALUES = st.sampled_from(["a", "b", "c"]).map(lambda id_: Value(id_, id_.upper()))
FACETS = st.dictionaries(
    st.sampled_from(["tema", "ar"]), st.lists(VALUES, max_size=2, unique=True).map(tuple)
)


def entries(*titles):
    return [
        Entry(Kind.CASE, f"saker/su/2021/{at}/", title, number=f"SU {at}/21", body="su")
        for at, title in enumerate(titles, start=1)
    ]


MANY = sorted(
    (
        replace(each, date=dt.date(2021, 1, at))
        for at, each in enumerate(entries(*(f"{a}{b} {b}" for a in SIMPLE for b in SIMPLE[:2])), 1)
    ),
    key=order_of,
)


@pytest.fixture
def small_files(monkeypatch):
    """Let a small archive have many files, and be updated however much has changed."""
    for module in (search_index, updating):
        monkeypatch.setattr(module, "WORDS_SIZE", 200)
        monkeypatch.setattr(module, "PAIRS_SIZE", 200)
    monkeypatch.setattr(updating, "_MOST", 1.0)


@pytest.fixture
def cache(tmp_path):
    opened = Cache(tmp_path / "cache.db")
    yield opened
    opened.close()


@pytest.fixture
def made(monkeypatch):
    """Gather the indexes that were made from nothing."""
    found = []

    def make(*given):
        found.append(original(*given))
        return found[-1]

    original = kept.index_of
    monkeypatch.setattr(kept, "index_of", make)
    return found


CHANGES = st.lists(
    st.lists(
        st.tuples(
            st.integers(0, len(MANY) - 1),
            st.fixed_dictionaries(
                {"title": TEXTS, "passages": st.lists(PASSAGES, max_size=3).map(tuple)},
                optional={"facets": FACETS, "known_as": TEXTS, "language": st.just("nn")},
            ),
        ),
        min_size=1,
        max_size=3,
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=15, deadline=None)
@given(CHANGES)
def test_an_updated_index_is_the_one_made_from_nothing(changes):
    """Words come and go, and what other words are made of with them; each byte is as it is new."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (search_index, updating):
            patch.setattr(module, "WORDS_SIZE", 200)
            patch.setattr(module, "PAIRS_SIZE", 200)
        patch.setattr(updating, "_MOST", 1.0)
        cache = Cache(None, preview=True)
        now = list(MANY)
        kept_index(now, WORDING, cache)
        for some in changes:
            for at, values in some:
                now[at] = replace(now[at], **values)
            assert kept_index(now, WORDING, cache) == build_index(now, WORDING)


ROWS = st.dictionaries(
    st.text("abc", min_size=1, max_size=4), st.text("xy", max_size=60), max_size=40
)


@settings(max_examples=100, deadline=None)
@given(ROWS, ROWS, st.sets(st.text("abc", min_size=1, max_size=4)))
def test_changed_rows_are_packed_as_if_they_had_always_been_there(before, changed, gone):
    """Rows come, go, grow and shrink; files begin where they would have begun."""

    def rows(values):
        return [row(key, value) for key, value in sorted(values.items())]

    def row(key, value):
        return f'["{key}","{value}"]'

    after = {key: value for key, value in {**before, **changed}.items() if key not in gone}
    places = {(key,) for key in {*changed, *gone}}
    made = {key: row(key, value) for key, value in after.items()}
    changes = {place: (lambda _row, key=place[0]: made.get(key)) for place in places}
    packed = list(pack(rows(before), 60))
    if packed:
        assert list(repack(packed, changes, lambda row: (row[0],), 60)) == list(
            pack(rows(after), 60)
        )


def test_an_index_is_made_once(cache, made, small_files):
    """The same entries, in whatever order, are taken from what was kept; few others are added."""
    first = kept_index(MANY, WORDING, cache)
    assert kept_index(reversed(MANY), WORDING, cache) == first
    changed = [replace(MANY[0], title="Ny tittel"), *MANY[1:]]
    assert kept_index(changed, WORDING, cache) != first
    assert len(made) == 1


def test_only_entries_that_the_index_does_not_know_are_made(cache, small_files):
    """Neither what is as it was, nor what only moved; and each of the others once."""
    asked = []

    def counted(entry):
        one = listed(entry)
        return replace(one, make=lambda: asked.append(entry) or entry)

    kept.kept_index(map(counted, MANY), WORDING, cache)
    assert sorted(map(repr, asked)) == sorted(map(repr, MANY))
    asked.clear()
    changed = [replace(MANY[0], title="Ny tittel", facets={"tema": (Value("a", "A"),)}), *MANY[1:]]
    assert kept.kept_index(map(counted, changed), WORDING, cache) == build_index(changed, WORDING)
    assert asked == changed[:1]
    asked.clear()
    fewer = changed[:5] + changed[6:]
    assert kept.kept_index(map(counted, fewer), WORDING, cache) == build_index(fewer, WORDING)
    assert asked == []


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (("By vekst", "Plan"), ("By vekst", "Byvekst")),
        (("By vekst", "Byvekst"), ("By vekst", "Plan")),
        (("Avtalen om byvekst", "Plan"), ("Avtalen om byvekst", "Byvekstavtale")),
        (("Sykehusklinikken", "Plan"), ("Sykehusklinikken", "Sykehus")),
        (("Skulebruen", "Bru"), ("Skulebruen", "Skole")),
        (("Byplan", "byplan byplan"), ("Byplan", "BYPLAN BYPLAN")),
        (("får", "får"), ("får", "fár fár")),
    ],
)
def test_what_another_entry_says_changes_how_one_is_read(cache, small_files, made, before, now):
    """Words that come or go make others into compounds, and spellings into the commonest."""
    many = MANY[len(before) :]
    first = [*entries(*before), *many]
    kept_index(first, WORDING, cache)
    then = [*entries(*now), *many]
    assert kept_index(then, WORDING, cache) == build_index(then, WORDING)
    assert len(made) == 1


def test_each_file_is_told_by_its_digest_and_kept_by_it(cache, small_files):
    """Whoever had a file before need not look into it again."""
    first = kept_index(MANY, WORDING, cache)
    then = kept_index([replace(MANY[0], title="Ny tittel"), *MANY[1:]], WORDING, cache)
    for files in (first, kept_index(MANY, WORDING, cache), then):
        assert files.keys() == files.digests.keys()
        assert cache.get_many("file", files.digests.values()) == {
            files.digests[name]: content for name, content in files.items()
        }
    kept_on = set(first.digests.values()) & set(then.digests.values())
    assert len(kept_on) > len(first) / 2


def test_one_of_what_belongs_together_is_not_used_alone(tmp_path, small_files):
    """Neither the index without any of what is kept of its words, nor that without the index."""
    whole = tmp_path / "whole.db"
    kept_index(MANY, WORDING, Cache(whole))
    with sqlite3.connect(whole) as database:
        rows = database.execute(
            "SELECT kind, key FROM entry WHERE kind IN ('search', 'search-words')"
        ).fetchall()
    assert {kind for kind, _key in rows} == {"search", "search-words"}
    changed = [replace(MANY[0], title="Skulebyplan"), *MANY[1:]]
    expected = build_index(changed, WORDING)
    for at, row in enumerate(rows):
        path = tmp_path / f"{at}.db"
        shutil.copy(whole, path)
        with sqlite3.connect(path) as database:
            database.execute("DELETE FROM entry WHERE kind = ? AND key = ?", row)
        assert kept_index(changed, WORDING, Cache(path)) == expected


def test_only_files_that_a_change_concerns_are_read(tmp_path, small_files, made):
    """That another one is lost is seen when it is asked for, and then all are made anew."""
    path = tmp_path / "cache.db"
    first = kept_index(MANY, WORDING, Cache(path))
    changed = [replace(MANY[0], title="Ny tittel"), *MANY[1:]]
    expected = build_index(changed, WORDING)
    (lost,) = (name for name in first if name.endswith("/texts-3.bin"))
    with sqlite3.connect(path) as database:
        database.execute("DELETE FROM entry WHERE key = ?", (first.digests[lost],))
    files = kept_index(changed, WORDING, Cache(path))
    assert len(made) == 1
    assert files == expected
    assert len(made) == 2
    assert kept_index(changed, WORDING, Cache(path)) == expected
    assert len(made) == 2


def test_an_archive_of_nothing_has_an_index(cache):
    """The first time as afterwards."""
    for _time in range(2):
        assert kept_index([], WORDING, cache) == build_index([], WORDING)


def test_another_number_of_entries_is_made_anew(cache, made):
    """All numbers in the index are others then."""
    kept_index(MANY, WORDING, cache)
    kept_index(MANY[1:], WORDING, cache)
    assert len(made) == 2


def test_synonyms_and_prefixes_make_another_index(cache, made):
    """What is read otherwise is kept apart."""
    for wording in (WORDING, Wording({"SU": "fr"}), Wording({"SU": "su"}, (("veg", "vei"),))):
        kept_index(entries("Vei"), wording, cache)
    assert len(made) == 3


@pytest.mark.parametrize("kind", ["search", "search-words", "search-entries", "file"])
@pytest.mark.parametrize("damage", ["DELETE FROM entry", "UPDATE entry SET value = x'00'"])
def test_what_is_lost_or_damaged_is_made_anew(tmp_path, small_files, kind, damage):
    """A part of what was kept is not used without the rest."""
    path = tmp_path / "cache.db"
    kept_index(MANY, WORDING, Cache(path))
    with sqlite3.connect(path) as database:
        database.execute(f"{damage} WHERE kind = ?", (kind,))
    changed = [replace(MANY[0], title="Ny tittel"), *MANY[1:]]
    assert kept_index(changed, WORDING, Cache(path)) == build_index(changed, WORDING)
