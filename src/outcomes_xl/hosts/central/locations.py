"""What a location says: a file somewhere, or an HTTPS address; and whether a trusted location covers it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import url2pathname

from outcomes_xl.model.cannot_use import CannotUse

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]+)://")
_SHARE = re.compile(r"\\\\[^\\]+\\")
_FIX = "Give a file, a folder share such as \\\\server\\share\\central file.xlsx, or an address that begins https://."


@dataclass(frozen=True, slots=True)
class Location:
    """A location in its one spelling. ``text`` is what is shown, trusted and remembered."""

    text: str
    is_https: bool = False

    @property
    def path(self) -> Path:
        return Path(self.text)

    @property
    def name(self) -> str:
        """The file's name as a message says it."""
        last = unquote(urlsplit(self.text).path.rsplit("/", 1)[-1]) if self.is_https else self.path.name
        return last or self.text


def place_of(text: str, beside: Path | None = None) -> Location:
    """Return the place a location names. A relative path is read from ``beside``, else from where we stand.

    Raises CannotUse for what is neither a file nor HTTPS: addresses that anyone on the way can read or change, and
    addresses that carry a password.
    """
    text = text.strip().strip('"').strip()
    if not text:
        raise CannotUse("No central file is named.", _FIX)
    if "\0" in text:
        raise CannotUse("The central file's location has a character no file name has.", _FIX)
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() == "https":
        return _https(text)
    if scheme and scheme[1].lower() == "file":
        text = _from_file_address(text)
    elif scheme and scheme[1].lower() == "http":
        raise CannotUse(
            f"{text} is not a safe address: what comes from it could be changed on the way.",
            "Give the address that begins https://.",
        )
    elif scheme:
        raise CannotUse(f"{text} is not an address this tool can fetch from.", _FIX)
    if os.name != "nt" and _SHARE.match(text):
        raise CannotUse(
            f"{text} is a Windows folder share, and this computer does not run Windows.",
            "Connect the share first, then give the folder it appears in.",
        )
    return Location(os.path.abspath(Path(beside or ".", text).expanduser()))  # noqa: PTH100 - resolve() follows links


def _from_file_address(text: str) -> str:
    """Return the path that a file: address means. A computer named in it is a server with a folder share."""
    parts = urlsplit(text)
    if parts.netloc and parts.netloc.lower() != "localhost":
        return rf"\\{parts.netloc}" + unquote(parts.path).replace("/", "\\")
    return url2pathname(parts.path) or text


def _https(text: str) -> Location:
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host:
        raise CannotUse(f"{text} is not a whole address.", _FIX)
    if parts.username or parts.password:
        raise CannotUse(
            f"The address on {host} carries a name or a password, which would be kept in plain sight.",
            "Give the address without it; if the place needs a sign-in, use a synced folder.",
        )
    there = host.lower() if ":" not in host else f"[{host.lower()}]"
    if port not in (None, 443):
        there += f":{port}"
    return Location(urlunsplit(("https", there, parts.path or "/", parts.query, "")), is_https=True)


def covers(trusted: Iterable[str], place: Location) -> bool:
    """Return True when a trusted location is the place itself, or a folder (or address ending in /) above it."""
    return any(_covers(text, place) for text in trusted)


def _covers(text: str, place: Location) -> bool:
    try:
        known = place_of(text)
    except CannotUse:
        return False
    if known.is_https != place.is_https:
        return False
    if known.text == place.text:
        return True
    if place.is_https:
        below = known.text.endswith("/") and place.text.startswith(known.text)
        return below and not _could_climb(urlsplit(place.text).path)
    one, other = (Path(os.path.normcase(each.text)) for each in (known, place))
    return other == one or other.is_relative_to(one)


_MOST_TIMES_CODED = 5
"""How often a path is decoded; nobody codes one more than once, and a server behind another may decode it twice."""


def _could_climb(path: str) -> bool:
    """Whether a path could lead out of the folder it seems to be in: a step up, however it is written.

    Written plainly, as %2e, coded twice (%252e), with a parameter (..;x), with backslashes, in full-width signs, or in
    bytes that are no UTF-8, which some servers take for dots and slashes.
    """
    for _ in range(_MOST_TIMES_CODED):
        plain = normalize("NFKC", path).replace("\\", "/")
        steps = {step.partition(";")[0].strip() for step in plain.split("/")}
        if ".." in steps or "\ufffd" in plain or "\0" in plain:
            return True
        decoded = unquote(path)
        if decoded == path:
            return False
        path = decoded
    return True
