"""Work spread over processors gives what it gives on one."""

import os
import threading

import pytest

from meeting_archive import spreading
from meeting_archive.spreading import aside, processors, spread


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


def test_work_goes_on_beside_what_is_made_aside():
    """What is made aside is made by a copy, while this process goes on, and is then had."""
    result = aside(os.getpid)
    assert processors() == max(1, len(os.sched_getaffinity(0)) - 1)
    assert (result() != os.getpid()) == (len(os.sched_getaffinity(0)) > 1)
    assert processors() == len(os.sched_getaffinity(0))


def test_on_one_processor_what_is_made_aside_is_made_when_it_is_waited_for(monkeypatch):
    """Nothing is copied where nothing is gained."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0})
    made = []
    result = aside(lambda: made.append(1))
    assert made == []
    result()
    assert made == [1]


def test_an_error_in_what_is_made_aside_is_raised_where_it_is_waited_for():
    """As if it had been made there."""
    result = aside(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        result()
