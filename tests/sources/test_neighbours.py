"""Statistical neighbours: the mean of those that stand in the file read, and whose list it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.entries import Metric, Series
from outcomes_xl.sources import Evidence
from tests.sources.making import ees, evidence, fingertips, lg_inform, metric, save

FRAMEWORK = load_framework()
MERTON = FRAMEWORK.boroughs["E09000024"]
SUTTON, READING = ("E09000029", "319"), ("E06000038", "870")
BARNET, HACKNEY = ("E09000003", "302"), ("E09000012", "204")
NAMES = {"E09000024": "Merton", "E09000029": "Sutton", "E06000038": "Reading", "E09000003": "Barnet"}
EES = "time_period,time_identifier,geographic_level,country_code,old_la_code,la_name,new_la_code,rate"


def of(folder: Path, series: Series, of_metric: Metric | None = None) -> Evidence:
    return evidence(folder, series, borough=MERTON, of=of_metric or metric())


def ees_rows(*rows: str) -> str:
    return "\n".join((EES, *rows)) + "\n"


def row(year: int, code: tuple[str, str], figure: str) -> str:
    return f"{year},Reporting year,Local authority,E92000001,{code[1]},{NAMES.get(code[0], 'x')},{code[0]},{figure}"


OURS = row(2025, ("E09000024", "315"), "31")


def test_every_borough_has_ten_of_one_list_and_none_is_itself() -> None:
    for borough in FRAMEWORK.boroughs.values():
        assert len({one.code for one in borough.neighbours} - {borough.code}) == 10, borough.name
        assert {one.list for one in borough.neighbours} == {"DfE, May 2025"}


def test_a_neighbour_that_is_a_borough_has_the_boroughs_own_codes() -> None:
    by_code = {one.code: one for borough in FRAMEWORK.boroughs.values() for one in borough.neighbours}
    for code, one in by_code.items():
        if borough := FRAMEWORK.borough(code):
            assert (one.name, one.dfe_code) == (borough.name, borough.dfe_code)


def test_the_mean_is_of_those_in_the_file_and_says_how_many_of_which_list(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_rows(OURS, row(2025, SUTTON, "40"), row(2025, READING, "50"), row(2025, HACKNEY, "99")))
    found = of(tmp_path, ees())
    assert (found.figure, found.neighbours) == (31, 45)
    assert "; statistical neighbours 45 (mean of 2 of 10, DfE, May 2025)" in found.line


def test_only_the_same_period_is_set_beside(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_rows(OURS, row(2024, SUTTON, "40"), row(2025, READING, "50")))
    assert of(tmp_path, ees()).neighbours == 50


def test_a_neighbour_whose_figure_is_withheld_is_named_and_is_no_zero(tmp_path: Path) -> None:
    rows = (OURS, row(2025, SUTTON, "c"), row(2025, READING, "0"), row(2025, BARNET, "z"))
    save(tmp_path, "a.csv", ees_rows(*rows))
    found = of(tmp_path, ees())
    assert found.neighbours == 0
    assert "neighbours 0 (mean of 1 of 10, DfE, May 2025; withheld: Sutton; no figure: Barnet)" in found.line


def test_where_no_neighbour_stands_in_the_file_there_is_nothing_to_say(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_rows(OURS, row(2025, HACKNEY, "99")))
    found = of(tmp_path, ees())
    assert (found.neighbours, "neighbour" in found.line) == (None, False)


def test_a_neighbour_never_stands_in_for_the_borough(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_rows(row(2025, SUTTON, "40"), row(2025, READING, "50")))
    assert of(tmp_path, ees()).found == "Not in these files"


def test_counts_are_not_averaged(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_rows(OURS, row(2025, SUTTON, "40")))
    assert of(tmp_path, ees(), metric("number")).neighbours is None


def test_two_rows_for_one_neighbour_that_say_two_things_are_neither(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_rows(OURS, row(2025, SUTTON, "40"), row(2025, SUTTON, "41"), row(2025, READING, "50")))
    found = of(tmp_path, ees())
    assert found.neighbours == 50
    assert "more than one figure: Sutton" in found.line


@pytest.mark.parametrize("end", ["", ",,Outer London"])
def test_laits_long_table_has_them_by_name(tmp_path: Path, end: str) -> None:
    rows = (
        *("Short,2025,Merton,31", "Short,2025,Sutton,40", "Short,2025, Kingston Upon Thames,50"),
        *("Short,2024,Sutton,1", "Other,2025,Sutton,1", "Short,2025,Hackney,1", "Short,2025,Harrow,-"),
    )
    head = "Short Desc,Years,LA and Regions,Values" + (",LA Number,Region" if end else "")
    save(tmp_path, "lait.csv", "\n".join([head, *(line + end for line in rows)]) + "\n")
    series = replace(ees("Values"), publisher="LAIT", dataset="Short", where={"Short Desc": "Short"})
    found = of(tmp_path, series)
    assert (found.figure, found.neighbours) == (31, 45)
    assert "no figure: Harrow" in found.line


def test_lg_inform_and_fingertips_have_them_by_code(tmp_path: Path) -> None:
    lines = ("area,area label,2024/25", "E09000024,Merton,31", "E09000029,Sutton,40", "E09000012,Hackney,9", "")
    save(tmp_path, "LG Inform 13643.csv", "\n".join(lines))
    assert of(tmp_path, lg_inform("13643"), metric(kind="Financial year")).neighbours == 40
    head = "Indicator ID,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,Time period,Value,Value note"
    rows = ["E09000024,Merton", "E09000029,Sutton", "E09000012,Hackney"]
    body = "\n".join(f"9,{one},UA,Persons,All,,,2024,{figure}," for one, figure in zip(rows, (31, 40, 9), strict=True))
    other = tmp_path / "other"
    other.mkdir()
    save(other, "fingertips.csv", f"{head}\n{body}\n")
    assert of(other, fingertips("9"), metric(kind="Calendar year")).neighbours == 40
