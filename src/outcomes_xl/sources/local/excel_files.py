"""A sheet of a workbook as a table to ask: written out as CSV by a process of its own, and asked like any CSV file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outcomes_xl.model.cannot_use import CannotLook
from outcomes_xl.model.sentences import counted
from outcomes_xl.sources.local.csv_files import table_of_text
from outcomes_xl.sources.local.file_table import Here
from outcomes_xl.sources.local.sheet_process import SheetProcess
from outcomes_xl.sources.local.source_rows import SourceRow

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend


@contextmanager
def sheet(path: Path, row: SourceRow, engine: Backend, scratch: Path, reader: SheetProcess) -> Iterator[Here]:
    """Give the sheet a row of Sources names, or the only one there is. Raises CannotLook for any other."""
    copy = scratch / f"{path.name}.sheet.csv"
    try:
        found = reader.csv_of(path, row.table, copy)
        if "sheets" in found:
            raise _which(row, tuple(found["sheets"]))
        here = table_of_text(path.name, copy, row, engine, ",")
        yield replace(here, stops=_odd(found, "no_result", here), remarks=_odd(found, "errors", here))
    finally:
        copy.unlink(missing_ok=True)


def _odd(found: Mapping[str, Any], kind: str, here: Here) -> Mapping[str, CannotLook]:
    """Return what is to be said of each column that has such cells, by the column's name."""
    seen = {int(position): cells for position, cells in found[kind].items() if int(position) < len(here.names)}
    return {here.names[position]: _said(kind, here.names[position], cells) for position, cells in seen.items()}


def _said(kind: str, column: str, cells: Mapping[str, Any]) -> CannotLook:
    what, _, first = str(cells["first"]).rpartition(" in ")
    more = cells["count"] - 1
    where = f"{first} and {counted(more, 'more cell')}" if more else first
    if kind == "errors":
        return CannotLook(
            f"Its column “{column}” shows {what} in {where}, one of Excel's error values.",
            "An error is neither a figure nor a blank. Mend the formula there, or type the figure.",
            "value",
        )
    return CannotLook(
        f"Its column “{column}” has a formula without a saved result in {where}.",
        "Open it in Excel, save it, and look again.",
        "value",
    )


def _which(row: SourceRow, names: Sequence[str]) -> CannotLook:
    from outcomes_xl.model.spelling import did_you_mean

    listed = ", ".join(f"“{name}”" for name in names[:8])
    if not row.table:
        count = f"The workbook has {len(names)} sheets: {listed}." if names else "The workbook has no sheet of cells."
        return CannotLook(count, "Write in Sheet or table which.", "table", tuple(names))
    near = did_you_mean(row.table, names)
    return CannotLook(
        f"It has no sheet “{row.table}”.", f"Did you mean “{near}”?" if near else f"It has {listed}.", "table"
    )
