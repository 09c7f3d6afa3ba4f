"""The accounts of a carrying: what became of every filled cell and every comment, each once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

COLUMNS = ("sheet", "cell", "kind", "became", "to_sheet", "to_cell", "reason")
USED, CARRIED, ASKED, NOT_CARRIED = "used", "carried", "asked", "not carried"


@dataclass(frozen=True, order=True)
class CellAccount:
    """What became of one cell (or its comment): ours to write anew, carried there, asked about, or not carried."""

    sheet: str
    cell: str
    kind: str
    became: str
    to_sheet: str = ""
    to_cell: str = ""
    reason: str = ""


def as_csv(lines: Iterable[CellAccount]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in lines:
        writer.writerow([_plain(str(getattr(line, name))) for name in COLUMNS])
    return out.getvalue()


def _plain(text: str) -> str:
    """Return text that a spreadsheet program does not take for a formula when it opens the CSV."""
    return f"'{text}" if text[:1] in ("=", "+", "@") else text
