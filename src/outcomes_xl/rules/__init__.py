"""What must be true: one module a sheet, one function a rule; the words are in data/rules.toml."""

from outcomes_xl.rules import (  # noqa: F401 - importing them is what registers their rules
    anywhere,
    availability,
    figures,
    framework_rows,
    mappings,
    services,
    sources,
    start,
    targets,
    workbook,
)
from outcomes_xl.rules.engine import Miss, all_rules, hold, rule
from outcomes_xl.rules.running import run_rules
from outcomes_xl.rules.words import RuleMistake, RuleWords, all_words

hold(all_rules(), all_words())

__all__ = ["Miss", "RuleMistake", "RuleWords", "all_rules", "all_words", "rule", "run_rules"]
