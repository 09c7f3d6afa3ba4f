"""What an officer is told after a look: where her answers and the evidence part, and what could not be read.

The words are in data/sources/findings.toml. Nothing here says that an answer is wrong: the officer may know better.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from outcomes_xl.framework.entries import BreakKind, Framework
from outcomes_xl.jobs.job_findings import Told
from outcomes_xl.model import CellRef, Row, Table
from outcomes_xl.model.sentences import NOT_REPEATED, counted
from outcomes_xl.reading.figures import Number, figure, number_in
from outcomes_xl.reading.periods import parse_period
from outcomes_xl.rules.held_and_published import (
    a_gap_is_published,
    a_later_one_is_published,
    figures_differ,
    of_one_period,
)
from outcomes_xl.sources import Evidence, FileSeen, Found, Looked
from outcomes_xl.sources.published.series_breaks import crossed, ending

AVAILABLE_NOW, NEEDS_WORK, NOT_ASSESSED = "Available now", "Available, needs work", "Not yet assessed"
_PERIODS_TOO_OLD = 2
_MAY_BE_EMPTY = " 0 may be "
"""What is in the doubt about a printed 0 itself; any other doubt about a 0 says what it says."""
_MOST_KINDS = 25
_LONGEST, _LONGEST_NAMES = 480, 200
"""Letters there is room for in a sentence, and of them for names."""
_ELSE = "If one of them is a published file, see the page Check data availability for the kinds."


# A row's answers beside its evidence ------------------------------------------------------------------------------


def of_a_row(table: Table, row: Row, evidence: Evidence, framework: Framework) -> Iterator[Told]:
    """Yield what one row's officer should be told, beside the evidence for its metric."""
    metric = framework.metrics[evidence.metric_id]
    name = {"metric": metric.title}
    if evidence.local:
        yield from _of_an_own_source(table, row, evidence, framework, name)
        return
    if evidence.found is Found.CANDIDATES:
        yield Told("SR07", _at(table, row, "metric_id"), "", {**name, "what": "; ".join(evidence.candidates)})
    if evidence.other_unit:
        said = {**name, "figure": evidence.said, "what": evidence.caution}
        yield Told("SR25", _at(table, row, "found_figure"), "", said)
    elif figure(evidence.figure) == Number(0) and any(_MAY_BE_EMPTY in one for one in evidence.doubts):
        yield Told("SR11", _at(table, row, "found_figure"), "0", {**name, "period": evidence.period})
    elif evidence.doubts:
        what = " ".join(evidence.doubts)
        yield Told("SR28", _at(table, row, "found_figure"), evidence.period, {**name, "what": what})
    if evidence.found is Found.GROUPS:
        groups = "; ".join(f"{one.name} {one.said}" for one in evidence.inputs)
        few, here = str(evidence.figure or "").partition(" of ")[2], len(evidence.inputs)
        count = f"{few}, of which your files have {here}" if few else counted(here, "group")
        said = {**name, "count": count, "period": evidence.period, "what": groups}
        yield Told("SR29", _at(table, row, "found_figure"), evidence.period, said)
    yield from _of_the_status(table, row, evidence, framework, name)
    yield from _of_the_period(table, row, evidence, framework, name)
    yield from _of_the_series(table, row, evidence, metric.period_kind, name)


def _of_the_series(table: Table, row: Row, evidence: Evidence, kind: str, name: Mapping[str, str]) -> Iterator[Told]:
    """Where the published series ends, or breaks between a period on the sheet and the one found."""
    if over := ending(evidence.breaks, evidence.latest, kind):
        word = "taken over by another" if over.kind is BreakKind.SUPERSEDED else "discontinued"
        said = {**name, "status": word, "period": evidence.period, "what": over.why}
        yield Told("SR26", _at(table, row, "lateness"), evidence.period, said)
    for field in ("latest_period", "found_period"):
        held = parse_period(row[field], kind)
        if one := crossed(evidence.breaks, held, evidence.latest, kind):
            said = {**name, "status": row.text(field), "period": evidence.period, "what": one.why}
            yield Told("SR27", table.cell(row, field), row.text(field), said)
            return


def _of_an_own_source(
    table: Table, row: Row, evidence: Evidence, framework: Framework, name: Mapping[str, str]
) -> Iterator[Told]:
    """The officer's answers beside what a source of the borough's own holds, which is nobody's publication."""
    if evidence.found is Found.CANDIDATES:
        yield Told("SR20", _at(table, row, "metric_id"), "", {**name, "what": "; ".join(evidence.candidates)})
    status = row.text("status")
    if "status" in table.columns:
        cell = table.cell(row, "status")
        if status in ("", NOT_ASSESSED) and evidence.suggested_status:
            yield Told("SR01", cell, status or "(blank)", name, evidence.suggested_status)
        elif status in framework.tagged("status", "gap") and evidence.suggested_status:
            yield Told("SR21", cell, status, {**name, "status": status, "line": evidence.line})
    held = parse_period(row["latest_period"], framework.metrics[evidence.metric_id].period_kind)
    if held and evidence.latest and "latest_period" in table.columns and held.end < evidence.latest.end:
        said = {**name, "status": row.text("latest_period"), "period": evidence.period}
        yield Told("SR22", table.cell(row, "latest_period"), row.text("latest_period"), said)


def _of_the_status(
    table: Table, row: Row, evidence: Evidence, framework: Framework, name: Mapping[str, str]
) -> Iterator[Told]:
    if "status" not in table.columns:
        return
    cell, status = table.cell(row, "status"), row.text("status")
    more = {**name, "status": status, "period": evidence.period, "figure": evidence.said}
    if status in ("", NOT_ASSESSED):
        if evidence.suggested_status:
            yield Told("SR01", cell, status or "(blank)", name, evidence.suggested_status)
    elif a_gap_is_published(
        status, evidence.figure, framework, in_part=evidence.found in (Found.PARTIAL, Found.GROUPS)
    ):
        yield Told("SR02", cell, status, more)
    elif status == AVAILABLE_NOW and (care := _needs_care(evidence)):
        yield Told("SR03", cell, status, {**more, "what": care}, NEEDS_WORK)


def _needs_care(evidence: Evidence) -> str:
    """Say why a published figure needs care; "" when it does not, or when nothing was found."""
    if evidence.found is Found.PARTIAL:
        return f"for {evidence.period} it is {evidence.said}"
    if evidence.other_unit:
        return f"it is given in {evidence.other_unit}"
    if evidence.found is Found.COMBINED:
        return f"it is shared with a neighbour, for {evidence.period}"
    if evidence.found in (Found.SUPPRESSED, Found.NOT_AVAILABLE):
        return f"{evidence.said} for {evidence.period}"
    if evidence.doubts:
        return f"for {evidence.period} it is {evidence.said}. {evidence.doubts[0].rstrip('.')}"
    if evidence.behind is not None and evidence.behind >= _PERIODS_TOO_OLD:
        return f"the latest is for {evidence.period}, {evidence.lateness}"
    return ""


def _of_the_period(
    table: Table, row: Row, evidence: Evidence, framework: Framework, name: Mapping[str, str]
) -> Iterator[Told]:
    held = parse_period(row["latest_period"], framework.metrics[evidence.metric_id].period_kind)
    if held is None or evidence.latest is None or "latest_period" not in table.columns:
        return
    cell = table.cell(row, "latest_period")
    more = {**name, "status": row.text("latest_period"), "period": evidence.period}
    if a_later_one_is_published(row.text("status"), held, evidence.latest, framework):
        yield Told("SR04", cell, row.text("latest_period"), more)
    elif held.end > evidence.latest.end:
        yield Told("SR05", cell, row.text("latest_period"), more)
    elif of_one_period(held, evidence.latest):
        yield from _of_the_figure(table, row, evidence, more)


def _of_the_figure(table: Table, row: Row, evidence: Evidence, more: Mapping[str, str]) -> Iterator[Told]:
    """The officer's figure and the published one, for the same period."""
    if "latest_figure" not in table.columns:
        return
    ours = row["latest_figure"]
    if number_in(ours) is None or evidence.other_unit or evidence.found is Found.PARTIAL:
        return  # two units, or a part and a whole, are not set side by side
    cell = table.cell(row, "latest_figure")
    if evidence.found is Found.SUPPRESSED:
        yield Told("SR15", cell, NOT_REPEATED, {**more, "figure": evidence.said})
    elif figures_differ(ours, evidence.figure, row["note"]):
        said = {**more, "status": row.text("latest_figure"), "figure": evidence.said}
        yield Told("SR06", cell, row.text("latest_figure"), said)


def _at(table: Table, row: Row, name: str) -> CellRef:
    return table.cell(row, name if name in table.columns else next(iter(table.columns)))


# The folder -------------------------------------------------------------------------------------------------------


def of_the_folder(looked: Looked, cell: CellRef) -> Iterator[Told]:
    """Yield what is to be told of the files, at the cell that says when availability was last checked."""
    known = any(file.recognised_as for file in looked.files)
    strange = _strange_files(looked)
    in_one = "".join(f" {one.files}: {one.what} {one.next_step}" if one.what else f" {one.files}." for one in strange)
    if not known and looked.of_files:
        fits = len(in_one) <= _LONGEST
        said = {"count": str(len(looked.files)), "files": looked.folder, "what": in_one if fits else ""}
        yield Told("SR13", cell, looked.folder, said)
        strange = [] if fits else strange
    for trouble in looked.troubles:
        words = {"file": trouble.name, "what": trouble.what, "next_step": trouble.next_step}
        rule = "SR19" if trouble.cell else "SR17" if trouble.service else "SR08"
        yield Told(rule, trouble.cell or cell, trouble.name, words)
    for change in looked.changes:
        yield Told("SR18", cell, change.name, {"file": change.name, "what": change.what})
    for one in strange:
        words = {"count": counted(one.count, "file"), "files": one.files, "next_step": one.next_step or _ELSE}
        words["what"] = f" {one.what}" if one.what else ""
        yield Told("SR10", cell, one.files, words)


@dataclass(frozen=True, slots=True)
class _Strange:
    """Files of one kind nobody knows: how many, their names, and in sentences what they look like and what to do."""

    count: int
    files: str
    what: str
    next_step: str


def _strange(looked: Looked) -> list[FileSeen]:
    """Return the files that no reader knows, or no metric is answered from, and that no trouble tells of."""
    told_of = {trouble.name for trouble in looked.troubles}
    return [file for file in looked.files if (file.looks_like or not file.recognised_as) and file.name not in told_of]


def _strange_files(looked: Looked) -> list[_Strange]:
    alike: dict[tuple[str, str], list[str]] = {}
    for file in _strange(looked):
        alike.setdefault((file.looks_like, file.next_step), []).append(file.name)
    told = [_Strange(len(names), _listed(names), what, then) for (what, then), names in alike.items()]
    rest = sum(one.count for one in told[_MOST_KINDS:])
    return [*told[:_MOST_KINDS], _Strange(rest, "of still other kinds", "", "")] if rest else told


def _listed(names: Sequence[str]) -> str:
    """Return as many names as there is room for in a sentence, the first at least, and how many more there are."""
    shown = list(names[:1])
    while len(shown) < len(names) and len(", ".join([*shown, names[len(shown)]])) <= _LONGEST_NAMES:
        shown.append(names[len(shown)])
    more = len(names) - len(shown)
    return ", ".join([*shown, f"and {more} more"] if more else shown)
