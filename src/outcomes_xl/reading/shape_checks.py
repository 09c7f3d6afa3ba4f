"""What a column's filled cells are asked: checks of pandera's, each by its own name, of which nothing is coerced.

The parameters after a function's first are what a schema's YAML keeps of it.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from inspect import signature
from typing import Any

from outcomes_xl.model import Value
from outcomes_xl.model.sentences import said
from outcomes_xl.reading.figures import NotAFigure, figure
from outcomes_xl.reading.periods import PeriodKind, parse_period
from outcomes_xl.reading.tidy import answers_in


def is_number(cells: Any) -> Any:
    return _each(cells, _number)


def is_date(cells: Any) -> Any:
    return _each(cells, lambda value: isinstance(value, date))


def is_id(cells: Any) -> Any:
    return _each(cells, lambda value: isinstance(value, str))


def is_figure(cells: Any) -> Any:
    """A number or a published symbol, typed in any of the ways that are read."""
    return _each(cells, _figure)


def is_period(cells: Any) -> Any:
    """A period of some kind; whether it is of the metric's own kind is a rule's to say."""
    return _each(cells, _period)


def is_at_least(cells: Any, lowest: float) -> Any:
    return _each(cells, lambda value: not _number(value) or value >= lowest)


def is_written(cells: Any, pattern: str) -> Any:
    fits = re.compile(pattern, re.DOTALL).fullmatch
    return _each(cells, lambda value: not isinstance(value, str) or bool(fits(value)))


def is_known(cells: Any, ids: list[str], own: str) -> Any:
    """A known id, or one that begins as a borough's own do; ``own`` is "" where none may."""
    there = frozenset(ids)
    return _each(cells, lambda value: said(value) in there or bool(own and said(value).startswith(own)))


def each_in(cells: Any, words: list[str]) -> Any:
    """Several answers with semicolons between them, each a word of the list."""
    allowed = frozenset(words)
    return _each(cells, lambda value: allowed.issuperset(answers_in(said(value))))


def used_once(cells: Any) -> Any:
    return ~cells.map(_key).duplicated()


def used_once_together(frame: Any, columns: list[str]) -> Any:
    if not set(columns) <= set(frame.columns):
        return True  # the missing column is said, and there is nothing to compare
    keys = frame[columns].map(_key)
    return ~keys.duplicated() | (keys == "").any(axis=1)


_CHECKS: tuple[Callable[..., Any], ...] = (
    *(is_number, is_date, is_id, is_figure, is_period, is_at_least, is_written, is_known, each_in),
    *(used_once, used_once_together),
)
KINDS = {"number", "date", "id", "figure", "period"}


def _each(cells: Any, keeps: Callable[[Any], bool]) -> Any:
    return cells.map(keeps).astype(bool)


def _number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@lru_cache(maxsize=4096, typed=True)  # ``typed``, or TRUE would be read as the 1 before it
def _figure(value: Value) -> bool:
    return not isinstance(figure(value), NotAFigure)


@lru_cache(maxsize=4096, typed=True)
def _period(value: Value) -> bool:
    return any(parse_period(value, kind) for kind in PeriodKind)


def _key(value: Value) -> str:
    return said(value).casefold()


@lru_cache(maxsize=1)
def pandera() -> Any:
    """Return pandera with our checks registered, so that a schema read from YAML has them too.

    Python collects no garbage meanwhile, and never looks through what was made again: pandas and pandera last as long
    as the process, and looking them over took a fifth of a cold check.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        import pandas as pd
        import pandera.pandas as pa
        from pandera.api.extensions import register_check_method

        for check in _CHECKS:
            register_check_method(check, statistics=[*signature(check).parameters][1:])
        pa.DataFrameSchema().validate(pd.DataFrame())  # brings in the rest of it
    finally:
        gc.freeze()
        if collecting:
            gc.enable()
    return pa
