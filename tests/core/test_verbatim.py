"""The proof that the five real records are complete and in their documents' own words."""

import re
import unicodedata

import pytest

from meeting_archive.diagnostics import Findings
from meeting_archive.markup import Converter
from meeting_archive.records import front_matter
from meeting_archive.records.model import ProgramBody
from meeting_archive.records.printed import printed
from meeting_archive.records.read import decode

RECORDS = [
    "meetings/au/innkalt-2017-02-01/innkalling.md",
    "meetings/au/2016-12-07/protokoll.md",
    "meetings/au/innkalt-2017-02-01/program.md",
    "meetings/au/innkalt-2017-02-01/invitasjon.md",
    "meetings/au/innkalt-2017-02-01/avtale.md",
]
"""In the order that the source has them in."""

SOURCE = "tests/source/trondheimsregionen-au-2016-2017.txt"


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("_", " "))


def signs(text: str) -> str:
    """Return every sign but white space and what Markdown marks structure with.

    A marked line may open with `#` or `-`, a thematic break is a line of hyphens, and emphasis is
    asterisks; all else is the document's own.
    """
    bare = []
    for line in text.split("\n"):
        opened = re.sub(r"^\s*(?:#{1,6}\s+|[-*]\s+|-{3,}\s*$)", "", line)
        bare.append(opened.replace("*", ""))
    return re.sub(r"\s+", "", "".join(bare))


@pytest.fixture(scope="module")
def source(repository) -> str:
    """Return the text of the documents, one after the other."""
    return unicodedata.normalize("NFC", (repository / SOURCE).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def bodies(repository) -> str:
    """Return the bodies of the records, one after the other."""
    found = []
    for path in RECORDS:
        findings = Findings(path)
        split = front_matter.split(decode((repository / path).read_bytes()), findings)
        assert findings.found == []
        found.append(split.body)
    return "\n".join(found)


def test_every_word_of_the_source_is_in_the_records(source, bodies):
    """The words of the records are those of the source, in order: none lost, added or changed."""
    assert words(bodies) == words(source)


def test_every_sign_of_the_source_is_in_the_records(source, bodies):
    """So is every sign but white space and the marks of Markdown."""
    assert signs(bodies) == signs(source)


def test_no_other_records_pretend_to_be_real(repository):
    """The records of the seed are these five and no more."""
    found = {
        path.relative_to(repository).as_posix() for path in repository.glob("meetings/**/*.md")
    }
    assert found == set(RECORDS)


@pytest.mark.parametrize("path", RECORDS)
def test_every_word_survives_reading(repository, seed, path):
    """What is shown of a record holds every word of its body, in the body's order."""
    (document,) = [each for each in seed.archive.documents if each.record.path == path]
    converter = Converter()
    findings = Findings(path)
    split = front_matter.split(decode((repository / path).read_bytes()), findings)
    shown = shown_text(document.record, converter)
    assert words(shown) == words(split.body)


def shown_text(record, converter: Converter) -> str:
    """Return all that a reader sees of a record's body: headings, labels, times and texts."""
    if isinstance(record.body, ProgramBody):
        pieces = [converter.convert(record.body.intro.text).text]
        for day in record.body.days:
            pieces += [day.heading, converter.convert(day.intro.text).text]
            for session in day.sessions:
                pieces += [session.printed_time, converter.convert(session.text).text]
        return "\n".join(pieces)
    parts = getattr(record.body, "parts", None)
    if parts is None:
        return "\n".join(converter.convert(each.block.text).text for each in printed(record))
    pieces = []
    for part in parts:
        pieces += [part.heading or "", *section_texts(part.sections, converter)]
        for item in getattr(part, "items", ()):
            pieces += [item.heading, *section_texts(item.sections, converter)]
    return "\n".join(pieces)


def section_texts(sections, converter: Converter) -> list[str]:
    """Return the labels and texts of sections, in order."""
    found = []
    for section in sections:
        found += [section.label or "", converter.convert(section.block.text).text]
    return found
