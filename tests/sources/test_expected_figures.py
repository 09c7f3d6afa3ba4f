"""The workbook's figures are those of the publishers' files: for every borough, by a count apart from the product.

`expected.csv` (tests/data/published_expected) was counted when the files were cut, for the boroughs with even codes;
`counted.py` counts all 33 again with DuckDB, here and now.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from outcomes_xl.reading.figures import NotCollected, Number, Suppressed
from outcomes_xl.sources import Evidence
from outcomes_xl.sources.evidence import Found
from outcomes_xl.sources.published.series import Sighting
from tests.sources.counted import count
from tests.sources.test_every_figure import FRAMEWORK, look_for

EXPECTED = Path(__file__).parents[1] / "data" / "published_expected" / "expected.csv"
HAVE_FIGURES = {Found.FOUND, Found.COMBINED, Found.PARTIAL, Found.GROUPS, Found.SUPPRESSED}


def stands(one: Sighting) -> str:
    """What a series' latest period gives, as the publisher would print it."""
    if not one.points:
        return "(no row)"
    match one.latest.figure:
        case Number(value):
            return repr(value)
        case Suppressed(symbol):
            return symbol
        case NotCollected(word):
            return word
        case _:
            return "(blank)"


def same(wanted: str, got: str) -> bool:
    try:
        return abs(float(wanted) - float(got)) <= 1e-6 * max(1.0, abs(float(wanted)))
    except ValueError:
        return wanted == got or (wanted == "(cannot be worked out)" and not got[0].isdigit())


@cache
def sightings(code: str, metric_id: str) -> tuple[Sighting, ...]:
    pool = look_for(code).pool
    assert pool is not None
    return pool.sightings(metric_id)


def expected() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    with EXPECTED.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            found[row["borough_code"]].append(row)
    return found


def test_every_row_of_the_expected_figures_is_what_the_files_say_to_us() -> None:
    wrong = []
    for code, rows in expected().items():
        for row in rows:
            wanted = row["worked_out"] or row["value_as_published"] or row["symbol"]
            here = [one for one in sightings(code, row["metric_id"]) if one.file.name == row["file"]]
            if not any(same(wanted, stands(one)) for one in here):
                wrong.append(
                    (row["metric_id"], row["borough"], row["file"], row["part"], wanted, list(map(stands, here)))
                )
    assert wrong == []


def test_every_figure_of_all_33_boroughs_is_what_duckdb_counts() -> None:
    wrong = []
    for code, borough in FRAMEWORK.boroughs.items():
        for counted in count(code, borough.name):
            here = [
                stands(one)
                for one in sightings(code, counted.metric)
                if (one.file.name, one.series.part) == (counted.file, counted.part)
            ]
            if here != [counted.text] and not (here and same(counted.text or "(blank)", here[0])):
                wrong.append((counted, borough.name, here))
    assert wrong == []


def newest(rows: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    """The one row a metric's answer should be, where there is one: the whole, or what is worked out."""
    whole = [row for row in rows if row["part"] in ("whole", "worked out", "words", "rate: At31_episodes")]
    return {row["metric_id"]: row for row in whole}


def as_said(evidence: Evidence) -> str:
    return "(blank)" if evidence.figure is None else str(evidence.figure)


@pytest.mark.parametrize("code", ["E09000024", "E09000022", "E09000012"])
def test_the_workbooks_own_answer_is_one_of_the_expected_figures(code: str) -> None:
    """Whichever publication is taken, the figure in the cell is one that is expected, to its printed decimals."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for row in expected()[code]:
        if row["part"] not in ("whole", "worked out", "words"):
            continue
        wanted[row["metric_id"]].append(row["worked_out"] or row["value_as_published"] or row["symbol"])
    for metric_id, figures in wanted.items():
        evidence = look_for(code).by_metric[metric_id]
        if evidence.found in (Found.GROUPS, Found.PARTIAL) or metric_id == "MET-031":
            continue  # told in words: the parts stand in the evidence
        assert any(same(figure, as_said(evidence)) for figure in figures), (metric_id, figures, evidence.figure)


def test_parts_and_groups_stand_beside_the_answer_with_their_figures() -> None:
    merton = look_for("E09000024").by_metric
    assert [(one.name, one.figure) for one in merton["MET-047"].inputs] == [
        ("in need", 40),
        ("on a plan", "c"),
        ("looked after", "c"),
    ]
    assert [(one.name, one.figure) for one in merton["MET-044"].inputs] == [
        ("all other pupils", 76),
        ("disadvantaged pupils", 58),
    ]
    assert (merton["MET-044"].figure, merton["MET-044"].exactness) == (18, "close")
    assert "close, not the same: worked out by us" in merton["MET-044"].line
    assert merton["MET-014"].found == "Found, partial sum"
    assert (merton["MET-031"].figure, merton["MET-031"].inputs[0].figure) == (22.5, 77.5)


def test_london_england_and_the_last_periods_stand_beside_a_figure() -> None:
    rates = look_for("E09000024").by_metric["MET-009"]
    assert (rates.figure, rates.london, rates.england) == (31, 48, 67)
    assert rates.history[-1] == ("31 March 2025", 31)
    assert len(rates.history) == 5
    quarters = look_for("E09000024").by_metric["MET-070"].history
    assert quarters[-4:-2] == (("31 March 2025", 6.140841569), ("30 June 2025", 6.36459693))
    assert [label for label, _ in quarters][-2:] == ["30 September 2025", "31 December 2025"]


def test_at_least_sixty_metrics_of_merton_have_a_figure_or_are_said_to_be_withheld() -> None:
    found = [one.found for one in look_for("E09000024").by_metric.values()]
    assert sum(one in HAVE_FIGURES for one in found) >= 60


def test_how_many_metrics_each_borough_has_a_figure_for_or_is_withheld() -> None:
    counted = {
        borough.name: sum(one.found in HAVE_FIGURES for one in look_for(code).by_metric.values())
        for code, borough in FRAMEWORK.boroughs.items()
    }
    assert Counter(count >= 55 for count in counted.values()) == {True: 32, False: 1}, counted
    assert min(counted, key=lambda name: counted[name]) == "City of London"


def test_no_borough_has_publications_that_contradict_each_other_or_a_cell_that_is_not_understood() -> None:
    for code, borough in FRAMEWORK.boroughs.items():
        for evidence in look_for(code).by_metric.values():
            assert evidence.found not in (Found.CANDIDATES, Found.UNREADABLE), (borough.name, evidence.line)


def test_a_zero_where_the_publishers_own_table_has_no_row_is_doubted() -> None:
    city = look_for("E09000001").by_metric["MET-054"]
    assert city.figure == 0
    assert city.suggested_status == "Available, needs work"
    assert city.caution.startswith("The 0 may be no figure: dfe_neet_scorecard_2025_london.csv")
