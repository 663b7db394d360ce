"""The search's index as a site publishes it: nothing withheld in it, and always the same."""

import gzip
import json
import re
import shutil

import pytest
from bs4 import BeautifulSoup
from mkdocs.exceptions import Abort

from mkdocs_meeting_archive.search_index import page_passages

INDEX = "site/assets/meeting-archive/search/index"
VEI = "## SU 01/21 Vei\n\nVedtak: Saken vedtas."
DRAFT_DAY = "meetings/su/2021-04-08"


def unpacked(archive):
    """Return every file of the index, unpacked, as one text; file names included."""
    folder = archive.root / INDEX
    texts = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            packed = path.suffix == ".bin"
            texts += [path.name, (gzip.decompress(content) if packed else content).decode()]
    assert len(texts) > 8
    return "\n".join(texts)


def canaries(archive):
    """Return the invented words, all beginning with "zq", that any file of the index holds."""
    return set(re.findall(r"zq[a-z]+", unpacked(archive).casefold()))


def titles(archive):
    """Return the addresses and titles of all that can be found."""
    found = {}
    for path in (archive.root / INDEX).rglob("texts-*.bin"):
        for entry in json.loads(gzip.decompress(path.read_bytes())):
            found[entry["address"]] = entry["title"]
    return found


RECORD = """
---
type: protokoll
organ: SU
møtedato: 2021-04-08
sted: Zqsted
møteleder: Zqleder
referent: Zqreferent
til_stede: [Zqdeltaker]
forfall: [Zqforfall]
tema: [Zqtema]
{key}
saker:
  SU 09/21: {{merknad: Zqsaksmerknad, tema: [Zqsakstema]}}
merknader: [Zqmerknad]
vedlegg: [{{nr: 1, fil: zqfil.pdf}}]
frister: [{{dato: 2021-12-01, hva: Zqfrist}}]
---

Zqstart

## SU 09/21 Zqtittel om byvekst

Sak: Zqsaksframstilling

Forslag til vedtak: Zqforslag vedtas.

Fra møtet: Zqdebatt

Vedlegg 1: Zqvedlegg

Vedtak: Zqvedtak vedtas.

### Zqunderpunkt

Vedtak: Zqundervedtak vedtas.

## Zqannet

Zqhale
"""
OF_RECORD = {
    "zqsted", "zqleder", "zqreferent", "zqdeltaker", "zqforfall", "zqtema", "zqsaksmerknad",
    "zqsakstema", "zqmerknad", "zqfrist", "zqstart", "zqtittel", "zqsaksframstilling",
    "zqforslag", "zqdebatt", "zqvedlegg", "zqvedtak", "zqunderpunkt", "zqundervedtak", "zqannet",
    "zqhale",
}  # fmt: skip


def with_record(archive, key=""):
    """Write a record full of canaries, with a key in its front matter, beside an ordinary one."""
    archive.minutes(VEI)
    archive.write(f"{DRAFT_DAY}/protokoll.md", RECORD.format(key=key))
    archive.write(f"{DRAFT_DAY}/zqfil.pdf", "Zqfilinnhold")
    return archive


def test_everything_of_a_published_record_is_in_the_index(archive):
    """What the next tests look for is there when nothing withholds it."""
    with_record(archive).build(strict=False)
    assert canaries(archive) >= OF_RECORD


@pytest.mark.parametrize(
    "key",
    [
        "kladd: ja",
        "publiseres: 2021-06-02",
        "unntatt: offl. § 13",
        "kladd: ja\nunntatt: offl. § 13",
        "fjernet: {dato: 2021-05-02, grunn: Publisert ved en feil.}",
    ],
)
def test_no_file_of_the_index_holds_a_record_that_is_not_published(archive, key):
    """Drafts, what waits for its day, what is withheld and what was removed."""
    with_record(archive, key).build(strict=False)
    assert canaries(archive) == set()
    assert "Vei" in titles(archive).values()


@pytest.mark.parametrize("key", ["kladd: ja", "publiseres: 2021-06-02"])
def test_a_draft_is_in_the_previews_index_only(archive, key):
    """The preview shows what is to come; a build after it has no trace of that."""
    with_record(archive, key).build(command="serve", strict=False)
    assert canaries(archive) >= OF_RECORD
    archive.build(strict=False)
    assert canaries(archive) == set()


def test_a_preview_withholds_what_is_withheld(archive):
    """Nobody's preview has what is exempt from the public."""
    with_record(archive, "unntatt: offl. § 13").build(command="serve", strict=False)
    assert canaries(archive) == set()


def test_a_record_is_in_the_index_from_its_day_on(archive, monkeypatch):
    """The clock that is given decides, also where the index of the day before was kept."""
    with_record(archive, "publiseres: 2021-06-02").build(strict=False)
    assert canaries(archive) == set()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1622635200")
    archive.build(strict=False)
    assert canaries(archive) >= OF_RECORD


def test_what_is_withheld_later_is_gone_from_the_index(archive):
    """The index that was kept of the time before is not used."""
    with_record(archive).build(strict=False)
    assert canaries(archive)
    with_record(archive, "unntatt: offl. § 13").build(strict=False)
    assert canaries(archive) == set()


CASES = """
## SU 01/21 Vei

Sak: Se også SU 02/21.

Vedtak: Saken vedtas.

## SU 02/21 Zqtittel om oppsigelse

Zqtekst

Vedlegg 2: Zqvedlegg

### Zqunderpunkt

Vedtak: Zqvedtak vedtas.
"""
CASES_FRONT = """
vedlegg: [{{nr: 3, tittel: Zqvarslet, sak: SU 02/21}}]
frister: [{{dato: 2021-12-01, hva: Zqfrist, sak: SU 02/21}}]
merknader: [{{om: SU 2/21, tekst: Zqmerknad}}]
saker:
  SU 02/21: {{tema: [Zqtema], merknad: Zqsaksmerknad{key}}}
"""
OF_CASE = {
    "zqtittel", "zqtekst", "zqvedlegg", "zqunderpunkt", "zqvedtak", "zqvarslet", "zqfrist",
    "zqmerknad", "zqtema", "zqsaksmerknad",
}  # fmt: skip


def test_everything_of_a_published_case_is_in_the_index(archive):
    """What the next test looks for is there when nothing withholds it."""
    archive.minutes(CASES, front_matter=CASES_FRONT.format(key="")).build(strict=False)
    assert canaries(archive) >= OF_CASE


def test_no_file_of_the_index_holds_a_withheld_case(archive):
    """Of a withheld case its number can be found, and nothing that was said of it."""
    front = CASES_FRONT.format(key=", unntatt: offl. § 23")
    archive.minutes(CASES, front_matter=front).build(strict=False)
    assert canaries(archive) == set()
    assert titles(archive)["saker/su/2021/2/"] == "Unntatt offentlighet"
    assert "#su:2/2021" in unpacked(archive)


AGREEMENT = """
---
type: avtale
tittel: Zqavtale
gjelder_fra: 2021-01-01
parter: [Zqpart]
vedlegg_til: SU 01/21
{key}
frister: [{{dato: 2021-12-01, hva: Zqfrist}}]
merknader: [Zqmerknad]
---

Zqtekst
"""
PROGRAM = """
---
type: program
tittel: Zqprogram
arrangement: Zqarrangement
dato: 2021-04-08
{key}
---

## 8. april:

- 0900-1000: Zqforedrag
- 1000-1100: Zqdialog
"""
OF_PAPERS = {
    "zqavtale", "zqpart", "zqfrist", "zqmerknad", "zqtekst", "zqprogram", "zqarrangement",
    "zqforedrag", "zqdialog",
}  # fmt: skip


@pytest.mark.parametrize(
    ("key", "found"),
    [("", OF_PAPERS), ("unntatt: offl. § 23", set()), ("kladd: ja", set())],
    ids=["published", "withheld", "draft"],
)
def test_agreements_and_programs_are_in_the_index_when_they_are_published(archive, key, found):
    """Titles, parties, deadlines and sessions, or nothing."""
    archive.minutes(VEI)
    archive.write("meetings/su/2021-03-04/avtale.md", AGREEMENT.format(key=key))
    archive.write("meetings/su/2021-03-04/program.md", PROGRAM.format(key=key))
    archive.build(strict=False)
    assert canaries(archive) - {"zqavtal"} == found  # the stem stands in the index too


def test_pages_written_by_hand_are_in_the_index(archive):
    """With their headings as places to go to, unless they or MkDocs say otherwise."""
    archive.minutes(VEI)
    archive.write("docs/om.md", "# Om\n\nZqstart\n\n## Zqoverskrift\n\nZqtekst\n")
    archive.write("docs/utenfor.md", "---\nsearch: {exclude: true}\n---\n\n# Zqutenfor\n\nZqmer\n")
    archive.write("docs/kladd.md", "# Zqkladd\n")
    archive.write("docs/uvedkommende.md", "# Zquvedkommende\n")
    config = (archive.root / "mkdocs.yml").read_text(encoding="utf-8")
    excluded = "exclude_docs: /uvedkommende.md\ndraft_docs: /kladd.md\n"
    (archive.root / "mkdocs.yml").write_text(config + excluded, encoding="utf-8")
    archive.build(strict=False)
    assert canaries(archive) == {"zqstart", "zqoverskrift", "zqtekst"}
    assert titles(archive)["om/"] == "Om"
    assert titles(archive)[""] == "Nordvikregionens møtearkiv"


@pytest.mark.parametrize("said", ["", "ja", "[exclude]"])
def test_a_key_of_another_kind_in_a_page_does_not_stop_the_build(archive, said):
    """`search:` with nothing that is understood leaves the page in the index."""
    archive.write("docs/om.md", f"---\nsearch: {said}\n---\n\n# Om\n\nZqtekst\n")
    archive.minutes(VEI).build(strict=False)
    assert canaries(archive) == {"zqtekst"}


def test_a_pages_texts_stand_under_their_headings():
    """A heading with an id is a title and a place; code and marks are text."""
    found = list(
        page_passages(
            '<h1 id="om">Om</h1><p>Først &amp; fremst.</p>'
            '<h2 class="a" id="vei">Om <em>vei</em></h2><p>Bru <code>x &lt; y</code></p>'
            "<h3>Uten sted</h3><p>Tekst</p>"
        )
    )
    assert [(each.text, each.label, each.anchor) for each in found] == [
        ("Først & fremst.", None, None),
        ("Om vei", None, "vei"),
        ("Bru x < y", "Om vei", "vei"),
        ("Tekst", None, None),
    ]


def test_the_archives_lists_are_not_in_the_index(archive):
    """Lists lead to what can be found, and are no answers themselves; bodies and topics are."""
    archive.minutes(VEI, front_matter="tema: [Ferger]").build()
    assert set(titles(archive)) == {
        "",
        "moter/su/",
        "moter/su/2021-03-04/",
        "moter/su/2021-03-04/protokoll/",
        "saker/su/2021/1/",
        "tema/ferger/",
    }


def test_the_themes_index_is_not_built(archive):
    """There is one search."""
    archive.minutes(VEI).build()
    assert not list((archive.root / "site").rglob("search_index*"))
    assert not (archive.root / "site/search").exists()


def test_the_themes_search_is_warned_of(archive, caplog):
    """Two searches would be one too many."""
    config = (archive.root / "mkdocs.yml").read_text(encoding="utf-8")
    both = config.replace("plugins:\n", "plugins:\n  - search\n")
    (archive.root / "mkdocs.yml").write_text(both, encoding="utf-8")
    archive.minutes(VEI).build(strict=False)
    assert "arkivet har sitt eget søk" in caplog.text


# ---- Kept between builds ----


def test_two_builds_make_the_same_index(archive):
    """Whether made anew or taken from what was kept, byte for byte."""
    with_record(archive).build(strict=False)
    first = archive.bytes()
    archive.build(strict=False)
    assert archive.bytes() == first
    shutil.rmtree(archive.root / ".cache")
    archive.build(strict=False)
    assert archive.bytes() == first


def test_a_cache_that_cannot_be_written_is_no_error(archive):
    """The index is made; it is only not kept."""
    archive.write(".cache", "no folder").minutes(VEI).build()
    assert "Vei" in titles(archive).values()


# ---- Options ----


def with_option(archive, line):
    config = (archive.root / "mkdocs.yml").read_text(encoding="utf-8")
    more = config.replace("      bodies:\n", f"      {line}\n      bodies:\n")
    assert more != config
    (archive.root / "mkdocs.yml").write_text(more, encoding="utf-8")
    return archive


def settings(archive):
    page = BeautifulSoup(archive.text("sok/"), "html.parser")
    return json.loads(page.find(id="ma-search-settings").string)


def test_other_archives_are_named_to_the_search(archive):
    """Their names, and the roots of their sites, which end in a slash."""
    archive.minutes(VEI).build()
    assert settings(archive)["archives"] == []
    line = "archives: [{name: Naboens arkiv, address: 'https://nabo.example/arkiv'}]"
    with_option(archive, line).build()
    assert settings(archive)["archives"] == [
        {"name": "Naboens arkiv", "address": "https://nabo.example/arkiv/"}
    ]


@pytest.mark.parametrize(
    "line",
    [
        "archives: [{name: Naboens arkiv}]",
        "archives: [{address: 'https://nabo.example/'}]",
        "archives: [{name: Naboens arkiv, address: nabo}]",
        "archives: https://nabo.example/",
    ],
)
def test_an_archive_without_name_or_address_stops_the_build(archive, line):
    """MkDocs says what is wrong, and nothing is built."""
    with_option(archive.minutes(VEI), line)
    with pytest.raises(Abort):
        archive.build()
    assert not (archive.root / "site").exists()


def manifest(archive):
    return json.loads((archive.root / INDEX / "manifest.json").read_text(encoding="utf-8"))


def test_synonyms_are_in_the_index(archive):
    """As the editors wrote them; a byte order mark is no letter."""
    archive.write("ord.txt", "\ufeffferge = båt  # begge går på vann\n").minutes(VEI)
    with_option(archive, "synonyms: ord.txt").build()
    assert manifest(archive)["synonyms"] == [["ferge", "båt"]]


@pytest.mark.parametrize("content", [None, b"ferge = b\xe5t\n"], ids=["missing", "latin1"])
def test_synonyms_that_cannot_be_read_are_told(archive, caplog, content):
    """A file that is missing, or is no UTF-8, is named."""
    if content is not None:
        (archive.root / "ord.txt").write_bytes(content)
    with pytest.raises(SystemExit):
        with_option(archive.minutes(VEI), "synonyms: ord.txt").build()
    assert "filen «ord.txt» («synonyms») finnes ikke, eller er ikke UTF-8-tekst" in caplog.text
    assert not (archive.root / "site").exists()


def test_a_line_that_is_no_synonym_is_told(archive, caplog):
    """With its file and line, beside what is wrong with the records."""
    archive.write("docs/ord.txt", "ferge = båt\nbare ett\n").minutes(VEI)
    with pytest.raises(SystemExit):
        with_option(archive, "synonyms: docs/ord.txt").build()
    assert "docs/ord.txt:2: «bare ett» er ikke synonymer" in caplog.text
    assert "[invalid-synonym]" in caplog.text


def test_municipalities_are_filters_of_what_names_them(archive):
    """A name or its genitive, not a word that begins with it."""
    archive.minutes(
        "## SU 01/21 Nordviks ferger\n\nVedtak: Saken vedtas.\n\n"
        "## SU 02/21 Nordvikregionen\n\nVedtak: Saken vedtas."
    )
    with_option(archive, "municipalities: [Nordvik, Sildvåg]").build()
    assert manifest(archive)["facets"]["kommune"] == [["nordvik", "Nordvik"]]


# ---- What is published with it ----


def test_the_stemmers_licence_is_published_beside_it(archive):
    """Whoever gets the code gets its terms."""
    archive.minutes(VEI).build()
    folder = "assets/meeting-archive/search/"
    assert archive.text(f"{folder}snowball.js")
    assert "Redistribution" in archive.text(f"{folder}snowball.LICENSE.txt")


def test_the_search_names_no_other_host(archive):
    """Scripts, style, page and index have no address of another site in them."""
    archive.minutes(VEI).build()
    texts = {"sok/": archive.text("sok/"), "index": unpacked(archive)}
    for path in (archive.root / "site/assets/meeting-archive/search").glob("*.*"):
        if path.suffix in {".js", ".css"}:
            texts[path.name] = path.read_text(encoding="utf-8")
    hosts = {
        (name, host)
        for name, text in texts.items()
        for host in re.findall(r"https?://([a-z0-9.-]+)", text)
    }
    assert {host for _name, host in hosts} <= {
        "arkiv.example",  # the site itself
        "www.w3.org",  # the name of SVG's namespace
        "squidfunk.github.io",  # the theme's link at the foot of the page
    }
