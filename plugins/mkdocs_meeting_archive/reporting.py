"""Where a reader reports that something on a page is wrong."""

from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from mkdocs_meeting_archive.i18n import Interface

_SCHEMES = ("https", "http", "mailto")


def report_template(repository: str | None, given: str | None) -> str | None:
    """Return the address of a new report, with places for its title and text.

    It is the one that is given, or that of the repository's issues; None where neither is known.
    Raises ValueError, in Norwegian, where the one that is given may not stand in a page.
    """
    if given and urlsplit(given).scheme not in _SCHEMES:
        raise ValueError("«issue_url» skal begynne med https://, http:// eller mailto:")
    if given:
        return given
    host = urlsplit(repository or "").hostname or ""
    address = (repository or "").rstrip("/").removesuffix(".git")
    if "github" in host:
        return f"{address}/issues/new?title={{title}}&body={{body}}"
    if "gitlab" in host:
        return f"{address}/-/issues/new?issue[title]={{title}}&issue[description]={{body}}"
    return None


def report_address(
    template: str | None, title: str, page: str, records: Sequence[str], ui: Interface
) -> str | None:
    """Return where what is wrong on a page is reported, with the page and its records named."""
    if template is None:
        return None
    _ = ui.gettext
    lines = [_("Side: %s") % page, *(_("Dokument: %s") % record for record in records)]
    body = "\n".join((*lines, "", _("Hva er feil?"), ""))
    values = {"title": _("Feil på siden «%s»") % title, "body": body, "page": page}
    address = template
    for name, value in values.items():
        address = address.replace(f"{{{name}}}", quote(value, safe=""))
    return address
