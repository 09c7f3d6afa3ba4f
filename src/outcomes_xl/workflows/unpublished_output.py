"""Where an output of people's counts goes, and the register it is put on: looked at before anything is read."""

from __future__ import annotations

from pathlib import Path

from outcomes_xl.disclosure.outputs import UNPUBLISHED
from outcomes_xl.disclosure.register import NAME
from outcomes_xl.model.cannot_use import WrongUsage


def unpublished_name(to: Path) -> Path:
    """Return a file's name with the word Unpublished in it, and with the ending .xlsx where it has none."""
    if not to.name or to.is_dir():
        return to
    ending = to.suffix or ".xlsx"
    said = UNPUBLISHED.casefold() in to.stem.casefold()
    return to.with_name(f"{to.stem}{ending}" if said else f"{to.stem} - {UNPUBLISHED}{ending}")


def may_be_made(to: Path) -> None:
    """Raise WrongUsage where a workbook could not be made at a place, or something is there already."""
    if to.is_dir():
        raise WrongUsage(f"{to} is a folder. Give the name of a file in it, such as cohort.xlsx.")
    if to.suffix.lower() != ".xlsx":
        raise WrongUsage(f"{to.name} should end in .xlsx, so that Excel opens it. Give it that ending.")
    if not to.absolute().parent.is_dir():
        raise WrongUsage(f"There is no folder {to.absolute().parent}. Make it first, or choose another.")
    if to.exists() or to.is_symlink():
        raise WrongUsage(f"{to.name} is already there. Choose another name; nothing was written.")


def register_in(folder: Path) -> Path:
    """Return the register of outputs in a folder. Raises WrongUsage where there is no such folder."""
    if not folder.is_dir():
        raise WrongUsage(f"There is no folder {folder}.", "Make it first, or leave --outputs away.")
    return folder / NAME
