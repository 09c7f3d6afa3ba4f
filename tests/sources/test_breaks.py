"""Series that break, pause or end: a missing period is explained, and a comparison across a break is cautioned."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.entries import BreakKind
from outcomes_xl.reading.periods import parse_period
from outcomes_xl.sources.evidence import LONGEST_LINE
from outcomes_xl.sources.online.routes import routes
from outcomes_xl.sources.published.series_breaks import crossed, ending, explained
from tests.sources.making import break_, ees, ees_file, evidence, fingertips, fingertips_file, lg_inform, metric, save

YEARS = metric(kind="Academic year", wait=8)
PAUSE = break_("not collected", "2019/20", "2020/21")
ANEW = break_("broken", "2021/22", why="A new profile began.")


def profile(folder: Path, *rows: str) -> None:
    save(folder, "profile.csv", ees_file(*rows))


def test_years_without_figures_are_explained_and_not_counted_as_missing(tmp_path: Path) -> None:
    profile(tmp_path, "201819,70", "202122,65", "202223,66")
    without = evidence(tmp_path, ees(), of=YEARS)
    assert without.values == "3 periods, each with a figure; 2 missing in between"
    found = evidence(tmp_path, ees(), of=YEARS, breaks=(PAUSE,))
    assert found.values == "3 periods, each with a figure; 2019/20 and 2020/21 not collected"


def test_a_year_that_is_missing_for_no_known_reason_is_still_counted(tmp_path: Path) -> None:
    profile(tmp_path, "201819,70", "202223,66")
    found = evidence(tmp_path, ees(), of=YEARS, breaks=(PAUSE,))
    assert found.values == "2 periods, each with a figure; 1 missing in between; 2019/20 and 2020/21 not collected"


def test_a_year_that_is_there_after_all_is_not_said_to_be_missing(tmp_path: Path) -> None:
    profile(tmp_path, "201819,70", "202021,64", "202122,65")
    found = evidence(tmp_path, ees(), of=YEARS, breaks=(PAUSE,))
    assert found.values == "3 periods, each with a figure; 2019/20 not collected"


@pytest.mark.parametrize("kind", ["At 31 March", "At 30 September", "Calendar year", "Financial year"])
def test_the_period_is_named_as_its_metric_counts_years(kind: str) -> None:
    periods = [period for year in ("2019", "2021") if (period := parse_period(year, kind))]
    missing = parse_period("2020", kind)
    assert missing
    assert explained([break_("not collected", "2020")], periods, 12, kind) == (missing.label,)


def test_a_series_that_begins_anew_is_cautioned_in_values_and_in_the_line(tmp_path: Path) -> None:
    profile(tmp_path, "201819,70", "202122,65", "202223,66")
    found = evidence(tmp_path, ees(), of=YEARS, breaks=(PAUSE, ANEW))
    assert found.values.endswith("; a new series from 2021/22, not comparable before")
    assert "; a new series from 2021/22, not comparable before" in found.line
    # The latest figure itself is as good as any.
    assert (found.found, found.figure, found.lateness) == ("Found", 66, "2 periods behind")


@pytest.mark.parametrize("rows", [("202122,65", "202223,66"), ("201718,69", "201819,70")])
def test_a_break_that_the_periods_do_not_cross_is_not_spoken_of(tmp_path: Path, rows: tuple[str, ...]) -> None:
    profile(tmp_path, *rows)
    found = evidence(tmp_path, ees(), of=YEARS, breaks=(ANEW,))
    assert "new series" not in found.values + found.line
    assert found.breaks == (ANEW,)


@pytest.mark.parametrize(
    ("earlier", "later", "across"),
    [
        ("2018/19", "2021/22", True),
        ("2018/19", "2024/25", True),
        ("2021/22", "2024/25", False),
        ("2017/18", "2018/19", False),
        ("2024/25", "2018/19", False),
    ],
)
def test_two_periods_are_compared_across_a_break_or_not(earlier: str, later: str, across: bool) -> None:
    left, right = (parse_period(text, "Academic year") for text in (earlier, later))
    assert (crossed([PAUSE, ANEW], left, right, "Academic year") is ANEW) == across


# Discontinued, superseded -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "said"), [("discontinued", "Discontinued"), ("superseded", "Superseded")])
def test_a_series_that_has_ended_is_not_called_late(tmp_path: Path, kind: str, said: str) -> None:
    profile(tmp_path, "201718,69", "201819,70")
    found = evidence(tmp_path, ees(), of=YEARS, breaks=(break_(kind, why="It moved house."),))
    assert (found.found, found.figure) == ("Found", 70)
    assert (found.lateness, found.behind) == (f"{said}: It moved house.", None)
    assert f"; {said}: It moved house" in found.line
    assert found.suggested_status == "Available, needs work"


def test_a_later_figure_than_the_last_we_know_of_shows_that_it_goes_on() -> None:
    last = break_("discontinued", "2018/19")
    year = "Academic year"
    assert ending([last], parse_period("2018/19", year), year) is last
    assert ending([last], parse_period("2019/20", year), year) is None


def test_a_break_of_one_publishers_number_leaves_the_other_routes_alone(tmp_path: Path) -> None:
    stopped = break_("discontinued", dataset="90001")
    save(tmp_path, "a.csv", fingertips_file("E09000098 | Persons | | | 2024 | 31"))
    mine = evidence(tmp_path, fingertips("90001"), breaks=(stopped,))
    assert mine.breaks == (stopped,)
    other = evidence(tmp_path, fingertips("90001"), breaks=(break_("discontinued", dataset="90002"),))
    assert (other.breaks, other.suggested_status) == ((), "Available, needs work" if other.behind else "Available now")


def test_a_series_that_was_taken_over_makes_way_for_the_one_that_goes_on(tmp_path: Path) -> None:
    old = replace(break_("superseded", why="19346 takes its place."), publisher="LG Inform", dataset="2585")
    for number, value in (("2585", 70), ("19346", 66)):
        save(tmp_path, f"LG Inform {number}.csv", f"area,area label,2024/25\nE09000098,Northbridge,{value}\n")
    both = lg_inform("2585"), lg_inform("19346")
    assert evidence(tmp_path, *both, of=YEARS).found == "More than one candidate"
    found = evidence(tmp_path, *both, of=YEARS, breaks=(old,))
    assert (found.found, found.figure, found.breaks) == ("Found", 66, ())
    alone = evidence(tmp_path, lg_inform("2585"), of=YEARS, breaks=(old,))
    assert (alone.figure, alone.lateness) == (70, "Superseded: 19346 takes its place.")


def test_what_must_be_said_stays_in_a_line_that_is_too_long(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", fingertips_file("E09000098 | Persons | | | 2024 | 31 | " + "a long note " * 20))
    found = evidence(tmp_path, fingertips("90001"), breaks=(break_("discontinued", why="It moved house."),))
    assert "Discontinued: It moved house" in found.line
    assert len(found.line) <= LONGEST_LINE


# The shipped breaks -------------------------------------------------------------------------------------------------


def test_every_shipped_break_names_a_period_that_its_metrics_have() -> None:
    known = load_framework()
    for one in known.breaks:
        for metric_id in one.metric_ids:
            for period in filter(None, (one.first, one.last)):
                assert parse_period(period, known.metrics[metric_id].period_kind), f"{metric_id}: {period}"


def test_what_is_known_of_breaks_is_shipped() -> None:
    breaks = load_framework().breaks
    told = {(metric_id, one.kind, one.first, one.last) for one in breaks for metric_id in one.metric_ids}
    for metric_id in ("MET-039", "MET-043", "MET-050"):
        assert (metric_id, BreakKind.NOT_COLLECTED, "2019/20", "2020/21") in told
    assert ("MET-039", BreakKind.BROKEN, "2021/22", "2021/22") in told
    assert ("MET-082", BreakKind.BROKEN, "2025", "2025") in told
    numbers = {one.dataset for one in breaks if one.publisher == "Fingertips"}
    assert numbers == {"2568", "2559", "2560", "2554", "2570", "10101"}


def test_what_lg_inform_has_discontinued_is_the_same_for_files_and_for_the_service() -> None:
    online = {
        (way.publication.removeprefix("LG Inform "), way.replaced_by) for way in routes().values() if way.replaced_by
    }
    breaks = [one for one in load_framework().breaks if one.publisher == "LG Inform"]
    assert {one.dataset for one in breaks} == {number for number, _ in online}
    for number, follower in online:
        assert [follower in one.why for one in breaks if one.dataset == number] == [True]
