"""Running the rules: misses of one cause become one finding, and findings come in an officer's order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Finding, Row, Severity, Table, Value
from outcomes_xl.model.cell_values import same
from outcomes_xl.rules.engine import Miss, Rule
from outcomes_xl.rules.every_rule import all_rules
from outcomes_xl.rules.miss_grouping import PlacedMiss, findings_from
from outcomes_xl.rules.rule_inputs import ColumnMissing, RuleInputs
from outcomes_xl.rules.rule_words import RuleMistake, RuleWords, all_words

if TYPE_CHECKING:
    from outcomes_xl.reading.read_tables import Reading
    from outcomes_xl.reading.schemas import Shape


KeptOver = Callable[[Table, Row, str], Value | Literal[False]]
"""Takes a cell and returns the central file's words that somebody decided against, False where nobody decided."""


def run_rules(
    reading: Reading,
    framework: Framework,
    today: date,
    shape: Shape | None = None,
    kept_over: KeptOver | None = None,
) -> tuple[Finding, ...]:
    """Return what there is to look at, by sheet, then by how much it matters, then by row.

    ``shape`` is given by who has more to ask of it, so that pandera is asked once. Of a cell whose words were kept over
    the central file's (``kept_over``) nothing is said that was decided, and nothing is offered to be written over them.
    Raises RuleMistake, naming the rule, when a rule stops: that is our mistake, never the officer's.
    """
    inputs, words = RuleInputs(reading, framework, today, shape), all_words()
    found: list[Finding] = []
    for one in all_rules().values():
        try:
            for home, given in inputs.settings(one):
                found += findings_of(one, words[one.id], home, given, inputs, kept_over)
        except Exception as error:
            raise RuleMistake(f"{one.id} ({one.claim}) stopped: {type(error).__name__}: {error}") from error
    severities = list(Severity)
    last = len(inputs.order)
    return tuple(
        sorted(
            found,
            key=lambda f: (
                not words[f.rule].first,
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
    one: Rule,
    words: RuleWords,
    home: Table | None,
    given: dict[str, Any],
    inputs: RuleInputs,
    kept_over: KeptOver | None = None,
) -> list[Finding]:
    """Return the findings of one rule on one table: misses whose sentences would read the same are one."""
    try:
        misses = one.check(**given) if kept_over is None else _undecided(one.check(**given), words, home, kept_over)
        return findings_from([PlacedMiss(miss, words, home, inputs.metric_word) for miss in misses])
    except ColumnMissing:
        return []


def _undecided(misses: Iterable[Miss], words: RuleWords, home: Table | None, kept_over: KeptOver) -> Iterator[Miss]:
    for miss in misses:
        decided = kept_over(home, miss.place, miss.field) if home and isinstance(miss.place, Row) else False
        if decided is False:
            yield miss
        elif not (words.settled and same(decided, miss.offer)):
            yield miss.only_asked()
