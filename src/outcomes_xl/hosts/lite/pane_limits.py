"""What a pane cannot do of a patch, found before anything is written: refused, or said."""

from __future__ import annotations

from collections.abc import Mapping

from outcomes_xl.model import AddSheet, AppendRows, BookTable, Patch, RemoveRows
from outcomes_xl.model.cannot_use import CannotEdit
from outcomes_xl.model.expected import NOTHING_WRITTEN
from outcomes_xl.model.sentences import in_a_list


def limits_of(patch: Patch) -> tuple[str, ...]:
    """Return sentences on what will look otherwise than in a closed file or on Windows; none where nothing does."""
    new = [f"“{change.sheet.name}”" for change in patch if isinstance(change, AddSheet)]
    if not new:
        return ()
    which = "The new sheet" if len(new) == 1 else "The new sheets"
    look = "keeps Excel's own look" if len(new) == 1 else "keep Excel's own look"
    return (f"{which} {in_a_list(new)} {look} here, without our colours and drop-downs.",)


def refuse_what_cannot_be(patch: Patch, tables: Mapping[str, BookTable]) -> None:
    """Raise CannotEdit for a change that a pane would get wrong; ``tables`` are those of the open workbook."""
    off = {table.name.casefold(): table for table in tables.values() if table.header_row_off}
    for change in patch:
        if isinstance(change, AppendRows | RemoveRows) and (table := off.get(change.table.casefold())):
            raise CannotEdit(
                f"The table {table.name} on “{table.sheet}” has its header row switched off, "
                f"so no row can be added or taken off in the pane. {NOTHING_WRITTEN}",
                "Switch it on in Excel (Table Design, Header Row); then press the button again.",
            )
