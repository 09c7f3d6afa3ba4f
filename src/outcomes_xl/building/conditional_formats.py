"""Conditional formats: what a word in a cell adds to how it looks. The word always says it first."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet

from outcomes_xl.building import theme
from outcomes_xl.building.cell_styles import Styles
from outcomes_xl.model.cell_refs import column_letters
from outcomes_xl.reading.layouts import SheetLayout

_MORE_FIGURES = 5000
"""Rows of Figures beyond those other tables may grow by: every metric has several periods."""


def mark(styles: Styles, sheet: Worksheet, made: SheetLayout, first: int, last: int) -> None:
    """Mark the words of a table's lists, retired and placeholder rows, and gaps that do not say why yet."""
    fields = [column.field for column in made.columns]
    for number, column in enumerate(made.columns):
        for word, properties in theme.WORDS.get(column.list or "", {}).items():
            if column.kind != "choice":
                continue
            sheet.conditional_format(
                first - 1,
                number,
                last - 1,
                number,
                {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": styles.mark(dict(properties))},
            )
    if "state" in fields:
        letters = column_letters(fields.index("state") + 1)
        for word, properties in (("Retired", theme.RETIRED_ROW), ("Placeholder", theme.PLACEHOLDER_ROW)):
            _formula(styles, sheet, made, first, last, f'=${letters}{first}="{word}"', properties)
    if made.key == "figures":
        _in_decimals(styles, sheet, made, first, last)
    if made.key == "availability":
        status, note = (column_letters(fields.index(name) + 1) for name in ("status", "note"))
        gaps = ",".join(f'${status}{first}="{word}"' for word, how in theme.WORDS["status"].items() if how is theme.GAP)
        where = fields.index("note")
        sheet.conditional_format(
            first - 1,
            where,
            last - 1,
            where,
            {
                "type": "formula",
                "criteria": f'=AND(OR({gaps}),${note}{first}="")',
                "format": styles.mark(theme.GAP_WITHOUT_REASON),
            },
        )


def _in_decimals(styles: Styles, sheet: Worksheet, made: SheetLayout, first: int, last: int) -> None:
    """Show figures in the decimals of their row's unit: rows come and go, and a row's metric with them."""
    fields = [column.field for column in made.columns]
    unit, figures = column_letters(fields.index("unit") + 1), ("borough", "london", "england")
    columns = [fields.index(name) for name in figures]
    for word, shape in theme.DECIMALS_OF.items():
        sheet.conditional_format(
            first - 1,
            min(columns),
            last - 1 + _MORE_FIGURES,
            max(columns),
            {"type": "formula", "criteria": f'=${unit}{first}="{word}"', "format": styles.mark({"num_format": shape})},
        )


def _formula(
    styles: Styles,
    sheet: Worksheet,
    made: SheetLayout,
    first: int,
    last: int,
    formula: str,
    properties: Mapping[str, object],
) -> None:
    sheet.conditional_format(
        first - 1,
        0,
        last - 1,
        len(made.columns) - 1,
        {"type": "formula", "criteria": formula, "format": styles.mark(dict(properties))},
    )
