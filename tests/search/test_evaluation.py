"""The measuring of the search: the archive is what its labels say, and the measures are right."""

import datetime as dt
import re
from collections import Counter

import pytest

from meeting_archive.identifiers import Body, Numbering
from meeting_archive.outcomes import EDITORS_WORDS
from meeting_archive.reading import read_archive
from search import vocabulary
from search.labelled_archive import (
    EMPTY_MONTHS,
    HERE,
    MISPRINTS,
    forms,
    generate,
    write,
)
from search.labels import (
    CATEGORIES,
    HALVES,
    Judge,
    Judgement,
    Query,
    Question,
    known_matters,
    read_number,
    read_queries,
)
from search.measures import Score, counted, mean, score
from search.probes import OF_EACH, make_probes

SIZE = 2000
QUERIES = read_queries()
ABOUT_WORDS = [q for q in QUERIES if q.category in ("inflection", "letters", "phrase", "name")]


@pytest.fixture(scope="module")
def archive():
    return generate(SIZE)


@pytest.fixture(scope="module")
def judge(archive):
    return Judge(archive)


@pytest.fixture(scope="module")
def read(archive, tmp_path_factory):
    """Read the archive as it was written."""
    root = tmp_path_factory.mktemp("labelled")
    write(archive, root)
    numbering = Numbering(tuple(Body(k, name, (k,)) for k, name in vocabulary.BODIES.items()))
    return read_archive(root, "meetings", numbering, today=dt.date(2020, 1, 1))


def test_measures_of_an_answer():
    """Hits that are neither right nor wrong do not count, nor does a hit that comes twice."""
    judgement = Judgement(frozenset("ab"), frozenset("n"))
    assert counted("naxxb", judgement) == ["a", "x", "b"]
    assert score("nab", judgement) == Score(1, 1, 1)
    assert score("xab", judgement) == Score(1, 0.5, 0.5)
    assert score("", judgement) == Score(0, 0, 0)


def test_recall_of_more_than_ten():
    """Where more than ten are right, ten of them are all that the top can hold."""
    right = [str(n) for n in range(12)]
    found = score(["x", *right], Judgement(frozenset(right)))
    assert found.recall == 0.9
    assert found.precision == 11 / 12
    assert found.rank == 0.5


def test_nothing_is_the_right_answer_where_nothing_is_right():
    assert score([], Judgement(frozenset())).mean == 1
    assert score(["x"], Judgement(frozenset())).mean == 0


def test_means():
    assert mean([Score(1, 1, 1), Score(0, 0.5, 0)]) == Score(0.5, 0.75, 0.5)


def test_a_question_as_an_address():
    assert Question("fergekai øst", "organ=su").address == "q=fergekai+%C3%B8st&organ=su"
    assert Question("", "type=program").address == "type=program"


def test_the_archive_repeats(archive):
    assert generate(SIZE) == archive
    assert make_probes(archive) == make_probes(archive)


def test_the_archive_is_read_without_a_complaint(read):
    assert not read.diagnostics


def test_cases_have_the_outcomes_and_addresses_that_labels_count_on(archive, read):
    """What the words of a decision say is what the case was made to say."""
    known = {case.number.address: case for case in archive.cases}
    assert {case.address for case in read.archive.cases} == set(known)
    for case in read.archive.cases:
        assert case.outcomes == (EDITORS_WORDS[known[case.address].outcome],)


def test_papers_and_meetings_have_the_addresses_that_labels_count_on(archive, read):
    expected = {address for meeting in archive.meetings for address in meeting.papers}
    expected |= {paper.address for paper in archive.papers}
    assert {document.address for document in read.archive.documents} == expected
    assert {m.address for m in read.archive.meetings} == {m.address for m in archive.meetings}


def test_misprinted_cases_are_in_the_archive(archive):
    assert set(MISPRINTS) <= {case.number for case in archive.cases}


def test_compounds_are_spelt_as_norwegian_is(archive):
    assert not any(re.search(r"([b-df-hj-np-tv-z])\1\1", case.text) for case in archive.cases)


def test_every_planted_case_is_there_once(archive):
    found = Counter(case.planted for case in archive.cases if case.planted)
    assert set(found.values()) == {1}
    assert {key for key in known_matters() if "/" in key} == set(found)


def test_no_matter_is_written_twice():
    """YAML keeps the last of two and says nothing, so labels of the first would mean the other."""
    written = re.findall(r"(?m)^([^\s#]+):$", (HERE / "planted.yml").read_text(encoding="utf-8"))
    assert max(Counter(written).values()) == 1


def test_every_category_has_both_halves():
    """Each has at least nine questions, and no half fewer than four of them."""
    assert {query.category for query in QUERIES} == set(CATEGORIES)
    for category in CATEGORIES:
        halves = Counter(query.half for query in QUERIES if query.category == category)
        assert set(halves) == set(HALVES)
        assert sum(halves.values()) >= 9
        assert min(halves.values()) >= 4


def test_no_question_is_asked_twice():
    assert max(Counter(query.question for query in QUERIES).values()) == 1


def test_no_matter_is_both_tuned_on_and_held_out():
    """Else the held-out half would measure what was improved on."""
    assert not _matters(QUERIES, "tune") & _matters(QUERIES, "held_out")


def _matters(queries, half):
    return {
        label.partition("/")[0]
        for query in queries
        if query.half == half
        for label in query.relevant
        if isinstance(label, str) and read_number(label) is None
    }


def test_labels_name_what_exists():
    for query in QUERIES:
        for label in (*query.relevant, *query.also):
            known = not isinstance(label, str) or read_number(label) or label in known_matters()
            assert known, (query.question, label)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: str(query.question))
def test_a_question_has_an_answer_of_moderate_size(query, judge):
    right = judge.judge(query).right
    if query.category == "nothing-to-find":
        assert not right
    else:
        assert 1 <= len(right) <= 15


@pytest.mark.parametrize("query", ABOUT_WORDS, ids=lambda query: str(query.question))
def test_no_other_case_holds_the_words_themselves(query, judge, archive):
    """A case that has a question's own words would be relevant too, or at least not wrong."""
    judgement = judge.judge(query)
    asked = _asked_words(query)
    for case in archive.cases:
        if case.number.address not in judgement.right | judgement.neither:
            assert asked not in f" {' '.join(_words(case.text))} ", case.number


def _asked_words(query: Query) -> str:
    return f" {' '.join(_words(query.question.words))} "


def _words(text):
    return re.findall(r"\w+", text.lower())


def test_words_that_do_not_exist_are_not_in_the_archive(archive):
    text = "\n".join(case.text for case in archive.cases).lower()
    for query in QUERIES:
        if query.category == "nothing-to-find" and not query.question.filters:
            assert query.question.words.strip('"').lower() not in text
    assert not any(day[:7] in EMPTY_MONTHS for case in archive.cases for day in case.dates)


def test_probes_are_of_rare_words(archive, judge):
    """There are as many of each kind, and each has one to ten cases that hold its word."""
    probes = make_probes(archive)
    assert set(Counter(probe.kind for probe in probes).values()) == {OF_EACH}
    texts = {case.number.address: _words(case.text) for case in archive.cases}
    for probe in probes:
        right = judge.judge_words(probe.subject).right
        assert 1 <= len(right) <= 10
        for address in right:
            assert set(forms(probe.subject)) & set(texts[address]), (probe, address)
