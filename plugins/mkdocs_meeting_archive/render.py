"""From view data to HTML: a pure function of the view, the templates and the page's depth."""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from meeting_archive.diagnostics import Diagnostic
from meeting_archive.markup import SITE_SCHEME
from meeting_archive.outcomes import Outcome
from mkdocs_meeting_archive.i18n import Interface
from mkdocs_meeting_archive.views.parts import Page, Source

if TYPE_CHECKING:
    from mkdocs_meeting_archive.views.front import FrontView

TEMPLATES = "templates/archive"

# What stands for the site's root until a page is whole. So what pages have in common is made once,
# and not once for each; no text that was read has these characters.
_ROOT = "\x02root\x03"

# What stands on page after page, and is made once of the same values.
_SMALL = ("anchor", "badges", "crumbs", "icon")
_REMEMBERED = 1_000

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


def _is_web(address: str) -> bool:
    return "://" in address


def _href(address: str) -> str:
    """Return where a link leads, to another site's page or from the root to one of this."""
    return address if _is_web(address) else f"{_ROOT}{address}"


def _linked(html: str) -> Markup:
    """Mark converted text as safe, its links to the site's own pages counted from the root."""
    return Markup(html.replace(f'href="{SITE_SCHEME}', f'href="{_ROOT}'))  # noqa: S704 (sanitised)


def _messages(ui: Interface) -> dict[str, Callable[..., Markup]]:
    """Return what templates call messages by; a message may have markup, its values have none."""

    @cache
    def said(context: str | None, message: str) -> Markup:
        found = ui.pgettext(context, message) if context else ui.gettext(message)
        return Markup(found)  # noqa: S704 (our own words)

    def gettext(message: str, **values: object) -> Markup:
        return said(None, message) % values if values else said(None, message)

    def ngettext(singular: str, plural: str, num: int) -> Markup:
        return Markup(ui.ngettext(singular, plural, num)) % {"num": num}  # noqa: S704 (our own)

    return {"_": gettext, "pgettext": said, "ngettext": ngettext}


class Renderer:
    """Renders pages in one language."""

    def __init__(self, ui: Interface) -> None:
        self.language = ui.language
        self.environment = jinja2.Environment(
            loader=jinja2.PackageLoader(__package__ or "", TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.environment.globals |= _messages(ui)
        self.environment.globals["root"] = _ROOT
        self.environment.filters["linked"] = _linked
        self.environment.filters["href"] = _href
        self.environment.filters |= {name: self._small(name) for name in _SMALL}
        self.environment.filters["day"] = ui.day
        self.environment.filters["outcome"] = ui.outcome
        self.environment.filters["shape"] = _SHAPES.__getitem__
        self.environment.tests["web"] = _is_web

    def read_templates(self) -> None:
        """Read all templates at once, so that no copy of this process need do it again."""
        for name in self.environment.list_templates():
            self.environment.get_template(name)

    def _small(self, name: str) -> Callable[..., str]:
        """Return a macro of the small parts, which remembers what it has made."""

        @lru_cache(_REMEMBERED)
        def made(*values: object) -> str:
            macro = getattr(self.environment.get_template("small.html").module, name)
            part: str = macro(*values)
            return part

        return made

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

    def front(self, view: "FrontView", intro: str) -> str:
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
        return self.environment.get_template("not-found.html").render(base=base)

    def problems(
        self, problems: Sequence[Diagnostic], root: str, *, old: bool, explained: bool
    ) -> str:
        """Return what is wrong; `explained` tells whether the guide to findings is at hand."""
        return self._filled("problems.html", root, problems=problems, old=old, explained=explained)

    def problem_page(self, content: str) -> str:
        """Return what is wrong as a page of its own."""
        return self.environment.get_template("problems.html").render(content=content)

    def _render(self, template: str, address: str, **values: object) -> str:
        return self._filled(template, "../" * address.count("/") or "./", **values)

    def _filled(self, template: str, root: str, **values: object) -> str:
        html = self.environment.get_template(template).render(root=root, **values)
        return html.replace(_ROOT, root)
