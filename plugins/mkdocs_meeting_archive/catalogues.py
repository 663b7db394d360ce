"""Bring the catalogues up to the messages of the code; a new one is left empty, for a test to find.

Unlike `pybabel update` it writes no dates and no authors, so that only messages make a difference.
"""

import sys
from pathlib import Path

from babel.messages.pofile import read_po, write_po

_HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def main(template: Path, folder: Path) -> None:
    """Update every catalogue in `folder` from the messages in `template`."""
    for path in sorted(folder.glob("*.po")):
        catalogue = read_po(path.open("rb"), locale=path.stem)
        catalogue.update(read_po(template.open("rb")), no_fuzzy_matching=True)
        with path.open("wb") as file:
            file.write(_HEADER.format(language=path.stem).encode() + b"\n")
            write_po(file, catalogue, sort_output=True, omit_header=True, ignore_obsolete=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
