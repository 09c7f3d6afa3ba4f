"""Which cell formats show a number as a date or a time. Excel keeps 15 March 2026 as 46096 and a format."""

from __future__ import annotations

import re
from xml.parsers import expat

from outcomes_xl.hosts.files.date_serials import DATE, TIME
from outcomes_xl.hosts.files.package import Package, damaged
from outcomes_xl.hosts.files.preflight import MOST_STYLES, too_many

_BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 36, *range(50, 55), 57, 58), DATE),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), TIME),
    22: DATE | TIME,
}
"""ECMA-376 part 1, §18.8.30. 46 is [h]:mm:ss, hours gone by, which is an amount and no time of day."""

_NOT_SHOWN = re.compile(r'"[^"]*"?|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE | re.DOTALL)
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


class Formats:
    """What every cell format of a workbook shows, by its number as written in a cell's ``s``: only dates and times."""

    def __init__(self, package: Package, part: str | None) -> None:
        self.dates: dict[str | None, int] = {}
        self._package = package
        self._codes: dict[int, str] = {}
        self._count = 0
        self._inside = False
        if part is None:
            return
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            parser.Parse(package.part(part), True)
        except (expat.ExpatError, ValueError):
            raise damaged(package.name, part) from None
        if "0" in self.dates:
            self.dates[None] = self.dates["0"]

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "numFmt" and "numFmtId" in attributes:
            self._codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            number = int(attributes.get("numFmtId", "0"))
            kind = shows(self._codes[number]) if number in self._codes else _BUILT_IN.get(number, 0)
            if kind:
                self.dates[str(self._count)] = kind
            self._count += 1
            if self._count > MOST_STYLES:
                raise too_many(self._package.name, "different cell formats")

    def _end(self, tag: str) -> None:
        if tag.endswith(" cellXfs"):
            self._inside = False
