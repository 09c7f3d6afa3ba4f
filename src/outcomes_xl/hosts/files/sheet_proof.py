"""Taking out of a part what a patch may change, so that the rest can be compared as it is."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from outcomes_xl.hosts.files.cell_formats import cell_formats_of, look
from outcomes_xl.hosts.files.odd_attributes import column_of, whole
from outcomes_xl.hosts.files.row_folds import without_folds
from outcomes_xl.hosts.files.row_heights import is_fixed
from outcomes_xl.hosts.files.safe_xml import XM, Element, canonical, name, namespace
from outcomes_xl.model import Area
from outcomes_xl.model.cell_refs import column_letters, split_a1

_FOLLOW = ("dataValidation", "conditionalFormatting", "ignoredError")
_MAY_GROW = frozenset({"fonts", "cellStyleXfs", "cellXfs", "cellStyles"})


def outside_the_patch(
    root: Element,
    touched: dict[int, set[int]],
    strips: list[Area],
    saved: Container[tuple[int, int]] = (),
    folds: Sequence[range] = (),
) -> tuple[bytes, dict[tuple[int, int], int]]:
    """Return a sheet without its touched cells, and without what a table's growth changes; and those cells' formats.

    Of the cells in ``saved`` only the value is taken out, which stands beside their formula.
    """
    ns = namespace(root)
    rows_of_strips = {row for strip in strips for row in range(strip.first_row, strip.last_row + 1)}
    without_folds(root, folds)
    data = root.find(ns + "sheetData")
    styles: dict[tuple[int, int], int] = {}
    for row in list(data.iterchildren(ns + "row")):
        number = whole(row.get("r"))
        columns = touched.get(number)
        if columns is None:
            continue
        digits = row.get("r")
        if number in rows_of_strips and _is_all_touched(row, ns + "c", columns, digits):
            data.remove(row)
            continue
        for cell in list(row.iterchildren(ns + "c")):
            column = column_of(cell.get("r"), digits)
            if column in columns:
                styles[number, column] = whole(cell.get("s"))
                row.remove(cell)
        row.attrib.pop("spans", None)
        if not is_fixed(row):
            row.attrib.pop("ht", None)  # fitted to the text that stands there
        if not len(row) and (number in rows_of_strips or set(row.attrib) == {"r"}):
            data.remove(row)
    for formula in data.iter(ns + "f") if saved else ():
        cell = formula.getparent()
        if split_a1(cell.get("r", "")) in saved:
            _without_value(cell, ns)
    for dimension in root.findall(ns + "dimension"):
        root.remove(dimension)
    if strips:
        _clip_areas(root, ns, strips)
    return canonical(root), styles


def _is_all_touched(row: Element, tag: str, columns: set[int], digits: str) -> bool:
    """Whether a row of added rows has nothing in it but touched cells: then it is taken out whole."""
    addresses = [cell.get("r") for cell in row.iterchildren(tag)]
    as_written = {f"{column_letters(column)}{digits}" for column in columns}
    if addresses and len(addresses) == len(row) and as_written.issuperset(addresses):
        return True  # nearly every row; of the others each address is read
    return len(row) > 0 and all(cell.tag == tag and column_of(cell.get("r"), digits) in columns for cell in row)


def _without_value(cell: Element, ns: str) -> None:
    cell.attrib.pop("t", None)
    for value in cell.findall(ns + "v"):
        cell.remove(value)


def _clip_areas(root: Element, ns: str, strips: list[Area]) -> None:
    for tag in _FOLLOW:
        for element in root.iter(ns + tag):
            element.set("sqref", _clipped(element.get("sqref", ""), strips))
    for element in root.iter(XM + "sqref"):
        if name(element.getparent()) in _FOLLOW:
            element.text = _clipped(element.text or "", strips)


def _clipped(sqref: str, strips: list[Area]) -> str:
    try:
        areas = [Area.parse(piece) for piece in sqref.split()]
    except ValueError:
        return sqref
    for strip in strips:
        areas = [piece for area in areas for piece in _minus(area, strip)]
    return " ".join(sorted(str(area) for area in areas))


def _minus(area: Area, strip: Area) -> Iterator[Area]:
    """Yield what of an area lies outside a strip: above, below, left and right of it."""
    top, bottom = max(area.first_row, strip.first_row), min(area.last_row, strip.last_row)
    left, right = max(area.first_column, strip.first_column), min(area.last_column, strip.last_column)
    if top > bottom or left > right:
        yield area
        return
    if area.first_row < top:
        yield Area(area.first_row, area.first_column, top - 1, area.last_column)
    if bottom < area.last_row:
        yield Area(bottom + 1, area.first_column, area.last_row, area.last_column)
    if area.first_column < left:
        yield Area(top, area.first_column, bottom, left - 1)
    if right < area.last_column:
        yield Area(top, right + 1, bottom, area.last_column)


def table_without_its_size(root: Element) -> bytes:
    """Return a table's part without the areas that grow with it."""
    root.attrib.pop("ref", None)
    for own_filter in root.findall(namespace(root) + "autoFilter"):
        own_filter.attrib.pop("ref", None)
    return canonical(root)


def styles_only_grew(before: Element, after: Element) -> bool:
    """Tell whether every format is still there under its number, with new ones only behind them."""
    if dict(before.attrib) != dict(after.attrib) or len(before) != len(after):
        return False
    for one, two in zip(before, after, strict=True):
        if name(one) not in _MAY_GROW:
            if canonical(one) != canonical(two):
                return False
        elif one.tag != two.tag or [canonical(old) for old in one] != [canonical(new) for new in two[: len(one)]]:
            return False
    return True


def styles_were_kept(pairs: set[tuple[int, int]], formats_before: Element, formats_after: Element) -> bool:
    """Tell whether cells look as they did, by their format before and after, but for how a value is shown."""
    old, new = (cell_formats_of(root) for root in (formats_before, formats_after))
    # A cell whose format is not there looks as the first one does, which is what an edit begins with.
    pairs = {(one if one < len(old) else 0, two) for one, two in pairs}
    return bool(old) and all(two < len(new) and look(old[one]) == look(new[two]) for one, two in pairs)
