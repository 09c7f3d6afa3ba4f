"""What stands in the way of one local source, in officers' words. One source's trouble never spoils another's."""

from __future__ import annotations


class CannotLook(Exception):
    """A local source that cannot be looked at. ``part`` names the answer on Sources it is about ("value", "place")."""

    def __init__(self, what: str, next_step: str, part: str = "place", candidates: tuple[str, ...] = ()) -> None:
        super().__init__(f"{what} {next_step}")
        self.what = what
        self.next_step = next_step
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
