"""Makes the papers that are not text, as Word, OpenDocument and PDF; all in them is invented."""

import io
import zipfile
from collections.abc import Iterable, Sequence

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

# Word


def word(document) -> bytes:
    """Return a document of python-docx as a file."""
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def repack(content: bytes, changed: dict[str, bytes | None]) -> bytes:
    """Return a packed file with parts changed, added or (None) left out."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name), zipfile.ZIP_DEFLATED)
        for name, part in changed.items():
            if part is not None:
                new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def word_with_headings() -> bytes:
    """Return an innkalling with Word's headings, an attendance table and numbered lists."""
    document = docx.Document()
    document.add_heading("Innkalling – Samarbeidsutvalget 8. april 2021", level=0)
    table = document.add_table(rows=0, cols=2)
    for label, value in (
        ("Dato:", "26. mars 2021"),
        ("Sted:", "Rådhuset, Nesvik"),
        ("Innkalt:", "Kari Nes, Ola Berg"),
    ):
        row = table.add_row().cells
        row[0].text, row[1].text = label, value
    document.add_heading("SU 09/21 Felles brannvesen", level=1)
    document.add_heading("Saksutredning", level=2)
    document.add_paragraph("Brannvesenet har 2 * 3 stasjoner og _ett_ kart.")
    document.add_heading("Økonomi", level=3)
    document.add_paragraph("Det koster 12 mill. kroner.")
    document.add_paragraph("Nesvik betaler halvparten", style="List Bullet")
    document.add_paragraph("Sørvik betaler resten", style="List Bullet")
    document.add_heading("Innstilling", level=2)
    document.add_paragraph("Brannvesenet slås sammen.", style="List Number")
    document.add_paragraph("Ny ordning gjelder fra 2022.", style="List Number")
    document.add_heading("SU 10/21 Orienteringer", level=1)
    document.add_heading("Ny kai", level=2)
    document.add_paragraph("Kari Nes orienterer.")
    document.add_paragraph("Aina Lund")
    document.sections[0].footer.paragraphs[0].text = "Nesvik kommune"
    return word(document)


def word_with_bold_lines() -> bytes:
    """Return minutes with bold lines for headings, a content control, a text box and signatures."""
    document = docx.Document()

    def bold(text: str) -> None:
        document.add_paragraph().add_run(text).bold = True

    bold("PROTOKOLL")
    document.add_paragraph("Fjordrådet")
    document.add_paragraph("Møtedato: 14. oktober 2021")
    document.add_paragraph("Sted:\tSørvik")
    table = document.add_table(rows=3, cols=2)
    cells = [["Til stede", "Forfall"], ["Siri Holm", "Per Dahl"], ["Tor Moe", ""]]
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    bold("FR 21/21")
    bold("Vedlikehold av turstier")
    bold("Bakgrunn")
    document.add_paragraph("Stiene er slitt.\nSærlig i nord.")
    document.element.body.insert(-1, _content_control("Rådet har vært på befaring."))
    bold("Vedtak")
    document.add_paragraph("Saken tas til etterretning.")
    bold("FR 22/21 Eventuelt")
    bold("Båtplasser")
    document.add_paragraph("Vedtak: Saken utsettes.")
    document.add_page_break()
    table = document.add_table(rows=2, cols=2)
    for row, texts in zip(
        table.rows, [["Siri Holm", "Tor Moe"], ["Møteleder", "Referent"]], strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return word(document)


def _content_control(text: str):
    return parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )


def word_with_tracked_change() -> bytes:
    """Return a document in which a word was taken out with its change tracked."""
    document = docx.Document()
    paragraph = document.add_paragraph("Protokollen godkjennes ")
    deleted = OxmlElement("w:del")
    run = OxmlElement("w:r")
    text = OxmlElement("w:delText")
    text.text = "ikke"
    run.append(text)
    deleted.append(run)
    deleted.set(qn("w:id"), "1")
    paragraph._p.append(deleted)
    return word(document)


# OpenDocument

_ODT_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("draw", "drawing"),
    )
)
_ODT_STYLES = (
    '<style:style style:name="Fet" style:family="paragraph">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<text:list-style style:name="Tall"><text:list-level-style-number text:level="1"/>'
    "</text:list-style>"
)


def odt(body: str) -> bytes:
    """Return an OpenDocument text with this XML for its body."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODT_SPACES}>'
        f"<office:automatic-styles>{_ODT_STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
    return written.getvalue()


def _p(text: str, style: str = "") -> str:
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:p{named}>{text}</text:p>"


def _h(level: int, text: str) -> str:
    return f'<text:h text:outline-level="{level}">{text}</text:h>'


def _list(items: Iterable[str], style: str = "") -> str:
    named = f' text:style-name="{style}"' if style else ""
    entries = "".join(f"<text:list-item>{_p(each)}</text:list-item>" for each in items)
    return f"<text:list{named}>{entries}</text:list>"


def _table(rows: Sequence[Sequence[str]]) -> str:
    cells = (
        "".join(f"<table:table-cell>{_p(cell)}</table:table-cell>" for cell in row) for row in rows
    )
    return (
        "<table:table>"
        + "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
        + "</table:table>"
    )


def odt_minutes() -> bytes:
    """Return a referat with headings, a table of those present and numbered points."""
    return odt(
        _h(1, "Referat Samarbeidsutvalget 2. september 2021")
        + _p("Tid:<text:tab/>kl. 12<text:line-break/>Referent: Aina Lund")
        + _table([["Navn", "Kommune"], ["Kari Nes", "Nesvik"], ["Ola Berg", "Sørvik"]])
        + _h(2, "SU-sak 13/21: Kulturskole")
        + _p("Fra møtet: Kari Nes innledet.<text:s text:c='3'/>Alle var enige.")
        + _p("Konklusjon", "Fet")
        + _list(["Skolen utvides.", "Saken legges fram for Fjordrådet."], "Tall")
        + _h(2, "SU-sak 14/21: Eventuelt")
        + _list(["Neste møte", "Julebord"])
        + _p("Aina Lund<text:line-break/>referent")
    )


def odt_agreement() -> bytes:
    """Return an agreement between two municipalities."""
    return odt(
        _p("Samarbeidsavtale mellom Nesvik kommune og Sørvik kommune om brannvesen", "Fet")
        + _p("Kommunene samarbeider om brannvesen.")
        + _p("Varighet", "Fet")
        + _p(
            "Avtalen gjelder fra 1. mars 2022 til 28. februar 2025. Den skal evalueres innen "
            "1. oktober 2024."
        )
        + _p("Oppsigelse", "Fet")
        + _p("Avtalen kan sies opp med seks måneders varsel.")
        + _p("Nesvik, 14. februar 2022")
        + _p("Kari Nes<text:line-break/>ordfører")
        + _p("Ola Berg<text:line-break/>ordfører")
    )


# PDF: pages of lines at places, in the fonts that every reader has


def pdf(pages: Sequence[Sequence[tuple[float, float, str, bool]]], extra: bytes = b"") -> bytes:
    """Return a PDF of lines, each with its place from the left and the top, text and weight."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    fonts = []
    for name in (b"Helvetica", b"Helvetica-Bold"):
        objects.append(
            b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name
        )
        fonts.append(len(objects))
    kids = []
    for lines in pages:
        shown = b"".join(
            b"BT /F%d 11 Tf %.1f %.1f Td (%s) Tj ET\n" % (bold, x, 842 - y, _pdf_text(text))
            for x, y, text, bold in lines
        )
        objects.append(b"<< /Length %d >>\nstream\n%sendstream" % (len(shown), shown))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F0 %d 0 R /F1 %d 0 R >> >> >>"
            % (len(objects), fonts[0], fonts[1])
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    written = b"%PDF-1.4\n"
    starts = []
    for number, each in enumerate(objects, 1):
        starts.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
        + b"trailer\n<< /Size %d /Root 1 0 R %s>>\n" % (len(objects) + 1, extra)
        + b"startxref\n%d\n%%%%EOF\n" % len(written)
    )


def _pdf_text(text: str) -> bytes:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")


def _set(lines: Iterable[str | tuple[str, str]], top: float = 100) -> list:
    """Place lines below one another: an empty one parts paragraphs, a star in front is bold."""
    placed = []
    y = top
    for line in lines:
        if not line:
            y += 10
            continue
        cells = (line,) if isinstance(line, str) else line
        for column, text in enumerate(cells):
            placed.append((70 + 220 * column, y, text.lstrip("*"), text.startswith("*")))
        y += 14
    return placed


def pdf_minutes() -> bytes:
    """Return minutes of two pages with heads and feet, divided words and names in two columns."""
    head = (70, 50, "Nordrefjord – Fjordrådet", False)
    first = [
        "*PROTOKOLL FJORDRÅDET 16. SEPTEMBER 2021",
        "",
        "Dato: 20. september 2021",
        "Sted: Kulturhuset i Sørvik",
        "",
        ("Til stede", "Forfall"),
        ("Siri Holm", "Per Dahl"),
        ("Tor Moe", "Kari Nes"),
        "",
        "*FR 15/21 Vann og avløp",
        "",
        "Fra møtet: Rådet har drøftet hvordan vann og avløp kan løses for alle de små stedene nær-",
        "mest fjorden. Det er ti slike steder, og bare to av dem har et anlegg som holder mål i",
        "Nord-",
        "refjord. Nærings- og",
        "fritidsbygg kommer i tillegg.",
        "",
        "Vedtak:",
        "1. Nye anlegg bygges i Sørvik.",
        "2. Rådet ber Samarbeidsutvalget se på kostnadene ved de andre stedene, og hva som kan",
        "gjøres før 2025.",
        "",
        "*FR 16/21 Veglys",
        "",
        "Rådet mener at det er kommunene som må betale for veglys langs riksvegen, og at denne",
    ]
    second = [
        "ordningen må bli lik for alle.",
        "",
        "Vedtak: Saken utsettes.",
        "",
        "Siri Holm",
        "møteleder",
    ]
    return pdf(
        [
            [head, *_set(first), (280, 800, "Side 1 av 2", False)],
            [head, *_set(second), (280, 800, "Side 2 av 2", False)],
        ]
    )


def pdf_program() -> bytes:
    """Return a program with its sessions in two columns."""
    lines = [
        "*Program for næringsdagen i Nesvik 2022",
        "",
        "*Torsdag 12. mai 2022",
        "",
        ("0900", "Kaffe"),
        ("0930-1015", "Ferja som vekstmotor"),
        ("1015-1030", "Pause"),
        ("1030-1130", "Samtale med Kari Nes (ordfører)"),
    ]
    return pdf([_set(lines)])


def pdf_without_text() -> bytes:
    """Return a page that has nothing on it that is text."""
    return pdf([[]])


MADE = {
    "innkalling-overskrifter.docx": word_with_headings,
    "protokoll-fete-linjer.docx": word_with_bold_lines,
    "referat.odt": odt_minutes,
    "avtale.odt": odt_agreement,
    "protokoll.pdf": pdf_minutes,
    "program.pdf": pdf_program,
}
"""The papers that are made when tests run, by their names."""

__all__ = ["MADE", "odt", "pdf", "repack", "word"]
