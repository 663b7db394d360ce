"""Decisions written into front matter: what is asked for, and not a byte more."""

from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import NUMBERING, minutes, record, record_of
from meeting_archive.editing.decide import decide
from meeting_archive.identifiers import CaseReference
from meeting_archive.records.read import decode

CASE, EARLIER = "SU 07/21", "SU 02/21#felles-turkart"
BODY = "## SU 07/21 Turkart\n\nVedtak:  Kartet trykkes. \n---\n tidligere: SU 01/21\n"
HEAD = "---\ntype: protokoll\norgan: SU\nmøtedato: 2021-03-04\n"


def paper(front: str, body: str = BODY) -> str:
    """Return a protokoll whose own keys are exactly `front`."""
    return f"{HEAD}{front}---\n\n{body}"


def confirmed(front: str, earlier: str = EARLIER) -> str:
    """Return the keys of a protokoll after a confirmation, the rest of it unchanged."""
    return _decided(front, earlier, confirm=True)


def rejected(front: str, earlier: str = EARLIER) -> str:
    """Return the keys of a protokoll after a rejection, the rest of it unchanged."""
    return _decided(front, earlier, confirm=False)


def _decided(front: str, earlier: str, *, confirm: bool) -> str:
    text = decide(paper(front), CASE, earlier, confirm=confirm, meaning=meaning)
    tail = f"---\n\n{BODY}"
    assert text.startswith(HEAD)
    assert text.endswith(tail)
    return text[len(HEAD) : -len(tail)]


def meaning(written: str) -> CaseReference | str:
    """Return what a number or reference means in a paper of Samarbeidsutvalget."""
    return NUMBERING.read_reference(written, "su", 0) or written


def notes_of(text: str) -> tuple[list[str], list[str]]:
    """Return what the record confirms and rejects for the case."""
    (notes,) = (each for each in record_of(text).cases if each.key.id == meaning(CASE).case)
    return [str(each) for each in notes.earlier], [str(each) for each in notes.not_earlier]


# What is missing is made


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        pytest.param(
            "sted: Nordvik\n",
            "sted: Nordvik\nsaker:\n  SU 07/21:\n    tidligere: SU 02/21#felles-turkart\n",
            id="no saker",
        ),
        pytest.param(
            "saker:\nsted: Nordvik\n",
            "saker:\n  SU 07/21:\n    tidligere: SU 02/21#felles-turkart\nsted: Nordvik\n",
            id="empty saker",
        ),
        pytest.param(
            "saker: {}\n",
            "saker: {SU 07/21: {tidligere: SU 02/21#felles-turkart}}\n",
            id="saker in empty braces",
        ),
        pytest.param(
            "saker:\n  SU 06/21:\n    tema: [vei]\n# til slutt\nsted: Nordvik\n",
            "saker:\n  SU 06/21:\n    tema: [vei]\n"
            "  SU 07/21:\n    tidligere: SU 02/21#felles-turkart\n# til slutt\nsted: Nordvik\n",
            id="no case",
        ),
        pytest.param(
            "saker: {SU 06/21: {tema: [vei]}}  # få\n",
            "saker: {SU 06/21: {tema: [vei]}, "
            "SU 07/21: {tidligere: SU 02/21#felles-turkart}}  # få\n",
            id="no case in braces",
        ),
        pytest.param(
            "saker:\n  SU 07/21:\nsted: Nordvik\n",
            "saker:\n  SU 07/21:\n    tidligere: SU 02/21#felles-turkart\nsted: Nordvik\n",
            id="empty case",
        ),
        pytest.param(
            "saker: {SU 07/21: , SU 08/21: {tema: a}}\n",
            "saker: {SU 07/21: {tidligere: SU 02/21#felles-turkart} , SU 08/21: {tema: a}}\n",
            id="empty case in braces",
        ),
        pytest.param(
            "saker:\n  SU 07/21: {}\n",
            "saker:\n  SU 07/21: {tidligere: SU 02/21#felles-turkart}\n",
            id="case in empty braces",
        ),
        pytest.param(
            "saker:\n  SU 07/21: { tema: [kart] }\n",
            "saker:\n  SU 07/21: { tema: [kart], tidligere: SU 02/21#felles-turkart }\n",
            id="case in braces",
        ),
        pytest.param(
            "saker:\n  SU 07/21:\n    tema: [kart] # ett\n    # slutt\n\n  SU 08/21: {tema: a}\n",
            "saker:\n  SU 07/21:\n    tema: [kart] # ett\n    # slutt\n"
            "    tidligere: SU 02/21#felles-turkart\n\n  SU 08/21: {tema: a}\n",
            id="no key",
        ),
        pytest.param(
            "saker:\n  SU 07/21:\n    tidligere: # hva?\n    tema: [kart]\n",
            "saker:\n  SU 07/21:\n"
            "    tidligere: SU 02/21#felles-turkart # hva?\n    tema: [kart]\n",
            id="empty key",
        ),
    ],
)
def test_what_is_missing_is_made(front, expected):
    """`saker`, the case and the key are put where the next of their kind would stand."""
    assert confirmed(front) == expected


def test_an_empty_front_matter_is_filled():
    """Between two fences without a key between them the keys are put first."""
    text = decide("---\n---\nTekst", CASE, EARLIER, confirm=False)
    assert text == (
        "---\nsaker:\n  SU 07/21:\n    ikke_tidligere: SU 02/21#felles-turkart\n---\nTekst"
    )


def test_indentation_is_that_of_the_file():
    """New lines are indented as those beside them."""
    front = "saker:\n    SU 06/21:\n       tema: [vei]\nsted: Nordvik\n"
    assert confirmed(front) == (
        "saker:\n    SU 06/21:\n       tema: [vei]\n"
        "    SU 07/21:\n       tidligere: SU 02/21#felles-turkart\nsted: Nordvik\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (">-\n      To\n\n      avsnitt.\n\n", ""),
        ("|\n      To\n\n", ""),
        ("|+\n      To\n\n\n", ""),
        (">\n      To\n", "    # etterpå\n\n"),
        ("To\n      linjer\n", "\n"),
        ('"To\n      linjer"\n', ""),
    ],
)
def test_a_text_of_several_lines_stands_above(before, after):
    """A new case comes after the whole of a long text, and the text stays what it was."""
    front = f"saker:\n  SU 06/21:\n    merknad: {before}{after}sted: Nordvik\n"
    body = "## SU 06/21 Vei\n\n" + BODY
    text = decide(paper(front, body), CASE, EARLIER, confirm=True)
    notes, _ = record_of(text).cases
    (was,) = record_of(paper(front, body)).cases
    assert notes.note == was.note
    new = "  SU 07/21:\n    tidligere: SU 02/21#felles-turkart\n"
    assert text.replace(new, "") == paper(front, body)


def test_numbers_that_yaml_could_misread_are_quoted():
    """A number whose spelling YAML could take for something else is written in quotes."""
    text = decide(paper(""), "SU\u00a007/21", EARLIER, confirm=True)
    assert "  'SU\u00a007/21':\n" in text
    assert notes_of(text)[0] == ["su/2021/2#felles-turkart"]


# What is there


@pytest.mark.parametrize(
    "front",
    [
        "saker:\n  SU 07/21:\n    tidligere: SU 02/21#felles-turkart\n",
        "saker:\n  \"SU 07/21\": {tidligere: ['SU 02/21#felles-turkart']}\n",
        "saker:\n  SU07/21:\n    tidligere:\n    - SU 01/21\n    - Sak 2/2021#felles-turkart #\n",
    ],
)
def test_what_stands_there_changes_nothing(front):
    """A decision that was made before leaves the file as it is, however it is spelt."""
    assert confirmed(front) == front


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("SU 01/21  # første", "[SU 01/21, SU 02/21#felles-turkart]  # første"),
        ("'SU 01/21'", "['SU 01/21', SU 02/21#felles-turkart]"),
        ("[SU 01/21]", "[SU 01/21, SU 02/21#felles-turkart]"),
        ("[ SU 01/21, ] # a", "[ SU 01/21, SU 02/21#felles-turkart, ] # a"),
        ("[]", "[SU 02/21#felles-turkart]"),
        (
            "\n    - SU 01/21 # a\n     # b\n    # c",
            "\n    - SU 01/21 # a\n     # b\n    - SU 02/21#felles-turkart\n    # c",
        ),
        ("\n      -   SU 01/21", "\n      -   SU 01/21\n      - SU 02/21#felles-turkart"),
    ],
)
def test_another_value_becomes_a_list(written, expected):
    """A second reference is put after the first, in the list's own form."""
    front = "saker:\n  SU 07/21:\n    tidligere: {}\n    tema: [kart]\n"
    assert confirmed(front.format(written)) == front.format(expected)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "ikke_tidligere: SU 02/21#felles-turkart # nei",
            "tidligere: SU 02/21#felles-turkart # nei",
        ),
        (
            "ikke_tidligere:\n    # et annet kart\n    - SU 2/21#felles-turkart",
            "tidligere:\n    # et annet kart\n    - SU 2/21#felles-turkart",
        ),
        (
            "ikke_tidligere: [SU 02/21#felles-turkart, SU 01/21]\n    tidligere: FR 03/20",
            "ikke_tidligere: [SU 01/21]\n    tidligere: [FR 03/20, SU 02/21#felles-turkart]",
        ),
        (
            "tidligere: FR 03/20\n    ikke_tidligere: [SU 01/21, SU 02/21#felles-turkart]",
            "tidligere: [FR 03/20, SU 02/21#felles-turkart]\n    ikke_tidligere: [SU 01/21]",
        ),
        (
            "tidligere: FR 03/20\n    ikke_tidligere: SU 02/21#felles-turkart # nei",
            "tidligere: [FR 03/20, SU 02/21#felles-turkart]\n    # nei",
        ),
        (
            "ikke_tidligere: # nei\n      - SU 02/21#felles-turkart # aldri\n"
            "    tidligere: FR 03/20",
            "# nei\n      # aldri\n    tidligere: [FR 03/20, SU 02/21#felles-turkart]",
        ),
        (
            "ikke_tidligere:\n      - SU 01/21\n      # b\n      - SU 02/21#felles-turkart",
            "ikke_tidligere:\n      - SU 01/21\n      # b\n    tidligere: SU 02/21#felles-turkart",
        ),
        (
            "ikke_tidligere: [\n      SU 02/21#felles-turkart, # a\n      SU 01/21 # b\n    ]",
            "ikke_tidligere: [\n      # a\n      SU 01/21 # b\n    ]\n"
            "    tidligere: SU 02/21#felles-turkart",
        ),
        (
            "ikke_tidligere: [SU 02/21#felles-turkart, SU 2/21#felles-turkart]",
            "tidligere: SU 02/21#felles-turkart",
        ),
    ],
)
def test_the_opposite_is_taken_out(written, expected):
    """A reference stands under one of the two keys; comments stay where it is moved from."""
    front = "saker:\n  SU 07/21:\n    {}\n    tema: [kart]\n"
    changed = confirmed(front.format(written))
    # A key that was made stands last in its case.
    assert sorted(changed.splitlines()) == sorted(front.format(expected).splitlines())
    assert "su/2021/2#felles-turkart" in notes_of(paper(changed))[0]
    assert "su/2021/2#felles-turkart" not in notes_of(paper(changed))[1]


def test_the_opposite_is_taken_out_of_braces():
    """Within braces one comma goes with what is taken out."""
    for inner, expected in (
        ("ikke_tidligere: [SU 01/21], tidligere: FR 03/20", "tidligere: [FR 03/20, SU 01/21]"),
        ("tidligere: FR 03/20, ikke_tidligere: SU 01/21", "tidligere: [FR 03/20, SU 01/21]"),
        ("ikke_tidligere: SU 01/21, tema: a", "tidligere: SU 01/21, tema: a"),
    ):
        front = "saker: {SU 07/21: {" + inner + "}}\n"
        assert confirmed(front, "SU 01/21") == "saker: {SU 07/21: {" + expected + "}}\n"


def test_a_rejection_is_the_mirror_of_a_confirmation():
    """What was confirmed is rejected again, and the file is as if it always had been."""
    front = "saker:\n  SU 07/21:\n    tidligere: SU 02/21#felles-turkart  # jf. brev\n"
    assert rejected(front) == front.replace("tidligere", "ikke_tidligere")
    assert confirmed(rejected(front)) == front


def test_the_key_is_the_one_of_the_same_spelling_first():
    """Of two keys that mean one case after a correction, the one that is named is changed."""
    front = "saker:\n  SU 7/21: {tema: a}\n  SU 07/21: {tema: b}\n"
    text = decide(paper(front), "SU 7/21", "FR 01/20", confirm=True, meaning=meaning)
    assert "SU 7/21: {tema: a, tidligere: FR 01/20}" in text


def test_decomposed_letters_are_the_same_letters():
    """A key written with decomposed letters is found, and stays as it is."""
    front = "saker:\n  A\u030aS 07/21:\n    tema: [kart]\n"
    text = decide(paper(front), "\u00c5S 07/21", "SU 01/21", confirm=True)
    assert text == paper(front + "    tidligere: SU 01/21\n")


# Not a byte more


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_endings_and_byte_order_mark_are_kept(ending, mark):
    """New lines end as the others do, and a byte order mark stays first."""
    text = mark + paper("saker:\n  SU 06/21:\n    tema: [vei]\n").replace("\n", ending)
    changed = decide(text, CASE, EARLIER, confirm=True)
    new = f"  SU 07/21:{ending}    tidligere: {EARLIER}{ending}"
    assert changed.count(new) == 1
    assert changed.replace(new, "") == text


def test_the_real_records_keep_every_byte(repository: Path):
    """In each real record a decision is added and taken back, and nothing else is touched."""
    for path in sorted((repository / "meetings").glob("*/*/*.md")):
        text = path.read_bytes().decode()
        changed = decide(text, "AU 99/17", "AU 98/16", confirm=True)
        assert _inserted(text, changed).count("\n") <= 3
        again = decide(changed, "AU 99/17", "AU 98/16", confirm=False)
        assert again == changed.replace("    tidligere: AU 98/16", "    ikke_tidligere: AU 98/16")


def _inserted(before: str, after: str) -> str:
    """Return the one stretch that `after` has and `before` has not; there must be no other."""
    matcher = SequenceMatcher(None, before.splitlines(True), after.splitlines(True), autojunk=False)
    changes = [each for each in matcher.get_opcodes() if each[0] != "equal"]
    ((kind, _, _, start, end),) = changes
    assert kind == "insert"
    return "".join(after.splitlines(True)[start:end])


_ABOVE = st.lists(
    st.sampled_from(
        [
            "sted:   'Rådhuset,  Nordvik'   # to mellomrom\n",
            "tidsrom: kl 13:00\n",
            'til_stede: [Kari Nes,Ola  Berg ,  "Siri Holm"]\n',
            "innkalt:\n    Nordvik:   [Kari Nes]\n    Sørvik:\n    - Ola Berg\n",
            "vedlegg:\n- {nr: 1,  fil: a.pdf}\n-   nr:  2\n    tittel: >-\n     Et\n\n     kart\n",
            f"møteleder: {'Kari ' * 60}Nes\n",
            "referent: |\n  Aina\n\n\n",
            "kilde: {fil: a.pdf,\n   merknad: b}\n",
            "språk:    nb\n",
        ]
    ),
    unique=True,
)
_BETWEEN = st.sampled_from(["", "# merk\n", "\n", "  # innrykket\n\n", "\n\n#\n"])
_CASES = st.sampled_from(
    [
        "SU 01/21: {tema: [a,b],   tittel: 'To  ord'}\n",
        "SU 02/21:\n      merknad: >\n         Langt\n\n         svar\n",
        "SU 03/21:\n    tema: [x]   # y\n    # z\n",
        "'SU 04/21':\n        tema:\n        - a\n        -  b\n",
    ]
)
_OWN = st.sampled_from(
    [
        "SU 07/21:\n    tema: [kart]\n",
        'SU 07/21: {tema: [kart], merknad: "a: b"}\n',
        "SU 07/21:\n      tidligere: FR 01/20   # brev\n",
        "SU 07/21:\n    tidligere: [FR 01/20]\n    tema: kart\n",
        "SU 07/21:\n    ikke_tidligere:\n    - FR 01/20\n    - sak 2/21#felles-turkart\n",
        "SU 07/21:\n    ikke_tidligere: SU 02/21#felles-turkart\n    tidligere: FR 01/20\n",
        "SU07/21: {}\n",
    ]
)


@given(
    above=_ABOVE,
    below=_ABOVE,
    between=st.lists(_BETWEEN, min_size=4, max_size=4),
    earlier_cases=st.lists(_CASES, unique=True),
    later_cases=st.lists(_CASES, unique=True),
    own=_OWN,
    ending=st.sampled_from(["\n", "\r\n"]),
    confirm=st.booleans(),
)
def test_lines_of_others_are_identical(
    above, below, between, earlier_cases, later_cases, own, ending, confirm
):
    """Whatever stands around the case keeps every byte, and the record says what was decided."""
    below = [each for each in below if each not in above]
    later_cases = [each for each in later_cases if each not in earlier_cases]
    head = HEAD + between[0].join([*above, ""]) + "saker:\n" + between[1]
    head += "".join(f"  {each}" for each in earlier_cases) + "  "
    tail = between[2] + "".join(f"  {each}" for each in later_cases)
    tail += between[3].join([*below, ""]) + f"---\n\n{BODY}"
    before = (head + own + tail).replace("\n", ending)
    after = decide(before, CASE, EARLIER, confirm=confirm, meaning=meaning)
    assert after.startswith(head.replace("\n", ending))
    assert after.endswith(tail.replace("\n", ending))
    _keeps_lines(before, after, own.count("\n"))
    decisions = notes_of(decode(after.encode()).replace(BODY, "## SU 07/21 Turkart\n" + _OTHERS))
    wanted, other = decisions if confirm else reversed(decisions)
    assert wanted.count("su/2021/2#felles-turkart") == 1
    assert "su/2021/2#felles-turkart" not in other
    again = decide(after, CASE, EARLIER, confirm=confirm, meaning=meaning)
    assert again == after


_OTHERS = "".join(f"\n## SU 0{number}/21 Annet\n" for number in (1, 2, 3, 4))


def _keeps_lines(before: str, after: str, own: int) -> None:
    """Hold that at most the case's own lines are gone, and the rest stand in their order."""
    old, new = before.splitlines(True), after.splitlines(True)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    lost = sum(end - start for kind, start, end, _, _ in matcher.get_opcodes() if kind != "equal")
    assert lost <= own
    assert {"\r\n" if each.endswith("\r\n") else "\n" for each in new} == {
        "\r\n" if each.endswith("\r\n") else "\n" for each in old
    }


# What cannot be done


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Tekst uten noe", "mangler front matter"),
        ("---\ntype: protokoll\n", "er ikke avsluttet"),
        ("---\nsted: [a\n---\n", "er ikke gyldig YAML"),
        ("---\nsted: &a b\n---\n", "YAML-ankere"),
        ("---\nsted: a\nsted: b\n---\n", "står to ganger"),
        ("---\nsted: a\0\n---\n", "ikke ren tekst"),
        ("---\nsaker: [SU 07/21]\n---\n", "«saker» i front matter skal være nøkler"),
        ("---\nsaker: {SU 07/21: vei}\n---\n", "«SU 07/21» i front matter skal være nøkler"),
        ("---\nsaker: {SU 07/21: {tidligere: {a: b}}}\n---\n", "«tidligere» i front matter skal"),
        ("---\nsaker: {SU 07/21: {tidligere: [[a]]}}\n---\n", "«tidligere» i front matter skal"),
        (
            "---\nsaker:\n  SU 07/21:\n    tidligere: SU 01/21\n    ikke_tidligere: [ # nei\n"
            f"      {EARLIER} ]\n---\n",
            "ikke kan endres her",
        ),
        ("---\nsaker: {SU 07/21: {? [a] : b}}\n---\n", "en nøkkel må være tekst"),
        ("---\nsaker:\n  SU 07/21: >-\n---\n", "ikke kan endres her"),
        ("---\nsaker: {SU 07/21}\n---\n", "ikke kan endres her"),
        ("---\nsaker:\n  SU 07/21:\n    tidligere: >-\n      a\n---\n", "ikke kan endres her"),
    ],
)
def test_what_cannot_be_changed_is_told_in_a_sentence(text, sentence):
    """Front matter that cannot be read, or is strangely written, is a sentence and no change."""
    with pytest.raises(ValueError, match=sentence):
        decide(text, CASE, EARLIER, confirm=True)


def test_a_case_in_the_body_alone_is_decided_on():
    """What the builders write, an editor decides on: the record reads back with the decision."""
    text = minutes("## SU 07/21 Turkart\n\nVedtak: Kartet trykkes.")
    assert notes_of(decide(text, CASE, "SU 02/21", confirm=False)) == ([], ["su/2021/2"])
    assert decide(record("type: program"), CASE, EARLIER, confirm=True).count("saker:") == 1
