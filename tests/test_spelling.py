"""What an officer probably meant, and when it is better to say nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes_xl.framework import load_framework
from outcomes_xl.model.spelling import did_you_mean

FRAMEWORK = load_framework()
IDS = (*FRAMEWORK.metrics, *FRAMEWORK.outcomes, *FRAMEWORK.items)
NAMES = tuple(borough.name for borough in FRAMEWORK.boroughs.values())


@pytest.mark.parametrize(
    ("typed", "known", "meant"),
    [
        ("E0900012", tuple(FRAMEWORK.boroughs), "E09000012"),
        ("E09OOOO24", tuple(FRAMEWORK.boroughs), "E09000024"),
        ("e09 000 024", tuple(FRAMEWORK.boroughs), "E09000024"),
        ("met-39", IDS, "MET-039"),
        ("MET 039", IDS, "MET-039"),
        ("MET-O39", IDS, "MET-039"),
        ("C-LRN-1", IDS, "C-LRN-01"),
        ("C-LNR-01", IDS, "C-LRN-01"),
        ("LOF-2026-7-1", IDS, "LOF-2026-07-001"),
        ("CSC-4", IDS, "CSC-04"),
        ("Not colected", FRAMEWORK.list("status"), "Not collected"),
        ("available  now", FRAMEWORK.list("status"), "Available now"),
        ("Held by partner", FRAMEWORK.list("status"), "Held by a partner"),
        ("Kingston", NAMES, "Kingston upon Thames"),
        ("Hammersmith & Fulham", NAMES, "Hammersmith and Fulham"),
        ("Westminister", NAMES, "Westminster"),
    ],
)
def test_a_slip_is_understood(typed: str, known: tuple[str, ...], meant: str) -> None:
    assert did_you_mean(typed, known) == meant


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("", IDS),
        ("  ", IDS),
        ("MET-039", IDS),
        ("MET-555", IDS),
        ("E09", tuple(FRAMEWORK.boroughs)),
        ("Available", FRAMEWORK.list("status")),
        ("Green", FRAMEWORK.list("status")),
        ("Bar", NAMES),
    ],
)
def test_where_it_would_be_a_guess_nothing_is_said(typed: str, known: tuple[str, ...]) -> None:
    assert did_you_mean(typed, known) is None


@given(st.text(max_size=20), st.lists(st.text(max_size=12), max_size=6))
def test_it_only_ever_says_what_is_known(typed: str, known: list[str]) -> None:
    assert did_you_mean(typed, known) in {None, *known}


@given(st.sampled_from(IDS))
def test_an_id_in_small_letters_with_spaces_is_understood(known: str) -> None:
    assert did_you_mean(f" {known.lower().replace('-', ' - ')} ", IDS) == known
