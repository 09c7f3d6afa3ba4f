"""Highlight on a closed workbook: laid over, taken off, and nothing else different; the button's own rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts.files.highlight_rule import ALWAYS, with_highlight
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.hosts.files.safe_xml import canonical, parse
from outcomes_xl.hosts.files.workbook_part import read_contents
from outcomes_xl.model.cannot_use import CannotEdit, CannotUse, WrongUsage
from outcomes_xl.workflows.closed_workbook import new
from outcomes_xl.workflows.highlight_framework import highlight
from tests.built import borough_workbook
from tests.jobs.small import NOW
from tests.office import validate

PAINT = Path(__file__).parents[2] / "macros" / "Paint.bas"


@pytest.fixture(scope="module")
def made() -> bytes:
    return borough_workbook(load_framework(), "Merton")


def of(package: Package, sheet: str = "Framework") -> bytes:
    part = next(one.part for one in read_contents(package).sheets if one.name == sheet)
    assert part
    return canonical(parse(package.part(part), "a workbook", part))


def test_it_comes_off_and_the_sheet_says_what_it_said(made: bytes) -> None:
    laid = with_highlight(made, "m.xlsx", "Framework", ["A6:J9", "A12:J12"])
    before, there, after = (
        open_package(data, "m.xlsx") for data in (made, laid, with_highlight(laid, "m.xlsx", "Framework", []))
    )
    assert b'sqref="A6:J9 A12:J12"' in of(there)
    assert ALWAYS.encode() in of(there)
    assert of(after) == of(before)
    assert of(there, "Data availability") == of(before, "Data availability")


def test_another_highlight_takes_the_place_of_the_first(made: bytes) -> None:
    twice = with_highlight(with_highlight(made, "m.xlsx", "Framework", ["A6"]), "m.xlsx", "Framework", ["A7"])
    assert of(open_package(twice, "m.xlsx")).count(ALWAYS.encode()) == 1
    again = with_highlight(twice, "m.xlsx", "Framework", ["A7"])
    assert again == twice


def test_it_is_the_rule_the_button_knows_so_that_clear_marks_takes_it_off() -> None:
    (said,) = re.findall(r'HighlightRule As String = "=(.*)"\r?\n', PAINT.read_bytes().decode("ascii"))
    assert said.replace('""', '"') == ALWAYS


@pytest.mark.office
def test_microsofts_validator_finds_nothing_wrong_with_a_highlight(made: bytes, tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    path.write_bytes(with_highlight(made, "m.xlsx", "Framework", ["A6:J9"]))
    assert validate(path) == []


def test_what_cannot_be_highlighted_is_said_and_nothing_is_changed(made: bytes, tmp_path: Path) -> None:
    with pytest.raises(CannotEdit, match="has no sheet"):
        with_highlight(made, "m.xlsx", "Frame", ["A6"])
    workbook = tmp_path / "m.xlsx"
    new(workbook, "Merton", NOW)
    before = workbook.read_bytes()
    for framework, edition, trouble in (
        ("", "", "Say which framework"),
        ("LOFF", "", "Did you mean LOF"),
        ("LOF", "1999", r"There are .*2026-07"),
    ):
        with pytest.raises(WrongUsage, match=trouble):
            highlight(workbook, NOW, framework, edition)
    (tmp_path / "other.xlsx").write_bytes(b"no workbook")
    with pytest.raises(CannotUse):
        highlight(tmp_path / "other.xlsx", NOW, "LOF")
    assert workbook.read_bytes() == before
    assert highlight(workbook, NOW, "", off=True) == "There was no highlight to take away."


def test_an_edition_highlights_its_own_rows_only(tmp_path: Path) -> None:
    workbook = tmp_path / "m.xlsx"
    new(workbook, "Merton", NOW)
    framework = load_framework()
    tied = {
        link.our_id
        for link in framework.links.values()
        if framework.items[link.item_id].framework == "LOF" and framework.items[link.item_id].edition == "2026-02"
    }
    count = sum(bool({one.id, one.outcome_id} & tied) for one in framework.metrics.values())
    assert f"{count} of {len(framework.metrics)} metrics are highlighted" in highlight(workbook, NOW, "LOF", "2026-02")
    before = workbook.read_bytes()
    assert highlight(workbook, NOW, "LOF", "2026-02") == (
        f"It is highlighted already: {count} of {len(framework.metrics)} metrics on Framework. Nothing was changed."
    )
    assert workbook.read_bytes() == before


def test_it_does_not_tell_by_colour_alone_where_names_are_bold_as_they_are(made: bytes) -> None:
    laid = open_package(with_highlight(made, "m.xlsx", "Framework", ["A6"]), "m.xlsx").part("xl/styles.xml")
    (letters,) = re.findall(rb"<font>(?:(?!<font>).)*</font><fill><patternFill><bgColor rgb=.FFDCE8F2", laid)
    assert b"<u/>" in letters
    assert "letters.Underline = xlUnderlineStyleSingle" in PAINT.read_text("ascii")
