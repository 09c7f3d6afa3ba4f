"""What an officer made on our sheets besides words comes along where it can, and is told where it cannot."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import FilterColumn, Filters
from openpyxl.worksheet.table import TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from outcomes_xl.carry.known_marks import known_marks
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.graft.sheet_marks import GUARD, sheet_marks
from outcomes_xl.hosts.files.highlight_rule import ALWAYS
from outcomes_xl.model import Area
from outcomes_xl.reading.decision_words import LEAVE_OUT, OWN_ROW
from outcomes_xl.workflows.carry_workbook import carry_to
from outcomes_xl.workflows.our_marks import marks_of_a_template
from tests.built import borough_workbook
from tests.carry.an_officers_workbook import FIRST_EDITION, bounds, headings, table_of
from tests.office import validate
from tests.one_sheet import one_sheet

NOW = datetime(2026, 11, 28, 18, 0)
PINK = PatternFill(bgColor="FFFF00FF", fill_type="solid")


def letter(sheet: Worksheet, heading: str) -> str:
    return get_column_letter(headings(sheet, table_of(sheet))[heading])


def made_hers(path: Path) -> Path:
    book = load_workbook(FIRST_EDITION)
    page = book["Data availability"]
    note, holder, status = (letter(page, one) for one in ("Note", "Who holds it", "Status"))
    page.conditional_formatting.add("A6:P103", FormulaRule(formula=[f'${note}6="ask Ann"'], fill=PINK))
    page.conditional_formatting.add(f"{holder}6:{holder}103", FormulaRule(formula=[f"{status}6={holder}6"], fill=PINK))
    page.conditional_formatting.add(f"{status}6:{status}103", CellIsRule("equal", ['"Held by a friend"'], fill=PINK))
    names = DataValidation("list", formula1='"Ann,Bob"', allow_blank=True)
    names.add(f"{holder}6:{holder}50")
    page.add_data_validation(names)
    page.row_dimensions[10].hidden = page.row_dimensions[11].hidden = True
    page.column_dimensions[letter(page, "Quality")].hidden = True
    page.column_dimensions[letter(page, "Domain")].hidden = True
    bold = TextBlock(InlineFont(b=True), "not")
    page[f"{note}12"] = CellRichText("Ann said ", bold, " to use it")
    own_column(page)

    targets = book["Targets"]
    scale = ColorScaleRule(start_type="min", start_color="FFFF0000", end_type="max", end_color="FF00FF00")
    targets.conditional_formatting.add("C6:D106", scale)
    targets["A120"] = "What the board said"
    targets.merge_cells("A120:D121")
    chart = BarChart()
    chart.add_data(Reference(targets, min_col=4, min_row=6, max_row=12))
    targets.add_chart(chart, "F130")

    framework = book["Framework"]
    filtered = table_of(framework).autoFilter
    filtered.filterColumn.append(FilterColumn(colId=4, filters=Filters(filter=["Safe"])))
    framework.row_dimensions[9].hidden = True
    book["Summary"].conditional_formatting.add("A1:Z60", FormulaRule(formula=["A1=7"], fill=PINK))
    book.save(path)
    return path


def own_column(page: Worksheet) -> None:
    table = table_of(page)
    first, _, last, end = bounds(table)
    page.cell(first, end + 1).value = "Our ref"
    page.column_dimensions[get_column_letter(end + 1)].width = 41
    table.ref = f"A{first}:{get_column_letter(end + 1)}{last}"
    table.autoFilter.ref = table.ref
    table.tableColumns.append(TableColumn(id=end + 1, name="Our ref"))


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, tuple[str, ...]]:
    folder = tmp_path_factory.mktemp("hers")
    old, new = made_hers(folder / "old.xlsx"), folder / "new.xlsx"
    return old, new, carry_to(old, new, NOW, accounts=folder / "rows.csv")


def hers(sheet: Worksheet) -> dict[str, list[str]]:
    rules = sheet.conditional_formatting._cf_rules.items()
    pink = [(str(area.sqref), rule) for area, rules_ in rules for rule in rules_ if rule.dxf and rule.dxf.fill]
    return {area: rule.formula for area, rule in pink if rule.dxf.fill.bgColor.rgb == "FFFF00FF"}


def test_her_formats_on_our_columns_speak_of_the_same_columns(done: tuple[Path, Path, tuple[str, ...]]) -> None:
    page = one_sheet(done[1], "Data availability")
    found = hers(page)
    note, holder, status, metric = (letter(page, one) for one in ("Note", "Who holds it", "Status", "Metric"))
    row = next(area for area, formula in found.items() if formula == [f'${note}6="ask Ann"'])
    columns = {
        at for area in row.split() for at in range(Area.parse(area).first_column, Area.parse(area).last_column + 1)
    }
    assert len(columns) == 16
    assert {headings(page, table_of(page))[one] for one in ("Metric", "Status", "Note", "Assessed on")} <= columns
    assert found[f"{holder}6:{holder}103"] == [f"{status}6={holder}6"]
    assert found[f"{status}6:{status}103"] == ['"Held by a friend"']
    assert metric == "A"


def test_her_formats_are_seen_before_ours_and_no_two_have_one_rank(done: tuple[Path, Path, tuple[str, ...]]) -> None:
    page = one_sheet(done[1], "Data availability")
    ranks = sorted(rule.priority for rules in page.conditional_formatting._cf_rules.values() for rule in rules)
    assert ranks == [*range(1, len(ranks) + 1)]
    assert {
        rule.priority
        for rules in page.conditional_formatting._cf_rules.values()
        for rule in rules
        if rule.dxf and rule.dxf.fill and rule.dxf.fill.bgColor.rgb == "FFFF00FF"
    } == {1, 2, 3}


def test_a_colour_scale_over_two_columns_is_still_one(done: tuple[Path, Path, tuple[str, ...]]) -> None:
    page = one_sheet(done[1], "Targets")
    scales = [
        str(area.sqref)
        for area, rules in page.conditional_formatting._cf_rules.items()
        for rule in rules
        if rule.type == "colorScale"
    ]
    first, second = letter(page, "Baseline"), letter(page, "Target")
    assert scales == [f"{first}6:{first}106 {second}6:{second}106"], "a column of ours has come between"


def test_her_drop_down_takes_the_place_of_ours_in_its_cells(done: tuple[Path, Path, tuple[str, ...]]) -> None:
    page = one_sheet(done[1], "Data availability")
    holder = letter(page, "Who holds it")
    guards = page.data_validations.dataValidation
    of = {cell: [one for one in guards if cell in one.sqref] for cell in (f"{holder}6", f"{holder}50", f"{holder}51")}
    assert [one.formula1 for one in of[f"{holder}6"]] == [one.formula1 for one in of[f"{holder}50"]] == ['"Ann,Bob"']
    assert [one.formula1 for one in of[f"{holder}51"]] == [None]


def test_what_she_hid_merged_widened_and_drew_is_there(done: tuple[Path, Path, tuple[str, ...]]) -> None:
    book = load_workbook(done[1], rich_text=True)
    page, targets = book["Data availability"], book["Targets"]
    assert [row for row, one in page.row_dimensions.items() if one.hidden] == [10, 11]
    assert page.column_dimensions[letter(page, "Domain")].hidden
    assert page.column_dimensions[letter(page, "Our ref")].width == 41
    assert str(page[f"{letter(page, 'Note')}12"].value) == "Ann said not to use it"
    assert isinstance(page[f"{letter(page, 'Note')}12"].value, CellRichText)
    (merge,) = targets.merged_cells.ranges
    assert targets.cell(merge.min_row, merge.min_col).value == "What the board said"
    assert (merge.size["rows"], merge.size["columns"]) == (2, 4)
    assert len(targets._charts) == 1


def test_what_does_not_come_is_said_and_stands_on_changes_and_in_the_accounts(
    done: tuple[Path, Path, tuple[str, ...]],
) -> None:
    _, new, said = done
    assert said[2] == (
        "With them came what you made on our sheets: conditional format (4), drop-down or rule for typing (1), "
        "hidden column (1), hidden rows (1) and merged cells (1)."
    )
    assert said[3] == (
        "Not carried, on “Summary”, “Framework” and “Data availability”: conditional format (1), filter (1) and "
        "hidden column (1). Changes says where each was, and why."
    )
    table = files.read(new).tables["tblChanges"]
    page = one_sheet(new, "Changes")
    lines = [[cell.value for cell in row] for row in page.iter_rows(table.first_data_row, table.last_data_row)]
    told = [line for line in lines if "not carried" in line]
    assert sorted(line[3] for line in told) == ["Data availability", "Framework", "Summary"]
    assert any("The list shows every row; filter it anew." in line for line in told)
    with (new.parent / "rows.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] not in ("cell", "comment")]
    assert len([row for row in rows if row["became"] == "carried"]) == 8
    assert len([row for row in rows if row["became"] == "not carried" and row["reason"]]) == 3


@pytest.mark.office
def test_microsofts_validator_finds_nothing(done: tuple[Path, Path, tuple[str, ...]]) -> None:
    old, new, _ = done
    were = {line.rpartition(":")[2] for line in validate(old)}
    assert not [line for line in validate(new) if line.rpartition(":")[2] not in were]


def test_a_drop_down_from_another_sheet_which_excel_writes_apart_is_seen() -> None:
    sheet = etree.fromstring(
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/><extLst>'
        '<ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="1">'
        '<x14:dataValidation type="list" allowBlank="1"><x14:formula1>'
        '<xm:f xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">Ours!$A$1:$A$9</xm:f></x14:formula1>'
        '<xm:sqref xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">F6:F9</xm:sqref>'
        "</x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )
    (mark,) = sheet_marks(sheet)
    assert (mark.kind, mark.words, mark.areas) == (GUARD, ("list", "", "Ours!$A$1:$A$9"), (Area(6, 6, 9, 6),))
    assert etree.tostring(mark.element).count(b"x14") == 0


def test_the_marks_of_todays_templates_are_known(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    path.write_bytes(borough_workbook(load_framework()))
    assert {*marks_of_a_template(path)} <= known_marks(), "run outcomes-xl build, which adds them"


def test_what_the_tool_laid_itself_is_not_told_as_made_by_the_officer(tmp_path: Path) -> None:
    book = load_workbook(FIRST_EDITION)
    book["Framework"].conditional_formatting.add("B6:B9", FormulaRule(formula=[ALWAYS], fill=PINK))
    offered = DataValidation("list", formula1=f'"MET-001,{OWN_ROW},{LEAVE_OUT}"')  # as adopting puts it
    offered.add("J8")
    book["Changes"].add_data_validation(offered)
    book.save(tmp_path / "old.xlsx")
    said = carry_to(tmp_path / "old.xlsx", tmp_path / "new.xlsx", NOW)
    assert not any("what you made" in one or "Not carried, on" in one for one in said)
    new = load_workbook(tmp_path / "new.xlsx")
    assert any(OWN_ROW in (one.formula1 or "") for one in new["Changes"].data_validations.dataValidation)
    assert not any(ALWAYS in rule.formula for part in new["Framework"].conditional_formatting for rule in part.rules)
