"""The client: it asks again where that may help, and waits as long as each host asks.

One client serves one run. It remembers which hosts asked it to wait and which are not there, and asks one host no more
than two things at once.
"""

from __future__ import annotations

import random
import ssl
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import BoundedSemaphore, Lock
from typing import Protocol
from urllib.parse import urlsplit

import httpx

from outcomes_xl.http.one_request import Limits, NoAnswer, Response, Stop, Why, open_client, send
from outcomes_xl.http.secrets import hush_the_logs

AGENT = "outcomes-xl (shared outcomes framework toolkit)"
_AT_ONCE = 2
_SLICE = 0.25
_NOBODY = frozenset({Why.NO_CONNECTION, Why.NO_REPLY, Why.TOO_SLOW, Why.PROXY, Why.PROXY_SETTINGS})
_TRY_AGAIN = _NOBODY - {Why.PROXY_SETTINGS} | {
    Why.BROKE_OFF,
    Why.WRONG_LENGTH,
    Why.NOT_WHOLE,
    Why.ODDLY_PACKED,
    Why.BUSY,
}
_TOO_MUCH = 504
"""The host did not finish in its own time: the question is made smaller by whoever asks, not by asking often."""


class Clock(Protocol):
    """What the client knows of time; tests bring their own."""

    def now(self) -> datetime: ...

    def ticks(self) -> float: ...

    def sleep(self, seconds: float) -> None: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def ticks(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class Into(Protocol):
    """Where bytes are taken in as they come: what to ask for beside, and what takes in an answer that has begun."""

    def headers(self) -> Mapping[str, str]: ...

    def begin(self, answer: httpx.Response) -> Callable[[bytes], None]: ...


class _Host:
    def __init__(self) -> None:
        self.turns = BoundedSemaphore(_AT_ONCE)
        self.not_before = 0.0
        self.given_up: NoAnswer | None = None


def go_on() -> None:
    """Never stop."""


class HttpClient:
    """Asks over HTTP, within limits; through the system's proxies, with the certificates it trusts."""

    def __init__(
        self, limits: Limits | None = None, clock: Clock | None = None, certificates: ssl.SSLContext | None = None
    ) -> None:
        self.limits = limits or Limits()
        self.clock: Clock = clock or SystemClock()
        self._certificates = certificates
        self._hosts: dict[str, _Host] = {}
        self._lock = Lock()
        self._http: httpx.Client | None = None
        hush_the_logs()

    def close(self) -> None:
        if self._http:
            self._http.close()

    def __enter__(self) -> HttpClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def fetch(
        self,
        url: str,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        stop: Stop = go_on,
        is_whole: Callable[[Response], bool] = lambda _: True,
        into: Into | None = None,
    ) -> Response:
        """Return what an address answers, whatever its status but a busy host's, tried again where that may help.

        ``is_whole`` says of an answer whether it is all there, for what tells that itself; ``into`` takes in the bytes
        in place of the answer's body. Raises NoAnswer after the last try, or what ``stop`` raises.
        """
        host, limits = self._host(urlsplit(url).netloc), self.limits
        if host.given_up:
            raise host.given_up
        for attempt in range(1, limits.tries + 1):
            with host.turns:
                self._until(host.not_before, stop)
                try:
                    return self._one_try(url, content, headers or {}, stop, is_whole, into)
                except NoAnswer as one:
                    slip = one
                pause = limits.pause * 2 ** (attempt - 1) * random.uniform(1 - limits.spread, 1 + limits.spread)
                wait = max(pause, slip.wait or 0)
                host.not_before = self.clock.ticks() + min(wait, limits.longest_pause)
            nobody = slip.why in _NOBODY
            tries = limits.tries_in_vain if nobody or slip.status == _TOO_MUCH else limits.tries
            if slip.why not in _TRY_AGAIN or wait > limits.longest_pause or attempt >= tries:
                break
        host.not_before = 0.0
        slip.tries = attempt
        if nobody or slip.why is Why.CERTIFICATE or (slip.why is Why.BUSY and slip.status != _TOO_MUCH):
            host.given_up = slip  # the next question of this run would meet the same, and the officer is waiting
        raise slip

    def _one_try(
        self,
        url: str,
        content: bytes | None,
        headers: Mapping[str, str],
        stop: Stop,
        is_whole: Callable[[Response], bool],
        into: Into | None,
    ) -> Response:
        """Return one answer, at the end of the redirects that may be followed."""
        asked = {"User-Agent": AGENT, **headers, **(into.headers() if into else {})}
        taker = into.begin if into else None
        for _ in range(self.limits.redirects + 1):
            answer = send(self._open(), url, content, asked, self.limits, self.clock.ticks, stop, taker)
            if not answer.elsewhere or not self.limits.redirects:
                break
            url = answer.elsewhere
            if urlsplit(url).scheme != "https":
                raise NoAnswer(Why.UNSAFE_ADDRESS, url)
        else:
            raise NoAnswer(Why.ROUND_AND_ROUND)
        if answer.status in self.limits.busy:
            asked_for = retry_after(answer.headers.get("retry-after", ""), self.clock.now())
            raise NoAnswer(Why.BUSY, status=answer.status, wait=asked_for)
        if answer.status == 200 and not is_whole(answer):
            raise NoAnswer(Why.NOT_WHOLE)
        return answer

    def _open(self) -> httpx.Client:
        with self._lock:
            if self._http is None:
                try:
                    self._http = open_client(self.limits, self._certificates)
                except (ValueError, OSError) as error:
                    raise NoAnswer(Why.PROXY_SETTINGS, str(error)) from None
            return self._http

    def _host(self, name: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(name, _Host())

    def _until(self, ticks: float, stop: Stop) -> None:
        while True:
            stop()
            left = ticks - self.clock.ticks()
            if left <= 0:
                return
            self.clock.sleep(min(left, _SLICE))


def retry_after(text: str, now: datetime) -> float | None:
    """Return the seconds a Retry-After header asks for: "120", or a date. None where it says nothing."""
    text = text.strip()
    if text.isdecimal():
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - now).total_seconds())
