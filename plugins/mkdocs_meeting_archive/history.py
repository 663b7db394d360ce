"""When each record was changed and how, as git knows it."""

import datetime as dt
import subprocess
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Change:
    """One commit that touched a record."""

    date: dt.date
    summary: str


History = Mapping[str, tuple[Change, ...]]
"""The changes of each record, newest first, by path from the repository's root."""

_COMMIT, _FIELD = "\x1e", "\x1f"


def read_history(root: Path, folder: str) -> History:
    """Return the changes of all files below `folder`, one call of git for all of them.

    Empty where there is no git, no repository, or a shallow clone, whose dates would be wrong:
    unknown is better than the day of the clone.
    """
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    log = _git(
        root, "-c", "core.quotePath=false", "log", "--no-merges", "--name-only", "--relative",
        f"--format={_COMMIT}%cs{_FIELD}%s", "--", folder,
    )  # fmt: skip
    found: dict[str, list[Change]] = defaultdict(list)
    for commit in log.split(_COMMIT)[1:]:
        head, *paths = commit.splitlines()
        day, _, summary = head.partition(_FIELD)
        for path in filter(None, paths):
            found[path].append(Change(dt.date.fromisoformat(day), summary))
    return {path: tuple(changes) for path, changes in found.items()}


def _git(root: Path, *arguments: str) -> str:
    try:
        run = subprocess.run(  # noqa: S603 (no shell, arguments of our own)
            ["git", *arguments],  # noqa: S607 (whichever git the user has)
            cwd=root,
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return run.stdout.decode("utf-8", "replace")
