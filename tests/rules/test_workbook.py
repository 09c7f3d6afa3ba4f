"""The workbook's own shape: every trouble reading meets becomes one plain sentence."""

# ruff: noqa: E501  (messages are written out in full)

from __future__ import annotations

from outcomes_xl.model import CellRef
from outcomes_xl.reading.headings import TROUBLES, Trouble
from outcomes_xl.rules.workbook_rules import TOLD_BY_OTHERS
from tests.rules.small import findings, told
from tests.workbooks import table


def trouble(kind: str, cell: str | None = None, sheet: str = "Targets", **words: str) -> Trouble:
    return Trouble(kind, sheet, CellRef.parse(f"{sheet}!{cell}") if cell else None, words)


EACH = {
    "sheet missing": ("WB01", trouble("sheet missing", table="tblTargets", read_from="")),
    "table missing": ("WB02", trouble("table missing", table="tblTargets", read_from="")),
    "column missing": ("WB04", trouble("column missing", "A5", heading="Who owns it", field="owner", owner="officer")),
    "heading renamed": ("WB05", trouble("heading renamed", "H5", heading="Note", typed="Notes", field="note")),
    "heading twice": ("WB06", trouble("heading twice", "I5", heading="Note", typed="Note2", field="note")),
    "merged cells": ("WB07", trouble("merged cells", "B6", area="B6:B8")),
    "below the table": ("WB08", trouble("below the table", "A12", cells="A12:C13", rows="12 to 13", table="tblTargets")),
    "hidden rows": ("WB09", trouble("hidden rows", "A7", rows="7 to 9", filtered="yes")),
    "hidden sheet": ("WB10", trouble("hidden sheet", state="hidden")),
    "sheet to come": ("WB14", trouble("sheet to come", sheet="Map Best Start in Life")),
    "header row off": ("WB13", trouble("header row off", "A5", table="tblTargets")),
    "copied sheet": ("WB12", trouble("copied sheet", sheet="Targets (2)", original="Targets")),
    "dates from 1904": ("WB11", trouble("dates from 1904", sheet="Start")),
}  # fmt: skip


def test_every_trouble_of_reading_is_told_by_a_rule() -> None:
    assert set(EACH) | set(TOLD_BY_OTHERS) == set(TROUBLES)
    for kind, (rule_id, one) in EACH.items():
        assert set(TROUBLES[kind]) == set(one.words), kind
        assert len(findings(rule_id, troubles=[one])) == 1, kind


def test_a_sound_workbook_has_nothing_to_tell() -> None:
    assert [told(rule_id) for rule_id, _ in EACH.values()] == [[] for _ in EACH]
    assert told("WB03") == []


def test_a_missing_sheet_is_named() -> None:
    assert told("WB01", troubles=[EACH["sheet missing"][1], trouble("sheet missing", sheet="Services")]) == [
        "A1 · The sheet Targets is not in this workbook.",
        "A1 · The sheet Services is not in this workbook.",
    ]


def test_a_tab_that_came_later_is_offered_and_not_missed() -> None:
    to_come = EACH["sheet to come"][1]
    assert told("WB14", troubles=[to_come]) == ["A1 · The tab Map Best Start in Life is not in this workbook yet."]
    assert told("WB01", troubles=[to_come]) == []
    (finding,) = findings("WB14", troubles=[to_come])
    assert finding.fix.startswith("Refresh mapping tabs adds it, once the central file has it.")


def test_a_missing_table_is_named() -> None:
    assert told("WB02", troubles=[EACH["table missing"][1]]) == [
        "A1 · Targets has no table tblTargets, and its headings were not found either.",
    ]


def test_a_list_that_is_no_longer_a_table_is_read_all_the_same() -> None:
    plain = trouble("table missing", "A5", table="tblTargets", read_from="A5:H12")
    assert told("WB03", troubles=[plain, EACH["table missing"][1]]) == [
        "A5 · Targets: the list in A5:H12 is no longer an Excel table.",
    ]
    assert told("WB02", troubles=[plain]) == []


def test_each_missing_column_is_named() -> None:
    more = trouble("column missing", "A5", heading="Baseline", field="baseline", owner="officer")
    assert told("WB04", troubles=[EACH["column missing"][1], more]) == [
        "A5 · Targets: the column “Who owns it” is not in the list that begins at A5.",
        "A5 · Targets: the column “Baseline” is not in the list that begins at A5.",
    ]


def test_a_renamed_heading_is_offered_its_old_name() -> None:
    assert told("WB05", troubles=[EACH["heading renamed"][1]]) == [
        "H5 · Targets, cell H5: “Notes” is read as the column “Note”. [Note]",
    ]


def test_a_heading_that_is_there_twice_is_found_at_the_second() -> None:
    assert told("WB06", troubles=[EACH["heading twice"][1]]) == [
        "I5 · Targets, cell I5: the heading “Note2” is there a second time; only the first column is read.",
    ]


def test_merged_cells_are_named() -> None:
    assert told("WB07", troubles=[EACH["merged cells"][1], trouble("merged cells", "D9", area="D9:E9")]) == [
        "B6 · Targets: the cells B6:B8 are merged.",
        "D9 · Targets: the cells D9:E9 are merged.",
    ]


def test_rows_below_the_table_are_named() -> None:
    assert told("WB08", troubles=[EACH["below the table"][1]]) == [
        "A12 · Targets: what stands in A12:C13 is below the table, not in it, so it is not read.",
    ]


def test_hidden_rows_are_for_information() -> None:
    assert told("WB09", troubles=[EACH["hidden rows"][1]]) == [
        "A7 · Targets: some rows are hidden or filtered out (7 to 9). They are read all the same.",
    ]


def test_a_hidden_sheet_is_for_information() -> None:
    assert told("WB10", troubles=[EACH["hidden sheet"][1]]) == [
        "A1 · The sheet Targets is hidden. It is read all the same.",
    ]


def test_dates_counted_from_1904_are_mentioned_once() -> None:
    assert told("WB11", troubles=[EACH["dates from 1904"][1]]) == [
        "A1 · This workbook counts its dates from 1904 (Start is its first sheet).",
    ]


def test_a_copy_of_a_sheet_is_named_because_nothing_on_it_is_read() -> None:
    assert told("WB12", troubles=[EACH["copied sheet"][1]]) == [
        "A1 · The sheet “Targets (2)” looks like a copy of Targets. Nothing on it is read or checked.",
    ]


def test_what_was_carried_from_a_split_row_is_asked_about_until_it_is_settled() -> None:
    changes = table(
        "Changes",
        """
        | job         | sheet             | about        | change      | because       | cell | settled             | undone |
        | New edition | Data availability | GLD at age 5 | question    | split         | O20  |                     |        |
        | New edition | Targets           |              | please look | merged        | A7   |                     |        |
        | New edition | Data availability | NEET 16-17   | question    | split         | O21  | Keep ours, today    |        |
        | Adopt       | Data availability | NEET 16-17   | question    | two of them   | O21  |                     |        |
        """,
    )
    assert told("WB15", changes) == [
        "E2 · Changes, cell E2: GLD at age 5 came here with another edition, and nobody has said yet whether its answers hold.",
        "E3 · Changes, cell E3: Targets, cell A7, came here with another edition, and nobody has said yet whether its answers hold.",
    ]
