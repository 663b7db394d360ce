"""The archive's settings: what mkdocs.yml says under `meeting-archive`, read without MkDocs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml
import yaml_env_tag

from meeting_archive.identifiers import SLUG, Body, Numbering, slugify

PLUGIN = "meeting-archive"
DEFAULT_RECORDS = "meetings"
OTHERS = "saker"
"""The standing item that is no item: where the meeting's own cases go."""
LAST_MEETING = "{forrige}"
"""What stands for the last meeting's day in a standing item."""
DEFAULT_STANDING = (f"Godkjenning av protokoll fra {LAST_MEETING}", OTHERS, "Eventuelt")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the records are, and how their case numbers are read."""

    root: Path
    """The folder of mkdocs.yml."""
    records: str
    """The folder of the records, from there."""
    numbering: Numbering
    standing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The titles of the cases that every notice of a body has, by the body's id."""
    extensions: tuple[str, ...] = ()
    """The Markdown extensions of the site."""
    extension_configs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    synonyms: str = ""
    """The editors' synonyms, a file from the root; none where it is empty."""


def make_numbering(bodies: Iterable[Body], own_prefixes: Iterable[str]) -> Numbering:
    """Return how case numbers are read; raises ValueError, in Norwegian, for a contradiction.

    A body without prefixes has its key for one.
    """
    whole = tuple(replace(body, prefixes=body.prefixes or (body.key,)) for body in bodies)
    if not whole:
        raise ValueError("«bodies» er tom; oppgi minst ett organ, med «key» og «name»")
    seen: dict[str, str] = {}
    for body in whole:
        if not SLUG.fullmatch(slugify(body.key)):
            raise ValueError(f"«{body.key}» kan ikke være «key» for et organ; bruk bokstaver")
        words = [f"adressen {body.id}", *(f"prefikset {p.upper()}" for p in body.prefixes)]
        for word in dict.fromkeys(words):
            if word in seen:
                raise ValueError(f"{body.name} og {seen[word]} har samme verdi: {word}")
            seen[word] = body.name
    return Numbering(whole, tuple(own_prefixes))


def read_settings(path: Path) -> Settings:
    """Read the settings in the file `path`; raises ValueError, in Norwegian, for what is wrong."""
    written = _load(path)
    options = _options(written, path)
    listed = _list(options, "bodies", "organer")
    bodies = [_body(each, f"organ {number}") for number, each in enumerate(listed, 1)]
    numbering = make_numbering(bodies, _texts(options, "own_prefixes"))
    records = _text(options, "records", DEFAULT_RECORDS)
    root = path.resolve().parent
    if not (root / records).is_dir():
        raise ValueError(f"mappen «{records}» («records») finnes ikke")
    standing = {
        body.id: _standing(each) for body, each in zip(numbering.bodies, listed, strict=True)
    }
    extensions = _extensions(written)
    return Settings(
        root,
        records,
        numbering,
        standing,
        tuple(extensions),
        extensions,
        _text(options, "synonyms"),
    )


def _load(path: Path, children: tuple[Path, ...] = ()) -> Any:
    """Return what a file says, on top of what the file that it inherits from says."""
    try:
        # The loader makes nothing but plain values, and knows no tag that could do more.
        written = yaml.load(path.read_bytes(), Loader=_TolerantLoader)  # noqa: S506
    except OSError:
        raise ValueError(f"«{path}» finnes ikke eller kan ikke leses") from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", linje {mark.line + 1}" if mark else ""
        raise ValueError(f"«{path}» er ikke gyldig YAML{where}") from None
    parent = written.pop("INHERIT", None) if isinstance(written, dict) else None
    if not isinstance(parent, str):
        return written
    if path.resolve() in children:
        raise ValueError(f"«{path}» arver fra seg selv («INHERIT»)")
    return _merged(_load(path.parent / parent, (*children, path.resolve())), written)


def _merged(parent: Any, child: Any) -> Any:
    """Return the child's values on top of the parent's: keys are joined, all else replaced."""
    if not (isinstance(parent, dict) and isinstance(child, dict)):
        return child
    joined = {key: _merged(parent[key], child[key]) for key in child if key in parent}
    return {**parent, **child, **joined}


class _TolerantLoader(yaml.SafeLoader):
    """Reads mkdocs.yml as YAML alone: a tag that only MkDocs knows is a value of its own."""


@dataclass(frozen=True, slots=True)
class _Unread:
    """A value that takes MkDocs to read, such as `!!python/name:`."""

    tag: str


def _unread(_loader: yaml.SafeLoader, node: yaml.Node) -> _Unread:
    return _Unread(node.tag)


_TolerantLoader.add_constructor(None, _unread)
yaml_env_tag.add_env_tag(_TolerantLoader)


def _options(written: Any, path: Path) -> dict[str, Any]:
    """Return the plugin's options; `plugins` is a list of names and mappings, or one mapping."""
    plugins = written.get("plugins") if isinstance(written, dict) else None
    for each in plugins if isinstance(plugins, list) else [plugins]:
        if each == PLUGIN:
            return {}
        if isinstance(each, dict) and PLUGIN in each:
            options = each[PLUGIN]
            if options is not None and not isinstance(options, dict):
                raise ValueError(f"«{PLUGIN}» i «{path}» skal være valg med verdier")
            return options or {}
    raise ValueError(f"«{PLUGIN}» står ikke under «plugins» i «{path}»")


# What MkDocs always uses.
_BUILT_IN = ("toc", "tables", "fenced_code")


def _extensions(written: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the Markdown extensions, each with its options, as far as these are plain values."""
    listed = written.get("markdown_extensions")
    found: dict[str, dict[str, Any]] = {name: {} for name in _BUILT_IN}
    each: Any
    for each in [listed] if isinstance(listed, dict) else listed or ():
        if isinstance(each, str):
            found.setdefault(each, {})
        elif isinstance(each, dict):
            for name, options in each.items():
                plain = options if isinstance(options, dict) else {}
                found[str(name)] = {
                    key: value for key, value in plain.items() if not isinstance(value, _Unread)
                }
    return found


def _body(written: Any, which: str) -> Body:
    of_body = written if isinstance(written, dict) else {}
    for key in ("key", "name"):
        if of_body.get(key) is None:
            raise ValueError(f"{which} under «bodies» mangler «{key}»")
    return Body(
        _text(of_body, "key"),
        _text(of_body, "name"),
        _texts(of_body, "prefixes"),
        _texts(of_body, "aliases"),
        _text(of_body, "description"),
    )


def _standing(written: dict[str, Any]) -> tuple[str, ...]:
    """Return the standing items that a body has; an empty list is none."""
    given = written.get("standing_items") is not None
    return _texts(written, "standing_items") if given else DEFAULT_STANDING


def _text(options: dict[str, Any], key: str, default: str = "") -> str:
    value = options.get(key)
    if value is None or isinstance(value, str):
        return default if value is None else value
    raise ValueError(f"«{key}» skal være tekst; sett anførselstegn rundt verdien")


def _texts(options: dict[str, Any], key: str) -> tuple[str, ...]:
    return tuple(_text({key: each}, key) for each in _list(options, key, "tekster"))


def _list(options: dict[str, Any], key: str, of: str) -> list[Any]:
    value = options.get(key)
    if value is None or isinstance(value, list):
        return value or []
    raise ValueError(f"«{key}» skal være en liste av {of}")
