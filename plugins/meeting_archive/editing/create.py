"""A new file, written whole or not at all."""

from pathlib import Path


def create(target: Path, text: str, within: Path) -> None:
    """Write a file that is not there; raises OSError, also where its folder leads out of `within`.

    Folders that are missing are made, and taken away again where the file cannot be written.
    """
    if not target.parent.resolve().is_relative_to(within.resolve()):
        raise PermissionError(target)
    missing = [each for each in (target.parent, *target.parent.parents) if not each.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("xb") as file:
            try:
                file.write(text.encode())
            except BaseException:
                target.unlink(missing_ok=True)
                raise
    except BaseException:
        for folder in missing:
            folder.rmdir()
        raise
