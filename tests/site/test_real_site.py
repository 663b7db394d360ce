"""The site of the real records."""

import itertools
import json
import re
from urllib.parse import unquote, urljoin, urlsplit

import jsonschema
import pytest
from bs4 import BeautifulSoup

from building import ROOT

PROGRAM = "programmer/2017-03-23-felles-formannskapssamling/"
AGREEMENT = (
    "avtaler/2017-avtale-mellom-trondheim-kommune-og-trondheimsregionen-om-samarbeid-om-"
    "naeringsutvikling/"
)
DOCUMENTS = {
    "moter/au/innkalt-2017-02-01/innkalling/": "au/innkalt-2017-02-01/innkalling.md",
    "moter/au/2016-12-07/protokoll/": "au/2016-12-07/protokoll.md",
    PROGRAM: "au/innkalt-2017-02-01/program.md",
    "moter/au/innkalt-2017-02-01/invitasjon/": "au/innkalt-2017-02-01/invitasjon.md",
    AGREEMENT: "au/innkalt-2017-02-01/avtale.md",
}


def read(site, address):
    return BeautifulSoup((site / address / "index.html").read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def pages(real_site):
    """Every HTML page of the site, parsed, by its path."""
    return {
        path.relative_to(real_site).as_posix(): BeautifulSoup(
            path.read_text("utf-8"), "html.parser"
        )
        for path in sorted(real_site.rglob("*.html"))
    }


@pytest.mark.parametrize(
    "address",
    [
        "", "moter/", "moter/au/", "moter/au/2016-12-07/", "moter/au/innkalt-2017-02-01/",
        "saker/", "saker/au/", "saker/au/2016/", "saker/au/2017/", "vedtak/", "vedtak/2016/",
        "avtaler/", "programmer/", "tema/", "tema/interreg/", "data/", *DOCUMENTS,
        *(f"saker/au/2016/{number}/" for number in range(34, 44)),
        *(f"saker/au/2017/{number}/" for number in range(1, 9)),
    ],
)  # fmt: skip
def test_every_permanent_address_has_its_page(real_site, address):
    """The addresses that the archive promises are there."""
    assert (real_site / address / "index.html").is_file()


def test_no_link_is_broken(pages, real_site):
    """Every internal link, anchor, image, script and style leads to something in the site."""
    ids = {path: {tag["id"] for tag in page.find_all(id=True)} for path, page in pages.items()}
    broken = []
    for path, page in pages.items():
        if path == "404.html":  # its addresses count from the root of the published site
            continue
        for tag in page.find_all(["a", "link", "script", "img"]):
            target = tag.get("href") or tag.get("src")
            if not target or target.startswith(("http:", "https:", "mailto:", "data:")):
                continue
            url = urlsplit(urljoin(f"https://site.example/{path}", target))
            found = unquote(url.path).lstrip("/")
            found = f"{found}index.html" if not found or found.endswith("/") else found
            fragment = unquote(url.fragment)
            anchors = ids.get(found, {fragment})  # a file that is no page has none to check
            if not (real_site / found).is_file() or (fragment and fragment not in anchors):
                broken.append((path, target))
    assert broken == []


def test_each_page_has_one_heading_of_the_first_level(pages):
    """A page has one h1, a main landmark and a skip link."""
    for path, page in pages.items():
        assert len(page.find_all("h1")) == 1, path
        assert page.find("main"), path
        if path != "404.html":
            assert page.select_one("a.md-skip"), path


def test_headings_skip_no_level(pages):
    """Readers who go by headings find no gap below the title."""
    for path, page in pages.items():
        levels = [int(tag.name[1]) for tag in page.find("main").find_all(re.compile("^h[1-6]$"))]
        steps = [(a, b) for a, b in itertools.pairwise(levels) if b > a + 1]
        assert steps == [], path


def test_no_id_stands_twice(pages):
    """An anchor leads to one place."""
    for path, page in pages.items():
        ids = [tag["id"] for tag in page.find("main").find_all(id=True)]
        assert len(ids) == len(set(ids)), path


def test_the_navigation_holds_the_sections_only(pages):
    """A case page names no other case in its navigation."""
    page = pages["saker/au/2016/43/index.html"]
    links = {a.get("href") for a in page.select("nav.md-nav--primary a, nav.md-tabs a")}
    assert not any("saker/au" in (link or "") for link in links)
    assert any((link or "").endswith("../../saker/") or link == "../../../" for link in links)


@pytest.mark.parametrize("address", DOCUMENTS)
def test_a_document_is_shown_whole_in_its_own_words(real_site, address):
    """The words of the record's body, in order, are those of its page."""
    record = (ROOT / "meetings" / DOCUMENTS[address]).read_text(encoding="utf-8")
    body = record.split("\n---\n", 1)[1]
    document = read(real_site, address).select_one(".ma-document")
    for ours in document.select(".ma-to-case"):
        ours.decompose()
    assert re.findall(r"\w+", document.get_text(" ")) == re.findall(r"\w+", body)
    assert document["lang"] == "nb"


def test_a_case_shows_the_decision_beside_the_lack_of_a_proposal(real_site):
    """AU 36/16 has a decision, and the archive holds no proposal for it."""
    text = read(real_site, "saker/au/2016/36/").find("main").get_text(" ", strip=True)
    assert "Saken diskutert, med følgende konklusjoner:" in text
    assert "Arkivet har ikke noe forslag til vedtak" in text
    assert "drøftet" in text


def test_a_case_that_only_a_notice_knows_is_not_yet_minuted(real_site):
    """AU 04/17 shows its proposal, no outcome, and that the minutes are not in the archive."""
    main = read(real_site, "saker/au/2017/4/").find("main")
    text = main.get_text(" ", strip=True)
    assert "ikke protokollført" in text
    assert "Protokoll finnes ikke i arkivet." in text
    assert "Saken tas til orientering." in text
    assert main.select(".ma-badge--noted") == []


def test_a_misprinted_number_stays_visible(real_site):
    """AU 39/16 tells that it is printed as RF 39/16, and the editors' note is set apart."""
    main = read(real_site, "saker/au/2016/39/").find("main")
    assert "trykt som «RF 39/16»" in main.get_text(" ", strip=True)
    assert "Kilden skriver «RF 39/16»" in main.select_one(".ma-notes").get_text()


def test_absence_is_not_emptiness(real_site):
    """The minutes leave Forfall empty: that is "ikke oppgitt", and not "ingen"."""
    people = read(real_site, "moter/au/2016-12-07/").select_one(".ma-facts--people")
    rows = {row.dt.get_text(): row.dd.get_text(strip=True) for row in people.find_all("div")}
    assert rows["Forfall"] == "ikke oppgitt"
    assert rows["Til stede"].startswith("Jon P Husby, Rita Ottervik")


def test_meetings_of_a_body_lead_to_each_other(real_site):
    """The minuted meeting and the one without a date are neighbours."""
    following = read(real_site, "moter/au/2016-12-07/").select_one(".ma-neighbours a[rel=next]")
    assert following["href"] == "../../../moter/au/innkalt-2017-02-01/"
    previous = read(real_site, "moter/au/innkalt-2017-02-01/").select_one("a[rel=prev]")
    assert previous["href"] == "../../../moter/au/2016-12-07/"


def test_an_unknown_date_is_said_to_be_unknown(real_site):
    """The notice states no day for its meeting; the page says so and tells why."""
    facts = read(real_site, "moter/au/innkalt-2017-02-01/").select_one(".ma-facts")
    dated = next(row for row in facts.find_all("div") if row.dt.get_text() == "Dato")
    assert dated.dd.get_text(strip=True) == "ukjent"
    assert "Overskriften har datoen 08.12 2016" in dated.get_text()


def test_a_program_is_a_timetable(real_site):
    """Each day has its sessions, with times that machines can read."""
    page = read(real_site, PROGRAM)
    days = page.select(".ma-timetable")
    assert [len(day.find_all("li")) for day in days] == [13, 16]
    assert days[0].find("time")["datetime"] == "11:30"
    assert page.select_one(".ma-document h2 time")["datetime"] == "2017-03-23"


def test_an_agreement_tells_parties_term_and_deadline(real_site):
    """The agreement's parties, term and deadline stand above its text."""
    facts = read(real_site, AGREEMENT).select_one(".ma-facts").get_text(" ", strip=True)
    assert "Trondheim kommune Trondheimsregionen" in facts
    assert "fra 1. januar 2017 til 31. desember 2017" in facts
    assert "15. november 2017: Ordningen skal evalueres" in facts


def test_every_list_tells_what_it_covers(real_site):
    """A list says from when to when the archive covers it."""
    for address in ("moter/", "saker/", "saker/au/2016/", "vedtak/", "avtaler/", "tema/"):
        assert "Arkivet dekker" in read(real_site, address).find("main").get_text(), address


def test_the_data_fit_their_schema(real_site):
    """archive.json is valid, and holds what the source holds."""
    data = json.loads((real_site / "data/archive.json").read_text(encoding="utf-8"))
    schema = json.loads((real_site / "data/schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(data)
    counts = {name: len(data[name]) for name in ("cases", "meetings", "documents")}
    assert counts == {"cases": 18, "meetings": 2, "documents": 5}
    for kind in ("meetings", "documents", "cases", "agreements", "programs"):
        for each in data[kind]:
            assert (real_site / each["url"] / "index.html").is_file()


def test_the_repository_names_no_tool_or_path_of_a_machine():
    """The lock file has hashes, and no address of an index."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "--hash=sha256:" in lock
    assert "://" not in lock
