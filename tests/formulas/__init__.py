"""Formulas worked out without an office program."""
