"""Disclosure control: which counts of people may be shown, so that nobody can be found in them.

Begin at `protect.py`. `cubes.py` holds what was counted, `outputs.py` what is shown of it, `register.py` what has been
shown before. The rule, its reasons and its cost: docs/maintainers/disclosure_control.md.
"""
