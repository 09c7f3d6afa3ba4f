"""Waiting for a place no longer than it was given, whatever it does: a share or a database can stop answering.

A server's own limits (statement_timeout and its like) are set as well, but a server that hangs does not keep them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from outcomes_xl.model.cannot_use import Stopped, TookTooLong

T = TypeVar("T")
_GLANCE = 0.1
_A_MOMENT = 1.0


def within(seconds: float, work: Callable[[], T], give_up: Callable[[], None], cancelled: Callable[[], bool]) -> T:
    """Return what ``work`` returns, or raise what it raises.

    Raises TookTooLong when it is not done in time, and Stopped when the officer has stopped the job; ``give_up`` is
    called before either. The work is then left to itself, in a thread that does not keep the program from ending.
    """
    done = threading.Event()
    kept: list[T] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            kept.append(work())
        except BaseException as trouble:
            raised.append(trouble)
        finally:
            done.set()

    threading.Thread(target=run, daemon=True, name="within a time").start()
    until = monotonic() + seconds
    while not done.wait(min(_GLANCE, max(0.0, until - monotonic()))):
        stopped = cancelled()
        if stopped or monotonic() >= until:
            quietly(give_up)
            done.wait(_A_MOMENT)  # most do hear it, and end tidily
            raise Stopped if stopped else TookTooLong(seconds)
    if raised:
        raise raised[0]
    return kept[0]


def quietly(give_up: Callable[[], None]) -> None:
    """Ask for the work to be dropped, without waiting for that either."""

    def ask() -> None:
        try:
            give_up()
        except Exception:
            return  # It hangs, or is gone: it was left anyway.

    threading.Thread(target=ask, daemon=True, name="giving up").start()
