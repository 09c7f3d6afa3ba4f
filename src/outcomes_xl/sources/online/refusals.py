"""What a service's answer means when it is not what was asked for: statuses, problem documents, web pages."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from outcomes_xl.sources.online.api_keys import without_keys
from outcomes_xl.sources.online.http_request import Raw
from outcomes_xl.sources.online.service_trouble import (
    Busy,
    CannotReach,
    CutShort,
    NeedsKey,
    Portal,
    Refused,
    Unreachable,
)


def retry_after(text: str, now: datetime) -> float | None:
    """Return the seconds a Retry-After header asks for: "120", or a date. None where it says nothing."""
    from email.utils import parsedate_to_datetime

    text = text.strip()
    if text.isdecimal():
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - now).total_seconds())


def busy(service: str, status: int, wait: float | None) -> Busy:
    """Return what is said of a service that asks to wait (429, 503), or did not finish in its own time (504)."""
    if status == 504:
        return Busy(f"{service} did not finish in its own time.", "Run it again later.")
    if status == 429:
        what = f"{service} says it was asked too often for now."
    else:
        what = f"{service} is not available at the moment."
    minutes = 0 if wait is None else -(-int(wait) // 60)
    later = f"Run it again in {minutes} minute{'s' if minutes > 1 else ''}." if minutes else "Run it again later."
    return Busy(what, later)


def refusal(service: str, host: str, raw: Raw) -> CannotReach:
    """Return why an answer that is no 200 cannot be used. EES's problem documents are read for what they say."""
    if raw.elsewhere:
        what = f"The network sent us on to another address ({raw.elsewhere}) when {service} was asked."
        return Portal(what, "Open a browser and sign in to the network, then run this again.")
    if raw.status == 407:
        return Unreachable("The proxy wants a sign-in.", "Ask your IT colleagues how this computer signs in to it.")
    if raw.looks_like_a_page:
        what = f"A web page came where {service} should answer (status {raw.status}); a filter may be in the way."
        return Portal(what, f"Ask your IT colleagues to allow {host}.")
    messages, codes = _problems(raw.body)
    more = f" It says: {messages}" if messages else ""
    if raw.status == 401:
        return NeedsKey(f"{service} does not accept the key.", "Look at the key again, and put it in anew.")
    if raw.status == 403:
        what = f"{service} does not open this to the public.{more}"
        return Refused(what, "It may not be published yet. Look at its page.", 403, codes)
    if raw.status in (404, 410):
        return Refused(f"{service} does not have this any more.{more}", "Look at its page.", raw.status, codes)
    what = f"{service} did not take our question (status {raw.status}).{more}"
    return Refused(what, "Tell whoever looks after this tool.", raw.status, codes)


def _problems(body: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        said = json.loads(body)
        errors = said.get("errors") or []
        parts = [f"{error['message']}{' at ' + error['path'] if error.get('path') else ''}" for error in errors]
        text = "; ".join(parts) or said.get("detail") or said.get("title") or ""
        return without_keys(str(text))[:200], tuple(str(error.get("code", "")) for error in errors)
    except (ValueError, AttributeError, KeyError, TypeError):
        return "", ()


def must_be(service: str, expects: str, raw: Raw) -> None:
    """See that an answer is what was asked for, and no web page. Raises Portal or CutShort."""
    if raw.looks_like_a_page:
        what = f"A web page came where {service} should send figures."
        raise Portal(what, "Open a browser and sign in to the network, then run this again.")
    if expects == "json" and not _is_json(raw.body):
        # Seen before it is kept: an answer of a pinned version is kept for good.
        raise CutShort(f"{service} sent an answer that breaks off or is no JSON.", "Run it again later.")


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except ValueError:
        return False
    return body.lstrip()[:1] in (b"{", b"[")
