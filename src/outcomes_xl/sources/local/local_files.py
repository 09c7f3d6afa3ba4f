"""Local files as tables one can ask: CSV in any of its encodings, Excel and Parquet, alone or in a folder of extracts.

DuckDB reads CSV and Parquet where they lie. Excel sheets are first written out as CSV by a process of their own, since
a workbook can be made to take all the memory there is (and DuckDB's own reader is an extension to download).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from outcomes_xl.model.cannot_use import CannotLook
from outcomes_xl.sources.local.csv_files import as_named, as_utf8, table_of
from outcomes_xl.sources.local.excel_files import sheet
from outcomes_xl.sources.local.file_places import ENDINGS
from outcomes_xl.sources.local.file_table import TABLE, Here
from outcomes_xl.sources.local.sheet_process import SheetProcess
from outcomes_xl.sources.local.source_rows import SourceKind, SourceRow

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend


def kind_of(path: Path, row: SourceRow) -> SourceKind:
    """Return what a file is: its ending says, else the row of Sources."""
    by_ending = next((kind for kind, endings in ENDINGS.items() if path.name.lower().endswith(endings)), None)
    return by_ending or (
        SourceKind(row.kind) if row.kind in (SourceKind.CSV, SourceKind.EXCEL, SourceKind.PARQUET) else SourceKind.CSV
    )


@contextmanager
def opened(
    path: Path, row: SourceRow, engine: Backend, scratch: Path, sheets: SheetProcess, careful: bool = False
) -> Iterator[Here]:
    """Give one file as a table. ``careful`` reads a CSV file that is not made as its first lines promise.

    Raises CannotLook for a file that cannot be read. Copies made on the way are gone afterwards.
    """
    try:
        match kind_of(path, row):
            case SourceKind.EXCEL:
                with sheet(path, row, engine, scratch, sheets) as here:
                    yield here
            case SourceKind.PARQUET:
                # A folder called year=2024 would add a column of that name.
                table = engine.read_parquet(as_named(path), table_name=TABLE, hive_partitioning=False)
                yield Here(path.name, tuple(table.columns), tuple(table.columns), lambda _: table)
            case _:
                with as_utf8(path, scratch, careful) as plain:
                    yield table_of(path, plain, row, engine, careful)
    except OSError:
        raise CannotLook("It could not be opened; another program may have it open.", "Close it there.") from None
