"""Invented archives and all that is published of them, to the letter.

With UPDATE_GOLDEN=1 in the environment what is expected is written anew, to be read in the diff.
"""

import datetime as dt
import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from builders import NUMBERING, data_of
from meeting_archive.export.archive_json import dump
from meeting_archive.export.schema import schema_text
from meeting_archive.reading import read_archive

GOLDEN = Path(__file__).parents[1] / "golden"
FOLDERS = sorted(path.name for path in GOLDEN.iterdir() if (path / "meetings").is_dir())


@pytest.mark.parametrize("name", FOLDERS)
def test_archive_is_published_as_expected(name):
    """The data of an invented archive are, letter by letter, those that were looked over."""
    folder = GOLDEN / name
    reading = read_archive(folder, "meetings", NUMBERING, today=dt.date(2021, 12, 31))
    written = dump(data_of(reading.archive))
    expected = folder / "archive.json"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        expected.write_text(written, encoding="utf-8")
    assert written == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FOLDERS)
def test_expected_data_follow_the_schema(name):
    """What is expected is valid by the published schema."""
    data = json.loads((GOLDEN / name / "archive.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(json.loads(schema_text()))
    assert [error.message for error in validator.iter_errors(data)] == []
