"""Pages, search entries and data after any edits: what is kept shows in none of them."""

import datetime as dt
import io
import random
import re
import shutil

import pytest

from builders import NUMBERING, minutes, write
from building import ROOT
from meeting_archive.cache import Cache
from meeting_archive.checking.judge import RecordFiles
from meeting_archive.markup import Converter
from meeting_archive.records.kept import KeptRecords
from mkdocs_meeting_archive.contents import Contents
from mkdocs_meeting_archive.i18n import interface
from mkdocs_meeting_archive.pages import all_pages
from mkdocs_meeting_archive.progress import Progress
from mkdocs_meeting_archive.render import Renderer
from mkdocs_meeting_archive.views.parts import Source
from mkdocs_meeting_archive.work import Work

GOLDEN = ROOT / "tests/golden"
UI = interface("nb")
_CASE = re.compile(r"^## (\w+ \d+/\d+)", re.MULTILINE)


def begin(root, cache, today=dt.date(2021, 12, 31), history=None):
    """Begin a build."""
    converter = Converter(["nl2br", "tables"])
    read = KeptRecords(cache).read
    return Work(
        RecordFiles(root, "meetings", NUMBERING, converter, today, read=read, cache=cache),
        UI,
        "Nordrefjord",
        "",
        (),
        ("Nordrefjord",),
        made_by="these tests",
        history=history or {},
        progress=Progress(io.StringIO(), lambda: 0.0),
    )


def shown(work):
    """Return all that a build shows of the archive."""

    def sources(page):
        return [Source(path, None, work.history.get(path, ())) for path in page.sources]

    contents = Contents(Renderer(UI), work.files.cache, sources, lambda _page: None)
    made = list(contents.make(all_pages(work.context), work.pages))
    work.pages.keep()
    contents.load(made, lambda: None)
    html = {page.address: (page, contents.of(page)) for page in made}
    entries = [
        (each.order, each.digest, each.make()) for each in work.listed_entries(work.files.cache)
    ]
    return html, entries, work.data()


@pytest.fixture
def root(tmp_path):
    """Make an archive of several bodies, with papers of all kinds."""
    for folder in ("samarbeidsutvalget", "fjordraadet"):
        shutil.copytree(GOLDEN / folder / "meetings", tmp_path / "meetings", dirs_exist_ok=True)
    return tmp_path


class Editor:
    """Somebody who edits records, without much sense."""

    def __init__(self, root, seed):
        self.root = root
        self.chance = random.Random(seed)

    def edit(self):
        """Do one thing or another."""
        ways = (
            self.say, self.mention, self.postpone, self.retitle, self.add, self.take_away,
            self.note, self.withhold, self.draft, self.redate,
        )  # fmt: skip
        self.chance.choice(ways)()

    def some(self):
        """Return one of the papers."""
        return self.chance.choice(sorted((self.root / "meetings").rglob("*.md")))

    def some_case(self):
        """Return the number of one of the cases, as it is printed somewhere."""
        texts = (path.read_text("utf-8") for path in (self.root / "meetings").rglob("*.md"))
        found = {number for text in texts for number in _CASE.findall(text)}
        return self.chance.choice(sorted(found))

    def change(self, pattern, new):
        """Change the first that fits in one of the papers."""
        path = self.some()
        text = path.read_text("utf-8")
        path.write_text(re.sub(pattern, new, text, count=1, flags=re.MULTILINE), "utf-8")

    def say(self):
        self.change(r"\Z", f"\nDet ble også sagt noe om broer, {self.chance.random()}.\n")

    def mention(self):
        self.change(r"\Z", f"\nJf. {self.some_case()} og vedlegg 1 til forrige møte.\n")

    def postpone(self):
        self.change(r"^(\**Vedtak:?\**) .*", r"\1 Saken utsettes til neste møte.")

    def retitle(self):
        self.change(r"^(## \w+ \d+/\d+) .*", rf"\1 Ny gangbro {self.chance.randrange(9)}")

    def add(self):
        month, number = self.chance.randrange(1, 13), self.chance.randrange(50, 90)
        day = f"2021-{month:02}-1{self.chance.randrange(10)}"
        body = f"## SU {number}/21 Gangbroen igjen\n\nUtsatt fra forrige møte.\n\nVedtak: Vedtas."
        write(self.root, {f"su/{day}/protokoll.md": minutes(body, day=day)})

    def take_away(self):
        for path in (self.root / "meetings/su").glob("*/protokoll.md"):
            if "Gangbroen igjen" in path.read_text("utf-8"):
                path.unlink()
                break

    def note(self):
        other, topic = self.some_case(), self.chance.choice(["Broer", "broer", "BROER"])
        self.change(
            r"\A---\n(?!saker)((?:(?!saker:).*\n)+?)---\n",
            rf"---\n\1saker:\n  {other}: {{tema: [{topic}], merknad: Se kartet.}}\n---\n",
        )

    def withhold(self):
        self.change(r"\A---\n", "---\nunntatt: offl. § 13\n")

    def draft(self):
        self.change(r"\A---\n", "---\nkladd: ja\n")

    def redate(self):
        self.change(r"^dato: .*\n", f"dato: 2021-02-0{self.chance.randrange(1, 9)}\n")


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_all_is_as_made_from_nothing(root, seed, tmp_path):
    """Whatever was kept of the builds before, of this archive and of others that it has been."""
    editor = Editor(root, seed)
    for _ in range(10):
        editor.edit()
        warm = shown(begin(root, Cache(tmp_path / "cache.db")))
        assert warm == shown(begin(root, Cache(None)))


def test_what_does_not_differ_is_not_made_again(root, tmp_path):
    """Of all pages of things only those are made that show what was changed, or lead there."""
    shown(begin(root, Cache(tmp_path / "cache.db")))
    minutes_ = root / "meetings/su/2021-02-04/protokoll.md"
    minutes_.write_text(minutes_.read_text("utf-8") + "\nDet ble sagt.\n", "utf-8")
    work = begin(root, Cache(tmp_path / "cache.db"))
    pages = [each for each in all_pages(work.context) if each.own]
    made = []

    def note_made(each):
        def tell(notes):
            made.append(each.own)
            return each.make(notes)

        return tell

    for each in pages:
        work.pages.value(each.own, note_made(each))
    assert "document su/2021-02-04/protokoll" in made
    assert len(made) < len(pages) / 2


def test_another_day_makes_again_what_tells_of_the_day(root, tmp_path):
    """An agreement is in force on one day and not on the next."""
    cache = tmp_path / "cache.db"
    for day in (dt.date(2021, 1, 1), dt.date(2024, 1, 1), dt.date(2021, 3, 1)):
        warm = shown(begin(root, Cache(cache), day))
        assert warm == shown(begin(root, Cache(None), day))


def test_a_topic_goes_by_its_usual_spelling_everywhere(root, tmp_path):
    """Where another case makes another spelling the usual one, all its cases show that."""
    cache = tmp_path / "cache.db"
    for number, topic in enumerate(("broer", "Broer", "broer"), start=50):
        day = f"2021-09-{number - 40}"
        front = f"saker:\n  SU {number}/21: {{tema: [{topic}]}}\n"
        body = f"## SU {number}/21 Sak\n\nVedtak: Vedtas."
        write(root, {f"su/{day}/protokoll.md": minutes(body, front, day=day)})
        warm = shown(begin(root, Cache(cache)))
        assert warm == shown(begin(root, Cache(None)))


def test_a_page_tells_how_its_records_were_changed_last(root, tmp_path):
    """A commit alone, of a record that is as it was, changes the foot of its pages."""
    cache = tmp_path / "cache.db"
    path = "meetings/su/2021-02-04/protokoll.md"
    for change in (
        (),
        ((dt.date(2021, 5, 5), "Rettet"),),
        ((dt.date(2021, 6, 6), "Rettet igjen"),),
    ):
        warm = shown(begin(root, Cache(cache), history={path: change}))
        assert warm == shown(begin(root, Cache(None), history={path: change}))


@pytest.mark.parametrize("guess", [None, (), (("om/", "Om", "<p>Om arkivet</p>"),)])
def test_whatever_pages_the_index_is_begun_with_it_is_of_those_that_are(root, guess):
    """A right guess, a wrong one and none come to the same files."""
    pages = (("om/", "Om", "<p>Om arkivet</p>"),)
    plain = dict(begin(root, Cache(None)).index(None, lambda: pages, Cache(None)))
    work = begin(root, Cache(None))
    cache = Cache(root / "cache.db")
    assert dict(work.index(guess, lambda: pages, cache)) == plain
    assert dict(work.index(guess, tuple, cache)) != plain
