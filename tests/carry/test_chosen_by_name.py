"""What officers chose by name or by id ends up at the same place in another edition, however they wrote it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.editions import edition_named, step
from outcomes_xl.hosts import files
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model import Table, Value
from outcomes_xl.reading.chosen_names import with_ids
from outcomes_xl.reading.known_words import headings_until
from outcomes_xl.reading.layouts import layout
from outcomes_xl.workflows.carry_workbook import carry_to
from tests.built import borough_workbook

NOW = datetime(2026, 11, 29, 1, 0)
FIRST, NEXT = "starter-1", "starter-2"
PLAN = layout("borough")
CHOSEN = [
    (shape, column)
    for shape in PLAN.with_tables
    for column in shape.columns
    if column.chosen_from in ("metrics", "outcomes")
]
"""Every column in which something of the edition is chosen; one that a layout brings later is tried as well."""
WRITINGS = ("name", "id", "both", "id in the folded column", "name in other capitals and spaces", "new name")


@dataclass(frozen=True)
class Written:
    """One row that is typed: its table, what it is of, how that is written, and the note it is known by."""

    key: str
    own_id: str
    how: str

    @property
    def tag(self) -> str:
        return f"{self.own_id} by {self.how}"


def titles(kind: str, edition: str) -> dict[str, str]:
    framework = load_framework(edition=edition)
    there = framework.metrics if kind == "metrics" else framework.outcomes
    return {own_id: one.title for own_id, one in there.items()}


def called_now(kind: str, before: str, after: str) -> dict[str, str]:
    """Return by old id what one is called in the other edition, of those that one thing became alone."""
    way = step(edition_named(before), edition_named(after))
    assert way is not None
    pairs = [(one.from_id, one.to_id) for one in way.changes if f"{one.what}s" == kind and one.from_id and one.to_id]
    alone = [(old, new) for old, new in pairs if sum(old == a or new == b for a, b in pairs) == 1]
    return {old: titles(kind, after)[new] for old, new in alone}


def rows_to_write(kind: str, key: str, before: str, after: str) -> Iterator[tuple[Written, Mapping[str, str]]]:
    """Yield every row to type with what stands in the cell of the choice and in the folded column beside it."""
    new = called_now(kind, before, after)
    for number, (own_id, title) in enumerate(titles(kind, before).items()):
        if number % 3 and new.get(own_id, "") == title:
            continue  # a third of those that stay as they are, and all that do not
        cells = {
            "name": {"chosen": title},
            "id": {"chosen": own_id},
            "both": {"chosen": title, "beside": own_id},
            "id in the folded column": {"beside": own_id},
            "name in other capitals and spaces": {"chosen": f"  {title.upper().replace(' ', '  ')} "},
            "new name": {"chosen": new.get(own_id, title)},
        }
        for how in WRITINGS:
            yield Written(key, own_id, how), cells[how]


def typed(path: Path, before: str, after: str) -> list[Written]:
    """Write a workbook of an edition with a row for everything that can be chosen, in every writing."""
    wanted = {shape.key: [*rows_to_write(column.chosen_from, shape.key, before, after)] for shape, column in CHOSEN}
    blank = {key: [{"note": one.tag} for one, _ in rows] for key, rows in wanted.items()}
    path.write_bytes(borough_workbook(load_framework(edition=before), "Merton", entries=blank))
    book = load_workbook(path)
    for shape, column in CHOSEN:
        sheet = book[shape.name]
        at = {cell.value: cell.column for cell in sheet[PLAN.heading_row]}
        name = shape.field(f"its_{column.field.removesuffix('_id')}").heading
        for number, (one, cells) in enumerate(wanted[shape.key], PLAN.heading_row + 1):
            assert sheet.cell(number, at["Note"]).value == one.tag
            if "chosen" in cells:
                sheet.cell(number, at[column.heading]).value = cells["chosen"]
            if "beside" in cells:
                sheet.cell(number, at[name]).value = cells["beside"]
            for other in shape.key_fields:
                if other != column.field:  # so that no two rows are of the same thing and become one
                    sheet.cell(number, at[shape.field(other).heading]).value = f"for {one.tag}"
    book.save(path)
    return [one for rows in wanted.values() for one, _ in rows]


def ends_up(path: Path) -> dict[tuple[str, str], set[Value]]:
    """Return by table and note the ids that rows name in a workbook; None for one that stands on Not carried."""
    tables: dict[str, Table] = with_ids(PLAN, read_borough(files.read(path)).tables)
    found: dict[tuple[str, str], set[Value]] = defaultdict(set)
    for shape, column in CHOSEN:
        for row in tables[shape.key]:
            found[shape.key, row.text("note")].add(row[column.field])
    for row in tables["not_carried"]:
        key, _, name = row.text("place").partition(":")
        if name == "note":
            found[key, row.text("value")].add(None)
    return found


@pytest.mark.parametrize(("before", "after"), [(FIRST, NEXT), (NEXT, FIRST)], ids=["forward", "back"])
def test_however_it_is_written_a_choice_ends_up_at_the_same_id(before: str, after: str, tmp_path: Path) -> None:
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    rows = typed(old, before, after)
    carry_to(old, new, NOW, edition=after)
    places = ends_up(new)
    assert {(one.key, one.tag) for one in rows} <= places.keys()
    by_id = {(one.key, one.own_id): places[one.key, one.tag] for one in rows if one.how == "id"}
    elsewhere = {one: there for one in rows if (there := places[one.key, one.tag]) != by_id[one.key, one.own_id]}
    assert elsewhere == {}
    known = {shape.key: {None, *titles(column.chosen_from, after)} for shape, column in CHOSEN}
    assert all(ids <= known[key] for (key, _), ids in places.items())


def test_a_name_that_two_have_is_left_out_with_both_named(tmp_path: Path) -> None:
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    entries = {
        "framework": {"LOC-01": {"metric": "Re-registered within 12 months", "origin": "Local", "state": "Current"}},
        "targets": [{"metric_id": "Not in any edition", "target": 2, "note": "stays"}, {"target": 1, "note": "goes"}],
    }
    old.write_bytes(borough_workbook(load_framework(edition=FIRST), "Merton", entries=entries))
    book = load_workbook(old)
    title = titles("metrics", FIRST)["MET-006"]
    for row in book["Framework"].iter_rows(min_row=6):
        for cell in row:
            if cell.value == "Re-registered within 12 months":
                cell.value = title
    book["Targets"]["A7"] = title
    book.save(old)
    carry_to(old, new, NOW, edition=NEXT)
    tables = read_borough(files.read(new)).tables
    assert [(row["metric_id"], row["note"]) for row in tables["targets"]] == [("Not in any edition", "stays")]
    (why,) = {row.text("why") for row in tables["not_carried"] if row.text("place").startswith("targets:")}
    assert why == f"“{title}” may mean MET-006 “{title}” and LOC-01 “{title}”: choose one of them in a new row"


def test_a_heading_that_went_to_another_column_is_the_column_s_that_had_it_last() -> None:
    for key, field in (("targets", "metric_id"), ("service_map", "outcome_id"), ("service_map", "service_id")):
        folded = f"its_{field.removesuffix('_id')}"
        heading = PLAN.sheet(key).field(folded).heading.casefold()
        assert [headings_until(key, edition)[heading].field for edition in (1, 2, 3)] == [field, field, folded]
