"""`meeting-archive links`: suggested links between cases, and the editors' answers to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from meeting_archive.archive import Archive
from meeting_archive.commands.terminal import (
    FAILED,
    MISUSED,
    config_option,
    configured,
    did_you_mean,
    printable,
    show,
    stop,
    today,
    typed,
)
from meeting_archive.editing.decide import decide
from meeting_archive.editing.suggested import (
    Linked,
    Place,
    Suggestion,
    case_of,
    may_say,
    places,
    read_linked,
    shown,
)
from meeting_archive.identifiers import CaseId, CaseReference
from meeting_archive.messages import N_, gettext, ngettext
from meeting_archive.model import Case
from meeting_archive.records.values import CASE_EXAMPLE, nearest
from meeting_archive.settings import Settings

_ = gettext


@click.command(
    help=N_(
        "List forslag til koblinger mellom saker, eller svar på dem.\n\n"
        "SENERE og TIDLIGERE er saksnumre slik listen viser dem, i anførselstegn. Svaret skrives i "
        "papiret til den seneste saken. Begge valgene kan gjentas."
    ),
    short_help=N_("List forslag til koblinger mellom saker, eller svar på dem."),
)
@click.option(
    "--confirm",
    nargs=2,
    multiple=True,
    metavar=N_("SENERE TIDLIGERE"),
    help=N_("Bekreft en kobling."),
)
@click.option(
    "--reject",
    nargs=2,
    multiple=True,
    metavar=N_("SENERE TIDLIGERE"),
    help=N_("Avvis en kobling."),
)
@config_option
def links(
    confirm: tuple[tuple[str, str], ...], reject: tuple[tuple[str, str], ...], config: Path
) -> None:
    settings = configured(config)
    linked = read_linked(settings, today())
    if linked.errors:
        stop([*map(str, linked.errors), _("Rett feilene i dokumentene først.")], FAILED)
    asked = [(*pair, True) for pair in confirm] + [(*pair, False) for pair in reject]
    if asked:
        _answer(_answers(asked, linked.archive), linked.archive, settings)
    else:
        _list(linked)


# Listing


def _list(linked: Linked) -> None:
    archive = linked.archive
    for number, each in enumerate(linked.suggestions, 1):
        later, earlier = shown(each.later.id, each.earlier.id, archive)
        show(f"{number}. {later} ← {earlier}  {printable(each.reason)}")
        show(f"   {places(case_of(each.later, archive), archive)[0].record.path}")
    show(_count(linked.suggestions))
    if linked.suggestions:
        first = linked.suggestions[0]
        later, earlier = shown(first.later.id, first.earlier.id, archive)
        pair = f'"{later}" "{earlier}"'
        show(_("Bekreft slik: %s") % typed(f"meeting-archive links --confirm {pair}"))
        show(_("Avvis slik:   %s") % typed(f"meeting-archive links --reject {pair}"))


def _count(suggestions: Sequence[Suggestion]) -> str:
    if not suggestions:
        return _("Ingen åpne forslag.")
    number = len(suggestions)
    return ngettext("%d åpent forslag.", "%d åpne forslag.", number) % number


# Answering


@dataclass(frozen=True, slots=True)
class _Answer:
    """What an editor says of a pair, and the records that it is written into."""

    later: CaseReference
    earlier: CaseReference
    confirm: bool
    places: tuple[Place, ...]


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
            both = _("%s kan ikke både bekreftes og avvises")
            stop([both % _arrow(answer, archive)], MISUSED)
    if problems:
        stop(dict.fromkeys(problems), FAILED)
    return list(found.values())


def _named(written: str, archive: Archive) -> CaseReference:
    """Return the case, or sub-item, that is named; raises ValueError where there is none."""
    reference = archive.numbering.read_reference(written.strip(), None, 0)
    if reference is None:
        message = _(
            "«%(written)s» er ikke et saksnummer i arkivet; skriv det slik: %(number)s eller "
            "%(number)s#underpunkt"
        )
        raise ValueError(message % {"written": written, "number": CASE_EXAMPLE})
    case = archive.case.get(reference.case) or _misprinted(reference.case, archive)
    if case is None:
        near = did_you_mean(nearest(written, (each.number for each in archive.cases)))
        raise ValueError(_("%s finnes ikke i arkivet") % written + near)
    anchors = [item.anchor for item in case.items]
    if reference.anchor and reference.anchor not in anchors:
        near = did_you_mean(nearest(reference.anchor, anchors))
        message = _("%(case)s har ikke underpunktet «%(item)s»")
        raise ValueError(message % {"case": case.number, "item": reference.anchor} + near)
    return CaseReference(case.id, reference.anchor)


def _misprinted(number: CaseId, archive: Archive) -> Case | None:
    """Return the case that is printed with a number that is no case's own."""
    for case in archive.cases:
        for printed in case.printed_numbers:
            read = archive.numbering.read(printed, case.id.body)
            if read and read.id == number:
                return case
    return None


def _where(later: CaseReference, earlier: CaseReference, archive: Archive) -> tuple[Place, ...]:
    """Return where an answer belongs: in every record that has answered it, or else in one."""
    first, second = shown(str(later), str(earlier), archive)
    if later.case == earlier.case:
        raise ValueError(_("%s kan ikke være sin egen tidligere sak") % first)
    found = places(archive.case[later.case], archive)
    if not found:
        message = _("%s er unntatt offentlighet eller fjernet, og kan ikke kobles")
        raise ValueError(message % first)
    if not may_say(found, earlier.case, archive):
        message = _("%(case)s er ikke offentlig, og kan ikke nevnes i %(path)s")
        raise ValueError(message % {"case": second, "path": found[0].record.path})
    answered = tuple(place for place in found if earlier in place.answers)
    return answered or (found[0],)


def _arrow(answer: _Answer, archive: Archive) -> str:
    return " ← ".join(shown(str(answer.later), str(answer.earlier), archive))


def _answer(answers: Sequence[_Answer], archive: Archive, settings: Settings) -> None:
    """Write the answers, all or none; what they make wrong in the archive takes them back."""
    before: dict[Path, str] = {}
    after: dict[Path, str] = {}
    told = []
    for each in answers:
        earlier = shown(str(each.later), str(each.earlier), archive)[1]
        for place in each.places:
            path = settings.root / place.record.path
            text = after.get(path) or path.read_bytes().decode()
            before.setdefault(path, text)
            after[path] = _decided(text, place, earlier, each, settings)
            same = _("Uendret") if after[path] == text else None
            word = same or (_("Bekreftet") if each.confirm else _("Avvist"))
            told.append(f"{word}: {_arrow(each, archive)}  {place.record.path}")
    _save(after, before)
    linked = read_linked(settings, today())
    if linked.errors:
        _save(before, after)
        stop([*map(str, linked.errors), _("Ingenting er endret.")], FAILED)
    for line in told:
        show(line)
    show(_count(linked.suggestions))


def _decided(text: str, place: Place, earlier: str, answer: _Answer, settings: Settings) -> str:
    def meaning(written: str) -> object:
        read = settings.numbering.read_reference(written.strip(), place.record.body_id, 0)
        return read or written

    try:
        return decide(text, place.printed, earlier, confirm=answer.confirm, meaning=meaning)
    except ValueError as error:
        stop([f"{place.record.path}: {error}", _("Ingenting er endret.")], FAILED)


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
            stop([_("%s kan ikke skrives.") % path, _("Ingenting er endret.")], FAILED)
        written.append(path)
