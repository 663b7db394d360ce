"""The cache: what it keeps, what it drops, and that it never trusts what it finds."""

import os
import sqlite3
from contextlib import closing

import pytest

from meeting_archive.cache import Cache, _package_digest, code_digest, digest, seal


@pytest.fixture
def file(tmp_path):
    """Return where a cache lies; its folder is not made yet."""
    return tmp_path / ".cache" / "cache.db"


@pytest.fixture
def open_cache(file):
    """Open caches over one file, and close them in the end."""
    opened = []

    def open_one(**options):
        cache = Cache(file, **options)
        opened.append(cache)
        return cache

    yield open_one
    for cache in opened:
        cache.close()


def change(file, statement, *values):
    """Change the file behind the cache's back."""
    with closing(sqlite3.connect(file)) as database, database:
        return database.execute(statement, values).fetchall()


def test_what_is_put_is_found_by_the_next_build(open_cache):
    """A value is found again by kind and key, and under no other of them."""
    first = open_cache()
    assert first.get("page", "a") is None
    first.put_many("page", {"a": b"one", "b": b""})
    first.put_many("page", {"a": b"two"})
    first.close()
    second = open_cache()
    assert second.get("page", "a") == b"two"
    assert second.get_many("page", ("a", "b", "c", "a")) == {"a": b"two", "b": b""}
    assert second.get("text", "a") is None


def test_thousands_of_keys_at_once(open_cache):
    """There is no limit to how many keys are asked for at once."""
    values = {str(each): b"%d" % each for each in range(5000)}
    open_cache().put_many("page", values)
    assert open_cache().get_many("page", values) == values


def test_runs_drop_what_they_do_not_use(open_cache):
    """What three runs did not ask for is gone; what they asked for is kept."""
    open_cache().put_many("page", {"used": b"1", "left": b"2"})
    for run in range(4):
        cache = open_cache()
        assert cache.get("page", "used") == b"1"
        if run < 3:
            assert change(cache._file, "SELECT count(*) FROM entry") == [(2,)]
        cache.sweep()
        cache.close()
    assert open_cache().get_many("page", ("used", "left")) == {"used": b"1"}


def test_preview_and_site_keep_their_own(open_cache):
    """However many times a preview is built anew, the site's values stay, and the other way."""
    site, preview = open_cache(), open_cache(preview=True)
    site.put_many("page", {"site": b"1"})
    preview.put_many("page", {"preview": b"2"})
    for _ in range(9):
        preview.get("page", "preview")
        preview.sweep()
    site = open_cache()
    assert site.get("page", "site") == b"1"
    site.sweep()
    for _ in range(9):
        site.get("page", "site")
        site.sweep()
    assert open_cache(preview=True).get("page", "preview") == b"2"


def test_preview_reads_the_disk_once(open_cache):
    """A preview holds what it used last in memory, and forgets what it did not use."""
    cache = open_cache(preview=True)
    cache.put_many("page", {"a": b"1", "b": b"2"})
    cache.sweep()
    change(cache._file, "DELETE FROM entry")
    assert cache.get("page", "a") == b"1"
    cache.sweep()
    assert cache.get_many("page", ("a", "b")) == {"a": b"1"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET value = x'00'",
        "UPDATE entry SET value = 'text'",
        "UPDATE entry SET value = 7",
        "UPDATE entry SET seal = x''",
        "UPDATE entry SET key = 'b'",
        "UPDATE entry SET kind = 'text'",
    ],
)
def test_value_whose_seal_fails_is_absent(open_cache, file, statement):
    """A value that was changed, or moved to another key, is not there; it can be put anew."""
    open_cache().put_many("page", {"a": b"1"})
    change(file, statement)
    cache = open_cache()
    assert cache.get("page", "a") is None
    assert cache.get("page", "b") is None
    assert cache.get("text", "a") is None
    cache.put_many("page", {"a": b"1"})
    assert open_cache().get("page", "a") == b"1"


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda file: file.write_bytes(b"no database at all\n" * 99), id="text"),
        pytest.param(lambda file: file.write_bytes(b""), id="empty"),
        pytest.param(lambda file: change(file, "CREATE TABLE entry (other)"), id="foreign"),
        pytest.param(lambda file: change(file, "PRAGMA user_version = 99"), id="other version"),
        pytest.param(lambda file: change(file, "PRAGMA user_version = 1"), id="no tables"),
    ],
)
def test_foreign_file_is_replaced(open_cache, file, make):
    """A file that is no cache of ours is as if it were not there."""
    file.parent.mkdir()
    make(file)
    cache = open_cache()
    assert cache.get("page", "a") is None
    cache.put_many("page", {"a": b"1"})
    assert open_cache().get("page", "a") == b"1"


@pytest.mark.parametrize(
    "statement", ["DROP TABLE entry", "DELETE FROM run", "UPDATE run SET site = 'x'"]
)
def test_file_without_all_of_its_parts(open_cache, file, statement):
    """A part that is missing is no error, at whatever point it is missed."""
    open_cache().put_many("page", {"a": b"1"})
    change(file, statement)
    cache = open_cache()
    cache.get("page", "a")
    cache.put_many("page", {"b": b"2"})
    cache.sweep()
    assert open_cache().get("page", "b") == b"2"


@pytest.mark.parametrize("at", [100, 4096, 9000, 30000])
def test_damaged_file(open_cache, file, at):
    """Whatever page of the file is damaged, values are right or absent, and it can be used."""
    values = {str(each): os.urandom(900) for each in range(99)}
    cache = open_cache()
    cache.put_many("page", values)
    cache.close()
    content = bytearray(file.read_bytes())
    content[at : at + 600] = b"\xaa" * 600
    file.write_bytes(content)
    cache = open_cache()
    assert cache.get_many("page", values).items() <= values.items()
    cache.put_many("page", values)
    cache.sweep()
    again = open_cache()
    assert again.get_many("page", values).items() <= values.items()
    again.put_many("page", values)
    assert open_cache().get_many("page", values) == values


def test_cut_off_file(open_cache, file):
    """A file that was cut off in the middle is damaged."""
    values = {str(each): os.urandom(900) for each in range(99)}
    cache = open_cache()
    cache.put_many("page", values)
    cache.close()
    os.truncate(file, file.stat().st_size // 2)
    cache = open_cache()
    assert cache.get_many("page", values).items() <= values.items()
    cache.put_many("page", values)
    assert open_cache().get_many("page", values) == values


def test_locked_file_is_as_if_empty(open_cache, file, monkeypatch):
    """While another program has the file, there is nothing in it; afterwards it is as before."""
    monkeypatch.setattr("meeting_archive.cache._WAIT", 0.01)
    open_cache().put_many("page", {"a": b"1"})
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        cache = open_cache()
        assert cache.get("page", "a") is None
        cache.put_many("page", {"b": b"2"})
        cache.sweep()
        other.execute("ROLLBACK")
    cache.sweep()
    assert cache.get_many("page", ("a", "b")) == {"a": b"1"}


def test_cache_that_cannot_be_written(tmp_path):
    """Where no file can be, nothing is kept, and that is no error."""
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    for place in (tmp_path / "file" / "cache.db", tmp_path / "folder", None):
        cache = Cache(place)
        cache.put_many("page", {"a": b"1"})
        assert cache.get("page", "a") is None
        cache.sweep()
        cache.close()
    assert (tmp_path / "folder").is_dir()


def test_file_shrinks(open_cache, file):
    """Room that is no longer needed is given back."""
    cache = open_cache()
    cache.put_many("page", {str(each): os.urandom(9000) for each in range(99)})
    big = file.stat().st_size
    for _ in range(4):
        cache.sweep()
    assert file.stat().st_size < big / 2


def test_digest_keeps_parts_apart():
    """Two lists of parts have one digest only where they are the same."""
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("a", b"b") == digest(b"a", "b")
    assert digest() != digest("")
    assert seal("a", "b", b"c") != seal("a", "", b"b\0c")


def test_digest_of_code_is_that_of_its_files(tmp_path, monkeypatch):
    """A package has the same digest wherever it lies, and another with any file changed."""
    package = tmp_path / "some_package"
    (package / "templates").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "templates" / "page.html").write_text("one")
    monkeypatch.syspath_prepend(tmp_path)
    before = code_digest("some_package")
    _package_digest.cache_clear()
    assert code_digest("some_package") == before
    (package / "templates" / "page.html").write_text("two")
    _package_digest.cache_clear()
    assert code_digest("some_package") != before
    _package_digest.cache_clear()
