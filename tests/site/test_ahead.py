"""A preview shows a saved record's own pages at once, and builds the whole when it is quiet."""

from itertools import count
from types import SimpleNamespace

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from mkdocs_meeting_archive import plugin as plugin_module
from mkdocs_meeting_archive.output import Output, SiteFile

PATH = "meetings/su/2021-03-04/protokoll.md"
FERRY = "## SU 05/21 Ny ferge\n\nVedtak: Saken vedtas."
QUAY = FERRY.replace("vedtas", "vedtas, og kaia rives")
OWN = ("saker/su/2021/5/", "moter/su/2021-03-04/", "moter/su/2021-03-04/protokoll/")
LIST = "vedtak/2021/"
"""A page that shows the decision and is not the record's own."""
TOOK = 10.0


class Timer:
    """Waits until it is told that time is up."""

    def __init__(self, seconds, action):
        self.seconds, self.action, self.state = seconds, action, "made"

    def start(self):
        self.state = "waiting"

    def cancel(self):
        self.state = "cancelled"


class Preview:
    """What MkDocs' server does, without a server: it builds when it is told that files changed."""

    def __init__(self, archive):
        self.archive, self.wholes, self.watched = archive, 0, []
        self.whole()
        server = SimpleNamespace(watch=self.watched.append, builder=self.whole)
        config = self.config
        self.server = config.plugins.on_serve(server, config=config, builder=self.whole)

    def whole(self):
        self.wholes += 1
        root = self.archive.root
        self.config = config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"))
        if self.wholes == 1:
            config.plugins.on_startup(command="serve", dirty=False)
        build(config)

    def saved(self, body=FERRY, **minutes):
        """Save the minutes and let the server see it; return how often the whole was built."""
        self.archive.minutes(body, **minutes)
        return self.changed()

    def changed(self):
        before = self.wholes
        self.server.builder()
        return self.wholes - before

    def close(self):
        self.config.plugins.on_shutdown()


@pytest.fixture
def timers(monkeypatch):
    """Take control of time: builds take ten seconds, and waiting ends when it is told to."""
    made = []

    def timer(seconds, action):
        made.append(Timer(seconds, action))
        return made[-1]

    times = count(0, TOOK)
    clock = SimpleNamespace(monotonic=lambda: float(next(times)))
    monkeypatch.setattr(plugin_module, "time", clock)
    monkeypatch.setattr(plugin_module, "threading", SimpleNamespace(Timer=timer))
    return made


@pytest.fixture
def preview(archive, timers):
    """Preview an archive with one meeting."""
    archive.minutes(FERRY)
    begun = Preview(archive)
    yield begun
    begun.close()


def test_a_saved_record_is_shown_at_once(preview):
    """Its pages are new, and no others are made."""
    assert preview.saved(QUAY) == 0
    for address in OWN:
        text = preview.archive.text(address)
        assert ("kaia rives" in text) == (address != "moter/su/2021-03-04/"), address
    assert "kaia rives" not in preview.archive.text(LIST)


def test_the_pages_are_those_of_a_whole_build(preview):
    """Byte for byte, where only a text has changed."""
    preview.saved(QUAY)
    ahead = {address: preview.archive.text(address) for address in OWN}
    preview.whole()
    assert {address: preview.archive.text(address) for address in OWN} == ahead
    assert "kaia rives" in preview.archive.text(LIST)


def test_the_whole_follows_when_nothing_is_saved_for_as_long_as_it_takes(preview, timers):
    """A record that is saved meanwhile is shown, and the waiting begins anew."""
    preview.saved(QUAY)
    first = timers[-1]
    assert (first.seconds >= TOOK, first.state) == (True, "waiting")
    preview.saved(QUAY.replace("kaia", "moloen"))
    second = timers[-1]
    assert (first.state, second.state) == ("cancelled", "waiting")
    marker = preview.archive.root / preview.watched[-1]
    before = marker.stat().st_mtime_ns
    second.action()
    assert marker.stat().st_mtime_ns > before
    assert preview.changed() == 1
    assert "moloen rives" in preview.archive.text(LIST)


def test_what_was_shown_and_taken_back_is_not_left(preview):
    """The whole that follows has what was saved last, though it is what the whole had before."""
    preview.saved(QUAY)
    preview.archive.minutes(FERRY)
    preview.whole()
    for address in OWN:
        assert "kaia rives" not in preview.archive.text(address)


@pytest.mark.parametrize(
    ("front_matter", "body"),
    [
        ("stad: Nes", FERRY),
        ("", f"{FERRY}\n\n## SU 06/21 Ny bru\n\nVedtak: Saken vedtas."),
        ("", FERRY.replace("05/21", "07/21")),
        ("kladd: ja", QUAY),
        ("publiseres: 2031-01-01", QUAY),
        ("unntatt: offl. § 13", QUAY),
        ("saker:\n  SU 05/21:\n    unntatt: offl. § 13", QUAY),
        ("tema: [kaier]", QUAY),
        ("møte: ekstra", QUAY),
    ],
)
def test_the_whole_is_built_at_once_where_other_pages_change(preview, front_matter, body):
    """Where there are errors, or pages come or go, or more or less is withheld."""
    assert preview.saved(body, front_matter=front_matter) == 1


def test_what_is_withheld_is_nowhere_when_it_was_saved(preview):
    """In no page that was made before either."""
    preview.saved(FERRY.replace("ferge", "hemmelig ferge"))
    assert "hemmelig ferge" in preview.archive.all_text()
    preview.saved(FERRY.replace("ferge", "hemmelig ferge"), front_matter="unntatt: offl. § 13")
    assert "hemmelig ferge" not in preview.archive.all_text()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("meetings/su/2021-05-06/protokoll.md", None),
        ("docs/index.md", "# Arkivet\n"),
        ("meetings/su/2021-03-04/kart.txt", "Kart\n"),
    ],
)
def test_the_whole_is_built_at_once_for_any_other_file(preview, path, text):
    """A new record, a hand-written page, an attachment."""
    preview.saved(QUAY)
    if text is None:
        preview.archive.minutes(FERRY.replace("05", "06"), path=path)
    else:
        preview.archive.write(path, text)
    assert preview.changed() == 1


def test_the_whole_is_built_at_once_where_a_record_is_gone(preview):
    """Its pages are then gone too."""
    (preview.archive.root / PATH).unlink()
    assert preview.changed() == 1
    assert not (preview.archive.root / "site" / OWN[0]).exists()


def test_after_an_error_the_whole_is_built(preview):
    """The error is shown, and goes when it is mended, in the list too."""
    preview.saved(QUAY, front_matter="stad: Nes")
    assert "ukjent nøkkel «stad»" in preview.archive.text(OWN[0])
    assert preview.saved(QUAY) == 1
    assert "stad" not in preview.archive.text(OWN[0])
    assert "kaia rives" in preview.archive.text(LIST)


def test_where_a_build_is_soon_done_nothing_is_shown_ahead_of_it(preview, monkeypatch):
    """A small archive has all its pages anew with each save."""
    monkeypatch.setattr(plugin_module.time, "monotonic", lambda: 0.0)
    preview.whole()
    assert preview.saved(QUAY) == 1


def test_where_others_change_pages_the_whole_is_built(archive, timers):
    """Whoever changes the pages of the finished site would not see those that come ahead."""
    archive.write("hook.py", "def on_post_build(config):\n    pass\n")
    config = archive.root / "mkdocs.yml"
    config.write_text(f"{config.read_text(encoding='utf-8')}hooks: [hook.py]\n", encoding="utf-8")
    archive.minutes(FERRY)
    preview = Preview(archive)
    assert preview.saved(QUAY) == 1
    preview.close()


def test_after_a_start_from_the_cache_the_records_are_read_while_nothing_happens(preview, timers):
    """So the first save is shown as soon as the others are, and nothing is built for that."""
    preview.close()
    again = Preview(preview.archive)
    assert timers[-1].state == "waiting"
    assert again.changed() == 0
    assert again.saved(QUAY) == 0
    assert "kaia rives" in again.archive.text(OWN[0])
    again.close()


def test_a_record_saved_before_they_are_read_has_the_whole_built(preview):
    """What it was before is then not known."""
    preview.close()
    again = Preview(preview.archive)
    assert again.saved(QUAY) == 1
    again.close()


def test_a_page_is_whole_at_any_time(tmp_path):
    """Who reads it while it is replaced reads what it was."""
    output = Output(tmp_path / "site")
    page = tmp_path / "site" / "sak" / "index.html"
    output.replace([SiteFile("sak/index.html", "one", lambda: b"before")])
    with page.open("rb") as reading:
        output.replace([SiteFile("sak/index.html", "two", lambda: b"now")])
        assert (reading.read(), page.read_bytes()) == (b"before", b"now")
