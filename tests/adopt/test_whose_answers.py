"""Two boroughs' names on one spreadsheet: whose its answers are is asked, unless columns or rows say it."""

from __future__ import annotations

import pytest

from outcomes_xl.framework.council_names import boroughs_named
from outcomes_xl.model.cannot_use import WrongUsage
from tests.adopt.generated import FRAMEWORK
from tests.adopt.in_memory import ABSENCE, GLD, KS2, account, adopted, reasons, sheet_of

HEAD = ("Measure", "Status", "Value")
ROWS = ((ABSENCE, "Yes", 18), (GLD, "No", 68))
KINGSTON, RICHMOND = "Kingston upon Thames", "Richmond upon Thames"
NAMES = tuple(one.name for one in FRAMEWORK.boroughs.values())


@pytest.mark.parametrize(
    ("text", "ours", "named"),
    [
        ("Merton and Sutton family hubs outcomes", "Merton", {"Merton", "Sutton"}),
        ("Royal Borough of Kingston and LB Richmond", KINGSTON, {KINGSTON, RICHMOND}),
        ("RBK / LBRuT", RICHMOND, {KINGSTON, RICHMOND}),
        ("Northbridge & Easthaven Family Hubs", "Easthaven", {"Northbridge", "Easthaven"}),
        ("Barking & Dagenham data log", "Barking and Dagenham", {"Barking and Dagenham"}),
        ("Kensington & Chelsea and Westminster", "Westminster", {"Kensington and Chelsea", "Westminster"}),
        ("Merton and its partners", "Merton", {"Merton"}),
        ("H&F and RBKC", "Merton", {"Hammersmith and Fulham", "Kensington and Chelsea"}),
        ("For notes see col B", "Merton", set()),
        ("Merton and England figures", "Merton", {"Merton"}),
        ("Easthaven Children and Families", "Easthaven", {"Easthaven"}),
    ],
)  # fmt: skip
def test_the_boroughs_that_a_title_names_are_told(text: str, ours: str, named: set[str]) -> None:
    assert boroughs_named(text, NAMES, ours) == named


@pytest.mark.parametrize(
    ("title", "ours", "asked_of"),
    [
        ("Merton and Sutton family hubs outcomes", "Merton", "Merton and Sutton"),
        ("Royal Borough of Kingston and LB Richmond", KINGSTON, f"{KINGSTON} and {RICHMOND}"),
        ("Northbridge and Easthaven outcomes", "Easthaven", "Easthaven and Northbridge"),
    ],
)  # fmt: skip
def test_a_title_of_two_boroughs_is_asked_about_once(title: str, ours: str, asked_of: str) -> None:
    sheet = sheet_of((title,), (), HEAD, *ROWS)
    (asked,) = adopted(sheet, borough=ours).questions
    assert asked.reason == (
        f"The title names {asked_of}, and you are adopting it for {ours}. "
        "Are all answers its own, and none of both together?"
    )
    assert adopted(sheet, borough=ours, said=[("borough", asked_of, "yes")]).questions == []
    with pytest.raises(WrongUsage, match=f"not {ours}'s alone"):
        adopted(sheet, borough=ours, said=[("borough", asked_of, "no")])
    (asked,) = adopted(sheet_of(HEAD, *ROWS, name=asked_of[:31]), borough=ours).questions
    assert asked.about == "borough"


def test_where_columns_or_rows_say_whose_they_are_a_title_of_two_boroughs_is_no_question() -> None:
    groups = sheet_of(
        ("Kingston and Richmond",), ("Measure", "Kingston", None, "Richmond", None), (None, *HEAD[1:], *HEAD[1:]),
        (ABSENCE, "Yes", 18, "No", 3), (GLD, "No", 68, "Yes", 20), merged=["A2:A3", "B2:C2", "D2:E2"],
    )  # fmt: skip
    made = adopted(groups, borough="Kingston upon Thames")
    assert (made.availability["MET-050"], made.questions) == ({"status": "Available now", "latest_figure": 18}, [])
    rows = [("Merton", *ROWS[0]), ("Sutton", ABSENCE, "No", 3), ("Merton", *ROWS[1])]
    made = adopted(sheet_of(("Merton and Sutton",), (), ("Borough", *HEAD), *rows))
    assert (made.availability["MET-050"]["latest_figure"], made.questions) == (18, [])


def test_columns_and_rows_of_two_boroughs_together_wait_for_the_officer() -> None:
    made = adopted(sheet_of((*HEAD[:2], "Value (Merton and Sutton)"), *ROWS))
    assert "latest_figure" not in made.availability["MET-050"]
    assert reasons(made)["C2"].startswith(
        "“Value (Merton and Sutton)” names Merton and Sutton: are these Merton's alone?"
    )
    made = adopted(sheet_of(HEAD, ("Merton and Sutton",), *ROWS, ("Merton only",), (KS2, "Yes", 60)))
    assert list(made.availability) == ["MET-043"]
    assert [one.about for one in made.questions] == ["borough"]


def test_a_council_that_only_the_headings_name_is_told_by_ours_in_the_same_words() -> None:
    heads = (
        "Measure",
        "Status (Millwick)",
        "Status (Easthaven)",
        "Value (Millwick)",
        "Value (Easthaven)",
        "Value (target)",
    )
    made = adopted(
        sheet_of(heads, (ABSENCE, "No", "Yes", 12, 18, 15), (GLD, "Yes", "No", 60, 68, 70)), borough="Easthaven"
    )
    assert {one: (e["status"], e["latest_figure"]) for one, e in made.availability.items()} == {
        "MET-050": ("Available now", 18),
        "MET-039": ("Not collected", 68),
    }
    assert account(made, "D2")[0] == "not carried"


def test_a_word_in_the_place_of_our_name_that_is_no_borough_is_no_other_councils() -> None:
    heads = ("Measure", "Value (Merton)", "Value (Sutton)", "Value (Trend)")
    made = adopted(sheet_of(heads, (ABSENCE, 18, 12, 1), (GLD, 68, 60, 2)))
    assert made.availability["MET-050"] == {"latest_figure": 18, "note": "Value (Trend): 1"}
    assert account(made, "C2")[0] == "not carried"
