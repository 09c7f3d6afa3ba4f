"""The shape of each table, stated once, by its layout, and asked once, by pandera: one schema a table.

    schema_of(layout("borough").sheet("availability"), framework).validate(frame_of(table), lazy=True)

Kinds, words of a list, needed cells, keys that stand once, patterns and bounds. Nothing is coerced: what stands there
stands. A frame has Excel's row numbers as its index, so pandera's failure cases know their row; rules take their misses
from these, by way of ``Shape``, and have the words. pandas and pandera are imported here only, and only when asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import ErrorValue, Row, Table, Value
from outcomes_xl.model.sentences import said
from outcomes_xl.reading.figures import NotAFigure, figure
from outcomes_xl.reading.layouts import Field, SheetLayout, layout
from outcomes_xl.reading.periods import PeriodKind, parse_period
from outcomes_xl.reading.tidy import answers_in

if TYPE_CHECKING:
    import pandas as pd

NEEDED = "not_nullable"
"""What pandera calls the check that a cell is filled; the others are named in ``_CHECKS``, and ``isin``."""


def frame_of(table: Table) -> pd.DataFrame:
    """Return a table's tidied values, a column a field, indexed by Excel's row number; blank is None, never NaN."""
    import pandas as pd

    index = pd.Index([row.number for row in table.rows], name="row", dtype="int64")
    cells = {name: [row.values.get(name) for row in table.rows] for name in table.columns}
    return pd.DataFrame(
        {name: pd.Series(column, index=index, dtype=object) for name, column in cells.items()}, index=index
    )


# What a cell is asked ---------------------------------------------------------------------------------------------


def _number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _date(value: Value) -> bool:
    return isinstance(value, date)


def _id(value: Value) -> bool:
    return isinstance(value, str)


@lru_cache(maxsize=4096, typed=True)  # ``typed``, or TRUE would be read as the 1 before it
def _figure(value: Value) -> bool:
    return not isinstance(figure(value), NotAFigure)


@lru_cache(maxsize=4096, typed=True)
def _period(value: Value) -> bool:
    return any(parse_period(value, kind) for kind in PeriodKind)


def _at_least(cells: Any, lowest: float) -> Any:
    return _each(cells, lambda value: not _number(value) or value >= lowest)


def _written(cells: Any, pattern: str) -> Any:
    fits = re.compile(pattern, re.DOTALL).fullmatch
    return _each(cells, lambda value: not isinstance(value, str) or bool(fits(value)))


def _known(cells: Any, ids: list[str], own: str) -> Any:
    """Whether each id is a known one, or begins as the borough's own do; ``own`` is "" where none may."""
    there = frozenset(ids)
    return _each(cells, lambda value: said(value) in there or bool(own and said(value).startswith(own)))


def _each_in(cells: Any, words: list[str]) -> Any:
    allowed = frozenset(words)
    return _each(cells, lambda value: allowed.issuperset(answers_in(said(value))))


def _once(cells: Any) -> Any:
    return ~cells.map(_key).duplicated()


def _once_together(frame: Any, columns: list[str]) -> Any:
    if not set(columns) <= set(frame.columns):
        return True  # the missing column is said, and there is nothing to compare
    keys = frame[columns].map(_key)
    return ~keys.duplicated() | (keys == "").any(axis=1)


def _key(value: Value) -> str:
    return said(value).casefold()


def _each(cells: Any, keeps: Callable[[Any], bool]) -> Any:
    return cells.map(keeps).astype(bool)


_CHECKS: Mapping[str, tuple[Callable[..., Any], tuple[str, ...]]] = {
    "is_number": (partial(_each, keeps=_number), ()),
    "is_date": (partial(_each, keeps=_date), ()),
    "is_id": (partial(_each, keeps=_id), ()),
    "is_figure": (partial(_each, keeps=_figure), ()),
    "is_period": (partial(_each, keeps=_period), ()),
    "is_at_least": (_at_least, ("lowest",)),
    "is_written": (_written, ("pattern",)),
    "is_known": (_known, ("ids", "own")),
    "each_in": (_each_in, ("words",)),
    "used_once": (_once, ()),
    "used_once_together": (_once_together, ("columns",)),
}
"""Our checks by the name they have in a schema's YAML: what is asked of a column's filled cells, and with what."""


@lru_cache(maxsize=1)
def _pandera() -> Any:
    """Return pandera with our checks registered, so that a schema read from YAML has them too.

    pandera's own decorator does the same, and imports hypothesis where that is installed: 0.6 s for a check.
    """
    import pandera.pandas as pa

    for name, (function, statistics) in _CHECKS.items():
        pa.Check.REGISTERED_CUSTOM_CHECKS[name] = partial(_check, pa.Check, name, function, statistics)
    return pa


def _check(check: Any, name: str, asks: Callable[..., Any], names: tuple[str, ...], *given: Any, **more: Any) -> Any:
    statistics = {**dict(zip(names, given, strict=False)), **{one: more.pop(one) for one in names if one in more}}
    return check(partial(asks, **statistics), **{"name": name, "error": name, "statistics": statistics, **more})


# A schema ---------------------------------------------------------------------------------------------------------


def schema_of(sheet: SheetLayout, known: Framework) -> Any:
    """Return the pandera schema of a sheet's table; the words of lists and the known ids are the framework's."""
    return _schema(sheet, tuple(_words(column, known) for column in sheet.columns))


def schema_from(text: str) -> Any:
    """Return the schema that pandera has written as YAML, with our checks."""
    _pandera()
    from pandera.io.pandas_io import from_yaml

    return from_yaml(text)  # type: ignore[no-untyped-call]


def as_yaml(schema: Any) -> str:
    """Return a schema as pandera's own YAML; the pair of ``schema_from``."""
    from pandera.io.pandas_io import to_yaml

    return str(to_yaml(schema))


def _words(column: Field, known: Framework) -> tuple[str, ...]:
    if column.ids:
        return tuple(getattr(known, column.ids))
    return known.list(column.list) if column.list and column.kind.startswith("choice") else ()


@lru_cache(maxsize=128)
def _schema(sheet: SheetLayout, words: tuple[tuple[str, ...], ...]) -> Any:
    pa = _pandera()
    columns = {
        column.field: pa.Column(
            None,
            list(_asked(column, list(allowed), sheet, pa.Check)),
            nullable=not column.needed,
            title=column.heading,
            description=column.help,
        )
        for column, allowed in zip(sheet.columns, words, strict=True)
    }
    keys = list(sheet.key_fields)
    together = [pa.Check.used_once_together(keys, ignore_na=False)] if len(keys) > 1 else None
    return pa.DataFrameSchema(columns, together, strict=False, name=sheet.key, title=sheet.name)


def _asked(column: Field, words: list[str], sheet: SheetLayout, check: Any) -> Iterator[Any]:
    if f"is_{column.kind}" in _CHECKS:
        yield getattr(check, f"is_{column.kind}")()
    if column.kind == "choice":
        yield check.isin(words)
    if column.kind == "choices":
        yield check.each_in(words)
    if column.ids:
        yield check.is_known(words, column.own_ids)
    if column.pattern:
        yield check.is_written(column.pattern)
    if column.lowest is not None:
        yield check.is_at_least(column.lowest)
    if sheet.key_fields == (column.field,):
        yield check.used_once()


def get_ready(known: Framework) -> None:
    """Build the borough workbook's schemas and ask them once of nothing: what a helper does as it starts."""
    import pandas as pd

    for sheet in layout("borough").with_tables:
        nothing = pd.DataFrame({column.field: pd.Series([], dtype=object) for column in sheet.columns})
        schema_of(sheet, known).validate(nothing, lazy=True)


# What is out of shape ---------------------------------------------------------------------------------------------


class ShapeMistake(Exception):
    """A schema could not be asked: our mistake, never the officer's."""


class Shape:
    """What pandera finds out of shape in a workbook's tables, each asked once, when it is first asked about.

    Cells that show one of Excel's errors are left out: "broken" is told of by itself, not as a wrong word or number.
    """

    def __init__(self, tables: Mapping[str, Table], known: Framework) -> None:
        self._tables, self._known = tables, known
        self._found: dict[str, dict[tuple[str, str], frozenset[int]]] = {}

    def rows(self, table: Table, check: str, field: str) -> list[Row]:
        """Return the rows of a table whose cell in this field does not keep this check."""
        numbers = self.of(table.key).get((check, field))
        return [row for row in table.rows if row.number in numbers] if numbers else []

    def of(self, key: str) -> Mapping[tuple[str, str], frozenset[int]]:
        """Return the numbers of the rows that do not keep a check, by check and field."""
        if key not in self._found:
            table = self._tables[key]
            found: dict[tuple[str, str], set[int]] = {}
            broken = {
                (row.number, name) for row in table.rows for name, v in row.values.items() if isinstance(v, ErrorValue)
            }
            for check, field, row in failure_cases(table, schema_of(layout("borough").sheet(key), self._known)):
                if (row, field) not in broken:
                    found.setdefault((check, field), set()).add(row)
            self._found[key] = {place: frozenset(rows) for place, rows in found.items()}
        return self._found[key]


def failure_cases(table: Table, schema: Any) -> Iterator[tuple[str, str, int]]:
    """Yield (check, field, Excel's row) for each failure case; a column that is not there is reading's to say."""
    _pandera()
    from pandera.errors import SchemaErrors

    try:
        schema.validate(frame_of(table), lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        for label, field, row in zip(cases["check"], cases["column"], cases["index"], strict=True):
            check = label.partition("(")[0]
            if check == "column_in_dataframe":
                continue
            if row is None:
                raise ShapeMistake(f"{table.key}, {field}: {check} could not be asked") from errors
            yield check, field, int(row)
