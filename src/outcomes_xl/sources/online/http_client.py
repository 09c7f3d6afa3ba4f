"""The one HTTP client all services share: polite, patient for a while, and never fooled by a web page.

It keeps answers on disk and asks again only what may have changed; waits when a service asks it to; takes proxies and
certificates from the system; and says in officers' words why something could not be had.
"""

from __future__ import annotations

import json
import time
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import BoundedSemaphore, Lock
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

import httpx

from outcomes_xl.sources.online import http_request
from outcomes_xl.sources.online.answer_store import Store, Stored
from outcomes_xl.sources.online.api_keys import hush_the_logs
from outcomes_xl.sources.online.http_request import Raw, TryAgain
from outcomes_xl.sources.online.refusals import busy, must_be, refusal, retry_after
from outcomes_xl.sources.online.service_trouble import Busy, CannotReach, CutShort, Offline, Portal, Unreachable
from outcomes_xl.sources.protocol import Cancelled, Stopped

AGENT = "outcomes-xl (shared outcomes framework toolkit)"
_TRIES = 4
_FIRST_WAIT = 1.0
_LONGEST_WAIT = 60.0
"""The longest time between two tries, in seconds; a service that asks for more is left for another day."""
_SLICE = 0.25
_AT_ONCE = 2
"""Requests to one service at the same moment."""
_WAITING = frozenset({429, 502, 503, 504})


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


@dataclass(frozen=True)
class Request:
    """One question to a service. ``address`` and ``params`` hold no key; ``sign`` adds one at the last moment.

    ``expects`` is "json" or "csv". ``for_good``: the answer can never change (a pinned data set version), so a kept
    one is not asked for again. ``fresh_for``: how long a kept answer without validators is used unasked.
    """

    service: str
    address: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None
    expects: str = "json"
    for_good: bool = False
    fresh_for: timedelta = timedelta()
    sign: Callable[[str], str] | None = None

    @property
    def url(self) -> str:
        """The whole address without any key, percent-encoded once."""
        asked = "&".join(
            f"{quote(name, safe='')}={quote(str(value), safe=',:')}" for name, value in self.params.items()
        )
        return f"{self.address}?{asked}" if asked else self.address

    @property
    def asked(self) -> str:
        """What tells this question apart from others."""
        return self.url if self.body is None else f"{self.url} {json.dumps(self.body, sort_keys=True)}"

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""


@dataclass(frozen=True)
class Answer:
    """What came back. ``fetched`` is when the service gave it. ``instead_of`` says why an older one is used, or ""."""

    body: bytes
    kind: str
    fetched: datetime
    asked_now: bool = True
    instead_of: str = ""

    def json(self, service: str) -> Any:
        """Return the answer's JSON. Raises CutShort where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            raise CutShort(f"{service} sent an answer that breaks off or is no JSON.", "Run it again later.") from None


class _Host:
    def __init__(self) -> None:
        self.turns = BoundedSemaphore(_AT_ONCE)
        self.not_before = 0.0
        self.given_up: CannotReach | None = None


class Client:
    """Asks services. One for a whole run: it remembers which hosts asked it to wait, and which are not there."""

    def __init__(self, store: Store | None = None, *, offline: bool = False, clock: Clock | None = None) -> None:
        self.store, self.offline = store, offline
        self.clock: Clock = clock or SystemClock()
        self._hosts: dict[str, _Host] = {}
        self._lock = Lock()
        self._http: httpx.Client | None = None
        hush_the_logs()

    def close(self) -> None:
        if self._http:
            self._http.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, request: Request, cancelled: Cancelled) -> Answer:
        """Return a service's answer, a kept one where that is as good. Raises CannotReach, or Stopped."""
        if cancelled():
            raise Stopped
        kept = self.store.find(request.service, request.asked) if self.store else None
        if kept and (self.offline or request.for_good or self._still_fresh(request, kept)):
            return Answer(kept.body, kept.kind, kept.fetched, asked_now=False)
        if self.offline:
            what = f"{request.service} was not asked, since this is an offline run, and no earlier answer is kept."
            raise Offline(what, "Run it once with internet; the answers are then kept.")
        try:
            return self._asked_now(request, kept, cancelled)
        except (Unreachable, Busy, Portal, CutShort) as trouble:
            if kept is None:
                raise
            return Answer(kept.body, kept.kind, kept.fetched, asked_now=False, instead_of=trouble.what)

    def forget(self, request: Request) -> None:
        """Keep no answer to a question any longer."""
        if self.store:
            self.store.forget(request.service, request.asked)

    def _still_fresh(self, request: Request, kept: Stored) -> bool:
        return not (kept.etag or kept.modified) and self.clock.now() - kept.confirmed < request.fresh_for

    def _asked_now(self, request: Request, kept: Stored | None, cancelled: Cancelled) -> Answer:
        raw = self._patiently(request, kept, cancelled)
        now = self.clock.now()
        if raw.status == 304 and kept:
            if self.store:
                kept = self.store.confirm(request.service, request.asked, kept, now)
            return Answer(kept.body, kept.kind, kept.fetched)
        if raw.status != 200:
            raise refusal(request.service, request.host, raw)
        must_be(request.service, request.expects, raw)
        if self.store:
            answer = Stored(
                raw.body, raw.kind, now, now, raw.headers.get("etag", ""), raw.headers.get("last-modified", "")
            )
            self.store.keep(request.service, request.asked, answer)
        return Answer(raw.body, raw.kind, now)

    def _patiently(self, request: Request, kept: Stored | None, cancelled: Cancelled) -> Raw:
        """Try a few times, waiting as long as the service asks, and longer each time when it does not say."""
        host = self._host(urlsplit(request.address).netloc)
        if host.given_up:
            raise host.given_up
        for attempt in range(1, _TRIES + 1):
            with host.turns:
                self._until(host.not_before, cancelled)
                trouble: CannotReach
                asked_to_wait: float | None = None
                try:
                    raw = self._send(request, kept)
                except TryAgain as again:
                    trouble, asked_to_wait = again.trouble, None
                else:
                    if raw.status not in _WAITING:
                        return raw
                    asked_to_wait = retry_after(raw.headers.get("retry-after", ""), self.clock.now())
                    trouble = busy(request.service, raw.status, asked_to_wait)
                wait = asked_to_wait if asked_to_wait is not None else _FIRST_WAIT * 2 ** (attempt - 1)
                host.not_before = self.clock.ticks() + min(wait, _LONGEST_WAIT)
            # A question too big for the service (504) is not made smaller by asking often: the caller makes it smaller.
            timed_out = isinstance(trouble, Busy) and raw.status == 504
            # Nobody there is mostly the network's doing, and the officer is waiting.
            in_vain = attempt >= 2 and (timed_out or isinstance(trouble, Unreachable))
            if wait > _LONGEST_WAIT or attempt == _TRIES or in_vain:
                break
        host.not_before = 0.0
        if isinstance(trouble, Unreachable) or (isinstance(trouble, Busy) and raw.status != 504):
            host.given_up = trouble  # the next question of this run would meet the same
        raise trouble

    def _send(self, request: Request, kept: Stored | None) -> Raw:
        headers = {"Accept": "application/json" if request.expects == "json" else "text/csv"}
        headers |= {"Accept-Encoding": "gzip", "User-Agent": AGENT}
        if kept and request.body is None:
            headers |= {"If-None-Match": kept.etag} if kept.etag else {}
            headers |= {"If-Modified-Since": kept.modified} if kept.modified else {}
        content = None if request.body is None else json.dumps(request.body).encode()
        if content is not None:
            headers["Content-Type"] = "application/json"
        url = request.sign(request.url) if request.sign else request.url
        return http_request.send(self._open(), request.service, request.host, url, content, headers, self.clock.ticks)

    def _open(self) -> httpx.Client:
        with self._lock:
            if self._http is None:
                self._http = http_request.open_client()
                # Whoever forgets to close it leaves no connections open in a helper that runs all day.
                weakref.finalize(self, self._http.close)
            return self._http

    def _host(self, name: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(name, _Host())

    def _until(self, ticks: float, cancelled: Cancelled) -> None:
        while True:
            if cancelled():
                raise Stopped
            left = ticks - self.clock.ticks()
            if left <= 0:
                return
            self.clock.sleep(min(left, _SLICE))
