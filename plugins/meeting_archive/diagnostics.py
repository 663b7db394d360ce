"""What the archive tells its editors, every sentence in one place.

A code is permanent: editors search for it, and the guide explains it under its name.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from meeting_archive.privacy.personal import mask


class Severity(StrEnum):
    """An error stops a build, a warning stops a strict one, a notice only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One finding, at a line of a record; `path` is relative to the repository."""

    path: str
    line: int
    code: str
    severity: Severity
    message: str
    about: tuple[str, ...] = ()
    """The paths of other records that the message names."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message} [{self.code}]"


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

CATALOGUE: dict[str, tuple[Severity, str]] = {
    # Files and front matter
    "not-a-record": (_W, "filen blir ikke lest; dokumenter har navn som slutter på .md"),
    "unreadable-file": (
        _E,
        "filen kan ikke leses; den må være en vanlig fil med UTF-8-tekst, lagre den på nytt slik",
    ),
    "no-front-matter": (
        _E,
        "filen mangler front matter; begynn med en linje «---», nøklene, og en ny linje «---»",
    ),
    "unclosed-front-matter": (_E, "front matter er ikke avsluttet; sett «---» på en egen linje"),
    "yaml-syntax": (_E, "front matter er ikke gyldig YAML: {problem}"),
    "yaml-alias": (_E, "YAML-ankere og -aliaser (& og *) brukes ikke her; skriv verdien helt ut"),
    "duplicate-key": (
        _E,
        "nøkkelen «{key}» står to ganger (først på linje {first}); slett den ene",
    ),
    "unknown-key": (_E, "ukjent nøkkel «{key}»{suggestion}"),
    "missing-key": (_E, "nøkkelen «{key}» mangler; den må stå i {type}"),
    "misplaced-key": (_E, "nøkkelen «{key}» hører ikke hjemme i {type}; den brukes i {allowed}"),
    "empty-value": (
        _E,
        "«{key}» har ingen verdi; ta bort nøkkelen når noe ikke er oppgitt, skriv [] for «ingen»",
    ),
    "wrong-type": (_E, "«{key}» skal være {expected}"),
    "invalid-value": (_E, "«{key}» kan ikke være «{value}»{suggestion}; velg mellom {allowed}"),
    "invalid-date": (
        _E,
        "«{value}» er ikke en dato for «{key}»; skriv år, måned og dag slik: 2016-12-07{extra}",
    ),
    "unknown-body": (_E, "ukjent organ «{value}»{suggestion}; organene står i mkdocs.yml"),
    "invalid-slug": (
        _E,
        "«{value}» kan ikke stå i en adresse; bruk a-z, 0-9 og bindestrek i «{key}»{suggestion}",
    ),
    "invalid-case-number": (
        _E,
        "«{value}» er ikke et saksnummer{suggestion}; skriv det slik: {example}",
    ),
    "unsafe-url": (_E, "«{value}» er ikke en adresse som kan publiseres; bruk https:// eller http://"),
    "missing-meeting-slug": (
        _E,
        "møtets dato er ukjent, og da trenger det et navn i adressen; skriv for eksempel "
        "«møte: innkalt-2017-02-01»",
    ),
    "unfinished": (
        _E,
        "«{mark}» står igjen; fyll inn eller slett det, eller sett «kladd: ja» til dokumentet er "
        "ferdig",
    ),
    # What the front matter says of the body
    "unknown-case": (
        _E,
        "«saker» nevner {value}, men dokumentet har ingen sak med det nummeret{suggestion}",
    ),
    "duplicate-attachment": (_E, "vedlegg {nr} står to ganger i «vedlegg»; slett den ene"),
    "unnamed-document": (
        _W,
        "møtet har flere dokumenter av typen {type}; gi filene navnene {type}.md, {type}-2.md og "
        "så videre, så adressene ikke endrer seg",
    ),
    "missing-file": (_E, "filen «{value}» finnes ikke i mappen {folder}"),
    "file-outside-folder": (
        _E,
        "«{value}» er ikke en vanlig fil i dokumentets egen mappe; legg vedlegget der og skriv "
        "bare filnavnet",
    ),
    "file-type-refused": (
        _E,
        "filer av typen «{value}» publiseres ikke, de kan kjøre kode hos leseren; bruk for "
        "eksempel PDF",
    ),
    "unknown-document": (_E, "dokumentet «{value}» finnes ikke i arkivet{suggestion}"),
    "unplaced-document": (
        _E,
        "dokumentet hører ikke til noe møte; oppgi «vedlegg_til» med et saksnummer som arkivet "
        "har, eller «organ» og «møtedato»",
    ),
    "attached-to-unknown": (
        _W,
        "arkivet har ikke sak {number}, som dokumentet etter «vedlegg_til» ble lagt fram for",
    ),
    "laid-before-withheld": (
        _W,
        "sak {number} er unntatt offentlighet, men dette dokumentet, som ble lagt fram for den, "
        "blir publisert; skriv «unntatt» også her, eller ta bort «vedlegg_til»",
    ),
    # What editors say of earlier cases
    "earlier-unknown": (_E, "«tidligere» nevner {value}, som ikke finnes i arkivet{suggestion}"),
    "earlier-not-held": (
        _W,
        "«tidligere» nevner {value}, fra et år som arkivet ikke har papirer fra",
    ),
    "earlier-is-itself": (_E, "{number} kan ikke være sin egen tidligere sak; slett «tidligere»"),
    "earlier-is-later": (
        _E,
        "{earlier} er ikke tidligere enn {number}; koblingen skal stå på den seneste av de to",
    ),
    "forwarded-unknown": (
        _E,
        "«oversendt_til» nevner {value}, som ikke finnes i arkivet{suggestion}; skriv organet "
        "når saken ikke er der ennå",
    ),
    "forwarded-is-earlier": (
        _E,
        "{number} kan ikke være sendt videre til {receiving}, som ikke er en senere sak",
    ),
    "done-unknown": (_W, "«utført» nevner {value}, som ikke finnes i arkivet"),
    "earlier-in-circle": (_E, "«tidligere» går i ring: {circle}; slett én av dem"),
    # Body
    "duplicate-case": (
        _E,
        "sak {number} står to ganger i dokumentet (først på linje {first}); gjør den andre til "
        "et underpunkt (###), eller del dokumentet i to",
    ),
    "duplicate-item": (
        _E,
        "to undersaker i {number} har samme navn, «{title}» (først på linje {first}), og ville "
        "fått samme adresse; samle dem under én overskrift",
    ),
    "invalid-day": (
        _E,
        "«{value}» er ikke en programdag; skriv «## 23. mars» eller «## 23. mars 2017», og oppgi "
        "«dato» når året mangler",
    ),
    "looks-like-case": (
        _W,
        "«{text}» ser ut som en sak, men er det ikke; en sak begynner med ## og organets nummer, "
        "slik: ## AU 06/17 Tittel",
    ),
    "misplaced-label": (
        _W,
        "«{label}» åpner ikke noe avsnitt her; sett en tom linje foran, eller bruk ###",
    ),
    "after-break": (
        _W,
        "«{text}» hører ikke til {number}, for linjen --- avsluttet saken; flytt linjen --- ned",
    ),
    "foreign-prefix": (
        _W,
        "{number} har et annet organs nummer i en av {body}s papirer; oppgi det rette som "
        "«nummer» under «saker», eller gjenta det trykte hvis det stemmer",
    ),
    "case-year": (
        _W,
        "sak {number} er fra et annet år enn møtet ({year}); stemmer det, gjenta nummeret som "
        "«nummer» under «saker»",
    ),
    "decision-in-notice": (
        _W,
        "en innkalling har ikke vedtak; «{label}» regnes ikke som sakens utfall",
    ),
    "unclassified-decision": (
        _N,
        "vedtaket i {number} kjennes ikke igjen; oppgi «utfall» under «saker» om det bør stå",
    ),
    "raw-html": (_W, "HTML brukes ikke i dokumentene; «{value}» vises som tekst"),
    "html-comment": (
        _E,
        "en HTML-kommentar («<!--») ville blitt publisert; slett den, eller skriv en merknad i "
        "front matter",
    ),
    "unsafe-link": (_W, "lenken til «{value}» er tatt bort; bruk https://, http:// eller mailto:"),
    "too-complex": (
        _E,
        "teksten har for mange nivåer eller tegn til å kunne vises; skriv den enklere",
    ),
    "relative-link": (
        _W,
        "lenken til «{value}» er tatt bort, den virker ikke på alle sidene teksten vises på; før "
        "filen opp under «vedlegg»",
    ),
    "not-verbatim": (
        _W,
        "teksten blir ikke vist ordrett, fra og med «{value}»; skriv stedet enklere, uten tabell "
        "eller lister i hverandre",
    ),
    "image": (_W, "bildet «{value}» vises ikke; før filen opp under «vedlegg»"),
    # The archive as a whole
    "address-collision": (
        _E,
        "får samme adresse som {other} ({address}); {cure}",
    ),
    "meeting-date-conflict": (
        _E,
        "møtedatoen er {value}, men {other} sier {expected} om det samme møtet ({meeting})",
    ),
    "two-meetings-one-day": (
        _E,
        "{body} har to møter {date} ({other} er det andre); gi begge et navn med «møte»",
    ),
    "folder-mismatch": (
        _W,
        "filen ligger i {folder}, men hører etter front matter til i {expected}; flytt den dit",
    ),
    "withheld-title-elsewhere": (
        _W,
        "tittelen på sak {number}, som er unntatt offentlighet, står også her og blir publisert",
    ),
    # The search
    "invalid-synonym": (
        _E,
        "«{value}» er ikke synonymer; skriv ett og ett ord med «=» mellom, "
        "slik: bymiljøavtale = byvekstavtale",
    ),
    # What may have been forgotten
    "missing-minutes": (
        _N,
        "møtet skulle holdes for mer enn to måneder siden{when}, men arkivet har ingen protokoll; "
        "legg den inn når dere har den",
    ),
    "number-gap": (
        _N,
        "{numbers} finnes ikke i arkivet; er et papir ikke lagt inn, eller et nummer skrevet feil?",
    ),
    "missing-attachment": (
        _N,
        "{title} er varslet, men finnes ikke i arkivet; oppgi «fil», «dokument» eller «url» under "
        "«vedlegg» om dere har det",
    ),
    "missing-proposal": (
        _N,
        "{number} har ikke noe forslag til vedtak; har papiret et, sett merkelappen «Forslag til "
        "vedtak:» foran det",
    ),
    "name-variants": (
        _N,
        "«{name}» ligner på «{known}» i {other}; er det samme person, skriv navnet likt i front "
        "matter",
    ),
    # Dates that contradict each other
    "weekday-mismatch": (
        _W,
        "«{written}» stemmer ikke, dagen er en {weekday}; rett det hvis det er skrevet av feil, "
        "eller siter det i en merknad hvis papiret sier det slik",
    ),
    "date-mismatch": (
        _W,
        "teksten har datoen {written}, men «{key}» er {value}; rett den som er feil, eller "
        "forklar det i en merknad om «{key}»",
    ),
    "date-order": (
        _N,
        "«{key}» er {value}, men «{other_key}» er {other_value}, og {expected}; se etter om begge "
        "er riktige",
    ),
    # Personal data
    "national-id": (
        _E,
        "her står et fødselsnummer ({masked}); ta det bort, det skal aldri ligge i arkivet",
    ),
    "phone-number": (
        _W,
        "her står et telefonnummer ({masked}); ta det bort, eller før det opp under «personvern» "
        "hvis det skal være offentlig",
    ),
    "private-email": (
        _W,
        "her står en privat e-postadresse ({masked}); ta den bort, eller før den opp under "
        "«personvern» hvis den skal være offentlig",
    ),
    "bank-account": (
        _W,
        "her står et kontonummer ({masked}); ta det bort, eller før det opp under «personvern» "
        "hvis det skal være offentlig",
    ),
    "invalid-exception": (
        _E,
        "«verdi» kan ikke være «{value}» for {kind}; {cure}",
    ),
}  # fmt: skip


@dataclass(slots=True)
class Findings:
    """Collects what is found in one file while it is read."""

    path: str
    found: list[Diagnostic] = field(default_factory=list)

    def add(self, code: str, line: int, **values: object) -> None:
        """Add the finding `code` at `line`; `values` fill its sentence."""
        self.found.append(finding(code, self.path, line, **values))


def finding(code: str, path: str, line: int, **values: object) -> Diagnostic:
    """Return the diagnostic `code` with its sentence filled in."""
    severity, sentence = CATALOGUE[code]
    # A sentence that quotes a record must not spread what may not stand in it.
    shown = {name: one_line(mask(str(value))) for name, value in values.items()}
    about = (str(values["other"]),) if "other" in values else ()
    return Diagnostic(path, line, code, severity, sentence.format_map(shown), about)


def one_line(text: str) -> str:
    """Keep what a hostile value could do to a terminal out of it, and keep it short."""
    clean = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+", " ", text)
    return clean if len(clean) <= 200 else clean[:199] + "…"


def suggestion(nearest: str | None) -> str:
    """Return the question after a misspelling, or nothing where nothing is near."""
    return f", mente du «{nearest}»?" if nearest else ""
