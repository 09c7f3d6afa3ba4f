"""How the workbooks look: words that can be read, marks that go by the lists' own words, rows and pages that fit."""

from __future__ import annotations

from outcomes_xl.building import theme
from outcomes_xl.building.page_setup import cuts
from outcomes_xl.building.summary_charts import EDGE, GROUPS, LOOKS
from outcomes_xl.building.theme import contrast
from outcomes_xl.framework import load_framework
from outcomes_xl.model.heights import LINE, lines, row_height
from outcomes_xl.reading.layouts import layout


def test_contrast_is_that_of_the_guidelines() -> None:
    assert round(contrast("#000000", "#FFFFFF"), 1) == 21.0
    assert round(contrast("#12436D", "#FFFFFF"), 1) == 10.2
    assert round(contrast("#FFFFFF", "#28A197"), 1) == 3.2


def test_every_word_stands_out_from_its_ground() -> None:
    pairs = [
        (style.get("font_color", theme.INK), style.get("bg_color", theme.WHITE)) for _, style in theme.STYLES.values()
    ]
    looks = [how for words in (*theme.WORDS.values(), *theme.BEGINNINGS.values()) for how in words.values()]
    pairs += [(how.get("font_color", theme.INK), how.get("bg_color", theme.WHITE)) for how in looks]
    pairs += [(theme.RETIRED_ROW["font_color"], theme.WHITE), (theme.INK, theme.WAITING)]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


def test_marked_words_are_the_words_of_the_lists() -> None:
    framework = load_framework()
    for name, words in theme.WORDS.items():
        assert set(words) <= set(framework.list(name))


def test_only_a_cell_that_waits_has_a_ground_of_its_own() -> None:
    looks = [how for words in (*theme.WORDS.values(), *theme.BEGINNINGS.values()) for how in words.values()]
    assert [how for how in (*looks, theme.RETIRED_ROW, theme.PLACEHOLDER_ROW) if "bg_color" in how] == []
    assert theme.WAITS == {"bg_color": theme.WAITING}


def test_plum_is_bold_as_well() -> None:
    looks = [how for words in (*theme.WORDS.values(), *theme.BEGINNINGS.values()) for how in words.values()]
    assert [how for how in looks if how.get("font_color") == theme.PLUM and not how.get("bold")] == []


def test_labels_on_bars_can_be_read_and_bars_can_be_told_apart_without_colour() -> None:
    fills = [look["fill"]["color"] if "fill" in look else theme.WHITE for look in LOOKS]
    assert len(LOOKS) == len(GROUPS)
    assert all(contrast(look["ink"], fill) >= 4.5 for look, fill in zip(LOOKS, fills, strict=True))
    assert all(contrast(EDGE, fill) >= 3 for fill in fills[1:])
    assert contrast(fills[0], fills[1]) >= 3
    assert "pattern" in LOOKS[2]


def test_a_row_is_as_tall_as_its_longest_text() -> None:
    assert lines("GLD at age 5", 20) == 1
    assert lines("Children with a good level of development at the end of Reception", 30) == 3
    assert lines("one\ntwo", 30) == 2
    assert lines("", 30) == 1
    assert row_height([("short", 20), (None, 5), (12, 1)], least=2) == row_height([("one\ntwo", 20)])
    assert row_height([("x" * 200, 20)]) > 9 * LINE


def test_wide_sheets_are_cut_where_the_officers_columns_end() -> None:
    availability = layout("borough").sheet("availability").columns
    pages = cuts(availability, frozen=1)
    assert "assessed_on" in [availability[cut - 1].field for cut in pages]
    assert sum(column.width for column in layout("borough").sheet("availability").in_sight) < 300, "one page of A3"


def test_a_sheet_without_such_a_place_is_shared_out_over_its_pages() -> None:
    framework = layout("borough").sheet("framework").columns
    assert len(cuts(framework, frozen=1)) == 1
