"""The Summary: its formulas, worked out by LibreOffice, say what our own counting says."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from outcomes_xl.building.summary_sheet import blocks
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.model import Book, Value
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from outcomes_xl.reports.summary_figures import Picture, picture
from tests.building import made
from tests.office import recalculated


def counted(book: Book) -> Picture:
    return picture(read_tables(book, layout("borough")).tables, load_framework())


def with_wrong_figures(data: bytes) -> bytes:
    """The workbook with 999 saved as the value of every formula: whoever shows a right figure has worked it out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v>999</v>", content)
            new.writestr(name, content)
    return out.getvalue()


def shown(book: Book, counts: Picture) -> dict[str, list[tuple[Value, ...]]]:
    """The Summary's tables as they stand in a workbook, without their first column."""
    sheet = book.sheets["Summary"]
    return {
        block.table: [
            tuple(_plain(sheet.value(row, column)) for column in range(2, len(block.headings) + 1))
            for row in range(block.first, block.last + 1)
        ]
        for block in blocks(counts)
    }


def _plain(value: Value) -> Value:
    """A formula that says nothing gives an empty text, and a saved one no value."""
    return None if value == "" else value


def expected(counts: Picture) -> dict[str, list[tuple[Value, ...]]]:
    return {
        "tblSummaryDomains": [
            (one.metrics, one.available, one.partly, one.gap, one.open, one.settled)
            for one in (*counts.places, counts.whole)
        ],
        "tblSummaryFrameworks": [
            (one.items, one.covered, one.partly, one.not_covered, one.announced) for one in counts.coverage
        ],
        "tblSummaryGaps": [
            *((one.outcomes, one.frameworks) for one in counts.waited),
            *[(None, None)] * (5 - len(counts.waited)),
        ],
        "tblSummaryCounts": [
            (figure,)
            for figure in (
                counts.gaps_with_reason,
                counts.gaps_without_reason,
                *counts.findings.values(),
                counts.targets,
            )
        ],
    }


def test_the_counting_takes_every_kind_of_answer_apart() -> None:
    counts = counted(files.read_bytes(made.answered(), "answered.xlsx"))
    assert counts.whole.metrics == len(load_framework().metrics) + 1
    assert (counts.whole.available, counts.whole.partly, counts.whole.gap, counts.whole.settled) == (3, 2, 3, 1)
    assert counts.whole.open == counts.whole.metrics - 9
    assert (counts.gaps_with_reason, counts.gaps_without_reason) == (2, 1)
    assert dict(counts.findings) == {"Must fix": 1, "Please check": 1, "For information": 0}
    assert counts.targets == 1


def test_every_metric_stands_in_one_place_and_every_item_in_one_group() -> None:
    counts = counted(files.read_bytes(made.answered(), "answered.xlsx"))
    assert sum(one.metrics for one in counts.places) == counts.whole.metrics
    for one in counts.coverage:
        assert one.items == one.covered + one.partly + one.not_covered
        assert one.items > 0


def test_the_figures_a_workbook_is_made_with_are_those_of_our_own_counting() -> None:
    for data in (made.blank(), made.answered()):
        book = files.read_bytes(data, "made.xlsx")
        counts = counted(book)
        assert shown(book, counts) == expected(counts)


@pytest.mark.office
@pytest.mark.parametrize("which", ["blank", "answered"])
def test_libreoffice_works_the_summary_out_to_the_same_figures(which: str, tmp_path: Path) -> None:
    path = tmp_path / f"{which}.xlsx"
    path.write_bytes(with_wrong_figures(getattr(made, which)()))
    book = recalculated(path)
    counts = counted(files.read(path))
    assert shown(book, counts) == expected(counts)
    assert not [
        value for row in book.sheets["Summary"].rows.values() for value in row.values() if str(value)[:1] == "#"
    ]


@pytest.mark.office
def test_the_headlines_say_the_figures_in_words(tmp_path: Path) -> None:
    path = tmp_path / "answered.xlsx"
    path.write_bytes(with_wrong_figures(made.answered()))
    sheet = recalculated(path).sheets["Summary"]
    every = len(load_framework().metrics) + 1
    release = load_framework().release
    assert sheet.value(3, 1) == f"Merton  ·  {release.edition}  ·  release {release.id}"
    assert [(sheet.value(row, 1), sheet.value(row, 2), sheet.value(row, 4)) for row in range(5, 11)] == [
        ("Metrics with data we can use today", f"3 of {every}", None),
        ("With some work, or from a partner", f"2 of {every}", None),
        ("Gaps, by your answers", f"3 of {every}", "2 say why, 1 not yet"),
        ("Not answered yet", f"{every - 9} of {every}", None),
        ("Findings to fix first", 1, "and 1 to check"),
        ("Targets set", 1, None),
    ]


@pytest.mark.office
def test_without_a_check_the_summary_does_not_say_that_nothing_was_found(tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(with_wrong_figures(made.blank()))
    sheet = recalculated(path).sheets["Summary"]
    release = load_framework().release
    said = f"Choose your borough on the Start sheet  ·  {release.edition}  ·  release {release.id}"
    assert sheet.value(3, 1) == said
    assert (sheet.value(9, 2), sheet.value(9, 4)) == ("Not yet", "Check has not been run")


@pytest.mark.office
def test_what_is_waited_for_most_comes_by_rank_however_the_list_is_sorted(tmp_path: Path) -> None:
    path = tmp_path / "answered.xlsx"
    path.write_bytes(with_wrong_figures(made.answered()))
    book = recalculated(path)
    *_, waited, _ = blocks(counted(book))
    sheet = book.sheets["Summary"]
    assert [[_plain(sheet.value(waited.first + line, column)) for column in range(1, 4)] for line in range(3)] == [
        ["Low birth weight of term babies\nPublic health", 2, 3],
        ["GLD at age 5\nPerhaps: early years", 1, 2],
        ["–", None, None],
    ]


@pytest.mark.office
def test_before_anybody_has_looked_the_list_says_so(tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(with_wrong_figures(made.blank()))
    book = recalculated(path)
    *_, waited, _ = blocks(counted(book))
    assert book.sheets["Summary"].value(waited.first, 1) == "Check data availability has not been run"
