"""Running the rules: misses of one cause become one finding, and findings come in an officer's order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Finding, Severity, Table
from outcomes_xl.rules.engine import Rule, all_rules
from outcomes_xl.rules.miss_grouping import PlacedMiss, findings_from
from outcomes_xl.rules.rule_inputs import ColumnMissing, RuleInputs
from outcomes_xl.rules.rule_words import RuleMistake, RuleWords, all_words

if TYPE_CHECKING:
    from outcomes_xl.reading.read_tables import Reading
    from outcomes_xl.reading.schemas import Shape


def run_rules(reading: Reading, framework: Framework, today: date, shape: Shape | None = None) -> tuple[Finding, ...]:
    """Return what there is to look at, by sheet, then by how much it matters, then by row.

    ``shape`` is given by who has more to ask of it, so that pandera is asked once.
    Raises RuleMistake, naming the rule, when a rule stops: that is our mistake, never the officer's.
    """
    inputs, words = RuleInputs(reading, framework, today, shape), all_words()
    found: list[Finding] = []
    for one in all_rules().values():
        try:
            for home, given in inputs.settings(one):
                found += findings_of(one, words[one.id], home, given, inputs)
        except Exception as error:
            raise RuleMistake(f"{one.id} ({one.claim}) stopped: {type(error).__name__}: {error}") from error
    severities = list(Severity)
    last = len(inputs.order)
    return tuple(
        sorted(
            found,
            key=lambda f: (
                inputs.order.get(f.cell.sheet, last),
                f.cell.sheet,
                severities.index(f.severity),
                f.cell.row,
                f.cell.column,
                f.rule,
            ),
        )
    )


def findings_of(
    one: Rule, words: RuleWords, home: Table | None, given: dict[str, Any], inputs: RuleInputs
) -> list[Finding]:
    """Return the findings of one rule on one table: misses whose sentences would read the same are one."""
    try:
        return findings_from([PlacedMiss(miss, words, home, inputs.metric_word) for miss in one.check(**given)])
    except ColumnMissing:
        return []
