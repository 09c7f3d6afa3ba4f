"""What the tool's fields said before anybody here touched them: the base of the three-way merge.

It is the release the workbook names on Start: as the central file keeps it, else as this copy of the tool was shipped
with it. Two things are asked besides, so that nothing the tool itself wrote is ever taken for an officer's edit: the
log on Changes, and the other releases that are known (a sheet brought back from an earlier copy is behind, not edited).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from outcomes_xl.central.central_rows import by_id, row_id, shared_tables
from outcomes_xl.central.release_history import Version, tables_in
from outcomes_xl.framework import load_framework
from outcomes_xl.framework.as_sheet_rows import earlier_list_rows, framework_rows, list_rows, mapping_rows
from outcomes_xl.framework.entries import Framework
from outcomes_xl.framework.release_order import is_before, numbers
from outcomes_xl.jobs.change_log import missing_from
from outcomes_xl.jobs.undo_record import kept_lines, rows_in, tables_of
from outcomes_xl.model import Row, Table, Value
from outcomes_xl.model.cell_values import decode, same
from outcomes_xl.reading.layouts import Owner, layout

Fields = Mapping[str, Value]
Tables = Mapping[str, Mapping[str, Fields]]
Log = Mapping[str, Table]
"""A workbook's tables by key: among them Changes, and the hidden sheet with the records of what jobs did."""
RETIRED = "Retired"

REWRITES = frozenset({"Check"})
"""Jobs that write an officer's own words back, mended: what they wrote stays the officer's."""


class Base:
    """What the workbook's tool fields said at the release in use. ``Base.of`` gives the base of one cell."""

    def __init__(self, in_use: str, framework: Framework, kept: tuple[Version, ...], log: Log) -> None:
        published = _with_availability(tables_in(kept, in_use))
        self._release = published or _with_availability(_shipped(in_use, framework))
        self._surely = published is not None
        self._known: dict[tuple[str, str], list[Fields]] = defaultdict(list)
        shipped = (_with_availability(_shipped(release.id, framework)) for release in framework.releases)
        self._releases = [known for known in shipped if known]
        for known in self._releases:
            for table, rows in known.items():
                for key, fields in rows.items():
                    self._known[table, key].append(fields)
        lists = layout("borough").sheet("lists")
        for fields in earlier_list_rows():
            self._known[lists.key, row_id(lists, fields)].append(fields)
        names = {shape.key: [column.field for column in shape.columns] for shape in shared_tables()}
        self._last: dict[tuple[str, str], Fields] = {}
        for one in sorted(kept, key=lambda version: numbers(version.since)):
            whole = {name: one.fields.get(name) for name in names.get(one.table, ())}  # a version leaves blanks out
            places: dict[tuple[str, str], Fields] = {(one.table, one.row_id): whole}
            if one.table == "framework":
                places["availability", one.row_id] = _of_availability(whole)
            for place, fields in places.items():
                self._known[place].append(fields)
                if is_before(in_use, one.since):
                    self._last[place] = fields
        self._earlier: dict[str, bool] = {}
        self._logged: dict[tuple[str, str], dict[str, Value]] = defaultdict(dict)
        for table, key, fields in _written_by_jobs(log):
            self._logged[table, key].update(fields)

    def knows(self, table: str, key: str) -> bool:
        """Return True when a release had this row, or a job wrote it."""
        return (table, key) in self._known or (table, key) in self._logged or self._row(table, key) is not None

    def is_known(self, table: str, key: str, name: str) -> bool:
        """Return True when anybody knows what a field said before: the release in use, or a job that wrote it."""
        return name in (self._row(table, key) or {}) or name in self._logged.get((table, key), {})

    def words_of(self, table: str, key: str) -> Fields | None:
        """Return what the release in use says in a row, None where it does not have it."""
        return self._row(table, key)

    def is_behind(self, table: Table, key_of: Callable[[Row], str]) -> bool:
        """Whether a sheet has just the rows that another release had: then it is from an earlier copy."""
        here = {key for row in table if self.knows(table.key, key := key_of(row))}
        return any(here == rows.get(table.key, {}).keys() for rows in self._releases)

    def had(self, table: str, key: str) -> bool:
        """Return True when the release in use has this row: if it is not in the workbook, somebody took it out."""
        return self._row(table, key) is not None

    def last_words(self, table: str, key: str) -> Fields:
        """Return the last words the centre had for a row after the release in use; nothing if it had no newer ones."""
        return self._last.get((table, key), {})

    def of(self, table: Table, row: Row, key: str, name: str) -> Value:
        """Return what a cell said before anybody here touched it; the cell's own value where the tool put that there.

        None where no release and no job ever wrote in it: all that stands there was then typed here.
        """
        mine, said = row[name], self._row(table.key, key)
        if said is not None and name in said:
            # A central file that keeps no history may have said something else than what was shipped: the log knows.
            logged = self._logged.get((table.key, key), {})
            base = said[name] if self._surely or name not in logged else logged[name]
            return mine if same(mine, base) or self._behind(table, row, key) else base
        retired_by_us = name == "state" and mine == RETIRED and self._release is not None
        if retired_by_us or self._a_job_wrote(table.key, key, name, mine):
            return mine
        return mine if any(same(mine, fields.get(name)) for fields in self._known.get((table.key, key), ())) else None

    def _row(self, table: str, key: str) -> Fields | None:
        return self._release.get(table, {}).get(key) if self._release is not None else None

    def _a_job_wrote(self, table: str, key: str, name: str, mine: Value) -> bool:
        fields = self._logged.get((table, key), {})
        return name in fields and same(mine, fields[name])

    def _behind(self, table: Table, row: Row, key: str) -> bool:
        """Whether a whole row is exactly as another release had it: brought back from an earlier copy, not edited.

        Where the log says that a job has written in the row since, somebody put the old words back by hand: unless
        not one row of the table holds what the log says, for then the whole sheet is from an earlier copy.
        """
        if (table.key, key) in self._logged and not self._from_an_earlier_copy(table):
            return False
        for fields in self._known.get((table.key, key), ()):
            if all(same(row[name], value) for name, value in fields.items() if name in table.columns):
                return True
        return False

    def _from_an_earlier_copy(self, table: Table) -> bool:
        if table.key not in self._earlier:
            shape = layout("borough").sheet(table.key)
            written = [(row, self._logged.get((table.key, row_id(shape, row.values)))) for row in table]
            at_it = [all(same(row[name], v) for name, v in fields.items()) for row, fields in written if fields]
            self._earlier[table.key] = len(at_it) > 1 and not any(at_it)
        return self._earlier[table.key]


def _with_availability(tables: Tables | None) -> Tables | None:
    """Return a release's tables with the rows that Data availability has from the framework."""
    if tables is None or "framework" not in tables:
        return tables
    return {**tables, "availability": {key: _of_availability(row) for key, row in tables["framework"].items()}}


def _of_availability(fields: Fields) -> Fields:
    return {name: fields[name] for name in availability_fields() if name in fields}


@lru_cache(maxsize=1)
def availability_fields() -> tuple[str, ...]:
    """Return the fields of Data availability that are the framework's own words: its first columns."""
    framework = {column.field for column in layout("borough").sheet("framework").columns}
    columns = layout("borough").sheet("availability").columns
    return tuple(c.field for c in columns if c.owner is Owner.TOOL and c.field in framework)


# What was shipped ---------------------------------------------------------------------------------------------------


def _shipped(release: str, framework: Framework) -> Tables | None:
    return _released(release) if release in {known.id for known in framework.releases} else None


@lru_cache(maxsize=8)
def _released(release: str) -> Tables:
    framework = load_framework(release)
    rows = {"framework": framework_rows(framework), "lists": list_rows(framework)}
    for shape in layout("borough").mappings:
        if shape.framework in framework.nationals:
            rows[shape.key] = mapping_rows(framework, shape.framework or "")
    return {shape.key: by_id(shape, rows[shape.key]) for shape in shared_tables() if shape.key in rows}


# What jobs wrote ----------------------------------------------------------------------------------------------------


def last_written(log: Log, table_key: str) -> Mapping[str, Fields]:
    """Return what jobs last wrote into the rows of a table and nobody undid, by row id."""
    found: dict[str, dict[str, Value]] = defaultdict(dict)
    for table, key, fields in _written_by_jobs(log):
        if table == table_key:
            found[key].update(fields)
    return found


def _written_by_jobs(log: Log) -> Iterator[tuple[str, str, Fields]]:
    """Yield what jobs wrote and nobody undid, run after run: (table, row id, the fields)."""
    if missing_from(log.get("changes")):
        return
    shapes = {shape.key: shape for shape in layout("borough").with_tables}
    for line in sorted(kept_lines(*tables_of(log)), key=lambda line: line.run):
        record = line.record
        if line.undone or not record or line.job in REWRITES or record.get("ours"):
            continue
        place = record.get("set")
        if isinstance(place, dict) and place.get("id") is not None:
            yield str(place["table"]), str(place["id"]), {str(place["field"]): decode(record.get("after"))}
        yield from _on_a_sheet_added(record.get("sheet"))
        shape = shapes.get(str(record.get("add")))
        if shape is None:
            continue
        for row in rows_in(record):
            fields = {str(name): decode(value) for name, value in row.items()}
            if key := row_id(shape, fields):
                yield shape.key, key, fields


def _on_a_sheet_added(made: object) -> Iterator[tuple[str, str, Fields]]:
    """Yield the rows of a tab that a refresh added, as their line on Changes has them."""
    if not isinstance(made, Mapping):
        return
    for shape in layout("borough").mappings:
        if shape.table == made.get("table"):
            names = {column.heading: column.field for column in shape.columns}
            fields = [names.get(str(heading), "") for heading in made.get("headings", ())]
            for row in made.get("rows", ()):
                entry = {name: decode(value) for name, value in zip(fields, row, strict=False) if name}
                if key := row_id(shape, entry):
                    yield shape.key, key, entry
