"""A site met over a mobile network, by a browser that has nothing of it yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

_PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True, slots=True)
class Connection:
    """How long an answer takes to begin, and how fast it comes."""

    latency: int
    """Milliseconds."""
    speed: float
    """Megabits a second."""


FOUR_G = Connection(165, 8.1)
UNLIMITED = Connection(0, 0)


@dataclass(slots=True)
class Request:
    """A file that a page asked for; times are seconds of the browser's own clock."""

    address: str
    asked: float
    arrived: list[tuple[float, int]] = field(default_factory=list)
    """When bytes came, and how many."""


class Traffic:
    """What a page asks for and when it comes, as it happens."""

    def __init__(self, session: CDPSession) -> None:
        """Take a session of the page, before it goes anywhere."""
        self._session = session
        self.requests: dict[str, Request] = {}
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.responseReceived", self._begun)
        session.on("Network.dataReceived", self._came)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def set(self, connection: Connection) -> None:
        """Let all from now on come over this connection."""
        speed = connection.speed * 1_000_000 / 8 or -1
        conditions = {
            "offline": False,
            "latency": connection.latency,
            "downloadThroughput": speed,
            "uploadThroughput": speed,
        }
        self._session.send("Network.emulateNetworkConditions", conditions)

    @property
    def start(self) -> float:
        """When the page itself was asked for."""
        return min(request.asked for request in self.requests.values())

    def bytes_before(self, milliseconds: float) -> int:
        """Return how many bytes had come this long after the page was asked for."""
        end = self.start + milliseconds / 1000
        arrived = (each for request in self.requests.values() for each in request.arrived)
        return sum(size for when, size in arrived if when <= end)

    def _asked(self, event: dict[str, Any]) -> None:
        request = Request(event["request"]["url"], event["timestamp"])
        self.requests[event["requestId"]] = request

    def _begun(self, event: dict[str, Any]) -> None:
        self._arrived(event, event["response"]["encodedDataLength"])

    def _came(self, event: dict[str, Any]) -> None:
        self._arrived(event, event["encodedDataLength"])

    def _finished(self, event: dict[str, Any]) -> None:
        # The browser tells less while a page itself comes than when it has come.
        request = self.requests.get(event["requestId"])
        if request:
            told = sum(size for _when, size in request.arrived)
            self._arrived(event, event["encodedDataLength"] - told)

    def _arrived(self, event: dict[str, Any], size: int) -> None:
        # What came from the browser's own cache counts nothing.
        request = self.requests.get(event["requestId"])
        if request and size > 0:
            request.arrived.append((event["timestamp"], size))


@contextmanager
def phone(browser: Browser, connection: Connection, script: str) -> Iterator[tuple[Page, Traffic]]:
    """Open a page with nothing cached; `script` runs first in whatever it goes to."""
    context = browser.new_context(viewport=_PHONE, locale="nb-NO", ignore_https_errors=True)
    context.add_init_script(script)
    page = context.new_page()
    traffic = Traffic(context.new_cdp_session(page))
    traffic.set(connection)
    yield page, traffic
    context.close()
