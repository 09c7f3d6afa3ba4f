"""Cells into rectangles: exactly these cells, each once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from outcomes_xl.hosts.desktop.excel_values import from_excel, needs_text_format, to_excel
from outcomes_xl.hosts.desktop.rectangles import areas, hull, text_areas
from outcomes_xl.model import Area
from outcomes_xl.model.cell_values import same

places = st.sets(st.tuples(st.integers(1, 12), st.integers(1, 8)))


def cells(area: Area) -> list[tuple[int, int]]:
    columns = range(area.first_column, area.last_column + 1)
    return [(row, column) for row in range(area.first_row, area.last_row + 1) for column in columns]


@given(places)
def test_the_rectangles_hold_exactly_the_cells_each_once(some: set[tuple[int, int]]) -> None:
    held = [place for area in areas(some) for place in cells(area)]
    assert sorted(held) == sorted(some)


@given(places.filter(bool))
def test_the_hull_holds_every_cell(some: set[tuple[int, int]]) -> None:
    around = hull(areas(some))
    assert all(place in around for place in some)


def test_a_block_is_one_rectangle() -> None:
    assert areas((row, column) for row in range(2, 502) for column in range(3, 13)) == [Area.parse("C2:L501")]


def test_a_column_of_words_and_codes_becomes_text_as_a_whole() -> None:
    assert text_areas(Area.parse("B2:C4"), [["Found", 1], ["2024/25", 2], [None, "5-9"]]) == [
        Area.parse("B2:B3"),
        Area.parse("B4:C4"),
    ]


def test_plain_words_need_no_text_format() -> None:
    for text in ("Available now", "Published, but withheld for your borough", "NEET", "Größe", "x" * 300, "yes - no"):
        assert not needs_text_format(text), text


@given(st.one_of(st.integers(-(10**14), 10**14), st.dates(min_value=__import__("datetime").date(1901, 1, 1))))
def test_what_is_given_to_excel_reads_back_the_same(value: object) -> None:
    assert same(from_excel(to_excel(value), errors_are_words=False), value)  # type: ignore[arg-type]
