"""The count at the end: every filled cell of the old workbook is accounted for once, and stands where it is said to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from outcomes_xl.carry.carried_tables import filled
from outcomes_xl.carry.row_account import CARRIED, CellAccount
from outcomes_xl.model import Book, CellRef, Value
from outcomes_xl.model.cannot_use import CannotEdit
from outcomes_xl.model.cell_refs import split_a1
from outcomes_xl.model.cell_values import same
from outcomes_xl.model.patches import Place


def prove_carried(
    old: Book,
    new: Book,
    accounts: Sequence[CellAccount],
    texts: Mapping[str, Mapping[Place, Value]],
    shared: frozenset[tuple[str, str]] = frozenset(),
) -> None:
    """Return when the accounts hold. Raises CannotEdit, naming the first cell that does not; nothing is written then.

    ``texts`` are the words a carrying itself puts into cells, such as an address that follows its cell, or what a new
    edition calls a thing; ``shared`` are cells to which more than one may go, since their rows are one in the new
    edition and say the same.
    """
    counted = Counter((one.sheet, one.cell) for one in accounts if one.kind == "cell")
    there = {(name, CellRef("", *place).a1) for name in old.sheets for place in filled(old, name)}
    for place in sorted(there ^ counted.keys()):
        raise _not_proved(old, place, "it is not accounted for")
    for place, times in counted.items():
        if times != 1:
            raise _not_proved(old, place, "it is accounted for twice")
    targets: set[tuple[str, str]] = set()
    for one in accounts:
        if one.became != CARRIED or one.kind != "cell":
            continue
        goes_to = one.to_sheet, one.to_cell
        if goes_to in targets and goes_to not in shared:
            raise _not_proved(old, (one.sheet, one.cell), "two cells go to one place")
        targets.add(goes_to)
        where = split_a1(one.to_cell)
        stood = texts.get(one.to_sheet, {}).get(where, old.sheets[one.sheet].value(*split_a1(one.cell)))
        stands = new.sheets[one.to_sheet].value(*where) if one.to_sheet in new.sheets else None
        if not same(stood, stands):
            raise _not_proved(old, (one.sheet, one.cell), f"{one.to_sheet}, {one.to_cell} holds something else")


def _not_proved(book: Book, place: tuple[str, str], why: str) -> CannotEdit:
    return CannotEdit(
        f"“{book.name}” could not be brought to the new layout without losing something: {place[0]}, cell {place[1]} "
        f"({why}).",
        "Nothing was written. Please tell the maintainers which cell it was.",
    )
