"""The source text of the real records, imported, gives them back."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from builders import data_of
from meeting_archive.diagnostics import Findings
from meeting_archive.importing.drafts import Stated
from meeting_archive.importing.importer import import_paper
from meeting_archive.reading import read_archive
from meeting_archive.records.front_matter import split
from meeting_archive.records.yaml_text import Mapping, Sequence
from meeting_archive.settings import read_settings

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "tests/source/trondheimsregionen-au-2016-2017.txt"

NOTICE, MINUTES = "meetings/au/innkalt-2017-02-01", "meetings/au/2016-12-07"
ONLY_EDITORS_KNOW = {
    # Topics, notes, earlier treatments and right numbers: nothing of it stands in the papers.
    f"{NOTICE}/innkalling.md": {"saker", "merknader"},
    f"{MINUTES}/protokoll.md": {"saker", "merknader"},
    f"{NOTICE}/program.md": {"tema", "merknader"},
    f"{NOTICE}/invitasjon.md": {"tema", "merknader"},
    f"{NOTICE}/avtale.md": {"tema", "merknader"},
}
"""The keys that a record has and its import lacks; in all others the two are equal."""


def plain(value):
    """Return a value of a front matter without its lines."""
    if isinstance(value, Mapping):
        return {entry.key: plain(entry.value) for entry in value.entries}
    return [plain(each) for each in value.items] if isinstance(value, Sequence) else value.value


def parts(text):
    """Return a record's keys and its body."""
    found = split(text, Findings(""))
    assert found
    return plain(found.front_matter), found.body


@pytest.fixture(scope="module")
def numbering():
    return read_settings(ROOT / "mkdocs.yml").numbering


@pytest.fixture(scope="module")
def imported(numbering):
    content = SOURCE.read_bytes()
    records = import_paper(SOURCE.name, content, "meetings", numbering, Stated())
    return {each.path: each for each in records}


def test_five_records_where_they_stand(imported):
    """The one text becomes five records, each at the path that it has."""
    assert imported.keys() == ONLY_EDITORS_KNOW.keys()


@pytest.mark.parametrize("path", ONLY_EDITORS_KNOW)
def test_body_is_equal_to_the_byte(imported, path):
    """Every byte of each body, marks of structure included, is the record's."""
    assert parts(imported[path].text)[1] == parts((ROOT / path).read_text(encoding="utf-8"))[1]


@pytest.mark.parametrize("path", ONLY_EDITORS_KNOW)
def test_front_matter_is_equal(imported, path):
    """Every key but those that only an editor can know is there, and is equal."""
    ours = parts(imported[path].text)[0]
    theirs = parts((ROOT / path).read_text(encoding="utf-8"))[0]
    assert theirs.keys() - ours.keys() == ONLY_EDITORS_KNOW[path]
    assert ours == {key: value for key, value in theirs.items() if key in ours}


def test_what_is_unsure_is_told(imported):
    """What needs an editor is told where it stands: the wrong date, the prefix, the empty field."""
    told = {(each.code, Path(each.path).name) for one in imported.values() for each in one.remarks}
    assert told == {
        ("contradictory-date", "innkalling.md"),
        ("empty-field", "protokoll.md"),
        ("foreign-prefix", "protokoll.md"),
        ("concluded", "program.md"),
        ("concluded", "invitasjon.md"),
        ("concluded", "avtale.md"),
    }


def test_imported_archive_reads_without_errors(imported, numbering, tmp_path):
    """What was imported makes an archive of the same cases, with the same outcomes."""
    for each in imported.values():
        target = tmp_path / each.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(each.text, encoding="utf-8")
    ours = read_archive(tmp_path, "meetings", numbering, today=dt.date(2026, 1, 1))
    assert [each for each in ours.diagnostics if each.severity == "error"] == []
    shutil.rmtree(tmp_path / "meetings")
    theirs = read_archive(ROOT, "meetings", numbering, today=dt.date(2026, 1, 1))

    def cases(reading):
        return [(case["title"], case["outcomes"]) for case in data_of(reading.archive)["cases"]]

    assert sorted(cases(ours), key=str) == sorted(cases(theirs), key=str)
