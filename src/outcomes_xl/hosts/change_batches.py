"""Changes of a patch in the batches that an open workbook writes in one go, whichever host has it open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outcomes_xl.model import AddSheet, AppendRows, Change, FoldRows, Patch, RemoveRows, RemoveSheet, SetCell


@dataclass(frozen=True)
class Played:
    """What was written: counts, and the sheets that came or went."""

    cells: int = 0
    rows_added: int = 0
    rows_removed: int = 0
    sheets_added: tuple[str, ...] = ()
    sheets_removed: tuple[str, ...] = ()

    @classmethod
    def of(cls, patch: Patch) -> Played:
        return cls(
            sum(isinstance(change, SetCell) for change in patch),
            sum(len(change.rows) for change in patch if isinstance(change, AppendRows)),
            sum(len(change.rows) for change in patch if isinstance(change, RemoveRows)),
            tuple(change.sheet.name for change in patch if isinstance(change, AddSheet)),
            tuple(change.sheet.name for change in patch if isinstance(change, RemoveSheet)),
        )


def batches(patch: Patch) -> Iterator[tuple[str, list[Change]]]:
    """Return the changes in order, those together that are written in one go: cells of one sheet that follow each
    other, and rows that its table gains right after; each batch with its sheet's name.
    """
    batch: list[Change] = []
    for change in patch:
        cell, rows = isinstance(change, SetCell), isinstance(change, AppendRows)
        goes_on = (
            batch and isinstance(batch[-1], SetCell) and sheet_of(batch[-1]) == sheet_of(change) and (cell or rows)
        )
        if batch and not goes_on:
            yield sheet_of(batch[0]), batch
            batch = []
        batch.append(change)
    if batch:
        yield sheet_of(batch[0]), batch


def sheet_of(change: Change) -> str:
    """Return the name of the sheet a change is on."""
    match change:
        case SetCell(cell):
            return cell.sheet
        case AppendRows() | RemoveRows() | FoldRows():
            return change.sheet
        case AddSheet(sheet, _) | RemoveSheet(sheet, _):
            return sheet.name
