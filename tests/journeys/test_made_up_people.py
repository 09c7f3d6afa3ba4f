"""The made-up people that are shipped: those the script writes, and marked so in every row."""

from __future__ import annotations

import csv
from importlib import resources

from outcomes_xl.journeys.made_up_people import all_files

SHIPPED = resources.files("outcomes_xl") / "data" / "made_up"


def test_what_is_shipped_is_what_the_script_writes() -> None:
    for name, text in all_files().items():
        assert (SHIPPED / name).read_text(encoding="utf-8") == text, (
            f"{name} is another; write it anew from all_files()"
        )


def test_every_row_says_that_nobody_is_in_it() -> None:
    for name in all_files():
        rows = list(csv.DictReader((SHIPPED / name).read_text(encoding="utf-8").splitlines()))
        whose = next(iter(rows[0]))
        assert all(row["made_up"] == "yes" for row in rows)
        assert all(row[whose].strip().upper().startswith("MADE-UP") for row in rows)


def test_pupils_have_every_group_a_cohort_is_told_by() -> None:
    pupils = list(csv.DictReader((SHIPPED / "pupils.csv").read_text(encoding="utf-8").splitlines()))
    assert len(pupils) == 2_000
    for column, values in {
        "sen": 2,
        "ehcp": 2,
        "fsm": 2,
        "gld": 2,
        "birth_month": 12,
        "ward": 12,
        "school_year": 2,
    }.items():
        assert len({pupil[column] for pupil in pupils}) == values, column
    assert {pupil["idaci"] for pupil in pupils} == {*map(str, range(1, 11)), ""}
