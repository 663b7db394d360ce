"""How long it takes to link archives of 2,500, 5,000 and 10,000 cases, and how that grows.

`make bench-links` prints the table. Reading the records and converting their text is not
counted: a site does both anyway.
"""

import datetime as dt
import sys
import tempfile
import time
from pathlib import Path

from synthetic_archive import BODIES, write

from meeting_archive.identifiers import Body, Numbering
from meeting_archive.linking.graph import link
from meeting_archive.linking.texts import LinkedTexts
from meeting_archive.markup import Converter
from meeting_archive.reading import read_archive
from meeting_archive.texts import markup_findings

SIZES = (2_500, 5_000, 10_000)


def measure(cases: int) -> tuple[float, int]:
    """Return the seconds that linking takes, and how many links are found."""
    numbering = Numbering(tuple(Body(key, name, (key,)) for key, name in BODIES.items()))
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), cases)
        reading = read_archive(Path(folder), "meetings", numbering, today=dt.date(2026, 1, 1))
    texts = LinkedTexts(reading.archive, Converter(["nl2br"]))
    list(markup_findings(reading.archive, texts))
    start = time.perf_counter()
    linked = link(reading.archive, texts)
    return time.perf_counter() - start, len(linked.graph.links)


def main() -> None:
    """Print the table."""
    print(f"{'cases':>7} {'links':>7} {'seconds':>8} {'times the one before':>21}")
    before = None
    for cases in SIZES:
        seconds, links = measure(cases)
        grown = f"{seconds / before:21.2f}" if before else ""
        print(f"{cases:7} {links:7} {seconds:8.2f} {grown}")
        before = seconds


if __name__ == "__main__":
    sys.exit(main())
