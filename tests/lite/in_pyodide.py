"""Runs in Pyodide: presses buttons of main.py on a workbook in a stand-in pane, then imports every room of the middle.

``GIVEN`` is JSON: the workbook, the moment, main.py, the rooms, and the steps: a button with what its form says, or
cells somebody edits between two buttons. The last value is JSON: what each step left, what was said, how long it took.
"""

import importlib
import json
import pkgutil
import shutil
import sys
from datetime import datetime

import pyodide_js
import xlwings
from js import process

import outcomes_xl
from tests.routes import lite_engine
from tests.routes.pane import Pane

given = json.loads(GIVEN)  # noqa: F821 - put there by run_in_pyodide.mjs
REAL = given.get("real_engine", False)
"""Whether xlwings' own engine is asked, which is not under an open licence, and its own decorators."""
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


def worked():
    """How many seconds this process has worked, whatever else the machine does."""
    used = process.cpuUsage()
    return (used.user + used.system) / 1_000_000


def memory():
    """How much the page has taken for Python so far, in MB: it never gives any back."""
    return round(pyodide_js._module.HEAPU8.length / 1_000_000)


async def pressed(pane, main, button, said):
    told = SCRIPTS[button]
    if REAL:
        await pressed_for_real(pane, main, button, said, told)
        return
    book = lite_engine.xlwings_book(pane, told.get("include", ()), told.get("exclude", ()))
    await getattr(main, button)(book, **said)
    await book.flush()


async def pressed_for_real(pane, main, button, said, told):
    """Do as Lite's page does: hand a document over, call the script, do what is still queued at its end."""
    import js
    from pyodide.ffi import create_proxy

    def on_the_page(answer):
        return js.JSON.parse(json.dumps(answer))

    async def run_actions(actions):
        pane.run_actions(actions.to_py()["actions"])

    async def get_book_data(options):
        return on_the_page(pane.get_book_data(options.to_py()))

    async def get_range_values(sheet, address):
        return on_the_page(pane.get_range_values(sheet, address))

    async def get_range_data(sheet, address, keys):
        return on_the_page(pane.get_range_data(sheet, address, keys.to_py()))

    js.eval("globalThis.xlwings = {}")
    js.xlwings.runActions, js.xlwings.getBookData = create_proxy(run_actions), create_proxy(get_book_data)
    js.xlwings.getRangeValues, js.xlwings.getRangeData = create_proxy(get_range_values), create_proxy(get_range_data)
    include, exclude = (told.get(name) or "" for name in ("include", "exclude"))
    book = xlwings.Book(json=pane.handed_over(*(one.split(",") if one else () for one in (include, exclude))))
    await importlib.import_module("xlwings.server").custom_scripts_call(
        main, button, typehint_to_value={xlwings.Book: book}, args=[*said.values()]
    )
    pane.run_actions(book.json()["actions"])


async def steps():
    if not REAL:
        xlwings.script = script
    main = type(sys)("main")
    exec(compile(given["main.py"], "main.py", "exec"), main.__dict__)
    if REAL:
        meta = importlib.import_module("xlwings.server").custom_scripts_meta(main)
        SCRIPTS.update((one["function_name"], one) for one in meta)
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
            began, before = worked(), len(pane.alerts)
            flushes, questions, actions = pane.flushes, pane.questions, len(pane.done)
            await pressed(pane, main, step["press"], step.get("said", {}))
            took = worked() - began
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
    functions = {} if REAL else {name: getattr(main, name)(*words) for name, words in given["functions"]}
    began = worked()
    shutil.unpack_archive("/rest.zip", xlwings.__path__[0].rpartition("/")[0])
    importlib.invalidate_caches()
    lacking = not_imported(given["rooms"])
    rooms = worked() - began
    return {
        "not_loaded": vars(main).get("not_loaded"),
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
