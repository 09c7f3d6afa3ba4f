"""Many rows put at a sheet's end at once: written as text and parsed together, since a directory has thousands.

What comes of it is what setting the cells one by one would give.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from lxml import etree

from outcomes_xl.hosts.files.cell_formats import BEGINS_LIKE_A_FORMULA, CellFormats
from outcomes_xl.hosts.files.cell_xml import is_kept_as_it_is, kept_as
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


@dataclass(frozen=True, slots=True)
class _Ready:
    """What the cells of a column have in common, worked out once: the XML behind the number of their row.

    ``whole`` is that of a cell with a formula, or of a blank one ("" for none at all), ``style`` the format of a text,
    ``room`` the width it is wrapped in, nought where it is not.
    """

    number: int
    letters: str
    whole: str
    is_formula: bool
    style: str | None
    room: float
    bold: bool


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
        self._columns = columns
        self._begin = "".join(f' {key}="{escape(value)}"' for key, value in look.items() if "}" not in key)
        self._more: dict[str | bytes, str | bytes] = {key: value for key, value in look.items() if "}" in key}
        self._fixed = look.get("customHeight", "0") not in ("0", "false")

    def elements(self, first: int, rows: Sequence[Sequence[Value]], widths: Widths) -> Iterator[Element]:
        """Yield a row's element for each row of values, a value for every column; the first is number ``first``."""
        ready = [self._ready(one, widths) for one in self._columns]
        for at in range(0, len(rows), _AT_ONCE):
            text = "".join(self._row(first + at + n, row, ready) for n, row in enumerate(rows[at : at + _AT_ONCE]))
            for element in list(etree.fromstring(f'<rows xmlns="{self._ns.strip("{}")}">{text}</rows>')):
                if self._more:
                    element.attrib.update(self._more)
                yield element

    def _ready(self, column: NewColumn, widths: Widths) -> _Ready:
        blank = self._formats.fitting(column.style, None)
        inside = f"<f>{escape(column.formula, quote=False)}</f>" if column.formula else ""
        whole = f'"{_shown(blank)}>{inside}</c>' if inside or column.style is not None else ""
        style = self._formats.fitting(column.style, "text")
        room = 0.0 if self._fixed or not self._formats.wraps(style) else widths.of(column.number)
        is_bold = bool(room) and self._formats.is_bold(style)
        return _Ready(column.number, column_letters(column.number), whole, bool(inside), style, room, is_bold)

    def _row(self, number: int, row: Sequence[Value], ready: Sequence[_Ready]) -> str:
        cells: list[str] = []
        wrapped: list[tuple[object, float, bool]] = []
        for column, value in zip(ready, row, strict=True):
            if value is None or column.is_formula:
                if column.whole:
                    cells.append(f'<c r="{column.letters}{number}{column.whole}')
                continue
            style = column.style
            if not isinstance(value, str) or value[:1] in BEGINS_LIKE_A_FORMULA:
                style = self._formats.fitting(style, value)
            if column.room and isinstance(value, str):
                wrapped.append((value, column.room, column.bold))
            cells.append(f'<c r="{column.letters}{number}"{_shown(style)}{self._inside(number, column, value)}</c>')
        high = f' ht="{row_height(wrapped):g}"' if wrapped else ""
        return f'<row r="{number}"{self._begin}{high}>{"".join(cells)}</row>'

    def _inside(self, number: int, column: _Ready, value: Value) -> str:
        """Return what follows a cell's address and format, up to its end."""
        if isinstance(value, str) and is_kept_as_it_is(value):
            kind, text = "inlineStr", value
        else:
            kind, text = kept_as(value, self._uses_1904, CellRef(self._sheet, number, column.number))
        if kind == "inlineStr":
            space = "" if text == text.strip() else ' xml:space="preserve"'
            return f' t="inlineStr"><is><t{space}>{_escaped(text)}</t></is>'
        said = f' t="{kind}"' if kind else ""
        return f"{said}><v>{_escaped(text)}</v>" if text else f"{said}>"


def _shown(style: str | None) -> str:
    return "" if style is None else f' s="{escape(style)}"'


def _escaped(text: str) -> str:
    return escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text
