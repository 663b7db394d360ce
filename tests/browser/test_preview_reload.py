"""The preview in a browser: what is wrong comes, and goes, by itself."""

from building import CONFIG, Archive
from serving import serving

FERRY = "## SU 05/21 Ny ferge\n\nVedtak: Saken vedtas."


def test_an_error_comes_and_goes_where_the_editor_looks(tmp_path, page):
    """The open page shows the error on top, and is itself again when it is mended."""
    archive = Archive(tmp_path / "arkiv")
    archive.write("mkdocs.yml", CONFIG.format(language="nb"))
    archive.write("docs/index.md", "# Nordvik\n\nVelkommen.\n")
    archive.minutes(FERRY)
    with serving(archive) as server:
        server.until("Ny ferge", address="saker/su/2021/5/")
        page.goto(f"{server.url}saker/su/2021/5/")
        archive.minutes(FERRY, front_matter="stad: Nes")
        panel = page.get_by_role("alert", name="1 feil i arkivet")
        panel.wait_for(timeout=40_000)
        assert "ukjent nøkkel «stad»" in panel.inner_text()
        assert panel.bounding_box()["y"] == 0
        assert page.get_by_role("heading", name="Ny ferge").is_visible()
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        archive.minutes(FERRY.replace("ferge", "bru"))
        page.get_by_role("heading", name="Ny bru").wait_for(timeout=40_000)
        assert page.get_by_role("alert").count() == 0
        page.goto("about:blank")  # before the server that it waits for is gone
