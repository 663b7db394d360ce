"""The front matter's JSON Schema, and what is wired to it in editors' tools."""

import json
import re

import jsonschema
import pytest
import yaml

from builders import minutes, read_one
from building import ROOT as REPOSITORY
from meeting_archive.diagnostics import Findings
from meeting_archive.reading import record_paths
from meeting_archive.records import front_matter, yaml_text
from meeting_archive.records.fields import FIELDS
from meeting_archive.records.schema import front_matter_schema, schema_text

SCHEMA = front_matter_schema()
PUBLISHED = REPOSITORY / "schemas/front-matter.schema.json"


def plain(value):
    """Return a value of a front matter as data, every scalar as text."""
    if isinstance(value, yaml_text.Mapping):
        return {entry.key: plain(entry.value) for entry in value.entries}
    if isinstance(value, yaml_text.Sequence):
        return [plain(item) for item in value.items]
    return value.value


def problems(front: str) -> list[str]:
    """Return what the schema says of a front matter."""
    split = front_matter.split(f"---\n{front}\n---\n", Findings(""))
    assert split
    validator = jsonschema.Draft7Validator(SCHEMA)
    return [each.message for each in validator.iter_errors(plain(split.front_matter))]


def test_the_published_schema_is_of_the_keys_that_are_read():
    """The file in the repository is what the code gives."""
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text(), "make schema"
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert list(SCHEMA["properties"]) == list(FIELDS)


def test_everything_is_described():
    """Each key, and each key below it, says what it is for."""

    def undescribed(schema, path):
        for key, value in schema.get("properties", {}).items():
            if "description" not in value:
                yield f"{path}.{key}"
            for part in (value, value.get("items", {}), value.get("additionalProperties", {})):
                if isinstance(part, dict):
                    yield from undescribed(part, f"{path}.{key}")

    assert [*undescribed(SCHEMA, "")] == []


@pytest.mark.parametrize("folder", ["meetings", "tests/linking/labelled/meetings"])
def test_records_are_valid(folder):
    """All records of the repository are, as the archive reads them."""
    paths, _ = record_paths(REPOSITORY, folder)
    assert paths
    for path in paths:
        front = (REPOSITORY / path).read_text(encoding="utf-8").split("---\n")[1]
        assert problems(front.rstrip("\n")) == [], path


def test_examples_of_the_guide_are_valid():
    """The whole front matters that the guide shows are what the schema takes."""
    guide = (REPOSITORY / "docs/veiledning").glob("*.md")
    texts = [path.read_text(encoding="utf-8") for path in guide]
    whole = re.compile(r"^---\n(type: .*?)\n---$", re.DOTALL | re.MULTILINE)
    examples = [each for text in texts for each in whole.findall(text)]
    assert examples
    assert [problems(each) for each in examples] == [[]] * len(examples)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("stad: Nes", "unknown-key"),
        ("parter: [Nes]", "misplaced-key"),
        ("dato: i går", "invalid-date"),
        ("språk: no", "invalid-value"),
        ("kladd: true", "invalid-value"),
        ("møte: Vårmøte", "invalid-slug"),
        ("kilde: {url: 'javascript:a'}", "unsafe-url"),
        ("kilde: {adresse: a}", "unknown-key"),
        ("saker: {SU 05/21: {utfall: bestemt}}", "invalid-value"),
        ("saker: {SU 05/21: {tidligere: fem}}", "invalid-case-number"),
        ("vedlegg: {nr: 1}", "wrong-type"),
        ("frister: [{hva: Evaluering}]", "missing-key"),
        ("merknader: [{om: dato}]", "missing-key"),
        ("fjernet: {dato: 2021-01-01}", "missing-key"),
        ("sted: [a]", "wrong-type"),
    ],
)
def test_what_is_wrong_is_wrong_in_both(lines, code):
    """A mistake that the archive tells of is one that the schema tells of."""
    text = minutes("## SU 05/21 Ferje", lines)
    assert code in [each.code for each in read_one(text)[1]]
    assert problems(text.split("---\n")[1].rstrip("\n")) != []


def test_what_a_type_must_have_is_asked_for():
    """An agreement must have a title, minutes a body and a day."""
    assert problems("type: avtale") == ["'tittel' is a required property"]
    assert len(problems("type: protokoll")) == 2
    assert problems("tittel: a") == ["'type' is a required property"]


# Editors' tools


def read_commented(name: str) -> object:
    """Return what is in a JSON file of VS Code, whose lines may be comments."""
    text = (REPOSITORY / ".vscode" / name).read_text(encoding="utf-8")
    return json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))


def test_the_workspace_points_at_the_schema():
    """The settings name a file that is there."""
    settings = read_commented("settings.json")
    assert [(REPOSITORY / path).resolve() for path in settings["yaml.schemas"]] == [PUBLISHED]
    assert read_commented("extensions.json")["recommendations"]


def test_snippets_are_valid():
    """What a snippet puts into a front matter has keys that are known, and into a body a case."""
    for name, snippet in read_commented("arkiv.code-snippets").items():
        text = "\n".join(snippet["body"])
        text = re.sub(r"\$\{\d+\|([^,|]*)[^}]*\}", r"\1", text)
        text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text)
        text = re.sub(r"\$\d", "AU 05/17", text)
        if name.startswith("Front matter"):
            assert problems(f"type: protokoll\norgan: SU\nmøtedato: 2021-03-04\n{text}") == []
        else:
            assert "## AU 06/17 Tittel" in text


@pytest.mark.parametrize("word", ["feil", "advarsel", "merknad"])
def test_findings_are_recognised(word):
    """The task finds path, line, code and message in what `check` prints, by its severity."""
    (task,) = read_commented("tasks.json")["tasks"]
    line = f"meetings/su/2021-03-04/protokoll.md:4: {word} unknown-key ukjent nøkkel «stad»"
    patterns = [matcher["pattern"] for matcher in task["problemMatcher"]]
    (pattern,) = [each for each in patterns if re.fullmatch(each["regexp"], line)]
    match = re.fullmatch(pattern["regexp"], line)
    assert match
    assert match[pattern["file"]] == "meetings/su/2021-03-04/protokoll.md"
    assert match[pattern["code"]] == "unknown-key"


def test_the_hook_is_given_the_records():
    """The hook's pattern takes records, and nothing else."""
    (hook,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert re.search(hook["files"], "meetings/su/2021-03-04/protokoll.md")
    assert not re.search(hook["files"], "docs/meetings/su/index.md")
    assert hook["entry"] == "meeting-archive check"
