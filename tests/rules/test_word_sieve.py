"""What the sieve keeps back is not there: the promise all looking for people in texts rests on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from outcomes_xl.rules.word_sieve import could_have, has_any

_LETTERS = st.text("ab1 2.='\n ", max_size=12)
_LISTS = st.lists(st.lists(_LETTERS, min_size=1, max_size=4).map(tuple), min_size=1, max_size=6)


@given(_LETTERS, _LISTS)
def test_what_a_text_holds_is_never_kept_back(text: str, lists: list[tuple[str, ...]]) -> None:
    for words in lists:  # each of them new to the sieve when its turn comes
        stands_there = any(word in text for word in words)
        assert could_have(text, words) or not stands_there
        assert has_any(text, words) == stands_there


def test_a_text_without_any_of_the_words_is_kept_back() -> None:
    assert not could_have("songs for all, in winter", ("mum", "number of", "n ="))
    assert could_have("a number, of course", ("number of",)), "let through, to be looked at in full"


def test_figures_count_alike() -> None:
    assert could_have("stop 7", ("3",)) and not has_any("stop 7", ("3",))
