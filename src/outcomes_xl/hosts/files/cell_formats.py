"""Cell formats: finding the one that differs only where it must, and adding it at the end when there is none.

Formats are only ever added, never renumbered: every cell of the workbook points at them by number.
"""

from __future__ import annotations

import copy
from datetime import date, datetime, time
from functools import cached_property

from outcomes_xl.hosts.files.date_serials import DATE, TIME
from outcomes_xl.hosts.files.number_formats import Formats, shows
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.safe_xml import Element, canonical, name, namespace, parse, written
from outcomes_xl.model import Value
from outcomes_xl.model.cannot_use import CannotEdit

# Excel's own, shown in the reader's language.
_DATE_FORMAT, _TIME_FORMAT, _BOTH_FORMAT, _GENERAL = "14", "21", "22", "0"
_LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class CellFormats:
    """The workbook's cell formats, while it is being edited."""

    def __init__(self, package: Package, part: str | None, formats: Formats) -> None:
        self._package = package
        self.part = part
        self._dates = dict(formats.dates)
        self._fitting: dict[tuple[str | None, str], str | None] = {}
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
    def _all(self) -> Element:
        found = self.root.find(namespace(self.root) + "cellXfs")
        if found is None or not len(found):
            raise CannotEdit(f"“{self._package.name}” lists no cell formats.", "Open it in Excel, save it, try again.")
        return found

    @cached_property
    def _numbers(self) -> dict[bytes, int]:
        numbers: dict[bytes, int] = {}
        for number, xf in enumerate(self._all):
            numbers.setdefault(_said(xf), number)
        return numbers

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
        return frozenset(
            str(n) for n, found in alignments if found is not None and found.get("wrapText") in ("1", "true")
        )

    def fitting(self, style: str | None, value: Value) -> str | None:
        """Return the format with which a cell shows this value as what it is: its own, or one like it.

        A date needs a date format and a number must not have one. Text that begins like a formula is marked as
        text (quotePrefix), or Excel makes it a formula when somebody edits the cell and presses Enter.
        """
        kind = _kind(value)
        if (style, kind) not in self._fitting:
            self._fitting[style, kind] = self._fit(style, kind)
        return self._fitting[style, kind]

    def _fit(self, style: str | None, kind: str) -> str | None:
        shown = self._dates.get(style, 0)
        match kind:
            case "text":
                return style
            case "guarded text":
                return self.variant(style, quotePrefix="1")
            case "date" if not shown & DATE:
                return self.variant(style, quotePrefix=None, numFmtId=_DATE_FORMAT)
            case "time" if shown != TIME:
                return self.variant(style, quotePrefix=None, numFmtId=_TIME_FORMAT)
            case "date and time" if not shown & DATE:
                return self.variant(style, quotePrefix=None, numFmtId=_BOTH_FORMAT)
            case "number" if shown:
                return self.variant(style, quotePrefix=None, numFmtId=_GENERAL)
        return self.variant(style, quotePrefix=None) if self._is_guarded(style) else style

    def _is_guarded(self, style: str | None) -> bool:
        if self.part is None or int(style or 0) >= len(self._all):
            return False
        return self._all[int(style or 0)].get("quotePrefix") in ("1", "true")

    def variant(self, style: str | None, **changes: str | None) -> str | None:
        """Return the format that is the same but for these attributes (None takes one away)."""
        number = int(style or 0)
        if number >= len(self._all):
            number = 0
        xf = copy.deepcopy(self._all[number])
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
        return self.number_of(xf)

    def number_of(self, xf: Element) -> str:
        """Return the number of a format, which is added when the workbook has none like it."""
        said = _said(xf)
        if said not in self._numbers:
            self._numbers[said] = len(self._all)
            self._all.append(xf)
            self._all.set("count", str(len(self._all)))
            self.changed = True
            self._note_dates(str(self._numbers[said]), xf.get("numFmtId", "0"))
        return str(self._numbers[said])

    def _note_dates(self, style: str, number_format: str) -> None:
        built_in = {_DATE_FORMAT: DATE, _TIME_FORMAT: TIME, _BOTH_FORMAT: DATE | TIME}
        shown = built_in.get(number_format, 0)
        for own in self.root.iter(namespace(self.root) + "numFmt"):
            if own.get("numFmtId") == number_format and name(own.getparent()) == "numFmts":
                shown = shows(own.get("formatCode", ""))
        if shown:
            self._dates[style] = shown


def _kind(value: Value) -> str:
    if isinstance(value, str):
        return "guarded text" if value.startswith(_LOOKS_LIKE_A_FORMULA) else "text"
    if isinstance(value, datetime):
        return "date and time" if value.time() != time() else "date"
    if isinstance(value, date):
        return "date"
    if isinstance(value, time):
        return "time"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return "number"
    return "other"


def _said(xf: Element) -> bytes:
    children = b"".join(canonical(child) for child in xf)
    return repr(sorted(xf.attrib.items())).encode() + children
