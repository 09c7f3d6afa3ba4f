"""One request over the wire, its answer taken in whole and proved whole: right length, packing to its end, in time."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Protocol
from urllib.parse import urljoin, urlsplit

import httpx

_FOR_A_TURN = 60.0
"""Seconds to wait for a connection that another question is using."""
_MOVED = (301, 302, 303, 307, 308)
_PAGES = (b"<!doctype html", b"<html", b"<head", b"<script", b"<meta")


class Why(Enum):
    """Why no whole answer came."""

    NO_CONNECTION = auto()
    NO_REPLY = auto()
    TOO_SLOW = auto()
    PROXY = auto()
    PROXY_SIGN_IN = auto()
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
    """No whole answer came, after ``tries``. It does not remember what was asked: an address may hold a key.

    ``about`` is an odd packing, an unsafe address we were sent to, or what is wrong with the proxy. ``status`` is that
    of a refusal or a busy host, ``wait`` the seconds which that host asks for.
    """

    def __init__(self, why: Why, about: str = "", status: int = 0, wait: float = 0.0) -> None:
        super().__init__(why)
        self.why, self.about, self.status, self.wait, self.tries = why, about, status, wait, 1


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to wait, in seconds, how often to try, and how much to take in, in bytes.

    ``silence`` is the longest wait for the next byte, ``whole`` the longest for one answer however steadily it drips.
    The pause between two tries doubles; ``spread`` is by what part of it it may differ, so that 33 boroughs do not all
    try again at once. A host that asks for more than ``longest_pause`` is left at once. ``tries_in_vain`` is how often
    to try where nobody answers, or the question is too much for the host.
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


class Into(Protocol):
    """Where bytes are taken in as they come, still packed: what to ask for, and what takes an answer that begins."""

    def headers(self) -> Mapping[str, str]: ...

    def begin(self, answer: httpx.Response) -> Callable[[bytes], None]: ...


@dataclass(frozen=True)
class Ask:
    """What is asked. ``stop`` is called again and again meanwhile; whoever wants to stop raises something in it.

    ``is_whole`` says of an answer whether it is all there, for what tells that itself. With ``into`` the answer's body
    stays empty. ``silence`` is a longer wait for the next byte than the limits', for what is known to be slow.
    """

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    stop: Callable[[], None] = lambda: None
    is_whole: Callable[[bytes], bool] = lambda body: True
    into: Into | None = None
    silence: float = 0.0


@dataclass(frozen=True)
class Response:
    """An answer as it came, whole and unpacked. ``elsewhere`` is the address it sends us on to, or ""."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    host: str = ""
    elsewhere: str = field(default="", repr=False)

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def looks_like_a_page(self) -> bool:
        """Whether it is HTML, which is what a sign-in page and a filter's page are."""
        start = self.body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        return self.kind in ("text/html", "application/xhtml+xml") or start.startswith(_PAGES)


def send(client: httpx.Client, ask: Ask, limits: Limits, ticks: Callable[[], float]) -> Response:
    """Return the answer to one request, whatever its status. Raises NoAnswer, or what ``ask.stop`` raises."""
    headers = {**ask.headers, **(ask.into.headers() if ask.into else {})}
    method = "GET" if ask.content is None else "POST"
    try:
        patience = httpx.Timeout(max(limits.silence, ask.silence), connect=limits.connect, pool=_FOR_A_TURN)
        with client.stream(method, ask.url, content=ask.content, headers=headers, timeout=patience) as answer:
            raw, to = bytearray(), answer.headers.get("location", "")
            _take_in(answer, ask, limits, ticks, ask.into.begin(answer) if ask.into else raw.extend)
            body = _unpacked(answer.headers.get("content-encoding", "").strip().lower(), bytes(raw), limits.size)
            elsewhere = urljoin(ask.url, to) if to and answer.status_code in _MOVED else ""
            return Response(answer.status_code, answer.headers, body, urlsplit(ask.url).hostname or "", elsewhere)
    except NoAnswer as known:
        slip = known
    except httpx.ProxyError as error:
        slip = NoAnswer(Why.PROXY_SIGN_IN if "407" in str(error) else Why.PROXY)
    except httpx.TimeoutException:
        slip = NoAnswer(Why.NO_REPLY)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, ValueError):
        slip = NoAnswer(Why.NOT_AN_ADDRESS)
    except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError, httpx.DecodingError, zlib.error):
        slip = NoAnswer(Why.BROKE_OFF)
    except httpx.HTTPError as error:
        slip = NoAnswer(Why.CERTIFICATE if _about_certificates(error) else Why.NO_CONNECTION)
    raise slip  # out here, so that it does not carry httpx's own exception, which remembers the request


def _take_in(
    answer: httpx.Response, ask: Ask, limits: Limits, ticks: Callable[[], float], put: Callable[[bytes], None]
) -> None:
    """Take in an answer as it comes, and see that it is as long as it says, not too long, and not too late."""
    end, received = ticks() + limits.whole, 0
    for chunk in answer.iter_raw():
        ask.stop()
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
    if packing in ("", "identity") or not raw:
        return raw
    if packing not in ("gzip", "x-gzip"):
        raise NoAnswer(Why.ODDLY_PACKED, packing[:20])
    return b"".join(_members(raw, most))


def _members(left: bytes, most: int) -> Iterator[bytes]:
    while left:
        member = zlib.decompressobj(31)
        text = member.decompress(left, most + 1)
        most -= len(text)
        if most < 0:
            raise NoAnswer(Why.TOO_LARGE)
        if not member.eof:
            raise NoAnswer(Why.BROKE_OFF)
        yield text
        left = member.unused_data


def _about_certificates(slip: BaseException | None) -> bool:
    while slip is not None:
        if isinstance(slip, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(slip):
            return True
        slip = slip.__cause__ or slip.__context__
    return False
