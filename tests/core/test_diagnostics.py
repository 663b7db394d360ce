"""What editors are told: every code can be provoked, and each has its sentence."""

import pytest

from builders import DAY, NUMBERING, TODAY, codes, minutes, notice, record
from meeting_archive.checking.judge import RecordFiles, judge
from meeting_archive.diagnostics import (
    CATALOGUE,
    Diagnostic,
    Findings,
    finding,
    suggestion,
)
from meeting_archive.markup import Converter
from numbers_of_nobody import account, national_id

FOLDER = f"su/{DAY}"
NOTICE, MINUTES = f"{FOLDER}/innkalling.md", f"{FOLDER}/protokoll.md"
LATER = "su/2021-06-03/protokoll.md"
CASE = "## SU 05/21 Kjøp av ferje"
TAKES_UP = "saker: {{SU 05/21: {{tidligere: {}}}}}"
SENT = "saker: {{SU 05/21: {{oversendt_til: {}}}}}"
AGREEMENT = "type: avtale\ntittel: Ferje\n"


def only(text: str | bytes) -> dict[str, str | bytes]:
    """Return an archive of one record, minutes by their path."""
    return {MINUTES: text}


def with_key(line: str) -> dict[str, str | bytes]:
    """Return an archive of minutes with one case and one more line of front matter."""
    return only(minutes(CASE, line))


def with_text(text: str) -> dict[str, str | bytes]:
    """Return an archive of minutes with one case that holds `text`."""
    return only(minutes(f"{CASE}\n\n{text}"))


PROVOKED = {
    "unreadable-file": only(b"\xff\xfe"),
    "no-front-matter": only("# Protokoll\n"),
    "unclosed-front-matter": only("---\ntype: protokoll\n"),
    "yaml-syntax": with_key("sted: ["),
    "yaml-alias": with_key("sted: &rom Rådhuset"),
    "duplicate-key": with_key("organ: SU"),
    "unknown-key": with_key("stad: Nes"),
    "missing-key": only(record("type: avtale")),
    "misplaced-key": with_key("parter: [Nes]"),
    "empty-value": with_key("sted:"),
    "wrong-type": with_key("sted: [Nes]"),
    "invalid-value": with_key("språk: no"),
    "invalid-date": with_key("dato: 2024-02-30"),
    "unknown-body": with_key("saker: {SU 05/21: {oversendt_til: XX}}"),
    "invalid-slug": with_key("møte: Vårmøte"),
    "invalid-case-number": with_key("saker: {XX 01/21: {tema: [a]}}"),
    "unsafe-url": with_key("kilde: {url: 'javascript:a'}"),
    "unfinished": with_text("Saken: [[fyll inn]]"),
    "missing-meeting-slug": only(minutes(CASE, day="ukjent")),
    "unknown-case": with_key("saker: {SU 06/21: {tema: [a]}}"),
    "duplicate-attachment": with_key("vedlegg: [{nr: 1, url: 'https://a.no'}, {nr: 1}]"),
    "missing-file": with_key("vedlegg: [{fil: kart.pdf}]"),
    "file-outside-folder": with_key("vedlegg: [{fil: ../kart.pdf}]"),
    "file-type-refused": with_key("vedlegg: [{fil: kart.svg}]") | {f"{FOLDER}/kart.svg": b"<svg/>"},
    "unknown-document": with_key("vedlegg: [{dokument: avtale/ferje}]"),
    "unplaced-document": {"brev.md": record("type: invitasjon\ntittel: Velkommen")},
    "attached-to-unknown": {"avtale.md": record(AGREEMENT + "vedlegg_til: SU 05/21")},
    "duplicate-case": only(minutes(f"{CASE}\n\n{CASE}")),
    "duplicate-item": with_text("### Kai\n\nA.\n\n### Kai\n\nB."),
    "invalid-day": {"program.md": record("type: program\ntittel: Samling", "## Dag 1")},
    "foreign-prefix": only(minutes("## FR 05/21 Ferje")),
    "case-year": only(minutes("## SU 05/20 Ferje")),
    "decision-in-notice": {NOTICE: notice(f"{CASE}\n\nVedtak: Ja.")},
    "unclassified-decision": with_text("Vedtak: Sakslisten suppleres."),
    "raw-html": with_text("Ei <b>ny</b> ferje."),
    "html-comment": with_text("Ferje <!-- hemmelig -->"),
    "unsafe-link": with_text("[kart](javascript:a)"),
    "relative-link": with_text("[kart](kart.pdf)"),
    "not-verbatim": with_text("|a|\n|-|\n|b|c|"),
    "laid-before-withheld": {
        NOTICE: notice(CASE, "saker: {SU 05/21: {unntatt: offl. § 13}}"),
        "su/avtale.md": record("type: avtale\ntittel: Avtale\nvedlegg_til: SU 05/21"),
    },
    "not-a-record": {MINUTES: minutes("Tekst."), f"{FOLDER}/referat.MD": minutes("Tekst.")},
    "unnamed-document": {
        MINUTES: minutes("Tekst."),
        f"{FOLDER}/rettet.md": minutes("Tekst."),
    },
    "looks-like-case": with_text("##SU 06/21 Kai"),
    "misplaced-label": with_text("Kari Nes orienterte.\nVedtak: Saken utsettes."),
    "after-break": with_text("Tekst.\n\n---\n\nVedtak: Saken utsettes."),
    "too-complex": with_text("[" * 3000),
    "earlier-unknown": {MINUTES: minutes(CASE, TAKES_UP.format("SU 04/21"))},
    "earlier-not-held": {MINUTES: minutes(CASE, TAKES_UP.format("SU 04/01"))},
    "earlier-is-itself": {MINUTES: minutes(CASE, TAKES_UP.format("SU 05/21"))},
    "earlier-is-later": {
        MINUTES: minutes(CASE, TAKES_UP.format("SU 06/21")),
        LATER: minutes("## SU 06/21 Kai", day="2021-06-03"),
    },
    "forwarded-unknown": {MINUTES: minutes(CASE, SENT.format("FR 07/21"))},
    "forwarded-is-earlier": {MINUTES: minutes(CASE, SENT.format("SU 05/21"))},
    "done-unknown": {
        MINUTES: minutes(CASE, "frister: [{dato: 2021-05-01, hva: Svar, utført: SU 09/21}]")
    },
    "earlier-in-circle": {
        "su/2021-02-04/protokoll.md": minutes("## SU 06/21 Kai", day="2021-02-04"),
        MINUTES: minutes(CASE, TAKES_UP.format("SU 06/21")),
        LATER: minutes(
            "## SU 06/21 Kai", "saker: {SU 06/21: {tidligere: SU 05/21}}", day="2021-06-03"
        ),
    },
    "image": with_text("![kart](https://example.org/kart.png)"),
    "address-collision": {"a.md": record(AGREEMENT), "b.md": record(AGREEMENT)},
    "meeting-date-conflict": {
        NOTICE: notice(CASE, f"møte: {DAY}"),
        MINUTES: minutes(CASE, f"møte: {DAY}", day="2021-03-05"),
    },
    "two-meetings-one-day": {
        "su/kveld/protokoll.md": minutes("Tekst.", "møte: kveld"),
        MINUTES: minutes("Tekst."),
    },
    "folder-mismatch": {"protokoll.md": minutes("Tekst.")},
    "withheld-title-elsewhere": {
        NOTICE: notice(CASE, "saker: {SU 05/21: {unntatt: offl. § 13}}"),
        LATER: minutes("Om kjøp av ferje.", day="2021-06-03"),
    },
    "missing-minutes": {NOTICE: notice(f"{CASE}\n\nForslag til vedtak: Ja.")},
    "missing-proposal": {NOTICE: notice(CASE)},
    "missing-attachment": with_text("Vedlegg 1: Kart"),
    "number-gap": only(minutes(f"{CASE}\n\n## SU 07/21 Kai")),
    "name-variants": {
        MINUTES: minutes(CASE, "til_stede: [Jon P Nes]"),
        LATER: minutes("Tekst.", "til_stede: [Jon P. Nes]", day="2021-06-03"),
    },
    "weekday-mismatch": with_text("Frist: onsdag 4. mars 2021."),
    "date-mismatch": only(minutes("# Protokoll 5. mars 2021")),
    "date-order": with_key("dato: 2021-03-03"),
    "national-id": with_text(f"Født {national_id('010203', 123)}."),
    "phone-number": with_text("Tlf. 73 00 11 22"),
    "private-email": with_text("kari.nes@gmail.com"),
    "bank-account": with_text(f"Konto {account('1234567890')}"),
    "invalid-exception": with_key("personvern: [{hva: telefon, verdi: 73 00, grunn: Vakt}]"),
}
"""The least that each code is told of."""


def told(archive_of, files) -> tuple[Diagnostic, ...]:
    """Write an archive, and return all that is told of it, its texts and links included."""
    archive_of(files)
    root = archive_of.args[0]
    return judge(RecordFiles(root, "meetings", NUMBERING, Converter(["tables"]), TODAY)).diagnostics


LACKING = {"missing-minutes", "missing-proposal"}
"""What an archive of so few papers nearly always lacks."""

ELSEWHERE = {"invalid-synonym"}
"""Codes that are not of records; their own tests provoke them."""


@pytest.mark.parametrize("code", sorted(CATALOGUE.keys() - ELSEWHERE))
def test_every_code_can_be_provoked(archive_of, code):
    """Every code of the catalogue is told of some record, alone, with its sentence filled in."""
    told_of = told(archive_of, PROVOKED[code])
    found = [each for each in told_of if each.code not in LACKING - {code}]
    assert set(codes(found)) == {code}
    for each in found:
        assert each.severity is CATALOGUE[code][0]
        assert each.path.startswith("meetings/")
        assert each.line >= 1
        assert "{" not in each.message
        assert "None" not in each.message


def test_nothing_is_provoked_that_is_not_told_any_more():
    """The table above holds no code that the catalogue has lost."""
    assert PROVOKED.keys() <= CATALOGUE.keys()


def test_archive_without_faults_tells_nothing(archive_of):
    """A record with nothing wrong gives no findings."""
    assert told(archive_of, with_text("Vedtak: Kjøpet vedtas.")) == ()


def test_markup_is_told_with_its_line(archive_of):
    """What is taken out of a text is told with the line that it stands on."""
    found = told(archive_of, with_text("Sak: En linje.\nTo linjer.\n[kart](kart.pdf)"))
    assert [(each.code, each.line) for each in found] == [("relative-link", 11)]


def test_findings_are_sorted_by_path_and_line(archive_of):
    """Findings stand in the order of files and lines, whatever found them."""
    reading = archive_of(
        {
            "su/b.md": minutes("## FR 05/20 Ferje", "stad: Nes"),
            "su/a.md": minutes("## FR 06/20 Kai", "møte: annet"),
        }
    )
    places = [(each.path, each.line) for each in reading.diagnostics]
    assert len(places) > 4
    assert places == sorted(places)


def test_diagnostic_reads_as_a_compiler_line():
    """A diagnostic is shown as path, line, sentence and code."""
    shown = str(finding("unclosed-front-matter", "meetings/a.md", 3))
    assert shown.startswith("meetings/a.md:3: front matter")
    assert shown.endswith("[unclosed-front-matter]")


def test_findings_collect_in_order():
    """Findings of one file are kept in the order that they are added in."""
    findings = Findings("meetings/a.md")
    findings.add("no-front-matter", 1)
    findings.add("unknown-key", 2, key="x", suggestion="")
    assert [each.code for each in findings.found] == ["no-front-matter", "unknown-key"]
    assert {each.path for each in findings.found} == {"meetings/a.md"}


def test_values_keep_to_one_line():
    """A value in a sentence is one line without control characters, and cut when long."""
    message = finding(
        "unknown-key", "a.md", 1, key="a\n\x1b[1m\u202eb" + "c" * 300, suggestion=""
    ).message
    assert "\n" not in message
    assert "\x1b" not in message
    assert "\u202e" not in message
    assert "…" in message
    assert len(message) < 250


def test_value_with_braces_is_only_text():
    """A value that looks like a placeholder fills nothing."""
    assert "«{key}»" in finding("unknown-key", "a.md", 1, key="{key}", suggestion="").message


@pytest.mark.parametrize(("near", "shown"), [("sted", ", mente du «sted»?"), (None, ""), ("", "")])
def test_suggestion(near, shown):
    """A suggestion is a question, or nothing."""
    assert suggestion(near) == shown
