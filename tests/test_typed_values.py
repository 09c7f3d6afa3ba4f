"""What is typed after an option of the command line, and what is said where it cannot be read."""

from __future__ import annotations

from datetime import date

import pytest
import typer
from typer.testing import CliRunner

from outcomes_xl.cli.main import app
from outcomes_xl.cli.typed_values import day, whole_number


def test_a_day_is_read_as_a_computer_and_as_an_officer_writes_it() -> None:
    assert day("2026-11-01") == day(" 01/11/2026 ") == day(date(2026, 11, 1)) == date(2026, 11, 1)
    with pytest.raises(typer.BadParameter, match="“29/13/2026” is no day"):
        day("29/13/2026")


def test_a_whole_number_is_one() -> None:
    assert (whole_number("-3"), whole_number(6)) == (-3, 6)
    with pytest.raises(typer.BadParameter, match="is no whole number"):
        whole_number("1.5")


@pytest.mark.parametrize(
    "words",
    [
        ("share", "a.xlsx", "--to", "b.xlsx", "--threshold"),
        ("changed", "a.xlsx", "--run"),
        ("collate", ".", "--to", "b.xlsx", "--since"),
    ],
)
def test_no_option_answers_in_a_programmers_words(words: tuple[str, ...]) -> None:
    said = CliRunner().invoke(app, [*words, "abc"])
    assert (said.exit_code, "“abc” is no " in said.output) == (2, True)
    assert "valid integer" not in said.output
