"""Archives of invented bodies."""

import pytest

from building import CONFIG, Archive


@pytest.fixture
def archive(tmp_path, monkeypatch):
    """Make an archive of invented bodies without records, on 1 June 2021."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1622548800")
    made = Archive(tmp_path / "arkiv")
    made.write("mkdocs.yml", CONFIG.format(language="nb"))
    made.write("docs/index.md", "# Nordvikregionens møtearkiv\n\nVelkommen.\n")
    (made.root / "meetings").mkdir()
    return made
