"""Which column of a table holds what: by the officer's answer, by ticks, by its heading, else by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from outcomes_xl.adopt.cell_meanings import IN_LISTS
from outcomes_xl.adopt.column import Column
from outcomes_xl.adopt.column_contents import (
    are_figures,
    are_ids,
    are_periods,
    are_statuses,
    are_words,
    marks_in,
    says_a_status,
    tell_in_words,
)
from outcomes_xl.adopt.columns_by_content import (
    by_area,
    by_colour,
    by_content,
    only_one_each,
    period_by_content,
    status_by_content,
)
from outcomes_xl.adopt.found_table import FoundTable, IsTitle, NamedIn, SheetKey
from outcomes_xl.adopt.groups_and_units import is_a_unit, tell_groups_and_units
from outcomes_xl.adopt.heading_answers import OF_TARGETS, asks_of_targets, field_said, settles_nothing
from outcomes_xl.adopt.others_columns import by_councils_named, leave_columns_called_by_others, leave_others_columns
from outcomes_xl.adopt.reading_notes import Learnt, ReadingNotes
from outcomes_xl.adopt.status_columns import settle_statuses
from outcomes_xl.adopt.tick_columns import leave_sums_of_ticks, one_area_among_others, ticks_side_by_side
from outcomes_xl.adopt.words import NAMES, bare, one_line, words
from outcomes_xl.adopt.year_columns import (
    headings_with_years,
    keep_ends,
    keep_latest_pair,
    mark_year_columns,
    tell_now_apart,
    tell_years_apart,
    time_said,
    years_over,
)
from outcomes_xl.framework.council_names import boroughs_in, may_be_a_place, without_council
from outcomes_xl.model.styled_cells import StyledCell

_OF_A_GROUP = ("target", "target_by", "baseline", "extra")
"""What the words over a figure or a period may make of it: a target, or what was before."""
_NOW = re.compile(r"\b(latest|current|position)\b")
"""Words of a status that are a figure's as well: the latest position."""
_BY = re.compile(r"^(?:(?:is it |can be |broken down |split )?by )", re.I)


def columns_of(
    table: FoundTable,
    rows: Iterable[dict[int, StyledCell]],
    key: SheetKey,
    notes: ReadingNotes,
    learnt: Learnt,
    borough: str,
    is_title: IsTitle,
    is_borough: IsTitle = lambda _: False,
    named_in: NamedIn = boroughs_in,
) -> dict[int, Column]:
    """Return what each column holds; a column nothing is known of is "extra" and goes into the note."""
    contents: dict[int, list[StyledCell]] = {c: [] for c in table.headings}
    for row in rows:
        for column, cell in row.items():
            if column in contents:
                contents[column].append(cell)
    # Beside a borough that we know stand others that we know; beside one that we do not, any place may be another.
    is_council = (lambda text: bool(named_in(text))) if is_borough(borough) else may_be_a_place
    ours = _whose(table, borough, named_in, is_council)
    service = _is_services(table)
    made: dict[int, Column] = {}
    for column, cell in table.headings.items():
        made[column] = _column(column, cell, contents[column], table, notes, key, service)
        if column in table.asks and not _told(notes, table, column):
            made[column] = replace(made[column], ask=table.asks[column])
        group = table.groups.get(column, "")
        if column in ours and ours[column] is None and (said := notes.means("columns", group)):
            if said.casefold().startswith(("leave", "not", "another")):
                made[column] = Column("elsewhere", cell.text, whose=group)
        elif column in ours and ours[column] is None:
            made[column] = replace(made[column], ask=f"Whose columns are these: “{group}”?", whose=group)
        elif column in ours and not ours[column]:
            made[column] = Column("elsewhere", cell.text, whose=group or cell.text)
    mine = bare(without_council(borough))
    table.ours = {c for c in years_over(table) if bare(without_council(table.headings[c].text)) == mine}
    made.update({c: Column("latest_figure", made[c].heading) for c in table.ours})
    told = {column: _told(notes, table, column) for column in table.headings}
    leave_others_columns(made, table, borough, named_in, told)
    leave_columns_called_by_others(made, contents, borough, is_borough, partial(says_a_status, key=key))
    tell_years_apart(made, table)
    tell_now_apart(made, table)
    if not service:
        _name_column(made, contents, is_title)
    _title_and_unit(made, contents, is_title)
    settle_statuses(made, contents, table.sheet.hidden_columns, notes)
    keep_latest_pair(made, contents, told)
    only_one_each(made, contents)
    mark_year_columns(made, headings_with_years(table), contents)
    leave_others_columns(made, table, borough, named_in, told)
    status_by_content(made, contents, key, table.headings)
    ticks_side_by_side(made, contents)
    one_area_among_others(made, contents)
    leave_sums_of_ticks(made, contents)
    by_area(made, contents, borough, is_borough)
    by_colour(made, contents, key)
    period_by_content(made, contents)
    tell_groups_and_units(made, contents)
    keep_ends(made, contents)
    for column, unit in table.units.items():
        if column in made:
            made[column] = replace(made[column], heading=f"{made[column].heading} ({unit})")
    for _column_number, one in sorted(made.items()):
        learnt.headings[(table.sheet.name, " ".join(one.heading.split()))] = (
            one.field if one.ask else one.word or one.field
        )
    return made


def _is_services(table: FoundTable) -> bool:
    known = words()
    names = {known.heading(cell.text, service=True) for cell in table.headings.values()}
    others = {known.heading(cell.text) for cell in table.headings.values()}
    return "service" in names and not others & {"metric", "indicator", "metric_id"}


def _told(notes: ReadingNotes, table: FoundTable, column: int) -> str:
    """Return what the officer said of a heading, by itself or with the words over it, as it is asked about."""
    text = table.headings[column].text
    over = notes.means("heading", " ".join(f"{table.groups[column]} {text}".split())) if column in table.groups else ""
    return over or notes.means("heading", " ".join(text.split()))


def _column(
    number: int,
    cell: StyledCell,
    content: list[StyledCell],
    table: FoundTable,
    notes: ReadingNotes,
    key: SheetKey,
    service: bool,
) -> Column:
    known, text = words(), " ".join(cell.text.split())
    marks = marks_in(content)
    ticks = bool(marks)
    if said := _told(notes, table, number):
        if ticks and (status := known.status(said)):
            return Column("tick status", text, status, usual_tick=marks[0])
        unsaid = _column(number, cell, content, table, ReadingNotes(), key, service)
        if named := field_said(said, unsaid.field if unsaid.field != "extra" else ""):
            return Column(named, text)
        return replace(unsaid, ask=settles_nothing(said, text, unsaid.field))
    if service:
        return Column(f"services.{known.heading(text, service=True) or 'note'}", text)
    if ticks:
        usual = max(set(marks), key=lambda mark: (mark in "✓✔☑✅√", marks.count(mark)))
        group = table.groups.get(number, "")
        if (group_word := known.of_list("breakdown", _BY.sub("", text))) and bare(group) != bare(text):
            return Column("tick breakdown", text, group_word, usual_tick=usual)
        if area := known.of_list("geography", _BY.sub("", text)):
            return Column("tick geography", text, area, usual_tick=usual)
        meant = key.words.get(one_line(text), "") or text
        is_question = meant == text and known.heading(text) not in (None, "ref", "status", "holder")
        if not is_question and known.status(meant) is not None and not set(marks) & {"y", "yes", "no"} - {"x"}:
            return Column("tick status", text, str(known.status(meant)), usual_tick=usual)
    name: str | None = known.heading(text)
    if name is None or name == "extra":
        said_by = by_content(content)
        name = name if name and said_by == "assessed_on" else said_by or name  # a deadline is no day of assessment
    worded = name in ("status", "latest_figure") and are_words(content)
    if worded and not any(known.status(one.text) for one in content):
        said_by = by_content(content, 1)  # Reported: monthly, yearly
        name = said_by if said_by in IN_LISTS else name
    if name == "assessed_on" and known.heading(text) != "assessed_on":
        return Column(name, text, ask="It holds days, and its heading does not say of what: is it “Assessed on”?")
    if name in (None, "latest_figure", "latest_period") and (over := table.groups.get(number)):
        with_group = known.heading(f"{over} {text}")
        if name is None:
            name = None if with_group in NAMES else with_group
        elif with_group in _OF_A_GROUP:
            name, text = with_group, f"{over} {text}"
    if name in OF_TARGETS:
        return Column(name, text, ask=asks_of_targets(name, text))
    if name in ("metric", "ref") and are_ids(content):
        name = "metric_id"
    if name == "status" and _NOW.search(one_line(text)) and are_figures(content, key):
        name = "latest_figure"
    if name == "latest_figure" and (worded or key.words) and are_statuses(content, key):
        name = "status"
    if name == "latest_figure" and tell_in_words(content):
        name = None
    if name == "latest_figure" and worded and are_periods(content):
        name = "latest_period"
    return Column(name or "extra", text)


def _name_column(made: dict[int, Column], contents: dict[int, list[StyledCell]], is_title: IsTitle) -> None:
    """Where no heading names the column of titles, it is the one that holds most of them, else the first with words."""
    if any(column.field in ("metric", "indicator", "metric_id") for column in made.values()):
        return
    free = [number for number, column in made.items() if column.field in ("extra", "outcome", "domain")]
    hits = {number: sum(is_title(cell.text) for cell in contents[number]) for number in free}
    best = max(free, key=lambda number: (hits[number], made[number].field == "extra", -number), default=None)
    if best is not None and hits[best]:
        made[best] = Column("metric", made[best].heading)
        return
    wordy = [n for n in free if made[n].field == "extra" and any(len(c.text) > 8 for c in contents[n])]
    if wordy and not any(column.field in NAMES - {"ref"} for column in made.values()):
        made[min(wordy)] = Column("metric", made[min(wordy)].heading)


def _title_and_unit(made: dict[int, Column], contents: dict[int, list[StyledCell]], is_title: IsTitle) -> None:
    """Where titles stand under Indicator and units under Measure (%, rate per 10,000), each is read as what it is."""
    by_field = {made[number].field: number for number in sorted(made, reverse=True)}
    metric, indicator = by_field.get("metric"), by_field.get("indicator")
    if metric is None or indicator is None:
        return
    titles = [sum(is_title(cell.text) for cell in contents[number]) for number in (metric, indicator)]
    units = [cell for cell in contents[metric] if cell.value is not None]
    if titles[0] or not titles[1] or sum(is_a_unit(one.text) for one in units) * 2 < len(units):
        return
    made[indicator] = replace(made[indicator], field="metric")
    made[metric] = Column("extra", made[metric].heading, says="unit")


def _whose(table: FoundTable, borough: str, named_in: NamedIn, is_council: IsTitle) -> dict[int, bool | None]:
    """Return, for columns under a borough's name, whether it is ours; None where no group is, nothing without groups.

    A group of columns a borough shows by the same headings standing again under each of several names.
    """
    fields: dict[str, list[int]] = {}
    for column, cell in table.headings.items():
        fields.setdefault(bare(cell.text), []).append(column)
    again = [numbers for numbers in fields.values() if len(numbers) > 1]
    groups = {table.groups.get(column, "") for numbers in again for column in numbers} - {""}
    groups -= {cell.text for cell in years_over(table).values()}
    groups -= {group for group in groups if time_said(group)}
    if not groups and (by_name := by_councils_named(table.headings, borough, is_council)):
        return by_name
    if len(groups) < 2 or any(words().heading(group) in _OF_A_GROUP for group in groups):
        return {}
    named = {group: named_in(group) for group in groups}
    for group in groups:
        if bare(borough) and bare(borough) in bare(group):
            named[group] = named[group] | {borough}
    ours = {group for group in groups if borough in named[group]}
    both = {group for group in ours if len(named[group]) > 1}  # two boroughs' figures as one are neither's
    whose = {c: None if g in both else g in ours if ours else None for c, g in table.groups.items() if g in groups}
    return {c: mine for c, mine in whose.items() if c in table.headings}
