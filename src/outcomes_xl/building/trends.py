"""The column Trend on Data availability: a sparkline a row, of the figures found and those before them.

Columns, not lines: a line without a scale makes a mountain of any change. They stand on nought, and the last is dark.
What is below nought, as a gap between two groups may be, has no column: the words beside it say how it stands.
Their cells hold the formula of an empty word: over a blank one LibreOffice lets a symbol run that stands at the right
of a column folded away, a stray "c".
"""

from __future__ import annotations

from outcomes_xl.building import theme
from outcomes_xl.building.table_sheet import PlacedTable, SheetContext
from outcomes_xl.building.workings_sheet import SPARE_ROWS, trend_cells
from outcomes_xl.model.cell_refs import column_letters

HEADING = "Trend"
_LOOKS = {"type": "column", "series_color": "#8FA9C2", "last_point": True, "last_color": theme.NAVY, "min": 0}


def trends(context: SheetContext, placed: PlacedTable) -> None:
    """Put a sparkline into each row of the table, and into the rows below that may join it."""
    columns = [column.heading for column in placed.layout.columns]
    if HEADING not in columns:
        return
    sheet = context.book.get_worksheet_by_name(placed.layout.name)
    letters = column_letters(columns.index(HEADING) + 1)
    rows = range(placed.first_row, placed.last_row + SPARE_ROWS + 1)
    where = {"location": [f"{letters}{row}" for row in rows], "range": [trend_cells(row) for row in rows]}
    sheet.add_sparkline(where["location"][0], {**_LOOKS, **where})
