"""`meeting-archive check`: the same as the build says, for all files or some, in four forms."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from builders import DAY, NUMBERING, TODAY, minutes, notice, read_one, record, record_of, write
from meeting_archive.checking import memory as remembering
from meeting_archive.checking.formats import as_github, as_json, as_sarif, summary
from meeting_archive.checking.judge import RecordFiles, judge
from meeting_archive.checking.memory import Memory
from meeting_archive.checking.names import _may_be_one, _words
from meeting_archive.checking.run import check_archive
from meeting_archive.cli import main
from meeting_archive.diagnostics import Diagnostic, Severity
from meeting_archive.identifiers import Numbering
from meeting_archive.markup import Converter
from meeting_archive.records.model import Record
from meeting_archive.records.skeleton import skeleton
from meeting_archive.settings import Settings, read_settings
from meeting_archive.storing import encode, pack, unpacker

CONFIG = """
site_name: Nordvikregionens møtearkiv
plugins:
  - meeting-archive:
      bodies:
        - {key: SU, name: Samarbeidsutvalget}
        - {key: FR, name: Fjordrådet}
markdown_extensions:
  - tables
  - toc: {slugify: !!python/name:nowhere.at_all }
"""
FOLDER = f"su/{DAY}"
NOTICE, MINUTES = f"meetings/{FOLDER}/innkalling.md", f"meetings/{FOLDER}/protokoll.md"
LATER = "su/2021-06-03/protokoll.md"
FILES = {
    f"{FOLDER}/innkalling.md": notice("## SU 05/21 Ferje\n\nForslag til vedtak: Kjøp."),
    f"{FOLDER}/protokoll.md": minutes(
        "## SU 05/21 Ferje\n\nEi <b>ny ferje.\n\nVedtak: Vedtas.", "stad: Nes\nmøte: annet"
    ),
    LATER: minutes("## SU 08/21 Kai\n\nVedtak: Vedtas.", "dato: 2021-06-01", day="2021-06-03"),
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch) -> Path:
    """Return the folder of an archive with faults of every severity, and stand in it."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    write(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1640908800")  # 31 December 2021
    return tmp_path


def run(*arguments: object) -> Result:
    """Run `meeting-archive check`."""
    return CliRunner(env={"LC_ALL": "nb_NO.UTF-8"}).invoke(main, ["check", *map(str, arguments)])


def places(ran: Result) -> list[tuple[str, str]]:
    """Return the files and codes of a run in text."""
    return re.findall(r"^(\S+):\d+: \w+ ([a-z-]+) ", ran.stdout, re.MULTILINE)


# The command


def test_everything_is_told_at_once(root):
    """Findings stand by file and line, with severity, code and sentence, and are counted."""
    ran = run()
    assert ran.exit_code == 1
    assert places(ran) == [
        (NOTICE, "missing-minutes"),
        (MINUTES, "folder-mismatch"),
        (MINUTES, "two-meetings-one-day"),
        (MINUTES, "unknown-key"),
        (MINUTES, "raw-html"),
        (f"meetings/{LATER}", "date-order"),
        (f"meetings/{LATER}", "number-gap"),
    ]
    *_, html, _order, _gap, last = ran.stdout.splitlines()
    sentence = "HTML brukes ikke i dokumentene; «<b>» vises som tekst"
    assert html == f"{MINUTES}:11: advarsel raw-html {sentence}"
    assert last == "2 feil, 2 advarsler og 3 merknader i 3 filer."


def test_an_archive_in_order(root):
    """Nothing to tell is said, and ends with 0."""
    write(
        root, {f"{FOLDER}/protokoll.md": minutes("Tekst."), LATER: minutes("T.", day="2021-06-03")}
    )
    ran = run("--strict")
    assert (ran.exit_code, ran.stdout) == (0, "Alt i orden.\n")


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        ("stad: Nes", [], 1),
        ("dato: 2021-03-03", ["--strict"], 0),
        ("møteleder: Kari\n---\n\n## FR 05/21 Ferje", [], 0),
        ("møteleder: Kari\n---\n\n## FR 05/21 Ferje", ["--strict"], 1),
    ],
)
def test_exit_codes(root, text, options, code):
    """Errors end with 1, warnings only where they are to be errors, notices never."""
    write(root, {f"{FOLDER}/protokoll.md": minutes("Tekst.", text)})
    assert run(MINUTES, *options).exit_code == code


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["docs/a.md"], "ligger ikke i mappen «meetings»"),
        (["../../x.md"], "ligger ikke i mappen «meetings»"),
        (["meetings/finnes-ikke.md"], "finnes ikke"),
        (["--config", "annet.yml"], "finnes ikke eller kan ikke leses"),
        (["--format", "xml"], "xml"),
    ],
)
def test_misuse(root, arguments, sentence):
    """What cannot be checked ends with 2, and says so."""
    ran = run(*arguments)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert sentence in ran.stderr


def test_wrong_day_of_build(root, monkeypatch):
    """A day that is no time is told."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "i dag")
    assert "SOURCE_DATE_EPOCH" in run().stderr


def test_unknown_markdown_extension(root):
    """An extension that is not there is told, not raised."""
    (root / "mkdocs.yml").write_text(CONFIG.replace("- tables", "- finnes.ikke"), "utf-8")
    ran = run()
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "markdown_extensions" in ran.stderr


def test_synonyms_are_told_of(root):
    """What is wrong with the file of synonyms is told with the rest; a missing one is misuse."""
    text = CONFIG.replace("      bodies:", "      synonyms: ord.txt\n      bodies:")
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert (run().exit_code, run().stdout) == (2, "")
    (root / "ord.txt").write_text("ferje = \n", encoding="utf-8")
    assert ("ord.txt", "invalid-synonym") in places(run())
    assert ("ord.txt", "invalid-synonym") not in places(run(MINUTES))


# Some files


@pytest.mark.parametrize("written", [MINUTES, f"./{MINUTES}", "ABSOLUTE"])
def test_given_files_alone_are_told_of(root, written):
    """Only what is about the given files is told, however they are written."""
    ran = run(str(root / MINUTES) if written == "ABSOLUTE" else written)
    everything = set(places(run()))
    assert set(places(ran)) < everything
    assert set(places(ran)) >= {each for each in everything if each[0] == MINUTES}


def test_given_folder(root):
    """A folder means the files below it."""
    assert {path for path, _ in places(run("meetings/su/2021-06-03"))} == {f"meetings/{LATER}"}


def test_given_file_is_judged_against_the_others(root):
    """A clash with another file is told of whichever of the two is given."""
    write(
        root,
        {"a/a.md": record("type: avtale\ntittel: A"), "a/b.md": record("type: avtale\ntittel: A")},
    )
    for name in "ab":
        assert places(run(f"meetings/a/{name}.md")) == [("meetings/a/b.md", "address-collision")]


def test_given_attachment(root):
    """A text file that is no record can be given alone."""
    write(root, {f"{FOLDER}/liste.txt": "Tlf. 73 00 11 22"})
    assert places(run(f"meetings/{FOLDER}/liste.txt")) == [
        (f"meetings/{FOLDER}/liste.txt", "phone-number")
    ]


HEADS = (
    "",
    "møte: annet",
    "kladd: ja",
    "unntatt: offl. § 13",
    "dato: 2021-01-01",
    "til_stede: [Kathrine Nes]",
    "til_stede: [Katrine Nes]",
    "vedlegg: [{nr: 1, tittel: A}]",
    "publiseres: 2030-01-01",
    "fjernet: {dato: 2021-04-01, grunn: Feil}",
)
SAID = (
    "",
    "tidligere: SU 01/21",
    "tidligere: SU 02/21#kai",
    "oversendt_til: FR 03/21",
    "nummer: SU 04/21",
    "unntatt: offl. § 14",
)
TEXTS = (
    "Vedtak: Utsettes.",
    "Vedtak: Suppleres.",
    "Vedtak: Som innstillingen.",
    "Ei <b>ferje</b>",
    "Innstilling: Vedtas.",
    "### Kai\n\nVedtak: Utsettes.",
    "Vedlegg 1: Kart",
    "onsdag 4. mars 2021",
    "Om en lang tittel på en sak",
    "[kart](kart.pdf)",
    "Tlf. 73 00 11 22",
)


def _paper() -> st.SearchStrategy[tuple[str, str]]:
    """Return papers of few meetings and numbers, so that they often concern each other."""

    def written(kind, day, number, folder, head, case, text):
        heading = f"SU 0{number}/21"
        front = f"{head}\nsaker: {{{heading}: {{{case}}}}}" if case else head
        body = f"## {heading} En lang tittel på en sak\n\n{text}"
        make = notice if kind == "innkalling" else minutes
        return f"su/{folder or day}/{kind}.md", make(body, front, day=day)

    return st.builds(
        written,
        st.sampled_from(["innkalling", "protokoll", "protokoll-2"]),
        st.sampled_from([DAY, "2021-05-06", "2020-12-01"]),
        st.integers(1, 4),
        st.sampled_from([None, None, "annet"]),
        *map(st.sampled_from, (HEADS, SAID, TEXTS)),
    )


@limits(deadline=None)
@given(st.lists(_paper(), min_size=1, max_size=6))
def test_some_files_are_told_what_all_are(tmp_path_factory, papers):
    """For any archive and file, a check of the file tells what a check of everything does."""
    root = tmp_path_factory.mktemp("archive")
    files = dict(papers)
    write(root, files)
    settings = Settings(root, "meetings", NUMBERING)
    everything = check_archive(settings, Converter(), TODAY)
    for _ in range(2):  # once read anew, once remembered
        for path in (f"meetings/{each}" for each in files):
            expected = [each for each in everything if path in (each.path, *each.about)]
            assert list(check_archive(settings, Converter(), TODAY, {path})) == expected


def test_what_the_build_says_is_told(root):
    """The findings of the build are among those of a check, for published records and drafts."""
    settings = read_settings(root / "mkdocs.yml")
    write(
        root,
        {"fr/2021-09-09/protokoll.md": minutes("<i>", "kladd: ja", organ="FR", day="2021-09-09")},
    )
    found = set(check_archive(settings, Converter(["tables"]), TODAY))
    for preview in (False, True):
        judged = judge(
            RecordFiles(root, "meetings", settings.numbering, Converter(["tables"]), TODAY, preview)
        )
        assert found >= set(judged.diagnostics)
    assert any(each.code == "raw-html" and "fr/" in each.path for each in found)


# Memory


def test_memory_knows_unchanged_files(root, monkeypatch):
    """A second check reads only what was given, and the papers of its meeting."""
    run(MINUTES)
    read: list[str] = []
    original = remembering.read_record

    def reading(path, content, numbering):
        read.append(path)
        return original(path, content, numbering)

    monkeypatch.setattr(remembering, "read_record", reading)
    run(MINUTES)
    assert read == [MINUTES]
    write(root, {LATER: minutes("Annet.", day="2021-06-03")})
    read.clear()
    run(MINUTES)
    assert read == [MINUTES, f"meetings/{LATER}"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: "[" * 100_000,
        lambda text: "[]",
        lambda text: '{"made_by": 1}',
        lambda text: text.replace('"Record"', '"Path"'),
        lambda text: text.replace("Ferje", "Ferje\\u0000").replace('"su"', "7"),
        lambda text: re.sub(
            r'"made_by": "[^"]*", "records": .*', '"made_by": "x", "records": 5}', text
        ),
        lambda text: re.sub(r'(: \["[0-9a-f]{64}", ).*?\]\]', r"\1[]]", text),
    ],
)
def test_damaged_memory_is_rebuilt(root, damage):
    """Whatever the file holds, the answer is the same, and the file is whole again."""
    before = run(MINUTES).stdout
    (file,) = (root / ".cache/meeting-archive").iterdir()
    whole = json.loads(file.read_bytes())
    file.write_text(damage(file.read_text("utf-8")), encoding="utf-8")
    assert run(MINUTES).stdout == before
    assert json.loads(file.read_bytes()) == whole


def test_memory_of_other_code_or_numbering_is_not_used(tmp_path, monkeypatch):
    """What other code, or other bodies, made of a file is forgotten."""
    content = minutes("Tekst.").encode()
    memory = Memory(tmp_path / "a.json", NUMBERING)
    memory.skeleton("a.md", content)
    memory.save()
    assert Memory(tmp_path / "a.json", NUMBERING)._before
    assert not Memory(tmp_path / "a.json", Numbering(NUMBERING.bodies[:1]))._before
    monkeypatch.setattr(remembering, "_code", lambda: "other")
    assert not Memory(tmp_path / "a.json", NUMBERING)._before


def test_memory_that_cannot_be_written(root):
    """That nothing can be kept is no reason to stop: a file stands where the folder would be."""
    (root / ".cache").write_text("")
    assert run(MINUTES).exit_code == 1
    assert (root / ".cache").read_text() == ""


@limits(deadline=None)
@given(_paper())
def test_records_are_stored_whole(paper):
    """A record, and its skeleton, come back from bytes as they were."""
    text = paper[1]
    read = unpacker(Record)
    for each in (record_of_any(text), skeleton(record_of_any(text))):
        assert read(pack(each)) == each


def record_of_any(text: str) -> Record:
    """Read a record, whatever is wrong with it."""
    found, _ = read_one(text)
    assert found is not None
    return found


def test_a_skeleton_has_no_text():
    """No sentence of a record is in its skeleton; its numbers and attachment lines are."""
    record = record_of(minutes("Innledning.\n\n## SU 05/21 Ferje\n\nHemmelig.\n\nVedlegg 1: Kart"))
    kept = encode(skeleton(record)).decode("utf-8", "replace")
    assert "Innledning" not in kept
    assert "Hemmelig" not in kept
    assert "Kart" in kept


# Forms

ABOUT = ("meetings/b.md",)
FOUND = (
    Diagnostic("meetings/å/a b.md", 3, "unknown-key", Severity.ERROR, "50 %: a,\nb", ABOUT),
    Diagnostic("meetings/b.md", 1, "raw-html", Severity.WARNING, "HTML"),
    Diagnostic("meetings/b.md", 9, "raw-html", Severity.NOTICE, "::error::x"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("found", "line"),
    [
        (FOUND, "1 feil, 1 advarsel og 1 merknad i 2 filer."),
        (FOUND[:1] * 2, "2 feil i 1 fil."),
        (FOUND[1:2] * 2 + FOUND[2:] * 2, "2 advarsler og 2 merknader i 1 fil."),
        ((), "Alt i orden."),
    ],
)
def test_summary(found, line):
    """Findings are counted by severity and file."""
    assert summary(found) == line


def test_github():
    """Values of workflow commands are escaped, and each finding is one line."""
    assert as_github(FOUND).splitlines() == [
        "::error file=meetings/å/a b.md,line=3,title=unknown-key::50 %25: a,%0Ab",
        "::warning file=meetings/b.md,line=1,title=raw-html::HTML",
        "::notice file=meetings/b.md,line=9,title=raw-html::::error::x",
        "1 feil, 1 advarsel og 1 merknad i 2 filer.",
    ]
    odd = Diagnostic("a,b:c%.md", 1, "raw-html", Severity.ERROR, "x")
    assert as_github([odd]).startswith("::error file=a%2Cb%3Ac%25.md,line=1,")


def test_json():
    """JSON holds every finding with the machine's words, and the counts."""
    data = json.loads(as_json(FOUND))
    assert data["summary"] == {"error": 1, "warning": 1, "notice": 1}
    assert data["findings"][0] == {
        "path": "meetings/å/a b.md", "line": 3, "severity": "error", "code": "unknown-key",
        "message": "50 %: a,\nb", "about": ["meetings/b.md"],
    }  # fmt: skip


def test_sarif():
    """SARIF has the fields that its standard requires, a rule for each result, relative URIs."""
    log = json.loads(as_sarif(FOUND))
    (run_,) = log["runs"]
    driver = run_["tool"]["driver"]
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    assert driver["name"] == "meeting-archive"
    assert [rule["id"] for rule in driver["rules"]] == ["raw-html", "unknown-key"]
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert "{" not in rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
    assert [each["level"] for each in run_["results"]] == ["error", "warning", "note"]
    for found, result in zip(FOUND, run_["results"], strict=True):
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == found.code
        assert result["message"]["text"] == found.message
        (place,) = result["locations"]
        assert place["physicalLocation"]["region"] == {"startLine": found.line}
    uri = run_["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "meetings/%C3%A5/a%20b.md"
    (related,) = run_["results"][0]["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "meetings/b.md"
    assert json.loads(as_sarif(()))["runs"][0]["results"] == []


@pytest.mark.parametrize("shape", ["json", "sarif", "github"])
def test_forms_of_the_command(root, shape):
    """Each form can be asked for, and ends as the text does; no colour is in any of them."""
    ran = run("--format", shape)
    assert ran.exit_code == 1
    assert "\x1b" not in ran.stdout
    if shape != "github":
        json.loads(ran.stdout)


def test_colour(root):
    """Words are coloured in a terminal, and not where that is declined."""
    for options, environment, coloured in (
        ([], {}, True),
        (["--no-color"], {}, False),
        ([], {"NO_COLOR": "1"}, False),
        (["--color"], {"NO_COLOR": "1"}, True),
    ):
        runner = CliRunner(env={"LC_ALL": "nb_NO.UTF-8", **environment})
        ran = runner.invoke(main, ["check", *options], color=True)
        assert ("\x1b[" in ran.stdout) is coloured


# What is checked beyond the build of old


def codes_of(tmp_path: Path, files, today: dt.date = TODAY) -> list[str]:
    """Write an archive and return the codes of what is told of it."""
    write(tmp_path, files)
    found = judge(RecordFiles(tmp_path, "meetings", NUMBERING, Converter(), today)).diagnostics
    return [each.code for each in found]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("onsdag 4. mars 2021", True),
        ("torsdag 4. mars 2021", False),
        ("Torsdag den 4. mars 2021", False),
        ("onsdag, 04.03.2021", True),
        ("**onsdag** 4. mars 2021", True),
        ("måndag 4. mars 2021", True),
        ("onsdag 4. mars", False),
        ("onsdag og torsdag 3.–4. mars 2021", False),
        ("onsdag 3.–4. mars 2021", False),
        ("torsdag 4. til fredag 6. mars 2021", True),
        ("onsdag 31. februar 2021", False),
        ("innen onsdag. 4. mars 2021", False),
    ],
)
def test_weekday(tmp_path, text, told):
    """A weekday is held against the date that follows it, where that has a year."""
    files = {f"{FOLDER}/protokoll.md": minutes(f"## SU 05/21 Ferje\n\nFrist: {text}.")}
    assert codes_of(tmp_path, files) == (["weekday-mismatch"] if told else [])


@pytest.mark.parametrize(
    "front",
    [
        "merknader: ['Kilden skriver «onsdag 4. mars 2021», som var en torsdag.']",
        "saker: {SU 05/21: {merknad: «Onsdag  4. mars 2021» er feil i kilden.}}",
    ],
)
def test_weekday_that_a_note_quotes(tmp_path, front):
    """A note that quotes the paper's own error confirms it."""
    body = "## SU 05/21 Ferje\n\nFrist: onsdag 4. mars 2021."
    assert codes_of(tmp_path, {f"{FOLDER}/protokoll.md": minutes(body, front)}) == []


@pytest.mark.parametrize(
    ("body", "front", "told"),
    [
        ("# Protokoll 05.03.2021", "", ["date-mismatch"]),
        ("# Protokoll 04.03.2021", "", []),
        ("# Protokoll 05.03.2021", "dato: 2021-03-05", []),
        ("# Protokoll 5. mars", "", []),
        ("Dato: 05.03.2021", "dato: 2021-03-06", ["date-mismatch"]),
        ("Dato 06. mars 2021", "dato: 2021-03-06", []),
        ("Dato: 04.03.2021", "dato: 2021-03-06", []),
        ("Dato: 05.03.2021", "", []),
        ("**Møtedato:** fredag 5. mars 2021", "", ["date-mismatch"]),
        ("# Protokoll 05.03.2021", "merknader: [{om: møtedato, tekst: Trykkfeil.}]", []),
        ("Tekst fra 05.03.2021.", "", []),
        ("Tekst.", "dato: 2021-03-03", ["date-order"]),
    ],
)
def test_dates_of_a_paper(tmp_path, body, front, told):
    """The heading and the fields of a paper are held against its front matter."""
    assert codes_of(tmp_path, {f"{FOLDER}/protokoll.md": minutes(body, front)}) == told


def test_agreement_that_ends_before_it_begins(tmp_path):
    """An agreement's days stand in their order."""
    front = "type: avtale\ntittel: A\ngjelder_fra: 2021-02-01\ngjelder_til: 2021-01-01"
    assert codes_of(tmp_path, {"a.md": record(front)}) == ["date-order"]


NOTICE_OF = notice("## SU 05/21 Ferje\n\nForslag til vedtak: Kjøp.")


@pytest.mark.parametrize(
    ("files", "today", "told"),
    [
        ({"innkalling": NOTICE_OF}, TODAY, True),
        ({"innkalling": NOTICE_OF}, dt.date(2021, 4, 1), False),
        ({"innkalling": NOTICE_OF, "protokoll": minutes("T.")}, TODAY, False),
        ({"innkalling": NOTICE_OF, "referat": minutes("T.", "kladd: ja")}, TODAY, False),
        ({"innkalling": notice("T.", "kladd: ja")}, TODAY, False),
        ({"innkalling": notice("T.", "fjernet: {dato: 2021-04-01, grunn: A}")}, TODAY, False),
        ({"innkalling": notice("T.", "møte: a\ndato: 2021-03-01", day="ukjent")}, TODAY, True),
        ({"innkalling": notice("T.", "møte: a", day="ukjent")}, TODAY, False),
    ],
)
def test_missing_minutes(tmp_path, files, today, told):
    """A meeting long past whose notice is held, and no minutes in any state, lacks them."""
    written = {f"{FOLDER}/{name}.md": text for name, text in files.items()}
    assert ("missing-minutes" in codes_of(tmp_path, written, today)) is told


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        (["SU 05/21", "SU 06/21"], None),
        (["SU 05/21", "SU 07/21"], "SU 6/2021 finnes ikke"),
        (["SU 05/21", "SU 08/21"], "SU 6/2021 og SU 7/2021 finnes ikke"),
        (["SU 05/21", "SU 10/21"], "SU 6/2021 til SU 9/2021 finnes ikke"),
        (["SU 05/21", "SU 07/20"], None),
    ],
)
def test_number_gap(tmp_path, numbers, message):
    """What lacks between a body's numbers of a year is told; what may lie before them is not."""
    text = "\n\n".join(f"## {number} Sak" for number in numbers)
    write(tmp_path, {f"{FOLDER}/protokoll.md": minutes(text)})
    found = judge(RecordFiles(tmp_path, "meetings", NUMBERING, Converter(), TODAY)).diagnostics
    told = [each.message for each in found if each.code == "number-gap"]
    assert [each.split(" i arkivet")[0] for each in told] == ([message] if message else [])


def test_corrected_number_fills_its_gap(tmp_path):
    """A misprinted number that the editors correct is where it should be."""
    body = "## SU 05/21 A\n\n## FR 06/21 B\n\n## SU 07/21 C"
    front = "saker: {FR 06/21: {nummer: SU 06/21}}"
    assert codes_of(tmp_path, {f"{FOLDER}/protokoll.md": minutes(body, front)}) == []


@pytest.mark.parametrize(
    ("body", "front", "told"),
    [
        ("Vedlegg 1: Kart", "", 1),
        ("Vedlegg 1: Kart", "vedlegg: [{nr: 1, tittel: Kart}]", 1),
        ("Vedlegg 1: Kart", "vedlegg: [{nr: 1, url: 'https://a.example'}]", 0),
        ("Vedlegg 1: [Kart](https://a.example)", "", 0),
        ("Vedlegg 1: Kart", "unntatt: offl. § 13", 0),
        ("## SU 05/21 A\n\nVedlegg 1: Kart", "saker: {SU 05/21: {unntatt: offl. § 13}}", 0),
        ("Tekst.", "vedlegg: [{tittel: A}, {tittel: B}]", 2),
    ],
)
def test_missing_attachment(tmp_path, body, front, told):
    """What is announced and leads nowhere is told once."""
    found = codes_of(tmp_path, {f"{FOLDER}/protokoll.md": minutes(body, front)})
    assert found.count("missing-attachment") == told


def test_attachment_of_the_meetings_other_paper(tmp_path):
    """Attachments are numbered through a meeting: what one paper holds, no other lacks."""
    front = "vedlegg: [{nr: 1, url: 'https://a.example'}]"
    files = {"innkalling": notice("T.", front), "protokoll": minutes("Vedlegg 1: Kart")}
    assert codes_of(tmp_path, {f"{FOLDER}/{name}.md": text for name, text in files.items()}) == []


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ("## SU 05/21 Ferje\n\nSak: Tekst.", True),
        ("## SU 05/21 Ferje\n\nDaglig leders innstilling: Kjøp.", False),
        ("## SU 05/21 Ferje\n\n### Kai\n\nForslag til vedtak: Bygg.", False),
        ("## SU 05/21 Ferje\n\nSaken legges fram uten forslag til vedtak.", False),
        ("## SU 05/21 Eventuelt\n\nTekst.", False),
        ("## SU 05/21 *Orienteringer fra daglig leder*\n\nTekst.", False),
        ("## SU 05/21 Referatsaker\n\nTekst.", False),
    ],
)
def test_missing_proposal(tmp_path, case, told):
    """A case of a notice has a proposal, unless it says not, or stands on every agenda."""
    found = codes_of(tmp_path, {f"{FOLDER}/innkalling.md": notice(case)}, dt.date(2021, 3, 5))
    assert found == (["missing-proposal"] if told else [])


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Jon P Nes", "Jon P. Nes", True),
        ("Anne-Marie Nes", "Anne Marie Nes", True),
        ("Kathrine Nes", "Katrine Nes", True),
        ("Kari Bremset", "Kari Bremsett", True),
        ("Jan Nes", "Jon Nes", False),
        ("Kari Nes", "Kari Berg", False),
        ("Erlend Vik", "Erling Vik", False),
        ("Kathrine Nes", "Katrine Ness", False),
        ("Kari Nes", "Kari Anne Nes", False),
    ],
)
def test_names(one, other, near):
    """Names are near where they differ in stops alone, or in one letter of one long word."""
    assert _may_be_one(_words(one), _words(other)) is near
    assert _may_be_one(_words(other), _words(one)) is near


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("til_stede: [Kathrine Nes]", "til_stede: [Katrine Nes]", 1),
        ("til_stede: ['Kathrine Nes, leder']", "forfall: {Nes: [Katrine Nes (vara)]}", 1),
        ("møteleder: Kathrine Nes", "referent: Katrine Nes", 1),
        ("til_stede: [Kathrine Nes, Katrine Nes]", "til_stede: [Katrine Nes]", 0),
        ("til_stede: [Kathrine Nes]", "til_stede: [Kathrine Nes]", 0),
    ],
)
def test_name_variants(tmp_path, first, second, told):
    """Two spellings are told of at the rarer, but not where both stand in one record."""
    files = {
        f"{FOLDER}/protokoll.md": minutes("T.", first),
        LATER: minutes("T.", second, day="2021-06-03"),
        "su/2021-09-02/protokoll.md": minutes("T.", second, day="2021-09-02"),
    }
    write(tmp_path, files)
    found = judge(RecordFiles(tmp_path, "meetings", NUMBERING, Converter(), TODAY)).diagnostics
    assert [each.code for each in found] == ["name-variants"] * told
    for each in found:
        assert each.path == f"meetings/{FOLDER}/protokoll.md"
        assert each.about == (f"meetings/{LATER}",)


def test_real_records_have_no_errors_or_warnings(repository):
    """What stands under meetings/ passes a strict check."""
    settings = read_settings(repository / "mkdocs.yml")
    converter = Converter(settings.extensions, settings.extension_configs)
    today = dt.date(2026, 1, 1)
    files = RecordFiles(repository, settings.records, settings.numbering, converter, today)
    judged = judge(files)
    assert {each.severity for each in judged.diagnostics} <= {Severity.NOTICE}
