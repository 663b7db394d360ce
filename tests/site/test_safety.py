"""Nothing leaks, nothing runs."""

import json

import pytest
from bs4 import BeautifulSoup

HOSTILE = """
## SU 01/21 <script>alert("tittel")</script> {{ config.site_name }}

<img src=x onerror=alert(1)> og <b onclick="alert(2)">fet</b> og [lenke](javascript:alert(3)).

Vedlegg 1: "><script>alert(4)</script>

### <svg onload=alert(5)> under

Vedtak: Saken vedtas. {% raw %} {{ 7 * 7 }} </script><script>alert(6)</script>
"""
HOSTILE_FRONT = """
referanse: '"><script>alert(7)</script>'
sted: "<img src=x onerror=alert(8)>"
til_stede: ["<script>alert(9)</script>"]
tema: ["<script>alert(10)</script>"]
merknader: ["<script>alert(11)</script>"]
vedlegg: [{nr: 2, tittel: "<script>alert(12)</script>", url: "https://x.example/\\u0022onmouseover=alert(13)"}]
"""


def elements(page):
    """Return what could run in a page: scripts that are not the theme's, and event handlers."""
    soup = BeautifulSoup(page, "html.parser")
    scripts = [
        tag
        for tag in soup.find_all("script")
        if "alert(" in tag.get_text() and tag.get("type") != "application/json"  # data
    ]
    handlers = [
        (tag.name, name) for tag in soup.find_all() for name in tag.attrs if name.startswith("on")
    ]
    unsafe = [
        tag["href"]
        for tag in soup.find_all(href=True)
        if tag["href"].strip().casefold().startswith(("javascript:", "data:", "vbscript:"))
    ]
    return scripts, handlers, unsafe


def test_html_in_records_is_text_on_every_page(archive):
    """Markup in a body, a title, front matter and a link neither runs nor breaks a page."""
    front = HOSTILE_FRONT.replace(', url: "https://x.example/\\u0022onmouseover=alert(13)"', "")
    archive.minutes(HOSTILE, front_matter=front).build(strict=False)
    for path in (archive.root / "site").rglob("*.html"):
        assert elements(path.read_text(encoding="utf-8")) == ([], [], []), path
    case = BeautifulSoup(archive.text("saker/su/2021/1/"), "html.parser")
    assert '<script>alert("tittel")</script> {{ config.site_name }}' in case.h1.get_text()
    assert '<script>alert("tittel")</script>' in case.title.get_text()
    assert "{% raw %} {{ 7 * 7 }}" in case.main.get_text()


def test_html_in_records_is_text_in_data(archive):
    """The data hold no raw tag."""
    front = HOSTILE_FRONT.replace(', url: "https://x.example/\\u0022onmouseover=alert(13)"', "")
    archive.minutes(HOSTILE, front_matter=front).build(strict=False)
    text = archive.text("data/archive.json")
    assert "<" not in text
    assert json.loads(text)["cases"][0]["title"].startswith('<script>alert("tittel")</script>')


def test_an_address_that_breaks_out_is_refused(archive):
    """A url in front matter with a quote in it is an error."""
    with pytest.raises(SystemExit):
        archive.minutes("## SU 01/21 Vei", front_matter=HOSTILE_FRONT).build(strict=False)


def test_a_dropped_link_is_told_at_its_line(archive, caplog):
    """A javascript: link is a warning at its line, and its text stays."""
    archive.minutes("## SU 01/21 Vei\n\nVedtak: Saken\n[vedtas](javascript:alert(1)).")
    archive.build(strict=False)
    expected = (
        "meetings/su/2021-03-04/protokoll.md:10: lenken til «javascript:alert(1)» er tatt bort"
    )
    assert expected in caplog.text
    assert "vedtas" in archive.text("saker/su/2021/1/")


def test_html_comments_stop_the_build(archive, caplog):
    """What an editor thought hidden is not published by surprise."""
    archive.minutes("## SU 01/21 Vei\n\nVedtak: Saken vedtas. <!-- bare for oss -->")
    with pytest.raises(SystemExit):
        archive.build(strict=False)
    assert "protokoll.md:9: en HTML-kommentar" in caplog.text


DRAFT = """
---
type: protokoll
organ: SU
møtedato: 2021-04-08
tema: [Hemmeligtema]
{key}
saker:
  SU 09/21: {{merknad: Hemmeligmerknad}}
merknader: [Hemmeligmerknad]
vedlegg: [{{nr: 1, fil: hemmeligfil.pdf}}]
---

## SU 09/21 Hemmeligtittel

Hemmeligtekst

Vedtak: Hemmeligvedtak vedtas.
"""


@pytest.mark.parametrize("key", ["kladd: ja", "publiseres: 2021-06-02", "kladd: ja\nunntatt: § 13"])
def test_a_draft_leaves_no_trace(archive, key):
    """With a draft, the site is byte for byte what it is without the file."""
    archive.minutes("## SU 01/21 Vei\n\nVedtak: Saken vedtas.").build()
    before = archive.bytes()
    archive.write("meetings/su/2021-04-08/hemmelig.md", DRAFT.format(key=key))
    archive.write("meetings/su/2021-04-08/hemmeligfil.pdf", "Hemmeligfil")
    archive.build()
    assert archive.bytes() == before
    assert "hemmelig" not in archive.all_text().casefold()


def test_a_record_is_published_from_its_day_on(archive, monkeypatch):
    """`publiseres` holds a record back until that day, by the clock that is given."""
    archive.write("meetings/su/2021-04-08/hemmelig.md", DRAFT.format(key="publiseres: 2021-06-02"))
    archive.write("meetings/su/2021-04-08/hemmeligfil.pdf", "Hemmeligfil")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1622635200")
    archive.build(strict=False)
    assert "Hemmeligtittel" in archive.text("saker/su/2021/9/")
    assert (archive.root / "site/moter/su/2021-04-08/hemmeligfil.pdf").read_text() == "Hemmeligfil"


def test_a_withheld_record_shows_type_body_date_and_basis_only(archive):
    """Nothing else of a withheld record is in any output."""
    archive.write("meetings/su/2021-04-08/hemmelig.md", DRAFT.format(key="unntatt: offl. § 13"))
    archive.write("meetings/su/2021-04-08/hemmeligfil.pdf", "Hemmeligfil")
    archive.build()
    text = archive.all_text()
    assert "hemmelig" not in text.casefold()
    page = BeautifulSoup(
        archive.text("moter/su/2021-04-08/protokoll/"), "html.parser"
    ).main.get_text()
    for shown in ("Protokoll", "Samarbeidsutvalget", "8. april 2021", "offl. § 13"):
        assert shown in page


def test_a_withheld_agreement_does_not_tell_its_title_by_its_address(archive):
    """The address of a withheld agreement is made without its title."""
    archive.minutes(
        "## SU 01/21 Vei\n\nVedlegg 1: Papir\n\nVedtak: Saken vedtas.",
        front_matter="""
        vedlegg: [{nr: 1, dokument: avtale/2021-hemmelig-avtale}]
    """,
    )
    archive.write("meetings/su/2021-03-04/avtale.md", """
        ---
        type: avtale
        tittel: Hemmelig avtale
        gjelder_fra: 2021-01-01
        parter: [Hemmeligpart]
        vedlegg_til: SU 01/21
        unntatt: offl. § 23
        frister: [{dato: 2021-12-01, hva: Hemmeligfrist}]
        ---

        Hemmeligtekst
    """)  # fmt: skip
    archive.build()
    assert "hemmelig" not in archive.all_text().casefold()
    assert "offl. § 23" in archive.text("saker/su/2021/1/")


WITHHELD_CASE = """
## SU 01/21 Vei

Vedtak: Saken vedtas.

## SU 02/21 Hemmeligtittel om oppsigelse

Hemmeligtekst

Vedlegg 2: Hemmeligvedlegg

### Hemmeligunderpunkt

Vedtak: Hemmeligvedtak vedtas.
"""


def test_a_withheld_case_shows_number_meeting_and_basis(archive):
    """A withheld case's text is gone from case, document, meeting, topic, data and search."""
    archive.minutes(WITHHELD_CASE, front_matter="""
        vedlegg:
          - {nr: 2, fil: hemmeligfil.pdf}
          - {nr: 3, tittel: Hemmeligvedlegg, sak: SU 02/21}
        frister: [{dato: 2021-12-01, hva: Hemmeligfrist, sak: SU 02/21}]
        merknader: [{om: SU 2/21, tekst: Hemmeligmerknad}]
        saker:
          SU 02/21: {unntatt: offl. § 23, tema: [Hemmeligtema], merknad: Hemmeligmerknad}
    """)  # fmt: skip
    archive.write("meetings/su/2021-03-04/hemmeligfil.pdf", "Hemmeligfil")
    archive.build()
    assert "hemmelig" not in archive.all_text().casefold()
    case = BeautifulSoup(archive.text("saker/su/2021/2/"), "html.parser").main.get_text()
    assert "SU 02/21" in case
    assert "offl. § 23" in case
    assert "4. mars 2021" in case
    document = BeautifulSoup(archive.text("moter/su/2021-03-04/protokoll/"), "html.parser")
    assert "offl. § 23" in document.main.get_text()


def test_a_removed_record_leaves_a_tombstone(archive):
    """A removed record's addresses stay, with when and why it was removed, and no content."""
    key = "fjernet: {dato: 2021-05-02, grunn: Publisert ved en feil.}"
    archive.write("meetings/su/2021-04-08/hemmelig.md", DRAFT.format(key=key))
    archive.write("meetings/su/2021-04-08/hemmeligfil.pdf", "Hemmeligfil")
    archive.build()
    page = archive.text("moter/su/2021-04-08/protokoll/")
    assert "2. mai 2021" in page
    assert "Publisert ved en feil." in page
    assert "fjernet" in archive.text("saker/su/2021/9/")
    text = archive.all_text()
    for word in ("Hemmeligt", "Hemmeligm", "Hemmeligv", "Hemmeligfil"):
        assert word not in text
    assert not (archive.root / "site/moter/su/2021-04-08/hemmeligfil.pdf").exists()


@pytest.mark.parametrize(
    "name", ["../../../mkdocs.yml", "/etc/passwd", "ond.html", "ond.svg", ".x"]
)
def test_only_safe_files_of_the_records_folder_are_published(archive, name):
    """A file outside the folder, or one that could run, stops the build and is not copied."""
    archive.write("meetings/su/2021-03-04/ond.html", "<script>alert(1)</script>")
    archive.write("meetings/su/2021-03-04/ond.svg", "<svg onload=alert(1) />")
    archive.write("meetings/su/2021-03-04/.x", "x")
    archive.minutes("## SU 01/21 Vei", front_matter=f"vedlegg: [{{nr: 1, fil: '{name}'}}]")
    with pytest.raises(SystemExit):
        archive.build(strict=False)
    assert not (archive.root / "site").exists()


def test_a_link_in_the_folder_is_not_followed(archive, tmp_path):
    """A symbolic link beside a record cannot bring another file into the site."""
    secret = tmp_path / "hemmelig.pdf"
    secret.write_text("Hemmelig")
    archive.minutes("## SU 01/21 Vei", front_matter="vedlegg: [{nr: 1, fil: lenke.pdf}]")
    (archive.root / "meetings/su/2021-03-04/lenke.pdf").symlink_to(secret)
    with pytest.raises(SystemExit):
        archive.build(strict=False)


def test_withheld_minutes_are_not_taken_for_missing_ones(archive):
    """Not published yet, not in the archive and withheld are three different absences."""
    archive.write("meetings/su/2021-04-08/innkalling.md", """
        ---
        type: innkalling
        organ: SU
        møtedato: 2021-04-08
        ---

        ## SU 09/21 Vei
    """)  # fmt: skip
    archive.build()
    assert "Protokollen er ikke publisert ennå." in archive.text("saker/su/2021/9/")
    archive.write("meetings/su/2021-04-08/hemmelig.md", DRAFT.format(key="unntatt: offl. § 13"))
    archive.write("meetings/su/2021-04-08/hemmeligfil.pdf", "Hemmeligfil")
    archive.build()
    for address in ("saker/su/2021/9/", "moter/su/2021-04-08/"):
        assert "Protokollen er unntatt offentlighet, offl. § 13." in archive.text(address)


def test_an_attachment_of_a_withheld_case_is_withheld_in_every_paper(archive):
    """A number that stands in a withheld case is withheld in the meeting's other papers too."""
    archive.write("meetings/su/2021-03-04/innkalling.md", """
        ---
        type: innkalling
        organ: SU
        møtedato: 2021-03-04
        saker: {SU 02/21: {unntatt: offl. § 23}}
        ---

        ## SU 01/21 Vei

        Vedlegg 1: Kart

        ## SU 02/21 Personalsak

        Vedlegg 2: Hemmeligvedlegg
    """)  # fmt: skip
    body = "## SU 01/21 Vei\n\nVedlegg 1: Kart\n\n## SU 02/21 Personalsak"
    archive.minutes(body, front_matter="""
        vedlegg: [{nr: 1, fil: kart.pdf}, {nr: 2, tittel: Hemmeligvedlegg, fil: hemmeligfil.pdf}]
    """)  # fmt: skip
    for name in ("kart.pdf", "hemmeligfil.pdf"):
        archive.write(f"meetings/su/2021-03-04/{name}", "Hemmelig" if "hem" in name else "kart")
    archive.build()
    assert "hemmelig" not in archive.all_text().casefold()
    assert (archive.root / "site/moter/su/2021-03-04/kart.pdf").exists()


@pytest.mark.parametrize(
    "text",
    [
        "## SU 01/21 Vei <!-- Hemmelig -->",
        "## SU 01/21 Vei\n\n### Bru <!-- Hemmelig -->",
        "## SU 01/21 Vei\n\nVedlegg 1: Kart <!-- Hemmelig -->",
        "## Underskrifter <!-- Hemmelig -->",
    ],
)
def test_comments_stop_the_build_wherever_they_stand(archive, text):
    """A comment in a heading or an attachment line is an error too."""
    archive.minutes(text)
    with pytest.raises(SystemExit):
        archive.build(strict=False)
