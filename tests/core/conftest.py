"""What the tests of the core share."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import builders
from meeting_archive.identifiers import Body, Numbering
from meeting_archive.reading import Reading, read_archive

REPOSITORY = Path(__file__).parents[2]

SEED_NUMBERING = Numbering(
    (
        Body("AU", "Arbeidsutvalget", ("AU",)),
        Body("RF", "Rådmannsforum", ("RF",)),
        Body("TR", "Trondheimsregionen – regionrådet", ("TR",), ("Regionrådet",)),
    )
)


@pytest.fixture
def archive_of(tmp_path: Path) -> Callable[..., Reading]:
    """Write records into an empty folder and read the archive that they make."""
    return partial(builders.archive_of, tmp_path)


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the folder of the repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def seed() -> Reading:
    """Read the real records."""
    return read_archive(REPOSITORY, "meetings", SEED_NUMBERING, today=dt.date(2026, 1, 1))
