"""Made-up pupils, as a source has them: in a file, and as statements that make the same table in every database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from outcomes_xl.cohorts.asked_groups import asked_groups
from outcomes_xl.cohorts.what_to_ask import CohortQuestion
from outcomes_xl.disclosure.outputs import Released
from outcomes_xl.framework.entries import Metric
from outcomes_xl.sources.local import Connection, Connections, SourceRow
from outcomes_xl.workflows.cohort_counts import CohortCounts, CohortRequest
from tests.sources.making import NORTHBRIDGE, framework, metric

HEADINGS = ("upn", "la", "school_year", "born", "sen", "fsm", "idaci", "gld")
GLD = replace(metric(kind="Academic year"), polarity="Higher is better")


def pupils(many: int = 240) -> list[tuple[object, ...]]:
    """Pupils of two school years, with blanks where sources have them; the same ones every time."""
    chance = Random(7).random
    rows: list[tuple[object, ...]] = []
    for number in range(many):
        sen = ("N", "N", "n ", "K", "E", None)[int(chance() * 6)]
        born = f"2019-{1 + int(chance() * 12):02}-{1 + int(chance() * 28):02}" if chance() > 0.05 else None
        score = round(chance() / 2, 3) if chance() > 0.04 else None
        year = "2023/24" if number % 4 == 0 else "2024/25"
        gld = None if chance() < 0.03 else int(chance() < (0.4 if sen == "E" else 0.7))
        rows.append((f"A{number:05}", "398", year, born, sen, chance() < 0.3, score, gld))
    return rows


def as_statements(rows: Sequence[tuple[object, ...]], kind: str = "table") -> Iterable[str]:
    """The statement that makes the table: a day is a day there, a truth a truth, a score a number with decimals."""
    values = ", ".join(f"({', '.join(_literal(value) for value in row)})" for row in rows)
    typed = "upn, la, school_year, cast(born as date) born, sen, fsm, cast(idaci as double precision) idaci, gld"
    if kind != "table":
        typed = typed.replace("double precision", "double")
    yield f"create {kind} pupils as select {typed} from (values {values}) as t({', '.join(HEADINGS)})"


def _literal(value: object) -> str:
    if value is None:
        return "null"
    return f"'{value}'" if isinstance(value, str) else str(value).lower()


def as_csv(path: Path, rows: Sequence[tuple[object, ...]], headings: Sequence[str] = HEADINGS) -> None:
    lines = [",".join(headings), *(",".join("" if cell is None else str(cell) for cell in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def counts(
    folder: Path,
    by: str,
    connection: Connection | None = None,
    place: str = "pupils.csv",
    area: str = "la",
    period: str = "school_year",
    value: str = "gld",
    asked_period: str = "",
    of: Metric = GLD,
    before: tuple[Released, ...] = (),
    **question: object,
) -> CohortCounts:
    """The counts behind a cohort of a file in a folder, or of a database's table pupils."""
    where = (connection.name, "Database", "pupils") if connection else (place, "CSV file", "")
    kind, table = where[1], where[2]
    row = SourceRow("MET-001", kind, where[0], table, area, period, value)
    known = {connection.name: connection} if connection else {}
    connections = Connections(folder / "connections.toml", known)
    asked = CohortQuestion(asked_groups(by), **question)  # type: ignore[arg-type]
    request = CohortRequest(row, asked, of, framework(of=of), NORTHBRIDGE, asked_period, before)
    return request.of_source(folder, connections, lambda: False)
