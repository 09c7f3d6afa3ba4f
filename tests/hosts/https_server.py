"""A small HTTPS server of our own, with a certificate made for the test, that goes wrong in every way we know of."""

from __future__ import annotations

import ipaddress
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ETAG, DAY = '"one"', "Mon, 05 Oct 2026 08:00:00 GMT"


@dataclass
class Site:
    """The running server: its address, the authority that vouches for it, and what it was asked."""

    address: str
    authority: Path
    data: bytes
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def count(self, path: str) -> int:
        return sum(one == path for one, _ in self.asked)


@contextmanager
def serving(folder: Path, data: bytes, host: str = "127.0.0.1", days: tuple[int, int] = (-1, 2)) -> Iterator[Site]:
    """Serve ``data`` on the loopback address under a certificate for ``host``, good for ``days`` from today."""
    authority, chain = certificate(folder, host, days)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.site = Site(f"https://127.0.0.1:{server.server_port}", authority, data)  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.site  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()


class Handler(BaseHTTPRequestHandler):
    """Each path is one way to answer."""

    protocol_version = "HTTP/1.1"
    timeout = 5

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        name = self.path.split("?")[0].strip("/").split("/")[0].split(".")[0].replace("-", "_")
        self.close_connection = True
        getattr(self, name)(site)

    def answer(self, status: int, body: bytes = b"", length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def good(self, site: Site) -> None:
        if self.headers.get("If-None-Match") == ETAG:
            self.answer(304, ETag=ETAG)
        else:
            self.answer(200, site.data, ETag=ETAG, Last_Modified=DAY)

    def flaky(self, site: Site) -> None:
        self.answer(503) if site.count(self.path) < 3 else self.good(site)

    def busy(self, site: Site) -> None:
        self.answer(503, Retry_After="7")

    def busy_for_an_hour(self, site: Site) -> None:
        self.answer(503, Retry_After="3600")

    def silent(self, site: Site) -> None:
        time.sleep(1)

    def slow(self, site: Site) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(site.data)))
        self.end_headers()
        for place in range(200):
            self.wfile.write(site.data[place : place + 1])
            self.wfile.flush()
            time.sleep(0.02)

    def cut(self, site: Site) -> None:
        self.answer(200, site.data[: len(site.data) // 2], len(site.data))

    def cut_without_a_length(self, site: Site) -> None:
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(site.data[: len(site.data) // 2])

    def too_short_a_length(self, site: Site) -> None:
        self.answer(200, site.data, len(site.data) - 100)

    def too_long_a_length(self, site: Site) -> None:
        self.answer(200, site.data, len(site.data) + 100)

    def zeros(self, site: Site) -> None:
        self.answer(200, site.data[:2000] + bytes(len(site.data) - 2000))

    def missing(self, site: Site) -> None:
        self.answer(404, b"<html>Not here</html>")

    def forbidden(self, site: Site) -> None:
        self.answer(403)

    def sign_in(self, site: Site) -> None:
        self.answer(302, Location="/login?next=file")

    def login(self, site: Site) -> None:
        self.answer(200, b"<!DOCTYPE html><html><title>Sign in to your account</title></html>")

    def moved(self, site: Site) -> None:
        self.answer(301, Location="/good")

    def unsafe(self, site: Site) -> None:
        self.answer(302, Location="http://127.0.0.1/good")

    def loop(self, site: Site) -> None:
        self.answer(302, Location="/loop")

    def teapot(self, site: Site) -> None:
        self.answer(418)

    def text(self, site: Site) -> None:
        self.answer(200, b"metric,value\n1,2\n")


def certificate(folder: Path, host: str, days: tuple[int, int]) -> tuple[Path, Path]:
    """Make an authority and a certificate it vouches for; return (the authority's file, the server's chain)."""
    root, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ours = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority for one test")])
    now = datetime.now(UTC)

    def built(name: x509.Name, public: ec.EllipticCurvePublicKey, span: tuple[int, int]) -> x509.CertificateBuilder:
        made = x509.CertificateBuilder().subject_name(name).issuer_name(ours).public_key(public)
        made = made.serial_number(x509.random_serial_number())
        return made.not_valid_before(now + timedelta(span[0])).not_valid_after(now + timedelta(span[1]))

    identifier = x509.SubjectKeyIdentifier.from_public_key(root.public_key())
    signing = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
    authority = built(ours, root.public_key(), (-5, 5)).add_extension(x509.BasicConstraints(True, None), True)
    authority = authority.add_extension(identifier, False).add_extension(signing, True)
    try:
        names: list[x509.GeneralName] = [x509.IPAddress(ipaddress.ip_address(host))]
    except ValueError:
        names = [x509.DNSName(host)]
    leaf = built(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)]), key.public_key(), days)
    leaf = leaf.add_extension(x509.SubjectAlternativeName(names), False)
    leaf = leaf.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root.public_key()), False)
    pem = serialization.Encoding.PEM
    folder.mkdir(parents=True, exist_ok=True)
    known, chain = folder / "authority.pem", folder / "server.pem"
    known.write_bytes(authority.sign(root, hashes.SHA256()).public_bytes(pem))
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    chain.write_bytes(private + leaf.sign(root, hashes.SHA256()).public_bytes(pem))
    return known, chain
