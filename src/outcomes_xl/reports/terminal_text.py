"""A result in an officer's words, for a terminal: what to look at, what changed, what next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from outcomes_xl.jobs.changed import Account, besides_the_log, in_words
from outcomes_xl.model import Finding, PatchLine, Result, Severity, cells_in_words
from outcomes_xl.model.cell_refs import quoted
from outcomes_xl.model.sentences import sentences

# Colour only underlines what the heading already says in words.
_STYLES = {
    Severity.MUST_FIX: "bold magenta",
    Severity.PLEASE_CHECK: "bold yellow",
    Severity.FOR_INFORMATION: "bold cyan",
}
_MOST_FINDINGS = 40
_MOST_CHANGES = 25


def show(result: Result, console: Console, *, preview: bool) -> None:
    """Print the summary, the findings by how much they matter, and (for a preview) what would change.

    A summary says what was done; of a preview that would change something it is what would be said then.
    """
    if preview and besides_the_log(result.patch.lines()):
        console.print("A preview. If this were done now, it would say:")
    _show_summary(result.summary, console)
    for severity in Severity:
        some = [finding for finding in result.left_open if finding.severity is severity]
        if some:
            _show_findings(severity, some, console)
    if preview:
        lines = besides_the_log(result.patch.lines())
        _show_changes("What would change", lines, console, "Nothing would change.", in_words(lines))


def show_account(account: Account, console: Console) -> None:
    """Print what a job did: in a sentence, sheet by sheet, and its first lines."""
    _show_summary(account.summary, console)
    if account.lines:
        _show_changes("What changed", account.lines, console, "", account.words)


def _show_summary(summary: str, console: Console) -> None:
    """Print a sentence a line, the first of them bold: a refresh has many, and one paragraph of them is not read."""
    first, *rest = sentences(summary) or [""]
    console.print(Text(first, style="bold"))
    for sentence in rest:
        console.print(Text(sentence))


def _show_findings(severity: Severity, findings: Sequence[Finding], console: Console) -> None:
    console.print()
    console.print(Text(f"{severity.value} ({len(findings)})", style=_STYLES[severity]))
    for finding in findings[:_MOST_FINDINGS]:
        place = Text(f"{finding.cell.sheet}, {cells_in_words(finding.cells)}", style="bold")
        place.append(f"   {finding.rule}", style="dim")
        console.print(Padding(place, (0, 0, 0, 2)))
        console.print(Padding(Text(finding.message), (0, 0, 0, 4)))
        if finding.fix:
            console.print(Padding(Text(finding.fix, style="italic"), (0, 0, 0, 4)))
    if len(findings) > _MOST_FINDINGS:
        rest = f"… and {len(findings) - _MOST_FINDINGS} more: see the Findings sheet, or use --format csv."
        console.print(Padding(Text(rest), (0, 0, 0, 2)))


def _show_changes(
    title: str, lines: Sequence[PatchLine], console: Console, nothing: str, words: Iterable[str] = ()
) -> None:
    console.print()
    if not lines:
        console.print(nothing)
        return
    console.print(Text(f"{title} ({len(lines)})", style="bold"))
    for sentence in words:
        console.print(Padding(Text(sentence), (0, 0, 0, 2)))
    console.print()
    grid = Grid(box=None, padding=(0, 2, 0, 0), show_edge=False)
    for heading in ("Where", "Before", "After", "Because"):
        grid.add_column(heading, overflow="fold", header_style="dim")
    for line in lines[:_MOST_CHANGES]:
        place = f"{quoted(line.sheet)}!{line.cell}" if line.cell else line.sheet
        grid.add_row(Text(place), Text(_shown(line.before)), Text(_shown(line.after)), Text(line.because))
    console.print(Padding(grid, (0, 0, 0, 2)))
    if len(lines) > _MOST_CHANGES:
        rest = f"… and {len(lines) - _MOST_CHANGES} more: use --format csv to see them all."
        console.print(Padding(Text(rest), (0, 0, 0, 2)))


def _shown(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 60 else text[:57] + "…"
