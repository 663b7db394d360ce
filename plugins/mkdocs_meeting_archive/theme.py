"""Pages as MkDocs and its theme have them: those in the navigation, and the shell of all others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from jinja2 import Environment
from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from mkdocs_meeting_archive.shell import Values

_TEMPLATE = "archive-page.html"


class ArchivePage(MkDocsPage):
    """A page whose content was made from the archive."""

    def __init__(self, values: Values, content: str, file: File, config: MkDocsConfig) -> None:
        # The theme prints titles and descriptions unescaped.
        super().__init__(str(escape(values.title)), file, config)
        self.edit_url = values.edit_url or None
        self.section = values.section
        self.update_date = values.date
        self._html = content
        self._meta: dict[str, Any] = {
            "template": _TEMPLATE,
            "archive_title": values.title,
            "description": str(escape(values.description)),
            "hide": ["navigation", "toc"],
        }
        if not values.searchable:
            self._meta["search"] = {"exclude": True}

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""
        self.meta = self._meta

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = self._html
        # The theme's skip link leads to the first entry.
        self.toc = TableOfContents([AnchorLink(str(self.title), "ma_top", 1)])


class ArchiveFile(File):
    """A file that MkDocs knows by its address, and that we write.

    A page goes by the name that a hand-written page there would have, so that pages can link to it.
    """

    def __init__(self, address: str, config: MkDocsConfig) -> None:
        is_page = address.endswith("/")
        super().__init__(
            f"{address}index.md" if is_page else address,
            None,
            config.site_dir,
            config.use_directory_urls,
            dest_uri=f"{address}index.html" if is_page else address,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self.generated_by = "meeting-archive"

    def is_documentation_page(self) -> bool:
        """Say that MkDocs need not make this page."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Leave the file as it was written."""


class Theme:
    """Asks the theme for pages that are not in the navigation, as MkDocs would."""

    def __init__(
        self, config: MkDocsConfig, nav: Navigation, files: Files, env: Environment
    ) -> None:
        """Take what MkDocs makes pages with."""
        self._config = config
        self._nav = nav
        self._files = files
        self._pages = files.documentation_pages()
        self._env = env
        self._sections = {page.url: page for page in nav.pages}
        self.addresses = tuple(self._sections)
        """The pages that every page links to."""

    def render(self, values: Values, content: str) -> str:
        """Return a whole page; other plugins see it as one of MkDocs' pages."""
        config, plugins = self._config, self._config.plugins
        file = File.generated(config, f"{values.address}index.md", content="")
        page = ArchivePage(values, content, file, config)
        page.read_source(config)
        page.render(config, self._files)
        page.parent = self._sections.get(values.section) if values.section else None  # type: ignore[assignment]
        config._current_page = page  # noqa: SLF001 (as MkDocs does, for those who ask it)
        page.active = True
        try:
            context = get_context(self._nav, self._pages, config, page)
            template = self._env.get_template(_TEMPLATE)
            context = plugins.on_page_context(context, page=page, config=config, nav=self._nav)
            return plugins.on_post_page(template.render(context), page=page, config=config)
        finally:
            page.active = False
            config._current_page = None  # noqa: SLF001


@dataclass(frozen=True, slots=True)
class ListedPage:
    """What a sitemap tells of a page."""

    canonical_url: str | None
    abs_url: str | None
    update_date: str
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A page as templates come upon it: by its file."""

    page: ListedPage


def listed(pages: Iterable[tuple[str, str]], site_url: str) -> Iterator[ListedFile]:
    """Yield pages, by address and date, for a list of pages, as MkDocs would give their addresses.

    What an address is quoted to holds nothing that ends a path.
    """
    root = urljoin(site_url, ".") if site_url else None
    path = urlsplit(root).path if root else None
    for address, date in pages:
        quoted = quote(address)
        yield ListedFile(ListedPage(root and root + quoted, root and f"{path}{quoted}", date))
