"""A browser on a built site. On a machine without Chromium these tests say so; in CI they fail."""

import functools
import http.server
import os
import shutil
import threading

import pytest
from playwright.sync_api import sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Print nothing."""


def serve(folder):
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="session")
def serve_folder():
    """Serve a folder; gives its address."""
    servers = []

    def start(folder):
        servers.append(serve(folder))
        return f"http://127.0.0.1:{servers[-1].server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def site_url(real_site, serve_folder):
    """Give the address of the site of the real records."""
    return serve_folder(real_site)


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium, the system's own."""
    path = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if path is None:
        message = "no Chromium found; on Debian and Ubuntu: apt install chromium"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def requests():
    """Gather the addresses that `page` asks for."""
    return []


@pytest.fixture
def page(browser, requests):
    """Open a desktop page in which nothing may be wrong in the console."""
    yield from _page(browser, requests, {"width": 1280, "height": 900})


@pytest.fixture
def phone(browser, requests):
    """Open a page the size of a phone."""
    yield from _page(browser, requests, {"width": 390, "height": 844})


def _page(browser, requests, viewport):
    context = browser.new_context(viewport=viewport, locale="nb-NO")
    page = context.new_page()
    page.set_default_timeout(10_000)
    complaints = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    yield page
    context.close()
    assert complaints == []
