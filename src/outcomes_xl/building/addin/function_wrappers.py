"""Cell functions in VBA, made from the table ``data/functions.toml`` when the add-in is built.

Each wrapper is one line into ``Calls.Asked``. Its description is an attribute of the procedure, which the Insert
Function window shows without any macro having run; help for arguments is only to be had through
``Application.MacroOptions``, which ``DescribeFunctions`` asks for when the add-in is opened.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from outcomes_xl.building.addin.vba_source import MacroMistake, Module, module

LONGEST_HELP = 255  # what Application.MacroOptions takes for a description
MOST_ARGUMENTS = 4
CATEGORY = "Outcomes"
# Excel reads three letters and up to seven figures as a cell, and R1C1 in its other notation.
LIKE_A_CELL = re.compile(r"([A-Za-z]{1,3}\d{1,7}|[Rr]\d*([Cc]\d*)?|[Cc]\d*)\Z")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{2,63}\Z")
# Words of VBA that someone might call an argument; the editor would refuse the wrapper.
_RESERVED = {
    "date",
    "each",
    "end",
    "error",
    "get",
    "input",
    "is",
    "let",
    "name",
    "next",
    "on",
    "open",
    "print",
    "set",
    "type",
}


@dataclass(frozen=True)
class Argument:
    """What a function is given. ``ndim`` 2 is cells in rows and columns, 0 is one value.

    ``placed``: the helper is also told where its first cell stands, after the function's own arguments.
    """

    name: str
    help: str
    optional: bool = False
    ndim: int = 2
    placed: bool = False


@dataclass(frozen=True)
class CellFunction:
    """A function officers can type in a cell; ``what`` says what they get."""

    name: str
    what: str
    arguments: tuple[Argument, ...]


@lru_cache(maxsize=1)
def cell_functions() -> tuple[CellFunction, ...]:
    """Return the shipped functions in the table's order. Raises MacroMistake, by name, for one that cannot be."""
    text = (resources.files("outcomes_xl") / "data" / "functions.toml").read_text(encoding="utf-8")
    found = tuple(
        CellFunction(one["name"], one["what"], tuple(Argument(**argument) for argument in one["argument"]))
        for one in tomllib.loads(text)["function"]
    )
    for mistake in mistakes(found):
        raise MacroMistake(f"functions.toml: {mistake}")
    return found


def mistakes(functions: Sequence[CellFunction]) -> list[str]:
    """Return what keeps functions from being Excel's: names, lengths, characters, the order of arguments."""
    found = []
    names = [one.name.casefold() for one in functions]
    for one in functions:
        words = [one.what, *(argument.help for argument in one.arguments)]
        optional = [argument.optional for argument in one.arguments]
        for holds, mistake in (
            (_NAME.match(one.name), "its name is letters, figures and _, a letter first"),
            (not LIKE_A_CELL.match(one.name), "Excel reads its name as a cell"),
            (names.count(one.name.casefold()) == 1, "it is there twice"),
            (one.arguments, "it takes nothing, so Excel would never ask it again"),
            (len(_handed_on(one)) <= MOST_ARGUMENTS, "it takes more arguments than Helper.bas hands on"),
            (optional == sorted(optional), "an optional argument stands before one that is needed"),
            (all(_may_be_called(a.name) for a in one.arguments), "an argument cannot be called that in VBA"),
            (all(word.isascii() for word in words), "a help text is not plain ASCII"),
            (all(len(word) <= LONGEST_HELP for word in words), "a help text is longer than Excel takes"),
        ):
            if not holds:
                found.append(f"{one.name}: {mistake}")
    return found


def _may_be_called(argument: str) -> bool:
    return bool(_NAME.match(argument)) and argument not in _RESERVED


def wrappers(functions: Sequence[CellFunction], version: str) -> Module:
    """Return the module Wrappers: the version, one procedure a function, and the help for their arguments."""
    lines = [
        'Attribute VB_Name = "Wrappers"',
        "' Made from data/functions.toml when the add-in was built: change it there.",
        "' Cell functions, each one line into Calls. No error leaves it that Calls does not let go.",
        "Option Explicit",
        "",
        f'Public Const AddInVersion As String = "{version}"',
    ]
    for one in functions:
        lines += ["", *_function(one)]
    lines += ["", "' Help for the Insert Function window.", "Public Sub DescribeFunctions()"]
    lines += [line for one in functions for line in _description(one)]
    lines += [
        "End Sub",
        "",
        "' Excel may refuse while no workbook is open; the help is then missing and all else works.",
        "Private Sub Describe(ByVal functionName As String, ByVal what As String, ByVal arguments As Variant)",
        "    On Error Resume Next",
        "    Application.MacroOptions Macro:=functionName, Description:=what, _",
        f'        Category:="{CATEGORY}", ArgumentDescriptions:=arguments',
        "    On Error GoTo 0",
        "End Sub",
    ]
    return module("\n".join(lines), "Wrappers.bas")


def _function(one: CellFunction) -> list[str]:
    given = ", ".join(
        ("Optional " if argument.optional else "") + f"ByVal {argument.name} As Variant" for argument in one.arguments
    )
    names = ", ".join(_handed_on(one))
    return [
        f"Public Function {one.name}({given}) As Variant",
        f'Attribute {one.name}.VB_Description = "{_quoted(one.what)}"',
        f'Attribute {one.name}.VB_ProcData.VB_Invoke_Func = " \\n14"',  # 14: not among Excel's own groups of functions
        f'    {one.name} = Calls.Asked("{one.name}", {names})',
        "End Function",
    ]


def _handed_on(one: CellFunction) -> list[str]:
    """Return what the helper is given: the arguments, then where those stand whose place matters."""
    names = [argument.name for argument in one.arguments]
    return [*names, *(f"Calls.Corner({argument.name})" for argument in one.arguments if argument.placed)]


def _description(one: CellFunction) -> list[str]:
    """One call, a line for each text: VBA takes at most 24 lines joined and 1,023 characters in one."""
    texts = [f'        "{_quoted(argument.help)}"' for argument in one.arguments]
    return [
        f'    Describe "{one.name}", _',
        f'        "{_quoted(one.what)}", Array( _',
        *(f"{text}, _" for text in texts[:-1]),
        f"{texts[-1]})",
    ]


def _quoted(text: str) -> str:
    return text.replace('"', '""')
