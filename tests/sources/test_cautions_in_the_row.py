"""What an officer must know of a figure stands in its row, before anything that may be cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.sources import Evidence, look
from outcomes_xl.sources.evidence import LONGEST_LINE, WITH_A_CAUTION
from tests.sources.making import ees, ees_file, evidence, metric, save
from tests.sources.test_availability_job import RATE, looked, on_the_sheet, run, sheet
from tests.workbooks import borough_book

FRAMEWORK = load_framework()
PUBLISHED = Path(str(resources.files("outcomes_xl") / "data" / "published"))
TODAY = date(2026, 11, 28)


def shipped(code: str) -> Mapping[str, Evidence]:
    return look(PUBLISHED, FRAMEWORK, FRAMEWORK.boroughs[code], TODAY).by_metric


@pytest.mark.parametrize("code", FRAMEWORK.boroughs)
def test_no_evidence_of_what_ships_is_cut_before_its_caveat(code: str) -> None:
    for one in shipped(code).values():
        assert len(one.line) <= LONGEST_LINE
        for caveat in (one.difference.rstrip("."), *one.doubts):
            assert caveat in one.line, one.metric_id


def test_a_figure_out_of_all_proportion_says_so_first(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("2024,7", "2025,233"))
    found = evidence(tmp_path, ees(), of=replace(metric(), highest=100))
    assert found.line.startswith("Caution: 233% is above 100, the most this metric can be. ")
    assert (found.shown, found.suggested_status) == (WITH_A_CAUTION, "Available, needs work")


def test_the_caution_is_in_the_row_a_suggestion_is_taken_from() -> None:
    doubtful = replace(RATE, doubts=("233% is out of all proportion: England has 21.",))
    written = on_the_sheet(run(borough_book(sheet("MET-009 | Looked-after rate | | | |")), looked(doubtful)))
    assert written["found"] == WITH_A_CAUTION
    again = run(borough_book(sheet("MET-009 | Looked-after rate | | | |")), looked(replace(RATE, doubts=())))
    assert on_the_sheet(again)["found"] == "Found"


def test_a_figure_nothing_is_wrong_with_is_plainly_found(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("2024,7", "2025,31"))
    found = evidence(tmp_path, ees())
    assert (found.shown, found.suggested_status) == ("Found", "Available now")


def test_areas_published_as_one_are_said_beside_the_figure() -> None:
    hackney, city = shipped("E09000012")["MET-029"], shipped("E09000001")["MET-029"]
    assert (hackney.found, hackney.figure) == ("Found, combined with a neighbour", 62.6)
    assert hackney.level == city.level == "Several boroughs together: Hackney and City of London"
    assert "62.6% in Hackney, published for Hackney and City of London together" in hackney.line
    assert (city.found, city.figure) == ("Found, combined with a neighbour", 62.6)
    assert "62.6% in Hackney, published for Hackney and City of London together" in city.line
    assert shipped("E09000024")["MET-029"].found == "Found"


def test_a_file_that_goes_on_for_london_without_the_borough_is_said(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("2023,7", "2024,31", "London: 2025,20"))
    found = evidence(tmp_path, ees())
    assert found.line.startswith("Caution: The file goes on to 31 March 2025 for London or England, and has no row ")
    assert found.shown == WITH_A_CAUTION
