"""A workbook put down for a while: saved and closed, and opened again in the same Excel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from outcomes_xl.hosts.desktop.com_retry import patient
from outcomes_xl.hosts.desktop.xlwings_objects import XlApp, XlBook


def saved_and_closed(book: XlBook, path: Path) -> Callable[[], XlBook]:
    """Save and close an open workbook; return how to open it again where it was."""
    app = book.app
    _save(book)
    _close(book)
    return lambda: _open(app, path)


def saved(book: XlBook) -> None:
    """Save an open workbook where it is; it stays open."""
    _save(book)


@patient
def _save(book: XlBook) -> None:
    book.save()


@patient
def _close(book: XlBook) -> None:
    book.close()


@patient
def _open(app: XlApp, path: Path) -> XlBook:
    return app.books.open(str(path))
