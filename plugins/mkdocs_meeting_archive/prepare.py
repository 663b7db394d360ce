"""What a build begins with: mkdocs.yml looked over, and all that the archive is made of, named."""

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig

from meeting_archive.cache import Cache
from meeting_archive.dates import day_of_build
from meeting_archive.identifiers import Numbering
from meeting_archive.markup import Converter
from meeting_archive.search.synonyms import Synonyms, synonyms_file
from mkdocs_meeting_archive.config import ArchiveOptions, numbering
from mkdocs_meeting_archive.history import read_history
from mkdocs_meeting_archive.i18n import interface
from mkdocs_meeting_archive.inputs import inputs_digest, settings_digest
from mkdocs_meeting_archive.progress import Progress
from mkdocs_meeting_archive.reporting import report_template
from mkdocs_meeting_archive.site import Site, editing_base
from mkdocs_meeting_archive.telling import log, refusal
from mkdocs_meeting_archive.views.parts import Link

if TYPE_CHECKING:
    from mkdocs_meeting_archive.work import Work


@dataclass(frozen=True, slots=True)
class Prepared:
    """A site before its records are read."""

    site: Site
    synonyms: Synonyms
    settings: str
    """The digest of all settings and all code that the archive is shown by."""
    inputs: str
    """The digest of all that the archive's part of the site is made of."""
    begin: Callable[[], "Work"]
    """Begins to read the records."""


def prepare(
    config: MkDocsConfig,
    options: ArchiveOptions,
    root: Path,
    cache: Cache,
    progress: Progress,
    *,
    preview: bool,
) -> Prepared:
    """Look the settings over; raise PluginError, in Norwegian, for what is wrong with them."""
    numbers, reporting = _checked(config, options, root)
    synonyms = _synonyms(root, options.synonyms)
    site = Site(
        root,
        Path(config.docs_dir),
        config.site_name,
        config.site_url or "",
        editing_base(config.repo_url, config.edit_uri),
        reporting,
        read_history(root, options.records),
        interface(_language(config)),
    )
    today = _build_date()
    settings = settings_digest(config, options, root, preview=preview)
    inputs = inputs_digest(settings, root, options.records, site.history, today, synonyms.groups)
    # What is added to the extensions later is for hand-written pages alone.
    extensions = tuple(config.markdown_extensions)

    def begin() -> "Work":
        # A build of which nothing has changed needs none of this, and it takes long to import.
        from meeting_archive.checking.judge import RecordFiles  # noqa: PLC0415
        from meeting_archive.records.kept import KeptRecords  # noqa: PLC0415
        from mkdocs_meeting_archive.work import Work  # noqa: PLC0415

        files = RecordFiles(
            root,
            options.records,
            numbers,
            Converter(extensions, config.mdx_configs),
            today,
            preview,
            KeptRecords(cache).read,
            cache,
        )
        return Work(
            files,
            site.ui,
            options.organisation or config.site_name,
            site.url,
            tuple(Link(each.name, each.address) for each in options.archives),
            tuple(options.municipalities),
            settings,
            site.history,
            progress,
            synonyms.groups,
        )

    return Prepared(site, synonyms, settings, inputs, begin)


def _checked(
    config: MkDocsConfig, options: ArchiveOptions, root: Path
) -> tuple[Numbering, str | None]:
    """Return how cases are numbered, and where errors are reported, if all settings make sense."""
    if not config.use_directory_urls:
        raise refusal("adressene krever «use_directory_urls: true»")
    try:
        numbers = numbering(options)
        reporting = report_template(config.repo_url, options.issue_url)
    except ValueError as error:
        raise refusal(error) from None
    if any(name in config.plugins for name in ("search", "material/search")):
        log.warning("meeting-archive: arkivet har sitt eget søk; ta bort «search» under «plugins»")
    if not (root / options.records).is_dir():
        raise refusal(f"mappen «{options.records}» («records») finnes ikke")
    return numbers, reporting


def _synonyms(root: Path, name: str | None) -> Synonyms:
    """Read the file of synonyms, if mkdocs.yml names one."""
    try:
        return synonyms_file(root, name) if name else Synonyms()
    except ValueError as error:
        raise refusal(error) from None


def _build_date() -> dt.date:
    """Return the day that the site is built for: SOURCE_DATE_EPOCH's, or today."""
    try:
        return day_of_build(os.environ)
    except ValueError as error:
        raise refusal(error) from None


def _language(config: MkDocsConfig) -> str | None:
    language: Any = config.theme.get("language")
    return language if isinstance(language, str) else None
