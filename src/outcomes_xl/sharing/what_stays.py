"""What of a workbook does not travel, counted: a copy is built anew, so whatever is not one of our tables stays."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from outcomes_xl.building import borough_workbook
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.model import Book
from outcomes_xl.reading.layouts import SHEET_MARKER, layout
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.sharing.sharing_words import sharing_words

_KINDS = {
    "xl/comments": "notes on cells",
    "xl/threadedcomments": "comments on cells",
    "xl/externallinks/externallink": "linked workbooks, with the values kept of them",
    "xl/pivotcache/pivotcachedefinition": "pivot tables' kept data",
    "xl/embeddings": "files put into the workbook",
    "xl/media": "pictures",
    "xl/connections": "data connections",
    "xl/vbaproject": "macros",
    "customxml/item": "parts that other programs put into the file",
    "docprops/custom": "properties of your own",
    "xl/model": "a data model",
    "xl/revisions/": "the history of a shared workbook",
}


def what_stays(book: Book, reading: Reading, package: Package | None) -> Counter[str]:
    """Return how many there are of each kind of thing that a copy leaves behind, in officers' words."""
    found: Counter[str] = Counter()
    ours = {table.sheet for table in reading.tables.values()} | {sheet.name for sheet in layout("borough")}
    for sheet in book.sheets.values():
        if sheet.name not in ours:
            found["hidden sheets" if sheet.state != "visible" else "sheets of your own"] += 1
    for key, table in reading.tables.items():
        found["columns of your own"] += len(table.extra)
        if key in sharing_words()["stays"]["tables"]:
            found["lines of Findings, Changes and what Undo needs"] += len(table)
    found["defined names of your own"] += sum(not _is_ours(name) for name in book.names)
    for part in package.part_names if package else ():
        for begins, what in _KINDS.items():
            if part.casefold().startswith(begins):
                found[what] += 1
    found["properties of your own"] -= 1  # the one part of them that a workbook of ours has, too
    return +found


def _is_ours(name: str) -> bool:
    return name.casefold() in _our_names() or name.casefold().startswith(("_oxl", "_xlnm", SHEET_MARKER))


@lru_cache(maxsize=1)
def _our_names() -> frozenset[str]:
    made = borough_workbook(load_framework())
    return frozenset(name.casefold() for name in files.read_bytes(made, "ours.xlsx").names)
