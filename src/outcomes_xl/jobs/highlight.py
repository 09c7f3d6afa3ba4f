"""Highlight: which rows of Framework a national framework ties to, and the words a rule on that sheet asks for them.

In the pane nobody can lay a rule of conditional formatting or take one off. So a workbook that carries the pane has one
that shows nothing by itself: it asks some hidden cells for the ids of a row, and Highlight writes those cells alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.item_editions import editions_of
from outcomes_xl.model import Area, Book, CellRef, Patch, SetCell, Table, Value
from outcomes_xl.model.cannot_use import CannotUse, WrongUsage
from outcomes_xl.model.cell_refs import column_letters, quoted
from outcomes_xl.model.cell_values import same
from outcomes_xl.model.sentences import in_a_list
from outcomes_xl.reading.layouts import SheetLayout, layout

LISTED = "lst_highlighted"
"""The defined name of the cells with the ids that are highlighted."""
SHEET, CELLS = "workings", Area.parse("Z2:Z9")
"""Where these cells are: on a sheet nobody sees, beside what stands on it. In eight texts there is room for 20,000
ids."""
_BAR = "|"
_LONGEST = 32_000
"""Characters in a cell: Excel takes 32,767."""
_FAR = 10_000
"""The row the rule reaches down to, so that rows that come to the table have it, whoever adds them."""
_WHY = "Highlight: the ids of the rows it shows"


@dataclass(frozen=True)
class HighlightChoice:
    """What can be highlighted: how it is called, the framework's key, its mapping tab, and the edition, "" for all."""

    label: str
    framework: str
    sheet: str
    edition: str = ""


def highlight_choices() -> tuple[HighlightChoice, ...]:
    """Return what can be highlighted, in the layout's order: a framework, then its editions with an item in use."""
    items = load_framework().items.values()
    made = []
    for shape in layout("borough").mappings:
        key = shape.framework or ""
        whole = HighlightChoice(shape.title.removeprefix("Mapping: "), key, shape.name)
        made.append(whole)
        if shape.by_edition:
            in_use = {one.edition for one in items if one.framework == key and one.state == "Current"}
            made += [
                HighlightChoice(f"{whole.label}, edition {edition}", key, shape.name, edition)
                for edition in sorted(in_use)
            ]
    return tuple(made)


def framework_table(tables: Mapping[str, Table]) -> Table:
    """Return the table that is highlighted. Raises CannotUse where it, or its column with the names, is not there."""
    ours = tables.get("framework")
    if ours is None or "metric" not in ours.columns:
        raise CannotUse("The sheet “Framework” is not there, or its column “Metric”.", "Nothing was changed.")
    return ours


def tied_ids(tables: Mapping[str, Table], key: str, edition: str = "") -> frozenset[str]:
    """Return our ids, of metrics and outcomes, that a national framework's mapping tab names, in one edition or in all.

    Raises CannotUse where the tab, or a column that says it, is not there, WrongUsage for an edition it has not.
    """
    shape = next(one for one in layout("borough").mappings if one.framework == key)
    theirs = tables.get(shape.key)
    if theirs is None:
        raise CannotUse(f"This workbook has no sheet “{shape.name}”.", "Refresh mapping tabs brings it.")
    has_columns(theirs, shape, "our_id", *(["edition"] if edition else []))
    known = list(dict.fromkeys(one for row in theirs for one in editions_of(row.text("edition"))))
    if edition and edition not in known:
        raise WrongUsage(f"{shape.name} has no edition “{edition}”. There are {in_a_list(known)}.")
    return frozenset(row.text("our_id") for row in theirs if edition in ("", *editions_of(row.text("edition")))) - {""}


def has_columns(table: Table, shape: SheetLayout, *names: str) -> None:
    """Raise CannotUse where a table lacks a column of its layout: “no row is tied” would not be so then."""
    lost = [f"“{shape.field(name).heading}”" for name in names if name not in table.columns]
    if lost:
        raise CannotUse(
            f"“{table.sheet}” has no column {in_a_list(lost)}, which says what is tied to what. Nothing was changed.",
            "Bring it back: Ctrl+Z, or from an earlier copy of the workbook.",
        )


def tied_rows(ours: Table, tied: frozenset[str]) -> list[int]:
    """Return the rows of Framework whose metric or outcome is among some ids."""
    return [row.number for row in ours if {row.text("metric_id"), row.text("outcome_id")} & tied]


# The rule that asks, and what it is told -----------------------------------------------------------------------------


@dataclass(frozen=True)
class AskingRule:
    """A rule of conditional formatting that asks the cells of a defined name: where it lies, and its formula."""

    sheet: str
    area: Area
    formula: str
    cells: str
    """What the defined name stands for, such as 'Workings'!$Z$2:$Z$9."""


def asking_rule(book: Book, ours: Table) -> AskingRule:
    """Return the rule for a workbook. Raises CannotUse where it has no place for what the rule asks for."""
    shape = layout("borough").sheet(SHEET)
    if shape.name not in book.sheets or not {"metric_id", "outcome_id"} <= ours.columns.keys():
        raise CannotUse(
            "This workbook has an earlier layout, which has no place for Highlight in the pane.",
            "Bring it to today's layout (Refresh mapping tabs on the Outcomes tab), then run outcomes-xl lite again.",
        )
    first = ours.heading_row + 1
    area = Area(first, ours.first_column, max(ours.last_row, _FAR), ours.columns["metric"])
    # FIND, since an id may have a * or a ?; a bar at either end, so that MET-1 is not found in MET-10, nor a blank.
    tests = "+".join(
        f'ISNUMBER(FIND("{_BAR}"&TRIM(${column_letters(ours.columns[name])}{first})&"{_BAR}",{LISTED}))'
        for name in ("metric_id", "outcome_id")
    )
    corner = [f"${column_letters(CELLS.first_column)}${row}" for row in (CELLS.first_row, CELLS.last_row)]
    return AskingRule(ours.sheet, area, f"SUMPRODUCT({tests})>0", f"{quoted(shape.name)}!{':'.join(corner)}")


def listed_in(names: Mapping[str, str]) -> tuple[str, Area] | None:
    """Return the sheet and the area of the cells with the ids; None where a workbook has none."""
    said = next((text for name, text in names.items() if name.casefold() == LISTED), "").removeprefix("=")
    sheet, bang, area = said.rpartition("!")
    if not bang or "#" in said:
        return None
    try:
        return sheet.removeprefix("'").removesuffix("'").replace("''", "'"), Area.parse(area.replace("$", ""))
    except ValueError:
        return None


def listing(sheet: str, area: Area, now: Mapping[int, Value], tied: Iterable[str]) -> Patch:
    """Return the patch that lets the cells list some ids, and no others; ``now`` is what each row of them holds."""
    texts = [*_packed(sorted(tied))]
    rows = range(area.first_row, area.last_row + 1)
    if len(texts) > len(rows):
        raise CannotUse("There are more ids than can be highlighted in the pane.", "Nothing was changed.")
    wanted: Sequence[Value] = [*texts, *[None] * (len(rows) - len(texts))]
    return Patch.of(
        SetCell(CellRef(sheet, row, area.first_column), now.get(row), text, _WHY)
        for row, text in zip(rows, wanted, strict=True)
        if not same(now.get(row), text)
    )


def _packed(ids: Iterable[str]) -> Iterator[str]:
    text = ""
    for one in ids:
        if text and len(text) + len(one) + 1 > _LONGEST:
            yield text
            text = ""
        text = f"{text or _BAR}{one}{_BAR}"
    if text:
        yield text
