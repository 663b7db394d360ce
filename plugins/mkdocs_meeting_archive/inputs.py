"""All that the archive's part of a site is made of, as one digest: the same digest, the same site.

What hand-written pages and the theme add is not in it; they are made anew in every build.
"""

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib import metadata
from pathlib import Path

from markdown import Markdown
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig

from meeting_archive.cache import code_digest, digest
from meeting_archive.markup import UNSUITABLE
from mkdocs_meeting_archive.config import ArchiveOptions
from mkdocs_meeting_archive.history import History

_OPTIONS = ("site_name", "site_url", "repo_url", "edit_uri", "markdown_extensions", "mdx_configs")
_TOOLS = "babel jinja2 markdown markupsafe nh3 pyyaml python-frontmatter snowballstemmer pystemmer"
_READ = frozenset({".md", ".markdown"})


def settings_digest(
    config: MkDocsConfig, options: ArchiveOptions, root: Path, *, preview: bool
) -> str:
    """Return the digest of all that decides how records are shown, and of the code."""
    settings = {name: config[name] for name in _OPTIONS}
    settings["language"] = config.theme.get("language")
    settings["docs"] = os.path.relpath(config.docs_dir, root)
    return digest(_code(), *_extensions(config), *map(_text, (settings, options, preview)))


def inputs_digest(
    settings: str, root: Path, folder: str, history: History, today: date, synonyms: object
) -> str:
    """Return the digest of the records, their history and the day, beside that of the settings."""
    parts = (history, today, synonyms)
    return digest(settings, *map(_text, parts), *_files(root, folder))


def _code() -> str:
    versions = "".join(f"{name} {metadata.version(name)}\n" for name in _TOOLS.split())
    return digest(code_digest("meeting_archive", "mkdocs_meeting_archive"), sys.version, versions)


def _extensions(config: MkDocsConfig) -> Iterator[str | bytes]:
    """Yield the code of the Markdown extensions that records are read with."""
    names = [each for each in config.markdown_extensions if each not in UNSUITABLE]
    configs = {name: each for name, each in config.mdx_configs.items() if name in names}
    for extension in Markdown(extensions=names, extension_configs=configs).registeredExtensions:
        yield from _module(type(extension).__module__)


def _module(name: str) -> Iterator[str | bytes]:
    file = getattr(sys.modules.get(name), "__file__", None)
    top = sys.modules.get(name.partition(".")[0])
    yield f"{name} {getattr(top, '__version__', '')}"
    if file and Path(file).is_file():
        yield Path(file).read_bytes()


def _text(value: object) -> str:
    """Write a value so that it is the same in every run; functions are told by their names."""
    if isinstance(value, (Mapping, Config)):
        items: Iterable[tuple[object, object]] = value.items()
        return "{" + ",".join(f"{_text(key)}:{_text(each)}" for key, each in items) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(_text, value)) + "]"
    if isinstance(value, (set, frozenset)):
        return "{" + ",".join(sorted(map(_text, value))) + "}"
    if callable(value):
        return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', '')}"
    return f"{type(value).__name__} {value!r}"


def _files(root: Path, folder: str) -> Iterator[str | bytes]:
    """Yield every file of the records: what is read of it, or what it is known by."""
    for directory, subfolders, names in os.walk(root / folder):
        subfolders.sort()
        for name in sorted(names):
            path = Path(directory, name)
            yield os.fsencode(path.relative_to(root))
            yield _content(path)


def _content(path: Path) -> str | bytes:
    try:
        status = path.lstat()
        if stat.S_ISREG(status.st_mode) and path.suffix.lower() in _READ:
            return path.read_bytes()
    except OSError as error:
        return repr(error)
    return f"{status.st_mode} {status.st_size} {status.st_mtime_ns}"
