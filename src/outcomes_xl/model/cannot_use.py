"""Why something cannot be used or done: one family of exceptions, whose text is written for officers.

Each says what and what next. Raising one leaves every file as it was.
"""

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


class EditedSince(NotTrusted):
    """Somebody changed it after it was published: its content does not give the digests it says."""


class AnotherFrameworks(NotTrusted):
    """It is the central file of another framework than the workbook's."""


class FutureLayout(NotTrusted):
    """It is laid out for a newer version of this tool."""


class NotSigned(NotTrusted):
    """It is not signed, or not by a key the officer's settings name."""


class NotTrustedPlace(CannotUse):
    """A job would use a ``place``, as it would be remembered, that nobody has said yes to on this computer.

    ``question`` is what to ask the officer; "" for the question about a central file that a workbook names.
    """

    def __init__(self, what: str, next_step: str, place: str = "", question: str = "") -> None:
        super().__init__(what, next_step)
        self.place, self.question = place, question


class QuestionAsked(CannotUse):
    """A job waits for the officer's answer to a ``question`` about something.

    ``how`` is ask: the job goes on after a yes; either: after a no as well; reason: after a reason she types, and after
    none as well.
    """

    def __init__(self, what: str, about: str, question: str, how: str = "either") -> None:
        super().__init__(what)
        self.about, self.question, self.how = about, question, how


class NewLayoutOffered(QuestionAsked):
    """A workbook has an older layout, and whether to bring it to the new one is the officer's to say: yes or no."""


class WrongUsage(CannotUse):
    """A command was given something it cannot work with."""


class Stopped(CannotUse):
    """The officer stopped the job. Nothing was written; what was already fetched is kept for the next time."""

    def __init__(self) -> None:
        super().__init__("Stopped, as you asked.", "Nothing was written; run it again whenever you like.")


# A place or a service that is asked for something --------------------------------------------------------------------


class CannotReach(CannotUse):
    """The place or the service could not be asked, or did not give what was asked for."""

    again = True
    """Whether asking another time may help; an earlier answer serves meanwhile."""


class Unreachable(CannotReach):
    """No connection, no answer in time, a share that is not connected."""


class Offline(CannotReach):
    """Offline was asked for, and there is no kept answer."""


class Busy(CannotReach):
    """It asks to wait longer than we wait (429, 503), or did not finish in its own time (504)."""


class CutShort(CannotReach):
    """It is not all there: broken off, half copied, still being synced, or not what its own headers say it is."""


class Moved(CannotReach):
    """It changed while its pages were read, or its pages do not fit together."""


class SignInNeeded(CannotReach):
    """A web page came where a file or figures belong, or somebody wants to know who is asking."""


class WrongCertificate(CannotReach):
    """Whoever answered could not prove to be the place that was asked for."""


class NotThere(CannotReach):
    """The place answered, and has no such file."""

    again = False


class NeedsKey(CannotReach):
    """The service wants a key and none is there, or the one there is not accepted."""

    again = False


class Refused(CannotReach):
    """The service answered that it will not, or cannot, do what was asked. ``status`` is its HTTP status."""

    again = False

    def __init__(self, what: str, next_step: str, status: int = 0, codes: tuple[str, ...] = ()) -> None:
        super().__init__(what, next_step)
        self.status = status
        self.codes = codes


# A source that is read -----------------------------------------------------------------------------------------------


class CannotRead(CannotUse):
    """A published file that cannot be read as CSV."""


class CannotLook(CannotUse):
    """A local source that cannot be looked at. ``part`` names the answer on Sources it is about ("value", "place")."""

    def __init__(self, what: str, next_step: str, part: str = "place", candidates: tuple[str, ...] = ()) -> None:
        super().__init__(what, next_step)
        self.part = part
        self.candidates = candidates


class TookTooLong(CannotLook):
    """It did not answer in the time it was given."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"It gave no answer within {seconds:g} seconds, so it was left.",
            "Try again when it is less busy, or ask whoever looks after it. "
            "A longer wait can be set in your connections file.",
        )
