"""Lines on Changes that ask something: each waits until it is answered, and while it waits it is never folded away."""

from __future__ import annotations

from outcomes_xl.model import Row

QUESTION = "question"
"""What a question of an adoption says happened, after the column it is about: Status: question."""


def offers_nothing(row: Row) -> bool:
    """Whether a line is a question that offers no words to take: its answer is typed elsewhere."""
    said = row.text("change").strip().casefold()
    return (said == QUESTION or said.endswith(f": {QUESTION}")) and not row.text("record") and not row["undone"]


def waits(row: Row) -> bool:
    """Whether a line asks something and has no answer yet."""
    return row["settled"] is None and not row["undone"] and (row["record"] is not None or offers_nothing(row))


def asks_of_elsewhere(row: Row) -> bool:
    """Whether the cell a line names is one of the borough's own spreadsheet, whose sheet may be called as one of ours.

    Such a line has no cell of ours to name, and its reason begins with the very cell it names.
    """
    return row.text("because").startswith(f"{row.text('sheet')}, cell {row.text('cell')}")
