"""What the XML of an .ods says of a sheet's cells: errors, what is hidden, and what is shown in place of a number."""

from __future__ import annotations

import re
from typing import Any

from outcomes_xl.model.shown_numbers import is_a_dash, says_something
from outcomes_xl.reading.figures import NO_RESULT
from outcomes_xl.sources.published.cell_looks import MOST_COLUMNS, CellLooks, must_reach_no_further

_AN_ERROR = re.compile(r"#[A-Z][A-Z0-9/_]*[!?]?|Err:\d+")
_LONGEST_ERROR = 40
_NOT_SHOWN = ("collapse", "filter")
"""How an .ods says that a row or a column is hidden, by hand or by a filter."""
_WITH_A_NUMBER = re.compile(r"(?P<before>\D*?)[-−+(]?\d(?:[\d.,\s]*\d)?(?:[eE][-+]?\d+)?\)?(?P<after>.*)", re.DOTALL)
_SAYS_MORE = re.compile(
    rb'"(?:percentage|error|collapse|filter)"|formula|annotation'
    rb'|value-type="(?:float|currency)"[^>]*>\s*<text:p(?:\s*/>|>(?![-\d.,\s]*</text:p>))'
)


def says_more(content: bytes) -> bool:
    """Whether a content.xml can say more of its cells than their values: else it need not be taken apart."""
    return bool(_SAYS_MORE.search(content))


def of_ods(table: Any) -> CellLooks:
    """Return how the cells of a sheet of an .ods are to be read. Raises CannotRead for one that reaches too far."""
    title = attribute(table, "name") or ""
    found = CellLooks()
    row_number = columns = 0
    for one in table.iter("{*}table-column"):
        repeated = min(int(attribute(one, "number-columns-repeated") or 1), MOST_COLUMNS)
        if attribute(one, "visibility") in _NOT_SHOWN:
            found.hidden_columns.update(range(columns, columns + repeated))
        columns += repeated
    columns = 0
    for row in table.iter("{*}table-row"):
        column = filled = 0
        repeated_row = int(attribute(row, "number-rows-repeated") or 1)
        if attribute(row, "visibility") in _NOT_SHOWN:
            found.hidden_rows.update(range(row_number, row_number + min(repeated_row, 1000)))
        for cell in row:
            repeated = int(attribute(cell, "number-columns-repeated") or 1)
            if attribute(cell, "value-type") == "percentage":
                found.per_cent.update((row_number, column + more) for more in range(min(repeated, 1000)))
            says = _odd_in_ods(cell)
            words, beside, nothing = ("", ("", ""), False) if says else _shown(cell)
            if says or words or nothing or any(beside):
                rows, columns_ = min(repeated_row, 1000), min(repeated, 1000)
                for place in ((row_number + down, column + more) for down in range(rows) for more in range(columns_)):
                    if says:
                        found.is_odd(*place, says)
                    elif words:
                        found.words[place] = words
                    elif nothing:
                        found.blanked.add(place)
                    else:
                        found.beside[place] = beside
            column += repeated
            if len(cell) or attribute(cell, "value-type"):
                filled = column
        row_number += repeated_row
        if filled:
            columns = max(columns, filled)
            must_reach_no_further(row_number, columns, title)
    return found


def _shown(cell: Any) -> tuple[str, tuple[str, str], bool]:
    """Return the words a cell shows in place of its number, those beside it, and whether it shows nothing of it.

    An .ods keeps what a cell shows beside what it holds; a file that keeps only the number says none of these.
    """
    if attribute(cell, "value-type") not in ("float", "currency"):
        return "", ("", ""), False
    lines = ["".join(one.itertext()) for one in cell if str(one.tag).endswith("}p")]
    text = " ".join(lines).strip()
    if not text:
        return "", ("", ""), bool(lines)
    number = _WITH_A_NUMBER.fullmatch(text)
    if number is None:
        a_nought = float(attribute(cell, "value") or 0) == 0
        return "" if a_nought and is_a_dash(text) else text, ("", ""), False
    before, after = number["before"], number["after"]
    return "", (before, after) if says_something(before + after) else ("", ""), False


def _odd_in_ods(cell: Any) -> str:
    """Return the error a cell shows, NO_RESULT for a formula that has none, "" for every other cell."""
    kinds = [value for key, value in cell.attrib.items() if key.endswith("}value-type")]
    shown = "".join(cell.itertext()).strip() if "error" in kinds or attribute(cell, "formula") else ""
    if "error" in kinds or _AN_ERROR.fullmatch(shown):
        return shown[:_LONGEST_ERROR] or "#N/A"
    # A formula that comes to an empty text has a paragraph without letters; one never worked out has nothing at all.
    return NO_RESULT if attribute(cell, "formula") and not kinds and not len(cell) else ""


def attribute(element: Any, name: str) -> str | None:
    """Return an attribute by its name without its namespace."""
    return next((value for key, value in element.attrib.items() if key.endswith(f"}}{name}")), None)
