"""A figure is held against the rest of its own row: the interval, the count, the years, the publisher's note."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.making import ees, ees_file, evidence, fingertips, fingertips_file, metric, save
from tests.sources.test_published_cases import of

ROW = "E09000098|Persons|||2023/24|54.6"
PLAIN = ",54.6,,,,,,,"


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (",54.6,47.1,61.9,45,64,223,4000,", ""),
        (
            ",54.6,7.1,11.9,,,223,4000,",
            "54.6 is outside the interval printed beside it, 7.1 to 11.9: one of them is wrong.",
        ),
        (",54.6,,,,,0,4000,", "It is 54.6, and the count beside it (Count) 0: one is wrong."),
        (",0,,,,,12,4000,", "It is 0, and the count beside it (Count) 12: one is wrong."),
        (",0,0,0.4,,,0,4000,", ""),
    ],
)
def test_a_figure_of_fingertips_is_held_against_its_interval_and_its_count(tmp_path: Path, by: str, said: str) -> None:
    save(tmp_path, "f.csv", fingertips_file(ROW).replace(PLAIN, by))
    found = evidence(tmp_path, fingertips("90001"), of=metric(unit="per 10,000", kind="Financial year"))
    assert found.caution == said


def test_a_row_for_three_years_whose_period_is_one_is_cautioned(tmp_path: Path) -> None:
    save(tmp_path, "f.csv", fingertips_file(ROW).replace(",1y\n", ",3y\n"))
    found = evidence(tmp_path, fingertips("90001"), of=metric(kind="Financial year"))
    assert found.caution == (
        "Its row is for 3 years together (“3y”), and its period is 2023/24: one of the two is wrong."
    )


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("There is a data quality issue with this value", "Found, with a caution"),
        ("Aggregated from all known lower geography values", "Found"),
    ],
)
def test_a_note_that_warns_is_said_first_and_another_beside(tmp_path: Path, note: str, shown: str) -> None:
    save(tmp_path, "f.csv", fingertips_file(f"{ROW}|{note}"))
    found = evidence(tmp_path, fingertips("90001"), of=metric(kind="Financial year"))
    assert found.shown == shown
    assert found.caution.count(note) == len(found.cautions) == 1


def test_a_share_of_0_beside_a_count_that_is_not_0_is_cautioned(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("2024,33,21.9", "2025,52,0", columns="second,second_percent"))
    found = evidence(tmp_path, ees("second_percent"))
    assert found.caution == "It is 0, and the count beside it (second) 52: one is wrong."


@pytest.mark.parametrize(("status", "notes"), [("p", ""), ("", "provisional"), ("p", "provisional")])
def test_a_provisional_figure_of_the_ons_is_said_to_be_one(tmp_path: Path, status: str, notes: str) -> None:
    head = "areacd,areanm,indicator,period,observation,measure,unit,status,notes\n"
    row = "E09000024,Merton,Children in relative poverty before housing costs,2024-04-01/P1Y,11.6,Percentage,%"
    save(tmp_path, "o.csv", f"{head}{row},{status},{notes}\n")
    assert of(tmp_path, "MET-081").cautions == ("The publisher marks it provisional.",)
    for status, said in (("Forecast", ("Forecast",)), ("Normal value", ()), ("A", ())):
        save(tmp_path, "o.csv", f"{head}{row},{status},\n")
        assert of(tmp_path, "MET-081").cautions == said


@pytest.mark.parametrize("day", ["2027-02-28", "28/02/2027", "46446", "28 February 2027"])
def test_an_inspection_that_has_not_come_yet_is_cautioned(tmp_path: Path, day: str) -> None:
    head = "Local authority inspection judgements as at 31 March 2025,,,,,\n"
    columns = (
        "Web,Local authority area code,Local authority name,Inspection date,Overall effectiveness,"
        "The impact of leaders on social work practice with children and families\n"
    )
    save(tmp_path, "o.csv", f"{head}{columns},E09000024,Merton,{day},Outstanding,Outstanding\n")
    found = of(tmp_path, "MET-091")
    assert found.figure == "Outstanding"
    assert found.caution == "Its note says “inspection of 2027-02-28”: that day has not come yet."
