"""What an officer hid, filtered, widened or merged on our sheets: carried where it can be, and told in any case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from outcomes_xl.hosts.files.graft.carried_cells import SheetCells
from outcomes_xl.hosts.files.graft.carried_marks import BEFORE_MARKS
from outcomes_xl.hosts.files.graft.graft_work import GraftWork, MarkTold, SheetWork
from outcomes_xl.hosts.files.graft.merged_styles import elements
from outcomes_xl.hosts.files.odd_attributes import whole
from outcomes_xl.hosts.files.safe_xml import Element, insert_in_order, name, namespace
from outcomes_xl.model import Area
from outcomes_xl.model.cell_refs import column_letters

_YES = ("1", "true", "on")
_BEFORE_MERGES = BEFORE_MARKS - {"mergeCells", "phoneticPr", "conditionalFormatting"}
_FILTERED = "the list shows every row; filter it anew"
_OTHER_ROWS = "its rows stand elsewhere in the new layout"
_FOLDED = "the new layout folds it"
_APART = "its cells no longer stand side by side, or in a table"


def carry_view(before: Element, root: Element, sheet: str, work: GraftWork, filters: list[Element]) -> None:
    """Bring hidden rows and columns, the widths of the officer's own columns, and merged cells of hers."""
    own = before.find(namespace(before) + "autoFilter")
    filtered = [one for one in (*filters, *([own] if own is not None else [])) if _is_on(one)]
    for one in filtered:
        work.tell(MarkTold(sheet, one.get("ref") or "", "filter", False, why=_FILTERED))
    if not filtered:
        _hidden_rows(before, root, sheet, work)
    _folded_rows(before, root, sheet, work)
    _columns(before, root, sheet, work)
    _merges(before, root, sheet, work)


def _is_on(filter_: Element) -> bool:
    return any(name(one) == "filterColumn" for one in elements(filter_))


def _hidden_rows(before: Element, root: Element, sheet: str, work: GraftWork) -> None:
    what = work.sheets[sheet]
    column = what.old_area.first_column if what.old_area else 1
    cells = SheetCells(root)
    hidden = [
        whole(one.get("r"))
        for one in before.iter(namespace(before) + "row")
        if one.get("hidden") in _YES and not whole(one.get("outlineLevel"))
    ]
    for first, last in _runs(hidden):
        to = [place[0] if (place := what.place(row, column)) else 0 for row in range(first, last + 1)]
        carried = all(to)
        for row in to if carried else []:
            cells.row(row).set("hidden", "1")
        where = f"{to[0]}:{to[-1]}" if carried else ""
        work.tell(MarkTold(sheet, f"{first}:{last}", "hidden rows", carried, where, "" if carried else _OTHER_ROWS))


def _folded_rows(before: Element, root: Element, sheet: str, work: GraftWork) -> None:
    """Keep rows in their groups, folded or open: on Changes the earlier runs, and whatever an officer grouped."""
    what, ns = work.sheets[sheet], namespace(root)
    column = what.old_area.first_column if what.old_area else 1
    grouped = {whole(one.get("r")): one for one in before.iter(ns + "row") if whole(one.get("outlineLevel"))}
    cells = SheetCells(root) if grouped else None
    for first, last in _runs(grouped) if cells else ():
        to = [place[0] if (place := what.place(row, column)) else 0 for row in range(first, last + 1)]
        if not all(to) or to != [*range(to[0], to[0] + len(to))] or cells is None:
            work.tell(MarkTold(sheet, f"{first}:{last}", "folded rows", False, why=_OTHER_ROWS))
            continue
        for old, row in zip(range(first, last + 1), to, strict=True):
            for mark in ("outlineLevel", "hidden", "collapsed"):
                if value := grouped[old].get(mark):
                    cells.row(row).set(mark, value)
        if grouped[last].get("hidden") in _YES:
            cells.row(to[-1] + 1).set("collapsed", "1")
        deepest = max(whole(grouped[row].get("outlineLevel")) for row in range(first, last + 1))
        for form in root.findall(ns + "sheetFormatPr"):
            form.set("outlineLevelRow", str(max(deepest, whole(form.get("outlineLevelRow")))))


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    found: list[list[int]] = []
    for one in sorted(numbers):
        if found and found[-1][1] + 1 == one:
            found[-1][1] = one
        else:
            found.append([one, one])
    yield from ((first, last) for first, last in found)


# Columns -----------------------------------------------------------------------------------------------------------


def _columns(before: Element, root: Element, sheet: str, work: GraftWork) -> None:
    what = work.sheets[sheet]
    for old in before.iter(namespace(before) + "col"):
        hidden = old.get("hidden") in _YES and not whole(old.get("outlineLevel"))
        for at in range(whole(old.get("min")), min(whole(old.get("max")), what.last_column) + 1):
            if hidden:
                to, why = _hide(root, what, at)
                letters = column_letters(at)
                place = f"{column_letters(to)}:{column_letters(to)}" if to and not why else ""
                work.tell(MarkTold(sheet, f"{letters}:{letters}", "hidden column", not why, place, why))
            elif at in what.own_columns and (width := old.get("width")) and (block := _block(what, at)):
                one = _only(root, block.first_column)
                one.set("width", width)
                one.set("customWidth", "1")


def _hide(root: Element, what: SheetWork, at: int) -> tuple[int, str]:
    block = _block(what, at)
    if block is None:
        return 0, "the new layout has it no more"
    one = _only(root, block.first_column)
    if whole(one.get("outlineLevel")):
        return block.first_column, _FOLDED
    one.set("hidden", "1")
    return block.first_column, ""


def _block(what: SheetWork, at: int) -> Area | None:
    row = what.old_area.first_row if what.old_area else 0
    return what.block(Area(row, at, row, at))


def _only(root: Element, at: int) -> Element:
    """Return the entry for one column alone, cut out of one for several where it must be."""
    ns = namespace(root)
    part = root.find(ns + "cols")
    if part is None:
        part = root.makeelement(ns + "cols")
        insert_in_order(root, part, frozenset({"sheetPr", "dimension", "sheetViews", "sheetFormatPr"}))
    for one in elements(part):
        first, last = whole(one.get("min")), whole(one.get("max"))
        if first <= at <= last:
            for start, end in ((first, at - 1), (at, at), (at + 1, last)):
                if start <= end:
                    one.addprevious(part.makeelement(ns + "col", {**one.attrib, "min": str(start), "max": str(end)}))
            part.remove(one)
            return next(col for col in elements(part) if col.get("min") == str(at))
    made = part.makeelement(ns + "col", {"min": str(at), "max": str(at), "width": "9"})
    part.insert(sum(whole(col.get("max")) < at for col in elements(part)), made)
    return made


# Merges ------------------------------------------------------------------------------------------------------------


def _merges(before: Element, root: Element, sheet: str, work: GraftWork) -> None:
    """Bring merged cells of the officer's. Our templates merge none in an older layout, and a table holds none."""
    what, ns = work.sheets[sheet], namespace(root)
    for old in before.iter(namespace(before) + "mergeCell"):
        area = Area.parse(old.get("ref") or "A1")
        to = what.whole.get((area.first_row, area.first_column))
        block = _as_far(area, to) if to else None
        free = block is not None and _is_free(block, root, what)
        work.tell(MarkTold(sheet, str(area), "merged cells", free, str(block) if free else "", "" if free else _APART))
        if not free:
            continue
        part = root.find(ns + "mergeCells")
        if part is None:
            part = root.makeelement(ns + "mergeCells")
            insert_in_order(root, part, _BEFORE_MERGES)
        part.append(part.makeelement(ns + "mergeCell", {"ref": str(block)}))
        part.set("count", str(len(elements(part))))


def _as_far(area: Area, to: tuple[int, int]) -> Area:
    down, right = to[0] - area.first_row, to[1] - area.first_column
    return Area(*to, area.last_row + down, area.last_column + right)


def _is_free(block: Area, root: Element, what: SheetWork) -> bool:
    """Whether cells can be merged: none of the new table, none that is merged already, and nothing written in them."""
    merged = [Area.parse(one.get("ref") or "A1") for one in root.iter(namespace(root) + "mergeCell")]
    if any(block.meets(other) for other in (*merged, *([what.new_area] if what.new_area else []))):
        return False
    corner = (block.first_row, block.first_column)
    cells = SheetCells(root).cells
    return not any(place in block and place != corner and len(cell) for place, cell in cells.items())
