"""Lists saved as text: whatever stands between the cells, and in whichever letters, the answers are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.adoption import adopt
from outcomes_xl.adopt.reading_notes import ReadingNotes
from outcomes_xl.hosts.originals.csv_text import sheet_of_text
from outcomes_xl.hosts.originals.read_original import read_original
from tests.adopt.generated import FRAMEWORK
from tests.adopt.in_memory import ABSENCE, GLD, REPEAT

LINES = (
    ("Measure", "Available?", "Held by", "Year", "Figure", "Comments"),
    (ABSENCE, "Yes", "Attendance", "2024/25", "18.7", "Naïve rate – see “note”"),
    (REPEAT, "Yes", "MASH", "2024/25", "21%", "Each project, its own way; and more"),
    (GLD, "No", "", "", "", ""),
)


def written(mark: str, quote_all: bool = False) -> str:
    def cell(text: str) -> str:
        return f'"{text}"' if quote_all or mark in text else text

    return "\r\n".join(mark.join(map(cell, line)) for line in LINES) + "\r\n"


def read(data: bytes, folder: Path, name: str = "list.csv") -> Adoption:
    (folder / name).write_bytes(data)
    return adopt(read_original(folder / name), FRAMEWORK, "Merton", ReadingNotes())


@pytest.mark.parametrize("mark", list(",;\t|"))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_list_saved_as_text_is_read_as_the_workbook_would_be(mark: str, encoding: str, tmp_path: Path) -> None:
    made = read(written(mark).encode(encoding), tmp_path)
    assert made.availability["MET-050"] == {
        "status": "Available now", "holder": "Attendance", "latest_period": "2024/25", "latest_figure": 18.7,
        "note": "Naïve rate – see “note”",
    }  # fmt: skip
    assert made.availability["MET-003"]["latest_figure"] == 21
    assert made.availability["MET-003"]["note"] == "Each project, its own way; and more"
    assert made.availability["MET-039"] == {"status": "Not collected"}
    assert not made.questions


def test_excels_line_that_tells_the_mark_and_quoted_cells_are_heeded(tmp_path: Path) -> None:
    made = read(("sep=|\r\n" + written("|", quote_all=True)).encode(), tmp_path, "list.txt")
    assert made.availability["MET-050"]["latest_figure"] == 18.7


@pytest.mark.parametrize(
    ("typed", "mark", "means"),
    [
        (("18,7", "21,45"), ";", (18.7, 21.45)),
        (("18,7", "1,248"), ";", (18.7, 1.248)),
        (("18.7", "1,248"), ";", (18.7, "1,248")),  # its own points are decimal: the comma parts thousands
        (("1,248", "2,000"), ";", ("1,248", "2,000")),
        (("18,7", "007"), ",", ("18,7", "007")),
    ],
)
def test_a_comma_is_decimal_only_where_semicolons_part_cells_and_the_file_says_so(
    typed: tuple[str, str], mark: str, means: tuple[object, object]
) -> None:
    text = f'Measure{mark}Value\nA{mark}"{typed[0]}"\nB{mark}"{typed[1]}"\n'
    sheet = sheet_of_text(text.encode(), "list.csv")
    assert (sheet.cells[2, 2].value, sheet.cells[3, 2].value) == means


def test_it_is_said_what_a_text_file_does_not_show(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(written(","), encoding="utf-8")
    assert "comments" in read_original(tmp_path / "list.csv").not_seen
