"""The commands themselves, as an officer or IT types them, on a machine that has no Excel."""

from __future__ import annotations

import sys

import pytest

from tests.whole.conftest import outcomes_xl

NO_EXCEL = (
    "Excel runs on Windows and macOS, so there is nothing to install the add-in into here. "
    "Use the command line on a closed workbook: outcomes-xl check, refresh, availability or undo.\n"
)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="here is an Excel to install into")
@pytest.mark.parametrize("words", [["install", "--dry-run"], ["uninstall", "--settings", "--dry-run"], ["doctor"]])
def test_where_there_is_no_excel_it_says_so_in_words(words: list[str]) -> None:
    ran = outcomes_xl(*words)
    assert (ran.code, ran.out, ran.err) == (3, "", NO_EXCEL)


@pytest.mark.skipif(sys.platform == "win32", reason="here the helper would run")
def test_the_helper_says_what_to_do_instead_and_stop_ends_none() -> None:
    assert outcomes_xl("helper").out.startswith("The helper works with Excel on Windows.")
    assert outcomes_xl("helper", "--stop").out == "No helper is running.\n"


def test_every_command_says_what_it_does() -> None:
    told = outcomes_xl("--help").out
    for name in ("install", "uninstall", "doctor", "helper", "build"):
        assert f" {name} " in told
