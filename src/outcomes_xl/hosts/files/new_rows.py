"""Many rows put at a sheet's end at once: written as text and parsed together, since a directory has thousands.

What comes of it is what setting the cells one by one would give.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from lxml import etree

from outcomes_xl.hosts.files.cell_formats import CellFormats
from outcomes_xl.hosts.files.cell_xml import kept_as
from outcomes_xl.hosts.files.row_heights import Widths
from outcomes_xl.hosts.files.safe_xml import Element
from outcomes_xl.model import CellRef, Value
from outcomes_xl.model.cell_refs import column_letters
from outcomes_xl.model.heights import row_height

_AT_ONCE = 2_000
"""Rows that are text together before they are parsed."""


@dataclass(frozen=True)
class NewColumn:
    """A column of new rows: its formula, without its "=", where it has one; and the format of its cells."""

    number: int
    style: str | None
    formula: str = ""


class NewRows:
    """New rows of one sheet, as elements. ``look`` is the height and format each is to have."""

    def __init__(
        self,
        sheet: str,
        ns: str,
        columns: Sequence[NewColumn],
        look: Mapping[str, str],
        formats: CellFormats,
        uses_1904: bool,
    ) -> None:
        self._sheet, self._ns, self._formats, self._uses_1904 = sheet, ns, formats, uses_1904
        self._columns = [(one, column_letters(one.number)) for one in columns]
        self._begin = "".join(f' {key}="{escape(value)}"' for key, value in look.items() if "}" not in key)
        self._more: dict[str | bytes, str | bytes] = {key: value for key, value in look.items() if "}" in key}
        self._fixed = look.get("customHeight", "0") not in ("0", "false")

    def elements(self, first: int, rows: Sequence[Sequence[Value]], widths: Widths) -> Iterator[Element]:
        """Yield a row's element for each row of values, a value for every column; the first is number ``first``."""
        for at in range(0, len(rows), _AT_ONCE):
            text = "".join(self._row(first + at + n, row, widths) for n, row in enumerate(rows[at : at + _AT_ONCE]))
            for element in list(etree.fromstring(f'<rows xmlns="{self._ns.strip("{}")}">{text}</rows>')):
                element.attrib.update(self._more)
                yield element

    def _row(self, number: int, row: Sequence[Value], widths: Widths) -> str:
        cells: list[str] = []
        wrapped: list[tuple[object, float, bool]] = []
        for (column, letters), value in zip(self._columns, row, strict=True):
            if value is None and column.style is None and not column.formula:
                continue
            value = None if column.formula else value
            style = self._formats.fitting(column.style, value)
            if isinstance(value, str) and (width := widths.of(column.number)) and self._formats.wraps(style):
                wrapped.append((value, width, self._formats.is_bold(style)))
            s = "" if style is None else f' s="{escape(style)}"'
            cells.append(f'<c r="{letters}{number}"{s}{self._inside(number, column, value)}</c>')
        high = f' ht="{row_height(wrapped):g}"' if wrapped and not self._fixed else ""
        return f'<row r="{number}"{self._begin}{high}>{"".join(cells)}</row>'

    def _inside(self, number: int, column: NewColumn, value: Value) -> str:
        """Return what follows a cell's address and format, up to its end."""
        if column.formula:
            return f"><f>{escape(column.formula, quote=False)}</f>"
        if value is None:
            return ">"
        kind, text = kept_as(value, self._uses_1904, CellRef(self._sheet, number, column.number))
        if kind == "inlineStr":
            space = "" if text == text.strip() else ' xml:space="preserve"'
            return f' t="inlineStr"><is><t{space}>{escape(text, quote=False)}</t></is>'
        said = f' t="{kind}"' if kind else ""
        return f"{said}><v>{escape(text, quote=False)}</v>" if text else f"{said}>"
