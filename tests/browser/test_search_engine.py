"""The search itself, in a browser: of the real records, of an invented archive, and of two at once.

How the page behaves is held in test_search_page.py; here it is what a question finds.
"""

import functools
import http.server
import json
import re
import socket
import threading
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from building import CONFIG, Archive

INDEX = "assets/meeting-archive/search/index/"
EPOCH = "1622548800"  # 1 June 2021


def ask(page, site, question="", **state):
    """Ask by an address; return where the hits lead, counted from the site's root."""
    query = {"q": question, **state} if question else state
    page.goto(f"{site}sok/?{urlencode(query, doseq=True)}")
    answered(page, question)
    return hits(page, site)


def answered(page, question=""):
    answer = page.locator("#ma-answer")
    expect(answer).to_have_attribute("data-question", question)
    expect(answer).to_have_attribute("data-state", "done")


def hits(page, site):
    links = page.locator("#ma-answer ol.ma-hits > li a.ma-hit__link")
    return [link.get_attribute("href").removeprefix(site) for link in links.all()]


def total(page):
    return int(page.locator("#ma-answer-status").get_attribute("data-total"))


def notes(page):
    return page.locator("#ma-notes p").all_inner_texts()


def marks(hit):
    return hit.locator("mark").all_inner_texts()


def first(page):
    return page.locator("#ma-answer ol.ma-hits > li").first


def counts(page):
    """Return the counts of the filters that are shown: (facet, value) → count."""
    expect(page.locator(".ma-facet__count").first).to_be_visible()
    shown = page.evaluate(
        """[...document.querySelectorAll("#ma-facets input")].map((input) => [
            input.name, input.value,
            Number(input.parentElement.querySelector(".ma-facet__count").textContent),
        ])"""
    )
    return {(facet, value): count for facet, value, count in shown}


# ---- The real records ----

AGREEMENT = (
    "avtaler/2017-avtale-mellom-trondheim-kommune-og-trondheimsregionen-om-samarbeid-om-"
    "naeringsutvikling/"
)
PROGRAM = "programmer/2017-03-23-felles-formannskapssamling/"
INTERREG = ["saker/au/2017/6/", "saker/au/2016/43/#samarbeid-om-interreg"]


@pytest.mark.parametrize(
    ("question", "on_top"),
    [
        ("interreg", INTERREG),
        ("intereg", INTERREG),
        ("AU 43/16", ["saker/au/2016/43/"]),
        ("rf 39/16", ["saker/au/2016/39/"]),
        ("39/16", ["saker/au/2016/39/"]),
        ("au7/17", ["saker/au/2017/7/"]),
        ("avtale", [AGREEMENT, "saker/au/2016/35/"]),
        ("bymiljoavtale", ["saker/au/2016/35/", "saker/au/2017/2/"]),
        ("utsatt AU 2016", ["saker/au/2016/43/#samarbeid-om-interreg"]),
        (
            '"tas til orientering"',
            ["saker/au/2016/37/", "saker/au/2017/3/", "saker/au/2017/4/"],
        ),
        ("Petter Næss", [f"{PROGRAM}#2017-03-23-1415"]),
        ("petter naess", [f"{PROGRAM}#2017-03-23-1415"]),
        ("desember 2016", ["moter/au/2016-12-07/"]),
        ("7.12.16", ["moter/au/2016-12-07/"]),
        ("samarbeid om interreg", ["saker/au/2016/43/#samarbeid-om-interreg"]),
        ("byvekst avtale", ["saker/au/2016/35/"]),
        ("byvekstavtale", ["saker/au/2016/35/"]),
        ("nærings areal", [f"{PROGRAM}#2017-03-24-0920"]),
    ],
)
def test_a_question_to_the_real_records_is_answered_on_top(page, site_url, question, on_top):
    """What a careful person expects comes first."""
    assert ask(page, site_url, question)[: len(on_top)] == on_top


def test_filters_alone_find_what_was_postponed(page, site_url):
    """All that AU postponed in 2016 is one case."""
    found = ask(page, site_url, organ="au", ar="2016", utfall="utsatt")
    assert found == ["saker/au/2016/43/"]


@pytest.mark.parametrize("question", ["AU 43/16", "rf 39/16", "39/16", "au7/17"])
def test_enter_on_a_number_goes_to_its_case(page, site_url, question):
    """The misprint that the record corrects leads there too."""
    page.goto(f"{site_url}sok/")
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/saker/au/201[67]/\d+/$"))


@pytest.mark.parametrize("question", ["interreg", "Petter Næss", "bymiljoavtale", "nærings areal"])
def test_the_places_that_hits_lead_to_are_there(page, site_url, question):
    """Every anchor of a result is on its page."""
    anchored = [each for each in ask(page, site_url, question) if "#" in each]
    assert anchored
    for address in anchored:
        page.goto(site_url + address)
        anchor = address.partition("#")[2]
        assert page.locator(f'[id="{anchor}"]').count() == 1


def test_a_correction_is_told_and_can_be_undone(page, site_url):
    """Exactly what was written is one click away, and finds nothing here."""
    ask(page, site_url, "intereg")
    assert notes(page) == ["Viser treff for «Interreg». Søk heller etter «intereg»."]
    page.get_by_role("link", name="Søk heller etter «intereg».").click()
    expect(page.locator("#ma-answer-status")).to_have_attribute("data-total", "0")
    assert page.evaluate("location.search") == "?q=intereg&ordrett=1"
    expect(page.locator("#ma-answer").get_by_role("link", name="Interreg")).to_be_visible()


def test_each_count_is_what_its_filter_finds(page, site_url):
    """Of every filter that a question offers, and of two of them together."""
    ask(page, site_url, "avtale")
    counted = counts(page)
    assert {facet for facet, _value in counted} >= {"type", "organ", "ar", "utfall", "tema"}
    for (facet, value), count in counted.items():
        ask(page, site_url, "avtale", **{facet: value})
        assert total(page) == count, (facet, value)
        for (other, more), left in counts(page).items():
            if other == facet:
                assert left == counted[other, more]
            else:
                assert left <= counted[other, more]
    ask(page, site_url, "avtale", type="sak")
    together = counts(page)["tema", "bymiljoavtale"]
    ask(page, site_url, "avtale", type="sak", tema="bymiljoavtale")
    assert total(page) == together > 0


def test_no_other_host_is_asked(page, requests, site_url):
    """A search, its filters and its pages need this site and no other."""
    ask(page, site_url, "avtale", sorter="nyest")
    counts(page)
    assert {url for url in requests if not url.startswith((site_url, "data:"))} == set()


def test_what_is_fetched_is_what_the_question_needs(page, requests, site_url):
    """The index is not loaded whole, and no dictionary where nothing was typed wrongly."""
    ask(page, site_url, "interreg")
    counts(page)
    fetched = {url.rpartition("/")[2] for url in requests if INDEX in url}
    assert "manifest.json" in fetched
    assert not [name for name in fetched if name.startswith("dictionary-")]
    assert len([url for url in requests if INDEX in url]) == len(fetched)  # each once


# ---- An invented archive ----

FERRIES = """
## SU 01/21 Ny fergerute til Sildvåg

Sak: Fergen går fra Nordvik. Fergen er gammel. Rutetabellen er fra 1998.

Vedtak: Saken utsettes til neste møte. Fergen vurderes på nytt.

## SU 02/21 Kart over kysten

Fra møtet: Rådmannen nevnte fergen mellom Nordvik og Sildvåg.

Vedtak: Kartet vedtas.

## SU 03/21 Eventuelt

### Turkart for Nordvik

Vedtak: Saken tas til orientering.

### Skilting av kyststien

Vedtak: Saken utsettes.

## SU 04/21 <img src=x onerror=alert(1)> i tittelen

Sak: Søk på <script>alert(2)</script> og "><b onclick=alert(3)>fet</b>.

Vedtak: Saken vedtas.
"""
COUNCIL = """
---
type: protokoll
organ: FR
møtedato: 2020-09-10
til_stede: [Kari Nordvik, Ola Strand]
---

## FR 07/20 Byvekstavtale for Nordvik

Sak: {long} Fergen er nevnt her. {long}

Vedtak: Avtalen godkjennes. Jf. SU 01/21.

## FR 08/20 Avtale om brannvern

Vedtak: Avtalen vedtas og leggjast fram for skulestyret.

## FR 09/20 Sammensatt

Sak: Nærings areal ved kaia.

Vedtak: Næringsarealet utvides.
"""
LONG = "Rådet har brukt lang tid på dette, og mange har vært med. " * 12


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """Build a site of records, by their paths; return its folder."""

    def build(records, *, name="arkiv", config="", pages=(), root=None):
        root = root or tmp_path_factory.mktemp(name)
        made = Archive(root)
        text = CONFIG.format(language="nb").replace("      bodies:\n", f"{config}      bodies:\n")
        (root / "mkdocs.yml").write_text(text, encoding="utf-8")
        for path, content in {"docs/index.md": "# Forside\n", **dict(pages), **records}.items():
            made.write(path, content)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
            return made.build(strict=False)

    return build


def minutes(body, day, text):
    return f"---\ntype: protokoll\norgan: {body}\nmøtedato: {day}\n---\n\n{text.strip()}\n"


RECORDS = {
    "meetings/su/2021-03-04/protokoll.md": minutes("SU", "2021-03-04", FERRIES),
    "meetings/fr/2020-09-10/protokoll.md": COUNCIL.format(long=LONG),
}
WORDS = "ferge = båt\nleksvik = indre\n"


@pytest.fixture(scope="module")
def nordvik(build, serve_folder):
    """Serve the invented archive; give its address."""
    config = "      synonyms: ord.txt\n      municipalities: [Nordvik, Sildvåg]\n"
    return serve_folder(build({**RECORDS, "ord.txt": WORDS}, config=config))


CASE_1, CASE_2, CASE_3, CASE_4 = (f"saker/su/2021/{number}/" for number in (1, 2, 3, 4))
CASE_7, CASE_8, CASE_9 = (f"saker/fr/2020/{number}/" for number in (7, 8, 9))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        # Inflection and spelling
        ("ferje", [CASE_1, CASE_2, CASE_7]),
        ("FERGENE", [CASE_1, CASE_2, CASE_7]),
        ("naeringsareal", [CASE_9]),
        ("naringsareal", [CASE_9]),
        ("skolestyre", [CASE_8]),
        # Compounds, and words wrongly split
        ("næringsareal", [CASE_9]),
        ("nærings areal", [CASE_9]),
        ("byvekst avtale", [CASE_7]),
        # Synonyms
        ("båt", [CASE_1, CASE_2, CASE_7]),
        # Parts left out, and phrases
        ("ferge -sildvåg", [CASE_7]),
        ('"neste møte"', [CASE_1]),
        ('ferge -"neste møte"', [CASE_2, CASE_7]),
        ("«kart over kysten»", [CASE_2]),
        ('"kysten over kart"', []),
        # Words that no question is about
        ("over", [CASE_2]),
        # Typing errors
        ("fegren", [CASE_1, CASE_2, CASE_7]),
        ("sildvaag", [CASE_1, CASE_2]),
        ("silvåg", [CASE_1, CASE_2]),
        ("næringsarexl", [CASE_9]),
        # Nothing
        ("xqzwpt", []),
    ],
)
def test_what_a_question_finds(page, nordvik, question, found):
    """Of the cases, in this order."""
    answer = ask(page, nordvik, question, type="sak")
    assert [address.partition("#")[0] for address in answer] == found


def test_a_part_of_a_compound_comes_after_the_word_itself(page, nordvik):
    """`avtale` is in the title of one case, and in a compound in the title of another."""
    found = ask(page, nordvik, "avtale", type="sak")
    assert found == [CASE_8, CASE_7]


def test_its_own_number_comes_before_a_citation(page, nordvik):
    """The case itself, then what names it."""
    found = ask(page, nordvik, "su1/21")
    assert found[0] == CASE_1
    assert CASE_7 in found[1:]


def test_the_decision_is_shown_first_with_the_hits_marked(page, nordvik):
    """Decision, then what else has the word; marked in the title and in the texts."""
    ask(page, nordvik, "ferger")
    hit = first(page)
    passages = hit.locator(".ma-hit__passage").all_inner_texts()
    assert passages[0] == "Vedtak Saken utsettes til neste møte. Fergen vurderes på nytt."
    assert marks(hit)[:2] == ["fergerute", "Fergen"]


def test_a_decision_without_the_word_is_shown_before_the_passage_with_it(page, nordvik):
    """What was decided comes first; of a long text the place with the hit is cut out."""
    ask(page, nordvik, "ferge", type="sak", organ="fr")
    decision, passage = first(page).locator(".ma-hit__passage").all_inner_texts()
    assert decision.startswith("Vedtak Avtalen godkjennes.")
    assert "Fergen er nevnt her." in passage
    assert passage.count("…") == 2
    assert len(passage) < 300
    assert marks(first(page)) == ["Fergen"]


def test_a_hit_in_a_sub_item_leads_to_it(page, nordvik):
    """Its title stands beside the case's, with its own decision."""
    (found,) = ask(page, nordvik, "turkart", type="sak")
    assert found == f"{CASE_3}#turkart-for-nordvik"
    expect(first(page).locator("a.ma-hit__link")).to_have_text("Eventuelt › Turkart for Nordvik")
    expect(first(page).locator(".ma-hit__passage").first).to_contain_text("tas til orientering")
    page.locator("a.ma-hit__link").first.click()
    expect(page.locator("#turkart-for-nordvik")).to_be_in_viewport()


def test_the_page_says_how_it_read_the_question(page, nordvik):
    """Numbers, dates, synonyms, what was joined, what was left out and what was passed over."""
    said = {
        "su1/21": "Leser «su1/21» som sak SU 1/2021.",
        "4.3.21": "Leser «4.3.21» som 4. mars 2021.",
        "ferge": "Søkte også etter «båt».",
        "nærings areal": "Leser «nærings areal» også som «næringsareal».",
        "kart -kysten": "Uten «kysten».",
        '"neste møte"': "«neste møte» skal stå akkurat slik.",
        "kart over kysten": "Så bort fra vanlige ord: «over».",
    }
    for question, line in said.items():
        ask(page, nordvik, question)
        if question != "ferge":  # the other word of the synonyms is not in the archive
            assert line in notes(page)


def test_filters_combine(page, nordvik):
    """Two values of one filter are either; two filters are both."""
    assert ask(page, nordvik, type="sak", organ="fr") == [CASE_7, CASE_8, CASE_9]
    both = ask(page, nordvik, type="sak", organ=["fr", "su"])
    assert len(both) == 7
    found = ask(page, nordvik, "ferge", type="sak", kommune="sildvaag", utfall="utsatt")
    assert found == [CASE_1]
    assert ask(page, nordvik, "ferge", type="sak", ar="2020", organ="su") == []


def test_counts_are_of_what_the_other_filters_leave(page, nordvik):
    """So that a choice can be widened as well as narrowed."""
    ask(page, nordvik, "ferge", type="sak", organ="fr")
    counted = counts(page)
    assert counted["organ", "fr"] == 1
    assert counted["organ", "su"] == 2
    assert counted["ar", "2020"] == 1
    assert ("ar", "2021") not in counted


def test_the_order_is_newest_or_oldest_first(page, nordvik):
    """By date; what has none comes last either way."""
    assert ask(page, nordvik, "ferge", type="sak", sorter="nyest") == [CASE_1, CASE_2, CASE_7]
    assert ask(page, nordvik, "ferge", type="sak", sorter="eldst") == [CASE_7, CASE_2, CASE_1]
    for order in ("nyest", "eldst"):
        found = ask(page, nordvik, organ=["su", "fr"], sorter=order)
        assert set(found[-2:]) == {"moter/su/", "moter/fr/"}


def test_the_orders_hold_over_pages(page, build, serve_folder):
    """Of many cases of one day each comes once, and oldest first is newest first turned round."""
    cases = "\n\n".join(f"## SU {number:02}/21 Ferge\n\nTekst." for number in range(1, 31))
    path = "meetings/su/2021-03-04/protokoll.md"
    site = serve_folder(build({path: minutes("SU", "2021-03-04", cases)}))
    newest, oldest = (
        [each for side in "12" for each in ask(page, site, type="sak", sorter=order, side=side)]
        for order in ("nyest", "eldst")
    )
    assert len(set(newest)) == 30
    assert newest[::-1] == oldest


def test_results_come_while_a_word_is_being_typed(page, nordvik):
    """The beginning of a word finds it, and correcting waits until it can be no beginning."""
    page.goto(f"{nordvik}sok/")
    for letters in ("sil", "sild", "sildv", "sildvå"):
        page.locator("#ma-search-text").fill(letters)
        answered(page, letters)
        assert CASE_1 in hits(page, nordvik)
        assert notes(page) == []


# ---- Bad input ----

ODD = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "(a+)+$ [ \\ .* ^ferge$ (?:",
    "%(count)s $& $1 %s",
    "\u202efergen\u2069",
    "🚢 👩‍👩‍👧",
    '"',
    '-"',
    "- -- ---",
    '""""',
    "«ferge",
    "ferge -ferge",
    "-ferge",
    "0/0 99/99 31.02.2021 13/13-2021",
    "constructor __proto__ toString hasOwnProperty",
    "ß ﬁ İ ſ \u0301",
    "/" * 200,
    "x" * 300,
    "1/21 " * 60,
    "ferge " * 50,
    "og " * 100,
    "a b c d e f g h",
]


@pytest.mark.parametrize("question", ODD, ids=range(len(ODD)))
def test_odd_questions_are_answered(page, nordvik, question):
    """A sensible answer: something or nothing, no complaint, and nothing runs."""
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(f"{nordvik}sok/?{urlencode({'q': question})}")
    expect(page.locator("#ma-answer")).to_have_attribute("data-state", "done")
    assert page.locator("#ma-answer img, #ma-answer b, #ma-answer script").count() == 0


def test_ten_thousand_characters_are_answered(page, nordvik):
    """Of a question that is a book the beginning is asked, soon enough, and it is said."""
    page.goto(f"{nordvik}sok/")
    page.locator("#ma-search-text").fill("fergen til sildvåg " * 520)
    expect(page.locator("#ma-answer")).to_have_attribute("data-state", "done")
    assert hits(page, nordvik)[0] == CASE_1
    assert "Søket bruker de første 300 tegnene." in notes(page)[0]


def test_marks_of_writing_direction_do_not_hide_a_word(page, nordvik):
    """What cannot be seen is not part of a question."""
    assert ask(page, nordvik, "\u202eferge\u2069 \u200fsildvåg")[0] == CASE_1


def test_markup_in_records_is_text_in_results(page, nordvik):
    """A title and a text with tags are shown as they are written."""
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    ask(page, nordvik, "onerror tittelen")
    expect(first(page).locator("a.ma-hit__link")).to_have_text(
        "<img src=x onerror=alert(1)> i tittelen"
    )
    ask(page, nordvik, "script alert")
    expect(first(page).locator(".ma-hit__passage").last).to_contain_text(
        "<script>alert(2)</script>"
    )
    assert page.locator("#ma-answer img, #ma-answer b, #ma-answer script").count() == 0


def test_a_value_that_no_filter_has_finds_nothing_and_can_be_removed(page, nordvik):
    """An address with an unknown body is answered, and helped."""
    assert ask(page, nordvik, "ferge", organ="finnes-ikke") == []
    remove = page.locator("#ma-answer").get_by_role("link", name="Fjern filteret Organ")
    remove.click()
    expect(page.locator("#ma-answer-status")).not_to_have_attribute("data-total", "0")


def test_an_unknown_facet_is_passed_over(page, nordvik):
    """And it is said."""
    assert ask(page, nordvik, "ferge", farge="rød", type="sak") == [CASE_1, CASE_2, CASE_7]
    assert "farge=rød" in notes(page)[0]


# ---- An index that is missing, or half of one ----


@pytest.fixture
def broken(browser):
    """Open a page on a bad line: what the browser says of lost files is no complaint of ours."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nb-NO")
    page = context.new_page()
    page.set_default_timeout(10_000)
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    lost = ("Failed to load resource", "Access to fetch")
    assert [each for each in complaints if not each.startswith(lost)] == []


def again(page, question):
    page.get_by_role("button", name="Prøv igjen").click()
    answered(page, question)


def told(page):
    expect(page.locator("#ma-answer")).to_have_attribute("data-state", "failed")
    expect(page.get_by_role("alert")).to_contain_text("Søket virker ikke akkurat nå.")


@pytest.mark.parametrize(
    "lost", ["manifest\\.json", "words-\\d+\\.bin", "texts-\\d+\\.bin"], ids=lambda name: name[:5]
)
def test_what_could_not_be_fetched_is_fetched_again(broken, nordvik, lost):
    """Without a part of the index the page says so; when it is there, the question is answered."""
    lost = re.compile(rf"/index/.*{lost}$")
    broken.route(lost, lambda route: route.abort())
    broken.goto(f"{nordvik}sok/?q=ferge")
    told(broken)
    broken.unroute(lost)
    again(broken, "ferge")
    assert hits(broken, nordvik)[0] == CASE_1


def test_results_are_shown_without_the_filters_counts(broken, nordvik):
    """What only the filters need is no reason to withhold an answer."""
    broken.route(re.compile(r"/(organ|ar|tema)-\d+\.bin$"), lambda route: route.abort())
    assert ask(broken, nordvik, "ferge")[0] == CASE_1


@pytest.mark.parametrize(
    "content",
    [b"", b"\x1f\x8b\x08", b"<!doctype html>", b"[]"],
    ids=["none", "cut", "page", "other"],
)
def test_a_file_with_other_content_is_told(broken, nordvik, content):
    """A network that answers with a page of its own, or with half a file."""
    texts = re.compile(r"/texts-\d+\.bin$")
    broken.route(texts, lambda route: route.fulfill(body=content))
    broken.goto(f"{nordvik}sok/?q=ferge")
    told(broken)
    broken.unroute(texts)
    again(broken, "ferge")


def test_without_a_network_it_is_told(broken, nordvik):
    """What was loaded answers; what was not is fetched when the network is back."""
    ask(broken, nordvik, "ferge")
    broken.context.set_offline(True)
    broken.locator("#ma-search-text").fill("FR 9/20")
    broken.locator("#ma-search-text").fill("sammensat")
    expect(broken.locator("#ma-answer")).not_to_have_attribute("data-state", "busy")
    broken.context.set_offline(False)
    if broken.get_by_role("button", name="Prøv igjen").count():
        broken.get_by_role("button", name="Prøv igjen").click()
    answered(broken, "sammensat")
    assert CASE_9 in hits(broken, nordvik)


def test_an_index_that_was_published_anew_is_found(broken, build, serve_folder, tmp_path):
    """Whoever has had the page open since before gets the new answers by trying again."""
    site = serve_folder(build(RECORDS, root=tmp_path))
    ask(broken, site, "ferge")
    build({**RECORDS, **record("su", "2021-05-06", "SU 11/21", "Hurtigbåten")}, root=tmp_path)
    broken.locator("#ma-search-text").fill("hurtigbåten næringsareal 7/20")
    told(broken)
    broken.locator("#ma-search-text").fill("hurtigbåten")
    told(broken)
    again(broken, "hurtigbåten")
    assert "saker/su/2021/11/" in hits(broken, site)


# ---- Two archives, searched as one ----


def record(body, day, number, title, text="Saken vedtas."):
    text = minutes(body.upper(), day, f"## {number} {title}\n\nVedtak: {text}")
    return {f"meetings/{body}/{day}/protokoll.md": text}


class Open(http.server.SimpleHTTPRequestHandler):
    """Serves files that pages of other sites may read, as an archive's server does."""

    def end_headers(self):
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, *_):
        """Print nothing."""


@pytest.fixture(scope="module")
def serve_openly():
    """Serve a folder to every origin; gives its address."""
    servers = []

    def start(folder):
        handler = functools.partial(Open, directory=str(folder))
        servers.append(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


OWN = {
    **{
        path: text
        for month in range(1, 13)
        for path, text in record(
            "su", f"2019-{month:02}-05", f"SU {month:02}/19", f"Ferge i måned {month}"
        ).items()
    },
    **record("su", "2018-01-10", "SU 01/18", "Kvernosveien", "Saken utsettes. Brua vurderes."),
}
OTHER = {
    **{
        path: text
        for month in range(1, 13)
        for path, text in record(
            "fr", f"2019-{month:02}-20", f"FR {month:02}/19", f"Ferge nummer {month}"
        ).items()
    },
    **record("fr", "2018-02-10", "FR 01/18", "Brua", "Saken vedtas, jf. Kvernesveien."),
}


@pytest.fixture(scope="module")
def neighbour(build, serve_openly):
    """Serve the other archive; gives its address."""
    return serve_openly(build(OTHER, name="nabo"))


@pytest.fixture(scope="module")
def two(build, serve_folder, neighbour):
    """Serve the archive that searches both; gives its address."""
    config = f"      archives: [{{name: Naboens arkiv, address: '{neighbour}'}}]\n"
    return serve_folder(build(OWN, name="eget", config=config))


def by_date(*, oldest_first=False):
    """Return the case numbers about ferries as (archive, month), by date."""
    both = [(where, month) for month in range(1, 13) for where in ("own", "other")]
    return both if oldest_first else both[::-1]


def ferries(page, two, neighbour, **state):
    """Ask for the ferries; return them as (archive, month)."""
    found = []
    for address in ask(page, two, "ferge", type="sak", **state):
        where = "other" if address.startswith(neighbour) else "own"
        found.append((where, int(address.rstrip("/").rpartition("/")[2])))
    return found


@pytest.mark.parametrize("order", ["nyest", "eldst"])
def test_two_archives_are_in_one_order_of_dates(page, two, neighbour, order):
    """Over pages too: what is older in one comes after what is newer in the other."""
    expected = by_date(oldest_first=order == "eldst")
    assert ferries(page, two, neighbour, sorter=order) == expected[:20]
    assert total(page) == 24
    assert ferries(page, two, neighbour, sorter=order, side="2") == expected[20:]


def test_two_archives_are_in_one_order_of_relevance(page, two, neighbour):
    """A title in the other archive comes before a decision in one's own; equals newest first."""
    assert ask(page, two, "brua", type="sak") == [
        f"{neighbour}saker/fr/2018/1/",
        "saker/su/2018/1/",
    ]
    assert ferries(page, two, neighbour) == by_date()[:20]


def test_another_archives_results_are_its_own(page, two, neighbour):
    """They lead to its site, say whose they are, and have its words and marks."""
    ask(page, two, "brua", type="sak")
    hit = first(page)
    link = hit.locator("a.ma-hit__link")
    expect(link).to_have_attribute("href", f"{neighbour}saker/fr/2018/1/")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(hit.locator(".ma-row__details")).to_contain_text("Naboens arkiv")
    own = page.locator("#ma-answer li").nth(1)
    expect(own.locator(".ma-row__details")).not_to_contain_text("arkiv")
    assert marks(hit)[0] == "Brua"
    link.click()
    expect(page).to_have_url(f"{neighbour}saker/fr/2018/1/")


def test_the_counts_of_two_archives_are_added(page, two):
    """A filter counts in both and filters both."""
    ask(page, two, "saken", type="sak")
    counted = counts(page)
    assert counted["ar", "2019"] == 24
    assert counted["ar", "2018"] == 2
    assert (counted["organ", "su"], counted["organ", "fr"]) == (13, 13)
    assert counted["utfall", "utsatt"] == 1
    found = ask(page, two, type="sak", ar="2018", sorter="nyest")
    assert [address.rpartition("saker/")[2] for address in found] == ["fr/2018/1/", "su/2018/1/"]
    assert total(page) == 2


def test_a_number_of_another_archive_leads_there(page, two, neighbour):
    """One Enter away, as one's own."""
    page.goto(f"{two}sok/")
    page.keyboard.type("FR 7/19")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{neighbour}saker/fr/2019/7/")


def test_a_spelling_that_one_archive_has_is_right(page, two, neighbour):
    """`Kvernesveien` is a place of the other's, and no error for one's own `Kvernosveien`."""
    assert ask(page, two, "kvernesveien", type="sak") == [f"{neighbour}saker/fr/2018/1/"]
    assert not [line for line in notes(page) if "Viser treff for" in line]


def test_one_archive_alone_has_no_others(page, neighbour):
    """The other way nothing is searched that is not named."""
    assert ask(page, neighbour, "brua", type="sak") == ["saker/fr/2018/1/"]


@pytest.fixture(scope="module")
def nowhere():
    """Give an address where nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    return f"http://127.0.0.1:{port}/"


def test_where_one_archive_is_down_the_others_answer(
    broken, build, serve_folder, neighbour, nowhere
):
    """One that cannot be reached is left out, and the question is answered by the rest."""
    config = (
        f"      archives: [{{name: Borte, address: '{nowhere}'}},"
        f" {{name: Naboens arkiv, address: '{neighbour}'}}]\n"
    )
    site = serve_folder(build(OWN, name="med", config=config))
    found = ask(broken, site, "brua", type="sak")
    assert found == [f"{neighbour}saker/fr/2018/1/", "saker/su/2018/1/"]


def test_one_archive_that_never_answers_does_not_hold_the_others_up(page, build, serve_folder):
    """After a few seconds one's own archive answers alone."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        config = f"      archives: [{{name: Stum, address: '{address}'}}]\n"
        site = serve_folder(build(OWN, name="venter", config=config))
        page.goto(f"{site}sok/?q=brua&type=sak")
        expect(page.locator("#ma-answer")).to_have_attribute("data-state", "done", timeout=9_000)
        assert hits(page, site) == ["saker/su/2018/1/"]
        page.goto("about:blank")


def test_a_server_that_lets_no_other_site_read_is_as_down(broken, build, serve_folder):
    """Without the header that the guide tells of, one's own archive answers alone."""
    closed = serve_folder(build(OTHER, name="lukket"))
    config = f"      archives: [{{name: Lukket, address: '{closed}'}}]\n"
    site = serve_folder(build(OWN, name="alene", config=config))
    assert ask(broken, site, "brua", type="sak") == ["saker/su/2018/1/"]


def test_the_page_is_told_of_the_other_archives(two, neighbour, page):
    """By their names and the roots of their sites."""
    page.goto(f"{two}sok/")
    settings = json.loads(page.locator("#ma-search-settings").text_content())
    assert settings["archives"] == [{"name": "Naboens arkiv", "address": neighbour}]
