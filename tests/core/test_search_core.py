"""The search's index: what is found, what it is worth, and that it is always the same."""

import datetime as dt
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meeting_archive.language.words import Stemmer, fold, norwegian
from meeting_archive.search.dictionary import beginnings_shared
from meeting_archive.search.entries import Entry, Kind, Passage, Tier, Value
from meeting_archive.search.index import MANIFEST, Wording, build_index
from meeting_archive.search.shards import Files, pack
from meeting_archive.search.synonyms import read_synonyms

WORDING = Wording({"SU": "su", "FR": "fr", "FJR": "fr", "PS": ""})


def case(number, title="Vei", *passages, date=dt.date(2021, 3, 4), **more):
    """Return a case of Samarbeidsutvalget from 2021."""
    return Entry(
        Kind.CASE,
        f"saker/su/2021/{number}/",
        title,
        tuple(Passage(*each) if isinstance(each, tuple) else Passage(each) for each in passages),
        number=f"SU {number:02}/21",
        numbers=(f"SU {number}/2021",),
        body="su",
        date=date,
        **more,
    )


class Index:
    """An index as a browser reads it."""

    def __init__(self, *entries, wording=WORDING):
        self.files = build_index(entries, wording)
        self.manifest = json.loads(self.files[MANIFEST])
        self.texts = [each for name in self.names("texts") for each in self.data(name)]

    def data(self, name):
        return json.loads(gzip.decompress(self.files[f"{self.manifest['folder']}/{name}.bin"]))

    def names(self, kind):
        """Return the names of the files of a kind, in order."""
        names = (name.rpartition("/")[2].removesuffix(".bin") for name in self.files)
        found = [name for name in names if name.startswith(f"{kind}-")]
        return sorted(found, key=lambda name: int(name.rpartition("-")[2]))

    def rows(self, table):
        return [row for name in self.names(table) for row in self.data(name)]

    def worth(self, term):
        """Return address → worth of the entries with a stem or key."""
        found, entry = {}, 0
        for _folded, row in self.rows("words"):
            if row[0] == term and len(row) > 1:
                for at in range(0, len(row[2]), 2):
                    entry += row[2][at]
                    found[self.texts[entry]["address"]] = row[2][at + 1]
        return found

    def of_word(self, word):
        return self.worth(Stemmer().stem(word))

    def addresses(self):
        return [each["address"] for each in self.texts]


MANY = (
    case(1, "Ny fergerute", "Fergen mellom Nordvik og Ås.", ("Saken utsettes.", Tier.DECISION)),
    case(2, "Byvekstavtale", "Rådet drøftet byvekst avtalen.", "Jf. SU 1/21 og 4. mars 2021."),
    case(3, "Skolebygg på Øya", date=None),
    case(4, "Skulebygg", date=dt.date(2020, 2, 1), facets={"tema": (Value("b", "B"),)}),
    Entry(Kind.MEETING, "moter/su/2021-03-04/", "Samarbeidsutvalget", date=dt.date(2021, 3, 4)),
    Entry(Kind.PAGE, "om/", "Om arkivet", (Passage("Bygg og ferger."),)),
)  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(st.permutations(MANY))
def test_the_same_entries_make_the_same_bytes_in_whatever_order(entries):
    """An index is a function of what is found, not of the order that it was read in."""
    assert build_index(entries, WORDING) == build_index(MANY, WORDING)


def test_the_same_entries_make_the_same_bytes_in_every_process():
    """The order of sets, which changes with each run of Python, is not in any file."""
    program = (
        "import hashlib, test_search_core as t\n"
        "files = t.build_index(t.MANY, t.WORDING)\n"
        "print(hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest())"
    )
    folder = os.path.dirname(__file__)  # noqa: PTH120 (for the environment)
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": folder},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_the_folder_is_named_by_all_that_the_files_hold():
    """Another text, another folder: what was loaded before cannot be mixed with what came after."""
    index = Index(*MANY)
    digest = hashlib.sha256()
    for name, content in sorted(index.files.items()):
        if name != MANIFEST:
            bare = name.removeprefix(f"{index.manifest['folder']}/")
            digest.update(f"{bare}\0".encode() + hashlib.sha256(content).digest())
    assert index.manifest["folder"] == digest.hexdigest()[:12]
    assert Index(*MANY[1:]).manifest["folder"] != index.manifest["folder"]


def test_entries_are_numbered_newest_first():
    """By date, then kind, then address; what has no date comes last."""
    index = Index(*MANY)
    assert index.addresses() == [
        "saker/su/2021/1/",
        "saker/su/2021/2/",
        "moter/su/2021-03-04/",
        "saker/su/2021/4/",
        "saker/su/2021/3/",
        "om/",
    ]
    assert (index.manifest["count"], index.manifest["dated"]) == (6, 4)


def test_an_empty_archive_has_an_index():
    """No entries, no rows, and nothing that a browser could not read."""
    index = Index()
    assert (index.manifest["count"], index.manifest["words"], index.texts) == (0, [], [])


def test_a_title_is_worth_more_than_a_decision_and_that_more_than_the_rest():
    """However often a word stands in a text, a title with it comes before."""
    index = Index(
        case(1, "Ferge"),
        case(2, "Vei", ("Fergen vedtas.", Tier.DECISION)),
        case(3, "Vei", "Fergen er ny. " * 20),
        case(4, "Vei", "Fergen er ny."),
    )
    worth = index.of_word("ferge")
    assert list(worth.values()) == sorted(worth.values(), reverse=True)
    assert len(set(worth.values())) == 4


@pytest.mark.parametrize("tier", list(Tier))
def test_a_part_of_a_compound_is_worth_less_than_the_word_itself(tier):
    """`avtale` finds `byvekstavtale`, after what has the word in the same place."""
    index = Index(
        case(1, "Vei", ("En avtale", tier)),
        case(2, "Vei", ("Byvekst og byvekstavtaler", tier)),
    )
    worth = index.of_word("avtale")
    assert worth["saker/su/2021/1/"] > worth["saker/su/2021/2/"] > 0


def test_a_word_that_stands_in_a_compound_too_counts_as_itself():
    """The better of the two is what counts."""
    alone = Index(case(1, "Vei", "Avtale")).of_word("avtale")
    assert Index(case(1, "Vei", "Avtale, altså byvekstavtale")).of_word("avtale") == alone


def test_a_small_archives_compounds_are_cut_at_everyday_words():
    """No paper has "produksjon" on its own, nor "ost"."""
    index = Index(case(1, "Osteproduksjon"), case(2, "Geitosten"), case(3, "Frokost"))
    assert set(index.of_word("ost")) == {"saker/su/2021/1/", "saker/su/2021/2/"}


def test_words_that_were_wrongly_split_are_found_as_one():
    """`byvekst avtale` in one paper is the `byvekstavtale` of another, in any form."""
    for text in ("Rådet drøftet byvekst avtalen.", "En avtale om byvekst ble drøftet."):
        index = Index(case(1, "Byvekstavtaler"), case(2, "Vei", text))
        assert set(index.of_word("byvekstavtale")) == {"saker/su/2021/1/", "saker/su/2021/2/"}
        index = Index(case(1, "Byvekst og avtaler"), case(2, "Vei", text))
        assert not index.of_word("byvekstavtale")


def test_neighbours_of_two_texts_are_not_one_word():
    """What ends one passage and what begins the next do not stand beside each other."""
    index = Index(case(1, "Byvekstavtale"), case(2, "Vei", "Om byvekst", "Avtale om vei"))
    assert "saker/su/2021/2/" not in index.of_word("byvekstavtale")
    assert "byvekst avtale" not in [key for key, _places in index.rows("pairs")]


def test_its_own_number_is_worth_far_more_than_a_citation():
    """Whoever asks for a number wants the case, however many papers cite it."""
    index = Index(case(1), case(2, "Oppfølging av SU 1/21", "Se SU 01/21. " * 9))
    for key in ("#su:1/2021", "#1/2021"):
        worth = index.worth(key)
        assert worth["saker/su/2021/1/"] > 10 * worth["saker/su/2021/2/"] > 0


def test_a_misprinted_number_finds_its_case():
    """What was printed and what it should have been lead to the same case, as its own."""
    misprinted = Entry(
        Kind.CASE,
        "saker/su/2021/39/",
        "Næringsplan",
        number="SU 39/21",
        numbers=("SU 39/2021", "FR39/21"),
        body="su",
    )
    index = Index(misprinted)
    assert {index.worth(key)["saker/su/2021/39/"] for key in ("#su:39/2021", "#fr:39/2021")} == {
        index.worth("#39/2021")["saker/su/2021/39/"]
    }


def test_a_number_without_a_prefix_is_the_papers_own_bodys():
    """`sak 1/21` and `PS 1/21` in a paper of SU are SU's, and no other body's."""
    index = Index(case(2, "Vei", "Se sak 1/21."), case(3, "Vei", "Se PS 1/21."))
    assert len(index.worth("#su:1/2021")) == 2
    assert index.worth("#fr:1/2021") == {}


def test_a_meeting_is_found_by_its_first_and_last_day():
    """A meeting of several days, over the turn of a month."""
    meeting = Entry(
        Kind.MEETING,
        "moter/su/2021-03-31/",
        "Samarbeidsutvalget, 31. mars–1. april 2021",
        date=dt.date(2021, 3, 31),
        last_date=dt.date(2021, 4, 1),
    )
    index = Index(meeting, case(1, date=dt.date(2021, 3, 31)))
    for key in ("@2021-03-31", "@2021-03"):
        worth = index.worth(key)
        assert worth["moter/su/2021-03-31/"] > 2 * worth["saker/su/2021/1/"] > 0
    for key in ("@2021-04-01", "@2021-04"):
        assert list(index.worth(key)) == ["moter/su/2021-03-31/"]


def test_a_day_that_a_text_names_is_found_by_its_month_too():
    """`7. desember 2016` is in December 2016."""
    index = Index(case(1, "Vei", "Møtet var 07.12.2016.", date=None))
    assert list(index.worth("@2016-12-07")) == list(index.worth("@2016-12")) == ["saker/su/2021/1/"]


def test_stop_words_are_found_in_phrases_only():
    """Questions are not about `og`; but in quotes its place counts."""
    index = Index(case(1, "Vei og bru"))
    assert index.of_word("og") == {}
    assert {"vei og", "og bru"} <= {key for key, _places in index.rows("pairs")}


def test_letters_are_folded_for_lookup_only():
    """`møte` and `mot` are two words with rows of their own, however each is typed."""
    index = Index(case(1, "Møte"), case(2, "Mot"))
    assert list(index.of_word("møte")) == ["saker/su/2021/1/"]
    assert list(index.of_word("mot")) == ["saker/su/2021/2/"]
    firsts = [folded for folded, _row in index.rows("words")]
    assert firsts == sorted(firsts)
    assert fold(Stemmer().stem("møte")) in firsts


def test_a_form_that_begins_otherwise_leads_to_its_stem():
    """`skolebygg` is found where the stem is nynorsk's."""
    index = Index(case(1, "Skolebygg"), case(2, "Skulebygg"))
    assert len(index.of_word("skolebygg")) == 2


def test_the_dictionary_has_words_by_length_and_no_numbers():
    """Spellings for typing errors: as mostly printed, with how often they stand."""
    index = Index(case(1, "Interreg", "Interreg og interreg, interesse, 2021 og E6. Mosene."))
    assert index.data("dictionary-8") == {
        "words": "0Interreg", "counts": [3], "stems": "", "stemCounts": [],
    }  # fmt: skip
    lengths = index.manifest["dictionary"]
    written = "".join(index.data(f"dictionary-{length}")["words"] for length in lengths)
    assert not {"21", "6"} & set(re.findall(r"\d+", written))


def test_a_stem_that_is_no_word_leads_to_its_most_frequent_one():
    """Between a stem and its word, and between words, only what differs is written."""
    index = Index(case(1, "Interreg", "Her er bussene, bussene, bussenes og bussens."))
    assert index.data("dictionary-3") == {
        "words": "", "counts": [], "stems": "0bus3sene", "stemCounts": [2],
    }  # fmt: skip
    assert index.data("dictionary-7")["words"] == "0bussene6s"


def test_beginnings_are_shared_as_browsers_count_letters():
    """A letter outside of the basic plane is two to them; no word is without letters of its own."""
    assert beginnings_shared(["bane", "baner", "bane", "𐐨ra", "𐐨rb"]) == "0bane4r3e0𐐨ra3b"
    assert beginnings_shared([]) == ""


def test_filters_have_one_value_several_or_none():
    """A value alone stands bare; years come with the newest first."""
    index = Index(
        case(1, facets={"ar": (Value("2020", "2020"),)}),
        case(
            2, facets={"ar": (Value("2021", "2021"),), "tema": (Value("b", "B"), Value("a", "A"))}
        ),
    )
    assert index.manifest["facets"]["ar"] == [["2021", "2021"], ["2020", "2020"]]
    assert index.manifest["facets"]["tema"] == [["a", "A"], ["b", "B"]]
    assert [index.data(f"{name}-0") for name in ("ar", "tema", "utfall")] == [
        [1, 0],
        [[], [1, 0]],
        [[], []],
    ]


def test_rows_of_one_key_stay_in_one_file():
    """A file is cut between keys, and the manifest knows where each begins."""
    rows = [json.dumps([key, "x" * 20]) for key in ("a", "b", "b", "b", "c")]
    files = Files()
    firsts = files.add_packed("words", pack(rows, 30))
    cut = [json.loads(gzip.decompress(each.read())) for each in files.by_name.values()]
    assert [[key for key, _value in chunk] for chunk in cut] == [["a", "b", "b", "b"], ["c"]]
    assert firsts == ["a", "c"]


def test_known_words_are_found_and_not_shown():
    """The body's name finds a case, though no passage holds it."""
    index = Index(case(1, known_as="Samarbeidsutvalget utsatt"))
    assert list(index.of_word("samarbeidsutvalget")) == ["saker/su/2021/1/"]
    assert "Samarbeidsutvalget" not in json.dumps(index.texts)


def test_the_manifest_tells_the_browser_all_that_it_reads_by():
    """Prefixes, synonyms and the rules of the language: one definition, in the index."""
    manifest = Index(*MANY, wording=Wording({"SU": "su"}, (("a", "b"),))).manifest
    assert manifest["prefixes"] == {"SU": "su"}
    assert manifest["synonyms"] == [["a", "b"]]
    assert manifest["language"] == norwegian()


GOOD = """
# Avtalene har skiftet navn.
bymiljøavtale = byvekstavtale   # siden 2016

IKAP=arealplan = Arealplan\u0300
"""


def test_synonyms_are_words_with_equals_signs_between():
    """Two or more on a line; what follows # is not read."""
    found = read_synonyms(GOOD, "synonymer.txt")
    assert found.diagnostics == ()
    first, second = found.groups
    assert first == ("bymiljøavtale", "byvekstavtale")
    assert second[:2] == ("IKAP", "arealplan")


@pytest.mark.parametrize(
    "line", ["bymiljøavtale", "a =", "= b", "a = = b", "to ord = b", "e-post = epost", "a = !"]
)
def test_what_are_no_synonyms_is_told_at_its_line(line):
    """One word alone, none, or several where one should be; the other lines are read."""
    found = read_synonyms(f"# Ord\nveg = vei\n\n{line}  # her\n", "docs/synonymer.txt")
    assert found.groups == (("veg", "vei"),)
    (told,) = found.diagnostics
    assert (told.code, told.line) == ("invalid-synonym", 4)
    assert str(told).startswith("docs/synonymer.txt:4: ")
    assert line in str(told)
