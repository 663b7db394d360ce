"""Measures the inference of returns on the labelled archive: `python tests/linking/evaluate.py`.

Prints precision and recall per relation, for the half that weights and thresholds were chosen on
and for the half that was held out, and then the worst misses.
"""

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from meeting_archive.archive import Archive
from meeting_archive.identifiers import Body, Numbering
from meeting_archive.linking.model import End, case_end
from meeting_archive.linking.returns import Suggestion, Text, Waiting, explain, suggest_returns
from meeting_archive.linking.waiting import waiting_and_treatments
from meeting_archive.markup import Converter
from meeting_archive.reading import read_archive

LABELLED = Path(__file__).parent / "labelled"
HALVES = ("tune", "held_out")
RELATIONS = ("continues", "forwarded")
PRECISION, RECALL = 0.95, 0.8
"""The aim for `continues`, on both halves."""

NUMBERING = Numbering(
    (
        Body("SU", "Samarbeidsutvalget", ("SU",), ("Samarbeidsutvalet",)),
        Body("FR", "Fjordrådet", ("FR",)),
        Body("NF", "Nordrefjord formannskap", ("NF",)),
        Body("RG", "Rådmannsgruppa", ("RG",)),
    )
)
NAMES = {body.id: (body.name, *body.aliases) for body in NUMBERING.bodies}

Pair = tuple[End, End]
"""The later end and the earlier."""


@dataclass(frozen=True)
class Labels:
    """What one half of the labels says, each as (later, earlier)."""

    continues: frozenset[Pair]
    forwarded: frozenset[Pair]
    unlike: frozenset[Pair]
    kept: frozenset[End]


@dataclass(frozen=True)
class Score:
    """What was rightly suggested, wrongly suggested, and missed."""

    right: frozenset[Pair]
    wrong: frozenset[Pair]
    missed: frozenset[Pair]

    @property
    def precision(self) -> float:
        suggested = len(self.right) + len(self.wrong)
        return len(self.right) / suggested if suggested else 1.0

    @property
    def recall(self) -> float:
        wanted = len(self.right) + len(self.missed)
        return len(self.right) / wanted if wanted else 1.0


@dataclass(frozen=True)
class LabelledSet:
    """The labelled archive with what inference is given and what it suggests."""

    archive: Archive
    waiting: tuple[Waiting, ...]
    treatments: tuple[Text, ...]
    suggestions: tuple[Suggestion, ...]
    labels: dict[str, Labels]

    def score(self, half: str, relation: str) -> Score:
        """Return how well one half of the suggestions of a relation agrees with its labels."""
        wanted: frozenset[Pair] = getattr(self.labels[half], relation)
        suggested = frozenset(
            (each.later.end, each.earlier.text.end)
            for each in self.suggestions
            if half_of(each.earlier.text.end) == half and relation_of(each.earlier) == relation
        )
        return Score(suggested & wanted, suggested - wanted, wanted - suggested)


def relation_of(waiting: Waiting) -> str:
    """Return the relation that a return of this would be."""
    return "forwarded" if waiting.forwarded else "continues"


def half_of(earlier: End) -> str:
    """Return the half that a waiting case belongs to, by its year."""
    assert earlier.case is not None
    return HALVES[earlier.case.year % 2]


def end_of(printed: str) -> End:
    """Return the end that a label names: `SU 06/17` or `SU 43/16#anchor`."""
    reference = NUMBERING.read_reference(printed, None, 0)
    assert reference is not None, printed
    return case_end(reference.case, reference.anchor)


def read_labels(path: Path = LABELLED / "labels.yml") -> dict[str, Labels]:
    """Return the labels of both halves."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        half: Labels(
            continues=_pairs(data[half]["continues"]),
            forwarded=frozenset((late, early) for early, late in _pairs(data[half]["forwarded"])),
            unlike=_pairs(data[half]["not"]),
            kept=frozenset(map(end_of, data[half]["kept"])),
        )
        for half in HALVES
    }


def _pairs(printed: Iterable[tuple[str, str]]) -> frozenset[Pair]:
    return frozenset((end_of(one), end_of(other)) for one, other in printed)


@cache
def labelled_set() -> LabelledSet:
    """Read the labelled archive and infer its returns."""
    archive = read_archive(LABELLED, "meetings", NUMBERING, today=dt.date(2020, 1, 1)).archive
    converter = Converter()
    waiting, treatments = waiting_and_treatments(archive, lambda text: converter.convert(text).text)
    found = tuple(suggest_returns(waiting, treatments, NAMES))
    return LabelledSet(archive, tuple(waiting), tuple(treatments), found, read_labels())


def report(labelled: LabelledSet) -> Iterator[str]:
    """Yield the lines of the report."""
    yield f"{len(labelled.archive.cases)} cases, {len(labelled.waiting)} of them left waiting"
    yield f"{'half':10} {'relation':10} precision  recall  right  wrong  missed"
    for half in HALVES:
        for relation in RELATIONS:
            score = labelled.score(half, relation)
            yield (
                f"{half:10} {relation:10} {score.precision:9.3f} {score.recall:7.3f}"
                f" {len(score.right):6} {len(score.wrong):6} {len(score.missed):7}"
            )
    for half in HALVES:
        yield from _misses(labelled, half)


def _misses(labelled: LabelledSet, half: str) -> Iterator[str]:
    reasons = {(s.later.end, s.earlier.text.end): s for s in labelled.suggestions}
    scores = [labelled.score(half, relation) for relation in RELATIONS]
    wrong = sorted(
        {pair for score in scores for pair in score.wrong}, key=lambda pair: -reasons[pair].score
    )
    for pair in wrong:
        yield f"{half}: wrong {reasons[pair].score:.2f} {_shown(pair)}: {reasons[pair].reason}"
    missed = [(_explained(labelled, pair), pair) for score in scores for pair in score.missed]
    for (value, why), pair in sorted(missed):
        yield f"{half}: missed {value:.2f} {_shown(pair)}: {why}"


def _explained(labelled: LabelledSet, pair: Pair) -> tuple[float, str]:
    later = next(each for each in labelled.treatments if each.end == pair[0])
    waiting = next((each for each in labelled.waiting if each.text.end == pair[1]), None)
    if waiting is None:
        return 0.0, "was never left waiting"
    return explain(waiting, later, labelled.treatments, NAMES)


def _shown(pair: Pair) -> str:
    return f"{pair[0]} <- {pair[1]}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in report(labelled_set()))
