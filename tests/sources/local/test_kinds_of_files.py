"""Excel, Parquet, and folders of extracts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from xlsxwriter import Workbook

from outcomes_xl.sources import Found
from outcomes_xl.sources.local import source_probe
from outcomes_xl.sources.local.query import question
from tests.sources.local.desk import csv_file, evidence, looked, source, troubles
from tests.sources.making import metric


def workbook(path: Path, *sheets: str) -> None:
    with Workbook(str(path)) as book:
        for name in sheets:
            sheet = book.add_worksheet(name)
            rows = (("Made by hand",), ("Borough", "Year", "Rate"), (398, 202425, 31.5), (399, 202425, 40))
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def test_an_excel_sheet_is_read_below_its_title(tmp_path: Path) -> None:
    workbook(tmp_path / "r.xlsx", "Rates")
    assert evidence(tmp_path, source("r.xlsx", "Excel file")).figure == 31.5


def test_with_several_sheets_and_none_named_the_officer_is_asked(tmp_path: Path) -> None:
    workbook(tmp_path / "r.xlsx", "Rates", "Old rates")
    asked = evidence(tmp_path, source("r.xlsx", "Excel file"))
    assert (asked.found, asked.candidates) == (Found.CANDIDATES, ("Rates", "Old rates"))
    assert evidence(tmp_path, source("r.xlsx", "Excel file", "rates")).figure == 31.5
    assert troubles(tmp_path, source("r.xlsx", "Excel file", "Rate")) == [
        ("It has no sheet “Rate”.", "Did you mean “Rates”?")
    ]


def test_a_workbook_that_is_none_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(b"not a workbook")
    ((what, _),) = troubles(tmp_path, source("r.xlsx", "Excel file"))
    assert what == "It is not an Excel workbook."


def test_a_sheet_and_a_csv_file_with_the_same_headings_are_not_mistaken(tmp_path: Path) -> None:
    csv_file(tmp_path, "r.csv", "| Borough | Year | Rate |\n| 398 | 202425 | 9 |")
    workbook(tmp_path / "r.xlsx", "Rates")
    found = evidence(tmp_path, source("r.csv"), source("r.xlsx", "Excel file"))
    assert found.candidates == ("r.csv: 9%, 2024/25", "r.xlsx: 31.5%, 2024/25")


def test_a_parquet_file_with_dates_is_read_by_its_months(tmp_path: Path) -> None:
    days = [date(2025, 1, 5), date(2025, 2, 28), date(2025, 3, 31)]
    pq.write_table(pa.table({"la": ["398"] * 3, "seen": days, "rate": [1.0, 2.0, 3.5]}), tmp_path / "r.parquet")
    found = evidence(tmp_path, source("r.parquet", "Parquet file", area="la", period="seen"))
    assert (found.figure, found.period) == (3.5, "March 2025")


def test_what_is_no_parquet_file_or_a_web_page_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "r.parquet").write_text("hello")
    (tmp_path / "r.csv").write_text("<html><body>Please sign in</body></html>")
    assert troubles(tmp_path, source("r.parquet", "Parquet file"), source("r.csv")) == [
        ("It is not a Parquet file, or it is damaged.", "Get it again from where it comes from."),
        ("It is a web page, not a CSV file.", "Get it again; you may have to sign in first."),
    ]


def test_extracts_that_are_made_alike_share_one_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for month in (1, 2, 3):
        csv_file(tmp_path, f"extracts/open_2025-0{month}.csv", f"| borough | rate |\n| E09000098 | {month} |")
    csv_file(tmp_path, "extracts/open_2025-04.csv", "| borough | sex | rate |\n| E09000098 | F | 4 |")
    asked: list[object] = []
    monkeypatch.setattr(source_probe, "question", lambda *put, **more: asked.append(put) or question(*put, **more))
    found = evidence(tmp_path, source("extracts", "Folder of extracts", period=""))
    assert (found.figure, len(asked)) == (4, 2)


def test_a_month_that_is_missing_among_the_extracts_is_counted(tmp_path: Path) -> None:
    for month in (1, 2, 4):
        csv_file(tmp_path, f"extracts/open_2025-0{month}.csv", f"| borough | rate |\n| E09000098 | {month} |")
    found = evidence(tmp_path, source("extracts", "Folder of extracts", period=""))
    assert found.values == "3 periods; latest without a blank; 1 missing in between"


def test_quarterly_extracts_have_no_month_missing(tmp_path: Path) -> None:
    for month in ("03", "06", "09", "12"):
        csv_file(tmp_path, f"extracts/open_2025-{month}.csv", "| borough | rate |\n| E09000098 | 5 |")
    found = evidence(tmp_path, source("extracts", "Folder of extracts", period=""))
    assert found.values == "4 periods; latest without a blank"


def test_parquet_keeps_its_types_and_says_the_same(tmp_path: Path) -> None:
    rows = {"la": [398, 398, 399], "year": [2023, 2024, 2024], "rate": [30.5, None, 4.0]}
    pq.write_table(pa.table(rows), tmp_path / "r.parquet")
    found = evidence(tmp_path, source("r.parquet", "Parquet file", area="la"), of=metric(kind="Calendar year"))
    assert (found.found, found.figure, found.period) == (Found.NOT_AVAILABLE, None, "2024")


def test_a_folder_of_monthly_extracts_is_one_source(tmp_path: Path) -> None:
    for month in (1, 2, 3):
        csv_file(tmp_path, f"extracts/open_2025-0{month}.csv", f"| borough | rate |\n| E09000098 | {month} |")
    csv_file(tmp_path, "extracts/open_2025-04.csv", "| borough | rte |\n| E09000098 | 4 |")
    home = looked(tmp_path, source("extracts", "Folder of extracts", period=""))
    found = home.by_metric["MET-001"]
    assert (found.figure, found.period) == (3, "March 2025")
    assert found.line == "Local source extracts: 3%, March 2025; 3 periods from January 2025; 3 files."
    assert [(one.name, one.what) for one in home.troubles] == [
        ("extracts, open_2025-04.csv", "It has no column “rate”.")
    ]


def test_a_period_in_two_extracts_is_read_from_the_later_and_said(tmp_path: Path) -> None:
    csv_file(tmp_path, "extracts/1.csv", "| borough | year | rate |\n| E09000098 | 2024/25 | 7 |")
    csv_file(tmp_path, "extracts/2.csv", "| borough | year | rate |\n| E09000098 | 2024/25 | 8 |")
    found = evidence(tmp_path, source("extracts", "Folder of extracts"))
    assert (found.figure, found.caution) == (8, "2024/25 stands in more than one file; the last by name was used.")
    assert found.suggested_status == "Available, needs work"
