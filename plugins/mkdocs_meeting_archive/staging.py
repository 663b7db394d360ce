"""The new site is built beside the old one and takes its place only when it is whole."""

import logging
import shutil
from pathlib import Path

from mkdocs.utils import CountHandler


class Staging:
    """One build's folder, beside the site and so on the same disk."""

    def __init__(self, site: Path) -> None:
        """Begin with an empty folder, and count MkDocs' warnings from here on."""
        self._site = site
        self.folder = site.parent / f".{site.name}-ny"
        shutil.rmtree(self.folder, ignore_errors=True)
        self._counter = CountHandler()
        self._counter.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(self._counter)

    @property
    def warned(self) -> bool:
        """True where a warning, or worse, was logged since the build began."""
        return bool(self._counter.get_counts())

    def finish(self) -> Path:
        """Put the new site in the place of the old; return where it is now."""
        self._stop_counting()
        old = self._site.parent / f".{self._site.name}-gammel"
        shutil.rmtree(old, ignore_errors=True)
        try:
            if self._site.exists():
                self._site.rename(old)
            self.folder.rename(self._site)
        except OSError:
            self._fill()
        shutil.rmtree(old, ignore_errors=True)
        return self._site

    def _fill(self) -> None:
        """Replace what is in the site's folder where the folder itself, a mount, cannot move."""
        for path in self._site.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(self.folder, self._site, dirs_exist_ok=True)
        shutil.rmtree(self.folder)

    def abandon(self) -> None:
        """Remove what was built; the old site stays."""
        self._stop_counting()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _stop_counting(self) -> None:
        logging.getLogger("mkdocs").removeHandler(self._counter)
