"""A folder of boroughs' workbooks, and the picture made of it, once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from outcomes_xl.workflows.collate_folder import Outputs, PutTogether, collate
from tests.london.made import WHOLE, counts_of, workbook

TODAY = date(2026, 11, 29)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four boroughs' workbooks."""
    made = tmp_path_factory.mktemp("returns")
    for borough in WHOLE:
        (made / f"{borough}.xlsx").write_bytes(workbook(borough))
    return made


@pytest.fixture(scope="session")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    """Where the picture of the four goes."""
    to = tmp_path_factory.mktemp("picture")
    return Outputs(to / "london.xlsx", to / "london.html", to / "tables", to / "pages", to / "london.duckdb")


@pytest.fixture(scope="session")
def together(folder: Path, outputs: Outputs) -> PutTogether:
    """The picture of the four, written."""
    counts = outputs.workbook.with_name("counts.csv")
    counts.write_text(counts_of(WHOLE), encoding="utf-8")
    return collate(folder, outputs, TODAY, counts=counts)
