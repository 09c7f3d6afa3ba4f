"""The rule that Highlight in the pane works with: laid and taken out with it, shown by what some cells list."""

from __future__ import annotations

import io
import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.asking_rule import Asking, with_asking_rule, without_asking_rule
from outcomes_xl.hosts.files.asking_rule_proof import prove_asking_rule
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.jobs.highlight import LISTED, asking_rule, framework_table, listed_in, listing, tied_ids
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model import CellRef
from outcomes_xl.model.cannot_use import CannotEdit, WrongUsage
from outcomes_xl.workflows.highlight_framework import highlight
from outcomes_xl.workflows.lite_workbook import without_pane
from outcomes_xl.workflows.pane_rule import with_pane_rule
from outcomes_xl.workflows.share_workbook import copy_of, looked_through
from tests.built import borough_workbook
from tests.carry.an_officers_workbook import FIRST_EDITION
from tests.office import as_web_pages, validate
from tests.pane.made_panes import parts_of

NOW = datetime(2026, 11, 29, 10, 0)
FIRST_CELL = CellRef("Workings", 2, 26)


@lru_cache
def bare() -> bytes:
    return borough_workbook(load_framework(), "Merton")


@lru_cache
def ruled() -> bytes:
    data, why_not = with_pane_rule(bare(), "m.xlsx")
    assert why_not == ""
    return data


@lru_cache
def lit() -> bytes:
    """A workbook in which the pane highlights a framework."""
    return shown_in(ruled())


def shown_in(data: bytes) -> bytes:
    book = files.read_bytes(data, "m.xlsx")
    place = listed_in(book.names)
    assert place
    return files.play(data, listing(*place, {}, tied_ids(read_borough(book).tables, "LOF")), "m.xlsx")


def test_it_changes_three_parts_and_comes_out_of_them_byte_for_byte() -> None:
    before, after = parts_of(bare()), parts_of(ruled())
    assert {name for name in after if after[name] != before.get(name)} == {
        *("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet4.xml")
    }
    assert with_pane_rule(ruled(), "m.xlsx") == (ruled(), "")
    assert [*parts_of(without_asking_rule(ruled(), "m.xlsx", LISTED)).items()] == [*before.items()]
    assert without_asking_rule(bare(), "m.xlsx", LISTED) == bare()


def test_lists_that_another_program_has_written_come_out_as_they_were() -> None:
    parts = parts_of(bare())
    styles = re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1x:", parts["xl/styles.xml"]).replace(b"xmlns=", b"xmlns:x=")
    book = parts["xl/workbook.xml"].replace(b"><", b">\r\n  <")
    before = open_package(bare(), "m.xlsx").with_parts({"xl/styles.xml": styles, "xl/workbook.xml": book})
    after, why_not = with_pane_rule(before, "m.xlsx")
    assert (why_not, b"<x:dxf><x:font><x:b/><x:u/></x:font>" in parts_of(after)["xl/styles.xml"]) == ("", True)
    assert parts_of(without_asking_rule(after, "m.xlsx", LISTED)) == parts_of(before)


def test_a_look_that_came_behind_ours_stays_and_so_does_ours() -> None:
    """Looks are known by their number: taking one out would give the next rule another's."""
    laid = with_pane_rule(bare(), "m.xlsx")[0]
    styles = parts_of(laid)["xl/styles.xml"]
    later = re.sub(rb"(<dxfs count=.)(\d+)", lambda found: b"%s%d" % (found[1], int(found[2]) + 1), styles)
    later = later.replace(b"</dxfs>", b"<dxf><font><i/></font></dxf></dxfs>")
    changed = open_package(laid, "m.xlsx").with_parts({"xl/styles.xml": later})
    assert parts_of(without_asking_rule(changed, "m.xlsx", LISTED))["xl/styles.xml"] == later


@pytest.mark.office
def test_microsofts_validator_finds_nothing_wrong_with_it(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    path.write_bytes(lit())
    assert validate(path) == []


def test_the_proof_sees_whatever_else_differs() -> None:
    before, parts = open_package(bare(), "m.xlsx"), parts_of(ruled())
    for part, words, otherwise in (
        ("xl/worksheets/sheet4.xml", b"<sheetData>", b"<sheetData><!-- -->"),
        ("xl/styles.xml", b"Arial", b"Ariel"),
        ("xl/workbook.xml", b"lst_", b"list_"),
        ("xl/theme/theme1.xml", b"Calibri", b"Calibra"),
    ):
        changed = open_package(ruled(), "m.xlsx").with_parts({part: parts[part].replace(words, otherwise)})
        with pytest.raises(CannotEdit, match=f"would have come out different.*{part}"):
            prove_asking_rule(before, open_package(changed, "m.xlsx"), LISTED)


def test_with_the_pane_out_what_it_highlighted_is_gone_too() -> None:
    after = files.read_bytes(without_pane(lit(), "m.xlsx"), "m.xlsx")
    assert after.value(FIRST_CELL) is None
    assert LISTED not in after.names


def test_a_highlight_by_the_command_takes_the_place_of_the_panes(tmp_path: Path) -> None:
    workbook = tmp_path / "m.xlsx"
    for framework, off, said in (("PHOF", False, "are highlighted on Framework"), ("", True, "The highlight is off.")):
        workbook.write_bytes(lit())
        assert said in highlight(workbook, NOW, framework, off=off)
        assert files.read(workbook).value(FIRST_CELL) is None
    assert highlight(workbook, NOW, "", off=True) == "There was no highlight to take away."


def test_a_workbook_with_no_place_for_it_says_what_to_do() -> None:
    first = FIRST_EDITION.read_bytes()
    after, why_not = with_pane_rule(first, "m.xlsx")
    assert after == first
    assert why_not == (
        "Highlight will not work in the pane. This workbook has an earlier layout, which has no place for Highlight in "
        "the pane. Bring it to today's layout (Refresh mapping tabs on the Outcomes tab), then run outcomes-xl lite "
        "again."
    )


def test_a_workbook_without_a_list_of_looks_or_names_is_left_as_it_is() -> None:
    parts = parts_of(bare())
    for part, pattern in (
        ("xl/styles.xml", rb"<dxfs.*</dxfs>"),
        ("xl/workbook.xml", rb"<definedNames.*</definedNames>"),
    ):
        odd = open_package(bare(), "m.xlsx").with_parts({part: re.sub(pattern, b"", parts[part])})
        after, why_not = with_pane_rule(odd, "m.xlsx")
        assert after == odd
        assert why_not == (
            "Highlight will not work in the pane. “m.xlsx” keeps its formats or its names in an unusual way. Open it "
            "in Excel, save it, and try again."
        )


def test_a_copy_to_share_has_none_of_it(tmp_path: Path) -> None:
    workbook = tmp_path / "m.xlsx"
    workbook.write_bytes(lit())
    looked = looked_through(workbook)
    assert looked.seen.leaks == () and looked.seen.stays == ()
    assert not [name for name, part in parts_of(copy_of(looked, NOW)).items() if LISTED.encode() in part]


# What LibreOffice shows -----------------------------------------------------------------------------------------------


@pytest.mark.office
def test_only_rows_that_are_listed_are_highlighted_and_none_where_nothing_is(tmp_path: Path) -> None:
    """Ids that begin alike, with a sign that stands for any letter elsewhere, with a space behind, and none at all."""
    ids = {"GLD": "MET-1", "NEET": "MET-10", "Star": "MET-*", "Spaced": "LOC-1 ", "By outcome": "", "None": None}
    book = files.read_bytes(bare(), "m.xlsx")
    ours = framework_table(read_borough(book).tables)
    rule = asking_rule(book, ours)
    paths = []
    for name, listed in (("on", "|LOC-1|MET-1|C-1|"), ("off", "")):
        made = io.BytesIO()
        with Workbook(made, {"in_memory": True}) as small:
            sheet, workings = small.add_worksheet("Framework"), small.add_worksheet("Workings")
            for row, (title, ident) in enumerate(ids.items(), ours.heading_row):
                sheet.write_string(row, 0, title)
                if ident is not None:
                    sheet.write_string(row, ours.columns["metric_id"] - 1, ident)
                    sheet.write_string(row, ours.columns["outcome_id"] - 1, "C-1" if title == "By outcome" else "C-10")
            workings.write_string("Z2", listed)
            small.define_name("lst_other", "=Workings!$A$1")
            bold = small.add_format({"bold": True})
            sheet.conditional_format("C1:C2", {"type": "formula", "criteria": '="a"="a"', "format": bold})
        asking = Asking(rule.sheet, str(rule.area), rule.formula, LISTED, rule.cells)
        paths.append(tmp_path / f"{name}.xlsx")
        paths[-1].write_bytes(with_asking_rule(made.getvalue(), "small.xlsx", asking))
    on, off = as_web_pages(paths, tmp_path / "pages")
    cells = {title: cell for title in ids for cell in re.findall(rf"<td[^>]*>(?:(?!<td).)*{title}.*?</td>", on, re.S)}
    assert {title for title, cell in cells.items() if "#DCE8F2" in cell and "<u>" in cell} == {
        *("GLD", "Spaced", "By outcome")
    }
    assert cells.keys() == ids.keys()
    assert "#DCE8F2" not in off and "By outcome" in off


def test_an_item_of_two_editions_is_highlighted_with_either() -> None:
    tables = read_borough(files.read_bytes(bare(), "m.xlsx")).tables
    with pytest.raises(WrongUsage, match="There are 2022 to 2026 and from 2026"):
        tied_ids(tables, "SfL", "2030")
    both = {one: tied_ids(tables, "SfL", one) for one in ("2022 to 2026", "from 2026")}
    assert both["2022 to 2026"] & both["from 2026"]
    assert both["2022 to 2026"] | both["from 2026"] == tied_ids(tables, "SfL")
