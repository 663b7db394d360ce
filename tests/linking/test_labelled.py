"""The inference of returns, measured on the labelled archive."""

import pytest

from linking.evaluate import (
    HALVES,
    NUMBERING,
    PRECISION,
    RECALL,
    RELATIONS,
    half_of,
    labelled_set,
    report,
)


@pytest.fixture(scope="module")
def labelled():
    return labelled_set()


@pytest.mark.parametrize("half", HALVES)
def test_the_aim_is_met(labelled, half):
    """`continues` is right often enough, and finds enough, on either half."""
    score = labelled.score(half, "continues")
    assert score.precision >= PRECISION
    assert score.recall >= RECALL


@pytest.mark.parametrize("half", HALVES)
def test_what_was_forwarded_is_followed_without_mistakes(labelled, half):
    """Nothing wrong is suggested as the arrival of what was sent on."""
    score = labelled.score(half, "forwarded")
    assert score.precision >= PRECISION
    assert score.right


def test_the_archive_is_as_large_as_the_measure_needs(labelled):
    """Cases, bodies, years, returns and non-returns suffice for the figures to mean something."""
    cases, labels = labelled.archive.cases, labelled.labels.values()
    assert len(cases) >= 150
    assert {case.id.body for case in cases} == set(NUMBERING.by_id)
    assert len({case.id.year for case in cases}) == 6
    assert sum(len(each.continues | each.forwarded) + len(each.kept) for each in labels) >= 40
    assert sum(len(each.unlike) for each in labels) >= 60
    assert any(not meeting.has_minutes for meeting in labelled.archive.meetings)


@pytest.mark.parametrize("half", HALVES)
def test_labels_name_what_the_archive_holds(labelled, half):
    """Each label names treatments of the archive, later and earlier, of its own half."""
    first = {text.end: text.order for text in reversed(labelled.treatments)}
    last = {text.end: text.order for text in labelled.treatments}
    labels = labelled.labels[half]
    for later, earlier in labels.continues | labels.forwarded | labels.unlike:
        assert first[earlier] < last[later], (later, earlier)
        assert half_of(earlier) == half
    assert not (labels.continues | labels.forwarded) & labels.unlike


@pytest.mark.parametrize("half", HALVES)
def test_labelled_returns_did_wait(labelled, half):
    """What is labelled as coming back was postponed or sent on, by minutes."""
    for relation in RELATIONS:
        waited = {
            each.text.end
            for each in labelled.waiting
            if each.forwarded == (relation == "forwarded")
        }
        assert {earlier for _, earlier in getattr(labelled.labels[half], relation)} <= waited


@pytest.mark.parametrize("half", HALVES)
def test_what_kept_its_number_needs_no_suggestion(labelled, half):
    """A postponed case that came back under its own number is one case, treated twice."""
    kept = labelled.labels[half].kept
    assert kept
    assert all(len(labelled.archive.case[end.case].treatments) == 2 for end in kept)
    assert kept.isdisjoint(each.earlier.text.end for each in labelled.suggestions)


def test_nothing_is_wrong_with_the_records(labelled):
    """The labelled records read without errors or warnings."""
    assert [each for each in labelled.archive.diagnostics if each.severity != "notice"] == []


def test_the_report_tells_of_each_half_and_each_miss(labelled):
    """The report has a line for each relation of each half, and for each miss."""
    lines = list(report(labelled))
    scores = [labelled.score(half, relation) for half in HALVES for relation in RELATIONS]
    misses = sum(len(score.wrong) + len(score.missed) for score in scores)
    assert len(lines) == 2 + len(scores) + misses
