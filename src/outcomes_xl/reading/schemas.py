"""For analysts: a table as a pandas frame with Excel's row numbers as its index, and the pandera schema of its shape.

    frame = frame_of(reading.tables["availability"])
    schema_of(layout("borough").sheet("availability")).validate(frame, lazy=True)

The failure cases of pandera then already know their Excel row. Nothing is coerced: what stands there stands. pandas and
pandera are imported here only, and only when asked.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from outcomes_xl.model import CellRef, Table
from outcomes_xl.reading.layouts import SheetLayout
from outcomes_xl.reading.shapes import KEEPS, is_filled

if TYPE_CHECKING:
    import pandas as pd


def frame_of(table: Table) -> pd.DataFrame:
    """Return a table's tidied values, a column a field, indexed by Excel's row number; blank is None, never NaN."""
    import pandas as pd

    rows = [row.number for row in table]
    columns = {name: pd.Series([row[name] for row in table], index=rows, dtype=object) for name in table.columns}
    return pd.DataFrame(columns, index=pd.Index(rows, name="row"))


@lru_cache(maxsize=32)
def schema_of(sheet: SheetLayout) -> Any:
    """Return the pandera schema of a sheet's table: its columns are there, and keep their kind. Extra ones may be."""
    import pandera.pandas as pa

    return pa.DataFrameSchema(
        {column.field: pa.Column(None, _check(column.kind), nullable=True) for column in sheet.columns}, strict=False
    )


def failures(table: Table, sheet: SheetLayout) -> tuple[CellRef, ...]:
    """Return the cells pandera finds out of shape, in order; a missing column is reading's to say, not ours."""
    from pandera.errors import SchemaErrors

    try:
        schema_of(sheet).validate(frame_of(table), lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        places = cases.loc[cases["check"].isin(list(KEEPS)), ["column", "index"]].itertuples(index=False)
        return tuple(sorted(table.cell(int(row), str(column)) for column, row in places))
    return ()


def _check(kind: str) -> Any:
    import pandera.pandas as pa

    keeps = KEEPS.get(kind)
    if keeps is None:
        return None
    return pa.Check(
        lambda cells: cells.map(lambda value: not is_filled(value) or keeps(value)).astype(bool),
        name=kind,
        error=kind,
        ignore_na=False,
    )
