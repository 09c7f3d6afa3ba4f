"""Where the standard indicator does not fit a cohort: what to look at instead, and why. It travels with the number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from outcomes_xl.cohorts.group_definition import Grouping
from outcomes_xl.model.cannot_use import WrongUsage

_HOW = "Write cohort; indicator; reason, such as: EHC plan; Engagement model; the goals were not written for them."


@dataclass(frozen=True, slots=True)
class OtherIndicator:
    """An indicator that fits a cohort better than the standard one, and the reason."""

    cohort: str
    indicator: str
    reason: str

    @property
    def caution(self) -> str:
        return f"Better seen by: {self.indicator}. {self.reason}"


def other_indicator(text: str) -> OtherIndicator:
    """Return what an analyst says of a cohort. Raises WrongUsage where one of the three is missing."""
    parts = [part.strip() for part in text.split(";", 2)]
    if len(parts) < 3 or not all(parts):
        raise WrongUsage(f"“{text}” does not say which cohort, which indicator and why. {_HOW}")
    reason = parts[2][:1].upper() + parts[2][1:]
    return OtherIndicator(parts[0], parts[1].rstrip("."), reason if reason.endswith((".", "!", "?")) else f"{reason}.")


def must_be_cohorts(others: Iterable[OtherIndicator], groupings: Sequence[Grouping]) -> None:
    """Raise WrongUsage where an indicator is given for a cohort that there is not."""
    labels = list(dict.fromkeys(label for grouping in groupings for label in grouping.labels))
    for other in others:
        if other.cohort.casefold() not in map(str.casefold, labels):
            raise WrongUsage(f"There is no cohort “{other.cohort}” here. There are: {', '.join(labels[:30])}.")
