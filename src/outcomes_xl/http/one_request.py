"""One request over the wire, its answer taken in whole and proved whole: right length, packing to its end, in time."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from urllib.parse import urljoin

import httpx

Ticks = Callable[[], float]
Stop = Callable[[], None]
"""Asked again and again while we wait or take in; whoever wants to stop raises something of their own in it."""
Taker = Callable[[httpx.Response], Callable[[bytes], None]]
"""Given an answer's beginning, returns what takes in its bytes as they come, still packed."""


class Why(Enum):
    """Why no whole answer came."""

    NO_CONNECTION = auto()
    NO_REPLY = auto()
    TOO_SLOW = auto()
    PROXY = auto()
    PROXY_SETTINGS = auto()
    CERTIFICATE = auto()
    BROKE_OFF = auto()
    WRONG_LENGTH = auto()
    NOT_WHOLE = auto()
    ODDLY_PACKED = auto()
    TOO_LARGE = auto()
    BUSY = auto()
    REFUSED = auto()
    NOT_AN_ADDRESS = auto()
    UNSAFE_ADDRESS = auto()
    ROUND_AND_ROUND = auto()


class NoAnswer(Exception):
    """No whole answer came, after ``tries``. It remembers no address: that may hold a key.

    ``about`` is an odd packing, an unsafe address we were sent to, or what is wrong with the proxy. ``status`` is that
    of a refusal or a busy host, ``wait`` the seconds which that host asks for.
    """

    def __init__(self, why: Why, about: str = "", status: int = 0, wait: float | None = None) -> None:
        super().__init__(why)
        self.why, self.about, self.status, self.wait = why, about, status, wait
        self.tries = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to wait, in seconds, how often to try, and how much to take in, in bytes.

    ``silence`` is the longest wait for the next byte, ``whole`` the longest for one answer however steadily it drips.
    A pause between two tries begins at ``pause`` and doubles; ``spread`` is by what part of it it may differ, so that
    33 boroughs do not all try again at once. A host that asks for more than ``longest_pause`` is left at once.
    ``tries_in_vain`` is how often to try where nobody answers, or the question is too much for the host.
    """

    connect: float = 10.0
    silence: float = 30.0
    whole: float = 180.0
    tries: int = 4
    tries_in_vain: int = 2
    pause: float = 1.0
    spread: float = 0.0
    longest_pause: float = 60.0
    redirects: int = 0
    size: int = 400_000_000
    busy: frozenset[int] = frozenset({429, 502, 503, 504})


@dataclass(frozen=True)
class Response:
    """An answer as it came, whole and unpacked. ``host`` is who gave it; ``elsewhere`` where it sends us on, or ""."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    host: str = ""
    elsewhere: str = ""

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def looks_like_a_page(self) -> bool:
        """Whether it is HTML, which is what a sign-in page and a filter's page are."""
        start = self.body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        pages = (b"<!doctype html", b"<html", b"<head", b"<script", b"<meta")
        return self.kind in ("text/html", "application/xhtml+xml") or start.startswith(pages)


def open_client(limits: Limits, certificates: ssl.SSLContext | None) -> httpx.Client:
    """Return httpx's client with the system's proxies and certificates: councils put their inspecting proxy's there.

    Neither can be switched off. It follows no redirect by itself: portals live on them.
    """
    return httpx.Client(
        verify=certificates or ssl.create_default_context(),
        timeout=httpx.Timeout(limits.silence, connect=limits.connect, pool=60),
        limits=httpx.Limits(max_connections=8, max_keepalive_connections=8),
        trust_env=True,
    )


def send(
    client: httpx.Client,
    url: str,
    content: bytes | None,
    headers: Mapping[str, str],
    limits: Limits,
    ticks: Ticks,
    stop: Stop,
    taker: Taker | None = None,
) -> Response:
    """Return the answer to one request, whatever its status; its body stays empty where ``taker`` takes it in.

    Raises NoAnswer. Nothing raised here remembers the request.
    """
    try:
        method = "GET" if content is None else "POST"
        with client.stream(method, url, content=content, headers=dict(headers)) as answer:
            raw = bytearray()
            _take_in(answer, limits, ticks, stop, taker(answer) if taker else raw.extend)
            body = _unpacked(answer.headers.get("content-encoding", ""), bytes(raw), limits.size)
            return Response(answer.status_code, answer.headers, body, answer.url.host, _elsewhere(answer, url))
    except NoAnswer as known:
        slip = known
    except httpx.ProxyError:
        slip = NoAnswer(Why.PROXY)
    except httpx.TimeoutException:
        slip = NoAnswer(Why.NO_REPLY)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        slip = NoAnswer(Why.NOT_AN_ADDRESS)
    except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError, httpx.DecodingError, zlib.error):
        slip = NoAnswer(Why.BROKE_OFF)
    except httpx.HTTPError as error:
        slip = NoAnswer(Why.CERTIFICATE if _about_certificates(error) else Why.NO_CONNECTION)
    raise slip from None


def _take_in(answer: httpx.Response, limits: Limits, ticks: Ticks, stop: Stop, put: Callable[[bytes], object]) -> None:
    """Take in an answer as it comes, and see that it is as long as it says, not too long, and not too late."""
    end, received = ticks() + limits.whole, 0
    for chunk in answer.iter_raw():
        stop()
        received += len(chunk)
        if received > limits.size:
            raise NoAnswer(Why.TOO_LARGE)
        if ticks() > end:
            raise NoAnswer(Why.TOO_SLOW)
        put(chunk)
    promised = answer.headers.get("content-length", "")
    if promised.isdecimal() and int(promised) != received and answer.status_code != 304:
        raise NoAnswer(Why.WRONG_LENGTH)


def _unpacked(packing: str, raw: bytes, most: int) -> bytes:
    """Return the body unpacked. httpx itself lets gzip that breaks off pass, so it is done here."""
    packing = packing.strip().lower()
    if packing in ("", "identity") or not raw:
        return raw
    if packing not in ("gzip", "x-gzip"):
        raise NoAnswer(Why.ODDLY_PACKED, packing[:20])
    return b"".join(_members(raw, most))


def _members(left: bytes, most: int) -> Iterator[bytes]:
    size = 0
    while left:
        member = zlib.decompressobj(31)
        text = member.decompress(left, most - size + 1)
        size += len(text)
        if size > most:
            raise NoAnswer(Why.TOO_LARGE)
        if not member.eof:
            raise NoAnswer(Why.BROKE_OFF)
        yield text
        left = member.unused_data


def _elsewhere(answer: httpx.Response, url: str) -> str:
    """Return the address a redirect sends us on to, made whole; "" for any other answer."""
    to: str = answer.headers.get("location", "")
    if answer.status_code not in (301, 302, 303, 307, 308) or not to:
        return ""
    try:
        return urljoin(url, to)
    except ValueError:
        raise NoAnswer(Why.NOT_AN_ADDRESS) from None


def _about_certificates(slip: BaseException | None) -> bool:
    seen: set[int] = set()
    while slip is not None and id(slip) not in seen:
        if isinstance(slip, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(slip):
            return True
        seen.add(id(slip))
        slip = slip.__cause__ or slip.__context__
    return False
