"""The pages of invented archives, to the letter, without the theme around them.

With UPDATE_GOLDEN=1 in the environment what is expected is written anew, to be read in the diff.
"""

import datetime as dt
import os
import shutil

import pytest

from builders import NUMBERING
from building import ROOT
from meeting_archive.linking.graph import link
from meeting_archive.linking.texts import LinkedTexts
from meeting_archive.markup import Converter
from meeting_archive.reading import read_archive
from mkdocs_meeting_archive.i18n import interface
from mkdocs_meeting_archive.pages import all_pages
from mkdocs_meeting_archive.render import Renderer
from mkdocs_meeting_archive.views.context import WholeContext
from mkdocs_meeting_archive.views.front import front_view
from mkdocs_meeting_archive.views.parts import Source

GOLDEN = ROOT / "tests/golden"
FOLDERS = sorted(path.name for path in GOLDEN.iterdir() if (path / "meetings").is_dir())


def pages_of(folder):
    """Return the content of every page, by address."""
    today = dt.date(2021, 12, 31)
    reading = read_archive(folder, "meetings", NUMBERING, today=today)
    ui = interface("nb")
    texts = LinkedTexts(reading.archive, Converter(["nl2br", "tables"]))
    graph = link(reading.archive, texts).graph
    context = WholeContext(reading.archive, texts, lambda: graph, ui, lambda: today, "Nordrefjord")
    renderer = Renderer(ui)
    found = {"": renderer.front(front_view(context), "<h1>Nordrefjord</h1>")}
    for page in (each.make({}) for each in all_pages(context)):
        sources = [Source(path, None, ((today, "Lagt inn"),)) for path in page.sources]
        found[page.address] = renderer.page(page, sources)
    return found


@pytest.mark.parametrize("name", FOLDERS)
def test_pages_are_as_they_were_looked_over(name):
    """Every page of an invented archive is, letter by letter, as it was looked over."""
    expected = GOLDEN / name / "pages"
    pages = pages_of(GOLDEN / name)
    if os.environ.get("UPDATE_GOLDEN") == "1":
        shutil.rmtree(expected, ignore_errors=True)
        for address, html in pages.items():
            (expected / address).mkdir(parents=True, exist_ok=True)
            (expected / address / "index.html").write_text(html, encoding="utf-8")
    held = {
        path.relative_to(expected).as_posix().removesuffix("index.html"): path.read_text("utf-8")
        for path in expected.rglob("index.html")
    }
    assert pages == held
