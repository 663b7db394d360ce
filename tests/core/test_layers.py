"""The core stands alone."""

import subprocess
import sys


def test_core_knows_nothing_of_the_site():
    """Importing every module of the core loads neither MkDocs, its theme nor templates."""
    program = (
        "import importlib, pkgutil, sys\n"
        "import meeting_archive\n"
        "found = pkgutil.walk_packages(meeting_archive.__path__, 'meeting_archive.')\n"
        "names = [each.name for each in found]\n"
        "for name in names: importlib.import_module(name)\n"
        "assert 'meeting_archive.records.body' in names\n"
        "foreign = {'mkdocs', 'jinja2', 'material', 'mkdocs_meeting_archive'}\n"
        "print(sorted(foreign & {name.partition('.')[0] for name in sys.modules}))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
