"""The editors' synonyms: words that mean the same, a line for each group.

# Avtalene har skiftet navn.
bymiljøavtale = byvekstavtale
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from meeting_archive.diagnostics import Diagnostic, Findings
from meeting_archive.language.words import forms, normal


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Groups of words that mean the same, and what is wrong with the others."""

    groups: tuple[tuple[str, ...], ...] = ()
    diagnostics: Sequence[Diagnostic] = ()


def read_synonyms(text: str, path: str) -> Synonyms:
    """Read the text of a file of synonyms; `path` is named in what is wrong with it."""
    groups: list[tuple[str, ...]] = []
    findings = Findings(path)
    for line, written in enumerate(normal(text).splitlines(), start=1):
        said = written.partition("#")[0].strip()
        if not said:
            continue
        words = tuple(word.strip() for word in said.split("="))
        if len(words) < 2 or any(len(forms(word)) != 1 for word in words):
            findings.add("invalid-synonym", line, value=said)
        else:
            groups.append(words)
    return Synonyms(tuple(groups), tuple(findings.found))


def synonyms_file(root: Path, name: str) -> Synonyms:
    """Read the file of synonyms that mkdocs.yml names; raises ValueError, in Norwegian."""
    try:
        text = (root / name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        message = f"filen «{name}» («synonyms») finnes ikke, eller er ikke UTF-8-tekst"
        raise ValueError(message) from None
    return read_synonyms(text, name)
