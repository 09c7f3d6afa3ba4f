"""The workbooks most tests begin with, each built once a worker however many tests ask for it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from outcomes_xl import building
from outcomes_xl.framework.entries import Framework

_MOST = 48
_BUILT: OrderedDict[tuple[str, int, str], tuple[Framework, bytes]] = OrderedDict()
"""With each workbook its framework, so that no other one can come to have the same id."""


def borough_workbook(framework: Framework, borough: Any = None, **more: Any) -> bytes:
    """Return what building.borough_workbook returns for the same: it gives the same bytes each time."""
    return _once(building.borough_workbook, framework, borough, **more)


def central_workbook(framework: Framework, **more: Any) -> bytes:
    """Return what building.central_workbook returns for the same."""
    return _once(building.central_workbook, framework, **more)


def _once(build: Callable[..., bytes], framework: Framework, *words: Any, **more: Any) -> bytes:
    key = build.__name__, id(framework), repr((words, more))
    if key not in _BUILT:
        _BUILT[key] = framework, build(framework, *words, **more)
        if len(_BUILT) > _MOST:
            _BUILT.popitem(last=False)
    return _BUILT[key][1]
