"""Two sources that both speak of one metric are one answer: the one that says more, or both shown where they part."""

from __future__ import annotations

from pathlib import Path

import pytest

from outcomes_xl.reading.periods import parse_period
from outcomes_xl.sources import Evidence, Found, Looked, combine
from outcomes_xl.sources.look_result import FileTrouble
from tests.sources.making import NORTHBRIDGE, TODAY, ees, ees_file, framework, looked, save


def says(
    figure: object = None, year: int | str = 2025, found: Found = Found.FOUND, who: str = "Mosaic", **more: str
) -> Evidence:
    """What one source says of the one metric; "" for a year it does not name."""
    period = parse_period(str(year), "At 31 March")
    return Evidence(
        "MET-001",
        found,
        f"{who}: {figure} in Northbridge; looked at: today.",
        figure=figure,  # type: ignore[arg-type]
        said=f"{figure}%",
        period=str(period or year),
        latest=period,
        **more,  # type: ignore[arg-type]
    )


def look(evidence: Evidence | None, folder: str = "", of_files: bool = False, *troubles: FileTrouble) -> Looked:
    by_metric = {evidence.metric_id: evidence} if evidence else {}
    return Looked(NORTHBRIDGE, TODAY, folder, by_metric, troubles=troubles, of_files=of_files)


def both(left: Evidence, right: Evidence) -> Evidence:
    return combine([look(left), look(right)]).by_metric["MET-001"]


@pytest.mark.parametrize("later_first", [True, False])
def test_of_two_sources_the_later_period_is_shown(later_first: bool) -> None:
    earlier, later = says(29, 2024, who="a"), says(31, 2025, who="b")
    pair = (later, earlier) if later_first else (earlier, later)
    assert both(*pair).figure == 31


def test_a_source_that_names_its_period_comes_before_one_that_does_not() -> None:
    assert both(says(29, "lately"), says(31)).figure == 31
    assert both(says(31), says(29, "lately")).figure == 31


def test_of_two_figures_without_a_period_the_second_is_shown() -> None:
    assert both(says(29, "lately"), says(31, "recently")).figure == 31


def test_two_figures_for_one_period_that_differ_are_both_shown_and_none_is_chosen() -> None:
    found = both(says(30, who="Fingertips"), says(31, who="Mosaic"))
    assert (found.found, found.figure) == (Found.CANDIDATES, None)
    assert found.candidates == ("Fingertips: 30%", "Mosaic: 31%")
    assert found.line == (
        "Two sources differ for 31 March 2025, and nothing says which is meant. Fingertips: 30%; Mosaic: 31%."
    )


def test_a_candidates_line_is_no_longer_than_is_read_in_a_cell() -> None:
    found = both(says(30, who="F" * 150), says(31, who="M" * 150))
    assert len(found.line) == 250


def test_two_figures_that_round_to_one_another_agree_and_the_first_is_shown() -> None:
    assert both(says(30.25), says(30.3)).figure == 30.25


def test_a_number_comes_before_a_symbol_for_the_same_period() -> None:
    assert both(says("c", found=Found.SUPPRESSED), says(31)).figure == 31
    assert both(says(31), says("c", found=Found.SUPPRESSED)).figure == 31


def test_of_two_symbols_for_one_period_the_first_is_shown() -> None:
    left, right = says("c", found=Found.SUPPRESSED), says("x", found=Found.NOT_AVAILABLE)
    assert both(left, right).figure == "c"
    assert both(right, left).figure == "x"


def test_any_answer_comes_before_none() -> None:
    nothing = says(year="", found=Found.NOT_HERE)
    assert both(nothing, says(31)).figure == 31
    assert both(says(31), nothing).figure == 31
    assert both(nothing, says(31, "lately")).figure == 31
    assert both(says(31, "lately"), nothing).figure == 31


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        (Found.UNREADABLE, Found.NOT_HERE, Found.UNREADABLE),
        (Found.NOT_HERE, Found.NO_SERIES, Found.NOT_HERE),
        (Found.UNREADABLE, Found.NO_SERIES, Found.UNREADABLE),
    ],
)
def test_of_two_that_found_nothing_the_one_that_says_more_is_shown(one: Found, other: Found, shown: Found) -> None:
    left, right = says(year="", found=one), says(year="", found=other)
    assert both(left, right).found is shown
    assert both(right, left).found is shown


def test_the_levels_and_groups_of_both_are_told_once_each() -> None:
    published = says(30, 2024, level="Borough; Ward", breakdowns="Sex; None")
    own = says(31, 2025, level="Borough; Person", breakdowns="Ethnicity; Sex")
    found = both(published, own)
    assert (found.level, found.breakdowns) == ("Borough; Ward; Person", "Sex; Ethnicity")


def test_the_levels_of_a_source_that_found_nothing_are_not_told() -> None:
    nothing = says(year="", found=Found.NOT_HERE, level="Ward", breakdowns="Sex")
    found = both(nothing, says(31, level="Borough", breakdowns="None"))
    assert (found.level, found.breakdowns) == ("Borough", "None")
    first = both(says(31, level="Borough"), nothing)
    assert (first.level, first.breakdowns) == ("Borough", "None")


def test_a_source_that_names_no_level_adds_none() -> None:
    assert both(says(29, 2024, level=""), says(31, level="Borough")).level == "Borough"


def test_candidates_tell_no_level_and_an_answer_without_a_period_neither() -> None:
    left, right = says(30, level="Borough", breakdowns="Sex"), says(31, level="Borough", breakdowns="Sex")
    assert (both(left, right).level, both(left, right).breakdowns) == ("", "")
    nothing = says(year="", found=Found.NOT_HERE, breakdowns="Sex")
    assert both(nothing, nothing).breakdowns == "Sex"


def test_a_metric_only_one_source_has_is_in_the_answer_as_it_said() -> None:
    assert combine([look(None), look(says(31))]).by_metric["MET-001"].figure == 31


def test_one_look_alone_is_the_answer() -> None:
    only = look(says(31, breakdowns="None"), "Fingertips")
    assert combine([only]) == only


def test_published_files_of_several_places_are_weighed_together(tmp_path: Path) -> None:
    looks = []
    for number, rows in enumerate((("2023,27", "2024,29"), ("2025,31",), ("2026,33", "2025,31"))):
        (tmp_path / str(number)).mkdir()
        save(tmp_path / str(number), "rates.csv", ees_file(*rows))
        looks.append(looked(tmp_path / str(number), framework(ees())))
    for some, figure in ((looks[:1], 29), (looks[:2], 31), (looks, 33), (looks[::-1], 33), (looks[1:2], 31)):
        found = combine([look(None, "Nomis"), *some])
        assert (found.by_metric["MET-001"].figure, len(found.files)) == (figure, len(some))
        assert found.pool is not None


def test_what_could_be_meant_in_one_place_is_listed_once(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", ees_file("2025,Boys,31", "2025,Girls,33", columns="sex,rate"))
    found = combine([looked(tmp_path, framework(ees()))])
    assert found.by_metric["MET-001"].candidates == ("Boys: 31", "Girls: 33")


def test_a_boroughs_own_later_figure_comes_before_a_published_one(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", ees_file("2024,29"))
    found = combine([looked(tmp_path, framework(ees())), look(says(31, who="Mosaic"))])
    assert found.by_metric["MET-001"].figure == 31


def test_only_places_with_files_are_named_where_there_are_some() -> None:
    named = combine([look(None, "the folder published", True), look(None, "Fingertips"), look(None, "", True)])
    assert (named.folder, named.of_files) == ("the folder published", True)
    without = combine([look(None, "Fingertips"), look(None, ""), look(None, "Nomis"), look(None, "Nomis")])
    assert (without.folder, without.of_files) == ("Fingertips and Nomis", False)
