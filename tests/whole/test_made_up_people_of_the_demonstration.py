"""The demonstration names its made-up people on Sources: both buttons find them, and nothing else takes them in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from outcomes_xl.hosts import files
from outcomes_xl.jobs.registry import job
from outcomes_xl.journeys.linkage_key import make_key
from outcomes_xl.model.cannot_use import QuestionAsked
from outcomes_xl.workflows.run_job import Around, run_job
from tests.key_store import KeyStoreInMemory
from tests.whole.conftest import FRIDAY


@pytest.fixture
def key() -> Iterator[str]:
    before = keyring.get_keyring()
    keyring.set_keyring(KeyStoreInMemory())
    yield make_key("northbridge-2026").name
    keyring.set_keyring(before)


def test_cohort_and_journeys_find_them_by_the_numbers_the_pages_give(laid_out: Path, key: str) -> None:
    book = files.read(laid_out / "Merton outcomes.xlsx")

    def press(button: str, agreed: str = "") -> str:
        return run_job(job(button), book, Around(FRIDAY, laid_out, agreed=agreed)).opens

    with pytest.raises(QuestionAsked, match=r"3: GLD at age 5, from pupils\.csv"):
        press("cohort")
    made = press("cohort", "a cohort: 3 by sen, birth_month:season")
    assert made.endswith("cohort GLD at age 5 - Unpublished.xlsx")
    for sheet in files.read(Path(made)).sheets.values():
        assert str(sheet.value(1, 1)).endswith(", made-up people – unpublished")
    with pytest.raises(QuestionAsked, match=r"4: schools\.csv\n5: childrens_services\.csv\n6: health_and_early"):
        press("journeys")
    with pytest.raises(QuestionAsked, match="The people in these sources are made up;") as looked:
        press("journeys", f"journeys: 4, 5 with {key}")
    made = press("journeys", looked.value.about)
    assert made.endswith("Merton outcomes journeys - Unpublished.xlsx")
    assert files.read(Path(made)).sheets["Paths"].value(1, 1) == "Journeys of made-up people: paths – unpublished"
