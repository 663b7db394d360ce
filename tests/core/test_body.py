"""The grammar of an innkalling, protokoll or referat."""

import pytest

from builders import case_id, codes, lines_by_code, minutes, notice, read_one, record_of
from meeting_archive.records.body import label_kind
from meeting_archive.records.model import CaseText, Plain, SectionKind

K = SectionKind


def parts_of(body: str) -> tuple:
    return record_of(minutes(body)).body.parts


def case_of(body: str) -> CaseText:
    (case,) = record_of(minutes(body)).body.cases
    return case


def told(sections) -> list[tuple]:
    """Return what sections say, without lines."""
    return [(each.kind, each.label, each.block.text) for each in sections]


# Cases


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("SU 06/21 Ferje til Sildvåg", "Ferje til Sildvåg"),
        ("SU06/21 Ferje til Sildvåg", "Ferje til Sildvåg"),
        ("SU-sak 6/2021 Ferje til Sildvåg", "Ferje til Sildvåg"),
        ("Sak 6/21 Ferje til Sildvåg", "Ferje til Sildvåg"),
        ("SU 06/21 *Ferje til Sildvåg.*", "Ferje til Sildvåg"),
        ("SU 06/21 **Ferje til Sildvåg.**", "Ferje til Sildvåg"),
        ("**SU 06/21 Ferje til Sildvåg**", "Ferje til Sildvåg"),
        ("**SU 06/21** Ferje til Sildvåg", "Ferje til Sildvåg"),
        ("SU 06/21: Ferje til Sildvåg", "Ferje til Sildvåg"),
        ("SU 06/21 – Ferje til Sildvåg", "Ferje til Sildvåg"),
        ("SU 06/21 Ferje til Sildvåg ##", "Ferje til Sildvåg"),
        ("SU 06/21 Ferje, kai m.m..", "Ferje, kai m.m.."),
        ("SU 06/21 Ferje \\*ny\\*", "Ferje *ny*"),
        ("SU 06/21 Ny rute 2021_2022", "Ny rute 2021_2022"),
        ("SU 06/21", None),
    ],
)
def test_heading_opens_a_case(heading, title):
    """A case's title is its heading without number, emphasis and one closing full stop."""
    case = case_of(f"## {heading}")
    assert case.number.id == case_id("su", 2021, 6)
    assert case.title == title
    assert case.heading == heading.removesuffix(" ##")


def test_preamble_and_plain_sections_are_no_cases():
    """What stands before the cases, and other headings of the second level, are plain parts."""
    parts = parts_of(
        """
        # PROTOKOLL

        Til stede: Kari Nes.

        ## Godkjenning av innkalling

        Ingen merknader.

        ## SU 06/21 Ferje

        ## XY 07/21 Ukjent organ

        Vedtak: Saken utsettes.
        """
    )
    preamble, approval, case, unknown = parts
    assert (preamble.heading, told(preamble.sections)) == (
        None,
        [(K.UNLABELLED, None, "# PROTOKOLL\n\nTil stede: Kari Nes.")],
    )
    assert (approval.heading, approval.line) == ("Godkjenning av innkalling", 11)
    assert isinstance(case, CaseText)
    assert case.sections == ()
    assert isinstance(unknown, Plain)
    assert told(unknown.sections) == [(K.UNLABELLED, None, "Vedtak: Saken utsettes.")]


def test_lines_are_those_of_the_file():
    """Every part knows its line in the file."""
    case = case_of("Innledning.\n\n## SU 06/21 Ferje\n\nSak:\n\nTekst.\n\n### Kai\n\nVedtak: Ja.")
    assert case.line == 9
    assert [section.block.line for section in case.sections] == [13]
    assert case.items[0].line == 15
    assert case.items[0].sections[0].block.line == 17


@pytest.mark.parametrize("mark", ["---", "-----"])
def test_row_of_hyphens_closes_a_case(mark):
    """What stands after a line of hyphens, as signatures do, is no text of the case."""
    case, after = parts_of(
        f"## SU 06/21 Ferje\n\n### Kai\n\nVedtak: Saken utsettes.\n\n{mark}\n\nKari Nes\nmøteleder"
    )
    assert told(case.items[0].sections) == [(K.DECISION, "Vedtak:", "Saken utsettes.")]
    assert told(after.sections) == [(K.UNLABELLED, None, "Kari Nes\nmøteleder")]


@pytest.mark.parametrize("mark", ["***", "_____", "- - -"])
def test_ornament_closes_no_case(mark):
    """Other rules are only ornaments: the decision after one is the case's."""
    case = case_of(f"## SU 06/21 Ferje\n\nAvstemning.\n\n{mark}\n\nVedtak: Saken utsettes.")
    assert [section.kind for section in case.sections] == [K.UNLABELLED, K.DECISION]


def test_underline_of_a_heading_is_no_break():
    """A row of hyphens right below a line closes no case."""
    case = case_of("## SU 06/21 Ferje\n\nRuter\n---\n\nVedtak: Saken utsettes.")
    assert [section.kind for section in case.sections] == [K.UNLABELLED, K.DECISION]


@pytest.mark.parametrize("fence", ["```", "~~~", "````"])
def test_code_fences_hold_no_headings(fence):
    """Headings, labels, attachments and breaks inside a code fence are only text."""
    code = f"{fence}\n## SU 07/21 Kai\n\n### Kai\n\nVedtak: Nei\n\nVedlegg 1: Kart\n\n---\n{fence}"
    case = case_of(f"## SU 06/21 Ferje\n\n{code}\n\nVedtak: Saken utsettes.")
    assert told(case.sections) == [
        (K.UNLABELLED, None, code),
        (K.DECISION, "Vedtak:", "Saken utsettes."),
    ]


def test_same_number_twice_is_an_error():
    """A number that stands twice in one document is an error at the second."""
    _, problems = read_one(minutes("## SU 06/21 Ferje\n\n## SU 6/2021 Kai"))
    assert lines_by_code(problems) == [("duplicate-case", 9)]


def test_number_of_another_body_is_told():
    """Another body's number in a body's paper is a warning, until the editors correct it."""
    _, problems = read_one(minutes("## FR 06/21 Ferje"))
    assert lines_by_code(problems) == [("foreign-prefix", 7)]
    record_of(minutes("## FR 06/21 Ferje", "saker: {FR 06/21: {nummer: SU 06/21}}"))


def test_number_may_be_confirmed():
    """An unusual number that the editors repeat as `nummer` is right, and told of no more."""
    record_of(minutes("## FR 06/20 Ferje", "saker: {FR 06/20: {nummer: FR 06/20}}"))


def test_case_of_another_year_is_told():
    """A case whose year is not the meeting's is a warning."""
    _, problems = read_one(minutes("## SU 06/20 Ferje"))
    assert lines_by_code(problems) == [("case-year", 7)]


def test_both_years_of_a_meeting_are_its_own():
    """A meeting over New Year may have cases of either year."""
    record_of(minutes("## SU 99/20 Ferje\n\n## SU 01/21 Kai", day="2020-12-31/2021-01-01"))


@pytest.mark.parametrize("kind", ["section", "sub-item"])
def test_decision_in_a_notice_is_told(kind):
    """A notice decides nothing: a section labelled as a decision is a warning."""
    before = "### Kai\n\n" if kind == "sub-item" else ""
    _, problems = read_one(notice(f"## SU 06/21 Ferje\n\n{before}Vedtak: Saken utsettes."))
    assert codes(problems) == ["decision-in-notice"]


# Labels

LABELS = {
    K.PRESENTATION: ["Sak", "Saksframlegg", "Saksutredning", "Saksopplysninger", "Bakgrunn"],
    K.PROPOSAL: [
        "Forslag til vedtak",
        "Innstilling",
        "Tilråding",
        "Framlegg til vedtak",
        "Forslag til konklusjon",
        "Rådmannens innstilling",
        "Ordførers innstilling",
        "Sekretariatets innstilling",
        "SU sitt forslag til vedtak",
        "SUs forslag til vedtak",
        "Daglig leders forslag til vedtak",
        "Rådmannen si tilråding",
        "Rådmannen sin innstilling",
    ],
    K.DISCUSSION: ["Fra møtet", "Drøfting", "Behandling", "Handsaming"],
    K.DECISION: [
        "Vedtak",
        "Konklusjon",
        "Endelig vedtak",
        "Rådets vedtak",
        "Fjordrådets vedtak",
        "Utvalet sitt vedtak",
        "VEDTAK",
    ],
    K.VOTE: ["Votering", "Avstemning", "Røysting"],
    K.ATTACHMENTS: ["Vedlegg"],
    K.EARLIER: ["Tidligere behandling", "Saksgang"],
    K.FOLLOW_UP: ["Oppfølging"],
}


@pytest.mark.parametrize(
    ("kind", "label"), [(kind, label) for kind, labels in LABELS.items() for label in labels]
)
@pytest.mark.parametrize(
    "form",
    [
        "### {}",
        "### {}:",
        "### *{}*",
        "{}: Tekst.",
        "**{}:** Tekst.",
        "*{}*: Tekst.",
        "{}:\nTekst.",
        "{}:\n\nTekst.",
    ],
)
def test_label_opens_a_section(kind, label, form):
    """Every label opens its section, as a heading or at the start of a paragraph."""
    opening = form.format(label)
    text = opening if "Tekst" in opening else f"{opening}\n\nTekst."
    (section,) = case_of(f"## SU 06/21 Ferje\n\n{text}").sections
    assert (section.kind, section.block.text) == (kind, "Tekst.")
    assert section.is_heading == form.startswith("###")


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("Vedtak: Saken utsettes.", "Saken utsettes."),
        ("*Vedtak:* Saken utsettes.", "Saken utsettes."),
        ("__Vedtak__: Saken utsettes.", "Saken utsettes."),
        ("*Vedtak: Saken utsettes.*", "*Saken utsettes.*"),
        ("**Vedtak: Saken utsettes.**", "**Saken utsettes.**"),
        ("*Vedtak:\nSaken utsettes.*", "*Saken utsettes.*"),
        ("Vedtak:  *Saken utsettes.*", "*Saken utsettes.*"),
        ("Vedtak : Saken utsettes.", "Saken utsettes."),
        ("Vedtak:\n\n1. Ferja går.\n\n2. Kaia stenges.", "1. Ferja går.\n\n2. Kaia stenges."),
    ],
)
def test_emphasis_goes_with_what_it_marks(printed, text):
    """Emphasis that opens before the label and closes after the text is the text's."""
    (section,) = case_of(f"## SU 06/21 Ferje\n\n{printed}").sections
    assert told([section]) == [(K.DECISION, section.label, text)]
    assert section.label.rstrip(" :") == "Vedtak"


@pytest.mark.parametrize(
    "label",
    [
        "Oppfølging av Regionrådets vedtak",
        "Oppfølging av vedtak",
        "Iverksetting av Fjordrådets vedtak",
        "Høring om rådmannens innstilling",
        "Orientering om fylkets vedtak",
        "Framdrift etter rådets vedtak",
        "Saker",
        "Saken",
        "Vedtaket",
        "Vedtak i saken",
        "Ferje til Sildvåg",
    ],
)
def test_what_is_no_label(label):
    """A phrase about somebody's decision, or another word, is no label."""
    assert label_kind(label) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Saken gjelder vedtak: to av dem.", id="inside a sentence"),
        pytest.param("- Rådets vedtak: Ferja går.", id="in a list"),
        pytest.param("> Rådets vedtak: Ferja går.", id="in a quotation"),
        pytest.param("Vedtak", id="without a colon"),
        pytest.param("Oppfølging av Regionrådets vedtak: Ferja går.", id="about a decision"),
    ],
)
def test_words_that_open_no_section(text):
    """A label opens a section only at the start of a paragraph, with a colon."""
    sections = case_of(f"## SU 06/21 Ferje\n\n{text}").sections
    assert told(sections) == [(K.UNLABELLED, None, text)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1. Punkt\n\n   Vedtak: Ja.", id="below a number"),
        pytest.param("- b\n\n  Vedtak: Saken utsettes.\n\n- c", id="below a bullet"),
        pytest.param("    Vedtak: Ja.", id="in code"),
    ],
)
def test_what_is_indented_below_a_list_stays_in_it(text):
    """A label below a list item, or indented as code, opens no section."""
    sections = case_of(f"## SU 06/21 Ferje\n\n{text}").sections
    assert told(sections) == [(K.UNLABELLED, None, text)]


def test_sections_stand_in_the_papers_order():
    """A case is cut into its sections in order, unlabelled text first."""
    case = case_of(
        """
        ## SU 06/21 Ferje

        Kari Nes orienterte.

        Sak: Ferja er gammel.

        Den er fra 1970.

        ### Rådmannens innstilling

        Ny ferje kjøpes.

        **Fra møtet:**

        Per Vik foreslo bru.

        Votering: Samrøystes.

        Vedtak:
        Ny ferje kjøpes.
        """
    )
    assert told(case.sections) == [
        (K.UNLABELLED, None, "Kari Nes orienterte."),
        (K.PRESENTATION, "Sak:", "Ferja er gammel.\n\nDen er fra 1970."),
        (K.PROPOSAL, "Rådmannens innstilling", "Ny ferje kjøpes."),
        (K.DISCUSSION, "Fra møtet:", "Per Vik foreslo bru."),
        (K.VOTE, "Votering:", "Samrøystes."),
        (K.DECISION, "Vedtak:", "Ny ferje kjøpes."),
    ]


def test_label_without_text_stays():
    """A label that stands alone is kept, since the paper has it."""
    assert told(case_of("## SU 06/21 Ferje\n\nVedtak:").sections) == [(K.DECISION, "Vedtak:", "")]


# Sub-items


def test_other_headings_are_sub_items():
    """A heading of the third level that is no label is a sub-item with sections of its own."""
    case = case_of(
        """
        ## SU 06/21 Eventuelt

        Saker:

        ### *Ferje til Sildvåg.*

        Sak: Ferja er gammel.

        ### Vedtak

        Saken utsettes.

        ### Oppfølging av Regionrådets vedtak

        Vedtak: Tas til orientering.
        """
    )
    assert told(case.sections) == [(K.UNLABELLED, None, "Saker:")]
    ferry, follow_up = case.items
    assert (ferry.title, ferry.anchor) == ("Ferje til Sildvåg", "ferje-til-sildvaag")
    assert told(ferry.sections) == [
        (K.PRESENTATION, "Sak:", "Ferja er gammel."),
        (K.DECISION, "Vedtak", "Saken utsettes."),
    ]
    assert follow_up.anchor == "oppfolging-av-regionraadets-vedtak"
    assert told(follow_up.sections) == [(K.DECISION, "Vedtak:", "Tas til orientering.")]


def test_smaller_headings_are_text():
    """A heading of the fourth level opens nothing."""
    (section,) = case_of("## SU 06/21 Ferje\n\n### Sak\n\n#### Kostnad\n\nTo millioner.").sections
    assert told([section]) == [(K.PRESENTATION, "Sak", "#### Kostnad\n\nTo millioner.")]


def test_headings_outside_cases_are_text():
    """Before the first case a heading of the third level is text of the preamble."""
    (preamble,) = parts_of("### Til stede\n\nKari Nes")
    assert told(preamble.sections) == [(K.UNLABELLED, None, "### Til stede\n\nKari Nes")]


def test_sub_items_of_one_name_are_an_error():
    """Two sub-items of a case with one anchor are an error at the second."""
    body = "## SU 06/21 Eventuelt\n\n### Ferje\n\nA.\n\n### *Ferje.*\n\nB."
    _, problems = read_one(minutes(body))
    assert lines_by_code(problems) == [("duplicate-item", 13)]
    assert "først på linje 9" in problems[0].message


def test_sub_items_of_two_cases_may_share_a_name():
    """An anchor is unique within its case only."""
    record_of(
        minutes("## SU 06/21 Eventuelt\n\n### Ferje\n\n## SU 07/21 Orienteringer\n\n### Ferje")
    )


# Attachments


@pytest.mark.parametrize(
    ("printed", "number", "title"),
    [
        ("Vedlegg 2: Forslag til program", "2", "Forslag til program"),
        ("Vedlegg 2 : Forslag til program.", "2", "Forslag til program"),
        ("*Vedlegg 2:* Forslag til program", "2", "Forslag til program"),
        ("**Vedlegg 2**: Forslag til program", "2", "Forslag til program"),
        ("- Vedlegg 02: Forslag til program", "2", "Forslag til program"),
        ("VEDLEGG 2: Forslag til program", "2", "Forslag til program"),
        ("Vedl 2: Forslag til program", "2", "Forslag til program"),
        ("Vedl. 12: Kart", "12", "Kart"),
        ("Vedlegg 3:", "3", ""),
    ],
)
def test_attachment_line(printed, number, title):
    """`Vedlegg n:` announces an attachment with number and title."""
    (section,) = case_of(f"## SU 06/21 Ferje\n\n{printed}").sections
    assert section.kind is K.ATTACHMENTS
    assert (section.attachment.number, section.attachment.title) == (number, title)
    assert section.attachment.line == 9


@pytest.mark.parametrize(
    "text", ["Se Vedlegg 2: kartet.", "Vedlegg: Kart", "Vedlegg 2 viser kartet"]
)
def test_what_announces_no_attachment(text):
    """An attachment is announced by `Vedlegg`, a number and a colon at the start of a line."""
    (section,) = case_of(f"## SU 06/21 Ferje\n\n{text}").sections
    assert section.attachment is None


def test_attachment_lines_stand_anywhere():
    """Attachments are found around and inside paragraphs, in sub-items and outside cases."""
    preamble, case = parts_of(
        """
        Orientering

        Vedlegg 1: Møteplan

        ## SU 06/21 Ferje

        Vedlegg 2: Kart
        Sak: Ferja er gammel.
        Vedlegg 3: Tilstand
        Den er fra 1970.

        Vedtak: Ny ferje kjøpes.

        Vedlegg 4: Tilbud

        Kjøpet gjøres i år.

        ### Kai

        Vedlegg 5: Tegning
        """
    )
    assert [s.attachment.number for s in preamble.sections if s.attachment] == ["1"]
    assert [(s.kind, s.attachment and s.attachment.number) for s in case.sections] == [
        (K.ATTACHMENTS, "2"),
        (K.PRESENTATION, None),
        (K.ATTACHMENTS, "3"),
        (K.PRESENTATION, None),
        (K.DECISION, None),
        (K.ATTACHMENTS, "4"),
        (K.DECISION, None),
    ]
    assert [each.block.text for each in case.sections if not each.attachment] == [
        "Ferja er gammel.",
        "Den er fra 1970.",
        "Ny ferje kjøpes.",
        "Kjøpet gjøres i år.",
    ]
    assert case.items[0].sections[0].attachment.number == "5"
