"""How services are asked: politely, patiently, and not again for what is kept and still stands.

It says in officers' words why something could not be had. How that goes over the wire is the HTTP client's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from outcomes_xl.http.http_client import Clock, HttpClient
from outcomes_xl.http.kept_answers import KeptAnswer, KeptAnswers
from outcomes_xl.http.one_request import Ask, Limits, NoAnswer
from outcomes_xl.model.cannot_use import CannotReach, CutShort, Offline, Stopped, Unreachable
from outcomes_xl.sources.online.refusals import must_be, refusal, unanswered
from outcomes_xl.sources.protocol import Cancelled


@dataclass(frozen=True)
class Request:
    """One question to a service. ``address`` and ``params`` hold no key; ``sign`` adds one at the last moment.

    ``expects`` is "json", "csv", or "page" for a web page. ``for_good``: the answer can never change (a pinned data set
    version), so a kept one is not asked for again. ``fresh_for``: how long a kept answer without validators is used
    unasked. ``silence``: how many seconds to wait for the next byte, of a service that is known to be slow.
    """

    service: str
    address: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None
    expects: str = "json"
    for_good: bool = False
    fresh_for: timedelta = timedelta()
    silence: float = 0.0
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
    """What came back. ``fetched`` is when the service gave it. ``instead_of`` says why an older one is used, or "";
    ``unreachable`` is then true where nobody was there to ask.
    """

    body: bytes
    kind: str
    fetched: datetime
    asked_now: bool = True
    instead_of: str = ""
    unreachable: bool = False

    def json(self, service: str) -> Any:
        """Return the answer's JSON. Raises CutShort where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            raise CutShort(f"{service} sent an answer that breaks off or is no JSON.", "Run it again later.") from None


class Client:
    """Asks services. One for a whole run, in which a host that is not there is left alone."""

    def __init__(
        self,
        store: KeptAnswers | None = None,
        *,
        offline: bool = False,
        clock: Clock | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.store, self.offline = store, offline
        self._http = HttpClient(limits, clock)
        self.clock = self._http.clock

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

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
            found = self._asked_now(request, kept, cancelled)
        except CannotReach as trouble:
            if kept is None or not trouble.again:
                raise
            away = isinstance(trouble, Unreachable)
            return Answer(kept.body, kept.kind, kept.fetched, False, trouble.what, away)
        if self.store:
            self.store.keep(request.service, request.asked, found)
        return Answer(found.body, found.kind, found.fetched)

    def forget(self, request: Request) -> None:
        """Keep no answer to a question any longer."""
        if self.store:
            self.store.forget(request.service, request.asked)

    def _still_fresh(self, request: Request, kept: KeptAnswer) -> bool:
        return not kept.conditions and self.clock.now() - kept.confirmed < request.fresh_for

    def _asked_now(self, request: Request, kept: KeptAnswer | None, cancelled: Cancelled) -> KeptAnswer:
        """Return what the service answers, or the kept answer once it has said that this still stands."""

        def stop() -> None:
            if cancelled():
                raise Stopped

        # Without the second kind a service that has only a problem to tell may answer 406, and not say which.
        kind = {"json": "application/json", "csv": "text/csv"}.get(request.expects, "text/html")
        headers = {"Accept": f"{kind}, application/problem+json", "Accept-Encoding": "gzip"}
        content = None
        if request.body is not None:
            content = json.dumps(request.body).encode()
            headers["Content-Type"] = "application/json"
        elif kept:
            headers |= kept.conditions
        url = request.sign(request.url) if request.sign else request.url
        try:
            response = self._http.fetch(Ask(url, headers, content, stop, silence=request.silence))
        except NoAnswer as slip:
            raise unanswered(request.service, request.host, slip) from None
        if response.status == 304 and kept:
            return replace(kept, confirmed=self.clock.now())
        if response.status != 200:
            raise refusal(request.service, request.host, response)
        must_be(request.service, request.expects, response)
        return KeptAnswer.of(response.body, response.headers, self.clock.now(), response.kind)
