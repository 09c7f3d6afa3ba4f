"""What adopting promises of any spreadsheet: every cell once in the accounts, nothing carried that no cell says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.adoption import adopt
from outcomes_xl.adopt.cell_accounts import ASKED, CARRIED, NOT_CARRIED
from outcomes_xl.adopt.reading_notes import ReadingNotes
from outcomes_xl.hosts.originals.read_original import read_original
from outcomes_xl.model.styled_cells import StyledBook, StyledCell
from outcomes_xl.reading.tidy import folded
from tests.adopt.generated import FRAMEWORK, LAYOUTS, make

MANY = 10_000
PIECES = 20
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def keeps_its_promise(seed: int, folder: Path) -> None:
    path = folder / f"{seed}.xlsx"
    kind = make(seed, path)
    book = read_original(path)
    path.unlink()
    made = adopt(book, FRAMEWORK, "Merton", ReadingNotes())
    every_cell_is_accounted_for(made, book, f"{seed}, {kind}")
    what_stands_in_ours_stood_in_theirs(made, book, f"{seed}, {kind}")


def every_cell_is_accounted_for(made: Adoption, book: StyledBook, seed: str) -> None:
    cells = [(sheet.name, cell) for sheet in book.sheets for cell in sheet.cells.values()]
    filled = {(name, c.row, c.column, "cell") for name, c in cells if c.value is not None or c.formula}
    coloured = {(name, c.row, c.column, "cell") for name, c in cells if c.look.fill}
    remarks = {(name, c.row, c.column, "comment") for name, c in cells if c.comment}
    lines = made.accounts.lines
    assert filled | remarks <= lines.keys(), (seed, sorted((filled | remarks) - lines.keys()))
    assert lines.keys() <= filled | remarks | coloured, (seed, sorted(lines.keys() - filled - remarks - coloured))
    assert all(line.reason for line in lines.values() if line.became in (ASKED, NOT_CARRIED)), seed
    assert bool(made.learnt.questions) >= any(line.became == ASKED for line in lines.values()), seed


def what_stands_in_ours_stood_in_theirs(made: Adoption, book: StyledBook, seed: str) -> None:
    by_name = {sheet.name: sheet for sheet in book.sheets}
    given: dict[tuple[str, str], list[StyledCell]] = {}
    for (name, row, column, kind), line in made.accounts.lines.items():
        cell = by_name[name].cells[row, column]
        if (
            line.became == ASKED and line.to and line.to[2] == "latest_figure"
        ):  # one that is offered has its year already
            given.setdefault((line.to[1], "latest_period"), []).append(cell)
        if line.became != CARRIED:
            continue
        assert line.to, (seed, name, cell.a1)
        if line.to[0] != "availability":
            continue
        value = made.availability.get(line.to[1], {}).get(line.to[2])
        assert value is not None, (seed, name, cell.a1, line.to)
        if line.to[2] == "note" and isinstance(cell.value, str):
            assert folded(cell.comment if kind == "comment" else cell.text) in folded(str(value)), (seed, cell.a1)
        given.setdefault((line.to[1], line.to[2]), []).append(cell)
        if line.to[2] == "latest_figure":  # a figure's cell gives its year as well, where that stands above it
            given.setdefault((line.to[1], "latest_period"), []).append(cell)
    texts = " ".join(folded(cell.text) for sheet in book.sheets for cell in sheet.cells.values())
    for one, entry in made.availability.items():
        for name, value in entry.items():
            in_the_note = name == "note" and {(one, "status"), (one, "latest_figure")} & given.keys()  # more than these
            assert (one, name) in given or in_the_note, (seed, one, name, value)
            if name in ("holder", "system", "assessed_by"):
                assert all(folded(part) in texts for part in str(value).split("; ")), (seed, one, name, value)
            if name == "latest_figure" and isinstance(value, int | float):
                assert any(_says(cell, value) for cell in given[one, name]), (seed, one, value)
    for entry in made.local.values():
        assert folded(str(entry["metric"])) in texts, (seed, entry["metric"])


def _says(cell: StyledCell, figure: float) -> bool:
    """Whether a figure is a cell's, as it stands or as it is shown."""
    typed = [cell.value] if not isinstance(cell.value, str) else _NUMBER.findall(cell.text.replace(",", ""))
    return any(abs(abs(float(one)) * by - abs(figure)) < 1e-6 for one in typed for by in (1, 100))


@pytest.mark.parametrize("first", [0, len(LAYOUTS)], ids=["as made", "made a mess of"])
def test_every_cell_is_accounted_for_and_nothing_stands_in_ours_that_no_cell_gave(first: int, tmp_path: Path) -> None:
    """Each layout twice; the ten thousand are run with -m fuzz."""
    for seed in [*range(first, first + len(LAYOUTS)), *range(first + 2 * len(LAYOUTS), first + 3 * len(LAYOUTS))]:
        keeps_its_promise(seed, tmp_path)


@pytest.mark.fuzz
@pytest.mark.parametrize("piece", range(PIECES))
def test_ten_thousand_spreadsheets_are_accounted_for_cell_by_cell(piece: int, tmp_path: Path) -> None:
    for seed in range(piece * MANY // PIECES, (piece + 1) * MANY // PIECES):
        keeps_its_promise(seed, tmp_path)
