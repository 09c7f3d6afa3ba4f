"""What the tool itself has put into a workbook: whatever else stands in a tool's column, somebody here typed it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.entries import Framework
from outcomes_xl.framework.mapping import availability_rows, framework_rows, list_rows, mapping_rows
from outcomes_xl.model import Table, Value
from outcomes_xl.reading.layouts import layout

from .journal import kept_lines, missing_from
from .values import decode, same

Key = str
Entries = Mapping[str, Mapping[str, Value]]


def list_key(row: Mapping[str, Value]) -> str:
    """Return what tells the rows of Lists apart: the list and the word together."""
    return f"{row.get('list')}: {row.get('value')}"


class Ours:
    """The values the tool has written, by table, row id and field: of every release, and of every job's log.

    The log matters for a release this copy of the tool does not know: what a job wrote is ours all the same.
    """

    def __init__(self, framework: Framework, changes: Table | None) -> None:
        self._values: dict[tuple[str, Key], dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
        for release in framework.releases:
            for table, entries in _released(release.id).items():
                for key, entry in entries.items():
                    self._keep(table, key, entry)
        if changes is not None and not missing_from(changes):
            for table, key, entry in _logged(changes):
                self._keep(table, key, entry)

    def knows(self, table: str, key: Key) -> bool:
        """Return True when a release had this row, or a job wrote it."""
        return (table, key) in self._values

    def wrote(self, table: str, key: Key, name: str, value: Value) -> bool:
        """Return True when the tool itself has put this value there, in any release."""
        written = self._values.get((table, key), {}).get(name, ())
        return any(same(value, one) for one in written)

    def _keep(self, table: str, key: Key, entry: Mapping[str, Value]) -> None:
        kept = self._values[table, key]
        for name, value in entry.items():
            kept[name].append(value)


def released(framework: Framework) -> Mapping[str, Entries]:
    """Return the rows a release puts into a workbook, by layout key and row id."""
    rows: dict[str, Entries] = {
        "framework": {str(row["metric_id"]): row for row in framework_rows(framework)},
        "availability": {str(row["metric_id"]): row for row in availability_rows(framework)},
        "lists": {list_key(row): row for row in list_rows(framework)},
    }
    for shape in layout("borough").mappings:
        if shape.framework in framework.nationals:
            rows[shape.key] = {str(row["link_id"]): row for row in mapping_rows(framework, shape.framework or "")}
    return rows


@lru_cache(maxsize=8)
def _released(release: str) -> Mapping[str, Entries]:
    return released(load_framework(release))


def _logged(changes: Table) -> Iterator[tuple[str, Key, Mapping[str, Value]]]:
    """Yield what the log says jobs wrote: (table, row id, the fields). Lines that were undone are left out."""
    keys = {shape.key: shape.row_key for shape in layout("borough").with_tables}
    for line in kept_lines(changes):
        record = line.record
        if line.undone or not record:
            continue
        place = record.get("set")
        if isinstance(place, dict) and place.get("id") is not None:
            yield str(place["table"]), str(place["id"]), {str(place["field"]): decode(record.get("after"))}
        row = record.get("row")
        if isinstance(row, dict) and row.get(keys.get(record.get("add", "")) or ""):
            entry = {str(name): decode(value) for name, value in row.items()}
            yield str(record["add"]), str(entry[keys[record["add"]] or ""]), entry


def values_of(rows: Iterable[Mapping[str, Value]], key: str) -> Entries:
    """Return rows by a field that tells them apart; the first of two with the same one."""
    found: dict[str, Mapping[str, Value]] = {}
    for row in rows:
        if row.get(key) is not None:
            found.setdefault(str(row[key]), row)
    return found
