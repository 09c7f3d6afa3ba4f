"""xlwings' own classic path for functions in cells (`xlwings.udfs.call_udf`, unchanged) over stand-ins for pywin32.

What Excel does with a function on Windows with xlwings' add-in: its server is handed ranges, reads them with xlwings'
converters, calls the function and writes the answer back through them.
"""

from __future__ import annotations

import sys
import types
from pathlib import Path
from typing import Any

from tests.routes import stand_in_com as com

UDFS = Path(__file__).resolve().parents[2] / "udfs"
MODULE = "outcomes_udfs"
MISSING = -2147352572  # an argument left out, as COM says it


class Cells(com.Range):
    """A range as a formula hands it over: xlwings asks it where it stands."""

    Row = property(lambda self: self.area.first_row)
    Column = property(lambda self: self.area.first_column)
    Rows = property(lambda self: Count(self.app_, self.area.last_row - self.area.first_row + 1))
    Columns = property(lambda self: Count(self.app_, self.area.last_column - self.area.first_column + 1))


class Count(com.Com):
    def __init__(self, app: com.Application, count: int) -> None:
        self.count, self.app_ = count, app

    Count = property(lambda self: self.count)


class Classic:
    """The functions as xlwings' server would call them, for cells of a sheet."""

    def __init__(self) -> None:
        windows = com.install()
        for name in ("server", "dispatcher", "policy"):
            sys.modules.setdefault(f"win32com.server.{name}", types.ModuleType(name))
        import xlwings
        from xlwings import udfs

        windows.is_range_instance = lambda thing: isinstance(com.bare(thing), com.Range)
        xlwings.engines.add(xlwings.main.Engine(impl=windows.engine))
        # What xlwings does by itself on Windows; elsewhere its decorators hand the function back as it is.
        xlwings.func, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
        sys.modules.setdefault("xlwings.com_server", types.SimpleNamespace(loop=None))  # type: ignore[arg-type]
        sys.path.insert(0, str(UDFS))
        sys.modules.pop(MODULE, None)
        self.udfs = udfs
        self.sheet = com.Workbook(com.Application()).sheet("Summary")
        self.caller = self.cells("Z1")

    def cells(self, address: str) -> Any:
        return Cells(self.sheet, com.Area.parse(address))

    def call(self, name: str, *arguments: Any) -> Any:
        """Return what Excel would be given back for a formula's arguments: cells, values or MISSING."""
        return self.udfs.call_udf(MODULE, name, arguments, None, self.caller)
