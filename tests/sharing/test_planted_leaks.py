"""What was planted is found, and none of it is in any part of the copy."""

from __future__ import annotations

import zipfile
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pytest

from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.sharing.leak_check import look
from outcomes_xl.sharing.leaks import LookThrough
from outcomes_xl.sharing.package_texts import package_texts
from outcomes_xl.sharing.signs import could_be_a_name, signs
from outcomes_xl.workflows.share_workbook import share
from tests.sharing.planted import Plant, planted

NOW = datetime(2026, 11, 28, 22, 0)


@lru_cache(maxsize=1)
def seen() -> LookThrough:
    data, _ = planted_once()
    book = files.read_bytes(data, "Merton.xlsx")
    return look(book, read_borough(book), open_package(data, "Merton.xlsx"))


@lru_cache(maxsize=1)
def planted_once() -> tuple[bytes, list[Plant]]:
    return planted()


def test_there_are_enough_of_them() -> None:
    _, plants = planted_once()
    assert len(plants) >= 30
    assert sum(not plant.cell for plant in plants) >= 10
    assert len({plant.secret for plant in plants}) == len(plants)


def test_everything_planted_in_a_cell_is_found_in_that_cell() -> None:
    data, plants = planted_once()
    book = files.read_bytes(data, "Merton.xlsx")
    cells = {leak.cell for leak in seen().leaks}
    for plant in plants:
        if plant.cell:
            sheet = book.sheets[plant.cell]
            texts = {
                (row, column): str(value) for row, found in sheet.rows.items() for column, value in found.items()
            } | dict(sheet.formulas)
            places = [place for place, text in texts.items() if plant.secret in text.replace("00:00:00", "").strip()]
            assert places, plant
            assert any((cell.row, cell.column) in places for cell in cells if cell and cell.sheet == plant.cell), plant


def test_everything_planted_outside_the_cells_is_found_where_it_is() -> None:
    data, plants = planted_once()
    outside = {plant.secret: plant for plant in plants if not plant.cell}
    told = {leak.place for leak in seen().leaks if leak.cell is None}
    found = set()
    for kept in package_texts(open_package(data, "Merton.xlsx")):
        secrets = [secret for secret in outside if secret in kept.text]
        listed = kept.text.replace(",", ", ") if kept.text[:1] == '"' else kept.text
        if secrets and (any("NHS" in sign.what for sign in signs(listed, kept.label)) or could_be_a_name(kept.text)):
            found.update(secrets)
            assert kept.place in told
    assert found == outside.keys(), [outside[one] for one in outside.keys() - found]


@pytest.mark.parametrize("reason", ["", "the board asked for it tonight"])
def test_none_of_it_is_in_any_part_of_the_copy(tmp_path: Path, reason: str) -> None:
    data, plants = planted_once()
    path, copy = tmp_path / "Merton.xlsx", tmp_path / "to share.xlsx"
    path.write_bytes(data)
    done = share(path, copy, NOW, anyway=reason)
    said = " ".join(f"{one.message} {one.fix} {one.found}" for one in done.result.findings)
    assert [plant for plant in plants if plant.secret in said] == []
    if not reason:
        assert path.read_bytes() == data
        assert done.refused
        assert not copy.exists()
        return
    with zipfile.ZipFile(copy) as package:
        parts = [package.read(name) for name in package.namelist()]
        names = " ".join(package.namelist()).encode() + package.comment
    for plant in plants:
        for spelling in {plant.secret, plant.secret.replace(" ", "")}:
            for encoding in ("utf-8", "utf-16-le"):
                told = spelling.encode(encoding)
                assert not any(told in part for part in [*parts, names]), plant
    assert files.read(copy).sheets["Data availability"]
