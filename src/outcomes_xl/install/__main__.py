"""Install straight out of the wheel, before anything is installed: python -P -m outcomes_xl.install install ...

Only Python's own library is needed, so the wheel on PYTHONPATH is enough.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from outcomes_xl.install import install_command
from outcomes_xl.model.cannot_use import CannotUse


def main(words: list[str]) -> int:
    """Do it; the exit code is 0, 1 when the doctor misses something, or 3 when it cannot be done."""
    parser = argparse.ArgumentParser(prog="outcomes_xl.install", description="Install Outcomes for this user.")
    commands = parser.add_subparsers(dest="command", required=True)
    install = commands.add_parser("install")
    install.add_argument("--wheelhouse", type=Path, help="The folder of packages that IT handed out.")
    uninstall = commands.add_parser("uninstall")
    uninstall.add_argument("--settings", action="store_true", help="Take your settings and the helper's log too.")
    for one in (install, uninstall):
        one.add_argument("--dry-run", action="store_true", help="Say every step and do nothing.")
    commands.add_parser("doctor")
    said = parser.parse_args(words)
    try:
        if said.command == "install":
            install_command.install(print, wheelhouse=said.wheelhouse, dry_run=said.dry_run)
        elif said.command == "uninstall":
            install_command.uninstall(print, settings=said.settings, dry_run=said.dry_run)
        elif not install_command.doctor(print):
            return 1
    except CannotUse as trouble:
        print(trouble, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
