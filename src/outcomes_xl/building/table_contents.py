"""What stands in each table of a new workbook: the framework's rows, and what was asked to be put in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from outcomes_xl.framework.as_sheet_rows import rows_of_sheet
from outcomes_xl.framework.editions import Edition, editions
from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Row, Table, Value
from outcomes_xl.reading.chosen_names import chosen_fields, names_of
from outcomes_xl.reading.layouts import Layout, SheetLayout

Entry = Mapping[str, Value]
Entries = Mapping[str, Mapping[str, Entry] | Sequence[Entry]]
"""Layout key -> rows to put in, by the row's own id or as a list. A row whose id stands there already fills that row
in, once; any other is added at the end."""


_EDITION = "Framework edition"


def rows_for(
    layout: Layout, framework: Framework, settings: Mapping[str, Value], entries: Entries
) -> dict[str, list[Entry]]:
    """Return every table's rows by layout key. Raises KeyError, by name, for an entry the layout does not know."""
    made: dict[str, list[Entry]] = {}
    for sheet in layout.with_tables:
        made[sheet.key] = _with(sheet, _template(sheet, framework, settings), entries.get(sheet.key, ()))
    _by_name(layout, made)
    if strangers := set(entries) - set(made):
        raise KeyError(f"the layout {layout.layout!r} has no table for {', '.join(sorted(strangers))}")
    return made


def tables(layout: Layout, rows: Mapping[str, Sequence[Entry]]) -> dict[str, Table]:
    """Return rows as Tables, as reading them back would: for counting the Summary's figures while building."""
    made = {}
    for sheet in layout.with_tables:
        first = layout.heading_row + 1
        kept = tuple(
            Row(number, row, row)
            for number, row in enumerate(rows[sheet.key], start=first)
            if any(value not in (None, "") for value in row.values())
        )
        columns = {column.field: number for number, column in enumerate(sheet.columns, start=1)}
        made[sheet.key] = Table(
            sheet.key,
            sheet.table or "",
            sheet.name,
            layout.heading_row,
            columns,
            kept,
            first + len(rows[sheet.key]) - 1,
        )
    return made


def _template(sheet: SheetLayout, framework: Framework, settings: Mapping[str, Value]) -> list[Entry]:
    if sheet.rows:
        more = {_EDITION: newer_edition(framework.release.edition, editions())}
        return [
            {
                "setting": row.setting,
                "answer": settings.get(row.setting),
                "about": f"{row.about}{more.get(row.setting, '')}",
            }
            for row in sheet.rows
        ]
    return [*rows_of_sheet(framework, sheet.key, sheet.framework or "")]


def newer_edition(edition: str, known: Sequence[Edition]) -> str:
    """Return what Start says of an edition in force that follows a workbook's own, by its title; "" where none does."""
    own = next((one for one in known if one.title == edition), None)
    newer = next((one for one in known if own and one.follows == own.id and one.in_force), None)
    return f" A newer one is in force: {newer.title}. If you wish, press Another edition." if newer else ""


def _by_name(layout: Layout, made: dict[str, list[Entry]]) -> None:
    """Put names in the place of the ids they were given by, where cells are for names and one thing is called that."""
    read = tables(layout, made)
    for table, column in chosen_fields(layout, read):
        names = names_of(column.chosen_from, read)
        for number, entry in enumerate(made[table.key]):
            name = names.names.get(str(entry.get(column.field) or ""))
            if name and names.id_of(name) == entry[column.field]:
                made[table.key][number] = {**entry, column.field: name}


def _with(sheet: SheetLayout, rows: list[Entry], entries: Mapping[str, Entry] | Sequence[Entry]) -> list[Entry]:
    known = {column.field for column in sheet.columns}
    for entry in entries.values() if isinstance(entries, Mapping) else entries:
        if strange := set(entry) - known:
            raise KeyError(f"{sheet.name} has no field {', '.join(sorted(strange))}")
    key = sheet.row_key
    if isinstance(entries, Mapping):
        if entries and not key:
            raise KeyError(f"{sheet.name} has no row key: give its entries as a list")
        entries = [{key or "": own_id, **entry} for own_id, entry in entries.items()]
    made = list(rows)
    free = {row.get(key): number for number, row in enumerate(rows)} if key else {}
    for entry in entries:
        number = free.pop(entry.get(key), None) if key else None
        if number is None:
            made.append(entry)
        else:
            made[number] = {**made[number], **entry}
    return made
