"""The workbook's own shape: what reading met on its way, each kind of trouble with a rule of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from outcomes_xl.model import CellRef, Table
from outcomes_xl.rules.engine import Miss, rule

if TYPE_CHECKING:
    from outcomes_xl.reading.headings import Trouble

# Troubles that other rules find in the tables themselves, where they know every cell.
TOLD_BY_OTHERS = {"formula": "AN06"}


def told(kind: str, troubles: Iterable[Trouble], *names: str) -> Iterator[Miss]:
    """Yield a miss for each trouble of a kind, with the words it carries; the sheet's first cell if it has none."""
    for trouble in troubles:
        if trouble.kind == kind:
            words = {name: trouble.words.get(name, "") for name in names}
            yield Miss(
                trouble.cell or CellRef(trouble.sheet, 1, 1), sure=None, **{"found": words.get("typed", ""), **words}
            )


@rule("WB01")
def every_sheet_is_there(troubles: Iterable[Trouble]) -> Iterator[Miss]:
    yield from told("sheet missing", troubles)


@rule("WB02", "table")
def every_table_is_there(troubles: Iterable[Trouble]) -> Iterator[Miss]:
    lost = [trouble for trouble in troubles if not trouble.words.get("read_from")]
    yield from told("table missing", lost, "table")


@rule("WB03", "table", "read_from")
def every_list_is_an_excel_table(troubles: Iterable[Trouble]) -> Iterator[Miss]:
    read = [trouble for trouble in troubles if trouble.words.get("read_from")]
    yield from told("table missing", read, "table", "read_from")


@rule("WB04", "missing")
def every_column_is_there(troubles: Iterable[Trouble]) -> Iterator[Miss]:
    for trouble in troubles:
        if trouble.kind == "column missing":
            place = trouble.cell or CellRef(trouble.sheet, 1, 1)
            yield Miss(place, found="", missing=trouble.words["heading"])


@rule("WB05", "should_be")
def headings_are_as_they_were(troubles: Iterable[Trouble]) -> Iterator[Miss]:
    for trouble in troubles:
        if trouble.kind == "heading renamed" and trouble.cell:
            heading = trouble.words["heading"]
            yield Miss(trouble.cell, offer=heading, found=trouble.words["typed"], should_be=heading)


@rule("WB06", "should_be")
def a_heading_stands_once(troubles: Iterable[Trouble]) -> Iterator[Miss]:
    for trouble in troubles:
        if trouble.kind == "heading twice" and trouble.cell:
            yield Miss(trouble.cell, found=trouble.words["typed"], should_be=trouble.words["heading"])


@rule("WB07", "area")
def no_cells_are_merged(troubles: Iterable[Trouble]) -> Iterator[Miss]:
    yield from told("merged cells", troubles, "area")


@rule("WB08", "below")
def every_row_is_inside_its_table(troubles: Iterable[Trouble]) -> Iterator[Miss]:
    for trouble in troubles:
        if trouble.kind == "below the table" and trouble.cell:
            yield Miss(trouble.cell, found="", below=trouble.words["cells"])


@rule("WB09", "rows")
def no_rows_are_out_of_sight(troubles: Iterable[Trouble]) -> Iterator[Miss]:
    yield from told("hidden rows", troubles, "rows")


@rule("WB10")
def no_sheet_is_out_of_sight(troubles: Iterable[Trouble]) -> Iterator[Miss]:
    yield from told("hidden sheet", troubles)


@rule("WB11")
def dates_count_from_1900(troubles: Iterable[Trouble]) -> Iterator[Miss]:
    yield from told("dates from 1904", troubles)


@rule("WB13", "table")
def header_rows_are_shown(troubles: Iterable[Trouble]) -> Iterator[Miss]:
    yield from told("header row off", troubles, "table")


@rule("WB12", "original")
def no_sheet_is_a_copy(troubles: Iterable[Trouble]) -> Iterator[Miss]:
    yield from told("copied sheet", troubles, "original")


@rule("WB14")
def no_tab_is_still_to_come(troubles: Iterable[Trouble]) -> Iterator[Miss]:
    yield from told("sheet to come", troubles)


@rule("WB15", "what")
def what_came_from_another_edition_was_looked_at(changes: Table) -> Iterator[Miss]:
    """Rows of an edition that were split or merged: asked on Changes when the workbook was carried, not settled yet."""
    for row in changes:
        asked = row.text("job") == "New edition" and row.text("change") in ("question", "please look")
        if asked and not row.text("settled") and not row.text("undone"):
            what = row.text("about") or f"{row.text('sheet')}, cell {row.text('cell')},"
            yield Miss(row, "because", what=what)
