"""LibreOffice, headless and with a profile of its own: opens a workbook with macros and runs them for real.

Three traps are built in here. A document opened hidden has no view, and then no events; so it is opened visible, which
headless makes harmless. A module that does not compile makes every macro of the project do nothing without a word; so
tests run a sentinel macro first and look at its answer. A macro called from outside while LibreOffice delivers an event
of the workbook's own can lock the two against each other for ever (7.4: the event holds the application and waits for
the macros, the call holds the macros and waits for the application); so events are delivered first, and a watch ends
LibreOffice when a macro does not come back.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
 <item oor:path="/org.openoffice.Office.Common/Security/Scripting">
  <prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item>
 <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
  <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""
ROOT = Path(__file__).resolve().parents[2]
LONGEST_MACRO = 240.0  # seconds; the longest here takes about ten on a busy machine
PLACES = ("usr/lib/python3/dist-packages", "usr/lib/libreoffice/program", "opt/libreoffice*/program")


def uno() -> Any | None:
    """Return LibreOffice's own Python module; None where it is not installed or made for another Python."""
    with contextlib.suppress(ImportError):
        return importlib.import_module("uno")
    for place in (found for pattern in PLACES for found in Path("/").glob(pattern)):
        if not (place / "uno.py").exists():
            continue
        with tempfile.TemporaryDirectory() as alone:  # only these two: the folder holds many other packages
            for name in ("uno.py", "unohelper.py"):
                shutil.copy(place / name, alone)
            sys.path.insert(0, alone)
            try:
                return importlib.import_module("uno")
            except ImportError:
                continue
            finally:
                sys.path.remove(alone)
    return None


class Open:
    """A workbook open in LibreOffice."""

    def __init__(self, document: Any, office: Office) -> None:
        self.document = document
        self._office = office

    def run(self, macro: str, *arguments: Any) -> Any:
        """Run ``Project.Module.Procedure`` and return what a function answers."""
        address = f"vnd.sun.star.script:{macro}?language=Basic&location=document"
        return self._office.watched(
            lambda: self.document.getScriptProvider().getScript(address).invoke(arguments, (), ())[0]
        )

    def text(self, sheet: str, cell: str) -> str:
        return str(self.document.Sheets.getByName(sheet).getCellRangeByName(cell).String)

    def put(self, sheet: str, cell: str, text: str) -> None:
        self.document.Sheets.getByName(sheet).getCellRangeByName(cell).String = text

    def close(self) -> None:
        self.document.close(True)


class Office:
    """One running LibreOffice; stopped by the process it started itself."""

    def __init__(self) -> None:
        self._uno = uno()
        self._profile = Path(tempfile.mkdtemp(prefix="outcomes-office-"))
        (self._profile / "user").mkdir()
        (self._profile / "user" / "registrymodifications.xcu").write_text(PROFILE, "utf-8")
        self.pipe = self._profile.name.replace("-", "")
        self._process = subprocess.Popen(
            [
                *("soffice", f"-env:UserInstallation={self._profile.as_uri()}"),
                *("--headless", "--invisible", "--norestore", "--nologo", f"--accept=pipe,name={self.pipe};urp;"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,  # what a macro starts begins here
            env={key: value for key, value in os.environ.items() if key != "PYTHONHOME"},
            start_new_session=True,
        )
        context = self._context()
        made = context.ServiceManager.createInstanceWithContext
        self._desktop = made("com.sun.star.frame.Desktop", context)
        self._toolkit = made("com.sun.star.awt.Toolkit", context)

    def watched(self, call: Callable[[], Any]) -> Any:
        """Deliver the events that wait, then call a macro; LibreOffice ends when it does not come back."""
        watch = threading.Timer(LONGEST_MACRO, self._kill)
        watch.start()
        try:
            self._toolkit.processEventsToIdle()
            return call()
        finally:
            watch.cancel()

    def _context(self) -> Any:
        manager = self._uno.getComponentContext().ServiceManager
        resolver = manager.createInstance("com.sun.star.bridge.UnoUrlResolver")
        for _ in range(600):
            try:
                return resolver.resolve(f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext")
            except Exception:
                time.sleep(0.1)
        raise TimeoutError("LibreOffice did not start within a minute")

    @contextlib.contextmanager
    def opened(self, path: Path, *, as_template: bool = False) -> Iterator[Open]:
        """Open a workbook; as a template, it is a new one that was never saved."""
        how = self._how(path, AsTemplate=as_template)
        document = self._desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, how)
        assert document is not None, f"LibreOffice could not open {path.name}"
        book = Open(document, self)
        try:
            yield book
        finally:
            with contextlib.suppress(Exception):
                book.close()

    def open_documents(self) -> list[Any]:
        found, every = [], self._desktop.Components.createEnumeration()
        while every.hasMoreElements():
            found.append(every.nextElement())
        return found

    def _how(self, path: Path, **more: Any) -> tuple[Any, ...]:
        words: dict[str, Any] = {"Hidden": False, "MacroExecutionMode": 4, "UpdateDocMode": 3, **more}
        if path.suffix == ".xlam":  # not an ending LibreOffice knows
            words["FilterName"] = "Calc MS Excel 2007 VBA XML"
        return tuple(self._property(name, value) for name, value in words.items())

    def _property(self, name: str, value: Any) -> Any:
        made = self._uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        made.Name, made.Value = name, value
        return made

    def stop(self) -> None:
        with contextlib.suppress(Exception):
            self._desktop.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._kill()
        shutil.rmtree(self._profile, ignore_errors=True)

    def _kill(self) -> None:
        """End LibreOffice and what it started: the command itself only starts the program and waits."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)
