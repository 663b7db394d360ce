"""Templates compiled by a copy of the process, while this one has other work to do.

What is compiled is code: it stays in memory, and is never read from a file that somebody else may
have written. What is kept from build to build are names alone.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

from jinja2 import BytecodeCache, Environment, TemplateError
from jinja2.bccache import Bucket

from meeting_archive.cache import Cache, digest
from meeting_archive.spreading import Aside, aside
from meeting_archive.storing import pack, unpacker

_KIND = "templates"
_KEY = digest(_KIND)  # a name that is no longer used does no harm
_NAMES: Callable[[bytes], tuple[str, ...]] = unpacker(tuple[str, ...])


class Compiled(BytecodeCache):
    """The code of templates, for all environments that would compile them to the same."""

    def __init__(self, cache: Cache) -> None:
        """Take where names are kept."""
        self._cache = cache
        self._code: dict[str, bytes] = {}
        self._begun: Aside[Mapping[str, bytes]] | None = None
        self._theme: Environment | None = None

    def begin(self, own: Environment, theme: Callable[[], Environment]) -> None:
        """Begin to compile all of our own templates, and those of the theme that were used last.

        Nothing is begun where no other process can.
        """
        own.bytecode_cache = self
        names = self._names()
        begun = aside(lambda: _compiled((own, own.list_templates()), (theme(), names)))
        self._begun = begun if begun.is_copied else None

    def take(self, theme: Environment) -> None:
        """Let the theme have what is compiled, unless somebody else sees to that."""
        if theme.bytecode_cache is None:
            theme.bytecode_cache = self
            self._theme = theme

    def keep(self) -> None:
        """Remember which of the theme's templates were used."""
        if self._theme and self._theme.cache is not None:
            names = tuple(sorted({name for _loader, name in self._theme.cache}))
            if names != self._names():
                self._cache.put_many(_KIND, {_KEY: pack(names)})

    def drop(self) -> None:
        """Compile no more."""
        if self._begun:
            self._begun.drop()
        self._begun = None

    def _names(self) -> tuple[str, ...]:
        with suppress(ValueError):
            return _NAMES(self._cache.get(_KIND, _KEY) or b"")
        return ()

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return what is known of a template in an environment."""
        key = digest(_settings(environment), name, filename or "")
        bucket = Bucket(environment, key, self.get_source_checksum(source))
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template the code that is known of it."""
        if self._begun:
            self._code |= self._begun.wait()
            self._begun = None
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take note of code that was made here."""
        self._code[bucket.key] = bucket.bytecode_to_string()


def _compiled(*named: tuple[Environment, Iterable[str]]) -> Mapping[str, bytes]:
    """Return the code of templates, each given by its environment and name."""
    found = Compiled(Cache(None))
    for environment, names in named:
        environment.bytecode_cache = found
        for name in names:
            # What is wrong with one is told where it is asked for, if it is.
            with suppress(TemplateError, OSError):
                environment.get_template(name)
    return found._code  # noqa: SLF001 (one of its own)


def _settings(environment: Environment) -> str:
    """Return what decides how templates are compiled, for this process and its copies."""
    plain = [each for each in vars(environment).items() if isinstance(each[1], str | bool | None)]
    # What is called in compiling is the same object in a copy of the process.
    called = {
        "finalize": environment.finalize,
        "autoescape": environment.autoescape,
        **environment.filters,
        **{f"is {name}": each for name, each in environment.tests.items()},
    }
    ids = sorted((name, id(each)) for name, each in called.items())
    return repr((sorted(plain), sorted(environment.extensions), ids))
