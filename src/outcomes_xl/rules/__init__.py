"""What must be true: one module a sheet, one function a rule; the words are in data/rules.toml."""

from outcomes_xl.rules import (  # noqa: F401 - importing them is what registers their rules
    availability_rules,
    everywhere_rules,
    evidence_rules,
    figure_rules,
    framework_rules,
    mapping_rules,
    milestone_rules,
    service_rules,
    source_rules,
    start_rules,
    target_rules,
    workbook_rules,
)
from outcomes_xl.rules.engine import Miss, all_rules, hold, rule
from outcomes_xl.rules.rule_words import RuleMistake, RuleWords, all_words
from outcomes_xl.rules.run_rules import run_rules

hold(all_rules(), all_words())

__all__ = ["Miss", "RuleMistake", "RuleWords", "all_rules", "all_words", "rule", "run_rules"]
