"""What takes up a waiting case, with what was kept of the last build: the same as from nothing."""

from dataclasses import replace

import pytest

from builders import case_id
from meeting_archive.language.stems import shared_stemmer
from meeting_archive.linking import returns
from meeting_archive.linking.model import case_end
from meeting_archive.linking.returns import Text, Waiting, suggest_returns
from meeting_archive.linking.said import SaidPlainly
from meeting_archive.linking.terms import TermReader

FILLER = ("Slokking av gatelys", "Utleie av samfunnshuset", "Kjøp av traktor", "Kulturpris")


def treatment(number, position, title, text="", *, body="su"):
    return Text(
        end=case_end(case_id(body, 2021, number)),
        body=body,
        position=position,
        order=(position, body, number),
        number=f"{body.upper()} {number:02}/21",
        said=SaidPlainly(title, text),
        when="",
    )


POSTPONED = treatment(1, 0, "Ny gapahuk ved Kvitholmen", "Saken utsettes.")
SENT = treatment(2, 0, "Merking av Lundeløypa", "Saken sendes over.")
RETURNED = treatment(
    3, 1, "Søknad fra turlaget 2021", "Gapahuk på Kvitholmen ble utsatt på forrige møte."
)
RECEIVED = treatment(4, 2, "Merking", "Turutvalget ber om merking av Lundeløypa.", body="fr")
BESIDE = tuple(
    treatment(10 * (position + 1) + place, position, title, "Sendes på høring.", body=body)
    for body in ("su", "fr")
    for position in range(4)
    for place, title in enumerate(FILLER)
)
ELSEWHERE = treatment(60, 0, "Skolerute", "Sendes på høring.", body="nu")
TREATMENTS = (POSTPONED, SENT, RETURNED, RECEIVED, *BESIDE, ELSEWHERE)
NAMES = {"su": ("Turutvalget",)}


def suggested(kept, treatments, names=NAMES, refused=()):
    """Return what is suggested in a process that knows what was kept, and what it keeps."""
    shared_stemmer.cache_clear()
    reader = TermReader(kept)
    waiting = [
        Waiting(each, receiver, forwarded=receiver != "su")
        for end, receiver in ((POSTPONED.end, "su"), (SENT.end, "fr"))
        for each in treatments
        if each.end == end
    ]
    answered = {(later.end, earlier.end) for later, earlier in refused}
    found = suggest_returns(waiting, treatments, names, lambda *pair: pair in answered, reader)
    return list(found), reader.packed()


def with_text(text, *changed):
    """Return the treatments with another text in some of them."""
    return [
        replace(each, said=SaidPlainly(each.title, text)) if each in changed else each
        for each in TREATMENTS
    ]


LIKELIER = treatment(5, 1, POSTPONED.title, "Utsatt sak: gapahuk ved Kvitholmen.")
IN_FR = [each for each in BESIDE if each.body == "fr"]
CHANGES = {
    "the later text says less": ({}, with_text("Kvitholmen.", RETURNED)),
    "the later text points back in other words": (
        {},
        with_text("Gapahuk på Kvitholmen: utsatt sak.", RETURNED),
    ),
    "the waiting text says more": ({}, with_text("Turlaget søkte. Saken utsettes.", POSTPONED)),
    "the waiting title names another year": (
        {},
        [
            replace(each, said=SaidPlainly(f"{each.title} 2019", each.text))
            if each == POSTPONED
            else each
            for each in TREATMENTS
        ],
    ),
    "a likelier one is there": ({}, [*TREATMENTS, LIKELIER]),
    "it is no longer there": ({}, [each for each in TREATMENTS if each != RETURNED]),
    "its words are common elsewhere": ({}, with_text("Gapahuk på Kvitholmen.", *IN_FR)),
    "it is refused": ({"refused": [(RETURNED, POSTPONED)]}, TREATMENTS),
    "the body is called otherwise": ({"names": {"su": ("Stiutvalget",)}}, TREATMENTS),
    "a meeting was held before": (
        {},
        [
            replace(each, position=each.position + 3) if each.position else each
            for each in TREATMENTS
        ],
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_kept_is_not_taken_where_it_would_be_another(change):
    """Whatever changes what is suggested changes it with all that was kept, too."""
    before, kept = suggested({}, TREATMENTS)
    others, treatments = CHANGES[change]
    expected, _ = suggested({}, treatments, **others)
    assert expected != before
    assert suggested(kept, treatments, **others)[0] == expected


def test_what_cannot_be_another_is_not_looked_for_again(monkeypatch):
    """A word more in a meeting of another body leads to no new comparison."""
    before, kept = suggested({}, TREATMENTS)
    assert {each.later for each in before} == {RETURNED, RECEIVED}
    monkeypatch.delattr(returns, "compare")
    assert suggested(kept, with_text("Sendes straks.", ELSEWHERE))[0] == before
    with pytest.raises(NameError):
        suggested(kept, with_text("Kvitholmen.", RETURNED))
