"""The preview: drafts, errors that are shown where one looks, and a server that lives on."""

import re
from pathlib import Path

import pytest

from building import CONFIG
from serving import serving

PATH = "meetings/su/2021-03-04/protokoll.md"
FERRY = "## SU 05/21 Ny ferge\n\nVedtak: Saken vedtas."
BROKEN = "stad: Nes"


def preview(archive):
    """Build once, as a preview does."""
    return archive.build(command="serve", strict=False)


# Drafts


def test_drafts_are_marked_on_pages_and_in_lists(archive):
    """A draft has a banner, and a mark in each list that it is in; what is published has none."""
    archive.minutes(FERRY, front_matter="kladd: ja\ntema: [ferge]")
    archive.write("meetings/avtale.md", "---\ntype: avtale\ntittel: Drift\nkladd: ja\n---\n")
    preview(archive)
    mark = 'class="ma-badge ma-badge--draft">kladd<'
    lists = "moter/ moter/su/ moter/su/2021-03-04/ saker/su/2021/ vedtak/2021/ tema/ferge/ avtaler/"
    for address in ("", *lists.split()):
        assert mark in archive.text(address), address
    for address in ("moter/su/2021-03-04/", "saker/su/2021/5/", "avtaler/drift/"):
        assert "Kladd." in archive.text(address)
    archive.minutes(FERRY, front_matter="tema: [ferge]")
    archive.write("meetings/avtale.md", "---\ntype: avtale\ntittel: Drift\n---\n")
    preview(archive)
    assert 'ma-badge--draft">' not in archive.all_text()


def test_a_build_has_no_draft_and_no_mark(archive):
    """What may be published tells nothing of what may not."""
    archive.minutes(FERRY, front_matter="kladd: ja")
    archive.build()
    assert "Ny ferge" not in archive.all_text()
    assert "kladd</span>" not in archive.all_text()


# Errors, in one process


def test_an_error_in_the_first_build_is_a_page(archive, caplog):
    """Without an earlier site, every address tells what is wrong; the terminal does too."""
    archive.minutes(FERRY, front_matter=f"{BROKEN}\nmøteleier: Kari")
    site = preview(archive)
    for name in ("index.html", "404.html"):
        text = (site / name).read_text(encoding="utf-8")
        assert "2 feil i arkivet" in text
        assert f"<code>{PATH}:5</code><br>ukjent nøkkel «stad»" in text
        assert f"<code>{PATH}:6</code><br>ukjent nøkkel «møteleier», mente du «møteleder»?" in text
        assert "ingen tidligere utgave" in text
        assert "</body>" in text
    assert sorted(path.name for path in site.iterdir()) == ["404.html", "index.html"]
    assert f"{PATH}:5: ukjent nøkkel «stad»" in caplog.text


def test_what_an_error_quotes_is_text(archive):
    """What a record holds is no HTML on the page that tells what is wrong with it."""
    archive.minutes(FERRY, front_matter="språk: <script>alert(1)</script>")
    text = (preview(archive) / "index.html").read_text(encoding="utf-8")
    assert "«&lt;script&gt;alert(1)&lt;/script&gt;»" in text
    assert "<script" not in text


@pytest.mark.parametrize("option", ["use_directory_urls: false", "extra: {}"])
def test_an_error_in_a_build_still_stops_it(archive, caplog, option):
    """No build ever publishes a page about errors."""
    archive.write("mkdocs.yml", f"{CONFIG.format(language='nb')}\n{option}\n")
    archive.minutes(FERRY, front_matter=BROKEN)
    with pytest.raises(Exception, match=r"^$|Aborted|feil|use_directory_urls"):
        archive.build()
    assert not (archive.root / "site").exists()


def test_a_page_in_the_way_of_the_archive_is_told_of(archive):
    """What is found wrong only when pages are added is shown like all else."""
    archive.minutes(FERRY)
    archive.write("docs/saker/index.md", "# Saker\n")
    text = (preview(archive) / "index.html").read_text(encoding="utf-8")
    assert "1 feil i arkivet" in text
    assert "har samme adresse som en side i arkivet" in text


# A real server


def test_the_server_lives_on_and_recovers(archive):
    """An error is shown above the last good pages, at their addresses, until it is mended."""
    archive.minutes(FERRY)
    case = "saker/su/2021/5/"
    with serving(archive) as server:
        good = server.until("Ny ferge", address=case)
        assert "ma-problems" not in good
        archive.minutes(FERRY.replace("Ny ferge", "Ny bru"), front_matter=BROKEN)
        broken = server.until("1 feil i arkivet", f"{PATH}:5", "Ny ferge", address=case)
        assert "Under står den siste gode utgaven" in broken
        assert "livereload" in broken
        assert "Ny bru" not in broken
        assert broken.index("1 feil i arkivet") < broken.index("<header")
        assert "1 feil i arkivet" in server.get()[1]
        assert server.get("assets/meeting-archive/archive.css")[0] == 200
        # A second mistake is shown once, above the same pages.
        archive.minutes(FERRY, front_matter=f"{BROKEN}\nmøteleier: Kari")
        broken = server.until("2 feil i arkivet", "Ny ferge", address=case)
        assert broken.count('id="ma_problems"') == 1
        archive.minutes(FERRY.replace("Ny ferge", "Ny bru"))
        mended = server.until("Ny bru", address=case, absent=["ma-problems"])
        assert "Ny ferge" not in mended
        assert f"{PATH}:5: ukjent nøkkel «stad»" in server.told()
    assert server.process.returncode == 0
    assert not [*Path(archive.root.parent).glob("mkdocs_*-siste")]


def test_the_server_starts_with_an_error(archive):
    """A first build that fails gives the page of errors; a mended record the archive."""
    archive.minutes(FERRY, front_matter=BROKEN)
    with serving(archive) as server:
        assert "livereload" in server.until("1 feil i arkivet")
        status, text = server.get("saker/")
        assert (status, "1 feil i arkivet" in text) == (404, True)
        archive.minutes(FERRY)
        server.until("Ny ferge", address="saker/su/2021/5/", absent=["ma-problems"])


def test_the_server_sees_records_pages_and_templates(archive):
    """A change of any of them gives a new site."""
    archive.minutes(FERRY)
    archive.write("over/main.html", '{% extends "base.html" %}')
    config = CONFIG.replace("name: material,", "name: material, custom_dir: over,")
    archive.write("mkdocs.yml", config.format(language="nb"))
    with serving(archive) as server:
        server.until("Velkommen")
        archive.write("docs/index.md", "# Nordvik\n\nGod dag.\n")
        server.until("God dag")
        archive.write(
            "over/main.html",
            '{% extends "base.html" %}{% block announce %}Ny mal{% endblock %}',
        )
        server.until("Ny mal")
        told = re.search(r"Watching paths for changes: (.*)", server.told())[1]
        assert "meetings" in told
        assert "mkdocs_meeting_archive" in told
        front = "type: protokoll\norgan: SU\nmøtedato: 2021-05-06"
        path = "meetings/su/2021-05-06/protokoll.md"
        archive.write(path, f"---\n{front}\n---\n\n## SU 06/21 Kai\n")
        server.until("Kai", address="saker/su/2021/6/")
