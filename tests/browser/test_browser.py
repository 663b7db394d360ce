"""The site of the real records, in a real browser."""

import pytest
from playwright.sync_api import expect


def test_a_reader_walks_from_the_front_page_to_an_agreement(page, site_url):
    """Front page, meeting, case and agreement lead on to each other by plain links."""
    page.goto(site_url)
    expect(page.locator("h1")).to_have_text("Trondheimsregionens møtearkiv")
    page.get_by_role("link", name="dato ukjent, papirer datert 1. februar 2017").first.click()
    page.wait_for_url("**/moter/au/innkalt-2017-02-01/")
    page.get_by_role("link", name="Tettere samarbeid mellom Trondheimsregionen").click()
    page.wait_for_url("**/saker/au/2017/3/")
    expect(page.get_by_text("Protokoll finnes ikke i arkivet.")).to_be_visible()
    page.get_by_role("link", name="Avtale mellom Trondheim kommune").click()
    page.wait_for_url("**/avtaler/2017-avtale-mellom-*/")
    expect(page.get_by_text("fra 1. januar 2017 til 31. desember 2017")).to_be_visible()


def test_the_menu_opens_on_a_phone(phone, site_url):
    """On a phone the sections are behind the menu button, on every page."""
    phone.goto(f"{site_url}saker/au/2016/43/")
    phone.locator("label.md-header__button[for=__drawer]").first.click()
    phone.locator("nav.md-nav--primary").get_by_role("link", name="Vedtak", exact=True).click()
    phone.wait_for_url("**/vedtak/")


def test_a_sub_item_has_an_address_of_its_own(page, site_url):
    """The anchor of a sub-item leads to it."""
    page.goto(f"{site_url}saker/au/2016/43/#samarbeid-om-interreg")
    expect(page.locator("#samarbeid-om-interreg")).to_contain_text("Saken utsettes.")


def test_both_numbers_of_a_misprinted_case_find_it(page, site_url):
    """AU 39/16 is found by that number and by the printed RF 39/16."""
    for number in ("AU 39/16", "RF 39/16"):
        page.goto(f"{site_url}sok/?q={number}")
        hit = page.locator("a.ma-hit__link").first
        expect(hit).to_have_attribute("href", f"{site_url}saker/au/2016/39/")


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize(
    "address",
    [
        "",
        "moter/",
        "moter/au/2016-12-07/",
        "moter/au/innkalt-2017-02-01/innkalling/",
        "saker/au/2016/36/",
        "saker/au/2017/3/",
        "vedtak/",
        "programmer/2017-03-23-felles-formannskapssamling/",
        "sok/",
        "sok/?q=avtale&organ=au",
        "veiledning/format/",
    ],
)
def test_pages_reflow(page, site_url, address, width):
    """No page has to be scrolled sideways, down to 320 pixels."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site_url + address)
    width_of = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(width_of) == 0


def test_pages_work_without_javascript(browser, site_url):
    """Meeting and case are complete without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}moter/au/2016-12-07/")
    page.get_by_role("link", name="Eventuelt").click()
    expect(page.get_by_text("Saken utsettes.")).to_be_visible()
    context.close()


def test_nothing_is_fetched_from_elsewhere(page, site_url, requests):
    """Fonts, scripts and images come from the site; no request leaves it."""
    for address in ("", "moter/au/2016-12-07/", "saker/au/2016/35/", "data/", "sok/?q=avtale"):
        page.goto(site_url + address)
        page.wait_for_load_state("networkidle")
    assert requests
    assert [url for url in requests if not url.startswith((site_url, "data:"))] == []


def test_a_reader_follows_a_case_to_what_came_before(page, site_url):
    """From AU 06/17 the path leads to AU 43/16, and from there back."""
    page.goto(f"{site_url}saker/au/2017/6/")
    page.locator(".ma-path").get_by_role("link", name="Eventuelt").click()
    page.wait_for_url("**/saker/au/2016/43/")
    page.locator(".ma-path").get_by_role("link", name="Interreg").click()
    page.wait_for_url("**/saker/au/2017/6/")
