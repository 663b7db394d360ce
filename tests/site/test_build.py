"""Building: what stops it, what it leaves behind, and that it always comes out the same."""

import atexit
import gc
import subprocess
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from building import CONFIG
from mkdocs_meeting_archive.plugin import MeetingArchivePlugin

VEI = "## SU 01/21 Vei\n\nVedtak: Saken vedtas."


def test_all_problems_are_told_at_once_with_their_cure(archive, caplog):
    """Every problem of every record is told, at its line, before the build stops."""
    archive.write("meetings/su/2021-03-04/protokoll.md", """
        ---
        type: protokoll
        organ: SU

        dato: 2021-02-30

        motedato: 2021-03-04
        ---
    """)  # fmt: skip
    archive.write("meetings/su/2021-04-08/innkalling.md", "# Ingen front matter\n")
    with pytest.raises(SystemExit) as stopped:
        archive.build()
    assert stopped.value.code
    told = caplog.text
    first = "meetings/su/2021-03-04/protokoll.md"
    assert f"{first}:7: ukjent nøkkel «motedato», mente du «møtedato»?" in told
    assert f"{first}:5: «2021-02-30» er ikke en dato for «dato»" in told
    assert f"{first}:1: nøkkelen «møtedato» mangler" in told
    assert "meetings/su/2021-04-08/innkalling.md:1: filen mangler front matter" in told
    assert "Traceback" not in told


def test_a_record_that_cannot_be_read_is_the_only_one_blamed(archive, caplog):
    """Records that lean on an unreadable one are not told to be wrong too."""
    archive.minutes("## SU 01/21 Vei\n\nVedlegg 1: Avtale", front_matter="""
        vedlegg: [{nr: 1, dokument: avtale/2021-avtale-om-ferge}]
    """)  # fmt: skip
    archive.write("meetings/su/2021-03-04/avtale.md", "---\ntyp: avtale\n---\n")
    with pytest.raises(SystemExit):
        archive.build()
    assert "avtale.md:2: ukjent nøkkel «typ», mente du «type»?" in caplog.text
    assert "protokoll.md" not in caplog.text


def test_an_error_leaves_the_previous_site(archive):
    """When a record breaks, the last good site is untouched."""
    archive.minutes(VEI).build()
    before = archive.bytes()
    archive.minutes(VEI, front_matter="ukjent: ja")
    with pytest.raises(SystemExit):
        archive.build()
    assert archive.bytes() == before
    assert [path.name for path in archive.root.glob(".site*")] == []


def test_a_warning_stops_only_a_strict_build(archive):
    """A warning fails --strict, which leaves the previous site; otherwise the site is new."""
    archive.minutes(VEI).build()
    before = archive.bytes()
    archive.minutes("## SU 01/20 Vei\n\nVedtak: Saken vedtas.")
    with pytest.raises(SystemExit):
        archive.build()
    assert archive.bytes() == before
    archive.build(strict=False)
    assert "Vei" in archive.text("saker/su/2020/1/")
    assert not (archive.root / "site/saker/su/2021").exists()


def test_a_mistake_in_a_page_leaves_the_previous_site(archive):
    """A broken link in a hand-written page fails a strict build, and the old site stays."""
    archive.minutes(VEI).build()
    before = archive.bytes()
    archive.write("docs/om.md", "# Om\n\n[borte](borte.md)\n")
    with pytest.raises(SystemExit):
        archive.build()
    assert archive.bytes() == before


def test_two_builds_are_the_same_to_the_byte(archive):
    """The same records give the same bytes."""
    archive.minutes(VEI, front_matter="tema: [vei, Ås, ærlighet]").build()
    before = archive.bytes()
    archive.build()
    assert archive.bytes() == before


def test_records_can_be_built_on_any_day_of_the_archive(archive, monkeypatch):
    """Whether an agreement is in force is told for the day of the build."""
    archive.minutes(VEI)
    archive.write("meetings/su/2021-03-04/avtale.md", """
        ---
        type: avtale
        tittel: Avtale om ferge
        vedlegg_til: SU 01/21
        gjelder_fra: 2021-01-01
        gjelder_til: 2021-12-31
        ---

        Fergen går.
    """)  # fmt: skip
    address = "avtaler/2021-avtale-om-ferge/"
    for epoch, state in ((1622548800, "i kraft"), (1672574400, "avtaletiden er ute")):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(epoch))
        archive.build()
        facts = BeautifulSoup(archive.text(address), "html.parser").select_one(".ma-facts")
        assert state in facts.get_text()


def test_two_records_with_one_address_are_both_named(archive, caplog):
    """A collision is an error that names both records."""
    archive.minutes(VEI)
    archive.minutes(VEI, path="meetings/su/annen/protokoll.md")
    with pytest.raises(SystemExit):
        archive.build(strict=False)
    assert "meetings/su/2021-03-04/protokoll.md" in caplog.text
    assert "meetings/su/annen/protokoll.md" in caplog.text


def test_a_page_at_an_address_of_the_archive_is_an_error(archive, caplog):
    """A hand-written page cannot hide a page of the archive."""
    archive.minutes(VEI).write("docs/saker/index.md", "# Mine saker\n")
    with pytest.raises(SystemExit):
        archive.build(strict=False)
    assert "docs/saker/index.md" in caplog.text


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ("bodies: []", "«bodies» er tom"),
        ("records: borte", "mappen «borte» («records») finnes ikke"),
        (
            "bodies: [{key: SU, name: A}, {key: su, name: B}]",
            "B og A har samme verdi",
        ),
    ],
)
def test_a_contradiction_in_the_configuration_is_told(archive, caplog, option, sentence):
    """The plugin's options are checked with a sentence, not a traceback."""
    name = option.partition(":")[0]
    lines = CONFIG.format(language="nb").splitlines()
    kept = [
        line
        for line in lines
        if name != "bodies" or not line.strip().startswith(("bodies", "-  {", "- {"))
    ]
    at = next(n for n, line in enumerate(kept) if "organisation" in line)
    kept.insert(at + 1, f"      {option}")
    archive.write("mkdocs.yml", "\n".join(kept))
    with pytest.raises(SystemExit):
        archive.build()
    assert sentence in caplog.text


def test_a_preview_shows_drafts_marked_and_nothing_withheld(archive):
    """`mkdocs serve` shows a draft, says that it is one, and still withholds what is withheld."""
    archive.minutes(VEI, front_matter="kladd: ja")
    archive.write("meetings/su/2021-04-08/protokoll.md", """
        ---
        type: protokoll
        organ: SU
        møtedato: 2021-04-08
        unntatt: offl. § 13
        ---

        ## SU 02/21 Hemmelig
    """)  # fmt: skip
    archive.build(command="serve")
    assert "blir ikke publisert" in archive.text("saker/su/2021/1/")
    assert "hemmelig" not in archive.all_text().casefold()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ("Saker", "vedtatt", "4. mars 2021", "Slik viser du til saken")),
        ("nn", ("Saker", "vedteken", "4. mars 2021", "Slik viser du til saka")),
        ("en", ("Cases", "adopted", "4 March 2021")),
    ],
)
def test_the_interface_speaks_the_themes_language(archive, language, words):
    """The interface follows the theme; the record keeps its own language."""
    archive.write("mkdocs.yml", CONFIG.format(language=language))
    archive.minutes("## SU 01/21 Veg\n\nVedtak: Saka vert vedteken.", front_matter="språk: nn")
    archive.build()
    page = BeautifulSoup(archive.text("saker/su/2021/1/"), "html.parser")
    assert page.html["lang"] == language
    for word in words:
        assert word in page.main.get_text()
    assert page.h1["lang"] == "nn"
    assert page.select_one(".ma-card--decision .ma-text")["lang"] == "nn"


def test_the_sitemap_names_what_is_published(archive):
    """Case and meeting are in the sitemap; the change dates are git's, not the build's."""
    archive.minutes(VEI).build()
    sitemap = archive.text("sitemap.xml")
    assert "https://arkiv.example/nordvik/saker/su/2021/1/" in sitemap
    assert "https://arkiv.example/nordvik/moter/su/2021-03-04/" in sitemap


def test_a_page_tells_when_its_record_was_changed_and_how(archive):
    """The changes come from git; without git, when is not known."""
    archive.minutes(VEI).build()
    assert "er ikke kjent" in archive.text("saker/su/2021/1/")
    environment = {
        "GIT_AUTHOR_NAME": "Kari Nordvik", "GIT_AUTHOR_EMAIL": "kari@nordvik.example",
        "GIT_COMMITTER_NAME": "Kari Nordvik", "GIT_COMMITTER_EMAIL": "kari@nordvik.example",
        "GIT_COMMITTER_DATE": "2021-03-05T12:00:00+0000", "PATH": "/usr/local/bin:/usr/bin:/bin",
    }  # fmt: skip
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Protokoll <fra> SU"]):
        subprocess.run(["git", *command], cwd=archive.root, env=environment, check=True)
    archive.build()
    page = BeautifulSoup(archive.text("saker/su/2021/1/"), "html.parser")
    source = page.select_one(".ma-source").get_text(" ", strip=True)
    assert "5. mars 2021" in source
    assert "Protokoll <fra> SU" in source
    assert "<lastmod>2021-03-05</lastmod>" in archive.text("sitemap.xml")


def test_pages_link_to_editing_where_a_repository_is_named(archive):
    """`repo_url` and `edit_uri` give each page a link to its record."""
    config = CONFIG.format(language="nb")
    named = "repo_url: https://git.example/nordvik/arkiv\nedit_uri: edit/main/docs/\n"
    archive.write("mkdocs.yml", config + named).minutes(VEI).build()
    expected = "https://git.example/nordvik/arkiv/edit/main/meetings/su/2021-03-04/protokoll.md"
    page = BeautifulSoup(archive.text("saker/su/2021/1/"), "html.parser")
    (edit,) = page.select(".ma-tools a")
    assert (edit["href"], edit.text) == (expected, "Rediger denne siden")
    start = BeautifulSoup(archive.text(""), "html.parser").select_one(".ma-tools a")
    assert start["href"] == "https://git.example/nordvik/arkiv/edit/main/docs/index.md"


def test_each_record_of_a_page_can_be_edited(archive):
    """A page of several records links to editing each of them, where they are listed."""
    config = CONFIG.format(language="nb")
    named = "repo_url: https://git.example/nordvik/arkiv\nedit_uri: edit/main/docs/\n"
    archive.write("mkdocs.yml", config + named).minutes(VEI)
    notice = "---\ntype: innkalling\norgan: SU\nmøtedato: 2021-03-04\n---\n\n## SU 01/21 Vei\n"
    archive.write("meetings/su/2021-03-04/innkalling.md", notice).build()
    page = BeautifulSoup(archive.text("saker/su/2021/1/"), "html.parser")
    folder = "https://git.example/nordvik/arkiv/edit/main/meetings/su/2021-03-04/"
    edit = [each["href"] for each in page.select(".ma-source a")]
    assert edit == [f"{folder}innkalling.md", f"{folder}protokoll.md"]
    assert page.select(".ma-tools") == []


@pytest.mark.parametrize(
    ("settings", "option", "begins"),
    [
        ("repo_url: https://github.com/nordvik/arkiv/", "",
         "https://github.com/nordvik/arkiv/issues/new?title="),
        ("repo_url: https://gitlab.nordvik.example/arkiv.git", "",
         "https://gitlab.nordvik.example/arkiv/-/issues/new?issue[title]="),
        ("", "mailto:arkiv@nordvik.example?subject={title}&body={body}",
         "mailto:arkiv@nordvik.example?subject="),
    ],
)  # fmt: skip
def test_an_error_is_reported_with_the_page_and_its_record(archive, settings, option, begins):
    """The link stands on every page, and names the page and its records."""
    config = CONFIG.format(language="nn")
    if option:
        config = config.replace("organisation:", f"issue_url: '{option}'\n      organisation:")
    archive.write("docs/om.md", "# Om arkivet\n")
    archive.write("mkdocs.yml", f"{config}{settings}\n").minutes(VEI).build(strict=False)
    for address in ("", "om/", "saker/", "moter/su/2021-03-04/", "sok/"):
        page = BeautifulSoup(archive.text(address), "html.parser")
        links = [each for each in page.select(".ma-tools a") if each.text == "Meld feil"]
        assert len(links) == 1, address
        link = links[0]
        assert link["href"].startswith(begins)
    page = BeautifulSoup(archive.text("saker/su/2021/1/"), "html.parser")
    link = next(each for each in page.select(".ma-tools a") if each.text == "Meld feil")
    told = unquote(link["href"])
    assert "Feil på sida «SU 01/21 Vei" in told
    assert "Side: https://arkiv.example/nordvik/saker/su/2021/1/\n" in told
    assert "Dokument: meetings/su/2021-03-04/protokoll.md\n\nKva er feil?" in told


def test_nothing_can_be_reported_where_nobody_receives_it(archive):
    """Without a repository there is no link, nor for a host whose forms are not known."""
    archive.minutes(VEI).build()
    assert "ma-tools" not in archive.text("saker/su/2021/1/")
    repository = "repo_url: https://git.example/arkiv\n"
    archive.write("mkdocs.yml", CONFIG.format(language="nb") + repository).build()
    assert "Meld feil" not in archive.text("saker/su/2021/1/")


def test_an_address_of_reports_cannot_run_anything(archive, caplog):
    """Only addresses of the web and of mail may stand in pages."""
    config = CONFIG.format(language="nb")
    config = config.replace("organisation:", "issue_url: 'javascript:a'\n      organisation:")
    archive.write("mkdocs.yml", config).minutes(VEI)
    with pytest.raises(SystemExit):
        archive.build()
    assert "«issue_url» skal begynne med" in caplog.text


def test_an_attached_file_is_copied_to_its_meeting(archive):
    """A regular file beside the record is published under the meeting's address."""
    archive.minutes(
        "## SU 01/21 Vei\n\nVedlegg 1: Kart", front_matter="vedlegg: [{nr: 1, fil: kart.pdf}]"
    )
    archive.write("meetings/su/2021-03-04/kart.pdf", "kart")
    archive.build()
    page = BeautifulSoup(archive.text("saker/su/2021/1/"), "html.parser")
    link = page.select_one(".ma-attachments a")
    assert link["href"] == "../../../../moter/su/2021-03-04/kart.pdf"
    assert (archive.root / "site/moter/su/2021-03-04/kart.pdf").read_text() == "kart"


def test_an_empty_archive_is_a_site_too(archive):
    """Without records there is a site that says that there is nothing yet."""
    archive.build()
    assert "Arkivet har ingen møter ennå." in archive.text("moter/")
    assert "Nordvikregionens møtearkiv" in archive.text("")


@pytest.mark.parametrize("name", ["notat #2.pdf", "hva?.pdf", "50% kutt.pdf", "møteplan å.pdf"])
def test_attached_files_with_odd_names_can_be_opened(archive, name):
    """A file's link leads to it, whatever its name holds."""
    archive.minutes("## SU 01/21 Vei\n\nVedlegg 1: Notat", front_matter=f"""
        vedlegg: [{{nr: 1, fil: "{name}"}}]
    """)  # fmt: skip
    archive.write(f"meetings/su/2021-03-04/{name}", "notat")
    archive.build()
    page = BeautifulSoup(archive.text("saker/su/2021/1/"), "html.parser")
    link = page.select_one(".ma-attachments a")
    url = urlsplit(urljoin("https://x.example/saker/su/2021/1/", link["href"]))
    assert (url.query, url.fragment) == ("", "")
    assert (archive.root / "site" / unquote(url.path).lstrip("/")).read_text() == "notat"
    assert link.get_text() == name


def test_whose_proposal_it_is_stays_with_it(archive):
    """Two proposals keep their labels, and the decision is not compared with either by guess."""
    archive.minutes("""
        ## SU 01/21 Vei

        Rådmannens innstilling: Veien bygges.

        Kari Nordviks forslag til vedtak: Veien bygges ikke.

        Vedtak: Saken sendes tilbake.
    """).build()
    text = BeautifulSoup(archive.text("saker/su/2021/1/"), "html.parser").main.get_text(" ")
    assert "Rådmannens innstilling:" in text
    assert "Kari Nordviks forslag til vedtak:" in text
    assert "fra forslaget" not in text


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ("Som innstillingen.", "Uendret fra forslaget"),
        ("Veien bygges", "Uendret fra forslaget"),
        ("Veien vedtas bygd i 2023.", "Endret fra forslaget"),
    ],
)
def test_a_decision_is_held_against_its_proposal(archive, decision, said):
    """Unchanged is told by the words, also where they only point to the proposal."""
    archive.minutes(f"## SU 01/21 Vei\n\nInnstilling: Veien bygges.\n\nVedtak: {decision}")
    archive.build()
    assert said in archive.text("saker/su/2021/1/")


@pytest.mark.parametrize("decision", ["", "Saken utsettes."])
def test_nothing_is_claimed_where_nothing_was_decided_on_the_proposal(archive, decision):
    """A postponement, or an empty decision, neither changes nor keeps the proposal."""
    archive.minutes(f"## SU 01/21 Vei\n\nInnstilling: Veien bygges.\n\nVedtak: {decision}")
    archive.build()
    assert "ndret fra forslaget" not in archive.text("saker/su/2021/1/")


def test_a_sub_item_treated_twice_has_one_anchor(archive):
    """The anchor of a sub-item that came back leads to its latest treatment."""
    text = "## SU 01/21 Eventuelt\n\n### Bru\n\nVedtak: Saken {}."
    archive.minutes(text.format("utsettes"))
    archive.minutes(text.format("vedtas"), path="meetings/su/2021-04-08/protokoll.md")
    record = archive.root / "meetings/su/2021-04-08/protokoll.md"
    later = record.read_text(encoding="utf-8").replace("2021-03-04", "2021-04-08")
    record.write_text(later, encoding="utf-8")
    archive.build()
    page = BeautifulSoup(archive.text("saker/su/2021/1/"), "html.parser")
    assert "Saken vedtas." in page.find(id="bru").get_text()
    assert len(page.find_all(id="bru")) == 1


def test_every_note_is_shown(archive):
    """A note about something that the paper does not state is shown all the same."""
    archive.minutes(VEI, front_matter="""
        merknader:
          - {om: referanse, tekst: Kilden har ingen referanse.}
          - {om: kopi, tekst: Kopilisten er uleselig.}
          - {om: noe annet, tekst: Arket er revet.}
        kilde: {fil: perm-3.pdf, merknad: Skannet i 2020.}
    """).build()  # fmt: skip
    for address in ("moter/su/2021-03-04/", "moter/su/2021-03-04/protokoll/"):
        text = archive.text(address)
        for note in ("Kilden har ingen referanse.", "Kopilisten er uleselig.", "Arket er revet."):
            assert text.count(note) == 1, (address, note)
    assert "Skannet i 2020." in archive.text("moter/su/2021-03-04/protokoll/")


def test_a_meeting_known_by_an_invitation_alone_has_a_page(archive):
    """Every meeting that a document belongs to has a page, and an entry in the data."""
    archive.write("meetings/su/2021-05-06/invitasjon.md", """
        ---
        type: invitasjon
        tittel: Invitasjon til samling
        organ: SU
        møtedato: 2021-05-06
        ---

        Velkommen.
    """).build()  # fmt: skip
    assert "Invitasjon til samling" in archive.text("moter/su/2021-05-06/")
    assert '"id": "su/2021-05-06"' in archive.text("data/archive.json")


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_the_ends_of_the_calendar_are_dates_too(archive, day):
    """A meeting on the calendar's first or last day is shown like any other."""
    archive.write(f"meetings/su/{day}/innkalling.md", f"""
        ---
        type: innkalling
        organ: SU
        møtedato: {day}
        ---

        ## SU 01/21 Vei
    """).build(strict=False)  # fmt: skip
    assert "Vei" in archive.text(f"moter/su/{day}/")


def test_a_build_date_that_is_none_is_told(archive, monkeypatch, caplog):
    """A broken SOURCE_DATE_EPOCH is a sentence, not a traceback."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "i går")
    with pytest.raises(SystemExit):
        archive.build()
    assert "SOURCE_DATE_EPOCH" in caplog.text


def test_a_site_that_cannot_be_moved_is_filled_anew(archive, monkeypatch):
    """Where the site's folder is a mount, its content is replaced instead."""
    archive.minutes(VEI).build()
    (archive.root / "site/gammel.html").write_text("gammel")

    def refuse(*_):
        raise OSError

    monkeypatch.setattr("pathlib.Path.rename", refuse)
    archive.minutes("## SU 02/21 Bru\n\nVedtak: Saken vedtas.").build()
    assert "Bru" in archive.text("saker/su/2021/2/")
    assert not (archive.root / "site/gammel.html").exists()
    assert [path.name for path in archive.root.glob(".site*")] == []


def test_the_end_of_the_program_waits_for_no_search_for_garbage(monkeypatch):
    """What a build leaves is let go of as it is, once, and only when Python itself ends."""
    at_the_end = []
    monkeypatch.setattr(atexit, "register", at_the_end.append)
    monkeypatch.setattr(atexit, "unregister", lambda each: at_the_end.clear())
    before = gc.get_freeze_count()
    for _ in range(2):
        MeetingArchivePlugin().on_shutdown()
    assert at_the_end == [gc.freeze]
    assert gc.get_freeze_count() == before
