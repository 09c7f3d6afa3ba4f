"""A number format may show words where a number is stored; which, Excel's own sections and conditions say."""

from __future__ import annotations

import pytest

from outcomes_xl.model.shown_numbers import (
    beside_it,
    can_show_more_or_less,
    can_show_words,
    shows_nothing,
    words_shown,
)


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ('0;-0;"c"', 0, "c"),
        ('0;-0;"c"', 12, ""),
        ('0.0;"n/a";0.0;@', -4, "n/a"),
        ('[<5]"c";0', 4, "c"),
        ('[<5]"c";0', 5, ""),
        ("[<5]\\c;0", 0, "c"),
        ('[=0]"z";[<10]\\*;0.0', 3, "*"),
        ('[=0]"z";[<10]\\*;0.0', 30, ""),
        ('[>=95]">95";0', 97, ">95"),
        ('[<5]"<5";[Red]0', 2, "<5"),
        ('"c"', 7, "c"),
        ('[Red]"supp"', 7, "supp"),
        ('#,##0;;"low"', 0, "low"),
        ('[$-809]0.0%;-0.0%;"low"', 0, "low"),
    ],
)
def test_words_are_shown_in_place_of_a_number(code: str, value: float, words: str) -> None:
    assert words_shown(code, value) == words


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0",
        "0.0%",
        '0" children"',
        "£#,##0",
        '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-',
        "dd/mm/yyyy",
        "@",
        "",
        ";;;",
    ],
)
def test_a_number_that_is_shown_is_that_number(code: str) -> None:
    assert not can_show_words(code)
    assert words_shown(code, 0) == words_shown(code, 3) == ""


def test_a_dash_for_nought_is_how_accounts_write_0_and_for_any_other_number_hides_it() -> None:
    assert words_shown('#,##0;-#,##0;"-"', 0) == ""
    assert words_shown('[<5]"-";0', 3) == "-"


@pytest.mark.parametrize(
    ("code", "value", "beside"),
    [
        ('0.0" per 1,000"', 5.6, ("", " per 1,000")),
        ('0"*"', 56, ("", "*")),
        ("0\\*", 56, ("", "*")),
        ('"approx. "0', 56, ("approx. ", "")),
        ('0;-0;0" (low)"', 0, ("", " (low)")),
        ('"£"#,##0', 56, ("", "")),
        ('0.0"%"', 56, ("", "")),
        ('#,##0" "', 56, ("", "")),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', 56, ("", "")),
        ("General", 56, ("", "")),
    ],
)
def test_words_a_format_puts_beside_a_number_are_known(code: str, value: float, beside: tuple[str, str]) -> None:
    assert beside_it(code, value) == beside
    assert can_show_more_or_less(code) or beside == ("", "")


@pytest.mark.parametrize(
    ("code", "value", "nothing"),
    [(";;;", 5, True), ("0;-0;", 0, True), ("0;-0;", 5, False), ("General", 5, False), ('0;-0;"c"', 0, False)],
)
def test_a_format_can_hide_a_number(code: str, value: float, nothing: bool) -> None:
    assert shows_nothing(code, value) is nothing
    assert can_show_more_or_less(code) or not nothing
