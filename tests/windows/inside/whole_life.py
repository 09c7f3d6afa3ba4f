"""The installer's whole life on this Windows, all of it the real one; prints what was said, as JSON."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from outcomes_xl.helper import single_instance
from outcomes_xl.install import install_command
from outcomes_xl.install.install_command import Machine
from outcomes_xl.install.system import WindowsRegistry
from outcomes_xl.settings import Profile
from outcomes_xl.workflows import closed_workbook, demonstration
from outcomes_xl.write_whole import write_whole


def main(house: Path, folder: Path) -> None:
    on = Machine()
    state = Profile.of_user().state
    before = sorted(state.parent.rglob("*"))  # what a helper run here has left
    found: dict[str, Any] = {"dry": said(install_command.install, wheelhouse=house, dry_run=True, on=on)}
    found["nothing yet"] = sorted(state.parent.rglob("*")) == before and not Path(on.places.addin).exists()
    found["install"] = said(install_command.install, wheelhouse=house, on=on)
    found["helper runs"] = waited_for(lambda: single_instance.is_running(state))
    found["doctor"] = said(install_command.doctor, on=on)
    found["again"] = said(install_command.install, wheelhouse=house, on=on)
    found["helper runs again"] = waited_for(lambda: single_instance.is_running(state))
    second = subprocess.run([sys.executable, "-P", "-m", "outcomes_xl", "helper"], capture_output=True, timeout=60)
    found["a second helper"] = second.stdout.decode("utf-8", "replace")
    found["links"] = [str(on.places.start_menu), str(on.places.sign_in)]
    found["links are there"] = all(Path(one).exists() for one in found["links"])
    found["a job on a closed workbook"] = closed_job(folder)
    found["uninstall"] = said(install_command.uninstall, settings=True, on=on)
    found["left"] = [
        str(one) for one in (Path(on.places.addin), state.parent, *map(Path, found["links"])) if one.exists()
    ]
    found["registered"] = WindowsRegistry().read("HKEY_CURRENT_USER", r"Software\Classes\OutcomesXL.Helper")
    found["held for a moment"] = held(folder)
    print(json.dumps(found))


def said(command: Any, **how: Any) -> list[str]:
    lines: list[str] = []
    command(lines.append, **how)
    return lines


def waited_for(happened: Any) -> bool:
    end = time.monotonic() + 60
    while not happened() and time.monotonic() < end:
        time.sleep(0.2)
    return bool(happened())


def closed_job(folder: Path) -> list[str]:
    """Refresh a closed workbook, which also keeps a copy of the central file; return what lies beside it then."""
    folder.mkdir()
    demonstration.lay_out(folder)
    from datetime import datetime

    before = set(folder.iterdir())
    closed_workbook.do_job(
        "refresh", folder / demonstration.WORKBOOK, datetime.now(), central=folder / demonstration.CENTRAL
    )
    return sorted(one.name for one in set(folder.iterdir()) - before)


def held(folder: Path) -> list[str]:
    """Write over a file that another program holds for a moment, and over one it holds on to."""
    path, found = folder / "held.txt", []
    for seconds in (0.4, 30):
        path.write_text("before")
        hold = f"import sys, time; held = open(sys.argv[1]); print('held', flush=True); time.sleep({seconds})"
        holder = subprocess.Popen([sys.executable, "-c", hold, str(path)], stdout=subprocess.PIPE)
        assert holder.stdout and holder.stdout.readline().startswith(b"held")
        try:
            write_whole(path, b"after")
        except PermissionError:
            found.append("refused")
        holder.kill()
        holder.wait()
        found.append(path.read_text())
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
