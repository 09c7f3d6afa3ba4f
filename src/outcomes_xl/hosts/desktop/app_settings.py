"""Borrow Excel's settings while writing, and give them back whatever happens."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import get_ident
from typing import Any

from outcomes_xl.hosts.desktop import engine_compat
from outcomes_xl.hosts.desktop.com_retry import patient
from outcomes_xl.hosts.desktop.xlwings_objects import XlApp, XlBook
from outcomes_xl.model.cannot_use import WorkbookBusy

_log = logging.getLogger(__name__)
_A_MOMENT, _BETWEEN = 1.0, 0.5
"""Seconds before the status bar is used at all, and between two words there."""


@contextmanager
def at_rest(book: XlBook) -> Iterator[Callable[[str], None]]:
    """Quieten Excel while a patch is made; yields a function that shows progress in the status bar.

    Calculation, events, screen updating, alerts and the status bar are as they were afterwards. One that cannot be
    set (a macro is running, no window is open) is left alone.
    """
    app = _app(book)
    taken: dict[str, Any] = {}
    try:
        for name, value in engine_compat.borrowed(app).items():
            was = _get(app, name)
            if name == "status_bar" or _borrow(app, name, value):
                taken[name] = was
        yield (
            (lambda sentence: _set(app, "status_bar", sentence)) if engine_compat.has_status_bar(app) else _say_nothing
        )
    finally:
        for name, was in reversed(taken.items()):
            _give_back(app, name, was)


@contextmanager
def progress(book: XlBook, also: Callable[[str], None] = lambda sentence: None) -> Iterator[Callable[[str], None]]:
    """Yield what shows an officer how far a job is: in the status bar, once it takes longer than a moment.

    Each word there is a call between processes, so there are two a second at most. Only the thread that is Excel's
    partner may speak to it; what others say goes to ``also`` alone, as everything does. The bar is given back.
    """
    mine, before, last = get_ident(), None, time.monotonic() + _A_MOMENT - _BETWEEN
    app: XlApp | None = None

    def say(sentence: str) -> None:
        nonlocal app, before, last
        also(sentence)
        if get_ident() != mine or time.monotonic() - last < _BETWEEN:
            return
        last = time.monotonic()
        if app is None:
            if not engine_compat.has_status_bar(book):
                return
            app = _app(book)
            before = _get(app, "status_bar")
        _borrow(app, "status_bar", f"Outcomes: {sentence}. Esc stops it.")

    try:
        yield say
    finally:
        if app is not None:
            _give_back(app, "status_bar", before)


@patient
def _app(book: XlBook) -> XlApp:
    return book.app


@patient
def _get(app: XlApp, name: str) -> Any:
    return getattr(app, name)


@patient
def _set(app: XlApp, name: str, value: Any) -> None:
    setattr(app, name, value)


def _borrow(app: XlApp, name: str, value: Any) -> bool:
    try:
        _set(app, name, value)
    except WorkbookBusy:
        raise
    except Exception:
        _log.exception("Excel did not lend %s", name)
        return False
    return True


def _give_back(app: XlApp, name: str, was: Any) -> None:
    try:
        _set(app, name, was)
    except Exception:
        # The others must still be given back; this one is in the log.
        _log.exception("Excel did not take %s back", name)


def _say_nothing(sentence: str) -> None:
    pass
