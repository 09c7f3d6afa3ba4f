"""What must be true: one module a sheet, one function a rule; the words are in data/rules.toml."""

from . import (  # noqa: F401  (importing a module makes its rules known, in the order of its functions)
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
from .engine import Miss, all_rules, hold, rule
from .running import run_rules
from .words import RuleMistake, RuleWords, all_words

hold(all_rules(), all_words())

__all__ = ["Miss", "RuleMistake", "RuleWords", "all_rules", "all_words", "rule", "run_rules"]
