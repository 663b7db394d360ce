"""Templates are compiled beside other work, and are the same as if they were not."""

import sqlite3
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, Template

from meeting_archive import spreading
from meeting_archive.cache import Cache
from meeting_archive.storing import unpacker
from mkdocs_meeting_archive.compiling import Compiled

TEXTS = {"own.html": "{{ name|upper }}, {{ 'hei'|upper }}", "theme.html": "<p>{{ name }}</p>"}


class Here(Environment):
    """An environment that tells what is compiled in this process."""

    def __init__(self, texts: dict[str, str] = TEXTS) -> None:
        super().__init__(loader=DictLoader(dict(texts)))
        self.compiled: list[object] = []

    def compile(self, source, name=None, filename=None, raw=False, defer_init=False):  # type: ignore[no-untyped-def,override]
        self.compiled.append(name)
        return super().compile(source, name, filename, raw, defer_init)


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "_all_processors", lambda: 2)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache.db")


def rendered(template: Template) -> str:
    return template.render(name="Ås")


def used(cache: Cache, theme: Environment) -> None:
    """Let a build have used a template of the theme."""
    compiled = Compiled(cache)
    compiled.take(theme)
    theme.get_template("theme.html")
    compiled.keep()


def test_our_own_templates_are_compiled_by_a_copy(cache: Cache) -> None:
    own = Here()
    compiled = Compiled(cache)
    compiled.begin(own, Here)
    assert rendered(own.get_template("own.html")) == "ÅS, HEI"
    assert own.compiled == []


def test_those_of_the_theme_are_that_were_used_last(cache: Cache) -> None:
    used(cache, Here())
    compiled = Compiled(cache)
    compiled.begin(Here(), Here)
    theme = Here()
    compiled.take(theme)
    assert rendered(theme.get_template("theme.html")) == "<p>Ås</p>"
    assert theme.compiled == []
    assert rendered(theme.get_template("own.html")) == "ÅS, HEI"


def test_a_template_that_is_gone_does_no_harm(cache: Cache) -> None:
    used(cache, Here())
    own = Here()
    compiled = Compiled(cache)
    compiled.begin(own, lambda: Here({}))
    assert rendered(own.get_template("own.html")) == "ÅS, HEI"
    assert own.compiled == []


def test_a_template_that_has_changed_is_compiled_anew(cache: Cache) -> None:
    own = Here()
    compiled = Compiled(cache)
    compiled.begin(own, Here)
    other = Here({"own.html": "{{ name }}"})
    compiled.take(other)
    assert rendered(other.get_template("own.html")) == "Ås"


def test_an_environment_with_another_filter_compiles_for_itself(cache: Cache) -> None:
    own = Here()
    compiled = Compiled(cache)
    compiled.begin(own, Here)
    other = Here()
    other.filters["upper"] = str.lower
    compiled.take(other)
    # What is known when a template is compiled is worked out then, filters and all.
    assert rendered(other.get_template("own.html")) == "ås, hei"


def test_a_theme_that_keeps_its_code_elsewhere_goes_on_so(cache: Cache) -> None:
    elsewhere = Compiled(cache)
    theme = Here()
    elsewhere.take(theme)
    Compiled(cache).take(theme)
    assert theme.bytecode_cache is elsewhere


def test_nothing_but_names_is_kept_in_a_file(cache: Cache, tmp_path: Path) -> None:
    used(cache, Here())
    compiled = Compiled(cache)
    compiled.begin(Here(), Here)
    theme = Here()
    compiled.take(theme)
    theme.get_template("theme.html")
    compiled.keep()
    cache.close()
    kept = sqlite3.connect(tmp_path / "cache.db").execute("SELECT value FROM entry").fetchall()
    names = unpacker(tuple[str, ...])
    assert [names(each) for (each,) in kept] == [("theme.html",)]
