"""Conditional formats and drop-downs that an officer made on our sheets, brought to where their cells stand now."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from outcomes_xl.hosts.files.graft.graft_work import GraftWork, MarkTold, SheetWork
from outcomes_xl.hosts.files.graft.merged_styles import elements
from outcomes_xl.hosts.files.graft.sheet_marks import FORMAT, SheetMark, areas_of, bare_rule, formulas, sheet_marks
from outcomes_xl.hosts.files.highlight_rule import ALWAYS
from outcomes_xl.hosts.files.odd_attributes import whole
from outcomes_xl.hosts.files.safe_xml import Element, insert_in_order, namespace
from outcomes_xl.model import Area

BEFORE_MARKS = frozenset(
    {
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
        *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews"),
        *("mergeCells", "phoneticPr", "conditionalFormatting"),
    }
)
_APART = "its cells no longer stand side by side"
_SPEAKS_OF_GONE = "it speaks of cells that no longer stand side by side"
_NEWER = "only newer versions of Excel know this kind"


@dataclass(frozen=True)
class _Moved:
    """A rule as it reads now, for areas of today's sheet."""

    element: Element
    areas: tuple[Area, ...]


def carry_marks(before: Element, root: Element, sheet: str, work: GraftWork) -> None:
    """Bring the marks that are the officer's: those of her own columns, and those our templates never had."""
    what = work.sheets[sheet]
    formats: list[_Moved] = []
    for mark in sheet_marks(before):
        if not _on_own_columns(mark, what) and work.is_ours(sheet, mark.kind, mark.words):
            continue
        if ALWAYS in mark.words:  # a view, of the rows as they were: it is laid anew where it is wanted
            continue
        moved, why = _moved(mark, sheet, what, work)
        from_ = " ".join(map(str, mark.areas))
        to = " ".join(str(a) for one in moved for a in one.areas)
        work.tell(MarkTold(sheet, from_, mark.kind, not why, to, why, mark.words))
        if why:
            continue
        if mark.kind == FORMAT:
            formats += moved
        else:
            _put_guards(root, moved)
    _put_formats(root, formats)


def _on_own_columns(mark: SheetMark, what: SheetWork) -> bool:
    columns = {at for area in mark.areas for at in (area.first_column, area.last_column)}
    return columns <= what.own_columns


# Where it goes -----------------------------------------------------------------------------------------------------


def _moved(mark: SheetMark, sheet: str, what: SheetWork, work: GraftWork) -> tuple[list[_Moved], str]:
    """Return the rule, or several where its columns stand apart now and it speaks of cells beside; or why it cannot."""
    if mark.element is None:
        return [], _NEWER
    pieces = [(area, what.block(area)) for one in mark.areas for area in _columns(one, what)]
    blocks = [block for _, block in pieces if block is not None]
    if len(blocks) != len(pieces):
        return [], _APART
    if not _differs(mark, work, 1, 1):
        made = _rewritten(mark, sheet, work, 0, 0)
        return ([_Moved(made, tuple(_joined(blocks)))], "") if made is not None else ([], _SPEAKS_OF_GONE)
    found = []
    for down, right, together in _read_alike(pieces, mark, work):
        made = _rewritten(mark, sheet, work, down, right)
        if made is None:
            return [], _SPEAKS_OF_GONE
        found.append(_Moved(made, tuple(_joined(together))))
    return found, ""


def _read_alike(
    pieces: list[tuple[Area, Area | None]], mark: SheetMark, work: GraftWork
) -> Iterator[tuple[int, int, list[Area]]]:
    """Yield the areas in whose first cells a rule's formulas read alike, with how far these are from its first one.

    Where its formulas name columns with a $, that is all areas that begin in one row.
    """
    across = _differs(mark, work, 0, 1)
    found: dict[tuple[int, int], list[Area]] = {}
    for area, block in pieces:
        away = (area.first_row - mark.first.first_row, area.first_column - mark.first.first_column if across else 0)
        found.setdefault(away, []).append(block or area)
    yield from ((down, right, together) for (down, right), together in found.items())


def _columns(area: Area, what: SheetWork) -> Iterator[Area]:
    """Yield an area a column at a time as far as our table reaches, and the rest in one."""
    last = min(area.last_column, what.last_column)
    for at in range(area.first_column, last + 1):
        yield Area(area.first_row, at, area.last_row, at)
    if area.last_column > last:
        yield Area(area.first_row, max(last + 1, area.first_column), area.last_row, area.last_column)


def _differs(mark: SheetMark, work: GraftWork, down: int, right: int) -> bool:
    """Whether a rule's formulas read otherwise in a cell so far away."""
    return any(work.shifted(str(one.text), down, right) != one.text for one in formulas(mark.element))


def _rewritten(mark: SheetMark, sheet: str, work: GraftWork, down: int, right: int) -> Element | None:
    assert mark.element is not None
    made = bare_rule(mark.element)
    for one in formulas(made):
        text = work.reads_now(work.shifted(str(one.text), down, right), sheet)
        if text is None:
            return None
        one.text = text
    return made


def _joined(blocks: list[Area]) -> list[Area]:
    """Return areas with those side by side made one."""
    found: list[Area] = []
    for one in sorted(blocks, key=lambda area: (area.first_row, area.last_row, area.first_column)):
        last = found[-1] if found else None
        rows = (one.first_row, one.last_row)
        if last and (last.first_row, last.last_row) == rows and last.last_column + 1 == one.first_column:
            found[-1] = Area(last.first_row, last.first_column, last.last_row, one.last_column)
        else:
            found.append(one)
    return found


# Put there ---------------------------------------------------------------------------------------------------------


def _put_formats(root: Element, moved: list[_Moved]) -> None:
    """Put the officer's formats before ours, as Excel does with the latest ones: where both speak, hers is seen."""
    ns = namespace(root)
    for rule in root.iter(ns + "cfRule"):
        rule.set("priority", str(whole(rule.get("priority")) + len(moved)))
    for number, one in enumerate(sorted(moved, key=lambda one: whole(one.element.get("priority"))), 1):
        one.element.set("priority", str(number))
        part = root.makeelement(ns + "conditionalFormatting", {"sqref": " ".join(map(str, one.areas))})
        part.append(one.element)
        insert_in_order(root, part, BEFORE_MARKS)


def _put_guards(root: Element, moved: list[_Moved]) -> None:
    """Put the officer's drop-downs in; ours give way in their cells, for a cell has one."""
    ns = namespace(root)
    part = root.find(ns + "dataValidations")
    if part is None:
        part = root.makeelement(ns + "dataValidations")
        insert_in_order(root, part, BEFORE_MARKS)
    for ours in elements(part):
        areas = [*areas_of(ours)]
        left = [piece for area in areas for piece in _without(area, [b for one in moved for b in one.areas])]
        if not left:
            part.remove(ours)
        elif left != areas:
            ours.set("sqref", " ".join(map(str, left)))
    for one in moved:
        made = deepcopy(one.element)
        made.set("sqref", " ".join(map(str, one.areas)))
        part.append(made)
    part.set("count", str(len(elements(part))))


def _without(area: Area, holes: list[Area]) -> list[Area]:
    """Return what of an area is left when others are cut out of it."""
    left = [area]
    for hole in holes:
        left = [piece for one in left for piece in (_cut(one, hole) if one.meets(hole) else [one])]
    return left


def _cut(one: Area, hole: Area) -> Iterator[Area]:
    if hole.first_row > one.first_row:
        yield Area(one.first_row, one.first_column, hole.first_row - 1, one.last_column)
    if hole.last_row < one.last_row:
        yield Area(hole.last_row + 1, one.first_column, one.last_row, one.last_column)
    first, last = max(one.first_row, hole.first_row), min(one.last_row, hole.last_row)
    if hole.first_column > one.first_column:
        yield Area(first, one.first_column, last, hole.first_column - 1)
    if hole.last_column < one.last_column:
        yield Area(first, hole.last_column + 1, last, one.last_column)
