"""A unit printed beside a figure is held against the metric's, and nothing is converted by guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.making import evidence, lg_inform, metric, save


def printed(folder: Path, text: str) -> None:
    save(folder, "LG Inform 429.csv", f'area,area label,31 March 2025\nE09000098,Northbridge,"{text}"\n')


@pytest.mark.parametrize(
    ("text", "unit"), [("31%", "%"), ("£1,234", "£"), ("1.5 pp", "percentage points"), ("31", "%")]
)
def test_the_metrics_own_sign_is_part_of_the_figure(tmp_path: Path, text: str, unit: str) -> None:
    printed(tmp_path, text)
    found = evidence(tmp_path, lg_inform("429"), of=metric(unit=unit))
    assert (found.found, found.other_unit, found.caution) == ("Found", "", "")
    assert found.suggested_status == "Available now"


@pytest.mark.parametrize(
    ("text", "ours", "theirs", "said"),
    [("31%", "per 10,000", "%", "31%"), ("£1,234", "%", "£", "£1,234"), ("2pp", "%", "pp", "2 pp")],
)
def test_another_sign_is_a_caution(tmp_path: Path, text: str, ours: str, theirs: str, said: str) -> None:
    printed(tmp_path, text)
    found = evidence(tmp_path, lg_inform("429"), of=metric(unit=ours))
    assert (found.figure, found.said, found.other_unit) == (None, said, theirs)
    assert found.caution == f"The publisher gives it in {theirs}; this metric counts in {ours}."
    assert found.suggested_status == "Available, needs work"
