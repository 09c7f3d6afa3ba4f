"""Names that officers chose follow what they name: else words that come anew would cut the cell off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from outcomes_xl.model import CellRef, Change, SetCell, Table, Value
from outcomes_xl.model.sentences import counted, in_a_list
from outcomes_xl.reading.chosen_names import OWN_TABLE, Names, chosen_fields, names_of
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import Reading


def chosen_reworded(reading: Reading, changes: Sequence[Change], by: str) -> Iterator[SetCell]:
    """Yield the chosen names that ``changes`` would leave naming nothing, each with the name its id has then.

    ``by`` is who words it anew, as a sentence begins. A cell with an id stays as it is, and so does one that names
    nothing now, or still names the same thing then.
    """
    tables: Mapping[str, Table] = reading.tables
    set_to = {change.cell: change.after for change in changes if isinstance(change, SetCell)}
    if not set_to:
        return
    then: dict[str, Names] = {}
    for table, column in chosen_fields(layout("borough"), tables):
        kind = column.chosen_from
        for row in table:
            typed, own_id = row.typed.get(column.field), row[column.field]
            if not isinstance(typed, str) or typed.strip() == own_id:
                continue
            if kind not in then:
                then[kind] = names_of(kind, _as_they_will_be(tables, set_to, kind))
            name = then[kind].names.get(str(own_id))
            if name and then[kind].id_of(" ".join(typed.split())) != own_id:
                because = f"{by} words “{typed.strip()}” anew: your choice follows it"
                yield SetCell(table.cell(row, column.field), typed, name, because)


def that_follow(follow: Sequence[SetCell]) -> str:
    """Return what to say of chosen names that follow, sheet by sheet; "" where none does."""
    many = Counter(one.cell.sheet for one in follow)
    if not many:
        return ""
    where = in_a_list([f"{counted(count, 'choice')} on {sheet}" for sheet, count in many.items()])
    return f" {where} {'follows' if len(follow) == 1 else 'follow'} the new name."


def _as_they_will_be(tables: Mapping[str, Table], set_to: Mapping[CellRef, Value], kind: str) -> dict[str, Table]:
    """Return the tables that have the names of a kind, as they are once cells are set."""
    made = dict(tables)
    for key in {OWN_TABLE[kind][0], "lists"} & tables.keys():
        table = tables[key]
        fields = [name for name in (*OWN_TABLE[kind][1:], "list", "value", "meaning") if name in table.columns]
        rows = []
        for row in table:
            new = {n: set_to[table.cell(row, n)] for n in fields if table.cell(row, n) in set_to}
            rows.append(replace(row, values={**row.values, **new}) if new else row)
        made[key] = replace(table, rows=tuple(rows))
    return made
