"""A button of the pane: what it does to the open workbook, and what it says when something stands in the way."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import process_time
from types import ModuleType

import pytest

from outcomes_xl.building import central_workbook
from outcomes_xl.central.shipped_release import shipped_release
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files, lite
from outcomes_xl.hosts.lite.day_numbers import is_counted_from_1904
from outcomes_xl.jobs.highlight import LISTED
from outcomes_xl.lite import packages, pane_findings
from outcomes_xl.lite.pane import PaneReply
from outcomes_xl.lite.pane_highlight import OFF
from outcomes_xl.lite.pane_needs import NEEDS
from outcomes_xl.lite.scripts import GOT_HERE
from outcomes_xl.model import AppendRows, Area, Book, CellRef, FoldRows, NewSheet, Patch, SetCell
from outcomes_xl.model.cannot_use import CannotEdit, CannotUse, ChangedMeanwhile
from outcomes_xl.model.patches import AddSheet
from outcomes_xl.reading.layouts import layout
from outcomes_xl.workflows import demonstration
from tests.lite.compared import LOF
from tests.lite.conftest import press
from tests.routes import lite_engine, stand_in_com
from tests.routes.pane import AccessDenied, Pane, PaneClosed

STATUS = "Data availability"


def small() -> Pane:
    """| metric | note | in a table, and a sheet beside it."""
    workbook = stand_in_com.Workbook(stand_in_com.Application())
    workbook.sheet(STATUS, [["metric", "note"], ["GLD at age 5", None], ["NEET 16-17", "asked"]])
    workbook.sheets[0].table("tblAvailability", "A1:B3")
    workbook.sheet("Changes", [["change"], ["none"]]).table("tblChanges", "A1:A2")
    return Pane(workbook)


def played(pane: Pane, *changes: object) -> None:
    asyncio.run(lite.play(lite_engine.xlwings_book(pane), Patch(tuple(changes))))  # type: ignore[arg-type]


def note(row: int, before: str | None, after: str) -> SetCell:
    return SetCell(CellRef(STATUS, row, 2), before, after, "a test")


LINE = AppendRows("tblChanges", "Changes", 3, 1, (("a note",),), "a test")


def test_a_patch_is_one_flush_and_few_writes() -> None:
    pane = small()
    rows = tuple((f"2024/2{n}",) for n in range(9))
    added = AppendRows("tblChanges", "Changes", 3, 1, rows, "a test")
    played(pane, note(2, None, "ask the school"), note(3, "asked", "5-9"), added)
    writes = [one for one in pane.done if one != "rangeClearContents"]
    assert writes == ["setNumberFormat", "setValues", "resizeTable", "setNumberFormat", "setValues"]
    assert pane.flushes == 2  # whether the sheets take writing at all, and all the rest
    assert pane.workbook.sheets[0].cells[3, 2].value == "5-9"


def test_a_protected_sheet_is_named_before_anything_is_written() -> None:
    pane = small()
    pane.workbook.sheets[1].protected = True
    before = pane.state()
    with pytest.raises(CannotEdit, match=r"The sheet “Changes” is protected\. .*Unprotect Sheet"):
        played(pane, note(2, None, "ask the school"), LINE)
    assert pane.state()["sheets"] == before["sheets"]


def test_what_excel_refuses_in_the_middle_is_put_back() -> None:
    pane = small()
    pane.workbook.locked = True  # a pane is not told: only adding the sheet shows it
    new = NewSheet("Spine", "Spine", "What.", "tblSpine", ("item",), (12,), (("LOF-01",),))
    with pytest.raises(CannotEdit, match="Excel would not take the change"):
        played(pane, note(2, None, "ask the school"), LINE, AddSheet(new, "a test"))
    sheet, log = pane.workbook.sheets
    assert (sheet.cells[2, 2].value, str(log.tables[0].area), log.cells[3, 1].value) == (None, "A1:A2", None)


def test_an_edit_of_somebody_else_between_reading_and_writing_is_refused_by_its_cell() -> None:
    pane = small()

    def a_colleague() -> None:
        pane.workbook.sheets[0].put(3, 2, "rung up")

    pane.meanwhile = a_colleague
    with pytest.raises(ChangedMeanwhile, match=r"B3 .* now holds “rung up”, where “asked” was expected"):
        played(pane, note(2, None, "ask the school"), note(3, "asked", "done"))
    assert pane.workbook.sheets[0].cells[3, 2].value == "rung up"
    assert (2, 2) not in pane.workbook.sheets[0].cells


def test_a_table_that_a_colleague_has_let_grow_meanwhile_is_left_alone() -> None:
    pane = small()

    def a_colleague() -> None:
        pane.workbook.sheets[1].put(3, 1, "hers")
        pane.workbook.sheets[1].tables[0].area = replace(pane.workbook.sheets[1].tables[0].area, last_row=3)

    pane.meanwhile = a_colleague
    with pytest.raises(ChangedMeanwhile, match="now ends at another row"):
        played(pane, LINE)
    assert pane.workbook.sheets[1].cells[3, 1].value == "hers"


def test_a_text_that_the_page_takes_for_a_day_is_mended() -> None:
    pane = small()
    pane.old_client = True
    played(pane, note(2, None, "Target for children in school year 11"))
    assert pane.workbook.sheets[0].cells[2, 2].value == "Target for children in school year 11"


@pytest.fixture(scope="module")
def looked(begun: str) -> tuple[PaneReply, str]:
    """What is told when figures were looked for, and what stands in the workbook then."""
    pane = Pane.of(json.loads(begun))
    reply = press(pane, "availability")
    return reply, json.dumps(pane.state())


def test_a_page_that_does_not_know_a_day_by_its_format_stops_no_job(
    pane: Pane, begun: str, looked: tuple[PaneReply, str]
) -> None:
    pane.days_are_numbers = True
    for button, left in (("availability", looked[1]), ("undo", begun)):  # days on Start and beside each metric
        assert not press(pane, button).stopped
        there, whole = entries(pane), entries(Pane.of(json.loads(left)))
        assert all(there[name] == whole[name] for name in ("Start", STATUS))


def test_a_workbook_that_counts_its_days_from_1904_is_named_as_such_and_put_back() -> None:
    pane = small()
    pane.from_1904 = True
    day = SetCell(CellRef(STATUS, 3, 2), "asked", date(2026, 11, 22), "a test")
    with pytest.raises(CannotEdit) as refused:
        played(pane, note(2, None, "ask the school"), day)
    assert str(refused.value) == (
        "This workbook counts its days from 1904. A pane is not told so, and takes every day for one four years "
        "earlier. Use the Outcomes tab on Windows, or the command. Nothing was written."
    )
    assert [pane.workbook.sheets[0].cells[row, 2].value for row in (2, 3)] == [None, "asked"]
    assert is_counted_from_1904(44886, date(2026, 11, 22))  # a page may tell the number alone
    assert not is_counted_from_1904(True, date(1904, 1, 2))


def test_a_figure_in_a_cell_of_the_format_text_is_a_figure() -> None:
    pane = small()
    pane.workbook.sheets[0].put(2, 2, "2024/25", "@")
    played(pane, SetCell(CellRef(STATUS, 2, 2), "2024/25", 12.5, "a test"))
    assert pane.workbook.sheets[0].cells[2, 2].value == 12.5


def test_rows_come_to_no_table_without_its_header_row() -> None:
    with pytest.raises(CannotEdit, match="Header Row"):
        asyncio.run(_without_headers())


async def _without_headers() -> None:
    pane = small()
    book = lite_engine.xlwings_book(pane)
    seen = await lite.read(book)
    tables = {name: replace(table, header_row_off=True) for name, table in seen.tables.items()}
    from outcomes_xl.hosts.lite.pane_limits import refuse_what_cannot_be

    refuse_what_cannot_be(Patch((LINE,)), tables)


def test_five_thousand_rows_are_a_few_writes() -> None:
    pane = small()
    sheet, rows = pane.workbook.sheets[0], range(4, 5_004)
    for row in rows:
        sheet.put(row, 1, f"Local metric {row}")
    sheet.tables[0].area = replace(sheet.tables[0].area, last_row=rows[-1])
    notes = [note(row, None, "2024/25" if row % 2 else "ask the school") for row in rows]
    lines = AppendRows("tblChanges", "Changes", 3, 1, tuple((f"line {row}",) for row in rows), "a test")
    began = process_time()
    played(pane, *notes, lines)
    assert process_time() - began < 5  # seconds of this machine; what the page is asked does not grow with the rows
    assert (pane.flushes, pane.questions, len(pane.done)) == (2, 9, 7)
    assert [sheet.cells[row, 2].value for row in (4, 5, 5_003)] == ["ask the school", "2024/25", "2024/25"]


def test_a_sheet_that_reaches_far_beyond_its_entries_is_not_read() -> None:
    book = lite_engine.xlwings_book(small())
    book.impl.document["sheets"][0]["used_range_address"] = "A1:SF900000"
    with pytest.raises(CannotUse, match="reaches to cell SF900000, though its entries do not"):
        asyncio.run(lite.read(book))


def test_what_a_pane_cannot_do_is_said_before() -> None:
    new = NewSheet("Spine", "Spine", "What.", "tblSpine", ("item",), (12,), (("LOF-01",),))
    assert lite.limits_of(Patch((LINE, AddSheet(new, "a test")))) == (
        "The new sheet “Spine” keeps Excel's own look here, without our colours and drop-downs.",
    )
    assert lite.limits_of(Patch((LINE, FoldRows("Spine", 5, 9, "a test")))) == ()  # only a look, of our own lines


@pytest.mark.parametrize("after", [25])
def test_a_pane_closed_in_the_middle_is_pressed_again_and_all_can_be_taken_back(
    pane: Pane, begun: str, after: int
) -> None:
    whole = Pane.of(json.loads(begun))
    press(whole, "refresh")
    pane.closes_after = after
    with pytest.raises(PaneClosed):
        press(pane, "refresh")
    pane.closes_after = None
    assert not press(pane, "refresh").stopped
    assert entries(pane) == entries(whole)
    press(pane, "undo")
    press(pane, "undo")
    assert entries(pane) == entries(Pane.of(json.loads(begun)))


def entries(pane: Pane) -> dict[str, dict[tuple[int, int], object]]:
    """What stands on each sheet, without what jobs write down of themselves."""
    return {
        sheet.title: {place: cell.value for place, cell in sheet.cells.items() if cell.value not in (None, "")}
        for sheet in pane.workbook.sheets
        if sheet.title not in ("Changes", "Undo record", "Progress")
    }


def test_a_button_says_what_was_done_and_what_start_says_is_next(looked: tuple[PaneReply, str]) -> None:
    reply, pane = looked[0], Pane.of(json.loads(looked[1]))
    assert not reply.stopped
    done, next_step = reply.sentence.split("\n\n")
    assert "Looked in: the figures that came with this tool" in done
    assert "files of yours" not in done  # a pane looks in none
    assert next_step.startswith("Next: step ")
    assert press(pane, "next").sentence == next_step


def test_a_highlight_writes_the_cells_that_the_rule_asks_and_no_other(pane: Pane) -> None:
    reply = press(pane, "highlight", framework=LOF.label)
    assert reply.stopped
    assert reply.sentence.startswith("This workbook has no place for a highlight in the pane")
    pane.names[LISTED] = "'Workings'!$Z$2:$Z$9"
    sheets = {one.title: one for one in pane.workbook.sheets}
    sheets["Framework"].protected = True  # a rule on it shows what other cells say
    before = entries(pane)
    reply = press(pane, "highlight", framework=LOF.label)
    assert reply.sentence == (
        "2 of 99 metrics on “Framework” are highlighted for “Local Outcomes Framework, edition 2026-02”: in bold, "
        "underlined, on pale blue. Press it again with “Nothing: take the highlight off” to take it off."
    )
    after = entries(pane)
    assert after.pop("Workings") == {**before["Workings"], (2, 26): "|MET-070|MET-071|"}
    assert after == {name: cells for name, cells in before.items() if name != "Workings"}
    assert press(pane, "highlight", framework="LOFF").sentence.startswith("“LOFF” is none of the choices. There are ")
    sheets["Framework"].Visible = 0
    assert "The sheet “Framework” is hidden: unhide it." in press(pane, "highlight", framework=LOF.label).sentence
    assert press(pane, "highlight", framework=OFF).sentence.startswith("The highlight is off. What still is in bold")
    assert entries(pane) == before


def test_a_lost_column_is_not_taken_for_rows_that_nothing_ties_to(pane: Pane) -> None:
    pane.names[LISTED] = "'Workings'!$Z$2:$Z$9"
    assert _without_its_heading(pane, "Map LOF", "Our id") == (
        "“Map LOF” has no column “Our id”, which says what is tied to what. Nothing was changed. "
        "Bring it back: Ctrl+Z, or from an earlier copy of the workbook."
    )
    assert _without_its_heading(pane, "Framework", "Metric id").startswith("“Framework” has no column “Metric id”")


def _without_its_heading(pane: Pane, name: str, heading: str) -> str:
    sheet = next(one for one in pane.workbook.sheets if one.title == name)
    cell = next(cell for cell in sheet.cells.values() if cell.value == heading)
    cell.value = "Theirs"
    reply = press(pane, "highlight", framework=LOF.label)
    cell.value = heading
    assert reply.stopped
    return reply.sentence


def test_what_stopped_a_job_is_said_with_where_and_what_next(pane: Pane) -> None:
    log = next(one for one in pane.workbook.sheets if one.title == "Changes")
    table = next(one for one in log.tables if one.title == "tblChanges")
    below = table.area.last_row + 1
    log.put(below, table.area.first_column, "a remark of ours")
    reply = press(pane, "availability")
    assert reply.stopped
    assert reply.sentence.startswith("Nothing was changed: something stands just below it. ")
    assert reply.sentence.endswith(
        f" Changes, cell A{below}: Move what stands below the table somewhere else. "
        "Then run Check data availability again."
    )


def test_a_sheet_of_ones_own_stays_and_the_list_that_has_its_name_is_said_to_be_missing(pane: Pane) -> None:
    for button, name in (("spine", "Spine"), ("targets", "Target progress"), ("services", "Service gaps")):
        pane.workbook.sheet(name, [["mine"]])
        reply = press(pane, button)
        assert f" The list {name} was not written: a sheet of that name is yours." in reply.sentence
        assert next(one for one in pane.workbook.sheets if one.title == name).cells.keys() == {(1, 1)}


def test_a_renamed_start_says_what_is_next_all_the_same(pane: Pane) -> None:
    said = press(pane, "next").sentence
    assert said.startswith("Next: step ")
    next(one for one in pane.workbook.sheets if one.title == "Start").title = "Begin here"
    assert press(pane, "next").sentence == said
    assert press(pane, "decide").sentence.endswith(said)


def test_next_finding_goes_round_what_can_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pane_findings, "_last", {})
    pane = small()
    headings = [one.heading for one in layout("borough").sheet("findings").columns]
    said = {"What we noticed": "A gap.", "What to do": "Say why."}
    rows = [
        {"Sheet": STATUS, "Cells": "B2:B3, B9 and 4 more", "State": "New", **said},
        {"Sheet": STATUS, "Cells": "B3", "State": "No longer found", **said},
        {"Sheet": "Hidden", "Cells": "A1", "State": "New", **said},
        {"Sheet": "Changes", "Cells": "A2", "State": "Settled", **said},
    ]
    grid = [headings, *([one.get(heading) for heading in headings] for one in rows)]
    pane.workbook.sheet("Hidden", [["x"]]).Visible = 0
    sheet = pane.workbook.sheet("Findings", grid)
    sheet.table("tblFindings", str(Area(1, 1, len(grid), len(headings))))
    seen = [(press(pane, "next_finding").sentence, pane.workbook.selected) for _ in range(3)]
    first = (f"Finding 1 of 4, {STATUS} B2:B3, B9 and 4 more: A gap. Say why.", (STATUS, "B2:B3"))
    assert seen == [first, ("Finding 4 of 4, Changes A2: A gap. Say why.", ("Changes", "A2")), first]
    sheet.tables[0].area = Area(1, 1, 1, len(headings))
    assert press(pane, "next_finding").sentence.startswith("There is nothing on the Findings sheet that can be shown")


def test_what_is_open_is_told_by_holder_as_far_as_a_box_has_room(pane: Pane) -> None:
    before = entries(pane)
    everybody, _ = press(pane, "worklist").sentence.split("\n\nNext: ")
    assert everybody.startswith("75 metrics to ask about: 65 without a status, 10 with something missing beside it.")
    assert "\n\nHealth visiting provider:\nBreastfeeding at 6 to 8 weeks: Can you share this?" in everybody
    assert everybody.endswith("And 50 more. Name one holder in the form for theirs alone.")
    assert press(pane, "worklist", holder="nobody").sentence.startswith("Nothing that is open is held by “nobody”.")
    assert entries(pane) == before


def test_another_workbook_is_not_touched() -> None:
    workbook = stand_in_com.Workbook(stand_in_com.Application())
    workbook.sheet("Sheet1", [["Fruit"], ["Apple"]])
    reply = press(Pane(workbook), "check")
    assert reply.stopped
    assert "is not a workbook of the shared outcomes framework" in reply.sentence


def test_a_missing_sheet_is_said_in_words(pane: Pane) -> None:
    pane.workbook.sheets[:] = [one for one in pane.workbook.sheets if one.title != STATUS]
    reply = press(pane, "availability")
    assert reply.stopped
    assert reply.sentence.startswith("The sheet “Data availability”, or its column “Metric id”, is not there.")


def test_an_address_that_is_no_https_is_not_fetched(pane: Pane) -> None:
    for typed in ("\\\\server\\outcomes\\central.xlsx", "https://", "https://[::1"):
        reply = press(pane, "refresh", central_file=typed)
        assert reply.stopped
        assert f"“{typed}” is no file in the pane, and no address that begins https://" in reply.sentence


def test_what_is_no_runs_number_is_said_in_words(pane: Pane) -> None:
    assert press(pane, "changed", run="the last").sentence.startswith("“the last” is no run's number. Type the number")
    assert press(pane, "changed", run=" ").sentence == press(pane, "changed").sentence


@pytest.fixture
def at_an_address(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Files by their address, given as a browser gives what it may read."""
    kept: dict[str, bytes] = {}

    class Answer:
        def __init__(self, address: str) -> None:
            self.body, self.status = kept.get(address, b""), 200 if address in kept else 404

        async def bytes(self) -> bytes:
            return self.body

    async def pyfetch(address: str, redirect: str) -> Answer:
        return Answer(address)

    module = ModuleType("pyodide.http")
    module.pyfetch = pyfetch  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pyodide.http", module)
    return kept


def test_a_central_file_at_an_address_is_refreshed_from_once_its_digest_holds(
    pane: Pane, demonstrated: Path, at_an_address: dict[str, bytes]
) -> None:
    address, body = "https://example.org/central%20file.xlsx", (demonstrated / demonstration.CENTRAL).read_bytes()
    assert "answered 404" in press(pane, "refresh", central_file=address).sentence
    at_an_address[address] = body[:-100]
    assert "“central file.xlsx” did not arrive whole" in press(pane, "refresh", central_file=address).sentence
    edited = SetCell(CellRef("Framework", 6, 1), files.read_bytes(body, "c").value(CellRef("Framework", 6, 1)), "x", "")
    at_an_address[address] = files.play(body, Patch((edited,)))
    assert "was edited after it was published" in press(pane, "refresh", central_file=address).sentence
    at_an_address[address] = body
    reply = press(pane, "refresh", central_file=address)
    assert not reply.stopped, reply.sentence
    assert reply.sentence.startswith("Now at release")


def test_a_central_file_that_only_the_workbook_names_is_said_and_not_fetched(pane: Pane) -> None:
    start = next(one for one in pane.workbook.sheets if one.title == "Start")
    row = next(row for (row, column), cell in start.cells.items() if cell.value == "Central file")
    start.put(row, 2, "https://example.org/central.xlsx")
    said = press(pane, "refresh").sentence
    assert "The release is the one that came with this tool: " in said
    assert "Start names another central file, https://example.org/central.xlsx" in said


def test_the_shipped_release_says_what_its_central_file_says() -> None:
    framework = load_framework()
    ours, built = shipped_release(framework), files.read_bytes(central_workbook(framework), "central file.xlsx")
    assert _contents(ours) == _contents(built)


def _contents(book: Book) -> dict[str, list[tuple[object, ...]]]:
    return {
        name: [
            tuple(book.sheets[table.sheet].value(row, column) for column in _columns(table))
            for row in range(table.first_data_row, table.last_data_row + 1)
        ]
        for name, table in book.tables.items()
    }


def _columns(table: object) -> range:
    area = table.area  # type: ignore[attr-defined]
    return range(area.first_column, area.last_column + 1)


def test_a_package_that_does_not_come_is_said_and_other_troubles_are_not_taken_for_one() -> None:
    wrapped = RuntimeError("a rule stopped")
    wrapped.__cause__ = ModuleNotFoundError("No module named 'pandas'", name="pandas")
    assert packages.lacking(wrapped) == ("pandas", "pandera")
    assert packages.lacking(ModuleNotFoundError("No module named 'ours'", name="ours")) == ()
    assert packages.lacking(ValueError("a slip")) == ()


def test_what_the_pane_gets_by_itself_is_what_its_buttons_may_need() -> None:
    assert NEEDS.keys() == GOT_HERE


def test_the_stand_in_refuses_what_no_page_knows() -> None:
    pane = small()
    book = lite_engine.xlwings_book(pane)
    book.impl.queue("makeCoffee", [], 0)
    with pytest.raises(NotImplementedError, match="makeCoffee"):
        asyncio.run(book.flush())
    pane.workbook.sheets[0].protected = True
    book.sheets[0].range("A1").raw_value = [["a"]]
    with pytest.raises(AccessDenied):
        asyncio.run(book.flush())
