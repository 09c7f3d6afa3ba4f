"""A number format may show words where a number is stored; which, Excel's own sections and conditions say."""

from __future__ import annotations

import pytest

from outcomes_xl.model.shown_numbers import can_show_words, words_shown


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
