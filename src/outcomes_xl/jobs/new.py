"""New workbook: whose it is, from which release, and what to call it. Building and saving it is the host's part."""

from __future__ import annotations

from dataclasses import dataclass

from outcomes_xl.framework.council_names import first_word_of, without_council
from outcomes_xl.framework.entries import Borough, Framework
from outcomes_xl.jobs.context import Context
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.spelling import did_you_mean


@dataclass(frozen=True)
class ToBuild:
    """A borough workbook to build, and the name to suggest for its file."""

    borough: Borough
    framework: Framework
    file_name: str


def new(borough: str, context: Context) -> ToBuild:
    """Return what to build for a borough, given by code or by name, its council's full name too: LB Merton is Merton.

    Raises CannotUse when it is not a London one.
    """
    found = context.framework.borough(borough) or context.framework.borough(without_council(borough))
    if found is None:
        names = [one.name for one in context.framework.boroughs.values()]
        bare = without_council(borough)
        near = did_you_mean(bare, [*names, *context.framework.boroughs]) or first_word_of(bare, names)
        hint = f"Did you mean {near}?" if near else "Give a London borough's name, or its code such as E09000024."
        raise CannotUse(f"“{borough}” is not one of the 33 London boroughs.", hint)
    return ToBuild(found, context.framework, f"Outcomes framework {found.name} {context.today.year}.xlsx")
