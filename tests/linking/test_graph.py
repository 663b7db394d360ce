"""The link graph of invented archives, and of the real one."""

import datetime as dt
import shutil

import pytest

from builders import minutes, notice
from building import ROOT
from meeting_archive.identifiers import Body, Numbering
from meeting_archive.linking.follow import approvals, path, register
from meeting_archive.linking.graph import link
from meeting_archive.linking.texts import LinkedTexts
from meeting_archive.markup import Converter
from meeting_archive.reading import read_archive

FIRST, SECOND, THIRD = "2021-02-04", "2021-03-04", "2021-04-08"


def linked(reading):
    """Return the archive and its links."""
    texts = LinkedTexts(reading.archive, Converter())
    return reading.archive, link(reading.archive, texts)


def told(result, *relations):
    """Return the links of these relations in the form of the published data."""
    return [
        (str(each.source), str(each.target), str(each.relation), str(each.basis))
        for each in result.graph.links
        if not relations or each.relation in relations
    ]


def files(**papers):
    """Return minutes of Samarbeidsutvalget by day: `first`, `second`, `third`."""
    days = {"first": FIRST, "second": SECOND, "third": THIRD}
    return {f"su/{days[name]}/protokoll.md": text for name, text in papers.items()}


POSTPONED = minutes("## SU 01/21 Ferje\n\nVedtak: Saken utsettes.", day=FIRST)


def test_what_editors_state_is_a_fact(archive_of):
    """`tidligere` continues the earlier case, on the word of the editors."""
    later = minutes("## SU 05/21 Båt", "saker: {SU 05/21: {tidligere: SU 1/21}}", day=SECOND)
    _archive, result = linked(archive_of(files(first=POSTPONED, second=later)))
    expected = ("su/2021/5", "su/2021/1", "continues", "stated")
    assert told(result, "continues") == [expected]
    assert result.diagnostics == ()


@pytest.mark.parametrize(
    ("earlier", "code", "says"),
    [
        ("SU 02/21", "earlier-unknown", "mente du «SU 01/21»?"),
        ("SU 01/21#kai", "earlier-unknown", "SU 01/21#kai"),
        ("SU 05/21", "earlier-is-itself", "SU 05/21"),
        ("SU 09/21", "earlier-is-later", "SU 09/21"),
        ("SU 03/11", "earlier-not-held", "SU 3/2011"),
    ],
)
def test_what_editors_state_must_be_there(archive_of, earlier, code, says):
    """A stated earlier case that is not there, not earlier, or itself is told at its line."""
    front = f"saker:\n  SU 05/21:\n    tidligere: {earlier}"
    papers = files(
        first=POSTPONED,
        second=minutes("## SU 05/21 Båt", front, day=SECOND),
        third=minutes("## SU 09/21 Kai", day=THIRD),
    )
    _archive, result = linked(archive_of(papers))
    (found,) = result.diagnostics
    assert (found.code, found.line) == (code, 7)
    assert says in found.message
    assert told(result, "continues") == [] or code == "earlier-not-held"


def test_cases_cannot_continue_each_other(archive_of):
    """Two cases treated twice that are each said to continue the other are an error."""
    papers = files(
        first=minutes("## SU 01/21 A", day=FIRST),
        second=minutes("## SU 02/21 B", "saker: {SU 02/21: {tidligere: SU 01/21}}", day=SECOND),
        third=minutes("## SU 01/21 A", "saker: {SU 01/21: {tidligere: SU 02/21}}", day=THIRD),
    )
    _archive, result = linked(archive_of(papers))
    assert [each.code for each in result.diagnostics] == ["earlier-in-circle"]


def test_a_cited_case_is_mentioned(archive_of):
    """A number in a text is a mention, with the words it stands among."""
    papers = files(
        first=minutes("## SU 01/21 Ferje\n\nVedtak: Planen vedtas.", day=FIRST),
        second=minutes("## SU 05/21 Båt\n\nFra møtet: Viser til SU 1/21 om ferja.", day=SECOND),
    )
    _archive, result = linked(archive_of(papers))
    assert told(result) == [("su/2021/5", "su/2021/1", "mentions", "cited")]
    assert result.graph.links[0].evidence == "Viser til SU 1/21 om ferja."


def test_citing_what_was_postponed_takes_it_up_again(archive_of):
    """A later case of the body that cites a postponed one continues it."""
    papers = files(
        first=POSTPONED,
        second=minutes("## SU 05/21 Båt\n\nFra møtet: Viser til SU 1/21.", day=SECOND),
    )
    _archive, result = linked(archive_of(papers))
    assert told(result, "continues") == [("su/2021/5", "su/2021/1", "continues", "cited")]


def test_what_is_not_held_is_unresolved(archive_of):
    """A number that the archive does not hold is kept as data, and no link."""
    papers = files(first=minutes("## SU 05/21 Båt\n\nFra møtet: Viser til FR 7/19.", day=FIRST))
    _archive, result = linked(archive_of(papers))
    assert told(result) == []
    assert [(str(each.source), each.text) for each in result.graph.unresolved] == [
        ("su/2021/5", "FR 7/19")
    ]


def test_a_paper_makes_no_links_among_its_own_cases(archive_of):
    """Cases of one paper that name each other are not linked."""
    papers = files(first=minutes("## SU 01/21 A\n\nSe SU 02/21.\n\n## SU 02/21 B", day=FIRST))
    _archive, result = linked(archive_of(papers))
    assert told(result) == []


def test_nothing_withheld_is_an_end_of_a_link(archive_of):
    """A withheld case is named by no link, and is not unresolved either."""
    papers = files(
        first=minutes("## SU 01/21 Ferje", "saker: {SU 01/21: {unntatt: § 13}}", day=FIRST),
        second=minutes("## SU 05/21 Båt\n\nFra møtet: Viser til SU 1/21.", day=SECOND),
    )
    _archive, result = linked(archive_of(papers))
    assert told(result) == []
    assert result.graph.unresolved == ()


def test_only_minutes_send_on(archive_of):
    """What a notice proposes to send on is no link; what minutes send on is."""
    text = "## SU 01/21 Ferje\n\n{}: Saken legges fram for Fjordrådet."
    proposed = {f"su/{FIRST}/innkalling.md": notice(text.format("Innstilling"), day=FIRST)}
    _archive, result = linked(archive_of(proposed))
    assert told(result) == []
    _archive, result = linked(archive_of(files(second=minutes(text.format("Vedtak"), day=SECOND))))
    assert told(result) == [("su/2021/1", "body:fr", "forwarded", "cited")]


@pytest.mark.parametrize("minuted", [True, False])
def test_minutes_are_approved_by_minuted_cases_only(archive_of, minuted):
    """A notice only proposes to approve minutes; minutes approve them."""
    label = "Vedtak" if minuted else "Forslag til vedtak"
    body = f"## SU 05/21 Protokoll\n\n{label}: Protokoll fra SU-møte 04.02.2021 godkjennes."
    kind, make = ("protokoll", minutes) if minuted else ("innkalling", notice)
    papers = files(first=POSTPONED) | {f"su/{SECOND}/{kind}.md": make(body, day=SECOND)}
    archive, result = linked(archive_of(papers))
    (case,) = approvals(archive.meeting[f"su/{FIRST}"], archive, result.graph)
    assert (str(case.id), case.minuted) == ("su/2021/5", minuted)


@pytest.mark.parametrize(
    "decision",
    [
        "Protokoll fra SU-møte 04.02.2021 godkjennes ikke.",
        "Protokollen godkjennes på SU-møte 08.04.2021.",
        "Budsjettet godkjennes. Det føres i protokollen at SU-møte 04.02.2021 drøftet saken.",
    ],
)
def test_what_approves_no_minutes(archive_of, decision):
    """What is denied, lies ahead, or approves something else approves no minutes."""
    papers = files(
        first=POSTPONED,
        second=minutes(f"## SU 05/21 Sak\n\nVedtak: {decision}", day=SECOND),
        third=minutes("## SU 09/21 Kai", day=THIRD),
    )
    _archive, result = linked(archive_of(papers))
    assert told(result, "approves") == []


TWO_WAIT = minutes(
    "## SU 01/21 Eventuelt\n\n### Sykkelvei\n\nVedtak: Saken utsettes.\n\n"
    "### Skolebuss\n\nVedtak: Saken utsettes.",
    day=FIRST,
)


def test_citing_a_case_of_several_does_not_take_up_all_of_them(archive_of):
    """A case with two postponed sub-items that is only cited leaves both waiting."""
    second = minutes("## SU 05/21 Orientering\n\nFra møtet: Se SU 1/21.", day=SECOND)
    archive, result = linked(archive_of(files(first=TWO_WAIT, second=second)))
    assert told(result, "continues") == []
    assert [each.returned for each in register(archive, result.graph)] == [(), ()]


def test_a_rejected_pair_is_only_a_mention(archive_of):
    """`ikke_tidligere` holds against a citation too."""
    front = "saker: {SU 05/21: {ikke_tidligere: SU 01/21}}"
    second = minutes("## SU 05/21 Båt\n\nFra møtet: Viser til SU 1/21.", front, day=SECOND)
    _archive, result = linked(archive_of(files(first=POSTPONED, second=second)))
    assert [each[2] for each in told(result)] == ["mentions"]


@pytest.mark.parametrize(
    ("sent_to", "code"),
    [("SU 05/21", "forwarded-is-earlier"), ("SU 01/21", "forwarded-is-earlier"),
     ("FR 55/21", "forwarded-unknown")],
)  # fmt: skip
def test_where_a_case_was_sent_must_be_there_and_later(archive_of, sent_to, code):
    """A stated receiving case that is itself, earlier or not held is an error."""
    front = f"saker: {{SU 05/21: {{oversendt_til: {sent_to}}}}}"
    papers = files(first=POSTPONED, second=minutes("## SU 05/21 Båt", front, day=SECOND))
    _archive, result = linked(archive_of(papers))
    assert [each.code for each in result.diagnostics] == [code]
    assert told(result) == []


@pytest.mark.parametrize(
    "front",
    [
        "saker: {SU 01/21: {oversendt_til: SU 05/21}}",
        "frister: [{dato: 2021-05-01, hva: Svar, utført: SU 05/21}]",
    ],
)
def test_editors_links_do_not_name_what_is_withheld(archive_of, front):
    """Neither a stated receiver nor a fulfilled deadline leads to a withheld case."""
    hidden = minutes("## SU 05/21 Båt", "saker: {SU 05/21: {unntatt: § 13}}", day=SECOND)
    papers = files(first=minutes("## SU 01/21 Ferje", front, day=FIRST), second=hidden)
    _archive, result = linked(archive_of(papers))
    assert told(result) == []


def test_a_path_is_followed_both_ways(archive_of):
    """From any case of a path the whole path is seen, in time."""
    papers = files(
        first=POSTPONED,
        second=minutes(
            "## SU 05/21 Båt\n\nVedtak: Saken utsettes.",
            "saker: {SU 05/21: {tidligere: SU 01/21}}",
            day=SECOND,
        ),
        third=minutes("## SU 09/21 Skip", "saker: {SU 09/21: {tidligere: SU 05/21}}", day=THIRD),
    )
    archive, result = linked(archive_of(papers))
    for case in archive.cases:
        numbers = [step.case.number for step in path(case, archive, result.graph)]
        assert numbers == ["SU 01/21", "SU 05/21", "SU 09/21"]


def test_what_waits_is_told_until_it_is_a_fact_that_it_came_back(archive_of):
    """A postponed case waits, with the meetings since; a stated return ends the waiting."""
    other = minutes("## SU 09/21 Kai", day=THIRD)
    archive, result = linked(archive_of(files(first=POSTPONED, third=other)))
    (waiting,) = register(archive, result.graph)
    assert (waiting.case.number, waiting.returned, waiting.meetings_since) == ("SU 01/21", (), 1)


def test_references_are_found_in_headings_lists_and_tables(archive_of):
    """A heading, a list and a table refer like any text; links and code do not."""
    body = """## SU 05/21 Oppfølging av SU 01/21

- Se SU 02/21.

| sak | dato |
|---|---|
| SU 03/21 | i dag |

Fra møtet: `SU 04/21` og [SU 06/21](https://example.org/).
"""
    first = "\n\n".join(f"## SU 0{number}/21 Sak {number}" for number in (1, 2, 3, 4, 6))
    papers = files(first=minutes(first, day=FIRST), second=minutes(body, day=SECOND))
    _archive, result = linked(archive_of(papers))
    assert [each[1] for each in told(result)] == ["su/2021/1", "su/2021/2", "su/2021/3"]


def test_a_thousand_references_are_read_once_each(archive_of):
    """A record full of references is linked, each target once."""
    cases = "\n\n".join(f"## SU {number}/21 Sak {number}" for number in range(1, 51))
    text = " ".join(f"SU {number % 50 + 1}/21" for number in range(1000))
    papers = files(
        first=minutes(cases, day=FIRST),
        second=minutes(f"## SU 99/21 Alt\n\nFra møtet: {text}", day=SECOND),
    )
    _archive, result = linked(archive_of(papers))
    assert len(told(result, "mentions")) == 50


REAL = Numbering(
    (
        Body("AU", "Arbeidsutvalget", ("AU",)),
        Body("RF", "Rådmannsforum", ("RF",)),
        Body("TR", "Regionrådet", ("TR",), ("Trondheimsregionen – regionrådet",)),
    )
)


@pytest.fixture(scope="module")
def real():
    """Return the real archive and its links."""
    return linked(read_archive(ROOT, "meetings", REAL, today=dt.date(2026, 11, 23)))


@pytest.mark.parametrize(
    "expected",
    [
        ("au/2017/6", "au/2016/43#samarbeid-om-interreg", "continues", "stated"),
        ("au/2017/1", "meeting:au/2016-12-07", "approves", "cited"),
        ("au/2017/1", "document:au/2016-12-07/protokoll", "attachment", "stated"),
        ("au/2017/2", "program:2017-03-23-felles-formannskapssamling", "attachment", "stated"),
        ("au/2017/2", "document:au/innkalt-2017-02-01/invitasjon", "attachment", "stated"),
        ("au/2016/35", "body:tr", "forwarded", "cited"),
        ("au/2016/38", "body:tr", "forwarded", "cited"),
        ("au/2016/39", "body:tr", "forwarded", "cited"),
        ("au/2017/6", "meeting:au/2016-12-07", "refers-to-meeting", "cited"),
    ],
)
def test_the_real_records_are_linked(real, expected):
    """What a careful reader of the real records would link is linked."""
    assert expected in told(real[1])


def test_the_interreg_case_is_found_without_the_editors(tmp_path):
    """With its `tidligere` removed, AU 06/17 is suggested to take up what AU 43/16 postponed."""
    shutil.copytree(ROOT / "meetings", tmp_path / "meetings")
    record = tmp_path / "meetings/au/innkalt-2017-02-01/innkalling.md"
    stated = "    tidligere: AU 43/16#samarbeid-om-interreg\n"
    text = record.read_text(encoding="utf-8")
    assert stated in text
    record.write_text(text.replace(stated, ""), encoding="utf-8")
    _archive, result = linked(read_archive(tmp_path, "meetings", REAL, today=dt.date(2026, 11, 23)))
    (found,) = [each for each in result.graph.links if each.basis == "inferred"]
    assert str(found.source) == "au/2017/6"
    assert str(found.target) == "au/2016/43#samarbeid-om-interreg"
    assert "Interreg" in found.evidence


def test_real_references_that_lead_nowhere_are_kept(real):
    """Meetings that the archive does not hold are unresolved, not guessed."""
    texts = {each.text for each in real[1].graph.unresolved}
    assert "AU-møte 08.09.2016" in texts
    assert any("17.02. 2017" in text for text in texts)


def test_the_agreement_is_an_attachment(real):
    """AU 03/17 leads to the agreement."""
    links = [each for each in told(real[1], "attachment") if each[0] == "au/2017/3"]
    assert [each[1].partition(":")[0] for each in links] == ["agreement"]


def test_a_misprinted_case_is_found_by_both_numbers():
    """The printed RF 39/16 and the right AU 39/16 lead to the same case."""
    archive = read_archive(ROOT, "meetings", REAL, today=dt.date(2026, 11, 23)).archive
    texts = LinkedTexts(archive, Converter())
    spans = texts.page_spans("Se RF 39/16 og AU 39/16.")
    assert [span.address for span in spans] == ["saker/au/2016/39/"] * 2
