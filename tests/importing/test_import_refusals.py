"""What cannot be imported is told of in a sentence, and leaves nothing behind."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from making import odt, pdf, pdf_without_text, repack, word, word_with_tracked_change

from builders import NUMBERING
from meeting_archive.diagnostics import Severity
from meeting_archive.importing.drafts import Stated
from meeting_archive.importing.importer import import_paper
from meeting_archive.importing.messages import CATALOGUE, Refused
from meeting_archive.importing.sources.guard import LARGEST, check_size

BROKEN = Path(__file__).parent / "broken"
PLAIN_WORD = word(docx.Document())


def bomb() -> bytes:
    """Return a small package that would unpack to far more than it is."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("content.xml", b" " * (30 * 1024 * 1024))
    return written.getvalue()


def word_with_macros() -> bytes:
    return repack(PLAIN_WORD, {"word/vbaProject.bin": b"x"})


def macro_word_renamed() -> bytes:
    with zipfile.ZipFile(io.BytesIO(PLAIN_WORD)) as package:
        types = package.read("[Content_Types].xml")
    old = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    new = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    return repack(PLAIN_WORD, {"[Content_Types].xml": types.replace(old, new)})


REFUSED = {
    "tom.txt": (b"", "empty-paper"),
    "blank.txt": (b" \r\n\t\n", "empty-paper"),
    "tegn.txt": (b"--- *** ---\n", "empty-paper"),
    "program.exe.txt": (b"MZ\x90\x00\x03\x00\x00\x00", "not-text"),
    "bilde.txt": (b"\x89PNG\r\n\x1a\n\x00", "other-kind"),
    "word.txt": (PLAIN_WORD, "other-kind"),
    "pdf.md": (b"%PDF-1.4 ...", "other-kind"),
    "halv.txt": (b"\xff\xfea\x00b", "not-text"),
    "ukjent.txt": (b"Vedtak \x81\x8d", "not-text"),
    "gammel.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-word"),
    "tekst.docx": (b"Vedtak: ja", "other-kind"),
    "skadet.docx": (PLAIN_WORD[:900], "damaged"),
    "annet.docx": (odt("<text:p>Hei</text:p>"), "damaged"),
    "makro.docx": (word_with_macros(), "macros"),
    "makro2.docx": (macro_word_renamed(), "macros"),
    "makro.odt": (repack(odt(""), {"Basic/Standard/Modul.xml": b"x"}), "macros"),
    "sporet.docx": (word_with_tracked_change(), "tracked-changes"),
    "sporet.odt": (
        odt("<text:tracked-changes><text:changed-region/></text:tracked-changes>"),
        "tracked-changes",
    ),
    "bombe.odt": (bomb(), "zip-bomb"),
    "bombe.docx": (bomb(), "zip-bomb"),
    "passord.odt": (
        repack(odt(""), {"META-INF/manifest.xml": b"<m:encryption-data/>"}),
        "locked",
    ),
    "enheter.odt": (
        repack(odt(""), {"content.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;'}),
        "damaged",
    ),
    "passord.pdf": ((BROKEN / "passord.pdf").read_bytes(), "locked"),
    "skannet.pdf": (pdf_without_text(), "no-text-layer"),
    "skadet.pdf": (b"%PDF-1.7\n" + b"x" * 400, "damaged"),
    "dyp.html": (b"<div>" * 20_000 + b"Vedtak", "damaged"),
    "lang.txt": (b"ord og ord\n" * 200_000, "too-long"),
    "papir.rtf": (b"{\\rtf1}", "unknown-kind"),
    "papir": (b"Vedtak", "unknown-kind"),
    "protokoll.md": (b"---\ntype: protokoll\n---\n", "is-a-record"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name):
    """A file that is not what it should be is refused with a code and a whole sentence."""
    content, code = REFUSED[name]
    with pytest.raises(Refused) as refused:
        import_paper(name, content, "meetings", NUMBERING, Stated())
    told = refused.value.finding(name)
    assert told.code == code
    assert told.severity is Severity.ERROR
    assert "{" not in told.message


def test_size_is_looked_at_before_reading():
    """A file of 200 MB is refused by its size alone."""
    check_size(LARGEST)
    with pytest.raises(Refused) as refused:
        check_size(200 * 1024 * 1024)
    assert "200 MB" in refused.value.finding("stor.pdf").message


def test_entities_are_not_followed(tmp_path):
    """A document that asks for a file of the machine gets none of it."""
    secret = tmp_path / "hemmelig"
    secret.write_text("hemmeligheten")
    xml = odt("<text:p>Referat &x;</text:p>")
    with zipfile.ZipFile(io.BytesIO(xml)) as package:
        content = package.read("content.xml").decode()
    doctype = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]>'
    content = content.replace("<office:document-content", f"{doctype}<office:document-content")
    paper = repack(xml, {"content.xml": content.encode()})
    records = import_paper("referat.odt", paper, "meetings", NUMBERING, Stated())
    assert "hemmeligheten" not in records[0].text


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", []),
        ("utf-16-le", None),
        ("cp1252", ["windows-text"]),
    ],
)
def test_encodings(encoding, told):
    """Text is read in the character sets it comes in; without a mark, UTF-16 is no text."""
    content = "REFERAT FJORDRÅDET 3. MARS 2020\n\nDrøfting på Ålnes – «ja»\n".encode(encoding)
    if told is None:
        with pytest.raises(Refused):
            import_paper("referat.txt", content, "meetings", NUMBERING, Stated())
        return
    (record,) = import_paper("referat.txt", content, "meetings", NUMBERING, Stated())
    assert "Drøfting på Ålnes – «ja»" in record.text
    assert [each.code for each in record.remarks if each.code == "windows-text"] == told


def test_page_without_text_is_told():
    """A scanned page among others is told of by its number."""
    paper = pdf([[(70, 100, "REFERAT FJORDRÅDET 3. MARS 2020", False)], []])
    (record,) = import_paper("referat.pdf", paper, "meetings", NUMBERING, Stated())
    assert any(
        each.code == "page-without-text" and "side 2" in each.message for each in record.remarks
    )


def test_sentences_are_told_apart():
    """No two codes have the same sentence."""
    assert len({sentence for _, sentence in CATALOGUE.values()}) == len(CATALOGUE)
