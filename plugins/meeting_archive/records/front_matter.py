"""The front matter of a record, split from its body by python-frontmatter, lines kept."""

import re
from dataclasses import dataclass

import frontmatter
from frontmatter.default_handlers import YAMLHandler

from meeting_archive.diagnostics import Findings
from meeting_archive.records import yaml_text


@dataclass(frozen=True, slots=True)
class Split:
    """A record's two voices; `body_line` is the line of the file that `body` begins on."""

    front_matter: yaml_text.Mapping
    body: str
    body_line: int


class _LineHandler(YAMLHandler):
    """Reads the metadata as text with lines, and keeps the body as it stood.

    python-frontmatter hands back a stripped body, and an empty mapping for whatever it cannot
    read; this handler remembers what that loses.
    """

    # The library's own pattern swallows blank lines after a fence, and with them the count.
    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)

    def __init__(self, findings: Findings) -> None:
        super().__init__()
        self.findings = findings
        self.closed = False
        self.front_matter: yaml_text.Mapping | None = None
        self.body = ""
        self.body_line = 1

    def split(self, text: str) -> tuple[str, str]:
        _, front_matter, rest = self.FM_BOUNDARY.split(text, 2)
        self.closed = True
        self.body = rest.removeprefix("\n")
        self.body_line = front_matter.count("\n") + 2
        return front_matter, rest

    def load(self, fm: str, **_: object) -> dict[str, object]:
        # What is handed over begins with the line break that ends line 1, the opening fence.
        self.front_matter = yaml_text.load(fm, 1, self.findings)
        return {}


def split(text: str, findings: Findings) -> Split | None:
    """Split a record's `text`; None, with a finding, where its front matter cannot be read."""
    if not _LineHandler.FM_BOUNDARY.match(text):
        findings.add("no-front-matter", 1)
        return None
    handler = _LineHandler(findings)
    frontmatter.parse(text, handler=handler)
    if not handler.closed:
        findings.add("unclosed-front-matter", 1)
    if handler.front_matter is None:
        return None
    return Split(handler.front_matter, handler.body, handler.body_line)
