"""The picture as a workbook: accessible on every sheet, words in the grid, a page for each borough, three charts."""

from __future__ import annotations

import re
import zipfile

import pytest

from outcomes_xl.hosts import files
from outcomes_xl.london.picture_words import group
from outcomes_xl.model import Book
from outcomes_xl.workflows.collate_folder import Outputs, PutTogether
from tests.accessibility import publish_problems
from tests.london.made import WHOLE, workbook
from tests.office import validate


@pytest.fixture(scope="module")
def book(together: PutTogether, outputs: Outputs) -> Book:
    return files.read(outputs.workbook)


def test_every_sheet_keeps_every_item_of_the_publish_profile(together: PutTogether, outputs: Outputs) -> None:
    assert publish_problems(outputs.workbook.read_bytes()) == {}


def test_the_publish_profile_sees_what_an_entry_workbook_does_otherwise() -> None:
    assert {"T7", "M8", "S6"} <= publish_problems(workbook("Merton")).keys()


def test_the_grid_says_in_words_what_each_borough_answered(book: Book, together: PutTogether) -> None:
    sheet, picture = book.sheets["Who can measure what"], together.made.picture
    headings = sheet.row(5)
    columns = {str(name): column for column, name in headings.items()}
    names = together.made.tables["availability"].column("metric_id")
    for row, metric in enumerate(names, 6):
        for one in picture.taken:
            word = group(picture.group_key(str(metric), one.borough.code)).word
            assert sheet.value(row, columns[one.borough.name]) == word


def test_every_number_on_a_sheet_is_the_tables_which_the_csv_files_hold(book: Book, together: PutTogether) -> None:
    """And there is no formula: what stands there is what was counted."""
    looked_at = 0
    for table in together.made.tables.values():
        if not table.shape.sheet or table.shape.name == "availability":
            continue
        sheet = book.sheets[table.shape.sheet]
        assert not sheet.formulas
        for place, column in enumerate(table.shape.on_sheet, 1):
            if column.kind not in ("whole", "number"):
                continue
            for number, value in enumerate(table.column(column.name), 6):
                shown = None if value is None else round(value, 2)  # type: ignore[call-overload]
                assert sheet.value(number, place) == shown, f"{sheet.name}, row {number}: {column.heading}"
                looked_at += 1
    assert looked_at > 1_000


def test_each_borough_has_a_page_where_the_gaps_others_can_help_with_come_first(
    book: Book, together: PutTogether
) -> None:
    for name in WHOLE:
        sheet = book.sheets[name]
        asked = [str(sheet.value(row, 5)) for row in range(6, 106)]
        assert asked[0].startswith("Ask ")
        assert name not in asked[0].split(" (")[0]
        steps = ["Ask " in one for one in asked]
        assert sheet.value(1, 1) == f"{name}: its page of the London picture"
        assert steps.index(False) > 0


def test_there_are_three_charts_of_one_kind_and_their_numbers_stand_in_the_tables(
    together: PutTogether, outputs: Outputs
) -> None:
    with zipfile.ZipFile(outputs.workbook) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 3
    kinds = {kind for chart in charts for kind in re.findall(r"<c:(\w+Chart)>", chart)}
    assert kinds == {"barChart"}


def test_a_label_of_a_bar_stands_only_where_its_piece_has_room(together: PutTogether, outputs: Outputs) -> None:
    table = together.made.tables["places"]
    shown = ("use", "work", "partner", "stuck", "nobody")
    values = [[float(str(value or 0)) for value in table.column(name)] for name in shown]
    longest = max(map(sum, zip(*values, strict=True)))
    with zipfile.ZipFile(outputs.workbook) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]
    (stacked,) = [chart for chart in charts if 'val="stacked"' in chart]
    for one, series in zip(values, re.findall(r"<c:ser>.*?</c:ser>", stacked), strict=True):
        gone = {int(place) for place in re.findall(r'<c:idx val="(\d+)"/><c:delete val="1"/>', series)}
        assert all(
            (place in gone) == (value / longest < 0.017 * len(f"{value:.0f}")) for place, value in enumerate(one)
        )


def test_a_published_figure_is_a_number_on_its_sheet_and_a_symbol_stays_one(book: Book, together: PutTogether) -> None:
    table, sheet = together.made.tables["figures"], book.sheets["Figures by borough"]
    column = next(place for place, name in sheet.row(5).items() if name == "Figure")
    for row, (said, number) in enumerate(zip(table.column("figure"), table.column("value"), strict=True), 6):
        assert sheet.value(row, column) == (said if number is None else number)


@pytest.mark.office
def test_microsofts_validator_finds_nothing_to_say(together: PutTogether, outputs: Outputs) -> None:
    assert validate(outputs.workbook) == []
