"""Sources: what they need to say, and what must not stand in them."""

from __future__ import annotations

import pytest

from tests.rules.small import findings, fixes, told
from tests.workbooks import table


def sources(text: str):  # type: ignore[no-untyped-def]
    return table("Sources", text)


def test_a_source_for_an_unknown_metric_is_found() -> None:
    rows = sources("| metric_id |\n| MET-001 |\n| MET-2 |\n| Absence |\n| Absence |\n| |")
    assert told("SO01", rows) == [
        "A3 · “MET-2” in A3 is not a metric of the Framework sheet. [MET-002]",
        "A4 · “Absence” is not a metric of the Framework sheet; it stands in 2 cells (A4:A5).",
    ]
    assert fixes("SO01", rows) == [
        "Did you mean MET-002 (NEET 16-17)?",
        "Choose the metric from the list in the cell. Its id is understood too.",
    ]


def test_a_kind_of_source_of_another_word_is_found() -> None:
    rows = sources("| source_kind |\n| CSV file |\n| csv file |\n| SharePoint |\n| SharePoint |\n| |")
    assert told("SO02", rows) == [
        "A3 · “csv file” in A3 is not one of the kinds of source. [CSV file]",
        "A4 · “SharePoint” is not one of the kinds of source; it stands in 2 cells (A4:A5).",
    ]
    assert fixes("SO02", rows) == [
        "Did you mean “CSV file”? Choose it from the list in the cell.",
        "Choose from the list in the cell: CSV file, Excel file, Parquet file, Folder of extracts or Database.",
    ]


def test_what_a_source_does_not_say_is_told_by_column() -> None:
    rows = sources("""
        | metric_id | source_kind | place   | value_column |
        | MET-001   | CSV file    | gld.csv | Percentage   |
        | MET-002   | CSV file    |         | Percentage   |
        | MET-003   | Database    | Lake    |              |
        | MET-004   | Database    | Lake    |              |
    """)
    assert told("SO03", rows) == [
        "C3 · The source for NEET 16-17 has nothing under “File or connection name” in C3.",
        "D4 · 2 sources have nothing under “Column with the value” (D4:D5).",
    ]


def test_a_source_of_events_has_neither_a_metric_nor_a_value_and_is_told_only_what_else_it_lacks() -> None:
    rows = sources("""
        | metric_id | source_kind | place       | value_column |
        |           | CSV file    | schools.csv |              |
        |           |             | schools.csv |              |
        |           | CSV file    | schools.csv | Percentage   |
        |           | CSV file    |             |              |
    """)
    assert told("SO03", rows) == [
        "B3 · The source for the metric in row 3 has nothing under “Kind of source” in B3.",
        "A4 · 2 sources have nothing under “Metric” (A4:A5).",
        "C5 · The source for the metric in row 5 has nothing under “File or connection name” in C5.",
        "D5 · The source for the metric in row 5 has nothing under “Column with the value” in D5.",
    ]


def test_a_password_is_found_and_never_repeated() -> None:
    rows = sources("""
        | metric_id | place                                | source_table | note               |
        | MET-001   | Lake                                 | gld          |                    |
        | MET-002   | Server=db1;Uid=sa;Password=hunter22; |              |                    |
        | MET-003   | postgresql://ann:hunter22@db1/lake   |              |                    |
        | MET-004   | Lake                                 |              | password: hunter22 |
        | MET-005   |                                      |              |                    |
    """)
    assert told("SO04", rows) == [
        "B3 · 2 cells of Sources look as if they held a password or a key (B3:B4).",
        "D5 · Sources, cell D5: this looks as if it held a password or a key.",
    ]
    assert [finding.found for finding in findings("SO04", rows)] == [
        "(not repeated here)",
        "(not repeated here)",
    ]
    assert "hunter22" not in repr(findings("SO04", rows))


@pytest.mark.parametrize(
    "text", ["Ask Ann for the password", "secretary's list.xlsx", "tokens.csv", "https://x.org/a:b"]
)
def test_words_that_only_speak_of_secrets_are_left_alone(text: str) -> None:
    assert told("SO04", sources(f"| metric_id | place | source_table | note |\n| MET-001 | {text} | | |")) == []


def test_a_file_of_another_kind_is_found() -> None:
    rows = sources("""
        | metric_id | source_kind | place           |
        | MET-001   | CSV file    | gld.csv         |
        | MET-002   | CSV file    | Absence.XLSX    |
        | MET-003   | Excel file  | take-up.csv     |
        | MET-004   | Database    | rates.csv       |
        | MET-005   | CSV file    | Extracts folder |
        | MET-006   | CSV file    |                 |
    """)
    assert told("SO05", rows) == [
        "C3 · The source for NEET 16-17 has the kind “CSV file”, but C3 names “Absence.XLSX”.",
        "C4 · The source for Childcare take-up has the kind “Excel file”, but C4 names “take-up.csv”.",
    ]
    assert fixes("SO05", rows) == [
        "Choose the kind that fits, or name the file that ends in .csv.",
        "Choose the kind that fits, or name the file that ends in .xlsx.",
    ]


def test_a_source_listed_twice_is_for_information() -> None:
    rows = sources("""
        | metric_id | place   | source_table | value_column |
        | MET-001   | gld.csv |              | Percentage   |
        | MET-001   | gld.csv |              | Count        |
        | MET-001   | gld.csv |              | Percentage   |
        | MET-001   | gld.csv | Sheet2       | Percentage   |
        | MET-001   |         |              | Percentage   |
    """)
    assert told("SO06", rows) == [
        "B4 · B4 names the same file and column for GLD at age 5 as B2.",
    ]


def test_a_file_in_ones_own_folder_is_for_information() -> None:
    rows = sources(r"""
        | metric_id | place                        |
        | MET-001   | C:\Users\ann\gld.csv         |
        | MET-002   | \\share\data\neet.csv        |
        | MET-003   | /home/ann/take-up.csv        |
        | MET-004   | C:\Users\ann\gld.csv         |
        | MET-005   |                              |
    """)
    assert told("SO07", rows) == [
        "B2 · 2 sources name one and the same place in one person's own folder (B2 and B5): C:\\Users\\ann\\gld.csv.",
        "B4 · The source for Childcare take-up in B4 is in one person's own folder: /home/ann/take-up.csv.",
    ]


def test_columns_a_source_leaves_unnamed_are_for_information() -> None:
    rows = sources("""
        | metric_id | area_column | period_column | value_column |
        | MET-001   | LA          | Year          | Value        |
        | MET-002   |             | Year          | Value        |
        | MET-003   | LA          |               | Value        |
        | MET-004   | LA          |               | Value        |
        | MET-005   |             |               |              |
    """)
    assert told("SO08", rows) == [
        "B3 · The source for NEET 16-17 has nothing under “Column with the area”, in B3.",
        "C4 · 2 sources have nothing under “Column with the period” (C4:C5).",
    ]
