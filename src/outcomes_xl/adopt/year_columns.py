"""Columns headed by a year: the latest year with a figure is the latest figure, the others are its history."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from outcomes_xl.adopt.cell_meanings import Meaning, asked, carried, not_carried, says_nothing
from outcomes_xl.adopt.column import Column
from outcomes_xl.adopt.figure_meanings import (
    JUDGEMENT,
    PARTS,
    figure_and_period,
    figure_of,
    figure_said,
    is_a_judgement,
    shown,
)
from outcomes_xl.adopt.found_table import FoundTable
from outcomes_xl.adopt.period_meanings import YEAR_ALONE, period_of, year_over
from outcomes_xl.adopt.reading_notes import ReadingNotes
from outcomes_xl.adopt.words import NAMES, one_line, words
from outcomes_xl.framework.entries import Metric
from outcomes_xl.model.styled_cells import StyledCell
from outcomes_xl.reading.periods import Period, understood

_LONGEST = 24
_OF_FIGURES = re.compile(
    r"\b(outturn|actuals?|value|result|figure|data|rate|performance|provisional|final|latest|current|most recent)\b|"
    r"[%()]",
    re.I,
)
"""Words that stand beside the year in the heading of a figure: 2023/24 outturn."""
_SHORT = re.compile(r"(?:FY ?)?(\d\d) ?[/–-] ?(\d\d)", re.I)
"""A year by its last two figures: 24/25."""
_OF_A_TIME = ("status", "latest_figure", "latest_period")
_MAY_BE = ("extra", "latest_figure", "latest_period")
_IS_NOW = re.compile(
    r"^(as is|as of now|now|today|current(ly)?( position| state)?|at present|present|this year|where we are( now)?)$"
)
_IS_ANOTHER_TIME = re.compile(
    r"^(to be|next (year|quarter|term)|(in )?future( state| position)?|planned|proposed|where we want to be|before|"
    r"previous(ly)?|last (year|quarter|term)|(by|in|from|after|before) .*(19|20)\d\d.*|in \d+ (months|years)( time)?)$"
)
_SPLIT = re.compile(r"\b(20\d\d) ?[/-] ?(?:20)?(\d\d)\b")
_YEAR_SAID = re.compile(r"(?<![\d/])((?:19|20)\d\d(?: ?[/–-] ?(?:20)?\d\d)?)(?![\d/])")
_NOT_ITS_YEAR = re.compile(r"\b(by|to|from|since|until|before|after|than|target|baseline|census|vision|plan) *[(:]* *$")
YEAR = "year"
"""The field of a column that is headed by a year."""


_MAY_BE_PAIRED = ("latest_figure", "latest_period")


def year_of(cell: StyledCell) -> Period | None:
    """Return the period that a heading is, None when it is none."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, str | int | float) or len(cell.text) > _LONGEST:
        return None
    if not isinstance(value, str) and not 1900 <= value <= 2100:
        return None
    if words().heading(cell.text) not in (None, "latest_period", "latest_figure"):
        return None
    return understood(_year_alone(value))


def years_over(table: FoundTable) -> dict[int, StyledCell]:
    """Return, for columns in a group that is a year, the year as a cell."""
    groups = {c: StyledCell(0, c, group) for c, group in table.groups.items() if c in table.headings}
    return {c: cell for c, cell in groups.items() if year_of(cell)}


def headings_with_years(table: FoundTable) -> dict[int, StyledCell]:
    """Return a table's headings, the year in the place of the heading of a figure that stands under one."""
    years = years_over(table)
    figures = {c for c, cell in table.headings.items() if words().heading(cell.text) == "latest_figure"} | table.ours
    return {c: years[c] if c in years and c in figures else cell for c, cell in table.headings.items()}


def tell_years_apart(made: dict[int, Column], table: FoundTable) -> None:
    """Say with its year what stands under one: what is of the latest year holds now, earlier words go into the note."""
    years = years_over(table)
    latest = max((_end(cell) for cell in years.values()), default="")
    for number, cell in years.items():
        named = replace(made[number], heading=f"{cell.text} {made[number].heading}")
        earlier = _end(cell) != latest and named.field not in NAMES and named.field != "latest_figure"
        made[number] = replace(named, field="extra", word="") if earlier else named


def time_said(group: str) -> str:
    """Return whether words over columns say that they are of "now" or of another time; "" where they say neither."""
    said = one_line(group)
    return "now" if _IS_NOW.search(said) else "another" if _IS_ANOTHER_TIME.search(said) else ""


def tell_now_apart(made: dict[int, Column], table: FoundTable) -> None:
    """Where one group of columns is of now and another of another time, what the other says goes into the note."""
    times = {c: time_said(table.groups.get(c, "")) for c in made}
    if not any(times.values()):  # then the headings may say it themselves: Availability, now and in 12 months
        times = {c: time_said(one.heading) for c, one in made.items() if one.field in _OF_A_TIME}
    if set(times.values()) >= {"now", "another"}:
        for column, time in times.items():
            if time == "another" and made[column].field not in NAMES:
                over, heading = table.groups.get(column, ""), made[column].heading
                made[column] = Column("extra", heading if heading.startswith(over) else f"{over} {heading}")


def _year_alone(value: str | float) -> str | int:
    if not isinstance(value, str):
        return int(value)
    said = _OF_FIGURES.sub(" ", value).strip()
    short = _SHORT.fullmatch(said)
    follows = short is not None and int(short[2]) == (int(short[1]) + 1) % 100
    return f"20{short[1]}/{short[2]}" if short and follows else said


def keep_ends(made: dict[int, Column], contents: dict[int, list[StyledCell]]) -> None:
    """Say of a column of periods in which years its split years end: a year alone beside them is one of these."""
    for number, column in made.items():
        if column.field == "latest_period":
            found = [
                one for cell in contents[number] if isinstance(cell.value, str) for one in _SPLIT.findall(cell.text)
            ]
            split = {int(first) for first, last in found if (int(first) + 1) % 100 == int(last)}
            made[number] = replace(column, ends=frozenset(year + 1 for year in split) - split)


def mark_year_columns(
    made: dict[int, Column], headings: dict[int, StyledCell], contents: dict[int, list[StyledCell]]
) -> None:
    """Say which columns are headed by a year and hold figures, where no other column holds the latest figure."""
    years = {n: cell for n, cell in headings.items() if made[n].field in _MAY_BE and year_of(cell)}
    if any(one.field in ("latest_figure", "latest_period") for n, one in made.items() if n not in years):
        return
    for number, cell in years.items():
        filled = [one for one in contents[number] if one.value is not None and not says_nothing(one)]
        figures = sum(figure_of(one, cell.text).became == "carried" or not isinstance(one.value, str) for one in filled)
        if figures * 2 >= len(filled):
            made[number] = replace(made[number], field=YEAR)


def keep_latest_pair(
    made: dict[int, Column], contents: dict[int, list[StyledCell]], told: Mapping[int, str] | None = None
) -> None:
    """Of figures that stand side by side, each with a column of periods, keep the latest; in doubt they are asked.

    ``told`` is what the officer said of headings, by column.
    """
    of = {name: [n for n in sorted(made) if made[n].field == name and not made[n].whose] for name in _MAY_BE_PAIRED}
    figures, periods = of["latest_figure"], of["latest_period"]
    if len(periods) < 2 or len(figures) != len(periods) or any(made[n].ask for n in figures + periods):
        return
    ends = [{c.row: p.end for c in contents[n] if (p := understood(c.value))} for n in periods]
    rows = set.intersection(*(set(one) for one in ends))
    latest = {max((one[row], at) for at, one in enumerate(ends))[1] for row in rows}
    meant = {at for at, pair in enumerate(zip(figures, periods, strict=True)) if any(map((told or {}).get, pair))}
    latest = meant or latest
    names = " and ".join(f"“{made[n].heading}”" for n in periods)
    for at, pair in enumerate(zip(figures, periods, strict=True)):
        for number in pair:
            if len(latest) != 1:
                ask = f"Periods stand in {names}, each with its figure: are these the latest?"
                made[number] = replace(made[number], ask=ask)
            elif at not in latest:
                made[number] = Column("extra", made[number].heading)


def latest_of(
    cells: dict[int, StyledCell],
    columns: dict[int, Column],
    headings: dict[int, StyledCell],
    metric: Metric | None,
    notes: ReadingNotes,
) -> list[tuple[str, str, StyledCell, Meaning]]:
    """Return what a row's years say, as answers: field, heading, cell, meaning."""
    there = {n: cell for n, cell in cells.items() if n in columns and columns[n].field == YEAR}
    found: list[tuple[str, str, StyledCell, Meaning]] = []
    for number, cell in [(n, cell) for n, cell in there.items() if columns[n].ask]:
        column = columns[number]
        about = ("columns" if column.whose else "heading", column.whose or column.heading)
        if cell.value is not None or cell.formula:
            found.append(("latest_figure", column.heading, cell, asked(*about, column.ask)))
        del there[number]
    telling = [n for n, cell in there.items() if (cell.value is not None or cell.formula) and not says_nothing(cell)]
    last = max(telling, key=lambda n: _end(headings[n]), default=None)
    for number, cell in there.items():
        if cell.value is None and not cell.formula:
            continue
        heading = columns[number].heading
        if number != last or last is None:
            why = says_nothing(cell) or f"It is of {heading}; the latest figure here is of {_text(headings, last)}."
            found.append(("latest_figure", heading, cell, not_carried(why)))
            continue
        typed = headings[number].value
        above = StyledCell(cell.row, cell.column, _year_alone(typed) if isinstance(typed, str | int | float) else typed)
        period = year_over(above, metric, notes)
        if is_a_judgement(cell, metric):
            if period.became == "carried":
                found.append(("latest_period", heading, cell, period))
            found.append((JUDGEMENT, heading, cell, carried(cell.text)))
            continue
        parts = one_line(notes.means(f"figures in {' '.join(heading.split())}", PARTS))
        if said := notes.means(f"value in {' '.join(heading.split())}", shown(cell)):
            figure = figure_said(cell, heading, said)
        else:
            figure = figure_of(cell, heading, parts, in_per_cent=metric is not None and metric.unit == "%")
        is_offered = figure.became == "asked" and figure.value is not None
        if (figure.became == "carried" or is_offered) and period.became == "carried":
            found.append(("latest_period", heading, cell, period))
        elif period.became == "not carried":
            figure = period
        elif period.became == "asked":
            figure = asked("year", period.typed, period.reason, figure.value)
        found.append(("latest_figure", heading, cell, figure))
    return found


def year_over_rows(
    year: str, found: list[tuple[str, str, StyledCell, Meaning]], metric: Metric | None, notes: ReadingNotes
) -> None:
    """Put the period that a banner over a row gives before its figure, which waits where the year is in doubt."""
    at = next((n for n, (name, _, _, m) in enumerate(found) if name == "latest_figure" and m.became == "carried"), None)
    if not year or at is None or any(name == "latest_period" for name, *_ in found):
        return
    name, heading, cell, figure = found[at]
    above = StyledCell(cell.row, cell.column, _year_alone(int(year) if year.isdigit() else year))
    period = year_over(above, metric, notes)
    if period.became == "carried":
        found.insert(at, ("latest_period", heading, cell, period))
        return
    held = asked("year", period.typed, period.reason, figure.value) if period.became == "asked" else period
    found[at] = (name, heading, cell, held)


def with_years_beside(
    found: list[tuple[str, str, StyledCell, Meaning]], metric: Metric | None, notes: ReadingNotes
) -> list[tuple[str, str, StyledCell, Meaning]]:
    """Return a row's answers with the period that stands in the cell of its figure: 21.4% (2024/25)."""
    if any(name == "latest_period" and meaning.became != "not carried" for name, _, _, meaning in found):
        return found
    made: list[tuple[str, str, StyledCell, Meaning]] = []
    for name, heading, cell, meaning in found:
        parts = figure_and_period(cell) if name == "latest_figure" and meaning.became == "asked" else None
        if parts is None:
            made.append((name, heading, cell, meaning))
            continue
        figure = figure_of(cell._replace(value=parts[0]), heading)
        period = period_of(
            cell._replace(value=parts[1]), metric, notes.means("year", parts[1]), notes.means("year", YEAR_ALONE)
        )
        if figure.became == period.became == "carried":
            made.append(("latest_period", heading, cell, period))
        elif period.became == "asked":
            figure = asked("year", period.typed, period.reason, figure.value)
        made.append(("latest_figure", heading, cell, figure))
    return made


def year_in_title(title: str, metric: Metric | None) -> tuple[str, str]:
    """Return the year that a row's title names and ours does not, and words by which it may be another; else ""."""
    said = one_line(title)
    found = list(_YEAR_SAID.finditer(said))
    if len(found) != 1 or (metric is not None and _YEAR_SAID.search(metric.title)):
        return "", ""
    before = _NOT_ITS_YEAR.search(said[: found[0].start()])  # by 2030, since 2019
    return found[0][1], before[0] if before else said[found[0].end() :].strip(" .,;:)]*")


def year_of_title(
    title: str, found: list[tuple[str, str, StyledCell, Meaning]], metric: Metric | None, notes: ReadingNotes
) -> None:
    """Give the figure of a row the year that its title ends in; a year in its midst, or another than the row's period,
    makes the figure wait."""
    year, after = year_in_title(title, metric)
    at = next((n for n, (name, _, _, m) in enumerate(found) if name == "latest_figure" and m.became == "carried"), None)
    if not year or at is None:
        return
    name, heading, cell, figure = found[at]
    told = next((m for other, _, _, m in found if other == "latest_period" and m.became == "carried"), None)
    if told is None and not after:
        year_over_rows(year, found, metric, notes)
        return
    period, meant = understood(str(told.value)) if told else None, understood(_year_alone(year))
    if told is None or (period and meant and meant.end.year not in (period.end.year, period.end.year - 1)):
        beside = f", and beside it {told.value}" if told else ""
        why = (
            f"The row's title says {year}{beside}: of which year is its figure? Answer with the figure, or “leave out”."
        )
        found[at] = (name, heading, cell, asked("cell", cell.a1, why, figure.value))


def _end(cell: StyledCell) -> str:
    period = year_of(cell)
    return period.end.isoformat() if period else ""


def _text(headings: dict[int, StyledCell], number: int | None) -> str:
    return headings[number].text if number is not None else ""
