"""What the theme's templates ask the plugin for, by its name among `config.plugins`."""

from urllib.parse import urlsplit

from markupsafe import Markup

from meeting_archive.search.shards import MANIFEST
from mkdocs_meeting_archive.render import Renderer
from mkdocs_meeting_archive.search_files import AHEAD, BEGINNING
from mkdocs_meeting_archive.site import Site
from mkdocs_meeting_archive.views.search_addresses import ADDRESS, INDEX


class ThemeParts:
    """Parts of pages that are not of the archive alone."""

    _renderer: Renderer
    _site: Site

    def search_box(self, base: str) -> Markup:
        """Return the search box that stands in the theme's header; `base` is the site's root."""
        html = self._renderer.search_box(f"{base.rstrip('/')}/", AHEAD)
        return Markup(html)  # noqa: S704 (from our own template)

    def search_link(self, base: str) -> Markup:
        """Return what tells browsers of the search; it takes the public address."""
        if not self._site.url:
            return Markup()
        html = self._renderer.search_link(f"{base.rstrip('/')}/", self._site.name)
        return Markup(html)  # noqa: S704 (from our own template)

    def search_beginning(self, name: str, base: str) -> Markup:
        """Return what the search page's head begins with; nothing on other pages."""
        if name != f"{ADDRESS}index.md":
            return Markup()
        root = f"{base.rstrip('/')}/"
        html = self._renderer.search_beginning(root, f"{INDEX}{MANIFEST}", BEGINNING)
        return Markup(html)  # noqa: S704 (from our own template)

    def not_found(self) -> Markup:
        """Return what the theme's 404 page shows."""
        base = urlsplit(self._site.url).path or "/"
        return Markup(self._renderer.not_found(base))  # noqa: S704 (from our own template)
