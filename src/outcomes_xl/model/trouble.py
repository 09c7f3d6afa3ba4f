"""Why a file cannot be used: one family of exceptions whose text is written for officers."""

from __future__ import annotations


class CannotUse(Exception):
    """The file, or the place, cannot be used. The text says what and what next; the file is as it was."""

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__(f"{what} {next_step}")
        self.what = what
        self.next_step = next_step


class NotAWorkbook(CannotUse):
    """It is not an Excel workbook this tool can open."""


class UnsafeWorkbook(CannotUse):
    """It is made in a way that could harm the machine, or cannot be read surely."""


class WorkbookBusy(CannotUse):
    """It is open somewhere else, or locked."""


class CannotEdit(CannotUse):
    """A change cannot be made without touching something else. Nothing was written."""


class ChangedMeanwhile(CannotEdit):
    """A cell no longer holds what the job saw; the officer's newer entry wins. Nothing was written."""


class WrongTemplate(CannotUse):
    """It is a workbook, but not one of ours."""
