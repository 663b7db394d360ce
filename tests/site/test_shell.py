"""Pages that fill the theme's page are what the theme makes when it is asked for each."""

import pytest
from bs4 import BeautifulSoup

from mkdocs_meeting_archive import plugin
from mkdocs_meeting_archive.shell import Shells, Values

FEATURES = "features: [navigation.tabs, navigation.path, content.action.edit, navigation.top]"
SETTINGS = """
site_description: Møter & saker
nav: [Forside: index.md, Møter: [moter/index.md, moter/su/index.md], Saker: saker/index.md]
"""


@pytest.fixture
def varied(full):
    """Make an archive with much that the theme can show of its pages."""
    full.minutes(
        "## SU 98/21 Vei <b>& bru</b> \"nå\" 'da' \\1 {{ x }}\n\nVedtak: Saken vedtas.",
        path="meetings/su/2021-03-05/protokoll.md",
    )
    record = full.root / "meetings/su/2021-03-05/protokoll.md"
    record.write_text(record.read_text("utf-8").replace("03-04", "03-05"), encoding="utf-8")
    config = full.root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("font: false", f"font: false, {FEATURES}")
    config.write_text(text + SETTINGS, encoding="utf-8")
    return full


class Asked(Shells):
    """Asks the theme for every page."""

    def of(self, values):
        """Find no page that can be filled."""


def both_ways(archive, monkeypatch):
    """Return the site as it is, and as it is when the theme is asked for every page."""
    archive.build(strict=False)
    filled = archive.bytes()
    monkeypatch.setattr(plugin, "Shells", Asked)
    archive.build(strict=False)
    return filled, archive.bytes()


def test_every_page_is_what_the_theme_makes_of_it(varied, monkeypatch):
    """To the byte, with edit links, titles that need quoting, and pages named in `nav`."""
    filled, asked = both_ways(varied, monkeypatch)
    assert "saker/su/2021/98/index.html" in filled
    assert filled == asked


@pytest.mark.parametrize(
    "block",
    [
        "{{ page.title | upper }}",
        "{{ page.title | truncate(9) }}",
        "{{ page.title | striptags }}",
        "{{ page.title | tojson }}",
        "{{ page.title | length }}",
        "{{ page.content | striptags | wordcount }}",
        "{{ page.meta.archive_title }}{{ page.meta.archive_title | e }}{{ page.title | e }}",
        "{{ page.url }} {{ page.canonical_url }} {{ page.file.src_uri }} {{ page.update_date }}",
        "{{ page.url | replace('/', '-') }}",
        "{% if page.url.startswith('saker/') %}sak{% endif %}",
        "{% if page.title.startswith('SU') %}{% endif %}{{ page.title | replace('x', 'y') }}",
        "{% for each in page.ancestors %}{{ each.title }}{% endfor %}",
        "{{ 'moter/su/' | url }} {{ base_url }}",
    ],
)
def test_a_theme_may_do_what_it_likes_with_a_page(varied, monkeypatch, block):
    """What a site's own template makes of titles, contents and addresses is what it would be."""
    config = varied.root / "mkdocs.yml"
    config.write_text(config.read_text().replace("font: false,", "font: false, custom_dir: egen,"))
    varied.write(
        "egen/partials/footer.html", '{% if page %}<p id="mine">' + block + "</p>{% endif %}"
    )
    filled, asked = both_ways(varied, monkeypatch)
    assert b'id="mine"' in filled["saker/su/2021/98/index.html"]
    assert filled == asked


def test_a_page_is_in_its_section_and_in_the_sitemap(varied):
    """The section is marked as the current one, and every page is listed once."""
    varied.build(strict=False)
    page = BeautifulSoup(varied.text("saker/su/2021/98/"), "html.parser")
    assert page.select_one(".md-tabs__item--active").get_text(strip=True) == "Saker"
    listed = [each.text for each in BeautifulSoup(varied.text("sitemap.xml"), "xml").select("loc")]
    assert len(listed) == len(set(listed))
    pages = (varied.root / "site").rglob("index.html")
    addresses = {path.parent.relative_to(varied.root / "site").as_posix() for path in pages}
    root = "https://arkiv.example/nordvik/"
    assert {root if each == "." else f"{root}{each}/" for each in addresses} == set(listed)


def test_other_plugins_see_the_pages_around_contents(varied):
    """A hook that adds to every page adds to the archive's too."""
    varied.write(
        "krok.py",
        "def on_post_page(output, page, config):\n"
        "    return output.replace('</body>', '<i>krok</i></body>')\n"
        "def on_page_context(context, page, config, nav):\n"
        "    return {**context, 'mine': 1}\n",
    )
    config = varied.root / "mkdocs.yml"
    config.write_text(config.read_text() + "hooks: [krok.py]\n")
    varied.build(strict=False)
    assert varied.text("saker/su/2021/98/").count("<i>krok</i>") == 1


def test_other_plugins_find_the_pages_when_the_site_is_built(varied):
    """A hook that changes the built site changes the archive's pages too."""
    varied.write(
        "krok.py",
        "from pathlib import Path\n"
        "def on_post_build(config):\n"
        "    for path in Path(config.site_dir).rglob('index.html'):\n"
        "        path.write_bytes(path.read_bytes() + b'<!-- krok -->')\n",
    )
    config = varied.root / "mkdocs.yml"
    config.write_text(config.read_text() + "hooks: [krok.py]\n")
    for _ in range(2):
        varied.build(strict=False)
        for address in ("", "saker/", "saker/su/2021/98/"):
            assert varied.text(address).count("<!-- krok -->") == 1


def test_the_theme_is_asked_once_for_pages_that_are_alike():
    """However many pages there are, the theme makes as many as there are shapes, and one more."""
    asked = []

    def render(values, content):
        asked.append(values)
        return f"<a href='{values.address}'>{values.title}</a>{content}"

    shells = Shells(render, ("moter/", "saker/"))
    pages = [
        (Values(f"saker/su/2021/{n}/", f"Sak {n}", "", "", "", "saker/", True), f"<p>{n}")
        for n in range(50)
    ]
    shells.try_with(*pages[0])
    for values, content in pages:
        assert shells.page(values, content) == render(values, content)
    assert len(asked) == 2 + len(pages)
