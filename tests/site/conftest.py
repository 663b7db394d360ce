"""Archives of invented bodies."""

import shutil

import pytest

from building import CONFIG, ROOT, Archive


@pytest.fixture
def archive(tmp_path, monkeypatch):
    """Make an archive of invented bodies without records, on 1 June 2021."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1622548800")
    made = Archive(tmp_path / "arkiv")
    made.write("mkdocs.yml", CONFIG.format(language="nb"))
    made.write("docs/index.md", "# Nordvikregionens møtearkiv\n\nVelkommen.\n")
    (made.root / "meetings").mkdir()
    return made


BODIES = """
        - {key: SU, name: Samarbeidsutvalget}
        - {key: FR, name: Fjordrådet, prefixes: [FR, FJR], aliases: [Rådet]}
        - {key: NF, name: Nordrefjord formannskap}
      own_prefixes: [PS]
"""
NAMED = "repo_url: https://git.example/nordvik/arkiv\nedit_uri: edit/main/docs/\n"


@pytest.fixture
def full(archive):
    """Make an archive with pages of all kinds, and links from hand-written pages to it."""
    shutil.rmtree(archive.root / "meetings")
    shutil.copytree(ROOT / "tests/golden/samarbeidsutvalget/meetings", archive.root / "meetings")
    before, after = CONFIG.format(language="nb").split("bodies:\n")
    kept = "".join(line for line in after.splitlines(keepends=True) if "key:" not in line)
    archive.write("mkdocs.yml", f"{before}bodies:{BODIES}{kept}{NAMED}")
    archive.write("docs/om.md", "# Om\n\nSe SU 01/21 og [møtene](moter/index.md).\n")
    return archive
