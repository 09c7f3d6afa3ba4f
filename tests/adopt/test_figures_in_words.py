"""Figures typed with their unit in words, and words where a figure is asked for."""

from __future__ import annotations

import pytest

from outcomes_xl.adopt.figures_in_words import figure_in_words
from tests.adopt.generated import FRAMEWORK
from tests.adopt.in_memory import GLD, KS2, account, adopted, reasons, sheet_of

OFSTED = FRAMEWORK.metrics["MET-091"].title


@pytest.mark.parametrize(
    ("metric", "typed", "figure", "note"),
    [
        ("MET-004", "298.4 per 10,000", 298.4, None),
        ("MET-004", "298.4 (per 10,000)", 298.4, None),
        ("MET-004", "298 in every 10,000 children", 298, "Value: 298 in every 10,000 children"),
        ("MET-050", "45 per cent", 45, None),
        ("MET-050", "45 percent", 45, None),
        ("MET-050", "45% of all pupils", 45, "Value: 45% of all pupils"),
        ("MET-019", "3.1 per 1,000 live births", 3.1, "Value: 3.1 per 1,000 live births"),
        ("MET-094", "£1,250 per child", 1250, "Value: £1,250 per child"),
        ("MET-015", "14 months", 14, None),
        ("MET-071", "12 families", 12, "Value: 12 families"),
        ("MET-040", "12.4 percentage points", 12.4, None),
        ("MET-040", "12.4pp", 12.4, None),
        ("MET-045", "46.2 points", 46.2, "Value: 46.2 points"),
    ],
)
def test_a_unit_that_is_the_metrics_is_read_and_what_it_says_more_is_kept(
    metric: str, typed: str, figure: float, note: str | None
) -> None:
    rows = ((FRAMEWORK.metrics[metric].title, "Yes", typed), (GLD, "Yes", 61))
    made = adopted(sheet_of(("Measure", "Status", "Value"), *rows))
    assert (made.availability[metric].get("latest_figure"), made.questions) == (figure, [])
    assert made.availability[metric].get("note") == note


@pytest.mark.parametrize(
    ("metric", "typed", "why"),
    [
        ("MET-004", "298.4 per 1,000", "“298.4 per 1,000” is per 1,000, and"),
        ("MET-004", "45 per cent", "“45 per cent” is in per cent, and"),
        ("MET-050", "45 children", "“45 children” is in children, and"),
        ("MET-094", "£1,250 per week", "“£1,250 per week” is per week, and"),
        ("MET-015", "61 weeks", "“61 weeks” is in weeks, and"),
        ("MET-050", "45 per cent of boys", "“45 per cent of boys” is not a plain figure."),
        ("MET-071", "12 thousand", "“12 thousand” is not a plain figure."),
        ("MET-050", "45 soon", "“45 soon” is not a plain figure."),
    ],
)
def test_a_unit_that_is_not_the_metrics_or_of_a_part_is_asked_about(metric: str, typed: str, why: str) -> None:
    rows = ((FRAMEWORK.metrics[metric].title, "Yes", typed), (GLD, "Yes", 61))
    made = adopted(sheet_of(("Measure", "Status", "Value"), *rows))
    assert "latest_figure" not in made.availability[metric]
    assert reasons(made)["C2"].startswith(why)


@pytest.mark.parametrize("typed", ["12/45", "1 in 5", "45 out of 60", "£1.2m", "310k", "45 est.", "45 boys", "18.7"])
def test_what_is_no_figure_with_a_unit_is_none(typed: str) -> None:
    assert figure_in_words(typed) is None


@pytest.mark.parametrize("typed", ["298.4 per 10,000 at 31 March 2025", "298.4 per 10,000 (2025)"])
def test_a_period_after_the_unit_is_its_figures(typed: str) -> None:
    rows = ((FRAMEWORK.metrics["MET-004"].title, typed), (FRAMEWORK.metrics["MET-009"].title, 61))
    made = adopted(sheet_of(("Measure", "Latest"), *rows))
    assert made.availability["MET-004"] == {"latest_period": "2025", "latest_figure": 298.4}


@pytest.mark.parametrize("typed", ["Good", "Requires improvement to be good", "RI", "Good (2023)", "Expected standard"])
def test_a_judgement_in_words_goes_into_the_note_and_is_asked_of_a_metric_with_a_number(typed: str) -> None:
    rows = ((OFSTED, "Yes", typed), (KS2, "Yes", "Good"))
    made = adopted(sheet_of(("Measure", "Status", "Value"), *rows))
    assert made.availability["MET-091"] == {"status": "Available now", "note": f"Value: {typed}"}
    assert account(made, "C2") == ("carried", "It is a judgement in words, and no number: it stands in the note.")
    assert reasons(made) == {"C3": "“Good” is not a plain figure. What figure, if any, is meant?"}


def test_of_judgements_under_years_the_latest_goes_into_the_note_with_its_year() -> None:
    made = adopted(sheet_of(("Measure", "2023", "2024"), (OFSTED, "RI", "Good"), (GLD, 61, 62)))
    assert made.availability["MET-091"] == {"latest_period": "2024", "note": "2024: Good"}
    assert account(made, "B2")[0] == "not carried"
