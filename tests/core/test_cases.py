"""Cases joined from the papers that treat them."""

import pytest

from builders import (
    DAY,
    case_id,
    codes,
    data_of,
    lines_by_code,
    minutes,
    notice,
    only_case,
    only_treatment,
    record,
)
from meeting_archive.model import Attachment
from meeting_archive.outcomes import Outcome
from meeting_archive.records.model import SectionKind

K, O = SectionKind, Outcome  # noqa: E741
NOTICE, MINUTES = f"su/{DAY}/innkalling.md", f"su/{DAY}/protokoll.md"
LATER = "2021-06-03"
LATER_NOTICE, LATER_MINUTES = f"su/{LATER}/innkalling.md", f"su/{LATER}/protokoll.md"


def texts(treatment, kind) -> list[str]:
    return [passage.block.text for passage in treatment.of(kind)]


# One meeting


def test_notice_and_minutes_are_one_treatment(archive_of):
    """A case's notice and minutes are joined, each passage knowing its document."""
    treatment = only_treatment(
        archive_of(
            {
                NOTICE: notice(
                    "## SU 05/21 Ferje\n\nSak: Gammel.\n\nForslag til vedtak: Ny ferje kjøpes."
                ),
                MINUTES: minutes("## SU 5/21 Ferje\n\nFra møtet: Bru?\n\nVedtak: Saken utsettes."),
            }
        )
    )
    assert treatment.documents == (f"su/{DAY}/innkalling", f"su/{DAY}/protokoll")
    assert treatment.minuted
    assert treatment.ruling.outcomes == (O.POSTPONED,)
    assert [(each.kind, each.label, each.document) for each in treatment.passages] == [
        (K.PRESENTATION, "Sak:", f"su/{DAY}/innkalling"),
        (K.PROPOSAL, "Forslag til vedtak:", f"su/{DAY}/innkalling"),
        (K.DISCUSSION, "Fra møtet:", f"su/{DAY}/protokoll"),
        (K.DECISION, "Vedtak:", f"su/{DAY}/protokoll"),
    ]


def test_what_minutes_repeat_stands_once(archive_of):
    """A section that the minutes repeat word for word from the notice stands once."""
    treatment = only_treatment(
        archive_of(
            {
                NOTICE: notice("## SU 05/21 Ferje\n\nInnstilling: *Ny ferje kjøpes.*"),
                MINUTES: minutes("## SU 05/21 Ferje\n\nInnstilling: Ny ferje  kjøpes"),
            }
        )
    )
    assert texts(treatment, K.PROPOSAL) == ["*Ny ferje kjøpes.*"]


def test_what_one_paper_says_twice_stands_twice(archive_of):
    """Words that one document repeats are its words, and both stand."""
    treatment = only_treatment(
        archive_of(
            {
                MINUTES: minutes(
                    "## SU 05/21 Ferje\n\nVotering: Enstemmig.\n\nVedtak: Kjøpet vedtas.\n\n"
                    "Votering: Enstemmig."
                )
            }
        )
    )
    assert texts(treatment, K.VOTE) == ["Enstemmig.", "Enstemmig."]


@pytest.mark.parametrize(
    "proposal",
    [
        "Forslag til vedtak: Planen vedtas.",
        "Innstilling: Saken utsettes.",
        "Vedtak: Planen vedtas.",
    ],
)
def test_proposal_is_never_an_outcome(archive_of, proposal):
    """A case that only a notice knows is not minuted and has no outcome, whatever it proposes."""
    reading = archive_of({NOTICE: notice(f"## SU 05/21 Plan\n\n{proposal}")})
    case = only_case(reading)
    assert not case.minuted
    assert case.outcomes == ()
    assert reading.archive.decisions == ()


def test_decision_of_a_notice_is_no_decision(archive_of):
    """What a notice calls Vedtak is no part of the decision that the minutes record."""
    reading = archive_of(
        {
            NOTICE: notice("## SU 05/21 Plan\n\nVedtak: Planen vedtas."),
            MINUTES: minutes("## SU 05/21 Plan\n\nVedtak: Saken utsettes."),
        }
    )
    assert only_case(reading).outcomes == (O.POSTPONED,)
    (decision,) = reading.archive.decisions
    assert [passage.block.text for passage in decision.text] == ["Saken utsettes."]
    (treatment,) = data_of(reading.archive)["cases"][0]["treatments"]
    assert treatment["decision"] == "Saken utsettes."


def test_proposal_in_minutes_is_no_outcome_either(archive_of):
    """Minutes that repeat a proposal and record no decision give no outcome."""
    reading = archive_of({MINUTES: minutes("## SU 05/21 Plan\n\nInnstilling: Planen vedtas.")})
    case = only_case(reading)
    assert case.minuted
    assert case.outcomes == ()


def test_decision_that_nothing_matches_is_told(archive_of):
    """A decision that is not recognised is unclassified, and told as a notice on its case."""
    reading = archive_of({MINUTES: minutes("## SU 05/21 Plan\n\nVedtak: Sakslisten suppleres.")})
    assert only_case(reading).outcomes == (O.UNCLASSIFIED,)
    assert lines_by_code(reading) == [("unclassified-decision", 7)]


def test_empty_decision_is_no_decision(archive_of):
    """A label without text decides nothing."""
    reading = archive_of({MINUTES: minutes("## SU 05/21 Plan\n\nVedtak:")})
    assert only_case(reading).outcomes == ()
    assert reading.diagnostics == ()


def test_editors_outcome_wins(archive_of):
    """`utfall` overrides what the words say, and silences that they are not recognised."""
    reading = archive_of(
        {
            MINUTES: minutes(
                "## SU 05/21 Plan\n\nVedtak: Sakslisten suppleres.",
                "saker: {SU 05/21: {utfall: [vedtatt, oversendt], oversendt_til: FR}}",
            )
        }
    )
    assert only_case(reading).outcomes == (O.ADOPTED, O.FORWARDED)
    assert only_treatment(reading).ruling.forwarded_to == "fr"
    assert reading.diagnostics == ()


def test_receiver_is_read_or_stated(archive_of):
    """A forwarded case tells to whom: the editors' word wins over the text's."""
    body = "## SU 05/21 Plan\n\nVedtak: Saken legges fram for Fjordrådet."
    read = only_treatment(archive_of({MINUTES: minutes(body)}))
    assert read.ruling.forwarded_to == "fr"
    stated = only_treatment(
        archive_of({MINUTES: minutes(body, "saker: {SU 05/21: {oversendt_til: NF 02/21}}")})
    )
    assert stated.ruling.forwarded_to == "nf/2021/2"


# Unlabelled text


def test_unlabelled_text_of_a_notice_is_its_presentation(archive_of):
    """In a notice text under no label presents the case, whatever it is worded like."""
    treatment = only_treatment(archive_of({NOTICE: notice("## SU 05/21 Ferje\n\nSaken utsettes.")}))
    assert texts(treatment, K.PRESENTATION) == ["Saken utsettes."]


@pytest.mark.parametrize(
    ("text", "discussion", "decision"),
    [
        pytest.param("Kari Nes orienterte.", ["Kari Nes orienterte."], [], id="discussion"),
        pytest.param("Saken utsettes.", [], ["Saken utsettes."], id="decision"),
        pytest.param(
            "Per Vik foreslo bru.\n\nSaken utsettes.",
            ["Per Vik foreslo bru."],
            ["Saken utsettes."],
            id="both",
        ),
        pytest.param(
            "Saken utsettes.\n\nPer Vik foreslo bru.",
            ["Saken utsettes.\n\nPer Vik foreslo bru."],
            [],
            id="the last paragraph counts",
        ),
        pytest.param(
            "Saken utsettes.\n\nVotering: Enstemmig.", [], ["Saken utsettes."], id="before a vote"
        ),
        pytest.param(
            "Saken utsettes.\n\nVedlegg 1: Kart", [], ["Saken utsettes."], id="before an attachment"
        ),
        pytest.param(
            "Planen vedtas.\n\nVedtak: Saken utsettes.",
            ["Planen vedtas."],
            ["Saken utsettes."],
            id="beside a labelled decision",
        ),
    ],
)
def test_unlabelled_text_of_minutes(archive_of, text, discussion, decision):
    """In minutes text under no label is the discussion, unless it is worded as a decision."""
    treatment = only_treatment(archive_of({MINUTES: minutes(f"## SU 05/21 Ferje\n\n{text}")}))
    assert texts(treatment, K.DISCUSSION) == discussion
    assert texts(treatment, K.DECISION) == decision
    assert treatment.ruling.outcomes == ((O.POSTPONED,) if decision else ())


# Several meetings


def test_one_number_in_two_meetings_is_one_case(archive_of):
    """A postponed case that keeps its number is one case, treated twice in time order."""
    reading = archive_of(
        {
            LATER_MINUTES: minutes("## SU 05/21 Ferje\n\nVedtak: Kjøpet vedtas.", day=LATER),
            MINUTES: minutes("## SU 5/21 Ferje\n\nVedtak: Saken utsettes."),
        }
    )
    case = only_case(reading)
    assert [each.meeting for each in case.treatments] == [f"su/{DAY}", f"su/{LATER}"]
    assert [each.ruling.outcomes for each in case.treatments] == [(O.POSTPONED,), (O.ADOPTED,)]
    assert case.outcomes == (O.ADOPTED,)
    assert case.printed_numbers == ("SU 5/21", "SU 05/21")
    assert reading.diagnostics == ()


def test_coming_treatment_leaves_the_outcome(archive_of):
    """A case that a later notice takes up again keeps the outcome of its latest minutes."""
    case = only_case(
        archive_of(
            {
                MINUTES: minutes("## SU 05/21 Ferje\n\nVedtak: Saken utsettes."),
                LATER_NOTICE: notice("## SU 05/21 Ferje\n\nInnstilling: Kjøpet vedtas.", day=LATER),
            }
        )
    )
    assert case.outcomes == (O.POSTPONED,)
    assert case.minuted
    assert not case.latest.minuted


def test_later_minutes_without_a_decision_take_the_outcome_away(archive_of):
    """The latest minuted treatment counts, a decision or not."""
    case = only_case(
        archive_of(
            {
                MINUTES: minutes("## SU 05/21 Ferje\n\nVedtak: Saken utsettes."),
                LATER_MINUTES: minutes("## SU 05/21 Ferje\n\nKari Nes orienterte.", day=LATER),
            }
        )
    )
    assert case.outcomes == ()


def test_number_twice_in_a_document_is_an_error(archive_of):
    """The same number twice in one document is an error, not a treatment."""
    reading = archive_of({MINUTES: minutes("## SU 05/21 Ferje\n\n## SU 05/21 Kai")})
    assert lines_by_code(reading) == [("duplicate-case", 9)]


# Numbers


def test_corrected_number_is_the_case_and_both_are_found(archive_of):
    """`nummer` gives the case its right number, and the printed one stays findable."""
    reading = archive_of(
        {
            MINUTES: minutes(
                "## SU 04/21 Kai\n\n## FR 05/21 Ferje\n\nVedtak: Saken utsettes.",
                "saker: {FR 05/21: {nummer: SU 05/21, merknad: Feilskrift.}}",
            )
        }
    )
    case = reading.archive.case[case_id("su", 2021, 5)]
    assert case.number == "SU 05/21"
    assert case.printed_numbers == ("FR 05/21",)
    assert list(case.notes) == ["Feilskrift."]
    assert case_id("fr", 2021, 5) not in reading.archive.case
    assert reading.archive.meetings[0].cases == (case_id("su", 2021, 4), case_id("su", 2021, 5))
    assert reading.diagnostics == ()


def test_corrected_and_right_number_are_one_case(archive_of):
    """A misprinted number in one paper joins the right one in another, keeping both forms."""
    case = only_case(
        archive_of(
            {
                NOTICE: notice("## SU 05/21 Ferje"),
                MINUTES: minutes("## FR 05/21 Ferje", "saker: {FR 05/21: {nummer: SU 05/21}}"),
            }
        )
    )
    assert case.id == case_id("su", 2021, 5)
    assert case.printed_numbers == ("SU 05/21", "FR 05/21")


def test_correction_onto_another_case_is_an_error(archive_of):
    """A correction that makes two cases of one document the same is an error."""
    reading = archive_of(
        {
            MINUTES: minutes(
                "## SU 05/21 Kai\n\n## FR 05/21 Ferje",
                "saker: {FR 05/21: {nummer: SU 05/21}}",
            )
        }
    )
    assert codes(reading) == ["duplicate-case"]


@pytest.mark.parametrize(
    ("first", "second", "third", "usual"),
    [
        ("SU 05/21", "SU 5/21", "SU 5/21", "SU 5/21"),
        ("SU 05/21", "SU 5/21", "SU 05/21", "SU 05/21"),
        ("Sak 05/21", "PS 05/21", "SU05/21", "SU 05/21"),
    ],
)
def test_number_is_shown_as_usually_printed(archive_of, first, second, third, usual):
    """A case's number is shown with its body's prefix and the padding that most papers print."""
    case = only_case(
        archive_of(
            {
                NOTICE: notice(f"## {first} Ferje"),
                MINUTES: minutes(f"## {second} Ferje"),
                LATER_NOTICE: notice(f"## {third} Ferje", day=LATER),
            }
        )
    )
    assert case.number == usual


# Titles, topics, notes


def test_title_is_the_minutes_wording(archive_of):
    """Where notice and minutes word a title differently, the minutes' is the case's."""
    case = only_case(
        archive_of(
            {
                NOTICE: notice("## SU 05/21 Ny ferje?"),
                MINUTES: minutes("## SU 05/21 Kjøp av ferje"),
            }
        )
    )
    assert case.title == "Kjøp av ferje"


def test_minutes_come_after_the_notice_whatever_their_dates(archive_of):
    """The minutes' wording wins over that of a notice which is dated later, or not at all."""
    case = only_case(
        archive_of(
            {
                NOTICE: notice("## SU 05/21 Ny ferje?", "dato: 2021-04-01"),
                MINUTES: minutes("## SU 05/21 Kjøp av ferje", "dato: 2021-03-05"),
            }
        )
    )
    assert case.title == "Kjøp av ferje"


def test_title_is_the_minutes_where_the_notice_has_no_date_at_all(archive_of):
    """The minutes' wording wins over that of a notice which states neither day nor date."""
    case = only_case(
        archive_of(
            {
                "su/vaarmote/innkalling.md": notice(
                    "## SU 05/21 Ny ferje?", "møte: vaarmote", day="ukjent"
                ),
                "su/vaarmote/protokoll.md": minutes("## SU 05/21 Kjøp av ferje", "møte: vaarmote"),
            }
        )
    )
    assert case.title == "Kjøp av ferje"


def test_title_of_earlier_minutes_wins_over_a_later_notice(archive_of):
    """The minutes' wording is the case's title until other minutes word it."""
    case = only_case(
        archive_of(
            {
                MINUTES: minutes("## SU 05/21 Kjøp av ferje"),
                LATER_NOTICE: notice("## SU 05/21 Ny ferje? (utsatt sak)", day=LATER),
            }
        )
    )
    assert case.title == "Kjøp av ferje"


@pytest.mark.parametrize("where", ["notice", "minutes", "earlier meeting"])
def test_editors_title_wins(archive_of, where):
    """`tittel` is the case's title, in whichever record it stands."""
    stated = "saker: {SU 05/21: {tittel: Ferje til Sildvåg}}"
    case = only_case(
        archive_of(
            {
                "su/2021-01-07/protokoll.md": minutes(
                    "## SU 05/21 Ferja",
                    stated if where == "earlier meeting" else "",
                    day="2021-01-07",
                ),
                NOTICE: notice("## SU 05/21 Ny ferje?", stated if where == "notice" else ""),
                MINUTES: minutes("## SU 05/21 Kjøp av ferje", stated if where == "minutes" else ""),
            }
        )
    )
    assert case.title == "Ferje til Sildvåg"


def test_topics_are_those_of_the_case(archive_of):
    """A record's `tema` is about the record; a case has the topics that stand under its number."""
    reading = archive_of(
        {
            NOTICE: notice(
                "## SU 05/21 Ferje",
                "tema: [vårmøte]\nsaker: {SU 05/21: {tema: [ferje, Økonomi]}}",
            ),
            MINUTES: minutes("## SU 05/21 Ferje", "saker: {SU 05/21: {tema: [samferdsel, ferje]}}"),
        }
    )
    assert only_case(reading).topics == ("ferje", "Økonomi", "samferdsel")
    topics = {topic.name: (topic.cases, topic.documents) for topic in reading.archive.topics}
    assert list(topics) == ["ferje", "samferdsel", "vårmøte", "Økonomi"]
    assert topics["ferje"] == ((case_id("su", 2021, 5),), ())
    assert topics["vårmøte"] == ((), (f"su/{DAY}/innkalling",))


def test_notes_about_a_case_reach_it(archive_of):
    """Notes under `saker`, and notes that are about a number as printed, are the case's."""
    reading = archive_of(
        {
            MINUTES: minutes(
                "## FR 05/21 Ferje",
                """
                saker: {FR 05/21: {nummer: SU 05/21, merknad: Første.}}
                merknader:
                  - {om: FR 5/21, tekst: Andre.}
                  - {om: sted, tekst: Uleselig.}
                  - Skannet.
                """,
            )
        }
    )
    assert list(only_case(reading).notes) == ["Første.", "Andre."]
    assert [note.text for note in reading.archive.meetings[0].notes] == ["Uleselig.", "Skannet."]


# Sub-items

EVENTUELT = "## SU 05/21 Eventuelt\n\n"


def test_case_has_the_union_of_its_sub_items(archive_of):
    """A case with sub-items and no decision of its own has all their outcomes, each once."""
    reading = archive_of(
        {
            MINUTES: minutes(
                EVENTUELT
                + "### Ferje\n\nVedtak: Saken utsettes.\n\n"
                + "### Kai\n\nVedtak: Saken legges fram for Fjordrådet.\n\n"
                + "### Bru\n\nVedtak: Saken utsettes.\n\n### Tunnel\n\nKari Nes orienterte."
            )
        }
    )
    case = only_case(reading)
    assert case.outcomes == (O.POSTPONED, O.FORWARDED)
    assert [(item.anchor, item.outcomes) for item in case.items] == [
        ("ferje", (O.POSTPONED,)),
        ("kai", (O.FORWARDED,)),
        ("bru", (O.POSTPONED,)),
        ("tunnel", ()),
    ]
    assert only_treatment(reading).ruling.forwarded_to == "fr"
    assert [decision.address for decision in reading.archive.decisions] == [
        "saker/su/2021/5/#ferje",
        "saker/su/2021/5/#kai",
        "saker/su/2021/5/#bru",
    ]


def test_own_decision_of_a_case_wins_over_its_sub_items(archive_of):
    """A case with a decision of its own has that one's outcome."""
    case = only_case(
        archive_of(
            {
                MINUTES: minutes(
                    EVENTUELT + "Vedtak: Saken tas til orientering.\n\n"
                    "### Ferje\n\nVedtak: Saken utsettes."
                )
            }
        )
    )
    assert case.outcomes == (O.NOTED,)
    assert case.items[0].outcomes == (O.POSTPONED,)


def test_unlabelled_decision_of_a_sub_item(archive_of):
    """A sub-item's text under no label is a decision where it is worded as one."""
    case = only_case(archive_of({MINUTES: minutes(EVENTUELT + "### Ferje\n\nSaken utsettes.")}))
    assert case.outcomes == (O.POSTPONED,)


def test_editors_outcome_silences_its_sub_items(archive_of):
    """Where the editors state a case's outcome, nothing is told of its sub-items' wording."""
    reading = archive_of(
        {
            MINUTES: minutes(
                EVENTUELT + "### Ferje\n\nVedtak: Sakslisten suppleres.",
                "saker: {SU 05/21: {utfall: vedtatt}}",
            )
        }
    )
    assert only_case(reading).outcomes == (O.ADOPTED,)
    assert reading.diagnostics == ()


def test_sub_items_of_two_papers_are_joined(archive_of):
    """A sub-item is one by its anchor, over all papers, with its latest minuted outcome."""
    reading = archive_of(
        {
            NOTICE: notice(EVENTUELT + "### Ferje\n\nInnstilling: Ferja kjøpes."),
            MINUTES: minutes(EVENTUELT + "### *Ferje.*\n\nVedtak: Saken utsettes."),
            LATER_NOTICE: notice(EVENTUELT + "### Ferje\n\nSaken er tilbake.", day=LATER),
        }
    )
    case = only_case(reading)
    (item,) = data_of(reading.archive)["cases"][0]["items"]
    assert (item["outcomes"], item["decision"]) == (["postponed"], "Saken utsettes.")
    assert [(item.title, item.outcomes) for item in case.items] == [("Ferje", (O.POSTPONED,))]
    first, second = case.treatments
    assert [passage.kind for passage in first.items[0].passages] == [K.PROPOSAL, K.DECISION]
    assert [passage.kind for passage in second.items[0].passages] == [K.PRESENTATION]


# Attachments


def test_attachment_lines_and_list_are_one(archive_of):
    """Lines of the body and entries of `vedlegg` are joined by number; the rest is missing."""
    reading = archive_of(
        {
            NOTICE: notice(
                "Vedlegg 1: Møteplan\n\n## SU 05/21 Ferje\n\nVedlegg 2: Avtalen\n\n"
                "Vedlegg 3: Kart\n\n## SU 06/21 Kai",
                """
                vedlegg:
                  - {nr: 2, tittel: Ferjeavtale, dokument: avtale/2021-avtale-om-ferje}
                  - {nr: 4, tittel: Tegning, sak: SU 06/21, url: https://example.org/t.pdf}
                  - {tittel: Notat}
                """,
            ),
            f"su/{DAY}/avtale.md": record(
                "type: avtale\ntittel: Avtale om ferje\ngjelder_fra: 2021-01-01"
            ),
        }
    )
    archive = reading.archive
    ferry, quay = case_id("su", 2021, 5), case_id("su", 2021, 6)
    assert archive.meetings[0].attachments == (
        Attachment("1", "Møteplan"),
        Attachment(None, "Notat"),
    )
    assert archive.case[ferry].latest.attachments == (
        Attachment("2", "Avtalen", ferry, document="avtale/2021-avtale-om-ferje"),
        Attachment("3", "Kart", ferry),
    )
    assert archive.case[quay].latest.attachments == (
        Attachment("4", "Tegning", quay, url="https://example.org/t.pdf"),
    )
    assert reading.diagnostics == ()


def test_attachment_announced_twice_is_one(archive_of):
    """A paper that announces an attachment in two places has it in both."""
    reading = archive_of(
        {
            NOTICE: notice(
                "Vedlegg 1: Kart\n\n## SU 05/21 Ferje\n\nVedlegg 1: Kart",
                "vedlegg: [{nr: 1, url: 'https://example.org/kart.pdf'}]",
            )
        }
    )
    (announced,) = reading.archive.meetings[0].attachments
    (of_case,) = only_treatment(reading).attachments
    assert announced.url == of_case.url == "https://example.org/kart.pdf"


def test_document_that_says_it_was_laid_before_a_case(archive_of):
    """What states `vedlegg_til` is an attachment of the case, once, without a number."""
    files = {
        NOTICE: notice("## SU 05/21 Ferje"),
        f"su/{DAY}/notat.md": record(
            "type: vedlegg\ntittel: Notat\nvedlegg_til: SU 05/21", "Tekst."
        ),
    }
    document = f"su/{DAY}/vedlegg"
    case = case_id("su", 2021, 5)
    assert only_treatment(archive_of(files)).attachments == (
        Attachment(None, "Notat", case, document=document),
    )
    files[NOTICE] = notice(
        "## SU 05/21 Ferje\n\nVedlegg 1: Et notat", f"vedlegg: [{{nr: 1, dokument: {document}}}]"
    )
    assert only_treatment(archive_of(files)).attachments == (
        Attachment("1", "Et notat", case, document=document),
    )


def test_unknown_document_is_an_error(archive_of):
    """An attachment that names a record which the archive lacks is an error with a suggestion."""
    reading = archive_of(
        {
            NOTICE: notice("## SU 05/21 Ferje", "vedlegg: [{nr: 1, dokument: avtale/2021-ferge}]"),
            f"su/{DAY}/avtale.md": record("type: avtale\ntittel: Ferje\ngjelder_fra: 2021-01-01"),
        }
    )
    assert lines_by_code(reading) == [("unknown-document", 5)]
    assert "mente du «avtale/2021-ferje»?" in reading.diagnostics[0].message


# The whole


def test_decisions_are_newest_first(archive_of):
    """Decisions are listed newest meeting first, in the order of each meeting's list."""
    reading = archive_of(
        {
            MINUTES: minutes(
                "## SU 02/21 A\n\nVedtak: Vedtas.\n\n## SU 01/21 B\n\nVedtak: Utsatt."
            ),
            LATER_MINUTES: minutes("## SU 03/21 C\n\nVedtak: Vedtas.", day=LATER),
        }
    )
    assert [str(decision.case.id) for decision in reading.archive.decisions] == [
        "su/2021/3",
        "su/2021/2",
        "su/2021/1",
    ]


def test_cases_are_in_order(archive_of):
    """Cases are ordered by body, year and number as numbers."""
    reading = archive_of(
        {
            MINUTES: minutes("## SU 10/21 A\n\n## SU 9/21 B"),
            "fr/2021-03-05/protokoll.md": minutes("## FR 11/21 C", organ="FR", day="2021-03-05"),
        }
    )
    assert [str(case.id) for case in reading.archive.cases] == [
        "fr/2021/11",
        "su/2021/9",
        "su/2021/10",
    ]
    assert [str(case) for case in reading.archive.meeting[f"su/{DAY}"].cases] == [
        "su/2021/10",
        "su/2021/9",
    ]


def test_a_decision_that_is_to_be_filled_in_decides_nothing(archive_of):
    """Before an editor has written it, it has no outcome, and nothing is wrong with its words."""
    reading = archive_of({"a.md": minutes("## SU 1/21 Kai\n\nVedtak: [[fyll inn]]", "kladd: ja")})
    assert "unclassified-decision" not in [each.code for each in reading.diagnostics]
    preview = archive_of({}, preview=True)
    assert preview.archive.cases[0].outcomes == ()
