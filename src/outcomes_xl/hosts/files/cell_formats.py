"""Cell formats: finding the one that differs only where it must, and adding it at the end when there is none.

Formats are only ever added, never renumbered: every cell of the workbook points at them by number.
"""

from __future__ import annotations

import copy
from datetime import date, datetime, time
from functools import cached_property

from outcomes_xl.hosts.files.date_serials import DATE, TIME
from outcomes_xl.hosts.files.number_formats import CODES, Formats, shows
from outcomes_xl.hosts.files.odd_attributes import elements, is_on, whole
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.safe_xml import Element, canonical, name, namespace, parse, written
from outcomes_xl.model import Value
from outcomes_xl.model.cannot_use import CannotEdit

# Excel's own, shown in the reader's language.
_DATE_FORMAT, _TIME_FORMAT, _BOTH_FORMAT, _GENERAL = "14", "21", "22", "0"
BEGINS_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class CellFormats:
    """The workbook's cell formats, while it is being edited."""

    def __init__(self, package: Package, part: str | None, formats: Formats, uses_1904: bool = False) -> None:
        self._package = package
        self._uses_1904 = uses_1904
        self.part = part
        self._dates = dict(formats.dates)
        self._fitting: dict[tuple[str | None, str, str], str | None] = {}
        self.changed = False

    @cached_property
    def root(self) -> Element:
        if self.part is None:
            raise CannotEdit(
                f"“{self._package.name}” has no cell formats of its own, so a date or a guarded text cannot be put in.",
                "Open it in Excel, save it, and try again.",
            )
        return parse(self._package.part(self.part), self._package.name, self.part)

    @cached_property
    def _list(self) -> Element:
        found = self.root.find(namespace(self.root) + "cellXfs")
        if found is None or not cell_formats_of(self.root):
            raise CannotEdit(f"“{self._package.name}” lists no cell formats.", "Open it in Excel, save it, try again.")
        return found

    @cached_property
    def _all(self) -> list[Element]:
        # lxml walks to an element by number and counts them one by one; with 65,000 formats that is their square.
        return cell_formats_of(self._list.getroottree().getroot())

    @cached_property
    def _numbers(self) -> dict[bytes, int]:
        numbers: dict[bytes, int] = {}
        for number, xf in enumerate(self._all):
            numbers.setdefault(_said(xf), number)
        return numbers

    @cached_property
    def _by_look(self) -> dict[bytes, list[int]]:
        found: dict[bytes, list[int]] = {}
        for number, xf in enumerate(self._all):
            found.setdefault(_look(xf), []).append(number)
        return found

    @cached_property
    def _codes(self) -> dict[str, str]:
        """The workbook's own number formats by their number."""
        own = self.root.iter(namespace(self.root) + "numFmt")
        return {one.get("numFmtId", ""): one.get("formatCode", "") for one in own if name(one.getparent()) == "numFmts"}

    def content(self) -> bytes:
        return written(self.root)

    def wraps(self, style: str | None) -> bool:
        """Tell whether a cell with this format breaks its text into lines."""
        return (style or "0") in self._wrapping

    @cached_property
    def _wrapping(self) -> frozenset[str]:
        if self.part is None:
            return frozenset()
        alignments = ((number, xf.find("{*}alignment")) for number, xf in enumerate(self._all))
        return frozenset(str(n) for n, found in alignments if found is not None and is_on(found.get("wrapText")))

    def is_bold(self, style: str | None) -> bool:
        """Tell whether a cell with this format has bold letters."""
        return (style or "0") in self._bold

    @cached_property
    def _bold(self) -> frozenset[str]:
        if self.part is None:
            return frozenset()
        fonts = self.root.find(namespace(self.root) + "fonts")
        marks = [font.find("{*}b") for font in elements(fonts)] if fonts is not None else []
        bold = {str(n) for n, mark in enumerate(marks) if mark is not None and is_on(mark.get("val", "1"))}
        return frozenset(str(number) for number, xf in enumerate(self._all) if xf.get("fontId") in bold)

    def fitting(self, style: str | None, value: Value, code: str = "") -> str | None:
        """Return the format with which a cell shows this value as what it is: its own, or one like it.

        A date needs a date format and a number must not have one. Text that begins like a formula is marked as
        text (quotePrefix), or Excel makes it a formula when somebody edits the cell and presses Enter. ``code`` is the
        number format the cell is to have again, where that is known.
        """
        kind = _kind(value)
        if (style, kind, code) not in self._fitting:
            again = self._shown_as(style, code) if code else style
            self._fitting[style, kind, code] = self._fit(again, kind)
        return self._fitting[style, kind, code]

    def _fit(self, style: str | None, kind: str) -> str | None:
        shown = self._dates.get(style, 0)
        match kind:
            case "text":
                return style
            case "guarded text":
                return self.variant(style, quotePrefix="1")
            case "date" if not shown & DATE:
                return self._alike(style, DATE, _DATE_FORMAT)
            case "time" | "midnight" if not self._shows_time(shown, kind):
                return self._alike(style, TIME, _TIME_FORMAT)
            case "date and time" if not shown & DATE:
                return self._alike(style, DATE | TIME, _BOTH_FORMAT)
            case "number" if shown:
                return self.variant(style, quotePrefix=None, numFmtId=_GENERAL)
        return self.variant(style, quotePrefix=None) if self._is_guarded(style) else style

    def _shows_time(self, shown: int, kind: str) -> bool:
        """Tell whether a time of day is read as one: beside a date it is, unless it would be day nought's midnight."""
        return shown == TIME or (bool(shown & TIME) and kind == "time" and not self._uses_1904)

    def _alike(self, style: str | None, shows_it: int, otherwise: str) -> str | None:
        """Return the workbook's own format that looks like this one and shows what is needed; else Excel's own.

        So a date that was taken out of a cell goes back in as that workbook writes its dates.
        """
        for number in self._by_look.get(_look(self._format(style)), ()):
            if self._dates.get(str(number), 0) == shows_it and not self._is_guarded(str(number)):
                return str(number)
        return self.variant(style, quotePrefix=None, numFmtId=otherwise)

    def code(self, style: str | None) -> str:
        """Return the number format of a cell's format, such as "dd/mm/yyyy"; "" for one that has no name."""
        number = "0" if self.part is None else self._format(style).get("numFmtId", "0")
        return self._codes.get(number) or CODES.get(whole(number), "")

    def _shown_as(self, style: str | None, code: str) -> str | None:
        """Return the format with this number format, as ``code`` gave it; the cell's own where there is none such."""
        known = {**{text: str(number) for number, text in CODES.items()}, **{b: a for a, b in self._codes.items()}}
        if code not in known or self.code(style) == code:
            return style
        return self.variant(style, numFmtId=known[code])

    def _format(self, style: str | None) -> Element:
        number = whole(style)
        return self._all[number if number < len(self._all) else 0]

    def _is_guarded(self, style: str | None) -> bool:
        return self.part is not None and is_on(self._format(style).get("quotePrefix"))

    def variant(self, style: str | None, **changes: str | None) -> str | None:
        """Return the format that is the same but for these attributes (None takes one away)."""
        xf = copy.deepcopy(self._format(style))
        for attribute, value in changes.items():
            if value is None:
                xf.attrib.pop(attribute, None)
            else:
                xf.set(attribute, value)
        if "numFmtId" in changes:
            if changes["numFmtId"] == _GENERAL:
                xf.attrib.pop("applyNumberFormat", None)
            else:
                xf.set("applyNumberFormat", "1")
        xf.tail = None
        return self.number_of(xf)

    def number_of(self, xf: Element) -> str:
        """Return the number of a format, which is added when the workbook has none like it."""
        said = _said(xf)
        if said not in self._numbers:
            self._by_look.setdefault(_look(xf), []).append(len(self._all))
            self._numbers[said] = len(self._all)
            self._all.append(xf)
            self._list.append(xf)
            self._list.set("count", str(len(self._all)))
            self.changed = True
            self._note_dates(str(self._numbers[said]), xf.get("numFmtId", "0"))
        return str(self._numbers[said])

    def _note_dates(self, style: str, number_format: str) -> None:
        built_in = {_DATE_FORMAT: DATE, _TIME_FORMAT: TIME, _BOTH_FORMAT: DATE | TIME}
        shown = built_in.get(number_format, 0)
        if number_format in self._codes:
            shown = shows(self._codes[number_format])
        if shown:
            self._dates[style] = shown


def _kind(value: Value) -> str:
    if isinstance(value, str):
        return "guarded text" if value.startswith(BEGINS_LIKE_A_FORMULA) else "text"
    if isinstance(value, datetime):
        return "date and time"
    if isinstance(value, date):
        return "date"
    if isinstance(value, time):
        return "time" if value != time() else "midnight"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return "number"
    return "other"


def _said(xf: Element) -> bytes:
    children = b"".join(canonical(child) for child in xf)
    return repr(sorted(xf.attrib.items())).encode() + children


_HOW_A_VALUE_SHOWS = frozenset({"numFmtId", "applyNumberFormat", "quotePrefix"})


def look(xf: Element) -> tuple[list[tuple[str, str]], list[bytes]]:
    """Return what a format looks like, whatever number format it has: its attributes, and what is inside it."""
    shown = sorted((key, value) for key, value in xf.attrib.items() if key not in _HOW_A_VALUE_SHOWS)
    return shown, [canonical(child) for child in xf]


def _look(xf: Element) -> bytes:
    return repr(look(xf)).encode()


def cell_formats_of(root: Element) -> list[Element]:
    """Return a workbook's cell formats in the order cells count them."""
    found = root.find(namespace(root) + "cellXfs")
    return [] if found is None else list(found.iterchildren(namespace(root) + "xf"))
