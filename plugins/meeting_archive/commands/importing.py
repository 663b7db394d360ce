"""`meeting-archive import`: papers become records."""

import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from meeting_archive.commands.terminal import (
    FAILED,
    body_named,
    config_option,
    configured,
    printable,
)
from meeting_archive.diagnostics import Diagnostic
from meeting_archive.editing.create import create
from meeting_archive.importing.drafts import Stated
from meeting_archive.importing.importer import Imported, import_paper
from meeting_archive.importing.messages import Refused, finding
from meeting_archive.importing.sources.guard import check_size
from meeting_archive.messages import N_, gettext, ngettext
from meeting_archive.records.model import DocumentType
from meeting_archive.settings import Settings

_ = gettext


@click.command(
    name="import",
    help=N_(
        "Gjør papirer om til dokumenter i arkivet. FIL er .txt, .md, .docx, .odt, .pdf, .html.\n\n"
        "Teksten blir gjengitt ordrett, og strukturen kjennes igjen. Det som er usikkert, blir "
        "utelatt og nevnt under «Se over». En fil som finnes fra før, blir aldri endret."
    ),
    short_help=N_("Gjør papirer om til dokumenter i arkivet."),
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar=N_("FIL..."),
    type=click.Path(path_type=Path),
)
@click.option(
    "--organ", metavar=N_("ORGAN"), help=N_("Organet, for papirer som ikke sier det selv.")
)
@click.option(
    "--type",
    "kind",
    type=click.Choice([each.value for each in DocumentType]),
    metavar=N_("TYPE"),
    help=N_("Hva slags dokument det er, for papirer som ikke sier det selv."),
)
@click.option(
    "--dry-run", is_flag=True, help=N_("Vis hva som ville blitt skrevet, og skriv ingenting.")
)
@config_option
def import_command(
    files: tuple[Path, ...], organ: str | None, kind: str | None, dry_run: bool, config: Path
) -> None:
    settings = configured(config)
    stated = Stated(
        body_named(organ, settings).key if organ is not None else None,
        DocumentType(kind) if kind else None,
    )
    run = _Run(settings, stated, dry_run)
    for path in _with_progress(list(dict.fromkeys(files))):
        run.take(path)
    run.report()
    if run.problems:
        raise click.exceptions.Exit(FAILED)


def _with_progress(files: Sequence[Path]) -> Iterator[Path]:
    """Yield the files, with a bar where there are several and somebody watches."""
    console = Console(stderr=True)
    if len(files) < 2 or not console.is_terminal:
        yield from files
        return
    with Progress(console=console, transient=True) as progress:
        yield from progress.track(files, description=_("Importerer"))


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
                    create(target, each.text, self.settings.root / self.settings.records)
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
        written = _("Ville skrevet: %s") if self.dry_run else _("Skrevet: %s")
        for each in self.done:
            cases = ngettext("%d sak", "%d saker", each.cases) % each.cases
            click.echo(written % each.path + (f" ({cases})" if each.cases else ""))
            if self.dry_run:
                click.echo(f"\n{each.text}")
        remarks = [remark for each in self.done for remark in each.remarks]
        if remarks:
            click.echo("\n" + _("Se over:"))
        for remark in remarks:
            click.echo(printable(str(remark)))
        if self.problems:
            click.echo("\n" + _("Ikke importert:"), err=True)
        for problem in self.problems:
            click.echo(printable(str(problem)), err=True)
        click.echo(f"\n{_summary(written, len(self.done), len(remarks), len(self.problems))}")


def _summary(written: str, done: int, remarks: int, problems: int) -> str:
    pieces = [written % (ngettext("%d dokument", "%d dokumenter", done) % done)]
    if remarks:
        pieces.append(ngettext("%d ting å se over", "%d ting å se over", remarks) % remarks)
    if problems:
        pieces.append(_("%d ikke importert") % problems)
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
