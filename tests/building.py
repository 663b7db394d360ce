"""Sites built in this process, as `mkdocs build` builds them."""

import textwrap
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).parent.parent

CONFIG = """
site_name: Nordvikregionens møtearkiv
site_url: https://arkiv.example/nordvik/
theme: {{name: material, language: {language}, font: false}}
plugins:
  - meeting-archive:
      organisation: Nordvikregionen
      bodies:
        - {{key: SU, name: Samarbeidsutvalget}}
        - {{key: FR, name: Fjordrådet, aliases: [Rådet]}}
markdown_extensions: [nl2br, sane_lists, tables]
"""


def build_site(config_file, site_dir, *, command="build", **options):
    """Build a site as `mkdocs build`, or the preview of `mkdocs serve`; return its folder."""
    config = load_config(str(config_file), site_dir=str(site_dir), **options)
    plugins = config.plugins
    plugins.on_startup(command=command, dirty=False)
    try:
        build(config)
    finally:
        plugins.on_shutdown()
    return Path(site_dir)


@dataclass
class Archive:
    """A repository with records, which can be built again and again."""

    root: Path

    def write(self, path, text):
        """Write a file, relative to the repository."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(textwrap.dedent(text).lstrip(), encoding="utf-8")
        return self

    def minutes(self, body, *, front_matter="", path="meetings/su/2021-03-04/protokoll.md"):
        """Write minutes of Samarbeidsutvalget on 4 March 2021."""
        head = "type: protokoll\norgan: SU\nmøtedato: 2021-03-04\n"
        extra = textwrap.dedent(front_matter).strip()
        head += f"{extra}\n" if extra else ""
        return self.write(path, f"---\n{head}---\n\n{textwrap.dedent(body).strip()}\n")

    def build(self, **options):
        """Build the site, strictly unless told otherwise; return its folder."""
        options.setdefault("strict", True)
        return build_site(self.root / "mkdocs.yml", self.root / "site", **options)

    def text(self, address):
        """Return a file of the built site."""
        name = f"{address}index.html" if not address or address.endswith("/") else address
        return (self.root / "site" / name).read_text(encoding="utf-8")

    def all_text(self):
        """Return everything in the built site, as one text, file names included."""
        return "\n".join(
            f"{path.relative_to(self.root)}\n{path.read_bytes().decode('utf-8', 'replace')}"
            for path in sorted((self.root / "site").rglob("*"))
            if path.is_file() and "assets/javascripts" not in path.as_posix()
        )

    def bytes(self):
        """Return the bytes of every file of the built site, by path."""
        site = self.root / "site"
        return {
            path.relative_to(site).as_posix(): path.read_bytes()
            for path in sorted(site.rglob("*"))
            if path.is_file()
        }
