"""A result for another program: JSON in the shape the documentation promises, or one CSV table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time

from outcomes_xl.jobs.changed import Account
from outcomes_xl.model import Finding, PatchLine, Result, Value
from outcomes_xl.model.cell_refs import cells_as_areas
from outcomes_xl.model.delimited_text import disarmed
from outcomes_xl.model.delimited_text import line as csv_line

CSV_HEADINGS = ("what", "rule or kind", "severity", "sheet", "cell", "found or before", "after", "message", "fix")


def as_json(result: Result) -> str:
    """Return `{"findings": […], "patch": […], "summary": "…"}`; `cell` is as Excel lists cells, "C3" or "C3:C7 C9".

    What an officer has settled stands apart, under `settled`, with its `reason`; without any there is no `settled`.
    """
    return _json(
        [_finding(one) for one in result.left_open],
        [_line(one) for one in result.patch.lines()],
        result.summary,
        [{**_finding(one), "reason": one.reason} for one in result.findings if not one.is_open],
    )


def account_as_json(account: Account) -> str:
    """Return the same shape for what a job did: its lines as the patch, and what they come to."""
    return _json([], [_line(line) for line in account.lines], " ".join((account.summary, *account.words)))


def account_as_csv(account: Account) -> str:
    """Return the same table for what a job did: a line a change."""
    return "".join(map(csv_line, [CSV_HEADINGS, *_as_rows(account.lines)]))


def trouble_as_json(sentence: str) -> str:
    """Return the same shape for a file that cannot be used: nothing found, nothing changed, and why."""
    return _json([], [], sentence)


def _json(
    findings: list[dict[str, object]],
    patch: list[dict[str, object]],
    summary: str,
    settled: Sequence[dict[str, object]] = (),
) -> str:
    told = {"findings": findings, **({"settled": settled} if settled else {}), "patch": patch, "summary": summary}
    return json.dumps(told, ensure_ascii=False, indent=2)


def as_csv(result: Result) -> str:
    """Return one table: a line a finding, then a line a change. Text that a spreadsheet would run is disarmed."""
    findings = [_disarmed_row(_of_finding(finding)) for finding in result.findings]
    return "".join(map(csv_line, [CSV_HEADINGS, *findings, *_as_rows(result.patch.lines())]))


def _of_finding(one: Finding) -> tuple[object, ...]:
    where = (one.cell.sheet, cells_as_areas(one.cells))
    return (
        "finding" if one.is_open else "settled",
        one.rule,
        one.severity.value,
        *where,
        one.found,
        "",
        one.message,
        one.fix,
    )


def _as_rows(lines: Iterable[PatchLine]) -> Iterator[list[object]]:
    for line in lines:
        before, after = plain(line.before), plain(line.after)
        yield _disarmed_row(("change", line.kind, "", line.sheet, line.cell, before, after, line.because, ""))


def _disarmed_row(cells: Iterable[object]) -> list[object]:
    return [_disarmed(cell) for cell in cells]


def plain(value: Value) -> str | int | float | bool | None:
    """Return a cell's value as JSON can hold it: dates as ISO text, Excel's error values as their code."""
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return str(value)


def _disarmed(value: object) -> object:
    """Return a value so that no spreadsheet opens it as a formula; numbers stay numbers."""
    return disarmed(value) if isinstance(value, str) and not _is_number(value) else value


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "sheet": finding.cell.sheet,
        "cell": cells_as_areas(finding.cells),
        "found": finding.found,
        "message": finding.message,
        "fix": finding.fix,
    }


def _line(line: PatchLine) -> dict[str, object]:
    return {
        "kind": line.kind,
        "sheet": line.sheet,
        "cell": line.cell,
        "before": plain(line.before),
        "after": plain(line.after),
        "because": line.because,
    }
