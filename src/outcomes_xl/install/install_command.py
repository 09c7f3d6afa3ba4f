"""What `outcomes-xl install`, `uninstall` and `doctor` do, and say, line by line."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from outcomes_xl import __version__
from outcomes_xl.install import manifest as listed
from outcomes_xl.install.diagnostics import gather, network_facts
from outcomes_xl.install.doctor import diagnose, on_the_network
from outcomes_xl.install.execute import Deed
from outcomes_xl.install.install_folders import InstallFolders, of_user
from outcomes_xl.install.plan import Step, steps, takings
from outcomes_xl.install.preconditions import refuse_what_cannot_work
from outcomes_xl.install.system import Outside
from outcomes_xl.install.wheelhouse import addin, packages
from outcomes_xl.model.cannot_use import CannotUse

Say = Callable[[str], None]
_DRY = "This was a dry run: nothing was done."


@dataclass(frozen=True)
class Machine:
    """Whose machine, and what kind. Tests give one of their own."""

    platform: str = sys.platform
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    home: Path = field(default_factory=Path.home)
    outside: Outside = field(default_factory=Outside.of_platform)
    python: PurePath = field(default_factory=lambda: PurePath(sys.base_prefix))
    """Where the Python at work is installed."""

    @property
    def places(self) -> InstallFolders:
        return of_user(self.platform, self.environment, self.home)


def install(say: Say, *, wheelhouse: Path | None = None, dry_run: bool = False, on: Machine | None = None) -> None:
    """Install for this user. Raises CannotUse, in words, when a step cannot be done."""
    on = on or Machine()
    places = on.places
    before = listed.load(Path(places.list))
    house = packages(wheelhouse) if wheelhouse else None
    refuse_what_cannot_work(places, on.python, house, on.outside)
    planned = steps(places, addin(wheelhouse), Path(sys.executable), house, before)
    if dry_run:
        return _dry(planned, say)
    Deed(places, replace(before, version=__version__), on.outside, say).do(planned)
    say(f"Outcomes {__version__} is installed. Start Excel and choose the Outcomes tab.")
    for line in on_the_network(network_facts(places, on.outside)):
        say(str(line))
    return None


def uninstall(say: Say, *, settings: bool = False, dry_run: bool = False, on: Machine | None = None) -> None:
    """Take away what install put there. Raises CannotUse, in words, when a step cannot be done."""
    on = on or Machine()
    places = on.places
    before = listed.load(Path(places.list))
    planned = takings(places, before, settings=settings)
    if dry_run:
        return _dry(planned, say)
    deed = Deed(places, before, on.outside, say)
    deed.do(planned)
    for what in deed.left:
        say(f"Left: {what}. Take it away yourself if you do not need it.")
    if not settings and Path(places.settings).exists():
        say(f"Your settings stay in {places.settings}; “outcomes-xl uninstall --settings” takes them too.")
    return None


def doctor(say: Say, on: Machine | None = None) -> bool:
    """Say what is well and what is missing; return whether all is well."""
    on = on or Machine()
    try:
        shipped: str | None = listed.sha256(addin(None))
    except CannotUse:
        shipped = None
    lines = diagnose(gather(on.places, shipped, on.outside, on.python))
    for line in lines:
        say(str(line))
    return not any(line.is_trouble for line in lines)


def _dry(planned: tuple[Step, ...], say: Say) -> None:
    for number, step in enumerate(planned, start=1):
        say(f"{number}. {step.sentence}")
    say(_DRY)
