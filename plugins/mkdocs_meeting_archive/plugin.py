"""The MkDocs plugin: hands the archive's pages to MkDocs, and knows nothing else about them."""

import datetime as dt
import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

from markupsafe import Markup, escape
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from meeting_archive.checking.judge import day_of_build, judge
from meeting_archive.diagnostics import Diagnostic, Severity
from meeting_archive.export.archive_json import archive_data, dump, schema_text
from meeting_archive.linking.graph import link
from meeting_archive.markup import SITE_SCHEME, Converter, PageLinks
from meeting_archive.search.entries import Entry
from meeting_archive.search.index import Wording
from meeting_archive.search.synonyms import Synonyms, synonyms_file
from meeting_archive.settings import PLUGIN
from mkdocs_meeting_archive.config import ArchiveOptions, numbering
from mkdocs_meeting_archive.history import History, read_history
from mkdocs_meeting_archive.i18n import interface
from mkdocs_meeting_archive.pages import all_pages
from mkdocs_meeting_archive.preview import LastGood, RecordsError, without_pages
from mkdocs_meeting_archive.render import Renderer
from mkdocs_meeting_archive.reporting import report_address, report_template
from mkdocs_meeting_archive.search_files import AHEAD, BOX, SEARCH_STYLE, search_files
from mkdocs_meeting_archive.search_index import cached_index, page_passages
from mkdocs_meeting_archive.staging import Staging
from mkdocs_meeting_archive.views.context import Context
from mkdocs_meeting_archive.views.front import front_view
from mkdocs_meeting_archive.views.parts import Link, Page, Source
from mkdocs_meeting_archive.views.search import INDEX
from mkdocs_meeting_archive.views.search_entries import Entries, prefixes

log = logging.getLogger("mkdocs.plugins.meeting-archive")

_PACKAGE = Path(__file__).parent
_MESSAGES = "veiledning/meldinger.md"
_CACHE = ".cache/meeting-archive"
_STYLE = "assets/meeting-archive/archive.css"
_LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING}


class ArchivePage(MkDocsPage):
    """A page whose content was made from the archive."""

    def __init__(self, page: Page, html: str, file: File, config: MkDocsConfig) -> None:
        # The theme prints titles unescaped.
        super().__init__(str(escape(page.title)), file, config)
        self.archive_page = page
        self._html = html

    def read_source(self, config: MkDocsConfig) -> None:
        page = self.archive_page
        self.markdown = ""
        self.meta = {
            "template": "archive-page.html",
            "archive_title": page.title,
            "description": str(escape(page.description)),
            "hide": ["navigation", "toc"],
        }
        if not page.searchable:
            self.meta["search"] = {"exclude": True}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = self._html
        # The theme's skip link leads to the first entry.
        self.toc = TableOfContents([AnchorLink(str(escape(self.archive_page.title)), "ma_top", 1)])


class MeetingArchivePlugin(BasePlugin[ArchiveOptions]):
    """Publishes the meeting records beside mkdocs.yml as an archive."""

    def __init__(self) -> None:
        self._preview = False
        self._staging: Staging | None = None
        self._context: Context
        self._renderer: Renderer
        self._history: History = {}
        self._data = ""
        self._root: Path
        self._docs: Path
        self._report_template: str | None = None
        self._site_name = ""
        self._last_good: LastGood | None = None
        """What a preview falls back on; there is none in a build."""
        self._problem: PluginError | None = None
        """Why the build that goes on now has no pages."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether drafts may be seen.

        Having this event keeps the plugin's object for all builds of a preview.
        """
        self._preview = command == "serve"
        # A dirty build changes the last site's own pages.
        self._last_good = LastGood() if self._preview and not dirty else None

    def on_shutdown(self) -> None:
        """Leave nothing behind after a preview."""
        if self._last_good:
            self._last_good.forget()

    # Everything that can go wrong with records is found here, before MkDocs empties the site.
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the archive; raise PluginError with all that is wrong with it.

        A preview goes on without pages instead, and shows what is wrong.
        """
        self._root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        self._docs = Path(config.docs_dir)
        self._problem = None
        config.watch.extend(watched(self._root / self.config.records, config))
        if self._last_good is None:
            return self._prepare(config)
        self._last_good.begin(Path(config.site_dir))
        try:
            return self._prepare(config)
        except PluginError as error:
            self._fail(error, config)
            return config

    def _fail(self, error: PluginError, config: MkDocsConfig) -> Files:
        """Go on with a build that makes no pages; return its files."""
        log.error(str(error))
        self._problem = error
        return without_pages(config)

    def _prepare(self, config: MkDocsConfig) -> MkDocsConfig:
        # First of all, since it counts warnings. A preview has a folder of its own.
        if not self._preview:
            self._staging = Staging(Path(config.site_dir))
            config.site_dir = str(self._staging.folder)
        if not config.use_directory_urls:
            raise PluginError("meeting-archive: adressene krever «use_directory_urls: true»")
        try:
            numbers = numbering(self.config)
            self._report_template = report_template(config.repo_url, self.config.issue_url)
        except ValueError as error:
            raise PluginError(f"meeting-archive: {error}") from None
        if any(name in config.plugins for name in ("search", "material/search")):
            log.warning(
                "meeting-archive: arkivet har sitt eget søk; ta bort «search» under «plugins»"
            )
        folder = self.config.records
        if not (self._root / folder).is_dir():
            raise PluginError(f"meeting-archive: mappen «{folder}» («records») finnes ikke")
        today = build_date()
        converter = Converter(config.markdown_extensions, config.mdx_configs)
        judged = judge(self._root, folder, numbers, converter, today=today, preview=self._preview)
        synonyms = self._read_synonyms()
        report(sorted((*judged.diagnostics, *synonyms.diagnostics)))
        self._wording = Wording(prefixes(numbers), synonyms.groups)
        archive, texts = judged.reading.archive, judged.texts
        graph = link(archive, texts).graph

        ui = interface(_language(config))
        self._context = Context(
            archive,
            texts,
            graph,
            ui,
            today,
            self.config.organisation or config.site_name,
            config.site_url or "",
            tuple(Link(each.name, each.address) for each in self.config.archives),
        )
        self._renderer = Renderer(ui)
        self._site_name = config.site_name
        self._entries = Entries(self._context, self.config.municipalities)
        self._pages: list[Entry] = []
        self._history = read_history(self._root, folder)
        self._data = dump(archive_data(archive, texts.plain, graph, judged.of_published))

        config.markdown_extensions.append(PageLinks(texts.page_spans))  # type: ignore[arg-type]
        # Before the theme's own templates, behind the site's `custom_dir`.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(_PACKAGE / "templates"))
        config.extra_css.extend((_STYLE, SEARCH_STYLE))
        box = ExtraScriptValue(BOX)
        box.type = "module"
        config.extra_javascript.append(box)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the archive's pages, data and attached files."""
        if self._problem:
            return Files([])
        try:
            return self._add_all(files, config)
        except PluginError as error:
            if self._last_good is None:
                raise
            return self._fail(error, config)

    def _add_all(self, files: Files, config: MkDocsConfig) -> Files:
        for page in all_pages(self._context):
            self._add_page(page, files, config)
        self._add(files, File.generated(config, "data/archive.json", content=self._data))
        self._add(files, File.generated(config, "data/schema.json", content=schema_text()))
        style = (_PACKAGE / "assets" / "archive.css").read_text(encoding="utf-8")
        self._add(files, File.generated(config, _STYLE, content=style))
        for address, content in search_files(config.site_name, self._context):
            self._add(files, File.generated(config, address, content=content))
        for attached in self._context.archive.files:
            path = str(self._root / attached.path)
            self._add(files, File.generated(config, attached.address, abs_src_path=path))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Put each page below its section, so that the section is marked as the current one."""
        sections = {page.url: page for page in nav.pages}
        for file in files.documentation_pages():
            page = file.page
            if isinstance(page, ArchivePage) and page not in nav.pages:
                section = page.archive_page.section
                page.parent = sections.get(section) if section else None  # type: ignore[assignment]
        return nav

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Put the archive below the front page's own text."""
        root = "../" * page.url.count("/")
        html = html.replace(f'href="{SITE_SCHEME}', f'href="{root or "./"}')
        if not isinstance(page, ArchivePage) and not _is_excluded(page):
            title = config.site_name if page.is_homepage else str(page.title)
            self._pages.append(self._entries.page(page.url, title, page_passages(html)))
        tools = "" if isinstance(page, ArchivePage) else self._tools(page)
        if not page.is_homepage:
            return html + tools
        page.meta.setdefault("hide", ["navigation", "toc"])
        return self._renderer.front(front_view(self._context), html) + tools

    def _tools(self, page: MkDocsPage) -> str:
        title = self._site_name if page.is_homepage else str(page.title)
        return self._renderer.tools(page.edit_url, self._report(title, page.url, ()))

    def _report(self, title: str, address: str, records: Sequence[str]) -> str | None:
        """Return where errors on a page are reported, if that is known."""
        page = urljoin(self._context.site_url or "/", address.removeprefix("./"))
        return report_address(self._report_template, title, page, records, self._context.ui)

    def on_env(self, env: object, *, config: MkDocsConfig, files: Files) -> None:
        """Add the search's index, now that all pages are known."""
        if self._problem:
            return
        entries = (*self._entries.all(), *self._pages)
        index = cached_index(entries, self._wording, self._root / _CACHE / "search")
        for name, content in index.items():
            address = f"{INDEX}{name}"
            self._add(files, File.generated(config, address, content=content))

    def _read_synonyms(self) -> Synonyms:
        """Read the file of synonyms, if mkdocs.yml names one."""
        name = self.config.synonyms
        try:
            return synonyms_file(self._root, name) if name else Synonyms()
        except ValueError as error:
            raise PluginError(f"meeting-archive: {error}") from None

    def search_box(self, base: str) -> Markup:
        """Return the search box that stands in the theme's header; `base` is the site's root."""
        html = self._renderer.search_box(f"{base.rstrip('/')}/", AHEAD)
        return Markup(html)  # noqa: S704 (from our own template)

    def search_link(self, base: str) -> Markup:
        """Return what tells browsers of the search; it takes the public address."""
        if not self._context.site_url:
            return Markup()
        html = self._renderer.search_link(f"{base.rstrip('/')}/", self._site_name)
        return Markup(html)  # noqa: S704 (from our own template)

    def not_found(self) -> Markup:
        """Return what the theme's 404 page shows."""
        base = urlsplit(self._context.site_url).path or "/"
        return Markup(self._renderer.not_found(base))  # noqa: S704 (from our own template)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let the new site take the place of the old, unless warnings are to stop it.

        In a preview, show the old one where the new one has errors.
        """
        if self._last_good and self._problem:
            self._show_problem(self._problem, self._last_good, Path(config.site_dir))
        elif self._last_good:
            self._last_good.finish()
        if self._staging and not (config.strict and self._staging.warned):
            config.site_dir = str(self._staging.finish())
            self._staging = None

    def _show_problem(self, error: PluginError, last_good: LastGood, site: Path) -> None:
        renderer = Renderer(interface(None))
        found = problems(error)
        explained = (self._docs / _MESSAGES).is_file()

        def panel(root: str, old: bool) -> str:
            return renderer.problems(found, root, old=old, explained=old and explained)

        last_good.show(site, panel, renderer.problem_page)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the previous site as it was."""
        if self._staging:
            self._staging.abandon()
            self._staging = None

    def _add_page(self, page: Page, files: Files, config: MkDocsConfig) -> None:
        in_nav = page.address == page.section or page.in_navigation
        level = InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV
        file = File.generated(config, f"{page.address}index.md", content="", inclusion=level)
        sources = self._sources(page.sources, config)
        if len(sources) == 1:
            file.edit_uri = os.path.relpath(self._root / sources[0].path, config.docs_dir)
        self._add(files, file)
        report = self._report(page.title, page.address, page.sources)
        made = ArchivePage(page, self._renderer.page(page, sources, report), file, config)
        changed = [change.date for path in page.sources for change in self._history.get(path, ())]
        made.update_date = max(changed).isoformat() if changed else ""

    def _add(self, files: Files, file: File) -> None:
        other = files.get_file_from_path(file.src_uri)
        if other is not None:
            raise PluginError(
                f"meeting-archive: {other.abs_src_path or other.src_uri} har samme adresse som en "
                f"side i arkivet ({file.url}); gi den et annet navn"
            )
        files.append(file)

    def _sources(self, paths: Sequence[str], config: MkDocsConfig) -> list[Source]:
        return [
            Source(
                path,
                edit_url(path, self._root, config),
                tuple((change.date, change.summary) for change in self._history.get(path, ())),
            )
            for path in paths
        ]


def build_date() -> dt.date:
    """Return the day that the site is built for: SOURCE_DATE_EPOCH's, or today."""
    try:
        return day_of_build(os.environ)
    except ValueError as error:
        raise PluginError(f"meeting-archive: {error}") from None


def report(found: Sequence[Diagnostic]) -> None:
    """Log all findings; raise PluginError with every error where there is one."""
    errors = [each for each in found if each.severity is Severity.ERROR]
    for each in found:
        if each.severity is not Severity.ERROR:
            log.log(_LEVELS.get(each.severity, logging.INFO), str(each))
    if errors:
        raise RecordsError(tuple(errors))


def problems(error: PluginError) -> tuple[Diagnostic, ...]:
    """Return each thing that is wrong; what no record is to blame for has no path."""
    if isinstance(error, RecordsError):
        return error.found
    return (Diagnostic("", 0, "", Severity.ERROR, str(error).removeprefix(f"{PLUGIN}: ")),)


def watched(records: Path, config: MkDocsConfig) -> list[str]:
    """Return what a preview is built anew for, besides pages and mkdocs.yml."""
    folders = (records, _PACKAGE / "templates", _PACKAGE / "assets", config.theme.custom_dir)
    return [str(each) for each in folders if each and Path(each).is_dir()]


def edit_url(path: str, root: Path, config: MkDocsConfig) -> str | None:
    """Return where a record is edited, or None where mkdocs.yml names no repository."""
    if not config.repo_url or not config.edit_uri:
        return None
    base = urljoin(config.repo_url.rstrip("/") + "/", config.edit_uri.strip("/") + "/")
    relative = os.path.relpath(root / path, config.docs_dir).replace(os.sep, "/")
    return urljoin(base, relative)


def _is_excluded(page: MkDocsPage) -> bool:
    """Return whether a page says `search: {exclude: true}`."""
    said: Any = page.meta.get("search")
    return isinstance(said, dict) and bool(said.get("exclude"))


def _language(config: MkDocsConfig) -> str | None:
    language: Any = config.theme.get("language")
    return language if isinstance(language, str) else None
