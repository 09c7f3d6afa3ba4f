"""The lead's commands for many boroughs' workbooks: the London picture."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outcomes_xl.cli.terminal import now, plainly
from outcomes_xl.cli.typed_values import day

if TYPE_CHECKING:
    from outcomes_xl.workflows.folder_of_returns import Progress


def collate(
    folder: Annotated[
        Path, typer.Argument(help="The folder with the boroughs' workbooks. They are only read.", show_default=False)
    ],
    to: Annotated[Path, typer.Option("--to", help="The picture, such as london.xlsx.", show_default=False)],
    page: Annotated[
        Path | None, typer.Option(help="Write it as a page as well, such as london.html.", show_default=False)
    ] = None,
    tables: Annotated[
        Path | None, typer.Option(help="A folder for the tables as CSV files, with a dictionary.", show_default=False)
    ] = None,
    pages: Annotated[
        Path | None, typer.Option(help="A folder for a page for each borough, to send back to it.", show_default=False)
    ] = None,
    history: Annotated[
        Path | None,
        typer.Option(help="A history, such as london.duckdb: unchanged files are not read again.", show_default=False),
    ] = None,
    since: Annotated[
        date | None,
        typer.Option(
            parser=day, metavar="<day>", help="Show what changed since this day.", show_default="the last picture"
        ),
    ] = None,
    counts: Annotated[
        Path | None,
        typer.Option(
            help="Counts behind published figures, for expected ranges.", show_default="the folder's counts.csv"
        ),
    ] = None,
) -> None:
    """Put the boroughs' workbooks of a folder together: who can measure what, common gaps, figures side by side."""
    from outcomes_xl.workflows.collate_folder import Outputs
    from outcomes_xl.workflows.collate_folder import collate as put_together

    with plainly(), _Bar() as bar:
        outputs = Outputs(to, page, tables, pages, history)
        done = put_together(folder, outputs, now().date(), since=since, counts=counts, tell=bar.tell)
        bar.end()
        for sentence in done.sentences():
            typer.echo(sentence)


def history(
    history: Annotated[Path, typer.Argument(help="The history that collate --history keeps.", show_default=False)],
    metric: Annotated[str, typer.Option(help="The metric's id, such as MET-039, or its name.", show_default=False)],
    borough: Annotated[str, typer.Option(help="One borough, by name or code.", show_default="all")] = "",
) -> None:
    """Show since when boroughs can measure a metric, and how they answered before."""
    from outcomes_xl.workflows.london_history import told

    with plainly():
        for sentence in told(history, metric, borough):
            typer.echo(sentence)


class _Bar:
    """A progress bar on a terminal, nothing elsewhere."""

    _bar: Any = None

    def __enter__(self) -> _Bar:
        return self

    def tell(self, progress: Progress) -> None:
        import sys

        if not sys.stderr.isatty():
            return
        if self._bar is None:
            self._bar = typer.progressbar(length=progress.of, label="Reading the workbooks", file=sys.stderr)
            self._bar.__enter__()
        self._bar.update(1)

    def end(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None

    def __exit__(self, *trouble: object) -> None:
        self.end()
