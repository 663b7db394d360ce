"""What several kinds of tests share."""

import pytest

from building import ROOT, build_site


@pytest.fixture(scope="session")
def real_site(tmp_path_factory):
    """Build the site of the real records once, strictly: any warning fails it."""
    site = tmp_path_factory.mktemp("real") / "site"
    return build_site(ROOT / "mkdocs.yml", site, strict=True)
