"""The search page in a browser, with an engine that stands in for the real one."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

ENGINE = re.compile(r"/engine\.js$")
FAKE = (Path(__file__).parent / "fake_engine.js").read_text(encoding="utf-8")


def with_fake(page):
    page.route(ENGINE, lambda route: route.fulfill(body=FAKE, content_type="text/javascript"))
    return page


@pytest.fixture
def desk(page):
    """Open a desktop page with the stand-in."""
    return with_fake(page)


@pytest.fixture
def small(phone):
    """Open a phone's page with the stand-in."""
    return with_fake(phone)


@pytest.fixture
def sok(site_url):
    """Give the address of the search page."""
    return f"{site_url}sok/"


def answered(page, question):
    """Wait until a question is answered; return what holds the answer."""
    answer = page.locator("#ma-answer")
    expect(answer).to_have_attribute("data-question", question)
    expect(answer).to_have_attribute("data-state", "done")
    return answer


def field(page):
    return page.locator("#ma-search-text")


def status(page):
    return page.locator("#ma-answer-status")


def asked(page):
    return page.evaluate("(globalThis.fakeAsked ?? []).map((each) => each.text)")


def query(page):
    return page.evaluate("location.search")


def test_results_appear_while_typing(desk, sok):
    """Each letter gives an answer, the count is told, and the address and the title follow."""
    desk.goto(sok)
    expect(desk.locator("#ma-answer")).to_have_attribute("data-state", "idle")
    expect(field(desk)).to_be_focused()
    desk.keyboard.type("ferge")
    answer = answered(desk, "ferge")
    expect(answer.locator("ol.ma-hits > li")).to_have_count(20)
    expect(status(desk)).to_have_text("45 treff på «ferge»")
    expect(status(desk)).to_have_attribute("data-total", "45")
    expect(desk).to_have_title(re.compile("^ferge – Søk – "))
    assert query(desk) == "?q=ferge"
    assert "f" not in asked(desk)


def test_a_result_tells_what_answers(desk, sok):
    """Number, title, kind, date, body, outcome by word and shape, and the decision, hits marked."""
    desk.goto(f"{sok}?q=ferge")
    first = answered(desk, "ferge").locator("li").first
    expect(first.locator(".ma-row__number")).to_have_text("SU 01/21")
    expect(first.locator("a.ma-hit__link")).to_have_text("Ny fergerute til Sildvåg")
    details = first.locator(".ma-row__details span")
    assert details.all_inner_texts() == ["Sak", "4. mars 2021", "Samarbeidsutvalget"]
    expect(first.locator(".ma-badge--postponed svg")).to_have_count(1)
    expect(first.locator(".ma-badge")).to_have_text("utsatt")
    expect(first.locator(".ma-hit__passage")).to_have_text(
        "Vedtak Saken om fergen utsettes til neste møte."
    )
    assert first.locator("mark").all_inner_texts() == ["ferge", "ferge"]


def test_a_hit_in_a_sub_item_leads_to_it(desk, sok, site_url):
    """The link names the sub-item and ends at its anchor; the language is the record's."""
    desk.goto(f"{sok}?q=samarbeid om interreg")
    link = answered(desk, "samarbeid om interreg").locator("a.ma-hit__link")
    expect(link).to_have_text("Eventuelt › Samarbeid om Interreg")
    expect(link).to_have_attribute("href", f"{site_url}saker/fr/2021/3/#interreg")
    expect(link.locator("span").first).to_have_attribute("lang", "nn")


def test_another_archives_results_say_whose_they_are(desk, sok):
    """A result of another archive leads there; an outcome without a badge is told by its word."""
    desk.goto(f"{sok}?q=avtale om interreg")
    hit = answered(desk, "avtale om interreg").locator("li")
    link = hit.locator("a.ma-hit__link")
    expect(link).to_have_attribute("href", "https://nabo.example/avtaler/2020-interreg/")
    expect(hit.locator(".ma-row__details")).to_contain_text("Naboens møtearkiv")
    expect(hit.locator(".ma-badge")).to_have_text("ukjent utfall")


def test_filters_count_combine_and_are_removed_one_by_one(desk, sok):
    """Checkboxes with counts; what is chosen stands in the address and as links that remove it."""
    desk.goto(f"{sok}?q=ferge")
    answered(desk, "ferge")
    box = desk.get_by_role("checkbox", name="utsatt 23")
    box.check()
    expect(status(desk)).to_have_text("23 treff på «ferge»")
    expect(desk.get_by_role("checkbox", name="utsatt 23")).to_be_focused()
    desk.get_by_role("checkbox", name="Samarbeidsutvalget").check()
    expect(desk.locator("#ma-chosen a")).to_have_count(3)
    assert query(desk) == "?q=ferge&organ=su&utfall=utsatt"
    desk.get_by_role("link", name="Fjern filteret Utfall: utsatt").click()
    expect(status(desk)).to_have_text("45 treff på «ferge»")
    assert query(desk) == "?q=ferge&organ=su"
    expect(status(desk)).to_be_focused()
    expect(desk.get_by_role("link", name="Fjern alle filtre")).to_have_count(0)


def test_filters_alone_are_a_search(desk, sok):
    """All postponed cases of a body, without a word; the title names the filters."""
    desk.goto(sok)
    desk.get_by_role("checkbox", name="utsatt").check()
    answered(desk, "")
    expect(status(desk)).to_have_text("23 treff")
    expect(desk).to_have_title(re.compile("^utsatt – Søk – "))
    desk.locator(".ma-chip").click()
    expect(desk.locator("#ma-answer")).to_have_attribute("data-state", "idle")
    expect(desk.locator("#ma-hints")).to_be_visible()
    assert query(desk) == ""


def test_all_filters_are_removed_at_once(desk, sok):
    """Filters and the exact spelling go together; the question stays."""
    desk.goto(f"{sok}?q=ferge&organ=su&organ=fr&ordrett=1")
    answered(desk, "ferge")
    desk.get_by_role("link", name="Fjern alle filtre").click()
    expect(desk.locator("#ma-chosen a")).to_have_count(0)
    assert query(desk) == "?q=ferge"


def test_of_many_values_the_first_are_shown(desk, sok):
    """Eight years, and the others on demand; what has the focus keeps it."""
    desk.goto(f"{sok}?q=ferge&ar=2010")
    answered(desk, "ferge")
    years = desk.locator("input[name=ar]")
    expect(years).to_have_count(9)
    more = desk.locator("#ma-more-ar")
    expect(more).to_have_text("Vis alle 12")
    more.focus()
    desk.keyboard.press("Enter")
    expect(years).to_have_count(12)
    expect(more).to_be_focused()
    expect(more).to_have_attribute("aria-expanded", "true")


def test_counts_that_come_late_are_filled_in(desk, sok):
    """The results do not wait for the filters' counts."""
    desk.goto(f"{sok}?q=interreg")
    answered(desk, "interreg")
    expect(desk.get_by_role("checkbox", name="Fjordrådet 1")).to_be_visible()


def test_the_order_can_be_chosen(desk, sok):
    """Oldest first stands in the address and in the box."""
    desk.goto(f"{sok}?q=ferge&side=2")
    answered(desk, "ferge")
    desk.get_by_label("Rekkefølge").select_option("eldst")
    expect(desk.locator("a.ma-hit__link").first).to_have_text("Ferge nummer 45")
    assert query(desk) == "?q=ferge&sorter=eldst"
    expect(desk.locator("#ma-sort")).to_have_value("eldst")


def test_pages_are_links(desk, sok):
    """Twenty at a time; the next page is an ordinary link, and is told."""
    desk.goto(f"{sok}?q=ferge")
    answered(desk, "ferge")
    following = desk.get_by_role("link", name="Flere treff")
    expect(following).to_have_attribute("href", "?q=ferge&side=2")
    following.click()
    expect(status(desk)).to_have_text("45 treff på «ferge», side 2 av 3")
    expect(desk.locator("ol.ma-hits")).to_have_attribute("start", "21")
    assert query(desk) == "?q=ferge&side=2"
    desk.goto(f"{sok}?q=ferge&side=99")
    expect(status(desk)).to_have_text("45 treff på «ferge», side 3 av 3")


def test_going_back_restores_what_was_asked(desk, sok):
    """Typing is one step, each meant change another; back goes through them, also from a page."""
    desk.goto(sok)
    desk.keyboard.type("ferge")
    answered(desk, "ferge")
    desk.get_by_role("checkbox", name="utsatt 23").check()
    expect(status(desk)).to_have_text("23 treff på «ferge»")
    desk.locator("a.ma-hit__link").first.click()
    desk.wait_for_url("**/saker/au/2016/43/")
    desk.go_back()
    expect(status(desk)).to_have_text("23 treff på «ferge»")
    expect(field(desk)).to_have_value("ferge")
    desk.go_back()
    expect(status(desk)).to_have_text("45 treff på «ferge»")
    desk.go_back()
    expect(desk.locator("#ma-answer")).to_have_attribute("data-state", "idle")
    expect(field(desk)).to_have_value("")


def test_a_case_number_leads_straight_to_its_case(desk, sok):
    """Enter on one number goes to its case, and back to the results; how it was read is told."""
    desk.goto(sok)
    desk.keyboard.type("su1/21")
    answered(desk, "su1/21")
    expect(desk.locator("#ma-notes")).to_contain_text("Leser «su1/21» som sak SU 1/2021.")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/saker/au/2016/43/")
    desk.go_back()
    answered(desk, "su1/21")


def test_a_shared_address_shows_the_results_of_a_number(desk, sok):
    """Only who asks is sent on; an address that was shared stays where it is."""
    desk.goto(f"{sok}?q=su1/21")
    expect(answered(desk, "su1/21").locator("li")).to_have_count(1)


@pytest.mark.parametrize("box", [".ma-headbox input", "#ma-hero-search-text"])
def test_a_number_in_another_pages_box_goes_straight_to_its_case(desk, site_url, box):
    """From the header and the front page the case is one Enter away; back leads to the page."""
    desk.goto(site_url)
    desk.locator(box).fill("su1/21")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/saker/au/2016/43/")
    desk.go_back()
    expect(desk).to_have_url(site_url)


def test_the_header_leads_to_the_search(desk, site_url):
    """What is written in the header is asked on the search page, where the header has no box."""
    desk.goto(site_url)
    desk.locator(".ma-headbox input").fill("ferge")
    desk.keyboard.press("Enter")
    answered(desk, "ferge")
    expect(field(desk)).to_have_value("ferge")
    expect(desk.locator(".ma-headbox")).to_be_hidden()


def test_a_phone_has_a_link_to_the_search(small, site_url):
    """The box gives way to a link; the keyboard does not come up by itself."""
    small.goto(f"{site_url}om/")
    expect(small.locator(".ma-headbox")).to_be_hidden()
    small.locator(".ma-headbox-link").click()
    small.wait_for_url("**/sok/")
    expect(field(small)).not_to_be_focused()


def test_a_phones_filters_are_folded(small, sok):
    """On a phone the filters take one line, which tells how many are chosen."""
    small.goto(f"{sok}?q=ferge&organ=su")
    answered(small, "ferge")
    expect(small.locator("#ma-filters-summary")).to_have_text("Filtre (1 valgt)")
    box = small.get_by_role("checkbox", name="utsatt")
    expect(box).to_be_hidden()
    small.locator("#ma-filters-summary").click()
    box.check()
    expect(small.locator("#ma-filters-summary")).to_have_text("Filtre (2 valgt)")
    expect(box).to_be_visible()


def test_the_slash_leads_to_the_box_from_anywhere(desk, site_url, sok):
    """`/` focuses a box, but is a letter to who is writing."""
    desk.goto(f"{site_url}saker/au/2016/43/")
    desk.keyboard.press("/")
    box = desk.locator(".ma-headbox input")
    expect(box).to_be_focused()
    desk.keyboard.type("1/2")
    expect(box).to_have_value("1/2")
    desk.goto(f"{sok}?q=ferge")
    answered(desk, "ferge")
    desk.locator("a.ma-hit__link").first.focus()
    desk.keyboard.press("/")
    expect(field(desk)).to_be_focused()


def test_the_slash_on_a_phone_leads_to_the_search(small, site_url):
    """Without a box on the page, `/` goes where there is one."""
    small.goto(f"{site_url}om/")
    small.keyboard.press("/")
    small.wait_for_url("**/sok/")


def test_the_arrows_go_through_the_results_and_escape_clears(desk, sok):
    """Down into the results and up again to the box; Escape begins anew."""
    desk.goto(sok)
    desk.keyboard.type("ferge")
    links = answered(desk, "ferge").locator("a.ma-hit__link")
    desk.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    desk.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("ArrowUp")
    expect(field(desk)).to_be_focused()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Escape")
    expect(field(desk)).to_be_focused()
    expect(field(desk)).to_have_value("")
    expect(desk.locator("#ma-answer")).to_have_attribute("data-state", "idle")


def test_a_late_answer_to_an_old_question_is_dropped(desk, sok):
    """A slow answer does not take the place of a newer one."""
    desk.goto(f"{sok}?q=sein")
    field(desk).fill("ferge")
    answered(desk, "ferge")
    desk.wait_for_timeout(700)
    expect(status(desk)).to_have_text("45 treff på «ferge»")


def test_it_is_told_when_an_answer_takes_its_time(desk, sok):
    """Who waits is told so."""
    desk.goto(f"{sok}?q=sein")
    expect(status(desk)).to_have_text("Søker …")
    answered(desk, "sein")


def test_how_a_question_was_read_is_told(desk, sok):
    """Other words that were looked for are told in one line; what has no words is left out."""
    desk.goto(f"{sok}?q=ferge")
    answered(desk, "ferge")
    lines = desk.locator("#ma-notes p")
    assert lines.all_inner_texts() == ["Søkte også etter «ferje» og «båt»."]


def test_a_typing_error_is_put_right_and_can_be_meant(desk, sok):
    """The results are for what was meant; a link asks for what was written."""
    desk.goto(f"{sok}?q=intereg")
    answered(desk, "intereg")
    expect(desk.locator("#ma-notes")).to_have_text(
        "Viser treff for «Interreg». Søk heller etter «intereg»."
    )
    desk.get_by_role("link", name="Søk heller etter «intereg».").click()
    expect(status(desk)).to_have_text("Ingen treff på «intereg»")
    assert query(desk) == "?q=intereg&ordrett=1"
    expect(desk.locator("#ma-chosen")).to_contain_text("Ordrett")


def test_nothing_found_is_a_help(desk, sok):
    """What was searched, other tries, each filter to remove, and the lists."""
    desk.goto(f"{sok}?q=ingenting&organ=fr&tema=finnes-ikke")
    answer = answered(desk, "ingenting")
    expect(status(desk)).to_have_text("Ingen treff på «ingenting»")
    expect(status(desk)).to_have_attribute("data-total", "0")
    expect(answer.locator(".ma-chip")).to_have_text(["Organ: Fjordrådet×", "Tema: finnes-ikke×"])
    expect(desk.locator("#ma-lists")).to_be_visible()
    answer.get_by_role("link", name="Fjern filteret Tema: finnes-ikke").click()
    expect(answer.locator(".ma-chip")).to_have_count(1)
    answer.get_by_role("link", name="Interreg").click()
    answered(desk, "Interreg")
    assert query(desk) == "?q=Interreg&organ=fr"


def test_what_the_address_has_that_is_unknown_is_told(desk, sok):
    """Unknown facets, kinds, years, orders and pages are passed over, and it is said."""
    desk.goto(f"{sok}?q=ferge&farge=rød&type=bil&ar=nå&sorter=høyt&side=-1&ordrett=ja")
    answered(desk, "ferge")
    expect(desk.locator("#ma-notes")).to_contain_text(
        "ser bort fra det: farge=rød, type=bil, ar=nå, sorter=høyt, side=-1 …"
    )
    assert desk.evaluate("fakeAsked.at(-1)") == {
        "text": "ferge",
        "filters": {
            "type": [], "organ": [], "ar": [], "utfall": [], "tema": [], "kommune": [],
        },
        "sort": "relevans",
        "literal": False,
        "page": 1,
    }  # fmt: skip


def test_a_long_question_is_cut_and_it_is_said(desk, sok):
    """Ten thousand characters are no question; the first three hundred are asked, none halved."""
    desk.goto(sok)
    field(desk).fill("😀" * 10_000)
    expect(desk.locator("#ma-notes")).to_contain_text("bruker de første 300 tegnene")
    assert desk.evaluate("fakeAsked.at(-1).text") == "😀" * 300
    desk.goto(f"{sok}?q={'x' * 10_000}")
    expect(status(desk)).to_have_attribute("data-total", "0")
    expect(desk.locator("#ma-notes")).to_contain_text("bruker de første 300 tegnene")
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert desk.evaluate(overflow) == 0


@pytest.mark.parametrize(
    "question",
    [
        "<img src=x onerror=alert(1)>",
        "</script><script>alert(1)</script>",
        "(a+)+$ [ \\ .*",
        "%(count)s $& $1 %s",
        "\u202efergen\u2069",
        "🚢 👩‍👩‍👧",
        "&amp;&lt;b&gt;",
    ],
)
def test_odd_questions_are_text(desk, sok, question):
    """Markup, patterns, emoji and writing direction are letters like others; nothing runs."""
    desk.on("dialog", lambda dialog: pytest.fail(dialog.message))
    desk.goto(sok)
    field(desk).fill(question)
    answered(desk, question)
    desk.goto(desk.url)
    answered(desk, question)
    assert question in desk.evaluate("document.querySelector('#ma-answer-status').textContent")
    expect(desk.locator("#ma-answer img, #ma-answer-status *")).to_have_count(0)


def test_results_are_text(desk, sok):
    """Markup in a title is shown as it is, and an address that is none for a link is no link."""
    desk.on("dialog", lambda dialog: pytest.fail(dialog.message))
    desk.goto(f"{sok}?q=skurk")
    link = answered(desk, "skurk").locator("a.ma-hit__link")
    expect(link).to_have_text("<img src=x onerror=alert(2)> skurk")
    assert link.get_attribute("href") is None
    expect(desk.locator("#ma-answer img, #ma-answer b")).to_have_count(0)


def test_an_index_that_cannot_be_reached_is_told(desk, sok):
    """A sentence, a button to try again, and the lists; afterwards the question is answered."""
    desk.add_init_script("globalThis.fakeIsDown = true")
    desk.goto(f"{sok}?q=ferge")
    expect(desk.locator("#ma-answer")).to_have_attribute("data-state", "failed")
    expect(desk.get_by_role("alert")).to_contain_text("Søket virker ikke akkurat nå.")
    expect(desk.locator("#ma-lists")).to_be_visible()
    desk.evaluate("globalThis.fakeIsDown = false")
    desk.get_by_role("button", name="Prøv igjen").click()
    answered(desk, "ferge")
    expect(desk.get_by_role("alert")).to_have_count(0)


def test_half_an_index_is_told(desk, sok):
    """An answer that fails midway is told in the same way."""
    desk.goto(f"{sok}?q=feil")
    expect(desk.locator("#ma-answer")).to_have_attribute("data-state", "failed")
    desk.evaluate("globalThis.fakeIsMended = true")
    desk.get_by_role("button", name="Prøv igjen").click()
    answered(desk, "feil")
    field(desk).fill("ferge")
    answered(desk, "ferge")


def test_a_missing_engine_is_told(browser, sok):
    """Without the engine's script the page says so, and throws nothing."""
    context = browser.new_context()
    page = context.new_page()
    thrown = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.route(ENGINE, lambda route: route.abort())
    page.goto(f"{sok}?q=ferge")
    expect(page.get_by_role("alert")).to_be_visible()
    page.unroute(ENGINE)
    with_fake(page)
    page.get_by_role("button", name="Prøv igjen").click()
    answered(page, "ferge")
    assert thrown == []
    context.close()


def test_turning_to_a_box_fetches_what_will_be_needed(desk, site_url, requests):
    """The engine is fetched when the box gets the focus, not before."""
    desk.goto(site_url)
    desk.wait_for_load_state("networkidle")
    assert not [url for url in requests if ENGINE.search(url)]
    with desk.expect_request(ENGINE):
        desk.locator(".ma-headbox input").focus()


def test_the_engine_is_told_where_its_index_is(desk, sok, site_url):
    """The engine gets the root of the site as a whole address, wherever the page stands."""
    desk.goto(f"{sok}?q=ferge")
    answered(desk, "ferge")
    settings = desk.evaluate("fakeSettings")
    assert settings["root"] == site_url
    assert settings["index"].startswith("assets/meeting-archive/search/")


def test_the_themes_search_is_gone(desk, site_url, requests):
    """The theme's script asks for no index of its own and complains of nothing."""
    desk.goto(site_url)
    desk.wait_for_load_state("networkidle")
    assert [url for url in requests if "search_index" in url or "/workers/" in url] == []


def test_without_javascript_the_page_says_why(browser, site_url):
    """The form leads to the search page, which says what it needs and shows the lists."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url)
    page.locator(".ma-headbox input").fill("ferge")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sok/?q=ferge")
    expect(page.locator("noscript p")).to_contain_text("Nå er JavaScript slått av.")
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.locator("#ma-filters")).to_be_hidden()
    page.locator("#ma-lists").get_by_role("link", name="Vedtak").click()
    page.wait_for_url("**/vedtak/")
    context.close()


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("asking", ["", "?q=ferge&organ=su&ar=2021", "?q=ingenting", "?q=feil"])
def test_the_search_reflows(desk, sok, asking, width):
    """Nothing has to be scrolled sideways, whatever the page shows."""
    desk.set_viewport_size({"width": width, "height": 800})
    desk.goto(sok + asking)
    expect(desk.locator("#ma-answer")).not_to_have_attribute("data-state", "busy")
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert desk.evaluate(overflow) == 0
