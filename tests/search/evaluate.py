"""Measures the search on an archive whose answers are known: `python tests/search/evaluate.py`.

Writes the labelled archive, builds its site, asks every query of `queries.yml` in a browser, and
prints recall@10, R-precision and the reciprocal rank of the first right hit: per category, for
the half that the search may be improved on and for the half that was held out. Beside it stands
the theme's built-in search on the same cases. The misses come first; those of the held-out half
are told only with `--half held_out`, because nothing is to be improved on them.
"""

import argparse
import hashlib
import json
import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # run by its path, as the other evaluations are

from search import engines, labels
from search.labelled_archive import LabelledArchive, generate, write
from search.labels import CATEGORIES, HALVES, Judge, Judgement, Query, Question
from search.measures import Score, counted, mean, score
from search.probes import Probe, make_probes

HERE = Path(__file__).parent
CACHE = HERE.parents[1] / ".cache"
OURS, THEIRS = "the site's search", "Material's search"


@dataclass(frozen=True)
class Asked:
    """A question that was asked, with its answer."""

    kind: str
    half: str
    question: Question
    judgement: Judgement
    answer: tuple[str, ...]

    @property
    def score(self) -> Score:
        """How good the answer is."""
        return score(self.answer, self.judgement)


def ask_queries(ask: engines.Ask, queries: Sequence[Query], judge: Judge) -> list[Asked]:
    """Ask all queries."""
    return [
        Asked(q.category, q.half, q.question, judge.judge(q), tuple(ask(q.question)))
        for q in queries
    ]


def ask_probes(ask: engines.Ask, probes: Sequence[Probe], judge: Judge) -> list[Asked]:
    """Ask all probes."""
    asked = []
    for probe in probes:
        question = Question(probe.words)
        judgement = judge.judge_words(probe.subject)
        asked.append(Asked(probe.kind, "probes", question, judgement, tuple(ask(question))))
    return asked


def of_cases_only(asked: Sequence[Asked]) -> list[Asked]:
    """Leave out what is right but no case, for a search that knows only cases."""
    kept = []
    for each in asked:
        right = frozenset(a for a in each.judgement.right if a.startswith("saker/"))
        if right or not each.judgement.right:
            kept.append(replace(each, judgement=replace(each.judgement, right=right)))
    return kept


def table(name: str, asked: Sequence[Asked]) -> Iterator[str]:
    """Yield a table of the scores, a line for each category and half."""
    yield ""
    yield f"{name:28} {'half':9} asked  recall@10  R-prec.    MRR   mean"
    for half in HALVES:
        group = [each for each in asked if each.half == half]
        for category in CATEGORIES:
            yield from _line(category, half, [each for each in group if each.kind == category])
        yield from _line("all", half, group)


def _line(name: str, half: str, asked: Sequence[Asked]) -> Iterator[str]:
    if asked:
        means = mean(each.score for each in asked)
        yield (
            f"  {name:26} {half:9} {len(asked):5} {means.recall:10.3f} {means.precision:8.3f}"
            f" {means.rank:6.3f} {means.mean:6.3f}"
        )


def probe_table(name: str, asked: Sequence[Asked]) -> Iterator[str]:
    """Yield recall@10 of each kind of probe."""
    yield ""
    yield f"{name:28} asked  recall@10"
    for kind in dict.fromkeys(each.kind for each in asked):
        group = [each for each in asked if each.kind == kind]
        yield f"  {kind:26} {len(group):5} {mean(each.score for each in group).recall:10.3f}"
    yield f"  {'all':26} {len(asked):5} {mean(each.score for each in asked).recall:10.3f}"


def misses(asked: Sequence[Asked], archive: LabelledArchive) -> Iterator[str]:
    """Yield what was wrong: a query, what it should have found, and what came instead."""
    titles = {case.number.address: f"{case.number} {case.title}" for case in archive.cases}
    planted = {case.number.address: case.planted for case in archive.cases}

    def told(address: str) -> str:
        told_as = titles.get(address, address)
        return f"{told_as} [{planted[address]}]" if planted.get(address) else told_as

    for each in asked:
        if each.score.mean == 1:
            continue
        hits = counted(each.answer, each.judgement)
        right = each.judgement.right
        best = hits[: max(10, len(right))] if right else hits[:5]
        yield ""
        yield f"{each.half} {each.kind}: {each.question} ({each.score.mean:.2f})"
        yield from (f"    missing  {told(a)}" for a in sorted(right - set(best)))
        until = max((n for n, a in enumerate(best, start=1) if a in right), default=5)
        yield from (f"    instead  {told(a)}" for a in best[:until] if a not in right)


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the search on the labelled archive.")
    parser.add_argument("--cases", type=int, default=2000, help="size of the archive")
    parser.add_argument("--half", choices=(*HALVES, "both"), default="both")
    parser.add_argument("--probes", action="store_true", help="ask the machine-made probes too")
    parser.add_argument("--no-baseline", action="store_true", help="leave the theme's search out")
    parser.add_argument("--no-engine", action="store_true", help="leave the site's search out")
    parser.add_argument("--archive", type=Path, metavar="DIR", help="keep the archive and its site")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all answers there")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print."""
    options = _parsed(arguments)
    logging.disable(logging.WARNING)
    archive = generate(options.cases)
    queries = [q for q in labels.read_queries() if options.half in (q.half, "both")]
    probes = make_probes(archive) if options.probes else []
    _say(f"{sum(1 for _ in archive.cases)} cases, {len(queries)} queries, {len(probes)} probes")
    judge = Judge(archive)
    asked: dict[str, list[Asked]] = {}
    with tempfile.TemporaryDirectory() as temporary, engines.chromium(_browser()) as browser:
        if not options.no_engine:
            root = options.archive or Path(temporary) / "archive"
            shutil.rmtree(root, ignore_errors=True)
            began = time.monotonic()
            engines.build_site(write(archive, root), root / "site")
            _say(f"site built in {time.monotonic() - began:.1f} s")
            with engines.served(root / "site") as base:
                ask = engines.site_search(browser.new_page(), base)
                found = ask_queries(ask, queries, judge) + ask_probes(ask, probes, judge)
            asked[OURS] = found
        if not options.no_baseline:
            answers = _baseline(archive, queries, probes, browser, Path(temporary) / "material")

            def cached(question: Question) -> list[str]:
                return answers[question.words]

            found = ask_queries(cached, queries, judge) + ask_probes(cached, probes, judge)
            asked[THEIRS] = of_cases_only(found)
    told = [e for e in asked.get(OURS, []) if options.half == "held_out" or e.half != "held_out"]
    _say(*misses(told, archive))
    for name, found in asked.items():
        _say(*table(name, [each for each in found if each.half != "probes"]))
        if probes:
            _say(*probe_table(f"{name}: probes", [e for e in found if e.half == "probes"]))
    if options.json:
        options.json.write_text(json.dumps(_plain(asked), ensure_ascii=False, indent=1) + "\n")


def _baseline(
    archive: LabelledArchive,
    queries: Sequence[Query],
    probes: Sequence[Probe],
    browser: engines.Browser,
    root: Path,
) -> dict[str, list[str]]:
    """Return what the theme's search answers to each text; it is asked once for each archive."""
    texts = sorted({q.question.words for q in queries} | {probe.words for probe in probes})
    hashed = hashlib.sha256(json.dumps(texts).encode())
    for case in archive.cases:
        hashed.update(case.text.encode())
    cache = CACHE / f"material-search-{hashed.hexdigest()[:16]}.json"
    if not cache.is_file():
        config = engines.write_for_material(archive, root)
        engines.build_site(config, root / "site")
        with engines.served(root / "site") as base:
            ask = engines.material_search(browser.new_page(), base)
            answers = {text: ask(Question(text)) for text in texts}
        CACHE.mkdir(exist_ok=True)
        cache.write_text(json.dumps(answers), encoding="utf-8")
    return json.loads(cache.read_text(encoding="utf-8"))


def _browser() -> str:
    found = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    path = next(filter(None, found), None)
    if path is None:
        sys.exit("no Chromium found; on Debian and Ubuntu: apt install chromium")
    return path


def _plain(asked: dict[str, list[Asked]]) -> object:
    return {
        name: [
            {
                "kind": each.kind,
                "half": each.half,
                "question": str(each.question),
                "right": sorted(each.judgement.right),
                "answer": each.answer,
                "score": asdict(each.score),
            }
            for each in found
        ]
        for name, found in asked.items()
    }


def _say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
