"""A finished table looked at from outside."""

from __future__ import annotations

from outcomes_xl.disclosure.unsafe_tables import Value, adds_up, find_totals, find_unsafe


def unsafe(*rows: tuple[Value, ...], total_row: int | None = -1, total_column: int | None = -1) -> dict[str, str]:
    """What is found, by address, of a table whose last row and column are totals unless said otherwise."""
    last = len(rows) - 1 if total_row == -1 else total_row
    right = len(rows[0]) - 1 if total_column == -1 else total_column
    found = find_unsafe(rows, last, right)
    return {f"{'ABCDE'[one.column]}{one.row + 1}": one.sentence("It") for one in found}


def test_a_small_count_is_found() -> None:
    assert unsafe((4, 31, 35), (21, 30, 51), (25, 61, 86)) == {"A1": "It shows 4, a group of fewer than 6 people."}


def test_a_withheld_count_that_a_total_gives_away_is_found() -> None:
    assert unsafe((None, 31, 34), (21, 30, 51), (24, 61, 85)) == {
        "A1": "It is withheld, and the totals give it away: it is 3."
    }


def test_two_small_counts_with_a_small_sum_are_found() -> None:
    found = unsafe((None, None, 31, 35), (20, 20, 30, 70), (40, 40, 40, 120), total_row=None)
    assert found == {
        "A1": "It is withheld, and the totals give it away: it is between 0 and 4.",
        "B1": "It is withheld, and the totals give it away: it is between 0 and 4.",
    }


def test_a_table_that_is_safe_is_left_alone() -> None:
    assert unsafe((None, None, 40), (None, None, 51), (45, 46, 91)) == {}
    assert unsafe((0, 31, 31), (21, 30, 51), (21, 61, 82)) == {}


def test_rounded_numbers_are_taken_for_what_they_may_stand_for() -> None:
    assert unsafe((5, 30, 35), (20, 30, 50), (25, 60, 85)) == {}


def test_totals_are_found_by_their_headings_at_an_edge() -> None:
    assert find_totals(("Abbey", "Hillside", "Total"), ("All", "yes", "no")) == (2, 0)
    assert find_totals(("Abbey", "All saints"), ("a", "Total", "b")) == (None, None)


def test_only_a_table_whose_totals_are_sums_is_taken_for_counts() -> None:
    assert adds_up([[4, 31, 35], [21, 30, 51], [25, 61, 86]], 2, 2)
    assert adds_up([[None, 31, 35], [21, 30, 51], [25, 61, 86]], 2, 2)
    assert not adds_up([[4, 31, 18], [21, 30, 25], [13, 31, 22]], 2, 2), "means, not sums"
    assert not adds_up([[4, 31], [21, 30]], None, None)
