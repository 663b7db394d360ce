"""The same site whether the cache is cold, warm, half deleted, damaged or somebody else's."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from meeting_archive import spreading
from meeting_archive.linking import texts
from mkdocs_meeting_archive import contents, work

CACHE = ".cache/meeting-archive/cache.db"
INDEX = "site/assets/meeting-archive/search/index"


def built(archive, **options):
    """Build, and return the bytes of the site."""
    archive.build(strict=False, **options)
    return archive.bytes()


def change(archive, statement):
    """Change the cache behind the plugin's back."""
    with closing(sqlite3.connect(archive.root / CACHE)) as database, database:
        database.execute(statement)


@pytest.fixture
def counted(monkeypatch):
    """Count how often records are read."""
    read = []
    hold = work.hold
    monkeypatch.setattr(work, "hold", lambda *a, **n: read.append(1) or hold(*a, **n))
    return read


def test_a_build_of_the_same_reads_no_record(full, counted):
    """The second build finds all that the first made, and the site is the same to the byte."""
    cold = built(full)
    assert len(cold) > 100
    assert built(full) == cold
    assert len(counted) == 1


def test_a_build_of_the_same_imports_nothing_that_reads_records(full):
    """What reads, links and shows takes longer to import than much of the rest of the build."""
    built(full)
    code = (
        "import sys; from mkdocs.__main__ import cli;"
        "cli(['build', '-q'], standalone_mode=False); print(*sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=full.root, capture_output=True, text=True, check=True
    )
    imported = set(ran.stdout.split())
    assert "mkdocs_meeting_archive.plugin" in imported
    assert not imported & {
        "meeting_archive.archive",
        "meeting_archive.linking",
        "meeting_archive.records.read",
        "meeting_archive.search.index",
        "mkdocs_meeting_archive.work",
        "mkdocs_meeting_archive.views.cases",
    }


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM entry WHERE rowid % 2",
        "DELETE FROM entry WHERE rowid % 7 = 3",
        "DELETE FROM entry WHERE kind = 'content'",
        "DELETE FROM entry WHERE kind = 'result'",
        "DELETE FROM entry WHERE kind = 'file'",
        "UPDATE entry SET value = x'00' WHERE rowid % 3",
        "UPDATE entry SET value = zeroblob(length(value)) WHERE rowid % 5 = 2",
        "UPDATE entry SET value = (SELECT max(value) FROM entry)",
        "DROP TABLE entry",
    ],
)
def test_whatever_is_left_of_the_cache_the_site_is_the_same(full, statement):
    """What is missing or damaged is made anew."""
    cold = built(full)
    change(full, statement)
    assert built(full) == cold
    assert built(full) == cold


def test_a_file_that_is_no_cache_is_not_used(full):
    """A foreign file in the cache's place is replaced."""
    cold = built(full)
    (full.root / CACHE).write_bytes(b"something else entirely" * 1000)
    assert built(full) == cold
    (full.root / CACHE).unlink()
    (full.root / CACHE).mkdir()
    assert built(full) == cold


def test_a_changed_record_changes_what_a_cold_build_would(full):
    """After a change, and after taking it back, warm and cold builds are the same."""
    before = built(full)
    record = next(iter(sorted((full.root / "meetings").rglob("*protokoll*.md"))))
    text = record.read_text(encoding="utf-8")
    added = "\n\n## SU 97/21 Ny sak\n\nJf. SU 01/21.\n\nVedtak: Saken vedtas.\n"
    record.write_text(text + added, encoding="utf-8")
    warm = built(full)
    assert warm != before
    shutil.rmtree(full.root / ".cache")
    assert built(full) == warm
    record.write_text(text, encoding="utf-8")
    assert built(full) == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("organisation: Nordvikregionen", "organisation: Sørvik"),
        ("language: nb", "language: nn"),
        ("site_url: https://arkiv.example/nordvik/", "site_url: https://annet.example/"),
        ("edit/main/docs/", "rediger/docs/"),
        ("nl2br, sane_lists", "sane_lists"),
    ],
)
def test_a_changed_setting_is_seen(full, before, after):
    """What mkdocs.yml says is part of what a page is made of."""
    built(full)
    config = full.root / "mkdocs.yml"
    config.write_text(config.read_text().replace(before, after))
    warm = built(full)
    shutil.rmtree(full.root / ".cache")
    assert built(full) == warm


def test_a_changed_page_reads_records_only_for_what_is_new(full, counted):
    """A hand-written page that says the same of the archive needs nothing worked out."""
    built(full)
    full.write("docs/om.md", "# Om\n\nSe SU 02/21.\n")
    warm = built(full)
    assert len(counted) == 2
    shutil.rmtree(full.root / ".cache")
    assert built(full) == warm


def test_warnings_are_told_again(full, caplog):
    """What the first build warned of, the second does."""
    full.minutes("## SU 01/20 Vei\n\nVedtak: Saken vedtas.")
    built(full)
    first = [each for each in caplog.messages if "protokoll.md" in each]
    caplog.clear()
    built(full)
    assert first
    assert [each for each in caplog.messages if "protokoll.md" in each] == first


def test_what_is_the_same_is_left_as_it_is(full):
    """A file whose content is the same is not written; what does not belong is removed."""
    built(full)
    site = full.root / "site"
    before = {path: path.stat().st_mtime_ns for path in site.rglob("index.html")}
    (site / "fremmed").mkdir()
    (site / "fremmed/fil.txt").write_text("fremmed")
    changed = site / "saker/index.html"
    changed.write_text("endret")
    (site / "moter/su/index.html").unlink()
    built(full)
    assert not (site / "fremmed").exists()
    assert "endret" not in changed.read_text(encoding="utf-8")
    after = {path: path.stat().st_mtime_ns for path in site.rglob("index.html")}
    assert after.keys() == before.keys()
    same = {path for path in before if before[path] == after[path]}
    assert before.keys() - same <= {changed, site / "moter/su/index.html", site / "index.html"}


def test_the_site_and_its_preview_share_no_draft(full):
    """A preview's cache is never what a build publishes."""
    full.minutes("## SU 09/21 Hemmelig kladd\n\nVedtak: Saken vedtas.", front_matter="kladd: ja")
    preview = full.build(command="serve", strict=False)
    assert "Hemmelig kladd" in (preview / "saker/su/2021/9/index.html").read_text(encoding="utf-8")
    built(full)
    assert "Hemmelig kladd" not in full.all_text()


@pytest.mark.parametrize("number", [2, 5])
def test_as_many_processors_as_there_are(full, monkeypatch, number):
    """However many processes make the site, it is the same."""
    alone = built(full)
    shutil.rmtree(full.root / ".cache")
    monkeypatch.setattr(spreading, "processors", lambda: number)
    monkeypatch.setattr(texts, "_WORTH", 1)
    monkeypatch.setattr(contents, "_WORTH", 1)
    assert built(full) == alone


def index_files(full):
    """Return when each file of the search's index was written, by its name in its folder."""
    (folder,) = (path for path in (full.root / INDEX).iterdir() if path.is_dir())
    return folder.name, {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def test_an_index_that_changed_keeps_its_files_that_did_not(full):
    """Its folder has another name, and only what differs in it is written."""
    built(full)
    built(full)  # what was written just now is looked at again
    name, before = index_files(full)
    full.write("docs/om.md", "# Om\n\nSe SU 01/21. Et helt nytt ord: kvartsitt.\n")
    warm = built(full)
    new_name, after = index_files(full)
    assert new_name != name
    same = {each for each, time in after.items() if before.get(each) == time}
    assert before.keys() & after.keys() - same
    assert any(each.startswith("texts-") for each in same)
    shutil.rmtree(full.root / ".cache")
    assert built(full) == warm


@pytest.mark.parametrize("touched", ["nothing", "taken away", "beside it", "in use"])
def test_an_index_whose_folder_somebody_touched(full, monkeypatch, touched):
    """Where the folder cannot become what it is to be, its files are written."""
    built(full)
    built(full)
    name, _ = index_files(full)
    rename = Path.rename

    def refuse(path, target):
        if path.name == name:
            raise PermissionError
        return rename(path, target)

    if touched == "taken away":
        shutil.rmtree(full.root / INDEX / name)
    elif touched == "beside it":
        (full.root / INDEX / "annen").mkdir()
    full.write("docs/om.md", "# Om\n\nSe SU 01/21. Et helt nytt ord: kvartsitt.\n")
    with monkeypatch.context() as patched:
        if touched == "in use":
            patched.setattr(Path, "rename", refuse)
        warm = built(full)
    shutil.rmtree(full.root / ".cache")
    shutil.rmtree(full.root / "site")
    assert built(full) == warm


def test_a_page_and_a_record_that_change_together(full):
    """The index that was begun with the pages as they last were is not what is published."""
    built(full)
    full.write("docs/om.md", "# Om\n\nSe SU 01/21. Et helt nytt ord: kvartsitt.\n")
    full.minutes("## SU 61/21 Kvartsittbrudd\n\nVedtak: Saken vedtas.")
    warm = built(full)
    assert built(full) == warm
    shutil.rmtree(full.root / ".cache")
    assert built(full) == warm
