"""Whatever a paper says: its words survive in order, and its cases are those it had."""

import unicodedata
from xml.sax.saxutils import escape as xml

import docx
from hypothesis import given, settings
from hypothesis import strategies as st
from making import odt, word

from builders import NUMBERING
from meeting_archive.diagnostics import Findings
from meeting_archive.importing.blocks import words
from meeting_archive.importing.drafts import Stated
from meeting_archive.importing.escape import escape
from meeting_archive.importing.importer import import_paper
from meeting_archive.markup import Converter
from meeting_archive.records.front_matter import split
from meeting_archive.records.model import PaperBody
from meeting_archive.records.read import read_record

LETTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])
WORDS = st.text("abcdeæøå", min_size=1, max_size=7)
TRAPS = [
    *"SU 05/21|Vedtak:|PROTOKOLL|Sak|REFERAT FJORDRÅDET|- |1. |23. mars|* |*|**|_|#|## |>|`".split(
        "|"
    ),
    *"```|[x](y)|<b>|<!-- x -->|&amp;|\\|---|===|***|Dato: 1.2.2021|Til stede: Kari Nes".split("|"),
    *"Vedlegg 1: Kart|Kari Nes\nMøteleder|Program|0900-1000: Kaffe|!!! note".split("|"),
    *("\n", "\n\n", "\f", "    ", "\t", "| a | b |", "Program\n\n0900 a\n\n1000 b"),
]
PIECES = st.one_of(
    WORDS,
    st.sampled_from(TRAPS),
    st.text(LETTERS, max_size=5),
)
TEXTS = st.lists(PIECES, min_size=1, max_size=25).map(" ".join)


def records_of(name, content):
    return import_paper(name, content, "meetings", NUMBERING, Stated())


def body_words(records):
    found = []
    for each in records:
        parts = split(each.text, Findings(""))
        assert parts
        found += words(parts.body)
    return found


def plain_words(text):
    return words(unicodedata.normalize("NFC", text))


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_words_of_text_survive_in_order(text):
    """Every word of a text stands in its records, in the order that it had, and no other."""
    text = text.replace("&amp;", "&")
    if not plain_words(text) or text.lstrip().startswith(("{\\rtf", "---")):
        return
    assert body_words(records_of("papir.txt", text.encode())) == plain_words(text)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        TEXTS.map(lambda text: text.replace("\f", " ").replace("&amp;", "&")),
        min_size=1,
        max_size=4,
    )
)
def test_words_of_packed_documents_survive_in_order(paragraphs):
    """The same holds for paragraphs of Word and OpenDocument."""
    said = [word for text in paragraphs for word in plain_words(text)]
    if not said:
        return
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    assert body_words(records_of("papir.docx", word(document))) == said
    body = "".join(f"<text:p>{xml(text)}</text:p>" for text in paragraphs)
    assert body_words(records_of("papir.odt", odt(body))) == said


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_escaped_text_is_shown_as_it_was(text):
    """What is escaped is shown with the characters that it had, but for white space."""
    paragraph = "\n".join(line for line in text.split("\n") if line.strip())
    paragraph = unicodedata.normalize("NFC", paragraph.replace("\f", " ").replace("\\", "/"))
    shown = Converter(["nl2br", "sane_lists"]).convert(escape(paragraph)).text
    assert words(shown) == words(paragraph)


TITLES = st.lists(WORDS, min_size=1, max_size=6).map(lambda each: " ".join(each).capitalize())
PARAGRAPHS = st.lists(WORDS, min_size=8, max_size=12).map(
    lambda each: " ".join(each).capitalize() + "."
)
SECTIONS = st.sampled_from(["", "Sak: ", "Fra møtet: ", "Vedtak: ", "Votering: "])
CASES = st.lists(
    st.tuples(TITLES, st.lists(st.tuples(SECTIONS, PARAGRAPHS), min_size=1, max_size=3)),
    min_size=1,
    max_size=5,
)


@settings(deadline=None, max_examples=100)
@given(CASES, st.integers(1, 90))
def test_exported_text_gives_the_same_cases(cases, first):
    """A record's body as plain text, imported, has the same cases, titles and sections."""
    lines = ["# PROTOKOLL SAMARBEIDSUTVALGET 4. MARS 2021", "", "Sted: Nesvik", ""]
    for number, (title, sections) in enumerate(cases, first):
        lines += [f"## SU {number:02}/21 {title}", ""]
        for label, text in sections:
            lines += [f"{label}{text}", ""]
    lines += ["---", "", "Kari Nes", "Møteleder"]
    front = "---\ntype: protokoll\norgan: SU\nmøtedato: 2021-03-04\n---\n\n"
    record, _ = read_record("a.md", (front + "\n".join(lines)).encode(), NUMBERING)
    exported = "\n".join(line.lstrip("# ") for line in lines if line != "---")
    (imported,) = records_of("papir.txt", exported.encode())
    again, found = read_record("a.md", imported.text.encode(), NUMBERING)
    assert found == ()
    assert shape(again) == shape(record)


def shape(record):
    assert record
    assert isinstance(record.body, PaperBody)
    return (
        record.type,
        record.body_id,
        record.meeting_days,
        [
            (
                str(case.number.id),
                case.title,
                [(section.kind, section.label, section.block.text) for section in case.sections],
            )
            for case in record.body.cases
        ],
    )
