"""Work spread over processors gives what it gives on one."""

import os
import threading
import time

import pytest

from meeting_archive import spreading
from meeting_archive.spreading import Later, aside, processors, spread


@pytest.fixture(params=[1, 2, 3])
def number(request, monkeypatch):
    """Pretend to have this many processors."""
    monkeypatch.setattr(spreading, "processors", lambda: request.param)
    return request.param


@pytest.mark.parametrize("count", [0, 1, 2, 7, 100])
def test_results_come_in_the_order_of_items(number, count):
    """Whatever the number of processors and of items."""
    assert spread(str, range(count), at_least=1) == [str(each) for each in range(count)]


def test_each_processor_has_a_part(number):
    """Copies of the process are used, as many as there are processors."""
    assert len(set(spread(lambda _item: os.getpid(), range(30), at_least=10))) == number


def test_little_work_stays_here(number):
    """What is not worth a copy is done in this process."""
    assert set(spread(lambda _item: os.getpid(), range(19), at_least=10)) == {os.getpid()}


def test_what_a_copy_fails_to_make_is_made_here(number):
    """A copy that dies leaves its part to this process."""
    here = os.getpid()

    def make(item):
        if os.getpid() != here:
            os._exit(1)
        return item

    assert spread(make, range(9), at_least=1) == list(range(9))


def test_errors_are_raised_here(number):
    """An error in a copy is raised as if there were none."""
    with pytest.raises(ZeroDivisionError):
        spread(lambda item: 1 // (8 - item), range(9), at_least=1)


def test_no_copy_beside_threads():
    """A process with threads is not copied: a lock may be held for ever in the copy."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert processors() == 1
    finally:
        done.set()
        thread.join()


@pytest.fixture
def have(monkeypatch):
    """Pretend to have so many processors, whatever uses them."""
    return lambda number: monkeypatch.setattr(spreading, "_all_processors", lambda: number)


def test_work_goes_on_beside_what_is_made_aside(have):
    """A copy makes it and uses a processor meanwhile; then it is had here."""
    have(3)
    begun = aside(os.getpid)
    assert processors() == 2
    assert begun.wait() != os.getpid()
    assert processors() == 3


@pytest.mark.parametrize(("number", "worth"), [(1, True), (2, False)])
def test_what_nothing_is_gained_by_is_made_when_it_is_waited_for(have, number, worth):
    """On one processor, and where it is too little, nothing is copied."""
    have(number)
    made = []
    begun = aside(lambda: made.append(1), worth=worth)
    assert made == []
    begun.wait()
    assert made == [1]


def test_an_error_in_what_is_made_aside_is_raised_where_it_is_waited_for(have):
    """As if it had been made there."""
    have(2)
    begun = aside(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        begun.wait()


def test_what_is_dropped_is_not_made(have, tmp_path):
    """Nor goes on being made."""
    have(2)
    file = tmp_path / "made"

    def make():
        time.sleep(0.3)
        file.touch()

    aside(make).drop()
    aside(file.touch, worth=False).drop()
    time.sleep(0.6)
    assert not file.exists()
    assert processors() == 2


def test_what_is_known_later_is_waited_for(have):
    """A copy is told what was not known when it began, however much that is."""
    have(2)
    later = Later()
    begun = aside(lambda: (os.getpid(), later.get()))
    later.give("all of this " * 100_000)
    process, value = begun.wait()
    later.close()
    assert process != os.getpid()
    assert value == "all of this " * 100_000


def test_what_is_known_is_had_at_once(have):
    """Where nothing is copied it is given before it is asked for."""
    have(1)
    later = Later()
    begun = aside(later.get)
    assert not later.is_given
    later.give("this")
    assert later.is_given
    assert begun.wait() == "this"
    later.close()


def test_nobody_waits_for_what_nobody_can_give():
    """Where the process is gone that was to give it, an error ends the waiting."""
    later = Later()
    with pytest.raises(EOFError):
        later.get()
    later.close()
