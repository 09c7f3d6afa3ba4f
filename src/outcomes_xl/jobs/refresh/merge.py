"""One table refreshed by a three-way merge: base, theirs, mine; rows matched by id, cells one by one.

Base is what the tool's field said before anybody here touched it, theirs the central file, mine the workbook. A field
nobody has touched follows the centre; one that somebody has rewritten stays, and a question is asked about it.
An officer's fields are never looked at, except to say that a retired row carries a decision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from outcomes_xl.jobs.job_findings import Told
from outcomes_xl.jobs.refresh.merge_base import RETIRED, Base
from outcomes_xl.jobs.refresh.questions import Asked
from outcomes_xl.jobs.refresh.three_way import Verdict, verdict
from outcomes_xl.jobs.table_edits import add_rows, set_field
from outcomes_xl.model import Book, CellRef, Change, ErrorValue, Row, Table, Value
from outcomes_xl.model.cell_values import same
from outcomes_xl.model.sentences import counted, shown
from outcomes_xl.reading.layouts import Owner, SheetLayout
from outcomes_xl.rules.rule_helpers import some_of

Entries = Mapping[str, Mapping[str, Value]]
LOCAL = "LOC-"

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
    """What the central file has for one table: its rows by id, and what tells the rows of the table apart."""

    shape: SheetLayout
    entries: Entries
    in_use: str
    release: str
    key_of: Callable[[Row], str]
    retires: bool = True

    @cached_property
    def by_item(self) -> Mapping[str, list[str]]:
        """The ids of the coming rows by the national item they tie."""
        found: dict[str, list[str]] = {}
        for key, entry in self.entries.items():
            if entry.get("item_id") is not None:
                found.setdefault(str(entry["item_id"]), []).append(key)
        return found


@dataclass
class Merged:
    """What refreshing one table comes to."""

    changes: list[Change] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    updated: int = 0
    added: int = 0
    retired: int = 0
    left: int = 0
    tabs: int = 0


def merge(book: Book, table: Table, incoming: Incoming, base: Base) -> Merged:
    """Return the changes that bring a table to the central file's release, and what its officer should be told."""
    one = _Merge(book, table, incoming, base)
    one.run()
    return one.merged


def is_local(row: Row, key: str) -> bool:
    """Return True for a row of the borough's own: marked Local, or with an id (either side of a link) in LOC-."""
    return row["origin"] == "Local" or _local_id(key)


def _local_id(key: str) -> bool:
    return any(part.upper().startswith(LOCAL) for part in key.split("~"))


class _Merge:
    """One table's merge while it is worked out."""

    def __init__(self, book: Book, table: Table, incoming: Incoming, base: Base) -> None:
        self.book, self.table, self.incoming, self.base = book, table, incoming, base
        self.merged = Merged()
        self.here = {incoming.key_of(row) for row in table}

    def run(self) -> None:
        incoming, seen = self.incoming, set[str]()
        for row in self.table:
            key = incoming.key_of(row)
            entry = incoming.entries.get(key)
            if not key or key in seen:
                continue  # a blank id, or an id that is there twice, is for the rules to say
            seen.add(key)
            if is_local(row, key):
                if entry is not None and incoming.shape.key != "availability":
                    self.merged.told.append(Told("RF09", self._key_cell(row), key))
            elif entry is not None:
                self._update(row, key, entry)
            else:
                # A release passed over may have reworded it before it went: it goes with the last words it had.
                last = self.base.last_words(self.table.key, key)
                self._update(row, key, {name: words for name, words in last.items() if name != "state"})
                if incoming.retires:
                    self._retire(row, key)
        self._add([key for key in incoming.entries if key not in seen])

    def _key_cell(self, row: Row) -> CellRef:
        return self.table.cell(row, self.incoming.shape.row_key or "")

    # Cells ----------------------------------------------------------------------------------------------------------

    def _update(self, row: Row, key: str, entry: Mapping[str, Value]) -> None:
        for name, theirs in entry.items():
            if not isinstance(theirs, ErrorValue):
                because = _happened(self.incoming.shape, name, row[name], theirs)
                done = self._merge_cell(row, key, name, theirs, because)
                # A row that the file itself calls retired counts with those it no longer has: it is one count to read.
                if name == "state" and theirs == RETIRED:
                    self.merged.retired += done
                else:
                    self.merged.updated += done

    def _merge_cell(self, row: Row, key: str, name: str, theirs: Value, happened: str) -> int:
        """Merge one cell; return how many cells that changes: one or none."""
        if name not in self.table.columns or same(row[name], theirs):
            return 0
        base = self.base.of(self.table, row, key, name)
        found = verdict(base, row[name], theirs)
        if found is Verdict.CONFLICT and not self.base.is_known(self.table.key, key, name):
            found = Verdict.DIFFERENCE  # nobody knows that the centre has changed it too
        calculated = (row.number, name) in self.table.formulas
        if found is Verdict.FOLLOW and not calculated:
            because = f"Release {self.incoming.release}: {happened}"
            changes = list(set_field(self.table, row, name, theirs, because))
            self.merged.changes += changes
            return len(changes)
        self.merged.left += 1
        cell, release = self.table.cell(row, name), self.incoming.release
        words = {"release": release, "offer": shown(theirs) or "nothing"}
        if calculated:
            self.merged.told.append(Told("RF11", cell, shown(row.typed.get(name)), words))
        else:
            place, mine = (self.table.key, key, name), row.typed.get(name)
            self.merged.asked.append(Asked(found, place, cell, base, mine, theirs, self.incoming.in_use, release))
        return 0

    # Rows that went -------------------------------------------------------------------------------------------------

    def _retire(self, row: Row, key: str) -> None:
        """Mark a row the centre no longer has; one that no release ever had was made here, and is left and shown."""
        if not self.base.knows(self.table.key, key):
            self.merged.told.append(Told("RF03", self._key_cell(row), key))
            return
        tied = self._tied_anew(row)
        happened = f"tied anew, to {tied}" if tied else "no longer in the central file"
        retired = self._merge_cell(row, key, "state", RETIRED, happened)
        self.merged.retired += retired
        if retired:
            self.merged.told += self._carried(row, key, tied)

    def _tied_anew(self, row: Row) -> str:
        """Return what of ours a national item is tied to in rows this workbook does not have yet, "" if nothing."""
        keys = self.incoming.by_item.get(row.text("item_id"), ())
        new = (self.incoming.entries[key] for key in keys if key not in self.here)
        return ", ".join(shown(entry.get("our_id")) or "nothing of ours" for entry in new)

    def _carried(self, row: Row, key: str, tied: str) -> Iterator[Told]:
        """What an officer wrote beside a row that is retired, and what its national item is tied to now."""
        columns = self.incoming.shape.columns
        yours = [c.field for c in columns if c.owner is Owner.OFFICER and row[c.field] is not None]
        if yours:
            step = (
                f"A new row ties it to {tied}. Look at it and decide there too."
                if tied
                else "It stays there as a record."
            )
            words = {"item": row.text("item_id") or key, "next": step}
            yield Told("RF02", self.table.cell(row, yours[0]), shown(row[yours[0]]), words)

    # Rows that came -------------------------------------------------------------------------------------------------

    def _add(self, keys: list[str]) -> None:
        if not keys:
            return
        entries = self.incoming.entries
        items = {row["item_id"] for row in self.table if row["item_id"] is not None}
        back = [key for key in keys if self.base.had(self.table.key, key)]
        brought = set(back)
        tied_anew = [key for key in keys if entries[key].get("item_id") in items and key not in brought]
        first = set(tied_anew)
        ordered = [*tied_anew, *(key for key in keys if key not in first)]
        rows = [{n: None if isinstance(v, ErrorValue) else v for n, v in entries[key].items()} for key in ordered]
        what = ["new"] if len(keys) > len(tied_anew) + len(back) else []
        what += ["an item tied anew"] if tied_anew else []
        what += ["brought back: it had been taken out here"] if back else []
        own = any(column.owner is Owner.OFFICER for column in self.incoming.shape.columns)
        if back and own and not self.base.is_behind(self.table, self.incoming.key_of):
            self._tell_of_those_back(back)
        added = add_rows(self.book, self.table, rows, f"Release {self.incoming.release}: {', or '.join(what)}")
        if added.in_the_way:
            words = {"what": self.table.sheet, "why": added.why, "next": added.next, "count_new": str(len(rows))}
            self.merged.told.append(Told("RF05", added.in_the_way, words=words))
            return
        self.merged.changes += added.changes
        self.merged.added += len(rows)

    def _tell_of_those_back(self, keys: list[str]) -> None:
        table = self.table
        words = {"count_rows": counted(len(keys), "row"), "names": some_of(keys), "what": table.sheet}
        words["were"] = "was" if len(keys) == 1 else "were"
        self.merged.told.append(Told("RF17", CellRef(table.sheet, table.last_row, table.first_column), words=words))


def _happened(shape: SheetLayout, name: str, present: Value, after: Value) -> str:
    heading = shape.field(name).heading
    if present is None:
        return f"filled in ({heading})"
    if name == "state":
        return f"now {shown(after).lower()}"
    return f"{_WHAT_HAPPENED.get(name, 'updated')} ({heading})"
