"""Where an output of people's counts goes, and the register it is put on: looked at before anything is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from outcomes_xl.disclosure.outputs import UNPUBLISHED, Released
from outcomes_xl.disclosure.register import NAME, read_register
from outcomes_xl.model.cannot_use import CannotUse, WrongUsage


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


def must_be_the_register(register: Path, beside: Path | None, is_ours: Callable[[Released], bool]) -> None:
    """Raise CannotUse where another register than the one named, beside the source, has outputs of it.

    Named with --outputs, a folder without them would make every output the first, and nothing told be remembered.
    """
    if beside is None or not beside.is_file() or (register.exists() and register.samefile(beside)):
        return
    if any(map(is_ours, read_register(beside))):
        raise CannotUse(
            f"What was told of this source before is in another register, {beside}, and would not be thought of.",
            f"Leave --outputs away; or move that file to {register}, below what may stand there already.",
        )


def register_in(folder: Path) -> Path:
    """Return the register of outputs in a folder. Raises WrongUsage where there is no such folder."""
    if not folder.is_dir():
        raise WrongUsage(f"There is no folder {folder}.", "Make it first, or leave --outputs away.")
    return folder / NAME
