"""The shape of each table, stated once, by its layout, and asked once, by pandera: one schema a table.

    schema_of(layout("borough").sheet("availability"), framework).validate(frame_of(table), lazy=True)

Kinds, words of a list, needed cells, keys that stand once, patterns and bounds. Nothing is coerced: what stands there
stands. A frame has Excel's row numbers as its index, so pandera's failure cases know their row; rules take their misses
from these, by way of ``Shape``, and have the words. pandas and pandera are imported here only, and only when asked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import ErrorValue, Row, Table
from outcomes_xl.reading.layouts import Field, SheetLayout, layout
from outcomes_xl.reading.shape_checks import KINDS, pandera

if TYPE_CHECKING:
    import pandas as pd

NEEDED = "not_nullable"
"""What pandera calls the check that a cell is filled. The words of a list it asks by ``isin``, all else by our own."""


def frame_of(table: Table, fields: Collection[str] | None = None) -> pd.DataFrame:
    """Return a table's tidied values, a column a field, indexed by Excel's row number; blank is None, never NaN."""
    import pandas as pd

    names = [name for name in table.columns if fields is None or name in fields]
    index = pd.Index([row.number for row in table.rows], name="row", dtype="int64")
    cells = {name: [row.values.get(name) for row in table.rows] for name in names}
    return pd.DataFrame(
        {name: pd.Series(column, index=index, dtype=object) for name, column in cells.items()}, index=index
    )


# A schema ---------------------------------------------------------------------------------------------------------


def schema_of(sheet: SheetLayout, known: Framework, whole: bool = True) -> Any:
    """Return the pandera schema of a sheet's table; the words of lists and the known ids are the framework's.

    Check asks without the columns of which nothing is asked but to be there (not ``whole``): reading has told of those,
    and each costs pandera as much as one with a question.
    """
    return _schema(sheet, tuple(_words(column, known) for column in sheet.columns), whole)


def as_yaml(sheets: Iterable[SheetLayout], known: Framework) -> str:
    """Return schemas as pandera's own YAML, a document a sheet."""
    from pandera.io.pandas_io import to_yaml

    return "---\n".join(str(to_yaml(schema_of(sheet, known))) for sheet in sheets)


def from_yaml(text: str) -> dict[str, Any]:
    """Return the schemas that ``as_yaml`` has written, by their sheets' keys, with our checks."""
    pandera()
    import yaml
    from pandera.io.pandas_io import deserialize_schema

    read = [deserialize_schema(document) for document in yaml.safe_load_all(text)]  # type: ignore[no-untyped-call]
    return {schema.name: schema for schema in read}


def _words(column: Field, known: Framework) -> tuple[str, ...]:
    if column.ids:
        return tuple(getattr(known, column.ids))
    return known.list(column.list) if column.list and column.kind.startswith("choice") else ()


@lru_cache(maxsize=128)
def _schema(sheet: SheetLayout, words: tuple[tuple[str, ...], ...], whole: bool) -> Any:
    pa = pandera()
    columns, made = {}, _made if whole else _made_once
    for column, allowed in zip(sheet.columns, words, strict=True):
        checks = list(_asked(column, allowed, sheet, made))
        if whole or checks or column.needed:
            about = {"title": column.heading, "description": column.help}
            columns[column.field] = pa.Column(
                None, checks, nullable=not column.needed, required=not column.later, **about
            )
    together = made("used_once_together", sheet.key_fields, ignore_na=False) if len(sheet.key_fields) > 1 else None
    return pa.DataFrameSchema(columns, together, strict=False, name=sheet.key, title=sheet.name)


def _asked(column: Field, words: tuple[str, ...], sheet: SheetLayout, made: Callable[..., Any]) -> Iterator[Any]:
    if column.kind in KINDS:
        yield made(f"is_{column.kind}")
    if column.kind == "choice":
        yield made("isin", words)
    if column.kind == "choices":
        yield made("each_in", words)
    if column.ids:
        yield made("is_known", words, column.own_ids, error="is_known")  # or its YAML would have every id twice
    if column.pattern:
        yield made("is_written", column.pattern)
    if column.lowest is not None:
        yield made("is_at_least", column.lowest)
    if sheet.key_fields == (column.field,):
        yield made("used_once")


def _made(name: str, *given: Any, **more: Any) -> Any:
    statistics = (list(one) if isinstance(one, tuple) else one for one in given)
    return getattr(pandera().Check, name)(*statistics, **more)


@lru_cache(maxsize=256)
def _made_once(name: str, *given: Any, **more: Any) -> Any:
    """Return a check that columns share: a hundred of them ask some thirty different things.

    Only where nothing is written as YAML: pandera takes a check's options out of it as it writes, and misses them then.
    """
    check = _made(name, *given, **more)
    check.__deepcopy__ = lambda _: check  # a schema copies its columns, and would copy every list of words with them
    return check


def get_ready(known: Framework) -> None:
    """Build the borough workbook's schemas and ask them once of nothing: what a helper does as it starts."""
    import pandas as pd

    for sheet in layout("borough").with_tables:
        schema = schema_of(sheet, known, whole=False)
        schema.validate(pd.DataFrame({name: pd.Series([], dtype=object) for name in schema.columns}), lazy=True)


# What is out of shape ---------------------------------------------------------------------------------------------


class ShapeMistake(Exception):
    """A schema could not be asked: our mistake, never the officer's."""


class Shape:
    """What pandera finds out of shape in a workbook's tables, each asked once, when it is first asked about.

    Cells that show one of Excel's errors are left out: "broken" is told of by itself, not as a wrong word or number.
    """

    def __init__(self, tables: Mapping[str, Table], known: Framework) -> None:
        self._tables, self._known = tables, known
        self._found: dict[str, Mapping[tuple[str, str], frozenset[int]]] = {}

    def rows(self, table: Table, check: str, field: str) -> list[Row]:
        """Return the rows of a table whose cell in this field does not keep this check."""
        numbers = self.of(table.key).get((check, field))
        return [row for row in table.rows if row.number in numbers] if numbers else []

    def of(self, key: str) -> Mapping[tuple[str, str], frozenset[int]]:
        """Return the numbers of the rows that do not keep a check, by check and field."""
        if key not in self._found:
            sheet = layout("borough").sheet(key)
            words = tuple(_words(column, self._known) for column in sheet.columns)
            self._found[key] = _out_of_shape(sheet, words, _Cells(self._tables[key]))
        return self._found[key]


class _Cells:
    """A table, equal to another that has the same cells in the same rows; TRUE, 1 and 1.0 are three cells."""

    def __init__(self, table: Table) -> None:
        self.table = table
        cells = [row.values.get(name) for row in table.rows for name in table.columns]
        rows = tuple(row.number for row in table.rows)
        self._same = (tuple(table.columns), rows, tuple(cells), tuple(map(type, cells)))
        self._hash = hash(self._same)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Cells) and self._same == other._same


# As many as a few workbooks have: of a check that comes after a fix, or of the same workbook, most tables are the same.
@lru_cache(maxsize=128)
def _out_of_shape(
    sheet: SheetLayout, words: tuple[tuple[str, ...], ...], cells: _Cells
) -> Mapping[tuple[str, str], frozenset[int]]:
    found: dict[tuple[str, str], set[int]] = {}
    table = cells.table
    broken = {(row.number, name) for row in table.rows for name, v in row.values.items() if isinstance(v, ErrorValue)}
    for check, field, row in failure_cases(table, _schema(sheet, words, whole=False)):
        if (row, field) not in broken:
            found.setdefault((check, field), set()).add(row)
    return {place: frozenset(rows) for place, rows in found.items()}


def failure_cases(table: Table, schema: Any) -> Iterator[tuple[str, str, int]]:
    """Yield (check, field, Excel's row) for each failure case; a column that is not there is reading's to say."""
    pandera()
    from pandera.errors import SchemaErrors

    try:
        schema.validate(frame_of(table, schema.columns), lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        for label, field, row in zip(cases["check"], cases["column"], cases["index"], strict=True):
            check = label.partition("(")[0]
            if check == "column_in_dataframe":
                continue
            if row is None or row != row:  # beside rows, pandas makes NaN of None
                raise ShapeMistake(f"{table.key}, {field}: {check} could not be asked") from errors
            yield check, field, int(row)
