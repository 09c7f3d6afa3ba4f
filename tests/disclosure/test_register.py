"""The register of outputs: what it keeps, and that nothing is released beside one that is not known."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from outcomes_xl.disclosure.cubes import Margin, with_totals
from outcomes_xl.disclosure.outputs import CountRule, Population, Released
from outcomes_xl.disclosure.protect import protect
from outcomes_xl.disclosure.register import (
    NAME,
    CannotUseRegister,
    put_on_register,
    read_register,
    released_about,
)
from tests.disclosure.made_up import FSM, LATER, REACHED, SEN, counted, pupils

PEOPLE = Population("made-up pupils", "2026")
CUBE = counted(pupils(3, 300), (SEN, FSM, REACHED, LATER))


def released(*dimensions: str, title: str = "first", rule: CountRule | None = None) -> Released:
    margins = (*with_totals(*dimensions), Margin(("sen",), where=(("reached", "no"),)))
    return protect(CUBE, margins, rule or CountRule(method="suppress")).released(PEOPLE, "2026-11-29", title)


def test_an_output_comes_back_from_the_register_as_it_was_put_there(tmp_path: Path) -> None:
    path = tmp_path / NAME
    first, second = (
        released("sen", "reached"),
        released("fsm", LATER.name, title="“second”", rule=CountRule(10, "round", 10)),
    )
    put_on_register(path, first, known=0)
    put_on_register(path, second, known=1)
    assert read_register(path) == (first, second)
    assert first.withheld


def test_there_is_no_count_in_the_register(tmp_path: Path) -> None:
    path = tmp_path / NAME
    put_on_register(path, released("sen", "reached"), known=0)
    numbers = re.findall(r"\b\d+\b", re.sub(r'"[^"]*"', "", path.read_text(encoding="utf-8")))
    assert sorted(numbers) == ["5", "6"], "the base and the threshold"


def test_the_same_output_is_on_the_register_once(tmp_path: Path) -> None:
    path = tmp_path / NAME
    put_on_register(path, released("sen", "reached"), known=0)
    put_on_register(path, released("sen", "reached", title="once more"), known=1)
    assert [one.title for one in read_register(path)] == ["first"]


def test_an_output_that_was_not_solved_with_all_before_it_is_not_put_there(tmp_path: Path) -> None:
    path = tmp_path / NAME
    put_on_register(path, released("sen", "reached"), known=0)
    before = path.read_bytes()
    with pytest.raises(CannotUseRegister, match=r"put on the register .* meanwhile"):
        put_on_register(path, released("fsm", "reached", title="second"), known=0)
    assert path.read_bytes() == before


def test_only_outputs_about_the_same_people_and_period_are_looked_at(tmp_path: Path) -> None:
    path = tmp_path / NAME
    first = released("sen", "reached")
    last_year = replace(first, population=Population("made-up pupils", "2025"))
    put_on_register(path, first, known=0)
    put_on_register(path, last_year, known=0)
    assert released_about(path, PEOPLE) == (first,)
    assert released_about(tmp_path / "none.toml", PEOPLE) == ()


@pytest.mark.parametrize("left", ["", "\n"])
def test_an_emptied_register_is_no_new_one(tmp_path: Path, left: str) -> None:
    path = tmp_path / NAME
    path.write_text(left, encoding="utf-8")
    with pytest.raises(CannotUseRegister, match="it is not as it was written"):
        read_register(path)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('method = "suppress"', 'method = "none"'),
        ("threshold = 6", "threshold = 1"),
        ('"sen"', '"seen"'),
        ("withheld = ", "shown = "),
        ("[[output]]", "[[output"),
        ('"plan"', '"plans"'),
    ],
)
def test_a_register_somebody_changed_stops_what_would_be_released(tmp_path: Path, was: str, now: str) -> None:
    path = tmp_path / NAME
    put_on_register(path, released("sen", "reached"), known=0)
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(CannotUseRegister, match="cannot be read"):
        released_about(path, PEOPLE)
