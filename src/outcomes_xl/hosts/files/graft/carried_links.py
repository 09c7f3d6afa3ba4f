"""Links that an officer gave to cells on our sheets, brought to where those cells stand now."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from outcomes_xl.hosts.files.graft.carried_marks import BEFORE_MARKS
from outcomes_xl.hosts.files.graft.carried_notes import hyperlinks
from outcomes_xl.hosts.files.graft.graft_work import GraftWork
from outcomes_xl.hosts.files.safe_xml import Element, insert_in_order, namespace
from outcomes_xl.model import Area, CellRef

_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BEFORE_LINKS = BEFORE_MARKS | {"dataValidations"}


def carry_links(before: Element, root: Element, sheet: str, work: GraftWork, again: Callable[[str], str]) -> None:
    """Bring the links of the officer's cells; ``again`` points at an address once more and returns the pointer's id."""
    what = work.sheets[sheet]
    there = {link.get("ref") for link in hyperlinks(root)}
    moved = []
    for link in hyperlinks(before):
        try:
            area = Area.parse(link.get("ref") or "")
        except ValueError:
            continue
        place = (area.first_row, area.first_column)
        to = what.place(*place)
        if to is None or (ref := CellRef("", *to).a1) in there:
            continue
        made = deepcopy(link)
        made.set("ref", ref)
        if ident := made.get(f"{_OFFICE}id"):
            made.set(f"{_OFFICE}id", again(ident))
        if location := made.get("location"):
            made.set("location", work.rewrite(location, sheet))
        moved.append(made)
    if not moved:
        return
    part = root.find(namespace(root) + "hyperlinks")
    if part is None:
        part = root.makeelement(namespace(root) + "hyperlinks")
        insert_in_order(root, part, _BEFORE_LINKS)
    part.extend(moved)
