"""The COM object that macros reach with GetObject(, "OutcomesXL.Helper"). Needs Windows and pywin32.

Two lines in the user's own part of the registry give the name a class id. There is no LocalServer32 entry, so COM can
never start Python for Excel: Excel either finds the running helper in the list of running objects or finds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from outcomes_xl.helper.dispatcher import Dispatcher
from outcomes_xl.hosts.desktop import engine_compat
from outcomes_xl.hosts.desktop.xlwings_objects import XlApp, XlBook

NAME = "OutcomesXL.Helper"
CLASS_ID = "{6C0B9C8E-3F5D-4B0E-9A57-0E2D8C4A71F3}"
_CLASSES = r"Software\Classes"
_ESC = 0x1B
_STRONG = 0  # ACTIVEOBJECT_STRONG: the list keeps the object alive until it is taken off


class Helper:
    """What a macro sees: methods that answer with plain values and never raise.

    A formula in any workbook can reach Answer, through the functions for cells; buttons alone reach the others.
    No answer is a tuple: pywin32 takes one for the values of several arguments and hands over its first alone.
    """

    _public_methods_ = ("Run", "Adopt", "Collate", "Answer", "Choose", "Version", "SameVersion")

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._desk = dispatcher

    def Run(self, job: Any, workbook: Any, full_name: Any, agreed: Any = "") -> str:  # noqa: N802 - VBA's way of naming
        """Do a job on the workbook, Excel's own object; where it is None, on the open one of that name."""
        handed_over = None if workbook is None else partial(book_of, workbook)
        return self._desk.answer(job, full_name, agreed, handed_over).for_a_macro()

    def Adopt(self, spreadsheet: Any, borough: Any) -> str:  # noqa: N802
        """Make a new workbook from a borough's own spreadsheet; an answer to open says where it is."""
        return self._desk.adopt(str(spreadsheet or ""), str(borough or "")).for_a_macro()

    def Collate(self, folder: Any, workbook: Any = None) -> str:  # noqa: N802
        """Make the London picture of a folder with workbooks; an answer to open says where it is.

        The workbook in front, or None, is handed over for its status bar alone.
        """
        handed_over = None if workbook is None else partial(book_of, workbook)
        return self._desk.collate(str(folder or ""), handed_over).for_a_macro()

    def Answer(self, function: Any, *arguments: Any) -> Any:  # noqa: N802
        answer = self._desk.call(function, *arguments)
        return list(answer) if isinstance(answer, tuple) else answer

    def Choose(self, what: Any, place: Any = "") -> str:  # noqa: N802
        return self._desk.choose(what, place)

    def Version(self) -> str:  # noqa: N802
        return self._desk.version()

    def SameVersion(self, add_in: Any) -> str:  # noqa: N802
        return self._desk.same_version(str(add_in))


def esc_is_pressed() -> bool:
    """Return whether Esc is held down, or was pressed since this was last asked, while Excel waits for the helper.

    Excel hands no key on while it waits; Windows itself is asked. Not seen on Windows yet.
    """
    windows: Any = import_module("ctypes").windll
    return bool(windows.user32.GetAsyncKeyState(_ESC))


def register() -> None:
    """Give the helper's name its class id, for this user only. Doing it again changes nothing."""
    winreg: Any = import_module("winreg")
    for key, value in entries():
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as made:
            winreg.SetValueEx(made, "", 0, winreg.REG_SZ, value)


def unregister() -> None:
    """Take this user's entries away again; what is not there is left be."""
    winreg: Any = import_module("winreg")
    for key, _ in reversed(entries()):
        try:
            winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)
        except FileNotFoundError:
            continue


def entries() -> list[tuple[str, str]]:
    """Return the keys of this user's registry that name the helper, each with its text, the outer ones first."""
    return [
        (rf"{_CLASSES}\{NAME}", "The outcomes toolkit's helper"),
        (rf"{_CLASSES}\{NAME}\CLSID", CLASS_ID),
        (rf"{_CLASSES}\CLSID\{CLASS_ID}", "The outcomes toolkit's helper"),
        (rf"{_CLASSES}\CLSID\{CLASS_ID}\ProgID", NAME),
    ]


@contextmanager
def reachable(dispatcher: Dispatcher) -> Iterator[Callable[[float], None]]:
    """Put the desk on the user's list of running objects; yields how to wait for calls. Off the list afterwards."""
    pythoncom: Any = import_module("pythoncom")
    pywintypes: Any = import_module("pywintypes")
    server: Any = import_module("win32com.server.util")
    event: Any = import_module("win32event")
    pythoncom.CoInitialize()
    try:
        register()
        _end_if_taken_away()
        thing = server.wrap(Helper(dispatcher))
        listed = pythoncom.RegisterActiveObject(thing, pywintypes.IID(CLASS_ID), _STRONG)
        try:
            never = event.CreateEvent(None, False, False, None)

            def wait(seconds: float) -> None:
                # Sleeps in Windows until a call arrives, so an idle helper takes no processor time.
                event.MsgWaitForMultipleObjects([never], False, int(seconds * 1000), event.QS_ALLINPUT)
                pythoncom.PumpWaitingMessages()

            yield wait
        finally:
            pythoncom.RevokeActiveObject(listed)
    finally:
        pythoncom.CoUninitialize()


def _end_if_taken_away() -> None:
    """End where an uninstall overtook the start of this helper: its files are gone, and its entries are to go too."""
    if not Path(__file__).exists():
        unregister()
        raise SystemExit(0)


def book_of(workbook: Any) -> XlBook:
    """Return the xlwings Book over a workbook that a macro handed over, Excel's own object. Excel is asked nothing."""
    xlwings: Any = import_module("xlwings")
    engine: Any = import_module("xlwings._xlwindows")
    client: Any = import_module("win32com.client")
    engine_compat.finite_attempts()
    book: XlBook = xlwings.Book(impl=engine.Book(xl=engine.COMRetryObjectWrapper(client.Dispatch(workbook))))
    return book


def applications() -> list[Callable[[], XlApp]]:
    """Return for every Excel of this user, in the order of their windows, a call that returns its xlwings App."""
    xlwings: Any = import_module("xlwings")
    engine: Any = import_module("xlwings._xlwindows")

    def reach(window: int) -> XlApp:
        app: XlApp = xlwings.App(impl=engine.App(xl=window))
        return app

    return [partial(reach, window) for window in engine.get_excel_hwnds()]
