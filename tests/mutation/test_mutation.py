"""Every small change of a decision is noticed by a test, or is known to make no difference. For the night."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.mutation.run import AREAS, EQUIVALENT, SRC, mutated

# A change that makes a loop endless is ended by mutmut after its own limit; the run as a whole may take hours.
LIMIT = 4 * 3600


@pytest.mark.mutation
@pytest.mark.timeout(LIMIT)
@pytest.mark.parametrize("area", sorted(AREAS))
def test_every_change_of_a_decision_is_noticed(area: str, tmp_path: Path) -> None:
    assert find_spec("mutmut"), "mutmut is not here: see docs/maintainers/mutation.md"
    left = mutated(area, tmp_path / "copy").left(area)
    assert not left, "\n".join(f"{one.where}\n  - {one.was}\n  + {one.now}" for one in left)


def test_every_area_names_modules_and_tests_that_are_there() -> None:
    root = SRC.parent.parent
    for area in AREAS.values():
        assert all((SRC / name).is_file() for name in area["modules"])
        assert all((root / name).exists() for name in area["tests"])


@pytest.mark.mutation
def test_every_change_known_to_make_no_difference_is_of_a_line_that_stands_there_and_has_its_reason() -> None:
    assert EQUIVALENT.keys() <= AREAS.keys()
    for area, known in EQUIVALENT.items():
        text = " ".join(" ".join((SRC / name).read_text(encoding="utf-8").split()) for name in AREAS[area]["modules"])
        for one in known:
            assert one["was"] in text, f"{one['where']} no longer says: {one['was']}"
            assert one["why"]
