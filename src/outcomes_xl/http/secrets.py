"""Texts that must not be shown: a `Secret` shows dots wherever it is printed, and the HTTP libraries' logs do too."""

from __future__ import annotations

import logging
from urllib.parse import quote, quote_plus

_HIDDEN = "•••"
_LOGS = ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.http2", "httpcore.proxy", "httpcore.socks")


class Secret:
    """A text that must not be shown. ``reveal`` gives it; everything else shows dots."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text
        also_hush(text)

    def reveal(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return _HIDDEN

    __str__ = __repr__

    def __reduce__(self) -> str:
        raise TypeError("a secret is not written down")


class _Hush(logging.Filter):
    """Takes every known secret out of what the HTTP libraries log: they write whole addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.words: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_keys(record.getMessage()), ()
        return True


_hush = _Hush()


def hush_the_logs() -> None:
    """Make the HTTP libraries' logs safe; done by the client before the first request."""
    for name in _LOGS:
        logger = logging.getLogger(name)
        if _hush not in logger.filters:
            logger.addFilter(_hush)


def also_hush(text: str) -> None:
    """Keep one more text out of the logs, such as a signature."""
    _hush.words.add(text)


def without_keys(said: str) -> str:
    """Return what was said without any key in it: some services repeat the key they refuse."""
    for word in _hush.words:
        for form in {word, quote(word, safe=""), quote_plus(word)}:
            said = said.replace(form, _HIDDEN)
    return said
