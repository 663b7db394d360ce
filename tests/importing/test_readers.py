"""What readers of single kinds of files must get right."""

import io

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from making import word
from rich.console import Console

from builders import NUMBERING
from meeting_archive.commands import importing as command
from meeting_archive.importing.blocks import Kind
from meeting_archive.importing.drafts import Stated
from meeting_archive.importing.importer import import_paper
from meeting_archive.importing.sources import read_source


def test_numbers_that_word_prints_are_text():
    """Case numbers that Word counts by itself stand in the record, as they stand on paper."""
    document = docx.Document()
    root = document.part.numbering_part.element
    root.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:lvl w:ilvl="0">'
            '<w:start w:val="7"/><w:numFmt w:val="decimal"/><w:lvlText w:val="SU %1/21"/>'
            "</w:lvl></w:abstractNum>"
        ),
    )
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )
    document.add_heading("Referat Samarbeidsutvalget 4. mars 2021", level=1)
    for title in ("Ferje", "Kai"):
        heading = document.add_heading(title, level=2)
        heading._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>')
        )
        document.add_paragraph("Vedtak: Saken utsettes.")
    (record,) = import_paper("r.docx", word(document), "meetings", NUMBERING, Stated())
    assert "## SU 7/21 Ferje" in record.text
    assert "## SU 8/21 Kai" in record.text


def test_composed_letters():
    """Letters that a file holds as a letter and a mark are one, as all records have them."""
    document = docx.Document()
    document.add_paragraph("Ma\u030angfold på A\u030alnes")
    (block,) = read_source("a.docx", word(document)).blocks
    assert block.text == "Mångfold på Ålnes"


def test_text_in_text_boxes_stands_once():
    """A text box is read once, though Word writes it twice for older programs."""
    document = docx.Document()
    paragraph = document.add_paragraph("Før")
    box = "<w:txbxContent><w:p><w:r><w:t>I boksen</w:t></w:r></w:p></w:txbxContent>"
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility'
            f'/2006"><mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice>'
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    blocks = read_source("a.docx", word(document)).blocks
    assert [block.text for block in blocks] == ["Før", "I boksen"]


def test_rules_across_a_page_part_it():
    """A rule is no word, and a line to sign on is the paper's own."""
    blocks = read_source("a.txt", b"Over\n-----\nUnder\n\n________\n").blocks
    assert [block.kind for block in blocks] == [Kind.TEXT, Kind.BREAK, Kind.TEXT, Kind.TEXT]


def test_wrapped_lines_are_joined():
    """Lines that are broken because they were full become one, and short ones stay."""
    first = "Dette er en linje som er så lang at den er brutt der den var full,"
    (block,) = read_source("a.txt", f"{first}\nog går videre.\nKort.".encode()).blocks
    assert block.text.split("\n") == [f"{first} og går videre.", "Kort."]


def test_progress_is_shown_on_a_terminal(monkeypatch, tmp_path):
    """Somebody who watches sees how far it has come."""
    shown = io.StringIO()
    monkeypatch.setattr(
        command, "Console", lambda **_: Console(file=shown, force_terminal=True, width=80)
    )
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    assert list(command._with_progress(files)) == files
    assert "Importerer" in shown.getvalue()
