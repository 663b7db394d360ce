"""`meeting-archive new`: a new record for an editor to fill in."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from meeting_archive.commands.terminal import (
    FAILED,
    MISUSED,
    F,
    body_named,
    config_option,
    configured,
    did_you_mean,
    show,
    stop,
    typed,
)
from meeting_archive.dates import read_date, read_range
from meeting_archive.diagnostics import Severity
from meeting_archive.drafting.draft import Draft
from meeting_archive.drafting.meetings import NewMeeting, of_meeting, papers_of
from meeting_archive.drafting.minutes import draft_minutes
from meeting_archive.drafting.notice import NoticeDetails, draft_notice
from meeting_archive.drafting.others import (
    AgreementDetails,
    draft_agreement,
    draft_program,
    too_long,
)
from meeting_archive.editing.create import create
from meeting_archive.identifiers import SLUG, CaseNumber, slugify
from meeting_archive.messages import N_, gettext, ngettext
from meeting_archive.reading import read_records
from meeting_archive.records.model import MINUTES, DocumentType, Record
from meeting_archive.records.read import read_record
from meeting_archive.records.unfinished import MARK
from meeting_archive.records.values import CASE_EXAMPLE
from meeting_archive.settings import DEFAULT_STANDING, Settings

_ = gettext

_DATE_IN_NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@click.group(
    help=N_(
        "Lag et nytt dokument, som kladd.\n\n"
        "Det arkivet vet, er fylt inn. Resten står som [[fyll inn]], og dokumentet blir ikke "
        "publisert før det er borte. En fil som finnes fra før, blir aldri endret."
    ),
    short_help=N_("Lag et nytt dokument, som kladd."),
)
def new() -> None:
    pass


def _writing(command: F) -> F:
    """Give a command the options that all of these have."""
    dry_run = click.option(
        "--dry-run",
        is_flag=True,
        help=N_("Vis hva som ville blitt skrevet, og skriv ingenting."),
    )
    return dry_run(config_option(command))


_body_argument = click.argument("organ", metavar=N_("ORGAN"))
_day_argument = click.argument("day", metavar=N_("DATO"))
_meeting_option = click.option(
    "--møte",
    "--mote",
    "slug",
    metavar=N_("NAVN"),
    help=N_("Møtets navn i adressen, når det er et annet enn datoen."),
)
_case_option = click.option(
    "--sak", "case", metavar=N_("NUMMER"), help=N_("Saken som det ble lagt fram for.")
)


@new.command(
    "innkalling",
    help=N_(
        "Lag en innkalling, med organets faste saker og de neste ledige saksnumrene.\n\n"
        "DATO er møtedagen, 2017-03-08, eller to dager, 2017-03-23/2017-03-24. Er den ikke kjent, "
        "er DATO et navn på møtet, for eksempel innkalt-2017-02-01."
    ),
    short_help=N_("Lag en innkalling."),
)
@_body_argument
@_day_argument
@click.option(
    "--sak",
    "titles",
    multiple=True,
    metavar=N_("TITTEL"),
    help=N_("En sak på listen. Kan gjentas."),
)
@click.option("--sted", "place", metavar=N_("STED"), help=N_("Hvor møtet er."))
@click.option("--tidsrom", "time", metavar=N_("TID"), help=N_("Når på dagen møtet er."))
@click.option("--datert", "dated", metavar=N_("DATO"), help=N_("Innkallingens egen dato."))
@click.option(
    "--nummer",
    "first_number",
    type=click.IntRange(1, 9999),
    metavar=N_("NUMMER"),
    help=N_("Den første sakens nummer, når det er et annet enn det neste ledige."),
)
@_meeting_option
@_writing
def new_notice(
    organ: str,
    day: str,
    titles: tuple[str, ...],
    place: str | None,
    time: str | None,
    dated: str | None,
    first_number: int | None,
    slug: str | None,
    dry_run: bool,
    config: Path,
) -> None:
    settings = configured(config)
    meeting = _meeting(organ, day, slug, settings)
    own_date = _date(dated) if dated else None
    records = _records(settings)
    _only_one(meeting, [DocumentType.NOTICE], records)
    named = _DATE_IN_NAME.search(meeting.slug)
    known = meeting.days.start if meeting.days else read_date(named[0] if named else "")
    year = known.year if known else int(own_date[:4]) if own_date else None
    if year is None:
        message = _("«%s» sier ikke hvilket år møtet er; oppgi innkallingens dato med --datert")
        stop([message % day], MISUSED)
    draft = draft_notice(
        meeting,
        year,
        NoticeDetails(place, time, own_date, titles, first_number),
        settings.standing.get(meeting.body.id, DEFAULT_STANDING),
        records,
        settings.records,
    )
    _write(draft, settings, dry_run=dry_run)


def _minutes_command(kind: DocumentType, help_text: str, short_help: str) -> None:
    """Add the command that makes minutes of a kind."""

    @new.command(kind.value, help=help_text, short_help=short_help)
    @_body_argument
    @_day_argument
    @_meeting_option
    @_writing
    def command(organ: str, day: str, slug: str | None, dry_run: bool, config: Path) -> None:
        settings = configured(config)
        meeting = _meeting(organ, day, slug, settings)
        records = _records(settings)
        _only_one(meeting, sorted(MINUTES), records)
        notices = _notices(meeting, records)
        draft = draft_minutes(kind, meeting, notices, settings.records)
        _write(draft, settings, dry_run=dry_run)


_minutes_command(
    DocumentType.MINUTES,
    N_(
        "Lag en protokoll av innkallingen, med alle sakene og forslagene til vedtak.\n\n"
        "DATO er møtedagen. Visste innkallingen ikke hvilken dag det ble, oppgir du møtets navn "
        "med --møte, for eksempel --møte innkalt-2017-02-01."
    ),
    N_("Lag en protokoll av innkallingen."),
)
_minutes_command(
    DocumentType.REPORT,
    N_(
        "Lag et referat av innkallingen, med alle sakene og forslagene til vedtak.\n\n"
        "DATO er møtedagen. Visste innkallingen ikke hvilken dag det ble, oppgir du møtets navn "
        "med --møte, for eksempel --møte innkalt-2017-02-01."
    ),
    N_("Lag et referat av innkallingen."),
)


@new.command("avtale", help=N_("Lag en avtale."))
@click.argument("title", metavar=N_("TITTEL"))
@click.option(
    "--part", "parties", multiple=True, metavar=N_("NAVN"), help=N_("En av partene. Kan gjentas.")
)
@click.option("--fra", "start", metavar=N_("DATO"), help=N_("Dagen avtalen gjelder fra."))
@click.option("--til", "end", metavar=N_("DATO"), help=N_("Den siste dagen avtalen gjelder."))
@_case_option
@_writing
def new_agreement(
    title: str,
    parties: tuple[str, ...],
    start: str | None,
    end: str | None,
    case: str | None,
    dry_run: bool,
    config: Path,
) -> None:
    settings = configured(config)
    number = _case(case, settings)
    details = AgreementDetails(
        parties, _date(start) if start else None, _date(end) if end else None
    )
    records = _records(settings)
    draft = draft_agreement(_title(title), details, number, records, settings.records)
    _write(draft, settings, dry_run=dry_run)


@new.command(
    "program",
    help=N_(
        "Lag et program, med en overskrift for hver dag.\n\n"
        "DATO er dagen, 2017-03-08, eller den første og den siste, 2017-03-23/2017-03-24."
    ),
    short_help=N_("Lag et program."),
)
@click.argument("title", metavar=N_("TITTEL"))
@_day_argument
@click.option("--arrangement", "event", metavar=N_("NAVN"), help=N_("Hva det er et program for."))
@_case_option
@_writing
def new_program(
    title: str, day: str, event: str | None, case: str | None, dry_run: bool, config: Path
) -> None:
    settings = configured(config)
    days = read_range(day)
    if days is None or too_long(days):
        stop([_not_a_date(day)], MISUSED)
    number = _case(case, settings)
    records = _records(settings)
    draft = draft_program(_title(title), days, event, number, records, settings.records)
    _write(draft, settings, dry_run=dry_run)


# What the words of a command mean


def _meeting(organ: str, day: str, slug: str | None, settings: Settings) -> NewMeeting:
    """Return the meeting that is meant; stops where that is none."""
    body = body_named(organ, settings)
    days = read_range(day)
    for name in (*([] if days else [day]), *([slug] if slug else [])):
        if not SLUG.fullmatch(name) or (name[0].isdigit() and not _names_a_day(name)):
            stop([_not_a_date(day) if name == day else _not_a_name(name)], MISUSED)
    return NewMeeting(body, days, slug or (days.start.isoformat() if days else day))


def _names_a_day(name: str) -> bool:
    """Tell whether a name that begins with a digit begins with a day: `2017-03-08-ekstra`."""
    return read_date(name[:10]) is not None


def _not_a_date(written: str) -> str:
    message = _(
        "«%s» er ikke en dato; skriv år, måned og dag slik: 2017-03-08, eller to dager slik: "
        "2017-03-23/2017-03-24"
    )
    return message % written


def _not_a_name(written: str) -> str:
    message = _("«%s» kan ikke stå i en adresse; bruk a-z, 0-9 og bindestrek")
    return message % written + did_you_mean(slugify(written) or None)


def _date(written: str) -> str:
    if read_date(written) is None:
        stop([_not_a_date(written)], MISUSED)
    return written


def _title(written: str) -> str:
    if not slugify(written):
        stop([_("Tittelen er tom.")], MISUSED)
    return written


def _case(written: str | None, settings: Settings) -> CaseNumber | None:
    """Return the case number that is meant; stops where it is none."""
    if written is None:
        return None
    number = settings.numbering.read(written)
    if number is None:
        message = _("«%(written)s» er ikke et saksnummer; skriv det slik: %(example)s")
        stop([message % {"written": written, "example": CASE_EXAMPLE}], MISUSED)
    return number


# What is there


def _records(settings: Settings) -> tuple[Record, ...]:
    """Return all records; stops where one cannot be read, since it may hold what is asked for."""
    records, problems = read_records(settings.root, settings.records, settings.numbering)
    if problems:
        told = [str(each) for each in problems]
        stop([*told, _("Rett feilene i dokumentene først.")], FAILED)
    return records


def _only_one(
    meeting: NewMeeting, kinds: Sequence[DocumentType], records: Sequence[Record]
) -> None:
    """Stop where the meeting has such a paper."""
    there = of_meeting(meeting.slug, kinds, papers_of(meeting.body, records))
    if there:
        message = _("%s finnes fra før, og blir ikke endret.")
        cure = _("Er det et annet møte, gir du det et navn med --møte.")
        stop([message % there[0].path, cure], FAILED)


def _notices(meeting: NewMeeting, records: Sequence[Record]) -> tuple[Record, ...]:
    """Return the notices of a meeting; stops where none can be made minutes of."""
    papers = papers_of(meeting.body, records)
    notices = of_meeting(meeting.slug, [DocumentType.NOTICE], papers)
    readable = tuple(each for each in notices if not each.removed)
    if readable:
        return readable
    if notices:
        stop([_("%s er fjernet, og kan ikke bli til en protokoll.") % notices[0].path], FAILED)
    return _no_notice(meeting, papers)


def _no_notice(meeting: NewMeeting, papers: Sequence[Record]) -> NoReturn:
    """Stop, and tell which notices there are."""
    key = meeting.body.key
    message = _("Arkivet har ingen innkalling til %(body)s %(meeting)s.")
    lines = [message % {"body": key, "meeting": meeting.slug}]
    minuted = {each.meeting_slug for each in papers if each.type in MINUTES}
    waiting = dict.fromkeys(
        each.meeting_slug or ""
        for each in papers
        if each.type is DocumentType.NOTICE and each.meeting_slug not in minuted
    )
    if waiting:
        lines.append(_("Innkallinger uten protokoll: %s") % ", ".join(waiting))
    undated = [each for each in waiting if read_range(each) is None]
    if undated and meeting.days:
        cure = _("Er det et av disse møtene, oppgir du navnet: %s")
        command = f"new protokoll {key} {meeting.days.start} --møte {undated[-1]}"
    else:
        cure = _("Lag innkallingen først: %s")
        command = f"new innkalling {key} {meeting.slug}"
    stop([*lines, cure % typed(f"meeting-archive {command}")], FAILED)


# Writing


def _write(draft: Draft, settings: Settings, *, dry_run: bool) -> None:
    """Write a new record, or show it; stops where a file is there or the record is no good."""
    target = settings.root / draft.path
    if target.exists() or target.is_symlink():
        stop([_("%s finnes fra før, og blir ikke endret.") % draft.path], FAILED)
    _record, found = read_record(draft.path, draft.text.encode(), settings.numbering)
    errors = [str(each) for each in found if each.severity is Severity.ERROR]
    if errors:
        stop([*errors, _("Ingenting er skrevet.")], FAILED)
    if dry_run:
        show(_("Ville skrevet: %s") % draft.path)
        show()
        show(draft.text)
        return
    try:
        create(target, draft.text, settings.root / settings.records)
    except OSError:
        stop([_("%s kan ikke skrives.") % draft.path], FAILED)
    show(_("Skrevet: %s") % draft.path)
    left = draft.text.count(MARK)
    message = ngettext(
        "Fyll inn %(number)d sted, der det står %(mark)s, og ta så bort linjen «kladd: ja».",
        "Fyll inn %(number)d steder, der det står %(mark)s, og ta så bort linjen «kladd: ja».",
        left,
    )
    show(message % {"number": left, "mark": MARK})
