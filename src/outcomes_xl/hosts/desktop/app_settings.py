"""Borrow Excel's settings while writing, and give them back whatever happens."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from outcomes_xl.hosts.desktop import engine_compat
from outcomes_xl.hosts.desktop.com_retry import patient
from outcomes_xl.hosts.desktop.xlwings_objects import XlApp, XlBook
from outcomes_xl.model.cannot_use import WorkbookBusy

_log = logging.getLogger(__name__)


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
