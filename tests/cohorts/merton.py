"""Merton's workbook with a source of made-up pupils beside it, named on its sheet Sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from outcomes_xl.building import borough_workbook
from outcomes_xl.framework import load_framework
from outcomes_xl.workflows.demonstration import BOROUGH, WORKBOOK
from tests.cohorts.pupils import HEADINGS, as_csv, pupils

PUPILS = {
    "metric_id": "MET-039",
    "source_kind": "CSV file",
    "place": "pupils.csv",
    "period_column": "school_year",
    "value_column": "gld",
}
"""The row of Sources."""


def with_pupils(
    folder: Path,
    rows: Sequence[tuple[object, ...]] | None = None,
    headings: Sequence[str] = HEADINGS,
    sources: Sequence[Mapping[str, str]] = (PUPILS,),
) -> Path:
    """Put the workbook and the pupils into a folder; return the workbook."""
    as_csv(folder / "pupils.csv", pupils(1_600) if rows is None else rows, headings)
    workbook = folder / WORKBOOK
    entries = {"sources": [dict(row) for row in sources]}
    workbook.write_bytes(borough_workbook(load_framework(), BOROUGH, entries=entries))
    return workbook
