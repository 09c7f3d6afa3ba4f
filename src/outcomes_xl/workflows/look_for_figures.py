"""Where Check data availability looks for a workbook, whichever way it was asked: one road for every host.

Published files, the national services, and the borough's own sources as its sheet Sources names them. Where the files,
keys and connections are is the user's setting, never the workbook's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from outcomes_xl.jobs.context import Context
from outcomes_xl.model import Book, Result
from outcomes_xl.model.cannot_use import CannotUse

if TYPE_CHECKING:
    from outcomes_xl.framework.entries import Framework
    from outcomes_xl.sources import Source
    from outcomes_xl.sources.local import LocalSources


class NowhereToLook(CannotUse):
    """No source was given, and the workbook names none of its own."""


def look_and_fill(
    book: Book,
    context: Context,
    asked: Sequence[Source],
    beside: Path | None,
    say: Callable[[str], None],
    answers: Path | None = None,
) -> Result:
    """Look in these sources and in the borough's own, and return what the job makes of it.

    ``beside`` is the workbook's folder, None when it has none on this computer: then its own sources are not looked in.
    Raises NowhereToLook when there is nowhere to look.
    """
    from outcomes_xl.jobs.availability import availability as job
    from outcomes_xl.jobs.availability import borough_of
    from outcomes_xl.sources import look_everywhere

    borough, framework = borough_of(book, context), context.framework
    own = own_sources(book, framework, beside, answers) if beside else None
    everywhere = [*asked, *([own] if own else [])]
    if not everywhere:
        raise NowhereToLook(
            "There is nowhere to look yet.",
            "Give a folder of published files, or say on the sheet Sources where your own data sits.",
        )
    looked = look_everywhere(everywhere, list(framework.metrics.values()), borough, context.today, say)
    ours = {metric.id: metric for metric in own.own} if own else {}
    known = replace(context, framework=replace(framework, metrics={**framework.metrics, **ours}))
    return job(book, looked, known)


def own_sources(book: Book, framework: Framework, beside: Path, answers: Path | None = None) -> LocalSources | None:
    """Return the borough's own sources, as its sheet Sources names them; None where it names none."""
    from outcomes_xl.jobs.read_workbook import read_borough
    from outcomes_xl.sources.local.source_rows import own_metrics, rows_of

    tables = read_borough(book).tables
    rows = rows_of(tables.get("sources"))
    if not rows:
        return None
    from outcomes_xl.settings import answers_folder
    from outcomes_xl.sources.local import LocalSources, load_connections

    own, kept = own_metrics(tables.get("framework"), framework), (answers or answers_folder()) / "local.json"
    return LocalSources(rows, framework, beside, load_connections(), own, kept)
