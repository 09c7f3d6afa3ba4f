"""A finding: one thing to look at, and the cell to look in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from outcomes_xl.model.book import Value
from outcomes_xl.model.cell_refs import CellRef
from outcomes_xl.model.patches import Patch


class Severity(StrEnum):
    """How much it matters. *Must fix*: a refresh or a collation would go wrong."""

    MUST_FIX = "Must fix"
    PLEASE_CHECK = "Please check"
    FOR_INFORMATION = "For information"


@dataclass(frozen=True)
class Offer:
    """A value that may be meant; ``because`` says why it is offered.

    One that is ``sure`` is taken with one press: it says what was typed. Any other is the officer's to type.
    """

    value: Value
    because: str
    sure: bool = True


class OfficersAnswer(StrEnum):
    """What an officer has chosen beside a finding."""

    TAKE = "Take the offer"
    SETTLED = "Settled: this is fine"
    MEND = "I will mend it myself"


@dataclass(frozen=True)
class Finding:
    """One thing to look at. ``cells`` are all its cells (one slip down a column is one finding).

    ``answer`` is the officer's, where it holds: a finding is settled only with a ``reason``, and until its cell
    changes.
    """

    rule: str
    severity: Severity
    cell: CellRef
    found: str
    message: str
    fix: str
    offer: Offer | None = None
    cells: tuple[CellRef, ...] = ()
    answer: OfficersAnswer | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether there is anything left to look at: not where an officer has said why it is fine."""
        return self.answer is not OfficersAnswer.SETTLED

    def __post_init__(self) -> None:
        if not self.cells:
            object.__setattr__(self, "cells", (self.cell,))


@dataclass(frozen=True)
class Result:
    """What every job answers: what to look at, what it would change, and one sentence about both.

    ``opens`` is the path of a workbook that was made beside the one the job was asked of, to be brought to the front.
    """

    findings: tuple[Finding, ...]
    patch: Patch
    summary: str
    opens: str = ""
    stopped_by: tuple[Finding, ...] = ()
    """Those of the findings for which the job changed nothing at all; () where it was done."""

    @property
    def in_a_box(self) -> str:
        """The sentence for whoever is shown no findings: with where and what next, where the job was stopped."""
        steps = (f"{one.cell.sheet}, cell {one.cell.a1}: {one.fix}" for one in self.stopped_by)
        return " ".join([self.summary, *dict.fromkeys(steps)])

    @property
    def must_fix(self) -> bool:
        return any(finding.severity is Severity.MUST_FIX and finding.is_open for finding in self.findings)

    @property
    def left_open(self) -> tuple[Finding, ...]:
        """The findings that nobody has settled."""
        return tuple(finding for finding in self.findings if finding.is_open)
