"""What holds of every link graph, whatever the records say."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import archive_of, minutes
from meeting_archive.linking.graph import link
from meeting_archive.linking.model import Basis, Relation
from meeting_archive.linking.texts import LinkedTexts
from meeting_archive.markup import Converter

DAYS = ("2021-02-04", "2021-03-04", "2021-04-08")
DECISIONS = ("Saken utsettes.", "Planen vedtas.", "Saken legges fram for Fjordrådet.")
WORDS = ("ferje", "kai", "skolevei", "museum", "forrige møte", "utsatt sak")
UNRELATED = {
    "nf/2021-05-05/protokoll.md": minutes("## NF 01/21 Ny brannbil", organ="NF", day="2021-05-05")
}

numbers = st.integers(1, 9)
case = st.tuples(
    numbers,
    st.sampled_from(DECISIONS),
    st.lists(numbers, max_size=3),
    st.lists(st.sampled_from(WORDS), max_size=3),
    st.none() | numbers,
)
meeting = st.lists(case, min_size=1, max_size=3, unique_by=lambda each: each[0])
archives = st.lists(meeting, min_size=1, max_size=3)


def records(meetings):
    """Return minutes in which cases cite, and are stated to continue, others."""
    files = {}
    for day, cases in zip(DAYS, meetings, strict=False):
        body, stated = [], []
        for number, decision, cited, words, earlier in cases:
            refers = " og ".join(f"SU {each}/21" for each in cited)
            text = f"Gjelder {' og '.join(words)}. Se {refers}." if refers or words else "Ja."
            body.append(f"## SU {number:02}/21 Sak om {number}\n\n{text}\n\nVedtak: {decision}")
            if earlier:
                stated.append(f"  SU {number}/21: {{tidligere: SU {earlier}/21}}")
        front = "saker:\n" + "\n".join(stated) if stated else ""
        files[f"su/{day}/protokoll.md"] = minutes("\n\n".join(body), front, day=day)
    return files


def graph_of(files):
    """Return the archive and link graph of records."""
    with tempfile.TemporaryDirectory() as folder:
        archive = archive_of(Path(folder), files).archive
    return archive, link(archive, LinkedTexts(archive, Converter())).graph


@settings(max_examples=60, deadline=None)
@given(archives)
def test_links_and_their_inverses_are_the_same(meetings):
    """Each link is found from both of its ends, and nothing else is."""
    _archive, graph = graph_of(records(meetings))
    out = sorted(each for links in graph.outgoing.values() for each in links)
    back = sorted(each for links in graph.incoming.values() for each in links)
    assert out == back == list(graph.links)


@settings(max_examples=60, deadline=None)
@given(archives)
def test_no_case_is_linked_to_itself_or_continues_a_later_one(meetings):
    """Links lead to others, and `continues` leads back in time."""
    archive, graph = graph_of(records(meetings))
    for each in graph.links:
        assert each.source != each.target
        if each.relation is Relation.CONTINUES:
            source, target = archive.case[each.source.case], archive.case[each.target.case]
            first = archive.meeting[target.treatments[0].meeting].order
            assert first < archive.meeting[source.latest.meeting].order


@settings(max_examples=40, deadline=None)
@given(archives)
def test_an_unrelated_record_changes_no_fact(meetings):
    """What is stated or cited stays as it is when another body's record is added."""
    before, after = graph_of(records(meetings))[1], graph_of(records(meetings) | UNRELATED)[1]

    def facts(graph):
        return [each for each in graph.links if each.basis is not Basis.INFERRED]

    assert facts(before) == facts(after)
