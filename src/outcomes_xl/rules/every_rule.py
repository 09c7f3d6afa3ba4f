"""Every rule: reading its module registers it. All are held against their words before one is asked."""

from __future__ import annotations

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
from outcomes_xl.rules.engine import all_rules, hold
from outcomes_xl.rules.rule_words import all_words

__all__ = ["all_rules"]

hold(all_rules(), all_words())
