"""Check, refresh and fill the shared outcomes framework for children and families, in its own workbook.

For analysts, from Python, on a closed workbook; nothing is ever written (docs/maintainers/for-analysts.md):

    outcomes_xl.frame("Merton outcomes.xlsx", "availability")

Everything heavy is imported when it is asked for. All four raise CannotUse, in words, for what they cannot use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from outcomes_xl.model import Result
    from outcomes_xl.reading.read_tables import Reading

__version__ = "0.1.0"


def read(workbook: str | Path) -> Reading:
    """Return the tables of a borough's workbook or a central file, by key, and what reading them met."""
    from pathlib import Path

    from outcomes_xl.hosts import files
    from outcomes_xl.reading.read_tables import read_tables, which_layout

    book = files.read(Path(workbook))
    return read_tables(book, which_layout(book))


def check(workbook: str | Path) -> Result:
    """Return what Check finds in a borough's workbook today, and the patch it would write."""
    from datetime import datetime
    from pathlib import Path

    from outcomes_xl.hosts import files
    from outcomes_xl.jobs.check import check as job
    from outcomes_xl.jobs.context import Context
    from outcomes_xl.workflows.edition_of_workbook import framework_of

    now = datetime.now().replace(second=0, microsecond=0)
    book = files.read(Path(workbook))
    return job(book, Context(now=now, framework=framework_of(book)))


def frame(workbook: str | Path, table: str) -> pd.DataFrame:
    """Return a table as a pandas frame: a column a field, Excel's row numbers as index, blank cells None.

    ``table`` is its key or its sheet's name. Nothing is converted: what was typed as text is text.
    """
    from outcomes_xl.model.cannot_use import CannotUse
    from outcomes_xl.reading.layouts import sheet_named
    from outcomes_xl.reading.schemas import frame_of

    sheet = sheet_named(table)
    found = read(workbook).tables.get(sheet.key)
    if found is None:
        raise CannotUse(f"The sheet {sheet.name}, or its table, is not in {workbook}.", "Look whether it was renamed.")
    return frame_of(found)


def schema(table: str, written: str | Path | None = None) -> Any:
    """Return the pandera schema of a table: ``schema("targets").validate(frame(…, "targets"), lazy=True)``.

    ``written`` is a file that ``outcomes-xl schema`` wrote; without it the schema is made as Check makes it.
    """
    from pathlib import Path

    from outcomes_xl.framework import load_framework
    from outcomes_xl.reading import schemas
    from outcomes_xl.reading.layouts import sheet_named

    sheet = sheet_named(table)
    if written is None:
        return schemas.schema_of(sheet, load_framework())
    return schemas.from_yaml(Path(written).read_text(encoding="utf-8"))[sheet.key]
