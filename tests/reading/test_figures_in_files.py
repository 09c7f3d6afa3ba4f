"""What a cell of a file says, in whichever spelling its system wrote it; an officer's own cell is read strictly."""

from pathlib import Path

import pytest

from outcomes_xl.reading.figures import (
    Blank,
    NotAFigure,
    NotCollected,
    Number,
    Suppressed,
    figure,
    figure_in_file,
    file_symbols,
    marks,
)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("31", 31),
        ("3.1e+01", 31),
        ("4.8e1", 48),
        ("1e+05", 100_000),
        ("7.01E+01", 70.1),
        ("-2.5e-1", -0.25),
        ("1,234", 1234),
        ("70.1%", 70.1),
        ("19.899999999999999", 19.9),
        ("69.000000", 69),
    ],
)
def test_a_number_is_the_same_number_however_it_is_written(written: str, number: float) -> None:
    assert figure_in_file(written) == Number(number)


@pytest.mark.parametrize(
    ("written", "mark"),
    [
        ("70.1[r]", "r"),
        ("70.1 (p)", "p"),
        ("70.1p", "p"),
        ("70.1 [e]", "e"),
        ("70.1% (prov)", "prov"),
        ("70.1 (provisional)", "provisional"),
        ("70.1 [r] [p]", "p"),
        ("70.1[p][r]", "p"),
        ("70.1ᵖ", "p"),
        ("70.1ᵇ", "b"),
        ("70.1ᵃ", "note"),
        ("70.1ᵃ,ᶜ", "note"),
        ("70.1¹ ²", "note"),
        ("70.1 ⁽ʳ⁾", "r"),
        ("70.1*", "note"),
        ("70.1 †", "note"),
        ("70.1%¹", "note"),
        ("70.1[2]", "note"),
        ("70.1 [note 5]", "note"),
        ("70.1[r][note 2]", "note"),
        ("70.1r*", "note"),
    ],
)
def test_a_mark_beside_a_number_is_kept_and_means_something(written: str, mark: str) -> None:
    found = figure_in_file(written)
    assert isinstance(found, Number)
    assert (found.value, found.mark) == (70.1, mark)
    assert marks()[mark]


@pytest.mark.parametrize(
    "written",
    [
        "*",
        "[c]",
        "c",
        "k",
        "low",
        "[low]",
        "u",
        "~",
        "<5",
        "< 10",
        "fewer than 5",
        "≤5",
        "<= 5",
        "5 or fewer",
        "1 to 4",
        "1-4",
        "between 1 and 4",
        ">95",
        "> 95%",
        "≥95",
        ">=95",
        "95 or more",
        "CONF",
        "[conf]",
        "Confidential",
        "S",
        "[s]",
        "supp",
    ],
)
def test_some_signs_say_that_a_figure_is_withheld(written: str) -> None:
    found = figure_in_file(written)
    assert isinstance(found, Suppressed)
    assert found.withheld
    assert found.meaning


@pytest.mark.parametrize("written", ["x", "[x]", "z", "m", "[m]", ":", "..", ".", "...", "-"])
def test_others_say_that_there_is_none_or_nothing(written: str) -> None:
    found = figure_in_file(written)
    assert isinstance(found, Suppressed)
    assert not found.withheld
    assert found.meaning == file_symbols()[written.strip("[]")]


@pytest.mark.parametrize("written", ["NULL", "NA", "n/a", "NaN", "[note 3]", "not published"])
def test_words_for_no_figure_are_no_figure(written: str) -> None:
    assert figure_in_file(written) == NotCollected(written)


def test_a_blank_is_a_blank() -> None:
    assert figure_in_file("") == figure_in_file(None) == figure_in_file("  ") == Blank()


@pytest.mark.parametrize(
    "written",
    ["70.1 [q]", "about 3", "5k", "1.2-3", "4 to 1", "2024-25", "#N/A", "12 (24)", "-100", "9.00E+999", "3.1e-400"],
)
def test_what_is_not_understood_stays_what_it_is(written: str) -> None:
    assert figure_in_file(written) == NotAFigure(written)


@pytest.mark.parametrize("typed", ["1e5", "<5", "-", "70.1[r]", "*"])
def test_an_officer_who_types_what_only_files_write_is_asked(typed: str) -> None:
    assert figure(typed) == NotAFigure(typed)


def test_the_officers_page_has_every_sign_and_mark_that_is_understood() -> None:
    page = (Path(__file__).parents[2] / "docs" / "officers" / "check-data-availability.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.partition("<!-- signs -->")[2].splitlines() if line.startswith("| ")]
    shown = {one.strip() for row in rows for one in row.split(",")}
    assert {*file_symbols()} - {"suppressed"} <= shown
    assert {*marks()} - {"note"} <= shown
