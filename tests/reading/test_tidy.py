"""What nobody can see is tidied away for comparing; what was typed is kept elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes_xl.reading.tidy import bare, folded, tidy, tidy_text, unseen_characters


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        (" Not  collected ", "Not collected"),
        ("Not\u00a0collected\u200b", "Not collected"),
        ("first line \r\n  second line", "first line\nsecond line"),
        ("\ufeffMET-001", "MET-001"),
        ("MET\u00ad-001\x1f", "MET-001"),
        ("“Stay & Play” – Tuesdays", "“Stay & Play” – Tuesdays"),
        ("Łódź Ŵyn", "Łódź Ŵyn"),
    ],
)
def test_spaces_nobody_can_see_are_gone(typed, tidied):
    assert tidy_text(typed) == tidied


def test_text_that_shows_nothing_is_blank_and_all_else_is_as_it_was():
    assert tidy("\u00a0\u200b ") is None
    assert tidy(0) == 0
    assert tidy(False) is False


def test_words_are_compared_without_capitals_and_typographers_signs():
    assert folded("Children’s “centre” – A") == 'children\'s "centre" - a'
    assert bare("Who holds it?") == bare("who  holds-IT")


def test_unseen_characters_can_be_named():
    assert unseen_characters("MET\u200b-0\u00a001\u200b") == "\u200b\u00a0"
    assert unseen_characters("MET-001") == ""


@given(st.text())
def test_tidying_twice_is_tidying_once_and_leaves_no_space_at_the_ends(text):
    once = tidy_text(text)
    assert tidy_text(once) == once
    assert once == once.strip()
