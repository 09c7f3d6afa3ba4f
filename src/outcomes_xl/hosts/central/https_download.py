"""A central file over HTTPS: sent again only where it is another one than the copy that is kept; taken whole only."""

from __future__ import annotations

import ssl
from datetime import datetime
from urllib.parse import urlsplit

from outcomes_xl.hosts.central.completeness import is_whole
from outcomes_xl.hosts.central.locations import Location
from outcomes_xl.hosts.files.file_bytes import LARGEST_FILE
from outcomes_xl.http.http_client import Clock, HttpClient
from outcomes_xl.http.kept_answers import KeptAnswer
from outcomes_xl.http.one_request import Ask, Limits, NoAnswer, Why
from outcomes_xl.model.cannot_use import (
    CannotUse,
    NotThere,
    SignInNeeded,
    Unreachable,
    WrongCertificate,
)

LIMITS = Limits(
    silence=20.0,
    whole=120.0,
    tries_in_vain=4,
    pause=0.5,
    spread=0.2,
    longest_pause=20.0,
    redirects=5,
    size=LARGEST_FILE,
    busy=frozenset({408, 425, 429, 500, 502, 503, 504}),
)
_SYNCED = "Open the address in a browser and sign in, or use the folder that OneDrive or SharePoint syncs."
_ASK_THE_GIVER = "Ask who gave you the address."
_CUT_OFF = "the file was cut off on its way"
_TRIED_AGAIN = {
    Why.NO_REPLY: "it did not answer in time",
    Why.PROXY: "the proxy did not let the request through",
    Why.NO_CONNECTION: "no connection could be made",
    Why.TOO_SLOW: "the file came too slowly",
    Why.NOT_WHOLE: "the file did not arrive whole",
    Why.BUSY: "it answered that it cannot serve just now ({status})",
}
_AT_ONCE: dict[Why, tuple[type[CannotUse], str, str]] = {
    Why.PROXY_SETTINGS: (
        CannotUse,
        "The proxy settings of this computer cannot be used ({about}).",
        "Ask your IT team.",
    ),
    Why.PROXY_SIGN_IN: (
        SignInNeeded,
        "The proxy of this network wants a sign-in before it gives “{name}” (407).",
        _SYNCED,
    ),
    Why.CERTIFICATE: (
        WrongCertificate,
        "{host} could not prove that it is {host}: its certificate is not one this computer trusts.",
        "Nothing was fetched. Tell your IT team; do not go round this.",
    ),
    Why.NOT_AN_ADDRESS: (CannotUse, "{place} is not an address that can be fetched.", "Check how it is written."),
    Why.UNSAFE_ADDRESS: (CannotUse, "{place} sends us on to {about}, which is not a safe address.", _ASK_THE_GIVER),
    Why.ROUND_AND_ROUND: (CannotUse, "{host} sends us from one address to the next without end.", _ASK_THE_GIVER),
    Why.TOO_LARGE: (
        CannotUse,
        "“{name}” is larger than any central file should be; fetching it was stopped.",
        "Check that the address is the central file's.",
    ),
}


def get(
    place: Location,
    kept: KeptAnswer | None,
    now: datetime,
    *,
    limits: Limits = LIMITS,
    certificates: ssl.SSLContext | None = None,
    clock: Clock | None = None,
) -> KeptAnswer:
    """Return what an address holds; the kept answer itself when that is the newest. Raises Unreachable after the last
    try, and at once WrongCertificate, SignInNeeded, NotThere or CannotUse for what trying again would not mend.
    """
    headers = {"Accept-Encoding": "identity", **(kept.conditions if kept else {})}
    try:
        with HttpClient(limits, clock, certificates) as client:
            answer = client.fetch(Ask(place.text, headers, is_whole=is_whole))
    except NoAnswer as slip:
        raise _not_fetched(place, slip) from None
    if answer.status == 304 and kept:
        return kept
    if answer.status != 200:
        raise _refused(place, answer.status)
    if answer.looks_like_a_page and not answer.body.startswith(b"PK"):
        host = _host(place)
        moved = " (it sent us to another address for it)" if answer.host != host else ""
        raise SignInNeeded(f"{host} answered with a web page instead of the file{moved}: a sign-in page.", _SYNCED)
    return KeptAnswer.of(answer.body, answer.headers, now)


def _not_fetched(place: Location, slip: NoAnswer) -> CannotUse:
    host = _host(place)
    if slip.why in _AT_ONCE:
        kind, what, next_step = _AT_ONCE[slip.why]
        said = {"host": host, "place": place.text, "name": place.name, "about": slip.about[:120]}
        return kind(what.format(**said), next_step)
    why = _TRIED_AGAIN.get(slip.why, _CUT_OFF).format(status=slip.status)
    times = f", {slip.tries} times" if slip.tries > 1 else ""
    return Unreachable(
        f"{host} could not be reached: {why}{times}.", "Check the connection, then refresh again in a while."
    )


def _refused(place: Location, status: int) -> CannotUse:
    host, name = _host(place), place.name
    if status in (401, 403, 407):
        who = "The proxy of this network" if status == 407 else host
        return SignInNeeded(f"{who} wants a sign-in before it gives “{name}” ({status}).", _SYNCED)
    if status in (404, 410):
        return NotThere(
            f"{host} answers that there is no “{name}” at this address ({status}).",
            "It may have been moved or renamed. Ask the lead for London where it is now.",
        )
    return CannotUse(f"{host} answered {status} for “{name}”.", _ASK_THE_GIVER)


def _host(place: Location) -> str:
    return urlsplit(place.text).hostname or place.text
