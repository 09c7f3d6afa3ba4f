"""The functions by the names officers type, with what they may know beside their cells."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from outcomes_xl.framework.entries import Borough, Framework
from outcomes_xl.functions import period_functions
from outcomes_xl.functions.figure_functions import Published, distances, distances_in_words
from outcomes_xl.functions.figure_functions import figures as latest
from outcomes_xl.functions.formula_arguments import Answers
from outcomes_xl.functions.mapping_functions import Mapped
from outcomes_xl.functions.name_functions import Named
from outcomes_xl.functions.service_functions import contributions
from outcomes_xl.lite.packages import lacking
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.sentences import in_a_list

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FunctionContext:
    """What functions may know beside their cells: the framework as released, the time, and the published files.

    ``published`` returns what was looked up for a borough, or raises CannotUse in words.
    """

    framework: Framework
    now: Callable[[], datetime]
    published: Published


def functions(around: FunctionContext) -> Mapping[str, Callable[..., Answers]]:
    """Return the functions by name, in the order of functions.toml. They raise CannotUse, in words."""
    known = around.framework
    named = Named(known)
    mapped = Mapped(known, named)

    def title(ids: Any) -> Answers:
        return named.titles.over(ids)

    def place(ids: Any) -> Answers:
        return named.place(ids)

    def mapped_to(ids: Any, framework: Any = None) -> Answers:
        return mapped.mapped(ids, framework)

    def borough(codes: Any) -> Answers:
        return named.boroughs.over(codes)

    def borough_code(names: Any) -> Answers:
        return named.codes.over(names)

    def problems(table: Any, corner: Any = None) -> Answers:
        from outcomes_xl.functions.entry_functions import problems
        from outcomes_xl.jobs.context import Context

        return problems(table, corner or None, Context(around.now(), known))

    def status_counts(statuses: Any) -> Answers:
        from outcomes_xl.functions.entry_functions import status_counts

        return status_counts(statuses, known)

    def figure(metric_ids: Any, borough: Any) -> Answers:
        return latest(metric_ids, borough, known, named, around.published)

    def distance(metric_ids: Any, figures: Any, targets: Any) -> Answers:
        return distances(metric_ids, figures, targets, known, named)

    def distance_said(metric_ids: Any, figures: Any, targets: Any, counts: Any = None) -> Answers:
        return distances_in_words(metric_ids, figures, targets, counts, known, named)

    return {
        "OUTCOMES_TITLE": title,
        "OUTCOMES_PLACE": place,
        "OUTCOMES_MAPPED": mapped_to,
        "OUTCOMES_BOROUGH": borough,
        "OUTCOMES_BOROUGH_CODE": borough_code,
        "OUTCOMES_PROBLEMS": problems,
        "OUTCOMES_STATUS_COUNTS": status_counts,
        "OUTCOMES_CONTRIBUTION": contributions,
        "OUTCOMES_PERIOD_START": period_functions.start,
        "OUTCOMES_PERIOD_END": period_functions.end,
        "OUTCOMES_FIGURE": figure,
        "OUTCOMES_DISTANCE": distance,
        "OUTCOMES_DISTANCE_SAID": distance_said,
    }


@lru_cache(maxsize=1)
def _at_hand() -> Mapping[str, Callable[..., Answers]]:
    """Return the functions with the settings of whoever runs this Python, on a server the server's."""
    from outcomes_xl.framework import load_framework
    from outcomes_xl.settings import load
    from outcomes_xl.workflows.published_folder import figures_for_cells

    framework = load_framework()

    @lru_cache(maxsize=1)
    def files() -> Published:
        from outcomes_xl.functions.published_index import PublishedFiles

        return PublishedFiles(lambda: figures_for_cells(load()), framework, lambda: datetime.now().date())

    def published(borough: Borough) -> Any:
        return files()(borough)

    return functions(FunctionContext(framework, datetime.now, published))


def answer(name: str, *arguments: Any) -> Answers:
    """Return a function's answer for xlwings; a sentence in one cell where there is none. Never raises."""
    try:
        return _at_hand()[name](*arguments)
    except CannotUse as trouble:
        return [[str(trouble)]]
    except Exception as slip:
        if needed := lacking(slip):
            packages = in_a_list(needed)
            return [[f"This needs {packages}: press Check in the pane once, then enter the formula again."]]
        _log.exception("the function %s did not end well", name)
        return [["This could not be worked out. Please tell whoever looks after the toolkit which formula it was."]]
