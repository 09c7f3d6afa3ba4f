"""What the sieve keeps back is not there: the promise all looking for people in texts rests on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from outcomes_xl.rules.word_sieve import has_any

_LETTERS = st.text("ab1 2.='\n ", max_size=12)
_LISTS = st.lists(st.lists(_LETTERS, min_size=1, max_size=4).map(tuple), min_size=1, max_size=6)


@given(_LETTERS, _LISTS)
def test_what_a_text_holds_is_never_kept_back(text: str, lists: list[tuple[str, ...]]) -> None:
    for words in lists:  # each of them new to the sieve when its turn comes
        assert has_any(text, words) == any(word in text for word in words)


def test_what_is_let_through_is_looked_at_in_full() -> None:
    assert not has_any("a number, of course", ("number of",))
    assert not has_any("stop 7", ("3",)), "figures count alike in the sieve"
