"""The front matter: YAML as text, and everything that can be wrong with it, with its line."""

import datetime as dt

import pytest

from builders import case_id, codes, lines_by_code, minutes, read_one, record, record_of
from meeting_archive.dates import DateRange
from meeting_archive.diagnostics import Severity
from meeting_archive.identifiers import CaseReference
from meeting_archive.outcomes import Outcome
from meeting_archive.records.model import Deadline, DocumentType, Note, Origin, People, Removal

BODY = "## SU 05/21 Budsjett\n\nVedtak: Budsjettet vedtas.\n"
HEAD = "---\ntype: protokoll\norgan: SU\nmøtedato: 2021-03-04\n"


def front(*lines: str, body: str = BODY) -> str:
    """Return a protokoll whose own keys begin on line 5."""
    return HEAD + "".join(f"{line}\n" for line in lines) + "---\n\n" + body


def agreement(*lines: str) -> str:
    """Return an agreement whose own keys begin on line 4."""
    head = "---\ntype: avtale\ntittel: Avtale om ferje\n"
    return head + "".join(f"{line}\n" for line in lines) + "---\n"


# YAML as text


@pytest.mark.parametrize(
    "written", ["13:00", "no", "yes", "12.10", "0123", "1e3", "2021-03-04", "null", "0x1F", "true"]
)
def test_scalar_is_the_text_that_stands_there(written):
    """Nothing that YAML would make of a value is made of it."""
    found = record_of(front(f"referanse: {written}"))
    assert found.reference == written


def test_quotes_and_folding_are_yaml():
    """Quoted and folded values are read as YAML has them."""
    found = record_of(front('sted: "Sal: 2"', "tidsrom: >", "  kl 12", "  til 14"))
    assert found.place == "Sal: 2"
    assert found.time == "kl 12 til 14"


def test_tags_make_nothing():
    """A YAML tag constructs nothing: the value is its text."""
    found = record_of(front("sted: !!python/name:os.system Rådhuset"))
    assert found.place == "Rådhuset"


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["sted: &rom Rådhuset", "tidsrom: *rom"], id="anchor and alias"),
        pytest.param(["sted: &rom Rådhuset"], id="anchor alone"),
    ],
)
def test_aliases_are_refused(lines):
    """Anchors and aliases are an error at the first of them, and the record is not read."""
    found, problems = read_one(front(*lines))
    assert found is None
    assert lines_by_code(problems) == [("yaml-alias", 5)]


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        pytest.param(["sted: [Rådhuset"], 6, id="unclosed list"),
        pytest.param(["sted: a: b"], 5, id="two colons"),
        pytest.param(["sted: Rådhuset", "\tlangt inne"], 6, id="tab"),
        pytest.param(["? [a, b]", ": verdi"], 5, id="key that is no text"),
        pytest.param(["tema: " + "[" * 40 + "]" * 40], 5, id="too deep"),
    ],
)
def test_syntax_errors_have_their_line(lines, line):
    """What is no YAML is told with the line that it was found on."""
    _, problems = read_one(front(*lines))
    assert ("yaml-syntax", line) in lines_by_code(problems)


def test_duplicate_key_names_the_first():
    """Of two equal keys the second is an error that tells where the first stands."""
    _, problems = read_one(front("sted: Rådhuset", "tidsrom: kl 12", "sted: Biblioteket"))
    (problem,) = problems
    assert (problem.code, problem.line) == ("duplicate-key", 7)
    assert "først på linje 5" in problem.message


def test_duplicate_key_further_in():
    """Equal keys are an error at every depth."""
    _, problems = read_one(front("kilde: {fil: a.pdf, fil: b.pdf}"))
    assert lines_by_code(problems) == [("duplicate-key", 5)]


def test_a_case_stands_once_under_saker():
    """Two spellings of one number under `saker` are equal keys."""
    _, problems = read_one(
        front("saker:", "  SU 05/21: {tema: [budsjett]}", "  SU 5/21: {utfall: utsatt}")
    )
    assert [(each.severity, each.line) for each in problems] == [(Severity.ERROR, 7)]


# The file


def test_byte_order_mark_is_not_text():
    """A byte order mark before the first fence does no harm."""
    assert read_one(b"\xef\xbb\xbf" + front().encode()) == read_one(front())


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings_of_other_systems(ending):
    """A file with other line endings is the same record, with the same lines."""
    text = front("", "steed: Rådhuset")
    assert read_one(text.replace("\n", ending)) == read_one(text)


def test_letters_are_composed():
    """Keys and words whose letters are decomposed are the same words."""
    decomposed = front("sted: Ra\u030adhuset").replace("vedtas", "a\u030apnes")
    found = record_of(decomposed)
    assert found.place == "Rådhuset"
    assert found.body.cases[0].sections[0].block.text == "Budsjettet åpnes."


@pytest.mark.parametrize(
    "content",
    [pytest.param("blåbær".encode("latin-1"), id="latin-1"), pytest.param(b"---\0", id="nul")],
)
def test_what_is_no_text(content):
    """A file that is not UTF-8 text is told of, and is no record."""
    found, problems = read_one(content)
    assert found is None
    assert lines_by_code(problems) == [("unreadable-file", 1)]


@pytest.mark.parametrize("text", ["", "# Protokoll\n", "\n---\ntype: protokoll\n---\n", "----\n"])
def test_file_without_front_matter(text):
    """Front matter begins on the first line or not at all."""
    found, problems = read_one(text)
    assert found is None
    assert lines_by_code(problems) == [("no-front-matter", 1)]


@pytest.mark.parametrize(
    "text", ["---", "---\n", "---\ntype: protokoll\n", "---\ntype: protokoll\n ---\n"]
)
def test_front_matter_without_its_end(text):
    """Front matter needs its closing fence on a line of its own."""
    found, problems = read_one(text)
    assert found is None
    assert lines_by_code(problems) == [("unclosed-front-matter", 1)]


@pytest.mark.parametrize("yaml", ["- protokoll\n- SU", "protokoll"])
def test_front_matter_must_be_keys(yaml):
    """A list or a word is no front matter."""
    found, problems = read_one(f"---\n{yaml}\n---\n")
    assert found is None
    assert codes(problems) == ["wrong-type"]


def test_empty_front_matter_lacks_its_type():
    """Front matter without keys lacks `type`."""
    found, problems = read_one("---\n---\nTekst\n")
    assert found is None
    assert codes(problems) == ["missing-key"]


def test_thematic_break_in_the_body_stays():
    """Only the first two fences are front matter's."""
    found = record_of(
        record("type: vedlegg\ntittel: Notat\nvedlegg_til: SU 05/21", "Før\n\n---\n\nEtter")
    )
    assert found.body.block.text == "Før\n\n---\n\nEtter"


def test_record_may_end_with_its_front_matter():
    """A record needs no body."""
    assert record_of(HEAD + "---").body.parts == ()


# Keys


def test_unknown_key_has_its_sentence():
    """An unknown key is told with file, line and the nearest key, in one exact sentence."""
    text = (
        "---\ntype: protokoll\norgan: SU\n\nsted: Rådhuset\nreferent: Kari Nes\n"
        "motedato: 2021-03-04\n---\n"
    )
    _, problems = read_one(text, "meetings/su/2021-03-04/protokoll.md")
    unknown = next(each for each in problems if each.code == "unknown-key")
    assert str(unknown) == (
        "meetings/su/2021-03-04/protokoll.md:7: ukjent nøkkel «motedato», mente du «møtedato»?"
        " [unknown-key]"
    )
    assert unknown.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("lines", "line", "nearest"),
    [
        pytest.param(["Sted: Rådhuset"], 5, "sted", id="capital"),
        pytest.param(["saker:", "  SU 05/21:", "    utfal: utsatt"], 7, "utfall", id="in a case"),
        pytest.param(["vedlegg:", "  - {nr: 1, titel: Plan}"], 6, "tittel", id="in an attachment"),
        pytest.param(["frister:", "  - {datoen: 2021-05-01}"], 6, "dato", id="in a deadline"),
        pytest.param(["merknader:", "  - om: sted", "    text: x"], 7, "tekst", id="in a note"),
        pytest.param(["kilde: {sha: abc}"], 5, "sha256", id="in the origin"),
        pytest.param(["zzzz: 1"], 5, None, id="like nothing"),
    ],
)
def test_unknown_keys_are_told_at_every_depth(lines, line, nearest):
    """A misspelt key is an error with the line it stands on and the key it resembles."""
    _, problems = read_one(front(*lines))
    unknown = next(each for each in problems if each.code == "unknown-key")
    assert unknown.line == line
    assert unknown.message.endswith(f"mente du «{nearest}»?" if nearest else "»")


def test_blank_lines_after_the_fence_count():
    """Lines are counted from the top of the file, blank ones after the fence included."""
    text = "---\n\n\ntype: protokoll\norgan: SU\nmøtedato: 2021-03-04\nstad: her\n---\n\n\n" + (
        "## SU 05/21 A\n\nVedtak: Vedtatt.\n\n## SU 5/21 B\n"
    )
    _, problems = read_one(text)
    assert lines_by_code(problems) == [("unknown-key", 7), ("duplicate-case", 15)]
    assert "først på linje 11" in problems[1].message


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("innkalling", ["organ", "møtedato"]),
        ("protokoll", ["organ", "møtedato"]),
        ("referat", ["organ", "møtedato"]),
        ("program", ["tittel"]),
        ("invitasjon", ["tittel"]),
        ("avtale", ["tittel"]),
        ("vedlegg", ["tittel"]),
    ],
)
def test_required_keys(kind, missing):
    """Meeting papers need body and day, all others a title."""
    _, problems = read_one(f"---\ntype: {kind}\n---\n")
    assert codes(problems) == ["missing-key"] * len(missing)
    assert all(
        f"«{key}» mangler" in each.message for key, each in zip(missing, problems, strict=True)
    )


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("avtale", "referent: Kari Nes"),
        ("avtale", "arrangement: Samling"),
        ("program", "parter: [Sildvåg, Nes]"),
        ("program", "signert: nei"),
        ("vedlegg", "saker: {SU 05/21: {tema: [a]}}"),
        ("invitasjon", "frister: [{dato: 2021-05-01, hva: Svar}]"),
    ],
)
def test_keys_that_belong_elsewhere(kind, line):
    """A known key in a record of the wrong type is an error that tells where it is used."""
    _, problems = read_one(f"---\ntype: {kind}\ntittel: T\nvedlegg_til: SU 05/21\n{line}\n---\n")
    (problem,) = problems
    assert (problem.code, problem.line) == ("misplaced-key", 5)


def test_papers_are_laid_before_no_case():
    """`vedlegg_til` is for what is no meeting paper."""
    _, problems = read_one(front("vedlegg_til: SU 05/21"))
    assert lines_by_code(problems) == [("misplaced-key", 5)]


# Values


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param(None, None, id="absent is not stated"),
        pytest.param("[]", (), id="empty list is none"),
        pytest.param("[Kari Nes]", (People(None, ("Kari Nes",)),), id="list"),
        pytest.param("Kari Nes", (People(None, ("Kari Nes",)),), id="one name is a list of one"),
        pytest.param(
            "{Sildvåg: [Kari Nes, Per Vik], Sekretariatet: Ola Li}",
            (People("Sildvåg", ("Kari Nes", "Per Vik")), People("Sekretariatet", ("Ola Li",))),
            id="groups",
        ),
    ],
)
def test_attendance_tells_none_from_not_stated(written, read):
    """People are a list or groups of them; an absent key is not an empty list."""
    lines = [] if written is None else [f"forfall: {written}"]
    assert record_of(front(*lines)).absent == read


@pytest.mark.parametrize("key", ["sted", "forfall", "tema", "dato", "språk", "unntatt"])
@pytest.mark.parametrize("value", ["", " ''"])
def test_key_without_a_value(key, value):
    """A key without a value says nothing, and is an error on its line."""
    _, problems = read_one(front(f"{key}:{value}"))
    assert lines_by_code(problems) == [("empty-value", 5)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param("dato: 2024-02-30", "invalid-date", id="impossible day"),
        pytest.param("dato: 4. mars 2021", "invalid-date", id="written out"),
        pytest.param("publiseres: 2021-02-29", "invalid-date", id="no leap year"),
        pytest.param("dato: [2021-03-04]", "wrong-type", id="list for a date"),
        pytest.param("sted: {by: Nes}", "wrong-type", id="keys for a text"),
        pytest.param("tema: {a: b}", "wrong-type", id="keys for a list"),
        pytest.param("saker: [SU 05/21]", "wrong-type", id="list for keys"),
        pytest.param("vedlegg: Plan", "wrong-type", id="text for a list"),
        pytest.param("vedlegg: [Plan]", "wrong-type", id="text for an attachment"),
        pytest.param("vedlegg: [{nr: to}]", "wrong-type", id="number in words"),
        pytest.param("vedlegg: [{nr: 1}, {nr: 01}]", "duplicate-attachment", id="number twice"),
        pytest.param("vedlegg: [{nr: 1, url: 'javascript:alert(1)'}]", "unsafe-url", id="script"),
        pytest.param("vedlegg: [{nr: 1, url: ferje.pdf}]", "unsafe-url", id="relative address"),
        pytest.param("vedlegg: [{nr: 1, sak: 5/21}]", "invalid-case-number", id="no case"),
        pytest.param("merknader: Feil", "wrong-type", id="text for notes"),
        pytest.param("merknader: [{om: sted}]", "missing-key", id="note without text"),
        pytest.param("frister: [{hva: Svar}]", "missing-key", id="deadline without a day"),
        pytest.param("fjernet: {grunn: Feil}", "missing-key", id="removal without a day"),
        pytest.param("fjernet: ja", "wrong-type", id="yes for a removal"),
        pytest.param("språk: no", "invalid-value", id="language"),
        pytest.param("kladd: true", "invalid-value", id="English yes"),
        pytest.param("møte: Første møte", "invalid-slug", id="slug"),
        pytest.param("saker: {XY 1/21: {utfall: utsatt}}", "invalid-case-number", id="case key"),
        pytest.param("saker: {SU 05/21: {utfall: postponed}}", "invalid-value", id="outcome"),
        pytest.param("saker: {SU 05/21: {oversendt_til: XX}}", "unknown-body", id="receiver"),
        pytest.param("saker: {SU 05/21: {nummer: 6}}", "invalid-case-number", id="right number"),
        pytest.param("saker: {SU 05/21: {tidligere: 6}}", "invalid-case-number", id="earlier"),
        pytest.param("saker: {SU 05/21: {tidligere: {a: b}}}", "wrong-type", id="earlier as keys"),
        pytest.param("saker: {SU 05/21: {utfall: {a: b}}}", "wrong-type", id="outcome as keys"),
        pytest.param("saker: {SU 09/21: {tema: [a]}}", "unknown-case", id="case not in the body"),
    ],
)
def test_values_that_cannot_be(line, code):
    """A value that its key cannot have is an error on its line."""
    _, problems = read_one(front(line))
    assert lines_by_code(problems) == [(code, 5)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("møtedato: 2024-02-30", "invalid-date"),
        ("møtedato: 2021-03-05/2021-03-04", "invalid-date"),
        ("møtedato: ukjent", "missing-meeting-slug"),
        ("organ: SX", "unknown-body"),
        ("type: protokol", "invalid-value"),
    ],
)
def test_what_places_a_paper(line, code):
    """A wrong type, body or day is an error on its line."""
    key = line.partition(":")[0]
    lines = [line if each.startswith(key) else each for each in HEAD.splitlines()]
    _, problems = read_one("\n".join(lines) + "\n---\n")
    assert lines_by_code(problems) == [(code, lines.index(line) + 1)]


@pytest.mark.parametrize("written", ["2021-05-01", "ukjent", "nei"])
def test_signature_is_a_day_or_a_word(written):
    """`signert` is a date, `ukjent` or `nei`."""
    assert record_of(agreement(f"signert: {written}")).signed == written


@pytest.mark.parametrize("written", ["ja", "2021-02-30"])
def test_signature_is_nothing_else(written):
    """`signert` with another word, or an impossible day, is an error."""
    _, problems = read_one(agreement(f"signert: {written}"))
    assert lines_by_code(problems) == [("invalid-date", 4)]


def test_all_problems_are_told_at_once():
    """One reading tells everything that is wrong with a file."""
    _, problems = read_one(
        "---\ntype: protokoll\norgan: SU\nmøtedato: 2021-02-30\nstad: Nes\nspråk: no\n"
        "saker:\n  SU 05/21: {utfall: ja, tema: []}\n  SU 7/21: {tema: [a]}\ntema: {a: b}\n"
        "vedlegg:\n  - {nr: 1, url: 'data:x'}\n  - {nr: 1}\n---\n" + BODY
    )
    assert sorted(lines_by_code(problems), key=lambda each: each[1]) == [
        ("invalid-date", 4),
        ("unknown-key", 5),
        ("invalid-value", 6),
        ("invalid-value", 8),
        ("unknown-case", 9),
        ("wrong-type", 10),
        ("unsafe-url", 12),
        ("duplicate-attachment", 13),
    ]


def test_every_key_of_a_meeting_paper_is_read():
    """Every key that a meeting paper may have becomes what the record says."""
    found = record_of(
        minutes(
            BODY,
            """
            tittel: Protokoll frå vårmøtet
            møte: vaarmote
            dato: 2021-03-08
            saksbehandler: Ola Li
            referent: Kari Nes
            møteleder: Per Vik
            referanse: 21/-
            sted: Rådhuset, Nes
            tidsrom: kl 1300-1500
            innkalt: [Per Vik]
            til_stede: {Nes: [Per Vik]}
            forfall: []
            observatører: [Eli Moe]
            kopi: [Arkivet]
            saker:
              SU 05/21:
                nummer: SU 06/21
                tittel: Budsjett for 2022
                tidligere: [SU 01/21, SU 02/21#ferje]
                ikke_tidligere: SU 03/21
                utfall: [vedtatt, oversendt]
                oversendt_til: FR
                tema: [økonomi]
                merknad: Feil nummer i kilden.
            frister:
              - {dato: 2021-05-01, hva: Høring, sak: SU 05/21, utført: FR 01/21}
            tema: budsjett
            språk: nn
            merknader:
              - Skannet.
              - {om: sted, tekst: Uleselig.}
            kilde: {url: https://example.org/p.pdf, fil: p.pdf, sha256: abc, merknad: Papir}
            publiseres: 2021-03-10
            """,
        )
    )
    notes = found.cases[0]
    assert (found.type, found.body_id, found.title) == (
        DocumentType.MINUTES,
        "su",
        "Protokoll frå vårmøtet",
    )
    day = dt.date(2021, 3, 4)
    assert (found.meeting_days, found.meeting_slug) == (DateRange(day, day), "vaarmote")
    assert found.date == dt.date(2021, 3, 8)
    assert (found.case_officer, found.minutes_taker, found.chair) == (
        "Ola Li",
        "Kari Nes",
        "Per Vik",
    )
    assert (found.reference, found.place, found.time) == ("21/-", "Rådhuset, Nes", "kl 1300-1500")
    assert found.invited == (People(None, ("Per Vik",)),)
    assert found.present == (People("Nes", ("Per Vik",)),)
    assert (found.absent, found.observers) == ((), (People(None, ("Eli Moe",)),))
    assert found.copied == (People(None, ("Arkivet",)),)
    assert notes.key.id == case_id("su", 2021, 5)
    assert notes.case == case_id("su", 2021, 6)
    assert notes.title == "Budsjett for 2022"
    assert notes.earlier == (
        CaseReference(case_id("su", 2021, 1)),
        CaseReference(case_id("su", 2021, 2), "ferje"),
    )
    assert notes.not_earlier == (CaseReference(case_id("su", 2021, 3)),)
    assert notes.outcomes == (Outcome.ADOPTED, Outcome.FORWARDED)
    assert (notes.forwarded_to, notes.topics) == ("fr", ("økonomi",))
    assert notes.note == "Feil nummer i kilden."
    assert found.deadlines == (
        Deadline(
            30, dt.date(2021, 5, 1), "Høring", CaseReference(case_id("su", 2021, 5)), "FR 01/21"
        ),
    )
    assert (found.topics, found.language) == (("budsjett",), "nn")
    assert found.notes == (Note(34, "Skannet."), Note(35, "Uleselig.", "sted"))
    assert found.origin == Origin("https://example.org/p.pdf", "p.pdf", "abc", "Papir")
    assert found.publish_on == dt.date(2021, 3, 10)
    assert (found.draft, found.withheld, found.removed) == (False, None, None)


def test_what_is_not_for_publishing_is_read():
    """`kladd`, `unntatt` and `fjernet` become what the record says."""
    found = record_of(
        front("kladd: ja", "unntatt: offl. § 13", "fjernet: {dato: 2021-06-01, grunn: Feil fil}")
    )
    assert found.draft
    assert found.withheld == "offl. § 13"
    assert found.removed == Removal(dt.date(2021, 6, 1), "Feil fil")
    assert not record_of(front("kladd: nei")).draft


def test_every_key_of_an_agreement_is_read():
    """Every key that only an agreement may have becomes what the record says."""
    found = record_of(
        agreement(
            "vedlegg_til: SU 05/21",
            "parter: [Nes kommune, Sildvåg kommune]",
            "gjelder_fra: 2021-01-01",
            "gjelder_til: 2021-12-31",
        )
    )
    assert found.attached_to == CaseReference(case_id("su", 2021, 5))
    assert found.parties == ("Nes kommune", "Sildvåg kommune")
    assert (found.valid_from, found.valid_to) == (dt.date(2021, 1, 1), dt.date(2021, 12, 31))


def test_case_keys_may_be_written_as_papers_do():
    """A case under `saker` is found however its number is spelt."""
    found = record_of(front("saker:", "  Sak 5/2021: {tema: [budsjett]}"))
    assert found.notes_on(found.body.cases[0].number) is found.cases[0]


def test_receiver_may_be_a_case():
    """`oversendt_til` is a body or a case."""
    found = record_of(front("saker: {SU 05/21: {oversendt_til: FR 02/21}}"))
    assert found.cases[0].forwarded_to == "fr/2021/2"


def test_messages_hold_no_control_characters():
    """A hostile value reaches no terminal: what could steer it is left out, and it is cut."""
    _, problems = read_one(front(f'språk: "\\e[31m\\u202E{"a" * 300}"'))
    (problem,) = problems
    assert "\x1b" not in str(problem)
    assert "\u202e" not in str(problem)
    assert "a" * 201 not in str(problem)
