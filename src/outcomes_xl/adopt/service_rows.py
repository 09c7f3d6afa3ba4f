"""A services table: each row a service, with the outcome it serves on the Service map."""

from __future__ import annotations

import re

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.cell_accounts import CARRIED, NOT_CARRIED
from outcomes_xl.adopt.cell_meanings import says_nothing
from outcomes_xl.adopt.column import Column
from outcomes_xl.adopt.table_row import TableRow
from outcomes_xl.adopt.words import LISTS, bare, words
from outcomes_xl.model import Value
from outcomes_xl.model.styled_cells import StyledCell

_AS_TYPED = frozenset({"service", "lead", "ages", "place", "cost_year"})
_SEVERAL = re.compile(r"\s*[;,\n]\s*")
_POUNDS = re.compile(r"£? ?\d{1,3}(?:,\d{3})*(?:\.\d{1,2})?|£? ?\d+(?:\.\d{1,2})?")
_YEAR = re.compile(r"\b(20\d\d) ?[/-] ?(?:20)?(\d\d)\b")


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
        answer = _answer(made, name, cell) if not entry.get(name) else None
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
        elif answer is not None:
            entry[name] = answer
            if name == "yearly_cost" and column and (year := _YEAR.search(column.heading)):
                entry.setdefault("cost_year", f"{year[1]}/{year[2]}")
        else:
            _note(entry, f"{column.heading}: {cell.text}" if column and name != "note" else cell.text)
            place = ("services", service_id, "note")
        made.accounts.put(sheet, cell, CARRIED, to=place)


def _answer(made: Adoption, name: str, cell: StyledCell) -> Value:
    """Return what a cell says in the words of its column on Services; None where it says something else."""
    if name in _AS_TYPED:
        return cell.text
    if name in LISTS:
        return words().of_list(name, cell.text)
    if name == "core_offer":
        known = {bare(word): word for word in made.framework.list("core_offer")}
        elements = [known.get(bare(one)) for one in _SEVERAL.split(cell.text) if one.strip()]
        return "; ".join(dict.fromkeys(one for one in elements if one)) if all(elements) else None
    if name == "yearly_cost":
        typed = cell.value
        if isinstance(typed, str) and _POUNDS.fullmatch(typed.strip()):
            typed = float(typed.replace("£", "").replace(",", ""))
        if isinstance(typed, int | float) and not isinstance(typed, bool) and typed >= 0:
            return int(typed) if float(typed).is_integer() else typed
    return None


def _note(entry: dict[str, Value], text: str) -> None:
    entry["note"] = f"{entry['note']}\n{text}" if entry.get("note") else text
