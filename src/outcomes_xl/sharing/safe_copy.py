"""The copy: a new workbook with the rows of our tables. It is built, never cleaned: what is not known cannot travel."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from outcomes_xl.building import borough_workbook
from outcomes_xl.building.table_contents import Entry, rows_for
from outcomes_xl.framework.entries import Framework
from outcomes_xl.jobs.table_edits import start_answer
from outcomes_xl.model import CellRef, ErrorValue, Row, Table, Value
from outcomes_xl.model.sentences import counted, shown
from outcomes_xl.reading.layouts import SheetLayout, layout
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.sharing.cell_texts import Places, travelling
from outcomes_xl.sharing.sharing_words import sharing_words

WITHHELD = "c"
"""What stands in place of a figure that is left out: the symbol statisticians use for one withheld."""
TELLS_OF_FIGURES = frozenset({"evidence", "found_values", "beside_london", "since_before"})


@dataclass(frozen=True)
class CopyLine:
    """What the copy says of itself on Changes: the day it was made, and how many cells were left out.

    A reason that an officer gave does not travel: it is typed in haste, and may name whom it is about.
    """

    now: datetime
    left_out: int

    def line(self) -> dict[str, Value]:
        """Return the one line of Changes."""
        return {
            "run": 1,
            "done_at": f"{self.now:%Y-%m-%d}",
            "job": "Share a copy",
            "change": "copy to share",
            "after": f"A copy to share, built anew from the tables, with {counted(self.left_out, 'cell')} left out.",
            "because": "Notes on cells, other sheets, own columns and the log stay with the borough.",
        }

    def about(self, borough: str) -> tuple[str, ...]:
        """Return the three lines of Start: whose copy it is and from when, what never travels, what was held back."""
        whose = f"{borough}'s workbook" if borough else "a workbook that names no borough yet"
        never = (
            "Never in a copy, so blank here: who prepared it and who assessed, where data sits, findings, the log, "
            "notes on cells, other sheets and columns."
        )
        left = "No cell of the tables was held back because it could be about one person."
        if self.left_out:
            were, they = ("was", "it") if self.left_out == 1 else ("were", "they")
            left = (
                f"{counted(self.left_out, 'cell')} of the tables {were} held back because {they} could be about one "
                f"person: blank here, or {WITHHELD} where a count is small."
            )
        return (
            f"Copied from {whose} on {shown(self.now.date())}, to be read. What is changed here does not reach it.",
            never,
            left,
        )


def safe_copy(reading: Reading, framework: Framework, left_out: Collection[CellRef], told: CopyLine) -> bytes:
    """Return the copy as the bytes of an .xlsx. Cells in ``left_out`` are blank in it; a figure is withheld with all
    the figures of its row, since one can be told from the others.
    """
    places = travelling(reading)
    plan = layout("borough")
    fresh = rows_for(plan, framework, {}, {})
    whole: dict[str, list[Entry]] = {}
    for shape in plan.with_tables:
        table = reading.tables.get(shape.key)
        if table is not None and shape.key not in sharing_words()["stays"]["tables"]:
            entries = (_entry(table, row, places, left_out) for row in table)
            whole[shape.key] = [entry for entry in entries if entry]
        else:
            whole[shape.key] = [*fresh[shape.key]] if _stands_in_every_workbook(shape) else []
    whole["changes"] = [told.line()]
    code = start_answer(reading, "Borough code")
    borough = framework.borough(code) or framework.borough(start_answer(reading, "Borough"))
    about = told.about(borough.name if borough else "")
    return borough_workbook(framework, borough, today=told.now.date(), whole=whole, about_copy=about)


def _stands_in_every_workbook(shape: SheetLayout) -> bool:
    return bool(shape.framework or shape.rows) or shape.key in ("lists", "framework", "availability")


def _entry(table: Table, row: Row, places: Places, left_out: Collection[CellRef]) -> dict[str, Value]:
    """Return what travels of a row, by field."""
    figures = sharing_words()["figures"].get(table.key, ())
    withheld = any(name in table.columns and table.cell(row, name) in left_out for name in figures)
    made: dict[str, Value] = {}
    for name, value in row.typed.items():
        if places.get((table.sheet, row.number, table.columns[name])) != (table.key, name):
            continue
        if value is None or isinstance(value, ErrorValue) or (withheld and name in TELLS_OF_FIGURES):
            continue
        if withheld and name in figures:
            made[name] = WITHHELD
        elif table.cell(row, name) not in left_out:
            made[name] = value
    return made
