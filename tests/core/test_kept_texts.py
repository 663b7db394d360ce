"""Texts and findings kept from build to build: the same from whatever there was before."""

import datetime as dt
import sqlite3

import pytest

from builders import NUMBERING, TODAY
from meeting_archive.cache import Cache
from meeting_archive.checking.judge import RecordFiles, judge
from meeting_archive.identifiers import Numbering
from meeting_archive.linking.graph import link
from meeting_archive.markup import Converter
from meeting_archive.records.kept import KeptRecords
from meeting_archive.records.printed import printed
from meeting_archive.records.read import read_each

MINUTES = """---
type: protokoll
organ: SU
møtedato: {day}
---

## SU {number}/21 Ny behandling av *ferja*

Sak: Jf. SU 01/21 og **sak 9/21**, se [siden](https://example.org/?a=1&b=2).
Ring {phone}. <b>Fet</b>

Vedtak: Saken utsettes.
"""


def written(root, *days, phone="ikke"):
    for number, day in enumerate(days, start=1):
        path = root / f"meetings/su/{day}/protokoll.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(MINUTES.format(day=day, number=f"{number:02}", phone=phone), "utf-8")


def told(root, cache):
    """Return all that is made of the texts, and all that is said of them."""
    judged = judge(
        RecordFiles(root, "meetings", NUMBERING, Converter(["tables"]), TODAY, cache=cache)
    )
    archive, texts = judged.reading.archive, judged.texts
    shown = [
        (texts.fragment(each.id, part.block.text), texts.references(each.id, part.block.text))
        for each in archive.documents
        for part in printed(each.record)
        if part.is_markdown
    ]
    return shown, link(archive, texts), judged.diagnostics


@pytest.mark.parametrize("damage", [None, "DELETE FROM entry", "UPDATE entry SET value = x'7b7d'"])
def test_the_same_is_told_with_a_cache_and_without(tmp_path, damage):
    """Of an archive that grows, so that what a mention leads to changes while its text does not."""
    path = tmp_path / "cache.db"
    written(tmp_path, "2021-03-04")
    assert told(tmp_path, Cache(path)) == told(tmp_path, Cache(None))
    written(tmp_path, "2021-03-04", "2021-04-08")
    if damage:
        with sqlite3.connect(path) as database:
            database.execute(damage)
    expected = told(tmp_path, Cache(None))
    assert told(tmp_path, Cache(path)) == expected
    assert told(tmp_path, Cache(path)) == expected


def test_personal_data_are_told_of_each_time(tmp_path):
    """What has some is looked through anew in each build."""
    path = tmp_path / "cache.db"
    written(tmp_path, "2021-03-04", phone="telefon 22 22 55 55")
    for _ in range(2):
        diagnostics = told(tmp_path, Cache(path))[2]
        assert "phone-number" in {each.code for each in diagnostics}


def test_a_record_that_is_as_it_was_is_read_once(tmp_path):
    """Another content, or other bodies, is another reading."""
    reader = KeptRecords(Cache(None))
    content = MINUTES.format(day=dt.date(2021, 3, 4), number="01", phone="").encode()

    def read(content, numbering=NUMBERING):
        file = ("meetings/su/2021-03-04/protokoll.md", content)
        return reader.read([file], numbering)[0]

    first = read(content)
    assert read(content) is first
    assert read(content + b"\n") is not first
    assert read(content, Numbering(NUMBERING.bodies[1:])) != first


@pytest.mark.parametrize("damage", [None, "UPDATE entry SET value = x'7b7d'"])
def test_records_are_read_back_as_they_were_read(tmp_path, damage):
    """By another process with the same cache too, also where what was kept is damaged."""
    path = tmp_path / "cache.db"
    content = MINUTES.format(day=dt.date(2021, 3, 4), number="01", phone="").encode()
    files = [("a.md", content), ("b.md", b"no record"), ("c.md", None), ("d.md", b"")]
    KeptRecords(Cache(path)).read(files, NUMBERING)
    if damage:
        with sqlite3.connect(path) as database:
            database.execute(damage)
    assert KeptRecords(Cache(path)).read(files, NUMBERING) == read_each(files, NUMBERING)


def test_what_is_said_of_a_record_is_kept_by_its_content(tmp_path):
    """A weekday that is wrong is told of again, and not when it was put right."""
    path = tmp_path / "cache.db"
    cache = Cache(path)
    written(tmp_path, "2021-03-04", phone="fredag 4. mars 2021")

    def codes():
        return {each.code for each in told(tmp_path, cache)[2]}

    assert "weekday-mismatch" in codes()
    assert "weekday-mismatch" in codes()
    written(tmp_path, "2021-03-04", phone="torsdag 4. mars 2021")
    assert "weekday-mismatch" not in codes()
