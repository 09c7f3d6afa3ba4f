"""``outcomes.xlam`` from ``macros/``, ``data/functions.toml`` and this version; or a test's variant of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from outcomes_xl import __version__
from outcomes_xl.building.addin import mapping_tabs
from outcomes_xl.building.addin.function_wrappers import cell_functions, wrappers
from outcomes_xl.building.addin.guide_sheet import base_workbook
from outcomes_xl.building.addin.macro_package import with_macros
from outcomes_xl.building.addin.ribbon import problems, ribbon_bytes
from outcomes_xl.building.addin.vba_source import MacroMistake, Module, modules

FILE_NAME = "outcomes.xlam"
PROJECT = "OutcomesAddIn"


def addin_bytes(macros: Path | None = None) -> bytes:
    """Return the add-in. The same sources always give the same bytes, with the same zlib.

    Raises MacroMistake, saying which, when a macro, a callback or a function does not hold.
    """
    found = every_module(macros)
    ribbon = ribbon_bytes(macros)
    if wrong := problems(ribbon, found):
        raise MacroMistake("the ribbon and the macros do not agree: " + "; ".join(wrong))
    return with_macros(base_workbook(ribbon, cell_functions()), ".xlam", PROJECT, found, ribbon)


def macro_workbook(base: bytes, instead: Mapping[str, str] | None = None, more: Sequence[Module] = ()) -> bytes:
    """Return a workbook (.xlsm) that carries the add-in's macros itself, as tests outside Excel need it.

    ``instead`` puts other text in place of some files; ``more`` are further modules.
    """
    return with_macros(base, ".xlsm", PROJECT, [*every_module(instead=instead), *more])


def every_module(macros: Path | None = None, instead: Mapping[str, str] | None = None) -> list[Module]:
    """Return the modules of ``macros/``, the one made from the functions and the one made from the layout."""
    return [*modules(macros, instead), wrappers(cell_functions(), __version__), mapping_tabs.module()]
