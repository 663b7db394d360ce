"""What building a site takes, beside plain MkDocs building as many pages of the same text.

`make bench` prints each figure with its limit and whether it is met. Times are told as ratios to
what plain MkDocs takes in the same run, since machines are noisy; each build is a process of its
own, as it is for an editor.
"""

import argparse
import cProfile
import datetime as dt
import gzip
import json
import os
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))  # run by its path, as the other benchmarks are

from saving import saving
from synthetic_archive import BODIES, CASES_A_MEETING, MUNICIPALITIES, write

from meeting_archive.plain import plain_text

MEETINGS = 600
GROWTH = (150, 600, 2_400)
COLD, UNCHANGED, CHANGED = 0.6, 0.08, 0.1
SAVED = 1.5
"""Seconds from saving a record to the reloaded page."""
GROWN = 4.4
"""What four times the meetings may cost."""
MEMORY = 400.0
_RUNS = 5
_PROFILED = 150
# What is installed is compiled once, and not in every build.
_INHERITED = {name: each for name, each in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
_ENVIRONMENT = {**_INHERITED, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1767225600"}
_VERSIONS = ("mkdocs", "mkdocs-material", "markdown", "jinja2")


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured, with what it may be at most."""

    what: str
    value: float
    unit: str = ""
    limit: float | None = None

    @property
    def met(self) -> bool | None:
        return None if self.limit is None else self.value <= self.limit

    def __str__(self) -> str:
        told = f"{self.what:58} {self.value:9,.2f} {self.unit:6}"
        if self.limit is None:
            return told.rstrip()
        return f"{told} at most {self.limit:g}: {'met' if self.met else 'NOT MET'}"


@dataclass(frozen=True, slots=True)
class Build:
    """What one build took: seconds that passed, seconds of the processors, megabytes held."""

    seconds: float
    processor: float
    memory: float


def build(root: Path) -> Build:
    """Build a site in a process of its own; raises SystemExit where that fails."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=root, env=_ENVIRONMENT)
    _pid, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"the build in {root} failed")
    return Build(seconds, used.ru_utime + used.ru_stime, _megabytes(used))


def _megabytes(used: resource.struct_rusage) -> float:
    # Kilobytes, but bytes on macOS.
    return used.ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)


def configure(root: Path, plugins: Sequence[object]) -> None:
    """Write mkdocs.yml and a front page."""
    config = {
        "site_name": "Fjordregionens møtearkiv",
        "site_url": "https://arkiv.example/",
        "theme": {"name": "material", "language": "nb", "font": False},
        "plugins": plugins,
        "nav": [{"Forside": "index.md"}],
    }
    # JSON is YAML too.
    (root / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs" / "index.md").write_text("# Arkivet\n", encoding="utf-8")


def write_archive(root: Path, meetings: int) -> None:
    """Write an archive with this many meetings."""
    write(root, meetings * CASES_A_MEETING)
    options = {
        "bodies": [{"key": key, "name": name} for key, name in BODIES.items()],
        "municipalities": list(MUNICIPALITIES),
    }
    configure(root, [{"meeting-archive": options}])


def write_plain(root: Path, site: Path) -> int:
    """Write the texts of a site's pages as Markdown for plain MkDocs; return how many."""
    configure(root, ["search"])
    pages = [page for page in sorted(site.rglob("index.html")) if page.parent != site]
    for page in pages:
        html = page.read_text(encoding="utf-8")
        _before, _article, content = html.partition("<article")
        text = plain_text(content.partition("</article>")[0].partition(">")[2])
        path = root / "docs" / page.parent.relative_to(site).with_suffix(".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(filter(None, text.splitlines())), encoding="utf-8")
    return len(pages)


def change_one(root: Path, number: int) -> None:
    """Add a sentence to minutes in the middle of an archive, as an editor would."""
    records = sorted(root.glob("meetings/*/*/protokoll.md"))
    with records[len(records) // 2 + number].open("a", encoding="utf-8") as record:
        record.write("\nRådmennene ble takket for arbeidet.\n")


def ratios(root: Path, meetings: int) -> Iterator[Figure]:
    """Yield what builds take beside plain MkDocs."""
    archive, plain = root / "archive", root / "plain"
    archive.mkdir()
    plain.mkdir()
    write_archive(archive, meetings)
    cold = [build(archive)]
    count = write_plain(plain, archive / "site")
    beside = [build(plain)]
    unchanged = [build(archive) for _ in range(_RUNS)]
    changed = []
    for number in range(_RUNS):
        change_one(archive, number)
        changed.append(build(archive))
    # Again, since machines are faster at one time and slower at another. What was made before is
    # put aside: for a while after files were removed, some file systems are slow to make others.
    for made in (archive / ".cache", archive / "site", plain / "site"):
        made.rename(root / f"{made.parent.name}-{made.name}")
    cold.append(build(archive))
    beside.append(build(plain))
    seconds = _seconds(beside)
    yield Figure("pages", count)
    yield Figure("plain MkDocs and Material", seconds, "s")
    for what, took, limit in (
        ("cold build", cold, COLD),
        ("nothing changed", unchanged, UNCHANGED),
        ("one record changed", changed, CHANGED),
    ):
        yield Figure(f"{what}", _seconds(took), "s")
        yield Figure(f"{what}, of the processors", median(each.processor for each in took), "s")
        yield Figure(f"{what}, beside plain", _seconds(took) / seconds, "", limit)
        yield Figure(f"{what}, memory", max(each.memory for each in took), "MB")
    yield from sizes(archive / "site")
    waited = saving(archive)
    yield Figure("from saving to the reloaded page, median", median(waited), "s", SAVED)
    yield Figure("from saving to the reloaded page, at worst", max(waited), "s")


def _seconds(builds: Sequence[Build]) -> float:
    return median(each.seconds for each in builds)


def sizes(site: Path) -> Iterator[Figure]:
    """Yield how large a site is, and a page of it as it is sent."""
    files = [path for path in site.rglob("*") if path.is_file()]
    yield Figure("the site's size", sum(path.stat().st_size for path in files) / 1_000_000, "MB")
    cases = sorted(site.glob("saker/*/*/*/index.html"))
    sent = median(len(gzip.compress(path.read_bytes())) for path in cases[::20])
    yield Figure("a case's page as it is sent", sent / 1_000, "kB")


def growth(root: Path, counts: Sequence[int]) -> Iterator[Figure]:
    """Yield what cold builds take, and what four times as many meetings cost."""
    before: Build | None = None
    for meetings in counts:
        folder = root / f"{meetings}"
        folder.mkdir()
        write_archive(folder, meetings)
        took = build(folder)
        yield Figure(f"{meetings:,} meetings", took.seconds, "s")
        limit = MEMORY if meetings == MEETINGS else None
        yield Figure(f"{meetings:,} meetings, memory at most", took.memory, "MB", limit)
        if before:
            limit = GROWN if meetings == GROWTH[-1] else None
            times = took.processor / before.processor
            yield Figure(f"{meetings:,} meetings, beside a quarter of them", times, "", limit)
        before = took


def profile(root: Path, meetings: int) -> Iterator[Figure]:
    """Yield where the time of a cold build goes, by the parts of the program."""
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config

    os.environ.update(_ENVIRONMENT)
    write_archive(root, meetings)
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"))
    profiler = cProfile.Profile()
    profiler.enable()
    mkdocs_build(config)
    profiler.disable()
    spent: Counter[str] = Counter()
    stats = pstats.Stats(profiler)
    for (path, _line, _name), (_calls, _recursive, own, *_rest) in stats.stats.items():  # type: ignore[attr-defined]
        spent[_part(path)] += own
    whole = sum(spent.values())
    for part, seconds in spent.most_common(12):
        yield Figure(f"share of time: {part}", 100 * seconds / whole, "%")


def _part(path: str) -> str:
    """Return the part of the program that a file is of."""
    parts = Path(path).parts
    for package in ("meeting_archive", "mkdocs_meeting_archive"):
        if package in parts:
            below = parts[parts.index(package) + 1 :]
            return ".".join((package, below[0].removesuffix(".py")))
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1]
    return "Python"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--meetings", type=int, default=MEETINGS, help="for the ratios")
    parser.add_argument("--growth", type=int, nargs="*", default=GROWTH, help="sizes of archives")
    parser.add_argument("--json", type=Path, help="a file to write the figures to")
    options = parser.parse_args()
    versions = {name: metadata.version(name) for name in _VERSIONS}
    print(f"{sys.version.split()[0]}, {', '.join(map(' '.join, versions.items()))}")
    figures = []
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for folder in ("ratios", "growth", "profile"):
            (root / folder).mkdir()
        for part in (
            ratios(root / "ratios", options.meetings),
            growth(root / "growth", options.growth),
            profile(root / "profile", _PROFILED),
        ):
            for figure in part:
                print(figure, flush=True)
                figures.append(figure)
    if options.json:
        told = {
            "measured": dt.datetime.now(dt.UTC).date().isoformat(),
            "python": sys.version.split()[0],
            "versions": versions,
            "figures": [{**asdict(figure), "met": figure.met} for figure in figures],
        }
        options.json.write_text(json.dumps(told, indent=2, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
