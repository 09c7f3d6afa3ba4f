"""One table refreshed: the central file's rows laid beside the workbook's, matched by id, field by field.

The tool's fields take the central file's values, unless somebody here has typed over them; then both are shown.
An officer's fields are never looked at, except to say that a retired row carries a decision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from outcomes_xl.model import Book, Change, ErrorValue, Row, Table, Value
from outcomes_xl.reading.layouts import Owner, SheetLayout
from outcomes_xl.rules.words import shown

from .ours import Entries, Ours
from .rewriting import add_rows, set_field
from .telling import Told
from .values import same

LOCAL = "LOC-"
RETIRED = "Retired"

# What has happened when a field changes, for the line that says why.
_WHAT_HAPPENED: Mapping[str, str] = {
    **dict.fromkeys(("our_id", "item_id", "outcome_id"), "remapped"),
    **dict.fromkeys(("role", "closeness", "basis"), "link described anew"),
    **dict.fromkeys(("unit", "polarity", "period_kind", "lowest", "highest"), "measured differently"),
    **dict.fromkeys(("every_months", "lag_months", "source"), "published differently"),
    **dict.fromkeys(("layer", "domain", "also_in", "outcome", "indicator"), "moved in the framework"),
    **dict.fromkeys(("edition", "release"), "carried forward"),
    **dict.fromkeys(("metric", "title", "our_title", "section", "definition", "meaning", "caution"), "reworded"),
}


@dataclass(frozen=True)
class Incoming:
    """What the central file has for one table: its rows by id, and what tells the rows of the table apart.

    ``own`` are the ids among them that come from the borough's own Framework sheet: added once, then left to them.
    """

    shape: SheetLayout
    entries: Entries
    release: str
    key_of: Callable[[Row], str]
    retires: bool = True
    own: frozenset[str] = frozenset()


@dataclass
class Merged:
    """What refreshing one table comes to."""

    changes: list[Change] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    updated: int = 0
    added: int = 0
    retired: int = 0
    left: int = 0


def merge(book: Book, table: Table, incoming: Incoming, ours: Ours) -> Merged:
    """Return the changes that bring a table to the central file's release, and what its officer should be told."""
    merged = Merged()
    seen: set[str] = set()
    for row in table:
        key = incoming.key_of(row)
        entry = incoming.entries.get(key)
        if not key or key in seen:
            continue  # a blank id, or an id that is there twice, is for the rules to say
        seen.add(key)
        if key in incoming.own:
            continue
        if entry is not None and is_local(row, key):
            merged.told.append(Told("RF09", table.cell(row, incoming.shape.row_key or ""), key))
        elif entry is not None:
            _update(merged, table, row, key, entry, incoming, ours)
        elif incoming.retires and not is_local(row, key):
            _retire(merged, table, row, key, incoming, ours)
    _add(merged, book, table, [entry for key, entry in incoming.entries.items() if key not in seen], incoming)
    return merged


def is_local(row: Row, key: str) -> bool:
    """Return True for a row of the borough's own: marked Local, or with an id (either side of a link) in LOC-."""
    return row["origin"] == "Local" or any(part.upper().startswith(LOCAL) for part in key.split("~"))


def _update(
    merged: Merged, table: Table, row: Row, key: str, entry: Mapping[str, Value], incoming: Incoming, ours: Ours
) -> None:
    for name, after in entry.items():
        present = row[name]
        if isinstance(after, ErrorValue) or same(present, after):
            continue
        if present is not None and not ours.wrote(table.key, key, name, present):
            if name in table.columns:
                merged.told.append(_kept(table, row, name, after, incoming.release))
                merged.left += 1
            continue
        because = f"Release {incoming.release}: {_happened(incoming.shape, name, present, after)}"
        changes = list(set_field(table, row, name, after, because))
        merged.changes += changes
        merged.updated += len(changes)


def _kept(table: Table, row: Row, name: str, after: Value, release: str) -> Told:
    theirs = "leaves it blank" if after is None or after == "" else f"says “{shown(after)}”"
    words = {"release": release, "theirs": theirs}
    return Told("RF01", table.cell(row, name), shown(row.typed.get(name)), words, after)


def _happened(shape: SheetLayout, name: str, present: Value, after: Value) -> str:
    heading = shape.field(name).heading
    if present is None:
        return f"filled in ({heading})"
    if name == "state":
        return f"now {shown(after).lower()}"
    return f"{_WHAT_HAPPENED.get(name, 'updated')} ({heading})"


def _retire(merged: Merged, table: Table, row: Row, key: str, incoming: Incoming, ours: Ours) -> None:
    """Mark a row the centre no longer has; one that no release ever had was made here, and is left and shown."""
    key_cell = table.cell(row, incoming.shape.row_key or "")
    if not ours.knows(table.key, key):
        merged.told.append(Told("RF03", key_cell, key))
        return
    if "state" not in table.columns or row["state"] == RETIRED:
        return
    tied = _tied_anew(table, row, incoming)
    happened = f"tied anew, to {tied}" if tied else "no longer in the central file"
    changes = list(set_field(table, row, "state", RETIRED, f"Release {incoming.release}: {happened}"))
    merged.changes += changes
    merged.retired += len(changes)
    merged.told += _carried(table, row, key, incoming.shape, tied)


def _tied_anew(table: Table, row: Row, incoming: Incoming) -> str:
    """Return what of ours the same national item is tied to in a row this workbook does not have yet, "" if none."""
    item = row["item_id"]
    if item is None:
        return ""
    here = {incoming.key_of(other) for other in table}
    ours = (entry for key, entry in incoming.entries.items() if entry.get("item_id") == item and key not in here)
    return ", ".join(shown(entry.get("our_id")) or "nothing of ours" for entry in ours)


def _carried(table: Table, row: Row, key: str, shape: SheetLayout, tied: str) -> Iterator[Told]:
    """What an officer wrote beside a row that is retired, and what its national item is tied to now."""
    yours = [c.field for c in shape.columns if c.owner is Owner.OFFICER and row[c.field] is not None]
    if yours:
        step = (
            f"A new row ties it to {tied}. Look at it and decide there too." if tied else "It stays there as a record."
        )
        words = {"item": row.text("item_id") or key, "next": step}
        yield Told("RF02", table.cell(row, yours[0]), shown(row[yours[0]]), words)


def _add(merged: Merged, book: Book, table: Table, new: list[Mapping[str, Value]], incoming: Incoming) -> None:
    if not new:
        return
    items = {row["item_id"] for row in table if row["item_id"] is not None}
    tied_anew = [entry for entry in new if entry.get("item_id") in items]
    rest = [entry for entry in new if entry.get("item_id") not in items]
    what = f"Release {incoming.release}: "
    entries = [
        {name: None if isinstance(value, ErrorValue) else value for name, value in entry.items()}
        for entry in (*tied_anew, *rest)
    ]
    because = what + ("new" if not tied_anew else "new, or an item tied anew" if rest else "tied anew")
    if incoming.own & {entry.get(incoming.shape.row_key or "") for entry in new}:
        because += ", or your own row on Framework"
    added = add_rows(book, table, entries, because)
    if added.in_the_way:
        words = {"what": table.sheet, "why": added.why, "next": added.next, "count_new": str(len(entries))}
        merged.told.append(Told("RF05", added.in_the_way, words=words))
        return
    merged.changes += added.changes
    merged.added += len(entries)
