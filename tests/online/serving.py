"""A web server on this computer's loopback, for a test: it answers what the test says, also badly."""

from __future__ import annotations

import gzip
import json
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request as it came: ``target`` is what stood in the request line."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.target).query, keep_blank_values=True)

    def param(self, name: str) -> str:
        return self.query.get(name, [""])[0]


@dataclass(frozen=True)
class Reply:
    """An answer. ``cut`` leaves out that many bytes of what Content-Length promises; ``hang`` never answers."""

    status: int = 200
    body: bytes = b""
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    zipped: bool = False
    cut: int = 0
    hang: Any = None

    @classmethod
    def json(cls, said: Any, status: int = 200, **more: Any) -> Reply:
        return cls(status, json.dumps(said).encode(), **more)

    @classmethod
    def csv(cls, text: str, **more: Any) -> Reply:
        return cls(200, text.encode(), "text/csv", **more)

    @classmethod
    def page(cls, status: int = 200) -> Reply:
        return cls(status, b"<!DOCTYPE html><html><title>Sign in to the council's wifi</title></html>", "text/html")


Answers = Callable[[Asked], Reply]


@dataclass
class Server:
    """A running server: its address, and everything it was asked."""

    address: str
    asked: list[Asked]
    answer: Answers


@contextmanager
def serving(answer: Answers, certificate: Any = None) -> Iterator[Server]:
    """Serve until the block ends; with a certificate (of trustme), by HTTPS."""
    server = Server("", [], answer)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # headers and body in one packet: a second one waits for the first to be acknowledged

        def _answer(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.command, self.path, headers, self.rfile.read(length))
            server.asked.append(asked)
            self._send(server.answer(asked))

        def _send(self, reply: Reply) -> None:
            if reply.hang is not None:
                reply.hang.wait(20)
                self.close_connection = True
                return
            body = gzip.compress(reply.body) if reply.zipped else reply.body
            self.send_response(reply.status)
            headers = {"Content-Type": reply.kind, "Content-Length": str(len(body)), **reply.headers}
            headers |= {"Content-Encoding": "gzip"} if reply.zipped else {}
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            if reply.status != 304:
                self.wfile.write(body[: len(body) - reply.cut])
            if reply.cut:
                self.close_connection = True

        do_GET = do_POST = _answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            return

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    scheme = "http"
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        http.socket = context.wrap_socket(http.socket, server_side=True)
        scheme = "https"
    server.address = f"{scheme}://{'localhost' if certificate else '127.0.0.1'}:{http.server_address[1]}"
    Thread(target=http.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()


class FakeClock:
    """A clock that stands still until somebody sleeps; ``slept`` is how long in all."""

    def __init__(self, now: datetime = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)) -> None:
        self.start, self.slept = now, 0.0

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.slept)

    def ticks(self) -> float:
        return self.slept

    def sleep(self, seconds: float) -> None:
        self.slept += seconds

    def later(self, **time: float) -> None:
        self.start += timedelta(**time)
