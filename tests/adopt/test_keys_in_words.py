"""Keys as officers write them: in one line, a line each, in the heading's brackets, with symbols, with numbers."""

from __future__ import annotations

import pytest

from outcomes_xl.adopt.key_sentences import pairs_in, pairs_in_brackets, without_shared_word
from tests.adopt.in_memory import ABSENCE, GLD, KS2, REPEAT, account, adopted, sheet_of

HEAD = ("Measure", "Status")
MEANT = ["Available now", "Available, needs work", "Not collected"]


def statuses(*rows: tuple[object, ...]) -> list[object]:
    made = adopted(sheet_of(*rows))
    assert not made.questions
    return [made.availability[one]["status"] for one in ("MET-050", "MET-043", "MET-039")]


@pytest.mark.parametrize(
    "told",
    [
        "G = we have it, A = we have it but it needs work, R = not collected",
        "G=available A=needs work R=not collected",
        "Key: G: available, A: needs work, R: no data",
        "G – available; A – needs work; R – no data",
        "G means we have it, A means it needs work and R means not collected",
        "R = not collected (by anybody), G = available, A = needs work (see notes)",
    ],
)
def test_a_key_in_one_line_is_read_however_its_pairs_are_parted(told: str) -> None:
    assert statuses(HEAD, (ABSENCE, "G"), (KS2, "A"), (GLD, "R"), (), (told,)) == MEANT


def test_a_key_of_a_line_each_is_read_without_the_word_that_all_begin_with() -> None:
    key = (("Score 3 = available now",), ("Score 2 = available, needs work",), ("Score 0 = not collected",))
    assert statuses((*HEAD[:1], "Score"), (ABSENCE, 3), (KS2, 2), (GLD, 0), (), *key) == MEANT


@pytest.mark.parametrize(
    "heading",
    [
        "Data? (✅ have it, ⚠️ have it but needs work, ❌ not collected)",
        "Available? ✅ have it ⚠️ needs work ❌ not collected",
    ],
)
def test_symbols_are_explained_in_the_heading_they_stand_under(heading: str) -> None:
    assert statuses(("Measure", heading), (ABSENCE, "✅"), (KS2, "⚠️"), (GLD, "❌")) == MEANT


def test_one_letter_may_be_explained_in_a_headings_brackets() -> None:
    made = adopted(sheet_of(("Measure", "Have we got it (Y/N/P=partner)"), (ABSENCE, "Y"), (KS2, "P"), (GLD, "N")))
    assert made.availability["MET-043"]["status"] == "Held by a partner"
    assert not made.questions


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Status: available; Owner: schools", [("Status", "available"), ("Owner", "schools")]),
        ("Repeat referrals - within 12 months", []),
        ("P = partner (NHS, schools), N = no", [("P", "partner (NHS, schools)"), ("N", "no")]),
    ],
)
def test_what_is_given_are_pairs_and_no_more(text: str, pairs: list[tuple[str, str]]) -> None:
    assert pairs_in(text) == pairs


def test_brackets_without_a_key_explain_nothing_and_labels_without_a_shared_word_stay() -> None:
    assert pairs_in_brackets("Value (%)") == []
    assert list(without_shared_word(["Red", "Amber light"])) == ["Red", "Amber light"]


def test_answers_that_read_like_lines_of_a_key_stay_answers() -> None:
    made = adopted(sheet_of(("Measure", "Note"), (ABSENCE, "N: not collected"), (KS2, "Y: available"), (GLD, "B: no")))
    assert account(made, "B2")[0] == "carried"
    one_column = adopted(sheet_of(("Measures",), ("NEET: not collected",), ("GLD: available",), (REPEAT,)))
    assert account(one_column, "A2") != ("used", "It explains letters, words or colours.")
