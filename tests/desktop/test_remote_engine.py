"""The same host over xlwings' remote engine. It reads no formulas, so what needs them is not promised there.

Off by default: that engine is not under an open licence. Run with -m pro and your own XLWINGS_LICENSE_KEY.
"""

from __future__ import annotations

import os
from typing import Any

import pytest

from outcomes_xl.hosts import desktop
from outcomes_xl.model import AddSheet, AppendRows, Book, CellRef, NewSheet, Patch, SetCell
from outcomes_xl.model.cannot_use import ChangedMeanwhile
from tests.routes import stand_in_com as com

pytestmark = [
    pytest.mark.pro,
    pytest.mark.skipif(not os.environ.get("XLWINGS_LICENSE_KEY"), reason="needs a licence of your own for xlwings PRO"),
]
SHEET = "Data availability"


class Remote:
    """A workbook in an Excel far away: every press of a button posts it anew."""

    def __init__(self) -> None:
        com.install()
        self.workbook = com.Workbook(com.Application())
        rows = [["metric", "period"], ["GLD at age 5", "2024/25"], ["NEET 16-17", 12.5]]
        self.sheet = self.workbook.sheet(SHEET, rows)
        self.sheet.table("tblAvailability", "A1:B3")

    def read(self) -> Book:
        from tests.routes import remote_engine

        return desktop.read(remote_engine.xlwings_book(self.workbook))

    def play(self, *changes: Any) -> None:
        from tests.routes import remote_engine

        book = remote_engine.xlwings_book(self.workbook)
        desktop.play(book, Patch(tuple(changes)))
        remote_engine.apply(self.workbook, book)


def test_text_stays_text_on_the_remote_engine() -> None:
    remote = Remote()
    texts = ["5-9", "2024/25", "007", "=A1", "'quoted", "Found"]
    remote.play(*(SetCell(CellRef(SHEET, n, 4), None, text, "a test") for n, text in enumerate(texts, 1)))
    assert [remote.read().value(CellRef(SHEET, n, 4)) for n in range(1, 7)] == texts


def test_a_cell_edited_meanwhile_is_refused_on_the_remote_engine() -> None:
    remote = Remote()
    remote.sheet.put(3, 2, 13)
    with pytest.raises(ChangedMeanwhile, match="B3"):
        remote.play(SetCell(CellRef(SHEET, 3, 2), 12.5, 14, "a test"))
    assert remote.read().value(CellRef(SHEET, 3, 2)) == 13


def test_rows_and_a_sheet_are_added_and_taken_back_on_the_remote_engine() -> None:
    remote = Remote()
    before = remote.read()
    new = NewSheet("Findings", "Findings", "What.", "tblFindings", ("rule", "cell"), (12, 30), (("AV03", "C3"),))
    changes = (
        AppendRows("tblAvailability", SHEET, 4, 1, (("Take-up", "1/4"),), "a test"),
        AddSheet(new, "a test"),
    )
    remote.play(*changes)
    after = remote.read()
    assert str(after.tables["tblAvailability"].area) == "A1:B4"
    assert after.value(CellRef(SHEET, 4, 2)) == "1/4"
    assert after.value(CellRef("Findings", 5, 2)) == "C3"
    assert str(after.tables["tblFindings"].area) == "A4:B5"
    remote.play(*Patch(changes).inverse())
    assert remote.read() == before
