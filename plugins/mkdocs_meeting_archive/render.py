"""From view data to HTML: a pure function of the view, the templates and the page's depth."""

from collections.abc import Sequence

import jinja2
from markupsafe import Markup

from meeting_archive.diagnostics import Diagnostic
from meeting_archive.markup import SITE_SCHEME
from meeting_archive.outcomes import Outcome
from mkdocs_meeting_archive.i18n import Interface
from mkdocs_meeting_archive.views.front import FrontView
from mkdocs_meeting_archive.views.parts import Page, Source

TEMPLATES = "templates/archive"

# What macros say for the site's root. So they are made ready once, and not once for each page; no
# text that was read has these characters.
_ROOT = "\x02root\x03"

# A shape for each outcome, so that none is told by its colour alone.
_SHAPES = {
    Outcome.ADOPTED: "check",
    Outcome.APPROVED: "check",
    Outcome.NOTED: "eye",
    Outcome.ACKNOWLEDGED: "eye",
    Outcome.DISCUSSED: "talk",
    Outcome.FORWARDED: "arrow",
    Outcome.POSTPONED: "clock",
    Outcome.RETURNED: "back",
    Outcome.REJECTED: "cross",
    Outcome.WITHDRAWN: "cross",
    Outcome.UNCLASSIFIED: "question",
}


@jinja2.pass_context
def _linked(context: jinja2.runtime.Context, html: str) -> Markup:
    """Mark converted text as safe, its links to the site's own pages counted from the page."""
    root = context["root"]
    return Markup(html.replace(f'href="{SITE_SCHEME}', f'href="{root}'))  # noqa: S704 (sanitised)


class Renderer:
    """Renders pages in one language."""

    def __init__(self, ui: Interface) -> None:
        self._environment = jinja2.Environment(
            loader=jinja2.PackageLoader(__package__ or "", TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        self._environment.install_gettext_callables(  # type: ignore[attr-defined]
            ui.gettext, ui.ngettext, newstyle=True, pgettext=ui.pgettext
        )
        self._environment.globals["root"] = _ROOT
        self._environment.filters["linked"] = _linked
        self._environment.filters["day"] = ui.day
        self._environment.filters["outcome"] = ui.outcome
        self._environment.filters["shape"] = _SHAPES.__getitem__
        self._environment.tests["web"] = lambda address: "://" in address

    def page(self, page: Page, sources: Sequence[Source], report: str | None = None) -> str:
        """Return the content of a page.

        `sources` are the records that it comes from, and `report` is where its errors are told.
        """
        return self._render(
            page.template,
            page.address,
            page=page,
            view=page.view,
            sources=sources,
            report=report,
        )

    def tools(self, edit: str | None, report: str | None) -> str:
        """Return what a reader can do about a page that is no record's."""
        return self._render("tools.html", "", edit=edit, report=report)

    def front(self, view: FrontView, intro: str) -> str:
        """Return the content of the front page, with the site's own text above."""
        return self._render("front.html", "", view=view, intro=intro)

    def search_box(self, root: str, ahead: Sequence[str]) -> str:
        """Return the search box of every page; `ahead` is fetched when somebody turns to it."""
        return self._filled("box.html", root, ahead=ahead)

    def search_link(self, root: str, name: str) -> str:
        """Return the link that lets a browser search the archive by itself."""
        return self._filled("head.html", root, name=name)

    def search_beginning(self, root: str, manifest: str, script: str) -> str:
        """Return what the search page's head begins with."""
        return self._filled("beginning.html", root, manifest=manifest, script=script)

    def not_found(self, base: str) -> str:
        """Return the content of the page for addresses that do not exist, `base` being the root."""
        return self._environment.get_template("not-found.html").render(base=base)

    def problems(
        self, problems: Sequence[Diagnostic], root: str, *, old: bool, explained: bool
    ) -> str:
        """Return what is wrong; `explained` tells whether the guide to findings is at hand."""
        return self._filled("problems.html", root, problems=problems, old=old, explained=explained)

    def problem_page(self, content: str) -> str:
        """Return what is wrong as a page of its own."""
        return self._environment.get_template("problems.html").render(content=content)

    def _render(self, template: str, address: str, **values: object) -> str:
        return self._filled(template, "../" * address.count("/") or "./", **values)

    def _filled(self, template: str, root: str, **values: object) -> str:
        html = self._environment.get_template(template).render(root=root, **values)
        return html.replace(_ROOT, root)
