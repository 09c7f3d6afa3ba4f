"""What an officer wrote on Sources: for each metric, where its data sits and which columns to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from outcomes_xl.framework.entries import Framework, Metric
from outcomes_xl.model import CellRef, Row, Table
from outcomes_xl.reading.periods import PeriodKind
from outcomes_xl.reading.tidy import folded


class SourceKind(StrEnum):
    """The words of the list "source_kind"."""

    CSV = "CSV file"
    EXCEL = "Excel file"
    PARQUET = "Parquet file"
    FOLDER = "Folder of extracts"
    DATABASE = "Database"


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of Sources. ``place`` is a file, a folder, or the name of a connection; texts are "" when blank.

    ``cells`` is where each answer stands, so that what is said about a column is said at its cell.
    """

    metric_id: str
    kind: str
    place: str
    table: str = ""
    area: str = ""
    period: str = ""
    value: str = ""
    cells: tuple[tuple[str, CellRef], ...] = ()

    def cell(self, part: str) -> CellRef | None:
        return dict(self.cells).get(part)

    @property
    def called(self) -> str:
        """The source as it is named in a sentence: "gld.csv", "Mosaic reporting, cp_plans"."""
        name = (
            self.place if self.kind == SourceKind.DATABASE else self.place.replace("\\", "/").rstrip("/").split("/")[-1]
        )
        return f"{name}, {self.table}" if self.table else name

    def goes_by(self, typed: str) -> bool:
        """Whether a name may mean this source: as a sentence calls it, its place, its table, or its file's name alone.

        Folders are told apart by either slash, as an officer's computer writes them.
        """
        last = self.place.replace("\\", "/").rstrip("/").split("/")[-1]
        whole = f"{self.place}, {self.table}"
        names = (self.called, self.place, whole, self.table, last, last.rpartition(".")[0])
        return _one_slash(typed) in {_one_slash(name) for name in names if name}


def _one_slash(name: str) -> str:
    return folded(name.replace("\\", "/"))


_FIELDS = {
    "metric": "metric_id",
    "kind": "source_kind",
    "place": "place",
    "table": "source_table",
    "area": "area_column",
    "period": "period_column",
    "value": "value_column",
}


def rows_of(table: Table | None) -> tuple[SourceRow, ...]:
    """Return the rows of Sources that say where to look; those that name no metric, no place or no column are left.

    Check tells the officer of these (SO03), so nothing is said twice.
    """
    return tuple(_said(table, "metric", "kind", "place", "value")) if table else ()


def places_in(table: Table | None) -> tuple[SourceRow, ...]:
    """Return the rows of Sources that say what is where, those for no metric among them: sources of people's events."""
    return tuple(_said(table, "kind", "place")) if table else ()


def _said(table: Table, *needed: str) -> Iterator[SourceRow]:
    for row in table:
        said = {part: row.text(field).strip() for part, field in _FIELDS.items()}
        if not all(said[part] for part in needed):
            continue
        cells = tuple((part, table.cell(row, field)) for part, field in _FIELDS.items() if field in table.columns)
        yield SourceRow(
            said["metric"],
            said["kind"],
            said["place"],
            said["table"],
            said["area"],
            said["period"],
            said["value"],
            cells,
        )


def own_metrics(table: Table | None, framework: Framework) -> tuple[Metric, ...]:
    """Return the borough's own metrics, the rows of the Framework sheet that the framework itself does not have."""
    rows = [row for row in table if row.text("metric_id")] if table else []
    return tuple(_metric(row) for row in rows if row.text("metric_id") not in framework.metrics)


def _metric(row: Row) -> Metric:
    kinds = {kind.value for kind in PeriodKind}
    kind = row.text("period_kind")
    return Metric(
        id=row.text("metric_id"),
        origin=row.text("origin"),
        state=row.text("state"),
        layer=row.text("layer"),
        domain=row.text("domain"),
        also_in=(),
        outcome_id=row.text("outcome_id"),
        outcome=row.text("outcome"),
        indicator=row.text("indicator"),
        title=row.text("metric") or row.text("metric_id"),
        definition=row.text("definition"),
        unit=row.text("unit"),
        polarity=row.text("polarity"),
        polarity_source="",
        period_kind=kind if kind in kinds else PeriodKind.ANY,
        lowest=None,
        highest=None,
        every_months=_months(row, "every_months"),
        lag_months=_months(row, "lag_months"),
        caution="",
        source=row.text("source"),
        provenance="",
    )


def _months(row: Row, name: str) -> int | None:
    value = row[name]
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
