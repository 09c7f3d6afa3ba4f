"""The client: it asks again where that may help, and waits as long as each host asks.

One client serves one run. It remembers which hosts asked it to wait and which are not there, and asks one host no more
than two things at once.
"""

from __future__ import annotations

import random
import ssl
import time
import weakref
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import BoundedSemaphore, Lock
from urllib.parse import urlsplit

import httpx

from outcomes_xl.http.one_request import Ask, Limits, NoAnswer, Response, Why, send
from outcomes_xl.http.secrets import hush_the_logs

AGENT = "outcomes-xl (shared outcomes framework toolkit)"
_AT_ONCE = 2
_SLICE = 0.25
_NOBODY = frozenset({Why.NO_CONNECTION, Why.NO_REPLY, Why.TOO_SLOW, Why.PROXY})
_MAY_HELP = _NOBODY | {Why.BROKE_OFF, Why.WRONG_LENGTH, Why.NOT_WHOLE, Why.ODDLY_PACKED, Why.BUSY}
_TOO_MUCH = 504
"""The host did not finish in its own time: the question is made smaller by whoever asks, not by asking often."""


class Clock:
    """What the client knows of time; tests bring their own."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def ticks(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class _Host:
    def __init__(self) -> None:
        self.turns = BoundedSemaphore(_AT_ONCE)
        self.not_before = 0.0
        self.given_up: NoAnswer | None = None


class HttpClient:
    """Asks over HTTP within limits, through the system's proxies and with the certificates it trusts.

    Councils put their inspecting proxy's certificate there. Neither can be switched off.
    """

    def __init__(
        self, limits: Limits | None = None, clock: Clock | None = None, certificates: ssl.SSLContext | None = None
    ) -> None:
        self.limits, self.clock = limits or Limits(), clock or Clock()
        self._certificates = certificates
        self._hosts: dict[str, _Host] = {}
        self._lock = Lock()
        self._http: httpx.Client | None = None
        hush_the_logs()

    def __enter__(self) -> HttpClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._http:
            self._http.close()

    def fetch(self, ask: Ask) -> Response:
        """Return what is answered, whatever the status but a busy host's, tried again where that may help.

        Raises NoAnswer after the last try, or what ``ask.stop`` raises.
        """
        with self._lock:
            host = self._hosts.setdefault(urlsplit(ask.url).netloc, _Host())
        limits = self.limits
        if host.given_up:
            raise host.given_up
        for attempt in range(1, limits.tries + 1):
            with host.turns:
                self._wait_until(host.not_before, ask)
                try:
                    return self._one_try(ask)
                except NoAnswer as one:
                    slip = one
                pause = limits.pause * 2 ** (attempt - 1) * random.uniform(1 - limits.spread, 1 + limits.spread)
                wait = max(pause, slip.wait)
                host.not_before = self.clock.ticks() + min(wait, limits.longest_pause)
            in_vain = slip.why in _NOBODY or slip.status == _TOO_MUCH
            tries = limits.tries_in_vain if in_vain else limits.tries
            if slip.why not in _MAY_HELP or wait > limits.longest_pause or attempt >= tries:
                break
        host.not_before, slip.tries = 0.0, attempt
        if slip.why in _NOBODY | {Why.CERTIFICATE, Why.BUSY, Why.PROXY_SIGN_IN} and slip.status != _TOO_MUCH:
            host.given_up = slip  # the next question of this run would meet the same, and the officer is waiting
        raise slip

    def _one_try(self, ask: Ask) -> Response:
        """Return one answer, at the end of the redirects that may be followed."""
        for _ in range(self.limits.redirects + 1):
            answer = send(self._open(), ask, self.limits, self.clock.ticks)
            if not answer.elsewhere or not self.limits.redirects:
                break
            if urlsplit(answer.elsewhere).scheme != "https":
                raise NoAnswer(Why.UNSAFE_ADDRESS, answer.elsewhere)
            ask = replace(ask, url=answer.elsewhere)
        else:
            raise NoAnswer(Why.ROUND_AND_ROUND)
        if answer.status in self.limits.busy:
            wait = retry_after(answer.headers.get("retry-after", ""), self.clock.now())
            raise NoAnswer(Why.BUSY, status=answer.status, wait=wait)
        if answer.status == 200 and not ask.is_whole(answer.body):
            raise NoAnswer(Why.NOT_WHOLE)
        return answer

    def _open(self) -> httpx.Client:
        """Return httpx's client, which follows no redirect by itself: portals live on them."""
        with self._lock:
            if self._http is None:
                try:
                    self._http = httpx.Client(
                        verify=self._certificates or ssl.create_default_context(),
                        headers={"User-Agent": AGENT},
                    )
                    # Whoever forgets to close it leaves no connections open in a helper that runs all day.
                    weakref.finalize(self, self._http.close)
                except (ValueError, OSError) as error:
                    raise NoAnswer(Why.PROXY_SETTINGS, str(error)) from None
            return self._http

    def _wait_until(self, ticks: float, ask: Ask) -> None:
        ask.stop()
        while (left := ticks - self.clock.ticks()) > 0:
            self.clock.sleep(min(left, _SLICE))
            ask.stop()


def retry_after(text: str, now: datetime) -> float:
    """Return the seconds a Retry-After header asks for: "120", or a date. 0 where it says nothing."""
    if text.strip().isdecimal():
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return 0.0
    return max(0.0, ((when if when.tzinfo else when.replace(tzinfo=UTC)) - now).total_seconds())
