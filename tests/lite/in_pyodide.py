"""Runs in Pyodide: imports every room of the middle, then presses buttons of main.py on a workbook in a stand-in pane.

``GIVEN`` is JSON: the workbook, the moment, main.py, the rooms, and the steps: a button with what its form says, or
cells somebody edits between two buttons. The last value is JSON: what each step left, what was said, how long it took.
"""

import importlib
import json
import pkgutil
import sys
import time
from datetime import datetime

import pyodide_js
import xlwings

import outcomes_xl
from tests.routes import lite_engine
from tests.routes.pane import Pane

given = json.loads(GIVEN)  # noqa: F821 - put there by run_in_pyodide.mjs
SCRIPTS = {}


def script(**said):
    """Stand for xlwings' decorator, which needs a licence: remember what it was told, as Lite does."""

    def keep(function):
        SCRIPTS[function.__name__] = said
        return function

    return keep


def not_imported(rooms):
    """Import every module of some rooms; return those that cannot be, and what each lacked."""
    lacking = {}
    for room in rooms:
        package = importlib.import_module(f"outcomes_xl.{room}")
        for found in pkgutil.walk_packages(package.__path__, f"outcomes_xl.{room}."):
            try:
                importlib.import_module(found.name)
            except ImportError as missing:
                lacking[found.name] = missing.name or str(missing)
    return lacking


class Moment(datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.fromisoformat(given["now"])


def memory():
    """How much the page has taken for Python so far, in MB: it never gives any back."""
    return round(pyodide_js._module.HEAPU8.length / 1_000_000)


async def pressed(pane, main, button, said):
    told = SCRIPTS[button]
    book = lite_engine.xlwings_book(pane, told.get("include", ()), told.get("exclude", ()))
    await getattr(main, button)(book, **said)
    await book.flush()


async def steps():
    began = time.perf_counter()
    lacking = not_imported(given["rooms"])
    rooms = time.perf_counter() - began
    xlwings.script = script
    main = type(sys)("main")
    exec(compile(given["main.py"], "main.py", "exec"), main.__dict__)
    from outcomes_xl.lite import pane as pane_module

    pane_module.datetime = Moment
    done = []
    for workbook in given["workbooks"]:
        pane = Pane.of(workbook["state"])
        for step in workbook["steps"]:
            for title, row, column, value in step.get("edits", ()):
                next(one for one in pane.workbook.sheets if one.title == title).put(row, column, value)
            if "press" not in step:
                continue
            began, before = time.perf_counter(), len(pane.alerts)
            flushes, questions, actions = pane.flushes, pane.questions, len(pane.done)
            await pressed(pane, main, step["press"], step.get("said", {}))
            took = time.perf_counter() - began
            done.append(
                {
                    "press": step["press"],
                    "state": pane.state() if step.get("kept", True) else None,
                    "alerts": pane.alerts[before:],
                    "seconds": round(took, 2),
                    "memory": memory(),
                    "flushes": pane.flushes - flushes,
                    "questions": pane.questions - questions,
                    "actions": len(pane.done) - actions,
                }
            )
    functions = {name: getattr(main, name)(*words) for name, words in given["functions"]}
    return {
        "python": sys.version.split()[0],
        "platform": sys.platform,
        "version": outcomes_xl.__version__,
        "rooms": round(rooms, 2),
        "lacking": lacking,
        "loaded": sorted({"pandas", "numpy", "lxml", "pandera", "httpx"} & set(sys.modules)),
        "scripts": SCRIPTS,
        "functions": functions,
        "steps": done,
    }


json.dumps(await steps(), default=str)  # noqa: F704 - Pyodide awaits at the top
