"""Every table of the picture at once, and the CSV files they are handed out as."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from outcomes_xl.london.agreement_tables import agreement_table, who_holds_table
from outcomes_xl.london.compare_figures import Comparisons, comparisons
from outcomes_xl.london.counted_tables import (
    availability_table,
    boroughs_table,
    framework_items_table,
    frameworks_table,
    gaps_table,
    places_table,
)
from outcomes_xl.london.counts_file import GivenCounts
from outcomes_xl.london.ledger import LedgerLine
from outcomes_xl.london.outcomes_table import outcomes_table
from outcomes_xl.london.picture import Picture
from outcomes_xl.london.row_tables import (
    Earlier,
    answers_table,
    changes_table,
    comparisons_table,
    figures_table,
    kept_rows,
    ledger_table,
    left_out_table,
)
from outcomes_xl.london.table_shapes import PictureTable, shapes
from outcomes_xl.model.delimited_text import disarmed

DICTIONARY = "data_dictionary"
_ROWS_A_PIECE = 2_000


@dataclass(frozen=True)
class Collated:
    """The picture with its tables, by name, and the ledger they came by. ``since`` is the earlier picture's day."""

    picture: Picture
    ledger: tuple[LedgerLine, ...]
    comparisons: Comparisons
    tables: Mapping[str, PictureTable]
    since: str = ""


def collated(
    picture: Picture,
    ledger: tuple[LedgerLine, ...],
    earlier: Earlier | None = None,
    since: str = "",
    counts: GivenCounts | None = None,
) -> Collated:
    """Return every table. ``earlier`` is what an earlier picture had, None where there is none to compare with.

    ``counts`` are those behind published figures, where the lead has some.
    """
    figures = comparisons(picture, counts)
    items = framework_items_table(picture)
    made = [
        boroughs_table(picture),
        answers_table(picture),
        availability_table(picture),
        places_table(picture),
        gaps_table(picture),
        who_holds_table(picture),
        agreement_table(picture),
        items,
        frameworks_table(picture, items),
        outcomes_table(picture),
        comparisons_table(figures),
        figures_table(figures, picture),
        *([changes_table(picture, earlier)] if earlier is not None else []),
        kept_rows("services", "services", picture),
        kept_rows("service_map", "service_map", picture),
        kept_rows("evidence", "qualitative", picture),
        kept_rows("targets", "targets", picture),
        kept_rows("milestones", "milestones", picture),
        kept_rows("priorities", "priorities", picture),
        kept_rows("own_metrics", "framework", picture),
        left_out_table(picture.taken),
        ledger_table(ledger),
    ]
    found = {one.shape.name: one for one in made}
    return Collated(picture, ledger, figures, {name: found[name] for name in shapes() if name in found}, since)


def csv_files(tables: Mapping[str, PictureTable]) -> dict[str, Iterable[bytes]]:
    """Return each table as a CSV file by its name, and the dictionary of them all: UTF-8 with a mark, as Excel asks.

    A file comes in pieces, made as they are asked for: thousands of workbooks have more rows than fit at once.
    """
    files: dict[str, Iterable[bytes]] = {
        f"{name}.csv": _csv([c.name for c in one.shape.columns], one.rows) for name, one in tables.items()
    }
    files[f"{DICTIONARY}.csv"] = _csv(("table", "about", "column", "kind", "meaning"), _dictionary(tables))
    return files


def _dictionary(tables: Mapping[str, PictureTable]) -> Iterator[tuple[str, ...]]:
    for name, one in tables.items():
        for column in one.shape.columns:
            yield name, one.shape.about, column.name, column.kind, column.meaning


def _csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    yield codecs.BOM_UTF8 + _lines([headings])
    left = iter(rows)
    while some := list(islice(left, _ROWS_A_PIECE)):
        yield _lines([[_text(value) if type(value) is str else value for value in row] for row in some])


def _lines(rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)  # a cell with a line end of any kind in it is quoted
    return out.getvalue().encode()


@lru_cache(maxsize=16384)
def _text(value: str) -> str:
    return disarmed(value)
