"""A workbook with everything an edit could lose: shapes, notes, charts, drop-downs, formats, a table."""

from __future__ import annotations

import io
from datetime import datetime
from functools import lru_cache

import xlsxwriter

SHEET, TABLE = "Map LOF", "tblMapLOF"
HEADINGS = ("Item", "Decision", "Looked on", "Note", "Length")
ROWS = (("LOF-001", "Use", None, "as it is"), ("LOF-002", None, None, None), ("LOF-003", "Do not use", None, "-"))


@lru_cache(maxsize=1)
def everything() -> bytes:
    """Return the workbook; its table stands in B4:F7 of "Map LOF", with a column formula and things that follow it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy", "border": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF9E5"})
        sheet = book.add_worksheet(SHEET)
        sheet.write("A1", "Local outcomes framework", book.add_format({"bold": True}))
        sheet.write_comment("A1", "What this tab is for")
        columns = [{"header": heading} for heading in HEADINGS]
        columns[1]["format"] = wrapped
        columns[2]["format"] = day
        columns[4]["formula"] = "=LEN(tblMapLOF[@[Note]])"
        sheet.add_table(
            "B4:F7",
            {"name": TABLE, "columns": columns, "data": [list(row) for row in ROWS], "style": "Table Style Light 9"},
        )
        sheet.set_row(6, 31)
        sheet.data_validation("C5:C7", {"validate": "list", "source": "=Lists!$A$1:$A$3"})
        sheet.data_validation("D5:D7", {"validate": "date", "criteria": ">", "value": "=TODAY()-9999"})
        sheet.conditional_format("C5:C7", {"type": "blanks", "format": book.add_format({"bg_color": "#F4CCCC"})})
        sheet.conditional_format("F5:F7", {"type": "data_bar", "data_bar_2010": True})
        sheet.conditional_format("A5:F7", {"type": "duplicate", "format": book.add_format({"italic": True})})
        sheet.insert_textbox("H2", "Ask Prudence about these")
        sheet.insert_chart("H9", _chart(book))
        sheet.add_sparkline("G5", {"range": "Lists!B1:B3"})
        sheet.merge_range("A10:C11", "merged")
        sheet.write_formula("A13", "=SUM(F5:F7)", None, 9)
        sheet.freeze_panes(4, 1)
        lists = book.add_worksheet("Lists")
        lists.write_column("A1", ["Use", "Use with a note", "Do not use"])
        lists.write_column("B1", [1, 2.5, True])
        lists.write_datetime("C1", datetime(2026, 11, 22), day)
        book.define_name("Words", "=Lists!$A$1:$A$3")
    return out.getvalue()


def _chart(book: xlsxwriter.Workbook) -> object:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Lists!$B$1:$B$3"})
    return chart
