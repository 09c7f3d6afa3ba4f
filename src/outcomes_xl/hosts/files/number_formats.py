"""Which cell formats show a number as a date or a time. Excel keeps 15 March 2026 as 46096 and a format."""

from __future__ import annotations

import re

from outcomes_xl.hosts.files.date_serials import DATE, TIME
from outcomes_xl.hosts.files.limits import MOST_NUMBER_FORMATS, MOST_STYLES, too_many
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.xml_events import read_events
from outcomes_xl.model.shown_numbers import can_show_words

_BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 36, *range(50, 55), 57, 58), DATE),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), TIME),
    22: DATE | TIME,
}
"""ECMA-376 part 1, §18.8.30. 46 is [h]:mm:ss, hours gone by, which is an amount and no time of day."""


CODES = {
    **dict(enumerate(("General", "0", "0.00", "#,##0", "#,##0.00"))),
    **dict(enumerate(("0%", "0.00%", "0.00E+00", "# ?/?", "# ??/??", "m/d/yyyy", "d-mmm-yy", "d-mmm", "mmm-yy"), 9)),
    **dict(enumerate(("h:mm AM/PM", "h:mm:ss AM/PM", "h:mm", "h:mm:ss", "m/d/yyyy h:mm"), 18)),
    **dict(enumerate(("mm:ss", "[h]:mm:ss", "mm:ss.0", "##0.0E+0", "@"), 45)),
}
"""Excel's own number formats as it calls them in every language (the same paragraph); 14 shows as the reader's own."""

# A bracket ends at its own "]" or not at all: searched for past the next "[", a code of brackets would take its square.
_NOT_SHOWN = re.compile(r'"[^"]*"?|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\[\]]*\]', re.IGNORECASE | re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)


def shows(code: str) -> int:
    """Return what a number format shows: "dd/mm/yyyy" -> DATE, "hh:mm" -> TIME, both, or 0 for an ordinary number."""
    section = _NOT_SHOWN.sub("", code).split(";")[0].lower()
    if _ELAPSED.search(section) or "general" in section:
        return 0
    time = TIME if re.search(r"[hs]|am/pm|a/p", section) else 0
    section = section.replace("am/pm", "").replace("a/p", "")
    # "m" is a month, unless hours or seconds make it minutes.
    day = DATE if re.search(r"[yd]", section) or ("m" in section and not time) else 0
    return day | time


def shows_per_cent(code: str) -> bool:
    """Return True for a number format that shows a hundred times the number, with its sign: "0.0%"."""
    return "%" in _NOT_SHOWN.sub("", code)


class Formats:
    """What every cell format of a workbook shows, by its number as written in a cell's ``s``: only dates and times."""

    def __init__(self, package: Package, part: str | None) -> None:
        self.dates: dict[str | None, int] = {}
        self.per_cents: set[str] = set()
        self.words: dict[str, str] = {}
        """The number formats that show words in place of some number, by the cell format."""
        self._codes_with_words: dict[int, str] = {}
        self._per_cent_ids = {9, 10}
        self._package = package
        self._shown: dict[int, int] = dict(_BUILT_IN)
        self._count = 0
        self._inside = False
        if part is None:
            return
        read_events(package.part(part), package.name, part, self._start, self._end)
        if "0" in self.dates:
            self.dates[None] = self.dates["0"]

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "numFmt" and "numFmtId" in attributes:
            self._shown[int(attributes["numFmtId"])] = shows(attributes.get("formatCode", ""))
            if can_show_words(attributes.get("formatCode", "")):
                self._codes_with_words[int(attributes["numFmtId"])] = attributes["formatCode"]
            if shows_per_cent(attributes.get("formatCode", "")):
                self._per_cent_ids.add(int(attributes["numFmtId"]))
            if len(self._shown) > MOST_NUMBER_FORMATS:
                raise too_many(self._package.name, "number formats")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            number = int(attributes.get("numFmtId", "0"))
            kind = self._shown.get(number, 0)
            if number in self._per_cent_ids:
                self.per_cents.add(str(self._count))
            if number in self._codes_with_words:
                self.words[str(self._count)] = self._codes_with_words[number]
            if kind:
                self.dates[str(self._count)] = kind
            self._count += 1
            if self._count > MOST_STYLES:
                raise too_many(self._package.name, "different cell formats")

    def _end(self, tag: str) -> None:
        if tag.endswith(" cellXfs"):
            self._inside = False
