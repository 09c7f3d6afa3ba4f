"""A central file over HTTPS: with the system's proxy and certificates, conditional, within time limits, tried again.

httpx takes the proxy from the environment or from Windows' settings; certificates are checked against the system's
own store, where councils put the certificate of their inspecting proxy. Neither can be switched off.
"""

from __future__ import annotations

import random
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from outcomes_xl.hosts.central.completeness import is_a_web_page, refuse_part
from outcomes_xl.hosts.central.locations import Location
from outcomes_xl.hosts.files.file_bytes import LARGEST_FILE
from outcomes_xl.model.cannot_use import CannotReach, CannotUse, CutShort, NotThere, SignInNeeded, WrongCertificate

if TYPE_CHECKING:
    import httpx

_TRY_AGAIN_ON = frozenset({408, 425, 429, 500, 502, 503, 504})
_MOVED = frozenset({301, 302, 303, 307, 308})
_SYNCED = "Open the address in a browser and sign in, or use the folder that OneDrive or SharePoint syncs."


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for connecting, for each silence, for one try as a whole; how often to try; and bytes at most."""

    connect: float = 10.0
    silence: float = 20.0
    whole: float = 120.0
    tries: int = 4
    pause: float = 0.5
    longest_pause: float = 20.0
    redirects: int = 5
    size: int = LARGEST_FILE


@dataclass(frozen=True, slots=True)
class Known:
    """What the server said of the copy that is kept: its mark and its day, as the server wrote them."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """What came: the bytes and what the server says of them; ``data`` is None when the kept copy is the newest."""

    data: bytes | None
    known: Known


class _TryAgain(Exception):
    def __init__(self, what: str, after: float = 0.0) -> None:
        super().__init__(what)
        self.what, self.after = what, after


def get(
    place: Location,
    known: Known | None = None,
    *,
    limits: Limits | None = None,
    certificates: ssl.SSLContext | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Download:
    """Return what an address holds. Raises CannotReach after the last try, and at once WrongCertificate, SignInNeeded,
    NotThere or CannotUse for what trying again would not mend.
    """
    import httpx

    limits = limits or Limits()
    host = urlsplit(place.text).hostname or place.text
    try:
        client = httpx.Client(
            verify=certificates or ssl.create_default_context(),
            timeout=httpx.Timeout(limits.silence, connect=limits.connect),
            follow_redirects=False,
            headers={"User-Agent": "outcomes_xl", "Accept-Encoding": "identity"},
        )
    except (ValueError, OSError) as error:
        raise CannotUse(f"The proxy settings of this computer cannot be used ({error}).", "Ask your IT team.") from None
    with client:
        for attempt in range(1, limits.tries + 1):
            try:
                return _one_try(client, place, known, limits)
            except _TryAgain as again:
                if attempt == limits.tries:
                    raise CannotReach(
                        f"{host} could not be reached: {again.what}, {attempt} times.",
                        "Check the connection, then refresh again in a while.",
                    ) from None
                # Doubled each time, and not the same for everyone: 33 boroughs may be trying at nine on a Monday.
                pause = limits.pause * 2 ** (attempt - 1) * random.uniform(0.8, 1.2)
                sleep(min(max(pause, again.after), limits.longest_pause))
    raise AssertionError("not reached")


def _one_try(client: httpx.Client, place: Location, known: Known | None, limits: Limits) -> Download:
    import httpx

    url, until = place.text, time.monotonic() + limits.whole
    asked = urlsplit(url).hostname
    try:
        for _ in range(limits.redirects + 1):
            with client.stream("GET", url, headers=_conditions(known)) as answer:
                if answer.status_code not in _MOVED:
                    return _read(answer, place, known, limits, until, moved=urlsplit(url).hostname != asked)
                url = _moved_to(answer, url, place)
    except httpx.TimeoutException:
        raise _TryAgain("it did not answer in time") from None
    except httpx.ProxyError:
        raise _TryAgain("the proxy did not let the request through") from None
    except httpx.ConnectError as error:
        if _about_certificates(error):
            raise WrongCertificate(
                f"{asked} could not prove that it is {asked}: its certificate is not one this computer trusts.",
                "Nothing was fetched. Tell your IT team; do not go round this.",
            ) from None
        raise _TryAgain("no connection could be made") from None
    except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError, httpx.DecodingError):
        raise _TryAgain("the file was cut off on its way") from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        raise CannotUse(f"{url} is not an address that can be fetched.", "Check how it is written.") from None
    raise CannotUse(f"{asked} sends us from one address to the next without end.", "Ask who gave you the address.")


def _conditions(known: Known | None) -> dict[str, str]:
    found = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified} if known else {}
    return {name: value for name, value in found.items() if value}


def _moved_to(answer: httpx.Response, url: str, place: Location) -> str:
    target = urljoin(url, str(answer.headers.get("location", "")))
    if urlsplit(target).scheme != "https":
        raise CannotUse(
            f"{place.text} sends us on to {target[:120]}, which is not a safe address.", "Ask who gave you the address."
        )
    return target


def _read(
    answer: httpx.Response, place: Location, known: Known | None, limits: Limits, until: float, *, moved: bool
) -> Download:
    host, status = urlsplit(place.text).hostname, answer.status_code
    if status == 304 and known:
        return Download(None, known)
    if status in _TRY_AGAIN_ON:
        raise _TryAgain(f"it answered that it cannot serve just now ({status})", _retry_after(answer))
    if status in (401, 403, 407):
        who = "The proxy of this network" if status == 407 else f"{host}"
        raise SignInNeeded(f"{who} wants a sign-in before it gives “{place.name}” ({status}).", _SYNCED)
    if status in (404, 410):
        raise NotThere(
            f"{host} answers that there is no “{place.name}” at this address ({status}).",
            "It may have been moved or renamed. Ask the lead for London where it is now.",
        )
    if status != 200:
        raise CannotUse(f"{host} answered {status} for “{place.name}”.", "Ask who gave you the address.")
    data = _body(answer, place, limits, until)
    if is_a_web_page(data):
        sent = " (it sent us to another address for it)" if moved else ""
        raise SignInNeeded(f"{host} answered with a web page instead of the file{sent}: a sign-in page.", _SYNCED)
    try:
        refuse_part(data, place.name)
    except CutShort:
        raise _TryAgain("the file did not arrive whole") from None
    return Download(data, Known(answer.headers.get("etag", ""), answer.headers.get("last-modified", "")))


def _body(answer: httpx.Response, place: Location, limits: Limits, until: float) -> bytes:
    length = answer.headers.get("content-length", "")
    found = bytearray()
    for chunk in answer.iter_bytes():
        found += chunk
        if len(found) > limits.size:
            raise CannotUse(
                f"“{place.name}” is larger than any central file should be; fetching it was stopped.",
                "Check that the address is the central file's.",
            )
        if time.monotonic() > until:
            raise _TryAgain("the file came too slowly")
    if length.isdecimal() and int(length) != len(found) and "content-encoding" not in answer.headers:
        raise _TryAgain("the file was cut off on its way")
    return bytes(found)


def _retry_after(answer: httpx.Response) -> float:
    """Return how many seconds the server asks us to wait. A day, its other way of saying it, is not waited for."""
    said = answer.headers.get("retry-after", "")
    return float(said) if said.isdecimal() else 0.0


def _about_certificates(error: BaseException | None) -> bool:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False
