"""The commands of jobs that write into a borough's workbook: one for each in the registry, its choices as options."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, Signature
from pathlib import Path
from typing import Annotated, Any

import typer

from outcomes_xl.cli.terminal import As, Format, Preview, finish, now
from outcomes_xl.jobs.registry import Choice, Job

Workbook = Annotated[Path, typer.Argument(help="The borough's workbook (.xlsx or .xlsm), closed.", show_default=False)]


def command_of(job: Job) -> Callable[..., None]:
    """Return a job's command for Typer, which reads the options off its signature."""

    def command(workbook: Path, preview: bool, shown_as: Format, **choices: Any) -> None:
        from outcomes_xl.workflows.closed_workbook import do_job

        finish(shown_as, preview, lambda: do_job(job.name, workbook, now(), preview=preview, **choices))

    parameters = [
        Parameter("workbook", Parameter.KEYWORD_ONLY, annotation=Workbook),
        *map(_option, job.choices),
        Parameter("preview", Parameter.KEYWORD_ONLY, default=False, annotation=Preview),
        Parameter("shown_as", Parameter.KEYWORD_ONLY, default=Format.TEXT, annotation=As),
    ]
    command.__name__, command.__doc__ = job.name, job.sentence
    command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return command


def _option(choice: Choice) -> Parameter:
    option = typer.Option(f"--{choice.name.replace('_', '-')}", help=choice.help, show_default=choice.default or False)
    kind: Any = bool if choice.kind is bool else choice.kind | None
    default = False if choice.kind is bool else None
    return Parameter(choice.name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, option])
