"""The borough's key for linking sources: in the operating system's key store, and nowhere else.

It is 32 random bytes, which no person chooses, so that nobody can try identifiers against a token by guessing the key.
What a register of outputs keeps of it is its fingerprint, from which it cannot be had.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets

from outcomes_xl.http.secrets import Secret
from outcomes_xl.model.cannot_use import CannotUse, WrongUsage
from outcomes_xl.reading.tidy import tidy_text
from outcomes_xl.sources.online.api_keys import STORE

LINKAGE = "linkage key "
"""What a key for linking is called in the key store begins with this."""
_BYTES = 32
_DIFFERENT = 16
"""Different bytes a key has at the least; of 32 random ones fewer come about less than once in a million billion."""
_FINGERPRINT = b"outcomes_xl linkage key, fingerprint"
"""Hashed for the fingerprint: no identifier can be it, since those have no spaces and no small letters."""
_MAKE = "Make one: outcomes-xl journeys key make {name}"
_NAME_LENGTH = 60
_MOST_OF_A_KEY = 30
"""Letters without a space or a hyphen from which on a name may be a key: a whole one has 44."""


class NoLinkageKey(CannotUse):
    """The key is not in the key store, or is not one of ours. The text says how to make one."""


class LinkageKey:
    """A key in use. It shows its name and fingerprint wherever it is printed, and nothing else."""

    __slots__ = ("_key", "fingerprint", "name")

    def __init__(self, name: str, key: bytes) -> None:
        self.name, self._key = name, Secret(base64.b64encode(key).decode("ascii"))
        self.fingerprint = hmac.digest(key, _FINGERPRINT, "sha256").hex()[:16]

    def reveal(self) -> bytes:
        return base64.b64decode(self._key.reveal())

    def __repr__(self) -> str:
        return f"LinkageKey({self.name!r}, {self.fingerprint})"

    def __reduce__(self) -> str:
        raise TypeError("a key is not written down")


def make_key(name: str) -> LinkageKey:
    """Make a key and put it into the key store. Raises WrongUsage where there is one of that name already."""
    name = _plain_name(name)
    if _kept(name) is not None:
        raise WrongUsage(
            f"There is a key “{name}” already.",
            "It was left as it is: another key would link nothing to what was linked before. Choose another name.",
        )
    key = secrets.token_bytes(_BYTES)
    _put(name, base64.b64encode(key).decode("ascii"))
    return LinkageKey(name, key)


def take_key(name: str, text: str) -> LinkageKey:
    """Put a key that was made on another computer into this one's key store. Raises WrongUsage for what is no key."""
    name = _plain_name(name)
    key = _read("".join(text.split()))
    if key is None:
        raise WrongUsage(
            "That is no key for linking: such a key is made by this tool, and is 44 letters and figures long.",
            f"Copy it whole: on the computer that has it, outcomes-xl journeys key show {quoted(name)}",
        )
    there = _kept(name)
    if there is not None and _read(there) != key:
        raise WrongUsage(f"There is another key “{name}” already.", "It was left as it is. Choose another name.")
    _put(name, base64.b64encode(key).decode("ascii"))
    return LinkageKey(name, key)


def find_key(name: str) -> LinkageKey:
    """Return the key of this name. Raises NoLinkageKey, which says how to make one."""
    name = _plain_name(name)
    text = _kept(name)
    if text is None:
        raise NoLinkageKey(
            f"There is no key “{name}” in this computer's key store, so nothing was read.",
            f"{_MAKE.format(name=quoted(name))}. If a colleague has it: outcomes-xl journeys key take {quoted(name)}",
        )
    key = _read(text)
    if key is None:
        raise NoLinkageKey(
            f"What this computer's key store has as the key “{name}” is no key for linking; nothing was read.",
            _MAKE.format(name="another-name"),
        )
    return LinkageKey(name, key)


def key_to_hand_over(name: str) -> str:
    """Return a key as the text that ``take_key`` takes: for the eyes of who has it, and for nothing that is kept."""
    return base64.b64encode(find_key(name).reveal()).decode("ascii")


def drop_key(name: str) -> str:
    """Take a key out of the key store, for good; return its name. Raises NoLinkageKey where there is none."""
    import keyring

    found = find_key(name)
    try:
        keyring.delete_password(STORE, f"{LINKAGE}{found.name}")
    except Exception:
        raise _no_store() from None
    return found.name


def quoted(name: str) -> str:
    """Return a name as it is typed in a command."""
    return f'"{name}"' if " " in name else name


def _plain_name(name: str) -> str:
    plain = tidy_text(name)
    if _may_be_a_key(plain):
        raise WrongUsage(
            "That looks like a key itself, not like its name; it is not repeated here.",
            "If it is one, somebody may have seen it now: make another. If it is a name, give a shorter one.",
        )
    if not plain or len(plain) > _NAME_LENGTH or not plain.replace(" ", "").replace("-", "").replace("_", "").isalnum():
        raise WrongUsage(
            f"“{plain[:_NAME_LENGTH]}” is no name for a key.",
            f"Give one of letters, figures, spaces and hyphens, {_NAME_LENGTH} at most, such as northbridge-2026.",
        )
    return plain


def _may_be_a_key(text: str) -> bool:
    """Whether a text is a key, or most of one as it comes about where something is left behind in copying."""
    return len(text) >= _MOST_OF_A_KEY and all(letter.isalnum() or letter in "+/=" for letter in text)


def _read(text: str) -> bytes | None:
    try:
        key = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        return None
    return key if len(key) == _BYTES and len(set(key)) >= _DIFFERENT else None


def _kept(name: str) -> str | None:
    import keyring

    try:
        return keyring.get_password(STORE, f"{LINKAGE}{name}")
    except Exception:
        raise _no_store() from None


def _put(name: str, text: str) -> None:
    import keyring

    if _is_a_file(keyring.get_keyring()):
        raise NoLinkageKey(
            "What this computer has for a key store is a plain file, which anybody could copy.",
            "Ask IT for the operating system's own key store. The key is kept nowhere else.",
        )
    try:
        keyring.set_password(STORE, f"{LINKAGE}{name}", text)
    except Exception:
        raise _no_store() from None
    if _kept(name) != text:  # some stores take everything and keep nothing
        raise _no_store()


def _is_a_file(store: object) -> bool:
    """Whether keys would go into a file: the package keyrings.alt has such stores for machines without a real one."""
    first = next(iter(getattr(store, "backends", ())), store)
    return type(first).__module__.startswith("keyrings.alt")


def _no_store() -> NoLinkageKey:
    return NoLinkageKey(
        "This computer has no key store that can be used, or it is locked.",
        "Sign in to it, or ask IT. The key is kept nowhere else.",
    )
