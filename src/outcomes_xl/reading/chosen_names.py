"""What is chosen by name: the ids of metrics, outcomes and services, whether their names were typed or the ids.

A cell of such a column (``chosen_from`` in the layout) holds the name, for people; every rule and job asks for the id.
So the id is settled at the border, as tidying is: ``row["metric_id"]`` is the id, ``row.typed["metric_id"]`` what
stands in the cell. Names are compared without regard to capitals and spaces. A name that two have names neither, and
stays as it is: a rule asks then which is meant. An id typed over the formula in the folded column beside it counts
where no name was chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from outcomes_xl.model import Row, Table
from outcomes_xl.reading.layouts import Field, Layout
from outcomes_xl.reading.tidy import folded

OWN_TABLE: Mapping[str, tuple[str, str, str]] = {
    "metrics": ("framework", "metric_id", "metric"),
    "outcomes": ("framework", "outcome_id", "outcome"),
    "services": ("services", "service_id", "service"),
}
"""Where each kind has its names: the sheet's key, the field of the ids and that of the names."""
LISTED = "outcome_id"
"""The list on the Lists sheet that has every outcome, those without a metric too: its words are ids."""


@dataclass(frozen=True)
class Names:
    """The names of one kind: ``names`` by id as they stand in the workbook, ``ids`` by folded name."""

    names: Mapping[str, str]
    ids: Mapping[str, tuple[str, ...]]

    def id_of(self, typed: str) -> str | None:
        """Return the id typed, or the one whose name that is; None where it is neither, or two are called so."""
        found = self.ids_of(typed)
        return found[0] if len(found) == 1 else None

    def ids_of(self, typed: str) -> tuple[str, ...]:
        """Return the id typed, or every one that is called that."""
        return (typed,) if typed in self.names else self.ids.get(same_name(typed), ())


def names_of(kind: str, tables: Mapping[str, Iterable[Row]]) -> Names:
    """Return the names of a kind ("metrics", "outcomes", "services") as the workbook's own tables have them."""
    return names_from(_pairs(kind, tables))


def names_from(pairs: Iterable[tuple[str, str]]) -> Names:
    """Return the names that pairs of an id and a name give; where an id has several, the first is its own."""
    names: dict[str, str] = {}
    ids: dict[str, dict[str, None]] = {}
    for own_id, name in pairs:
        names.setdefault(own_id, name)
        ids.setdefault(same_name(name), {})[own_id] = None
    return Names(names, {name: tuple(found) for name, found in ids.items()})


def _pairs(kind: str, tables: Mapping[str, Iterable[Row]]) -> Iterator[tuple[str, str]]:
    key, id_field, name_field = OWN_TABLE[kind]
    for row in tables.get(key) or ():
        own_id, name = row[id_field], row[name_field]
        if own_id is None and kind == "services":  # one that nobody gave an id is known by its name until somebody does
            own_id = name
        if isinstance(own_id, str) and name is not None:
            yield own_id, str(name)
    for row in (tables.get("lists") or ()) if kind == "outcomes" else ():
        if row["list"] == LISTED and isinstance(row["value"], str) and row["meaning"] is not None:
            yield str(row["value"]), str(row["meaning"])


def same_name(name: str) -> str:
    """Return a name as names are compared: without regard to capitals and spaces."""
    return " ".join(folded(name).split())


def chosen_fields(plan: Layout, tables: Mapping[str, Table]) -> Iterator[tuple[Table, Field]]:
    """Yield each column of a workbook whose cells name something, with its table."""
    for shape in plan.with_tables:
        table = tables.get(shape.key)
        for column in shape.columns if table else ():
            if table and column.chosen_from and column.field in table.columns:
                yield table, column


def with_ids(plan: Layout, tables: Mapping[str, Table]) -> dict[str, Table]:
    """Return the tables with the id in the place of every name that is one thing's only."""
    made = dict(tables)
    known: dict[str, Names] = {}
    for table, column in chosen_fields(plan, tables):
        if not table.rows:
            continue
        kind = column.chosen_from
        names = known[kind] = known.get(kind) or names_of(kind, tables)
        beside = f"its_{column.field.removesuffix('_id')}"
        rows = tuple(
            _with_id(_taken_from(table, row, column.field, beside), column.field, names) for row in made[table.key]
        )
        made[table.key] = replace(made[table.key], rows=rows)
    return made


def _taken_from(table: Table, row: Row, name: str, beside: str) -> Row:
    """Return the row with what was typed over the formula of the id beside the name, where there is no name."""
    typed = row.values.get(beside)
    if row[name] is not None or not isinstance(typed, str) or not typed or (row.number, beside) in table.formulas:
        return row
    return replace(row, values={**row.values, name: typed})


def _with_id(row: Row, name: str, names: Names) -> Row:
    typed = row[name]
    own_id = names.id_of(typed) if isinstance(typed, str) else None
    return row if own_id in (None, typed) else replace(row, values={**row.values, name: own_id})
