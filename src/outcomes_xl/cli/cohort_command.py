"""The command of cohorts: a metric's share by group, from a source of the borough's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from outcomes_xl.cli.count_options import Base, Outputs, Suppress, Threshold, count_rule
from outcomes_xl.cli.terminal import now, plainly


def cohort(
    metric: Annotated[str, typer.Argument(help="The metric, by its id or name, such as MET-039.", show_default=False)],
    workbook: Annotated[
        Path, typer.Option(help="The borough's workbook, closed. It is only read.", show_default=False)
    ],
    source: Annotated[
        str, typer.Option(help="The source, as its sheet Sources names it, such as pupils.csv.", show_default=False)
    ],
    by: Annotated[
        str,
        typer.Option(
            help="The columns that tell groups apart, such as sen,birth_month:season,fsm,idaci:5.", show_default=False
        ),
    ],
    to: Annotated[Path, typer.Option("--to", help="The workbook to write, such as cohort.xlsx.", show_default=False)],
    period: Annotated[str, typer.Option(help="The period, such as 2024/25.", show_default="the latest")] = "",
    threshold: Threshold = 6,
    base: Base = 5,
    suppress: Suppress = False,
    outputs: Outputs = None,
    instead: Annotated[
        list[str] | None,
        typer.Option(
            help='Where the metric does not fit a group: "cohort; indicator; reason". May be given again.',
            show_default=False,
        ),
    ] = None,
    out_of: Annotated[
        str, typer.Option(help="With a row an area: the column with how many there are.", show_default=False)
    ] = "",
    person: Annotated[
        str, typer.Option(help="The column that tells people apart.", show_default="found by its heading")
    ] = "",
    blank_is_no: Annotated[bool, typer.Option("--blank-is-no", help="A blank in the value column means no.")] = False,
) -> None:
    """Show who reaches a metric and who does not, by group and crossing, so that nobody can be found in it."""
    from outcomes_xl.workflows.cohort_of_source import CohortAsked, cohort_of

    with plainly():
        rule = count_rule(threshold, base, suppress)
        asked = CohortAsked(
            metric, source, by, period, rule, outputs, out_of, person, blank_is_no, tuple(instead or ())
        )
        for sentence in cohort_of(workbook, asked, to, now()):
            typer.echo(sentence)
