"""What the tests of links share."""

from functools import partial

import pytest

import builders


@pytest.fixture
def archive_of(tmp_path):
    """Write records into an empty folder and read the archive that they make."""
    return partial(builders.archive_of, tmp_path)
