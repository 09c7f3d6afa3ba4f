"""A workbook for reading, made from nothing: the London picture, a report, targets with their charts."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

from xlsxwriter import Workbook

from outcomes_xl.building.cell_styles import Styles, finished
from outcomes_xl.building.reading_sheet import Desk


def reading_workbook(properties: Mapping[str, Any], write: Callable[[Desk], None]) -> bytes:
    """Return the bytes of an .xlsx whose sheets ``write`` puts on the desk; it opens at the first one.

    ``properties`` are XlsxWriter's: title, subject, author, created and the like. The same sheets give the same bytes.
    """
    out = io.BytesIO()
    book = Workbook(
        out,
        {
            "in_memory": True,
            "default_format_properties": {"font_name": "Arial", "font_size": 11},
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    book.set_properties(dict(properties))
    book.set_size(2400, 1400)
    desk = Desk(book, Styles(book))
    write(desk)
    first = book.worksheets()[0]
    first.activate()
    first.set_first_sheet()
    book.close()
    return finished(out.getvalue(), desk.styles)
