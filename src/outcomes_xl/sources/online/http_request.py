"""One request over the wire, its answer taken in whole and proved whole: right length, gzip to its end, no page."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from outcomes_xl.sources.online.service_trouble import CannotReach, CutShort, Unreachable

_MOST_BYTES = 400_000_000
_LONGEST = 180.0
"""The longest an answer may take to arrive, in seconds, however steadily it drips."""
_LIMITS = httpx.Timeout(connect=10, read=30, write=30, pool=60)
_LATER = "Run it again later."


class TryAgain(Exception):
    """It did not work this time; ``trouble`` says why, should it never work."""

    def __init__(self, trouble: CannotReach) -> None:
        self.trouble = trouble


@dataclass(frozen=True)
class Raw:
    """An answer as it came, unpacked. ``elsewhere`` is the host it sends us on to, or ""."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    elsewhere: str = ""

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def looks_like_a_page(self) -> bool:
        start = self.body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        return self.kind in ("text/html", "application/xhtml+xml") or start.startswith(
            (b"<!doctype", b"<html", b"<head")
        )


def open_client() -> httpx.Client:
    """Return a client with the system's proxies and certificates. It follows no redirect: a portal lives on them."""
    return httpx.Client(
        verify=ssl.create_default_context(),
        timeout=_LIMITS,
        limits=httpx.Limits(max_connections=8, max_keepalive_connections=8),
        trust_env=True,
    )


def send(
    client: httpx.Client,
    service: str,
    host: str,
    url: str,
    content: bytes | None,
    headers: Mapping[str, str],
    ticks: Callable[[], float],
) -> Raw:
    """Return the answer to one request. Raises TryAgain where another try may help, else CannotReach.

    Nothing raised here remembers the request, whose address may hold a key.
    """
    trouble: CannotReach
    try:
        method = "GET" if content is None else "POST"
        with client.stream(method, url, content=content, headers=dict(headers)) as answer:
            body = _whole(service, answer, ticks)
            return Raw(answer.status_code, dict(answer.headers), body, _elsewhere(answer))
    except httpx.ProxyError:
        trouble = Unreachable(
            "The proxy did not let us through.", "Ask your IT colleagues which proxy this computer should use."
        )
    except httpx.ConnectError as slip:
        if _is_certificate(slip):
            raise _certificate(service) from None
        trouble = Unreachable(
            f"{service} could not be reached.",
            f"Look whether this computer has internet and may reach {host}; without it, use a folder of files.",
        )
    except httpx.TimeoutException:
        trouble = Unreachable(f"{service} did not answer in time.", _LATER)
    except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError, httpx.DecodingError, zlib.error):
        trouble = CutShort(f"The answer of {service} broke off.", _LATER)
    except httpx.HTTPError:
        trouble = Unreachable(f"{service} could not be reached.", _LATER)
    except CutShort as short:
        trouble = short
    raise TryAgain(trouble) from None


def _whole(service: str, answer: httpx.Response, ticks: Callable[[], float]) -> bytes:
    """Return the unpacked body. httpx itself lets gzip that breaks off pass, so it is unpacked here."""
    end, raw, received = ticks() + _LONGEST, bytearray(), 0
    for chunk in answer.iter_raw():
        received += len(chunk)
        raw += chunk
        if received > _MOST_BYTES:
            raise CutShort(f"The answer of {service} is larger than this tool takes.", "Use a folder of files.")
        if ticks() > end:
            raise Unreachable(f"{service} answered too slowly.", _LATER)
    promised = answer.headers.get("content-length", "")
    if promised.isdecimal() and int(promised) != received and answer.status_code != 304:
        raise CutShort(f"The answer of {service} is shorter than it says.", _LATER)
    packed = answer.headers.get("content-encoding", "").strip().lower()
    if packed in ("", "identity") or not raw:
        return bytes(raw)
    if packed not in ("gzip", "x-gzip"):
        raise CutShort(f"{service} packed its answer in a way we did not ask for ({packed[:20]}).", _LATER)
    return b"".join(_unpacked(service, bytes(raw)))


def _unpacked(service: str, raw: bytes) -> Iterator[bytes]:
    left, size = raw, 0
    while left:
        member = zlib.decompressobj(31)
        text = member.decompress(left, _MOST_BYTES - size + 1)
        size += len(text)
        if size > _MOST_BYTES:
            raise CutShort(f"The answer of {service} is larger than this tool takes.", "Use a folder of files.")
        if not member.eof:
            raise CutShort(f"The answer of {service} broke off.", _LATER)
        yield text
        left = member.unused_data


def _elsewhere(answer: httpx.Response) -> str:
    if answer.status_code not in (301, 302, 303, 307, 308):
        return "the network's own page" if answer.status_code == 511 else ""
    to = urlsplit(answer.headers.get("location", "")).hostname
    return to or "another page"


def _is_certificate(slip: BaseException | None) -> bool:
    while slip is not None:
        if isinstance(slip, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(slip):
            return True
        slip = slip.__cause__ or slip.__context__
    return False


def _certificate(service: str) -> Unreachable:
    return Unreachable(
        f"This computer does not trust the certificate shown for {service}; somebody may be reading along.",
        "Ask your IT colleagues; where they inspect traffic, SSL_CERT_FILE can name their certificate.",
    )
