"""Cohort from Excel: the officer says which source and by which columns, and the workbook lies beside hers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from outcomes_xl.framework.entries import Metric
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.made_beside import MadeBeside
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model import Book
from outcomes_xl.model.cannot_use import CannotUse, QuestionAsked, Stopped
from outcomes_xl.sources.local import SourceRow, rows_of
from outcomes_xl.sources.local.source_rows import own_metrics
from outcomes_xl.workflows.cohort_names import PER_CENT
from outcomes_xl.workflows.cohort_of_source import CohortAsked, written
from outcomes_xl.workflows.run_job import Around, Got
from outcomes_xl.workflows.sources_in_a_box import folder_of, place_beside, question

ABOUT = "a cohort"
_NO = f"no {ABOUT}"
_TYPED = re.compile(r"(?:(\d+)\s*(?:by\b|:|\s)\s*)?(.+)", re.IGNORECASE | re.DOTALL)
_MOST_SHOWN = 8
_HOW = (
    "Type its number and the columns that tell groups apart, such as: 1 by sen, birth_month:season, fsm, idaci:5. "
    "Empty makes nothing."
)


def cohort_for(book: Book, context: Context, around: Around) -> Got:
    """Return what is to be told of the cohort; raises QuestionAsked until the officer has said what she wants."""
    folder = folder_of(around, "Cohort")
    choices = _choices(book, context)
    if around.agreed == _NO:
        return Got(MadeBeside("No cohort was made."))
    if not around.agreed.startswith(f"{ABOUT}: "):
        raise _question(choices)
    try:
        row, metric, by = _chosen(around.agreed.removeprefix(f"{ABOUT}: "), choices)
        title = re.sub(r'[\\/:*?"<>|]+', " ", metric.title).strip()
        to = place_beside(folder, book.name, f"cohort {title}")
        around.say(f"Asking {row.called}")
        told = written(
            book,
            folder,
            CohortAsked(metric.id, row.called, by),
            to,
            around.now,
            around.stopped,
        )
    except (QuestionAsked, Stopped):
        raise
    except CannotUse as trouble:
        raise _question(choices, str(trouble)) from None
    return Got(MadeBeside(" ".join(told), str(to)))


def _choices(book: Book, context: Context) -> list[tuple[SourceRow, Metric]]:
    tables = read_borough(book).tables
    own = own_metrics(tables.get("framework"), context.framework)
    metrics = {metric.id: metric for metric in (*context.framework.metrics.values(), *own)}
    rows = [row for row in rows_of(tables.get("sources")) if row.metric_id in metrics]
    found = [(row, metrics[row.metric_id]) for row in rows if metrics[row.metric_id].unit == PER_CENT]
    if not found:
        raise CannotUse(
            "The sheet Sources names no source of a metric in %.",
            "Fill a row there: the metric, the file or connection, and the column that says who reaches it.",
        )
    return found


def _question(choices: Sequence[tuple[SourceRow, Metric]], trouble: str = "") -> QuestionAsked:
    lines = [f"{number}: {metric.title}, from {row.called}" for number, (row, metric) in enumerate(choices, 1)]
    return question(ABOUT, _HOW, trouble, lines, _MOST_SHOWN)


def _chosen(typed: str, choices: Sequence[tuple[SourceRow, Metric]]) -> tuple[SourceRow, Metric, str]:
    found = _TYPED.fullmatch(typed.strip())
    number = int(found[1]) if found and found[1] else 1 if len(choices) == 1 else 0
    if not found or not 1 <= number <= len(choices):
        raise CannotUse("Which source is meant cannot be seen.", "Begin with its number, such as: 1 by sen, fsm.")
    return (*choices[number - 1], found[2])
