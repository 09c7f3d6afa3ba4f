"""Every figure we report of the published samples is the figure that stands there: counted again with plain csv."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.sources import Evidence, Looked, look
from tests.sources.making import TODAY, ees, framework, metric

FRAMEWORK = load_framework()
FOLDER = Path(str(resources.files("outcomes_xl") / "data" / "published"))
SYMBOLS = {"c", "x", "z", "k", "u", "low"}
RATES = "ees_cla_rates_london.csv"
WORKFORCE = "ees_social_work_workforce_london.csv"
LEAVERS = "ees_care_leavers_accommodation_london.csv"


@dataclass(frozen=True)
class Stands:
    """Where a metric's figure stands, written by hand: this is what the answers are held against."""

    metric: str
    file: str
    column: str
    kind: str
    where: dict[str, str] = field(default_factory=dict)


LOOKED_AFTER = {"population_type": "Children looked after on 31 March each year"}
STARTING = {"population_type": "Children starting to be looked after each year"}
SUITABLE = "Accommodation considered suitable"
AT_17 = {"care_leaver_age": "17 to 18 years", "breakdown": SUITABLE}
AT_19 = {"care_leaver_age": "19 to 21 years", "breakdown": SUITABLE}
WHERE = [
    Stands("MET-002", "ees_cpp_duration_london.csv", "2_years_or_more_percent", "March"),
    Stands("MET-009", RATES, "rate_per_10000", "March", LOOKED_AFTER),
    Stands("MET-010", RATES, "rate_per_10000", "Year", STARTING),
    Stands("MET-016", LEAVERS, "care_leaver_percent", "Year", AT_17),
    Stands("MET-017", LEAVERS, "care_leaver_percent", "Year", AT_19),
    Stands("MET-036", "ees_cla_health_sdq_london.csv", "children_count", "Year", {"breakdown": "SDQ average score"}),
    Stands("MET-095", WORKFORCE, "turnover_rate_fte", "September"),
    Stands("MET-096", WORKFORCE, "agency_rate_fte", "September"),
    Stands("MET-097", WORKFORCE, "vacancy_rate_fte", "September"),
    Stands("MET-098", WORKFORCE, "caseload_fte", "September"),
]


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cache
def look_for(borough: str) -> Looked:
    return look(FOLDER, FRAMEWORK, FRAMEWORK.boroughs[borough], TODAY)


def label(year: str, kind: str) -> str:
    if kind == "March":
        return f"31 March {year}"
    return f"30 September {year}" if kind == "September" else f"{int(year) - 1}/{year[2:]}"


def as_cell(text: str) -> object:
    if text in SYMBOLS:
        return text
    return None if text == "" else float(text)


def counted(text: str) -> tuple[int, int, Counter[str]]:
    """The periods, figures and symbols a "Values and suppression" cell speaks of."""
    first = text.split(";")[0]
    periods = int(first.split()[0])
    if "with a figure" in first:
        return periods, periods, Counter()
    figures, symbols = 0, Counter[str]()
    for part in first.split(": ")[1].split(", "):
        number, _, what = part.partition(" ")
        if what.startswith("figure"):
            figures = int(number)
        else:
            symbols[what.partition("(")[2].rstrip(")") or what] = int(number)
    return periods, figures, symbols


def test_all_thirty_three_authorities_are_looked_for() -> None:
    assert len(FRAMEWORK.boroughs) == 33


def holds(evidence: Evidence, stands: Stands, code: str) -> None:
    """See that what we say of a borough is what the file says of it."""
    mine = [
        row
        for row in rows(stands.file)
        if code in row["new_la_code"] and all(row[column] == value for column, value in stands.where.items())
    ]
    mine.sort(key=lambda row: row["time_period"])
    last = mine[-1]
    assert evidence.period == label(last["time_period"], stands.kind), code
    assert evidence.figure == as_cell(last[stands.column]), code
    symbols = Counter(row[stands.column] for row in mine if row[stands.column] in SYMBOLS)
    assert counted(evidence.values) == (len(mine), len(mine) - symbols.total(), symbols), code
    assert ("neighbour" in evidence.found) == ("/" in last["new_la_code"]), code
    assert len(evidence.line) <= 250


@pytest.mark.parametrize("stands", WHERE, ids=lambda stands: stands.metric)
def test_what_we_say_of_every_borough_is_what_the_file_says(stands: Stands) -> None:
    for code in FRAMEWORK.boroughs:
        holds(look_for(code).by_metric[stands.metric], stands, code)


def holds_of_fingertips(evidence: Evidence, code: str) -> None:
    mine = {
        row["Time period"]: row
        for row in rows("fingertips_90284_london.csv")
        if row["Area Code"] == code and row["Sex"] == "Persons" and not row["Category Type"]
    }
    last = mine[max(mine)]
    assert (evidence.period, evidence.figure) == (max(mine), as_cell(last["Value"])), code
    assert ("neighbour" in evidence.found) == ("combined" in last["Value note"]), code
    assert int(evidence.values.split()[0]) == len(mine), code


def test_fingertips_figures_are_those_for_both_sexes_and_no_category() -> None:
    for code in FRAMEWORK.boroughs:
        holds_of_fingertips(look_for(code).by_metric["MET-008"], code)


LG_INFORM = {
    "MET-025": "lg_inform_13643_development_at_2_to_2_and_a_half.csv",
}


def holds_of_lg_inform(evidence: Evidence, metric_id: str, code: str) -> None:
    (mine,) = [row for row in rows(LG_INFORM[metric_id]) if row["area"] == code]
    printed = mine.get("2024/25", mine.get("2024/25 (academic)", ""))
    assert evidence.period == "2024/25"
    assert evidence.figure == as_cell(printed), (code, metric_id)
    assert evidence.found == ("Found" if printed else "Found, not available")


@pytest.mark.parametrize("metric_id", LG_INFORM)
def test_lg_inform_figures_are_those_of_the_file_and_a_blank_stays_a_blank(metric_id: str) -> None:
    for code in FRAMEWORK.boroughs:
        holds_of_lg_inform(look_for(code).by_metric[metric_id], metric_id, code)


def test_the_three_groups_of_children_using_social_care_are_listed_and_none_is_chosen() -> None:
    said = {"in need": "CINO at 31 March", "on a plan": "CPPO at 31 March", "looked after": "CLA 12 months at 31 March"}
    for code in FRAMEWORK.boroughs:
        mine = {
            row["social_care_group"]: row["pt_rwm_met_expected_standard"]
            for row in rows("ees_ks2_social_care_london.csv")
            if row["new_la_code"] == code and row["time_period"] == "202425"
        }
        evidence = look_for(code).by_metric["MET-047"]
        numbers = [value for value in mine.values() if value not in SYMBOLS]
        assert evidence.found == ("Found, in groups" if numbers else "Published, but withheld for your borough"), code
        assert evidence.figure == ("3 groups" if numbers else "c")
        groups = {one.name: one.figure for one in evidence.inputs}
        assert groups == {name: as_cell(mine[group]) for name, group in said.items()}, code


CHILDREN_IN_NEED = ees("At31_episodes", {"category": "Children in Need"})


def test_hackneys_missing_years_for_children_in_need_are_counted_as_x() -> None:
    known = framework(CHILDREN_IN_NEED, of=metric(unit="number"))
    evidence = look(FOLDER, known, FRAMEWORK.boroughs["E09000012"], TODAY).by_metric["MET-001"]
    (latest,) = [
        row["At31_episodes"]
        for row in rows("ees_children_in_need_london.csv")
        if row["la_name"] == "Hackney" and row["time_period"] == "2025"
    ]
    assert evidence.values == "13 periods: 11 figures, 2 not available (x)"
    assert evidence.figure == int(latest)


def test_the_count_of_children_in_need_is_never_shown_as_the_rate() -> None:
    rate = look_for("E09000012").by_metric["MET-004"]
    (count,) = [
        int(row["At31_episodes"])
        for row in rows("ees_children_in_need_london.csv")
        if row["la_name"] == "Hackney" and row["time_period"] == "2025"
    ]
    assert isinstance(rate.figure, int | float)
    assert rate.figure < count / 2


def test_the_city_of_londons_suppressed_rate_stays_c() -> None:
    evidence = look_for("E09000001").by_metric["MET-009"]
    assert (evidence.found, evidence.figure, evidence.suggested_status) == (
        "Published, but withheld for your borough",
        "c",
        "Available, needs work",
    )
    assert evidence.line == (
        "DfE Children looked after in England including adoptions (ees_cla_rates_london.csv): "
        "c (suppressed) in City of London, at 31 March 2025; London 48, England 67; "
        "statistical neighbours 62.6 (mean of 9 of 10, DfE, May 2025; 10 of 10 not close)."
    )


def test_hackney_and_the_city_share_a_figure_and_only_hackney_shows_it() -> None:
    hackney, city = look_for("E09000012").by_metric["MET-008"], look_for("E09000001").by_metric["MET-008"]
    assert (hackney.found, hackney.figure) == ("Found, combined with a neighbour", 65.4065)
    assert (city.found, city.figure) == ("Found, combined with a neighbour", None)
    assert "Value for Hackney and City of London combined" in city.line


def test_kingstons_workforce_figure_is_shared_with_richmond() -> None:
    kingston, richmond = look_for("E09000021").by_metric["MET-096"], look_for("E09000027").by_metric["MET-096"]
    assert kingston.figure == richmond.figure == 14.9
    assert kingston.level == "Several boroughs together: Kingston upon Thames / Richmond upon Thames"


def test_every_file_of_the_folder_is_recognised_and_nothing_is_in_the_way() -> None:
    looked = look_for("E09000024")
    assert Counter(file.recognised_as for file in looked.files) == {
        "DfE release file": 21,
        "table in the DfE's layout": 5,
        "Fingertips file": 2,
        "LAIT table": 2,
        "LG Inform file": 2,
        "MHCLG deprivation table": 1,
        "MHCLG homelessness table": 7,
        "MHCLG revenue outturn table": 2,
        "ONS table": 1,
        "Ofsted table": 1,
        "UKHSA coverage table": 4,
        "table of Trafford Data Lab": 2,
    }
    assert looked.troubles == ()
    for file in looked.files:
        if file.recognised_as in ("DfE release file", "Fingertips file", "LAIT table", "ONS table"):
            assert file.rows == len(rows(file.name)), file.name
