"""The ribbon against the macros, the jobs and the layout: nothing half done, and every slip is noticed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from outcomes_xl.building.addin.mapping_tabs import gallery_id
from outcomes_xl.building.addin.ribbon import controls, jobs_named, problems, ribbon_bytes
from outcomes_xl.building.addin.vba_source import Module, folder
from outcomes_xl.building.addin.xlam import every_module
from outcomes_xl.jobs.highlight import highlight_choices
from outcomes_xl.reading.layouts import layout
from outcomes_xl.workflows.run_job import buttons

RIBBON = ribbon_bytes()
MODULES = every_module()

# Each is in Microsoft's published lists of the controls of Excel 2016 and Microsoft 365
# (OfficeDev/office-fluent-ui-command-identifiers) and in a published gallery of icons; Folder and Info only there.
ICONS = {
    *("ErrorChecking", "ReviewNextComment", "AutoCorrect"),
    *("DataValidationCircleInvalid", "DataValidationClearValidationCircles"),
    *(
        "RefreshAll",
        "ReviewHighlightChanges",
        "ReviewAcceptOrRejectChangeDialog",
        "Undo",
        "GetExternalDataExistingConnections",
        "GetExternalDataFromWeb",
        "GetExternalDataFromText",
    ),
    *("ChartTypeColumnInsertGallery", "ChartTypeLineInsertGallery", "ChartTypeBarInsertGallery", "CellFillColorPicker"),
    *(
        "MacroPlay",
        "Help",
        "ApplicationOptionsDialog",
        "PropertySheet",
        "FileOpen",
        "HyperlinkInsert",
        "Folder",
        "Info",
        "FillDown",
        "SmartArtInsert",
        "PivotTableInsert",
        "GoalSeek",
        "FileSaveAs",
        "FileSaveAsPdfOrXps",
        "FileSendAsAttachment",
        "OutlineGroup",
        "TraceDependents",
    ),
}
GIVES_A_CONTROL = "the ribbon gives (IRibbonControl)"
GIVES_A_CHOICE = "the ribbon gives (IRibbonControl, String, Integer)"


def test_ribbon_and_macros_agree() -> None:
    assert problems(RIBBON, MODULES) == []


def test_the_tab_has_the_groups_and_buttons_an_officer_was_promised() -> None:
    found: dict[str, list[str]] = {}
    for control in controls(RIBBON):
        if control.kind == "group":
            found[control.label] = []
        elif control.pressable:
            found[list(found)[-1]].append(control.label)
    assert found == {
        "Check": ["Check", "Next finding", "Apply fixes", "Mark cells", "Clear marks"],
        "Central file": ["Refresh mapping tabs", "Another edition", "What changed", "Apply decisions", "Undo last job"],
        "Availability": ["Check data availability", "Take suggestions", "Get published files"],
        "See and share": [
            "Summary",
            "Metric card",
            "Spine",
            "Services",
            "Targets",
            "Share a copy",
            "Report",
            "Cohort",
            "Journeys",
            "Highlight a national framework",
        ],
        "Begin": ["Adopt a spreadsheet"],
        "For the lead": ["London picture"],
        "Help": [
            *("Start helper", "Guide", "Settings"),
            *("What is set", "Choose the central file", "Give the central file's address"),
            "Choose the published files",
            "About",
        ],
    }


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('id="undoButton"', 'id="refreshButton"', "the id refreshButton is there twice"),
        ('keytip="W"', 'keytip="r"', "the key tip R is there twice"),
        ("Ribbon.OnUndo", "Ribbon.OnUndone", "undoButton: onAction Ribbon.OnUndone is not a public procedure"),
        (
            "Ribbon.OnUndo",
            "Ribbon.LookAgain",
            "undoButton: onAction Ribbon.LookAgain takes (), the ribbon gives (IRibbonControl)",
        ),
        (
            "Ribbon.OnHighlight",
            "Ribbon.OnUndo",
            "highlightGallery: onAction Ribbon.OnUndo takes (IRibbonControl), " + GIVES_A_CHOICE,
        ),
        (
            'onLoad="Ribbon.OnRibbonLoad"',
            'onLoad="Ribbon.OnUndo"',
            "customUI: onLoad Ribbon.OnUndo takes (IRibbonControl), the ribbon gives (IRibbonUI)",
        ),
        ('screentip="Undo the last job"', 'screentip=""', "undoButton: no screentip"),
    ],
)
def test_a_slip_in_the_ribbon_is_noticed(old: str, new: str, problem: str) -> None:
    text = RIBBON.decode()
    assert text.count(old) == 1
    assert problems(text.replace(old, new).encode(), MODULES) == [problem]


def test_a_callback_that_answers_by_value_is_noticed_on_every_control_that_asks_it() -> None:
    changed = [
        Module(one.name, one.kind, one.code.replace("ByRef answer As Variant", "ByVal answer As Variant"), one.base)
        for one in MODULES
    ]
    found = problems(RIBBON, changed)
    assert len(found) == RIBBON.count(b"getEnabled=")
    assert "takes (IRibbonControl, Variant), the ribbon gives (IRibbonControl, ByRef Variant)" in found[0]


def test_every_job_a_macro_asks_for_is_one_of_the_registrys_buttons_and_every_one_of_those_is_there() -> None:
    assert jobs_named(MODULES).keys() == buttons().keys()


def test_a_button_needs_a_workbook_or_a_sheet_that_the_layout_has() -> None:
    needed = {one.attributes["tag"] for one in controls(RIBBON) if "tag" in one.attributes}
    assert needed <= {"workbook", *(sheet.name for sheet in layout("borough"))}
    for control in controls(RIBBON):
        assert ("tag" in control.attributes) == ("getEnabled" in control.attributes)


def test_the_gallery_has_the_layouts_frameworks_in_the_order_the_macro_takes_them() -> None:
    items = [one.id for one in controls(RIBBON) if one.kind == "item"]
    choices = highlight_choices()
    assert items == [gallery_id(one) for one in choices]
    whole = [one for one in choices if not one.edition]
    assert [one.sheet for one in whole] == [sheet.name for sheet in layout("borough").mappings]
    assert {"2026-02", "2026-07"} <= {one.edition for one in choices if one.sheet == "Map LOF"}
    (made,) = [one for one in MODULES if one.name == "MapTabs"]
    assert re.findall(r'Case (\d+)\n +Named = "(.*?)"', made.code) == [
        (str(number), one.sheet) for number, one in enumerate(choices)
    ]
    assert re.findall(r'Case (\d+)\n +Edition = "(.*?)"', made.code) == [
        (str(number), one.edition) for number, one in enumerate(choices) if one.edition
    ]
    assert "MapTabs.Named(index), MapTabs.Edition(index)" in (folder() / "Highlight.bas").read_text("ascii")


def test_every_heading_a_macro_reads_is_in_the_layout() -> None:
    headings = {column.heading for sheet in layout("borough") for column in sheet.columns}
    for name in ("Find", "Marks", "Highlight", "Card"):
        text = (folder() / f"{name}.bas").read_text("ascii")
        read = set(re.findall(r'(?:\.Text|RowUpTo)\(index, "(.*?)"\)', text))
        read |= set(re.findall(r'ReadFrom\(inFront, \S+, "(.*?)"\)', text))
        read |= set(re.findall(r'NamedIn\(inFront, \S+, "(.*?)"\)', text))
        assert read, name
        assert read <= headings, read - headings


def test_icons_are_offices_own() -> None:
    assert {one.attributes["imageMso"] for one in controls(RIBBON) if "imageMso" in one.attributes} == ICONS


def test_the_ten_minutes_in_real_excel_press_every_button() -> None:
    docs = Path(__file__).resolve().parents[2] / "docs" / "maintainers"
    page = (docs / "addin.md").read_text("utf-8").split("## Ten minutes in real Excel")[1]
    steps = re.sub(r"\s+", " ", page)
    assert [one.label for one in controls(RIBBON) if one.pressable and f"*{one.label}*" not in steps] == []


def test_no_two_buttons_look_alike() -> None:
    """Apply fixes and Apply decisions once had the same icon, side by side with their labels cut short."""
    icons = [one.attributes["imageMso"] for one in controls(RIBBON) if "imageMso" in one.attributes]
    assert sorted(icons) == sorted(set(icons))


def test_words_on_the_ribbon_are_officers_words() -> None:
    for control in controls(RIBBON):
        for word in ("label", "screentip", "supertip"):
            text = control.attributes.get(word, "")
            assert not re.search(r"\b(invalid|illegal|failed|error|execute|Python)\b", text, re.I), text
            assert len(text) <= 1024  # [MS-CUSTOMUI2]: the longest text a control takes
        assert not control.attributes.get("screentip", "").endswith(".")
        assert control.attributes.get("supertip", ".").endswith(".")
