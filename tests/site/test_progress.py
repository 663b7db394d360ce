"""A build that takes its time says how far it is, on a terminal only."""

import io
import sys

import pytest

from mkdocs_meeting_archive.progress import Progress


class Terminal(io.StringIO):
    """A terminal that remembers what was written."""

    def isatty(self):
        return True


class Clock:
    """A clock that is set by hand."""

    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def lines(stream):
    return stream.getvalue().split("\r\x1b[K")[1:]


def test_nothing_is_told_of_a_short_build(clock):
    """For two seconds, nothing is said."""
    stream = Terminal()
    progress = Progress(stream, clock)
    clock.now += 1.9
    progress.tell("Leser")
    progress.clear()
    assert stream.getvalue() == ""


def test_what_is_done_is_told_on_one_line(clock):
    """Each step takes the place of the one before it, and the last leaves nothing."""
    stream = Terminal()
    progress = Progress(stream, clock)
    clock.now += 2
    progress.tell("Leser")
    progress.tell("Skriver")
    progress.clear()
    progress.clear()
    assert lines(stream) == ["Leser …", "Skriver …", ""]


def test_nothing_is_told_where_nobody_sees_it(clock):
    """A log or a file is spared."""
    stream = io.StringIO()
    progress = Progress(stream, clock)
    clock.now += 10
    progress.tell("Leser")
    progress.clear()
    assert stream.getvalue() == ""


def test_how_far_it_is(clock):
    """Items are counted, but told of ten times a second at most."""
    stream = Terminal()
    progress = Progress(stream, clock)
    clock.now += 2
    for _ in progress.counted(range(5), "Sider", 5):
        clock.now += 0.06
    assert lines(stream) == ["Sider: 0 / 5 …", "Sider: 2 / 5 …", "Sider: 4 / 5 …"]


def test_a_slow_build_tells_its_steps(full, monkeypatch):
    """The plugin tells its steps in the site's language, and takes the line away in the end."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr("mkdocs_meeting_archive.progress._PATIENCE", 0)
    full.build(strict=False)
    told = lines(stream)
    assert told[-1] == ""
    steps = ["Leser dokumentene", "Finner saker som hører sammen", "Lager sider", "Lager søket"]
    seen = [next(i for i, line in enumerate(told) if line.startswith(step)) for step in steps]
    assert seen == sorted(seen)
    assert "Skriver sider" in stream.getvalue()
