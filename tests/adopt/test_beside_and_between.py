"""Figures that stand beside a metric's own, and in other units: never taken for it, and never measures themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.adoption import adopt
from outcomes_xl.adopt.reading_notes import OfficerAnswer, ReadingNotes
from outcomes_xl.hosts.originals.read_original import read_original
from tests.adopt.generated import FRAMEWORK
from tests.adopt.test_what_is_never_taken import ABSENCE, GLD, PLANS, adopted, became, written

LOOKED_AFTER, SDQ, GAP = (FRAMEWORK.metrics[one].title for one in ("MET-009", "MET-036", "MET-040"))


def shown_as(folder: Path, number_format: str, *rows: tuple[object, ...]) -> Adoption:
    theirs = written(folder / "theirs.xlsx", *rows)
    book = load_workbook(theirs)
    for cell in book.active["C"][1:]:
        cell.number_format = number_format
    book.save(theirs)
    return adopt(read_original(theirs), FRAMEWORK, "Merton", ReadingNotes())


@pytest.mark.parametrize(
    ("title", "typed", "shown", "carried"),
    [
        (LOOKED_AFTER, 0.661, "0.0%", True),
        (LOOKED_AFTER, "66.1%", "General", False),
        (LOOKED_AFTER, 66.1, "0.0", True),
        (SDQ, "14%", "General", False),
        (GLD, 1234, "[$£-809]#,##0", False),
        (GLD, "£66", "General", False),
        (GAP, 0.12, "0%", True),
        (ABSENCE, "66.1%", "General", True),
    ],
)
def test_a_figure_shown_in_another_unit_than_the_metrics_is_asked_about(
    title: str, typed: object, shown: str, carried: bool, tmp_path: Path
) -> None:
    made = shown_as(tmp_path, shown, ("Measure", "Status", "Value"), (title, "Yes", typed), (PLANS, "Yes", None))
    (entry,) = (one for key, one in made.availability.items() if key != "MET-001")
    assert entry["status"] == "Available now"
    assert ("latest_figure" in entry, became(made, "C2")) == (carried, "carried" if carried else "asked")


@pytest.mark.parametrize(
    "beside", ["England", "London average", "Statistical neighbours", "SNs", "Sutton", "LB Sutton", "Target", "2021/22"]
)
def test_what_stands_below_a_metric_to_compare_it_with_is_no_measure_of_ones_own(beside: str, tmp_path: Path) -> None:
    made = adopted(tmp_path, ("Measure", "Status", "Value"), (GLD, "Yes", 66), (beside, "No", 71), (PLANS, "Yes", 19))
    assert not made.local
    assert (made.availability["MET-039"]["latest_figure"], made.availability["MET-001"]["latest_figure"]) == (66, 19)
    assert f"{beside}, Value: 71" in str(made.availability["MET-039"]["note"])


def test_below_a_title_without_answers_our_boroughs_row_is_the_metric_and_the_others_are_not(tmp_path: Path) -> None:
    rows = ((GLD,), ("England", "Yes", 68), ("LB Merton", "Yes", 66), ("Sutton", "No", 71), (PLANS, "Yes", 19))
    made = adopted(tmp_path, ("Measure", "Status", "Value"), *rows)
    assert not made.local
    figures = {key: entry.get("latest_figure") for key, entry in made.availability.items()}
    assert figures == {"MET-039": 66, "MET-001": 19}


@pytest.mark.parametrize("blank", [None, "n/a"])
def test_of_rows_a_year_the_latest_with_a_figure_holds(blank: str | None, tmp_path: Path) -> None:
    rows = ((GLD, "2022/23", 65), (GLD, "2021/22", 64), (GLD, "2023/24", blank), (PLANS, "2023/24", 19))
    made = adopted(tmp_path, ("Measure", "Year", "Value"), *rows)
    assert made.availability["MET-039"] == {"latest_period": "2022/23", "latest_figure": 65}
    assert (became(made, "C3"), became(made, "B4")) == ("not carried", "not carried")


def test_a_total_is_no_average(tmp_path: Path) -> None:
    made = adopted(tmp_path, ("Measure", "Status", "Value"), ("Total caseload", "Yes", 930), (PLANS, "Yes", 19))
    assert made.availability["MET-098"] == {"status": "Available now"}
    assert became(made, "C2") == "asked"


@pytest.mark.parametrize("said", ["", "no", "yes"])
def test_a_row_of_an_area_that_is_no_borough_is_left_where_it_is_and_one_we_do_not_know_is_asked_about(
    said: str, tmp_path: Path
) -> None:
    notes = ReadingNotes((OfficerAnswer("borough", "Merton & Sutton", said),) if said else ())
    rows = (("SNs", GLD, "Yes", 70), ("South West London", PLANS, "Yes", 19), ("Merton & Sutton", ABSENCE, "Yes", 12))
    made = adopted(tmp_path, ("Area", "Measure", "Status", "Value"), ("LBM", SDQ, "Yes", 14), *rows, notes=notes)
    figures = {key: entry.get("latest_figure") for key, entry in made.availability.items()}
    assert figures == ({"MET-036": 14, "MET-050": 12} if said == "yes" else {"MET-036": 14})
    assert {one.about for one in made.questions} == (set() if said else {"borough"})


@pytest.mark.parametrize(
    ("heading", "asks"),
    [
        ("Data missing?", True), ("Data gap", True), ("Not collected?", True), ("Data unavailable (Y/N)", True),
        ("Available or not?", False), ("Data available (Y/N)", False), ("Available / not available", False),
    ],
)  # fmt: skip
def test_a_yes_to_a_question_for_what_is_missing_is_asked_about(heading: str, asks: bool, tmp_path: Path) -> None:
    rows = (("Measure", heading, "Value"), (GLD, "Yes", None), (PLANS, "No", 19), (ABSENCE, "No", 9))
    made = adopted(tmp_path, *rows)
    statuses = [entry.get("status") for entry in made.availability.values()]
    assert statuses.count("Available now") == (0 if asks else 1)
    assert {one.typed for one in made.questions} == ({"Yes", "No"} if asks else set())
    means = tuple(
        OfficerAnswer(f"value in {heading}", typed, word)
        for typed, word in (("Yes", "Not collected"), ("No", "Available now"))
    )
    said = adopted(tmp_path, *rows, notes=ReadingNotes(means))
    assert (said.questions, said.availability["MET-039"]["status"]) == ([], "Not collected")


@pytest.mark.parametrize("typed", ["6" * 400, 1e308, "9" * 20, 10**15])
def test_a_row_of_digits_that_is_no_figure_is_asked_about(typed: object, tmp_path: Path) -> None:
    made = adopted(tmp_path, ("Measure", "Status", "Value"), (GLD, "Yes", typed), (PLANS, "Yes", 19))
    assert (made.availability["MET-039"], became(made, "C2")) == ({"status": "Available now"}, "asked")


@pytest.mark.parametrize("number", [int, str])
def test_a_key_to_numbers_explains_them_and_makes_no_rows(number: type, tmp_path: Path) -> None:
    rows = [(title, number(n), 66) for n, title in enumerate((GLD, PLANS, ABSENCE), 1)]
    key = [("Key",), (number(1), "Available"), (number(2), "Not collected"), (number(3), "Held by a partner")]
    made = adopted(tmp_path, ("Measure", "Status", "Value"), *rows, (), *key)
    assert (made.local, made.questions) == ({}, [])
    assert made.availability["MET-001"]["status"] == "Not collected"


@pytest.mark.parametrize("heading", ["Value (%)", "%"])
def test_a_heading_in_per_cent_holds_back_the_figure_of_a_metric_that_is_not(heading: str, tmp_path: Path) -> None:
    rows = ((GLD, "Yes", 66), (LOOKED_AFTER, "Yes", 55), (PLANS, "Yes", 19))
    made = adopted(tmp_path, ("Measure", "Status", heading), *rows)
    assert (became(made, "C2"), became(made, "C3")) == ("carried", "asked")


@pytest.mark.parametrize(
    "heading",
    [
        "Latest national figure", "Value (England)", "SN average value", "Sutton value", "Latest London figure",
        "Value – girls", "Rank value", "LBRuT figure",
    ],
)  # fmt: skip
@pytest.mark.parametrize("ours", ["", "Latest Merton figure"])
def test_a_figure_headed_as_somebody_elses_is_never_ours(heading: str, ours: str, tmp_path: Path) -> None:
    rows = ((GLD, "Yes", 67, *((66,) if ours else ())), (PLANS, "No", 18, *((19,) if ours else ())))
    made = adopted(tmp_path, ("Measure", "Status", heading, *((ours,) if ours else ())), *rows)
    assert made.availability["MET-039"].get("latest_figure") == (66 if ours else None)
    assert became(made, "C2") in ("carried", "not carried")


@pytest.mark.parametrize("first", ["England", "Merton"])
def test_years_under_england_are_not_ours_wherever_they_stand(first: str, tmp_path: Path) -> None:
    second = "Merton" if first == "England" else "England"
    book = Workbook()
    sheet = book.active
    for row in (
        (None, first, None, second, None), ("Measure", "2022/23", "2023/24", "2022/23", "2023/24"),
        (GLD, 68, 69, 64, 65), (PLANS, 18, 19, 20, 21),
    ):  # fmt: skip
        sheet.append(row)
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("D1:E1")
    book.save(tmp_path / "t.xlsx")
    made = adopt(read_original(tmp_path / "t.xlsx"), FRAMEWORK, "Merton", ReadingNotes())
    figures = [made.availability[one]["latest_figure"] for one in ("MET-039", "MET-001")]
    assert figures == ([69, 19] if first == "Merton" else [65, 21])


@pytest.mark.parametrize(("first", "second"), [("2022/23", "2023/24"), ("2023/24", "2022/23")])
def test_of_periods_side_by_side_the_latest_and_its_figure_hold(first: str, second: str, tmp_path: Path) -> None:
    rows = ((GLD, 64, first, 66, second), (PLANS, 20, first, 19, second))
    made = adopted(tmp_path, ("Measure", "Value", "Year", "Value 2", "Year 2"), *rows)
    entry = made.availability["MET-039"]
    assert (entry["latest_period"], entry["latest_figure"]) == ("2023/24", 66 if second == "2023/24" else 64)
    mixed = adopted(
        tmp_path, ("Measure", "Value", "Year", "Value 2", "Year 2"), rows[0], (PLANS, 20, second, 19, first)
    )
    assert not any("latest_figure" in entry for entry in mixed.availability.values())
    assert len(mixed.questions) == 8


@pytest.mark.parametrize("name", ["Sutton", "England", "LB Merton"])
def test_a_sheet_called_by_others_is_asked_about(name: str, tmp_path: Path) -> None:
    book = load_workbook(
        written(tmp_path / "t.xlsx", ("Measure", "Status", "Value"), (GLD, "Yes", 66), (PLANS, "No", 19))
    )
    book.active.title = name
    book.save(tmp_path / "t.xlsx")
    made = adopt(read_original(tmp_path / "t.xlsx"), FRAMEWORK, "Merton", ReadingNotes())
    assert ("MET-039" in made.availability, bool(made.questions)) == (name == "LB Merton", name != "LB Merton")
    notes = ReadingNotes((OfficerAnswer("borough", name, "yes"),))
    said = adopt(read_original(tmp_path / "t.xlsx"), FRAMEWORK, "Merton", notes)
    assert (said.availability["MET-039"]["latest_figure"], said.questions) == (66, [])
