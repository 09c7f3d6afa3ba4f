"""Rows folded away in a closed workbook, as Excel keeps an outline group; and what of that a proof leaves aside."""

from __future__ import annotations

from collections.abc import Iterable

from outcomes_xl.hosts.files.odd_attributes import whole
from outcomes_xl.hosts.files.safe_xml import Element, namespace
from outcomes_xl.hosts.files.sheet_editor import SheetEditor
from outcomes_xl.model import FoldRows

_LEVEL, _HIDDEN, _COLLAPSED, _DEEPEST = "outlineLevel", "hidden", "collapsed", "outlineLevelRow"


def fold(editor: SheetEditor, change: FoldRows) -> None:
    """Fold rows that are there, or show them again. The + stands beside the row below them."""
    for number in range(change.first, change.last + 1):
        row = editor.ensure_row(number, {})
        row.attrib.pop(_COLLAPSED, None)
        if change.folded:
            row.set(_LEVEL, "1")
            row.set(_HIDDEN, "1")
        else:
            row.attrib.pop(_LEVEL, None)
            row.attrib.pop(_HIDDEN, None)
    below = editor.ensure_row(change.last + 1, {})
    if change.folded:
        below.set(_COLLAPSED, "1")
        form = editor.root.find(editor.ns + "sheetFormatPr")
        if form is not None:
            form.set(_DEEPEST, str(max(1, whole(form.get(_DEEPEST)))))
    else:
        below.attrib.pop(_COLLAPSED, None)


def without_folds(root: Element, folds: Iterable[range]) -> None:
    """Take out of a sheet what folding these rows changes."""
    ns, numbers = namespace(root), {number for rows in folds for number in rows}
    if not numbers:
        return
    below = {rows.stop for rows in folds}
    for form in root.findall(ns + "sheetFormatPr"):
        form.attrib.pop(_DEEPEST, None)
    data = root.find(ns + "sheetData")
    for row in list(data.iterchildren(ns + "row")) if data is not None else ():
        number = whole(row.get("r"))
        if number in numbers:
            for name in (_LEVEL, _HIDDEN, _COLLAPSED):
                row.attrib.pop(name, None)
        elif number in below:
            row.attrib.pop(_COLLAPSED, None)
        if not len(row) and set(row.attrib) == {"r"}:
            data.remove(row)
