"""Which column of a table holds what: by the officer's answer, by ticks, by its heading, else by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from outcomes_xl.adopt.column import Column
from outcomes_xl.adopt.found_table import FoundTable, IsTitle, SheetKey
from outcomes_xl.adopt.groups_and_units import tell_groups_and_units
from outcomes_xl.adopt.others_columns import leave_others_columns
from outcomes_xl.adopt.reading_notes import Learnt, ReadingNotes
from outcomes_xl.adopt.status_columns import settle_statuses
from outcomes_xl.adopt.tick_columns import ticks_side_by_side
from outcomes_xl.adopt.titles import is_code
from outcomes_xl.adopt.words import NAMES, bare, one_line, words
from outcomes_xl.adopt.year_columns import (
    YEAR,
    headings_with_years,
    keep_ends,
    keep_latest_pair,
    mark_year_columns,
    tell_years_apart,
    year_of,
    years_over,
)
from outcomes_xl.framework.council_names import boroughs_in, without_council
from outcomes_xl.model.styled_cells import StyledCell
from outcomes_xl.reading.layouts import layout

_OF_A_GROUP = ("target", "target_by", "baseline", "extra")
"""What the words over a figure or a period may make of it: a target, or what was before."""
_BY = re.compile(r"^(?:(?:is it |can be |broken down |split )?by )", re.I)


_OF_TARGETS = {
    "target": "Is it a level to reach or a change, and by when? Answer as here: “Targets, a level to reach, by "
    "2027/28”, or “Targets, a change in points, by 2027/28”.",
    "baseline": "Is it what targets begin from? Answer “Targets, baseline”, or “leave out”.",
    "target_by": "Is it by when targets are to be reached? Answer “Targets, by when”, or “leave out”.",
}
_KIND_OF_TARGET = re.compile(r"\blevel to reach\b|\bchange in (points|per ?cent)\b|\ba (level|change)\b")


def columns_of(
    table: FoundTable,
    rows: Iterable[dict[int, StyledCell]],
    key: SheetKey,
    notes: ReadingNotes,
    learnt: Learnt,
    borough: str,
    is_title: IsTitle,
    is_borough: IsTitle = lambda _: False,
) -> dict[int, Column]:
    """Return what each column holds; a column nothing is known of is "extra" and goes into the note."""
    contents: dict[int, list[StyledCell]] = {c: [] for c in table.headings}
    for row in rows:
        for column, cell in row.items():
            if column in contents:
                contents[column].append(cell)
    ours = _whose(table, borough)
    service = _is_services(table)
    made: dict[int, Column] = {}
    for column, cell in table.headings.items():
        made[column] = _column(column, cell, contents[column], table, notes, key, service)
        group = table.groups.get(column, "")
        if column in ours and ours[column] is None and (said := notes.means("columns", group)):
            if said.casefold().startswith(("leave", "not", "another")):
                made[column] = Column("elsewhere", cell.text, whose=group)
        elif column in ours and ours[column] is None:
            made[column] = replace(made[column], ask=f"Whose columns are these: “{group}”?", whose=group)
        elif column in ours and not ours[column]:
            made[column] = Column("elsewhere", cell.text, whose=group)
    told = {c: notes.means("heading", " ".join(cell.text.split())) for c, cell in table.headings.items()}
    leave_others_columns(made, table, borough, is_borough, told)
    tell_years_apart(made, table)
    if not service:
        _name_column(made, contents, is_title)
    settle_statuses(made, contents, table.sheet.hidden_columns, notes)
    keep_latest_pair(made, contents)
    _only_one_each(made, contents)
    mark_year_columns(made, headings_with_years(table), contents)
    leave_others_columns(made, table, borough, is_borough, told)
    _status_by_content(made, contents, key, table.headings)
    ticks_side_by_side(made, contents)
    _by_area(made, contents, borough, is_borough)
    _by_colour(made, contents, key)
    tell_groups_and_units(made, contents)
    keep_ends(made, contents)
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
    marks = [one.text for one in content if one.value is not None]
    ticks = bool(marks) and all(mark in known.ticks | known.no_ticks for mark in marks)
    if said := notes.means("heading", text):
        status = known.status(said) if ticks else None
        if status:
            return Column("tick status", text, status, usual_tick=marks[0])
        heads = known.heading(text) or ""
        if heads in _OF_TARGETS and not _settles(said):
            return Column(heads, text, ask=_OF_TARGETS[heads])
        return Column(field_said(said), text)
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
        said_by = _by_content(content)
        name = name if name and said_by == "assessed_on" else said_by or name  # a deadline is no day of assessment
    if name == "assessed_on" and known.heading(text) != "assessed_on":
        return Column(name, text, ask="It holds days, and its heading does not say of what: is it “Assessed on”?")
    if name in (None, "latest_figure", "latest_period") and (over := table.groups.get(number)):
        with_group = known.heading(f"{over} {text}")
        if name is None:
            name = None if with_group in NAMES else with_group
        elif with_group in _OF_A_GROUP:
            name, text = with_group, f"{over} {text}"
    if name in _OF_TARGETS:
        return Column(name, text, ask=_OF_TARGETS[name])
    return Column(name or "extra", text)


def _settles(said: str) -> bool:
    """Whether an answer about a heading of targets names a field: words that only sound like one settle nothing."""
    field = field_said(said)
    if field in ("left out", "note", "baseline said", "by when said") or field.startswith("target said"):
        return True
    columns = layout("borough").sheet("availability").columns
    return bare(said) in {bare(word) for one in columns for word in (one.heading, one.field)}


def _by_content(content: list[StyledCell]) -> str | None:
    """Return what a column holds when nearly all that stands in it is of one kind."""
    filled = [cell for cell in content if cell.value is not None and not words().is_nothing(cell.text)]
    if len(filled) < 2:
        return None
    if all(is_code(cell.text) for cell in filled):
        return "ref"
    if all(isinstance(cell.value, date) for cell in filled):
        return "assessed_on"
    for name in ("frequency", "geography", "breakdown"):
        if sum(words().of_list(name, cell.text) is not None for cell in filled) * 5 >= len(filled) * 4:
            return name
    return None


def field_said(said: str) -> str:
    """Return the field an officer names: by its heading in our workbook, by its sheet, or by leaving it out."""
    shape = layout("borough").sheet("availability")
    for column in shape.columns:
        if bare(column.heading) == bare(said) or bare(column.field) == bare(said):
            return column.field
    folded = said.casefold()
    if _KIND_OF_TARGET.search(folded) and not folded.startswith("target"):
        return f"target said {said}"
    if folded.startswith(("target", "baseline", "by when")):
        part = folded.removeprefix("targets").strip(" ,:-")
        if part.startswith("baseline"):
            return "baseline said"
        return "by when said" if part.startswith("by when") else f"target said {said}"
    if said.casefold().startswith(("leave out", "nothing", "ignore", "not ")):
        return "left out"
    return words().heading(said) or "extra"


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


def _status_by_content(
    made: dict[int, Column], contents: dict[int, list[StyledCell]], key: SheetKey, headings: dict[int, StyledCell]
) -> None:
    """Where no heading names the status, it is a column in which nearly every word says one, by the key or itself."""
    if any(column.field in ("status", "tick status") for column in made.values()):
        return
    for number, column in _latest_year_first(made, headings):
        filled = [cell for cell in contents[number] if cell.value is not None]
        explained = [key.words.get(one_line(cell.text), "") for cell in filled]
        by_key = sum(words().status(text) is not None for text in explained if text)
        if column.field not in NAMES and not column.ask and len(filled) >= 2 and by_key == len(filled):
            made[number] = Column("status", column.heading)
            return
        short = [cell.text for cell in filled if len(cell.text) <= 40 and not set(cell.text) & set(":;\n")]
        says = sum(words().status(text) is not None for text in short)
        if column.field == "extra" and len(filled) >= 2 and says * 5 >= len(filled) * 4:
            made[number] = Column("status", column.heading)
            return


def _latest_year_first(made: dict[int, Column], headings: dict[int, StyledCell]) -> list[tuple[int, Column]]:
    """Return the columns in their order, but those headed by years the latest first: what counts is what holds now."""
    ends = {n: year.end.isoformat() if (year := year_of(cell)) else "" for n, cell in headings.items()}
    return sorted(made.items(), key=lambda one: ends.get(one[0], ""), reverse=True)


def _by_area(made: dict[int, Column], contents: dict[int, list[StyledCell]], borough: str, is_borough: IsTitle) -> None:
    """A column headed by our name holds our figures, where no other does; one of another borough's is not ours."""
    mine = bare(without_council(borough))
    held = any(column.field in ("latest_figure", YEAR) for column in made.values())
    for number, column in made.items():
        ours = bare(without_council(column.heading)) == mine
        if column.field != "extra" or not (ours or is_borough(column.heading)):
            continue
        if not any(isinstance(cell.value, int | float) for cell in contents[number]):
            continue
        if not ours:
            made[number] = Column("elsewhere", column.heading, whose=column.heading)
        elif not held:
            made[number] = Column("latest_figure", column.heading)


def _only_one_each(made: dict[int, Column], contents: dict[int, list[StyledCell]]) -> None:
    """Where two columns seem to hold one field, the surer keeps it: one filled as that field is, else the first."""
    by_field: dict[str, list[int]] = {}
    for number, column in made.items():
        paired = column.ask and column.field in ("latest_figure", "latest_period")
        if not column.whose and not paired:  # each borough has its own
            by_field.setdefault(column.field, []).append(number)
    for name, numbers in by_field.items():
        if len(numbers) < 2 or name in (
            "extra",
            "ref",
            "tick status",
            "tick breakdown",
            "tick geography",
            "elsewhere",
            "left out",
            "note",
            YEAR,
        ):
            continue
        if name.startswith(("services.", "target said", "baseline said", "by when said")):
            continue
        best = max(numbers, key=lambda n: (_fits(name, contents[n]), -n))
        for number in numbers:
            if number != best:
                other = "ref" if name in NAMES else "extra"
                made[number] = Column(other, made[number].heading)


def _fits(name: str, content: list[StyledCell]) -> float:
    filled = [cell for cell in content if cell.value is not None]
    if not filled:
        return 0.0
    if name == "latest_figure":
        good = sum(isinstance(cell.value, int | float) for cell in filled)
    elif name == "status":
        good = sum(words().status(cell.text) is not None for cell in filled)
    elif name in NAMES:
        good = sum(len(cell.text) > 8 for cell in filled)
    else:
        good = len(filled)
    return good / len(filled) + len(filled) / 1_000_000


def _by_colour(made: dict[int, Column], contents: dict[int, list[StyledCell]], key: SheetKey) -> None:
    """A column of empty cells in several colours is the status, where nothing else is."""
    if any(column.field in ("status", "tick status") for column in made.values()):
        return
    for number, cells in contents.items():
        fills = {cell.look.fill for cell in cells if cell.value is None and cell.look.fill}
        if len(fills) >= 2 and fills & set(key.fills) and sum(cell.value is None for cell in cells) * 2 >= len(cells):
            made[number] = Column("status", made[number].heading)
            return


def _whose(table: FoundTable, borough: str) -> dict[int, bool | None]:
    """Return, for columns under a borough's name, whether it is ours; None where no group is, nothing without groups.

    A group of columns a borough shows by the same headings standing again under each of several names.
    """
    fields: dict[str, list[int]] = {}
    for column, cell in table.headings.items():
        fields.setdefault(bare(cell.text), []).append(column)
    again = [numbers for numbers in fields.values() if len(numbers) > 1]
    groups = {table.groups.get(column, "") for numbers in again for column in numbers} - {""}
    groups -= {cell.text for cell in years_over(table).values()}
    if len(groups) < 2 or any(words().heading(group) in _OF_A_GROUP for group in groups):
        return {}
    named = {group: boroughs_in(group) for group in groups}
    mine = without_council(borough)
    for group in groups:
        if bare(borough) and bare(borough) in bare(group):
            named[group] = named[group] | {mine}
    ours = {group for group in groups if mine in named[group]}
    both = {group for group in ours if len(named[group]) > 1}  # two boroughs' figures as one are neither's
    whose = {c: None if g in both else g in ours if ours else None for c, g in table.groups.items() if g in groups}
    return {c: mine for c, mine in whose.items() if c in table.headings}
