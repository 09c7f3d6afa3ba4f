"""The process that reads foreign spreadsheets: started when first needed, kept warm for a look, ended when it must be.

What a reader does with a file made to hurt is unknown, so it is not done in the officer's program. The process takes no
more memory than it is given: Linux holds it to that, elsewhere it is watched and ended.
"""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from outcomes_xl.bounded_process import HOLDS_ITSELF, NO_WINDOW, interpreter, watch_beside
from outcomes_xl.model.cannot_use import CannotLook
from outcomes_xl.sources.local.source_limits import limits

_READER = "outcomes_xl.hosts.files.sheet_to_csv"
"""By name: this room does not import hosts, it asks another process."""


class SheetProcess:
    """Turns sheets into CSV files, one request after another. ``watched`` is for systems that keep no memory limit."""

    def __init__(self, watched: bool = not HOLDS_ITSELF) -> None:
        self.watched = watched
        self._running: subprocess.Popen[str] | None = None

    def csv_of(self, path: Path, sheet: str, to: Path) -> Mapping[str, Any]:
        """Write a sheet to a CSV file and return what is to be known of it: ``columns``, ``errors``, ``no_result``.

        Or ``sheets``, the names to choose from, where it is not clear which is meant. Raises CannotLook.
        """
        return self._asked({"path": str(path), "sheet": sheet, "to": str(to)})

    def every_sheet(self, path: Path, folder: Path, most: int) -> list[tuple[str, Path]]:
        """Write the first sheets of a workbook to CSV files, every column kept; return their names and files.

        Raises CannotLook.
        """
        found = self._asked({"path": str(path), "every_sheet_to": str(folder), "most_sheets": most})
        return [(name, Path(written)) for name, written in found["written"]]

    def _asked(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        running = self._started()
        assert running.stdin is not None
        assert running.stdout is not None
        late = threading.Event()

        def give_up() -> None:
            late.set()
            running.kill()

        # A reader that goes round and round would keep the officer waiting for ever.
        clock = threading.Timer(limits()["excel"]["seconds"], give_up)
        clock.daemon = True
        clock.start()
        try:
            running.stdin.write(json.dumps({**request, "limits": dict(limits()["excel"])}) + "\n")
            running.stdin.flush()
            line = running.stdout.readline()
        except (OSError, ValueError):
            line = ""
        finally:
            clock.cancel()
        found: dict[str, Any] = json.loads(line) if line.endswith("\n") else {"too_much": True}
        if late.is_set():
            self.end()
            raise CannotLook(
                f"It was not read within {limits()['excel']['seconds']:g} seconds, so it was left.",
                "In Excel delete what is not needed and save it anew, or save the sheet as a CSV file and name that.",
            )
        if "too_much" in found:
            self.end()
            raise CannotLook(
                "It would take far more memory than a table of data does, so it was left.",
                "In Excel delete unused rows and columns (one stray cell far away is enough) and save it anew, "
                "or save the sheet as a CSV file and name that.",
            )
        if "slip" in found:
            self.end()
            raise CannotLook(f"It could not be read ({found['slip']}).", "Open it in Excel and save it anew.")
        if "what" in found:
            raise CannotLook(found["what"], found["next"])
        return found

    def end(self) -> None:
        """End the process, whatever it is doing. The next request starts another."""
        running, self._running = self._running, None
        if running is None:
            return
        running.kill()
        running.wait()
        for stream in (running.stdin, running.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue  # what was still to be written goes nowhere

    def _started(self) -> subprocess.Popen[str]:
        if self._running is None or self._running.poll() is not None:
            self.end()
            memory: int = limits()["excel"]["memory"]
            # -P: the folder we stand in may be the workbook's, and no module is taken from there.
            words = [interpreter(), "-P", "-m", _READER, str(memory)]
            self._running = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                creationflags=NO_WINDOW,
            )
            if self.watched:
                watch_beside(self._running, memory, limits()["excel"]["seconds_between_looks"])
        return self._running
