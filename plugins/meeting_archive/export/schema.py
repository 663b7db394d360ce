"""The JSON Schema of archive.json."""

from importlib import resources


def schema_text() -> str:
    """Return it as it is published."""
    return resources.files(__package__).joinpath("schema.json").read_text(encoding="utf-8")
