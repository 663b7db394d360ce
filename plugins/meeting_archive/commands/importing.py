"""`meeting-archive import`: papers become records."""

import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from meeting_archive.diagnostics import Diagnostic
from meeting_archive.importing.drafts import Stated
from meeting_archive.importing.importer import Imported, import_paper
from meeting_archive.importing.messages import Refused, finding
from meeting_archive.importing.sources import KNOWN
from meeting_archive.importing.sources.guard import check_size
from meeting_archive.records.model import DocumentType
from meeting_archive.settings import Settings, read_settings

_FAILED, _MISUSED = 1, 2


@click.command(
    name="import",
    help=f"Gjør papirer om til dokumenter i arkivet. FIL er {KNOWN}.\n\n"
    "Teksten blir gjengitt ordrett, og strukturen kjennes igjen. Det som er usikkert, blir utelatt "
    "og nevnt under «Se over». En fil som finnes fra før, blir aldri endret.",
    short_help="Gjør papirer om til dokumenter i arkivet.",
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FIL...",
    type=click.Path(path_type=Path),
)
@click.option("--organ", metavar="ORGAN", help="Organet, for papirer som ikke sier det selv.")
@click.option(
    "--type",
    "kind",
    type=click.Choice([each.value for each in DocumentType]),
    metavar="TYPE",
    help="Hva slags dokument det er, for papirer som ikke sier det selv.",
)
@click.option(
    "--dry-run", is_flag=True, help="Vis hva som ville blitt skrevet, og skriv ingenting."
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    metavar="FIL",
    help="Arkivets oppsett.",
)
def import_command(
    files: tuple[Path, ...], organ: str | None, kind: str | None, dry_run: bool, config: Path
) -> None:
    try:
        settings = read_settings(config)
        stated = Stated(_organ(organ, settings), DocumentType(kind) if kind else None)
    except ValueError as error:
        click.echo(str(error), err=True)
        raise click.exceptions.Exit(_MISUSED) from None
    run = _Run(settings, stated, dry_run)
    for path in _with_progress(list(dict.fromkeys(files))):
        run.take(path)
    run.report()
    if run.problems:
        raise click.exceptions.Exit(_FAILED)


def _organ(written: str | None, settings: Settings) -> str | None:
    """Return a body's key as it is configured; raises ValueError for one that is not."""
    if written is None:
        return None
    keys = {body.key.casefold(): body.key for body in settings.numbering.bodies}
    if written.casefold() not in keys:
        known = ", ".join(keys.values())
        raise ValueError(f"«{written}» er ikke et organ i arkivet; velg mellom {known}")
    return keys[written.casefold()]


def _with_progress(files: Sequence[Path]) -> Iterator[Path]:
    """Yield the files, with a bar where there are several and somebody watches."""
    console = Console(stderr=True)
    if len(files) < 2 or not console.is_terminal:
        yield from files
        return
    with Progress(console=console, transient=True) as progress:
        yield from progress.track(files, description="Importerer")


@dataclass(slots=True)
class _Run:
    """What is done with each file, told when all are done."""

    settings: Settings
    stated: Stated
    dry_run: bool
    done: list[Imported] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def take(self, path: Path) -> None:
        """Import one file; whatever is wrong with it, the others go on."""
        shown = path.as_posix()
        try:
            imported = import_paper(
                path.name,
                _read(path),
                self.settings.records,
                self.settings.numbering,
                self.stated,
            )
        except Refused as refused:
            self.problems.append(refused.finding(shown))
            return
        except Exception as error:  # noqa: BLE001 (a fault of ours in one file stops no other)
            problem = f"{type(error).__name__}: {error}"
            self.problems.append(finding("import-failed", shown, 1, problem=problem))
            return
        self._save(imported)

    def _save(self, imported: Sequence[Imported]) -> None:
        """Write what one file became; if one record cannot be written, none of them is."""
        written: list[Imported] = []
        for each in imported:
            target = self.settings.root / each.path
            if each.path in self.taken or target.exists() or target.is_symlink():
                self.problems.append(finding("already-there", each.path, 1))
                continue
            try:
                if not self.dry_run:
                    _create(target, each.text.encode(), self.settings)
            except OSError:
                self.problems.append(finding("not-written", each.path, 1))
                for before in written:
                    (self.settings.root / before.path).unlink(missing_ok=True)
                return
            written.append(each)
        self.taken |= {each.path for each in written}
        self.done += written

    def report(self) -> None:
        """Tell what was written, what to look over, and what could not be imported."""
        word = "Ville skrevet" if self.dry_run else "Skrevet"
        for each in self.done:
            cases = f" ({each.cases} {'sak' if each.cases == 1 else 'saker'})" if each.cases else ""
            click.echo(f"{word}: {each.path}{cases}")
            if self.dry_run:
                click.echo(f"\n{each.text}")
        remarks = [remark for each in self.done for remark in each.remarks]
        if remarks:
            click.echo("\nSe over:")
        for remark in remarks:
            click.echo(str(remark))
        if self.problems:
            click.echo("\nIkke importert:", err=True)
        for problem in self.problems:
            click.echo(str(problem), err=True)
        click.echo(f"\n{_summary(word, len(self.done), len(remarks), len(self.problems))}")


def _summary(word: str, done: int, remarks: int, problems: int) -> str:
    pieces = [f"{word}: {done} {'dokument' if done == 1 else 'dokumenter'}"]
    if remarks:
        pieces.append(f"{remarks} ting å se over")
    if problems:
        pieces.append(f"{problems} ikke importert")
    return ", ".join(pieces) + "."


def _read(path: Path) -> bytes:
    """Return a regular file's bytes; its size is looked at before it is read."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Refused("no-file")
        check_size(status.st_size)
        return path.read_bytes()
    except OSError:
        raise Refused("no-file") from None


def _create(target: Path, content: bytes, settings: Settings) -> None:
    """Write a new file whole or not at all; raises OSError, also where the folder leads out."""
    records = (settings.root / settings.records).resolve()
    if not target.parent.resolve().is_relative_to(records):
        raise PermissionError(target)
    made = _make_folder(target.parent)
    try:
        with target.open("xb") as file:
            try:
                file.write(content)
            except BaseException:
                target.unlink(missing_ok=True)
                raise
    except BaseException:
        for folder in made:
            folder.rmdir()
        raise


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder with those around it; return the new ones, the innermost first."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing
