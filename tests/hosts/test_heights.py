"""A row fits the text that is written into it; a height somebody set by hand stays."""

from __future__ import annotations

import io
import re
import zipfile

import xlsxwriter

from outcomes_xl.hosts import files
from outcomes_xl.model import CellRef, Patch, SetCell


def workbook() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Notes")
    wrapped = book.add_format({"text_wrap": True})
    sheet.write_string("A1", "Short", wrapped)
    sheet.set_row(1, 60)
    sheet.write_string("A2", "By hand", wrapped)
    book.close()
    return fitted_by_excel(out.getvalue())


def fitted_by_excel(data: bytes) -> bytes:
    """Give row 1 the height Excel would have saved for one line: ht without customHeight."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b'<row r="1" spans="1:1">', b'<row r="1" spans="1:1" ht="15">')
            new.writestr(info.filename, content)
    return out.getvalue()


def height(data: bytes, row: int) -> str | None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    found = re.search(rf'<row r="{row}"[^>]*? ht="([^"]+)"', sheet)
    return found[1] if found else None


def test_a_row_is_made_as_tall_as_its_new_text_needs() -> None:
    before = workbook()
    assert height(before, 1) == "15"
    longer = SetCell(CellRef("Notes", 1, 1), "Short", "word " * 3 + "word", "a longer text")
    assert height(files.play(before, Patch((longer,))), 1) == "62.25"  # four lines of 14.25 points, and air


def test_text_that_is_not_wrapped_leaves_the_height_to_excel() -> None:
    change = SetCell(CellRef("Notes", 1, 2), None, "A text that runs on to the right", "another column")
    assert height(files.play(workbook(), Patch((change,))), 1) == "19.5"  # what its other, wrapped cell needs


def test_a_height_set_by_hand_stays() -> None:
    change = SetCell(CellRef("Notes", 2, 1), "By hand", "Another text " * 9, "another text")
    assert height(files.play(workbook(), Patch((change,))), 2) == "60"
