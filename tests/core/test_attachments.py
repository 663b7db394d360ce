"""Files beside records: which are copied, and which are refused."""

import pytest

from builders import DAY, codes, lines_by_code, minutes, notice, record, write
from meeting_archive.model import AttachedFile

FOLDER = f"su/{DAY}"


def paper_with(file: str) -> str:
    """Return a notice whose attachment stands on line 6."""
    return notice("## SU 05/21 Ferje\n\nVedlegg 1: Kart", f"vedlegg:\n  - {{nr: 1, fil: '{file}'}}")


def test_regular_file_is_copied_to_its_meeting(archive_of):
    """A regular file beside the record is copied below the meeting, under its own name."""
    reading = archive_of(
        {f"{FOLDER}/innkalling.md": paper_with("kart.PDF"), f"{FOLDER}/kart.PDF": b"%PDF"}
    )
    assert reading.archive.files == (
        AttachedFile(f"meetings/{FOLDER}/kart.PDF", f"moter/{FOLDER}/kart.PDF"),
    )
    (attachment,) = reading.archive.cases[0].latest.attachments
    assert attachment.file == f"moter/{FOLDER}/kart.PDF"
    assert reading.diagnostics == ()


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("../protokoll.pdf", id="folder above"),
        pytest.param("bilag/kart.pdf", id="folder below"),
        pytest.param("/etc/passwd", id="absolute"),
        pytest.param("..", id="the folder above itself"),
        pytest.param(".skjult.pdf", id="hidden"),
        pytest.param("bilag\\kart.pdf", id="backslash"),
        pytest.param("mappe.pdf", id="a folder"),
    ],
)
def test_what_is_no_file_of_the_folder_is_refused(archive_of, tmp_path, name):
    """Anything but a plain file name in the record's own folder is an error, and not copied."""
    write(
        tmp_path,
        {
            "su/protokoll.pdf": b"%PDF",
            f"{FOLDER}/bilag/kart.pdf": b"%PDF",
            f"{FOLDER}/.skjult.pdf": b"",
        },
    )
    (tmp_path / "meetings" / FOLDER / "mappe.pdf").mkdir()
    reading = archive_of({f"{FOLDER}/innkalling.md": paper_with(name)})
    assert lines_by_code(reading) == [("file-outside-folder", 6)]
    assert reading.archive.files == ()
    assert reading.archive.cases[0].latest.attachments[0].file is None


def test_symbolic_link_is_refused(archive_of, tmp_path):
    """A symbolic link could lead anywhere, and is not followed."""
    secret = tmp_path / "hemmelig.pdf"
    secret.write_bytes(b"%PDF")
    link = tmp_path / "meetings" / FOLDER / "kart.pdf"
    link.parent.mkdir(parents=True)
    link.symlink_to(secret)
    reading = archive_of({f"{FOLDER}/innkalling.md": paper_with("kart.pdf")})
    assert lines_by_code(reading) == [("file-outside-folder", 6)]
    assert reading.archive.files == ()


def test_missing_file_is_an_error(archive_of):
    """A file that is not there is an error that names it and the folder."""
    reading = archive_of({f"{FOLDER}/innkalling.md": paper_with("kart.pdf")})
    (problem,) = reading.diagnostics
    assert (problem.code, problem.line) == ("missing-file", 6)
    assert "kart.pdf" in problem.message
    assert f"meetings/{FOLDER}" in problem.message


@pytest.mark.parametrize("name", ["kart.html", "kart.svg", "kart.XHTML", "kart.js", "kart"])
def test_files_that_could_run_code_are_refused(archive_of, name):
    """Only types that a browser shows or saves without running them are copied."""
    reading = archive_of(
        {f"{FOLDER}/innkalling.md": paper_with(name), f"{FOLDER}/{name}": b"<script>"}
    )
    assert codes(reading) == ["file-type-refused"]
    assert reading.archive.files == ()


def test_one_name_in_two_folders(archive_of):
    """Two files that would get one address are an error that names both."""
    reading = archive_of(
        {
            f"{FOLDER}/innkalling.md": paper_with("kart.pdf"),
            f"{FOLDER}/kart.pdf": b"ett",
            "annet/protokoll.md": minutes("## SU 05/21 Ferje", "vedlegg: [{nr: 1, fil: kart.pdf}]"),
            "annet/kart.pdf": b"to",
        }
    )
    (problem,) = [each for each in reading.diagnostics if each.code == "address-collision"]
    shown = problem.path + problem.message
    assert f"meetings/{FOLDER}/" in shown
    assert "meetings/annet/" in shown


def test_two_papers_may_list_one_file(archive_of):
    """Two papers of a meeting that list the same file share it."""
    reading = archive_of(
        {
            f"{FOLDER}/innkalling.md": paper_with("kart.pdf"),
            f"{FOLDER}/protokoll.md": minutes("## SU 05/21 Ferje", "vedlegg: [{fil: kart.pdf}]"),
            f"{FOLDER}/kart.pdf": b"%PDF",
        }
    )
    assert len(reading.archive.files) == 1
    assert reading.diagnostics == ()


def test_file_that_no_record_lists_stays(archive_of):
    """A file is published because a record lists it, not because it lies there."""
    reading = archive_of({f"{FOLDER}/protokoll.md": minutes("Tekst."), f"{FOLDER}/x.pdf": b"%PDF"})
    assert reading.archive.files == ()


def test_record_that_leads_nowhere_is_told(archive_of, tmp_path):
    """A record that is a broken link is told of, and the rest is read."""
    folder = tmp_path / "meetings" / FOLDER
    folder.mkdir(parents=True)
    (folder / "innkalling.md").symlink_to(tmp_path / "borte.md")
    reading = archive_of({f"{FOLDER}/protokoll.md": minutes("Tekst.")})
    assert [(each.path, each.code) for each in reading.diagnostics] == [
        (f"meetings/{FOLDER}/innkalling.md", "unreadable-file")
    ]
    assert len(reading.archive.documents) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("brev.md", record("type: invitasjon\ntittel: V\nvedlegg_til: SU 05/21")),
        ("avtale.md", record("type: avtale\ntittel: A\nvedlegg_til: SU 05/21")),
        (f"{FOLDER}/referat.md", minutes("Tekst.", "vedlegg: [{dokument: avtale/ferje}]")),
    ],
)
def test_nothing_is_missed_while_a_record_cannot_be_read(archive_of, path, text):
    """What may be said in a record that cannot be read is not told of as missing."""
    reading = archive_of({f"{FOLDER}/protokoll.md": "# Protokoll", path: text})
    assert codes(reading) == ["no-front-matter"]


def test_record_that_leads_out_of_the_archive_is_not_read(archive_of, tmp_path):
    """A record that links to a file outside the folder of records is not published."""
    (tmp_path / "hemmelig.md").write_text(minutes("Hemmelig."), encoding="utf-8")
    folder = tmp_path / "meetings" / FOLDER
    folder.mkdir(parents=True)
    (folder / "protokoll.md").symlink_to(tmp_path / "hemmelig.md")
    assert archive_of({}).archive.documents == ()


@pytest.mark.parametrize(
    "path", [".git/x.md", "su/.utkast/x.md", f"{FOLDER}/.x.md", "su/lesmeg.txt"]
)
def test_what_is_no_record(archive_of, path):
    """Hidden files and folders, and files of other types, are no records."""
    reading = archive_of({path: minutes("Tekst.")})
    assert reading.archive.documents == ()
    assert reading.diagnostics == ()


def test_folder_without_records(archive_of):
    """An archive without a single record is an archive."""
    assert archive_of({}).archive.meetings == ()
