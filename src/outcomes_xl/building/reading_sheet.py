"""A sheet for reading: a title, what it is, a line that says what it shows, and one table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import ceil
from typing import Any, Protocol

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from outcomes_xl.board.report_content import ShownFigure
from outcomes_xl.building import theme
from outcomes_xl.building.cell_styles import Styles
from outcomes_xl.building.page_setup import A3, A4, footer
from outcomes_xl.london.row_kinds import Plain
from outcomes_xl.london.table_shapes import PictureTable
from outcomes_xl.model.cell_refs import quoted
from outcomes_xl.model.heights import LINE, lines

HEADING_ROW = 5
"""Counted from 1: the title, what the sheet is, what it shows, a blank row, then the headings."""
_LONGEST = 32_000
_DECIMALS = 2
"""As many as are shown; the CSV files have all of them."""
_POINTS_A_CHARACTER = 6.3
_A4_ACROSS, _A3_ACROSS = 770.0, 1120.0
_SMALLEST, _SMALLER = 0.6, 0.75  # 11 point printed at 6.6 and at 8 point
_AIR = 5.25
_MAY_WRAP = 4
"""So many letters short of a column's width a text in bold may take a second line."""
_FIGURE = "figure"
"""The column with a published figure as it is told, where the number stands beside it."""
_NUMBER = {"align": "right", "indent": 1, "text_wrap": False}
_FORMATS: dict[str, dict[str, Any]] = {
    "figure": _NUMBER,
    "whole": {**_NUMBER, "num_format": "#,##0"},
    "number": {**_NUMBER, "num_format": "#,##0.0#"},
}


class ReadingColumn(Protocol):
    """A column of a table for reading: its heading, its kind ("text", "whole", "number", "figure") and its width."""

    @property
    def heading(self) -> str: ...

    @property
    def kind(self) -> str: ...

    @property
    def width(self) -> int: ...


@dataclass
class Desk:
    """The workbook in the making. ``sheets`` are the names taken, without regard to capitals."""

    book: Workbook
    styles: Styles
    tables: int = 0
    sheets: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class PlacedReading:
    """A sheet that is written, and where its table is: the first and the last row of its data, counted from 1."""

    sheet: Worksheet
    table: PictureTable
    first_row: int
    last_row: int

    def column(self, name: str) -> int:
        """Return the place on the sheet of a column, counted from 0. Raises ValueError."""
        return [column.name for column in self.table.shape.on_sheet].index(name)


def head(desk: Desk, name: str, title: str, about: str, line: str) -> Worksheet:
    """Add a sheet with what stands above its table."""
    sheet = desk.book.add_worksheet(name)
    desk.sheets.add(name.casefold())
    sheet.hide_gridlines(2)
    for row, (text, style) in enumerate(
        ((title, "Heading 1"), (about, "Explanatory Text"), (line, "Outcomes living line"))
    ):
        sheet.write_string(row, 0, text, desk.styles(style))
    sheet.set_row(0, 27)
    desk.styles.flexible_from[len(desk.book.worksheets()) - 1] = HEADING_ROW
    return sheet


def reading_sheet(desk: Desk, table: PictureTable, line: str, links: Mapping[str, str] | None = None) -> PlacedReading:
    """Add the sheet of one table. ``links`` are sheets by what stands in the first column."""
    shape = table.shape
    sheet = head(desk, shape.sheet, shape.title, shape.about, line)
    at = [place for place, column in enumerate(shape.columns) if column.heading]
    names = [column.name for column in shape.columns]
    figure = names.index(_FIGURE) if {_FIGURE, "value"} <= {*names} else None
    rows = [[_as_figure(table, row) if place == figure else row[place] for place in at] for row in table.rows]
    kinds = {figure: "figure"} if figure is not None else {}
    columns = [replace(shape.columns[place], kind=kinds.get(place, shape.columns[place].kind)) for place in at]
    last = write_table(desk, sheet, f"tblLondon_{shape.name}", columns, rows, links or {})
    return PlacedReading(sheet, table, HEADING_ROW + 1, last)


def _as_figure(table: PictureTable, row: Sequence[Plain]) -> ShownFigure:
    """Return a published figure as the number it is, with as many decimals as are told, two at most; or the symbol."""
    told, value = str(row[table.at(_FIGURE)] or ""), row[table.at("value")]
    if not isinstance(value, (int, float)):
        return ShownFigure(told)
    many = len(told.partition(".")[2]) > _DECIMALS
    return ShownFigure(f"{value:.{_DECIMALS}f}" if many else told, float(value))


def write_table(
    desk: Desk,
    sheet: Worksheet,
    name: str,
    columns: Sequence[ReadingColumn],
    rows: Sequence[Sequence[Plain | ShownFigure]],
    links: Mapping[str, str],
    bold: frozenset[str] = frozenset(),
) -> int:
    """Write a table below a sheet's head and set the sheet up for print; return its last row, counted from 1."""
    looks = [desk.styles("Outcomes Tool", **_FORMATS.get(column.kind, {})) for column in columns]
    strong = desk.styles("Outcomes Tool", bold=True)
    first_column = desk.styles("Outcomes Tool", bold=True)
    link = link_style(desk)
    written: Sequence[Sequence[Plain | ShownFigure]] = rows or [["Nothing to show.", *[None] * (len(columns) - 1)]]
    for number, row in enumerate(written, HEADING_ROW):
        _height(sheet, number, row, columns)
        for place, value in enumerate(row):
            target = links.get(str(value)) if place == 0 and links else None
            if isinstance(value, ShownFigure):
                words = looks[place] if columns[place].kind in _FORMATS else desk.styles("Outcomes Tool", **_NUMBER)
                _write_figure(desk, sheet, (number, place), value, words)
            elif target is not None:
                sheet.write_url(number, place, f"internal:{quoted(target)}!A1", link, str(value))
            elif value is None or value == "":
                sheet.write_blank(number, place, None, looks[place])
            elif isinstance(value, str):
                look = first_column if place == 0 else strong if value in bold else looks[place]
                sheet.write_string(number, place, value[:_LONGEST], look)
            else:
                sheet.write_number(number, place, round(value, _DECIMALS), looks[place])
    _as_table(desk, sheet, name, columns, len(written))
    _paper(sheet, columns)
    return HEADING_ROW + len(written)


def _write_figure(desk: Desk, sheet: Worksheet, at: tuple[int, int], value: ShownFigure, words: Format) -> None:
    """Write a figure: a number as it is shown elsewhere, or the words in its place.

    Words look as their column's numbers do: LibreOffice draws what stands behind another look without its indent.
    """
    if value.number is None:
        sheet.write_string(*at, value.shown, words) if value.shown else sheet.write_blank(*at, None, words)
    else:
        sheet.write_number(*at, value.number, desk.styles("Outcomes Tool", **_NUMBER, num_format=value.number_format))


def link_style(desk: Desk) -> Format:
    """Return how a link in a table looks."""
    return desk.styles("Outcomes link", bottom=1, bottom_color=theme.LINE, align="left", indent=1, text_wrap=True)


def _as_table(desk: Desk, sheet: Worksheet, name: str, columns: Sequence[ReadingColumn], rows: int) -> None:
    desk.tables += 1
    heading = desk.styles("Outcomes heading Tool")
    of_numbers = desk.styles("Outcomes heading Tool", align="right", indent=1)
    tallest = max(lines(column.heading, column.width) for column in columns)
    sheet.set_row(HEADING_ROW - 1, LINE * tallest + _AIR)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
    sheet.add_table(
        HEADING_ROW - 1,
        0,
        HEADING_ROW - 1 + rows,
        len(columns) - 1,
        {
            "name": re.sub(r"\W", "_", name),
            "style": None,
            "autofilter": False,
            "columns": [
                {"header": column.heading, "header_format": of_numbers if column.kind in _FORMATS else heading}
                for column in columns
            ],
        },
    )


def _height(
    sheet: Worksheet, number: int, row: Sequence[Plain | ShownFigure], columns: Sequence[ReadingColumn]
) -> None:
    tallest = 1
    for place, (value, column) in enumerate(zip(row, columns, strict=True)):
        if isinstance(value, str) and len(value) > column.width - _MAY_WRAP:
            tallest = max(tallest, _lines(value, column.width, bold=not place))
    sheet.set_row(number, min(LINE * tallest + _AIR, 409))


@lru_cache(maxsize=65536)
def _lines(text: str, width: int, bold: bool) -> int:
    return lines(text, width, bold=bold)


def _paper(sheet: Worksheet, columns: Sequence[ReadingColumn]) -> None:
    """Have the sheet printed across, its headings on every page; as wide as one page, or cut between columns."""
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
    sheet.repeat_rows(HEADING_ROW - 1)
    footer(sheet)
    across = sum(column.width for column in columns) * _POINTS_A_CHARACTER
    sheet.set_paper(A4 if across * _SMALLER <= _A4_ACROSS else A3)
    if across * _SMALLEST <= _A3_ACROSS:
        sheet.fit_to_pages(1, 0)
        return
    sheet.repeat_columns(0)
    sheet.set_print_scale(round(_SMALLER * 100))
    sheet.set_v_pagebreaks(_breaks([column.width for column in columns], _A3_ACROSS / _SMALLER / _POINTS_A_CHARACTER))
    sheet.print_across()


def _breaks(widths: Sequence[int], across: float) -> list[int]:
    """Return the columns before which a new page begins, so that the pages have about as many columns each.

    The first column stands on every page.
    """
    room = across - widths[0]
    pages = max(1, ceil(sum(widths[1:]) / room))
    while True:
        even = ceil((len(widths) - 1) / pages)
        starts = range(1, len(widths), even)
        if even == 1 or all(sum(widths[start : start + even]) <= room for start in starts):
            return list(starts)[1:]
        pages += 1
