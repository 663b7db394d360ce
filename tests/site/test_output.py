"""Whatever somebody touched in the site's folder is put right; what nobody did is left alone."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from meeting_archive import spreading
from meeting_archive.cache import Cache, digest
from meeting_archive.search.index import MANIFEST
from mkdocs_meeting_archive import known, output
from mkdocs_meeting_archive.contents import Contents
from mkdocs_meeting_archive.known import look
from mkdocs_meeting_archive.views.search import INDEX

CACHE = ".cache/meeting-archive/cache.db"
PAGE = "saker/su/2021/1/index.html"
NAMES = [PAGE, "data/archive.json", f"{INDEX}{MANIFEST}", "moter/su/index.html"]


@pytest.fixture
def site(full, monkeypatch):
    """Make a site of which all is known."""
    monkeypatch.setattr(known, "_SETTLED", 0)
    full.build(strict=False)
    return full.root / "site"


def same_again(archive, before):
    """Tell whether one more build, and yet another, give the same site."""
    for _ in range(2):
        archive.build(strict=False)
        assert archive.bytes() == before
        assert not [path for path in (archive.root / "site").rglob("*") if path.is_symlink()]


def edited(path):
    """Write something else."""
    path.write_text("endret")


def edited_in_secret(path):
    """Write something else of the same size, and set the clock back."""
    status = path.stat()
    path.write_bytes(bytes(reversed(path.read_bytes())))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def put_in_place(path):
    """Put another file in its place, with the same size and times."""
    other = path.with_name("annen")
    other.write_bytes(bytes(reversed(path.read_bytes())))
    shutil.copystat(path, other)
    other.replace(path)


def linked(path):
    """Put a link to a file with the same content in its place."""
    other = path.rename(path.with_name("annen"))
    path.symlink_to(other)


def made_a_folder(path):
    """Put a folder in its place."""
    path.unlink()
    (path / "mappe").mkdir(parents=True)
    (path / "mappe/fil.txt").write_text("fremmed")


def linked_folder(path):
    """Put a link to a folder with the same files in the place of its folder."""
    folder = path.parent
    other = folder.rename(folder.with_name(f"{folder.name}-annen"))
    folder.symlink_to(other)


def folder_made_a_file(path):
    """Put a file in the place of its folder."""
    shutil.rmtree(path.parent)
    path.parent.write_text("fremmed")


@pytest.mark.parametrize(
    "touch",
    [
        edited,
        edited_in_secret,
        put_in_place,
        Path.unlink,
        linked,
        made_a_folder,
        linked_folder,
        folder_made_a_file,
    ],
)
def test_a_file_that_somebody_touched_is_put_right(full, site, touch):
    """However it was changed."""
    before = full.bytes()
    for name in NAMES:
        touch(site / name)
    same_again(full, before)


def test_what_does_not_belong_is_removed(full, site):
    """Files, folders with or without any, and links."""
    before = full.bytes()
    (site / "fremmed/dypt/nede").mkdir(parents=True)
    (site / "fremmed/fil.txt").write_text("fremmed")
    (site / "saker/su/fil.txt").write_text("fremmed")
    (site / "saker/tom").mkdir()
    (site / "lenke").symlink_to(site / "saker")
    (site / "lenke.html").symlink_to(site / "index.html")
    same_again(full, before)
    assert not (site / "fremmed").exists()
    assert not (site / "saker/tom").exists()


def test_a_site_that_is_gone_is_made_again(full, site):
    """What was known of it is of no use."""
    before = full.bytes()
    shutil.rmtree(site)
    same_again(full, before)


def test_a_copy_of_the_site_is_as_good(full, site):
    """Its files are known by content."""
    before = full.bytes()
    shutil.copytree(site, full.root / "kopi")
    shutil.rmtree(site)
    (full.root / "kopi").rename(site)
    same_again(full, before)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM entry WHERE kind = 'site'",
        "UPDATE entry SET value = x'00' WHERE kind = 'site'",
        "UPDATE entry SET value = zeroblob(length(value)) WHERE kind = 'site'",
        "DELETE FROM entry WHERE kind <> 'site'",
        "DELETE FROM entry WHERE kind IN ('content', 'file')",
        "UPDATE entry SET value = x'00' WHERE kind <> 'site'",
    ],
)
@pytest.mark.parametrize("touched", [[], NAMES])
def test_a_memory_that_is_lost_or_damaged_costs_time_alone(full, site, statement, touched):
    """As does one that all else is lost of, with nothing touched and with something."""
    before = full.bytes()
    with closing(sqlite3.connect(full.root / CACHE)) as database, database:
        database.execute(statement)
    for name in touched:
        (site / name).write_text("endret")
    same_again(full, before)


@pytest.mark.parametrize("value", [b"", b"[]", b"null", b'{"a": 1}', b"[" * 100_000, b"\xff"])
def test_a_memory_that_is_none_is_not_used(full, site, value):
    """Though it is whole."""
    before = full.bytes()
    cache = Cache(full.root / CACHE)
    cache.put_many("site", {digest("site", str(site)): value})
    cache.close()
    (site / PAGE).write_text("endret")
    same_again(full, before)


def test_what_nobody_touched_is_neither_made_nor_read(full, site, monkeypatch):
    """Only what MkDocs writes in every build is compared."""
    read = []
    content = output._content
    monkeypatch.setattr(output, "_content", lambda path: read.append(path) or content(path))
    full.build(strict=False)
    names = {path.relative_to(site).as_posix() for path in read if path.is_relative_to(site)}
    assert names
    assert not names.intersection(NAMES)


def test_what_was_written_just_now_is_not_known_by_its_times(tmp_path, monkeypatch):
    """A second change in the same moment might leave the same."""
    (tmp_path / "fil.txt").write_text("tekst")
    assert look(tmp_path).files == {"fil.txt": ""}
    monkeypatch.setattr(known, "_SETTLED", 0)
    assert look(tmp_path).files["fil.txt"]


def test_other_plugins_find_all_files_of_a_site_that_is_known(full, site):
    """One that is added later, and changes what is built, changes all of it."""
    full.write(
        "krok.py",
        """
        from pathlib import Path

        def on_post_build(config):
            for path in Path(config.site_dir).rglob("*"):
                if path.suffix in (".html", ".json"):
                    path.write_bytes(path.read_bytes() + b" ")
        """,
    )
    before = full.bytes()
    config = full.root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text + "hooks: [krok.py]\n", encoding="utf-8")
    full.build(strict=False)
    changed = full.bytes()
    assert changed.keys() == before.keys()
    assert all(changed[name] == before[name] + b" " for name in NAMES)
    config.write_text(text, encoding="utf-8")
    same_again(full, before)


@pytest.mark.parametrize("lost", [False, True])
def test_what_another_process_failed_to_write_is_written(full, site, monkeypatch, lost):
    """Though its contents were let go, and even where the cache has lost them."""
    before = full.bytes()
    shutil.rmtree(site)
    write, own = output._write, os.getpid()

    def fail_elsewhere(path, content):
        if os.getpid() != own:
            raise OSError
        write(path, content)

    def forget(contents):
        contents._packed, contents._to_show = {}, {}
        if lost:
            with closing(sqlite3.connect(full.root / CACHE)) as database, database:
                database.execute("DELETE FROM entry WHERE kind = 'content'")

    monkeypatch.setattr(output, "_write", fail_elsewhere)
    monkeypatch.setattr(output, "_WORTH", 1)
    monkeypatch.setattr(spreading, "_all_processors", lambda: 2)
    monkeypatch.setattr(Contents, "forget", forget)
    full.build(strict=False)
    assert full.bytes() == before
