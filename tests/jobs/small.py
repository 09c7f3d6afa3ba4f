"""A small framework in two releases, as a borough's workbook and as central files: made of rows, without a file."""

from collections.abc import Mapping
from datetime import datetime

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.as_sheet_rows import availability_rows, framework_rows, list_rows, mapping_rows
from outcomes_xl.jobs.context import Context
from outcomes_xl.model import Book, Value
from outcomes_xl.reading.layouts import layout
from tests.release_ids import FIRST, SECOND
from tests.workbooks import Rows, filled_book, settings

NOW = datetime(2026, 11, 22, 14, 5)
LATER = datetime(2026, 11, 23, 9, 30)
OLD, NEW = FIRST, SECOND


def context(now: datetime = NOW) -> Context:
    return Context(now, load_framework())


def released_rows(release: str) -> dict[str, list[Mapping[str, Value]]]:
    """Every row the release puts into a workbook, by sheet key."""
    framework = load_framework(release)
    rows: dict[str, list[Mapping[str, Value]]] = {
        "framework": list(framework_rows(framework)),
        "availability": list(availability_rows(framework)),
        "lists": list(list_rows(framework)),
    }
    for shape in layout("borough").mappings:
        rows[shape.key] = list(mapping_rows(framework, shape.framework or ""))
    return rows


def borough_at(release: str = OLD, more: Rows | None = None) -> Book:
    """The invented borough's workbook at a release, with ``more`` rows in place of a sheet's own."""
    answers = {"Borough code": "E09000024", "Borough": "Merton", "Prepared by": "Data team"}
    answers |= {"Framework edition": load_framework(release).release.edition, "Release in use": release}
    rows = {**released_rows(release), "start": settings("borough", "start", answers), **(more or {})}
    return filled_book("borough", rows, "Northbridge.xlsx")


def central_at(release: str = NEW, more: Rows | None = None) -> Book:
    known = load_framework(release).release
    answers: dict[str, Value] = {"Framework edition": known.edition, "Release": release, "Publisher": known.publisher}
    rows = {**released_rows(release), "release": settings("central", "release", answers), **(more or {})}
    return filled_book("central", rows, f"Central {release}.xlsx")
