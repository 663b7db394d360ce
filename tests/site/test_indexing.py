"""The search's index is begun before the hand-written pages are known that stand in it."""

import os
from types import SimpleNamespace

import pytest

from meeting_archive import spreading
from meeting_archive.cache import Cache
from meeting_archive.search.kept import KeptFiles
from meeting_archive.search.shards import file_of
from mkdocs_meeting_archive.indexing import Indexing
from mkdocs_meeting_archive.published import Results

ABOUT = (("om/", "Om", "<p>Om arkivet</p>"),)
GUIDE = (("veiledning/", "Veiledning", "<p>Slik gjør du</p>"),)


def index(guess, pages, cache):
    """Make an index that tells what it is made of, and where."""
    told = f"{guess} {pages()} {os.getpid()}".encode()
    made = file_of(told)
    cache.put_many("file", {made.digest: told})
    return KeptFiles({"manifest.json": made}, lambda: {"manifest.json": made})


RECORDS = SimpleNamespace(reading=SimpleNamespace(records=range(100)))
WORK = SimpleNamespace(judged=RECORDS, index=index)


@pytest.fixture(params=[2, 1], ids=["two processors", "one processor"])
def processors(request, monkeypatch):
    monkeypatch.setattr(spreading, "_all_processors", lambda: request.param)
    return request.param


@pytest.fixture
def build(tmp_path):
    """Begin a build, of records that stand for themselves; return its index."""

    def begun(inputs="records"):
        cache = Cache(tmp_path / "cache.db")
        return Indexing(Results(inputs, lambda: WORK, cache), "settings", cache)

    return begun


def told(indexing):
    """Return what the index tells, once it is made, and whether a copy has made it."""
    files = []
    output = SimpleNamespace(add=files.append, rename=lambda folder: None)
    indexing.add_to(output)
    (file,) = files
    made_of, _, process = file.content().decode().rpartition(" ")
    return made_of, int(process) != os.getpid()


def test_it_is_made_of_pages_that_are_known_later(build, processors):
    """A copy waits for them; on one processor it is made when it is waited for."""
    indexing = build()
    indexing.foresee()
    indexing.begin(ABOUT)
    assert told(indexing) == (f"None {ABOUT}", processors > 1)


def test_it_is_begun_with_the_pages_of_the_last_build(build, processors):
    """And is told of those as they are."""
    first = build()
    first.foresee()
    first.begin(ABOUT)
    told(first)
    second = build("other records")
    second.foresee()
    second.begin(GUIDE)
    guess = ABOUT if processors > 1 else None
    assert told(second) == (f"{guess} {GUIDE}", processors > 1)


def test_what_is_known_is_not_begun(build, processors):
    """An index of the same records and pages is taken as it was made."""
    first = build()
    first.foresee()
    first.begin(ABOUT)
    made, _ = told(first)
    second = build()
    second.begin(ABOUT)
    assert told(second)[0] == made
    third = build()
    third.begin(GUIDE)
    assert told(third)[0] == f"None {GUIDE}"


def test_a_build_that_stops_waits_for_nothing(build, processors):
    """The copy that waits for the pages is ended."""
    indexing = build()
    indexing.foresee()
    indexing._results.drop()
    indexing.close()
    assert spreading.active_children() == []
