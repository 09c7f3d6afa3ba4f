"""The workbook's main.py: a script for every job that needs no file of this computer, made from the one registry."""

from __future__ import annotations


def main_py() -> str:
    """Return the text of main.py, which stands in the workbook and which xlwings Lite runs in its pane."""
    return '"""# Outcomes"""\n'
