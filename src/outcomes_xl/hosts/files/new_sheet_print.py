"""How a sheet that a job adds comes out on paper: in type one can read, its headings and first column on each page.

A narrow sheet is fitted to the width of A4 across. A wide one keeps a size that can be read and is cut between columns:
onto a few pages of A4, or of A3 where it would take many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from outcomes_xl.hosts.files.odd_attributes import elements
from outcomes_xl.hosts.files.safe_xml import Element, insert_in_order, namespace
from outcomes_xl.model import NewSheet
from outcomes_xl.model.cell_refs import quoted
from outcomes_xl.model.patches import HEADING_ROW

TITLES = "_xlnm.Print_Titles"
_A4, _A3 = "9", "8"
_POINTS_A_CHARACTER = 6.6  # a column's width unit in Arial 11, measured in print, with a little air
_ACROSS = {_A4: 770.0, _A3: 1120.0}  # points between the margins
_SMALLEST = {_A4: 0.7, _A3: 0.65}
"""11 point printed at 7.7, and at 7 where a page shows twice as much."""
_ON_ONE_PAGE = 0.6
"""A little smaller still, if that saves a second page."""
_MOST_OF_A4 = 3
_MARGINS = '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
_FOOT = "<headerFooter><oddFooter>&amp;L&amp;A&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter>"
_BEFORE_NAMES = frozenset(
    {
        *("fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr", "absPath"),
        *("workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences"),
    }
)


@dataclass(frozen=True)
class Paper:
    """The paper of a new sheet. ``cuts`` are the columns, from 1, that begin a page; () for one page across."""

    size: str
    cuts: tuple[int, ...] = ()

    @property
    def xml(self) -> str:
        """The elements of the sheet's part, from the margins on, up to what comes before its table."""
        if not self.cuts:
            setup = f'<pageSetup paperSize="{self.size}" orientation="landscape" fitToHeight="0"/>'
            return f"{_MARGINS}{setup}{_FOOT}"
        scale = round(_SMALLEST[self.size] * 100)
        setup = f'<pageSetup paperSize="{self.size}" scale="{scale}" pageOrder="overThenDown" orientation="landscape"/>'
        breaks = "".join(f'<brk id="{column - 1}" max="1048575" man="1"/>' for column in self.cuts)
        count = len(self.cuts)
        return f'{_MARGINS}{setup}{_FOOT}<colBreaks count="{count}" manualBreakCount="{count}">{breaks}</colBreaks>'


def paper_of(new: NewSheet) -> Paper:
    """Return the paper on which a sheet can be read."""
    points = [width * _POINTS_A_CHARACTER for width in new.widths[: len(new.headings)]]
    for size in (_A4, _A3):
        if sum(points) * _ON_ONE_PAGE <= _ACROSS[size]:
            return Paper(size)
    small, large = (Paper(size, _cuts(points, _ACROSS[size] / _SMALLEST[size])) for size in (_A4, _A3))
    return small if len(small.cuts) < _MOST_OF_A4 else large


def _cuts(points: Sequence[float], room: float) -> tuple[int, ...]:
    """Return the columns that begin a page; the first column stands on each."""
    first, found, used = points[0], [], points[0]
    for column, width in enumerate(points[1:], start=2):
        if used > first and used + width > room:
            found.append(column)
            used = first
        used += width
    return tuple(found)


def titles_of(new: NewSheet) -> str:
    """Return what is printed again on each page, as a workbook's name says it: the headings, and the first column."""
    sheet = quoted(new.name)
    return f"{sheet}!$A:$A,{sheet}!${HEADING_ROW}:${HEADING_ROW}"


def add_titles(root: Element, new: NewSheet) -> None:
    """Put the name for a sheet that stands last in the list into the workbook's part."""
    ns = namespace(root)
    names = root.find(ns + "definedNames")
    if names is None:
        names = root.makeelement(ns + "definedNames")
        insert_in_order(root, names, _BEFORE_NAMES)
    name = etree.SubElement(names, ns + "definedName", name=TITLES, localSheetId=str(_number(root, new.name)))
    name.text = titles_of(new)


def take_titles(root: Element, new: NewSheet) -> None:
    """Take the name of a sheet's printing away again, however an office program has written it meanwhile."""
    ns, number = namespace(root), str(_number(root, new.name))
    names = root.find(ns + "definedNames")
    for one in list(elements(names)) if names is not None else ():
        if one.get("name") == TITLES and one.get("localSheetId") == number:
            names.remove(one)
    if names is not None and not len(names):
        root.remove(names)


def _number(root: Element, sheet: str) -> int:
    sheets = root.find(namespace(root) + "sheets")
    listed = [one.get("name") for one in elements(sheets)] if sheets is not None else []
    return listed.index(sheet) if sheet in listed else -1
