"""What an import tells its editor, every sentence in one place.

These are about papers and not about records, so they have a catalogue beside the archive's; the
form is the same, and the guide explains each code under its name.
"""

from dataclasses import dataclass

from meeting_archive.diagnostics import Diagnostic, Severity, one_line

_E, _N = Severity.ERROR, Severity.NOTICE

CATALOGUE: dict[str, tuple[Severity, str]] = {
    # Papers that cannot be imported
    "no-file": (_E, "filen finnes ikke eller kan ikke leses"),
    "unknown-kind": (_E, "filer av typen «{kind}» kan ikke importeres; bruk {known}"),
    "other-kind": (_E, "filen heter {kind}, men er noe annet ({really}); gi den rett etternavn"),
    "too-big": (_E, "filen er for stor ({size} MB, grensen er {limit} MB); del den"),
    "too-long": (_E, "filen har for mye tekst ({length} tegn, grensen er {limit}); del den"),
    "empty-paper": (_E, "filen har ingen tekst"),
    "not-text": (_E, "filen er ikke tekst, eller har et tegnsett som ikke kan leses"),
    "damaged": (_E, "filen er skadet, og kan ikke leses"),
    "zip-bomb": (
        _E,
        "filen pakkes ut til langt mer enn et dokument ville gjort, og blir ikke åpnet",
    ),
    "locked": (_E, "filen er beskyttet med passord; lagre en kopi uten passord"),
    "old-word": (
        _E,
        "filen er i det gamle Word-formatet eller har passord; lagre den som vanlig .docx",
    ),
    "macros": (_E, "filen har makroer; lagre den som .docx eller .odt uten makroer"),
    "tracked-changes": (
        _E,
        "filen har sporede endringer, så det er uklart hva dokumentet sier; godta eller avvis dem, "
        "og lagre på nytt",
    ),
    "no-text-layer": (
        _E,
        "PDF-en har bilder av tekst, men ingen tekst; kjør tekstgjenkjenning (OCR) først",
    ),
    "too-many-pages": (_E, "PDF-en har for mange sider ({pages}, grensen er {limit}); del den"),
    "is-a-record": (
        _E,
        "filen har front matter og er et dokument fra arkivet alt; legg den i mappen selv",
    ),
    "words-lost": (
        _E,
        "teksten ville ikke blitt gjengitt ordrett, fra og med «{word}»; meld fra om feilen",
    ),
    "import-failed": (_E, "filen kan ikke importeres ({problem}); meld fra om feilen"),
    "already-there": (
        _E,
        "finnes fra før og er ikke endret; slett eller flytt filen hvis den skal erstattes",
    ),
    "not-written": (_E, "filen kan ikke skrives"),
    # What to look over in a record
    "no-type": (_N, "det går ikke klart fram hva slags dokument dette er; skriv «type»"),
    "two-types": (_N, "papiret kaller seg både {types}; se om «type» skal være {chosen}"),
    "no-body": (_N, "organet er ikke oppgitt på en måte som kjennes igjen; skriv «organ»"),
    "two-bodies": (
        _N,
        "overskriften sier {named}, men sakene har nummer fra {numbered}; skriv «organ»",
    ),
    "no-meeting-date": (_N, "møtets dato er ikke funnet i papiret, og er satt til «ukjent»"),
    "contradictory-date": (
        _N,
        "«{printed}» er ikke brukt som møtedato, for {why}; finn ut når møtet var, eller "
        "behold «ukjent»",
    ),
    "unread-date": (_N, "«{printed}» er ikke lest som en dato; skriv «{key}» hvis den er kjent"),
    "empty-field": (_N, "«{label}» står tomt i papiret; nøkkelen er utelatt"),
    "unread-field": (
        _N,
        "på linjen med «{label}» står det mer; nøkkelen er utelatt; skriv «{key}»",
    ),
    "unread-people": (_N, "navnene under «{label}» er ikke sikre, og er utelatt; skriv «{key}»"),
    "names-only": (_N, "av «{label}» er bare navnene tatt med, ikke «{left}»"),
    "field-twice": (_N, "«{label}» står flere ganger; bare den første er brukt"),
    "no-cases": (_N, "ingen saker er kjent igjen; en sak begynner med ## og organets nummer"),
    "bare-number": (
        _N,
        "«{text}» har et saksnummer som ikke kjennes igjen, og er ikke ført som sak",
    ),
    "title-below": (_N, "«{text}» er lest som sakens tittel; er den ikke det, flytt den ned"),
    "case-in-list": (_N, "{number} står også her; dette er ført som saksliste, ikke som sak"),
    "sentence-or-case": (_N, "«{text}» begynner med et saksnummer, men er lest som en setning"),
    "label-without-colon": (
        _N,
        "«{text}» kan være et avsnitt som begynner her; sett i så fall ### foran",
    ),
    "heading-in-case": (
        _N,
        "«{text}» er ført som en mellomtittel; er det en undersak, skal den ha ###",
    ),
    "maybe-another": (_N, "her kan et nytt dokument begynne («{text}»); det er ikke delt"),
    "no-signature": (
        _N,
        "den siste saken går ut papiret; står det underskrifter der, sett --- foran dem",
    ),
    "no-day": (
        _N,
        "programmet har ingen dag som er kjent igjen; en dag er en overskrift med ## og dato",
    ),
    "not-laid-before": (
        _N,
        "det går ikke fram hvilken sak dette ble lagt fram for; skriv «vedlegg_til»",
    ),
    "concluded": (_N, "«{key}: {value}» er lest ut av «{said}»; se om det stemmer"),
    "unread-parties": (_N, "partene er ikke funnet i tittelen; skriv «parter»"),
    "windows-text": (_N, "filen er lest med tegnsettet Windows-1252; se at æ, ø og å er rett"),
    "page-furniture": (_N, "topp- og bunntekst som går igjen på sidene, er utelatt: {text}"),
    "joined-words": (_N, "ord som var delt mellom to linjer, er satt sammen: {words}"),
    "page-without-text": (_N, "side {pages} har ingen tekst og er ikke med"),
    "left-out": (_N, "dette er ikke med: {what}"),
}  # fmt: skip


class Refused(Exception):  # noqa: N818 (an outcome that editors are told of)
    """A paper that cannot be imported, with the code that says why."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values_of_sentence = values

    def finding(self, path: str) -> Diagnostic:
        """Return the finding about the file `path`."""
        return finding(self.code, path, 1, **self.values_of_sentence)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look over, at a key of the front matter or a block of the paper."""

    code: str
    key: str | None = None
    block: int | None = None
    values: tuple[tuple[str, object], ...] = ()


def remark(
    code: str, /, *, at_key: str | None = None, block: int | None = None, **values: object
) -> Remark:
    """Return the remark `code`; `values` fill its sentence."""
    return Remark(code, at_key, block, tuple(values.items()))


def finding(code: str, path: str, line: int, **values: object) -> Diagnostic:
    """Return what is told, with its sentence filled in."""
    severity, sentence = CATALOGUE[code]
    shown = {name: one_line(str(value)) for name, value in values.items()}
    return Diagnostic(path, line, code, severity, sentence.format_map(shown))
