"""The options by which an output of people's counts is protected, the same of every command that makes one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outcomes_xl.cli.typed_values import whole_number

if TYPE_CHECKING:
    from outcomes_xl.disclosure.outputs import CountRule

Threshold = Annotated[
    int, typer.Option(parser=whole_number, metavar="<number>", help="Groups of fewer people than this are withheld.")
]
Base = Annotated[
    int, typer.Option("--round", parser=whole_number, metavar="<number>", help="Counts are rounded to this.")
]
Suppress = Annotated[
    bool, typer.Option("--suppress", help="Round nothing; withhold more instead, so that no count gives another away.")
]
Outputs = Annotated[
    Path | None, typer.Option(help="The folder of the register of outputs.", show_default="beside the source")
]


def count_rule(threshold: int, base: int, suppress: bool) -> CountRule:
    """Return the rule that was asked for. Raises a CannotUse for one that protects nobody."""
    from outcomes_xl.disclosure.outputs import CountRule

    return CountRule(threshold, "suppress" if suppress else "round", base)
