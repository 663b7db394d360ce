"""How long an editor waits: from saving a record to the page in the browser that shows it.

The preview is `mkdocs serve` as it is, and the page is reloaded by it.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

_PATIENCE = 300.0
_CASE = re.compile(r"^## ([A-Z]+) (\d+)/\d\d", re.MULTILINE)
_READ = "meeting-archive: viser"


def saving(root: Path, saves: int = 8) -> list[float]:
    """Return the seconds from each save to the reloaded page, in an archive below a folder."""
    records = sorted(root.glob("meetings/*/*/protokoll.md"))
    record = records[len(records) // 2]
    text = record.read_text(encoding="utf-8")
    first = _CASE.search(text)
    assert first is not None
    body, year = record.parent.parent.name, record.parent.name[:4]
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with _preview(root) as (site, told), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        page = browser.new_page()
        page.goto(f"{site}saker/{body}/{year}/{int(first[2])}/")
        seconds = []
        for number in range(saves + 1):
            said = f"Dette ble lagret som nummer {number}."
            start = time.perf_counter()
            record.write_text(text.replace("Vedtak: ", f"Vedtak: {said} ", 1), encoding="utf-8")
            page.get_by_text(said).first.wait_for(timeout=1_000 * _PATIENCE)
            seconds.append(time.perf_counter() - start)
            # Not in step with the server, which looks for changes twice a second.
            time.sleep(0.5 + 0.13 * (number % 5))
        page.goto("about:blank")  # before the server that it waits for is gone
        browser.close()
        record.write_text(text, encoding="utf-8")
        assert told().count(_READ) >= saves
    # The first comes while the records are read for it, where the site came from the cache.
    return seconds[1:]


@contextmanager
def _preview(root: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    """Preview an archive; gives its address, and what tells what the terminal said."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = "{}:{}".format(*free.getsockname())
    log = root / "serve.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "-a", host],
            cwd=root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"},
            stdout=output,
            stderr=output,
        )
    try:
        _wait_for(f"http://{host}/", process)
        yield f"http://{host}/", lambda: log.read_text(encoding="utf-8")
    finally:
        process.terminate()
        process.wait()


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            urlopen(address).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the preview did not begin")
