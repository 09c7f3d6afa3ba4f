"""What must be installed in the pane: a few packages at once, the larger ones when a button first needs them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module, invalidate_caches

from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.sentences import in_a_list

XLWINGS = "xlwings==0.37.8"
"""The version the pane's host was tried over; Lite asks for this line, and for a version."""
AT_ONCE = ("rapidfuzz",)
"""Beside our own wheel, which is installed without the packages it needs on a computer: the pane needs no others."""
_CHECKS = ("pandas", "pandera")
LATER = {
    "numpy": _CHECKS,
    "pandas": _CHECKS,
    "pandera": _CHECKS,
    "lxml": ("lxml",),
    "cryptography": ("cryptography",),
    "rapidfuzz": AT_ONCE,
}
"""What to install when a module is asked for that is not there, by the module."""


def lacking(trouble: BaseException) -> tuple[str, ...]:
    """Return what to install because of a trouble, which may have come of another; () where that would not help."""
    cause: BaseException | None = trouble
    while cause is not None:
        if isinstance(cause, ModuleNotFoundError) and (name := (cause.name or "").partition(".")[0]) in LATER:
            return LATER[name]
        cause = cause.__cause__ or cause.__context__
    return ()


async def bring(names: tuple[str, ...], say: Callable[[str], None]) -> None:
    """Install packages in the pane. Raises CannotUse, in words, when they do not come, or it is no pane."""
    which = in_a_list(names)
    say(f"Getting {which}: this takes up to a minute, and is needed once until Excel is closed")
    try:
        if sys.platform != "emscripten":
            raise ModuleNotFoundError(f"{which} can be installed here by hand only")
        await import_module("micropip").install(list(names))
        invalidate_caches()
        for name in names:
            import_module(name)
    except Exception as trouble:
        raise CannotUse(
            f"This button needs {which}, which could not be loaded into the pane. Nothing was written.",
            "Check the internet connection and press it again; the other buttons do not need them. "
            "If it stays, ask IT whether the pane may fetch Python packages.",
        ) from trouble
