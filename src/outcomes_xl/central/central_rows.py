"""What a central file says, as plain rows by id: what boroughs are refreshed from, compared, kept and digested."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from outcomes_xl.model import Table, Value
from outcomes_xl.model.sentences import shown
from outcomes_xl.reading.layouts import SheetLayout, layout
from outcomes_xl.reading.read_tables import Reading

Fields = Mapping[str, Value]
Rows = Mapping[str, Fields]
Contents = Mapping[str, Rows]
"""Layout key -> row id -> field -> value; every field of the layout is there, None where it is blank."""

FRAMEWORK = "Shared outcomes framework for babies, children, young people and families in London"
"""Which framework a central file is of. Two boroughs' groups may each publish one; they must never be mixed."""


def shared_tables() -> tuple[SheetLayout, ...]:
    """Return the central file's tables that boroughs have as well: the framework, the mapping tabs, the lists."""
    borough = {shape.key for shape in layout("borough")}
    return tuple(shape for shape in layout("central").with_tables if shape.key in borough)


def row_id(shape: SheetLayout, fields: Fields) -> str:
    """Return what tells a row of a table from the others: its id; for Lists the list and the word. "" if blank."""
    if shape.key == "lists":
        name, word = fields.get("list"), fields.get("value")
        return f"{name}: {word}" if name is not None and word is not None else ""
    found = fields.get(shape.row_key or "")
    return "" if found is None else str(found)


def contents(reading: Reading) -> dict[str, dict[str, Fields]]:
    """Return what a central file as read says. Of two rows with one id the first counts; the rules show the other."""
    found = {}
    for shape in shared_tables():
        table = reading.tables.get(shape.key)
        if table is not None:
            found[shape.key] = by_id(shape, (row.values for row in table))
    return found


def by_id(shape: SheetLayout, rows: Iterable[Fields]) -> dict[str, Fields]:
    """Return rows by their id, each with every field of the layout."""
    names = [column.field for column in shape.columns]
    found: dict[str, Fields] = {}
    for row in rows:
        key = row_id(shape, row)
        if key:
            found.setdefault(key, {name: None if row.get(name) == "" else row.get(name) for name in names})
    return found


def settings(reading: Reading) -> dict[str, Value]:
    """Return the answers of the Release sheet by setting; blank ones are left out."""
    return _answers(reading.tables.get("release"))


def exactly(value: Value) -> str:
    """Return a value as text that loses nothing: words as they stand, whatever their length; blank is ""."""
    return value if isinstance(value, str) else shown(value)


def _answers(table: Table | None) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for row in table or ():
        if row["answer"] is not None:
            found.setdefault(row.text("setting"), row["answer"])
    return found
