"""How good an answer is: recall@10, R-precision and the reciprocal rank of the first right hit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from search.labels import Judgement

TOP = 10


@dataclass(frozen=True)
class Score:
    """The three measures of one answer, or their means over several."""

    recall: float
    precision: float
    rank: float

    @property
    def mean(self) -> float:
        """The mean of the three."""
        return fmean((self.recall, self.precision, self.rank))


def counted(answer: Iterable[str], judgement: Judgement) -> list[str]:
    """Return the hits that count: each address once, without those neither right nor wrong."""
    return [each for each in dict.fromkeys(answer) if each not in judgement.neither]


def score(answer: Sequence[str], judgement: Judgement) -> Score:
    """Score one answer; where nothing is right, the right answer is no hit at all."""
    right = judgement.right
    if not right:
        value = 0.0 if answer else 1.0
        return Score(value, value, value)
    hits = counted(answer, judgement)
    first = next((place for place, hit in enumerate(hits, start=1) if hit in right), None)
    return Score(
        recall=len(right & set(hits[:TOP])) / min(TOP, len(right)),
        precision=len(right & set(hits[: len(right)])) / len(right),
        rank=1 / first if first else 0.0,
    )


def mean(scores: Iterable[Score]) -> Score:
    """Return the means of several scores."""
    every = list(scores)
    return Score(
        recall=fmean(each.recall for each in every),
        precision=fmean(each.precision for each in every),
        rank=fmean(each.rank for each in every),
    )
