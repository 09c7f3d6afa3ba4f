"""The accounts: what became of every cell, comment and meaningful fill of the original, each once."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

from outcomes_xl.model.cell_refs import column_letters
from outcomes_xl.model.styled_cells import StyledCell

COLUMNS = ("sheet", "cell", "kind", "became", "to_sheet", "to_cell", "reason")
USED, CARRIED, ASKED, NOT_CARRIED = "used", "carried", "asked", "not carried"


@dataclass(slots=True)
class AccountLine:
    """One line of the accounts. ``to`` is a place in our tables (layout key, row id, field), made a cell at the end."""

    became: str
    to: tuple[str, str, str] | None = None
    reason: str = ""


@dataclass
class Accounts:
    """Every cell's line by sheet, row, column and kind. A line once written is changed only on purpose."""

    lines: dict[tuple[str, int, int, str], AccountLine] = field(default_factory=dict)

    def put(
        self,
        sheet: str,
        cell: StyledCell,
        became: str,
        reason: str = "",
        to: tuple[str, str, str] | None = None,
        kind: str = "cell",
    ) -> None:
        self.lines[(sheet, cell.row, cell.column, kind)] = AccountLine(became, to, reason)

    def has(self, sheet: str, cell: StyledCell, kind: str = "cell") -> bool:
        return (sheet, cell.row, cell.column, kind) in self.lines

    def count(self, became: str) -> int:
        return sum(line.became == became for line in self.lines.values())

    def as_csv(self, places: dict[tuple[str, str, str], tuple[str, str]]) -> str:
        """Return the accounts as CSV; ``places`` gives the sheet and cell of a place in our tables."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for (sheet, row, column, kind), line in self.lines.items():
            cell = f"{column_letters(column)}{row}"
            to_sheet, to_cell = places.get(line.to, ("", "")) if line.to else ("", "")
            writer.writerow([_plain(sheet), cell, kind, line.became, to_sheet, to_cell, _plain(line.reason)])
        return out.getvalue()


def is_accounts(beginning: bytes) -> bool:
    """Whether a file that begins so is such a list, which a new one may take the place of."""
    return beginning.removeprefix(b"\xef\xbb\xbf").startswith(",".join(COLUMNS).encode())


def _plain(text: str) -> str:
    """Return text that a spreadsheet program does not take for a formula when it opens the CSV."""
    return f"'{text}" if text[:1] in ("=", "+", "@") else text
