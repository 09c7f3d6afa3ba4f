"""Why a service could not answer, in officers' words. No text here ever holds a key: only what is asked is named."""

from __future__ import annotations

from outcomes_xl.model.cannot_use import CannotUse


class CannotReach(CannotUse):
    """The service could not be asked, or its answer cannot be used. Nothing of the workbook is touched."""

    again = True
    """Whether asking another time may help."""


class Offline(CannotReach):
    """Offline was asked for, and there is no stored answer."""


class Unreachable(CannotReach):
    """No connection: no network, a wrong proxy, a certificate that is not trusted, or no answer in time."""


class Busy(CannotReach):
    """The service asks to wait longer than we wait (429, 503), or did not finish in its own time (504)."""


class Portal(CannotReach):
    """A web page came where figures belong: a network that wants a sign-in, or a filter."""


class CutShort(CannotReach):
    """The answer broke off, or is not what its own headers say it is."""


class Refused(CannotReach):
    """The service answered that it will not, or cannot, do what was asked. ``status`` is its HTTP status."""

    again = False

    def __init__(self, what: str, next_step: str, status: int, codes: tuple[str, ...] = ()) -> None:
        super().__init__(what, next_step)
        self.status = status
        self.codes = codes


class NeedsKey(CannotReach):
    """The service wants a key and none is there, or the one there is not accepted."""

    again = False


class Moved(CannotReach):
    """The data set changed while its pages were read, or its pages do not fit together."""
