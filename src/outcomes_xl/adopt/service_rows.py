"""A services table: each row a service, with the outcome it serves on the Service map."""

from __future__ import annotations

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.cell_accounts import CARRIED, NOT_CARRIED
from outcomes_xl.adopt.cell_meanings import says_nothing
from outcomes_xl.adopt.column import Column
from outcomes_xl.adopt.table_row import TableRow
from outcomes_xl.adopt.words import words
from outcomes_xl.model import Value


def add_service(made: Adoption, sheet: str, row: TableRow, columns: dict[int, Column]) -> None:
    """Put a service and what it serves into the entries, and its cells into the accounts."""
    service_id = f"SVC-{len(made.services) + 1:02}"
    entry = made.services.setdefault(service_id, {"service_id": service_id})
    for number, cell in row.cells.items():
        if cell.comment:
            _note(entry, cell.comment)
            made.accounts.put(sheet, cell, CARRIED, to=("services", service_id, "note"), kind="comment")
        if cell.value is None:
            continue
        if why := says_nothing(cell):
            made.accounts.put(sheet, cell, NOT_CARRIED, why)
            continue
        column = columns.get(number)
        name = column.field.removeprefix("services.") if column else "note"
        place = ("services", service_id, name)
        reach = words().of_list("reach", cell.text)
        if name == "outcome":
            outcome = made.titles.outcome(cell.text)
            if outcome:
                made.service_map.append(
                    {"service_id": service_id, "outcome_id": outcome, "contribution": "To find out"}
                )
                place = ("service_map", f"{len(made.service_map) - 1}", "outcome_id")
            else:
                _note(entry, f"{column.heading if column else 'Outcome'}: {cell.text}")
                place = ("services", service_id, "note")
        elif name == "reach" and reach:
            entry["reach"] = reach
        elif name in ("service", "lead", "ages") and not entry.get(name):
            entry[name] = cell.text
        else:
            _note(entry, f"{column.heading}: {cell.text}" if column and name != "note" else cell.text)
            place = ("services", service_id, "note")
        made.accounts.put(sheet, cell, CARRIED, to=place)


def _note(entry: dict[str, Value], text: str) -> None:
    entry["note"] = f"{entry['note']}\n{text}" if entry.get("note") else text
