"""The borough's own data, as one source among the others: every row of Sources is asked, and none spoils the rest."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

from outcomes_xl.framework.entries import Borough, Framework, Metric
from outcomes_xl.model.cannot_use import CannotLook, Stopped
from outcomes_xl.sources.evidence import Evidence, FileSeen, FileTrouble, Found
from outcomes_xl.sources.local.cell_expressions import Areas
from outcomes_xl.sources.local.column_roles import plain, ways_of_writing
from outcomes_xl.sources.local.connections import Connections
from outcomes_xl.sources.local.local_answers import answer, one_of, unit_trouble
from outcomes_xl.sources.local.session import Session
from outcomes_xl.sources.local.source_probe import SourceProbe, told
from outcomes_xl.sources.local.source_rows import SourceRow
from outcomes_xl.sources.look_result import Looked
from outcomes_xl.sources.protocol import Cancelled, Say

_SAME_UNIT = "Nothing was converted. Name a column that is in the metric's unit, or change the unit in the source."


class LocalSources:
    """What the rows of Sources lead to. ``beside`` is the workbook's folder, where files with no folder are.

    ``own`` are the borough's own metrics (LOC-), looked for beside those that every source is asked for.
    ``kept`` is the file in which answers are kept, so that a file which has not changed is not read again.
    """

    def __init__(
        self,
        rows: Sequence[SourceRow],
        framework: Framework,
        beside: Path,
        connections: Connections,
        own: Sequence[Metric] = (),
        kept: Path | None = None,
    ) -> None:
        self.rows, self.framework, self.beside, self.connections, self.own = rows, framework, beside, connections, own
        self.kept = kept

    @property
    def name(self) -> str:
        return "your own sources"

    def look(self, wanted: Sequence[Metric], borough: Borough, today: date, say: Say, cancelled: Cancelled) -> Looked:
        """Return what each row of Sources leads to for the wanted metrics. Nothing is raised for a source."""
        metrics = {metric.id: metric for metric in (*wanted, *self.own)}
        rows = [row for row in self.rows if row.metric_id in metrics]
        found: dict[str, list[Evidence]] = {}
        seen: list[FileSeen] = []
        troubles: list[FileTrouble] = []
        areas = areas_of(borough, self.framework)
        with ExitStack() as open_for_the_look:
            scratch = open_for_the_look.enter_context(
                tempfile.TemporaryDirectory(prefix="outcomes-xl-", ignore_cleanup_errors=True)
            )
            session = open_for_the_look.enter_context(Session(self.beside, self.connections, Path(scratch), cancelled))
            source = open_for_the_look.enter_context(SourceProbe(session, areas, self.kept))
            for number, row in enumerate(rows, 1):
                if cancelled():
                    raise Stopped
                metric = metrics[row.metric_id]
                say(f"Looking in {row.called}: {metric.title} ({number} of {len(rows)})")
                probe, met = source.probe(row)
                troubles += met
                if probe is None:
                    found.setdefault(metric.id, []).append(_unread(metric, row, met, source.asked))
                    continue
                if trouble := unit_trouble(metric, probe, self.framework):
                    troubles.append(told(row, CannotLook(trouble, _SAME_UNIT, "value")))
                seen.append(FileSeen(probe.name, "local source", probe.rows_read, own=True))
                found.setdefault(metric.id, []).append(answer(metric, probe, self.framework, borough, today))
        by_metric = {
            metric_id: replace(answers[0] if len(answers) == 1 else one_of(metrics[metric_id], answers), local=True)
            for metric_id, answers in found.items()
        }
        return Looked(borough, today, self.name, by_metric, tuple(seen), tuple(dict.fromkeys(troubles)), of_files=False)


def _unread(metric: Metric, row: SourceRow, met: Sequence[FileTrouble], asked: tuple[str, ...]) -> Evidence:
    if asked:
        line = f"Local source {row.called}: which is meant is for you to say: {', '.join(asked)}."
        return Evidence(metric.id, Found.CANDIDATES, line[:250], candidates=asked)
    why = met[-1].what if met else "it could not be read."
    return Evidence(metric.id, Found.UNREADABLE, f"Local source {row.called}: {why[:1].lower()}{why[1:]}"[:250])


def areas_of(borough: Borough, framework: Framework) -> Areas:
    ours = ways_of_writing(borough)
    others = [way for one in framework.boroughs.values() if one.code != borough.code for way in ways_of_writing(one)]
    return Areas(plain(borough.code), ours, tuple(way for way in others if way not in ours))
