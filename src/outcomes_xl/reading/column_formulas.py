"""The formulas of a layout's columns and sentences, as Excel keeps them in a file.

The layout speaks by field, so that a heading can be reworded in one place: ``[@status]`` is the row's own status,
``{targets.target}`` a column of a table by its sheet's key, ``{this.our_id}`` one of the same table, ``{standing}``
where the row's measure stands, ``{figures found}`` how many are (framework/standing.py), and ``{id of metric_id}`` the
id of what the row's own field names (chosen_names.py). ``{unsure target}`` is whether a number of Targets may be a
percentage as Excel keeps it (kept_shares.py), ``{readings of target}`` what a target may mean (target_readings.py), and
``{yes in confirmed}`` whether a field of the row says yes, as the rest of the tool reads it. In a file "this row" is
always written out; ``[@Status]`` is only what people type.
"""

from __future__ import annotations

import re

from outcomes_xl.framework.standing import figures_found_formula, standing_formula
from outcomes_xl.reading.chosen_names import OWN_TABLE
from outcomes_xl.reading.kept_shares import unsure_formula
from outcomes_xl.reading.layouts import Field, Layout, SheetLayout
from outcomes_xl.reading.target_readings import readings_formula

_PLACE = re.compile(
    r"\[@(?P<own>\w+)\]|\{(?P<sheet>\w+)\.(?P<field>\w+)\}"
    r"|\{id of (?P<chosen>\w+)\}|\{(?P<count>figures found)\}|\{standing\}"
    r"|(?P<readings>\{readings of target\})|\{unsure (?P<unsure>target|baseline)\}|\{yes in (?P<yes>\w+)\}"
)
_NO_BREAK = "\u00a0"
_MARKED = re.compile(r"(['\[\]#@])")


def column_formula(plan: Layout, shape: SheetLayout, column: Field) -> str:
    """Return what a formula column works out, with its "="."""
    return "=" + spelled_out(plan, shape, column.formula)


def living_line(plan: Layout, shape: SheetLayout) -> str:
    """Return the formula of the sentence under a sheet's title, with its "="; "" where it has none."""
    return "=" + spelled_out(plan, shape, shape.living) if shape.living else ""


def spelled_out(plan: Layout, shape: SheetLayout, formula: str) -> str:
    """Return a layout's formula with its fields as Excel calls them. Raises KeyError for one that is not there."""

    def said(match: re.Match[str]) -> str:
        if match["own"]:
            return this_row(shape, match["own"])
        if match["sheet"]:
            of = shape if match["sheet"] == "this" else plan.sheet(match["sheet"])
            return whole_column(of, match["field"])
        if match["count"]:
            return figures_found_formula(whole_column(plan.sheet("availability"), "found"))
        if match["chosen"]:
            return _id_of(plan, shape, match["chosen"])
        if match["unsure"]:
            return unsure_formula(match["unsure"], lambda name: this_row(shape, name), _of_metric(plan, shape, "unit"))
        if match["readings"]:
            own, known = (lambda name: this_row(shape, name)), (lambda name: _of_metric(plan, shape, name))
            return readings_formula(own, known, _says_yes(shape, "confirmed"))
        if match["yes"]:
            return _says_yes(shape, match["yes"])
        return standing_formula(this_row(shape, "status"), this_row(shape, "found"))

    return " ".join(_PLACE.sub(said, formula).split("\n")).strip()


def this_row(shape: SheetLayout, name: str) -> str:
    """Return a field of the formula's own row."""
    return f"{shape.table}[[#This Row],[{_escaped(shape.field(name).heading)}]]"


def whole_column(shape: SheetLayout, name: str) -> str:
    """Return a field's column in every row of its table."""
    return f"{shape.table}[{_escaped(shape.field(name).heading)}]"


def _id_of(plan: Layout, shape: SheetLayout, name: str) -> str:
    """Return the formula of an id: what was typed where that is one, else the id of the only one called that."""
    key, *fields = OWN_TABLE[shape.field(name).chosen_from]
    ids, names = (whole_column(plan.sheet(key), field) for field in fields)
    typed = this_row(shape, name)
    called = f"TRIM({typed})"
    first = f"INDEX({ids},MATCH({called},{names},0))"
    only = f'IF(COUNTIF({names},{called})=COUNTIFS({names},{called},{ids},{first}),{first},"")'
    return f'IF({typed}="","",IFERROR(INDEX({ids},MATCH({typed},{ids},0)),IFERROR({only},"")))'


def _of_metric(plan: Layout, shape: SheetLayout, name: str) -> str:
    """Return the formula of what the Framework sheet says of the row's metric, "" where it is none that is known."""
    found, ids = (whole_column(plan.sheet("framework"), field) for field in (name, "metric_id"))
    return f'IFERROR(INDEX({found},MATCH({this_row(shape, "its_metric")},{ids},0)),"")'


def _says_yes(shape: SheetLayout, name: str) -> str:
    return f'TRIM(SUBSTITUTE({this_row(shape, name)},"{_NO_BREAK}"," "))="Yes"'


def _escaped(heading: str) -> str:
    return _MARKED.sub(r"'\1", heading)
