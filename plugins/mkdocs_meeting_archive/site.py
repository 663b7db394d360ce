"""What the site's own settings say of its pages: where they are edited, and errors reported."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from mkdocs_meeting_archive.contents import Made
from mkdocs_meeting_archive.history import History
from mkdocs_meeting_archive.i18n import Interface
from mkdocs_meeting_archive.reporting import report_address
from mkdocs_meeting_archive.shell import Values
from mkdocs_meeting_archive.views.parts import Source


@dataclass(frozen=True, slots=True)
class Site:
    """A site, as far as mkdocs.yml and git tell of it."""

    root: Path
    docs: Path
    name: str
    url: str
    editing: str | None
    """What the addresses count from at which pages are edited; None where they are not."""
    reporting: str | None
    """Where errors are reported, with places for title and text."""
    history: History
    ui: Interface

    def edit_url(self, path: str) -> str | None:
        """Return where a record is edited, or None where mkdocs.yml names no repository."""
        if self.editing is None:
            return None
        return urljoin(self.editing, self._from_docs(path))

    def _from_docs(self, path: str) -> str:
        return os.path.relpath(self.root / path, self.docs).replace(os.sep, "/")

    def sources(self, paths: Sequence[str]) -> list[Source]:
        """Return the records of a page, each with how it was changed."""
        return [
            Source(
                path,
                self.edit_url(path),
                tuple((change.date, change.summary) for change in self.history.get(path, ())),
            )
            for path in paths
        ]

    def report(self, title: str, address: str, records: Sequence[str] = ()) -> str | None:
        """Return where errors on a page are reported, if that is known."""
        page = urljoin(self.url or "/", address.removeprefix("./"))
        return report_address(self.reporting, title, page, records, self.ui)

    def changed(self, paths: Sequence[str]) -> str:
        """Return the day that any of these records was last changed; empty where not known."""
        days = [change.date for path in paths for change in self.history.get(path, ())]
        return max(days).isoformat() if days else ""

    def values(self, page: Made) -> Values:
        """Return what the theme may show of a page."""
        edit = self.edit_url(page.sources[0]) if len(page.sources) == 1 else None
        return Values(
            page.address,
            page.title,
            page.description,
            edit or "",
            self.changed(page.sources),
            page.section,
            page.searchable,
        )


def editing_base(repo_url: str | None, edit_uri: str | None) -> str | None:
    """Return what the addresses count from at which pages are edited."""
    if not repo_url or not edit_uri:
        return None
    return urljoin(repo_url.rstrip("/") + "/", edit_uri.strip("/") + "/")
