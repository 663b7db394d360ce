"""What the search costs in archives of 600, 6,000 and 20,000 cases: to build, to load, to use.

`make bench-search` prints each figure with its limit and whether it is met. Building is counted in
seconds of processor time. Questions are asked by their address, in a browser that has nothing
cached, over an emulated 4G connection; the first result is there when a hit stands on the page.
"""

import argparse
import datetime as dt
import json
import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock
from urllib.parse import unquote_plus

sys.path.insert(0, str(Path(__file__).parents[1]))  # run by its path, as the other benchmarks are

from host import served
from network import FOUR_G, UNLIMITED, Connection, Traffic, phone
from playwright.sync_api import Browser, Page, sync_playwright
from search_questions import Question, Questions, questions
from synthetic_archive import BODIES, MUNICIPALITIES, cases, write

from browser.conftest import FLAGS
from building import build_site
from meeting_archive.search.entries import Listed
from meeting_archive.search.kept import KeptFiles
from meeting_archive.spreading import Aside
from mkdocs_meeting_archive import published, work
from mkdocs_meeting_archive.pages import made
from mkdocs_meeting_archive.views.search import search_page

SIZES = (600, 6_000, 20_000)
LARGEST_WHOLE = 6_000
"""Of a larger archive only the search is built, unless more is asked for."""
BUILD_LIMIT = 15.0
BUILD_LIMIT_AT = 6_000
BYTES_LIMIT = 300.0
FIRST_LIMIT = 1.5
KEYSTROKE_LIMIT = 50.0
PATIENCE = 60_000

# Tells in `benched` when the first hit stood on the page, and how long each letter took.
SCRIPT = """
  window.benched = { first: null, state: null, letters: [] };
  let typed = null;
  const look = () => {
    const answer = document.querySelector("#ma-answer");
    if (!answer || !["done", "failed"].includes(answer.dataset.state)) return;
    benched.state = answer.dataset.state;
    if (answer.querySelector("ol.ma-hits > li")) benched.first ??= performance.now();
    if (typed && answer.dataset.question === typed.text) {
      benched.letters.push(performance.now() - typed.at);
      typed = null;
    }
  };
  const what = { subtree: true, childList: true, attributeFilter: ["data-state", "data-question"] };
  new MutationObserver(look).observe(document, what);
  const listen = (event) => { typed = { text: event.target.value.trim(), at: event.timeStamp }; };
  document.addEventListener("input", listen, true);
"""
FIELD = "#ma-search-text"


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured, with what it may be at most."""

    cases: int
    what: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def met(self) -> bool | None:
        return None if self.limit is None else self.value <= self.limit

    def __str__(self) -> str:
        shown = f"{self.value:,.0f}" if self.value >= 100 else f"{self.value:.2f}"
        told = f"{self.cases:7,}  {self.what:52} {shown:>9} {self.unit:7}"
        if self.limit is None:
            return told.rstrip()
        return f"{told} at most {self.limit:g}: {'met' if self.met else 'NOT MET'}"


@dataclass(frozen=True, slots=True)
class Built:
    """What building a site took, in seconds of processor time, and the index that it has."""

    whole: float
    index: float
    unchanged: float
    """The index in the next build, of entries that are as they were."""
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question took until its first hit."""

    name: str
    asked: str
    seconds: float
    kilobytes: float


def build(root: Path, count: int, *, whole: bool) -> Built:
    """Build the site of an archive below `root`, or of it only what searching takes."""
    write(root, count)
    _configure(root)
    first, took = _timed_build(root, whole=whole)
    again, _took = _timed_build(root, whole=whole)
    return Built(took, first.entries + first.index, again.entries + again.index, first.files)


def _timed_build(root: Path, *, whole: bool) -> tuple["_IndexClock", float]:
    """Build the site; return what its index took, and all of it."""
    clock = _IndexClock()
    with ExitStack() as patches:
        patches.enter_context(mock.patch.object(work, "kept_index", clock.kept_index))
        patches.enter_context(mock.patch.object(work, "listed_entries", clock.listed_entries))
        # In this process, where the clock is.
        here = lambda make, *, worth: Aside(make, copied=False)  # noqa: E731
        patches.enter_context(mock.patch.object(published, "aside", here))
        if not whole:
            alone = lambda context: [made(search_page(context))]  # noqa: E731
            patches.enter_context(mock.patch.object(work, "all_pages", alone))
        start = time.process_time()
        build_site(root / "mkdocs.yml", root / "site")
        return clock, time.process_time() - start


class _IndexClock:
    """Stands where the site makes its index, and takes the time."""

    def __init__(self) -> None:
        self._kept_index = work.kept_index
        self._listed_entries = work.listed_entries
        self.entries = self.index = 0.0
        self.files: Mapping[str, bytes] = {}

    def kept_index(self, *given: Any) -> KeptFiles:
        start = time.perf_counter()
        files = self._kept_index(*given)
        self.index = time.perf_counter() - start
        self.files = dict(files)
        return files

    def listed_entries(self, *given: Any) -> list[Listed]:
        start = time.perf_counter()
        found = list(self._listed_entries(*given))
        self.entries = time.perf_counter() - start
        return found


def _configure(root: Path) -> None:
    config = {
        "site_name": "Fjordregionens møtearkiv",
        "site_url": "https://arkiv.example/",
        "theme": {"name": "material", "language": "nb", "font": False},
        "plugins": [
            {
                "meeting-archive": {
                    "bodies": [{"key": key, "name": name} for key, name in BODIES.items()],
                    "municipalities": list(MUNICIPALITIES),
                }
            }
        ],
    }
    # JSON is YAML too.
    (root / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text("# Arkivet\n", encoding="utf-8")


def ask_cold(browser: Browser, site: str, question: Question, *, trace: bool = False) -> Asked:
    """Ask a question in a browser that was never there."""
    with phone(browser, FOUR_G, SCRIPT) as (page, traffic):
        page.goto(f"{site}sok/?{question.address}", wait_until="commit")
        first = _first_hit(page, question) / 1000
        if trace:
            _print_requests(traffic)
        size = traffic.bytes_before(1000 * first) / 1000
        return Asked(question.name, unquote_plus(question.address), first, size)


def _first_hit(page: Page, question: Question) -> float:
    page.wait_for_function("benched.first !== null || benched.state !== null", timeout=PATIENCE)
    # What is yet to be told of has come all the same.
    page.wait_for_timeout(200)
    first = page.evaluate("benched.first")
    if first is None:
        raise SystemExit(f"{question.name}: nothing found for «{question.address}»")
    return float(first)


def type_on(
    browser: Browser, site: str, words: Iterable[str], connection: Connection, *, twice: bool
) -> list[float]:
    """Type words, each letter by letter after its third, and return what each letter took.

    The page has answered the first three letters before. With `twice` all is typed, deleted and
    typed again, and only the second time counts: then all files are there.
    """
    took: list[float] = []
    for word in words:
        with phone(browser, connection, SCRIPT) as (page, _traffic):
            page.goto(f"{site}sok/?{Question('', word[:3]).address}")
            page.wait_for_function("benched.state !== null", timeout=PATIENCE)
            for _ in range(2 if twice else 1):
                page.fill(FIELD, word[:3])
                page.wait_for_timeout(1_000)
                page.evaluate("benched.letters = []")
                for number, letter in enumerate(word[3:], start=1):
                    page.type(FIELD, letter)
                    page.wait_for_function(f"benched.letters.length >= {number}", timeout=PATIENCE)
            took += page.evaluate("benched.letters")
    return took


def _print_requests(traffic: Traffic) -> None:
    for request in traffic.requests.values():
        arrived = request.arrived or [(request.asked, 0)]
        asked, came = (1000 * (t - traffic.start) for t in (request.asked, arrived[-1][0]))
        size = sum(size for _when, size in arrived)
        print(f"    {asked:6.0f} – {came:6.0f} ms {size:8,} B  {request.address}")


def index_figures(count: int, built: Built, *, whole: bool) -> Iterator[Figure]:
    """Yield what the index takes to build and to keep."""
    limit = BUILD_LIMIT if count <= BUILD_LIMIT_AT else None
    size = sum(map(len, built.files.values())) / 1_000_000
    yield Figure(count, "index, from nothing", built.index, "s", limit)
    yield Figure(count, "index, when nothing changed", built.unchanged, "s")
    yield Figure(count, "index, size", size, "MB")
    yield Figure(count, "index, files", len(built.files), "")
    if whole:
        yield Figure(count, "the whole site", built.whole, "s")
        yield Figure(count, "the index's share of it", 100 * built.index / built.whole, "%")


def search_figures(
    count: int, browser: Browser, site: str, asked: Questions, repeat: int, *, trace: bool
) -> Iterator[Figure]:
    """Yield what asking takes."""
    cold = [_typical(browser, site, each, repeat, trace=trace) for each in asked.plain]
    for each in cold:
        print(f"    {each.seconds:5.2f} s {each.kilobytes:4.0f} kB  {each.name}: {each.asked}")
    seconds, size = [each.seconds for each in cold], [each.kilobytes for each in cold]
    yield Figure(count, "first result on 4G, median", median(seconds), "s", FIRST_LIMIT)
    yield Figure(count, "first result on 4G, worst", max(seconds), "s", FIRST_LIMIT)
    yield Figure(count, "loaded for it, median", median(size), "kB", BYTES_LIMIT)
    yield Figure(count, "loaded for it, worst", max(size), "kB", BYTES_LIMIT)
    right = _typical(browser, site, asked.right, repeat)
    wrong = _typical(browser, site, asked.mistyped, repeat, trace=trace)
    yield Figure(count, "first result of a mistyped word", wrong.seconds, "s", FIRST_LIMIT)
    yield Figure(count, "loaded for it", wrong.kilobytes, "kB", BYTES_LIMIT)
    yield Figure(count, "the mistake's own cost", wrong.seconds - right.seconds, "s")
    yield Figure(count, "loaded for the mistake", wrong.kilobytes - right.kilobytes, "kB")
    there = type_on(browser, site, asked.typed, UNLIMITED, twice=True)
    yield Figure(count, "a letter more, median", median(there), "ms", KEYSTROKE_LIMIT)
    yield Figure(count, "a letter more, worst", max(there), "ms", KEYSTROKE_LIMIT)
    fetched = type_on(browser, site, asked.typed, FOUR_G, twice=False)
    yield Figure(count, "a letter more on 4G with what it loads, median", median(fetched), "ms")
    yield Figure(count, "a letter more on 4G with what it loads, worst", max(fetched), "ms")


def _typical(
    browser: Browser, site: str, question: Question, repeat: int, *, trace: bool = False
) -> Asked:
    """Ask a question some times over; return the time in the middle."""
    asked = [ask_cold(browser, site, question) for _ in range(repeat - 1)]
    asked.append(ask_cold(browser, site, question, trace=trace))
    return sorted(asked, key=lambda each: each.seconds)[(len(asked) - 1) // 2]


def measure(count: int, browser: Browser, options: argparse.Namespace) -> Iterator[Figure]:
    """Yield all figures of an archive of one size."""
    whole = options.whole or count <= LARGEST_WHOLE
    with tempfile.TemporaryDirectory() as folder:
        built = build(Path(folder), count, whole=whole)
        yield from index_figures(count, built, whole=whole)
        with served(Path(folder) / "site") as site:
            asked = questions(cases(count))
            yield from search_figures(
                count, browser, site, asked, options.repeat, trace=options.trace
            )


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, nargs="+", default=SIZES, help="sizes of archives")
    parser.add_argument("--repeat", type=int, default=3, help="how often each question is asked")
    parser.add_argument("--whole", action="store_true", help="build whole sites of any size")
    parser.add_argument("--trace", action="store_true", help="print what each question loads")
    parser.add_argument("--json", type=Path, help="a file to write the figures to")
    options = parser.parse_args()
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    figures = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for count in options.cases:
            for figure in measure(count, browser, options):
                print(figure, flush=True)
                figures.append(figure)
        browser.close()
    if options.json:
        told = {
            "measured": dt.datetime.now(dt.UTC).date().isoformat(),
            "figures": [{**asdict(figure), "met": figure.met} for figure in figures],
        }
        options.json.write_text(json.dumps(told, indent=2, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
