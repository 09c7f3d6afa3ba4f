"""Excel says "not now" while a cell is being edited or a dialog is open: ask again a few times, then say so."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from outcomes_xl.model.cannot_use import WorkbookBusy

P = ParamSpec("P")
R = TypeVar("R")

# RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER, VBA_E_IGNORE (Excel, while a cell is being edited).
BUSY = frozenset({-2147418111, -2147417846, -2146777998})
WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds between the attempts; after the last one the officer is told. About three seconds in all."""

pause: Callable[[float], None] = time.sleep


def patient(deed: Callable[P, R]) -> Callable[P, R]:
    """Let a deed on Excel be tried again while Excel is busy, a finite number of times; then raise WorkbookBusy.

    The deed must be one that can be done twice.
    """

    @wraps(deed)
    def patiently(*arguments: P.args, **named: P.kwargs) -> R:
        for wait in WAITS:
            try:
                return deed(*arguments, **named)
            except Exception as error:
                if not is_busy(error):
                    raise
            pause(wait)
        try:
            return deed(*arguments, **named)
        except Exception as error:
            if not is_busy(error):
                raise
        raise WorkbookBusy(
            "Excel is busy: perhaps a cell is being edited or a box is waiting for an answer.",
            "Press Enter or Esc in Excel, then press the button again.",
        )

    return patiently


def is_busy(error: BaseException) -> bool:
    """Say whether an error is Excel's "not now", from COM's own number or from xlwings' word for it."""
    if type(error).__name__ == "ExcelBusyError":
        return True
    numbers = {getattr(error, "hresult", None)}
    if len(error.args) > 2 and isinstance(error.args[2], tuple) and len(error.args[2]) > 5:
        numbers.add(error.args[2][5])
    return not BUSY.isdisjoint(numbers)
