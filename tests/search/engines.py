"""The searches that are measured: each is asked a question and gives addresses, best first."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Error, Page, sync_playwright

from browser.conftest import FLAGS, serve
from meeting_archive.dates import spell
from search.labelled_archive import Case, LabelledArchive, Meeting
from search.labels import Question
from search.vocabulary import BODIES

Ask = Callable[[Question], list[str]]

PATIENCE = 20_000
"""Milliseconds that an answer may take."""
_PAGE_OF_HITS = 20

_ANSWERED = """question => {
  const answer = document.querySelector("#ma-answer");
  return answer && ["done", "failed"].includes(answer.dataset.state)
    && answer.dataset.question === question;
}"""
_HITS = """() => ({
  state: document.querySelector("#ma-answer").dataset.state,
  hits: [...document.querySelectorAll("#ma-answer ol.ma-hits > li a.ma-hit__link")]
    .map(a => a.href),
  total: Number(document.querySelector("#ma-answer-status")?.dataset.total ?? 0),
})"""


def build_site(config_file: Path, site: Path) -> None:
    """Build a site as `mkdocs build` does."""
    config = load_config(str(config_file), site_dir=str(site))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """Open the system's Chromium, with no window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder; gives its address."""
    server = serve(site)
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def site_search(page: Page, base: str) -> Ask:
    """Return the search of the site itself, asked by its address."""

    def one(question: Question, number: int) -> tuple[list[str], int]:
        address = question.address + (f"&side={number}" if number > 1 else "")
        page.goto(f"{base}sok/?{address}")
        page.wait_for_function(_ANSWERED, arg=question.words, timeout=PATIENCE)
        found = page.evaluate(_HITS)
        if found["state"] == "failed":
            return ["(no answer: the search says that it failed)"], 0
        return [_thing(hit) for hit in found["hits"]], found["total"]

    def ask(question: Question) -> list[str]:
        try:
            hits, total = one(question, 1)
            if total > _PAGE_OF_HITS:
                hits += one(question, 2)[0]
        except Error as error:
            return [f"(no answer: {str(error).splitlines()[0]})"]
        return hits

    return ask


def _thing(address: str) -> str:
    """Return the page that a hit leads to, without the place on it."""
    return urlsplit(address).path.lstrip("/")


# What comes with the theme: its worker is given the index, and is asked as its page asks it.
_LOAD_WORKER = """async () => {
  const options = JSON.parse(document.querySelector("#__config").textContent);
  const index = await (await fetch("/search/search_index.json")).json();
  window.worker = new Worker(new URL(options.search, location.href));
  window.tell = message => new Promise(done => {
    window.worker.onmessage = event => done(event.data);
    window.worker.postMessage(message);
  });
  await tell({ type: 0, data: { ...index, options: { suggest: false } } });
}"""
_ASK_WORKER = """async words =>
  (await tell({ type: 2, data: words })).data.items.map(group => group[0].location)"""


def material_search(page: Page, base: str) -> Ask:
    """Return the theme's built-in search; it knows no filters."""
    page.goto(base)
    page.evaluate(_LOAD_WORKER)

    def ask(question: Question) -> list[str]:
        if not question.words:
            return []
        return [_thing(location) for location in page.evaluate(_ASK_WORKER, question.words)]

    return ask


def _case_page(meeting: Meeting, case: Case) -> str:
    body = BODIES[meeting.body]
    met = f"{body}, {spell(meeting.date)} ({meeting.date:%d.%m.%Y}). Utfall: {case.outcome}."
    parts = (case.item, case.presentation, case.proposal, case.discussion, case.decision)
    return "\n\n".join((f"# {case.printed} {case.title}", met, *filter(None, parts), ""))


def write_for_material(archive: LabelledArchive, root: Path) -> Path:
    """Write a site of one page a case, at the case's address, with the theme's own search."""
    for meeting in archive.meetings:
        for case in meeting.cases:
            path = root / "docs" / f"{case.number.address.rstrip('/')}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_case_page(meeting, case), encoding="utf-8")
    (root / "docs" / "index.md").write_text("# Skarvregionens møtearkiv\n", encoding="utf-8")
    config = {
        "site_name": "Skarvregionens møtearkiv",
        "theme": {"name": "material", "language": "nb", "font": False},
        "plugins": [{"search": {"lang": "no"}}],
        "nav": [{"Forside": "index.md"}],
        "validation": {"nav": {"omitted_files": "ignore"}},
    }
    file = root / "mkdocs.yml"
    file.write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")  # YAML holds JSON
    return file
