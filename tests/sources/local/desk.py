"""One row of Sources and one small table, as an officer would have them, and what one look says of them."""

from __future__ import annotations

from pathlib import Path

from outcomes_xl.framework.entries import Borough, Metric
from outcomes_xl.sources import Evidence, Looked
from outcomes_xl.sources.local import Connections, LocalSources, SourceRow
from outcomes_xl.sources.protocol import Cancelled
from tests.sources.making import NORTHBRIDGE, TODAY, framework, metric


def source(
    place: str,
    kind: str = "CSV file",
    table: str = "",
    *,
    area: str = "borough",
    period: str = "year",
    value: str = "rate",
) -> SourceRow:
    """One row of Sources for the one metric, MET-001."""
    return SourceRow("MET-001", kind, place, table, area, period, value)


def looked(
    folder: Path,
    *rows: SourceRow,
    of: Metric | None = None,
    borough: Borough = NORTHBRIDGE,
    connections: Connections | None = None,
    cancelled: Cancelled = lambda: False,
    kept: Path | None = None,
) -> Looked:
    known = framework(of=of or metric(kind="Financial year"))
    sources = LocalSources(rows, known, folder, connections or Connections(folder / "connections.toml"), (), kept)
    return sources.look(list(known.metrics.values()), borough, TODAY, lambda sentence: None, cancelled)


def evidence(folder: Path, *rows: SourceRow, of: Metric | None = None, **more: object) -> Evidence:
    """What one look says of the one metric."""
    return looked(folder, *rows, of=of, **more).by_metric["MET-001"]  # type: ignore[arg-type]


def troubles(folder: Path, *rows: SourceRow) -> list[tuple[str, str]]:
    """What stood in the way of one look, and what to do next."""
    return [(one.what, one.next_step) for one in looked(folder, *rows).troubles]


def drawn(text: str, mark: str = ",") -> str:
    """A table drawn with bars as the text of a CSV file."""
    lines = [line.strip().strip("|").split("|") for line in text.strip().splitlines()]
    return "\n".join(mark.join(cell.strip() for cell in line) for line in lines) + "\n"


def csv_file(folder: Path, name: str, text: str, encoding: str = "utf-8", mark: str = ",") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(drawn(text, mark).encode(encoding))
    return path
