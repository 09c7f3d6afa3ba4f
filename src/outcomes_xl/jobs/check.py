"""Check: every entry looked at where it stands, and what was found listed on the Findings sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from outcomes_xl.jobs import change_log
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.finding_answers import moved, with_answers
from outcomes_xl.jobs.findings_sheet import fixes_in, in_words, listing, with_added_columns
from outcomes_xl.jobs.job_findings import Told, findings
from outcomes_xl.jobs.log_line import LogLine
from outcomes_xl.jobs.part_sorted import of_the_release, said_once
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.questions import KeptOurs
from outcomes_xl.jobs.table_edits import rewrite, rows_at, set_field, set_start
from outcomes_xl.model import Book, CellRef, Finding, Patch, Result, SetCell, Table, Value
from outcomes_xl.model.sentences import counted, shown
from outcomes_xl.reading.layouts import Field, Layout, Owner, layout
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.reading.schemas import Shape
from outcomes_xl.rules.run_rules import run_rules

JOB = "Check"
_MOST_ROUNDS = 5
_THE_TOOLS = frozenset({"findings", "changes", "undo"})


def check(book: Book, context: Context, apply_fixes: bool = False, besides: tuple[Finding, ...] = ()) -> Result:
    """Return what there is to look at, and the patch that lists it on the Findings sheet.

    ``apply_fixes`` takes the sure fixes that findings offer, which is the officer's own decision; the result then
    has the findings that are left. ``besides`` are findings of another job, listed first. Raises WrongTemplate when
    the workbook is not a borough's.
    """
    reading = read_borough(book)
    found = (*besides, *look(reading, context))
    fixes: tuple[SetCell, ...] = ()
    after = reading
    if apply_fixes:
        fixes, found = _all_fixes(book, found, context)
        after = read_borough(with_cells(book, fixes)) if fixes else reading
    summary = _summary(found, len(fixes))
    listed = _list(Result(found, Patch(fixes), summary), book, after)
    if not listed.patch:
        return listed
    lines = [*change_log.lines_of(fixes, book, reading)]
    if len(listed.patch) > len(fixes):
        lines.append(LogLine(change_log.LISTED, "Findings", "", "", "", f"findings listed: {in_words(found)}"))
    dated = (*listed.patch, *set_start(reading, "Last checked", context.today, JOB))
    return change_log.with_lines(replace(listed, patch=Patch(dated)), lines, JOB, book, reading, context, looked=True)


def look(reading: Reading, context: Context) -> tuple[Finding, ...]:
    """Return what the rules find in a workbook as read, and what is out of shape where no rule has said so.

    Each comes with what its officer has answered on the Findings sheet, and what was settled is settled. What is to be
    said of the answers themselves comes first: it is the officer's last step, and a long list is cut on a screen.
    """
    shape = Shape(reading.tables, context.framework)
    changes = reading.tables.get("changes")
    kept = KeptOurs(changes) if changes else None
    found = run_rules(reading, context.framework, context.today, shape, kept.over if kept else None)
    sorted_apart = [*of_the_release(reading.tables, context.framework)]
    found = (*findings(one.told("JB04") for one in sorted_apart), *said_once(found, sorted_apart))
    told = {cell for finding in found for cell in finding.cells}
    found = (*found, *findings(one for one in _out_of_shape(reading, shape) if one.place not in told))
    answered, about_answers = with_answers(found, reading)
    return (*findings(about_answers), *answered)


def _out_of_shape(reading: Reading, shape: Shape) -> Iterator[Told]:
    for key, table in reading.tables.items():
        fields = layout("borough").sheet(key)
        rows = {row.number: row for row in table}
        for (check, name), numbers in sorted(shape.of(key).items(), key=lambda one: table.columns[one[0][1]]):
            if wanted := _wanted(check, fields.field(name)):
                for number in sorted(numbers):
                    found = shown(rows[number].typed.get(name))
                    yield Told("JB03", table.cell(number, name), found, {"wanted": wanted})


def _wanted(check: str, column: Field) -> str:
    """Return what belongs in a cell that does not keep a check; "" where it is a rule's to say whether it matters."""
    match check:
        case "is_at_least":
            return f"a number from {shown(column.lowest)}"
        case "is_written":
            return f"an id such as {column.such_as}"
    return {"is_number": "a number", "is_date": "a date", "is_id": "an id typed as text"}.get(check, "")


def _list(result: Result, book: Book, reading: Reading) -> Result:
    """Return the result with the changes that make the Findings sheet say it."""
    table = reading.tables.get("findings")
    if table is None:
        return result  # a rule says that the sheet is missing
    table = with_added_columns(table, book)
    wanted = listing(result.findings, table, reading)
    if wanted is None:
        return result
    written = rewrite(book, table, wanted.entries, "the findings of this check")
    if written.in_the_way:
        told = findings([Told("JB02", written.in_the_way, words={"why": written.why, "next": written.next})])
        return replace(result, findings=(*result.findings, *told))
    said = moved(result.findings, table.sheet, wanted.lines)
    return replace(result, findings=said, patch=result.patch + Patch(written.changes))


def _summary(found: Sequence[Finding], fixes: int) -> str:
    words, settled = in_words(found), sum(not one.is_open for one in found)
    sentence = "Nothing to look at: every entry holds." if words == "none" else f"To look at: {words}."
    sentence += f" {settled} settled." if settled else ""
    if not fixes:
        return sentence
    return f"{counted(fixes, 'offered fix was', 'offered fixes were')} taken. {sentence}"


# Taking what is offered -------------------------------------------------------------------------------------------


def _all_fixes(
    book: Book, found: tuple[Finding, ...], context: Context
) -> tuple[tuple[SetCell, ...], tuple[Finding, ...]]:
    """Return the changes that leave nothing to take, one a cell, and what is found after them.

    A fix can bring another to light (an id without its spaces is found to lack a nought): one run is enough.
    """
    fixes: dict[CellRef, SetCell] = {}
    for _ in range(_MOST_ROUNDS):
        now = with_cells(book, fixes.values())
        more = [*_fixes(now, read_borough(now), found)]
        if not more:
            break
        for one in more:
            before = fixes.get(one.cell)
            fixes[one.cell] = replace(before, after=one.after) if before else one
        found = look(read_borough(with_cells(book, fixes.values())), context)
    return tuple(fixes.values()), found


def _fixes(book: Book, reading: Reading, found: Iterable[Finding]) -> Iterator[SetCell]:
    """Yield the changes that take the offers, one a cell; the template's own cells and formulas are never written."""
    borough, done = layout("borough"), set()
    for finding in fixes_in(found):
        assert finding.offer is not None
        for cell in finding.cells:
            place = _place(reading, borough, cell)
            if place and cell not in done:
                done.add(cell)
                table, name = place
                row = rows_at(book, table, [cell.row])[cell.row]
                because = f"{finding.rule}: {finding.offer.because}"
                yield from set_field(table, row, name, finding.offer.value, because)


def _place(reading: Reading, borough: Layout, cell: CellRef) -> tuple[Table, str] | None:
    for key, table in reading.tables.items():
        if table.sheet != cell.sheet or key in _THE_TOOLS or not table.heading_row < cell.row <= table.last_row:
            continue
        name = next((name for name, column in table.columns.items() if column == cell.column), None)
        if name and borough.sheet(key).field(name).owner is not Owner.TEMPLATE:
            return table, name
    return None


def with_cells(book: Book, changes: Iterable[SetCell]) -> Book:
    """Return the workbook as it would be with these cells set: to look at again, before anything is written."""
    rows: dict[str, dict[int, dict[int, Value]]] = {}
    for change in changes:
        cell = change.cell
        sheet = rows.setdefault(cell.sheet, {})
        cells = sheet.setdefault(cell.row, dict(book.sheets[cell.sheet].row(cell.row)))
        cells[cell.column] = change.after
    sheets = {
        name: replace(sheet, rows={**sheet.rows, **rows[name]}) if name in rows else sheet
        for name, sheet in book.sheets.items()
    }
    return replace(book, sheets=sheets)
