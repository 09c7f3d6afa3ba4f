"""A COM server like Excel: the project's stand-in workbook behind real IDispatch, in a process of its own.

A macro's part is played on its main thread, a single-threaded apartment as Excel's is: it calls the helper and blocks,
and the helper's calls come in meanwhile. There are no windows: the workbook is handed over. Values are VARIANTs; errors
have a type of their own. What a stand-in for pywin32's modules would hide is here pywin32's.
"""

from __future__ import annotations

import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pythoncom
import pywintypes
import win32com.client
import winerror
from win32com.server.exception import COMException
from win32com.server.policy import DynamicPolicy
from win32com.server.util import NewEnum, unwrap, wrap

from outcomes_xl.helper.com_server import NAME
from tests.routes import stand_in_com

ERROR_ZERO = -2146828288
PUT = pythoncom.DISPATCH_PROPERTYPUT | pythoncom.DISPATCH_PROPERTYPUTREF
CALLS: list[str] = []
HOOKS: list[Callable[[str, int, tuple[Any, ...]], None]] = []
"""What a test wants done in the middle of a call: told the member, how it was asked for and what with."""


class NoProperty(COMException):
    """A method was asked for as if it were a property."""


class Answering:
    """One stand-in, answering as COM asks: by a member's name, with flags and arguments."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def _dynamic_(self, name: str, lcid: int, flags: int, arguments: tuple[Any, ...]) -> Any:
        CALLS.append(name)
        try:
            got = self._got(name, flags, tuple(map(taken, arguments)))
        except NoProperty:
            CALLS.pop()  # pywin32 finds out so what Excel's own type library tells it
            raise
        except stand_in_com.ComError as refusal:
            raise COMException(scode=refusal.hresult, desc=str(refusal)) from None
        except AttributeError as unknown:
            raise COMException(scode=winerror.DISP_E_MEMBERNOTFOUND, desc=str(unknown)) from None
        for hook in HOOKS:
            hook(name, flags, arguments)
        return got

    def _got(self, name: str, flags: int, arguments: tuple[Any, ...]) -> Any:
        if name == "_NewEnum":
            return NewEnum([given(one) for one in self.inner])
        if name == "_value_":
            return given(self.inner(*arguments)) if callable(self.inner) else str(self.inner)
        if flags & PUT:
            setattr(self.inner, name, arguments[-1])
            return None
        got = getattr(self.inner, name)
        if isinstance(got, types.MethodType) and not flags & pythoncom.DISPATCH_METHOD and not arguments:
            raise NoProperty(scode=winerror.DISP_E_BADPARAMCOUNT)
        return given(got(*arguments) if isinstance(got, types.MethodType) or arguments else got)


def given(value: Any) -> Any:
    """Return a value as it goes out: a stand-in as a COM object, an error with its type."""
    if isinstance(value, stand_in_com.Com):
        return wrap(Answering(value), usePolicy=DynamicPolicy)
    if isinstance(value, list | tuple):
        return [given(one) for one in value]
    if isinstance(value, int) and not isinstance(value, bool) and ERROR_ZERO <= value < ERROR_ZERO + 4096:
        return win32com.client.VARIANT(pythoncom.VT_ERROR, value)
    return value


def taken(value: Any) -> Any:
    """Return a value as it came in: one of our own COM objects as its stand-in."""
    if isinstance(value, list | tuple):
        return tuple(taken(one) for one in value)
    if type(value) is pythoncom.TypeIIDs.get(pythoncom.IID_IDispatch):
        try:
            return unwrap(value).inner
        except Exception:  # somebody else's
            return value
    return value


class Helper:
    """The macro's view of the helper: late bound, as known.Run(…) is in VBA. Waits for it for a minute at most."""

    def __init__(self, patience: float = 60.0) -> None:
        end = time.monotonic() + patience
        while True:
            try:
                found = pythoncom.GetActiveObject(pywintypes.IID(NAME))
                break
            except pythoncom.com_error:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)
        self._found = found.QueryInterface(pythoncom.IID_IDispatch)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            how = pythoncom.DISPATCH_METHOD | pythoncom.DISPATCH_PROPERTYGET
            return self._found.Invoke(self._found.GetIDsOfNames(name), 0, how, True, *arguments)

        return call


def opened(path: Path) -> stand_in_com.Workbook:
    """Return the stand-in workbook with what a file holds."""
    return stand_in_com.open_file(path, stand_in_com.Application())
