"""One table of functions: the wrappers, the helper, the xlwings module and the officers' page all say the same."""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from outcomes_xl.building.addin.function_wrappers import CellFunction, cell_functions
from outcomes_xl.model.cannot_use import CannotUse
from tests.fresh import brought_in
from tests.functions.small import every, shown

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "officers" / "functions.md").read_text("utf-8")
TABLE = {one.name: one for one in cell_functions()}
SECTIONS = dict(re.findall(r"^## (OUTCOMES_\w+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def udfs() -> Any:
    sys.path.insert(0, str(ROOT / "udfs"))
    try:
        import outcomes_udfs
    finally:
        sys.path.remove(str(ROOT / "udfs"))
    return outcomes_udfs


def parameters(function: Any) -> list[tuple[str, bool]]:
    """The names of a function's arguments, and whether each may be left out."""
    given = inspect.signature(function).parameters.values()
    return [(one.name, one.default is not one.empty) for one in given]


def wanted(one: CellFunction) -> list[tuple[str, bool]]:
    return [(argument.name, argument.optional) for argument in one.arguments]


def test_the_core_answers_the_functions_of_the_table_in_its_order_and_with_its_arguments() -> None:
    assert list(every()) == list(TABLE)
    for name, one in TABLE.items():
        corners = [("corner", True) for argument in one.arguments if argument.placed]
        assert parameters(every()[name]) == [*wanted(one), *corners], name


def test_the_xlwings_module_has_the_same_functions_arguments_and_help(udfs: Any) -> None:
    made = {name: thing for name, thing in vars(udfs).items() if name.startswith("OUTCOMES_")}
    assert list(made) == list(TABLE)
    source = inspect.getsource(udfs)
    for name, one in TABLE.items():
        assert parameters(made[name]) == wanted(one), name
        assert made[name].__doc__ == one.what, name
        above = source.split(f"def {name}(")[0].rsplit("@xw.func", 1)[1]
        given = re.findall(r'@xw\.arg\(\s*"(\w+)",\s*doc="(.*?)",\s*\*\*(\w+)', above)
        assert given == [
            (argument.name, argument.help, "_CELLS" if argument.ndim == 2 else "_ONE") for argument in one.arguments
        ]


def test_no_function_is_volatile_or_writes_into_other_cells(udfs: Any) -> None:
    code = inspect.getsource(udfs).split('"""', 2)[2]
    assert "volatile" not in code
    assert "expand" not in code
    assert all(len(inspect.getsource(getattr(udfs, name)).split("return ")) == 2 for name in TABLE), "one line each"


def test_the_core_needs_neither_xlwings_nor_pandas() -> None:
    code = (
        "from outcomes_xl.functions import answer\n"
        "assert answer('OUTCOMES_BOROUGH', 'E09000024') == [['Merton']]\n"
        "answer('OUTCOMES_STATUS_COUNTS', [['Not collected']])"  # only OUTCOMES_PROBLEMS is Check, which asks pandera
    )
    assert not brought_in(code, {"xlwings", "pandas", "pandera", "numpy", "openpyxl", "lxml"})


# The officers' page -----------------------------------------------------------------------------------------------


def test_the_page_has_every_function_with_the_tables_own_help() -> None:
    assert list(SECTIONS) == list(TABLE)
    for name, one in TABLE.items():
        assert SECTIONS[name].strip().startswith(one.what), name
        rows = re.findall(r"^\| (\w+)( \(may be left out\))? \| ([^`|]*?) \|$", SECTIONS[name], re.MULTILINE)
        told = [
            (argument, help_, bool(optional))
            for argument, optional, help_ in rows
            if argument not in ("argument", "formula")
        ]
        assert told == [(argument.name, argument.help, argument.optional) for argument in one.arguments], name


def examples() -> list[tuple[str, str]]:
    found = re.findall(r"^\| `=(OUTCOMES_.*?)` \| (.*) \|$", PAGE, re.MULTILINE)
    return [(formula, answer) for formula, answer in found]


def test_every_function_has_an_example() -> None:
    assert {formula.partition("(")[0] for formula, _ in examples()} == set(TABLE)


@pytest.mark.parametrize(("formula", "answer"), examples(), ids=lambda text: text[:60])
def test_an_example_answers_as_the_page_says(formula: str, answer: str) -> None:
    name, _, given = formula.removesuffix(")").partition("(")
    try:
        got = shown(every()[name](*arguments(given)))
    except CannotUse as trouble:
        got = [str(trouble)]
    assert got == answer.split("<br>")


def arguments(given: str) -> list[Any]:
    """The arguments of a formula made of texts, numbers and cells in braces: 1,{"a","b";"c","d"}."""
    words = re.findall(r'\{.*?\}|"[^"]*"|[^,]+', given)
    return [_cells(word) if word.startswith("{") else _value(word) for word in words]


def _cells(braces: str) -> list[list[Any]]:
    rows = re.findall(r'(?:"[^"]*"|[^;"])+', braces[1:-1])
    return [[_value(word) for word in re.findall(r'"[^"]*"|[^,]+', row)] for row in rows]


def _value(word: str) -> Any:
    return word[1:-1] if word.startswith('"') else float(word)
