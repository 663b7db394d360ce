"""Where each record belongs: its meeting, its id and its permanent address."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from meeting_archive.dates import spell, spell_range
from meeting_archive.diagnostics import Diagnostic, finding
from meeting_archive.identifiers import CaseId, Numbering, slugify
from meeting_archive.publication import case_id
from meeting_archive.records.model import (
    MEETING_PAPERS,
    DocumentType,
    PaperBody,
    ProgramBody,
    Record,
)

# Programs and agreements have lists of their own: the name in ids, the folder in addresses.
_LISTED = {
    DocumentType.PROGRAM: ("program", "programmer"),
    DocumentType.AGREEMENT: ("avtale", "avtaler"),
}
_LONGEST_SLUG = 120
_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Placement:
    """A record's meeting, id and address.

    `stated_id` is what other records call it. It differs from `id` where the record is
    withheld, so that its title is not told by its address.
    """

    record: Record
    meeting: str | None
    id: str
    stated_id: str
    address: str


def place(
    records: Sequence[Record], numbering: Numbering
) -> tuple[tuple[Placement, ...], tuple[Diagnostic, ...]]:
    """Place all records, ordered by path; one without a meeting where it needs one is left out."""
    ordered = sorted(records, key=_path_order)
    meetings_of_case = _meetings_of_case(ordered)
    placed: list[Placement] = []
    withheld_slugs: Counter[str] = Counter()
    found: list[Diagnostic] = []
    of_meeting: dict[tuple[str, DocumentType], list[Record]] = defaultdict(list)
    for record in ordered:
        meeting = _meeting_of(record, meetings_of_case)
        if record.type in _LISTED:
            placed.append(_listed(record, meeting, withheld_slugs))
        elif meeting:
            of_meeting[meeting, record.type].append(record)
        elif record.type not in MEETING_PAPERS:
            found.append(finding("unplaced-document", record.path, record.line_of("vedlegg_til")))
            continue
        if record.attached_to and record.attached_to.case not in meetings_of_case:
            number, line = numbering.spell(record.attached_to.case), record.attached_to.line
            found.append(finding("attached-to-unknown", record.path, line, number=number))
    for (meeting, kind), group in of_meeting.items():
        found.extend(_unnamed(group, kind))
        for record, slug in _slugs(group, kind):
            id_ = f"{meeting}/{slug}"
            placed.append(Placement(record, meeting, id_, id_, f"moter/{id_}/"))
    order = {record.path: at for at, record in enumerate(ordered)}
    placed.sort(key=lambda each: order[each.record.path])
    found += [*_collisions(placed), *_conflicts(placed, numbering), *_misfiled(placed)]
    return tuple(placed), tuple(found)


def derived_title(record: Record, numbering: Numbering) -> str:
    """Return the record's title, or one made from what it is and when."""
    if record.title:
        return record.title
    if record.body_id is None or record.type not in MEETING_PAPERS:
        return record.type.capitalize()
    body = numbering.by_id[record.body_id].name
    what = (
        "Innkalling til"
        if record.type is DocumentType.NOTICE
        else f"{record.type.capitalize()} fra"
    )
    if record.meeting_days:
        return f"{what} møte i {body} {spell_range(record.meeting_days)}"
    dated = f"datert {spell(record.date)}" if record.date else "uten dato"
    return f"{what} møte i {body}, {dated}"


def _path_order(record: Record) -> tuple[str, list[tuple[int, int, str]], str]:
    """Order by folder, then by name with numbers as numbers: protokoll, -2, -10."""
    folder, name = _folder(record), _name(record)
    pieces = [each for each in _NUMBERS.split(_stem(record)) if each]
    key = [(1, int(each), "") if each.isdecimal() else (0, 0, each) for each in pieces]
    return folder, key, name


def _folder(record: Record) -> str:
    return record.path.rpartition("/")[0]


def _name(record: Record) -> str:
    return record.path.rpartition("/")[2]


def _stem(record: Record) -> str:
    return _name(record).removesuffix(".md")


def _meetings_of_case(records: Sequence[Record]) -> Mapping[CaseId, tuple[tuple[str, str], ...]]:
    """Return the meetings, each with a folder, whose papers hold a case."""
    found: dict[CaseId, dict[tuple[str, str], None]] = defaultdict(dict)
    for record in records:
        meeting = _meeting_of(record, {})
        if meeting and isinstance(record.body, PaperBody):
            folder = _folder(record)
            for case in record.body.cases:
                found[case_id(record, case.number)].setdefault((meeting, folder))
    return {case: tuple(meetings) for case, meetings in found.items()}


def _meeting_of(
    record: Record, meetings_of_case: Mapping[CaseId, tuple[tuple[str, str], ...]]
) -> str | None:
    """Return the id of the record's meeting: its own, or that of the case it was laid before."""
    if record.body_id and record.meeting_slug:
        return f"{record.body_id}/{record.meeting_slug}"
    if record.attached_to is None:
        return None
    meetings = meetings_of_case.get(record.attached_to.case, ())
    folder = _folder(record)
    same_folder = [meeting for meeting, its_folder in meetings if its_folder == folder]
    return next(iter([*same_folder, *(meeting for meeting, _ in meetings)]), None)


def _listed(record: Record, meeting: str | None, withheld_slugs: Counter[str]) -> Placement:
    kind, folder = _LISTED[record.type]
    stated = _title_slug(record)
    slug = stated
    if record.withheld and not record.removed:
        dated = record.date.isoformat() if record.date else "udatert"
        slug = f"unntatt-{dated}"
        withheld_slugs[f"{kind}/{slug}"] += 1
        number = withheld_slugs[f"{kind}/{slug}"]
        slug = f"{slug}-{number}" if number > 1 else slug
    return Placement(record, meeting, f"{kind}/{slug}", f"{kind}/{stated}", f"{folder}/{slug}/")


def _title_slug(record: Record) -> str:
    """Return a program's first day and event, or an agreement's year and title."""
    if record.type is DocumentType.PROGRAM:
        days = record.body.days if isinstance(record.body, ProgramBody) else ()
        day = next((each.date for each in days if each.date), record.date)
        pieces = (day.isoformat() if day else "", record.event or record.title or "")
    else:
        began = record.valid_from or record.date
        pieces = (str(began.year) if began else "", record.title or "")
    slug = slugify(" ".join(pieces))
    if len(slug) > _LONGEST_SLUG:
        slug = slug[:_LONGEST_SLUG].rsplit("-", 1)[0]
    return slug or "uten-tittel"


def _slugs(group: Sequence[Record], kind: DocumentType) -> Iterator[tuple[Record, str]]:
    """Yield each record of one meeting and type with its slug: `protokoll`, `protokoll-2`.

    A file with such a name keeps it, whatever comes and goes beside it; others get the lowest
    number that is free, in the order of their names, with a warning that it may change.
    """
    stems = [_stem(record) for record in group]
    taken = {stem for stem in stems if _is_slug_of(stem, kind)}
    for record, stem in zip(group, stems, strict=True):
        slug = stem
        if not _is_slug_of(stem, kind):
            numbers = (f"{kind}-{number}" if number > 1 else str(kind) for number in count(1))
            slug = next(each for each in numbers if each not in taken)
            taken.add(slug)
        yield record, slug


def _is_slug_of(stem: str, kind: DocumentType) -> bool:
    return re.fullmatch(rf"{kind}(?:-(?:[2-9]|[1-9][0-9]+))?", stem) is not None


def _unnamed(group: Sequence[Record], kind: DocumentType) -> Iterator[Diagnostic]:
    """Yield where one of several documents of a type is not named by its type and number."""
    for record in group if len(group) > 1 else ():
        if not _is_slug_of(_stem(record), kind):
            yield finding("unnamed-document", record.path, 1, type=kind)


def _collisions(placed: Sequence[Placement]) -> Iterator[Diagnostic]:
    first: dict[str, Placement] = {}
    for each in placed:
        other = first.setdefault(each.address, each)
        if other is each:
            continue
        cure = "gi det ene en annen tittel eller dato"
        if each.record.type not in _LISTED:
            cure = (
                f"kall den ene filen {each.record.type}-2.md, eller oppgi «møte» i begge hvis det "
                "er to møter"
            )
        yield finding(
            "address-collision",
            each.record.path,
            1,
            other=other.record.path,
            address=f"/{each.address}",
            cure=cure,
        )


def _conflicts(placed: Sequence[Placement], numbering: Numbering) -> Iterator[Diagnostic]:
    """Yield where papers disagree on a meeting's day, or two meetings share a day and a name."""
    dated: dict[str, Record] = {}
    on_day: dict[tuple[str, object], Record] = {}
    for each in placed:
        record = each.record
        if record.type not in MEETING_PAPERS or not record.meeting_days or not record.body_id:
            continue
        line = record.line_of("møtedato")
        other = dated.setdefault(each.meeting or "", record)
        if other.meeting_days != record.meeting_days:
            yield finding(
                "meeting-date-conflict",
                record.path,
                line,
                value=_iso(record),
                expected=_iso(other),
                other=other.path,
                meeting=each.meeting,
            )
        same_day = on_day.setdefault((record.body_id, record.meeting_days.start), record)
        named = record.meeting_slug_given and same_day.meeting_slug_given
        if same_day.meeting_slug != record.meeting_slug and not named:
            yield finding(
                "two-meetings-one-day",
                record.path,
                line,
                body=numbering.by_id[record.body_id].name,
                date=_iso(record),
                other=same_day.path,
            )


def _iso(record: Record) -> str:
    days = record.meeting_days
    assert days is not None
    return f"{days.start}/{days.end}" if days.several else str(days.start)


def _misfiled(placed: Sequence[Placement]) -> Iterator[Diagnostic]:
    for each in placed:
        folders = _folder(each.record).split("/")
        if each.record.type in MEETING_PAPERS and each.meeting:
            expected = each.meeting.split("/")
            if folders[-2:] != expected:
                yield finding(
                    "folder-mismatch",
                    each.record.path,
                    1,
                    folder="/".join(folders),
                    expected="/".join((*folders[:1], *expected)),
                )
