"""The Figures sheet: every period of a figure found, what stays of earlier looks, and what somebody else put there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from outcomes_xl.framework import load_framework
from outcomes_xl.jobs.availability import availability
from outcomes_xl.jobs.context import Context
from outcomes_xl.model import AddSheet, Book, CellRef, Result, SetCell
from outcomes_xl.reading.layouts import layout
from outcomes_xl.sources import Evidence, FileSeen, Found, Looked
from tests.workbooks import borough_book, play_in_memory

FRAMEWORK = load_framework()
MERTON = FRAMEWORK.boroughs["E09000024"]
NOW = datetime(2026, 11, 22, 14, 5)
START = "| setting | answer |\n| Borough code | E09000024 |"
ROWS = """
    | metric_id | metric                  | found |
    | MET-009   | Looked-after rate       |       |
    | MET-039   | GLD at age 5            |       |
"""
RATE = Evidence(
    "MET-009",
    Found.FOUND,
    "Children looked after: 31.",
    figure=31,
    period="31 March 2025",
    said="31",
    london=51.25,
    england=70,
    history=(("31 March 2023", "c"), ("31 March 2024", 30.5), ("31 March 2025", 31)),
    history_beside=((52, None), (51, 71), (51.25, 70)),
    publication="Children looked after in England",
)
GLD = Evidence("MET-039", Found.NOT_HERE, "Not in these files.")
FOUND_GLD = replace(RATE, metric_id="MET-039", period="2024/25", history=(("2024/25", 70),), figure=70.1)
HEADINGS = {column.field: column.heading for column in layout("borough").sheet("figures").columns}


def workbook(**more: str) -> Book:
    return borough_book({"start": START, "availability": ROWS, **more})


def run(book: Book, *evidence: Evidence) -> Result:
    seen = (FileSeen("rates.csv", "DfE release file", 5),)
    found = {one.metric_id: one for one in evidence}
    return availability(book, Looked(MERTON, date(2026, 11, 22), "published", found, seen), Context(NOW, FRAMEWORK))


def after(book: Book, *evidence: Evidence) -> Book:
    return play_in_memory(book, run(book, *evidence).patch)


def standing(book: Book, *fields: str) -> list[tuple[object, ...]]:
    sheet, area = book.sheets["Figures"], book.tables["tblFigures"].area
    places = {text: column for column, text in sheet.row(area.first_row).items()}
    return [
        tuple(sheet.value(number, places[HEADINGS[name]]) for name in fields)
        for number in range(area.first_row + 1, area.last_row + 1)
    ]


def test_every_period_stands_in_a_row_withheld_as_the_publisher_says_it_and_blank_where_there_is_none() -> None:
    book = after(workbook(), RATE, GLD)
    assert standing(book, "metric", "period", "borough", "london", "england", "key") == [
        ("Looked-after rate", "31 March 2023", "c", 52, None, "MET-009|2"),
        ("Looked-after rate", "31 March 2024", 30.5, 51, 71, "MET-009|1"),
        ("Looked-after rate", "31 March 2025", 31, 51.25, 70, "MET-009|0"),
    ]
    assert standing(book, "unit", "source", "periods_ago", "metric_id")[-1] == (
        "per 10,000",
        "Children looked after in England",
        0,
        "MET-009",
    )


def test_the_latest_row_says_what_stands_on_data_availability() -> None:
    book = after(workbook(), RATE, FOUND_GLD)
    sheet, area = book.sheets["Data availability"], book.tables["tblAvailability"].area
    places = {text: column for column, text in sheet.row(area.first_row).items()}
    shape = layout("borough").sheet("availability")
    fields = ("found_figure", "london", "england", "found_period", "metric_id")
    rows = range(area.first_row + 1, area.last_row + 1)
    there = {tuple(sheet.value(row, places[shape.field(name).heading]) for name in fields) for row in rows}
    figures = standing(book, "borough", "london", "england", "period", "metric_id", "periods_ago")
    latest = {row[:-1] for row in figures if row[-1] == 0}
    assert latest == there and len(latest) == 2


def test_the_same_again_writes_nothing() -> None:
    book = after(workbook(), RATE, FOUND_GLD)
    assert not run(book, RATE, FOUND_GLD).patch


def test_a_figure_these_files_do_not_have_stays_from_an_earlier_look() -> None:
    book = after(workbook(), RATE, FOUND_GLD)
    gone = Evidence("MET-009", Found.NOT_HERE, "Not in these files.")
    assert standing(after(book, gone, FOUND_GLD), "key") == standing(book, "key")


def test_a_metric_the_publisher_no_longer_has_leaves_and_a_new_period_joins_its_metric() -> None:
    book = after(workbook(), RATE, FOUND_GLD)
    newer = replace(
        RATE,
        figure=33,
        period="31 March 2026",
        history=(*RATE.history, ("31 March 2026", 33)),
        history_beside=(*RATE.history_beside, (50, 69)),
    )
    without = replace(FOUND_GLD, found=Found.NO_ROW, period="", figure=None, history=())
    assert standing(after(book, newer, without), "period", "borough", "key") == [
        ("31 March 2023", "c", "MET-009|3"),
        ("31 March 2024", 30.5, "MET-009|2"),
        ("31 March 2025", 31, "MET-009|1"),
        ("31 March 2026", 33, "MET-009|0"),
    ]


def test_a_row_the_officer_added_stays_where_it_is_and_a_column_beside_the_table_too() -> None:
    figures = """
        | metric  | period  | borough | key       | metric_id |
        | Old     | 2023/24 | 12      | MET-009|0 | MET-009   |
        | My own  | 2024/25 | 7       |           |           |
        | Another | 2024/25 | 8       | mine      |           |
    """.replace("MET-009|0", "MET-009¦0")
    book = workbook(figures=figures)
    area = book.tables["tblFigures"].area
    key = next(c for c, text in book.sheets["Figures"].row(area.first_row).items() if text == "Key")
    book = play_in_memory(
        book,
        [
            SetCell(CellRef("Figures", area.first_row + 1, key), "MET-009¦0", "MET-009|0", ""),
            SetCell(CellRef("Figures", area.first_row + 1, area.last_column + 2), None, "my note", ""),
            SetCell(CellRef("Figures", area.last_row + 12, 2), None, "far below", ""),
        ],
    )
    then = after(book, RATE, FOUND_GLD)
    assert standing(then, "metric", "key") == [
        ("Looked-after rate", "MET-009|2"),
        ("My own", None),
        ("Another", "mine"),
        ("Looked-after rate", "MET-009|1"),
        ("Looked-after rate", "MET-009|0"),
        ("GLD at age 5", "MET-039|0"),
    ]
    assert then.sheets["Figures"].value(area.first_row + 1, area.last_column + 2) == "my note"
    assert then.sheets["Figures"].value(area.last_row + 12, 2) == "far below"
    assert standing(after(then, RATE, replace(FOUND_GLD, period="", figure=None, found=Found.NO_ROW)), "key")[-1] == (
        "MET-009|0",
    )


def test_what_stands_just_below_the_table_is_in_the_way_and_the_officer_is_told() -> None:
    book = workbook()
    area = book.tables["tblFigures"].area
    book = play_in_memory(book, [SetCell(CellRef("Figures", area.last_row + 1, 1), None, "a note", "")])
    result = run(book, RATE, FOUND_GLD)
    (told,) = [finding for finding in result.findings if finding.rule == "SR24"]
    assert told.message == "The list on Figures could not be written: something stands just below it."
    assert not [change for change in result.patch if getattr(change, "sheet", "") == "Figures"]


def test_a_workbook_from_before_there_were_figures_gets_the_sheet() -> None:
    book = workbook()
    older = replace(
        book,
        sheets={name: sheet for name, sheet in book.sheets.items() if name != "Figures"},
        tables={name: table for name, table in book.tables.items() if name != "tblFigures"},
    )
    result = run(older, RATE)
    assert [change.sheet.name for change in result.patch if isinstance(change, AddSheet)] == ["Figures"]
    then = play_in_memory(older, result.patch)
    assert len(standing(then, "key")) == 3
    assert not run(then, RATE).patch
