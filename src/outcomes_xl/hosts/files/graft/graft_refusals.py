"""What keeps a workbook in its layout: said in officers' words before anything is made."""

from __future__ import annotations

from collections.abc import Mapping

from outcomes_xl.hosts.files.graft.carried_notes import COMMENTS, SHAPES, THREADS
from outcomes_xl.hosts.files.graft.graft_work import GraftWork
from outcomes_xl.hosts.files.package import Package, Relationship
from outcomes_xl.hosts.files.safe_xml import namespace, parse
from outcomes_xl.hosts.files.workbook_part import read_table
from outcomes_xl.model.cannot_use import CannotEdit

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_GOES = frozenset({"table", "drawing", "printerSettings", COMMENTS, SHAPES, THREADS, "hyperlink"})
"""What a sheet of ours may point at; anything else on it is an officer's, and has no place to go."""
_IN_WORDS = {
    "pivotTable": "a pivot table",
    "slicer": "a slicer",
    "queryTable": "a query",
    "ctrlProp": "a button or form control",
    "control": "a control",
    "oleObject": "an embedded object",
    "image": "a background picture",
}


def must_be_graftable(old: Package, sheets: Mapping[str, str], work: GraftWork) -> None:
    """Raise CannotEdit where something stands in the way; ``sheets`` gives the part of each sheet by its name."""
    root = parse(old.part(old.workbook_part), old.name, old.workbook_part)
    if namespace(root).strip("{}") != _MAIN:
        raise CannotEdit(
            f"“{old.name}” is saved as “Strict Open XML”, which cannot be brought to the new layout.",
            "Save it in Excel as an ordinary Excel workbook (.xlsx), and try again.",
        )
    if any(part.casefold().startswith("_xmlsignatures/") for part in old.part_names):
        raise CannotEdit(
            f"“{old.name}” is digitally signed, and a change would break the signature.",
            "Remove the signature in Excel (File, Info), save, and try again.",
        )
    for sheet in work.sheets:
        for relationship in old.relationships(sheets[sheet]).values():
            _must_have_a_place(old, work, sheet, relationship)


def _must_have_a_place(old: Package, work: GraftWork, sheet: str, relationship: Relationship) -> None:
    what = "" if relationship.kind in _GOES else _IN_WORDS.get(relationship.kind, "something of another kind")
    if relationship.kind == "table" and relationship.target in old:
        table = read_table(old, relationship.target).name
        what = "" if table.casefold() in work.tables else f"a table of your own ({table})"
    if what:
        raise CannotEdit(
            f"The sheet “{sheet}” has {what} on it, which cannot be brought to the new layout with it.",
            "Move it to a sheet of its own in Excel, save, and try again. Nothing was changed.",
        )


def must_be_free(table: str, work: GraftWork) -> None:
    """Raise CannotEdit where a table of the officer's, on a sheet of her own, has a name the new layout needs."""
    if table.casefold() in work.tables:
        raise CannotEdit(
            f"A table of yours is called {table}, as one of the new layout is.",
            "Give it another name in Excel (Table Design), save, and try again.",
        )
