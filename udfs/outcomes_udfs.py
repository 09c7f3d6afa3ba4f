"""The functions for cells, for xlwings: classic, Server and Lite. One line each; the answers are in outcomes_xl.

On Windows with the add-in this module is not needed: the add-in's own functions ask the helper, and need no xlwings.
Their names, arguments and help are those of ``src/outcomes_xl/data/functions.toml``, held together by a test.

Not volatile, and no ``expand``: Excel spills what comes back, and xlwings' expand would write into cells beside it.
``err_to_str`` because an error in a cell is not a blank cell. ``_PLAIN`` because the answers are texts and numbers
already, and xlwings' own way back costs more than all the rest; days take that way, since Excel wants them made ready.
No type hints: xlwings would take them for converters.
"""
# ruff: noqa: N802 - the names are what officers type

import xlwings as xw

from outcomes_xl.functions import answer

_CELLS = {"ndim": 2, "err_to_str": True}
_ONE = {"err_to_str": True}
_PLAIN = "raw"


@xw.func(category="Outcomes")
@xw.arg("ids", doc="One id or several cells with ids, such as MET-012 or C-LRN-01.", **_CELLS)
@xw.ret(_PLAIN)
def OUTCOMES_TITLE(ids):
    """The title of an outcome, a metric or a national framework's item, by its id. One answer a cell."""
    return answer("OUTCOMES_TITLE", ids)


@xw.func(category="Outcomes")
@xw.arg("ids", doc="One id or several cells below one another with ids, such as MET-012 or C-LRN-01.", **_CELLS)
@xw.ret(_PLAIN)
def OUTCOMES_PLACE(ids):
    """Where a metric or an outcome stands: its layer, domain, outcome and indicator, in four cells side by side."""
    return answer("OUTCOMES_PLACE", ids)


@xw.func(category="Outcomes")
@xw.arg("ids", doc="One id of ours or several cells with ids, such as MET-012.", **_CELLS)
@xw.arg("framework", doc="The national framework's key, such as PHOF or LOF. Leave it out for all of them.", **_ONE)
@xw.ret(_PLAIN)
def OUTCOMES_MAPPED(ids, framework=None):
    """What ours is mapped to in a national framework, a row each: their id, title, role, closeness and our id."""
    return answer("OUTCOMES_MAPPED", ids, framework)


@xw.func(category="Outcomes")
@xw.arg("codes", doc="One borough code or several cells with codes, such as E09000024.", **_CELLS)
@xw.ret(_PLAIN)
def OUTCOMES_BOROUGH(codes):
    """The name of a London borough, by its code. One answer a cell."""
    return answer("OUTCOMES_BOROUGH", codes)


@xw.func(category="Outcomes")
@xw.arg("names", doc="One borough name or several cells with names, such as Merton.", **_CELLS)
@xw.ret(_PLAIN)
def OUTCOMES_BOROUGH_CODE(names):
    """The code of a London borough, by its name. One answer a cell."""
    return answer("OUTCOMES_BOROUGH_CODE", names)


@xw.func(category="Outcomes")
@xw.arg("table", doc="The table with its headings, such as tblAvailability[#All].", **_CELLS)
@xw.ret(_PLAIN)
def OUTCOMES_PROBLEMS(table):
    """What there is to look at in a table: cell, what we noticed, what to do, a row each. It follows as you type."""
    return answer("OUTCOMES_PROBLEMS", table)


@xw.func(category="Outcomes")
@xw.arg("statuses", doc="The cells with statuses, such as tblAvailability[Status].", **_CELLS)
@xw.ret(_PLAIN)
def OUTCOMES_STATUS_COUNTS(statuses):
    """How many entries have each status, blank ones too: status and count, one row each."""
    return answer("OUTCOMES_STATUS_COUNTS", statuses)


@xw.func(category="Outcomes")
@xw.arg("services", doc="One service or several cells below one another with services, by name or id.", **_CELLS)
@xw.arg("outcome", doc="The outcome, by name or id, such as C-LRN-01.", **_ONE)
@xw.arg("table", doc="The service map with its headings, such as tblServiceMap[#All].", **_CELLS)
@xw.ret(_PLAIN)
def OUTCOMES_CONTRIBUTION(services, outcome, table):
    """How much a service contributes to an outcome, by your Service map: its word. One answer a cell."""
    return answer("OUTCOMES_CONTRIBUTION", services, outcome, table)


@xw.func(category="Outcomes")
@xw.arg("periods", doc="One period or several cells with periods, as they are published.", **_CELLS)
@xw.arg("kind", doc="The metric's period kind, such as Academic year or Financial year.", **_ONE)
def OUTCOMES_PERIOD_START(periods, kind):
    """The first day of a period such as 2024/25. One answer a cell."""
    return answer("OUTCOMES_PERIOD_START", periods, kind)


@xw.func(category="Outcomes")
@xw.arg("periods", doc="One period or several cells with periods, as they are published.", **_CELLS)
@xw.arg("kind", doc="The metric's period kind, such as Academic year or Financial year.", **_ONE)
def OUTCOMES_PERIOD_END(periods, kind):
    """The last day of a period such as 2024/25. One answer a cell."""
    return answer("OUTCOMES_PERIOD_END", periods, kind)


@xw.func(category="Outcomes")
@xw.arg("metric_ids", doc="One metric id or several cells with ids, such as MET-012.", **_CELLS)
@xw.arg("borough", doc="The borough's code or name, such as E09000024 or Merton.", **_ONE)
@xw.ret(_PLAIN)
def OUTCOMES_FIGURE(metric_ids, borough):
    """The latest figure of a metric for a borough, in your published files. A published symbol such as c stays."""
    return answer("OUTCOMES_FIGURE", metric_ids, borough)


@xw.func(category="Outcomes")
@xw.arg("metric_ids", doc="One metric id or several cells with ids, such as MET-012.", **_CELLS)
@xw.arg("figures", doc="The figures today, as many as there are ids.", **_CELLS)
@xw.arg("targets", doc="The figures to reach, as many as there are ids.", **_CELLS)
@xw.ret(_PLAIN)
def OUTCOMES_DISTANCE(metric_ids, figures, targets):
    """How far a figure is from its target, in the metric's unit. Above zero: still to go, whichever way is better."""
    return answer("OUTCOMES_DISTANCE", metric_ids, figures, targets)


@xw.func(category="Outcomes")
@xw.arg("metric_ids", doc="One metric id or several cells with ids, such as MET-012.", **_CELLS)
@xw.arg("figures", doc="The figures today, as many as there are ids.", **_CELLS)
@xw.arg("targets", doc="The figures to reach, or where the path is now, as many as there are ids.", **_CELLS)
@xw.arg(
    "counts",
    doc="Two cells side by side for each id: how many were counted, and out of how many. Leave it out if not known.",
    **_CELLS,
)
@xw.ret(_PLAIN)
def OUTCOMES_DISTANCE_SAID(metric_ids, figures, targets, counts=None):
    """How far a figure is from its target, in words: above, below, or with its counts too near to say."""
    return answer("OUTCOMES_DISTANCE_SAID", metric_ids, figures, targets, counts)
