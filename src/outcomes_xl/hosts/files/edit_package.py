"""Playing a patch on a closed workbook: all of its changes, with proof that nothing else came out different."""

from __future__ import annotations

from outcomes_xl.hosts.files.edit_session import Workshop
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.hosts.files.proof import prove
from outcomes_xl.hosts.files.read_closed_workbook import read_package
from outcomes_xl.hosts.files.row_folds import fold
from outcomes_xl.hosts.files.sheet_parts import add_sheet, remove_sheet
from outcomes_xl.hosts.files.xml_events import refused_if_odd
from outcomes_xl.model import AddSheet, AppendRows, Book, FoldRows, Patch, RemoveRows, RemoveSheet, SetCell
from outcomes_xl.model.cannot_use import CannotEdit
from outcomes_xl.model.expected import Expected
from outcomes_xl.model.saved_values import Recalculate, leave_to_excel


def play(
    data: bytes,
    patch: Patch,
    name: str = "the workbook",
    recalculate: Recalculate = leave_to_excel,
    book: Book | None = None,
) -> bytes:
    """Return the workbook with the patch's changes made, and proved; an empty patch returns it as it is.

    ``recalculate`` tells which values to save beside formulas that rest on what changed; without it that is Excel's.
    ``book`` is what ``data`` holds, where that has been read already.

    Raises ChangedMeanwhile when a cell holds something else than the patch expects, CannotEdit when a change cannot
    be made without touching something else, and what reading raises. Then nothing is changed at all.
    """
    if not patch:
        return data
    with refused_if_odd(name):
        return _played(data, patch, name, recalculate, book)


def _played(data: bytes, patch: Patch, name: str, recalculate: Recalculate, book: Book | None) -> bytes:
    package = open_package(data, name)
    may_be_edited(package)
    book = book or read_package(package, sheets_to_read(patch) if recalculate is leave_to_excel else None)
    workshop = Workshop(package, book)
    expected = Expected(book, patch)
    for change in patch:
        match change:
            case SetCell():
                workshop.editor(change.cell.sheet).set_cell(change)
            case AppendRows():
                workshop.table(change.table, change.sheet).append(change, workshop.tables_on(change.sheet))
            case RemoveRows():
                workshop.table(change.table, change.sheet).remove(change)
            case FoldRows():
                fold(workshop.editor(change.sheet), change)
            case AddSheet():
                add_sheet(workshop, change)
            case RemoveSheet():
                remove_sheet(workshop, change)
    saved = recalculate(book, workshop.book_after(expected), workshop.saved_values_are_true())
    expected.saved = workshop.save_values(saved)
    after = workshop.result()
    prove(package, book, after, expected)
    return after


def sheets_to_read(patch: Patch) -> set[str] | None:
    """Return the sheets a patch touches; None for all, which taking a sheet away needs (a formula may use it)."""
    if any(isinstance(change, RemoveSheet) for change in patch):
        return None
    touched = set()
    for change in patch:
        if isinstance(change, SetCell):
            touched.add(change.cell.sheet)
        elif isinstance(change, (AppendRows, RemoveRows, FoldRows)):
            touched.add(change.sheet)
    return touched


def may_be_edited(package: Package) -> None:
    """Raise CannotEdit for a workbook whose signature a change would break."""
    if any(part.casefold().startswith("_xmlsignatures/") for part in package.part_names):
        raise CannotEdit(
            f"“{package.name}” is digitally signed, and a change would break the signature.",
            "Remove the signature in Excel (File, Info), save, and try again.",
        )
