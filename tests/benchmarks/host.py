"""A host of static sites as they mostly are: HTTP/2, with compression."""

import asyncio
import gzip
import mimetypes
import ssl
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived, StreamReset
from h2.exceptions import StreamClosedError

_COMPRESSED = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}


class _Connection(asyncio.Protocol):
    """Answers what one browser asks, all at once."""

    _transport: asyncio.Transport

    def __init__(self, site: Path) -> None:
        self._site = site
        self._state = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        self._waiting: dict[int, bytes] = {}
        """What is yet to be sent, by stream."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._state.initiate_connection()
        self._send()

    def data_received(self, data: bytes) -> None:
        for event in self._state.receive_data(data):
            if isinstance(event, RequestReceived):
                # A browser may have given up what it has only just asked for.
                with suppress(StreamClosedError):
                    self._answer(event.stream_id, dict(event.headers)[":path"])
            elif isinstance(event, StreamReset):
                self._waiting.pop(event.stream_id, None)
        self._send()

    def _answer(self, stream: int, address: str) -> None:
        path = self._site / unquote(urlsplit(address).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self._state.send_headers(stream, [(":status", "404")], end_stream=True)
            return
        self._waiting[stream] = content = _sent(path)
        headers = [
            (":status", "200"),
            ("content-type", mimetypes.guess_type(path)[0] or "application/octet-stream"),
            ("content-length", str(len(content))),
            ("cache-control", "max-age=600"),
        ]
        if path.suffix in _COMPRESSED:
            headers.append(("content-encoding", "gzip"))
        self._state.send_headers(stream, headers)

    def _send(self) -> None:
        """Send as much as the browser has room for; it says when it has room again."""
        for stream in list(self._waiting):
            while stream in self._waiting:
                room = self._state.local_flow_control_window(stream)
                size = min(room, self._state.max_outbound_frame_size)
                content = self._waiting[stream]
                if room == 0 and content:
                    break
                done = len(content) <= size
                self._state.send_data(stream, content[:size], end_stream=done)
                if done:
                    del self._waiting[stream]
                else:
                    self._waiting[stream] = content[size:]
        self._transport.write(self._state.data_to_send())


@cache
def _sent(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.compress(content, 6) if path.suffix in _COMPRESSED else content


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site; gives its address, whose certificate nobody vouches for."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    start = loop.create_server(lambda: _Connection(site), "127.0.0.1", 0, ssl=_certificate())
    server = asyncio.run_coroutine_threadsafe(start, loop).result()
    yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


def _certificate() -> ssl.SSLContext:
    """Return a certificate made for the occasion: browsers speak HTTP/2 only over TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["h2"])
    with tempfile.TemporaryDirectory() as folder:
        key, certificate = f"{folder}/key.pem", f"{folder}/certificate.pem"
        ask = "openssl req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -days 1"
        files = ["-subj", "/CN=localhost", "-keyout", key, "-out", certificate]
        subprocess.run([*ask.split(), *files], check=True, capture_output=True)
        context.load_cert_chain(certificate, key)
    return context
