"""Every button pressed for real: ribbon callback, VBA, a Python program, the live workbook, in headless LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from outcomes_xl import __version__
from outcomes_xl.building.addin import addin_bytes
from outcomes_xl.building.addin.ribbon import controls, ribbon_bytes
from outcomes_xl.building.addin.vba_source import folder
from tests.addin.office import Office, Open
from tests.addin.workbook import HELPER, PROJECT, plain_workbook, rows, workbook_with_macros

pytestmark = pytest.mark.office
# The guide is a sheet of the add-in itself; the window for the folder is left with Esc.
QUIET = {"guideButton", "publishedFilesButton"}
NOT_RUNNING = "The helper is not running, so nothing was done."
HOW_TO_START = (
    "Press the Windows key, type Outcomes helper and press Enter, then try again. It also starts when you sign in."
)
FRONT = "Bring your outcomes workbook to the front, then press this button again."
ANSWERING = "tests.addin.answering"


@pytest.fixture(scope="module")
def made(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = tmp_path_factory.mktemp("desk")
    path = desk / "northbridge.xlsm"
    path.write_bytes(workbook_with_macros(desk, ANSWERING, office.pipe))
    return path


@pytest.fixture
def book(office: Office, made: Path) -> Iterator[Open]:
    with office.opened(made) as opened:
        compiled(opened)
        yield opened


def compiled(opened: Open) -> None:
    """One module that does not compile makes every macro of a project do nothing, without a word."""
    answer = opened.run(f"{PROJECT}.Proof.Sentinel")
    assert answer == "every module was compiled", "a module does not compile, so nothing runs"


def press(opened: Open, button: str) -> list[list[str]]:
    """Call a button's callback with what the ribbon gives it; return what was said meanwhile: how, and the sentence."""
    before = len(heard(opened))
    error = opened.run(f"{PROJECT}.Proof.Press_{button}")
    assert error == "", f"{button}: {error}"
    return heard(opened)[before:]


def heard(opened: Open) -> list[list[str]]:
    found = []
    while how := opened.text("Heard", f"A{len(found) + 2}"):
        found.append([how, opened.text("Heard", f"B{len(found) + 2}")])
    return found


def test_a_module_that_does_not_compile_is_noticed(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsm"
    broken = HELPER + "\nPublic Sub Broken()\n    known = = 3\nEnd Sub\n"
    path.write_bytes(workbook_with_macros(tmp_path, ANSWERING, office.pipe, Helper=broken))
    with office.opened(path) as opened, pytest.raises(AssertionError, match="does not compile"):
        compiled(opened)


@pytest.mark.parametrize(
    ("button", "job", "said"),
    [
        ("checkButton", "check", ["bar", "2 things to look at, 1 of them must be fixed."]),
        ("applyFixesButton", "apply_fixes", ["bar", "1 fix applied."]),
        (
            "refreshButton",
            "refresh",
            ["box", "The central file is not where your settings say. Press Settings to see where that is."],
        ),
        ("availabilityButton", "availability", ["bar", "12 of 14 metrics found."]),
        ("fetchButton", "fetch", ["bar", "14 downloaded, 3 need you."]),
        ("decideButton", "decide", ["bar", "Your decisions are applied."]),
        ("undoButton", "undo", ["bar", "The last job is undone."]),
        ("reportButton", "report", ["bar", "We can use 17 of 101 measures today."]),
        ("cohortButton", "cohort", ["bar", "63% of 1,000 children."]),
        ("journeysButton", "journeys", ["bar", "About 500 people."]),
        ("shareButton", "share", ["bar", "The copy is northbridge to share.xlsx, beside your workbook."]),
    ],
)
def test_a_button_with_a_job_reaches_python_and_python_the_live_workbook(
    book: Open, button: str, job: str, said: list[str]
) -> None:
    before = book.run(f"{PROJECT}.Proof.Settings")
    assert press(book, button) == [said]
    waiting = 2  # xlWait: the pointer was borrowed while Python worked
    assert book.text("Start", "B3") == f"{job}, pointer {waiting}"
    assert book.run(f"{PROJECT}.Proof.Settings") == before


@pytest.mark.parametrize(("word", "then"), [("Yes", "Refreshed from there."), ("No", "Nothing was changed.")])
def test_a_question_is_put_to_the_officer_and_only_a_yes_goes_back_to_the_helper(
    book: Open, word: str, then: str
) -> None:
    book.put("Start", "B4", "asks")
    book.put("Heard", "D1", word)
    assert press(book, "refreshButton") == [["question", "Is it there?\n\nYes or no."], ["bar", then]]


@pytest.mark.parametrize(
    ("how", "typed", "then"),
    [
        ("either", "Yes", "share was agreed: a copy"),
        ("either", "No", "share was agreed: no a copy"),
        ("reason", "The board sits tonight", "share was agreed: a copy: The board sits tonight"),
        ("reason", "", "share was agreed: no a copy"),
    ],
)
def test_a_copy_is_shared_after_a_yes_or_a_reason_and_what_was_seen_is_listed_after_neither(
    book: Open, how: str, typed: str, then: str
) -> None:
    book.put("Start", "B4", how)
    book.put("Heard", "D1", typed)
    book.document.setModified(False)
    assert press(book, "shareButton") == [["question", "Something was seen."], ["bar", then]]


def test_a_workbook_with_unsaved_changes_is_saved_before_it_is_shared(book: Open) -> None:
    book.put("Start", "B4", "either")
    ((how, said),) = press(book, "shareButton")
    assert how == "box"
    assert said == (
        "This workbook has changes that are not saved yet, and this button works on what is saved. Save it, then press "
        "this button again."
    )


def test_every_button_on_the_ribbon_does_something(book: Open) -> None:
    book.put("Heard", "H1", "C:\\returns")
    for control in controls(ribbon_bytes()):
        if control.kind in ("button", "item") and control.id not in QUIET:
            book.document.CurrentController.setActiveSheet(book.document.Sheets.getByName("Heard"))
            said = press(book, control.id)
            moved = not str(book.run(f"{PROJECT}.Proof.Place")).startswith("Heard ")
            assert said or moved, f"{control.label} did nothing"


def test_next_finding_goes_from_cell_to_cell_and_round_again_past_what_is_settled_or_gone(book: Open) -> None:
    first = ["bar", "Finding 1 of 4, Data availability C3: Tooth decay is a gap, no note. Say why."]
    assert press(book, "nextFindingButton") == [first]
    assert book.run(f"{PROJECT}.Proof.Place") == "Data availability $C$3"
    (third,) = press(book, "nextFindingButton")
    assert third == ["bar", "Finding 3 of 4, Data availability B2:B3, C4 and 2 more: Several cells. Look."]
    assert book.run(f"{PROJECT}.Proof.Place") == "Data availability $B$2"
    assert press(book, "nextFindingButton") == [first]


def hidden(opened: Open, sheet: str, *, is_hidden: bool = True) -> None:
    opened.document.Sheets.getByName(sheet).IsVisible = not is_hidden


def test_a_hidden_sheet_is_said_to_be_hidden_and_its_findings_are_passed_over(book: Open) -> None:
    """Excel stops with an error of its own where it is asked to go to a hidden sheet."""
    how = (
        "is hidden. Right-click any sheet's tab, choose Unhide, choose it in the list, then press this button again; "
        "if it is not in the list, whoever made it hidden can show it."
    )
    hidden(book, "Summary")
    hidden(book, "Changes")
    hidden(book, "Framework")
    assert press(book, "summaryButton") == [["box", f"The sheet Summary {how}"]]
    assert press(book, "whatChangedButton") == [["box", f"The sheet Changes {how}"]]
    assert press(book, "highlightLOF") == [["box", f"The sheet Framework {how}"]]
    hidden(book, "Data availability")
    (said,) = press(book, "nextFindingButton")
    assert said[1].startswith("There is nothing on the Findings sheet that can be shown")
    hidden(book, "Data availability", is_hidden=False)
    (said,) = press(book, "nextFindingButton")
    assert said[1].startswith("Finding 1 of 4, Data availability C3")


def test_cells_are_asked_anew_once_the_helper_is_found(book: Open) -> None:
    assert press(book, "startHelperButton") == [["bar", "The helper is running now. Press your button again."]]
    assert book.text("Heard", "E1") == "cells were asked anew"


def test_marks_are_laid_and_taken_away_and_an_officers_own_note_stays(book: Open) -> None:
    said = press(book, "markCellsButton")
    assert said == [
        ["bar", "mark Data availability $C$3"],
        ["bar", "mark Data availability $B$2:$B$3,$C$4"],
        ["bar", "Marked 2 findings in their cells. Clear marks takes them away."],
    ]
    assert notes(book) == {
        "B3": "Ask Sam",
        "C3": "Outcomes: Tooth decay is a gap, no note.\nSay why.",
        "B2": "Outcomes: Several cells.\nLook.",
    }
    assert press(book, "clearMarksButton") == [
        ["bar", "The marks are gone. Your own formats and notes are as they were."]
    ]
    assert notes(book) == {"B3": "Ask Sam"}


def notes(opened: Open) -> dict[str, str]:
    found = opened.document.Sheets.getByName("Data availability").Annotations
    places = (found.getByIndex(index) for index in range(found.Count))
    return {f"{'ABC'[one.Position.Column]}{one.Position.Row + 1}": one.String for one in places}


def test_highlight_shows_the_metrics_a_framework_ties_to_by_metric_or_by_outcome(book: Open) -> None:
    assert press(book, "highlightSF") == [
        ["bar", "highlight Framework $A$2:$C$2"],
        ["bar", "highlight Framework $A$4:$C$4"],
        ["bar", "2 of 3 metrics are tied to on Map Supporting Families. Clear marks takes the highlight away."],
    ]
    said = press(book, "highlightLOF")
    assert said[0] == ["bar", "highlight Framework $A$4:$C$4"], "MET-1 is not MET-10"
    assert press(book, "highlightLOF2026_07")[-1][1].startswith(
        "1 of 3 metrics are tied to on Map LOF, edition 2026-07"
    )
    assert press(book, "highlightLOF2026_02")[-1][1].startswith(
        "0 of 3 metrics are tied to on Map LOF, edition 2026-02"
    )
    (said_of_phof,) = press(book, "highlightPHOF")
    assert said_of_phof == ["box", f"This workbook has no sheet Map PHOF. {FRONT}"]


def test_what_the_pane_highlights_goes_with_a_highlight_of_the_ribbon_and_with_clear_marks(book: Open) -> None:
    for button in ("highlightSF", "clearMarksButton"):
        book.put("Start", "H2", "|MET-1|")
        press(book, button)
        assert book.text("Start", "H2") == "", button


def test_summary_and_what_changed_bring_their_sheets_to_the_front(book: Open) -> None:
    press(book, "summaryButton")
    assert book.run(f"{PROJECT}.Proof.Place") == "Summary $A$1"
    press(book, "whatChangedButton")
    assert book.run(f"{PROJECT}.Proof.Place") == "Changes $A$3"


def test_the_card_opens_at_the_metric_of_the_row_one_is_in_and_keeps_what_it_shows_where_there_is_none(
    book: Open,
) -> None:
    def chosen_from(sheet: str, cell: str) -> str:
        controller = book.document.CurrentController
        there = book.document.Sheets.getByName(sheet)
        controller.setActiveSheet(there)
        controller.select(there.getCellRangeByName(cell))
        assert press(book, "metricCardButton") == []
        assert book.run(f"{PROJECT}.Proof.Place") == "Metric card $B$4"
        return book.text("Metric card", "B4")

    assert chosen_from("Start", "B2") == "GLD at age 5"
    assert chosen_from("Framework", "A4") == "NEET 16-17"
    assert chosen_from("Framework", "C1") == "NEET 16-17", "a heading is no metric"
    assert chosen_from("Framework", "B3") == "Tooth decay"
    assert chosen_from("Framework", "B99") == "Tooth decay"
    assert chosen_from("Metric card", "A4") == "Tooth decay"
    book.put("Metric card", "A6", "Caution: small numbers")
    assert chosen_from("Metric card", "A6") == "Tooth decay", "the card's own words are no metrics"


def test_a_workbook_without_a_card_is_told_so_and_a_hidden_card_is_not_changed(book: Open) -> None:
    hidden(book, "Metric card")
    (said,) = press(book, "metricCardButton")
    assert said[1].startswith("The sheet Metric card is hidden.")
    assert book.text("Metric card", "B4") == "GLD at age 5"
    book.document.Sheets.removeByName("Metric card")
    (said,) = press(book, "metricCardButton")
    assert said[1].startswith("This workbook has no sheet Metric card.")


def test_a_place_the_officer_chooses_goes_to_the_helper_and_esc_changes_nothing(book: Open) -> None:
    assert press(book, "centralFileButton") == [["box", "The central file is now C:\\central.xlsx"]]
    assert press(book, "centralAddressButton") == [["box", "The central file is now https://example.org/central.xlsx"]]
    assert press(book, "publishedFilesButton") == []


def test_a_spreadsheet_that_cannot_be_adopted_is_told_in_a_box_and_esc_asks_nothing(book: Open) -> None:
    assert press(book, "adoptButton") == [["box", "There is no file “log.xlsx” in C:. Check the name and the folder."]]
    book.put("Heard", "G1", "Esc")
    assert press(book, "adoptButton") == []
    book.put("Heard", "F1", "Esc")
    assert press(book, "adoptButton") == []


def test_a_folder_that_cannot_be_put_together_is_told_in_a_box_and_esc_asks_nothing(book: Open) -> None:
    assert press(book, "collateButton") == []
    book.put("Heard", "H1", "C:\\returns")
    (said,) = press(book, "collateButton")
    assert said == ["box", "“C:\\returns” is no folder. Name the folder that the boroughs' workbooks are in."]


def test_a_button_can_be_pressed_when_what_it_needs_is_in_front(book: Open) -> None:
    answers = {needed: book.run(f"{PROJECT}.Proof.Enabled", needed) for needed in ("", "workbook", "Findings", "Gone")}
    assert answers == {"": True, "workbook": True, "Findings": True, "Gone": False}


def test_a_workbook_that_was_never_saved_is_told_so_and_nothing_is_asked(office: Office, made: Path) -> None:
    with office.opened(made, as_template=True) as opened:
        compiled(opened)
        assert press(opened, "checkButton") == [
            ["box", "This workbook has not been saved yet. Save it to a folder, then press this button again."]
        ]
        assert opened.text("Start", "B3") == ""


def test_a_function_in_a_cell_hands_its_cells_over_and_spreads_what_comes_back(book: Open) -> None:
    target = book.document.Sheets.getByName("Start").getCellRangeByName("D1:F4")
    target.setArrayFormula("=OUTCOMES_TITLE(Framework.A1:C4)")
    assert [list(row) for row in target.DataArray] == rows(
        """
        | Metric id | Outcome id | Metric       |
        | MET-1     | C-LRN-01   | GLD at age 5 |
        | MET-2     | C-HEA-01   | Tooth decay  |
        | MET-10    | C-LRN-01   | NEET 16-17   |
        """
    )


def test_the_workbook_in_front_is_worked_on_not_the_one_with_the_macros(office: Office, made: Path) -> None:
    front = made.with_name("easthaven.xlsx")
    front.write_bytes(plain_workbook())
    with office.opened(made) as addin, office.opened(front) as workbook:
        assert press(addin, "checkButton") == [["bar", "2 things to look at, 1 of them must be fixed."]]
        assert workbook.text("Start", "B3") == "check, pointer 2"
        assert addin.text("Start", "B3") == ""


@pytest.mark.parametrize(
    "button",
    ["checkButton", "applyFixesButton", "refreshButton", "availabilityButton", "decideButton", "undoButton"],
)
def test_without_a_helper_each_button_says_how_to_start_it_and_nothing_is_changed(
    office: Office, without_helper: Path, button: str
) -> None:
    with office.opened(without_helper) as opened:
        compiled(opened)
        assert press(opened, button) == [["box", f"{NOT_RUNNING} {HOW_TO_START}"]]
        assert opened.text("Start", "B3") == ""


def test_without_a_helper_a_function_answers_in_words_and_start_helper_says_where_it_is(
    office: Office, without_helper: Path
) -> None:
    with office.opened(without_helper) as opened:
        cell = opened.document.Sheets.getByName("Start").getCellRangeByName("D1")
        cell.Formula = "=OUTCOMES_BOROUGH(A1)"
        assert cell.String.startswith(NOT_RUNNING)
        (said,) = press(opened, "startHelperButton")
        assert said == ["box", f"{NOT_RUNNING} {HOW_TO_START} If it is not there, ask IT to install it."]


def test_without_a_helper_settings_say_how_to_start_it_and_about_what_this_is(
    office: Office, without_helper: Path
) -> None:
    with office.opened(without_helper) as opened:
        for button in ("settingsButton", "centralFileButton", "centralAddressButton", "adoptButton"):
            assert press(opened, button) == [["box", f"{NOT_RUNNING} {HOW_TO_START}"]]
        ((how, told),) = press(opened, "aboutButton")
        assert how == "box"
        assert told.startswith(f"Outcomes {__version__}: the shared outcomes framework for children and families")
        assert told.endswith(HOW_TO_START)


@pytest.fixture(scope="module")
def without_helper(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same workbook with the add-in's own Helper, which finds no running object here."""
    desk = tmp_path_factory.mktemp("desk")
    path = desk / "millwick.xlsm"
    own = (folder() / "Helper.bas").read_text("ascii")
    path.write_bytes(workbook_with_macros(desk, ANSWERING, office.pipe, Helper=own))
    return path


def test_the_add_in_itself_compiles_and_its_guide_opens_as_a_new_workbook(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "outcomes.xlam"
    path.write_bytes(addin_bytes())
    with office.opened(path) as opened:
        before = office.open_documents()
        opened.run(f"{PROJECT}.Show.Guide")
        (guide,) = [one for one in office.open_documents() if one not in before]
        assert guide.Sheets.ElementNames == ("Guide",)
        assert guide.Sheets.getByIndex(0).getCellRangeByName("A1").String == "The Outcomes tab"
        guide.close(True)
