"""Why a file cannot be used: one family of exceptions whose text is written for officers."""

from __future__ import annotations


class CannotUse(Exception):
    """The file, or the place, cannot be used. The text says what and what next; the file is as it was."""

    def __init__(self, what: str, next_step: str = "") -> None:
        super().__init__(f"{what} {next_step}".rstrip())
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


class NotTrusted(CannotUse):
    """It is a central file, and there is a reason not to refresh from it. Nothing was applied."""


class CutShort(NotTrusted):
    """It is not all there: cut, half copied, still being synced."""


class EditedSince(NotTrusted):
    """Somebody changed it after it was published: its content does not give the digests it says."""


class AnotherFrameworks(NotTrusted):
    """It is the central file of another framework than the workbook's."""


class FutureLayout(NotTrusted):
    """It is laid out for a newer version of this tool."""


class NotSigned(NotTrusted):
    """It is not signed, or not by a key the officer's settings name."""


class NotTrustedPlace(CannotUse):
    """A workbook names a ``place``, as it would be remembered, that nobody has said yes to on this computer."""

    def __init__(self, what: str, next_step: str, place: str = "") -> None:
        super().__init__(what, next_step)
        self.place = place


class WrongUsage(CannotUse):
    """A command was given something it cannot work with."""


class CannotReach(CannotUse):
    """The place could not be reached just now; a kept copy may serve."""


class NotThere(CannotUse):
    """The place answered, and has no such file."""


class SignInNeeded(CannotUse):
    """The place answered with a sign-in page, or wants to know who is asking."""


class WrongCertificate(CannotUse):
    """Whoever answered could not prove to be the place that was asked for."""
