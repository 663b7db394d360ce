"""The editors' command, `meeting-archive`."""

import datetime as dt
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

import click

from meeting_archive.archive import Archive
from meeting_archive.commands.importing import import_command
from meeting_archive.diagnostics import Severity, suggestion
from meeting_archive.editing.decide import decide
from meeting_archive.identifiers import CaseId, CaseNumber, CaseReference
from meeting_archive.linking.graph import link
from meeting_archive.linking.model import Basis, End, LinkGraph, Relation
from meeting_archive.linking.texts import LinkedTexts
from meeting_archive.markup import Converter
from meeting_archive.model import Case
from meeting_archive.publication import case_id
from meeting_archive.reading import read_archive
from meeting_archive.records.model import CaseNotes, PaperBody, Record
from meeting_archive.records.values import CASE_EXAMPLE, nearest
from meeting_archive.settings import Settings, read_settings

# The codes that the command ends with when it cannot do as asked.
_FAILED, _MISUSED = 1, 2


@click.group(help="Redaktørenes verktøy for møtearkivet.")
def main() -> None:
    # An output that has no arrow is no reason to stop.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


main.add_command(import_command)


@main.command(
    help="List forslag til koblinger mellom saker, eller svar på dem.\n\n"
    "SENERE og TIDLIGERE er saksnumre slik listen viser dem, i anførselstegn. Svaret skrives i "
    "papiret til den seneste saken. Begge valgene kan gjentas.",
    short_help="List forslag til koblinger mellom saker, eller svar på dem.",
)
@click.option(
    "--confirm", nargs=2, multiple=True, metavar="SENERE TIDLIGERE", help="Bekreft en kobling."
)
@click.option(
    "--reject", nargs=2, multiple=True, metavar="SENERE TIDLIGERE", help="Avvis en kobling."
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    metavar="FIL",
    help="Arkivets oppsett.",
)
def links(
    confirm: tuple[tuple[str, str], ...], reject: tuple[tuple[str, str], ...], config: Path
) -> None:
    try:
        settings = read_settings(config)
    except ValueError as error:
        _stop([str(error)], _MISUSED)
    linked = _read(settings)
    if linked.errors:
        _stop([*linked.errors, "Rett feilene i dokumentene først."], _FAILED)
    asked = [(*pair, True) for pair in confirm] + [(*pair, False) for pair in reject]
    if asked:
        _answer(_answers(asked, linked.archive), linked.archive, settings)
    else:
        _list(linked)


def _stop(lines: Iterable[str], code: int) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    raise click.exceptions.Exit(code)


# Reading


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A link that rules concluded and no editor has answered."""

    later: End
    earlier: End
    reason: str


def open_suggestions(graph: LinkGraph) -> tuple[Suggestion, ...]:
    """Return the suggested returns of cases, in the order of the cases that may be returns."""
    found: list[tuple[CaseId, Suggestion]] = []
    for each in graph.links:
        later, earlier = each.source, each.target
        if each.relation is Relation.FORWARDED:
            # What is sent on points forward in time.
            later, earlier = earlier, later
        elif each.relation is not Relation.CONTINUES:
            continue
        if each.basis is Basis.INFERRED and later.case and earlier.case:
            found.append((later.case, Suggestion(later, earlier, each.evidence)))
    found.sort(key=lambda each: (each[0], each[1].later, each[1].earlier))
    return tuple(suggested for _, suggested in found)


@dataclass(frozen=True, slots=True)
class _Linked:
    """The archive as its editors see it, drafts included, and what is wrong with it."""

    archive: Archive
    suggestions: tuple[Suggestion, ...]
    errors: tuple[str, ...]


def _read(settings: Settings) -> _Linked:
    today = dt.datetime.now().astimezone().date()
    reading = read_archive(
        settings.root, settings.records, settings.numbering, today=today, preview=True
    )
    archive = reading.archive
    found = link(archive, LinkedTexts(archive, Converter()))
    suggestions = tuple(
        each
        for each in open_suggestions(found.graph)
        if _may_say(_places(_case(each.later, archive), archive), each.earlier.case, archive)
    )
    diagnostics = sorted((*reading.diagnostics, *found.diagnostics))
    errors = tuple(str(each) for each in diagnostics if each.severity is Severity.ERROR)
    return _Linked(archive, suggestions, errors)


@dataclass(frozen=True, slots=True)
class _Place:
    """A record that a case stands in, with its number there and what the editors say of it."""

    record: Record
    printed: str
    notes: CaseNotes | None

    @property
    def answers(self) -> tuple[CaseReference, ...]:
        """Return the earlier cases that editors have said yes or no to here."""
        return (*self.notes.earlier, *self.notes.not_earlier) if self.notes else ()


def _places(case: Case, archive: Archive) -> list[_Place]:
    """Return where a case stands, the place that an answer belongs in first.

    That is where editors have answered before, or said something else of the case, or else the
    latest paper: the minutes before the notice. What is withheld or removed stands nowhere.
    """
    found = []
    for treatment in () if case.withheld or case.removed else reversed(case.treatments):
        for document in reversed(treatment.documents):
            record = archive.document[document].record
            for number in _numbers(record):
                if case_id(record, number) == case.id:
                    notes = record.notes_on(number)
                    found.append(_Place(record, (notes.key if notes else number).printed, notes))
    return sorted(found, key=lambda place: (not place.answers, place.notes is None))


def _numbers(record: Record) -> list[CaseNumber]:
    """Return the case numbers of a record, none where it is withheld or removed."""
    if record.withheld or record.removed or not isinstance(record.body, PaperBody):
        return []
    return [part.number for part in record.body.cases]


def _may_say(places: Sequence[_Place], earlier: CaseId | None, archive: Archive) -> bool:
    """Tell whether there is a place, and it is no published record that would name a draft."""
    where = _places(archive.case[earlier], archive) if earlier else []
    if not places or not where:
        return False
    return places[0].record.draft or not all(each.record.draft for each in where)


def _case(end: End, archive: Archive) -> Case:
    assert end.case
    return archive.case[end.case]


def _shown(later: str, earlier: str, archive: Archive) -> tuple[str, str]:
    """Return two cases, or sub-items, by the numbers that readers know: `AU 43/16#interreg`."""
    first, second = (
        archive.case[CaseId.read(case)].number + mark + anchor
        for case, mark, anchor in (later.partition("#"), earlier.partition("#"))
    )
    return first, second


# Listing


def _list(linked: _Linked) -> None:
    archive = linked.archive
    for number, each in enumerate(linked.suggestions, 1):
        later, earlier = _shown(each.later.id, each.earlier.id, archive)
        # A reason quotes records; nothing in them may steer a terminal.
        reason = "".join(char if char.isprintable() else " " for char in each.reason)
        click.echo(f"{number}. {later} ← {earlier}  {reason}")
        click.echo(f"   {_places(_case(each.later, archive), archive)[0].record.path}")
    click.echo(_count(linked.suggestions))
    if linked.suggestions:
        first = linked.suggestions[0]
        later, earlier = _shown(first.later.id, first.earlier.id, archive)
        click.echo(f'Bekreft slik: meeting-archive links --confirm "{later}" "{earlier}"')
        click.echo(f'Avvis slik:   meeting-archive links --reject "{later}" "{earlier}"')


def _count(suggestions: Sequence[Suggestion]) -> str:
    if not suggestions:
        return "Ingen åpne forslag."
    return "1 åpent forslag." if len(suggestions) == 1 else f"{len(suggestions)} åpne forslag."


# Answering


@dataclass(frozen=True, slots=True)
class _Answer:
    """What an editor says of a pair, and the records that it is written into."""

    later: CaseReference
    earlier: CaseReference
    confirm: bool
    places: tuple[_Place, ...]


def _answers(asked: Iterable[tuple[str, str, bool]], archive: Archive) -> list[_Answer]:
    """Return what was asked for; stops where something that is named is not in the archive."""
    problems: list[str] = []
    found: dict[tuple[CaseReference, CaseReference], _Answer] = {}
    for *written, confirm in asked:
        try:
            later, earlier = (_named(str(each), archive) for each in written)
            answer = _Answer(later, earlier, bool(confirm), _where(later, earlier, archive))
        except ValueError as error:
            problems.append(str(error))
            continue
        if found.setdefault((later, earlier), answer) != answer:
            _stop([f"{_arrow(answer, archive)} kan ikke både bekreftes og avvises"], _MISUSED)
    if problems:
        _stop(dict.fromkeys(problems), _FAILED)
    return list(found.values())


def _named(written: str, archive: Archive) -> CaseReference:
    """Return the case, or sub-item, that is named; raises ValueError where there is none."""
    reference = archive.numbering.read_reference(written.strip(), None, 0)
    if reference is None:
        example = f"{CASE_EXAMPLE} eller {CASE_EXAMPLE}#underpunkt"
        raise ValueError(f"«{written}» er ikke et saksnummer i arkivet; skriv det slik: {example}")
    case = archive.case.get(reference.case) or _misprinted(reference.case, archive)
    if case is None:
        near = suggestion(nearest(written, (each.number for each in archive.cases)))
        raise ValueError(f"{written} finnes ikke i arkivet{near}")
    anchors = [item.anchor for item in case.items]
    if reference.anchor and reference.anchor not in anchors:
        near = suggestion(nearest(reference.anchor, anchors))
        raise ValueError(f"{case.number} har ikke underpunktet «{reference.anchor}»{near}")
    return CaseReference(case.id, reference.anchor)


def _misprinted(number: CaseId, archive: Archive) -> Case | None:
    """Return the case that is printed with a number that is no case's own."""
    for case in archive.cases:
        for printed in case.printed_numbers:
            read = archive.numbering.read(printed, case.id.body)
            if read and read.id == number:
                return case
    return None


def _where(later: CaseReference, earlier: CaseReference, archive: Archive) -> tuple[_Place, ...]:
    """Return where an answer belongs: in every record that has answered it, or else in one."""
    first, second = _shown(str(later), str(earlier), archive)
    if later.case == earlier.case:
        raise ValueError(f"{first} kan ikke være sin egen tidligere sak")
    places = _places(archive.case[later.case], archive)
    if not places:
        raise ValueError(f"{first} er unntatt offentlighet eller fjernet, og kan ikke kobles")
    if not _may_say(places, earlier.case, archive):
        raise ValueError(
            f"{second} er ikke offentlig, og kan ikke nevnes i {places[0].record.path}"
        )
    answered = tuple(place for place in places if earlier in place.answers)
    return answered or (places[0],)


def _arrow(answer: _Answer, archive: Archive) -> str:
    return " ← ".join(_shown(str(answer.later), str(answer.earlier), archive))


def _answer(answers: Sequence[_Answer], archive: Archive, settings: Settings) -> None:
    """Write the answers, all or none; what they make wrong in the archive takes them back."""
    before: dict[Path, str] = {}
    after: dict[Path, str] = {}
    told = []
    for each in answers:
        _, earlier = _shown(str(each.later), str(each.earlier), archive)
        for place in each.places:
            path = settings.root / place.record.path
            text = after.get(path) or path.read_bytes().decode()
            before.setdefault(path, text)
            after[path] = _decided(text, place, earlier, each, settings)
            same = "Uendret" if after[path] == text else None
            word = same or ("Bekreftet" if each.confirm else "Avvist")
            told.append(f"{word}: {_arrow(each, archive)}  {place.record.path}")
    _save(after, before)
    linked = _read(settings)
    if linked.errors:
        _save(before, after)
        _stop([*linked.errors, "Ingenting er endret."], _FAILED)
    for line in told:
        click.echo(line)
    click.echo(_count(linked.suggestions))


def _decided(text: str, place: _Place, earlier: str, answer: _Answer, settings: Settings) -> str:
    def meaning(written: str) -> object:
        read = settings.numbering.read_reference(written.strip(), place.record.body_id, 0)
        return read or written

    try:
        return decide(text, place.printed, earlier, confirm=answer.confirm, meaning=meaning)
    except ValueError as error:
        _stop([f"{place.record.path}: {error}", "Ingenting er endret."], _FAILED)


def _save(texts: Mapping[Path, str], before: Mapping[Path, str]) -> None:
    """Write files whose text is another than before; if one cannot be written, none is."""
    written: list[Path] = []
    for path, text in texts.items():
        if text == before[path]:
            continue
        try:
            path.write_bytes(text.encode())
        except OSError:
            for each in written:
                each.write_bytes(before[each].encode())
            _stop([f"{path} kan ikke skrives.", "Ingenting er endret."], _FAILED)
        written.append(path)
