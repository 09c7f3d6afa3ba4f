"""What must be true: one module a sheet, one function a rule; the words are in data/rules.toml.

Nothing is read here: most jobs need what is around the rules, and only a check needs them all (every_rule.py).
"""
