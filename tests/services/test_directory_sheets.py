"""Directories as spreadsheets have them: two rows of headings, merged cells, a sheet that says how to use it."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from outcomes_xl.workflows.import_services import Directory


def test_merged_cells_and_two_rows_of_headings_are_read_as_they_are_seen(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "How to use this directory"
    sheet = book.create_sheet("Directory")
    for line in (
        ["Our directory"],
        ["Organisation", "Service", "Age", None, "Status"],
        [None, None, "From", "To", None],
        ["Hubs", "Play", 0, 5, "Active"],
        [None, "Songs", 0, 2, "Active"],
        ["Youth", "Club", 11, 19, "Defunct"],
    ):
        sheet.append(line)
    for merged in ("A1:E1", "C2:D2", "A2:A3", "B2:B3", "A4:A5"):
        sheet.merge_cells(merged)
    book.save(tmp_path / "directory.xlsx")
    found = [(one.name, one.lead, one.ages, one.state) for one in Directory(tmp_path / "directory.xlsx").records()]
    assert found == [
        ("Play", "Hubs", "0-5", "Running"),
        ("Songs", "Hubs", "0-2", "Running"),
        ("Club", "Youth", "11-19", "Ended"),
    ]


def test_a_line_under_the_headings_that_names_no_service_is_a_row_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("Service,Age,Notes\n,0-5,to be named\nPlay,0-5,\n", encoding="utf-8")
    assert [(one.name, one.ages) for one in Directory(tmp_path / "d.csv").records()] == [("", "0-5"), ("Play", "0-5")]
