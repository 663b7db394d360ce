"""The search page without its script, the search box of every page, and what browsers are told."""

import json
import re
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from building import CONFIG

PUBLISHED = re.compile("assets/meeting-archive/search/(?!search.css)")
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
VEI = "## SU 01/21 Vei\n\nVedtak: Saken utsettes."


def page_of(archive, address):
    return BeautifulSoup(archive.text(address), "html.parser")


def settings_of(page):
    return json.loads(page.find(id="ma-search-settings").string)


def test_without_javascript_there_is_a_form_that_says_why_and_the_lists(archive):
    """The page is of use as it comes: a form, a reason, and lists that can be followed."""
    archive.minutes(VEI).build()
    page = page_of(archive, "sok/")
    form = page.select_one("form#ma-search")
    assert (form["role"], form["method"], form["action"]) == ("search", "get", "../sok/")
    field = form.find("input", attrs={"name": "q"})
    assert page.find("label", attrs={"for": field["id"]}).get_text()
    assert "JavaScript" in page.main.find("noscript").get_text()
    lists = [a["href"] for a in page.select("#ma-lists a")]
    assert lists == [
        f"../{name}/"
        for name in ("moter", "saker", "vedtak", "utsatte", "avtaler", "programmer", "tema")
    ]
    assert page.find(id="ma-answer")["data-state"] == "idle"
    assert "Arkivet dekker 4. mars 2021." in page.find(id="ma-lists").get_text()


def test_the_examples_are_of_this_archive(archive):
    """What the page suggests to ask for is there to be found."""
    archive.minutes(VEI, front_matter="tema: [Å & ø]").build()
    hints = [(a["href"], a.get_text()) for a in page_of(archive, "sok/").select("#ma-hints a")]
    assert hints == [
        ("?q=SU%2001/21", "SU 01/21"),
        ("?q=4.%20mars%202021", "4. mars 2021"),
        ("?q=%C3%85%20%26%20%C3%B8", "Å & ø"),
    ]


def test_every_outcome_has_a_badge_to_copy(archive):
    """The script finds word and shape by the outcome's id, in Norwegian letters and in ASCII."""
    archive.build()
    page = page_of(archive, "sok/")
    badges = {each["data-outcome"]: each for each in page.find_all("template")}
    assert badges["utsatt"].get_text(strip=True) == "utsatt"
    assert badges["utsatt"].find("svg")
    assert {"drøftet droftet", "uklassifisert", "sendt-tilbake"} <= set(badges)
    facets = {facet["key"]: facet["values"] for facet in settings_of(page)["facets"]}
    assert len(facets["utfall"]) == len(badges)


def test_the_settings_cannot_break_out_of_their_script(archive):
    """A topic that looks like the end of a script is data."""
    hostile = '"tema: [\\"</script><script>alert(1)</script>\\"]"'
    archive.minutes(VEI, front_matter=json.loads(hostile)).build(strict=False)
    page = page_of(archive, "sok/")
    topics = next(f for f in settings_of(page)["facets"] if f["key"] == "tema")["values"]
    assert topics[0]["label"] == "</script><script>alert(1)</script>"
    assert [tag for tag in page.find_all("script") if tag.get_text().startswith("alert")] == []


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_all_that_the_script_says_is_in_the_pages_language(archive, language):
    """The script has no words of its own; each message comes with the page."""
    archive.write("mkdocs.yml", CONFIG.format(language=language)).build()
    settings = settings_of(page_of(archive, "sok/"))
    assert settings["language"] == language
    retry = {"nb": "Prøv igjen", "nn": "Prøv igjen", "en": "Try again"}
    assert settings["strings"]["retry"] == retry[language]
    assert settings["strings"]["found"][0] == {"en": "%(count)s result"}.get(
        language, "%(count)s treff"
    )


@pytest.mark.parametrize(
    ("address", "root"), [("", "./"), ("saker/su/2021/1/", "../../../../"), ("om/", "../")]
)
def test_every_page_has_the_search_in_its_header(archive, address, root):
    """The box is a plain form; on a phone a link leads to the search; both stand in the header."""
    archive.minutes(VEI).write("docs/om.md", "# Om\n\nOm arkivet.\n").build()
    header = page_of(archive, address).select_one("header.md-header nav")
    form = header.select_one("form.ma-headbox")
    assert (form["role"], form["method"], form["action"]) == ("search", "get", f"{root}sok/")
    assert form.find("label").find("input")["name"] == "q"
    link = header.select_one("a.ma-headbox-link")
    assert link["href"] == f"{root}sok/"
    assert link["aria-label"]
    for path in form["data-ma-ahead"].split():
        assert (archive.root / "site" / path).is_file()


def test_an_answer_need_not_wait_for_the_style(archive):
    """What begins to answer comes before the theme's style, on the search page and no other."""
    archive.minutes(VEI).build()
    head = page_of(archive, "sok/").head
    manifest = head.find("link", href=PUBLISHED)
    script = head.find("script", src=PUBLISHED)
    assert head.find("link", rel="stylesheet") in script.find_all_next("link")
    for address in (manifest["href"], script["src"]):
        assert (archive.root / "site/sok" / address).is_file()
    for address in ("", "saker/su/2021/1/"):
        assert page_of(archive, address).head.find("script", src=True) is None


def test_the_page_that_does_not_exist_leads_to_the_search_too(archive):
    """The 404 page stands at any depth, so its form counts from the root of the site."""
    archive.build()
    form = BeautifulSoup(archive.text("404.html"), "html.parser").select_one("form.ma-headbox")
    assert form["action"] == "/nordvik/sok/"


def test_the_front_page_has_a_search_form(archive):
    """The form on the front page leads to the search with what was written."""
    archive.build()
    form = page_of(archive, "").select_one(".ma-hero form")
    assert (form["method"], form["action"]) == ("get", "./sok/")
    assert form.find("label")["for"] == form.find("input", attrs={"name": "q"})["id"]


def test_a_browser_can_search_the_archive_by_itself(archive):
    """The OpenSearch description names the archive and where to ask; every page links to it."""
    name = 'Møter & <vedtak> i "Nordvik" og på Øya'
    config = CONFIG.format(language="nb").replace("Nordvikregionens møtearkiv", "NAME")
    archive.write("mkdocs.yml", config.replace("NAME", json.dumps(name)))
    archive.minutes(VEI).build()
    described = ET.fromstring(archive.text("opensearch.xml"))
    assert described.find(f"{OPENSEARCH}LongName").text == name
    assert described.find(f"{OPENSEARCH}ShortName").text == "Møter & <vedtak…"
    url = described.find(f"{OPENSEARCH}Url")
    assert url.get("template") == "https://arkiv.example/nordvik/sok/?q={searchTerms}"
    for address, root in (("", "./"), ("saker/su/2021/1/", "../../../../")):
        link = page_of(archive, address).find("link", rel="search")
        assert (link["href"], link["title"]) == (f"{root}opensearch.xml", name)


def test_without_a_public_address_browsers_are_told_nothing(archive):
    """The description takes whole addresses, so without `site_url` it is left out."""
    config = CONFIG.format(language="nb").replace("https://arkiv.example/nordvik/", '""')
    archive.write("mkdocs.yml", config).build()
    assert not (archive.root / "site/opensearch.xml").exists()
    assert page_of(archive, "").find("link", rel="search") is None


def test_the_themes_own_search_is_not_built(archive):
    """There is one search: no index of the theme's, and no box of the theme's."""
    archive.minutes(VEI).build()
    assert not (archive.root / "site/search").exists()
    assert page_of(archive, "").select(".md-search, [for=__search]") == []


def test_a_second_search_is_told_of(archive, caplog):
    """Where mkdocs.yml still has the theme's search, a warning says that it can go."""
    config = CONFIG.format(language="nb").replace("plugins:\n", "plugins:\n  - search\n")
    with pytest.raises(SystemExit):
        archive.write("mkdocs.yml", config).build()
    assert "ta bort «search» under «plugins»" in caplog.text
