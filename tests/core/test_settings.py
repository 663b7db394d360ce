"""The settings in mkdocs.yml, read as MkDocs would read them, and without it."""

from pathlib import Path

import pytest
from mkdocs.config import load_config

from meeting_archive.identifiers import Body
from meeting_archive.settings import DEFAULT_STANDING, make_numbering, read_settings
from mkdocs_meeting_archive.config import numbering

SU = "{key: SU, name: Samarbeidsutvalget}"


def configured(root: Path, options: str, *, before: str = "") -> Path:
    """Write a mkdocs.yml with these options of the plugin; return its path."""
    (root / "meetings").mkdir(exist_ok=True)
    path = root / "mkdocs.yml"
    text = f"site_name: Arkiv\n{before}plugins:\n  - search\n  - meeting-archive:{options}\n"
    path.write_text(text, encoding="utf-8")
    return path


def test_settings_are_those_of_the_site(repository):
    """The real configuration gives the same numbering as the plugin reads with MkDocs."""
    path = repository / "mkdocs.yml"
    settings = read_settings(path)
    plugin = load_config(str(path)).plugins["meeting-archive"]
    assert settings.numbering == numbering(plugin.config)
    assert (settings.root, settings.records) == (repository, plugin.config.records)


def test_everything_that_can_be_set_is_read(tmp_path):
    """A body's key, name, prefixes, aliases and description, the folder and own prefixes."""
    (tmp_path / "papirer").mkdir()
    path = configured(tmp_path, f"""
      records: papirer
      own_prefixes: [PS]
      bodies:
        - {SU}
        - key: FR
          name: Fjordrådet
          prefixes: [FR, FJR]
          aliases: [Rådet]
          description: Ordførerne.
    """)  # fmt: skip
    settings = read_settings(path)
    assert settings.records == "papirer"
    assert settings.numbering.own_prefixes == ("PS",)
    assert settings.numbering.bodies == (
        Body("SU", "Samarbeidsutvalget", ("SU",)),
        Body("FR", "Fjordrådet", ("FR", "FJR"), ("Rådet",), "Ordførerne."),
    )


def test_what_is_left_out_is_as_if_not_mentioned(tmp_path):
    """Keys without a value have the same defaults as keys that are not there."""
    path = configured(tmp_path, f" {{records: , own_prefixes: , bodies: [{SU}]}}")
    settings = read_settings(path)
    assert (settings.records, settings.numbering.own_prefixes) == ("meetings", ())


def test_tags_that_only_mkdocs_knows_do_no_harm(tmp_path):
    """`!ENV`, `!!python/name` and any other tag elsewhere in the file are passed by."""
    before = (
        'site_url: !ENV [SITE_URL, ""]\n'
        "extra: {a: !relative , b: !!python/name:os.system , c: !!ukjent [1], d: !x {y: z}}\n"
    )
    path = configured(tmp_path, f" {{bodies: [{SU}]}}", before=before)
    assert read_settings(path).numbering.bodies[0].key == "SU"


def test_plugins_can_be_a_mapping(tmp_path):
    """MkDocs takes plugins as a list or as a mapping, and so does the archive."""
    (tmp_path / "meetings").mkdir()
    path = tmp_path / "oppsett.yml"
    path.write_text(f"plugins: {{search: {{}}, meeting-archive: {{bodies: [{SU}]}}}}\n")
    assert read_settings(path).numbering.bodies[0].key == "SU"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("", "«bodies» er tom"),
        (" {bodies: []}", "«bodies» er tom"),
        (" {bodies: {key: SU}}", "«bodies» skal være en liste av organer"),
        (" {bodies: [SU]}", "organ 1 under «bodies» mangler «key»"),
        (f" {{bodies: [{SU}, {{key: FR}}]}}", "organ 2 under «bodies» mangler «name»"),
        (" {bodies: [{key: no, name: A}]}", "«key» skal være tekst"),
        (" {bodies: [{key: '!', name: A}]}", "«!» kan ikke være «key»"),
        (" {bodies: [{key: A, name: A, prefixes: A}]}", "«prefixes» skal være en liste"),
        (" {bodies: [{key: A, name: A, aliases: [1]}]}", "«aliases» skal være tekst"),
        (f" {{bodies: [{SU}], own_prefixes: PS}}", "«own_prefixes» skal være en liste"),
        (f" {{bodies: [{SU}], records: !annet MAPPE}}", "«records» skal være tekst"),
        (f" {{bodies: [{SU}], records: borte}}", "mappen «borte» .* finnes ikke"),
        (" [a]", "«meeting-archive» i .* skal være valg"),
        (" {bodies: [", "er ikke gyldig YAML, linje"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(tmp_path, options, sentence):
    """Options that cannot be used are a Norwegian sentence, not a traceback."""
    with pytest.raises(ValueError, match=sentence):
        read_settings(configured(tmp_path, options))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "finnes ikke eller kan ikke leses"),
        (b"\xff\xfe\xff", "er ikke gyldig YAML"),
        (b"a: " + b"[" * 5000, "er ikke gyldig YAML"),
        (b"", "«meeting-archive» står ikke under «plugins»"),
        (b"- a", "«meeting-archive» står ikke under «plugins»"),
        (b"plugins: [search]", "«meeting-archive» står ikke under «plugins»"),
        (b"plugins: [meeting-archive]", "«bodies» er tom"),
    ],
)
def test_a_file_that_is_no_configuration_is_told(tmp_path, content, sentence):
    """A file that is missing, unreadable or of something else is a Norwegian sentence."""
    path = tmp_path / "mkdocs.yml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ValueError, match=sentence):
        read_settings(path)


def test_bodies_do_not_contradict_each_other():
    """Two bodies have neither the same address nor, in any case of letters, the same prefix."""
    with pytest.raises(ValueError, match="B og A har samme verdi: adressen su"):
        make_numbering([Body("SU", "A"), Body("su", "B")], ())
    with pytest.raises(ValueError, match="B og A har samme verdi: prefikset FR"):
        make_numbering([Body("SU", "A", ("SU", "fr")), Body("FR", "B")], ())
    assert make_numbering([Body("SU", "A", ("SU", "su"))], ["PS"]).own_prefixes == ("PS",)


def test_values_come_from_the_environment(tmp_path, monkeypatch):
    """`!ENV` gives the first variable that is set, or else the default, as in MkDocs."""
    (tmp_path / "papirer").mkdir()
    (tmp_path / "docs").mkdir()
    options = f"""
      records: !ENV [ARKIVMAPPE, meetings]
      own_prefixes: [!ENV [INGEN, EGET, PS]]
      bodies: [{SU}]
    """
    path = configured(tmp_path, options)
    monkeypatch.delenv("ARKIVMAPPE", raising=False)
    monkeypatch.setenv("EGET", "FSK")
    settings = read_settings(path)
    assert (settings.records, settings.numbering.own_prefixes) == ("meetings", ("FSK",))
    monkeypatch.setenv("ARKIVMAPPE", "papirer")
    plugin = load_config(str(path)).plugins["meeting-archive"]
    assert read_settings(path).records == plugin.config.records == "papirer"


def test_a_configuration_inherits(tmp_path):
    """`INHERIT` joins keys and replaces lists, and the folder is that of the file itself."""
    (tmp_path / "felles.yml").write_text(
        "plugins:\n  meeting-archive:\n    own_prefixes: [PS]\n"
        f"    bodies: [{SU}, {{key: FR, name: Fjordrådet}}]\n",
        encoding="utf-8",
    )
    (tmp_path / "arkiv" / "meetings").mkdir(parents=True)
    (tmp_path / "arkiv" / "docs").mkdir()
    path = tmp_path / "arkiv" / "mkdocs.yml"
    path.write_text(
        "INHERIT: ../felles.yml\nsite_name: Arkiv\n"
        f"plugins:\n  meeting-archive:\n    bodies: [{SU}]\n",
        encoding="utf-8",
    )
    settings = read_settings(path)
    assert settings.root == path.parent
    assert settings.numbering == numbering(load_config(str(path)).plugins["meeting-archive"].config)
    assert [body.key for body in settings.numbering.bodies] == ["SU"]
    assert settings.numbering.own_prefixes == ("PS",)


@pytest.mark.parametrize(
    ("parent", "sentence"), [("borte.yml", "finnes ikke"), ("mkdocs.yml", "arver fra seg selv")]
)
def test_what_cannot_be_inherited_is_told(tmp_path, parent, sentence):
    """A parent that is missing, or the file itself."""
    path = configured(tmp_path, f" {{bodies: [{SU}]}}", before=f"INHERIT: {parent}\n")
    with pytest.raises(ValueError, match=sentence):
        read_settings(path)


def test_standing_items_are_the_bodys_own_or_the_usual(tmp_path):
    """A body has the items that mkdocs.yml gives it, also none, or else the usual ones."""
    path = configured(tmp_path, f"""
      bodies:
        - {SU}
        - {{key: FR, name: Fjordrådet, standing_items: []}}
        - {{key: NF, name: Nordfjord, standing_items: [saker, Orienteringer]}}
    """)  # fmt: skip
    standing = read_settings(path).standing
    assert standing == {"su": DEFAULT_STANDING, "fr": (), "nf": ("saker", "Orienteringer")}
