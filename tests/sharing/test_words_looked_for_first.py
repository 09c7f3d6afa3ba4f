"""Words that are looked for before a pattern is tried save time, and hide nothing that the pattern would find."""

from __future__ import annotations

from outcomes_xl.rules import personal_data_described as described
from outcomes_xl.rules import personal_data_loose as loose
from outcomes_xl.rules import personal_data_names as names
from outcomes_xl.rules.plain_text import plain
from outcomes_xl.rules.word_sieve import NeedsWords, has_any
from tests.sharing.notes_held_back import HARMLESS, IN_HASTE, LEAKY
from tests.sharing.notes_of_other_words import other_leaky
from tests.sharing.notes_spoken import LEAKY as SPOKEN
from tests.sharing.notes_to_share import leaky

_TOGETHER = (names._beside_kin(), names._patterns(), names._theirs())
_PATTERNS = [
    *(one for module in (names, loose) for one in vars(module).values() if isinstance(one, NeedsWords)),
    *(one for several in _TOGETHER for one in several.patterns),
    names._befallen(),
    NeedsWords(described._OF_A_PLACE, described._ONE_OF_A_PLACE),
]


def test_a_pattern_finds_the_same_with_its_words_looked_for_first() -> None:
    found = 0
    for note in map(plain, (*HARMLESS, *LEAKY, *IN_HASTE, *SPOKEN, *leaky(300), *other_leaky(130))):
        for one in _PATTERNS:
            without = [match.span() for match in one.pattern.finditer(note)]
            assert [match.span() for match in one.finditer(note)] == without, (one.pattern.pattern[:60], note)
            found += len(without)
    assert found > 50


def test_patterns_looked_for_together_find_what_each_finds() -> None:
    for note in map(plain, (*HARMLESS, *LEAKY, *SPOKEN)):
        for several in _TOGETHER:
            alone = [match.span() for one in several.patterns for match in one.pattern.finditer(note)]
            assert [match.span() for match in several.finditer(note)] == alone, note


def test_a_word_is_seen_with_another_i_as_a_pattern_sees_it() -> None:
    assert has_any("BİRTH", ("birth",)) and has_any("bırth", ("birth",))
