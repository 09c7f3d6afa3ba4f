"""Figures that are not the metric's own: of a title turned round, in another unit, or of a part. They are asked about.

The status of such a row is carried all the same. Nothing is offered to be taken: the figure as it stands is not ours.
"""

from __future__ import annotations

import re
from dataclasses import replace

from outcomes_xl.adopt.cell_meanings import Meaning, as_shown, asked, is_per_cent, not_carried, words_beside
from outcomes_xl.adopt.figure_meanings import unit_after
from outcomes_xl.adopt.figures_in_words import another_than
from outcomes_xl.adopt.groups_and_units import another_unit, unit_in_heading
from outcomes_xl.adopt.reading_notes import ReadingNotes
from outcomes_xl.adopt.table_row import TableRow
from outcomes_xl.adopt.title_text import plain_title
from outcomes_xl.adopt.words import one_line, words
from outcomes_xl.framework.entries import Metric
from outcomes_xl.model.styled_cells import StyledCell

Found = tuple[str, str, StyledCell, Meaning]
"""Field, heading, cell, meaning."""

_PART = re.compile(r"^(numerator|denominator|num\.?|denom\.?|cohort|count|base)$", re.I)
_COUNTS = re.compile(
    r"\b(number|no\.?|count|total) (of|on|in)\b|^(number|count)\b|\((number|no\.?|count|#|n|headcount|total)\b[^)]*\)|"
    r"^#|"
    r"[-–—:,] ?(number|no\.?|count|headcount|volume|n)s?$|"
    r"\((pupils|children|people|famil(y|ies)|cases|persons|households|"
    r"reoffences|offences|posts|episodes)\)|\breoffences\b"
)
_POSTS = re.compile(r"\((fte|wte)\)|[-–—:,] ?(fte|wte)$")
_ALL_TOGETHER = re.compile(r"^(?!.*\b(average|mean|avg)\b).*\b(total|number of|sum|all)\b")
_PER_SOMEBODY = re.compile(r"\bper (?!cent\b)[a-z]+|\bper \d")
_IN_PER_CENT = re.compile(r"%|\bper ?cent(age)?\b|\bproportion\b")
_NOT_IN_PER_CENT = ("per ", "number", "score", "months", "£")
_FIGURES = ("latest_figure", "baseline", "target")


def ask_about_figures(
    found: list[Found],
    title: str,
    metric: Metric | None,
    notes: ReadingNotes,
    sheet: str,
    *,
    group: str = "",
    unit: str = "",
) -> None:
    """Put a question in the place of each figure of a row that is not the metric's own.

    ``group`` and ``unit`` are what columns of the row's table say of whom and in what its figure is.
    """
    part = next((c.text for name, _, c, _ in found if name == "extra" and _PART.match(c.text)), "") or group
    other = _other_measure(title, metric) if metric else ""
    if metric and not other and unit and another_unit(unit, metric.unit):
        other = f"The row is in “{unit}”, and “{metric.title}” is in {metric.unit}"
    for at, (name, heading, cell, meaning) in enumerate(found):
        if (
            not name.startswith(_FIGURES)
            or name == "target_by"
            or meaning.became == "not carried"
            or _answered(notes, sheet, cell)
        ):
            continue
        why = other
        if metric and not why and meaning.became == "carried":
            beyond = _out_of_range(name, meaning, metric)
            why = _shown_in_another(cell, heading, metric) or (beyond if metric.unit == "%" else "")
            if beyond and not why:  # scores and rates are counted in many ways: it is carried, and told
                told = replace(meaning, reason=f"{beyond}: it was carried as it stands. Look at it once more.")
                found[at] = (name, heading, cell, told)
                continue
        if part and meaning.became == "carried" and name == "latest_figure":
            reason = f"The row says “{part}”: is this the metric's figure?"
            found[at] = (name, heading, cell, asked("cell", cell.a1, reason, meaning.value))
        elif why:
            found[at] = (name, heading, cell, _not_ours(notes, title, why))


def _answered(notes: ReadingNotes, sheet: str, cell: StyledCell) -> bool:
    return bool(notes.means("cell", f"{sheet}!{cell.a1}") or notes.means("cell", cell.a1))


def _other_measure(title: str, metric: Metric) -> str:
    """Return in what a row's figure is another than ours, in words; "" when it is ours."""
    said = one_line(title)
    if words().is_turned(title, metric.title):
        return f"The row says the opposite of “{metric.title}”"
    count = _COUNTS.search(said)
    if (
        count
        and count[0] not in one_line(metric.title)
        and not _IN_PER_CENT.search(said)
        and metric.unit not in ("number", "to be agreed", "")
    ):
        return f"The row is a number, and “{metric.title}” is in {metric.unit}"
    if "average" in one_line(metric.title) and _ALL_TOGETHER.search(said):
        return f"The row is a total, and “{metric.title}” is an average"
    if metric.unit == "%" and _POSTS.search(said) and "entrants" not in metric.title:
        return f"The row is a number of posts, and “{metric.title}” is in {metric.unit}"
    if metric.unit == "%" and (per := _PER_SOMEBODY.search(said)) and per[0] not in one_line(metric.title):
        return f"The row is “{per[0]}”, and “{metric.title}” is in {metric.unit}"
    if _IN_PER_CENT.search(said) and metric.unit.startswith(_NOT_IN_PER_CENT):
        return f"The row is in per cent, and “{metric.title}” is in {metric.unit}"
    return ""


def _shown_in_another(cell: StyledCell, heading: str, metric: Metric) -> str:
    """Return in what a cell, or its heading, shows a figure where that is no unit of the metric's, in words; or ""."""
    gap = metric.unit == "percentage points"  # sheets show a gap between per cents as a per cent
    if another_unit(unit_in_heading(heading), metric.unit) and not gap and not is_per_cent(cell):
        return f"“{' '.join(heading.split())}” is over it, and “{metric.title}” is in {metric.unit}"
    if worded := unit_after(cell):
        figure, unit_said = worded
        a_rate = unit_said.startswith(("per ", "a ", "each ", "every "))
        in_it = unit_said if a_rate else f"in {unit_said.replace('%', 'per cent')}"
        said_so = f"“{cell.text}” is {in_it}, and “{metric.title}” is in {metric.unit}"
        return said_so if another_than(unit_said, figure, metric) else ""
    money = isinstance(cell.value, int | float) and "£" in cell.look.number_format
    # A number in a per cent format is carried as it is shown: such formats are drawn over whole columns.
    in_per_cent = isinstance(cell.value, str) and "%" in cell.text
    unit, said = ("%", "per cent") if in_per_cent else ("£", "pounds") if money or "£" in cell.text else ("", "")
    if not unit and another_unit(beside := words_beside(cell), metric.unit):
        return f"“{as_shown(cell)}” is in {beside}, and “{metric.title}” is in {metric.unit}"
    if not another_unit(unit, metric.unit) or (in_per_cent and gap):
        return ""
    return f"“{as_shown(cell)}” is in {said}, and “{metric.title}” is in {metric.unit}"


def _out_of_range(name: str, meaning: Meaning, metric: Metric) -> str:
    """Return, in words, how a figure is more or less than the metric can be; "" when it is not."""
    value = meaning.value
    if name != "latest_figure" or not isinstance(value, int | float):
        return ""
    if metric.highest is not None and value > metric.highest:
        return f"{value:,} is above {metric.highest:,g}, the highest that “{metric.title}” can be"
    if metric.lowest is not None and value < metric.lowest:
        return f"{value:,} is below {metric.lowest:,g}, the lowest that “{metric.title}” can be"
    return ""


def _not_ours(notes: ReadingNotes, title: str, other: str) -> Meaning:
    """Ask about the figure, or leave it as said."""
    said = one_line(notes.means("row", title) or notes.means("row", plain_title(title)))
    if any(word in said for word in ("figure", "status only", "leave", "only the status")):
        return not_carried(f"{other}, and you said to leave the figure.")
    return asked(
        "row",
        title,
        f"{other}: its status carries, and its figure cannot be taken as it stands. Work ours out, or look it up, and "
        "type it in this cell; to go without, answer “leave the figure”.",
    )


def ask_about_cells(found: list[Found], row: TableRow, notes: ReadingNotes, sheet: str) -> None:
    """Ask about an answer that is struck out alone, and about a figure that is merged down over several metrics."""
    for at, (name, heading, cell, meaning) in enumerate(found):
        if meaning.became != "carried" or not (cell.look.struck or cell.column in row.shared):
            continue
        if _answered(notes, sheet, cell):
            continue
        if cell.look.struck and not row.title_cell.look.struck and name not in ("note", "extra"):
            reason = f"“{cell.text}” is struck out, and its row is not: does it still hold?"
            found[at] = (name, heading, cell, asked("cell", cell.a1, reason, meaning.value))
        elif name.startswith(_FIGURES) and name != "target_by" and cell.column in row.shared:
            reason = f"“{cell.text}” is merged down over several rows: of which metric is it the figure?"
            found[at] = (name, heading, cell, asked("cell", cell.a1, reason))
