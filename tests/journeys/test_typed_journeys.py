"""What is typed in the box of the button Journeys: sources, a key, and options called as the command has them."""

from __future__ import annotations

import pytest

from outcomes_xl.journeys.typed_journeys import TypedJourneys, typed_journeys
from outcomes_xl.model.cannot_use import WrongUsage


@pytest.mark.parametrize(
    ("text", "sources", "key", "options"),
    [
        ("1, 2 with northbridge-2026", (1, 2), "northbridge-2026", {}),
        (" 1 and 3  WITH  north bridge ", (1, 3), "north bridge", {}),
        ("2 3 with k", (2, 3), "k", {}),
        ('schools.csv; "care.xlsx, Events" ; 1 with “k”', ("schools.csv", "care.xlsx, Events", 1), "k", {}),
        ("events\\with help.csv with k", ("events\\with help.csv",), "k", {}),
        (
            "1 with k --reach Help > Care: 6 --reach Care > Help --until=2026-08-31 --suppress",
            (1,),
            "k",
            {"reach": ("Help > Care: 6", "Care > Help"), "until": ("2026-08-31",), "suppress": ("",)},
        ),
        ("1 with k --suppress –until 2026-08-31", (1,), "k", {"suppress": ("",), "until": ("2026-08-31",)}),
        ('1 with k --person "client id" --person UPN', (1,), "k", {"person": ("client id", "UPN")}),
    ],
)
def test_what_is_typed_is_read(
    text: str, sources: tuple[int | str, ...], key: str, options: dict[str, tuple[str, ...]]
) -> None:
    assert typed_journeys(text) == TypedJourneys(sources, key, options)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Which sources are to be linked, and with which key, cannot be seen."),
        ("1, 2", "Which sources are to be linked, and with which key, cannot be seen."),
        ("with northbridge-2026", "Which sources are to be linked, and with which key, cannot be seen."),
        ("1 with k --preview", "There is no option --preview here. There are --person, --event, "),
        ("1 with k --blank-is-no", "There is no option --blank-is-no here."),
        ("1 with k --until", "Nothing stands behind --until. Write its value, or take it away."),
        ("1 with k --within 6 --within 9", "--within stands there twice. Give it once."),
    ],
)
def test_what_cannot_be_read_is_told(text: str, told: str) -> None:
    with pytest.raises(WrongUsage) as refused:
        typed_journeys(text)
    assert str(refused.value).startswith(told)


def test_a_number_is_asked_for_where_one_belongs() -> None:
    typed = typed_journeys("1 with k --within a year --longest 4")
    assert typed.number("longest") == 4
    assert typed.number("threshold") is None
    with pytest.raises(WrongUsage, match="--within takes a number, not “a year”"):
        typed.number("within")
