"""An adoption as it grows: entries for the new workbook, the account of every cell, questions, what was learnt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from outcomes_xl.adopt.cell_accounts import ASKED, CARRIED, NOT_CARRIED, USED, Accounts
from outcomes_xl.adopt.cell_meanings import Meaning
from outcomes_xl.adopt.part_titles import is_wider
from outcomes_xl.adopt.reading_notes import Learnt, ReadingNotes
from outcomes_xl.adopt.sections_above import says_of_others
from outcomes_xl.adopt.titles import Titles
from outcomes_xl.adopt.words import bare
from outcomes_xl.framework.council_names import boroughs_named, without_council
from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Value
from outcomes_xl.model.styled_cells import StyledCell

if TYPE_CHECKING:
    from outcomes_xl.adopt.row_offers import RowOffer

Fields = dict[str, Value]


@dataclass(frozen=True)
class OfficerQuestion:
    """Something only the officer can say: the cell it is about, where the answer would go, and what we would offer."""

    sheet: str
    cell: str
    typed: str
    about: str
    reason: str
    place: tuple[str, str, str] | None = None
    offer: Value = None
    heading: str = ""
    """The heading the cell stands under."""
    rows: tuple[RowOffer, ...] = ()
    """What the row may be, where it is about a whole row."""


@dataclass
class Adoption:
    """What comes of it, as it grows."""

    framework: Framework
    notes: ReadingNotes
    borough: str
    titles: Titles
    accounts: Accounts = field(default_factory=Accounts)
    learnt: Learnt = field(default_factory=Learnt)
    availability: dict[str, Fields] = field(default_factory=dict)
    local: dict[str, Fields] = field(default_factory=dict)
    local_by_title: dict[str, str] = field(default_factory=dict)
    targets: dict[str, Fields] = field(default_factory=dict)
    services: dict[str, Fields] = field(default_factory=dict)
    service_map: list[Fields] = field(default_factory=list)
    questions: list[OfficerQuestion] = field(default_factory=list)
    look_at: list[str] = field(default_factory=list)
    """What was carried as it stands and is to be looked at all the same."""
    sheet_years: dict[str, str] = field(default_factory=dict)
    """The years by which sheets are called, by their names."""
    tables: int = 0
    told_whose: bool = False
    """Whether columns or rows of a table say themselves which are ours and which another borough's."""
    _of_others: dict[str, bool] = field(default_factory=dict)
    """By the sheets' names: each row asks."""

    def ask(
        self,
        sheet: str,
        cell: StyledCell,
        meaning: Meaning,
        place: tuple[str, str, str] | None = None,
        offer: Value = None,
        heading: str = "",
    ) -> None:
        """Put a question: in the accounts, for Changes, and for the notes."""
        self.accounts.put(sheet, cell, ASKED, meaning.reason, place)
        typed = f"{sheet}!{cell.a1}" if meaning.about == "cell" else meaning.typed
        self.learnt.ask(meaning.about, typed, f"{sheet}, cell {cell.a1}: {meaning.reason}")
        value = meaning.value if offer is None else offer
        asked = OfficerQuestion(sheet, cell.a1, cell.text, meaning.about, meaning.reason, place, value, heading)
        before = self.questions[-1] if self.questions else None
        if before and (before.sheet, before.cell, before.reason) == (sheet, cell.a1, meaning.reason):
            self.questions[-1] = asked  # a figure and the year it stands under are one cell
        else:
            self.questions.append(asked)

    def ask_beside(self, sheet: str, cell: StyledCell, about: tuple[str, str], reason: str) -> None:
        """Put a question about a cell that was of use all the same: its line in the accounts stays."""
        if about not in self.learnt.questions:
            self.questions.append(OfficerQuestion(sheet, cell.a1, cell.text, about[0], reason))
        self.learnt.ask(*about, f"{sheet}, cell {cell.a1}: {reason}")

    def is_borough(self, text: str) -> bool:
        """Whether a text is the name of a London borough."""
        return self.framework.borough(without_council(text)) is not None

    def named_in(self, text: str) -> frozenset[str]:
        """Return the boroughs that a text names; ``borough`` as it was given for our own."""
        return boroughs_named(text, (one.name for one in self.framework.boroughs.values()), self.borough)

    def is_sheet_of_others(self, name: str) -> bool:
        """Whether a sheet is called by another borough, or by the country or like boroughs."""
        if name not in self._of_others:
            ours = bare(without_council(self.borough)) == bare(without_council(name))
            self._of_others[name] = not ours and (self.is_borough(name) or is_wider(name) or says_of_others(name))
        return self._of_others[name]

    def add_note(self, metric_id: str, text: str) -> None:
        entry = self.availability.setdefault(metric_id, {})
        note = str(entry.get("note") or "")
        if f"\n{text}\n" not in f"\n{note}\n":  # by whole lines: FSM: 56 is not said by 2023/24, FSM: 56
            entry["note"] = f"{note}\n{text}" if note else text


def counts(made: Adoption) -> Mapping[str, int]:
    """Return how many cells became what."""
    return {became: made.accounts.count(became) for became in (USED, CARRIED, ASKED, NOT_CARRIED)}
