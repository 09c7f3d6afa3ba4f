"""How fast the closed-file host is, as ratios taken in one run on one machine.

    python benchmarks/reading_and_writing.py [WORKBOOK]

Run by hand; it is no test. Without a workbook it makes a borough workbook of its own. What is compared:

- reading with preflight, exact places and error values kept, against bare python-calamine (aim: at most 2.5 times its
  time) and against pandas with openpyxl (aim: at least 6 times faster);
- one surgical write with its proof, against openpyxl's load and save (aim: at least 5 times faster);
- growth from 300 to 30,000 rows, as the exponent of time on rows (1 is linear).

Times are this process's own (other people's work on the machine does not count), the best of several.
"""

from __future__ import annotations

import io
import math
import random
import sys
from pathlib import Path

import openpyxl
import pandas
import python_calamine
import xlsxwriter
from timing import best

from outcomes_xl.hosts import files
from outcomes_xl.model import Book, CellRef, Patch, SetCell

COLUMNS = 20


def main() -> None:
    data = Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else borough()
    book = files.read_bytes(data, "workbook.xlsx")
    cells = sum(len(row) for sheet in book.sheets.values() for row in sheet.rows.values())
    print(
        f"{len(data) / 1000:.0f} kB, {len(book.sheets)} sheets, {cells} filled cells; Python {sys.version.split()[0]}\n"
    )

    ours = best(lambda: files.read_bytes(data, "workbook.xlsx"))
    report("read, with preflight", ours)
    report("read, bare python-calamine", best(lambda: calamine(data)), ours, "aim: ours at most 2.5 times")
    report("read, pandas + openpyxl", best(lambda: pandas_openpyxl(data), 3), ours, "aim: ours 6 times faster")

    patch = some_cells(book)
    ours = best(lambda: files.play(data, patch))
    print()
    report(f"write {len(patch)} cells, with proof", ours)
    report("write, openpyxl load + save", best(lambda: openpyxl_edit(data, patch), 3), ours, "aim: ours 5 times faster")

    print()
    for what, work in (("read", read_rows), ("write", write_rows)):
        times = {rows: work(rows) for rows in (300, 3_000, 30_000)}
        exponent = math.log(times[30_000] / times[300]) / math.log(100)
        shown = ", ".join(f"{rows:,} rows {seconds * 1000:.0f} ms" for rows, seconds in times.items())
        print(f"growth, {what}: {shown}; exponent {exponent:.2f} (aim: 1)")


def report(what: str, seconds: float, ours: float | None = None, aim: str = "") -> None:
    ratio = ""
    if ours is not None:
        times, word = (ours / seconds, "times its time") if seconds < ours else (seconds / ours, "times faster")
        ratio = f"ours: {times:.1f} {word} ({aim})"
    print(f"{what:32} {seconds * 1000:8.1f} ms   {ratio}")


def borough() -> bytes:
    try:
        from outcomes_xl.building import borough_workbook
        from outcomes_xl.framework import load_framework
    except ImportError:
        return flat(300)
    return borough_workbook(load_framework())


def calamine(data: bytes) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def pandas_openpyxl(data: bytes) -> None:
    pandas.read_excel(io.BytesIO(data), sheet_name=None, engine="openpyxl", header=None)


def openpyxl_edit(data: bytes, patch: Patch) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for change in patch:
        if isinstance(change, SetCell):
            book[change.cell.sheet].cell(change.cell.row, change.cell.column).value = change.after
    book.save(io.BytesIO())


def some_cells(book: Book, most: int = 100) -> Patch:
    """Return a patch on the sheet with most rows: its text cells outside headings and formulas."""
    sheet = max(book.sheets.values(), key=lambda sheet: len(sheet.rows))
    tables = [table.area for table in book.tables.values() if table.sheet == sheet.name]
    first = max((area.first_row for area in tables), default=1) + 1
    places = [
        (row, column)
        for row, cells in sheet.rows.items()
        for column, value in cells.items()
        if row >= first and isinstance(value, str) and (row, column) not in sheet.formulas
    ]
    return Patch.of(
        SetCell(CellRef(sheet.name, row, column), sheet.value(row, column), f"changed {row}", "a benchmark")
        for row, column in places[:most]
    )


def flat(rows: int) -> bytes:
    """Return one sheet of rows as long as a framework entry: texts, a figure, a date, blanks."""
    words = ["children", "families", "early", "help", "outcome", "measure", "per", "cent", "of", "age", "review"]
    chance = random.Random(1)
    texts = [" ".join(chance.choice(words) for _ in range(8)) for _ in range(500)]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Framework")
        sheet.write_row(0, 0, [f"Heading {number}" for number in range(COLUMNS)])
        for row in range(1, rows + 1):
            sheet.write_row(row, 0, [f"MET-{row:05}", *(texts[row * number % 499] for number in range(1, 16))])
            sheet.write_number(row, 16, row % 1000 / 10)
            sheet.write_number(row, 17, 45_000 + row % 900, day)
            sheet.write_string(row, 19, "Available now")
    return out.getvalue()


def read_rows(rows: int) -> float:
    data = flat(rows)
    return best(lambda: files.read_bytes(data, "rows.xlsx"), 3)


def write_rows(rows: int) -> float:
    data = flat(rows)
    changes = (SetCell(CellRef("Framework", row, 19), None, f"note {row}", "a benchmark") for row in range(2, rows + 2))
    patch = Patch.of(changes)
    return best(lambda: files.play(data, patch), 3)


if __name__ == "__main__":
    main()
