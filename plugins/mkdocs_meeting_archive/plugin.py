"""The MkDocs plugin: hands the archive's pages to MkDocs, and knows nothing else about them."""

import atexit
import gc
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from meeting_archive.cache import FILE, Cache
from meeting_archive.diagnostics import Severity
from meeting_archive.export.schema import schema_text
from meeting_archive.markup import SITE_SCHEME, PageLinks
from mkdocs_meeting_archive.ahead import MARKER, Ahead
from mkdocs_meeting_archive.compiling import Compiled
from mkdocs_meeting_archive.config import ArchiveOptions
from mkdocs_meeting_archive.contents import Contents, Made
from mkdocs_meeting_archive.i18n import interface
from mkdocs_meeting_archive.indexing import Indexing
from mkdocs_meeting_archive.output import Output, SiteFile
from mkdocs_meeting_archive.prepare import Prepared, prepare
from mkdocs_meeting_archive.preview import LastGood, without_pages
from mkdocs_meeting_archive.progress import Progress
from mkdocs_meeting_archive.published import Published, Results
from mkdocs_meeting_archive.render import Renderer
from mkdocs_meeting_archive.search_files import (
    BOX,
    SEARCH_STYLE,
    search_files,
)
from mkdocs_meeting_archive.shell import Shells
from mkdocs_meeting_archive.telling import log, problems, report
from mkdocs_meeting_archive.theme import ArchiveFile, ArchivePage, Theme, listed
from mkdocs_meeting_archive.theme_parts import ThemeParts

if TYPE_CHECKING:
    from mkdocs_meeting_archive.work import Work

_PACKAGE = Path(__file__).parent
_MESSAGES = "veiledning/meldinger.md"
_RARELY = (100_000, 50, 1_000)
_AS_EVER = gc.get_threshold()
_DATA = "data/archive.json"
_STYLE = "assets/meeting-archive/archive.css"


class MeetingArchivePlugin(ThemeParts, BasePlugin[ArchiveOptions]):
    """Publishes the meeting records beside mkdocs.yml as an archive."""

    def __init__(self) -> None:
        self._preview = False
        self._is_dirty = False
        self._output: Output | None = None
        self._drop: Callable[[], None] = lambda: None
        """Makes no more of what was begun."""
        self._looked_at = False
        """Whether other plugins may change the files of the site that is made."""
        self._shells: Shells | None = None
        """What the pages of the last build were filled into."""
        self._ready: Prepared
        self._progress: Progress
        self._cache: Cache | None = None
        self._ahead = Ahead(self._show, self._warm_up, time.monotonic, threading.Timer)
        self._root: Path
        self._docs: Path
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
        self._is_dirty = dirty
        self._output = None
        self._shells = None
        self._last_good = LastGood() if self._preview and not dirty else None
        self._ahead = Ahead(self._show, self._warm_up, time.monotonic, threading.Timer)

    def on_shutdown(self) -> None:
        """Leave nothing behind after a preview."""
        self._ahead.stop()
        if self._last_good:
            self._last_good.forget()
        if self._output:
            self._output.abandon()
        if self._cache:
            self._cache.close()
        self._cache = None
        # Python looks through all that there is before it ends, a fifth of a build in which one
        # record changed: nothing of that needs to be found to end.
        atexit.unregister(gc.freeze)
        atexit.register(gc.freeze)

    # Everything that can go wrong with records is found here, before MkDocs empties the site.
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the archive; raise PluginError with all that is wrong with it.

        A preview goes on without pages instead, and shows what is wrong.
        """
        # A build makes much that stays to its end: looking for what could go takes a third of it
        # where it is done as often as Python does.
        gc.set_threshold(*_RARELY)
        self._root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        self._docs = Path(config.docs_dir)
        self._problem = None
        config.watch.extend(watched(self._root / self.config.records, config))
        if self._preview:
            made_of = (config.docs_dir, config.config_file_path, *config.watch)
            self._ahead.begin(map(str, made_of), self._root / self.config.records)
        if self._last_good is None:
            return self._prepare(config)
        try:
            return self._prepare(config)
        except PluginError as error:
            self._fail(error, config)
            return config

    def _fail(self, error: PluginError, config: MkDocsConfig) -> Files:
        """Go on with a build that makes no pages; return its files."""
        self._drop()
        log.error(str(error))
        self._problem = error
        return without_pages(config)

    def _prepare(self, config: MkDocsConfig) -> MkDocsConfig:
        self._cache = cache = self._cache or Cache(self._root / FILE, preview=self._preview)
        # Before anything is told, since it counts warnings.
        if not self._is_dirty:
            kept = None if self._preview else cache
            self._output = self._output or Output(Path(config.site_dir), kept)
            if self._last_good:
                self._last_good.begin(self._output.site)
            self._output.begin()
            config.site_dir = str(self._output.folder)
        self._progress = progress = Progress(sys.stderr, time.monotonic)
        # Before the theme's own templates, behind the site's `custom_dir`.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(_PACKAGE / "templates"))
        ready = prepare(config, self.config, self._root, cache, progress, preview=self._preview)
        self._ready, self._site = ready, ready.site
        self._renderer = Renderer(ready.site.ui)
        self._templates = Compiled(cache)
        self._templates.begin(self._renderer.environment, config.theme.get_env)
        self._results = Results(ready.inputs, ready.begin, cache)
        self._index = Indexing(self._results, ready.settings, cache)
        self._drop = self._drop_all
        self._contents = Contents(
            self._renderer,
            cache,
            lambda page: ready.site.sources(page.sources),
            lambda page: ready.site.report(page.title, page.address, page.sources),
        )
        self._published = self._results.published(self._contents, self._make)
        # It is made beside what MkDocs does.
        self._data = self._results.begin_text("data", lambda work: work.data())
        progress.clear()
        report(sorted((*self._published.diagnostics, *ready.synonyms.diagnostics)))
        self._pages: list[tuple[str, str, str]] = []
        self._in_navigation: dict[str, ArchivePage] = {}

        config.markdown_extensions.append(PageLinks(self._results.spans))  # type: ignore[arg-type]
        config.extra_css.extend((_STYLE, SEARCH_STYLE))
        box = ExtraScriptValue(BOX)
        box.type = "module"
        config.extra_javascript.append(box)
        return config

    def _drop_all(self) -> None:
        self._templates.drop()
        self._results.drop()
        self._index.close()

    def _make(self, work: "Work") -> Published:
        """Make everything that is made of the records; raise PluginError where one has errors."""
        judged = work.judged
        if any(each.severity is Severity.ERROR for each in judged.diagnostics):
            work.give_up()
            report(sorted((*judged.diagnostics, *self._ready.synonyms.diagnostics)))
        to_show = work.to_show()
        memo = work.pages
        self._index.foresee()
        counted = self._progress.counted(
            to_show, self._site.ui.gettext("Lager sider"), len(to_show)
        )
        pages = tuple(self._contents.make(counted, memo))
        memo.keep()
        return Published(judged.diagnostics, pages, judged.reading.archive.files)

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
        named = set(named_pages(config.nav))
        in_navigation = [
            page
            for page in self._published.pages
            if page.in_navigation or f"{page.address}index.md" in named
        ]
        self._load(in_navigation)
        for page in in_navigation:
            self._add_page(page, files, config)
        for page in self._others():
            self._add(files, ArchiveFile(page.address, config))
        self._add(files, ArchiveFile(_DATA, config))
        self._add(files, File.generated(config, "data/schema.json", content=schema_text()))
        style = (_PACKAGE / "assets" / "archive.css").read_text(encoding="utf-8")
        self._add(files, File.generated(config, _STYLE, content=style))
        for address, content in search_files(self._site.name, self._site.url, self._site.ui):
            self._add(files, File.generated(config, address, content=content))
        for attached in self._published.files:
            path = str(self._root / attached.path)
            self._add(files, File.generated(config, attached.address, abs_src_path=path))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Put each page below its section, so that the section is marked as the current one."""
        if self._problem:
            return nav
        self._nav = nav
        sections = {page.url: page for page in nav.pages}
        for page in self._in_navigation.values():
            if page not in nav.pages:
                page.parent = sections.get(page.section) if page.section else None  # type: ignore[assignment]
        return nav

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Put the archive below the front page's own text."""
        root = "../" * page.url.count("/")
        html = html.replace(f'href="{SITE_SCHEME}', f'href="{root or "./"}')
        if isinstance(page, ArchivePage):
            return html
        title = config.site_name if page.is_homepage else str(page.title)
        if not _is_excluded(page):
            self._pages.append((page.url, title, html))
        tools = self._renderer.tools(page.edit_url, self._site.report(title, page.url))
        if not page.is_homepage:
            return html + tools
        page.meta.setdefault("hide", ["navigation", "toc"])

        def front(work: "Work") -> str:
            return self._renderer.front(work.front(), html)

        return self._results.text("front", front, html) + tools

    @event_priority(-100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Write the archive's pages, and add the search's index, now that all pages are known."""
        if self._problem:
            return
        self._templates.take(env)
        self._index.begin(tuple(self._pages))
        self._contents.keep()
        output = self._output or Output(Path(config.site_dir))
        # Other plugins may change the files that they find when the site is built.
        looked_at = self._looked_at = self._is_dirty or len(config.plugins.events["post_build"]) > 1
        needed = self._add_pages(Theme(config, self._nav, files, env), output)
        self._load(self._others() if looked_at else needed)
        if not looked_at and output.begin_writing():
            self._contents.forget()
        output.add(SiteFile(_DATA, self._data.key, self._data.content))
        if looked_at:
            self._index.add_to(output)
            output.lay_out(Path(config.site_dir))
            self._shells = None
        self._results.keep()
        self._progress.clear()

    def _add_pages(self, theme: Theme, output: Output) -> list[Made]:
        """Hand on the pages that are not in the navigation; return those whose content is asked."""
        self._shells = shells = Shells(theme.render, theme.addresses)
        others = self._others()
        self._load(others[:1])
        for page in others[:1]:
            shells.try_with(self._site.values(page), self._contents.of(page))
        return [page for page in others if output.add(self._site_file(page, shells))]

    def _load(self, pages: Iterable[Made]) -> None:
        self._contents.load(pages, lambda: self._make(self._results.work))

    def _others(self) -> list[Made]:
        """Return the pages that are not in the navigation."""
        pages = self._published.pages
        return [page for page in pages if page.address not in self._in_navigation]

    def _site_file(self, page: Made, shells: Shells) -> SiteFile:
        values, contents = self._site.values(page), self._contents

        def content() -> bytes:
            self._load((page,))
            html = shells.page(values, contents.of(page))
            return html.encode("utf-8", "xmlcharrefreplace")

        key = shells.key_of(values, page.content)
        return SiteFile(f"{page.address}index.html", key, content)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Name all pages to the sitemap."""
        if template_name == "sitemap.xml" and not self._problem:
            others = ((page.address, self._site.changed(page.sources)) for page in self._others())
            context["pages"] = [*context["pages"], *listed(others, self._site.url)]  # type: ignore[list-item]
        return context

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let the new site take the place of the old, unless warnings are to stop it.

        In a preview, show the old one where the new one has errors.
        """
        output, strict = self._output, config.strict
        if output and self._last_good and self._problem:
            output.abandon()
            self._show_problem(self._problem, self._last_good, output.site)
        elif output and not (strict and output.warned and not self._preview):
            if not self._looked_at:
                self._progress.tell(self._site.ui.gettext("Lager søket"))
                self._index.add_to(output)
            output.finish(self._progress, self._site.ui.gettext("Skriver sider"))
            self._progress.clear()
            if self._last_good:
                self._last_good.finish()
        else:
            self._drop()
        if output:
            config.site_dir = str(output.site)
        if not self._problem:
            self._templates.keep()
        if self._cache and not self._problem and not self._results.is_known:
            self._cache.sweep()
        gc.set_threshold(*_AS_EVER)
        self._ahead.finish()

    @event_priority(-100)
    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Show what is saved before the whole is built anew."""
        marker = self._root / MARKER
        if self._last_good and self._ahead.serve(marker):
            server.watch(str(marker))
            server.builder = lambda: self._ahead.build(builder)
        return server

    def _show(self, paths: Collection[str]) -> bool:
        """Put the pages of changed records into the site; tell whether that could be done."""
        gc.set_threshold(*_RARELY)
        try:
            return self._show_soon(paths)
        finally:
            gc.set_threshold(*_AS_EVER)

    def _show_soon(self, paths: Collection[str]) -> bool:
        if self._problem or not self._shells or not self._output or self._results.is_known:
            return False
        records = {Path(each).relative_to(self._root).as_posix() for each in paths}
        work = self._results.work
        pages = work.pages_of(records)
        shown = list(self._contents.make(pages, work.pages)) if pages is not None else None
        if shown is None or any(page.address in self._in_navigation for page in shown):
            return False
        self._output.replace([self._site_file(each, self._shells) for each in shown])
        log.info(
            "meeting-archive: viser %s; resten av nettstedet følger", ", ".join(sorted(records))
        )
        return True

    def _warm_up(self) -> bool:
        """Read what showing needs; tell whether it was yet to be read."""
        if self._problem or not self._results.is_known:
            return False
        self._results.work.context.graph  # noqa: B018 (made when it is first asked for)
        return True

    def _show_problem(self, error: PluginError, last_good: LastGood, site: Path) -> None:
        renderer = Renderer(interface(None))
        found = problems(error)
        explained = (self._docs / _MESSAGES).is_file()

        def panel(root: str, old: bool) -> str:
            return renderer.problems(found, root, old=old, explained=old and explained)

        last_good.show(site, panel, renderer.problem_page)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the previous site as it was."""
        gc.set_threshold(*_AS_EVER)
        self._drop()
        if self._output:
            self._output.abandon()

    def _add_page(self, page: Made, files: Files, config: MkDocsConfig) -> None:
        level = InclusionLevel.INCLUDED if page.in_navigation else InclusionLevel.NOT_IN_NAV
        file = File.generated(config, f"{page.address}index.md", content="", inclusion=level)
        self._add(files, file)
        self._in_navigation[page.address] = ArchivePage(
            self._site.values(page), self._contents.of(page), file, config
        )

    def _add(self, files: Files, file: File) -> None:
        _refuse_taken(files, file.src_uri)
        files.append(file)


def watched(records: Path, config: MkDocsConfig) -> list[str]:
    """Return what a preview is built anew for, besides pages and mkdocs.yml."""
    folders = (records, _PACKAGE / "templates", _PACKAGE / "assets", config.theme.custom_dir)
    return [str(each) for each in folders if each and Path(each).is_dir()]


def named_pages(nav: Any) -> Iterator[str]:
    """Yield the pages that mkdocs.yml names in its navigation."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        yield from named_pages(list(nav.values()))
    elif isinstance(nav, list):
        for each in nav:
            yield from named_pages(each)


def _refuse_taken(files: Files, name: str) -> None:
    """Raise PluginError where a hand-written page, or a file beside it, has a name of ours."""
    other = files.src_uris.get(name)
    if other is not None:
        raise PluginError(
            f"meeting-archive: {other.abs_src_path or other.src_uri} har samme adresse som en "
            f"side i arkivet ({other.url}); gi den et annet navn"
        )


def _is_excluded(page: MkDocsPage) -> bool:
    """Return whether a page says `search: {exclude: true}`."""
    said: Any = page.meta.get("search")
    return isinstance(said, dict) and bool(said.get("exclude"))
