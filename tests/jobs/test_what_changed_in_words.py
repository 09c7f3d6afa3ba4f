"""What changed, in words: ids keep their letters, one is one, and a list without a cell is named by its sheet."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from outcomes_xl.hosts.files.file_bytes import read_file
from outcomes_xl.jobs.changed import Account, in_words
from outcomes_xl.model import PatchLine
from outcomes_xl.model.cannot_use import NotAWorkbook
from outcomes_xl.reports.terminal_text import show_account


@pytest.mark.parametrize(
    ("because", "says"),
    [
        ("AV05: “Availble” is near “Available”", "by AV05"),
        ("Release 2026.10: Reworded", "reworded"),
        ("MET-009 was retired", "MET-009 was retired"),
        ("DfE says so", "DfE says so"),
    ],
)
def test_the_first_letter_is_made_small_in_words_only(because: str, says: str) -> None:
    assert in_words([PatchLine("set", "Map LOF", "C4", "a", "b", because)]) == (f"Map LOF: 1 cell ({says})",)


def test_a_line_that_is_a_sentence_stands_as_one() -> None:
    lines = [
        PatchLine("list", "Findings", "", "", "", "findings listed: 3 must fix"),
        PatchLine("undo", "Changes", "A7", "", "", "Took back Check (run 5): 6 cells put back, 0 rows removed."),
        PatchLine("what this means for you", "", "", "", "“GLD” is retired.", "Release 2026.11"),
        PatchLine("list", "", "", "", "", "Notes on cells stay with the borough."),
        PatchLine("set cell", "Data availability", "O6", "", "Available now", "Answered on “for Ann.xlsx”: GLD"),
        PatchLine("set cell", "Data availability", "S6", 1, 2, "changed unit"),
        PatchLine("set cell", "Start", "B27", 1, 2, "undo: Check"),
        PatchLine("remove row", "Gaps", "A9", 1, 2, "undo: Found: GLD"),
    ]
    assert in_words(lines) == (
        "Findings: Findings listed: 3 must fix",
        "Changes: Took back Check (run 5): 6 cells put back, 0 rows removed.",
        "“GLD” is retired.",
        "Notes on cells stay with the borough.",
        "Data availability: 1 cell (answered on “for Ann.xlsx”), 1 cell (changed unit)",
        "Start: 1 cell (put back)",
        "Gaps: 1 row (taken away)",
    )


def test_a_line_without_a_cell_is_named_by_its_sheet() -> None:
    console = Console(file=StringIO(), width=120)
    show_account(Account("One.", (), (PatchLine("list", "Findings", "", "", "", "findings listed"),)), console)
    said = console.file.getvalue()  # type: ignore[attr-defined]
    assert "Findings" in said and "!" not in said


def test_the_folder_one_stands_in_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotAWorkbook, match=tmp_path.name):
        read_file(Path())
