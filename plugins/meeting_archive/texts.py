"""What is wrong with the Markdown of the records."""

from collections.abc import Collection, Iterator

from meeting_archive.archive import Archive
from meeting_archive.diagnostics import Diagnostic, finding
from meeting_archive.linking.texts import LinkedTexts
from meeting_archive.records.printed import printed


def markup_findings(
    archive: Archive, texts: LinkedTexts, only: Collection[str] | None = None
) -> Iterator[Diagnostic]:
    """Convert the texts of the archive, and yield what readers would not see as it is written.

    `only` are the paths of the records that it is asked of; without it, all are.
    """
    for document in archive.documents:
        path = document.record.path
        if (only is not None and path not in only) or texts.is_flawless(document.id):
            continue
        for each in printed(document.record):
            block = each.block
            if each.is_markdown:
                for problem in texts.problems(block.text):
                    line = block.line + _line_of(problem.value, block.text)
                    yield finding(problem.code, path, line, value=problem.value)
            elif "<!--" in block.text:
                yield finding("html-comment", path, block.line)


def _line_of(value: str, text: str) -> int:
    """Return how many lines down a text a value stands, 0 where it is spelt otherwise."""
    at = text.find(value)
    return text.count("\n", 0, at) if at > 0 else 0
