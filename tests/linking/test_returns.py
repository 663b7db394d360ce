"""How a case comes back."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import case_id, minutes, notice, text_of
from meeting_archive.identifiers import Body, Numbering
from meeting_archive.linking.model import case_end
from meeting_archive.linking.phrases import best_phrase, is_standing
from meeting_archive.linking.returns import Text, Waiting, suggest_returns
from meeting_archive.linking.said import SaidPlainly
from meeting_archive.linking.waiting import waiting_and_treatments
from meeting_archive.reading import read_archive

DAYS = ("2021-02-04", "2021-04-08", "2021-06-03", "2021-09-02")
FILLER = (
    ("Slokking av gatelys", "Lyktene slås av om natta."),
    ("Reglement for utleie av samfunnshuset", "Depositum økes."),
    ("Kjøp av traktor", "Den gamle er utslitt."),
    ("Kulturpris", "Komiteen innstiller spelemannslaget."),
)


def treatment(number, position, title, text="", *, body="su", anchor=None):
    return Text(
        end=case_end(case_id(body, 2021, number), anchor),
        body=body,
        position=position,
        order=(position, body, number),
        number=f"{body.upper()} {number:02}/21",
        said=SaidPlainly(title, text),
        when="",
    )


def others(*, body="su"):
    return [
        treatment(50 + 10 * at + place, at, title, text, body=body)
        for at in range(4)
        for place, (title, text) in enumerate(FILLER)
    ]


def suggested(earlier, *later, receiver="su", names=None):
    waiting = Waiting(earlier, receiver, forwarded=receiver != earlier.body)
    return list(suggest_returns([waiting], [earlier, *later, *others()], names))


POSTPONED = treatment(1, 0, "Ny gapahuk ved Kvitholmen", "Saken utsettes.", anchor="gapahuk")
RETURNED = treatment(
    8, 1, "Søknad fra turlaget", "Gapahuk på Kvitholmen var en eventuelt-sak på forrige møte."
)


def test_a_case_comes_back_in_other_words():
    """Rare words and a phrase join a postponed case to the later one, and a sentence says so."""
    (found,) = suggested(POSTPONED, RETURNED)
    assert found.later is RETURNED
    assert 0.65 < found.score <= 1
    assert found.reason == (
        "Møtet etter tok opp «Gapahuk» og «Kvitholmen», ord som ellers er sjeldne i arkivet,"
        " og viser til «eventuelt-sak»."
    )


def test_the_real_case_of_interreg_is_found():
    """AU 43/16 "Samarbeid om Interreg" is suggested as taken up by AU 06/17, and nothing else."""
    bodies = (Body("AU", "Arbeidsutvalget", ("AU",)), Body("RF", "Rådmannsforum", ("RF",)))
    root = Path(__file__).parents[2]
    reading = read_archive(root, "meetings", Numbering(bodies), today=dt.date(2026, 1, 1))
    waiting, treatments = waiting_and_treatments(reading.archive, text_of)
    (found,) = suggest_returns(waiting, treatments)
    assert found.earlier.text.end == case_end(case_id("au", 2016, 43), "samarbeid-om-interreg")
    assert found.later.end == case_end(case_id("au", 2017, 6))
    assert "«Interreg», et ord som ellers er sjeldent i arkivet" in found.reason


def test_only_the_best_is_suggested():
    """Of two later treatments that speak of the matter, the likelier is suggested."""
    weaker = replace(RETURNED, end=case_end(case_id("su", 2021, 9)), position=3, order=(3, "su", 9))
    assert [each.later for each in suggested(POSTPONED, weaker, RETURNED)] == [RETURNED]


def test_what_kept_its_number_is_not_sought():
    """A case that was treated again under its own number has come back."""
    again = replace(POSTPONED, position=1, order=(1, "su", 1))
    assert suggested(POSTPONED, again, RETURNED) == []


def test_nothing_comes_back_before_it_waited_or_the_same_day():
    """Earlier treatments, and others of the same meeting, are no returns."""
    before = replace(POSTPONED, position=2, order=(2, "su", 1))
    assert suggested(before, RETURNED) == []
    same = replace(RETURNED, position=0, order=(0, "su", 8))
    assert suggested(POSTPONED, same) == []


def test_another_body_takes_up_only_what_was_sent_to_it():
    """A postponed case is sought in its own body, one sent on in the body that it was sent to."""
    elsewhere = replace(RETURNED, body="fr", end=case_end(case_id("fr", 2021, 8)))
    assert suggested(POSTPONED, elsewhere) == []
    (found,) = suggested(POSTPONED, elsewhere, receiver="fr")
    assert found.later is elsewhere
    assert found.reason.startswith("Det første møtet i organet som saken ble sendt til, tok opp")


def test_the_sender_named_is_a_phrase():
    """A receiver's paper that names the body it has the case from points back."""
    later = treatment(
        3, 1, "Gapahuk på Kvitholmen", "Saken kommer fra Samarbeidsutvalget.", body="fr"
    )
    names = {"su": ("Samarbeidsutvalget",)}
    (found,) = suggested(POSTPONED, later, receiver="fr", names=names)
    assert found.reason.endswith("og viser til «Samarbeidsutvalget».")


def test_another_year_in_the_title_is_another_case():
    """The budget of one year is not that of the next."""
    first = treatment(2, 0, "Budsjett for ferjekaia 2021")
    assert suggested(first, treatment(9, 1, "Budsjett for ferjekaia 2021"))
    assert not suggested(first, treatment(9, 1, "Budsjett for ferjekaia 2022"))


@pytest.mark.parametrize(
    "title",
    [
        "Orienteringer", "Orienteringar", "Eventuelt", "Eventuelt.", "Ymse", "Referatsaker",
        "Meldinger", "Meldingar", "Saker fra Næringsrådet", "Saker frå Fjordrådet",
        "Saker til neste møte i Trondheimsregionen – regionrådet 16.12. 2016",
        "Godkjenning av protokoll", "Godkjenning av innkalling og saksliste",
        "Godkjenning av møteboka frå 3. desember 2020", "Protokoll AU-møte 07.12.2016",
        "Referat/protokoll AU-møte 08.09.2016", "Orienteringer fra rådmannen",
        "Protokoll fra møtet 03.12.2020",
    ],
)  # fmt: skip
def test_standing_items_never_link(title):
    """What recurs in every meeting is no return of itself."""
    assert is_standing(title)
    assert suggested(treatment(2, 0, title), treatment(9, 1, title, "Ble utsatt sist.")) == []


@pytest.mark.parametrize(
    "title",
    [
        "Orientering om ferjeavtalen", "Godkjenning av ny ferjekai", "Samarbeid om Interreg",
        "Protokolltilførsel ved habilitet", "Møteplass for ungdom", "Meldeplikt for hytter",
    ],
)  # fmt: skip
def test_other_titles_are_real_matters(title):
    """A title that only begins like a standing item is not one."""
    assert not is_standing(title)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Det ble ikke tid til saken på forrige møte.", "ikke tid til"),
        ("Kjøp av ferje (utsett sak)", "utsett sak"),
        ("Saka vart utsett på førre møte.", "vart utsett"),
        ("Oppfølging av vedtaket i mars.", "Oppfølging"),
        ("Saken ble utsatt.", None),
        ("Saka vart utsett til møtet i juni.", None),
        ("Ferja er gammel.", None),
    ],
)
def test_phrases_that_point_back(text, printed):
    """Words of a return are recognised in both written languages; a postponement is none."""
    found = best_phrase(text, of_item=False)
    assert (found.printed if found else None) == printed


def test_an_eventuelt_sak_is_a_sub_item():
    """The words mean a sub-item, so they speak for no other case."""
    text = "Dette var en eventuelt-sak."
    assert best_phrase(text, of_item=True) is not None
    assert best_phrase(text, of_item=False) is None


# From the archive


def test_minutes_leave_cases_and_sub_items_waiting(archive_of):
    """Postponed sub-items and cases sent to a body of the archive wait; "Eventuelt" does not."""
    files = {
        f"su/{DAYS[0]}/protokoll.md": minutes(
            "## SU 01/21 Kai\n\nVedtak: Saken legges fram for Fjordrådet.\n\n"
            "## SU 02/21 Bru\n\nVedtak: Saken legges fram for Kongen i statsråd.\n\n"
            "## SU 03/21 Eventuelt\n\n### Gapahuk\n\nVedtak: Saken utsettes.",
            day=DAYS[0],
        ),
        f"su/{DAYS[1]}/innkalling.md": notice(
            "## SU 04/21 Ferje\n\nForslag til vedtak: Saken utsettes.", day=DAYS[1]
        ),
    }
    waiting, treatments = waiting_and_treatments(archive_of(files).archive, text_of)
    assert [(str(each.text.end), each.receiver, each.forwarded) for each in waiting] == [
        ("su/2021/1", "fr", True),
        ("su/2021/3#gapahuk", "su", False),
    ]
    assert [(each.title, each.position) for each in treatments] == [
        ("Kai", 0), ("Bru", 0), ("Eventuelt", 0), ("Gapahuk", 0), ("Ferje", 1),
    ]  # fmt: skip
    assert treatments[-1].when == "8. april 2021"


def test_what_is_withheld_is_not_compared(archive_of):
    """No suggestion can name a withheld case."""
    front = "saker:\n  SU 01/21:\n    unntatt: offl. § 13"
    body = "## SU 01/21 Kai\n\nVedtak: Saken utsettes."
    files = {f"su/{DAYS[0]}/protokoll.md": minutes(body, front, day=DAYS[0])}
    assert waiting_and_treatments(archive_of(files).archive, text_of) == ([], [])


# What always holds

VOCABULARY = (
    "ferje kai bru gapahuk Kvitholmen skole legevakt tunnel forrige møte ble utsatt sak eventuelt"
    " gjestehavn båtforening kraftlag naust"
).split()
PHRASES = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6).map(" ".join)
TREATMENTS = st.lists(
    st.builds(
        lambda number, at, title, text, body: treatment(number, at, title, text, body=body),
        st.integers(1, 30),
        st.integers(0, 6),
        PHRASES,
        PHRASES,
        st.sampled_from(("su", "fr")),
    ),
    max_size=25,
    unique_by=lambda each: (each.end, each.position),
)


@settings(max_examples=60, deadline=None)
@given(TREATMENTS)
def test_no_link_to_itself_back_in_time_or_within_a_meeting(treatments):
    """Whatever waits, it comes back later, elsewhere on the list, in the body where it waits."""
    waiting = [
        Waiting(each, receiver, forwarded=receiver != each.body)
        for each in treatments
        for receiver in ("su", "fr")
    ]
    found = list(suggest_returns(waiting, treatments))
    for each in found:
        earlier, later = each.earlier.text, each.later
        assert later.end != earlier.end
        assert later.order > earlier.order
        assert (later.body, later.position) != (earlier.body, earlier.position)
        assert later.body == each.earlier.receiver
        assert 0 <= each.score <= 1
        assert each.reason.endswith(".")
    sought = [
        (each.earlier.text.end, each.earlier.text.order, each.earlier.receiver) for each in found
    ]
    assert len(sought) == len(set(sought))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(FILLER), max_size=20), st.integers(0, 3))
def test_an_unrelated_treatment_takes_no_link_away(more, position):
    """What shares no word with either leaves a clear return as it was."""
    unrelated = [
        treatment(100 + number, position, title, text) for number, (title, text) in enumerate(more)
    ]
    assert [each.later for each in suggested(POSTPONED, RETURNED, *unrelated)] == [RETURNED]


@settings(max_examples=30, deadline=None)
@given(TREATMENTS, st.randoms())
def test_the_order_of_what_is_given_changes_nothing(treatments, random):
    """The same archive gives the same suggestions, however it is listed."""
    waiting = [Waiting(each, each.body, forwarded=False) for each in treatments]
    shuffled = random.sample(treatments, len(treatments))
    assert list(suggest_returns(waiting, treatments)) == list(suggest_returns(waiting, shuffled))
