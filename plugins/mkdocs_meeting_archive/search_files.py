"""The files that the search publishes: scripts, style, and its description for browsers."""

from collections.abc import Iterator
from importlib import resources
from urllib.parse import urljoin
from xml.sax.saxutils import escape, quoteattr

from mkdocs_meeting_archive.i18n import Interface
from mkdocs_meeting_archive.views.search_addresses import ADDRESS, ENGINE, FILES

SEARCH_STYLE = f"{FILES}search.css"
BOX = f"{FILES}box.js"
BEGINNING = f"{FILES}begin.js"
"""What the search page's head begins with, before the theme's style has come."""
AHEAD = tuple(f"{FILES}{name}" for name in ENGINE)
"""What is fetched when somebody turns to a search box."""


def search_files(site_name: str, site_url: str, ui: Interface) -> Iterator[tuple[str, str]]:
    """Yield each file's address and content."""
    folder = resources.files(__package__).joinpath("assets/search")
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith((".js", ".css", ".txt")):
            yield f"{FILES}{file.name}", file.read_text(encoding="utf-8")
    if site_url:
        yield "opensearch.xml", _description(site_name, site_url, ui)


def _description(site_name: str, site_url: str, ui: Interface) -> str:
    """Return the OpenSearch description, by which a browser offers the search as its own."""
    _ = ui.gettext
    root = site_url.rstrip("/") + "/"
    template = urljoin(root, ADDRESS) + "?q={searchTerms}"
    about = _("Søk i saker, vedtak, møter, dokumenter og avtaler")
    # The lengths are the format's own limits.
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>{escape(_cut(site_name, 16))}</ShortName>
  <LongName>{escape(_cut(site_name, 48))}</LongName>
  <Description>{escape(about)}</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <Url type="text/html" method="get" template={quoteattr(template)}/>
</OpenSearchDescription>
"""


def _cut(text: str, length: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
