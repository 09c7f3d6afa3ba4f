"""What every workbook of ours has: properties, the names of its lists, named styles, and the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time

from xlsxwriter import Workbook

from outcomes_xl.building.cell_styles import Styles, finished
from outcomes_xl.building.data_validation import NAME_LISTS, list_name
from outcomes_xl.building.formula_values import with_values
from outcomes_xl.building.table_contents import Entry
from outcomes_xl.building.table_sheet import PlacedTable, SheetContext
from outcomes_xl.framework.entries import Framework
from outcomes_xl.model.cell_refs import quoted
from outcomes_xl.reading.chosen_names import LISTED, OWN_TABLE
from outcomes_xl.reading.column_formulas import whole_column
from outcomes_xl.reading.layouts import LAYOUT_MARKER, SHEET_MARKER, Layout

AUTHOR = "The outcomes_xl maintainers"


def made(
    layout: Layout,
    framework: Framework,
    title: str,
    today: date | None,
    rows: Mapping[str, Sequence[Entry]],
    sheets: Callable[[SheetContext], Mapping[str, PlacedTable]],
) -> bytes:
    """Return a workbook whose sheets ``sheets`` puts on the desk, from ``rows`` by layout key.

    What each formula comes to is worked out from its own text, when every cell it rests on is there. Excel need not
    work anything out, and rows are as high as what formulas say needs.
    """
    out = io.BytesIO()
    book = Workbook(
        out,
        {
            "in_memory": True,
            "default_format_properties": {"font_name": "Arial", "font_size": 11},
            "default_column_width": 72,
            "strings_to_formulas": False,
            "strings_to_urls": False,
        },
    )
    styles = Styles(book)
    _describe(book, layout, framework, title, today or framework.release.released_on)
    book.set_size(2400, 1400)
    context = SheetContext(book, styles, layout, framework)
    placed = sheets(context)
    _name_lists(book, placed["lists"], rows["lists"])
    if any(column.chosen_from for sheet in layout for column in sheet.columns):
        _name_names(book, layout)
    _mark(book, layout)
    first = book.worksheets()[0]
    first.activate()
    first.set_first_sheet()
    values = with_values(book)
    for fit in context.once_worked_out:
        fit(values)
    book.close()
    return finished(out.getvalue(), styles)


def _describe(book: Workbook, layout: Layout, framework: Framework, title: str, day: date) -> None:
    """Say what the file is in its properties, and in two of our own which layout it has, and in which edition."""
    book.set_properties(
        {
            "title": title,
            "subject": f"Outcomes framework, edition {framework.release.edition}, release {framework.release.id}",
            "author": AUTHOR,
            "category": layout.title,
            "keywords": "outcomes framework, children, young people, families, data availability",
            "comments": "Starter framework in our own short labels; where each row comes from stands beside it.",
            "created": datetime.combine(day, time(9)),
        }
    )
    book.set_custom_property("outcomes_xl layout", layout.layout, "text")
    book.set_custom_property("outcomes_xl layout edition", layout.edition, "number")


def _mark(book: Workbook, layout: Layout) -> None:
    """Say in hidden names which layout this is, and which of its sheets is which."""
    there = {sheet.get_name() for sheet in book.worksheets()}
    book.define_name(LAYOUT_MARKER, f'="{layout.layout} {layout.edition}"')
    for sheet in layout:
        if sheet.name in there:
            book.define_name(f"{SHEET_MARKER}{sheet.key}", f"={quoted(sheet.name)}!$A$1")


def _name_lists(book: Workbook, lists: PlacedTable, rows: Sequence[Entry]) -> None:
    """Give each list's words a name such as lst_status: the drop-downs and the officer's own formulas use it."""
    where: dict[str, tuple[int, int]] = {}
    for number, row in enumerate(rows, start=lists.first_row):
        name = str(row["list"])
        first, last = where.get(name, (number, number - 1))
        if last != number - 1:
            raise ValueError(f"the words of list {name!r} do not stand together")
        where[name] = (first, number)
    for name, (first, last) in where.items():
        book.define_name(list_name(name), f"={lists.absolute(first, last, 'value')}")


def _name_names(book: Workbook, layout: Layout) -> None:
    """Name what can be chosen by name: a table's whole column, so that it grows; outcomes once each, from Lists."""
    for kind in ("metrics", "services"):
        key, _, field = OWN_TABLE[kind]
        book.define_name(NAME_LISTS[kind], f"={whole_column(layout.sheet(key), field)}")
    lists = layout.sheet("lists")
    words, titles = (whole_column(lists, field) for field in ("list", "meaning"))
    first, many = f'MATCH("{LISTED}",{words},0)', f'COUNTIF({words},"{LISTED}")'
    book.define_name(NAME_LISTS["outcomes"], f"=INDEX({titles},{first}):INDEX({titles},{first}+{many}-1)")
