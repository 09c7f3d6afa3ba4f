"""What a first click brings, offline: the figures that ship, for each of the 33 boroughs, and who goes before them."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.entries import Borough
from outcomes_xl.sources import Folder, Found, Looked, look, look_everywhere
from outcomes_xl.sources.evidence import WITH_A_CAUTION
from outcomes_xl.sources.published.shipped import shipped_figures

FRAMEWORK = load_framework()
ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "maintainers" / "shipped-figures.md"
TODAY = date(2026, 11, 28)
MERTON = FRAMEWORK.boroughs["E09000024"]
UNSETTLED = ("MET-022", "MET-023", "MET-024", "MET-041")
FIGURES = (Found.FOUND, Found.GROUPS, Found.COMBINED)
COUNTED = (*FIGURES, Found.PARTIAL, Found.SUPPRESSED, Found.NOT_AVAILABLE, Found.NO_ROW)


def counts(borough: Borough) -> Counter[Found]:
    return Counter(one.found for one in look(shipped_figures(), FRAMEWORK, borough, TODAY).by_metric.values())


def line(borough: Borough, found: Counter[Found]) -> str:
    """A borough's line of the table in the maintainers' page."""
    figures = sum(found[one] for one in FIGURES)
    rest = [found[one] for one in COUNTED[len(FIGURES) :]]
    return f"| {borough.name} | {figures} | {' | '.join(map(str, rest))} |"


@pytest.mark.parametrize("borough", FRAMEWORK.boroughs.values(), ids=lambda one: one.name)
def test_the_count_of_every_borough_is_the_one_on_the_page(borough: Borough) -> None:
    found = counts(borough)
    assert line(borough, found) in PAGE.read_text("utf-8").splitlines()
    assert (found[Found.NO_SERIES], found[Found.NOT_READ], found[Found.NOT_HERE]) == (28, 6, 2)
    assert found.total() == 100


def test_sixty_of_a_hundred_metrics_have_a_figure_for_merton_or_are_withheld() -> None:
    found = counts(MERTON)
    assert sum(found[one] for one in (*FIGURES, Found.SUPPRESSED)) >= 60


def test_where_nobody_publishes_a_metric_it_is_said_who_is_likely_to_hold_it() -> None:
    looked = look(shipped_figures(), FRAMEWORK, MERTON, TODAY)
    without = [one for one in looked.by_metric.values() if one.found is Found.NO_SERIES]
    assert all(" Likely to hold it: " in one.line and ", in " in one.line for one in without)
    assert looked.by_metric["MET-026"].found is Found.NOT_READ
    assert "Sport England" in looked.by_metric["MET-026"].line


def test_a_measure_that_is_not_settled_names_the_nearest_and_is_looked_up_by_hand() -> None:
    looked = look(shipped_figures(), FRAMEWORK, MERTON, TODAY)
    unsettled = [looked.by_metric[one.id] for one in FRAMEWORK.metrics.values() if one.id in UNSETTLED]
    assert {one.found for one in unsettled} == {Found.NOT_READ}
    assert all("The nearest published: " in one.line for one in unsettled)


# Newer files ----------------------------------------------------------------------------------------------------------

RATES = "ees_cla_rates_london.csv"


def with_mine(mine: Path) -> Looked:
    ready = [Folder(mine, FRAMEWORK), Folder(shipped_figures(), FRAMEWORK, set_aside=1)]
    return look_everywhere(ready, list(FRAMEWORK.metrics.values()), MERTON, TODAY)


def revised(mine: Path, old: str, new: str) -> None:
    text = (shipped_figures() / RATES).read_text("utf-8-sig")
    lines = [one for one in text.splitlines() if "Merton" in one and one.startswith("2025")]
    assert any(old in one for one in lines), lines
    for one in lines:
        text = text.replace(one, one.replace(old, new))
    (mine / RATES).write_text(text, "utf-8")


def test_a_newer_edition_of_the_same_period_goes_before_the_figures_that_ship(tmp_path: Path) -> None:
    revised(tmp_path, ",31", ",33")
    found = with_mine(tmp_path).by_metric["MET-009"]
    assert (found.found, found.figure, found.period) == (Found.FOUND, 33, "31 March 2025")


def test_two_editions_in_one_folder_that_differ_are_both_shown(tmp_path: Path) -> None:
    revised(tmp_path, ",31", ",33")
    shutil.copy(shipped_figures() / RATES, tmp_path / "again.csv")
    assert with_mine(tmp_path).by_metric["MET-009"].found is Found.CANDIDATES


def test_an_older_edition_of_the_users_does_not_go_before_a_newer_period_that_ships(tmp_path: Path) -> None:
    kept = [
        one
        for one in (shipped_figures() / RATES).read_text("utf-8-sig").splitlines()
        if not one.startswith("2025") and not one.startswith("2024")
    ]
    (tmp_path / RATES).write_text("\n".join(kept), "utf-8")
    found = with_mine(tmp_path).by_metric["MET-009"]
    assert (found.figure, found.period) == (31, "31 March 2025")


# Two boroughs in one row, and very few people -------------------------------------------------------------------------

HACKNEY, CITY = FRAMEWORK.boroughs["E09000012"], FRAMEWORK.boroughs["E09000001"]


@pytest.mark.parametrize(("metric_id", "figure"), [("MET-029", 62.6), ("MET-030", 58.8)])
@pytest.mark.parametrize("borough", [HACKNEY, CITY], ids=lambda one: one.name)
def test_a_figure_for_two_boroughs_that_stands_in_the_row_of_one_is_both_theirs(
    borough: Borough, metric_id: str, figure: float
) -> None:
    found = look(shipped_figures(), FRAMEWORK, borough, TODAY).by_metric[metric_id]
    assert (found.found, found.period) == (Found.COMBINED, "January to March 2025")
    assert found.figure == figure
    assert "in Hackney, published for Hackney and City of London together" in found.line
    assert found.level == "Several boroughs together: Hackney and City of London"


def test_a_share_of_more_than_all_is_cautioned() -> None:
    found = look(shipped_figures(), FRAMEWORK, CITY, TODAY).by_metric["MET-083"]
    assert (found.shown, found.figure) == (WITH_A_CAUTION, 233.3)
    assert found.caution == "233.3% is more than all there are: the number it is a share of is small, or an estimate."


def test_a_dash_is_said_to_be_what_the_files_own_key_says_it_is() -> None:
    found = look(shipped_figures(), FRAMEWORK, CITY, TODAY).by_metric["MET-071"]
    assert (found.found, found.figure) == (Found.SUPPRESSED, "-")
    assert "- (suppressed: fewer than 5 households in B&B) in City of London" in found.line
    assert found.values == "1 period: 1 suppressed: fewer than 5 households in B&B (-)"


def test_every_file_that_ships_answers_some_metric() -> None:
    """A file nobody asks for would be named at every look at the demonstration."""
    assert [file.name for file in look(shipped_figures(), FRAMEWORK, MERTON, TODAY).files if file.looks_like] == []
