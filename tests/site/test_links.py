"""Links on the pages: in texts, on a case's path, and in the registers."""

import json

from bs4 import BeautifulSoup

FIRST = "meetings/su/2021-02-04/protokoll.md"


def two_meetings(archive, later, front_matter=""):
    """Write a postponed case in February, and a later case in March."""
    archive.minutes("## SU 01/21 Ferje til Sildvåg\n\nVedtak: Saken utsettes.", path=FIRST)
    first = archive.root / FIRST
    first.write_text(first.read_text("utf-8").replace("2021-03-04", "2021-02-04"), "utf-8")
    return archive.minutes(later, front_matter=front_matter)


def test_a_number_in_a_text_is_a_link_without_a_letter_changed(archive):
    """What a text names becomes a link on the case and the document page; code does not."""
    two_meetings(
        archive, "## SU 05/21 Båt\n\nFra møtet: Se **SU 1/21** og `SU 1/21`, 9/21."
    ).build()
    for address in ("saker/su/2021/5/", "moter/su/2021-03-04/protokoll/"):
        page = BeautifulSoup(archive.text(address), "html.parser")
        (link,) = [a for a in page.main.find_all("a") if a.get_text() == "SU 1/21"]
        assert link["href"] == "../" * address.count("/") + "saker/su/2021/1/"
        assert "Se SU 1/21 og SU 1/21, 9/21." in page.main.get_text()


def test_a_number_in_a_hand_written_page_is_a_link(archive):
    """Pages under docs/ are linked like records."""
    two_meetings(archive, "## SU 05/21 Båt")
    archive.write("docs/om/side.md", "# Om\n\nSe SU 1/21 og [SU 1/21](../index.md).\n").build()
    page = BeautifulSoup(archive.text("om/side/"), "html.parser")
    links = [a["href"] for a in page.main.find_all("a") if a.get_text() == "SU 1/21"]
    assert links == ["../../saker/su/2021/1/", "../../"]


def test_a_link_that_pretends_to_be_the_sites_own_is_dropped(archive):
    """Only the archive itself can make a link with its own scheme."""
    archive.minutes("## SU 05/21 Båt\n\nFra møtet: [her](ma:hemmelig/).").build(strict=False)
    page = BeautifulSoup(archive.text("saker/su/2021/5/"), "html.parser")
    assert not page.find("a", string="her")


def test_a_path_tells_what_joins_its_steps(archive):
    """Both ends show the path, and on what evidence it stands."""
    front = "saker: {SU 05/21: {tidligere: SU 01/21}}"
    two_meetings(archive, "## SU 05/21 Båt", front).build()
    for address in ("saker/su/2021/1/", "saker/su/2021/5/"):
        steps = BeautifulSoup(archive.text(address), "html.parser").select(".ma-step")
        assert ["SU 01/21" in steps[0].get_text(), "SU 05/21" in steps[1].get_text()] == [True] * 2
        text = " ".join(step.get_text(" ", strip=True) for step in steps)
        assert "SU 05/21 tar opp igjen SU 01/21" in text
        assert "oppgitt av redaktørene" in text


def test_the_register_tells_what_waits_and_what_came_back(archive):
    """A postponed case waits in the register until it came back."""
    two_meetings(archive, "## SU 05/21 Kulturpris\n\nVedtak: Prisen deles ut.").build()
    assert "Utsatt, ikke tatt opp igjen" in archive.text("utsatte/")
    assert "Venter på ny behandling" in archive.text("")
    front = "saker: {SU 05/21: {tidligere: SU 01/21}}"
    two_meetings(archive, "## SU 05/21 Båt", front).build()
    assert "tatt opp i SU 05/21" in archive.text("utsatte/")
    assert "Utsatt, ikke tatt opp igjen" not in archive.text("utsatte/")
    assert "Venter på ny behandling" not in archive.text("")


def test_a_meeting_tells_who_approves_its_minutes(archive):
    """The meeting page tells the approving case; so do the data, once it is minuted."""
    text = "## SU 05/21 Protokoll\n\nVedtak: Protokoll fra SU-møte 04.02.2021 godkjennes."
    two_meetings(archive, text).build()
    facts = BeautifulSoup(archive.text("moter/su/2021-02-04/"), "html.parser").select_one(
        ".ma-facts"
    )
    assert "Protokollen godkjent i SU 05/21 Protokoll" in facts.get_text(" ", strip=True)
    meetings = json.loads(archive.text("data/archive.json"))["meetings"]
    assert [each["minutes_approved_by"] for each in meetings] == ["su/2021/5", None]


def test_the_data_hold_links_and_what_leads_nowhere(archive):
    """Links and unresolved references are published with basis and evidence."""
    two_meetings(archive, "## SU 05/21 Båt\n\nFra møtet: Se SU 1/21 og FR 7/19.").build()
    data = json.loads(archive.text("data/archive.json"))
    assert data["links"] == [
        {
            "from": "su/2021/5",
            "to": "su/2021/1",
            "relation": "continues",
            "basis": "cited",
            "evidence": "Se SU 1/21 og FR 7/19.",
        }
    ]
    assert data["unresolved"] == [{"from": "su/2021/5", "text": "FR 7/19", "relation": "mentions"}]
    assert "«FR 7/19»" in archive.text("arkivstatus/")


def test_what_leads_nowhere_is_visible_as_that(archive):
    """A reference to what the archive does not have is marked where it stands, and no link."""
    archive.minutes("## SU 05/21 Båt\n\nFra møtet: Se FR 7/19.").build()
    page = BeautifulSoup(archive.text("saker/su/2021/5/"), "html.parser")
    (marked,) = page.select("a.ma-unresolved")
    assert (marked.get_text(), marked.get("href")) == ("FR 7/19", None)
    assert "Saken viser til noe arkivet ikke har: «FR 7/19»" in page.main.get_text()


def test_the_status_tells_from_where_a_year_is_covered(archive):
    """A year that is known only from 34 on is covered from 34, and its gaps are named."""
    archive.minutes("## SU 34/21 A\n\n## SU 37/21 B").build()
    text = archive.text("arkivstatus/")
    assert "dekket fra nummer 34" in text
    assert "mangler: 35, 36" in text
    assert "dekket fra nummer 34" in archive.text("utsatte/")
