"""What may go wrong between Excel and the helper, done for real; prints what was answered, as JSON.

A formula worked out in the middle of a job's own write, and a second press; Excel that says “not now” a few times, and
for good (its message filter, as while a cell is being edited); a helper that is ended hard, and the one started after.
"""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
import time
from ctypes import POINTER, WINFUNCTYPE, byref, c_long, c_ulong, c_void_p
from pathlib import Path
from typing import Any

import pythoncom
import win32api
import win32con
import win32event

from outcomes_xl.helper import single_instance
from outcomes_xl.settings import Profile
from outcomes_xl.workflows import demonstration
from tests.windows.inside.excel_like import HOOKS, PUT, Helper, given, opened

REJECTED = 1  # SERVERCALL_REJECTED
AUTOMATIC = -4105


def main(folder: Path) -> None:
    folder.mkdir()
    demonstration.lay_out(folder)
    book, helper = opened(folder / demonstration.WORKBOOK), Helper()
    handed = given(book)
    found: dict[str, Any] = {}

    def check() -> tuple[str, float]:
        began = time.perf_counter()
        return helper.Run("check", handed, book.full_name, ""), round(time.perf_counter() - began, 2)

    def in_the_middle(name: str, flags: int, arguments: tuple[Any, ...]) -> None:
        if name == "Calculation" and flags & PUT:
            if arguments[-1] == AUTOMATIC:
                found["a formula meanwhile"] = helper.Answer("OUTCOMES_BOROUGH", "E09000024")
            else:
                found["a second press"] = helper.Run("undo", handed, book.full_name, "")

    found["a function"] = helper.Answer("OUTCOMES_BOROUGH", [["E09000024"], [None]])
    found["a table as its answer"] = helper.Answer("OUTCOMES_PLACE", "MET-012")
    HOOKS.append(in_the_middle)
    found["check"] = check()
    HOOKS.clear()
    filter_ = MessageFilter()
    filter_.left = 3
    found["not now, three times"] = check()
    filter_.left = 400
    found["not now, for good"] = check()
    filter_.left = 0
    found["kinds of calls"] = sorted(filter_.kinds)
    end_hard()
    try:
        helper.Version()
    except pythoncom.com_error as gone:
        found["the helper ended"] = gone.hresult
    try:
        Helper(patience=0)
    except pythoncom.com_error as gone:
        found["asked anew"] = gone.hresult
    again = str(Path(sys.executable).with_name("pythonw.exe"))
    nothing = subprocess.DEVNULL
    subprocess.Popen([again, "-P", "-m", "outcomes_xl", "helper"], stdin=nothing, stdout=nothing, stderr=nothing)
    helper = Helper()
    found["the new helper"] = helper.Run("check", handed, book.full_name, "")
    print(json.dumps(found))


def end_hard() -> None:
    """End the helper as the task manager does."""
    process = single_instance.who(Profile.of_user().state).pid
    handle = win32api.OpenProcess(win32con.PROCESS_TERMINATE | win32con.SYNCHRONIZE, False, process)
    win32api.TerminateProcess(handle, 1)
    assert win32event.WaitForSingleObject(handle, 60_000) == win32event.WAIT_OBJECT_0


class MessageFilter:
    """An IMessageFilter that turns the next calls away, and remembers what kinds of calls came."""

    def __init__(self) -> None:
        self.left = 0
        self.kinds: set[int] = set()
        answer, look = WINFUNCTYPE(c_long, c_void_p, c_void_p, POINTER(c_void_p)), WINFUNCTYPE(c_ulong, c_void_p)
        handle = WINFUNCTYPE(c_ulong, c_void_p, c_ulong, c_void_p, c_ulong, c_void_p)
        retry = WINFUNCTYPE(c_ulong, c_void_p, c_void_p, c_ulong, c_ulong)
        never, process_on = (lambda *_: 0xFFFFFFFF), (lambda *_: 2)
        self._methods = (
            *(answer(self._itself), look(process_on), look(lambda _: 1)),
            *(handle(self._handle), retry(never), retry(process_on)),
        )
        self._table = (c_void_p * 6)(*[ctypes.cast(one, c_void_p) for one in self._methods])
        self._object = (c_void_p * 1)(ctypes.addressof(self._table))
        assert ctypes.windll.ole32.CoRegisterMessageFilter(ctypes.addressof(self._object), byref(c_void_p())) == 0

    def _itself(self, this: Any, wanted: Any, out: Any) -> int:
        out[0] = this
        return 0

    def _handle(self, this: Any, kind: int, task: Any, ticks: int, about: Any) -> int:
        self.kinds.add(kind)
        if not self.left:
            return 0
        self.left -= 1
        return REJECTED


if __name__ == "__main__":
    main(Path(sys.argv[1]))
