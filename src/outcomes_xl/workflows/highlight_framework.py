"""Highlight on a closed workbook: which of our metrics a national framework ties to, shown on the Framework sheet."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from pathlib import Path

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.highlight_rule import with_highlight
from outcomes_xl.hosts.files.job_lock import alone
from outcomes_xl.hosts.files.open_elsewhere import refuse_if_busy
from outcomes_xl.hosts.files.save import save_whole
from outcomes_xl.jobs.highlight import framework_table, tied_ids, tied_rows
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.spine_figures import framework_key
from outcomes_xl.model import Table
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.model.cell_refs import Area
from outcomes_xl.workflows.pane_rule import emptied


def highlight(workbook: Path, now: datetime, framework: str, edition: str = "", *, off: bool = False) -> str:
    """Lay the highlight of a framework, or take it off; return the sentence that says so.

    Raises WrongUsage for a framework or edition that is not known, one of the CannotUse family otherwise.
    """
    if not off and not framework:
        raise WrongUsage("Say which framework: --framework LOF; or --off to take the highlight away.")
    key = "" if off else framework_key(framework, load_framework())
    with alone(workbook, "outcomes-xl", lambda _: None):
        opened = files.open_workbook(workbook)
        tables = read_borough(opened.book).tables
        ours = framework_table(tables)
        rows = [] if off else tied_rows(ours, tied_ids(tables, key, edition))
        refuse_if_busy(workbook)
        # What the pane highlights goes first: one highlight takes the place of another.
        without_panes = files.play(opened.data, emptied(opened.book), workbook.name)
        after = with_highlight(without_panes, workbook.name, ours.sheet, _areas(ours, rows))
        if after == opened.data:
            return _nothing_to_do(len(rows), len(ours.rows), off=off)
        written = save_whole(workbook, opened.data, after, now)
    said = "The highlight is off" if off else f"{len(rows)} of {len(ours.rows)} metrics are highlighted on Framework"
    return f"{said}. Saved {written.path}. The workbook as it was before: {written.backup}"


def _nothing_to_do(tied: int, every: int, *, off: bool) -> str:
    """Return why nothing was written: no highlight is there, none is wanted, or the one that is wanted is there."""
    if off:
        return "There was no highlight to take away."
    if not tied:
        return "No row is tied to it: nothing was changed."
    return f"It is highlighted already: {tied} of {every} metrics on Framework. Nothing was changed."


def _areas(ours: Table, rows: list[int]) -> list[str]:
    """Return the cells of rows from the table's first column to the metric's title, rows that touch as one area."""
    runs: list[list[int]] = []
    for before, number in pairwise([0, *rows]):
        if runs and number == before + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return [str(Area(first, ours.first_column, last, ours.columns["metric"])) for first, last in runs]
