"""A user's own keys: from the operating system's key store or the environment, never from a workbook or a file of ours.

A key lives in a `Secret`, which shows dots wherever it is printed, and is put into an address at the last moment only.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass

STORE = "outcomes-xl"
"""The name our keys have in the operating system's key store."""

_HIDDEN = "•••"
_LOGS = ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.http2", "httpcore.proxy", "httpcore.socks")


class Secret:
    """A text that must not be shown. ``reveal`` gives it; everything else shows dots."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text
        _hush.words.add(text)

    def reveal(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return _HIDDEN

    __str__ = __repr__

    def __reduce__(self) -> str:
        raise TypeError("a secret is not written down")


@dataclass(frozen=True)
class Key:
    """One of the keys this tool can use: its name in the key store, and the environment's name for it."""

    name: str
    variable: str
    called: str


LG_INFORM_KEY = Key("lg-inform-key", "OUTCOMES_XL_LG_INFORM_KEY", "LG Inform Plus application key")
LG_INFORM_SECRET = Key("lg-inform-secret", "OUTCOMES_XL_LG_INFORM_SECRET", "LG Inform Plus secret")
KEYS = (LG_INFORM_KEY, LG_INFORM_SECRET)


def find(key: Key, environment: Mapping[str, str] = os.environ) -> Secret | None:
    """Return a key from the environment, else from the key store; None where neither has it."""
    if text := environment.get(key.variable, "").strip():
        return Secret(text)
    try:
        import keyring

        kept = keyring.get_password(STORE, key.name)
    except Exception:  # a machine without a key store, or a locked one: the same as no key
        return None
    return Secret(kept.strip()) if kept and kept.strip() else None


def keep(key: Key, text: str) -> None:
    """Put a key into the operating system's key store. Raises NoKeyStore where there is none."""
    try:
        import keyring

        keyring.set_password(STORE, key.name, text.strip())
    except Exception:
        raise NoKeyStore from None


class NoKeyStore(Exception):
    """This machine has no key store this tool can use."""


class _Hush(logging.Filter):
    """Takes every known secret out of what the HTTP libraries log: they write whole addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.words: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self.over(record.getMessage()), ()
        return True

    def over(self, said: str) -> str:
        from urllib.parse import quote, quote_plus

        for word in self.words:
            for form in {word, quote(word, safe=""), quote_plus(word)}:
                said = said.replace(form, _HIDDEN)
        return said


_hush = _Hush()


def hush_the_logs() -> None:
    """Make the HTTP libraries' logs safe; done once by the client, before the first request."""
    for name in _LOGS:
        logger = logging.getLogger(name)
        if _hush not in logger.filters:
            logger.addFilter(_hush)


def also_hush(text: str) -> None:
    """Keep one more text out of the logs, such as a signature."""
    _hush.words.add(text)


def without_keys(said: str) -> str:
    """Return what a service said without any key in it: some repeat the key they refuse."""
    return _hush.over(said)
