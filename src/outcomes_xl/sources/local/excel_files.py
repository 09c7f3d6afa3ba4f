"""A sheet of a workbook as a table to ask. Only the columns that are needed are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outcomes_xl.model.cannot_use import CannotLook
from outcomes_xl.sources.local.file_table import Here, headings_among
from outcomes_xl.sources.local.source_rows import SourceRow

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends.duckdb import Backend


_TABLE = "sheet"


def sheet(path: Path, row: SourceRow, engine: Backend) -> Here:
    """Return the sheet a row of Sources names, or the only one there is. Raises CannotLook for any other."""
    from python_calamine import CalamineError, load_workbook

    try:
        book = load_workbook(str(path))
        name = _sheet_name(row, book.sheet_names)
        cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except CalamineError:
        raise CannotLook(
            "It cannot be read as a workbook; it may be damaged or have a password.", "Open it and save it anew."
        ) from None
    at, headings = headings_among(enumerate(cells), row)

    def table(needed: Sequence[str]) -> ir.Table:
        import pyarrow as pa

        places = {heading: headings.index(heading) for heading in needed}
        below = cells[at + 1 :]
        columns = {heading: pa.array([_cell(line[p]) for line in below], pa.string()) for heading, p in places.items()}
        engine.con.register(_TABLE, pa.table(columns))
        return engine.table(_TABLE)

    return Here(path.name, headings, headings, table)


def _sheet_name(row: SourceRow, names: Sequence[str]) -> str:
    if not row.table and len(names) == 1:
        return names[0]
    if found := [name for name in names if name.strip().casefold() == row.table.casefold()]:
        return found[0]
    listed = ", ".join(f"“{name}”" for name in names[:8])
    if not row.table:
        raise CannotLook(
            f"The workbook has {len(names)} sheets: {listed}.", "Write in Sheet or table which.", "table", tuple(names)
        )
    from outcomes_xl.framework.suggest import did_you_mean

    near = did_you_mean(row.table, names)
    raise CannotLook(
        f"It has no sheet “{row.table}”.", f"Did you mean “{near}”?" if near else f"It has {listed}.", "table"
    )


def _cell(value: Any) -> str | None:
    """Return a cell as text: whole numbers without their .0, dates as Excel's day in figures, blanks as nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value)
