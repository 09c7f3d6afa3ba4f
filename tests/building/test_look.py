"""How the workbooks look: words that can be read, marks that go by the lists' own words, rows and pages that fit."""

from __future__ import annotations

from itertools import pairwise

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
    for words in theme.WORDS.values():
        pairs += [
            (how["font_color"], how.get("bg_color", ground))
            for how in words.values()
            for ground in (theme.WHITE, theme.YOURS)
        ]
    pairs += [(theme.RETIRED_ROW["font_color"], theme.YOURS)]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


def test_marked_words_are_the_words_of_the_lists() -> None:
    framework = load_framework()
    assert tuple(theme.WORDS["status"]) == framework.list("status")
    assert tuple(theme.WORDS["domain"]) == framework.list("domain")
    assert tuple(theme.WORDS["severity"]) == framework.list("severity")
    assert {word for word, how in theme.WORDS["status"].items() if how is theme.GAP} == framework.tagged(
        "status", "gap"
    )


def test_statuses_and_severities_differ_in_more_than_colour() -> None:
    for name in ("status", "severity"):
        shapes = {}
        for word, how in theme.WORDS[name].items():
            shapes[word] = (how.get("bold"), how.get("italic"), how.get("border"), "bg_color" in how)
        neighbours = [(one, two) for one, two in pairwise(shapes) if shapes[one] == shapes[two]]
        # The two gaps, and the two that are no answer on the data, look alike on purpose: their words tell them apart.
        assert neighbours in (
            [],
            [("Collected, not extractable", "Not collected"), ("Not applicable", "Not yet assessed")],
        )


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
    cut, *more = cuts(availability, frozen=2)
    assert availability[cut - 1].field == "assessed_on"
    assert availability[cut].field == "found"
    assert len(more) == 1, "what the tool found takes two pages"


def test_a_sheet_without_such_a_place_is_shared_out_over_its_pages() -> None:
    framework = layout("borough").sheet("framework").columns
    assert len(cuts(framework, frozen=1)) == 1
