"""What a preview shows while the archive has errors: they, above the site as it last was.

MkDocs ends a preview whose first build fails, and lets every page of a later one hang. So a build
that finds errors goes on, without pages, and is given those of the last good build afterwards.
"""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from meeting_archive.diagnostics import Diagnostic

_BODY = re.compile(r"<body\b[^>]*>")

Panel = Callable[[str, bool], str]
"""Returns what is wrong as HTML, from a page's way to the site's root and whether it is old."""


class RecordsError(PluginError):
    """Errors in the records, which stop a build."""

    def __init__(self, found: tuple[Diagnostic, ...]) -> None:
        """Take all the errors; the message has each on a line of its own."""
        lines = "\n".join(f"  {each}" for each in found)
        count = "1 feil" if len(found) == 1 else f"{len(found)} feil"
        super().__init__(f"{count} i dokumentene; nettstedet er ikke bygget:\n{lines}")
        self.found = found


def without_pages(config: MkDocsConfig) -> Files:
    """Let a build make no page whatever; return its files."""
    config.nav = None
    config.extra_templates = []
    config.theme.static_templates = set()
    return Files([])


class LastGood:
    """The site of the last build without errors, kept beside what is shown in its place."""

    def __init__(self) -> None:
        self._whole = False
        """Whether there is a whole site, where it belongs or kept."""
        self._kept: Path | None = None

    def begin(self, site: Path) -> None:
        """Put the last good site back where it belongs."""
        if self._kept:
            shutil.rmtree(site, ignore_errors=True)
            self._kept.rename(site)
        self._kept = None

    def finish(self) -> None:
        """Take note that the site is whole."""
        self._whole = True

    def forget(self) -> None:
        """Remove what is kept."""
        if self._kept:
            shutil.rmtree(self._kept, ignore_errors=True)
        self._kept = None

    def show(self, site: Path, panel: Panel, page: Callable[[str], str]) -> None:
        """Fill the folder with the last good site, what is wrong on top of every page.

        `page` makes a page of what is wrong alone, for where there is no good site.
        """
        if self._whole:
            self._kept = site.with_name(f"{site.name}-siste")
            shutil.rmtree(self._kept, ignore_errors=True)
            site.rename(self._kept)
        site.mkdir(parents=True, exist_ok=True)
        for path in sorted(self._kept.rglob("*")) if self._kept else ():
            if path.is_file() and self._kept:
                _copy(path, site, path.relative_to(self._kept), panel)
        for name in ("index.html", "404.html"):
            if not (site / name).exists():
                (site / name).write_text(page(panel("./", False)), encoding="utf-8")


def _copy(path: Path, site: Path, name: Path, panel: Panel) -> None:
    target = site / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".html":
        root = "../" * (len(name.parts) - 1) or "./"
        html = panel(root, True)
        text = path.read_text(encoding="utf-8")
        # The page is text of records: nothing in it may be taken for a reference to a group.
        target.write_text(_BODY.sub(lambda body: body[0] + html, text, count=1), encoding="utf-8")
        return
    try:
        os.link(path, target)
    except OSError:
        shutil.copy2(path, target)
