"""One file into records: everything but reading and writing the file system."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from meeting_archive.diagnostics import Diagnostic
from meeting_archive.identifiers import Numbering, slugify
from meeting_archive.importing.attach import Match, laid_before, match, unattached, with_list
from meeting_archive.importing.blocks import Block, Source, words
from meeting_archive.importing.cut import cut
from meeting_archive.importing.drafts import Draft, Stated, draft
from meeting_archive.importing.messages import Refused
from meeting_archive.importing.pieces import body_text
from meeting_archive.importing.sources import read_source
from meeting_archive.importing.split import split
from meeting_archive.importing.values import Value
from meeting_archive.importing.write import Written, remarks_of, write
from meeting_archive.placement import place
from meeting_archive.records.model import MEETING_PAPERS, Record
from meeting_archive.records.read import read_record

_UNPLACED = "uavklart"


@dataclass(frozen=True, slots=True)
class Imported:
    """A record that a paper became: where it belongs, its text, and what to look over."""

    path: str
    text: str
    cases: int
    remarks: tuple[Diagnostic, ...]


def import_paper(
    name: str, content: bytes, folder: str, numbering: Numbering, stated: Stated
) -> tuple[Imported, ...]:
    """Make records of the file `name`, to stand below `folder`; raises Refused where it cannot."""
    source = read_source(name, content)
    origin: dict[str, Value] = {
        "fil": name,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    drafts = _drafts(source, name, numbering, stated)
    _check_words(source.blocks, drafts)

    def written(each: Draft) -> Written:
        return write(each, origin)

    paths = _paths(drafts, (), folder, name)
    records = [_record(each, path, written, numbering) for each, path in _zip(drafts, paths)]
    matches = match(drafts, records)
    drafts = _with_cases(drafts, matches)
    paths = _paths(drafts, matches, folder, name)
    drafts = _with_lists(drafts, matches, paths, written, numbering)
    return tuple(
        _imported(each, path, written(each), numbering) for each, path in _zip(drafts, paths)
    )


def _drafts(source: Source, name: str, numbering: Numbering, stated: Stated) -> list[Draft]:
    blocks = tuple(cut(source.blocks, numbering))
    stem = PurePosixPath(name).stem
    drafts = [draft(paper, stated, stem, numbering) for paper in split(blocks, numbering)]
    # What there is to say of the reading is said once, at the first record.
    drafts[0] = replace(drafts[0], remarks=(*source.remarks, *drafts[0].remarks))
    return drafts


def _check_words(blocks: Sequence[Block], drafts: Sequence[Draft]) -> None:
    """Refuse to write what would not be the paper's own words, all of them and in their order."""
    before = [word for block in blocks for word in words(block.text)]
    after = [word for each in drafts for word in words(body_text(each.pieces))]
    if before == after:
        return
    pairs = zip(before, after, strict=False)
    lost = next((word for word, other in pairs if word != other), (before or after)[-1])
    raise Refused("words-lost", word=lost)


def _record(
    each: Draft, path: str, written: Callable[[Draft], Written], numbering: Numbering
) -> Record | None:
    return read_record(path, written(each).text.encode(), numbering)[0]


def _imported(each: Draft, path: str, written: Written, numbering: Numbering) -> Imported:
    """Return a record with all that is to be said of it, by the archive's own reader too."""
    record, found = read_record(path, written.text.encode(), numbering)
    told = sorted((*remarks_of(each, written, path), *found))
    cases = len(record.body.cases) if record and hasattr(record.body, "cases") else 0
    return Imported(path, written.text, cases, tuple(told))


# What the papers of one file are to one another


def _with_cases(drafts: Sequence[Draft], matches: Sequence[Match]) -> list[Draft]:
    of_paper = {each.paper: each.of for each in matches}
    found = []
    for at, each in enumerate(drafts):
        if each.type in MEETING_PAPERS:
            found.append(each)
        elif at in of_paper:
            found.append(laid_before(each, of_paper[at]))
        else:
            found.append(unattached(each))
    return found


def _with_lists(
    drafts: Sequence[Draft],
    matches: Sequence[Match],
    paths: Sequence[str],
    written: Callable[[Draft], Written],
    numbering: Numbering,
) -> list[Draft]:
    """Let each meeting paper list the records that are its attachments, by their ids."""
    records = [_record(each, path, written, numbering) for each, path in _zip(drafts, paths)]
    placed, _ = place([each for each in records if each], numbering)
    ids = {each.record.path: each.stated_id for each in placed}
    found = []
    for at, each in enumerate(drafts):
        entries = [
            (pair.of, ids[paths[pair.paper]])
            for pair in matches
            if pair.of.paper == at and paths[pair.paper] in ids
        ]
        entries.sort(key=lambda entry: int(entry[0].number))
        found.append(with_list(each, entries))
    return found


# Where the records belong


def _paths(
    drafts: Sequence[Draft], matches: Sequence[Match], folder: str, name: str
) -> tuple[str, ...]:
    """Return the path of each record; a file's own papers never share one."""
    of_paper = {each.paper: each.of.paper for each in matches}
    folders: list[str] = []
    for each in drafts:
        folders.append(_folder(each, folders, folder, name))
    paths: list[str] = []
    for at, each in enumerate(drafts):
        where = folders[of_paper[at]] if at in of_paper and _is_loose(each) else folders[at]
        stem = each.type or slugify(PurePosixPath(name).stem) or "papir"
        path, number = f"{where}/{stem}.md", 1
        while path in paths:
            number += 1
            path = f"{where}/{stem}-{number}.md"
        paths.append(path)
    return tuple(paths)


def _is_loose(each: Draft) -> bool:
    return each.type not in MEETING_PAPERS


def _folder(each: Draft, before: Sequence[str], folder: str, name: str) -> str:
    """Return a record's folder: its meeting's, or that of the paper before it in the file."""
    if each.type in MEETING_PAPERS:
        body = slugify(str(each.keys.get("organ", ""))) or _UNPLACED
        days = str(each.keys.get("møte") or each.keys["møtedato"])
        return f"{folder}/{body}/{days.partition('/')[0]}"
    if before:
        return before[-1]
    return f"{folder}/{_UNPLACED}/{slugify(PurePosixPath(name).stem) or 'papir'}"


def _zip(drafts: Sequence[Draft], paths: Sequence[str]) -> list[tuple[Draft, str]]:
    return list(zip(drafts, paths, strict=True))
