"""What a service's answer means when it is not what was asked for: statuses, problem documents, web pages."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from outcomes_xl.http.one_request import NoAnswer, Response, Why
from outcomes_xl.http.secrets import without_keys
from outcomes_xl.model.cannot_use import (
    Busy,
    CannotReach,
    CutShort,
    NeedsKey,
    Refused,
    SignInNeeded,
    Unreachable,
    WrongCertificate,
)
from outcomes_xl.model.sentences import counted

_SIGN_IN_WANTED = "The proxy wants a sign-in."
_HOW_TO_SIGN_IN = "Ask your IT colleagues how this computer signs in to it."
_LATER = "Run it again later."
_WITH_THE_PROXY = "Ask your IT colleagues which proxy this computer should use."
_NO_INTERNET = "Look whether this computer has internet and may reach {host}; without it, use a folder of files."
_INSPECTED = "Ask your IT colleagues; where they inspect traffic, SSL_CERT_FILE can name their certificate."
_SAID: dict[Why, tuple[type[CannotReach], str, str]] = {
    Why.NO_CONNECTION: (Unreachable, "{service} could not be reached.", _NO_INTERNET),
    Why.NOT_AN_ADDRESS: (Unreachable, "{service} could not be reached.", _LATER),
    Why.NO_REPLY: (Unreachable, "{service} did not answer in time.", _LATER),
    Why.TOO_SLOW: (Unreachable, "{service} answered too slowly.", _LATER),
    Why.PROXY: (Unreachable, "The proxy did not let us through.", _WITH_THE_PROXY),
    Why.PROXY_SIGN_IN: (Unreachable, _SIGN_IN_WANTED, _HOW_TO_SIGN_IN),
    Why.PROXY_SETTINGS: (Unreachable, "The proxy settings of this computer cannot be used.", _WITH_THE_PROXY),
    Why.CERTIFICATE: (
        WrongCertificate,
        "This computer does not trust the certificate shown for {service}; somebody may be reading along.",
        _INSPECTED,
    ),
    Why.WRONG_LENGTH: (CutShort, "The answer of {service} is shorter than it says.", _LATER),
    Why.ODDLY_PACKED: (CutShort, "{service} packed its answer in a way we did not ask for ({about}).", _LATER),
    Why.TOO_LARGE: (CutShort, "The answer of {service} is larger than this tool takes.", "Use a folder of files."),
}
_BROKE_OFF = (CutShort, "The answer of {service} broke off.", _LATER)


def unanswered(service: str, host: str, slip: NoAnswer) -> CannotReach:
    """Return what is said where no whole answer came."""
    if slip.why is Why.BUSY:
        return _busy(service, slip.status, slip.wait)
    kind, what, next_step = _SAID.get(slip.why, _BROKE_OFF)
    return kind(what.format(service=service, about=slip.about), next_step.format(host=host))


def _busy(service: str, status: int, wait: float) -> Busy:
    """Return what is said of a service that asks to wait (429, 503), or did not finish in its own time (504)."""
    if status == 504:
        return Busy(f"{service} did not finish in its own time.", _LATER)
    if status == 429:
        what = f"{service} says it was asked too often for now."
    else:
        what = f"{service} is not available at the moment."
    minutes = -(-int(wait) // 60)
    return Busy(what, f"Run it again in {counted(minutes, 'minute')}." if minutes else _LATER)


def refusal(service: str, host: str, raw: Response) -> CannotReach:
    """Return why an answer that is no 200 cannot be used. EES's problem documents are read for what they say."""
    if raw.elsewhere or raw.status == 511:
        to = urlsplit(raw.elsewhere).hostname or "another page" if raw.elsewhere else "the network's own page"
        what = f"The network sent us on to another address ({to}) when {service} was asked."
        return SignInNeeded(what, "Open a browser and sign in to the network, then run this again.")
    if raw.status == 407:
        return Unreachable(_SIGN_IN_WANTED, _HOW_TO_SIGN_IN)
    if raw.looks_like_a_page:
        what = f"A web page came where {service} should answer (status {raw.status}); a filter may be in the way."
        return SignInNeeded(what, f"Ask your IT colleagues to allow {host}.")
    messages, codes = _problems(raw.body)
    more = f" It says: {messages}" if messages else ""
    if raw.status == 401:
        return NeedsKey(f"{service} does not accept the key.", "Look at the key again, and put it in anew.")
    if raw.status == 403:
        what = f"{service} does not open this to the public.{more}"
        return Refused(what, "It may not be published yet. Look at its page.", 403, codes)
    if raw.status in (404, 410):
        return Refused(f"{service} does not have this any more.{more}", "Look at its page.", raw.status, codes)
    if raw.status == 406:
        # What the statistics service answers where it has only a problem to tell, in place of 403 or 404.
        return Refused(f"{service} does not have this, or does not open it.{more}", "Look at its page.", 406, codes)
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


def must_be(service: str, expects: str, raw: Response) -> None:
    """See that an answer is what was asked for, and no web page but for one. Raises SignInNeeded or CutShort."""
    if expects == "page":
        return
    if raw.looks_like_a_page:
        what = f"A web page came where {service} should send figures."
        raise SignInNeeded(what, "Open a browser and sign in to the network, then run this again.")
    if expects == "json" and not _is_json(raw.body):
        # Seen before it is kept: an answer of a pinned version is kept for good.
        raise CutShort(f"{service} sent an answer that breaks off or is no JSON.", _LATER)


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except ValueError:
        return False
    return body.lstrip()[:1] in (b"{", b"[")
