"""Invented papers in varied forms, and the records that they become, to the letter.

With UPDATE_GOLDEN=1 in the environment what is expected is written anew, to be read in the diff.
"""

import datetime as dt
import hashlib
import os
from pathlib import Path

import pytest
from making import MADE

from builders import NUMBERING
from meeting_archive.importing.drafts import Stated
from meeting_archive.importing.importer import import_paper
from meeting_archive.linking.texts import LinkedTexts
from meeting_archive.markup import Converter
from meeting_archive.reading import read_archive
from meeting_archive.texts import markup_findings

PAPERS = Path(__file__).parent / "papers"
WRITTEN = sorted(each.name for each in PAPERS.iterdir() if not each.name.endswith(".expected"))


def content_of(name: str) -> bytes:
    return MADE[name]() if name in MADE else (PAPERS / name).read_bytes()


@pytest.mark.parametrize("name", [*WRITTEN, *MADE])
def test_paper_becomes_records(name):
    """A paper becomes the records, with the things to look over, that were looked over once."""
    content = content_of(name)
    records = import_paper(name, content, "meetings", NUMBERING, Stated())
    shown = ""
    for each in records:
        assert hashlib.sha256(content).hexdigest() in each.text
        text = each.text.replace(hashlib.sha256(content).hexdigest(), "<sum>")
        told = "".join(f"{remark}\n" for remark in each.remarks)
        shown += f"=== {each.path}\n{text}=== Se over\n{told}"
    expected = PAPERS / f"{name}.expected"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        expected.write_text(shown, encoding="utf-8")
    assert shown == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*WRITTEN, *MADE])
def test_records_are_shown_verbatim(name, tmp_path):
    """The site shows every word of what was imported, and nothing in it is taken for markup."""
    for each in import_paper(name, content_of(name), "meetings", NUMBERING, Stated()):
        target = tmp_path / each.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(each.text, encoding="utf-8")
    reading = read_archive(tmp_path, "meetings", NUMBERING, today=dt.date(2026, 1, 1))
    texts = LinkedTexts(reading.archive, Converter(["nl2br", "sane_lists", "tables"]))
    found = [each.code for each in markup_findings(reading.archive, texts)]
    # Angle brackets are the paper's own, and shown as they are.
    assert found == (["raw-html"] if name == "innkalling.txt" else [])


def test_every_kind_of_file_is_tried():
    """There are papers of all six kinds, and enough of them."""
    names = [*WRITTEN, *MADE]
    assert {Path(name).suffix for name in names} == {
        ".txt",
        ".md",
        ".docx",
        ".odt",
        ".pdf",
        ".html",
    }
    assert len(names) >= 12
