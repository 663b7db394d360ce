"""A real `mkdocs serve` of an archive, in a process of its own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 40
"""Seconds that a server has for what it is to do."""


def free_port():
    """Return a port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Server:
    """A `mkdocs serve` of an archive."""

    def __init__(self, process, port, log):
        self.process, self.port, self.log = process, port, log

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/nordvik/"

    def get(self, address=""):
        """Return the status and the text of a page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", f"/nordvik/{address}")
        response = connection.getresponse()
        return response.status, response.read().decode()

    def until(self, *words, address="", absent=()):
        """Return a page as soon as it has some words and not others."""
        end = time.monotonic() + PATIENCE
        text = ""
        while time.monotonic() < end:
            assert self.process.poll() is None, self.told()
            try:
                text = self.get(address)[1]
            except OSError:
                text = ""
            if text and all(w in text for w in words) and not any(w in text for w in absent):
                return text
            time.sleep(0.2)
        raise AssertionError(f"{words} not seen; the terminal said:\n{self.told()}\n{text[:2000]}")

    def told(self):
        """Return what the terminal said."""
        return Path(self.log).read_text(encoding="utf-8", errors="replace")


@contextmanager
def serving(archive):
    """Preview an archive for as long as this is open."""
    port = free_port()
    log = archive.root.parent / f"log-{port}.txt"
    program = "from mkdocs.__main__ import cli; cli()"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", program, "serve", "-a", f"127.0.0.1:{port}"],
            cwd=archive.root, stdout=output, stderr=output,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"},
        )  # fmt: skip
        try:
            yield Server(process, port, log)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
